"""What is printed over the table of a week (title, phases, news) and under it (measures, dates)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from worksheets.document import Field, Measure, Week, Words
from worksheets.layout.box import SECTION, Box, Frame, Pad, Row, Space, Stack, Stroke, present
from worksheets.layout.compose import listed, spans, text, width_of
from worksheets.layout.leaves import Text, WriteLine
from worksheets.layout.style import Style, baseline
from worksheets.plan import Role, Tag
from worksheets.text.lines import Span

_BAR_PT = 2.6
_PART = 0.4  # of a page: phases that are higher are cut into parts of that share
_NEWS = 0.4, 0.2
"""News that are higher than this share of a page are cut into parts of the second."""
_LABEL_SHARE = 0.3  # of the width: a longer label is printed over its list
_MIN_BESIDE_EMS = 10
_MAX_COLUMNS = 3
_PEN_PT, _NARROW_PEN_PT = 17.1, 14.2  # 6 mm to write in, 5 mm on half a sheet
_NARROW_PT = 430.0
_MIN_MEASURE_EMS = 9.5
_NUMBER_EMS = 5  # room to write a number
_DATE_EMS = 8  # room to write a date


def pen_height(style: Style) -> float:
    """The least height of a place to write with a pen, in points."""
    return _PEN_PT if style.width >= _NARROW_PT else _NARROW_PEN_PT


def title_box(week: Week, style: Style) -> Box:
    """The title with its dates beside it, and how long it is since the surgery at the end."""
    tag = Tag(Role.HEADING_2, bookmark=week.title)
    title = text(style, week.title, style.title, bold=True, tag=tag)
    parts = (week.dates, style.ink.text), (week.since, style.ink.muted)
    dates = [text(style, words, ink=ink, tag=None) for words, ink in parts if words]
    return Frame(
        _with_dates(title, tuple(dates), style),
        Pad(bottom=style.leading * 0.2),
        below=Stroke(style.ink.accent, 1.2, 0.6),
        tag=SECTION,
        keep_next=True,
    )


def _with_dates(title: Text, dates: tuple[Text, ...], style: Style) -> Box:
    """Dates on the baseline of the title where there is room, else one under the other."""
    if not dates:
        return title
    lines = title.lines(style.width)
    wide = max(line.width_em for line in lines) * title.size
    gutter = style.body * 1.1
    room = style.width - wide - gutter
    paragraph = Tag(Role.PARAGRAPH)
    needed = [width_of(date.spans[0].text, style.body) for date in dates]
    if len(lines) == 1 and sum(needed) + style.leading * (len(dates) - 1) <= room:
        drop = baseline(title.size, title.leading) - baseline(style.body, style.leading)
        first, *others = dates
        boxes = first, *(replace(other, align="end") for other in others)
        widths = (room,) if len(dates) == 1 else (needed[0], room - needed[0])
        beside: Box = Stack((Space(drop), Row(boxes, widths)), tag=paragraph, place="top")
    else:
        beside = Stack(dates, tag=paragraph, place="top")
        if len(lines) > 1 or room < _MIN_BESIDE_EMS * style.body:
            return Stack((title, beside))
    return Row((title, beside), (wide, room), gutter)


def phases_box(week: Week, style: Style) -> Box | None:
    """The phases with their lines, in small type: they are the same week after week."""
    boxes = []
    for phase in week.phases:
        words = Span(phase.label, style.ink.text, bold=True)
        said = f"  {' '.join(phase.sentences)}" if phase.sentences else ""
        tag = Tag(Role.PARAGRAPH, language=phase.language)
        how: dict[str, Any] = {"tag": tag, "gap": style.leading * 0.15}
        boxes.append(spans(style, words, Span(said, style.ink.muted), size=style.small, **how))
    part = style.height * _PART
    gap, cuts, key = style.leading * 0.3, (part, part), f"{week.key}.phases"
    return Stack(tuple(boxes), tag=SECTION, key=key, gap=gap, cuts=cuts) if boxes else None


def news_box(week: Week, style: Style) -> Box | None:
    """What is new, in a tinted band with a bar that a copier keeps."""
    news = week.news
    if not news:
        return None
    pad, air = style.leading * 0.5, style.leading * 0.22
    wide, gutter = width_of(news.label, style.body, bold=True), style.body * 0.8
    is_beside = wide <= style.width * _LABEL_SHARE
    width = style.width - 2 * pad - (wide + gutter if is_beside else 0.0)
    label = text(style, news.label, bold=True)
    boxes = present(label, _listed(news, width, style))
    words: Box = Stack(boxes)
    if is_beside and len(boxes) == 2:
        words = Row(boxes, (wide, width), gutter)
    whole, part = (share * style.height for share in _NEWS)
    return Frame(
        words,
        Pad(air, air, pad, pad),
        fill=style.ink.ground,
        bar=(_BAR_PT, style.ink.accent),
        tag=SECTION,
        key=f"{week.key}.news",
        gap=style.leading * 0.4,
        cuts=(whole + 2 * air, part),
    )


def _listed(news: Words, width: float, style: Style) -> Box | None:
    """A sentence, or several in columns where each of them needs no more than a line."""
    if not news.sentences:
        return None
    if len(news.sentences) == 1:
        return text(style, *news.sentences, tag=Tag(Role.PARAGRAPH, language=news.language))
    gutter, indent = style.leading, style.body * 0.75
    widest = max(width_of(sentence, style.body) for sentence in news.sentences)
    fitting = int((width + gutter) / (widest + indent + gutter))
    columns = max(1, min(fitting, _MAX_COLUMNS, len(news.sentences)))
    gutter -= 0.01 if columns > 1 else 0.0  # so that rounding breaks no line
    wide = (width + style.leading) / columns - gutter
    items = [text(style, sentence) for sentence in news.sentences]
    boxes = listed([text(style, "•")] * len(items), items, indent, wide).boxes
    starts = range(0, len(boxes), columns)
    rows = [boxes[start : start + columns] for start in starts]
    return Stack(
        tuple(Row(row, (wide,) * len(row), gutter) for row in rows),
        tag=Tag(Role.LIST, language=news.language),
    )


def measure_boxes(week: Week, style: Style) -> list[Box]:
    """What to measure once in the week, side by side, with a line for the number."""
    measures, gutter = week.measures, style.leading
    if not measures:
        return []
    fitting = int((style.width + gutter) / (_MIN_MEASURE_EMS * style.body + gutter))
    rows = -(-len(measures) // max(1, fitting))
    in_row = -(-len(measures) // rows)
    width = (style.width + gutter) / in_row - gutter
    boxes: list[Box] = []
    for start in range(0, len(measures), in_row):
        row = _measures(measures[start : start + in_row], width, style)
        heading = "" if start else week.measures_heading
        head = text(style, heading, bold=True) if heading else None
        boxes.append(Stack(present(head, row, Space(1)), tag=SECTION, gap=gutter * 0.4))
    return boxes


def _measures(measures: Sequence[Measure], width: float, style: Style) -> Box:
    """Labels with their targets, and under each a line for the number with its unit."""
    small, ink = style.small, style.ink
    labels = _labels(measures, width, style)
    high = max(label.height(width) for label in labels)
    write, gutter = style.body * _NUMBER_EMS, small * 0.4
    room = width - write - gutter
    units = [text(style, one.unit, small, ink.muted, tag=_language(one)) for one in measures]
    least = max(pen_height(style), *(unit.height(room) for unit in units))
    leading = style.leading_of(small)
    on_line = Pad(bottom=baseline(small, leading) - leading)
    columns = []
    for measure, label, unit in zip(measures, labels, units, strict=True):
        said = ", ".join(part for part in (measure.label, measure.unit) if part)
        how: dict[str, Any] = {"language": measure.language, "least": least}
        line = WriteLine(said, measure.name, style.body, ink.muted, **how)
        row = Row((line, Frame(unit, on_line, place="bottom")), (write, room), gutter)
        columns.append(Stack((replace(label, least=high), row), tag=SECTION))
    return Row(tuple(columns), (width,) * len(columns), style.leading)


def _labels(measures: Sequence[Measure], width: float, style: Style) -> list[Box]:
    """The targets are behind the labels where all of them have room there, else below them."""
    small, muted = style.small, style.ink.muted
    beside, below = list[Box](), list[Box]()
    for measure in measures:
        tag = _language(measure)
        label, target = Span(measure.label, style.ink.text), Span(f"  {measure.target}", muted)
        words = (label, target) if measure.target else (label,)
        beside.append(spans(style, *words, size=small, tag=tag))
        under = text(style, measure.target, small, muted, tag=None)
        below.append(Stack((spans(style, label, size=small, tag=None), under), tag=tag))
    fits = all(box.height(width) <= style.leading_of(small) for box in beside)
    return beside if fits else below


def _language(measure: Measure) -> Tag:
    return Tag(Role.PARAGRAPH, language=measure.language)


def closing_box(week: Week, style: Style) -> Box | None:
    """When to bring the booklet and when to stop, in one line where they fit, or nothing."""
    stop = None
    if week.stop:
        stop = text(style, week.stop, ink=style.ink.warning, bold=True, place="bottom")
    bring, wide = _bring(week.bring, style) if week.bring.label else (None, 0.0)
    needed = width_of(week.stop, style.body, bold=True)
    boxes = present(bring, stop)
    how: dict[str, Any] = {"tag": SECTION, "gap": style.leading * 0.4}
    if len(boxes) == 2 and wide + style.leading * 1.5 + needed <= style.width:
        return Row(boxes, (style.width - needed, needed), **how)
    return Stack(boxes, **how) if boxes else None


def _bring(bring: Field, style: Style) -> tuple[Box, float]:
    """The label with its value, or with a line to write a date on; and how wide they are."""
    label, ink, write = Span(bring.label, style.ink.muted), style.ink, style.body * _DATE_EMS
    gutter = style.body * 0.5
    if bring.value:
        said = spans(style, label, Span(" ", ink.text), Span(bring.value, ink.text, bold=True))
        lines = said.lines(style.width)
        return replace(said, place="bottom"), max(line.width_em for line in lines) * style.body
    room = style.width - write - gutter
    words = spans(style, label, place="bottom")
    wide = max(line.width_em for line in words.lines(room)) * style.body
    drop = style.leading - baseline(style.body, style.leading)
    height = pen_height(style) - drop
    line = WriteLine(bring.label, bring.name, style.body, ink.muted, least=height)
    low = Frame(Stack((line,), place="bottom"), Pad(bottom=drop), place="bottom")
    row = Row((words, low), (wide, write), gutter, place="bottom")
    return row, wide + gutter + write
