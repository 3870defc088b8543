"""The phases over the weeks: a bar for each, one under the other, below an axis of weeks."""

from collections.abc import Sequence
from typing import NamedTuple

from worksheets import plan
from worksheets.document import Bar, Booklet, Timeline
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
    room = style.height - heading.height(style.width) - style.leading - axis.height
    parts: list[list[_Row]] = [[]]  # several pictures where the rows are higher than a page
    for row in rows:
        if parts[-1] and sum(one.height for one in parts[-1]) + row.height > room:
            parts.append([])
        parts[-1].append(row)
    # The first part says the whole picture; the others are for the eye.
    figure = Tag(Role.FIGURE, accessible_text=timeline.alt)
    first, *others = parts
    return [
        heading,
        _part(figure, axis, first, style.leading * 0.4),
        *(_part(ARTIFACT, axis, part, style.leading) for part in others),
    ]


def _part(tag: Tag, axis: "_Axis", rows: Sequence["_Row"], gap: float) -> Box:
    """A picture of some rows, each of which grows."""
    least = axis.height + sum(row.height for row in rows)

    def paint(width: float, height: float) -> list[Mark]:
        return _draw(axis, rows, height, (height - least) / max(1, len(rows)))

    return Marks(least, paint, grow=axis.style.leading * 0.7 * len(rows), gap=gap, tag=tag)


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
        self.style, self._weeks = style, max(1, timeline.weeks)
        small, lane, ticks = style.small, style.leading_of(style.small), timeline.ticks
        self._indent = small * 0.25
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
            half, today = _TODAY_PT / 2, timeline.today
            self.today = min(max(self.x(today.at), half), style.width - half)
            under = Span(f"\u2002{today.under}" if today.under else "", style.ink.muted)
            words = Span(today.label, style.ink.text, bold=True), under
            self._flag = label(words, small, style.width * 0.6, style)
            self.height = self.rule + self._flag.height + style.leading * 0.7

    def _label(self, span: Span) -> Label:
        return label((span,), self.style.small, self.style.width, self.style)

    def _thin_out(self, labels: dict[int, Label]) -> dict[int, Label]:
        """The labels of weeks that have room beside each other."""
        lefts = [self._lines[n] + self._indent for n in labels]
        widths = [one.width for one in labels.values()]
        printed = thin_out(lefts, widths, self.style.width, self.style.small * 0.8)
        weeks = list(labels)
        return {weeks[index]: labels[weeks[index]] for index in printed}

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
    number = Span(f"{bar.number}\u2002", style.ink.accent, bold=True)
    spans = number, Span(bar.name, style.ink.text)
    time = (Span(bar.when, style.ink.muted),)
    name = label(spans, style.body, 10 * style.width, style)
    when = label(time, style.small, 10 * style.width, style)
    left, right = axis.x(bar.begins), axis.x(bar.ends)
    high = name.height + (when.height * 0.9 if in_two else 0.0) + style.leading * 0.3
    gap = style.leading * (0.45 if in_two else 0.3)
    tip = _tip_of(high, right - left) * 0.7
    begin = left + style.body * _PAD + tip * bar.open_left
    room = right - style.body * _PAD - tip * bar.open_right - begin
    row = _Row(bar, left, right, 0, high, (), high + gap)
    words = _words_near(row, (name, when), (begin, room), style, in_two=in_two)
    if words:
        return row._replace(words=words)
    width = style.width - style.body * _PAD
    name = label(spans, style.body, width, style)
    above = _above(name, label(time, style.small, width, style), left, style)
    top = max(one.y + one.label.height for one in above) + 1
    low = style.leading * 0.7
    return _Row(bar, left, right, top, low, above, top + low + gap * 1.5)


def _words_near(
    row: _Row,
    labels: tuple[Label, Label],
    inside: tuple[float, float],
    style: Style,
    *,
    in_two: bool,
) -> tuple[_Words, ...]:
    """A name and a time in the bar or at one of its sides, or nothing where there is no room.

    Args:
        row: The bar.
        labels: The name and the time.
        inside: Where words in the bar begin, and how much room there is for them.
        style: Sizes and inks.
        in_two: Whether the name may stand over the time; else both are on one line.
    """
    (name, when), (begin, room) = labels, inside
    pad, middle = style.body * _PAD, row.bar_height / 2

    def outside(width: float) -> float | None:
        if row.right + pad + width <= style.width - pad / 2:
            return row.right + pad
        return row.left - pad - width if width <= row.left - pad else None

    x: float | None
    if in_two:
        wide = max(name.width, when.width)
        x = begin if wide <= room else None
        if name.width > room and when.lines:  # else the name fits alone
            x = outside(wide)
        if x is not None:
            top = middle - (name.height + when.height * 0.9) / 2
            under = top + name.height - when.height * 0.1
            return _Words(name, x, top), _Words(when, x, under)
    gap = pad if when.lines else 0.0
    both = name.width + gap + when.width
    x, then = begin, None
    if both > room:
        then = outside(when.width) if name.width <= room else None
        x = outside(both) if then is None else x
    if x is None:
        return ()
    then = x + name.width + gap if then is None else then
    name_y, when_y = middle - name.height / 2, middle - when.height / 2
    return _Words(name, x, name_y), _Words(when, then, when_y)


def _above(name: Label, when: Label, left: float, style: Style) -> tuple[_Words, ...]:
    """The words over a bar that has no room for them."""
    pad = style.body * _PAD
    last = name.lines[-1].width_em * name.size + pad
    runs_on = last + when.width <= style.width - pad
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
    marks, top = axis.marks(height), axis.height
    texts: list[_Words] = []
    for row in rows:
        y = top + extra / 2
        for words, x, below in row.words:
            texts.append(_Words(words, x, y + below))
            is_inside = x >= row.left and x + words.width <= row.right
            if words.lines and (row.bar_top or not is_inside):
                # White behind it, so that no line of a week runs through the words.
                edge = words.size * 0.15
                left = max(0.0, x - edge)
                width = x + words.width + edge - left
                marks.append(plan.Box(left, y + below, width, words.height, fill=PAPER))
        marks.append(_bar(row, y + row.bar_top, axis.style))
        top += row.height + extra
    marks += axis.today_marks(height, texts)
    return marks + [mark for words, x, y in texts for mark in words.marks(x, y)]


def _bar(row: _Row, top: float, style: Style) -> Mark:
    """A bar; an open end is a point, and one that waits for its criteria is dashed and empty."""
    bar, ink, left = row.bar, style.ink, row.left
    share = _SHARES[(bar.number - 1) % len(_SHARES)]
    fill = tint(ink.accent, share, ink.text, ink.muted, ink.accent) if bar.is_dated else PAPER
    dash = () if bar.is_dated else _DASH
    width, height, half = row.right - left, row.bar_height, _LINE_PT / 2
    if width < 3 * _LINE_PT:
        width = max(width, _LINE_PT)
        return plan.Box(min(left, style.width - width), top, width, height, fill=ink.accent)
    if not (bar.open_left or bar.open_right):
        place = left + half, top + half, width - _LINE_PT, height - _LINE_PT
        return plan.Box(*place, ink.accent, fill, _LINE_PT, 2.0, dash)
    tip = _tip_of(height, width)
    begin, end = half + tip * bar.open_left, width - half - tip * bar.open_right
    points = [(begin, half), (end, half)]
    points += [(width - half, height / 2)] if bar.open_right else []
    points += [(end, height - half), (begin, height - half)]
    points += [(half, height / 2)] if bar.open_left else []
    steps = [("l" if index else "m", point) for index, point in enumerate(points)]
    pen = Pen(dash=dash)
    path = Path((*steps, ("h", ())), fill, ink.accent, line_width=_LINE_PT, pen=pen)
    return Picture(left, top, width, height, make_drawing(width, height, [path]))


def _tip_of(height: float, width: float) -> float:
    """How far the point of an open end reaches back into its bar."""
    return min(height * 0.35, width / 3)
