"""Figures alone: one on a page of its own size, or many on sheets with their names."""

from collections.abc import Sequence
from typing import NamedTuple

from worksheets.document import Figure, Footer
from worksheets.layout.box import SECTION, Box, Row, Space, Stack
from worksheets.layout.compose import Slot, figure_box, inked, text
from worksheets.layout.leaves import picture_size
from worksheets.layout.staff import Staff
from worksheets.layout.style import Style
from worksheets.model import Template
from worksheets.model.base import Paper
from worksheets.plan import Drawing, Node, Page, Picture, Piece, Plan, Role, Tag
from worksheets.text.shaping import unprintable

_BODY_PT = 10.5
_LONGEST_PT = 100 * 72 / 25.4
_COLUMNS = 4
_FIGURE_SHARE = 0.88
"""Width of a figure as a share of its column."""


class Exhibit(NamedTuple):
    """A figure with what is printed below it.

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
    image, alt = exhibit.figure.image, exhibit.figure.alt
    if isinstance(image, Drawing):
        image = inked(image, template.colours)
    scale = _LONGEST_PT / max(picture_size(image))
    width, height = (side * scale for side in picture_size(image))
    node = Node(Tag(Role.FIGURE, alt), (Picture(0, 0, width, height, image),))
    page = Page(width, height, (Piece(0, 0, width, height, node),))
    return Plan(exhibit.name, language, alt, (page,), _BODY_PT)


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
    sheets = Staff(template, paper, "en", footer, title)
    style = sheets.style(_BODY_PT)
    tag = Tag(Role.HEADING_1)
    boxes: list[Box] = [text(style, title, style.title, bold=True, tag=tag, keep_next=True)]
    for section in sections:
        boxes += _section(section, style)
    return sheets.plan(boxes, _BODY_PT)


def _section(section: Section, style: Style) -> list[Box]:
    heading = text(
        style,
        section.heading,
        style.name,
        style.ink.accent,
        bold=True,
        leading=style.leading * 1.3,
        tag=Tag(Role.HEADING_2),
        least=style.leading * 1.5,
        gap=style.leading,
        keep_next=True,
    )
    starts = range(0, len(section.exhibits), _COLUMNS)
    rows = [_row(section.exhibits[start : start + _COLUMNS], style) for start in starts]
    return [heading, *rows]


def _row(exhibits: Sequence[Exhibit], style: Style) -> Box:
    """Figures on a common line, the name and id of each below it."""
    column = style.width / _COLUMNS
    side = column * _FIGURE_SHARE
    pictures = []
    for exhibit in exhibits:
        picture = figure_box(style, exhibit.figure, Slot(side, side), captions=False)
        pictures.append(picture)
    line = max(picture.height(side) for picture in pictures)
    cells = []
    for exhibit, picture in zip(exhibits, pictures, strict=True):
        small, muted = style.small, style.ink.muted
        words = [
            text(style, exhibit.name, bold=True),
            text(style, exhibit.figure.caption, small, muted),
            text(style, exhibit.id, small, muted),
        ]
        above = Space(line - picture.height(side))
        below = Space(style.leading * 0.2)
        cells.append(Stack((above, picture, below, *words), tag=SECTION))
    widths = (side,) * len(cells)
    return Row(tuple(cells), widths, column - side, tag=SECTION, gap=style.leading * 0.6)
