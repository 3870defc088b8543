"""The phases over the weeks: a bar for each, one under the other, below an axis of weeks."""

from collections.abc import Sequence
from typing import NamedTuple

from worksheets import plan
from worksheets.document import Bar, Booklet, Tick, Timeline
from worksheets.layout.blocks.masthead import heading_box
from worksheets.layout.box import ARTIFACT, Box
from worksheets.layout.graph import PAPER, Label, label, thin_out, tint
from worksheets.layout.leaves import Marks
from worksheets.layout.style import Style
from worksheets.model.template import BlockSetup
from worksheets.plan import Mark, Path, Pen, Picture, Role, Rule, Tag, make_drawing
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
_PAD = 0.4
"""From words to the edge of what is around them, in sizes of body text."""


def place_timeline(booklet: Booklet, setup: BlockSetup, style: Style) -> list[Box]:
    """The heading and the picture; nothing for a program without phases."""
    timeline = booklet.timeline
    if timeline is None:
        return []
    heading = heading_box(timeline.heading, style)
    axis = _Axis(timeline, style)
    rows = [_measure(bar, axis, in_two=True) for bar in timeline.bars]
    if axis.height + sum(row.height for row in rows) > style.height * _ROOMY:
        rows = [_measure(bar, axis, in_two=False) for bar in timeline.bars]
    taken = heading.height(style.width) + style.leading + axis.height
    first, *others = _share_out(rows, style.height - taken)
    # The first part says the whole picture; the others are for the eye.
    figure = Tag(Role.FIGURE, accessible_text=timeline.alt)
    return [
        heading,
        _part(figure, axis, first, style.leading * 0.4),
        *(_part(ARTIFACT, axis, part, style.leading) for part in others),
    ]


class _Words(NamedTuple):
    """A label at a place: `x` from the left edge, `y` from the top of its row."""

    label: Label
    x: float
    y: float


class _Row(NamedTuple):
    """A phase, measured; lengths in points, `bar_top` from the top of the row."""

    bar: Bar
    left: float
    right: float
    bar_top: float
    bar_height: float
    words: tuple[_Words, ...]
    height: float


def _share_out(rows: Sequence[_Row], room: float) -> list[list[_Row]]:
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


def _part(tag: Tag, axis: "_Axis", rows: Sequence[_Row], gap: float) -> Box:
    """A picture of some rows, each of which grows."""
    least = axis.height + sum(row.height for row in rows)

    def paint(width: float, height: float) -> list[Mark]:
        return _draw(axis, rows, height, (height - least) / max(1, len(rows)))

    return Marks(least, paint, grow=axis.style.leading * 0.7 * len(rows), gap=gap, tag=tag)


class _Axis:
    """The weeks from the left to the right edge, and what is printed above the bars.

    Attributes:
        style: Sizes and inks.
        today: Where the line of today is in points, or None.
        rule: How far down the axis is.
        height: How far down the bars begin.
    """

    def __init__(self, timeline: Timeline, style: Style) -> None:
        """Choose which weeks have their numbers and dates printed."""
        self.style = style
        self._weeks = max(1, timeline.weeks)
        small, lane = style.small, style.leading_of(style.small)
        self._indent = small * 0.25
        ticks = timeline.ticks
        self._lines = [self.x(tick.at) for tick in ticks]
        self._names = self._thin_out(
            {n: self._label(Span(tick.label, style.ink.text, True)) for n, tick in enumerate(ticks)}
        )
        dates = {n: self._label(Span(ticks[n].under, style.ink.muted)) for n in self._names}
        self._dates = {n: date for n, date in self._thin_out(dates).items() if date.lines}
        self.rule = lane * (bool(self._names) + bool(self._dates)) + small * 0.25
        self.height = self.rule + style.leading * 0.4
        self.today: float | None = None
        self._flag = Label((), small, lane)
        if timeline.today:
            self._set_today(timeline.today)

    def _label(self, *spans: Span, share: float = 1.0) -> Label:
        return label(spans, self.style.small, self.style.width * share, self.style)

    def _thin_out(self, labels: dict[int, Label]) -> dict[int, Label]:
        """The labels of weeks that have room beside each other."""
        lefts = [self._lines[n] + self._indent for n in labels]
        widths = [one.width for one in labels.values()]
        printed = thin_out(lefts, widths, self.style.width, self.style.small * 0.8)
        weeks = list(labels)
        return {weeks[index]: labels[weeks[index]] for index in printed}

    def _set_today(self, today: Tick) -> None:
        style, half = self.style, _TODAY_PT / 2
        self.today = min(max(self.x(today.at), half), style.width - half)
        under = f"\u2002{today.under}" if today.under else ""
        spans = Span(today.label, style.ink.text, bold=True), Span(under, style.ink.muted)
        self._flag = self._label(*spans, share=0.6)
        self.height = self.rule + self._flag.height + style.leading * 0.7

    def x(self, at: float) -> float:
        """Where a time on the line is, in points from the left edge."""
        return min(max(at, 0), self._weeks) / self._weeks * self.style.width

    def marks(self, bottom: float) -> list[Mark]:
        """The lines of the weeks down to `bottom`, the axis and the words above it."""
        style, ink = self.style, self.style.ink
        are_near = style.width / self._weeks < _CLOSE_WEEKS_PT
        faint = tint(ink.line, 0.55)
        marks: list[Mark] = []
        for n, x in enumerate(self._lines):
            if n in self._names:
                # The date of a week before it may lie in the way of a line without a date.
                lane = self._names[n].leading
                is_cut = self._dates and n not in self._dates
                ends = [(0.0, lane), (self.rule, bottom)] if is_cut else [(0.0, bottom)]
                marks += [Rule(x, top, x, end, ink.line, 0.6) for top, end in ends]
            elif not are_near:
                marks.append(Rule(x, self.rule, x, bottom, faint, 0.5))
        marks.append(Rule(style.width, self.rule, style.width, bottom, ink.line, 0.6))
        marks.append(Rule(0, self.rule, style.width, self.rule, ink.muted, 0.9))
        marks.append(Rule(0, bottom, style.width, bottom, ink.line, 0.6))
        for n, name in self._names.items():
            marks += name.marks(self._lines[n] + self._indent, 0)
        for n, date in self._dates.items():
            marks += date.marks(self._lines[n] + self._indent, date.leading)
        return marks

    def today_marks(self, bottom: float, texts: Sequence[_Words]) -> list[Mark]:
        """The line of today, with a gap wherever it would run through words, and its flag."""
        style, x, marks = self.style, self.today, list[Mark]()
        if x is None:
            return marks
        top, edge, pad = self.rule, style.small * 0.15, style.body * _PAD
        gaps = sorted(
            (y, y + words.height)
            for words, left, y in texts
            if words.lines and left - edge < x < left + words.width + edge
        )
        for begin, end in (*gaps, (bottom, bottom)):
            if begin > top:
                marks.append(Rule(x, top, x, begin, style.ink.text, _TODAY_PT))
            top = max(top, end)
        width, top = self._flag.width + 2 * pad, self.rule + style.leading * 0.25
        left = x if x + width <= style.width else x - width  # the side that has room
        left = min(max(0.0, left), style.width - width)
        marks.append(plan.Box(left, top, width, self._flag.height, style.ink.text, PAPER, _LINE_PT))
        return marks + self._flag.marks(left + pad, top)


def _measure(bar: Bar, axis: _Axis, *, in_two: bool) -> _Row:
    """Find a place for the words of a phase: in its bar, beside it or, if need be, above it."""
    style = axis.style
    spans = (
        Span(f"{bar.number}\u2002", style.ink.accent, bold=True),
        Span(bar.name, style.ink.text),
    )
    name = label(spans, style.body, 10 * style.width, style)
    when = label((Span(bar.when, style.ink.muted),), style.small, 10 * style.width, style)
    left, right = axis.x(bar.begins), axis.x(bar.ends)
    lines = name.height + when.height * 0.9 if in_two else name.height
    high = lines + style.leading * 0.3
    gap = style.leading * (0.45 if in_two else 0.3)
    place = _Place(bar, left, right, high, style)
    words = (place.stacked(name, when) if in_two else ()) or place.in_a_line(name, when)
    if words:
        return _Row(bar, left, right, 0, high, words, high + gap)
    above = _above(spans, bar.when, left, style)
    top = max(one.y + one.label.height for one in above) + 1
    low = style.leading * 0.7
    return _Row(bar, left, right, top, low, above, top + low + gap * 1.5)


class _Place:
    """Where the words of a phase may be printed: in its bar, or at one of its sides."""

    def __init__(self, bar: Bar, left: float, right: float, height: float, style: Style) -> None:
        self._pad = style.body * _PAD
        self._left, self._right = left - self._pad, right + self._pad
        self._end, self._middle = style.width - self._pad / 2, height / 2
        tip = _tip_of(height, right - left) * 0.7
        self._begin = left + self._pad + (tip if bar.open_left else 0)
        self._room = right - self._pad - (tip if bar.open_right else 0) - self._begin

    def _outside(self, width: float) -> float | None:
        """Where words of some width begin beside the bar, or None where there is no room."""
        if self._right + width <= self._end:
            return self._right
        return self._left - width if width <= self._left else None

    def stacked(self, name: Label, when: Label) -> tuple[_Words, ...]:
        """A name over a time, in the bar or beside it; nothing where there is no room."""
        wide = max(name.width, when.width)
        if wide <= self._room:
            x: float | None = self._begin
        elif name.width <= self._room or not when.lines:
            return ()  # the name alone fits in the bar
        else:
            x = self._outside(wide)
        if x is None:
            return ()
        top = self._middle - (name.height + when.height * 0.9) / 2
        return _Words(name, x, top), _Words(when, x, top + name.height - when.height * 0.1)

    def in_a_line(self, name: Label, when: Label) -> tuple[_Words, ...]:
        """A name and a time on one line, each in the bar or beside it, or nothing."""
        gap = self._pad if when.lines else 0.0
        both = name.width + gap + when.width
        x: float | None = self._begin
        then: float | None = None
        if both > self._room:
            then = self._outside(when.width) if name.width <= self._room else None
            x = self._outside(both) if then is None else x
        if x is None:
            return ()
        then = x + name.width + gap if then is None else then
        name_y, when_y = self._middle - name.height / 2, self._middle - when.height / 2
        return _Words(name, x, name_y), _Words(when, then, when_y)


def _above(
    spans: tuple[Span, ...], when_text: str, left: float, style: Style
) -> tuple[_Words, ...]:
    """The words over a bar that has no room for them."""
    pad = style.body * _PAD
    width = style.width - pad
    name = label(spans, style.body, width, style)
    when = label((Span(when_text, style.ink.muted),), style.small, width, style)
    last = name.lines[-1].width_em * name.size + pad
    runs_on = last + when.width <= width
    widest = max(name.width, last + when.width if runs_on else when.width)
    x = pad / 2
    if len(name.lines) == 1:
        x = max(x, min(left, style.width - pad / 2 - widest))
    if not runs_on:
        return _Words(name, x, 0), _Words(when, x, name.height)
    drop = name.height - (name.leading + when.leading) / 2
    return _Words(name, x, 0), _Words(when, x + last, drop)


def _draw(axis: _Axis, rows: Sequence[_Row], height: float, extra: float) -> list[Mark]:
    """All marks of a picture, each row `extra` points higher than it must be."""
    marks = axis.marks(height)
    top = axis.height
    texts: list[_Words] = []
    for row in rows:
        y = top + extra / 2
        for words in row.words:
            placed = words._replace(y=y + words.y)
            texts.append(placed)
            is_inside = words.x >= row.left and words.x + words.label.width <= row.right
            if words.label.lines and (row.bar_top or not is_inside):
                marks.append(_clear(placed))
        marks += _bar(row, y + row.bar_top, axis.style)
        top += row.height + extra
    marks += axis.today_marks(height, texts)
    for one, x, y in texts:
        marks += one.marks(x, y)
    return marks


def _clear(words: _Words) -> plan.Box:
    """White behind words outside of their bar, so that no line of a week runs through them."""
    edge = words.label.size * 0.15
    left = max(0.0, words.x - edge)
    width = words.x + words.label.width + edge - left
    return plan.Box(left, words.y, width, words.label.height, fill=PAPER)


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
        return [plan.Box(left, top, width, height, fill=ink.accent)]
    if not (bar.open_left or bar.open_right):
        inner = width - _LINE_PT, height - _LINE_PT
        return [
            plan.Box(row.left + half, top + half, *inner, ink.accent, fill, _LINE_PT, 2.0, dash)
        ]
    shape = _outline(bar, width, height)._replace(fill=fill, stroke=ink.accent, pen=Pen(dash=dash))
    return [Picture(row.left, top, width, height, make_drawing(width, height, [shape]))]


def _tip_of(height: float, width: float) -> float:
    """How far the point of an open end reaches back into its bar."""
    return min(height * 0.35, width / 3)


def _outline(bar: Bar, width: float, height: float) -> Path:
    """The outline of a bar with a point at each open end, inside of its width and height."""
    tip, half = _tip_of(height, width), _LINE_PT / 2
    left, right, top, bottom = half, width - half, half, height - half
    begin, end = left + tip * bar.open_left, right - tip * bar.open_right
    points = [(begin, top), (end, top)]
    points += [(right, height / 2)] if bar.open_right else []
    points += [(end, bottom), (begin, bottom)]
    points += [(left, height / 2)] if bar.open_left else []
    steps = [("l" if index else "m", point) for index, point in enumerate(points)]
    return Path((*steps, ("h", ())), line_width=_LINE_PT)
