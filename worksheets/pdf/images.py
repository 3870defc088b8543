"""Pictures in a document: JPEG data as it came, everything else as compressed pixels."""

import zlib
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from typing import NamedTuple

from worksheets.pdf.file import File

_COLOUR_SPACES = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}
_COMPONENTS = {"L": 1, "RGB": 3, "CMYK": 4}


class _Pixels(NamedTuple):
    """Image data as it is stored; `alpha` is the data of its transparency, or empty."""

    width: int
    height: int
    components: int
    filter: str
    data: bytes
    alpha: bytes


@lru_cache(maxsize=256)
def image_digest(data: bytes) -> str:
    """A short name for the bytes of an image file."""
    return sha256(data).hexdigest()[:16]


def embed_image(file: File, data: bytes) -> int:
    """Write an image file; its object number."""
    pixels = _read_pixels(data)
    entries = _entries(pixels, pixels.components) + f"/Filter{pixels.filter}"
    if pixels.components == 4:
        entries += "/Decode[1 0 1 0 1 0 1 0]"  # JPEG files hold inverted inks.
    if pixels.alpha:
        mask = file.add_stream(pixels.alpha, _entries(pixels, 1) + "/Filter/FlateDecode")
        entries += f"/SMask {mask} 0 R"
    return file.add_stream(pixels.data, entries)


def _entries(pixels: _Pixels, components: int) -> str:
    return (
        f"/Type/XObject/Subtype/Image/Width {pixels.width}/Height {pixels.height}"
        f"/BitsPerComponent 8/ColorSpace{_COLOUR_SPACES[components]}"
    )


@lru_cache(maxsize=32)
def _read_pixels(data: bytes) -> _Pixels:
    # ReportLab is loaded for pages with photographs only: they would all start slower.
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfbase.pdfutils import readJPEGInfo

    reader = ImageReader(BytesIO(data))
    if reader.jpeg_fh() is not None:
        width, height, components, _ = readJPEGInfo(BytesIO(data))
        return _Pixels(width, height, components, "/DCTDecode", data, b"")
    width, height = reader.getSize()
    colours = zlib.compress(reader.getRGBData(), 9)
    alpha = reader._dataA
    return _Pixels(
        width,
        height,
        _COMPONENTS[reader.mode],
        "/FlateDecode",
        colours,
        zlib.compress(alpha.getRGBData(), 9) if alpha is not None else b"",
    )
