"""The pages of one Plan in a file, its structure with them."""

from collections.abc import Callable
from typing import NamedTuple

from worksheets.pdf.catalog import Heading
from worksheets.pdf.content import Content, place_content
from worksheets.pdf.deflate import Segment
from worksheets.pdf.structure import Structure
from worksheets.pdf.supplies import Supplies
from worksheets.plan import Drawing, Image, Node, Page


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
    for piece in page.pieces:
        content = draw(piece.node)
        top = page.height - piece.y
        segments.append(place_content(content, piece.x, top, first))
        if structure:
            structure.add_piece(content.tree, piece, top, first)
        supplies.gather(content)
        if content.pictures:
            pictures.update(content.pictures)
        if content.bookmarks:
            headings += [Heading(text, number, top - y) for text, y in content.bookmarks]
        first += content.marked
    return drawn
