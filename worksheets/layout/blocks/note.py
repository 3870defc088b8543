"""What the clinician adds for one patient: a labelled sentence over the whole width."""

from math import inf

from worksheets.document import Field
from worksheets.layout.column import Cut, cut_column, in_reading_order
from worksheets.layout.setter import Setter
from worksheets.layout.slab import Slab, built_once
from worksheets.layout.style import Style
from worksheets.plan import Node

_PART = 0.3
"""Of a page: parts of this height are what a note is cut into that is higher than that."""


def place_note(note: Field | None, style: Style) -> list[Slab]:
    """The slabs of a note, several for a long one; nothing without a note."""
    if note is None:
        return []
    setter = Setter(style)
    paragraph = setter.paragraph(setter.labelled(note, style.width), key="note")
    most = style.height * _PART
    cuts = cut_column([paragraph], most if paragraph.height > most else inf)
    gap = style.leading * 0.4
    key = "note" if len(cuts) > 1 else ""
    return [_slab(cut, key, 0.0 if index else gap) for index, cut in enumerate(cuts)]


def _slab(cut: Cut, key: str, gap: float) -> Slab:
    @built_once
    def build(final: float) -> Node:
        return in_reading_order(cut.place(0, 0), key=f"{key}.part" if key else "")

    return Slab(cut.height, build, gap=gap, claims=())
