"""A week of a booklet: what to do day by day, and room to record it, on one page."""

from collections.abc import Sequence
from dataclasses import replace

from worksheets.document import TickBox, Week
from worksheets.layout.blocks.checklist import place_checklist, place_ladder
from worksheets.layout.blocks.week_table import Look, week_table
from worksheets.layout.blocks.week_words import (
    closing_box,
    measure_boxes,
    news_box,
    pen_height,
    phases_box,
    title_box,
)
from worksheets.layout.box import Box, Stack, present
from worksheets.layout.style import Style

_NAME_EMS, _NARROW_NAME_EMS = 12.5, 14.3
_NAME_SHARES = 0.28, 0.4  # least and greatest share of the width for the column of names
_NARROW_PT = 430.0
_EDGE_SHARE = 0.08  # of a day, between its boxes and the rules
_GROW = 1.7  # of a row of an exercise, in leadings; half of it for a row to write in
_STEPS = 4  # heights in which rows grow: weeks with about the same room look the same
_NOTES_SHARE = 0.3  # of a page: the row for words takes what is left, up to that
_SPARE_PT = 0.1  # so that rounding never makes a page too full


def place_week_page(week: Week, style: Style) -> list[Box]:
    """The page of a week from top to bottom, for the top of a page.

    A week that fits a page stays together and fills it. A longer one is cut between its parts and
    between the rows of its grid, and says its title and the days again.

    Args:
        week: The week.
        style: Sizes and inks; its height is that of the page.
    """
    above, grid, below = _parts(_with_names(week), style)
    boxes = [*above, *grid, *below]
    left = style.height - Stack(tuple(boxes)).height(style.width)
    if left >= 0:
        boxes = [*above, *_grown(grid, left - _SPARE_PT, style), *below]
        return [replace(box, keep_next=box is not boxes[-1]) for box in boxes]
    title, *others = above
    days = Stack((title, grid[0])) if grid else title
    return [
        title,
        *(replace(box, grow=0, repeats=title) for box in (*others, *grid[:1])),
        *(replace(box, grow=0, repeats=days) for box in grid[1:]),
        *(replace(box, grow=0, repeats=title) for box in below),
    ]


def week_height(week: Week, style: Style) -> float:
    """The least height of a week with all gaps, in points; it fits where `style.height` is more."""
    above, grid, below = _parts(week, style)
    return Stack((*above, *grid, *below)).height(style.width)


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


def _parts(week: Week, style: Style) -> tuple[list[Box], list[Box], list[Box]]:
    """What is above the grid, the rows of the grid with its head, and what is below it."""
    phases = phases_box(week.phases, style) if week.phases else None
    news = news_box(week.news, style) if week.news else None
    checks = [box for one in week.checks for box in place_checklist(one, style)]
    above = [title_box(week, style), *present(phases, news), *checks]
    ladders = [place_ladder(ladder, style) for ladder in week.ladders]
    below = [*ladders, *measure_boxes(week, style), *present(closing_box(week, style))]
    above, below = (
        [part for box in boxes for part in box.parts(style.width)] for boxes in (above, below)
    )
    return above, _grid(week, style), below


def _grid(week: Week, style: Style) -> list[Box]:
    """The head and the rows, each with the height that it can use: most for words."""
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
    return replace(table, rows=tuple(rows)).parts(style.width)


def _grown(grid: Sequence[Box], left: float, style: Style) -> list[Box]:
    """Give the height that is left to the rows, in steps, and the rest to the row for words."""
    if not grid:
        return []
    head, *rows, words = grid if len(grid) > 1 else (*grid, *grid)
    left = max(0.0, left)
    wanted = sum(row.grow for row in rows)
    share = min(_STEPS, int(left / wanted * _STEPS)) / _STEPS if wanted else 0.0
    grown = [
        replace(row, least=row.height(style.width) + row.grow * share, grow=0.0) for row in rows
    ]
    left -= wanted * share
    return [head, *grown, replace(words, grow=min(left, words.grow))]
