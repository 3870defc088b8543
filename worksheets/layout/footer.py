"""The foot of every page: the whole disclaimer, the reference, the page number."""

from dataclasses import dataclass, field
from functools import lru_cache

from worksheets.document import Footer
from worksheets.layout.style import Style
from worksheets.layout.words import set_marks
from worksheets.plan import Mark, Node, Role, Rule, Tag
from worksheets.text.lines import Line, Span, natural_width_em, set_lines

_SIZE = 0.71
_LEADING = 1.24
_SMALLEST_PT = 7.5


@dataclass(frozen=True)
class Foot:
    """A measured foot, drawn once for every page number."""

    footer: Footer
    lines: tuple[Line, ...]
    size: float
    joins: bool
    style: Style
    built: dict[tuple[int, int], Node] = field(default_factory=dict, compare=False, repr=False)

    @property
    def leading(self) -> float:
        """Distance between baselines in points."""
        return self.size * _LEADING

    @property
    def height(self) -> float:
        """Height with the distance to the body above it, in points."""
        rows = len(self.lines) + (0 if self.joins else 1)
        return rows * self.leading + self.style.leading * 0.75

    def build(self, page: int, pages: int) -> Node:
        """The foot of one page: the disclaimer is read on the first one only."""
        if (page, pages) not in self.built:
            self.built[page, pages] = self._build(page, pages)
        return self.built[page, pages]

    def _build(self, page: int, pages: int) -> Node:
        style = self.style
        top = self.style.leading * 0.55
        rule = Rule(0, top, style.width, top, style.ink.line, 0.6)
        top += style.leading * 0.2
        text = set_marks(self.lines, 0, top, self.size, self.leading)
        reference = _reference(self.footer, page, pages, style)
        x = style.width - natural_width_em(reference) * self.size
        row = len(self.lines) - (1 if self.joins else 0)
        line = set_lines(reference, style.width / self.size + 1)
        note = set_marks(line, x, top + row * self.leading, self.size, self.leading)
        role = Role.PARAGRAPH if page == 1 else Role.ARTIFACT
        children: tuple[Node | Mark, ...] = (
            Node(Tag(Role.ARTIFACT), (rule,)),
            Node(Tag(role), text),
            Node(Tag(Role.ARTIFACT), note),
        )
        return Node(Tag(Role.SECTION), children)


@lru_cache(maxsize=256)
def measure_foot(footer: Footer, style: Style) -> Foot:
    """Set the disclaimer; the reference shares its last line where there is room."""
    size = max(_SMALLEST_PT, style.body * _SIZE)
    span = Span(footer.disclaimer, style.ink.muted)
    lines = set_lines((span,), style.width / size)
    needed = natural_width_em(_reference(footer, 99, 99, style)) + 3
    joins = bool(lines) and lines[-1].width_em + needed <= style.width / size
    return Foot(footer, lines, size, joins, style)


def _reference(footer: Footer, page: int, pages: int, style: Style) -> tuple[Span, ...]:
    numbered = footer.page_of.replace("{page}", str(page)).replace("{pages}", str(pages))
    return (Span(f"{footer.reference} · {numbered}", style.ink.muted),)
