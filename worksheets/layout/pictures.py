"""Pictures of either sort, placed alike."""

from worksheets.layout.inks import inked
from worksheets.model.template import Colours
from worksheets.plan import Drawing, Image, Picture


def picture_size(image: Image | Drawing) -> tuple[float, float]:
    """Width and height of a picture in units of its own; only their ratio counts on paper."""
    if isinstance(image, Drawing):
        return image.width, image.height
    return image.width_px, image.height_px


def in_square(image: Image | Drawing, side: float, colours: Colours) -> Picture:
    """A picture in a template's colours, as large as a square allows, at its top left corner.

    Args:
        image: The image or drawing.
        side: Side of the square in points.
        colours: The colours.
    """
    if isinstance(image, Drawing):
        image = inked(image, colours)
    width, height = picture_size(image)
    scale = side / max(width, height)
    return Picture(0, 0, width * scale, height * scale, image)
