"""Paths inside YAML files, and pictures."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from worksheets.load.pictures import MAX_BYTES, load_picture, resolve_beside
from worksheets.plan import Image as Drawn
from worksheets.problems import WorksheetError


def picture(width: int, height: int, kind: str, orientation: int = 1) -> bytes:
    packed = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = orientation
    Image.linear_gradient("L").resize((width, height)).save(packed, kind, exif=exif)
    return packed.getvalue()


def test_a_path_is_relative_to_its_file_and_stays_in_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    (folder / "exercises").mkdir(parents=True)
    (folder / "pictures").mkdir()
    (folder / "pictures" / "heel.png").write_bytes(b"x")
    (tmp_path / "secret.png").write_bytes(b"x")
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    file = folder / "exercises" / "heel.yaml"
    found = resolve_beside("../pictures/heel.png", file, folder)
    assert found == (folder / "pictures" / "heel.png").resolve()
    for wrong, said in {
        "../../secret.png": "lies outside the folder",
        "../link.png": "lies outside the folder",
        str(tmp_path / "secret.png"): "is an absolute path",
        "C:\\pictures\\heel.png": "is an absolute path",
        "heel.png": "there is no file",
        "pictures": "there is no file",
        "a\0b": "is not the name of a file",
        "https://example.org/heel.png": "pictures must be files beside the YAML file",
        "x" * 5000: "there is no file",
    }.items():
        with pytest.raises(WorksheetError, match=said):
            resolve_beside(wrong, file, folder)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_keeps_its_bytes(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "picture.any"
    path.write_bytes(picture(131, 120, kind))
    image = load_picture(path)
    assert isinstance(image, Drawn)
    assert (image.width_px, image.height_px) == (131, 120)
    assert image.data == path.read_bytes()


def test_a_photograph_is_turned_upright(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(picture(160, 140, "JPEG", orientation=6))
    image = load_picture(path)
    assert isinstance(image, Drawn)
    assert (image.width_px, image.height_px) == (140, 160)
    assert Image.open(io.BytesIO(image.data)).size == (140, 160)


def png_header(width: int, height: int) -> bytes:
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13)
        + head
        + struct.pack(">I", zlib.crc32(head))
        + b"\0\0\0\x08IDAT"
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"GIF89a" + b"x" * 99, "not a PNG, JPEG or SVG"),
        (b"", "not a PNG, JPEG or SVG"),
        (picture(200, 200, "PNG")[:-60], "is damaged"),
        (picture(200, 200, "JPEG")[:-900], "is damaged"),
        (png_header(5001, 5000), "more than 25 million pixels"),
        (png_header(100_000, 100_000), "more than 25 million pixels"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * MAX_BYTES, "larger than 5 MB"),
        (picture(99, 99, "PNG"), "only 99 pixels large"),
        (picture(100, 801, "JPEG"), "more than 8 times as high as it is wide"),
        (picture(90, 10, "JPEG"), "more than 8 times as wide as it is high"),
    ],
    ids=["gif", "empty", "cut-png", "cut-jpeg", "pixels", "bomb", "bytes", "small", "high", "wide"],
)
def test_other_pictures_are_refused(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(data)
    with pytest.raises(WorksheetError, match=said):
        load_picture(path)
    with pytest.raises(WorksheetError, match="cannot be read"):
        load_picture(tmp_path)


def test_the_folder_that_was_searched_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "knee"
    folder.mkdir()
    monkeypatch.chdir(folder)
    with pytest.raises(WorksheetError, match=r'It is looked for in the folder "knee"\.$'):
        resolve_beside("heel.png", Path("heel.yaml"), Path())
    with pytest.raises(WorksheetError, match=r'in the folder "\.\./knee"\.$'):
        resolve_beside("heel.png", Path("../knee/heel.yaml"), Path("../knee"))
