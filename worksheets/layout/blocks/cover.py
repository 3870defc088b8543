"""The first page of a booklet: whose it is, what it is for, how to use it, when to stop."""

from collections.abc import Sequence
from dataclasses import replace

from worksheets.document import Booklet, Field, Handout, Link, Strip, Words
from worksheets.layout.blocks.masthead import clinic_box, corner_boxes, note_box
from worksheets.layout.blocks.phases import PART
from worksheets.layout.box import SECTION, Box, Frame, Pad, Row, Space, Stack, Stroke, present
from worksheets.layout.compose import heading, labelled, numbered, text, width_of
from worksheets.layout.leaves import Text, WriteLine
from worksheets.layout.style import Style, baseline
from worksheets.plan import Role, Tag
from worksheets.text.lines import Span

_TITLES = 2.4, 2.1, 1.85  # in sizes of body text
_TITLE_LINES, _TITLE_LEADING = 2, 1.15
_SUBTITLE, _HEADING = 1.2, 1.16  # in sizes of body text
_LABEL_SHARE = 0.45  # of a field, at most
_PAST_LABEL = 0.7  # from a label to its value, in sizes of body text
_BAR_PT = 2.6


def place_cover(booklet: Booklet, strip: Strip, style: Style) -> list[Box]:
    """The boxes of the first page, which fill it; only very long texts need a second one."""
    sheet, cover, air = booklet.sheet, booklet.cover, style.leading * 1.5
    why = [_why(sheet.purpose, sheet.equipment, sheet.program_language, style)]
    why += [note_box(strip.note, style)] if strip.note else []
    how_to = _how_to(cover.how_to, style)
    return [
        _title(sheet, cover.length, style),
        _strip(strip.fields, style),
        *why[:-1],
        replace(why[-1], grow=air),
        _goals(cover.goals, cover.goal_lines, style),
        *([replace(how_to, grow=air)] if how_to else []),
        _stop(cover.stop, sheet.stop_and_call.phone, style),
    ]


def _title(sheet: Handout, length: str, style: Style) -> Box:
    """Clinic and logo, and below them title, subtitle and length over a strong rule."""
    masthead, language, leading = sheet.masthead, sheet.program_language, style.leading
    corner, widths = corner_boxes(masthead, style)
    room = style.width - sum(widths) - leading * len(widths)
    clinic = clinic_box(masthead, style, order=1)
    size, muted = style.body * _SUBTITLE, style.ink.muted
    tag = Tag(Role.PARAGRAPH, language=language)
    subtitle = text(style, masthead.subtitle, size, muted, gap=leading * 0.15, tag=tag)
    names = present(
        *clinic,
        Space(leading * 0.8 if clinic else 0.0, grow=leading * 3.6),
        _name(masthead.title, room, language, style),
        subtitle if masthead.subtitle else None,
        text(style, length, size, style.ink.accent, bold=True) if length else None,
        Space(0.0, grow=leading * 2.4),
    )
    return Frame(
        Row((Stack(names, place="fill"), *corner), (room, *widths), leading),
        Pad(bottom=leading * 0.5),
        below=Stroke(style.ink.accent, 1.6, 0.8),
        tag=SECTION,
        grow=leading * 6,
        keep_next=True,
    )


def _name(title: str, width: float, language: str, style: Style) -> Text:
    """The title at the largest size at which it takes two lines at most, or else the smallest."""
    tag = Tag(Role.HEADING_1, language=language)
    for scale in _TITLES:
        size = style.body * scale
        name = text(style, title, size, bold=True, leading=size * _TITLE_LEADING, tag=tag)
        if len(name.lines(width)) <= _TITLE_LINES:
            break
    return name


def _strip(fields: Sequence[Field], style: Style) -> Box:
    """The patient strip: the name in a row of its own, the others in pairs on common edges."""
    gutter = style.leading
    half = (style.width - gutter) / 2
    pairs = [fields[:1], *(fields[n : n + 2] for n in range(1, len(fields), 2))]
    indents = [_indent([pair[n] for pair in pairs if n < len(pair)], half, style) for n in range(2)]
    rows: list[Box] = []
    for pair in filter(None, pairs):
        widths = (half, half) if len(pair) == 2 else (style.width,)
        cells = [
            _field(field, indent, width, style)
            for field, indent, width in zip(pair, indents, widths, strict=False)
        ]
        row = Row(tuple(cells), widths, gutter, place="bottom", grow=style.leading * 0.5)
        rows.append(replace(row, least=row.height(style.width) + style.leading * 0.3))
    grow = style.leading * 0.5 * len(rows)
    gap = style.leading * 0.2
    return Stack(tuple(rows), tag=SECTION, gap=gap, grow=grow, slot="strip")


def _indent(fields: Sequence[Field], width: float, style: Style) -> float:
    """From the start of a column of fields to their values."""
    widest = max((width_of(field.label, style.small) for field in fields), default=0.0)
    return min(widest, width * _LABEL_SHARE) + style.body * _PAST_LABEL


def _field(field: Field, indent: float, width: float, style: Style) -> Box:
    """A value, or a line to write on, beside its label on one baseline."""
    small = style.leading_of(style.small)
    label = text(style, field.label, style.small, style.ink.muted)
    drop = baseline(style.body, style.leading) - baseline(style.small, small)
    low = Frame(label, Pad(drop, style.leading * 0.2 - drop), place="top")
    value: Box = text(style, field.value)
    if not field.value:
        line = WriteLine(
            field.label, field.name, style.body, style.ink.muted, least=style.leading - 1
        )
        value = Frame(line, Pad(bottom=1))
    past = style.body * _PAST_LABEL
    return Row((low, value), (indent - past, width - indent), past, tag=SECTION, place="bottom")


def _why(purpose: Field, equipment: Field | None, language: str, style: Style) -> Box:
    why = labelled(style, purpose, language=language)
    needed = labelled(style, equipment, gap=style.leading * 0.25) if equipment else None
    return _words(present(why, needed), "purpose", 0.7, style)


def _words(boxes: tuple[Box, ...], key: str, gap: float, style: Style) -> Box:
    """Words that a page break cuts only where they are higher than a page."""
    cuts = style.height, style.height * PART
    return Stack(boxes, key=key, tag=SECTION, gap=style.leading * gap, cuts=cuts)


def _goals(title: str, fields: Sequence[Field], style: Style) -> Box:
    """The patient's own goals: lines to write on, further apart where there is room."""
    pitch, more = style.leading * 1.6, style.leading * 1.2
    boxes: list[Box] = [_heading(title, style)]
    for field in fields:
        line = WriteLine(
            field.label, field.name, style.body, style.ink.muted, context=title,
            least=pitch * 0.85, grow=more * 0.85,
        )  # fmt: skip
        boxes += [Space(pitch * 0.15, grow=more * 0.15), line]
    grow = more * len(fields)
    return Stack(tuple(boxes), tag=SECTION, gap=style.leading * 0.5, grow=grow)


def _how_to(how_to: Words, style: Style) -> Box | None:
    if not how_to.sentences:
        return None
    steps = numbered(style, how_to.sentences, style.width, language=how_to.language)
    return _words((_heading(how_to.label, style), steps), "how-to", 0.9, style)


def _stop(words: str, phone: Link | None, style: Style) -> Box:
    """Where the signs are and the number to call, with a bar at the start."""
    links = (phone,) if phone else ()
    said = text(style, words, ink=style.ink.warning, bold=True, balanced=True, links=links)
    pad, bar = Pad(start=_BAR_PT + style.leading * 0.6), (_BAR_PT, style.ink.warning)
    return Frame(said, pad, bar=bar, tag=SECTION, gap=style.leading * 0.6)


def _heading(words: str, style: Style) -> Box:
    return heading(style, [Span(words, style.ink.text, bold=True)], size=style.body * _HEADING)
