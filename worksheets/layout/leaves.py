"""Boxes that nothing else is in: words, pictures, boxes to tick, lines to write on, drawings."""

from collections.abc import Callable, Sequence
from dataclasses import field
from typing import Literal

from worksheets import plan
from worksheets.document import Figure, Link
from worksheets.layout.box import (
    ARTIFACT,
    PARAGRAPH,
    SECTION,
    Area,
    Box,
    Laid,
    Part,
    Parting,
    Standing,
    box_type,
    stacked_height,
)
from worksheets.layout.links import with_links
from worksheets.layout.style import baseline
from worksheets.plan import Blank, Drawing, GlyphRun, Image, Mark, Node, Role, Rule, Tag, shifted
from worksheets.text.lines import Line, Span, place_line, set_lines

_SHARE_BEFORE = {"start": 0.0, "center": 0.5, "end": 1.0}
"""Which share of the room that a line leaves free lies before it."""


@box_type
class Text(Box):
    """Words set in lines; the whole of it is one element, also over a page break.

    Attributes:
        spans: The words.
        size: Size of the type.
        leading: Distance between baselines.
        links: What in the words leads somewhere, in reading order.
        align: Where short lines stand.
        balanced: Whether the lines are made about equally long.
        first: Number of the first line that is shown.
        last: Number of the line after the last one that is shown, or None for all.
    """

    spans: tuple[Span, ...]
    size: float
    leading: float
    links: tuple[Link, ...] = ()
    align: Literal["start", "center", "end"] = "start"
    balanced: bool = False
    first: int = 0
    last: int | None = None
    tag: Tag | None = field(default=PARAGRAPH, kw_only=True)

    def lines(self, width: float) -> tuple[Line, ...]:
        """The lines that are shown at a width."""
        return set_lines(self.spans, width / self.size)[self.first : self.last]

    def width_of_last_line(self, width: float) -> float:
        """How far its last line reaches at a width."""
        lines = self.lines(width)
        return lines[-1].width_em * self.size if lines else 0.0

    def _inside(self, width: float) -> tuple[Line, ...]:
        return set_lines(self.spans, width / self.size)

    def _height(self, width: float, inside: Sequence[Line]) -> float:
        return len(inside[self.first : self.last]) * self.leading

    def cut(self, width: float, room: float, *, force: bool) -> Parting:
        """Cut between lines."""
        count = len(self.lines(width))
        fitting = max(int(force), int((room + 1e-9) / self.leading))
        if fitting >= count:
            return self, None
        if not fitting:
            return None, self
        last = self.first + fitting
        return self._cut_in_two({"last": last}, {"first": last})

    def _draw(self, area: Area, laid: Laid) -> list[Part]:
        whole: tuple[Line, ...] = laid.inside
        if self.balanced and len(whole) > 1:
            whole = balance(self.spans, area.width / self.size, whole)
        size, y = self.size, area.y + baseline(self.size, self.leading)
        marks: list[GlyphRun] = []
        for n, line in enumerate(whole[self.first : self.last]):
            x = area.x + (area.width - line.width_em * size) * _SHARE_BEFORE[self.align]
            marks += place_line(line, x, y + n * self.leading, size)
        if not self.links:
            return [(0, mark) for mark in marks]
        texts = [line.text for line in whole]
        before, key = len("".join(texts[: self.first])), self.tag.key if self.tag else ""
        linked = with_links(marks, self.links, "".join(texts), before, key)
        return [(0, one) for one in linked]


_HALVINGS = 5
"""How often the width is halved to balance lines: to a thirtieth of what could be won."""


def balance(spans: tuple[Span, ...], width_em: float, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """As few lines as the width allows, about equally long.

    A sentence that breaks before its last word reads worse than one that breaks in the middle. The
    narrowest width that gives as many lines is found by halving.

    Args:
        spans: The text.
        width_em: The greatest width of a line.
        lines: The text set in lines of that width.
    """
    narrow, wide = sum(line.width_em for line in lines) / len(lines), width_em
    for _ in range(_HALVINGS):
        middle = (narrow + wide) / 2
        if max(line.width_em for line in lines) <= middle:  # these lines are those of this width
            wide = middle
            continue
        tried = set_lines(spans, middle)
        if len(tried) == len(lines):
            lines, wide = tried, middle
        else:
            narrow = middle
    return lines


@box_type
class RunOn(Box):
    """A text, and a short one behind it on its last baseline, or under it where it does not fit.

    Attributes:
        text: The text.
        note: The short one.
        between: Distance between the two on one line, at least.
        at_end: Whether the short one stands at the end of the line.
    """

    text: Text
    note: Text
    between: float
    at_end: bool = False

    def _note_x(self, text: Laid, note: Laid) -> float | None:
        """Where the short one starts on the last line of the text, or None where it does not."""
        if not text.inside or len(note.inside) != 1:
            return None
        x: float = text.inside[-1].width_em * self.text.size + self.between
        room = text.width - note.inside[0].width_em * self.note.size
        return None if x > room else max(x, room) if self.at_end else x

    def _inside(self, width: float) -> tuple[Laid, ...]:
        return self.text.lay(width), self.note.lay(width)

    def _height(self, width: float, inside: Sequence[Laid]) -> float:
        text, note = inside
        return text.height + (note.height if self._note_x(text, note) is None else 0.0)

    def _draw(self, area: Area, laid: Laid) -> list[Part]:
        text, note = laid.inside
        x, y = self._note_x(text, note), area.y + text.height
        if x is not None:  # on the last baseline of the text
            y += baseline(self.text.size, self.text.leading) - self.text.leading
            y -= baseline(self.note.size, self.note.leading)
        below = Area(area.x + (x or 0.0), y, area.width, note.height)
        return [*text.draw(area), *note.draw(below)]


@box_type
class WriteLine(Box):
    """A place to write that takes all of its area; the line lies at the bottom.

    Attributes:
        label: What is written there, for a screen reader.
        name: Name of the field.
        size: Size of the type in which it is filled in.
        ink: Ink of the line; "" where something else draws it.
        context: What it belongs to.
        choices: What may be chosen, or nothing for free text.
        lines: Whether there is room for more than one line.
        language: Language of the label where it is not the document's.
        inset: Empty room inside of its four edges.
    """

    label: str
    name: str
    size: float
    ink: str = ""
    context: str = ""
    choices: tuple[str, ...] = ()
    lines: bool = False
    language: str = ""
    inset: float = 0.0
    place: Standing = field(default="fill", kw_only=True)

    def _height(self, width: float, inside: Sequence[Laid]) -> float:
        return 2 * self.inset

    def _draw(self, area: Area, laid: Laid) -> list[Part]:
        pad = self.inset
        place = area.x + pad, area.y + pad, area.width - 2 * pad, area.height - 2 * pad
        blank = Blank(*place, self.size, self.ink, choices=self.choices, lines=self.lines)
        tag = Tag(
            Role.FIELD, self.label, name=self.name, context=self.context, language=self.language
        )
        return [(0, Node(tag, (blank,)))]


@box_type
class WriteLines(Box):
    """Lines to write several lines on, one below the other, in as much height as there is.

    Attributes:
        label: What is written there, for a screen reader.
        name: Name of the field.
        size: Size of the type in which it is filled in.
        ink: Ink of the lines.
        pitch: Distance from line to line.
    """

    label: str
    name: str
    size: float
    ink: str
    pitch: float
    place: Standing = field(default="fill", kw_only=True)

    def _height(self, width: float, inside: Sequence[Laid]) -> float:
        return self.pitch

    def _draw(self, area: Area, laid: Laid) -> list[Part]:
        count = max(1, int(area.height / self.pitch + 1e-6))
        lines = [
            Rule(area.x, y, area.right, y, self.ink, 0.6)
            for y in (area.y + n * self.pitch for n in range(1, count + 1))
        ]
        blank = Blank(*area[:3], count * self.pitch, self.size, lines=True)
        field_node = Node(Tag(Role.FIELD, self.label, name=self.name), (blank,))
        return [(0, Node(ARTIFACT, tuple(lines))), (0, field_node)]


@box_type
class Marks(Box):
    """Marks of a picture that is drawn by hand, as a chart is.

    Attributes:
        tall: Its least height.
        paint: Makes the marks for a width and a final height, from the top start corner.
    """

    tall: float
    paint: Callable[[float, float], Sequence[Node | Mark]]
    place: Standing = field(default="fill", kw_only=True)

    def _height(self, width: float, inside: Sequence[Laid]) -> float:
        return self.tall

    def _draw(self, area: Area, laid: Laid) -> list[Part]:
        painted = self.paint(area.width, area.height)
        return [(0, _moved(one, area.x, area.y)) for one in painted]


def _moved(one: Node | Mark, x: float, y: float) -> Node | Mark:
    """The same node or mark, so much farther from the start edge and down."""
    return one.flatten(x, y) if isinstance(one, Node) else shifted(one, x, y)


def tick_box(x: float, y: float, side: float, ink: str, *, optional: bool = False) -> plan.Box:
    """A square to tick; one beyond the least that is asked for is dashed."""
    line = max(0.7, side / 16)
    return plan.Box(x, y, side, side, ink, "", line, side / 9, (2.0, 1.6) if optional else ())


@box_type
class Picture(Box):
    """A picture as large as its slot allows, in the middle of its area, its caption under it.

    Attributes:
        figure: The picture and its words.
        wide: Width of the slot.
        tall: Height of the slot.
        least_tall: Height of the slot where there is no room; it grows with its area up to `tall`.
        caption: What stands under it, or None.
    """

    figure: Figure
    wide: float
    tall: float
    least_tall: float
    caption: Text | None = None
    place: Standing = field(default="fill", kw_only=True)

    def _inside(self, width: float) -> tuple[Laid, ...]:
        return (self.caption.lay(width),) if self.caption else ()

    def _size(self, tall: float) -> tuple[float, float]:
        """Width and height in a slot of some height."""
        width, height = picture_size(self.figure.image)
        scale = min(self.wide / width, tall / height)
        return width * scale, height * scale

    def _height(self, width: float, inside: Sequence[Laid]) -> float:
        return self._size(self.least_tall)[1] + stacked_height(inside)

    def _draw(self, area: Area, laid: Laid) -> list[Part]:
        figure, under = self.figure, stacked_height(laid.inside)
        room = area.height if self.place == "fill" else laid.height
        width, height = self._size(max(self.least_tall, min(self.tall, room - under)))
        top = area.y + max(0.0, room - height - under) / 2
        left = area.x + (area.width - width) / 2
        picture = plan.Picture(left, top, width, height, figure.image)
        node = Node(Tag(Role.FIGURE, figure.alt, language=figure.language), (picture,))
        if not self.caption:
            return [(0, node)]
        words = self.caption.draw(Area(area.x, top + height, area.width, under))
        return [(0, Node(SECTION, (node, *[part for _, part in words])))]


def picture_size(image: Image | Drawing) -> tuple[float, float]:
    """Width and height of a picture in units of its own; only their ratio counts on paper."""
    if isinstance(image, Drawing):
        return image.width, image.height
    return image.width_px, image.height_px
