"""A week of a booklet: what to do day by day, and room to record it, on one page."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from worksheets.document import TickBox, Week
from worksheets.layout.blocks.checklist import place_checklist, place_ladder
from worksheets.layout.blocks.week import Look, week_table
from worksheets.layout.blocks.week_words import (
    closing_box,
    measure_boxes,
    news_box,
    pen_height,
    phases_box,
    title_box,
)
from worksheets.layout.box import Box, Laid, Stack, present, stacked_height
from worksheets.layout.flow import parts_of
from worksheets.layout.style import Style

_NAME_EMS, _NARROW_NAME_EMS = 12.5, 14.3
_NAME_SHARES = 0.28, 0.4  # least and greatest share of the width for the column of names
_NARROW_PT = 430.0
_EDGE_SHARE = 0.08  # of a day, between its boxes and the rules
_GROW = 1.7  # of a row of an exercise, in leadings; half of it for a row to write in
_STEPS = 4  # heights in which rows grow: weeks with about the same room look the same
_NOTES_SHARE = 0.3  # of a page: the row for words takes what is left, up to that
_SPARE_PT = 0.1  # so that rounding never makes a page too full


class LaidWeek(NamedTuple):
    """A week measured at one size, its grid apart: a head, and a row an exercise or to write in."""

    above: list[Laid]
    grid: list[Laid]
    below: list[Laid]

    @property
    def boxes(self) -> list[Laid]:
        """All of it, from top to bottom."""
        return [*self.above, *self.grid, *self.below]

    @property
    def height(self) -> float:
        """The least height with all gaps in points; it fits a page that is at least as high."""
        return stacked_height(self.boxes)

    def fill(self, height: float) -> list[Laid]:
        """The same for the top of a page of a height in points.

        A week that fits a page stays together and fills it. A longer one is cut between its parts
        and between the rows of its grid, and says its title and the days again.
        """
        left = height - self.height
        if left >= 0:
            boxes = [*self.above, *_grown(self.grid, max(0.0, left - _SPARE_PT)), *self.below]
            last = len(boxes) - 1
            return [_with(one, keep_next=n < last) for n, one in enumerate(boxes)]
        title, *others = self.above
        head, rows = self.grid[:1], self.grid[1:]
        days = Stack((title.box, *(one.box for one in head)))
        return [
            title,
            *(_with(one, grow=0, repeats=title.box) for one in (*others, *head)),
            *(_with(one, grow=0, repeats=days) for one in rows),
            *(_with(one, grow=0, repeats=title.box) for one in self.below),
        ]


def lay_week(week: Week, style: Style) -> LaidWeek:
    """Measure a week: its page from top to bottom."""
    week = _with_names(week)
    checks = [box for one in week.checks for box in place_checklist(one, style)]
    above = [
        title_box(week, style),
        *present(phases_box(week, style), news_box(week, style)),
        *checks,
    ]
    ladders = [place_ladder(ladder, style) for ladder in week.ladders]
    below = [*ladders, *measure_boxes(week, style), *present(closing_box(week, style))]
    parts = (parts_of(boxes, style.width) for boxes in (above, _grid(week, style), below))
    return LaidWeek(*parts)


def _with(laid: Laid, **changes: Any) -> Laid:
    return laid._replace(box=replace(laid.box, **changes))


def _with_names(week: Week) -> Week:
    """The same week, with its key before the names of all that is ticked or filled in."""

    def named(boxes: Sequence[TickBox]) -> tuple[TickBox, ...]:
        return tuple(box._replace(name=f"{week.key}.{box.name}") for box in boxes)

    return week._replace(
        checks=tuple(one._replace(boxes=named(one.boxes)) for one in week.checks),
        ladders=tuple(one._replace(levels=named(one.levels)) for one in week.ladders),
        measures=tuple(one._replace(name=f"{week.key}.{one.name}") for one in week.measures),
        bring=week.bring._replace(name=f"{week.key}.{week.bring.name}"),
    )


def _grid(week: Week, style: Style) -> list[Box]:
    """The table, its rows with the height that each can use: most for words."""
    grid = week.grid._replace(week="")  # the title of the page has it
    if not (grid.rows or grid.writing):
        return []
    # One width for the names in all weeks, whatever the names are: a page looks like the last. On
    # half a sheet the days are narrow anyway; a wider name saves lines, of which there are few.
    least, most = (share * style.width for share in _NAME_SHARES)
    ems = _NAME_EMS if style.width >= _NARROW_PT else _NARROW_NAME_EMS
    name_width = min(most, max(least, style.body * ems))
    edge = (style.width - name_width) / max(1, len(grid.columns)) * _EDGE_SHARE
    grow = style.leading * _GROW
    look = Look(style, name_width, True, grow, pen_height(style), edge, week.key)
    table = week_table(grid, look)
    rows = [*table.rows]
    for index in range(len(grid.rows), len(rows)):
        is_last = index == len(rows) - 1
        more = style.height * _NOTES_SHARE if is_last else grow / 2
        rows[index] = replace(rows[index], grow=more)
    return [replace(table, rows=tuple(rows))]


def _grown(grid: Sequence[Laid], left: float) -> list[Laid]:
    """Give the height that is left to the rows, in steps, and the rest to the row for words."""
    if len(grid) < 2:
        return list(grid)
    head, *rows, words = grid
    wanted = sum(row.box.grow for row in rows)
    share = min(_STEPS, int(left / wanted * _STEPS)) / _STEPS if wanted else 0.0
    grown = [
        _with(row, grow=0.0)._replace(height=row.height + row.box.grow * share) for row in rows
    ]
    return [head, *grown, _with(words, grow=min(left - wanted * share, words.box.grow))]
