"""The weekly progress grid: a row an exercise, a column a day, a box for each set and session."""

from worksheets.document import Handout
from worksheets.layout.blocks.week_table import Look, week_table
from worksheets.layout.box import Box
from worksheets.layout.compose import width_of
from worksheets.layout.style import Style
from worksheets.model.template import BlockSetup

_NAME_SHARES = 0.22, 0.31  # least and greatest share of the width for the column of names
_DOSE_SHARES = 0.27, 0.33
_TOGETHER = 0.6  # of a page: a higher grid may be cut between rows


def place_week(body: Handout, setup: BlockSetup, style: Style) -> Box:
    """The header, a row for each exercise, and rows to write in; a short grid stays together."""
    grid = body.grid
    if setup.dose:  # it stands for the cards: all that belongs to a dose must be on it
        details = {card.number: card.details for card in body.cards}
        rows = [
            row._replace(dose=" ".join((row.dose, *details.get(row.number, ()))))
            for row in grid.rows
        ]
        grid = grid._replace(rows=tuple(rows))
    else:  # the cards say all that
        grid = grid._replace(week="")
    least, most = (share * style.width for share in (_DOSE_SHARES if setup.dose else _NAME_SHARES))
    names = [f"{row.number}\u2002{row.name}" for row in grid.rows]
    widest = max((width_of(name, style.body) for name in names), default=0.0)
    width = min(most, max(least, widest + style.leading * 0.5))
    grow = style.leading * (4 if setup.fill else 0.7)
    look = Look(style, width, with_dose=setup.dose, grow=grow)
    return week_table(grid, look, together=style.height * _TOGETHER)
