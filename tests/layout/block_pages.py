"""Pages of single blocks, and looking into them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from worksheets.document import Footer
from worksheets.layout.box import Laid
from worksheets.layout.flow import Geometry, fill_pages, make_page, measure_foot
from worksheets.layout.style import Style, make_style, rung_of
from worksheets.model import Template
from worksheets.model.base import Paper
from worksheets.plan import Node, Page, Piece, Role


def style_of(template: Template, footer: Footer, paper: Paper, body: float) -> Style:
    """The style of a page above its foot."""
    style = make_style(template, rung_of(body), *Geometry.of(template, paper).inner)
    return replace(style, height=style.height - measure_foot(footer, style).height)


def draw_pages(
    blocks: Iterable[Sequence[Laid]], style: Style, footer: Footer, page: Geometry
) -> tuple[Page, ...]:
    """The pages of blocks, each from a page of its own on."""
    foot = measure_foot(footer, style)
    pages = [filled for laid in blocks if laid for filled in fill_pages(laid, style)]
    return tuple(
        make_page(laid, foot.build(number, len(pages)), foot.height, page)
        for number, laid in enumerate(pages, 1)
    )


def body_of(page: Page) -> list[Piece]:
    """The pieces of a page without the foot."""
    return [piece for piece in page.pieces if not piece.last]


def nodes_of(pages: Iterable[Page], role: Role | None = None) -> Iterator[Node]:
    """Every node above the feet, or those of one role."""
    for page in pages:
        for piece in body_of(page):
            yield from (one for one in piece.node.nodes() if role in (None, one.tag.role))


def check_order(text: str, parts: Iterable[str]) -> None:
    """The parts are in a text, one after the other."""
    end = 0
    for part in parts:
        words = " ".join(part.split())
        found = text.find(words, end)
        assert found >= end, f"{part!r} is missing or out of order"
        end = found + len(words)
