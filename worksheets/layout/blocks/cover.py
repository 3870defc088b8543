"""The first page of a booklet: whose it is, what it is for, how to use it, when to stop."""

from collections.abc import Sequence
from dataclasses import replace

from worksheets.document import Booklet, Field, Handout, Strip
from worksheets.layout.blocks.masthead import clinic_box, corner_boxes, note_box
from worksheets.layout.blocks.phases import words_box
from worksheets.layout.box import SECTION, Box, Frame, Pad, Row, Space, Stack, Stroke, present
from worksheets.layout.compose import labelled, numbered, text, width_of
from worksheets.layout.leaves import WriteLine
from worksheets.layout.style import Style, baseline
from worksheets.plan import Role, Tag

_TITLES = 2.4, 2.1, 1.85  # in sizes of body text
_TITLE_LINES, _TITLE_LEADING = 2, 1.15
_SUBTITLE, _HEADING = 1.2, 1.16  # in sizes of body text
_LABEL_SHARE = 0.45  # of a field, at most
_PAST_LABEL = 0.7  # from a label to its value, in sizes of body text
_BAR_PT = 2.6


def place_cover(booklet: Booklet, strip: Strip, style: Style) -> list[Box]:
    """The boxes of the first page, which fill it; only very long texts need a second one."""
    sheet, cover, air = booklet.sheet, booklet.cover, style.leading * 1.5
    language, needed, how_to = sheet.program_language, sheet.equipment, cover.how_to
    purpose = present(
        labelled(style, sheet.purpose, language=language),
        labelled(style, needed, gap=style.leading * 0.25) if needed else None,
    )
    why: list[Box] = [words_box(purpose, "purpose", 0.7, style)]
    why += [note_box(strip.note, style)] if strip.note else []
    boxes = [
        _title(sheet, cover.length, style),
        _strip(strip.fields, style),
        *why[:-1],
        replace(why[-1], grow=air),
        _goals(cover.goals, cover.goal_lines, style),
    ]
    if how_to.sentences:
        steps = numbered(style, how_to.sentences, style.width, language=how_to.language)
        words = words_box((_heading(how_to.label, style), steps), "how-to", 0.9, style)
        boxes.append(replace(words, grow=air))
    phone, ink = sheet.stop_and_call.phone, style.ink.warning
    links = (phone,) if phone else ()
    stop = text(style, cover.stop, ink=ink, bold=True, balanced=True, links=links)
    pad = Pad(start=_BAR_PT + style.leading * 0.6)
    return [*boxes, Frame(stop, pad, bar=(_BAR_PT, ink), tag=SECTION, gap=style.leading * 0.6)]


def _title(sheet: Handout, length: str, style: Style) -> Box:
    """Clinic and logo, and below them title, subtitle and length over a strong rule.

    The title has the largest size at which it takes two lines at most, or else the smallest.
    """
    masthead, language, leading = sheet.masthead, sheet.program_language, style.leading
    corner, widths = corner_boxes(masthead, style)
    room = style.width - sum(widths) - leading * len(widths)
    tag = Tag(Role.HEADING_1, language=language)
    for size in (style.body * scale for scale in _TITLES):
        wide = size * _TITLE_LEADING
        title = text(style, masthead.title, size, bold=True, leading=wide, tag=tag)
        if len(title.lines(room)) <= _TITLE_LINES:
            break
    clinic, tag = clinic_box(masthead, style, order=1), tag._replace(role=Role.PARAGRAPH)
    size, muted = style.body * _SUBTITLE, style.ink.muted
    subtitle = text(style, masthead.subtitle, size, muted, gap=leading * 0.15, tag=tag)
    names = present(
        *clinic,
        Space(leading * 0.8 if clinic else 0.0, grow=leading * 3.6),
        title,
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


def _strip(fields: Sequence[Field], style: Style) -> Box:
    """The patient strip: the name in a row of its own, the others in pairs on common edges."""
    gutter = style.leading
    half = (style.width - gutter) / 2
    pairs = [fields[:1], *(fields[n : n + 2] for n in range(1, len(fields), 2))]
    indents = []  # from the start of each column to its values
    for n in range(2):
        labels = [width_of(pair[n].label, style.small) for pair in pairs if n < len(pair)]
        widest = min(max(labels, default=0.0), half * _LABEL_SHARE)
        indents.append(widest + style.body * _PAST_LABEL)
    rows: list[Box] = []
    for pair in filter(None, pairs):
        widths = (half, half) if len(pair) == 2 else (style.width,)
        columns = zip(pair, indents, widths, strict=False)
        cells = tuple(_field(*column, style) for column in columns)
        row = Row(cells, widths, gutter, place="bottom", grow=style.leading * 0.5)
        rows.append(replace(row, least=row.height(style.width) + style.leading * 0.3))
    grow, gap = style.leading * 0.5 * len(rows), style.leading * 0.2
    return Stack(tuple(rows), tag=SECTION, gap=gap, grow=grow, slot="strip")


def _field(field: Field, indent: float, width: float, style: Style) -> Box:
    """A value, or a line to write on, beside its label on one baseline."""
    small, past = style.leading_of(style.small), style.body * _PAST_LABEL
    label = text(style, field.label, style.small, style.ink.muted)
    drop = baseline(style.body, style.leading) - baseline(style.small, small)
    low = Frame(label, Pad(drop, style.leading * 0.2 - drop), place="top")
    value: Box = text(style, field.value)
    if not field.value:
        least, ink = style.leading - 1, style.ink.muted
        line = WriteLine(field.label, field.name, style.body, ink, least=least)
        value = Frame(line, Pad(bottom=1))
    return Row((low, value), (indent - past, width - indent), past, tag=SECTION, place="bottom")


def _goals(title: str, fields: Sequence[Field], style: Style) -> Box:
    """The patient's own goals: lines to write on, further apart where there is room."""
    pitch, more = style.leading * 1.6, style.leading * 1.2
    boxes: list[Box] = [_heading(title, style)]
    for field in fields:
        line = WriteLine(field.label, field.name, style.body, style.ink.muted, context=title)
        line = replace(line, least=pitch * 0.85, grow=more * 0.85)
        boxes += [Space(pitch * 0.15, grow=more * 0.15), line]
    grow = more * len(fields)
    return Stack(tuple(boxes), tag=SECTION, gap=style.leading * 0.5, grow=grow)


def _heading(words: str, style: Style) -> Box:
    return text(style, words, style.body * _HEADING, bold=True, tag=Tag(Role.HEADING_2))
