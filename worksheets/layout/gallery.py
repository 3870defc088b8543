"""Figures alone: one on a page of its own size, or many on sheets with their names."""

from collections.abc import Sequence
from typing import NamedTuple

from worksheets.document import Figure, Footer
from worksheets.layout.fit import PAPERS_PT
from worksheets.layout.footer import measure_foot
from worksheets.layout.pages import fill_pages, make_page
from worksheets.layout.pictures import in_square
from worksheets.layout.slab import Slab
from worksheets.layout.style import Style, make_style
from worksheets.layout.words import set_marks
from worksheets.model import Template
from worksheets.model.base import Paper
from worksheets.plan import Mark, Node, Page, Picture, Piece, Plan, Role, Tag
from worksheets.text.lines import Span, set_lines
from worksheets.text.shaping import unprintable

_BODY_PT = 10.5
_LONGEST_PT = 100 * 72 / 25.4
_COLUMNS = 4
_FIGURE_SHARE = 0.88
"""Width of a figure as a share of its column."""


class Exhibit(NamedTuple):
    """A figure with what stands below it.

    Attributes:
        name: Name of the exercise.
        id: Its id, which people type.
        figure: The picture, its alternative text and its caption.
    """

    name: str
    id: str
    figure: Figure


class Section(NamedTuple):
    """Figures under a heading."""

    heading: str
    exhibits: tuple[Exhibit, ...]


def missing_in(exhibit: Exhibit) -> tuple[str, ...]:
    """The characters below a figure that no font has, each once."""
    return unprintable(f"{exhibit.name}\n{exhibit.figure.caption}")


def lay_out_figure(exhibit: Exhibit, template: Template, language: str) -> Plan:
    """One figure that fills its page, whose longer side is 100 mm."""
    picture = in_square(exhibit.figure.image, _LONGEST_PT, template.colours)
    width, height = picture.width, picture.height
    node = Node(Tag(Role.FIGURE, accessible_text=exhibit.figure.alt), (picture,))
    page = Page(width, height, (Piece(0, 0, width, height, node),))
    return Plan(exhibit.name, language, exhibit.figure.alt, (page,), _BODY_PT)


def lay_out_figures(
    title: str, sections: Sequence[Section], footer: Footer, template: Template, paper: Paper
) -> Plan:
    """Sheets with all figures, each with its name and id below it.

    Args:
        title: Title of the document.
        sections: The figures.
        footer: The foot of every page.
        template: Its margins and colours.
        paper: The paper size.
    """
    page_width, page_height = PAPERS_PT[paper]
    margin = template.page.margin
    inner = page_height - 2 * margin
    style = make_style(template, _BODY_PT, page_width - 2 * margin, inner)
    foot = measure_foot(footer, style)
    slabs = [_title(title, style)]
    for section in sections:
        slabs += _section(section, style)
    filled = fill_pages(slabs, inner - foot.height)
    size = page_width, page_height, margin
    pages = [
        make_page(page, foot.build(number, len(filled)), foot.height, size)
        for number, page in enumerate(filled, 1)
    ]
    return Plan(title, "en", "", tuple(pages), _BODY_PT)


def _title(title: str, style: Style) -> Slab:
    lines = set_lines((Span(title, style.ink.text, bold=True),), style.width / style.title)
    leading = style.leading_of(style.title)
    node = Node(Tag(Role.HEADING_1), set_marks(lines, 0, 0, style.title, leading))
    return Slab(leading * len(lines), lambda final: node, keeps_next=True)


def _section(section: Section, style: Style) -> list[Slab]:
    lines = set_lines((Span(section.heading, style.ink.accent, bold=True),), style.width)
    heading = Node(Tag(Role.HEADING_2), set_marks(lines, 0, 0, style.name, style.leading * 1.3))
    slabs = [Slab(style.leading * 1.5, lambda final: heading, gap=style.leading, keeps_next=True)]
    for start in range(0, len(section.exhibits), _COLUMNS):
        slabs.append(_row(section.exhibits[start : start + _COLUMNS], style))
    return slabs


def _row(exhibits: Sequence[Exhibit], style: Style) -> Slab:
    column = style.width / _COLUMNS
    side = column * _FIGURE_SHARE
    pictures = [in_square(exhibit.figure.image, side, style.ink) for exhibit in exhibits]
    line = max(picture.height for picture in pictures)
    nodes, height = [], 0.0
    for index, exhibit in enumerate(exhibits):
        x = index * column
        picture = pictures[index]._replace(
            x=x + (side - pictures[index].width) / 2, y=line - pictures[index].height
        )
        node, used = _cell(exhibit, picture, (x, line, side), style)
        nodes.append(node)
        height = max(height, used)
    row = Node(Tag(Role.SECTION), tuple(nodes))
    return Slab(height, lambda final: row, gap=style.leading * 0.6)


def _cell(
    exhibit: Exhibit, picture: Picture, place: tuple[float, float, float], style: Style
) -> tuple[Node, float]:
    """A figure standing on the line of its row, its name and id below; and how high it is."""
    x, line, side = place
    parts = [Node(Tag(Role.FIGURE, accessible_text=exhibit.figure.alt), (picture,))]
    y = line + style.leading * 0.2
    for text, size, ink, bold in (
        (exhibit.name, style.body, style.ink.text, True),
        (exhibit.figure.caption, style.small, style.ink.muted, False),
        (exhibit.id, style.small, style.ink.muted, False),
    ):
        if text:
            lines = set_lines((Span(text, ink, bold=bold),), side / size)
            leading = style.leading_of(size)
            marks: tuple[Mark, ...] = set_marks(lines, x, y, size, leading)
            parts.append(Node(Tag(Role.PARAGRAPH), marks))
            y += leading * len(lines)
    return Node(Tag(Role.SECTION), tuple(parts)), y
