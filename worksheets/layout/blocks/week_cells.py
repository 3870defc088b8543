"""The cells of a weekly grid: boxes to tick, and places to write."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from worksheets.document import Cell, WritingRow
from worksheets.field_names import daily_name
from worksheets.kept import kept, one_of_equals
from worksheets.layout.blocks.week_frame import Day, Frame
from worksheets.layout.boxes import DASHES, tick_box
from worksheets.layout.quick import quick_box, quick_node
from worksheets.layout.setter import Setter
from worksheets.layout.words import set_marks
from worksheets.plan import Blank, Box, Mark, Node, Role, Rule, Tag

_GAP = 0.22  # between boxes, as a share of their side
_SESSION_GAP = 0.6  # between the boxes of two sessions, likewise
_DAY_GAP = 2.2
"""Between the boxes of two days, at least so many times the widest gap within a day: even where the
rule between them is not seen, nobody ticks the wrong day."""
_SMALLEST_BOX_PT = 7.1  # 2.5 mm: below that a pen does not meet the box
_LABEL_GAP_PT = 1.5
_FIELD_EDGE_PT = 1.5  # between a place to write and the rules round it
_CELL = Tag(Role.CELL)


class CellShape:
    """How the boxes of a cell stand: in one row, or stacked by session or by threes.

    It knows how many boxes there are, not what they stand for, so that many cells share it.
    """

    def __init__(self, cell: Cell, frame: Frame, *, stacked: bool) -> None:
        """Measure a cell."""
        self.frame = frame
        style = frame.style
        count = len(cell.boxes)
        session = cell.in_session or count
        fits = frame.day_width - 2 * frame.edge
        in_row = (session if 1 < session < count else 3) if stacked else count
        self.offsets = _offsets(min(count, in_row), count if stacked else session)
        widest = self.offsets[-1] + 1 if self.offsets else 1.0
        between = max((b - a - 1 for a, b in pairwise(self.offsets)), default=0.0)
        room = min(fits / widest, frame.day_width / (widest + _DAY_GAP * between))
        self.side = min(style.body * (1.35 if frame.with_dose else 0.92), room)
        self.rows = -(-count // max(1, len(self.offsets)))
        self.gap = self.side * _GAP
        self.label = (
            Setter(style).lines(cell.each, fits, style.small, style.ink.muted) if cell.each else ()
        )
        self.label_leading = style.small * 1.2
        self.height = max(0.0, self.rows * (self.side + self.gap) - self.gap)
        self.height += len(self.label) * self.label_leading + (_LABEL_GAP_PT if self.label else 0)
        self._look = tick_box(0, 0, self.side, style.ink.text, optional=False)[2:-1]
        self._places = [self._place(index, count) for index in range(count)]

    def _place(self, index: int, count: int) -> tuple[float, float]:
        """Left edge and top of a box."""
        line, place = divmod(index, len(self.offsets))
        in_this_row = min(len(self.offsets), count - line * len(self.offsets))
        width = (self.offsets[in_this_row - 1] + 1) * self.side
        left = (self.frame.day_width - width) / 2
        return left + self.offsets[place] * self.side, line * (self.side + self.gap)

    def boxes(self, left: float, optional: Iterable[bool]) -> list[Box]:
        """The boxes; those that nobody has to tick are dashed."""
        look = self._look
        return [
            quick_box((left + x, y, *look, DASHES[one]))
            for (x, y), one in zip(self._places, optional, strict=True)
        ]

    def labels(self, left: float) -> list[Mark]:
        """What stands under the boxes."""
        frame, size = self.frame, self.frame.style.small
        y = self.rows * (self.side + self.gap) - self.gap + _LABEL_GAP_PT
        marks: list[Mark] = []
        for index, text in enumerate(self.label):
            x = left + (frame.day_width - text.width_em * size) / 2
            marks += set_marks((text,), x, y + index * self.label_leading, size, self.label_leading)
        return marks


same_cell = one_of_equals(2048)
"""An equal cell: the very same one for all exercises with such a dose."""


Look = tuple[tuple[str, bool], ...]
"""What boxes are called, and whether they may be left: what they are for is not known."""


same_look = one_of_equals(1024)
"""An equal look: the very same one for all doses with such boxes."""


@kept(1024, key=lambda look, shape, days: (id(look), id(shape), id(days)))
def week_node(look: Look, shape: CellShape, days: Sequence[Day]) -> Node:
    """The same cell on all days of a week, from the left edge of the page and the top of its boxes.

    What the boxes are for, and the exercise they belong to, is left to where the node is put, so
    that all doses with such boxes have it in common.

    Args:
        look: The boxes.
        shape: How they stand.
        days: The days, which are in their names.
    """
    cells = [_make_cell(look, shape, days, day) for day in range(len(days))]
    return Node(Tag(Role.SECTION), tuple(cells))


@kept(1024, key=lambda look, shape, days, day: (id(look), id(shape), id(days), day))
def cell_node(look: Look, shape: CellShape, days: Sequence[Day], day: int) -> Node:
    """The same on one day."""
    return _make_cell(look, shape, days, day)


def _make_cell(look: Look, shape: CellShape, days: Sequence[Day], day: int) -> Node:
    key = days[day].key
    tags = [Tag(Role.TICK_BOX, name=f"{key}.{name}") for name, _ in look]
    left = shape.frame.lefts[day]
    boxes = shape.boxes(left, [optional for _, optional in look])
    nodes = map(quick_node, zip(tags, zip(boxes, strict=True), strict=True))
    return Node(_CELL, (*nodes, *shape.labels(left)))


@kept(4096, key=lambda cell, days: (id(cell), id(days)))
def said_of(cell: Cell, days: Sequence[Day]) -> tuple[str, ...]:
    """What is said of each box of a cell on each day, day by day."""
    return tuple(
        [f"{box.accessible_text}, {day.accessible_text}" for day in days for box in cell.boxes]
    )


@kept(
    512, key=lambda accessible_text, frame, day, height: (accessible_text, id(frame), day, height)
)
def day_off(accessible_text: str, frame: Frame, day: int, height: float) -> Node:
    """A shaded cell, from the left edge of the page and the top of its row."""
    fill = Box(frame.lefts[day], 0, frame.day_width, height, fill=frame.style.ink.shade)
    return Node(Tag(Role.CELL, accessible_text), (Node(Tag(Role.ARTIFACT), (fill,)),))


@kept(
    1024,
    key=lambda cell, frame: (
        len(cell.boxes),
        cell.in_session,
        cell.each,
        id(frame),
    ),
)
def shapes_of(cell: Cell, frame: Frame) -> list[CellShape]:
    """The ways in which a cell may be set, the lowest first; boxes too small for a pen are none."""
    row, stack = (CellShape(cell, frame, stacked=stacked) for stacked in (False, True))
    return [row, stack] if row.side >= _SMALLEST_BOX_PT else [stack]


def largest(shapes: Sequence[CellShape], height: float) -> CellShape:
    """The shape with the largest boxes that the final height of the row has room for."""
    fitting = [shape for shape in shapes[1:] if shape.height + shape.frame.air <= height]
    return max((shapes[0], *fitting), key=lambda shape: shape.side)


def _offsets(count: int, session: int) -> list[float]:
    """Where boxes side by side begin, in sides of a box; sessions stand a little apart."""
    return [place * (1 + _GAP) + place // session * (_SESSION_GAP - _GAP) for place in range(count)]


def places_to_write(row: WritingRow, frame: Frame, day: int, height: float) -> Node:
    """One day of a row to write in: a place, or one for each session with a rule between them."""
    left, width = frame.left(day), frame.day_width / row.parts
    style = frame.style
    children: list[Node | Mark] = []
    if row.parts > 1:
        edges = [left + part * width for part in range(1, row.parts)]
        rules = tuple(Rule(x, height * 0.15, x, height * 0.85, style.ink.line, 0.5) for x in edges)
        children.append(Node(Tag(Role.ARTIFACT), rules))
    for part in range(row.parts):
        blank = Blank(
            left + part * width + _FIELD_EDGE_PT,
            _FIELD_EDGE_PT,
            width - 2 * _FIELD_EDGE_PT,
            height - 2 * _FIELD_EDGE_PT,
            style.body if row.choices else style.small,
            choices=row.choices,
            lines=not row.choices,
        )
        session = str(part + 1) if row.parts > 1 else ""
        said = ", ".join(filter(None, (row.label, frame.days[day].accessible_text, session)))
        name = daily_name(row.name, frame.days[day].key, session)
        children.append(Node(Tag(Role.FIELD, said, name=name), (blank,)))
    return Node(Tag(Role.CELL), tuple(children))
