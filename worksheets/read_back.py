"""Reading filled files back: what was ticked, written and chosen, a row for each field."""

import csv
import errno
import io
import json
import logging
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

from worksheets.field_names import Named, read_name
from worksheets.load.source import showable
from worksheets.problems import Kind, Problem, WorksheetError

CSV_START = b"file,field,exercise,day,"
JSON_START = b'[\n {\n  "file": '
"""How the output begins: files that begin otherwise were not made by this program."""

_LARGEST = 64 * 1024 * 1024
_HEADER_WITHIN = 1024  # where readers of PDF look for the start
_DEEPEST = 16
_MAX_FIELDS = 20_000
_PUSH_BUTTON = 1 << 16
_FOREIGN = Named("")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_MAKE_FILLABLE = "Make the sheet with --fillable, fill in that file and save it."
_NAME_ANOTHER = "Name a PDF file that was made with --fillable and filled in."


class Row(NamedTuple):
    """One field of one file.

    Attributes:
        file: The file, as it was named.
        field: The name of the field.
        exercise: Id of the exercise or task, or the word of ours that says what the field is about:
            "pain", "measure", "patient"; "" for a field that somebody else put into the file.
        day: "mon" to "sun", or "".
        session: Number of the session, where a day has several.
        side: "left", "right", "affected", "other", "one-way", "other-way", or "".
        set: Number of the set or hold, or "all" for a whole session; number of the level, criterion
            or goal.
        of: Id of the measure, or of what a level or a criterion belongs to, or "".
        week: Number of the week in a booklet, or "".
        kind: What sort of field it is.
        value: Whether it is ticked, or what is written or chosen.
    """

    file: str
    field: str
    exercise: str
    day: str
    session: str
    side: str
    set: str
    of: str
    week: str
    kind: Literal["tick", "text", "choice"]
    value: bool | str


def read_files(paths: Sequence[Path]) -> tuple[list[Row], list[Problem]]:
    """Read filled files, each of them once.

    Returns:
        The rows of all files that can be read, in the order of the files and of the fields in
        them, and what is wrong with the others.
    """
    rows: list[Row] = []
    problems: list[Problem] = []
    once: dict[str, Path] = {}
    for path in paths:
        once.setdefault(os.path.abspath(path), path)  # noqa: PTH100 - keeps links
    for path in once.values():
        try:
            rows += _read_file(path)
        except WorksheetError as error:
            problems += error.problems
    return rows, problems


def as_csv(rows: Iterable[Row]) -> bytes:
    """Rows as a table that a spreadsheet opens without taking any of it for a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(Row._fields)
    for row in rows:
        value = row.value if isinstance(row.value, str) else str(row.value).lower()
        writer.writerow(map(_harmless, (*row[:-1], value)))
    return text.getvalue().encode("utf-8")


def as_json(rows: Iterable[Row]) -> bytes:
    """Rows as a list of objects; what does not apply is null."""
    entries = []
    for row in rows:
        entry: dict[str, Any] = {name: part or None for name, part in row._asdict().items()}
        for number in ("week", "session", "set"):
            if str(entry[number]).isdecimal():
                entry[number] = int(entry[number])
        entries.append(entry | {"value": row.value})
    return (json.dumps(entries, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet calculates; data stays readable."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def _read_file(path: Path) -> list[Row]:
    name = showable(str(path))
    fields = _fields_of(_bytes_of(path, name), name)
    if not fields:
        raise _wrong(name, "this file was printed without fields", _MAKE_FILLABLE)
    rows = [
        Row(name, field.name, *(read_name(field.name) or _FOREIGN), field.kind, field.value)
        for field in fields
    ]
    if not any(row.exercise for row in rows):
        raise _wrong(name, "none of its fields is one of a worksheet", _NAME_ANOTHER)
    return rows


def _bytes_of(path: Path, name: str) -> bytes:
    """The file, if it is a PDF.

    Raises:
        WorksheetError: No such file, no ordinary file, not permitted, too large, not a PDF.
    """
    unreadable = Kind.UNREADABLE
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise _wrong(name, "this is a folder", "Name the PDF files in it.", unreadable)
        if not stat.S_ISREG(mode):  # reading a pipe would wait for ever
            raise _wrong(name, "this is not an ordinary file", "Name a PDF file.", unreadable)
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except (OSError, ValueError) as error:  # ValueError: the name holds a NUL
        number = error.errno if isinstance(error, OSError) else None
        wrong = "the file cannot be read", "Check its name and place.", unreadable
        if number in (errno.ENOENT, errno.ENOTDIR):
            wrong = "no such file", "Check the spelling and the folder.", Kind.NOT_FOUND
        elif number in (errno.EACCES, errno.EPERM):
            wrong = "the file may not be read", "Ask for permission to read the file.", unreadable
        raise _wrong(name, *wrong) from None
    if len(data) > _LARGEST:
        hint = "A filled sheet needs less than 1 MB; check that this is the right file."
        raise _wrong(name, "the file is larger than 64 MB", hint, unreadable)
    if b"%PDF-" not in data[:_HEADER_WITHIN]:
        raise _wrong(name, "this is not a PDF", _NAME_ANOTHER, unreadable)
    return data


class _Field(NamedTuple):
    """A field as it stands in a file."""

    name: str
    kind: Literal["tick", "text", "choice"]
    value: bool | str


def _fields_of(data: bytes, name: str) -> list[_Field]:
    """All fields of a PDF that hold a value.

    Raises:
        WorksheetError: The file is damaged or needs a password.
    """
    from pypdf import PdfReader  # large, and only this command needs it
    from pypdf.errors import DependencyError, FileNotDecryptedError

    hint = "Open it, and save a copy without a password."
    protected = _wrong(name, "the file is protected by a password", hint, Kind.UNREADABLE)
    log = logging.getLogger("pypdf")
    level = log.level
    log.setLevel(logging.CRITICAL)  # what it mends is nothing to tell the user
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise protected
        form = _plain(reader.root_object.get("/AcroForm"))
        if not isinstance(form, Mapping):
            return []
        return list(_walk(form.get("/Fields"), "", {}, {}, 0))
    except WorksheetError:
        raise
    except (DependencyError, FileNotDecryptedError):
        raise protected from None
    except Exception:  # a damaged file can break anything in a reader
        hint = "Open it in a PDF viewer, and save it again under another name."
        raise _wrong(name, "the file is damaged", hint, Kind.UNREADABLE) from None
    finally:
        log.setLevel(level)


def _walk(
    kids: Any, above: str, inherited: Mapping[str, Any], seen: dict[int, Any], depth: int
) -> Iterator[_Field]:
    """The fields below a branch of the tree, in order.

    Raises:
        ValueError: The tree is too deep or too large to be one of ours.
    """
    if depth > _DEEPEST or len(seen) > _MAX_FIELDS:
        raise ValueError
    for node in _dictionaries(kids):
        if id(node) in seen:
            continue
        seen[id(node)] = node
        part = _text(node.get("/T"))
        name = f"{above}.{part}" if above and part else above or part
        own = {key: _plain(node[key]) for key in ("/FT", "/Ff", "/V", "/AS") if key in node}
        facts = {**inherited, **own}
        kids_of_it = _dictionaries(node.get("/Kids"))
        below = [kid for kid in kids_of_it if "/T" in kid]
        if below:
            yield from _walk(below, name, facts, seen, depth + 1)
        elif field := _field(name, facts, kids_of_it):
            yield field


def _field(
    name: str, facts: Mapping[str, Any], widgets: Iterable[Mapping[str, Any]]
) -> _Field | None:
    """A field with its value, or None for a button, a signature and what has no name."""
    value = facts.get("/V")
    match facts.get("/FT") if name else None:
        case "/Btn" if not int(facts.get("/Ff", 0)) & _PUSH_BUTTON:
            shown = [facts.get("/AS"), *(_plain(widget.get("/AS")) for widget in widgets)]
            states = shown if value is None else [value]
            ticked = any(state not in (None, "", "/Off") for state in states)
            return _Field(_clean(name), "tick", ticked)
        case "/Tx":
            return _Field(_clean(name), "text", _clean(_text(value)))
        case "/Ch":
            chosen = value if isinstance(value, list) else [value]
            return _Field(_clean(name), "choice", _clean(", ".join(map(_text, chosen))))
    return None


def _plain(value: Any) -> Any:
    """What a reference leads to, or the value itself."""
    return value.get_object() if hasattr(value, "get_object") else value


def _dictionaries(value: Any) -> list[Mapping[str, Any]]:
    """The dictionaries in an array of a PDF file; nothing when it is none."""
    array = _plain(value)
    found = [_plain(one) for one in array] if isinstance(array, list) else []
    return [one for one in found if isinstance(one, Mapping)]


def _text(value: Any) -> str:
    """A text of a PDF file: a string, a stream of characters, or nothing."""
    value = _plain(value)
    if hasattr(value, "get_data"):
        data: bytes = value.get_data()
        is_wide = data.startswith((b"\xfe\xff", b"\xff\xfe"))
        return data.decode("utf-16" if is_wide else "utf-8", "replace")
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value if isinstance(value, str) else ""


def _clean(text: str) -> str:
    """A text whose lines end in one way; a character that controls a terminal is replaced."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)


def _wrong(name: str, message: str, hint: str, kind: Kind = Kind.INVALID) -> WorksheetError:
    return WorksheetError([Problem(message, hint, name, kind=kind)])
