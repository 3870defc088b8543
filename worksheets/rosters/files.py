"""Private copies of a roster, of its bytes and of its rows, and in which encoding a text is.

The encoding is decided by what the bytes can be, always the same way. Detectors of libraries choose
among a hundred encodings by how frequent letters are in long texts. A roster has a handful of
accented names; tried on such, they took most for another one. Here only encodings that spreadsheet
programs save by themselves are considered, and a byte is judged by the letters beside it.
"""

import codecs
import hashlib
import io
import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple, TextIO

from worksheets.load.source import ordinary_size, os_errors, whole_file
from worksheets.problems import Kind, Problem, WorksheetError
from worksheets.rosters.rows import Note, RawRow

MAX_BYTES = 1_000_000_000
_BLOCK = 1 << 20
_ROWS_IN_LINE = 500
_DENIED = "Ask for permission to read it; a spreadsheet program may have it open."

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
)
_WORD = re.compile(rb"[^\s]*[\x80-\xff][^\s]*\s?")
_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}"
    rb"|[\xf0-\xf4][\x80-\xbf]{3}"
)
_HIGH = re.compile(rb"[\x80-\xff]")
_WINDOWS = re.compile(rb"[\x80-\x9f]")
_CODECS = {"Mac Roman": "mac_roman", "Windows-1252": "cp1252", "Latin-1": "latin-1"}
_MAX_JUDGED = 20_000

_VOWELS = frozenset("aeiouyáàâäãåæéèêëíìîïóòôöõøœúùûüýÿıæœ")
_APOSTROPHE = "’"
_SIGNS = "ªºµƒˆ"
_OPENING = "“‘‚„«"
_COMMON = "\xa0€£•…–—ºª°“”‘’‚„«»"


class Copy(NamedTuple):
    """What was read of a file.

    Attributes:
        name: The file as the user named it.
        file: The copy, at its beginning.
        digest: SHA-256 of its bytes, in hexadecimal digits.
    """

    name: str
    file: IO[bytes]
    digest: str


class Spool:
    """Rows in a temporary file without a name: written once, read as often as wanted."""

    def __init__(self) -> None:
        """Begin an empty spool."""
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as this
        self._waiting: list[RawRow] = []
        self.count = 0

    def add(self, row: RawRow) -> None:
        """Add one more row."""
        self._waiting.append(row)
        self.count += 1
        if len(self._waiting) == _ROWS_IN_LINE:
            self._write()

    def _write(self) -> None:
        """Write the rows that wait, as one line."""
        self._file.seek(0, io.SEEK_END)
        self._file.write(json.dumps(self._waiting).encode("ascii") + b"\n")
        self._waiting = []

    def __iter__(self) -> Iterator[RawRow]:
        """All rows, from the first one, also while another loop goes through them."""
        if self._waiting:
            self._write()
        offset = 0
        while True:
            self._file.seek(offset)
            line = self._file.readline()
            if not line:
                return
            offset += len(line)
            for row in json.loads(line):
                yield RawRow(*row)

    def close(self) -> None:
        """Delete the rows."""
        self._file.close()


def refuse(name: str, message: str, hint: str, kind: Kind = Kind.UNREADABLE) -> WorksheetError:
    """An error about a roster as a whole."""
    return WorksheetError([Problem(message, hint, name, kind=kind)])


def copy_of(path: Path) -> Copy:
    """Copy a file to a temporary one without a name.

    Raises:
        WorksheetError: No such file, a folder, too large, or not to be read.
    """
    mark = whole_file(path)
    name = mark.source.name
    with os_errors(mark, "Name the file of the roster in it.", _DENIED):
        if ordinary_size(path, mark) > MAX_BYTES:
            hint = "Check that this is the right file."
            raise refuse(name, "the file is larger than 1 GB", hint)
        with path.open("rb") as file:
            copy = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
            try:
                shutil.copyfileobj(file, copy)
                copy.seek(0)
                digest = hashlib.file_digest(copy, "sha256").hexdigest()
                copy.seek(0)
            except BaseException:
                copy.close()
                raise
    return Copy(name, copy, digest)


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal digits, or "" when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""


def open_text(copy: Copy) -> tuple[TextIO, list[Note]]:
    """A whole file as text, and what the user should know about its encoding.

    Bytes that are no characters become lone surrogates, if most of the file is sound.

    Raises:
        WorksheetError: It is Unicode that is torn in the middle.
    """
    head = copy.file.read(1 << 16)
    marked = next((codec for mark, codec in _BOMS if head.startswith(mark)), None)
    codec = marked or utf_16_of(head) or "utf-8"
    errors, notes = "strict", []
    if not _decodes(copy.file, codec):
        if not codec.startswith("utf-8"):
            hint = 'Save it again as "CSV UTF-8".'
            raise refuse(copy.name, "the text is Unicode that is torn or incomplete", hint)
        errors = "surrogateescape"
        older = "" if marked else _eight_bits(copy.file)
        if older:
            codec = _CODECS[older]
            message = f"the text is not saved as Unicode; it is read as {older}"
            hint = 'Look at accented names; if they are wrong, save it as "CSV UTF-8".'
            notes.append(Note(message, hint))
    copy.file.seek(0)
    return io.TextIOWrapper(copy.file, codec, errors, newline=""), notes


def utf_16_of(head: bytes) -> str | None:
    """The sort of UTF-16 that a text is, or None.

    Without a mark, it is known by the zeros: every line of a roster has ASCII in it, whatever its
    language: separators, digits, line ends.
    """
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    zeros = head[0::2].count(0), head[1::2].count(0)
    units = len(head) // 2
    if zeros[1] > units / 10 and zeros[1] > 8 * zeros[0]:
        return "utf-16-le"
    if zeros[0] > units / 10 and zeros[0] > 8 * zeros[1]:
        return "utf-16-be"
    return None


def _decodes(file: IO[bytes], codec: str) -> bool:
    decoder = codecs.getincrementaldecoder(codec)()
    file.seek(0)
    try:
        while block := file.read(_BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _eight_bits(file: IO[bytes]) -> str:
    """Which encoding of one byte a character it is; "" for UTF-8 with a few wrong characters.

    Each word with a byte beyond ASCII is read as Windows-1252 and as Mac Roman; the reading in
    which the characters fit better between their neighbours scores.
    """
    whole = broken = judged = score = 0
    has_windows = False
    file.seek(0)
    while judged < _MAX_JUDGED and (block := file.read(_BLOCK)):
        for word in _WORD.findall(block)[:_MAX_JUDGED]:
            judged += 1
            whole += len(_MULTIBYTE.findall(word))
            broken += len(_HIGH.findall(_MULTIBYTE.sub(b"", word)))
            has_windows = has_windows or bool(_WINDOWS.search(word))
            score += _likelihood(word.decode("cp1252", "replace"))
            score -= _likelihood(word.decode("mac_roman"))
    if whole > broken:
        return ""
    return "Mac Roman" if score < 0 else "Windows-1252" if has_windows else "Latin-1"


def _likelihood(word: str) -> int:
    """How much the characters beyond ASCII look as if they belonged where they are."""
    padded = f" {word}  "
    return sum(
        _fit(padded[place - 1], character, padded[place + 1], padded[place + 2])
        for place, character in enumerate(padded)
        if character >= "\x80"
    )


def _fit(before: str, character: str, after: str, next_one: str) -> int:
    """How well a character fits between its neighbours: 4 surely, -4 surely not."""
    if character == _APOSTROPHE:
        return _apostrophe_fit(before, after, next_one)
    if character == "œ" and after not in "ud":
        return 0  # it is rare but in cœur, sœur, œdème
    if not character.isalpha() or character in _SIGNS:
        return _sign_fit(before, character, after)
    if character.isupper():
        if before.islower():
            return -4
        return 2 if before.isalpha() or after.isalpha() else 0
    if before.isupper() and after.isupper():
        return -3
    # Vowels are beside consonants, and consonants beside vowels.
    is_vowel = character in _VOWELS
    neighbours = [one.lower() in _VOWELS for one in (before, after) if one.isalpha()]
    if not neighbours:
        return -1
    return 2 + sum(1 if other != is_vowel else -1 for other in neighbours)


def _sign_fit(before: str, character: str, after: str) -> int:
    """How well a sign that is no letter fits: nothing but letters belongs in words."""
    if character in _OPENING and before.isalpha():
        return -3
    if character in _COMMON and not (before.isalpha() and after.isalpha()):
        return 1
    return -4 if before.isalpha() or after.isalpha() else -1


def _apostrophe_fit(before: str, after: str, next_one: str) -> int:
    if not before.isalpha() or not after.isalpha():
        return 1
    if after.isupper():
        return 4  # O’Brien
    if before.isupper():
        return 2  # D’amico
    if after in "stdm" and not next_one.isalpha():
        return 5 if next_one in " .?!\r\n" else 0  # patient’s, don’t; but Solís
    return -3
