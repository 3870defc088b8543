"""The top of the first page: title, clinic, patient strip; and the heading of a later one."""

from functools import lru_cache
from typing import NamedTuple

from worksheets.layout.boxes import WriteField
from worksheets.layout.codes import code_side, place_code
from worksheets.layout.links import Place, with_links
from worksheets.layout.pictures import picture_size
from worksheets.layout.setter import Setter
from worksheets.layout.slab import Slab
from worksheets.layout.style import Style, baseline
from worksheets.layout.words import set_marks, text_of
from worksheets.model.template import BlockSetup
from worksheets.plan import Drawing, Image, Mark, Node, Picture, Role, Rule, Tag
from worksheets.sheet import Field, Link, Masthead, Sheet
from worksheets.text.lines import Line, Span, natural_width_em

_FIELDS_IN_ROW = 4
_LOGO_HEIGHT = 2.6  # in leadings
_PAGE_HEADING = 1.5  # in sizes of body text


def place_masthead(sheet: Sheet, setup: BlockSetup, style: Style) -> list[Slab]:
    """Two slabs, title and patient strip, that stay together."""
    masthead = sheet.masthead
    return [
        _title(masthead._replace(strip=()), sheet.program_language, style),
        _strip(masthead.strip, style),
    ]


@lru_cache(maxsize=256)
def _title(masthead: Masthead, language: str, style: Style) -> Slab:
    """What is the same for all patients, so that it is drawn once."""
    setter = Setter(style)
    corner = place_corner(masthead, style)
    title_width = corner.room
    title = setter.bold_lines(masthead.title, title_width, style.title)
    title_leading = style.leading_of(style.title)
    subtitle_size = style.body * 1.1
    subtitle_leading = style.leading_of(subtitle_size)
    subtitle = (
        setter.lines(masthead.subtitle, title_width, subtitle_size, style.ink.muted)
        if masthead.subtitle
        else ()
    )
    spans = (Span(masthead.subtitle, style.ink.muted),)
    beside_x = title[-1].width_em * style.title + style.leading if title else 0.0
    beside = (
        len(subtitle) == 1 and beside_x + natural_width_em(spans) * subtitle_size <= title_width
    )
    clinic_lines = lines_of_clinic(masthead, title_width, style)
    clinic_leading = style.leading_of(style.small)
    height = len(clinic_lines) * clinic_leading + len(title) * title_leading
    height += 0 if beside else len(subtitle) * subtitle_leading
    height = max(height, corner.height)

    @lru_cache(maxsize=8)
    def build(final: float) -> Node:
        nodes: list[Node | Mark] = []
        y = 0.0
        if clinic_lines:
            nodes.append(place_clinic(clinic_lines, masthead.links, y, style))
            y += len(clinic_lines) * clinic_leading
        marks = set_marks(title, 0, y, style.title, title_leading)
        nodes.insert(0, Node(Tag(Role.HEADING_1, language=language), marks))
        y += len(title) * title_leading
        if subtitle:
            x = beside_x if beside else 0.0
            # Beside the title the two share a baseline.
            drop = baseline(style.title, title_leading) - baseline(subtitle_size, subtitle_leading)
            top = y - title_leading + drop if beside else y
            marks = set_marks(subtitle, x, top, subtitle_size, subtitle_leading)
            nodes.append(Node(Tag(Role.PARAGRAPH, language=language), marks))
        nodes += corner.nodes
        return Node(Tag(Role.SECTION), tuple(nodes))

    return Slab(height, build, keeps_next=True)


class Corner(NamedTuple):
    """What stands in the top right corner: the code of the clinic's website, and the logo.

    Attributes:
        nodes: The two, as far as there are any.
        height: Height of the higher one in points.
        room: Width that is left beside them, in points.
    """

    nodes: tuple[Node, ...]
    height: float
    room: float


def place_corner(masthead: Masthead, style: Style) -> Corner:
    """The code and the logo, with their tops at the top of the page."""
    code = next((link.code for link in masthead.links if link.code), None)
    width, height = _logo_size(masthead.logo, style)
    nodes: list[Node] = []
    left = style.width
    if masthead.logo:
        left -= width
        picture = Picture(left, 0, width, height, masthead.logo)
        name = masthead.clinic[0] if masthead.clinic else masthead.title
        nodes.append(Node(Tag(Role.FIGURE, spoken=name), (picture,)))
    if code:
        left -= code_side(code) + (style.leading if nodes else 0.0)
        nodes.insert(0, place_code(code, left, 0))
        height = max(height, code_side(code))
    return Corner(tuple(nodes), height, left - style.leading if nodes else style.width)


def lines_of_clinic(masthead: Masthead, width: float, style: Style) -> tuple[Line, ...]:
    """Name, address and numbers of the clinic in small type, or nothing."""
    text = "  ·  ".join(masthead.clinic)
    return Setter(style).lines(text, width, style.small, style.ink.muted) if text else ()


def place_clinic(lines: tuple[Line, ...], links: tuple[Link, ...], y: float, style: Style) -> Node:
    """The lines of the clinic, the first one's top at `y`."""
    marks = set_marks(lines, 0, y, style.small, style.leading_of(style.small))
    return Node(Tag(Role.PARAGRAPH), with_links(marks, links, Place(text_of(lines))))


@lru_cache(maxsize=256)
def page_heading(text: str, style: Style, *, language: str = "") -> Slab:
    """The heading of a page, with the strong rule of the first page below it."""
    size = style.body * _PAGE_HEADING
    lines = Setter(style).bold_lines(text, style.width, size)
    leading = style.leading_of(size)
    bottom = len(lines) * leading + style.leading * 0.3

    @lru_cache(maxsize=8)
    def build(final: float) -> Node:
        tag = Tag(Role.HEADING_2, language=language, bookmark=text)
        rule = Rule(0, bottom - 0.8, style.width, bottom - 0.8, style.ink.accent, 1.6)
        heading = Node(tag, set_marks(lines, 0, 0, size, leading))
        return Node(Tag(Role.SECTION), (heading, Node(Tag(Role.ARTIFACT), (rule,))))

    return Slab(bottom, build, gap=style.leading, keeps_next=True)


def _logo_size(logo: Image | Drawing | None, style: Style) -> tuple[float, float]:
    """Width and height of the logo in points: as high as two lines, at most a third as wide."""
    if logo is None:
        return 0.0, 0.0
    height = style.leading * _LOGO_HEIGHT
    logo_width, logo_height = picture_size(logo)
    width = height * logo_width / logo_height
    if width > style.width / 3:
        height *= style.width / 3 / width
        width = style.width / 3
    return width, height


def _strip(fields: tuple[Field, ...], style: Style) -> Slab:
    """The patient strip: rows of fields on common column edges, a strong rule below."""
    setter = Setter(style)
    gutter = style.leading
    rows: list[list[tuple[float, WriteField]]] = []
    for start in range(0, len(fields), _FIELDS_IN_ROW):
        row = fields[start : start + _FIELDS_IN_ROW]
        edges = _edges(len(row), style.width, gutter)
        rows.append(
            [
                (left, setter.field(field, right - left))
                for field, (left, right) in zip(row, edges, strict=True)
            ]
        )
    heights = [max(field.height for _, field in row) for row in rows]
    gap = style.leading * 0.15
    height = sum(heights) + gap * len(rows) + style.leading * 0.25

    def build(final: float) -> Node:
        nodes: list[Node | Mark] = []
        y = 0.0
        for row, row_height in zip(rows, heights, strict=True):
            nodes += [field.place(x, y, 0, 1) for x, field in row]
            y += row_height + gap
        rule = Rule(0, height - 0.8, style.width, height - 0.8, style.ink.accent, 1.6)
        nodes.append(Node(Tag(Role.ARTIFACT), (rule,)))
        return Node(Tag(Role.SECTION), tuple(nodes))

    return Slab(height, build, gap=style.leading * 0.2)


def _edges(count: int, width: float, gutter: float) -> list[tuple[float, float]]:
    """Left and right edges of the fields of a row; three fields share the edges of four."""
    shares = {4: (0.34, 0.2, 0.16, 0.3), 3: (0.34, 0.36, 0.3)}.get(count, (1 / count,) * count)
    edges, left = [], 0.0
    for index, share in enumerate(shares):
        right = left + share * width
        edges.append((left, right - (gutter if index < count - 1 else 0)))
        left = right
    return edges
