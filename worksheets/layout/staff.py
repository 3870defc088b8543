"""What the pages for the staff share: clean words, headings, lines to fill in, one page at a time.

These pages are about patients, not for them: they bear no disclaimer, but say who may see them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from worksheets.document import Footer
from worksheets.layout.fit import PAPERS_PT
from worksheets.layout.footer import measure_foot
from worksheets.layout.pages import with_foot
from worksheets.layout.setter import Setter
from worksheets.layout.style import Style, make_style
from worksheets.layout.words import set_marks
from worksheets.model import Template
from worksheets.model.base import Paper
from worksheets.plan import Blank, Node, Piece, Plan, Role, Rule, Tag
from worksheets.text.lines import Span, natural_width_em
from worksheets.text.shaping import unprintable

_UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_PEN_PT = 17.1
"""6 mm: the least height of a place to write with a pen."""


@dataclass(frozen=True)
class Staff:
    """How pages for the staff look, upright whatever the template does.

    Attributes:
        template: Margins, type and colours.
        paper: The paper size.
        language: BCP 47 tag of the words.
        footer: The foot of every page.
        title: Title of the document.
    """

    template: Template
    paper: Paper
    language: str
    footer: Footer
    title: str

    def style(self, body: float) -> Style:
        """Sizes at a size of body text, with the height between the upper margin and the foot."""
        width, height = PAPERS_PT[self.paper]
        margin = self.template.page.margin
        style = make_style(self.template, body, width - 2 * margin, height - 2 * margin)
        return replace(style, height=style.height - measure_foot(self.footer, style).height)

    def plan(self, nodes: Sequence[tuple[float, float, Node]], style: Style, number: int) -> Plan:
        """A document of one page.

        Args:
            nodes: What stands on it: distance from the upper margin, height and node of each.
            style: Sizes and inks.
            number: Number of the page.
        """
        width, height = PAPERS_PT[self.paper]
        margin = self.template.page.margin
        foot = measure_foot(self.footer, style)
        pieces = [Piece(margin, margin + y, style.width, high, node) for y, high, node in nodes]
        page = with_foot(pieces, foot.build(number, 0), foot.height, (width, height, margin))
        return Plan(self.title, self.language, "", (page,), style.body)


def clean(text: str) -> str:
    """A text in one line of characters that can be printed; a sign stands for any other."""
    text = " ".join(text.split())
    for character in unprintable(text):
        text = text.replace(character, _UNKNOWN)
    return text


def write_lines(labels: Sequence[str], y: float, style: Style) -> tuple[Node, float]:
    """Labelled lines to write on, side by side over the whole width; and how high they are."""
    setter, size = Setter(style), style.body
    gutter = style.leading
    width = (style.width - (len(labels) - 1) * gutter) / len(labels)
    height = max(_PEN_PT, style.leading)
    nodes = []
    for index, label in enumerate(labels):
        left = index * (width + gutter)
        lines = setter.lines(label, width / 2)
        top = y + height - style.leading * len(lines)
        text = Node(Tag(Role.PARAGRAPH), set_marks(lines, left, top, size, style.leading))
        used = natural_width_em((Span(label, style.ink.text),)) * size + size * 0.5
        used = min(used, width / 2)
        blank = Blank(left + used, y, width - used, height, size, style.ink.text)
        nodes += [text, Node(Tag(Role.FIELD, label), (blank,))]
    return Node(Tag(Role.SECTION), tuple(nodes)), height


def line_under(y: float, style: Style, *, strong: bool = False) -> Node:
    """A rule over the whole width."""
    ink, width = (style.ink.accent, 1.6) if strong else (style.ink.line, 0.6)
    return Node(Tag(Role.ARTIFACT), (Rule(0, y, style.width, y, ink, width),))
