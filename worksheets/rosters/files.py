"""The bytes of a roster: copied once to where nobody changes them, and told apart by content."""

import errno
import hashlib
import re
import stat
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

from worksheets.load.source import showable
from worksheets.problems import Kind, Problem, WorksheetError
from worksheets.rosters.encodings import utf_16_of

Format = Literal["csv", "xlsx", "json", "yaml"]

MAX_BYTES = 1_000_000_000
_MAX_UNPACKED = 2_000_000_000
_BLOCK = 1 << 20
_LOOKED_AT = 1 << 16

_ENDINGS: dict[str, Format] = {
    **dict.fromkeys((".csv", ".tsv", ".tab", ".txt"), "csv"),
    **dict.fromkeys((".xlsx", ".xlsm"), "xlsx"),
    ".json": "json",
    **dict.fromkeys((".yaml", ".yml"), "yaml"),
}
_NAMES: dict[Format, str] = {
    "csv": "a CSV file",
    "xlsx": "an Excel workbook (XLSX)",
    "json": "a JSON file",
    "yaml": "a YAML file",
}
_AS_XLSX = "Open it in the spreadsheet program, and save it as XLSX or CSV UTF-8."
_ZIPPED = (
    ("application/vnd.oasis.opendocument", "an OpenDocument file (ODS)", _AS_XLSX),
    ("xl/workbook.bin", "a binary Excel workbook (XLSB)", _AS_XLSX),
    ("Index/", "a Numbers file", "Open it in Numbers, and export it as Excel or CSV."),
    ("Index.zip", "a Numbers file", "Open it in Numbers, and export it as Excel or CSV."),
    ("word/", "a Word file", "Give the list as a spreadsheet, XLSX or CSV."),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = (
    (b"%PDF", "a PDF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "a text document (RTF)"),
)
_EXPORT = "Save or export the list of patients as CSV or XLSX."


@dataclass
class Copy:
    """What was read of a file.

    Attributes:
        name: The file as the user named it.
        file: The copy, at its beginning.
        digest: SHA-256 of its bytes, in hexadecimal digits.
        size: How many bytes.
    """

    name: str
    file: IO[bytes]
    digest: str
    size: int


def refuse(name: str, message: str, hint: str, kind: Kind = Kind.UNREADABLE) -> WorksheetError:
    """An error about a roster as a whole."""
    return WorksheetError([Problem(message, hint, name, kind=kind)])


def copy_of(path: Path) -> Copy:
    """Copy a file to a temporary one without a name.

    Raises:
        WorksheetError: No such file, a folder, too large, or not to be read.
    """
    name = showable(str(path))
    with _told(name):
        facts = path.stat()
        if stat.S_ISDIR(facts.st_mode):
            raise IsADirectoryError
        if not stat.S_ISREG(facts.st_mode):
            raise refuse(name, "this is not an ordinary file", "Name a file.")
        if facts.st_size > MAX_BYTES:
            raise _too_large(name)
        copy: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
        digest = hashlib.sha256()
        size = 0
        try:
            with path.open("rb") as file:
                while block := file.read(_BLOCK):
                    digest.update(block)
                    size += len(block)
                    if size > MAX_BYTES:
                        raise _too_large(name)
                    copy.write(block)
            copy.seek(0)
        except BaseException:
            copy.close()
            raise
    return Copy(name, copy, digest.hexdigest(), size)


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal digits, or "" when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""


def _too_large(name: str) -> WorksheetError:
    return refuse(name, "the file is larger than 1 GB", "Check that this is the right file.")


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Say what the system says in words for everybody."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError):
        hint = "Check the spelling and the folder."
        raise refuse(name, "no such file", hint, Kind.NOT_FOUND) from None
    except IsADirectoryError:
        hint = "Name the file of the roster in it."
        raise refuse(name, "this is a folder, not a file", hint) from None
    except PermissionError:
        hint = "Ask for permission to read it; a spreadsheet program may have it open."
        raise refuse(name, "the file may not be read", hint) from None
    except (OSError, ValueError) as error:  # ValueError: the name holds a NUL
        if is_no_room(error):
            raise
        raise refuse(name, "the file cannot be read", "Check its name and place.") from None


def is_no_room(error: Exception) -> bool:
    """Whether the disk of temporary files is full, for which no roster is to blame."""
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)


def format_of(copy: Copy, ending: str) -> Format:
    """The format, by what is in the file; its ending has to go with that.

    Args:
        copy: The file.
        ending: The ending of its name, with the point.

    Raises:
        WorksheetError: It is something else, or it is empty.
    """
    head = copy.file.read(_LOOKED_AT)
    copy.file.seek(0)
    if not head.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        hint = "Check that it was saved; its first row has to name the columns."
        raise refuse(copy.name, "the roster is empty", hint, Kind.INVALID)
    _refuse_others(copy, head)
    wanted = _ENDINGS.get(ending.lower())
    found = _found(head, wanted)
    if wanted is None or wanted == found:
        return found
    right = "xlsx" if found == "xlsx" else found
    message = f"this is {_NAMES[found]}, although its name ends in {ending.lower()}"
    hint = f"Rename it so that it ends in .{right}, or save it again as what you want."
    raise refuse(copy.name, message, hint)


def _found(head: bytes, wanted: Format | None) -> Format:
    if head.startswith(b"PK\x03\x04"):
        return "xlsx"
    text = head.replace(b"\x00", b"").lstrip(b" \t\r\n\xef\xbb\xbf\xff\xfe")
    if wanted == "yaml":  # which may begin with any character that JSON can begin with
        return "yaml"
    if wanted == "json" or re.match(rb'\{\s*(?:"|\}|$)|\[\s*(?:\{|\]|$)', text):
        is_json = text[:1] in (b"{", b"[")
        return "json" if is_json else "csv"
    return "csv"


def _refuse_others(copy: Copy, head: bytes) -> None:
    """Say what the file is when it is nothing that can be read."""
    name = copy.name
    if head.startswith(_OLE):
        raise _old_office(copy)
    if head.startswith(b"PK\x03\x04"):
        _check_zip(copy)
        return
    for magic, what in _MAGIC:
        if head.startswith(magic):
            raise refuse(name, f"this is {what}, not a list of patients", _EXPORT)
    start = head.replace(b"\x00", b"").lstrip(b" \t\r\n\xef\xbb\xbf\xff\xfe")[:1000].lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head", b"<?xml")):
        raise refuse(name, "this is a web page or XML, not a table", _AS_XLSX)
    odd = sum(byte < 32 and byte not in b"\t\n\x0b\x0c\r\x1a\x1b" for byte in head)
    if odd > len(head) / 50 and not utf_16_of(head):
        raise refuse(name, "this is not text, so it cannot be a CSV file", _EXPORT)


def _old_office(copy: Copy) -> WorksheetError:
    """A workbook of before 2007, or an XLSX file with a password, which is packed in the same way.

    The names of its parts are UTF-16 text.
    """
    mark = "EncryptedPackage".encode("utf-16-le")
    before = b""
    while block := copy.file.read(_BLOCK):
        if mark in before + block:
            message = "the workbook is protected with a password"
            hint = "Open it in the spreadsheet program, and save it without the password to open."
            return refuse(copy.name, message, hint)
        before = block[-len(mark) :]
    return refuse(copy.name, "this is an old Excel workbook (XLS)", _AS_XLSX)


def _check_zip(copy: Copy) -> None:
    try:
        with zipfile.ZipFile(copy.file) as archive:
            parts = archive.infolist()
            names = [part.filename for part in parts]
            kind = archive.read("mimetype")[:100].decode("latin-1") if "mimetype" in names else ""
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):
        hint = "Open it in the spreadsheet program, and save it again."
        raise refuse(copy.name, "the workbook is damaged", hint) from None
    copy.file.seek(0)
    for mark, what, hint in _ZIPPED:
        if kind.startswith(mark) or any(one.startswith(mark) for one in names):
            raise refuse(copy.name, f"this is {what}", hint)
    if "[Content_Types].xml" not in names or not any(one.startswith("xl/") for one in names):
        raise refuse(copy.name, "this is a compressed file, not a list of patients", _EXPORT)
    if sum(part.file_size for part in parts) > _MAX_UNPACKED:
        hint = "Copy the rows to a new workbook."
        raise refuse(copy.name, "the workbook is far too large when unpacked", hint)
