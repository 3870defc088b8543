"""Paths that a YAML file names, and the pictures that lie there."""

import io
import warnings
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from worksheets.load.source import Mark, Source, quoted, showable
from worksheets.plan import Image
from worksheets.problems import Kind, Problem, WorksheetError

MAX_BYTES = 5_000_000
MAX_PIXELS = 25_000_000
MIN_SIDE_PX = 100  # at 25 mm on paper, about 100 dots an inch: below that, nobody knows what it is
MAX_ASPECT = 8  # a longer strip would be less than 3 mm wide beside the words
_ORIENTATION = 0x0112
_PRINTERS_INKS = "CMYK"


def resolve_beside(written: str, yaml_file: Path, root: Path, mark: Mark | None = None) -> Path:
    """The file that a path in a YAML file means.

    Args:
        written: The path as it stands in the YAML file, relative to that file.
        yaml_file: The file that it stands in.
        root: The folder that must not be left, by `..` or by a link.
        mark: Where the path is written, to point at it.

    Raises:
        WorksheetError: An absolute path, one that leaves the folder, or no such file.
    """
    mark = mark or Mark(Source(showable(str(yaml_file)), "", has_lines=False), 1, 1)
    if "://" in written:
        hint = "Save the picture beside this file and write its name."
        raise _wrong(mark, "pictures must be files beside the YAML file", hint)
    if PurePosixPath(written).is_absolute() or PureWindowsPath(written).anchor:
        hint = "Put the file beside this one and write its name only."
        raise _wrong(mark, f"{quoted(written)} is an absolute path", hint)
    if "\0" in written:
        raise _wrong(mark, f"{quoted(written)} is not the name of a file", "Correct the name.")
    try:
        path = (yaml_file.parent / written).resolve()
        if not path.is_relative_to(root.resolve()):
            hint = "Copy the file into that folder."
            raise _wrong(
                mark, f"{quoted(written)} lies outside the folder {showable(str(root))}", hint
            )
        if path.is_file():
            return path
    except (OSError, RuntimeError):  # a name too long, links in a circle
        pass
    hint = f'It is looked for in the folder "{_folder_name(yaml_file)}".'
    if "\\" in written:
        hint += " Write / between folders."
    raise WorksheetError(
        [mark.problem(f"there is no file {quoted(written)}", hint, Kind.NOT_FOUND)]
    )


def _folder_name(yaml_file: Path) -> str:
    """The folder of a file as the user named it; the working folder has its own name."""
    folder = yaml_file.parent
    return showable(str(folder) if folder != Path() else Path.cwd().name or "/")


def _wrong(mark: Mark, message: str, hint: str) -> WorksheetError:
    return WorksheetError([mark.problem(message, hint, Kind.INVALID)])


def load_picture(path: Path) -> Image:
    """Read a PNG, JPEG or SVG file and check all of it; photographs are turned upright.

    Raises:
        WorksheetError: Too large, too small or too long, another sort of file, damaged, or an SVG
            file with something in it that is unsafe or cannot be drawn.
    """
    data = _read(path)
    is_svg = data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
    if is_svg or path.suffix.lower() in (".svg", ".svgz"):
        image = _load_svg(path, data)
    elif data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        image = _check_image(path, data)
    else:
        hint = "Open it in a picture program and save it as PNG, JPEG or SVG."
        raise _refuse(path, "this is not a PNG, JPEG or SVG picture", hint)
    _check_shape(path, image.width_px, image.height_px)
    return image


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError):
        raise _refuse(path, "the picture cannot be read", "Check its name and place.") from None
    if len(data) > MAX_BYTES:
        raise _refuse(path, "the picture is larger than 5 MB", "Save it smaller.")
    return data


def _load_svg(path: Path, data: bytes) -> Image:
    from worksheets.load.svg import read_svg  # most sheets need none

    try:
        return read_svg(showable(str(path)), data)
    except ModuleNotFoundError:
        hint = "Install it with: pip install 'worksheets[svg]' - or save the picture as PNG."
        raise _refuse(path, "SVG pictures need a part that is not installed", hint) from None


def _check_shape(path: Path, width: int, height: int) -> None:
    """Refuse a strip, which would be shrunk until it shows nothing, and what has few pixels."""
    if max(width, height) > MAX_ASPECT * min(width, height):
        more, less = ("wide", "high") if width > height else ("high", "wide")
        message = f"the picture is more than {MAX_ASPECT} times as {more} as it is {less}"
        hint = "Cut it to the part that matters: it is printed a few centimetres large."
        raise _refuse(path, message, hint)
    longer = max(width, height)
    if longer < MIN_SIDE_PX:
        message = f"the picture is only {longer} pixels large, too few to print clearly"
        hint = f"Use one with {MIN_SIDE_PX} pixels or more on its longer side; 600 print well."
        raise _refuse(path, message, hint)


def _check_image(path: Path, data: bytes) -> Image:
    from PIL import Image as pillow  # slow to import, and most sheets need none  # noqa: N813

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture: Any = pillow.open(io.BytesIO(data), formats=("PNG", "JPEG"))
            width, height = picture.size
            if width * height > MAX_PIXELS:
                raise _too_many_pixels(path)
            is_upright = picture.getexif().get(_ORIENTATION, 1) not in range(2, 9)
            if is_upright and picture.mode != _PRINTERS_INKS:
                # A draft reads all of a JPEG file, but unpacks an eighth of it.
                picture.draft(None, (max(1, width // 8), max(1, height // 8)))
                picture.load()
                return Image(data, width, height)
            return _made_anew(picture)
    except pillow.DecompressionBombError:
        raise _too_many_pixels(path) from None
    except WorksheetError:
        raise
    except Exception:  # Pillow raises almost anything on a damaged file
        hint = "Open it in a picture program and save it again."
        raise _refuse(path, "the picture is damaged", hint) from None


def _made_anew(picture: Any) -> Image:
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


def _too_many_pixels(path: Path) -> WorksheetError:
    return _refuse(path, "the picture has more than 25 million pixels", "Save it smaller.")


def _refuse(path: Path, message: str, hint: str) -> WorksheetError:
    return WorksheetError([Problem(message, hint, showable(str(path)), kind=Kind.UNREADABLE)])
