"""The pages of one Plan in a file, its structure with them."""

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import NamedTuple

from worksheets.kept import kept
from worksheets.pdf.catalog import Heading
from worksheets.pdf.content import Content, draw_node, draw_part, place_content, place_operators
from worksheets.pdf.deflate import Segment
from worksheets.pdf.structure import Structure
from worksheets.pdf.supplies import Supplies
from worksheets.plan import Drawing, Image, Node, Page, Piece, Placed, Role, Tag


class DrawnPage(NamedTuple):
    """A page, its structure added, and what is left to be written.

    Attributes:
        segments: Its content, piece by piece.
        pictures: The images and drawings on it by their names.
        headings: Its bookmarks.
    """

    segments: list[Segment]
    pictures: dict[str, Image | Drawing]
    headings: list[Heading]


def draw_page(
    page: Page,
    number: int,
    draw: Callable[[Node], Content],
    supplies: Supplies,
    structure: Structure | None,
) -> DrawnPage:
    """Draw a page.

    Args:
        page: The page.
        number: Its object number.
        draw: What draws a node.
        supplies: Takes what the page needs.
        structure: Takes the elements of the page; None for a file without tags.
    """
    drawn, first = DrawnPage([], {}, []), 0
    segments, pictures, headings = drawn
    if structure:
        structure.add_page(number)
    for run in _runs(page, draw):
        piece, content = run.piece, run.content
        top = page.height - piece.y
        segments.append(run.place(top, first))
        if structure:
            structure.add_piece(content.tree, piece, top, first)
        supplies.gather(content)
        if content.pictures:
            pictures.update(content.pictures)
        if content.bookmarks:
            headings += [Heading(text, number, top - y) for text, y in content.bookmarks]
        first += content.marked
    return drawn


class _Drawn(NamedTuple):
    """A piece of a page that was drawn."""

    piece: Piece
    content: Content

    def place(self, top: float, first: int) -> Segment:
        """Its operators where it stands."""
        return place_content(self.content, self.piece.x, top, first)


class _DrawnAsOne:
    """Several pieces that were drawn as one.

    It stands at the bottom of the page and reaches up from there, so that each piece stands where
    it would by itself, to the last hundredth of a point.
    """

    def __init__(self, node: Node, height: float) -> None:
        self.piece = Piece(0, height, 0, 0, node)
        self.content = draw_part(node)
        self._placed: tuple[float, int, Segment] | None = None

    def place(self, top: float, first: int) -> Segment:
        """Their operators: as a rule behind as many stretches of marked content as before."""
        if self._placed is None or self._placed[:2] != (top, first):
            operators = place_operators(self.content, 0, top, first)
            self._placed = top, first, Segment(operators, alone=True)
        return self._placed[2]


def _runs(page: Page, draw: Callable[[Node], Content]) -> Iterator[_Drawn | _DrawnAsOne]:
    """What a page is made of, in reading order."""
    common, pieces = page.common, page.pieces
    as_one = _draw_as_one(common, page.height) if common and draw is draw_node else None
    if as_one is None:
        yield from (_Drawn(piece, draw(piece.node)) for piece in pieces)
        return
    for piece in pieces[: -len(common) - 1]:
        yield _Drawn(piece, draw(piece.node))
    yield as_one
    yield _Drawn(pieces[-1], draw(pieces[-1].node))


@kept(
    128,
    key=lambda pieces, height: (height, *[(id(one.node), one.x, one.y) for one in pieces]),
    second=True,
)
def _draw_as_one(pieces: tuple[Piece, ...], height: float) -> _DrawnAsOne | None:
    """Pieces of a page of a height drawn as one; None where one of them goes on elsewhere."""
    node = _join(tuple([piece._replace(y=piece.y - height) for piece in pieces]))
    return _DrawnAsOne(node, height) if node else None


def _join(pieces: tuple[Piece, ...]) -> Node | None:
    """Pieces as one node, those of a table as one table; None where one goes on elsewhere."""
    if any([piece.name_prefix for piece in pieces]):
        return None
    joined: list[Node | Placed] = []
    for key, group in groupby(pieces, key=lambda piece: piece.node.tag.key):
        if not key:
            joined += [Placed(piece.x, piece.y, piece.node) for piece in group]
            continue
        rows: list[Placed] = []
        for x, y, _, _, node, _, _ in group:
            if node.tag.role is not Role.TABLE:
                return None
            for child in node.children:
                if isinstance(child, Node):
                    rows.append(Placed(x, y, child))
                elif isinstance(child, Placed):
                    rows.append(child._replace(x=child.x + x, y=child.y + y))
        joined.append(Node(Tag(Role.TABLE), tuple(rows)))
    return Node(Tag(Role.SECTION), tuple(joined))
