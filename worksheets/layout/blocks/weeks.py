"""A week of a booklet: what to do day by day, and room to record it, on one page."""

from collections.abc import Sequence
from dataclasses import replace

from worksheets.document import Week, WeekGrid
from worksheets.layout.blocks.checklist import checklist_slabs, ladder_slab
from worksheets.layout.blocks.week_end import closing_slab, measure_slabs
from worksheets.layout.blocks.week_frame import Frame, days_of, pen_height, same_frame
from worksheets.layout.blocks.week_head import news_slabs, phase_slabs, title_slab
from worksheets.layout.blocks.week_rows import exercise_row, header_row, writing_rows
from worksheets.layout.slab import Slab
from worksheets.layout.style import Style
from worksheets.plan import Mark, Node, Role, Rule, Tag

_NAME_EMS, _NARROW_NAME_EMS = 12.5, 14.3
_NAME_SHARES = 0.28, 0.4  # least and greatest share of the width for the column of names
_NARROW_PT = 430.0
_EDGE_SHARE = 0.08  # of a day, between its boxes and the rules
_GROW = 1.7  # of a row of an exercise, in leadings; half of it for a row to write in
_STEPS = 4  # heights in which rows grow: weeks with about the same room have the same rows
_NOTES_SHARE = 0.3  # of a page: the row for words takes what is left, up to that
_SPARE_PT = 0.1  # so that rounding never makes a page too full


def place_week_page(week: Week, style: Style) -> list[Slab]:
    """The page of a week from top to bottom, for the top of a page.

    A week that fits a page stays together and fills it. A longer one is cut between its parts and
    between the rows of its grid, and says its title and the days again.

    Args:
        week: The week.
        style: Sizes and inks; its height is that of the page.
    """
    parts = _measure(week, style)
    slabs = parts.slabs
    left = style.height - _height(slabs)
    if left >= 0:
        slabs = _spread(parts, left - _SPARE_PT)
        last = len(slabs) - 1
        return [
            replace(slab, name_prefix=week.key, keeps_next=index < last)
            for index, slab in enumerate(slabs)
        ]
    title = title_slab(week, style)
    again = _stack(title, parts.header) if parts.header else title
    cut = [*slabs[:1]]
    for index, slab in enumerate(slabs[1:], 1):
        in_grid = parts.first <= index < parts.first + parts.count
        repeats = replace(again if in_grid else title, name_prefix=week.key)
        cut.append(replace(slab, grow=0, repeats=repeats))
    return [replace(slab, name_prefix=week.key) for slab in cut]


def week_height(week: Week, style: Style) -> float:
    """The least height of a week with all gaps, in points; it fits where `style.height` is more."""
    return _height(_measure(week, style).slabs)


class _Parts:
    """The slabs of a week, and where the rows of its grid are among them.

    Attributes:
        slabs: All of them, at their least heights.
        header: The head of the grid, or None for a week without a grid.
        first: Place of the first row of the grid.
        count: How many rows it has.
    """

    def __init__(self, above: Sequence[Slab], grid: Sequence[Slab], below: Sequence[Slab]) -> None:
        self.slabs = [*above, *grid, *below]
        self.header = grid[0] if grid else None
        self.first = len(above) + 1
        self.count = max(0, len(grid) - 1)


def _measure(week: Week, style: Style) -> _Parts:
    above = [title_slab(week, style), *phase_slabs(week, style), *news_slabs(week, style)]
    for checks in week.checks:
        above += checklist_slabs(checks, style)
    grid: list[Slab] = []
    if week.grid.rows or week.grid.writing:
        frame = _frame(week, style)
        header = header_row(week.grid.title, "", week.grid.columns, frame, frame.edge)
        grid = [header, *_grown(_rows(week.grid, frame), len(week.grid.rows), style)]
    below = [ladder_slab(ladder, style) for ladder in week.ladders]
    below += measure_slabs(week, style)
    closing = closing_slab(week, style)
    return _Parts(above, grid, [*below, closing] if closing else below)


def _rows(grid: WeekGrid, frame: Frame) -> list[Slab]:
    exercises = [exercise_row(row, frame) for row in grid.rows]
    return [*exercises, *writing_rows(grid.writing, frame)]


def _grown(rows: Sequence[Slab], exercises: int, style: Style) -> list[Slab]:
    """Rows with the height that each can use: least where a number is written, most for words."""
    grown = [*rows]
    for index in range(exercises, len(rows)):
        is_last = index == len(rows) - 1
        more = style.height * _NOTES_SHARE if is_last else style.leading * _GROW / 2
        grown[index] = replace(rows[index], grow=more)
    return grown


def _frame(week: Week, style: Style) -> Frame:
    """One width for the names in all weeks, whatever the names are: a page looks like the last."""
    least, most = (share * style.width for share in _NAME_SHARES)
    # On half a sheet the days are narrow anyway; a wider name saves lines, of which there are few.
    ems = _NAME_EMS if style.width >= _NARROW_PT else _NARROW_NAME_EMS
    name_width = min(most, max(least, style.body * ems))
    days = days_of(week.grid.columns)
    frame = Frame(
        style,
        days,
        name_width,
        with_dose=True,
        grow=style.leading * _GROW,
        pen=pen_height(style),
        edge=(style.width - name_width) / max(1, len(days)) * _EDGE_SHARE,
        bookmarks=False,
        weekly=True,
    )
    return same_frame(frame)


def _height(slabs: Sequence[Slab]) -> float:
    return sum(slab.height for slab in slabs) + sum(slab.gap for slab in slabs[1:])


def _spread(parts: _Parts, left: float) -> list[Slab]:
    """Give the height that is left to the rows, in steps, and the rest to the row for words.

    **Why in steps:** a row of another height is another row, to be drawn again.
    """
    slabs = [replace(slab, grow=0.0) for slab in parts.slabs]
    left = max(0.0, left)
    *rows, words = range(parts.first, parts.first + parts.count) if parts.count else (0,)
    wanted = sum(parts.slabs[row].grow for row in rows)
    share = min(_STEPS, int(left / wanted * _STEPS)) / _STEPS if wanted else 0.0
    for row in rows:
        more = parts.slabs[row].grow * share
        slabs[row] = replace(slabs[row], height=slabs[row].height + more)
        left -= more
    if words:
        slabs[words] = replace(slabs[words], grow=min(left, parts.slabs[words].grow))
    return slabs


def _stack(title: Slab, header: Slab) -> Slab:
    """The title over the head of the grid, for the top of a page on which a grid goes on."""
    top = title.height + header.gap

    def build(final: float) -> Node:
        marks = [*title.build(title.height).marks()]
        marks += [_lowered(mark, top) for mark in header.build(header.height).marks()]
        return Node(Tag(Role.ARTIFACT), tuple(marks))

    return Slab(top + header.height, build)


def _lowered(mark: Mark, by: float) -> Mark:
    if isinstance(mark, Rule):
        return mark._replace(y1=mark.y1 + by, y2=mark.y2 + by)
    return mark._replace(y=mark.y + by)
