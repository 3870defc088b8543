"""Rows against each other: the same identifier, the same person, the same name of a file.

Nothing is kept but numbers: keyed digests, a few for each row, so that 100,000 rows need a few
megabytes and no list of names is ever made. The key is new for every batch.
"""

import re
import unicodedata
from array import array
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import groupby
from secrets import token_bytes
from typing import NamedTuple

from worksheets.batch.judging.people import NAME_FIELDS, Person
from worksheets.batch.judging.relations import (
    Fact,
    Found,
    Group,
    Relation,
    file_flags,
    relate_look_alikes,
    relate_people,
    relate_same_number,
)

_PARTS = 16
"""So many shares of all rows are sorted one after the other, which takes less memory."""
_INDEX_BITS = 32
_ROW, _NUMBER, _NAME, _BIRTH, _PROGRAM, _CONTENT, _ALIKE, _STEM, _WIDTH = range(9)
"""Places of what is kept of a row: first the values of a `Fact`, in their order."""
_RELATIONS = tuple(Relation)
_NUMBER_FIELDS = ("number", *NAME_FIELDS)
_SLOTS = (_NUMBER_FIELDS, _NUMBER_FIELDS, NAME_FIELDS)
"""Where the three sorts of remarks are said that a row can have."""

# Letters of other scripts that look like Latin ones: https://www.unicode.org/reports/tr39/.
_LOOKS_LIKE = str.maketrans(
    "oil|" + "авекмнорстухіѕј" + "αβεζηικμνορτυχ",
    "0111" + "abekmh0pctyx1sj" + "abezh1kmn0ptyx",
)


class Identity(NamedTuple):
    """What rows are told apart by.

    Attributes:
        row: The row.
        number: The clinic's identifier, or None.
        person: The name.
        birth: Ordinal of the date of birth, or 0.
        program: Id of the program, or what stands there instead.
        content: Everything in the row that counts, as one text.
        stem: Name of the file without its ending, "" when it has none.
    """

    row: int
    number: str | None
    person: Person
    birth: int
    program: str
    content: str
    stem: str


class Remark(NamedTuple):
    """Something about two rows.

    Attributes:
        fields: Where it is said.
        relation: What it is.
        other: Number of the other row.
    """

    fields: tuple[str, ...]
    relation: Relation
    other: int


class Register:
    """Knows of every row what it must not share with another."""

    def __init__(self) -> None:
        """Begin without rows, with a key that nobody knows."""
        self._key = token_bytes(16)
        # **Why one array:** eight that grow side by side leave twice their size in holes.
        self._known = array("Q")
        self._relations = [bytearray() for _ in _SLOTS]
        self._others = [array("I") for _ in _SLOTS]
        self._flags = bytearray()

    def add(self, one: Identity) -> None:
        """Take in the next row; without an identifier, name and birth stand in for it."""
        number = alike = 0
        if one.number is not None:
            number = self._digest("number", unicodedata.normalize("NFC", one.number))
            alike = self._digest("alike", fold_number(one.number))
        elif one.stem and one.person.key and one.birth:
            number = alike = self._digest("person", one.person.key, str(one.birth))
        elif one.stem:
            number = alike = self._digest("row", str(one.row))
        self._known.extend(
            (
                one.row,
                number,
                self._digest("name", one.person.key) if one.person.key else 0,
                one.birth,
                self._digest("program", one.program),
                self._digest("content", one.content),
                alike,
                self._digest("stem", one.stem.casefold()) if one.stem else 0,
            )
        )

    def settle(self) -> None:
        """Compare all rows; to be called once, when all are in."""
        nothing = bytes(len(self._known) // _WIDTH)
        self._relations = [bytearray(nothing) for _ in _SLOTS]
        self._others = [array("I", nothing * 4) for _ in _SLOTS]
        self._flags = bytearray(nothing)
        for places in self._groups(_ALIKE):
            group = Group(self._fact, places)
            self._note(0, relate_same_number(group))
            self._note(1, relate_look_alikes(group))
        for places in self._groups(_NAME):
            self._note(2, relate_people(Group(self._fact, places)))
        for places in self._groups(_STEM):
            flags = file_flags(Group(self._fact, places))
            for place in places:
                self._flags[place] = flags
        del self._known[:]  # most of what is kept of a row, and never asked for again

    def remarks(self, place: int) -> tuple[Remark, ...]:
        """What is to be said about a row, by its place in the order of `add`."""
        found = [
            Remark(fields, _RELATIONS[relations[place] - 1], others[place])
            for fields, relations, others in zip(_SLOTS, self._relations, self._others, strict=True)
            if relations[place]
        ]
        # Whose identifier is in doubt is told that first; the rest follows from it.
        return tuple([one for one in found if one.relation.is_error] or found)

    def flags(self, place: int) -> int:
        """What must be added to the name of its file: see `relations`."""
        return self._flags[place]

    def _groups(self, column: int) -> Iterator[Sequence[int]]:
        """The places of rows that share a digest, in order; rows that share none are left out."""
        digests, mask = self._known[column::_WIDTH], (1 << _INDEX_BITS) - 1
        for part in range(_PARTS):
            packed = [
                digest << _INDEX_BITS | place
                for place, digest in enumerate(digests)
                if digest and digest % _PARTS == part
            ]
            packed.sort()
            for _, group in groupby(packed, key=lambda one: one >> _INDEX_BITS):
                places = array("I", (one & mask for one in group))
                if len(places) > 1:
                    yield places

    def _note(self, slot: int, found: Found) -> None:
        for place, relation, other in found:
            self._relations[slot][place] = _RELATIONS.index(relation) + 1
            self._others[slot][place] = other

    def _fact(self, place: int) -> Fact:
        first = place * _WIDTH
        return Fact(place, *self._known[first : first + _ALIKE])

    def _digest(self, *texts: str) -> int:
        """A number for a text, never 0."""
        data = "\0".join(texts).encode("utf-8", "surrogatepass")
        return int.from_bytes(blake2b(data, digest_size=8, key=self._key).digest()) or 1


def fold_number(number: str) -> str:
    """An identifier as a tired reader sees it: `O-00123` and `o0 123` are the same.

    Case, width, spaces, hyphens and other signs, hidden characters and leading zeros do not
    count; O is 0, and l and I are 1.
    """
    text = number if number.isascii() else unicodedata.normalize("NFKC", number)
    text = text.casefold().translate(_LOOKS_LIKE)
    if not text.isascii():
        text = "".join(str(unicodedata.digit(one, one)) for one in text)
    signs = re.sub(r"[\W_]+", "", text)
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", signs) or number
