"""A template: a page, a type scale, colours, and a list of blocks by name. It runs no code."""

from typing import Annotated, Any, Literal, Self, get_args

from pydantic import AfterValidator, Field, model_validator

from worksheets.model.base import Colour, Id, Line, Model, Ratio, length
from worksheets.problems import WrongValue

SheetBlock = Literal["masthead", "purpose", "cards", "list", "week-grid"]
BookletBlock = Literal[
    "cover", "contents", "timeline", "phases", "exercises", "weeks", "charts", "stop-and-call"
]
BlockName = Literal[SheetBlock, BookletBlock]
EXERCISE_BLOCKS: tuple[BlockName, ...] = ("cards", "list", "week-grid")
"""The blocks that show exercises: the gates stand before the first of them."""
_NEEDED: dict[str, tuple[BlockName, ...]] = {
    "sheet": ("masthead", "purpose"),
    "booklet": ("cover", "exercises", "weeks", "stop-and-call"),
}
"""What no document may be handed out without, by its sort."""

_MIN_CONTRAST = 4.5
_MIN_FIGURE_MM = 18


class PageSetup(Model):
    """The paper, seen from above.

    Attributes:
        orientation: Which way it is held.
        margin: Empty edge at both sides; printers need 5 mm or more. Above and below it is less,
            10 and 8 mm to sides of 14, but not below 5 mm.
    """

    orientation: Literal["portrait", "landscape"] = "portrait"
    margin: Annotated[float, length("5 mm", "40 mm")] = 14 * 72 / 25.4


BodySize = Annotated[float, length("9 pt", "36 pt")]


class TypeScale(Model):
    """Sizes of type. All others follow from the size of the body text.

    Attributes:
        largest: Body size above which the layout does not go.
        smallest: Body size below which the layout does not go.
        leading: Distance between baselines, as a multiple of the size.
        title: Size of the title, as a multiple of the body size.
        name: Size of the names of exercises, likewise.
        small: Size of labels and the footer, likewise.
    """

    largest: BodySize = 14.0
    smallest: BodySize = 10.5
    leading: Ratio = Field(default=1.25, ge=1.1, le=2)
    title: Ratio = Field(default=1.9, ge=1, le=4)
    name: Ratio = Field(default=1.2, ge=1, le=3)
    small: Ratio = Field(default=0.86, ge=0.75, le=1)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.largest < self.smallest:
            raise WrongValue("largest is below smallest", "Swap the two sizes.")
        return self


def _contrast_with_white(colour: str) -> float:
    """Contrast ratio with white paper, 1 to 21, as WCAG 2.2 defines it."""
    shares = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (luminance + 0.05)


def _check_legible(colour: str) -> str:
    """Refuse an ink below the contrast of 4.5 that WCAG 2.2 asks for."""
    if _contrast_with_white(colour) < _MIN_CONTRAST:
        raise WrongValue("the colour is too light for text", 'Take a darker one, like "#4d5a61".')
    return colour


Ink = Annotated[Colour, AfterValidator(_check_legible)]
"""A colour that text can be printed in."""


class Colours(Model):
    """Inks, chosen so that a black-and-white copier keeps them apart.

    Attributes:
        text: Body text and boxes.
        muted: Labels and asides.
        accent: Numbers and the title rule.
        warning: Stop-and-call and clearance.
        line: Thin rules.
        shade: Fill of days off.
        skin: People in figures.
        skin_far: Their far side.
        affected: The limb that works.
        affected_far: The same on the far side.
        shirt: Their shirts.
        shirt_far: The far sleeve.
        shorts: Their shorts.
        shorts_far: The far leg of the shorts.
        hair: Their hair.
        ink: Outlines of people, and badges.
        ink_far: Outlines of their far side, and of where a limb was before.
        edge: Around arrows and cords, inside where a limb was before, and numbers on badges.
        prop: Walls, chairs and other props.
        outline: Outlines of props and the floor.
        ground: The floor, seen from above.
        arrow: Arrows, straps and bands.
    """

    text: Ink = "#1b2226"
    muted: Ink = "#4d5a61"
    accent: Ink = "#1f5673"
    warning: Ink = "#a3341f"
    line: Colour = "#b9c2c7"
    shade: Colour = "#e4e8ea"
    skin: Colour = "#ffffff"
    skin_far: Colour = "#e6ebee"
    affected: Colour = "#8cbfe0"
    affected_far: Colour = "#a8cde4"
    shirt: Colour = "#d3dee5"
    shirt_far: Colour = "#bccad3"
    shorts: Colour = "#5b7383"
    shorts_far: Colour = "#8fa1ad"
    hair: Colour = "#4b5b66"
    ink: Colour = "#1f2f39"
    ink_far: Colour = "#667681"
    edge: Colour = "#ffffff"
    prop: Colour = "#e3e5e5"
    outline: Colour = "#7d8588"
    ground: Colour = "#eef1f2"
    arrow: Colour = "#b8432f"

    @model_validator(mode="before")
    @classmethod
    def _has_no_old_names(cls, value: Any) -> Any:
        if isinstance(value, dict) and (old := sorted(_OLD_INKS.keys() & value)):
            raise WrongValue(
                f"figures have other colours now: {', '.join(old)} no longer exist",
                "Write " + ", ".join(f"{_OLD_INKS[name]} for {name}" for name in old) + ".",
            )
        return value


_OLD_INKS = {"body": "skin", "far": "skin_far", "ghost": "ink_far"}


class BlockSetup(Model):
    """One block of the page.

    Attributes:
        block: Its name in the registry of blocks.
        dose: Whether a grid repeats the dose under each name.
        fill: Whether a grid grows to fill the page.
        figure: How high and wide a figure on a card is at most; it grows with the type.
        captions: Whether the figures on cards have their captions under them.
    """

    block: BlockName
    dose: bool = False
    fill: bool = False
    figure: Annotated[float, length(f"{_MIN_FIGURE_MM} mm", "100 mm")] = 84 * 72 / 25.4
    captions: bool = False

    @model_validator(mode="before")
    @classmethod
    def read(cls, value: Any) -> Any:
        """Let the name of a block stand for a block without options."""
        return value if isinstance(value, dict) else {"block": value}


class Template(Model):
    """How a sheet is laid out.

    Attributes:
        id: The name of the file, without its ending.
        name: What the layout is called.
        description: When to use it, in one line.
        document: What is laid out: a sheet, or a booklet of many pages.
        page: The paper.
        type: Sizes of type.
        colours: Inks.
        blocks: What is on the page, from top to bottom; the disclaimer is always at the foot.
    """

    kind: Literal["template"]
    id: Id
    name: Line
    description: Line
    document: Literal["sheet", "booklet"] = "sheet"
    page: PageSetup = PageSetup()
    type: TypeScale = TypeScale()
    colours: Colours = Colours()
    blocks: tuple[BlockSetup, ...] = Field(min_length=1, max_length=20)

    @model_validator(mode="after")
    def _is_safe_to_hand_out(self) -> Self:
        """Refuse a document without the patient's name, the stop-and-call box or any exercise."""
        names = [setup.block for setup in self.blocks]
        known = get_args(SheetBlock if self.document == "sheet" else BookletBlock)
        for name in names:
            if name not in known:
                raise WrongValue(
                    f"a {self.document} has no block {name}", f"Its blocks: {', '.join(known)}."
                )
        for needed in _NEEDED[self.document]:
            if needed not in names:
                raise WrongValue(
                    f"every {self.document} needs the block {needed}",
                    f"Add {needed} to the blocks.",
                )
        if self.document == "sheet" and not any(name in EXERCISE_BLOCKS for name in names):
            raise WrongValue(
                "no block shows the exercises", f"Add one of: {', '.join(EXERCISE_BLOCKS)}."
            )
        return self
