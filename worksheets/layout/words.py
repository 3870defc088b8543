"""Entries that are words: paragraphs, numbered lists, headings."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from worksheets.document import Link
from worksheets.layout.entry import Entry
from worksheets.layout.links import Place, with_links
from worksheets.layout.style import baseline
from worksheets.plan import Mark, Node, Role, Tag
from worksheets.text.lines import Line, Span, place_lines, set_lines

_NO_TEXT = Span("", "")
_HALVINGS = 5
"""How often the width is halved to balance lines: to a thirtieth of what could be won."""


@dataclass(frozen=True)
class Paragraph(Entry):
    """Lines of text; the whole of it is one element, also over a page break.

    Attributes:
        lines: The lines, set for the width of the column.
        size: Size of the text in points.
        leading: Distance between baselines in points.
        role: What it means.
        key: Joins its parts when a page break cuts it.
        language: Language of the text where it is not the document's.
        links: What in the text leads somewhere, in reading order.
    """

    lines: tuple[Line, ...]
    size: float
    leading: float
    role: Role = Role.PARAGRAPH
    key: str = ""
    language: str = ""
    links: tuple[Link, ...] = ()

    @property
    def strips(self) -> Sequence[float]:
        """One strip a line."""
        return [self.leading] * len(self.lines)

    def place(self, x: float, y: float, start: int, stop: int) -> Node:
        """The lines from `start` up to `stop`."""
        return self._place(self.lines, (x, y), start, stop)

    def _place(
        self, lines: tuple[Line, ...], place: tuple[float, float], start: int, stop: int
    ) -> Node:
        """Some of these lines, with their top left corner at a place."""
        whole = start == 0 and stop == len(lines)
        children: tuple[Node | Mark, ...]
        children = set_marks(lines[start:stop], *place, self.size, self.leading)
        if self.links:
            before = sum(len(line.text) for line in lines[:start])
            children = with_links(children, self.links, Place(text_of(lines), before, self.key))
        key = "" if whole else self.key
        return Node(tag_of(self.role, key, self.language), children)


@lru_cache(maxsize=512)
def tag_of(role: Role, key: str, language: str) -> Tag:
    """The tag of a part of a text."""
    return Tag(role, key=key, language=language)


def text_of(lines: Sequence[Line]) -> str:
    """The text that was set in lines."""
    return "".join(line.text for line in lines)


def set_marks(
    lines: Sequence[Line], x: float, y: float, size: float, leading: float
) -> tuple[Mark, ...]:
    """Lines one under the other, the first one's top at `y`."""
    return place_lines(lines, x, y + baseline(size, leading), size, leading)


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
        language: Language of the steps where it is not the document's.
    """

    labels: tuple[Line, ...]
    items: tuple[tuple[Line, ...], ...]
    indent: float
    size: float
    leading: float
    key: str = ""
    language: str = ""

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
        tag = Tag(Role.LIST, key="" if whole else self.key, language=self.language)
        return Node(tag, tuple(nodes))


@dataclass(frozen=True)
class Heading(Paragraph):
    """A name, with a short remark in small type behind it, or under it where it does not fit.

    Attributes:
        note: The remark, one line, or none.
        note_size: Its size in points.
        width: Width of the column in points.
        bookmark: The title under which a reader finds it, or "".
    """

    note: tuple[Line, ...] = ()
    note_size: float = 0.0
    width: float = 0.0
    bookmark: str = ""

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
        tag = Tag(self.role, language=self.language, bookmark=self.bookmark)
        heading = Node(tag, marks)
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
class Balanced(Paragraph):
    """A paragraph whose lines are made about equally long once the size is chosen.

    A sentence that breaks before its last word reads worse than one that breaks in the middle.

    Attributes:
        span: The text.
        width_em: Greatest width of a line in ems.
    """

    span: Span = _NO_TEXT
    width_em: float = 0.0

    def place(self, x: float, y: float, start: int, stop: int) -> Node:
        """The balanced lines from `start` up to `stop`: as many as were measured."""
        return self._place(_balance(self.span, self.width_em), (x, y), start, stop)


@lru_cache(maxsize=4096)
def _balance(span: Span, width_em: float) -> tuple[Line, ...]:
    """As few lines as the width allows, about equally long."""
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
