"""Pages as pixels, for where a PDF cannot be shown."""

from io import BytesIO
from typing import Any

_MAX_SCALE = 40.0


def rasterise(pdf: bytes, width_px: int) -> bytes:
    """The first page of a PDF file as a PNG file.

    Args:
        pdf: The file.
        width_px: How many pixels wide.
    """
    from pypdfium2 import PdfDocument  # large, and only pictures in pixels need it

    document: Any = PdfDocument(pdf)
    try:
        page = document[0]
        scale = min(_MAX_SCALE, width_px / page.get_width())
        picture = page.render(scale=scale).to_pil()
    finally:
        document.close()
    packed = BytesIO()
    picture.save(packed, format="PNG", optimize=True)
    return packed.getvalue()
