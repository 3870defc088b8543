"""The top of the first page: title, clinic, strip, note and gates; the heading of a later one."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from worksheets.document import Clearance, Field, Figure, Handout, Masthead, Strip
from worksheets.layout.box import SECTION, Box, Frame, Outline, Pad, Row, Stack, Stroke
from worksheets.layout.compose import (
    PAST_LABEL,
    code_picture,
    code_side,
    field_row,
    labelled,
    text,
    width_of,
)
from worksheets.layout.leaves import Picture, RunOn, Text, picture_size
from worksheets.layout.shared import Shared
from worksheets.layout.style import MM, Style
from worksheets.plan import Role, Tag

_LOGO_HEIGHT = 2.6  # in leadings
_PAGE_HEADING = 1.5  # in sizes of body text
_FIELD_GAP = 1.5  # between two fields of the strip, in sizes of body text
_WRITE_EMS = {"patient.name": 10.0, "patient.number": 4.5, "patient.side": 3.5}
_USUAL_EMS = 7.0
"""The usual length of a line to write on, in sizes of body text."""
_LEAST_EMS = 3.5
_IN_ROW, _IN_NARROW_ROW = 4, 2
"""Fields in a row. The number is fixed, so that the strips of most patients have the same shape."""
_PITCH_PT, _TIGHT_PITCH_PT = 9 * MM, 7.5 * MM
"""The distance between rows with such lines."""
_IDENTITY = "patient.name", "patient.number"
_NOTE_PART = 0.3
"""Of a page: parts of this height are what a note is cut into that is higher than that."""


def title_box(body: Handout, style: Style) -> Box:
    """Clinic, title and subtitle; the code and the logo in the corner. The title is read first."""
    masthead, tag = body.masthead, Tag(Role.PARAGRAPH, language=body.program_language)
    corner, widths = corner_boxes(masthead, style)
    room = style.width - sum(widths) - style.leading * len(widths)
    size = style.body * 1.1
    role = tag._replace(role=Role.HEADING_1)
    title = text(style, masthead.title, style.title, bold=True, tag=role)
    under = text(style, masthead.subtitle, size, style.ink.muted, tag=tag, order=2)
    named: Box = title
    if masthead.subtitle:
        named = RunOn(title, under, style.leading, at_end=True)
    words = Stack((*clinic_box(masthead, style, order=1), named))
    boxes, rooms = (words, *corner), (room, *widths)
    return Row(boxes, rooms, style.leading, tag=SECTION, keep_next=True)


def corner_boxes(masthead: Masthead, style: Style) -> tuple[list[Box], list[float]]:
    """The code of the clinic's website and its logo, as far as there are any, and their widths.

    The logo is as high as two lines, and at most a third as wide as the page.
    """
    boxes: list[Box] = []
    widths: list[float] = []
    code = next((link.code for link in masthead.links if link.code), None)
    if code:
        boxes.append(code_picture(code, order=3))
        widths.append(code_side(code))
    if masthead.logo:
        across, up = picture_size(masthead.logo)
        height = min(style.leading * _LOGO_HEIGHT, style.width / 3 * up / across)
        width = height * across / up
        alt = masthead.clinic[0] if masthead.clinic else masthead.title
        logo = Figure(masthead.logo, alt)
        boxes.append(Picture(logo, width, height, height, place="top", order=3))
        widths.append(width)
    return boxes, widths


def clinic_box(masthead: Masthead, style: Style, *, order: int = 0) -> list[Text]:
    """Name, address and numbers of the clinic in small type, or nothing."""
    words = "  ·  ".join(masthead.clinic)
    size, ink, links = style.small, style.ink.muted, masthead.links
    return [text(style, words, size, ink, links=links, order=order)] if words else []


def heading_box(words: str, style: Style, *, language: str = "") -> Box:
    """The heading of a page, with the strong rule of the first page below it."""
    tag = Tag(Role.HEADING_2, language=language, bookmark=words)
    return Frame(
        text(style, words, style.body * _PAGE_HEADING, bold=True, tag=tag),
        Pad(bottom=style.leading * 0.3),
        below=Stroke(style.ink.accent, 1.6, 0.8),
        tag=SECTION,
        gap=style.leading,
        keep_next=True,
    )


def strip_box(strip: Strip, style: Style) -> Box:
    """The patient strip: labels and values in running lines, a strong rule below.

    What is not known is a line to write on; these share what is left of their row.
    """
    rows: list[Box] = []
    for fields in _rows(strip, style):
        is_known = all(one.field.value for one in fields)
        pitch = _TIGHT_PITCH_PT if style.is_tight else _PITCH_PT
        least = style.leading * _ROW if is_known else pitch
        how: dict[str, Any] = {"least": least, "place": "bottom"}
        boxes = tuple([_field(one, least, style) for one in fields])
        rows.append(Row(boxes, tuple([one.width for one in fields]), _gap(style), **how))
    return Frame(
        Stack(tuple(rows)),
        Pad(bottom=style.leading * 0.35),
        below=Stroke(style.ink.accent, 1.6, 0.8),
        tag=SECTION,
        gap=style.leading * 0.15,
        slot="strip",
    )


_ROW = 1.2  # height of a row of values, in leadings


class _Sized(NamedTuple):
    """A field with its width and where its value begins, in points."""

    field: Field
    width: float
    indent: float


def _field(one: _Sized, least: float, style: Style) -> Box:
    """A field; clinicians, sides and dates recur on other strips, names and identifiers do not."""
    args = style, one.field, one.indent, one.width, least
    if one.field.value and one.field.name in _IDENTITY:
        return field_row(*args)
    return Shared(field_row, args, place="bottom")


def strip_lines(strip: Strip, style: Style) -> tuple[int, ...]:
    """How many lines each value of the strip takes; a line to write on takes none."""
    return tuple(
        len(text(style, one.field.value).lines(one.width - one.indent))
        for fields in _rows(strip, style)
        for one in fields
    )


def _gap(style: Style) -> float:
    return style.body * _FIELD_GAP


def _rows(strip: Strip, style: Style) -> list[list[_Sized]]:
    """The fields in rows, each as wide as its value; the lines to write on share what is left."""
    rows, in_row = [], _IN_NARROW_ROW if style.is_narrow else _IN_ROW
    for start in range(0, len(strip.fields), in_row):
        fields = strip.fields[start : start + in_row]
        indents = [_indent(one, style) for one in fields]
        blanks = [0.0 if one.value else _write_length(one, style) for one in fields]
        wanted = [
            indent + (blank or _value_width(one, style))
            for one, indent, blank in zip(fields, indents, blanks, strict=True)
        ]
        room = style.width - _gap(style) * (len(fields) - 1)
        widths = _shared_out(wanted, blanks, room, _LEAST_EMS * style.body)
        rows.append([_Sized(*one) for one in zip(fields, widths, indents, strict=True)])
    return rows


def _indent(field: Field, style: Style) -> float:
    """From the start of a label to the value beside it."""
    return width_of(field.label, style.small) + style.body * PAST_LABEL


def _value_width(field: Field, style: Style) -> float:
    return width_of(field.value, style.body) + 0.5  # so that rounding breaks no line


def _write_length(field: Field, style: Style) -> float:
    return _WRITE_EMS.get(field.name, _USUAL_EMS) * style.body


def _shared_out(
    wanted: Sequence[float], blanks: Sequence[float], room: float, least: float
) -> list[float]:
    """Widths in a row: more for what is to be written in, less for what takes more than its share.

    Args:
        wanted: What each would take by itself.
        blanks: The least length of each line to write on, 0 where there is none.
        room: For all of them.
        least: What a line to write on keeps.
    """
    spare = room - sum(wanted)
    if spare >= 0:
        grow = [blank / sum(blanks) for blank in blanks] if any(blanks) else [0.0] * len(blanks)
        if not any(blanks):
            grow[-1] = 1.0
        return [one + spare * share for one, share in zip(wanted, grow, strict=True)]
    # Lines to write on give way first. Then the narrowest keep their widths.
    excess = [max(0.0, blank - least) for blank in blanks]
    give = min(1.0, -spare / sum(excess)) if any(excess) else 0.0
    wanted = [one - give * more for one, more in zip(wanted, excess, strict=True)]
    left, count = room, len(wanted)
    widths = dict[int, float]()
    for place in sorted(range(count), key=lambda n: wanted[n]):
        widths[place] = min(wanted[place], left / (count - len(widths)))
        left -= widths[place]
    return [widths[place] for place in range(count)]


def note_box(note: Field, style: Style) -> Box:
    """What the clinician adds for one patient, in several parts where it is long."""
    part = style.height * _NOTE_PART
    gap, cuts = style.leading * 0.4, (part, part)
    words = (labelled(style, note),)
    return Stack(words, tag=SECTION, key="note", gap=gap, cuts=cuts, slot="note")


def gate_box(clearance: Clearance, language: str, style: Style) -> Box:
    """One gate: the heading with the lines to sign, if any, in its line, and why below.

    Args:
        clearance: The gate.
        language: Language of the warning where it is not the sheet's, else "".
        style: Sizes and inks.
    """
    pad, air, ink = style.leading * 0.5, style.leading * 0.25, style.ink.warning
    room, gutter = style.width - 2 * pad, style.leading
    signs = [field for field in (clearance.by, clearance.on) if field]
    heading = text(style, clearance.heading, ink=ink, bold=True, place="bottom")
    first: Box = heading
    if signs:
        indents = [_indent(one, style) for one in signs]
        values = [_value_width(one, style) if one.value else 0.0 for one in signs]
        wanted = [
            indent + max(least * MM, value)
            for indent, least, value in zip(indents, _SIGN_MM, values, strict=False)
        ]
        left = room - gutter * len(signs) - sum(wanted)
        is_beside = width_of(clearance.heading, style.body, bold=True) + 1 <= left
        more = 0.0 if is_beside else max(0.0, (room - gutter - sum(wanted)) / len(signs))
        fields = [
            field_row(style, one, indent, wide + more, style.leading * 1.2)
            for one, indent, wide in zip(signs, indents, wanted, strict=False)
        ]
        lines = Row(tuple(fields), tuple(wide + more for wide in wanted), gutter, place="bottom")
        first = Stack((heading, replace(lines, gap=style.leading * 0.2)))
        if is_beside:
            wide = sum(wanted) + gutter * (len(signs) - 1)
            first = Row((heading, lines), (room - wide - gutter, wide), gutter, place="bottom")
    tag = Tag(Role.PARAGRAPH, language=language)
    why = [text(style, clearance.warning, tag=tag)] if clearance.warning else []
    gap, edges, outline = style.leading * 0.45, Pad(air, air, pad, pad), Outline(ink, 0.8, 3)
    inside = Stack((first, *why))
    return Frame(inside, edges, outline, tag=SECTION, gap=gap, keep_next=True)


_SIGN_MM = 34.0, 20.0
"""The least length of the line for a name, and of that for a date."""
