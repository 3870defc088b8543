"""The top of the first page: title, clinic, patient strip; and the heading of a later one."""

from collections.abc import Sequence
from functools import lru_cache
from math import inf
from operator import lt
from typing import NamedTuple

from worksheets.document import Field, Handout, Link, Masthead, Strip
from worksheets.kept import kept, one_of_equals
from worksheets.layout.boxes import WriteField
from worksheets.layout.codes import code_side, place_code
from worksheets.layout.links import Place, with_links
from worksheets.layout.pictures import picture_size
from worksheets.layout.setter import Setter
from worksheets.layout.slab import Slab, built_once
from worksheets.layout.style import Style, baseline
from worksheets.layout.words import set_marks, text_of
from worksheets.plan import Drawing, Image, Mark, Node, Picture, Placed, Role, Rule, Tag
from worksheets.text.lines import Line, Span, natural_width_em, set_lines

_FIELDS_IN_ROW = 4
_LOGO_HEIGHT = 2.6  # in leadings
_PAGE_HEADING = 1.5  # in sizes of body text
_STRIP_GAP = 0.15  # below each row of the strip, in leadings
_VALUE = Tag(Role.PARAGRAPH)
_OF_ONE_PATIENT = ("patient.name", "patient.number", "patient.weeks")
"""Fields that hardly any other sheet has with the same value: keeping them only takes memory."""
_CLEARLY_EM = 1e-6
"""Values that fit by less are set in lines, to be sure."""


def place_masthead(sheet: Handout, strip: Strip, style: Style) -> list[Slab]:
    """Two slabs, title and patient strip, that stay together."""
    masthead = sheet.masthead
    return [_title(masthead, sheet.program_language, style), _strip(strip.fields, style)]


@kept(
    256,
    key=lambda masthead, language, style: (
        masthead.title,
        masthead.subtitle,
        masthead.clinic,
        masthead.links,
        id(masthead.logo),
        language,
        id(style),
    ),
)
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

    @built_once
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

    return Slab(height, build, keeps_next=True, claims=())


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
        nodes.append(Node(Tag(Role.FIGURE, accessible_text=name), (picture,)))
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

    @built_once
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
    values = _values(fields, style.ink.text)
    empty = _empty(values.fields, style)
    if all(map(lt, values.widths, empty.rooms)):
        height, build = empty.height, lambda final: _fill(empty, values, style)
    else:  # a name too long for a line
        rows = _rows(fields, style)
        height, build = _height(rows, style), lambda final: _place(rows, style)[0]
    return Slab(height, build, gap=style.leading * 0.2, claims=values.claims)


class _Values(NamedTuple):
    """The values of fields in one line each: the same at all sizes.

    Attributes:
        fields: The fields without their values.
        lines: The lines.
        widths: Their widths in ems.
        claims: The names of fields that have no value.
    """

    fields: tuple[Field, ...]
    lines: list[tuple[Line, ...]]
    widths: list[float]
    claims: tuple[str, ...]


@kept(16, key=lambda fields, ink: (id(fields), ink))
def _values(fields: Sequence[Field], ink: str) -> _Values:
    spans = [(Span(field.value, ink),) for field in fields]
    lines = [set_lines(span, inf) for span in spans]
    widths = [
        natural_width_em(span) if len(whole) < 2 else inf
        for span, whole in zip(spans, lines, strict=True)
    ]
    empty = _same_fields(tuple([Field(field.label, "", field.name) for field in fields]))
    claims = tuple([field.name for field in fields if not field.value])
    return _Values(empty, lines, widths, claims)


_same_fields = one_of_equals(64)


class _Empty(NamedTuple):
    """A strip to be filled in.

    Attributes:
        node: What it is without any value.
        starts: Where each value begins: its left edge and the top of its line.
        rooms: Widths that values surely have, in ems.
        height: The height in points.
    """

    node: Node
    starts: list[tuple[float, float]]
    rooms: list[float]
    height: float


@kept(256, key=lambda fields, style: (id(fields), id(style)))
def _empty(fields: tuple[Field, ...], style: Style) -> _Empty:
    rows = _rows(fields, style)
    node, starts = _place(rows, style)
    rooms = [field.width / style.body - _CLEARLY_EM for row in rows for _, field in row]
    return _Empty(node, starts, rooms, _height(rows, style))


def _fill(empty: _Empty, values: _Values, style: Style) -> Node:
    """A strip with the values that are known, each in one line."""
    *_, rule = empty.node.children
    fields = [
        _field(empty, place, lines, style)
        if field.name in _OF_ONE_PATIENT
        else Placed(0, 0, _shared_field(empty, place, lines, style))
        for place, (field, lines) in enumerate(zip(values.fields, values.lines, strict=True))
    ]
    return Node(empty.node.tag, (*fields, rule))


def _field(empty: _Empty, place: int, lines: tuple[Line, ...], style: Style) -> Node:
    """A field of a strip with its value."""
    field = empty.node.children[place]
    assert isinstance(field, Node)
    if not lines:
        return field
    marks = set_marks(lines, *empty.starts[place], style.body, style.leading)
    return Node(field.tag, (field.children[0], Node(_VALUE, marks)))


# Many patients begin on the same day.
_shared_field = kept(1024, key=lambda empty, place, lines, style: (id(empty), place, id(lines)))(
    _field
)


def _place(rows: "_Rows", style: Style) -> tuple[Node, list[tuple[float, float]]]:
    """A strip, and where each of its values begins."""
    nodes: list[Node | Mark] = []
    starts: list[tuple[float, float]] = []
    y = 0.0
    for row in rows:
        nodes += [field.place(x, y, 0, 1) for x, field in row]
        starts += [(x, field.value_top(y)) for x, field in row]
        y += max(field.height for _, field in row) + style.leading * _STRIP_GAP
    height = _height(rows, style)
    rule = Rule(0, height - 0.8, style.width, height - 0.8, style.ink.accent, 1.6)
    nodes.append(Node(Tag(Role.ARTIFACT), (rule,)))
    return Node(Tag(Role.SECTION), tuple(nodes)), starts


_Rows = list[list[tuple[float, WriteField]]]
"""The rows of a strip: fields, each with its left edge."""


def _rows(fields: Sequence[Field], style: Style) -> _Rows:
    setter = Setter(style)
    rows: _Rows = []
    for start in range(0, len(fields), _FIELDS_IN_ROW):
        row = fields[start : start + _FIELDS_IN_ROW]
        edges = _edges(len(row), style)
        rows.append(
            [
                (left, setter.field(field, right - left))
                for field, (left, right) in zip(row, edges, strict=True)
            ]
        )
    return rows


def _height(rows: _Rows, style: Style) -> float:
    heights = [max(field.height for _, field in row) for row in rows]
    gap = style.leading * _STRIP_GAP
    return sum(heights) + gap * len(rows) + style.leading * 0.25


@kept(256, key=lambda count, style: (count, id(style)))
def _edges(count: int, style: Style) -> list[tuple[float, float]]:
    """Left and right edges of the fields of a row; three fields share the edges of four."""
    width, gutter = style.width, style.leading
    shares = {4: (0.34, 0.2, 0.16, 0.3), 3: (0.34, 0.36, 0.3)}.get(count, (1 / count,) * count)
    edges, left = [], 0.0
    for index, share in enumerate(shares):
        right = left + share * width
        edges.append((left, right - (gutter if index < count - 1 else 0)))
        left = right
    return edges
