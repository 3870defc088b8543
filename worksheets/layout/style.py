"""The type scale at one body size: every length on the page follows from it."""

from dataclasses import dataclass

from worksheets.model import Template
from worksheets.model.template import Colours
from worksheets.text.fonts import CAP_HEIGHT_EM


@dataclass(frozen=True)
class Style:
    """Sizes, distances and inks at one body size; lengths in points.

    Attributes:
        width: Width between the margins.
        height: Height between the margins, without the footer.
        body: Size of body text.
        small: Size of labels and the footer.
        name: Size of the names of exercises.
        title: Size of the title.
        leading: Distance between baselines of body text; the unit of all vertical distances.
        ink: The inks.
    """

    width: float
    height: float
    body: float
    small: float
    name: float
    title: float
    leading: float
    ink: Colours

    def __hash__(self) -> int:
        """Quick, because every box that is made once is looked up by its style."""
        return hash((self.body, self.width, self.height))

    def leading_of(self, size: float) -> float:
        """Distance between baselines of text of another size, in quarters of a point."""
        return round(size * self.leading / self.body * 4) / 4

    @property
    def box(self) -> float:
        """Side of a tick box on a card, which stands for one set: large enough for a pen."""
        return round(self.leading * 1.15 * 2) / 2

    @property
    def list_box(self) -> float:
        """Side of a tick box before a sentence."""
        return round(self.body * 1.05 * 2) / 2

    def day_box(self, *, with_dose: bool) -> float:
        """Largest side of a tick box on a day of the week; rows with doses are higher."""
        return self.body * (1.35 if with_dose else 0.92)


def make_style(template: Template, body: float, width: float, height: float) -> Style:
    """The style of a template at one body size.

    Args:
        template: Gives the proportions.
        body: Size of body text in points.
        width: Width between the margins in points.
        height: Height between the margins in points.
    """
    scale = template.type
    sizes = body * scale.small, body * scale.name, body * scale.title
    leading = round(body * scale.leading * 4) / 4
    return Style(width, height, body, *sizes, leading, template.colours)


def baseline(size: float, leading: float) -> float:
    """From the top of a line to its baseline, capitals standing in the middle of the line."""
    return (leading + CAP_HEIGHT_EM * size) / 2
