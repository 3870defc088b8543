"""The cells of a weekly grid: boxes to tick, and places to write."""

from collections.abc import Sequence

from worksheets.layout.blocks.week_frame import Day, Frame
from worksheets.layout.boxes import tick_box
from worksheets.layout.setter import Setter
from worksheets.layout.words import set_marks
from worksheets.names import box_name, daily_name
from worksheets.plan import Blank, Box, Mark, Node, Role, Rule, Tag
from worksheets.sheet import Cell, Row, WritingRow

_GAP = 0.22  # between boxes, as a share of their side
_SESSION_GAP = 0.6  # between the boxes of two sessions, likewise
_SMALLEST_BOX_PT = 7.1  # 2.5 mm: below that a pen does not meet the box
_LABEL_GAP_PT = 1.5
_FIELD_EDGE_PT = 1.5  # between a place to write and the rules round it


class CellShape:
    """How the boxes of one cell stand: in one row, or stacked by session or by threes."""

    def __init__(self, cell: Cell, frame: Frame, *, stacked: bool) -> None:
        """Measure a cell."""
        self.cell = cell
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

    def build(self, row: Row, left: float, height: float, day: Day) -> Node:
        """The cell of one exercise on one day."""
        frame, cell = self.frame, self.cell
        if not cell.due:
            fill = Box(left, 0, frame.day_width, height, fill=frame.style.ink.shade)
            return Node(Tag(Role.CELL, cell.spoken), (Node(Tag(Role.ARTIFACT), (fill,)),))
        ink = frame.style.ink.text
        top = (height - self.height) / 2
        nodes: list[Node | Mark] = []
        pitch = self.side + self.gap
        for index, box in enumerate(cell.boxes):
            line, place = divmod(index, len(self.offsets))
            in_this_row = min(len(self.offsets), len(cell.boxes) - line * len(self.offsets))
            width = (self.offsets[in_this_row - 1] + 1) * self.side
            x = left + (frame.day_width - width) / 2 + self.offsets[place] * self.side
            mark = tick_box(x, top + line * pitch, self.side, ink, optional=box.optional)
            name = box_name(row.id, box.name, day.key)
            said = f"{box.spoken}, {day.spoken}"
            tag = Tag(Role.TICK_BOX, said, name=name, context=row.name)
            nodes.append(Node(tag, (mark,)))
        y = top + self.rows * pitch - self.gap + _LABEL_GAP_PT
        for index, text in enumerate(self.label):
            size = frame.style.small
            x = left + (frame.day_width - text.width_em * size) / 2
            nodes += set_marks((text,), x, y + index * self.label_leading, size, self.label_leading)
        return Node(Tag(Role.CELL), tuple(nodes))


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
