"""The cells of a weekly grid: boxes to tick, and places to write."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import repeat

from worksheets.kept import kept
from worksheets.layout.blocks.week_frame import Day, Frame
from worksheets.layout.boxes import DASHES, tick_box
from worksheets.layout.quick import quick_box, quick_node
from worksheets.layout.setter import Setter
from worksheets.layout.words import set_marks
from worksheets.names import box_name, daily_name
from worksheets.plan import Blank, Box, Mark, Node, Role, Rule, Tag
from worksheets.sheet import Cell, WritingRow

_GAP = 0.22  # between boxes, as a share of their side
_SESSION_GAP = 0.6  # between the boxes of two sessions, likewise
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
        self.side = min(style.body * (1.35 if frame.with_dose else 0.92), fits / widest)
        self.rows = -(-count // max(1, len(self.offsets)))
        self.gap = self.side * _GAP
        self.label = (
            Setter(style).lines(cell.each, fits, style.small, style.ink.muted) if cell.each else ()
        )
        self.label_leading = style.small * 1.2
        self.height = max(0.0, self.rows * (self.side + self.gap) - self.gap)
        self.height += len(self.label) * self.label_leading + (_LABEL_GAP_PT if self.label else 0)
        box = tick_box(0, 0, self.side, style.ink.text, optional=False)
        self.look = [repeat(value) for value in box[2:-1]]
        places = [self._place(index, count) for index in range(count)]
        self.tops = [top for _, _, top in places]
        self.lefts = [[left + x + dx for x, dx, _ in places] for left in frame.lefts]

    def _place(self, index: int, count: int) -> tuple[float, float, float]:
        """Where a box stands: its left edge from the middle of the cell as two parts, its top."""
        line, place = divmod(index, len(self.offsets))
        in_this_row = min(len(self.offsets), count - line * len(self.offsets))
        width = (self.offsets[in_this_row - 1] + 1) * self.side
        middle = (self.frame.day_width - width) / 2
        return middle, self.offsets[place] * self.side, line * (self.side + self.gap)

    def labels(self, left: float, top: float) -> list[Mark]:
        """What stands under the boxes."""
        frame, size = self.frame, self.frame.style.small
        y = top + self.rows * (self.side + self.gap) - self.gap + _LABEL_GAP_PT
        marks: list[Mark] = []
        for index, text in enumerate(self.label):
            x = left + (frame.day_width - text.width_em * size) / 2
            marks += set_marks((text,), x, y + index * self.label_leading, size, self.label_leading)
        return marks


class SetCell:
    """A cell in the height of its row.

    Attributes:
        cell: The cell.
        shape: How its boxes stand.
        height: The height of the row in points.
        top: The top of its boxes in points.
    """

    def __init__(self, cell: Cell, shape: CellShape, height: float) -> None:
        """Place the boxes of a cell, on whatever day."""
        self.cell, self.shape, self.height = cell, shape, height
        self.top = top = (height - shape.height) / 2
        self._tops = [top + y for y in shape.tops]
        self._dashes = [DASHES[box.optional] for box in cell.boxes]

    def boxes(self, day: int) -> Iterable[Box]:
        """Its boxes on a day of the week, from 0."""
        shape = self.shape
        values = zip(shape.lefts[day], self._tops, *shape.look, self._dashes, strict=False)
        return map(quick_box, values)


def build_cells(cells: Sequence[SetCell], tags: Iterable[Tag]) -> list[Node]:
    """The cells of one exercise on the days of a week.

    Args:
        cells: What is due on each day.
        tags: What each of all their boxes means.
    """
    boxes: list[Box] = []
    for day, one in enumerate(cells):
        boxes += one.boxes(day)
    nodes = tuple(map(quick_node, zip(tags, zip(boxes, strict=True), strict=True)))
    built = []
    start = 0
    for day, one in enumerate(cells):
        cell, shape = one.cell, one.shape
        if not cell.due:
            built.append(_day_off(cell.spoken, shape.frame, day, one.height))
            continue
        stop = start + len(cell.boxes)
        children: tuple[Node | Mark, ...] = nodes[start:stop]
        if shape.label:
            children = (*children, *shape.labels(shape.frame.lefts[day], one.top))
        built.append(quick_node((_CELL, children)))
        start = stop
    return built


def _day_off(spoken: str, frame: Frame, day: int, height: float) -> Node:
    fill = Box(frame.lefts[day], 0, frame.day_width, height, fill=frame.style.ink.shade)
    return Node(Tag(Role.CELL, spoken), (Node(Tag(Role.ARTIFACT), (fill,)),))


@lru_cache(maxsize=8192)
def _spoken(box: str, day: str) -> str:
    """What is said of a box: the same string for all exercises with such a dose."""
    return f"{box}, {day}"


def tags_of(item: str, name: str, cell: Cell, day: Day) -> tuple[Tag, ...]:
    """What each box of a cell means on a day: the same wherever it stands.

    Args:
        item: Id of the exercise.
        name: Its name.
        cell: The boxes.
        day: The day.
    """
    return tuple(
        [
            Tag(
                Role.TICK_BOX,
                _spoken(box.spoken, day.spoken),
                name=box_name(item, box.name, day.key),
                context=name,
            )
            for box in cell.boxes
        ]
    )


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
        said = ", ".join(filter(None, (row.label, frame.days[day].spoken, session)))
        name = daily_name(row.name, frame.days[day].key, session)
        children.append(Node(Tag(Role.FIELD, said, name=name), (blank,)))
    return Node(Tag(Role.CELL), tuple(children))
