"""Names of files: safe on every disk, unique, and the same whatever other rows there are.

A pattern is filled from identifiers, never formatted: text from a roster is data. Names are
plain ASCII, so that no two disks disagree about capitals, accents or reserved characters.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from worksheets.problems import Kind, Problem, WorksheetError

ENDING = ".pdf"
PROOF = f"proof{ENDING}"
"""The proof sheet of a batch: no patient's file has this name."""
PLACEHOLDERS = ("number", "row", "program", "start")

_PLAIN = re.compile(r"[A-Za-z0-9](?:[._-]?[A-Za-z0-9])*")
_LONGEST_PLAIN = 64
_LONGEST_SLUG = 40
_LONGEST_LITERAL = 40
_DIGITS = 12
_MARK = "~"
"""Parts a name from what was added to it; no plain identifier and no pattern has it."""
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file: with any ending, too.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[0-9])(?:\..*)?")


@dataclass(frozen=True)
class NamePattern:
    """How files are named.

    Attributes:
        parts: Literal texts and, in between, the names of placeholders.
    """

    parts: tuple[str, ...]

    def has(self, placeholder: str) -> bool:
        """Whether a placeholder stands in the pattern."""
        return placeholder in self.parts[1::2]

    def fill(self, row: int, number: str | None, program: str, start: date | None) -> str:
        """The name of a file, without its ending.

        Args:
            row: Number of the row.
            number: The clinic's identifier, or None: the row takes its place.
            program: Id of the program.
            start: First day of the exercises, or None.
        """
        values = {
            "number": safe_number(number) if number is not None else f"row-{row}",
            "row": str(row),
            "program": program,
            "start": start.isoformat() if start else "no-start",
        }
        stem = "".join(values[part] if place % 2 else part for place, part in enumerate(self.parts))
        return f"{stem.replace('.', '-')}{_MARK}" if is_reserved(stem) else stem


def read_pattern(written: str) -> NamePattern:
    """A pattern like `{number}` or `{number}-{start}`, with or without `.pdf`.

    Raises:
        WorksheetError: It cannot give safe names that are all different.
    """
    text = written[: -len(ENDING)] if written.lower().endswith(ENDING) else written
    parts = tuple(re.split(r"\{([^{}]*)\}", text))
    literals, names = parts[0::2], parts[1::2]
    known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    wrong: list[tuple[str, str]] = []
    if not all(name in PLACEHOLDERS for name in names):
        wrong.append(("the pattern has a name in braces that is not known", f"Use {known}."))
    elif len(set(names)) < len(names):
        wrong.append(("the pattern has the same name in braces twice", "Use each once."))
    elif "number" not in names and "row" not in names:
        message = "the pattern would give many patients files of the same name"
        wrong.append((message, "Put {number} or {row} into it."))
    if any(not literal for literal in literals[1:-1]):
        message = "two names in braces touch, so that nobody can tell them apart"
        wrong.append((message, "Put a hyphen between them."))
    if re.search(r"[^A-Za-z0-9 _-]", "".join(literals)) or text[:1] in " -" or text[-1:] == " ":
        message = "the pattern has a character that file names may not have there"
        wrong.append((message, "Use letters, digits, hyphens and low lines."))
    if sum(map(len, literals)) > _LONGEST_LITERAL:
        wrong.append((f"the pattern has more than {_LONGEST_LITERAL} letters", "Shorten it."))
    if wrong:
        raise WorksheetError(
            Problem(message, hint, "--file-name", kind=Kind.USAGE) for message, hint in wrong
        )
    return NamePattern(parts)


def safe_number(number: str) -> str:
    """An identifier as a part of a file name, different for different identifiers.

    A plain one stays as it is. Any other keeps what is plain in it and gets the beginning of its
    digest: names depend on the identifier alone.
    """
    if (
        len(number) <= _LONGEST_PLAIN
        and _PLAIN.fullmatch(number)
        and not is_reserved(number)
        and not number.lower().endswith(ENDING)
    ):
        return number
    letters = unicodedata.normalize("NFKD", number).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^A-Za-z0-9]+", "-", letters).strip("-")[:_LONGEST_SLUG].rstrip("-")
    return f"{slug or 'id'}{_MARK}{_digest(number)}"


def is_reserved(stem: str) -> bool:
    """Whether a name is taken: by Windows for a device, with any ending, or by the proof sheet."""
    lower = stem.lower()
    return _RESERVED.fullmatch(lower) is not None or f"{lower}{ENDING}" == PROOF


def with_program(stem: str, program: str) -> str:
    """The name of a file of a patient who has several programs."""
    return f"{stem}{_MARK}{program}"


def with_digest(stem: str, *facts: str) -> str:
    """The name of a file that would be that of another patient on some disks: `abc`, `ABC`."""
    return f"{stem}{_MARK}{_digest(*facts)}"


def _digest(*texts: str) -> str:
    joined = "\0".join(unicodedata.normalize("NFC", text) for text in texts)
    return sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
