"""The top of the first page: title, clinic, patient strip."""

from functools import lru_cache

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
from worksheets.sheet import Field, Figure, Masthead, Sheet
from worksheets.text.lines import Span, natural_width_em

_FIELDS_IN_ROW = 4
_LOGO_HEIGHT = 2.6  # in leadings


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
    logo_width, logo_height = _logo_size(masthead.logo, style)
    clinic = "  ·  ".join(masthead.clinic)
    code = next((link.code for link in masthead.links if link.code), None)
    logo_x = style.width - logo_width
    code_x = (logo_x - style.leading if logo_width else style.width) - _side(code)
    title_width = style.width
    if code or logo_width:
        title_width = (code_x if code else logo_x) - style.leading
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
    clinic_lines = setter.lines(clinic, title_width, style.small, style.ink.muted) if clinic else ()
    clinic_leading = style.leading_of(style.small)
    height = len(clinic_lines) * clinic_leading + len(title) * title_leading
    height += 0 if beside else len(subtitle) * subtitle_leading
    height = max(height, logo_height, _side(code))

    @lru_cache(maxsize=8)
    def build(final: float) -> Node:
        nodes: list[Node | Mark] = []
        y = 0.0
        if clinic_lines:
            marks = set_marks(clinic_lines, 0, y, style.small, clinic_leading)
            said = with_links(marks, masthead.links, Place(text_of(clinic_lines)))
            nodes.append(Node(Tag(Role.PARAGRAPH), said))
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
        if code:
            nodes.append(place_code(code, code_x, 0))
        if masthead.logo:
            picture = Picture(logo_x, 0, logo_width, logo_height, masthead.logo)
            name = masthead.clinic[0] if masthead.clinic else masthead.title
            nodes.append(Node(Tag(Role.FIGURE, spoken=name), (picture,)))
        return Node(Tag(Role.SECTION), tuple(nodes))

    return Slab(height, build, keeps_next=True)


def _side(code: Figure | None) -> float:
    return code_side(code) if code else 0.0


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
