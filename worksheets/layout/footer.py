"""The foot of every page: the whole disclaimer, the reference, the page number."""

from typing import Any, NamedTuple

from worksheets.document import Footer
from worksheets.layout.box import ARTIFACT, PARAGRAPH, SECTION, Box, Frame, Pad, Stack, Stroke
from worksheets.layout.compose import text, width_of
from worksheets.layout.flow import draw_box
from worksheets.layout.shared import Shared
from worksheets.layout.style import Style
from worksheets.plan import Node

_SIZE = 0.71
_LEADING = 1.24
_SMALLEST_PT = 7.5


class Foot(NamedTuple):
    """The foot of the pages of a document, and its height with the distance to the body."""

    footer: Footer
    style: Style
    height: float

    def build(self, page: int, pages: int) -> Node:
        """The foot of one page."""
        foot = Shared(foot_box, (self.footer, self.style, page, pages), place="fill")
        return draw_box(foot, self.style.width, self.height)


def measure_foot(footer: Footer, style: Style) -> Foot:
    """Set the disclaimer; the reference shares its last line where there is room."""
    foot = Shared(foot_box, (footer, style, 99, 99))
    return Foot(footer, style, foot.height(style.width))


def foot_box(footer: Footer, style: Style, page: int, pages: int) -> Box:
    """The foot of one page; the disclaimer is read on the first one only."""
    size = max(_SMALLEST_PT, style.body * _SIZE)
    ink, leading = style.ink.muted, size * _LEADING
    tag = PARAGRAPH if page == 1 else ARTIFACT
    words = text(style, footer.disclaimer, size, ink, leading=leading, tag=tag)
    room = style.width - words.width_of_last_line(style.width) - 3 * size
    joins = words.lines(style.width) and width_of(_reference(footer, 99, 99), size) <= room
    how: dict[str, Any] = {"leading": leading, "align": "end", "gap": -leading if joins else 0.0}
    reference = text(style, _reference(footer, page, pages), size, ink, tag=ARTIFACT, **how)
    top, rule = style.leading * 0.75, style.leading * 0.55
    line = Stroke(style.ink.line, 0.6, rule)
    return Frame(Stack((words, reference)), Pad(top), above=line, tag=SECTION)


def _reference(footer: Footer, page: int, pages: int) -> str:
    numbered = footer.page_of.replace("{page}", str(page)).replace("{pages}", str(pages))
    return f"{footer.reference} · {numbered}"
