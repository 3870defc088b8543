"""Pictures of either sort, placed alike."""

from worksheets.plan import Drawing, Image


def picture_size(image: Image | Drawing) -> tuple[float, float]:
    """Width and height of a picture in units of its own; only their ratio counts on paper."""
    if isinstance(image, Drawing):
        return image.width, image.height
    return image.width_px, image.height_px
