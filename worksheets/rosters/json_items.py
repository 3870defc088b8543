"""The objects in a JSON file, one after the other, so that a large file needs little memory.

Numbers stay the text that was written.
"""

import io
import json
from collections.abc import Iterator
from typing import IO, Any, NamedTuple, NoReturn

from worksheets.problems import Kind
from worksheets.rosters.encodings import Encoding
from worksheets.rosters.files import refuse

LARGEST_ITEM = 16_000_000
_BLOCK = 1 << 18
_SPACE = " \t\r\n"
_HOW = (
    "Write a list of objects, one for each patient: "
    '[{"MRN": "000123", "Surname": "...", "Side": "left"}, ...].'
)


class Twice(dict[str, Any]):
    """An object in which a key stands twice."""


class JsonItem(NamedTuple):
    """A value of a JSON file.

    Attributes:
        key: The key of the outermost object under which it stands, or "".
        is_listed: Whether it is in a list there.
        value: It.
    """

    key: str
    is_listed: bool
    value: Any


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    return made if len(made) == len(pairs) else Twice(made)


def _nothing(_: str) -> None:
    """NaN and Infinity, which are no JSON: programs write them where a value is missing."""


class _Scanner:
    """Text of which a part is in memory."""

    def __init__(self, text: io.TextIOWrapper, name: str) -> None:
        self._text = text
        self._decode = json.JSONDecoder(
            object_pairs_hook=_object, parse_int=str, parse_float=str, parse_constant=_nothing
        ).raw_decode
        self._buffer = ""
        self._place = 0
        self._is_all = False
        self.name = name
        self.items = 0

    def _more(self) -> bool:
        block = self._text.read(max(_BLOCK, len(self._buffer) - self._place))
        self._is_all = not block
        self._buffer = self._buffer[self._place :] + block
        self._place = 0
        return not self._is_all

    def peek(self) -> str:
        """The next character that is no space, or "" at the end."""
        while True:
            while self._place < len(self._buffer):
                character = self._buffer[self._place]
                if character not in _SPACE and character != "\ufeff":
                    return character
                self._place += 1
            if self._is_all or not self._more():
                return ""

    def take(self, wanted: str) -> None:
        """Go past a character that has to stand here."""
        if self.peek() != wanted:
            self.stop()
        self._place += 1

    def value(self) -> Any:
        """The value that begins here."""
        self.peek()
        while True:
            try:
                value, end = self._decode(self._buffer, self._place)
            except RecursionError:
                message = f"values are nested too deeply{self._where()}"
                raise refuse(self.name, message, _HOW) from None
            except ValueError:
                if self._is_all:
                    self.stop()
            else:
                # A number may go on in what has not been read yet.
                if end < len(self._buffer) or self._is_all:
                    self._place = end
                    return value
            if len(self._buffer) - self._place > LARGEST_ITEM:
                self.stop()
            self._more()

    def _where(self) -> str:
        return f" in entry {self.items + 1:,}" if self.items else ""

    def stop(self) -> NoReturn:
        """Give up: this is not JSON. What stands there is not told; it may be a patient's."""
        where = f" in or after entry {self.items:,}" if self.items else ""
        message = f"the file is not valid JSON{where}"
        raise refuse(self.name, message, "Save it again from the program that it comes from.")


def json_items(file: IO[bytes], encoding: Encoding, name: str) -> Iterator[JsonItem]:
    """The values in the outermost list, or under the keys of the outermost object.

    Args:
        file: The bytes; closed at the end.
        encoding: How they become characters.
        name: The file as the user named it.

    Raises:
        WorksheetError: It is not JSON.
    """
    with io.TextIOWrapper(file, encoding.codec, encoding.errors) as text:
        scanner = _Scanner(text, name)
        first = scanner.peek()
        if first == "[":
            yield from _listed(scanner, "")
        elif first == "{":
            yield from _keyed(scanner)
        else:
            scanner.value()
            raise refuse(name, "there is no list of patients in the file", _HOW, Kind.INVALID)
        if first == scanner.peek() == "{":
            message = "there is one object after the other (JSON lines), not one list of them"
            raise refuse(name, message, "Save or export it as one list, or as a FHIR Bundle.")
        if scanner.peek():
            scanner.stop()


def _listed(scanner: _Scanner, key: str) -> Iterator[JsonItem]:
    scanner.take("[")
    if scanner.peek() == "]":
        scanner.take("]")
        return
    while True:
        value = scanner.value()
        scanner.items += 1
        yield JsonItem(key, True, value)
        if scanner.peek() == "]":
            scanner.take("]")
            return
        scanner.take(",")


def _keyed(scanner: _Scanner) -> Iterator[JsonItem]:
    scanner.take("{")
    if scanner.peek() == "}":
        scanner.take("}")
        return
    while True:
        if scanner.peek() != '"':
            scanner.stop()
        key = scanner.value()
        scanner.take(":")
        if scanner.peek() == "[":
            yield from _listed(scanner, key)
        else:
            yield JsonItem(key, False, scanner.value())
        if scanner.peek() == "}":
            scanner.take("}")
            return
        scanner.take(",")
