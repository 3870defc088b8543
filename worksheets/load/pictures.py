"""Paths that a YAML file names, and the pictures that lie there."""

import io
import warnings
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from worksheets.load.source import Mark, quoted, showable, whole_file
from worksheets.plan import Image
from worksheets.problems import Kind

MAX_BYTES = 5_000_000
MAX_PIXELS = 25_000_000
MIN_SIDE_PX = 100  # at 25 mm on paper, about 100 dots an inch: below that, it cannot be recognised
MAX_ASPECT = 8  # a longer strip would be less than 3 mm wide beside the words
LARGEST_MM = (80.0, 80.0)
"""Width and height of the largest figure that a template may have."""
_ORIENTATION = 0x0112
_PRINTERS_INKS = "CMYK"


def resolve_beside(written: str, yaml_file: Path, root: Path, mark: Mark | None = None) -> Path:
    """The file that a path in a YAML file means.

    Args:
        written: The path as it is written in the YAML file, relative to that file.
        yaml_file: That file.
        root: The folder that must not be left, by `..` or by a link.
        mark: Where the path is written, to point at it.

    Raises:
        WorksheetError: An absolute path, one that leaves the folder, or no such file.
    """
    mark = mark or whole_file(yaml_file)
    if "://" in written:
        hint = "Save the picture beside this file and write its name."
        raise mark.error("pictures must be files beside the YAML file", hint, Kind.INVALID)
    if PurePosixPath(written).is_absolute() or PureWindowsPath(written).anchor:
        hint = "Put the file beside this one and write its name only."
        raise mark.error(f"{quoted(written)} is an absolute path", hint, Kind.INVALID)
    if "\0" in written:
        message = f"{quoted(written)} is not the name of a file"
        raise mark.error(message, "Correct the name.", Kind.INVALID)
    try:
        path = (yaml_file.parent / written).resolve()
        if not path.is_relative_to(root.resolve()):
            message = f"{quoted(written)} lies outside the folder {showable(str(root))}"
            raise mark.error(message, "Copy the file into that folder.", Kind.INVALID)
        if path.is_file():
            return path
    except (OSError, RuntimeError):  # a name too long, links in a circle
        pass
    folder = yaml_file.parent
    name = str(folder) if folder != Path() else Path.cwd().name or "/"
    hint = f'It is looked for in the folder "{showable(name)}".'
    if "\\" in written:
        hint += " Write / between folders."
    raise mark.error(f"there is no file {quoted(written)}", hint, Kind.NOT_FOUND)


def load_picture(path: Path, room_mm: tuple[float, float] = LARGEST_MM) -> Image:
    """Read a PNG, JPEG or SVG file and check all of it; photographs are turned upright.

    Args:
        path: The file.
        room_mm: Width and height of the largest place where it is printed: an SVG file is drawn as
            large as it needs to be there.

    Raises:
        WorksheetError: Too large, too small or too long, another sort of file, damaged, or an SVG
            file with something in it that is unsafe or cannot be drawn.
    """
    file = whole_file(path)
    try:
        with path.open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except (OSError, ValueError):
        raise file.error("the picture cannot be read", "Check its name and place.") from None
    if len(data) > MAX_BYTES:
        raise file.error("the picture is larger than 5 MB", "Save it smaller.")
    is_svg = data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
    if is_svg or path.suffix.lower() in (".svg", ".svgz"):
        from worksheets.load.svg import read_svg  # most sheets need none

        image = read_svg(file.source.name, data, room_mm)
    elif data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        image = _read_pixels(file, data)
    else:
        hint = "Open it in a picture program and save it as PNG, JPEG or SVG."
        raise file.error("this is not a PNG, JPEG or SVG picture", hint)
    _check_shape(file, image.width_px, image.height_px)
    return image


def _check_shape(file: Mark, width: int, height: int) -> None:
    """Refuse a strip, which would be shrunk until it shows nothing, and what has few pixels."""
    longer = max(width, height)
    if longer > MAX_ASPECT * min(width, height):
        more, less = ("wide", "high") if width > height else ("high", "wide")
        message = f"the picture is more than {MAX_ASPECT} times as {more} as it is {less}"
        hint = "Cut it to the part that matters: it is printed a few centimetres large."
        raise file.error(message, hint)
    if longer < MIN_SIDE_PX:
        message = f"the picture is only {longer} pixels large, too few to print clearly"
        hint = f"Use one with {MIN_SIDE_PX} pixels or more on its longer side; 600 print well."
        raise file.error(message, hint)


def _read_pixels(file: Mark, data: bytes) -> Image:
    from PIL import Image as pillow  # slow to import, and most sheets need none  # noqa: N813

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture: Any = pillow.open(io.BytesIO(data), formats=("PNG", "JPEG"))
            width, height = picture.size
            if width * height > MAX_PIXELS:
                raise pillow.DecompressionBombError
            is_upright = picture.getexif().get(_ORIENTATION, 1) not in range(2, 9)
            if is_upright and picture.mode != _PRINTERS_INKS:
                # A draft reads all of a JPEG file, but unpacks an eighth of it.
                picture.draft(None, (max(1, width // 8), max(1, height // 8)))
                picture.load()
                return Image(data, width, height)
            return _upright(picture)
    except pillow.DecompressionBombError:
        message = "the picture has more than 25 million pixels"
        raise file.error(message, "Save it smaller.") from None
    except Exception:  # Pillow raises almost anything on a damaged file
        hint = "Open it in a picture program and save it again."
        raise file.error("the picture is damaged", hint) from None


def _upright(picture: Any) -> Image:
    """Turn a photograph as its camera says, and mix printers' inks to colours of a screen.

    A PDF would show the one lying on its side; in a file that is kept for good the other would mean
    different colours on every printer.
    """
    from PIL import ImageOps

    turned = ImageOps.exif_transpose(picture)
    if turned.mode == _PRINTERS_INKS:
        turned = turned.convert("RGB")
    packed = io.BytesIO()
    options = {"quality": 92} if picture.format == "JPEG" else {}
    turned.save(packed, format=picture.format, **options)
    return Image(packed.getvalue(), turned.width, turned.height)
