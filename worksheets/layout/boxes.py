"""Entries that a hand fills: tick boxes and lines to write on."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from worksheets.document import Field, TickBox
from worksheets.field_names import item_name
from worksheets.kept import kept, one_of_equals
from worksheets.layout.entry import Entry
from worksheets.layout.quick import quick_box, quick_node
from worksheets.layout.style import Style
from worksheets.layout.words import Paragraph, set_marks, tag_of
from worksheets.plan import Blank, Box, Node, Placed, Role, Tag
from worksheets.text.lines import Line

DASHES = (), (2.0, 1.6)
"""Dashes of a box that is to be ticked, and of one that may be."""


@dataclass(frozen=True)
class BoxRows(Entry):
    """Tick boxes in rows, each with its label under it.

    Attributes:
        item: Id of the exercise or task that they belong to.
        context: Its name.
        boxes: The boxes.
        labels: The label of each, one line.
        pitch: Distance from one box to the next in points.
        in_row: How many fit side by side.
        side: Side of a box in points.
        label_size: Size of the labels in points.
        ink: Ink of the boxes.
        label_ink: That of the labels.
    """

    item: str
    context: str
    boxes: tuple[TickBox, ...]
    labels: tuple[tuple[Line, ...], ...]
    pitch: float
    in_row: int
    side: float
    label_size: float
    ink: str
    label_ink: str

    @property
    def width(self) -> float:
        """Width of the longest row in points."""
        return min(self.in_row, len(self.boxes)) * self.pitch

    @cached_property
    def strips(self) -> Sequence[float]:
        """One strip a row."""
        rows = -(-len(self.boxes) // self.in_row)
        return [row_height(self.labels, self.side, self.label_size)] * rows

    def place(self, x: float, y: float, start: int, stop: int) -> Node:
        """The rows from `start` up to `stop`."""
        return self._moved(x, y, start, stop).flatten()

    def parts(self, x: float, y: float, start: int, stop: int) -> Sequence[tuple[int, Placed]]:
        """The same, with what all exercises with such boxes have in common as one node."""
        return [(self.order, self._moved(x, y, start, stop))]

    def _moved(self, x: float, y: float, start: int, stop: int) -> Placed:
        first, last = start * self.in_row, stop * self.in_row
        inks = self.ink, self.label_ink
        look = _Look(self.pitch, self.in_row, self.side, self.label_size, inks)
        node = _rows(_same_boxes(self.boxes[first:last]), self.labels[first:last], look)
        return Placed(x, y, node, item_name(self.item), self.context)


class _Look(NamedTuple):
    """How boxes and their labels stand and look: as in `BoxRows`."""

    pitch: float
    in_row: int
    side: float
    label_size: float
    inks: tuple[str, str]


_same_boxes = one_of_equals(1024)
"""Equal boxes: the very same ones for all exercises with such a dose."""


@kept(1024, key=lambda boxes, labels, look: (id(boxes), look))
def _rows(boxes: Sequence[TickBox], labels: Sequence[tuple[Line, ...]], look: _Look) -> Node:
    """Boxes with their labels, from the top left corner of the first one."""
    pitch, in_row, side, size, (ink, _) = look
    mark, leading = tick_box(0, 0, side, ink, optional=False)[2:-1], size * 1.25
    height = row_height(labels, side, size)
    nodes = []
    for index, (box, label) in enumerate(zip(boxes, labels, strict=True)):
        row, column = divmod(index, in_row)
        left, top = column * pitch, row * height
        tag = Tag(Role.TICK_BOX, box.accessible_text, name=box.name)
        square = quick_box((left, top, *mark, DASHES[box.optional]))
        text = set_marks(label, left, top + side + 1, size, leading)
        nodes.append(quick_node((tag, (square, *text))))
    return Node(tag_of(Role.PARAGRAPH, "", ""), tuple(nodes))


def row_height(labels: Sequence[tuple[Line, ...]], side: float, label_size: float) -> float:
    """Height of a row of boxes with their labels, in points."""
    return side + max(map(len, labels), default=0) * label_size * 1.25 + 2


def tick_box(x: float, y: float, side: float, ink: str, *, optional: bool) -> Box:
    """A square to tick; one beyond the least that is asked for is dashed."""
    line = max(0.7, side / 16)
    return Box(x, y, side, side, ink, "", line, side / 9, DASHES[optional])


@dataclass(frozen=True)
class Beside(Entry):
    """Boxes with a short text at their right; each has its own place in the reading order.

    Attributes:
        boxes: One row of boxes.
        text: The text.
        indent: Distance from the left edge to the text in points.
    """

    boxes: BoxRows
    text: Paragraph
    indent: float

    @property
    def strips(self) -> Sequence[float]:
        """A single strip."""
        return [max(self.boxes.height, self.text.height)]

    def place(self, x: float, y: float, start: int, stop: int) -> Node:
        """The text and the boxes."""
        parts = self.parts(x, y, start, stop)
        return Node(Tag(Role.SECTION), tuple(node for _, node in parts))

    def parts(
        self, x: float, y: float, start: int, stop: int
    ) -> Sequence[tuple[int, Node | Placed]]:
        """The text and the boxes, each with its place in the reading order."""
        text = self.text.place(x + self.indent, y, 0, len(self.text.lines))
        return [(self.text.order, text), *self.boxes.parts(x, y, 0, 1)]


@dataclass(frozen=True)
class WriteField(Entry):
    """A labelled value, or a line to write on where there is none.

    Attributes:
        field: Label and value.
        label: The label, one line.
        value: The lines of the value, none to write by hand.
        style: Sizes and inks.
        width: Width of the field in points.
    """

    field: Field
    label: tuple[Line, ...]
    value: tuple[Line, ...]
    style: Style
    width: float

    @property
    def strips(self) -> Sequence[float]:
        """A single strip: a label is never parted from its value."""
        style = self.style
        label = style.leading_of(style.small) * len(self.label)
        return [label + style.leading * max(1, len(self.value)) + 2]

    def value_top(self, y: float) -> float:
        """The top of the value, or of the line to write on, of a field with its top at `y`."""
        return y + self.style.leading_of(self.style.small) * len(self.label)

    def place(self, x: float, y: float, start: int, stop: int) -> Node:
        """The whole field."""
        style = self.style
        label = set_marks(self.label, x, y, style.small, style.leading_of(style.small))
        top = self.value_top(y)
        if self.value:
            value = set_marks(self.value, x, top, style.body, style.leading)
            filled = Node(Tag(Role.PARAGRAPH), value)
        else:
            height = y + self.strips[0] - 1.5 - top
            line = Blank(x, top, self.width, height, style.body, style.ink.muted)
            filled = Node(Tag(Role.FIELD, self.field.label, name=self.field.name), (line,))
        return Node(Tag(Role.SECTION), (Node(Tag(Role.PARAGRAPH), label), filled))
