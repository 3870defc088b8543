"""Columns: paragraphs, lists, boxes and lines to write on, one under the other.

A column knows its height before anything is placed, so that sizes can be tried cheaply, and it
can be cut between lines where it is taller than a page.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from worksheets.layout.style import Style, baseline
from worksheets.plan import Box, Mark, Node, Role, Rule, Tag
from worksheets.sheet import Field, TickBox
from worksheets.text.lines import Line, Span, natural_width_em, place_line, set_lines

_HALVINGS = 5
"""How often the width is halved to balance lines: to a thirtieth of what could be won."""


@dataclass(frozen=True)
class Entry(ABC):
    """One thing in a column: a stack of strips that are never cut.

    Attributes:
        gap: Distance to the entry above, in points.
        order: Place in the reading order of the whole card; equal ones keep their order.
    """

    gap: float
    order: int

    @property
    @abstractmethod
    def strips(self) -> Sequence[float]:
        """Height of each strip in points."""

    @abstractmethod
    def place(self, x: float, y: float, start: int, stop: int) -> Node:
        """Make the node for some of the strips, with their top left corner at (x, y)."""

    @property
    def height(self) -> float:
        """Height of all strips in points."""
        return sum(self.strips)


@dataclass(frozen=True)
class Paragraph(Entry):
    """Lines of text; the whole of it is one element, also over a page break.

    Attributes:
        lines: The lines, set for the width of the column.
        size: Size of the text in points.
        leading: Distance between baselines in points.
        role: What it means.
        key: Joins its parts when a page break cuts it.
    """

    lines: tuple[Line, ...]
    size: float
    leading: float
    role: Role = Role.PARAGRAPH
    key: str = ""

    @property
    def strips(self) -> Sequence[float]:
        """One strip a line."""
        return [self.leading] * len(self.lines)

    def place(self, x: float, y: float, start: int, stop: int) -> Node:
        """The lines from `start` up to `stop`."""
        whole = start == 0 and stop == len(self.lines)
        marks = set_marks(self.lines[start:stop], x, y, self.size, self.leading)
        return Node(Tag(self.role, key="" if whole else self.key), marks)


def set_marks(
    lines: Sequence[Line], x: float, y: float, size: float, leading: float
) -> tuple[Mark, ...]:
    """Lines one under the other, the first one's top at `y`."""
    y += baseline(size, leading)
    return tuple(
        run for n, line in enumerate(lines) for run in place_line(line, x, y + n * leading, size)
    )


@dataclass(frozen=True)
class NumberedList(Entry):
    """Steps with their numbers hanging in front of them.

    Attributes:
        labels: The numbers or bullets, one line each.
        items: The lines of each step.
        indent: Distance from the label to the text in points.
        size: Size of the text in points.
        leading: Distance between baselines in points.
        key: Joins the parts when a page break cuts the list.
    """

    labels: tuple[Line, ...]
    items: tuple[tuple[Line, ...], ...]
    indent: float
    size: float
    leading: float
    key: str = ""

    @property
    def strips(self) -> Sequence[float]:
        """One strip a line."""
        return [self.leading] * sum(len(lines) for lines in self.items)

    def place(self, x: float, y: float, start: int, stop: int) -> Node:
        """The lines from `start` up to `stop`, in their list items."""
        nodes, first = [], 0
        for index, lines in enumerate(self.items):
            last = first + len(lines)
            begin, end = max(first, start), min(last, stop)
            if begin < end:
                top = y + (begin - start) * self.leading
                part = lines[begin - first : end - first]
                text = set_marks(part, x + self.indent, top, self.size, self.leading)
                key = "" if end - begin == len(lines) else f"{self.key}.{index}"
                body = Node(Tag(Role.LIST_BODY, key=key and f"{key}.body"), text)
                children: tuple[Node, ...] = (body,)
                if begin == first:
                    label = set_marks(
                        self.labels[index : index + 1], x, top, self.size, self.leading
                    )
                    children = (Node(Tag(Role.LIST_LABEL), label), body)
                nodes.append(Node(Tag(Role.LIST_ITEM, key=key), children))
            first = last
        whole = start == 0 and stop == first
        return Node(Tag(Role.LIST, key="" if whole else self.key), tuple(nodes))


@dataclass(frozen=True)
class BoxRows(Entry):
    """Tick boxes in rows, each with its label under it.

    Attributes:
        boxes: The boxes.
        labels: The label of each, one line.
        pitch: Distance from one box to the next in points.
        in_row: How many fit side by side.
        side: Side of a box in points.
        label_size: Size of the labels in points.
        ink: Ink of the boxes.
    """

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

    @property
    def strips(self) -> Sequence[float]:
        """One strip a row."""
        rows = -(-len(self.boxes) // self.in_row)
        label = max((len(lines) for lines in self.labels), default=0) * self.label_size * 1.25
        return [self.side + label + 2] * rows

    def place(self, x: float, y: float, start: int, stop: int) -> Node:
        """The rows from `start` up to `stop`."""
        nodes, height = [], self.strips[0] if self.boxes else 0
        for index in range(start * self.in_row, min(stop * self.in_row, len(self.boxes))):
            row, column = divmod(index, self.in_row)
            left, top = x + column * self.pitch, y + (row - start) * height
            box, lines = self.boxes[index], self.labels[index]
            mark = tick_box(left, top, self.side, self.ink, optional=box.optional)
            under = top + self.side + 1
            label = set_marks(lines, left, under, self.label_size, self.label_size * 1.25)
            nodes.append(Node(Tag(Role.TICK_BOX, spoken=box.spoken), (mark, *label)))
        return Node(Tag(Role.PARAGRAPH), tuple(nodes))


def tick_box(x: float, y: float, side: float, ink: str, *, optional: bool) -> Box:
    """A square to tick; one beyond the least that is asked for is dashed."""
    line = max(0.7, side / 16)
    return Box(x, y, side, side, ink, "", line, side / 9, (2.0, 1.6) if optional else ())


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

    def place(self, x: float, y: float, start: int, stop: int) -> Node:
        """The whole field."""
        style = self.style
        leading = style.leading_of(style.small)
        marks: list[Mark | Node] = [*set_marks(self.label, x, y, style.small, leading)]
        top = y + leading * len(self.label)
        marks += set_marks(self.value, x, top, style.body, style.leading)
        if not self.value:
            under = y + self.strips[0] - 1.5
            line = Rule(x, under, x + self.width, under, style.ink.muted, 0.6)
            marks.append(Node(Tag(Role.FIELD, spoken=self.field.label), (line,)))
        return Node(Tag(Role.PARAGRAPH), tuple(marks))


class Cut(NamedTuple):
    """Part of a column that fits a height: entries with their strips, and how high they are."""

    parts: tuple[tuple[Entry, int, int], ...]
    height: float

    def place(self, x: float, y: float) -> Iterator[tuple[int, Node]]:
        """The nodes of the part, each with its place in the reading order."""
        for index, (entry, start, stop) in enumerate(self.parts):
            if index:
                y += entry.gap
            yield entry.order, entry.place(x, y, start, stop)
            y += sum(entry.strips[start:stop])


def cut_column(entries: Sequence[Entry], room: float) -> list[Cut]:
    """Cut a column into parts that are at most `room` points high.

    A strip that is higher than `room` gets a part of its own.
    """
    whole = sum(entry.height for entry in entries) + sum(entry.gap for entry in entries[1:])
    if whole <= room:  # nearly always
        return [Cut(tuple((entry, 0, len(entry.strips)) for entry in entries), whole)]
    cuts: list[Cut] = []
    parts: list[tuple[Entry, int, int]] = []
    height = 0.0
    for entry in entries:
        start = 0
        gap = entry.gap if parts else 0.0
        for index, strip in enumerate(entry.strips):
            if (parts and height + gap + strip > room) or (start < index and height + strip > room):
                if start < index:
                    parts.append((entry, start, index))
                cuts.append(Cut(tuple(parts), height))
                parts, height, start, gap = [], 0.0, index, 0.0
            height += gap + strip
            gap = 0.0
        parts.append((entry, start, len(entry.strips)))
    cuts.append(Cut(tuple(parts), height))
    return cuts


class Pair(NamedTuple):
    """Parts of two columns that stand side by side; one of them may have ended before."""

    left: Cut | None
    right: Cut | None

    @property
    def height(self) -> float:
        """Height of the higher part in points."""
        return max((cut.height for cut in self if cut), default=0.0)

    def place(self, left_x: float, right_x: float, y: float) -> list[tuple[int, Node]]:
        """The nodes of both parts, with their places in the reading order."""
        left = self.left.place(left_x, y) if self.left else ()
        right = self.right.place(right_x, y) if self.right else ()
        return [*left, *right]


def pair_columns(left: Sequence[Entry], right: Sequence[Entry], room: float) -> list[Pair]:
    """Two columns side by side, cut into pairs of parts at most `room` points high."""
    cuts = zip_longest(cut_column(left, room), cut_column(right, room))
    return [Pair(*pair) for pair in cuts]


def in_reading_order(parts: Iterable[tuple[int, Node]]) -> tuple[Node, ...]:
    """The nodes of a card, sorted by their places in the reading order."""
    return tuple(node for _, node in sorted(parts, key=lambda part: part[0]))


@dataclass(frozen=True)
class Heading(Paragraph):
    """A name, with a short remark in small type behind it, or under it where it does not fit.

    Attributes:
        note: The remark, one line, or none.
        note_size: Its size in points.
        width: Width of the column in points.
    """

    note: tuple[Line, ...] = ()
    note_size: float = 0.0
    width: float = 0.0

    @property
    def _note_x(self) -> float | None:
        """Where the remark starts on the last line of the name, or None where it does not fit."""
        if not self.lines or len(self.note) != 1:
            return None
        x = (self.lines[-1].width_em + 0.6) * self.size
        return x if x + self.note[0].width_em * self.note_size <= self.width else None

    @property
    def strips(self) -> Sequence[float]:
        """One strip, so that a name is never parted from its remark."""
        under = 0 if self._note_x is not None else len(self.note) * self.note_size * 1.25
        return [len(self.lines) * self.leading + under]

    def place(self, x: float, y: float, start: int, stop: int) -> Node:
        """The name and the remark."""
        marks = set_marks(self.lines, x, y, self.size, self.leading)
        heading = Node(Tag(self.role), marks)
        if not self.note:
            return heading
        beside, bottom = self._note_x, y + len(self.lines) * self.leading
        if beside is None:
            note = set_marks(self.note, x, bottom, self.note_size, self.note_size * 1.25)
        else:  # on the baseline of the name
            drop = baseline(self.size, self.leading) - baseline(self.note_size, self.leading)
            top = bottom - self.leading + drop
            note = set_marks(self.note, x + beside, top, self.note_size, self.leading)
        return Node(Tag(Role.SECTION), (heading, Node(Tag(Role.PARAGRAPH), note)))


@dataclass(frozen=True)
class Beside(Entry):
    """Boxes with a short text at their right; the text is read first.

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
        """The boxes and the text."""
        text = self.text.place(x + self.indent, y, 0, len(self.text.lines))
        return Node(Tag(Role.SECTION), (text, self.boxes.place(x, y, 0, 1)))


@lru_cache(maxsize=4096)
def balance_lines(span: Span, width_em: float) -> tuple[Line, ...]:
    """Lines at most `width_em` wide, as few as possible and about equally long.

    A sentence that breaks before its last word reads worse than one that breaks in the middle.
    """
    lines = set_lines((span,), width_em)
    if len(lines) < 2:
        return lines
    narrow, wide = sum(line.width_em for line in lines) / len(lines), width_em
    for _ in range(_HALVINGS):
        middle = (narrow + wide) / 2
        tried = set_lines((span,), middle)
        if len(tried) == len(lines):
            lines, wide = tried, middle
        else:
            narrow = middle
    return lines


class Setter:
    """Sets text in lines at one style; the words for making entries."""

    def __init__(self, style: Style) -> None:
        """Keep the style."""
        self.style = style

    def lines(self, text: str, width: float, size: float = 0, ink: str = "") -> tuple[Line, ...]:
        """Regular text in lines of a width in points."""
        span = Span(text, ink or self.style.ink.text)
        return set_lines((span,), width / (size or self.style.body))

    def bold_lines(
        self, text: str, width: float, size: float = 0, ink: str = ""
    ) -> tuple[Line, ...]:
        """Bold text in lines of a width in points."""
        span = Span(text, ink or self.style.ink.text, bold=True)
        return set_lines((span,), width / (size or self.style.body))

    def balanced(self, span: Span, width: float) -> tuple[Line, ...]:
        """Body text in as few lines as the width allows, made about equally long."""
        return balance_lines(span, width / self.style.body)

    def labelled(self, field: Field, width: float, ink: str = "") -> tuple[Line, ...]:
        """A bold label that runs into its text."""
        ink = ink or self.style.ink.text
        spans = (Span(f"{field.label} ", ink, bold=True), Span(field.value, ink))
        return set_lines(spans, width / self.style.body)

    def paragraph(self, lines: tuple[Line, ...], *, order: int = 0, gap: float = 0) -> Paragraph:
        """Body text."""
        return Paragraph(gap, order, lines, self.style.body, self.style.leading)

    def field(self, field: Field, width: float, *, order: int = 0, gap: float = 0) -> WriteField:
        """A labelled value or a line to write on."""
        style = self.style
        label = self.lines(field.label, width, style.small, style.ink.muted)
        value = self.lines(field.value, width) if field.value else ()
        return WriteField(gap, order, field, label, value, style, width)

    def boxes(self, boxes: tuple[TickBox, ...], width: float, *, order: int, gap: float) -> BoxRows:
        """Boxes with labels, as many side by side as the width takes."""
        style = self.style
        texts = dict.fromkeys(box.label for box in boxes)
        widest = max(natural_width_em((Span(text, style.ink.text),)) for text in texts)
        pitch = min(width, max(style.box + style.leading * 0.7, widest * style.small + 6))
        set_once = {
            text: self.lines(text, pitch - 4, style.small, style.ink.muted) for text in texts
        }
        labels = tuple(set_once[box.label] for box in boxes)
        in_row = max(1, int((width + pitch - style.box) // pitch))
        if widest * style.small > style.box:
            in_row = max(1, int(width // pitch))
        return BoxRows(
            gap, order, boxes, labels, pitch, in_row, style.box, style.small, style.ink.text
        )
