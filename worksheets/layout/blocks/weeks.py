"""A week of a booklet: what to do day by day, and room to record it, on one page.

Over its table are title, phases and news, under it levels, measures and dates.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from worksheets.document import Field, Measure, TickBox, Week, Words
from worksheets.layout.blocks.phases import in_columns, place_checklist, place_ladder
from worksheets.layout.blocks.purpose import band_box
from worksheets.layout.blocks.week import full_look, notes_of, week_table
from worksheets.layout.box import (
    SECTION,
    Box,
    Frame,
    Laid,
    Pad,
    Row,
    Space,
    Stack,
    Stroke,
    present,
    stacked_height,
)
from worksheets.layout.compose import listed, spans, text, width_of
from worksheets.layout.flow import parts_of
from worksheets.layout.leaves import Text, WriteLine
from worksheets.layout.style import Style, baseline
from worksheets.plan import Role, Tag
from worksheets.text.lines import Span

_BAR_PT = 2.6
_LABEL_SHARE = 0.3  # of the width: a longer label is printed over its list
_MIN_BESIDE_EMS = 10
_MAX_COLUMNS = 3
_PEN_PT, _NARROW_PEN_PT = 17.1, 14.2  # 6 mm to write in, 5 mm on half a sheet
_MIN_MEASURE_EMS = 9.5
_NUMBER_EMS = 5  # room to write a number
_DATE_EMS = 8  # room to write a date


class LaidWeek(NamedTuple):
    """A week measured at one size, its grid apart: a head, and a row an exercise or to write in."""

    above: list[Laid]
    grid: list[Laid]
    below: list[Laid]

    @property
    def boxes(self) -> list[Laid]:
        """All of it, from top to bottom."""
        return [*self.above, *self.grid, *self.below]

    @property
    def height(self) -> float:
        """The least height with all gaps in points; it fits a page that is at least as high."""
        return stacked_height(self.boxes)

    def fill(self, height: float) -> list[Laid]:
        """The same for the top of a page of a height in points.

        A week that fits a page stays together and fills it. A longer one is cut between its parts
        and between the rows of its grid, and says its title and the days again.
        """
        if self.height <= height:
            last = len(self.boxes) - 1
            return [_with(one, keep_next=n < last) for n, one in enumerate(self.boxes)]
        title, head, rows = self.above[0], self.grid[:1], self.grid[1:]
        days = Stack((title.box, *(one.box for one in head)))
        parts = ((*self.above[1:], *head), title.box), (rows, days), (self.below, title.box)
        again = [_with(one, grow=0, repeats=top) for some, top in parts for one in some]
        return [title, *again]


def lay_week(week: Week, style: Style) -> LaidWeek:
    """Measure a week: its page from top to bottom."""
    week = _with_names(week)
    phases = band_box(week.phases, style, f"{week.key}.phases") if week.phases else None
    above = [_title(week, style), *present(phases, _news(week, style))]
    above += [box for one in week.checks for box in place_checklist(one, style)]
    below = [place_ladder(ladder, style) for ladder in week.ladders]
    below += [*_measures(week, style), *present(_closing(week, style))]
    parts = (parts_of(boxes, style.width) for boxes in (above, _grid(week, style), below))
    return LaidWeek(*parts)


def _with(laid: Laid, **changes: Any) -> Laid:
    return laid._replace(box=replace(laid.box, **changes))


def _with_names(week: Week) -> Week:
    """The same week, with its key before the names of all that is ticked or filled in."""

    def named(boxes: Sequence[TickBox]) -> tuple[TickBox, ...]:
        return tuple(box._replace(name=f"{week.key}.{box.name}") for box in boxes)

    return week._replace(
        checks=tuple(one._replace(boxes=named(one.boxes)) for one in week.checks),
        ladders=tuple(one._replace(levels=named(one.levels)) for one in week.ladders),
        measures=tuple(one._replace(name=f"{week.key}.{one.name}") for one in week.measures),
        bring=week.bring._replace(name=f"{week.key}.{week.bring.name}"),
    )


def _grid(week: Week, style: Style) -> list[Box]:
    """The table, and the lines for notes."""
    grid = week.grid._replace(title=week.grid.how, week="")  # the title of the page has it
    if not (grid.rows or grid.writing):
        return []
    look = full_look(grid.rows, style, week.key)
    return [week_table(grid, look), *notes_of(grid, style, week.key)]


def _pen_height(style: Style) -> float:
    """The least height of a place to write with a pen, in points."""
    return _NARROW_PEN_PT if style.is_narrow else _PEN_PT


def _title(week: Week, style: Style) -> Box:
    """The title with its dates beside it, and how long it is since the surgery at the end."""
    tag = Tag(Role.HEADING_2, bookmark=week.title)
    title = text(style, week.title, style.title, bold=True, tag=tag)
    parts = (week.dates, style.ink.text), (week.since, style.ink.muted)
    dates = [text(style, words, ink=ink, tag=None) for words, ink in parts if words]
    return Frame(
        _with_dates(title, dates, style) if dates else title,
        Pad(bottom=style.leading * 0.2),
        below=Stroke(style.ink.accent, 1.2, 0.6),
        tag=SECTION,
        keep_next=True,
    )


def _with_dates(title: Text, dates: Sequence[Text], style: Style) -> Box:
    """Dates on the baseline of the title where there is room, else one under the other."""
    wide = _natural_width(title, style.width)
    is_one_line = title.height(style.width) <= title.leading
    gutter = style.body * 1.1
    room = style.width - wide - gutter
    needed = [_natural_width(date, math.inf) for date in dates]
    how: dict[str, Any] = {"tag": Tag(Role.PARAGRAPH), "place": "top"}
    if is_one_line and sum(needed) + style.leading * (len(dates) - 1) <= room:
        drop = baseline(title.size, title.leading) - baseline(style.body, style.leading)
        first, *others = dates
        boxes = first, *(replace(other, align="end") for other in others)
        widths = (needed[0], room - needed[0]) if others else (room,)
        beside = Stack((Space(drop), Row(boxes, widths)), **how)
    else:
        beside = Stack(tuple(dates), **how)
        if not is_one_line or room < _MIN_BESIDE_EMS * style.body:
            return Stack((title, beside))
    return Row((title, beside), (wide, room), gutter)


def _natural_width(words: Text, width: float) -> float:
    """Width of the longest line of a text in a width."""
    return max((line.width_em for line in words.lines(width)), default=0.0) * words.size


def _news(week: Week, style: Style) -> Box | None:
    """What is new, in a tinted band with a bar that a copier keeps."""
    news = week.news
    if not news:
        return None
    pad, air = style.leading * 0.5, style.leading * 0.22
    wide, gutter = width_of(news.label, style.body, bold=True), style.body * 0.8
    is_beside = wide <= style.width * _LABEL_SHARE
    width = style.width - 2 * pad - (wide + gutter if is_beside else 0.0)
    boxes = present(text(style, news.label, bold=True), _listed(news, width, style))
    words: Box = Stack(boxes)
    if is_beside and len(boxes) == 2:
        words = Row(boxes, (wide, width), gutter)
    return Frame(
        words,
        Pad(air, air, pad, pad),
        fill=style.ink.ground,
        bar=(_BAR_PT, style.ink.accent),
        tag=SECTION,
        key=f"{week.key}.news",
        gap=style.leading * 0.4,
        cuts=style.cuts(2 * air),
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
    rows = in_columns(boxes, columns, wide, gutter)
    return Stack(tuple(rows), tag=Tag(Role.LIST, language=news.language))


def _measures(week: Week, style: Style) -> list[Box]:
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
        row = _measure_row(measures[start : start + in_row], width, style)
        head = text(style, week.measures_heading, bold=True) if week.measures_heading else None
        lines = present(None if start else head, row, Space(1))
        boxes.append(Stack(lines, tag=SECTION, gap=gutter * 0.4))
    return boxes


def _measure_row(measures: Sequence[Measure], width: float, style: Style) -> Box:
    """Labels with their targets, and under each a line for the number with its unit.

    The targets are behind the labels where all of them have room there, else below them.
    """
    small, ink, gutter = style.small, style.ink, style.small * 0.4
    leading, write = style.leading_of(small), style.body * _NUMBER_EMS
    room = width - write - gutter
    tags = [Tag(Role.PARAGRAPH, language=one.language) for one in measures]
    units = [
        text(style, m.unit, small, ink.muted, tag=tag)
        for m, tag in zip(measures, tags, strict=True)
    ]
    beside, below = list[Box](), list[Box]()
    for one, tag in zip(measures, tags, strict=True):
        target = Span(f"  {one.target}" if one.target else "", ink.muted)
        beside.append(spans(style, Span(one.label, ink.text), target, size=small, tag=tag))
        lines = (one.label, ink.text), (one.target, ink.muted)
        under = (text(style, words, small, colour, tag=None) for words, colour in lines)
        below.append(Stack(tuple(under), tag=tag))
    labels = beside if all(box.height(width) <= leading for box in beside) else below
    high = max(label.height(width) for label in labels)
    least = max(_pen_height(style), *(unit.height(room) for unit in units))
    on_line = Pad(bottom=baseline(small, leading) - leading)
    columns = []
    for one, label, unit in zip(measures, labels, units, strict=True):
        words = ", ".join(filter(None, (one.label, one.unit)))
        how: dict[str, Any] = {"language": one.language, "least": least}
        line = WriteLine(words, one.name, style.body, ink.muted, **how)
        row = Row((line, Frame(unit, on_line, place="bottom")), (write, room), gutter)
        columns.append(Stack((replace(label, least=high), row), tag=SECTION))
    return Row(tuple(columns), (width,) * len(columns), style.leading)


def _closing(week: Week, style: Style) -> Box | None:
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
    label, ink = Span(bring.label, style.ink.muted), style.ink
    if bring.value:
        value = Span(" ", ink.text), Span(bring.value, ink.text, bold=True)
        words = spans(style, label, *value, place="bottom")
        return words, _natural_width(words, style.width)
    gutter, write = style.body * 0.5, style.body * _DATE_EMS
    words = spans(style, label, place="bottom")
    wide = _natural_width(words, style.width - write - gutter)
    drop = style.leading - baseline(style.body, style.leading)
    height = _pen_height(style) - drop
    line = WriteLine(bring.label, bring.name, style.body, ink.muted, least=height)
    low = Frame(Stack((line,), place="bottom"), Pad(bottom=drop), place="bottom")
    row = Row((words, low), (wide, write), gutter, place="bottom")
    return row, wide + gutter + write
