"""The XML of a sheet of a workbook: its rows as they are written, a block at a time.

Elements are those of ECMA-376, part 1, section 18.3.1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple
from xml.parsers import expat

_SPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",  # files saved as "Strict Open XML"
)
_WANTED = ("row", "c", "v", "f", "is", "t", "rPh", "mergeCell")
_TAGS = {f"{space}}}{tag}": tag for space in _SPACES for tag in _WANTED}
_TRUE = ("1", "true")
_MOST_ROWS = 1_048_576


@dataclass(slots=True)
class Written:
    """A cell as it is written.

    Attributes:
        reference: Where it is, like `B3`, or "" for next to the one before.
        sort: What its value is: `n` for a number, `s` for the place of a text, ...
        style: The number of its style.
        value: Its value, or its text.
        has_formula: Whether the value is the result of a formula.
    """

    reference: str
    sort: str
    style: str
    value: str = ""
    has_formula: bool = False


class WrittenRow(NamedTuple):
    """A row as it is written, with its number and whether it is hidden."""

    number: int
    is_hidden: bool
    cells: list[Written]


class SheetReader:
    """Reads the XML of a sheet.

    Attributes:
        merged: The merged cells, like `A1:B2`, as far as they were met.
    """

    def __init__(self) -> None:
        """Wait for the first block."""
        self.merged: list[str] = []
        self._rows: list[WrittenRow] = []
        self._cell: Written | None = None
        self._number = 0
        self._is_open = False
        self._is_reading = False
        self._is_sound = False
        self._parts: list[str] = []
        self._parser = expat.ParserCreate(namespace_separator="}")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._take_text
        self._parser.StartDoctypeDeclHandler = self._refuse

    def feed(self, block: bytes) -> list[WrittenRow]:
        """Read on; gives the rows that have ended.

        Raises:
            ExpatError: It is no XML.
        """
        self._parser.Parse(block, False)
        # The last row may not have ended yet.
        done = self._rows[:-1] if self._is_open else self._rows
        self._rows = self._rows[-1:] if self._is_open else []
        return done

    def close(self) -> None:
        """See that the XML is whole.

        Raises:
            ExpatError: It ends in the middle.
        """
        self._parser.Parse(b"", True)

    def _refuse(self, *_: object) -> None:
        raise ValueError("a workbook has no document type")

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        tag = _TAGS.get(name)
        if tag == "c":
            get = attributes.get
            self._cell = Written(get("r", ""), get("t", "n"), get("s", "0"))
            self._rows[-1].cells.append(self._cell)
        elif tag == "v" or (tag == "t" and not self._is_sound):
            self._is_reading = True
        elif tag == "f" and self._cell:
            self._cell.has_formula = True
        elif tag == "row":
            self._number = self._number_after(attributes.get("r"))
            self._rows.append(WrittenRow(self._number, attributes.get("hidden") in _TRUE, []))
            self._is_open = True
        elif tag == "rPh":
            self._is_sound = True  # how the text is read aloud
        elif tag == "mergeCell":
            self.merged.append(attributes.get("ref", ""))

    def _number_after(self, written: str | None) -> int:
        """The number of a row, which lies below the one before."""
        number = self._number + 1 if written is None else int(written)
        if not self._number < number <= _MOST_ROWS:
            raise ValueError("rows are not in order, or too many")
        return number

    def _take_text(self, text: str) -> None:
        if self._is_reading:
            self._parts.append(text)

    def _end(self, name: str) -> None:
        tag = _TAGS.get(name)
        if tag in ("v", "t"):
            self._is_reading = False
        elif tag == "c" and self._cell:
            if self._parts:
                self._cell.value = "".join(self._parts)
                self._parts.clear()
            self._cell = None
        elif tag == "rPh":
            self._is_sound = False
        elif tag == "row":
            self._is_open = False
