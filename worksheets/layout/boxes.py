"""Entries that a hand fills: tick boxes and lines to write on."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from worksheets.kept import kept
from worksheets.layout.entry import Entry
from worksheets.layout.quick import quick_box, quick_node
from worksheets.layout.style import Style
from worksheets.layout.words import Paragraph, set_marks, tag_of
from worksheets.names import box_name
from worksheets.plan import Blank, Box, Node, Role, Tag
from worksheets.sheet import Field, TickBox
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

    @property
    def width(self) -> float:
        """Width of the longest row in points."""
        return min(self.in_row, len(self.boxes)) * self.pitch

    @cached_property
    def strips(self) -> Sequence[float]:
        """One strip a row."""
        rows = -(-len(self.boxes) // self.in_row)
        label = max((len(lines) for lines in self.labels), default=0) * self.label_size * 1.25
        return [self.side + label + 2] * rows

    def place(self, x: float, y: float, start: int, stop: int) -> Node:
        """The rows from `start` up to `stop`."""
        nodes, height = [], self.strips[0] if self.boxes else 0
        tags = _tags(self.item, self.context, self.boxes)
        look = tick_box(0, 0, self.side, self.ink, optional=False)[2:-1]
        size, leading = self.label_size, self.label_size * 1.25
        lefts = [x + column * self.pitch for column in range(self.in_row)]
        for index in range(start * self.in_row, min(stop * self.in_row, len(self.boxes))):
            row, column = divmod(index, self.in_row)
            left, top = lefts[column], y + (row - start) * height
            mark = quick_box((left, top, *look, DASHES[self.boxes[index].optional]))
            label = set_marks(self.labels[index], left, top + self.side + 1, size, leading)
            nodes.append(quick_node((tags[index], (mark, *label))))
        return Node(tag_of(Role.PARAGRAPH, "", ""), tuple(nodes))


@kept(2048, key=lambda item, context, boxes: (item, context, id(boxes)))
def _tags(item: str, context: str, boxes: Sequence[TickBox]) -> list[Tag]:
    """What each box means: the same wherever it stands."""
    return [
        Tag(Role.TICK_BOX, box.spoken, name=box_name(item, box.name), context=context)
        for box in boxes
    ]


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

    def parts(self, x: float, y: float, start: int, stop: int) -> Sequence[tuple[int, Node]]:
        """The text and the boxes, each with its place in the reading order."""
        text = self.text.place(x + self.indent, y, 0, len(self.text.lines))
        return [(self.text.order, text), (self.order, self.boxes.place(x, y, 0, 1))]


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
