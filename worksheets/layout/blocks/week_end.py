"""What stands under the grid of a week: measures, when to bring the booklet, when to stop."""

from functools import lru_cache
from typing import NamedTuple

from worksheets.document import Field, Measure, Week
from worksheets.layout.blocks.week_frame import pen_height
from worksheets.layout.setter import Setter
from worksheets.layout.slab import Slab
from worksheets.layout.style import Style, baseline
from worksheets.layout.words import set_marks
from worksheets.plan import Blank, Node, Role, Tag
from worksheets.text.lines import Line, Span, natural_width_em, set_lines

_LEAST_MEASURE_EMS = 9.5
_NUMBER_EMS = 5  # room to write a number
_DATE_EMS = 8  # room to write a date


def measure_slabs(week: Week, style: Style) -> list[Slab]:
    """What to measure once in the week, side by side, with a line for the number."""
    measures = week.measures
    if not measures:
        return []
    gutter = style.leading
    most = int((style.width + gutter) / (_LEAST_MEASURE_EMS * style.body + gutter))
    rows = -(-len(measures) // max(1, most))
    in_row = -(-len(measures) // rows)
    width = (style.width + gutter) / in_row - gutter
    starts = range(0, len(measures), in_row)
    first, *others = (measures[start : start + in_row] for start in starts)
    slabs = [_measures(week.measures_heading, first, width, style)]
    return [*slabs, *(_measures("", row, width, style) for row in others)]


def closing_slab(week: Week, style: Style) -> Slab | None:
    """When to bring the booklet and when to stop, or None where neither is said."""
    return _closing(week.bring, week.stop, style) if week.bring.label or week.stop else None


class _Column(NamedTuple):
    """A measure, set in its column."""

    measure: Measure
    x: float
    label: tuple[Line, ...]
    unit: tuple[Line, ...]


def _set_measures(measures: tuple[Measure, ...], width: float, style: Style) -> list[_Column]:
    """The targets stand behind the labels where all of them have room there, else below them."""
    small, ink = style.small, style.ink
    set_once = []
    for measure in measures:
        target = Span(f"  {measure.target}" if measure.target else "", ink.muted)
        set_once.append(set_lines((Span(measure.label, ink.text), target), width / small))
    if any(len(lines) > 1 for lines in set_once):
        set_once = [
            (
                *set_lines((Span(measure.label, ink.text),), width / small),
                *set_lines((Span(measure.target, ink.muted),), width / small),
            )
            for measure in measures
        ]
    room = width - style.body * _NUMBER_EMS - small * 0.4
    units = [set_lines((Span(measure.unit, ink.muted),), room / small) for measure in measures]
    pitch = width + style.leading
    return [
        _Column(measure, n * pitch, label, unit)
        for n, (measure, label, unit) in enumerate(zip(measures, set_once, units, strict=True))
    ]


@lru_cache(maxsize=256)
def _measures(heading: str, measures: tuple[Measure, ...], width: float, style: Style) -> Slab:
    small = style.leading_of(style.small)
    columns = _set_measures(measures, width, style)
    head = Setter(style).bold_lines(heading, style.width) if heading else ()
    below = len(head) * style.leading
    top = below + max(len(column.label) for column in columns) * small
    place = max(pen_height(style), max(len(column.unit) for column in columns) * small)

    @lru_cache(maxsize=8)
    def build(final: float) -> Node:
        nodes = [_measure(column, (below, top, final - 1), style) for column in columns]
        if head:
            marks = set_marks(head, 0, 0, style.body, style.leading)
            nodes.insert(0, Node(Tag(Role.PARAGRAPH), marks))
        return Node(Tag(Role.SECTION), tuple(nodes))

    return Slab(top + place + 1, build, gap=style.leading * 0.4)


def _measure(column: _Column, edges: tuple[float, float, float], style: Style) -> Node:
    """One measure: `edges` are the tops of label and place to write, and the line of the latter."""
    measure, (label_y, top, bottom) = column.measure, edges
    small, write = style.leading_of(style.small), style.body * _NUMBER_EMS
    label = set_marks(column.label, column.x, label_y, style.small, small)
    blank = Blank(column.x, top, write, bottom - top, style.body, style.ink.muted)
    said = ", ".join(part for part in (measure.label, measure.unit) if part)
    tag = Tag(Role.FIELD, said, name=measure.name, language=measure.language)
    nodes = [
        Node(Tag(Role.PARAGRAPH, language=measure.language), label),
        Node(tag, (blank,)),
    ]
    if column.unit:
        x = column.x + write + style.small * 0.4
        y = bottom - len(column.unit) * small + small - baseline(style.small, small)
        unit = set_marks(column.unit, x, y, style.small, small)
        nodes.append(Node(Tag(Role.PARAGRAPH, language=measure.language), unit))
    return Node(Tag(Role.SECTION), tuple(nodes))


class _Bring(NamedTuple):
    """The label with its value, or with a line to write a date on."""

    field: Field
    lines: tuple[Line, ...]
    blank_x: float

    def height(self, style: Style) -> float:
        least = 0.0 if self.field.value or not self.field.label else pen_height(style)
        return max(len(self.lines) * style.leading, least)


@lru_cache(maxsize=256)
def _closing(bring: Field, stop: str, style: Style) -> Slab:
    """Both in one line where they fit, else one under the other."""
    setter = Setter(style)
    said = _set_bring(bring, style)
    bring_width = max((line.width_em for line in said.lines), default=0.0) * style.body
    if said.blank_x:
        bring_width = said.blank_x + style.body * _DATE_EMS
    stop_width = natural_width_em((Span(stop, "", bold=True),)) * style.body if stop else 0.0
    together = bring_width + style.leading * 1.5 + stop_width <= style.width
    warning = setter.bold_lines(stop, style.width, ink=style.ink.warning) if stop else ()
    said_height, warned_height = said.height(style), len(warning) * style.leading
    height = max(said_height, warned_height) if together else said_height + warned_height

    @lru_cache(maxsize=8)
    def build(final: float) -> Node:
        nodes = _place_bring(said, said_height if not together else height, style)
        if warning:
            x = style.width - stop_width if together and said.lines else 0.0
            y = final - warned_height
            marks = set_marks(warning, x, y, style.body, style.leading)
            nodes.append(Node(Tag(Role.PARAGRAPH), marks))
        return Node(Tag(Role.SECTION), tuple(nodes))

    return Slab(height, build, gap=style.leading * 0.4)


def _set_bring(bring: Field, style: Style) -> _Bring:
    spans = [Span(bring.label, style.ink.muted)]
    if bring.value:
        spans += [Span(" ", style.ink.text), Span(bring.value, style.ink.text, bold=True)]
    if not bring.label:
        return _Bring(bring, (), 0.0)
    room = style.width if bring.value else style.width - style.body * (_DATE_EMS + 0.5)
    lines = set_lines(tuple(spans), room / style.body)
    blank_x = 0.0 if bring.value else (lines[-1].width_em + 0.5) * style.body
    return _Bring(bring, lines, blank_x)


def _place_bring(said: _Bring, bottom: float, style: Style) -> list[Node]:
    if not said.lines:
        return []
    y = bottom - len(said.lines) * style.leading
    marks = set_marks(said.lines, 0, y, style.body, style.leading)
    nodes = [Node(Tag(Role.PARAGRAPH), marks)]
    if said.blank_x:
        drop = style.leading - baseline(style.body, style.leading)
        top = bottom - pen_height(style)
        width = style.body * _DATE_EMS
        blank = Blank(
            said.blank_x, top, width, pen_height(style) - drop, style.body, style.ink.muted
        )
        nodes.append(Node(Tag(Role.FIELD, said.field.label, name=said.field.name), (blank,)))
    return nodes
