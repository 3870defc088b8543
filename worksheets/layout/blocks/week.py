"""The weekly progress grid: a row an exercise, a column a day, a box for each set and session."""

from worksheets.document import Card, Handout, Row, WeekGrid
from worksheets.kept import kept
from worksheets.layout.blocks.week_frame import Day, Frame, days_of, same_frame
from worksheets.layout.blocks.week_rows import exercise_rows, header_row, writing_rows
from worksheets.layout.slab import Slab
from worksheets.layout.style import Style
from worksheets.model.template import BlockSetup
from worksheets.text.lines import Span, natural_width_em

_NAME_SHARES = 0.22, 0.31  # least and greatest share of the width for the column of names
_DOSE_SHARES = 0.27, 0.33
_TOGETHER = 0.6  # of a page: a higher grid may be cut between rows


def place_week(sheet: Handout, setup: BlockSetup, style: Style) -> list[Slab]:
    """The header, a row for each exercise, and rows to write in; a short grid stays together."""
    grid = sheet.grid
    if setup.dose:  # it stands for the cards: all that belongs to a dose must be on it
        cards = {card.number: card for card in sheet.cards}
        rows = [
            _detailed(row, cards[row.number]) if row.number in cards else row for row in grid.rows
        ]
        grid = grid._replace(rows=tuple(rows))
    return _slabs(grid, setup, style)


@kept(2048, key=lambda row, card: (id(row), id(card)))
def _detailed(row: Row, card: Card) -> Row:
    """A row whose dose says as much as that of its card: rest, limits of pain, notes."""
    return row._replace(dose=" ".join((row.dose, *card.details)))


@kept(
    512,
    key=lambda grid, setup, style: (
        *map(id, grid.rows),
        id(grid.columns),
        grid.title,
        grid.week,
        grid.writing,
        id(setup),
        id(style),
    ),
    second=True,
)
def _slabs(grid: WeekGrid, setup: BlockSetup, style: Style) -> list[Slab]:
    names = tuple([f"{row.number}\u2002{row.name}" for row in grid.rows])
    frame = _frame(names, days_of(grid.columns), setup, style)
    # The days of a week say their month only here.
    header = header_row(grid.title, grid.week if setup.dose else "", grid.columns, frame)
    writing = [_own(slab) for slab in writing_rows(grid.writing, frame)]
    rows = [*exercise_rows(grid.rows, frame), *writing]
    slabs = [header, *rows]
    together = sum([slab.height for slab in slabs]) <= style.height * _TOGETHER
    for row in rows:
        row.repeats, row.keeps_next = header, together
    if rows:
        rows[-1].keeps_next = False
    return slabs


def _own(slab: Slab) -> Slab:
    """The same slab to be changed: other grids have it too."""
    return Slab(slab.height, slab.build, slab.grow, slab.gap, claims=slab.claims)


@kept(256, key=lambda names, days, setup, style: (names, days, id(setup), id(style)))
def _frame(names: tuple[str, ...], days: tuple[Day, ...], setup: BlockSetup, style: Style) -> Frame:
    least, most = (share * style.width for share in (_DOSE_SHARES if setup.dose else _NAME_SHARES))
    spans = [Span(name, style.ink.text) for name in names]
    widest = max((natural_width_em((span,)) for span in spans), default=0.0) * style.body
    frame = Frame(
        style,
        days,
        min(most, max(least, widest + style.leading * 0.5)),
        with_dose=setup.dose,
        grow=style.leading * (4 if setup.fill else 0.7),
    )
    return same_frame(frame)
