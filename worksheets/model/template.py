"""A template: a page, a type scale, colours, and a list of blocks by name. It runs no code."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from worksheets.model.base import Colour, Id, Line, Model, Ratio, length
from worksheets.problems import WrongValue

BlockName = Literal["masthead", "purpose", "cards", "list", "week-grid"]


class PageSetup(Model):
    """The paper, seen from above.

    Attributes:
        orientation: Which way it is held.
        margin: Empty edge on all four sides; printers need 5 mm or more.
    """

    orientation: Literal["portrait", "landscape"] = "portrait"
    margin: Annotated[float, length("5 mm", "40 mm")] = 11 * 72 / 25.4


BodySize = Annotated[float, length("6 pt", "36 pt")]


class TypeScale(Model):
    """Sizes of type. All others follow from the size of the body text.

    Attributes:
        largest: Body size that is tried first.
        smallest: Body size below which the layout does not go.
        leading: Distance between baselines, as a multiple of the size.
        title: Size of the title, as a multiple of the body size.
        name: Size of the names of exercises, likewise.
        small: Size of labels and the footer, likewise.
    """

    largest: BodySize = 13.0
    smallest: BodySize = 10.5
    leading: Ratio = Field(default=1.25, ge=1.1, le=2)
    title: Ratio = Field(default=1.85, ge=1, le=4)
    name: Ratio = Field(default=1.16, ge=1, le=3)
    small: Ratio = Field(default=0.82, ge=0.6, le=1)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.largest < self.smallest:
            raise WrongValue("largest is below smallest", "Swap the two sizes.")
        return self


class Colours(Model):
    """Inks, chosen so that a black-and-white copier keeps them apart.

    Attributes:
        text: Body text and boxes.
        muted: Labels and asides.
        accent: Numbers and the title rule.
        warning: Stop-and-call and clearance.
        line: Thin rules.
        shade: Fill of days off.
    """

    text: Colour = "#1b2226"
    muted: Colour = "#4d5a61"
    accent: Colour = "#1f5673"
    warning: Colour = "#a3341f"
    line: Colour = "#b9c2c7"
    shade: Colour = "#e4e8ea"


class BlockSetup(Model):
    """One block of the page.

    Attributes:
        block: Its name in the registry of blocks.
        dose: Whether a grid repeats the dose under each name.
        fill: Whether a grid grows to fill the page.
    """

    block: BlockName
    dose: bool = False
    fill: bool = False

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
        page: The paper.
        type: Sizes of type.
        colours: Inks.
        blocks: What is on the page, from top to bottom; the disclaimer is always at the foot.
    """

    kind: Literal["template"]
    id: Id
    name: Line
    description: Line
    page: PageSetup = PageSetup()
    type: TypeScale = TypeScale()
    colours: Colours = Colours()
    blocks: tuple[BlockSetup, ...] = Field(min_length=1, max_length=20)
