"""The top of the first page: title, clinic, strip, note and gates; the heading of a later one."""

from collections.abc import Sequence

from worksheets.document import Clearance, Field, Figure, Handout, Masthead, Strip
from worksheets.layout.box import SECTION, Box, Frame, Outline, Pad, Row, Stack, Stroke
from worksheets.layout.compose import code_picture, code_side, field_box, labelled, text
from worksheets.layout.leaves import Picture, RunOn, Text, picture_size
from worksheets.layout.shared import Shared
from worksheets.layout.style import Style
from worksheets.plan import Role, Tag

_FIELDS_IN_ROW = 4
_SHARES = {4: (0.34, 0.2, 0.16, 0.3), 3: (0.34, 0.36, 0.3)}
"""Shares of the width; three fields share the edges of four."""
_LOGO_HEIGHT = 2.6  # in leadings
_PAGE_HEADING = 1.5  # in sizes of body text
_STRIP_GAP = 0.15  # below each row of the strip, in leadings
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
    named = RunOn(title, under, style.leading) if masthead.subtitle else title
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
        side = max(width, height)
        boxes.append(Picture(Figure(masthead.logo, alt), side, side, place="top", order=3))
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
    """The patient strip: rows of fields on common column edges, a strong rule below."""
    rows, gap = [], style.leading * _STRIP_GAP
    for fields in _rows(strip):
        boxes = tuple(_field(field, style) for field in fields)
        rows.append(Row(boxes, strip_widths(len(fields), style), style.leading, gap=gap))
    return Frame(
        Stack(tuple(rows)),
        Pad(bottom=gap + style.leading * 0.25),
        below=Stroke(style.ink.accent, 1.6, 0.8),
        tag=SECTION,
        gap=style.leading * 0.2,
        slot="strip",
    )


def _field(field: Field, style: Style) -> Box:
    """A field; clinicians, sides and dates recur on other strips, names and identifiers do not."""
    if field.value and field.name in _IDENTITY:
        return field_box(style, field)
    return Shared(field_box, (style, field))


def strip_lines(strip: Strip, style: Style) -> tuple[int, ...]:
    """How many lines each value of the strip takes."""
    return tuple(
        len(text(style, field.value).lines(width))
        for fields in _rows(strip)
        for field, width in zip(fields, strip_widths(len(fields), style), strict=True)
    )


def _rows(strip: Strip) -> list[Sequence[Field]]:
    starts = range(0, len(strip.fields), _FIELDS_IN_ROW)
    return [strip.fields[start : start + _FIELDS_IN_ROW] for start in starts]


def strip_widths(count: int, style: Style) -> tuple[float, ...]:
    """Widths of the fields of a row."""
    *others, last = _SHARES.get(count, (1 / count,) * count)
    return *(share * style.width - style.leading for share in others), last * style.width


def note_box(note: Field, style: Style) -> Box:
    """What the clinician adds for one patient, in several parts where it is long."""
    part = style.height * _NOTE_PART
    gap, cuts = style.leading * 0.4, (part, part)
    words = (labelled(style, note),)
    return Stack(words, tag=SECTION, key="note", gap=gap, cuts=cuts, slot="note")


_NARROW_PT = 400
"""Width below which a name and a date do not fit beside the words."""


def gate_box(clearance: Clearance, language: str, style: Style) -> Box:
    """One gate, with the lines to sign, if any, at the end of the words or under them.

    Args:
        clearance: The gate.
        language: Language of the warning where it is not the sheet's, else "".
        style: Sizes and inks.
    """
    pad, air = style.leading * 0.5, style.leading * 0.22
    room = style.width - 2 * pad
    narrow = style.width < _NARROW_PT
    half = (room if narrow else style.width * 0.36) / 2
    lines = [field for field in (clearance.by, clearance.on) if field]
    fields = tuple(field_box(style, field, place="bottom") for field in lines)
    widths = tuple(half - pad if field is clearance.by else half for field in lines)
    signs = Row(fields, widths, pad, place="bottom")
    words = Field(clearance.heading, clearance.warning)
    ink = style.ink.warning
    box: Box = labelled(style, words, ink, language=language, place="middle")
    if lines and narrow:
        box = Stack((box, signs))
    elif lines:
        box = Row((box, signs), (room - 2 * half - style.leading, 2 * half), style.leading)
    gap, edges, outline = style.leading * 0.4, Pad(air, air, pad, pad), Outline(ink, 0.8, 3)
    return Frame(box, edges, outline, tag=SECTION, gap=gap, keep_next=True)
