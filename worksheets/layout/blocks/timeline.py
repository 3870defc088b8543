"""The phases over the weeks: a bar for each, one under the other, below an axis of weeks."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from worksheets.document import Bar, Booklet, Tick, Timeline
from worksheets.layout.blocks.masthead import page_heading
from worksheets.layout.graph import (
    PAPER,
    Label,
    Words,
    label,
    place_beside,
    pointed,
    stack_at,
    thin_out,
    tint,
    tip_of,
)
from worksheets.layout.slab import Slab
from worksheets.layout.style import Style
from worksheets.model.template import BlockSetup
from worksheets.plan import Box, Mark, Node, Pen, Picture, Role, Rule, Tag, make_drawing
from worksheets.text.lines import Span

_LINE_PT = 0.9
"""Width of the outlines of bars."""
_TODAY_PT = 1.6
_SHARES = 0.08, 0.24
"""Shares of ink in the bars by turns: a copier that loses the lighter one keeps its outline."""
_DASH = 3.0, 2.2
_ROOMY = 0.42
"""Of a page: a picture that is higher sets its bars lower, with one line of words in each."""
_CLOSE_WEEKS_PT = 6.0
"""Weeks that are narrower have no line of their own, only those with a number."""


def place_timeline(booklet: Booklet, setup: BlockSetup, style: Style) -> list[Slab]:
    """The heading and the picture; nothing for a program without phases."""
    return _slabs(booklet.timeline, style) if booklet.timeline else []


@lru_cache(maxsize=256)
def _slabs(timeline: Timeline, style: Style) -> list[Slab]:
    heading = page_heading(timeline.heading, style)
    axis = _Axis(timeline, style)
    rows = [_measure(bar, axis, style, in_two=True) for bar in timeline.bars]
    if axis.height + sum(row.height for row in rows) > style.height * _ROOMY:
        rows = [_measure(bar, axis, style, in_two=False) for bar in timeline.bars]
    parts = _parts(rows, style.height - heading.height - style.leading - axis.height)
    slabs = [heading]
    for number, part in enumerate(parts):
        # The first part says the whole picture; the others are for the eye.
        tag = Tag(Role.ARTIFACT) if number else Tag(Role.FIGURE, accessible_text=timeline.alt)
        slabs.append(_slab(tag, axis, part, first=not number))
    return slabs


def _slab(tag: Tag, axis: "_Axis", rows: Sequence["_Row"], *, first: bool) -> Slab:
    style = axis.style
    least = axis.height + sum(row.height for row in rows)

    @lru_cache(maxsize=8)
    def build(final: float) -> Node:
        return Node(tag, tuple(_draw(axis, rows, final, (final - least) / max(1, len(rows)))))

    grow = style.leading * 0.7 * len(rows)
    return Slab(least, build, grow=grow, gap=style.leading * (0.4 if first else 1))


class _Axis:
    """The weeks from the left to the right edge, and what stands above the bars.

    Attributes:
        style: Sizes and inks.
        today: Where the line of today stands in points, or None.
        flag: What it says.
        rule: How far down the axis is.
        height: How far down the bars begin.
    """

    def __init__(self, timeline: Timeline, style: Style) -> None:
        """Choose which weeks have their numbers and dates printed."""
        self.style = style
        self._weeks = max(1, timeline.weeks)
        ink, small, self._indent = style.ink, style.small, style.small * 0.25
        gap = small * 0.8
        ticks = timeline.ticks
        self._lines = tuple(self.x(tick.at) for tick in ticks)
        lefts = [x + self._indent for x in self._lines]
        names = [self._label(tick.label, ink.text, bold=True) for tick in ticks]
        kept = thin_out(lefts, [name.width for name in names], style.width, gap)
        dates = [self._label(ticks[index].under, ink.muted, bold=False) for index in kept]
        dated = thin_out(
            [lefts[index] for index in kept], [date.width for date in dates], style.width, gap
        )
        self._names = {index: names[index] for index in kept}
        self._dates = {kept[place]: dates[place] for place in dated if dates[place].lines}
        lane = style.leading_of(small)
        self.rule = lane * (bool(kept) + bool(self._dates)) + small * 0.25
        self.today: float | None = None
        self.flag = Label((), small, lane)
        if timeline.today:
            self._set_today(timeline.today)
        self.height = self.rule + self.flag.height + style.leading * (0.7 if self.today else 0.4)

    def _label(self, text: str, ink: str, *, bold: bool) -> Label:
        style = self.style
        return label((Span(text, ink, bold=bold),), style.small, style.width, style)

    def _set_today(self, today: Tick) -> None:
        style = self.style
        half = _TODAY_PT / 2
        self.today = min(max(self.x(today.at), half), style.width - half)
        under = f"\u2002{today.under}" if today.under else ""
        spans = (Span(today.label, style.ink.text, bold=True), Span(under, style.ink.muted))
        self.flag = label(spans, style.small, style.width * 0.6, style)

    def x(self, at: float) -> float:
        """Where a time on the line stands, in points from the left edge."""
        return min(max(at, 0), self._weeks) / self._weeks * self.style.width

    def weeks(self, bottom: float) -> list[Mark]:
        """The lines of the weeks down to `bottom`, the axis and the words above it."""
        style = self.style
        near = style.width / self._weeks < _CLOSE_WEEKS_PT
        faint = tint(style.ink.line, 0.55)
        marks: list[Mark] = []
        for index, x in enumerate(self._lines):
            if index in self._names:
                marks += self._numbered_line(index, bottom)
            elif not near:
                marks.append(Rule(x, self.rule, x, bottom, faint, 0.5))
        marks.append(Rule(style.width, self.rule, style.width, bottom, style.ink.line, 0.6))
        marks.append(Rule(0, self.rule, style.width, self.rule, style.ink.muted, 0.9))
        marks.append(Rule(0, bottom, style.width, bottom, style.ink.line, 0.6))
        for index, name in self._names.items():
            marks += name.marks(self._lines[index] + self._indent, 0)
        for index, date in self._dates.items():
            marks += date.marks(self._lines[index] + self._indent, date.leading)
        return marks

    def _numbered_line(self, index: int, bottom: float) -> list[Mark]:
        """The line of a week with a number; the date of a week before it may lie in its way."""
        x, ink = self._lines[index], self.style.ink.line
        if index in self._dates or not self._dates:
            return [Rule(x, 0, x, bottom, ink, 0.6)]
        lane = self._names[index].leading
        return [Rule(x, 0, x, lane, ink, 0.6), Rule(x, self.rule, x, bottom, ink, 0.6)]

    def flag_marks(self) -> list[Mark]:
        """The flag of today, at the side of its line that has room."""
        if self.today is None:
            return []
        style, pad = self.style, style_pad(self.style)
        width, top = self.flag.width + 2 * pad, self.rule + style.leading * 0.25
        left = self.today if self.today + width <= style.width else self.today - width
        left = min(max(0.0, left), style.width - width)
        ink = style.ink.text
        return [
            Box(left, top, width, self.flag.height, ink, PAPER, _LINE_PT),
            *self.flag.marks(left + pad, top),
        ]


def style_pad(style: Style) -> float:
    """Distance from words to the edge of what they stand in."""
    return style.body * 0.4


class _Row(NamedTuple):
    """A phase, measured; lengths in points, `bar_top` from the top of the row."""

    bar: Bar
    left: float
    right: float
    bar_top: float
    bar_height: float
    words: tuple[Words, ...]
    height: float


def _parts(rows: Sequence[_Row], room: float) -> list[list[_Row]]:
    """The rows of one picture, or of several where they are higher than a page."""
    parts: list[list[_Row]] = [[]]
    used = 0.0
    for row in rows:
        if parts[-1] and used + row.height > room:
            parts.append([])
            used = 0.0
        parts[-1].append(row)
        used += row.height
    return parts


def _measure(bar: Bar, axis: _Axis, style: Style, *, in_two: bool) -> _Row:
    """Find a place for the words of a phase: in its bar, beside it or, if need be, above it."""
    number = Span(f"{bar.number}\u2002", style.ink.accent, bold=True)
    spans = (number, Span(bar.name, style.ink.text))
    name = label(spans, style.body, 10 * style.width, style)
    when = label((Span(bar.when, style.ink.muted),), style.small, 10 * style.width, style)
    left, right = axis.x(bar.begins), axis.x(bar.ends)
    pad = style_pad(style)
    stacked = name.height + when.height * 0.9
    high = (stacked if in_two else name.height) + style.leading * 0.3
    edges = left, right, style.width - pad / 2
    inside = _insets(bar, (left, right), high, pad)
    words = (stack_at(name, when, edges, inside) if in_two else []) or place_beside(
        name, when, edges, inside
    )
    gap = style.leading * (0.45 if in_two else 0.3)
    if words:
        middle = tuple(one._replace(y=high / 2 + one.y) for one in words)
        return _Row(bar, left, right, 0, high, middle, high + gap)
    above = _above(bar, spans, left, style)
    top = max(one.y + one.label.height for one in above) + 1
    low = style.leading * 0.7
    return _Row(bar, left, right, top, low, above, top + low + gap * 1.5)


def _insets(
    bar: Bar, ends: tuple[float, float], height: float, pad: float
) -> tuple[float, float, float]:
    """Where words in a bar may begin and how wide they may be, and their distance to its edge."""
    left, right = ends
    tip = tip_of(height, right - left) * 0.7
    begin = left + pad + (tip if bar.open_left else 0)
    end = right - pad - (tip if bar.open_right else 0)
    return begin, end - begin, pad


def _above(bar: Bar, spans: tuple[Span, ...], left: float, style: Style) -> tuple[Words, ...]:
    """The words over a bar that has no room for them."""
    pad = style_pad(style)
    width = style.width - pad
    name = label(spans, style.body, width, style)
    when = label((Span(bar.when, style.ink.muted),), style.small, width, style)
    last = name.lines[-1].width_em * name.size + pad
    runs_on = last + when.width <= width
    widest = max(name.width, last + when.width if runs_on else when.width)
    shifted = min(left, style.width - pad / 2 - widest)
    x = pad / 2 if len(name.lines) > 1 else max(pad / 2, shifted)
    if not runs_on:
        return Words(name, x, 0), Words(when, x, name.height)
    drop = name.height - (name.leading + when.leading) / 2
    return Words(name, x, 0), Words(when, x + last, drop)


def _draw(axis: _Axis, rows: Sequence[_Row], height: float, extra: float) -> list[Mark]:
    """All marks of a picture, each row `extra` points higher than it must be."""
    marks = axis.weeks(height)
    top = axis.height
    texts: list[tuple[Label, float, float]] = []
    for row in rows:
        y = top + extra / 2
        for words in row.words:
            texts.append((words.label, words.x, y + words.y))
            marks += _clear(row, words, y)
        marks += _bar(row, y + row.bar_top, axis.style)
        top += row.height + extra
    if axis.today is not None:
        marks += _today(axis.today, (axis.rule, height), texts, axis.style)
        marks += axis.flag_marks()
    for words_label, x, y in texts:
        marks += words_label.marks(x, y)
    return marks


def _clear(row: _Row, words: Words, y: float) -> list[Mark]:
    """White behind words outside of their bar, so that no line of a week runs through them."""
    inside = words.x >= row.left and words.x + words.label.width <= row.right
    if not words.label.lines or (inside and not row.bar_top):
        return []
    edge = words.label.size * 0.15
    left = max(0.0, words.x - edge)
    width = words.x + words.label.width + edge - left
    return [Box(left, y + words.y, width, words.label.height, fill=PAPER)]


def _bar(row: _Row, top: float, style: Style) -> list[Mark]:
    """A bar; an open end is a point, and one that waits for its criteria is dashed and empty."""
    bar, ink = row.bar, style.ink
    share = _SHARES[(bar.number - 1) % len(_SHARES)]
    fill = tint(ink.accent, share, ink.text, ink.muted, ink.accent) if bar.is_dated else PAPER
    dash = () if bar.is_dated else _DASH
    width, height, half = row.right - row.left, row.bar_height, _LINE_PT / 2
    if width < 3 * _LINE_PT:
        width = max(width, _LINE_PT)
        left = min(row.left, style.width - width)
        return [Box(left, top, width, height, fill=ink.accent)]
    if not (bar.open_left or bar.open_right):
        inner = width - _LINE_PT, height - _LINE_PT
        return [Box(row.left + half, top + half, *inner, ink.accent, fill, _LINE_PT, 2.0, dash)]
    shape = pointed((width, height), (bar.open_left, bar.open_right), _LINE_PT, Pen(dash=dash))
    drawing = make_drawing(width, height, [shape._replace(fill=fill, stroke=ink.accent)])
    return [Picture(row.left, top, width, height, drawing)]


def _today(
    x: float, ends: tuple[float, float], texts: Sequence[tuple[Label, float, float]], style: Style
) -> list[Mark]:
    """The line of today, with a gap wherever it would run through words."""
    top, bottom = ends
    edge = style.small * 0.15
    gaps = sorted(
        (y, y + words.height)
        for words, left, y in texts
        if words.lines and left - edge < x < left + words.width + edge
    )
    rules: list[Mark] = []
    for begin, end in (*gaps, (bottom, bottom)):
        if begin > top:
            rules.append(Rule(x, top, x, begin, style.ink.text, _TODAY_PT))
        top = max(top, end)
    return rules
