"""Blank charts to plot a measure by hand: a line for each week, and the target to aim at."""

from dataclasses import replace
from itertools import pairwise

from worksheets import plan
from worksheets.document import Booklet, Chart
from worksheets.layout.blocks.masthead import heading_box
from worksheets.layout.box import SECTION, Box, Stack, present
from worksheets.layout.compose import text
from worksheets.layout.graph import PAPER, Label, label, thin_out, tint
from worksheets.layout.leaves import Marks
from worksheets.layout.style import Style
from worksheets.model.template import BlockSetup
from worksheets.plan import Mark, Role, Rule, Tag
from worksheets.text.lines import Span

_MIN_PT, _MIN_SHARE = 165.0, 0.27
"""Least height of a chart with its words, in points and as a share of the page."""
_MAX_SHARE = 0.5
"""Height that a chart grows to where there is room."""
_MIN_PLOT_PT = 72.0
_UNIT_SHARE, _TARGET_SHARE, _AXIS_SHARE = 0.4, 0.55, 0.2
"""Shares of the width that the unit, the target and the title of the weeks may take."""
_FINE = (10, 5, 4, 2)
"""Into how many parts the room between two marks may be cut."""
_MIN_FINE_PT = 4.0
_DASH = 6.0, 3.0
_TARGET_PT = 1.5
_TICK_PT = 3.0
_CLOSE_PT = 5.0
"""Weeks that are narrower have finer lines."""


def place_charts(booklet: Booklet, setup: BlockSetup, style: Style) -> list[Box]:
    """The heading and a chart for each measure; nothing where nothing is measured."""
    if not booklet.charts:
        return []
    charts = enumerate(booklet.charts, 1)
    boxes = [box for n, chart in charts for box in _chart(chart, f"chart.{n}", style)]
    first = replace(boxes[0], gap=style.leading * 0.4)
    return [heading_box(booklet.charts_heading, style), first, *boxes[1:]]


def _chart(chart: Chart, key: str, style: Style) -> list[Box]:
    """A chart with its title and how to use it: one box, unless there is too much to say."""
    tag = Tag(Role.HEADING_2, language=chart.language)
    title = text(style, chart.title, style.name, bold=True, tag=tag)
    how = text(style, " ".join(chart.how), ink=style.ink.muted) if chart.how else None
    words = Stack(present(title, how), tag=SECTION, gap=style.leading)
    near, plot = style.leading * 0.25, _Plot(chart, style)
    taken, highest = words.height(style.width) + near, style.height * _MAX_SHARE
    least = max(taken + plot.least, _MIN_PT, style.height * _MIN_SHARE)
    is_whole = least <= max(_MIN_PT, highest)
    alone = least - taken if is_whole else max(plot.least, _MIN_PT * 0.8)
    grow = max(0.0, highest - (least if is_whole else alone))
    figure = Marks(
        alone, plot.paint, gap=near, grow=grow, tag=Tag(Role.FIGURE, accessible_text=chart.alt)
    )
    if is_whole:
        return [replace(words, boxes=(*words.boxes, figure), grow=grow)]
    # Words that are too long to stay together with their chart.
    return [replace(words, key=key, cuts=(0.0, style.height * 0.2)), figure]


class _Plot:
    """A chart, measured; lengths in points.

    Attributes:
        least: The least height of the chart with the words around it.
    """

    def __init__(self, chart: Chart, style: Style) -> None:
        """Find out how much room the words take, and where the weeks are."""
        self._chart, self._style = chart, style
        ink, width = style.ink, style.width
        self._gap = style.small * 0.4
        self._unit = self._label(chart.unit, ink.muted, width * _UNIT_SHARE)
        # A target that a pen is to write in is larger.
        size = style.small if chart.target else style.body
        span = Span(chart.target_label, ink.text, bold=bool(chart.target))
        self._target = label((span,), size, width * _TARGET_SHARE, style)
        self._numbers = [self._label(text, ink.text, width * 0.3) for text, _ in chart.marks]
        self._axis = self._label(chart.axis, ink.muted, width)
        self._axis_is_beside = self._axis.width <= width * _AXIS_SHARE
        names = [self._label(text, ink.text, width) for text in chart.weeks]
        self._left = self._find_left(names)
        column = (width - self._left) / max(1, len(names))
        self._weeks = [self._left + (index + 0.5) * column for index in range(len(names))]
        lefts = [x - name.width / 2 for x, name in zip(self._weeks, names, strict=True)]
        printed = thin_out(lefts, [name.width for name in names], width, self._gap * 1.5)
        self._names = {index: names[index] for index in printed}
        lane = style.leading_of(style.small)
        self._half = lane / 2  # what the topmost and lowest numbers need beyond the plot
        highest = max(chart.target, default=1.0)
        is_over = (1 - highest) * _MIN_PLOT_PT < self._target.height + _TARGET_PT
        target = is_over * self._target.height + (2 if chart.target else style.leading * 0.4)
        self._top = max(self._half + self._unit.height, target)
        self._foot = self._half + lane + (0 if self._axis_is_beside else lane)
        self.least = self._top + _MIN_PLOT_PT + self._foot

    def _label(self, text: str, ink: str, width: float) -> Label:
        return label((Span(text, ink),), self._style.small, width, self._style)

    def _find_left(self, names: list[Label]) -> float:
        """Where the plot begins: the numbers at its side and the title below need room."""
        left = max((number.width for number in self._numbers), default=0.0) + self._gap
        if not self._axis_is_beside or not names:
            return left
        # Weeks that are close together push the first number out over the corner.
        column = (self._style.width - left) / len(names)
        over = max(0.0, (names[0].width - column) / 2)
        return max(left, self._axis.width + self._gap * 2 + over)

    def paint(self, width: float, height: float) -> list[Mark]:
        """The chart in its final height."""
        ink, upper, lower = self._style.ink, self._top, height - self._foot
        levels = [lower - share * (lower - upper) for share in self._chart.target]
        band: list[Mark] = []
        if len(levels) > 1:  # the target is a range
            fill, wide = tint(ink.accent, 0.13, ink.text), width - self._left
            band = [plan.Box(self._left, min(levels), wide, max(levels) - min(levels), fill=fill)]
        return [
            *band,
            *self._grid(upper, lower),
            *(Rule(self._left, y, width, y, ink.text, _TARGET_PT, _DASH) for y in levels),
            *self._words(upper, lower),
        ]

    def _grid(self, upper: float, lower: float) -> list[Mark]:
        """Fine lines, lines of marks and of weeks, and the two axes."""
        ink, left, right = self._style.ink, self._left, self._style.width
        faint, high = tint(ink.line, 0.6), lower - upper
        heights = [height for _, height in self._chart.marks]
        parts = self._fineness(high)
        fine = [a + (b - a) * n / parts for a, b in pairwise(heights) for n in range(1, parts)]
        marks: list[Mark] = []
        for shares, colour, thick in ((fine, faint, 0.35), (heights, ink.line, 0.7)):
            levels = [lower - share * high for share in shares]
            marks += [Rule(left, y, right, y, colour, thick) for y in levels]
        is_roomy = (right - left) / max(1, len(self._weeks)) > _CLOSE_PT
        for index, x in enumerate(self._weeks):
            if index in self._names:
                marks.append(Rule(x, upper, x, lower + _TICK_PT, ink.line, 0.7))
            else:
                marks.append(Rule(x, upper, x, lower, faint, 0.5 if is_roomy else 0.35))
        marks.append(Rule(left, upper, left, lower, ink.text, 0.9))
        marks.append(Rule(left, lower, right, lower, ink.text, 0.9))
        return marks

    def _fineness(self, height: float) -> int:
        """Into how many parts the room between two marks is cut, whole numbers if possible."""
        marks = self._chart.marks
        if len(marks) < 2:
            return 1
        room = min(high[1] - low[1] for low, high in pairwise(marks)) * height
        (first, _), (second, _) = marks[:2]
        is_whole = first.isdecimal() and second.isdecimal()
        step = int(second) - int(first) if is_whole else 10
        step = 2 if step == 1 else step  # halves
        fitting = (n for n in _FINE if room / n >= _MIN_FINE_PT and step % n == 0)
        return next(fitting, 1)

    def _words(self, upper: float, lower: float) -> list[Mark]:
        """Numbers, weeks, unit, and the target at its line."""
        marks = self._unit.marks(0, upper - self._half - self._unit.height)
        marks += self._target_words(upper, lower)
        side = self._left - self._gap
        above = lower + self._style.small
        for number, (_, height) in zip(self._numbers, self._chart.marks, strict=True):
            y = lower - height * (lower - upper)
            if y + number.height / 2 <= above:  # else too near the number below
                marks += number.marks(side, y - number.height / 2, at_end=True)
                above = y - number.height / 2
        y = lower + self._half
        lefts = {n: self._weeks[n] - name.width / 2 for n, name in self._names.items()}
        for n, name in self._names.items():
            marks += name.marks(lefts[n], y)
        if not self._axis_is_beside:
            return marks + self._axis.marks(self._style.width, y + self._axis.leading, at_end=True)
        first = min(lefts.values(), default=self._left)
        return marks + self._axis.marks(min(side, first - self._gap), y, at_end=True)

    def _target_words(self, upper: float, lower: float) -> list[Mark]:
        """What the target is: over its line, or in the corner where it is still to be set."""
        words, right = self._target, self._style.width
        corner = words.marks(right, upper - 2 - words.height, at_end=True)
        if not self._chart.target:
            return corner
        line = lower - max(self._chart.target) * (lower - upper)
        over = line - _TARGET_PT / 2 - 0.5 - words.height
        if over < upper:  # the upper edge of the plot would run through the words
            return corner
        edge = words.width + 2 * self._gap
        clear = plan.Box(right - edge, over, edge, words.height, fill=PAPER)
        return [clear, *words.marks(right - self._gap, over, at_end=True)]
