"""The box model: all layout is boxes in boxes.

A box is a frozen value. It knows its least height at a width, how a page break may cut it, how much
it may grow, and it draws itself as nodes of the Plan. Blocks only put boxes together:

    def place_warning(body: Handout, setup: BlockSetup, style: Style) -> Box:
        words = labelled(style, Field("Stop if", "it hurts."), ink=style.ink.warning)
        return Frame(words, pad=Pad.all(style.leading / 2), stroke=style.ink.warning, tag=SECTION)

Lengths are points. `x` counts from the start edge of the line (the left edge in a page that is read
from left to right), `y` from the top. A box with a tag makes a node of all that is in it; a box
without one hands its parts to the box around it. Parts are read by their `order`, which adds up
from the outside to the inside, so that columns side by side may be read one into the other.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import floor
from typing import Literal, NamedTuple, Self

from worksheets import plan
from worksheets.plan import Mark, Node, Role, Rule, Tag

SECTION, PARAGRAPH, ARTIFACT = Tag(Role.SECTION), Tag(Role.PARAGRAPH), Tag(Role.ARTIFACT)
Standing = Literal["top", "middle", "bottom", "fill"]

Part = tuple[int, Node | Mark]
"""A node or a mark with its place in the reading order."""

Parting = tuple["Box | None", "Box | None"]
"""What fits before a page break, and what is left for after it."""


class Area(NamedTuple):
    """Where a box is drawn."""

    x: float
    y: float
    width: float
    height: float


class Stroke(NamedTuple):
    """How a rule looks.

    Attributes:
        ink: Its ink.
        width: Its width.
        inside: How far inside of the edge it lies.
        share: Which share of the height a rule between boxes leaves out at either end.
    """

    ink: str
    width: float
    inside: float = 0.0
    share: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Box(ABC):
    """Something with a height at a width.

    Attributes:
        tag: What it means; None hands its parts on to the box around it.
        order: Place in the reading order of the node around it.
        key: Names it, where a page break cuts it; what has none is named after the box around it.
        gap: Distance to the box above it in a stack; dropped at the top of a stack or a page.
        least: The height is never less than this.
        grow: How much higher it can become where there is room.
        rank: Boxes of a lower rank grow first.
        place: Where it stands in an area that is higher; "fill" takes all of it.
        keep_next: Whether the next box must stand on the same page.
        cuts: Height up to which it stays in one piece, and height of the parts of a higher one;
            None: a page break never cuts it.
        again: Repeated, for the eye only, at the top of a page that begins with a later part of it.
        repeats: The same for this box itself.
        slot: What of the patient it shows, as in `plan.Piece`.
    """

    tag: Tag | None = None
    order: int = 0
    key: str = ""
    gap: float = 0.0
    least: float = 0.0
    grow: float = 0.0
    rank: int = 0
    place: Standing = "top"
    keep_next: bool = False
    cuts: tuple[float, float] | None = None
    again: "Box | None" = None
    repeats: "Box | None" = None
    slot: str = ""

    def height(self, width: float) -> float:
        """The least height at a width."""
        return max(self.least, self._height(width))

    def draw(self, area: Area) -> list[Part]:
        """The node of the box, or its parts where it has no tag."""
        if self.place in ("middle", "bottom"):
            height = self.height(area.width)
            spare = area.height - height
            y = area.y + (spare / 2 if self.place == "middle" else spare)
            area = Area(area.x, y, area.width, height)
        parts = self._draw(area)
        if self.tag is None:
            return [(self.order + order, one) for order, one in parts] if self.order else parts
        return [(self.order, make_node(self.tag, parts))] if parts else []

    def parts(self, width: float) -> list["Box"]:
        """The boxes between which a page may end: as a rule the box itself."""
        if self.cuts is None or self.height(width) <= self.cuts[0]:
            return [self]
        parts: list[Box] = []
        rest: Box | None = replace(self, grow=0.0, again=None)
        while rest:
            head, rest = rest.cut(width, self.cuts[1], force=True)
            if head:
                parts.append(head)
        last = len(parts) - 1
        return [
            replace(
                part,
                gap=part.gap if n == 0 else 0.0,
                keep_next=self.keep_next and n == last,
                repeats=self.again if n else None,
            )
            for n, part in enumerate(parts)
        ]

    def cut(self, width: float, room: float, *, force: bool) -> Parting:
        """What of the box fits in some height, and what is left.

        Args:
            width: Its width.
            room: The height.
            force: Whether at least something is taken, however high it is.
        """
        if force or self.height(width) <= room:
            return self, None
        return None, self

    def _cut_part(self) -> Self:
        """The same box, marked as one of several parts that are one element."""
        return replace(self, tag=self.tag._replace(key=self.key)) if self.tag else self

    @abstractmethod
    def _height(self, width: float) -> float: ...

    @abstractmethod
    def _draw(self, area: Area) -> list[Part]: ...


def make_node(tag: Tag, parts: Sequence[Part]) -> Node:
    """A node of parts in reading order; parts of what a page break cut know their order as well."""
    ordered = sorted(parts, key=lambda part: part[0])
    if not tag.key:
        return Node(tag, tuple([part for _, part in ordered]))
    return Node(
        tag,
        tuple(
            Node(part.tag._replace(order=order), part.children) if isinstance(part, Node) else part
            for order, part in ordered
        ),
    )


def present(*boxes: Box | None) -> tuple[Box, ...]:
    """The boxes that there are."""
    return tuple(box for box in boxes if box is not None)


@dataclass(frozen=True)
class Stack(Box):
    """Boxes one under the other; those that can grow share the height that is left.

    Attributes:
        boxes: From top to bottom.
        step: By what steps they grow, or 0 for any height.
    """

    boxes: tuple[Box, ...]
    step: float = 0.0

    def _height(self, width: float) -> float:
        return sum([box.height(width) for box in self.boxes]) + sum(
            [box.gap for box in self.boxes[1:]]
        )

    def cut(self, width: float, room: float, *, force: bool) -> Parting:
        """Cut between boxes, and in the box that the end of the room meets."""
        boxes = [replace(box, key=box.key or f"{self.key}.{n}") for n, box in enumerate(self.boxes)]
        taken: list[Box] = []
        used = 0.0
        for index, box in enumerate(boxes):
            gap = box.gap if taken else 0.0
            head, rest = box.cut(width, room - used - gap, force=force and not taken)
            if head:
                taken.append(head)
                used += gap + head.height(width)
            if rest:
                if not taken:
                    return None, self
                part = replace(self._cut_part(), least=0.0)
                left = (rest, *boxes[index + 1 :])
                return replace(part, boxes=tuple(taken)), replace(part, boxes=left, gap=0.0)
        return self, None

    def _draw(self, area: Area) -> list[Part]:
        parts: list[Part] = []
        heights = [box.height(area.width) for box in self.boxes]
        for box, y, height in spread(self.boxes, heights, area.height, self.step):
            parts += box.draw(Area(area.x, area.y + y, area.width, height))
        return parts


def spread(
    boxes: Sequence[Box], heights: Sequence[float], room: float, step: float = 0.0
) -> list[tuple[Box, float, float]]:
    """Share out the height that is left to the boxes that can grow, those of a low rank first.

    Args:
        boxes: Boxes one under the other.
        heights: Their least heights.
        room: The height of all.
        step: By what steps they grow, or 0.

    Returns:
        The boxes, with the distance of their tops from the first one's and their final heights.
    """
    left = room - sum(heights) - sum([box.gap for box in boxes[1:]])
    shares: dict[int, float] = {}
    if left > 0 and any([box.grow for box in boxes]):
        for rank in sorted({box.rank for box in boxes if box.grow}):
            wanted = sum([box.grow for box in boxes if box.rank == rank])
            shares[rank] = min(1.0, left / wanted)
            left -= wanted * shares[rank]
    placed, y = [], 0.0
    for index, (box, height) in enumerate(zip(boxes, heights, strict=True)):
        y += box.gap if index else 0.0
        more = box.grow * shares.get(box.rank, 0.0)
        final = height + (floor(more / step) * step if step else more)
        placed.append((box, y, final))
        y += final
    return placed


@dataclass(frozen=True)
class Row(Box):
    """Boxes side by side, from the start edge on.

    They stand in the middle of an area that is higher; a box that fills takes its whole height.

    Attributes:
        boxes: From start to end.
        widths: The width of each.
        gutter: Distance between two.
        between: The rule between two of them, or None.
        below: The rule under all of them, over the whole width, or None.
    """

    boxes: tuple[Box, ...]
    widths: tuple[float, ...]
    gutter: float = 0.0
    between: Stroke | None = None
    below: Stroke | None = None
    place: Standing = field(default="fill", kw_only=True)

    def _height(self, width: float) -> float:
        return max(
            [box.height(wide) for box, wide in zip(self.boxes, self.widths, strict=True)],
            default=0.0,
        )

    def cut(self, width: float, room: float, *, force: bool) -> Parting:
        """Cut each box at the same height."""
        heads: list[Box] = []
        rests: list[Box] = []
        for n, (box, wide) in enumerate(zip(self.boxes, self.widths, strict=True)):
            box = replace(box, key=box.key or f"{self.key}.{n}")
            head, rest = box.cut(wide, room, force=force)
            if head is None:
                return None, self
            heads.append(head)
            rests.append(rest or Space(0.0))
        if all(isinstance(rest, Space) for rest in rests):
            return self, None
        part = replace(self._cut_part(), least=0.0)
        rest_part = replace(part, boxes=tuple(rests), gap=0.0)
        return replace(part, boxes=tuple(heads)), rest_part

    def _draw(self, area: Area) -> list[Part]:
        parts: list[Part] = []
        least = self.height(area.width)
        x, top = area.x, area.y + (area.height - least) / 2
        starts = []
        for box, width in zip(self.boxes, self.widths, strict=True):
            is_filling = box.place == "fill"
            y, height = (area.y, area.height) if is_filling else (top, least)
            parts += box.draw(Area(x, y, width, height))
            starts.append(x - self.gutter / 2)
            x += width + self.gutter
        bottom = area.y + area.height
        rules: list[Mark] = []
        if self.between:
            ink, thick, _, share = self.between
            out = area.height * share
            rules += [Rule(x, area.y + out, x, bottom - out, ink, thick) for x in starts[1:]]
        if self.below:
            rules.append(_rule(self.below, area, bottom - self.below.inside))
        return _behind(rules, parts)


def _rule(line: Stroke, area: Area, y: float) -> Rule:
    return Rule(area.x, y, area.x + area.width, y, line.ink, line.width)


def _behind(marks: Sequence[Mark], parts: list[Part]) -> list[Part]:
    """The parts with marks for the eye behind them."""
    if not marks:
        return parts
    order = min([order for order, _ in parts], default=0)
    return [(order, Node(ARTIFACT, tuple(marks))), *parts]


class Pad(NamedTuple):
    """Empty room inside of the four edges."""

    top: float = 0.0
    bottom: float = 0.0
    start: float = 0.0
    end: float = 0.0

    @classmethod
    def all(cls, pad: float) -> "Pad":
        """The same on all sides."""
        return cls(pad, pad, pad, pad)


NO_PAD = Pad()


@dataclass(frozen=True)
class Frame(Box):
    """A box with room around it, and rules, an outline, a ground or a bar.

    Attributes:
        box: What is in it; it gets all the height.
        pad: Room around it.
        stroke: Ink of the outline, or "".
        line_width: Width of the outline.
        inset: How far inside of the edges the outline lies.
        radius: Radius of its corners.
        fill: Ink of the ground, or "".
        bar: Width and ink of a bar at the start edge, or None; it lies in the start pad.
        above: The rule along the upper edge, or None; only the first part of a cut frame has it.
        below: The rule along the lower edge, or None.
    """

    box: Box
    pad: Pad = NO_PAD
    stroke: str = ""
    line_width: float = 0.8
    inset: float = 0.0
    radius: float = 0.0
    fill: str = ""
    bar: tuple[float, str] | None = None
    above: Stroke | None = None
    below: Stroke | None = None
    place: Standing = field(default="fill", kw_only=True)

    def _inner(self, width: float) -> float:
        return width - self.pad.start - self.pad.end

    def _height(self, width: float) -> float:
        return self.box.height(self._inner(width)) + self.pad.top + self.pad.bottom

    def cut(self, width: float, room: float, *, force: bool) -> Parting:
        """Cut what is in it; `room` is for that alone. Only an outline leaves room at the cut."""
        box = replace(self.box, key=self.box.key or self.key)
        head, rest = box.cut(self._inner(width), room, force=force)
        if head is None or rest is None:
            return (None, self) if head is None else (self, None)
        part = replace(self._cut_part(), least=0.0)
        pads = (self.pad, self.pad)
        if not self.stroke:
            pads = self.pad._replace(bottom=0.0), self.pad._replace(top=0.0)
        after = replace(part, box=rest, pad=pads[1], above=None, gap=0.0)
        return replace(part, box=head, pad=pads[0], below=None), after

    def _draw(self, area: Area) -> list[Part]:
        x, y, width, height = area
        if self.place == "top":
            height = self.height(width)
        pad, marks = self.pad, list[Mark]()
        inner = Area(x + pad.start, y + pad.top, self._inner(width), height - pad.top - pad.bottom)
        if self.fill:
            marks.append(plan.Box(x, y, width, height, fill=self.fill))
        if self.bar:
            marks.append(plan.Box(x, y, self.bar[0], height, fill=self.bar[1]))
        if self.stroke:
            inset = self.inset
            outline = x + inset, y + inset, width - 2 * inset, height - 2 * inset
            marks.append(plan.Box(*outline, self.stroke, "", self.line_width, self.radius))
        if self.above:
            marks.append(_rule(self.above, area, y + self.above.inside))
        if self.below:
            marks.append(_rule(self.below, area, y + height - self.below.inside))
        return _behind(marks, self.box.draw(inner))


@dataclass(frozen=True)
class Space(Box):
    """Empty height."""

    tall: float

    def _height(self, width: float) -> float:
        return self.tall

    def _draw(self, area: Area) -> list[Part]:
        return []
