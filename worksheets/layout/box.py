"""The box model: all layout is boxes in boxes.

A box is a frozen value. It knows its least height at a width, how a page break may cut it, how much
it may grow, and it draws itself as nodes of the Plan. Blocks only put boxes together:

    def place_warning(body: Handout, setup: BlockSetup, style: Style) -> Box:
        words = labelled(style, Field("Stop if", "it hurts."), ink=style.ink.warning)
        return Frame(words, Pad.all(6), Outline(style.ink.warning, 0.8), tag=SECTION)

Lengths are points. `x` counts from the start edge of the line (the left edge in a page that is read
from left to right), `y` from the top. A box with a tag makes a node of all that is in it; a box
without one hands its parts to the box around it. Parts are read by their `order`, which adds up
from the outside to the inside, so that columns side by side may be read one into the other.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass, field, replace
from math import floor
from operator import itemgetter
from typing import Any, Literal, NamedTuple, TypeVar, dataclass_transform

from worksheets import plan
from worksheets.plan import Mark, Node, Placed, Role, Rule, Tag

SECTION, PARAGRAPH, ARTIFACT = Tag(Role.SECTION), Tag(Role.PARAGRAPH), Tag(Role.ARTIFACT)
Standing = Literal["top", "middle", "bottom", "fill"]

Part = tuple[int, Node | Mark | Placed]
"""A node or a mark with its place in the reading order."""

Parting = tuple["Box | None", "Box | None"]
"""What fits before a page break, and what is left for after it."""


Kind = TypeVar("Kind")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def box_type(kind: type[Kind]) -> type[Kind]:
    """Make a sort of box a dataclass, frozen for the type checker.

    A page has five hundred boxes at each size that is tried, and those that are frozen at run time
    as well take seven times as long to make.
    """
    return dataclass(kind)


class Area(NamedTuple):
    """A rectangle, as that in which a box is drawn."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The edge that is farther from the start."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height


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


@box_type
class Box(ABC):
    """Something with a height at a width.

    Attributes:
        tag: What it means; None hands its parts on to the box around it.
        order: Place in the reading order of the node around it.
        key: Names it, where a page break cuts it; what has none is named after the box around it.
        gap: Distance to the box above it in a stack; dropped at the top of a stack or a page.
        least: The height is never less than this.
        grow: How much higher it can become where there is room.
        turn: When: boxes of turn 1 grow with what those of turn 0 leave, and so on.
        place: Where it stands in an area that is higher; "fill" takes all of it.
        keep_next: Whether the next box must stand on the same page.
        cuts: Height up to which it stays in one piece, and height of the parts of a higher one;
            None: a page break never cuts it.
        again: Repeated, for the eye only, at the top of a page that begins with a later part of it.
        repeats: The same for this box itself.
        slot: What of the patient it shows, as in `plan.Piece`.
    """

    _: KW_ONLY
    tag: Tag | None = None
    order: int = 0
    key: str = ""
    gap: float = 0.0
    least: float = 0.0
    grow: float = 0.0
    turn: int = 0
    place: Standing = "top"
    keep_next: bool = False
    cuts: tuple[float, float] | None = None
    again: "Box | None" = None
    repeats: "Box | None" = None
    slot: str = ""

    def lay(self, width: float) -> "Laid":
        """The box and all that is in it, measured for a width."""
        inside = self._inside(width)
        height = self._height(width, inside)
        return Laid(self, width, height if height > self.least else self.least, inside)

    def height(self, width: float) -> float:
        """The least height at a width."""
        return self.lay(width).height

    def draw(self, area: Area) -> list[Part]:
        """The node of the box, or its parts where it has no tag."""
        return self.lay(area.width).draw(area)

    def lay_parts(self, width: float) -> list["Laid"]:
        """The boxes between which a page may end: as a rule the box itself."""
        laid = self.lay(width)
        if self.cuts is None or laid.height <= self.cuts[0]:
            return [laid]
        parts: list[Box] = []
        rest: Box | None = replace(self, grow=0.0, again=None, keep_next=False)
        while rest:
            head, rest = rest.cut(width, self.cuts[1], force=True)
            if head:
                parts.append(replace(head, repeats=self.again if parts else None))
        parts[-1] = replace(parts[-1], keep_next=self.keep_next)
        return [part.lay(width) for part in parts]

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

    def _cut_in_two(self, head: dict[str, Any], rest: dict[str, Any]) -> Parting:
        """Two parts of the box that are one element, with what each has of its own."""
        part = replace(self, tag=self.tag and self.tag._replace(key=self.key), least=0.0)
        return replace(part, **head), replace(part, gap=0.0, **rest)

    def _inside(self, width: float) -> tuple[Any, ...]:
        """What is in the box, measured: boxes, or the lines of a text."""
        return ()

    @abstractmethod
    def _height(self, width: float, inside: Sequence[Any]) -> float:
        """The least height at a width, with what is in the box."""

    @abstractmethod
    def _draw(self, area: Area, laid: "Laid") -> list[Part]:
        """What is seen of the box, with the places in the reading order; no tag is put round it."""


class Laid(NamedTuple):
    """A box measured for a width, so that everything in it is measured once.

    Attributes:
        box: The box.
        width: The width.
        height: Its least height.
        inside: What is in it, measured: boxes, or the lines of a text.
    """

    box: Box
    width: float
    height: float
    inside: tuple[Any, ...] = ()

    def draw(self, area: Area) -> list[Part]:
        """The node of the box, or its parts where it has no tag."""
        box = self.box
        if box.place in ("middle", "bottom"):
            spare = (area.height - self.height) / (2 if box.place == "middle" else 1)
            area = Area(area.x, area.y + spare, area.width, self.height)
        parts = box._draw(area, self)
        if box.tag is None:
            return [(box.order + order, one) for order, one in parts] if box.order else parts
        return [(box.order, make_node(box.tag, parts))] if parts else []


_ORDER = itemgetter(0)


def make_node(tag: Tag, parts: Sequence[Part]) -> Node:
    """A node of parts in reading order; parts of what a page break cut know their order as well."""
    ordered = sorted(parts, key=_ORDER)
    if not tag.key:
        return Node(tag, tuple([part for _, part in ordered]))
    flat = [(n, one.flatten() if isinstance(one, Placed) else one) for n, one in ordered]
    known = [
        Node(one.tag._replace(order=n), one.children) if isinstance(one, Node) else one
        for n, one in flat
    ]
    return Node(tag, tuple(known))


def present(*boxes: Box | None) -> tuple[Box, ...]:
    """The boxes that there are."""
    return tuple(box for box in boxes if box is not None)


@box_type
class Stack(Box):
    """Boxes one under the other; those that can grow share the height that is left.

    Attributes:
        boxes: From top to bottom.
    """

    boxes: tuple[Box, ...]

    def _inside(self, width: float) -> tuple[Laid, ...]:
        return tuple([box.lay(width) for box in self.boxes])

    def _height(self, width: float, inside: Sequence[Laid]) -> float:
        return stacked_height(inside)

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
                left = (rest, *boxes[index + 1 :])
                return self._cut_in_two({"boxes": tuple(taken)}, {"boxes": left})
        return self, None

    def _draw(self, area: Area, laid: Laid) -> list[Part]:
        parts: list[Part] = []
        for one, y, height in spread(laid.inside, area.height):
            parts += one.draw(Area(area.x, area.y + y, area.width, height))
        return parts


def stacked_height(laid: Sequence[Laid]) -> float:
    """Height of boxes one under the other, without the gap above the first."""
    return sum([one.height for one in laid]) + sum([one.box.gap for one in laid[1:]])


def spread(laid: Sequence[Laid], room: float, step: float = 0.0) -> list[tuple[Laid, float, float]]:
    """Share out the height that is left to the boxes that can grow.

    Args:
        laid: Boxes one under the other.
        room: The height of all.
        step: By what steps they grow, or 0.

    Returns:
        The boxes, with the distance of their tops from the first one's and their final heights.
    """
    wanted: dict[int, float] = {}
    for one in laid:
        wanted[one.box.turn] = wanted.get(one.box.turn, 0.0) + one.box.grow
    left, shares = max(0.0, room - stacked_height(laid)), dict[int, float]()
    for turn, most in sorted(wanted.items()):
        shares[turn] = min(1.0, left / most) if most else 0.0
        left -= most * shares[turn]
    placed, y = [], 0.0
    for index, one in enumerate(laid):
        y += one.box.gap if index else 0.0
        more = one.box.grow * shares[one.box.turn]
        final = one.height + (floor(more / step) * step if step else more)
        placed.append((one, y, final))
        y += final
    return placed


@box_type
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

    def _inside(self, width: float) -> tuple[Laid, ...]:
        return tuple([box.lay(wide) for box, wide in zip(self.boxes, self.widths, strict=True)])

    def _height(self, width: float, inside: Sequence[Laid]) -> float:
        return max([one.height for one in inside], default=0.0)

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
        return self._cut_in_two({"boxes": tuple(heads)}, {"boxes": tuple(rests)})

    def _draw(self, area: Area, laid: Laid) -> list[Part]:
        parts, rules = list[Part](), list[Mark]()
        x, top, bottom = area.x, area.y + (area.height - laid.height) / 2, area.bottom
        for n, one in enumerate(laid.inside):
            is_filling = one.box.place == "fill"
            y, height = (area.y, area.height) if is_filling else (top, laid.height)
            parts += one.draw(Area(x, y, one.width, height))
            if n and self.between:
                ink, thick, _, share = self.between
                middle, out = x - self.gutter / 2, area.height * share
                rules.append(Rule(middle, area.y + out, middle, bottom - out, ink, thick))
            x += one.width + self.gutter
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


class Outline(NamedTuple):
    """How an outline looks: its ink and width, radius of its corners, distance to the edges."""

    ink: str
    width: float
    radius: float = 0.0
    inset: float = 0.0


@box_type
class Frame(Box):
    """A box with room around it, and rules, an outline, a ground or a bar.

    Attributes:
        box: What is in it; it gets all the height.
        pad: Room around it.
        outline: The outline, or None.
        fill: Ink of the ground, or "".
        bar: Width and ink of a bar at the start edge, or None; it lies in the start pad.
        above: The rule along the upper edge, or None; only the first part of a cut frame has it.
        below: The rule along the lower edge, or None.
    """

    box: Box
    pad: Pad = NO_PAD
    outline: Outline | None = None
    fill: str = ""
    bar: tuple[float, str] | None = None
    above: Stroke | None = None
    below: Stroke | None = None
    place: Standing = field(default="fill", kw_only=True)

    def _inner(self, width: float) -> float:
        return width - self.pad.start - self.pad.end

    def _inside(self, width: float) -> tuple[Laid, ...]:
        return (self.box.lay(self._inner(width)),)

    def _height(self, width: float, inside: Sequence[Laid]) -> float:
        return inside[0].height + self.pad.top + self.pad.bottom

    def cut(self, width: float, room: float, *, force: bool) -> Parting:
        """Cut what is in it; `room` is for that alone. Only an outline leaves room at the cut."""
        box = replace(self.box, key=self.box.key or self.key)
        head, rest = box.cut(self._inner(width), room, force=force)
        if head is None or rest is None:
            return (None, self) if head is None else (self, None)
        above = below = self.pad
        if not self.outline:
            above, below = self.pad._replace(bottom=0.0), self.pad._replace(top=0.0)
        return self._cut_in_two(
            {"box": head, "pad": above, "below": None}, {"box": rest, "pad": below, "above": None}
        )

    def _draw(self, area: Area, laid: Laid) -> list[Part]:
        x, y, width, height = area
        if self.place == "top":
            height = laid.height
        pad, marks = self.pad, list[Mark]()
        inner = Area(x + pad.start, y + pad.top, self._inner(width), height - pad.top - pad.bottom)
        if self.fill:
            marks.append(plan.Box(x, y, width, height, fill=self.fill))
        if self.bar:
            marks.append(plan.Box(x, y, self.bar[0], height, fill=self.bar[1]))
        if self.outline:
            ink, thick, radius, inset = self.outline
            place = x + inset, y + inset, width - 2 * inset, height - 2 * inset
            marks.append(plan.Box(*place, ink, "", thick, radius))
        if self.above:
            marks.append(_rule(self.above, area, y + self.above.inside))
        if self.below:
            marks.append(_rule(self.below, area, y + height - self.below.inside))
        return _behind(marks, laid.inside[0].draw(inner))


@box_type
class Space(Box):
    """Empty height."""

    tall: float

    def _height(self, width: float, inside: Sequence[Laid]) -> float:
        return self.tall

    def _draw(self, area: Area, laid: Laid) -> list[Part]:
        return []
