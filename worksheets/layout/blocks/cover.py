"""The first page of a booklet: whose it is, what it is for, how to use it, when to stop."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from math import inf
from typing import NamedTuple

from worksheets.document import Booklet, Field, Link, Masthead, Strip, Words
from worksheets.layout.blocks.card_entries import numbered
from worksheets.layout.blocks.masthead import lines_of_clinic, place_clinic, place_corner
from worksheets.layout.blocks.note import place_note
from worksheets.layout.blocks.phases import stacked
from worksheets.layout.column import cut_column
from worksheets.layout.entry import Entry
from worksheets.layout.setter import Setter
from worksheets.layout.slab import Slab
from worksheets.layout.style import Style, baseline
from worksheets.layout.words import Heading, Paragraph, set_marks
from worksheets.plan import Blank, Box, Mark, Node, Role, Rule, Tag
from worksheets.text.lines import Line, Span, natural_width_em, set_lines

_TITLES = 2.4, 2.1, 1.85  # in sizes of body text
_TITLE_LINES, _TITLE_LEADING = 2, 1.15
_SUBTITLE, _HEADING = 1.2, 1.16  # in sizes of body text
_LABEL_SHARE = 0.45  # of a field, at most
_BAR_PT = 2.6


class _Front(NamedTuple):
    """What the top of the cover says, the same for many patients."""

    masthead: Masthead
    length: str
    language: str


def place_cover(booklet: Booklet, strip: Strip, style: Style) -> list[Slab]:
    """The slabs of the first page, which fill it; only very long texts need a second one."""
    sheet, cover = booklet.sheet, booklet.cover
    why = _why(sheet.purpose, sheet.equipment, sheet.program_language, style)
    if note := place_note(strip.note, style):  # the air below is below both
        why = [*why[:-1], replace(why[-1], grow=0.0), *_airy(note, style)]
    front = _Front(sheet.masthead, cover.length, sheet.program_language)
    return [
        _title(front, style),
        _strip(strip.fields, style),
        *why,
        _goals(cover.goals, cover.goal_lines, style),
        *_how_to(cover.how_to, style),
        *_stop(cover.stop, sheet.stop_and_call.phone, style),
    ]


@lru_cache(maxsize=256)
def _title(front: _Front, style: Style) -> Slab:
    """Clinic and logo, and below them title, subtitle and length over a strong rule."""
    masthead = front.masthead
    corner = place_corner(masthead, style)
    clinic = lines_of_clinic(masthead, corner.room, style)
    head = len(clinic) * style.leading_of(style.small)
    head += style.leading * 0.8 if head else 0.0
    cut = cut_column(_names(front, corner.room, style), inf)[0]
    height = max(head + cut.height, corner.height) + style.leading * 0.5

    @lru_cache(maxsize=8)
    def build(final: float) -> Node:
        spare = final - height
        rule = Rule(0, final - 0.8, style.width, final - 0.8, style.ink.accent, 1.6)
        nodes = [node for _, node in cut.place(0, head + spare * 0.6)]
        if clinic:
            nodes.append(place_clinic(clinic, masthead.links, 0, style))
        nodes += [*corner.nodes, Node(Tag(Role.ARTIFACT), (rule,))]
        return Node(Tag(Role.SECTION), tuple(nodes))

    return Slab(height, build, grow=style.leading * 6, keeps_next=True)


def _names(front: _Front, width: float, style: Style) -> list[Entry]:
    """Title, subtitle and length, one under the other, in a column of some width."""
    setter, masthead, language = Setter(style), front.masthead, front.language
    large, size = _title_size(masthead.title, width, style), style.body * _SUBTITLE
    lines = setter.bold_lines(masthead.title, width, large)
    title = Paragraph(0, 0, lines, large, large * _TITLE_LEADING, Role.HEADING_1)
    entries: list[Entry] = [replace(title, language=language)]
    leading = style.leading_of(size)
    if masthead.subtitle:
        lines = setter.lines(masthead.subtitle, width, size, style.ink.muted)
        gap = style.leading * 0.15
        entries.append(Paragraph(gap, 0, lines, size, leading, language=language))
    if front.length:
        lines = setter.bold_lines(front.length, width, size, style.ink.accent)
        entries.append(Paragraph(0, 0, lines, size, leading))
    return entries


def _title_size(title: str, width: float, style: Style) -> float:
    """The largest size at which a title takes two lines at most, or else the smallest."""
    sizes = [style.body * scale for scale in _TITLES]
    span = Span(title, style.ink.text, bold=True)
    fits = (size for size in sizes if len(set_lines((span,), width / size)) <= _TITLE_LINES)
    return next(fits, sizes[-1])


class _Place(NamedTuple):
    """A field of the patient strip: its left edge, and where its value begins and ends."""

    field: Field
    x: float
    value_x: float
    right: float


def _strip(fields: Sequence[Field], style: Style) -> Slab:
    """The patient strip: values beside their labels, the name in a row of its own."""
    rows = [_measure(row, style) for row in _rows(fields, style)]
    air = style.leading * 0.3
    heights = [max(one.height for one in row) + air for row in rows]
    height = sum(heights)

    def build(final: float) -> Node:
        spare = (final - height) / max(1, len(rows))
        nodes: list[Node] = []
        y = 0.0
        for row, row_height in zip(rows, heights, strict=True):
            y += row_height + spare
            nodes += [one.place(y - one.height, style) for one in row]
        return Node(Tag(Role.SECTION), tuple(nodes))

    return Slab(height, build, gap=style.leading * 0.2, grow=style.leading * 0.5 * len(rows))


def _rows(fields: Sequence[Field], style: Style) -> list[list[_Place]]:
    """The first field over the whole width, the others in pairs; values stand on common edges."""
    gutter = style.leading
    half = (style.width - gutter) / 2
    pairs = [fields[:1], *(fields[n : n + 2] for n in range(1, len(fields), 2))]
    columns = [[pair[n] for pair in pairs if n < len(pair)] for n in range(2)]
    indents = [_indent(column, half, style) for column in columns]
    rows = []
    for pair in pairs:
        right = half if len(pair) == 2 else style.width
        row = [_Place(field, 0.0, indents[0], right) for field in pair[:1]]
        start = half + gutter
        row += [_Place(field, start, start + indents[1], style.width) for field in pair[1:]]
        rows.append(row)
    return [row for row in rows if row]


def _indent(fields: Sequence[Field], width: float, style: Style) -> float:
    """From the left edge of a column of fields to their values."""
    ink = style.ink.muted
    widths = [natural_width_em((Span(field.label, ink),)) * style.small for field in fields]
    return min(max(widths, default=0.0), width * _LABEL_SHARE) + style.body * 0.7


class _Measured(NamedTuple):
    """A field of the patient strip with its label and its value in lines."""

    where: _Place
    label: tuple[Line, ...]
    value: tuple[Line, ...]
    height: float

    def place(self, y: float, style: Style) -> Node:
        """Label and value on one baseline, the first lines' top at `y`."""
        field, x, value_x, right = self.where
        drop = baseline(style.body, style.leading) - baseline(style.small, style.leading)
        small = style.leading_of(style.small)
        top = y + drop + (style.leading - small) / 2
        label = Node(Tag(Role.PARAGRAPH), set_marks(self.label, x, top, style.small, small))
        if self.value:
            marks: tuple[Mark, ...]
            marks = set_marks(self.value, value_x, y, style.body, style.leading)
            return Node(Tag(Role.SECTION), (label, Node(Tag(Role.PARAGRAPH), marks)))
        height = self.height - 1
        blank = Blank(value_x, y, right - value_x, height, style.body, style.ink.muted)
        filled = Node(Tag(Role.FIELD, field.label, name=field.name), (blank,))
        return Node(Tag(Role.SECTION), (label, filled))


def _measure(row: Sequence[_Place], style: Style) -> list[_Measured]:
    setter, measured = Setter(style), []
    for where in row:
        room = where.value_x - where.x - style.body * 0.7
        label = setter.lines(where.field.label, room, style.small, style.ink.muted)
        value = setter.lines(where.field.value, where.right - where.value_x)
        lines = max(1, len(value)) * style.leading
        height = max(lines, len(label) * style.leading_of(style.small) + style.leading * 0.2)
        measured.append(_Measured(where, label, value, height))
    return measured


@lru_cache(maxsize=256)
def _why(purpose: Field, equipment: Field | None, language: str, style: Style) -> list[Slab]:
    setter = Setter(style)
    why = setter.paragraph(setter.labelled(purpose, style.width), key="why")
    entries: list[Entry] = [replace(why, language=language)]
    if equipment:
        lines = setter.labelled(equipment, style.width)
        entries.append(setter.paragraph(lines, gap=style.leading * 0.25, key="need"))
    return _airy(stacked(entries, style, "purpose", style.leading * 0.7), style)


@lru_cache(maxsize=256)
def _goals(heading: str, fields: tuple[Field, ...], style: Style) -> Slab:
    """The patient's own goals: lines to write on, further apart where there is room."""
    setter = Setter(style)
    head = _heading(heading, setter)
    pitch = style.leading * 1.6
    height = head.height + pitch * len(fields)

    @lru_cache(maxsize=8)
    def build(final: float) -> Node:
        step = pitch + (final - height) / max(1, len(fields))
        nodes = [head.place(0, 0, 0, 1)]
        for index, field in enumerate(fields):
            top = head.height + index * step + step * 0.15
            line = Blank(0, top, style.width, step * 0.85, style.body, style.ink.muted)
            tag = Tag(Role.FIELD, field.label, name=field.name, context=heading)
            nodes.append(Node(tag, (line,)))
        return Node(Tag(Role.SECTION), tuple(nodes))

    return Slab(height, build, gap=style.leading * 0.5, grow=style.leading * 1.2 * len(fields))


@lru_cache(maxsize=256)
def _how_to(how_to: Words, style: Style) -> list[Slab]:
    if not how_to.sentences:
        return []
    setter = Setter(style)
    steps = numbered(how_to.sentences, setter, style.width)
    steps = replace(steps, key="how-to", language=how_to.language)
    entries = [_heading(how_to.label, setter), steps]
    return _airy(stacked(entries, style, "how-to", style.leading * 0.9), style)


@lru_cache(maxsize=256)
def _stop(text: str, phone: Link | None, style: Style) -> list[Slab]:
    """Where the signs are and the number to call, with a bar at the left."""
    x = _BAR_PT + style.leading * 0.6
    span = Span(text, style.ink.warning, bold=True)
    said = Setter(style).balanced(span, style.width - x, order=0, key="stop")
    said = replace(said, links=(phone,) if phone else ())

    @lru_cache(maxsize=8)
    def build(final: float) -> Node:
        bar = Box(0, 0, _BAR_PT, said.height, fill=style.ink.warning)
        nodes = Node(Tag(Role.ARTIFACT), (bar,)), said.place(x, 0, 0, len(said.lines))
        return Node(Tag(Role.SECTION), nodes)

    return [Slab(said.height, build, gap=style.leading * 0.6)]


def _heading(text: str, setter: Setter) -> Heading:
    style = setter.style
    size = style.body * _HEADING
    lines = setter.bold_lines(text, style.width, size)
    return Heading(0, 0, lines, size, style.leading_of(size), Role.HEADING_2)


def _airy(slabs: Sequence[Slab], style: Style) -> list[Slab]:
    """Slabs with a little air below them where the page has room."""
    *others, last = slabs
    return [*others, replace(last, grow=style.leading * 1.5)]
