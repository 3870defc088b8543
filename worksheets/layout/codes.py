"""QR codes: large enough for a phone, the address printed beside them."""

from typing import Any

from worksheets.document import Field, Figure, Link
from worksheets.layout.box import SECTION, Box, Row, Stack
from worksheets.layout.compose import labelled
from worksheets.layout.leaves import Picture, picture_size
from worksheets.layout.style import Style

_MIN_PT = 16 * 72 / 25.4
_MODULE_PT = 0.4 * 72 / 25.4
"""Side of a module that phones still read from a page printed on a plain printer."""
_FEWEST_EMS = 5


def code_side(code: Figure) -> float:
    """Side of a code in points, its quiet zone included: more modules need more room."""
    modules, _ = picture_size(code.image)
    return max(_MIN_PT, modules * _MODULE_PT)


def code_picture(code: Figure, **how: Any) -> Picture:
    """A code in a box, as large as it must be."""
    side = code_side(code)
    return Picture(code, side, side, place="top", **how)


def code_box(link: Link, code: Figure, style: Style, width: float, *, order: int) -> Box:
    """A code with its address at its end, or under it where the address is long.

    Args:
        link: The address, which is read first.
        code: The code.
        style: Sizes and inks.
        width: Width of the column in points.
        order: Place in the reading order.
    """
    field = Field(link.label, link.text)
    words = labelled(style, field, style.ink.muted, size=style.small, links=(link,), place="middle")
    picture, side = code_picture(code, order=1), code_side(code)
    how: dict[str, Any] = {"tag": SECTION, "order": order, "gap": style.leading * 0.2}
    room = width - side - style.leading * 0.2
    if room > _FEWEST_EMS * style.small and 0 < words.height(room) <= side:
        return Row((picture, words), (side, room), style.leading * 0.2, **how)
    return Stack((Row((picture,), (side,)), words), **how)
