"""The formats of rosters: how a file is recognised, and who reads it.

A new format is a reader in a file of its own, and a line in `FORMATS`.
"""

import io
import mmap
import re
import zipfile
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeAlias

from worksheets.problems import Kind
from worksheets.rosters.columns import Context
from worksheets.rosters.csv_rows import read_csv
from worksheets.rosters.files import Copy, refuse, utf_16_of
from worksheets.rosters.objects import read_json, read_yaml
from worksheets.rosters.rows import Note, RawTable
from worksheets.rosters.xlsx_rows import explained, read_xlsx

Reader: TypeAlias = Callable[[Any, Context], Sequence[RawTable]]
"""Gives the tables of a file, the first of which that names columns is the roster.

It takes text or, for formats that are not text, bytes; and what it knows besides the file.
"""


class Format(NamedTuple):
    """A format.

    Attributes:
        name: What to call a file of it.
        endings: Endings of names of files; the first one is proposed.
        read: The reader.
        begins: How files of this format begin, if that is certain whatever their names are.
        may_begin: How files may begin if their names have one of the endings.
        max_bytes: How large a file may be.
        is_text: Whether the reader takes text.
    """

    name: str
    endings: tuple[str, ...]
    read: Reader
    begins: re.Pattern[bytes]
    may_begin: re.Pattern[bytes]
    max_bytes: int = 1_000_000_000
    is_text: bool = True


_ZIP = re.compile(rb"PK\x03\x04")
_NOT_ZIP = re.compile(rb"(?!PK\x03\x04)")
_NEVER = re.compile(rb"(?!)")
_OBJECT = re.compile(rb'\{\s*(?:"|\}|$)|\[\s*(?:\{|\]|$)')
CSV = Format("a CSV file", (".csv", ".tsv", ".tab", ".txt"), read_csv, _NEVER, _NEVER)
FORMATS = (
    Format("an Excel workbook (XLSX)", (".xlsx", ".xlsm"), read_xlsx, _ZIP, _ZIP, is_text=False),
    Format("a JSON file", (".json",), read_json, _OBJECT, re.compile(rb"[\[{]"), 200_000_000),
    Format("a YAML file", (".yaml", ".yml"), read_yaml, _NEVER, _NOT_ZIP, 1_000_000),
    CSV,
)
"""All formats; CSV is what nothing else fits."""

_LOOKED_AT = 1 << 16
_AS_XLSX = "Open it in the spreadsheet program, and save it as XLSX or CSV UTF-8."
_EXPORT = "Save or export the list of patients as CSV or XLSX."
_NUMBERS = Note("a Numbers file", "Open it in Numbers, and export it as Excel or CSV.")
_ZIPPED = {
    "application/vnd.oasis.opendocument": Note("an OpenDocument file (ODS)", _AS_XLSX),
    "xl/workbook.bin": Note("a binary Excel workbook (XLSB)", _AS_XLSX),
    "Index/": _NUMBERS,
    "Index.zip": _NUMBERS,
    "word/": Note("a Word file", "Give the list as a spreadsheet, XLSX or CSV."),
}
_OTHERS = {
    rb"%PDF": Note("a PDF file", _EXPORT),
    rb"\x89PNG|\xff\xd8\xff|GIF8": Note("a picture", _EXPORT),
    rb"\x1f\x8b|7z\xbc\xaf|Rar!": Note("a compressed file", _EXPORT),
    rb"SQLite format 3": Note("a database", _EXPORT),
    rb"\{\\rtf": Note("a text document (RTF)", _EXPORT),
    rb"(?s)<.{0,600}http://hl7\.org/fhir": Note("FHIR as XML", "Export it as FHIR JSON."),
    rb"MSH\|": Note("an HL7 version 2 message", "Export the patients as FHIR JSON, CSV or XLSX."),
    rb"(?i)<(!doctype html|html|table|meta|head|\?xml)": Note("a web page or XML", _AS_XLSX),
}


def format_of(copy: Copy, ending: str) -> Format:
    """The format, by what is in the file; the ending of its name has to go with that.

    Args:
        copy: The file.
        ending: The ending, with the point.

    Raises:
        WorksheetError: It is something else, or it is empty.
    """
    head = copy.file.read(_LOOKED_AT)
    text = head.replace(b"\0", b"").lstrip(b" \t\r\n\xef\xbb\xbf\xff\xfe")
    if not text:
        hint = "Check that it was saved; its first row has to name the columns."
        raise refuse(copy.name, "the roster is empty", hint, Kind.INVALID)
    found = next((one for one in FORMATS if one.begins.match(text)), CSV)
    if found is CSV:
        _refuse_others(copy, head, text)
    if not found.is_text:
        _check_zip(copy)
    wanted = next((one for one in FORMATS if ending.lower() in one.endings), found)
    if wanted.may_begin.match(text):
        found = wanted
    if wanted != found:
        message = f"this is {found.name}, although its name ends in {ending.lower()}"
        right = found.endings[0]
        hint = f"Rename it so that it ends in {right}, or save it again as what you want."
        raise refuse(copy.name, message, hint)
    if copy.file.seek(0, io.SEEK_END) > found.max_bytes:
        message = f"{found.name} may have at most {found.max_bytes // 1_000_000} MB"
        raise refuse(copy.name, message, "Save a longer list as CSV.")
    copy.file.seek(0)
    return found


def _refuse_others(copy: Copy, head: bytes, text: bytes) -> None:
    """Report what the file is when it is nothing that can be read."""
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        # An old workbook, or an XLSX file with a password, which is packed in the same way. The
        # names of the parts are UTF-16 text.
        with mmap.mmap(copy.file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            is_locked = data.find("EncryptedPackage".encode("utf-16-le")) >= 0
        if is_locked:
            hint = "Open it in the spreadsheet program, and save it without the password to open."
            raise refuse(copy.name, "the workbook is protected with a password", hint)
        raise refuse(copy.name, "this is an old Excel workbook (XLS)", _AS_XLSX)
    for start, (what, hint) in _OTHERS.items():
        if re.match(start, head) or re.match(start, text):
            raise refuse(copy.name, f"this is {what}, not a list of patients", hint)
    odd = sum(byte < 32 and byte not in b"\t\n\x0b\x0c\r\x1a\x1b" for byte in head)
    if odd > len(head) / 50 and not utf_16_of(head):
        raise refuse(copy.name, "this is not text, so it cannot be a CSV file", _EXPORT)


def _check_zip(copy: Copy) -> None:
    """Report what a file that is packed like a workbook is when it is none."""
    with explained(copy.name), zipfile.ZipFile(copy.file) as archive:
        names = archive.namelist()
        kind = archive.read("mimetype")[:100].decode("latin-1") if "mimetype" in names else ""
    for mark, (what, hint) in _ZIPPED.items():
        if any(one.startswith(mark) for one in (kind, *names)):
            raise refuse(copy.name, f"this is {what}", hint)
    if "[Content_Types].xml" not in names or not any(one.startswith("xl/") for one in names):
        raise refuse(copy.name, "this is a compressed file, not a list of patients", _EXPORT)
