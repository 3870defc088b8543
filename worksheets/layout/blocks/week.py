"""The weekly progress grid: a row an exercise, a column a day, a box for each set and session."""

from dataclasses import replace
from functools import lru_cache

from worksheets.layout.blocks.week_frame import Frame, days_of
from worksheets.layout.blocks.week_rows import exercise_row, header_row, writing_row
from worksheets.layout.slab import Slab
from worksheets.layout.style import Style
from worksheets.model.template import BlockSetup
from worksheets.sheet import Sheet, WeekGrid
from worksheets.text.lines import Span, natural_width_em

_NAME_SHARES = 0.22, 0.31  # least and greatest share of the width for the column of names
_DOSE_SHARES = 0.27, 0.33
_TOGETHER = 0.6  # of a page: a higher grid may be cut between rows


def place_week(sheet: Sheet, setup: BlockSetup, style: Style) -> list[Slab]:
    """The header, a row for each exercise, and rows to write in; a short grid stays together."""
    return _slabs(sheet.grid, setup, style)


@lru_cache(maxsize=256)
def _slabs(grid: WeekGrid, setup: BlockSetup, style: Style) -> list[Slab]:
    frame = _frame(grid, setup, style)
    # The days of a week say their month only here.
    header = header_row(grid.title, grid.week if setup.dose else "", grid.columns, frame)
    rows = grid_rows(grid, frame)
    together = sum(slab.height for slab in (header, *rows)) <= style.height * _TOGETHER
    return [
        header,
        *(
            replace(slab, repeats=header, keeps_next=together and index < len(rows) - 1)
            for index, slab in enumerate(rows)
        ),
    ]


def grid_rows(grid: WeekGrid, frame: Frame) -> list[Slab]:
    """The rows below the header: exercises, then what is written in; the last one is for words."""
    return [exercise_row(row, frame) for row in grid.rows] + [
        writing_row(row, frame, last=row == grid.writing[-1]) for row in grid.writing
    ]


def _frame(grid: WeekGrid, setup: BlockSetup, style: Style) -> Frame:
    least, most = (share * style.width for share in (_DOSE_SHARES if setup.dose else _NAME_SHARES))
    names = [Span(f"{row.number}\u2002{row.name}", style.ink.text) for row in grid.rows]
    widest = max((natural_width_em((name,)) for name in names), default=0.0) * style.body
    return Frame(
        style,
        days_of(grid.columns),
        min(most, max(least, widest + style.leading * 0.5)),
        with_dose=setup.dose,
        grow=style.leading * (4 if setup.fill else 0.7),
    )
