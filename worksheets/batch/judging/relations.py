"""What rows are to each other: the same identifier, the same person, or nearly so.

Rows are compared in groups that share something; who is compared with whom does not depend on the
order of the rows.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from worksheets.batch.judging.people import NAME_FIELDS

# Letters of other scripts that look like Latin ones: https://www.unicode.org/reports/tr39/.
_LOOKS_LIKE = str.maketrans(
    "oil|" + "авекмнорстухіѕј" + "αβεζηικμνορτυχ",
    "0111" + "abekmh0pctyx1sj" + "abezh1kmn0ptyx",
)


class Identity(NamedTuple):
    """What a row is told apart by; "" for what is not known.

    Attributes:
        number: The clinic's identifier, or what stands in for it; None for nothing.
        alike: The same for identifiers that a tired reader takes for one.
        name: The name, the same for every way to write it.
        birth: The date of birth.
        program: Id of the program, or what stands there instead.
        content: Everything in the row that counts.
        stem: Name of the file without its ending, in small letters.
    """

    number: str | None
    alike: str | None
    name: str
    birth: str
    program: str
    content: str
    stem: str


class Relation(NamedTuple):
    """What a row is to another.

    Attributes:
        is_error: Whether it stops the row from being printed.
        fields: The fields that it is about.
        message: What is wrong; `{row}` is the number of the other row.
        hint: What to do.
    """

    is_error: bool
    fields: tuple[str, ...]
    message: str
    hint: str


_NUMBER_FIELDS = ("number", *NAME_FIELDS)
_OTHER_PATIENT = "row {row} has the same identifier and another name or date of birth"
_OWN_NUMBER = "Give each patient an identifier of their own; nobody can tell whose sheet it is."
_CONTRADICTION = "row {row} has the same patient and program and says something else"
_ALIKE = "row {row} has nearly the same identifier, and nothing shows that it is another patient"
_NAME_BOTH = "Correct it and keep one row; of two patients, write both names and dates of birth."
_ALIKE_OTHERS = "row {row} has nearly the same identifier, for another patient"
_SAME_PERSON = "row {row} has the same name and date of birth under another identifier"
_SAME_NAME = "row {row} has the same name, and no dates of birth tell the two apart"
_BOTH_SHEETS = "Make sure that each gets the right sheet."

RELATIONS: Mapping[str, Relation] = {
    "two people": Relation(True, _NUMBER_FIELDS, _OTHER_PATIENT, _OWN_NUMBER),
    "duplicate": Relation(
        True, _NUMBER_FIELDS, "this is row {row} once more", "Delete one of the two."
    ),
    "contradiction": Relation(True, _NUMBER_FIELDS, _CONTRADICTION, "Keep the row that is right."),
    "alike": Relation(True, _NUMBER_FIELDS, _ALIKE, _NAME_BOTH),
    "alike, others": Relation(
        False, _NUMBER_FIELDS, _ALIKE_OTHERS, "Compare both before they are handed out."
    ),
    "same person": Relation(
        False, NAME_FIELDS, _SAME_PERSON, "If it is one patient, keep one of the rows."
    ),
    "same name": Relation(False, NAME_FIELDS, _SAME_NAME, _BOTH_SHEETS),
}
"""All relations."""


class Fact(NamedTuple):
    """A row among others: its place, its number in the roster, and what it is told apart by."""

    place: int
    row: int
    number: str | None
    name: str
    birth: str
    program: str
    content: str


Found = Iterator[tuple[int, str, int]]
"""Place of a row, a key of `RELATIONS`, and the number of the other row."""

_Firsts = dict[str, int]
"""The first row with each value, in the order of the rows."""


def _firsts(facts: Sequence[Fact], value: Callable[[Fact], str | None]) -> _Firsts:
    firsts: _Firsts = {}
    for fact in facts:
        if known := value(fact):
            firsts.setdefault(known, fact.row)
    return firsts


def _other(firsts: _Firsts, value: str | None) -> int:
    """The first row with another value, or 0."""
    return next((row for known, row in firsts.items() if known != value), 0)


def _split(facts: Sequence[Fact], value: Callable[[Fact], str | None]) -> Iterator[list[Fact]]:
    """The groups of two rows or more that share a value."""
    ordered = sorted(facts, key=lambda fact: value(fact) or "")  # rows stay in order: it is stable
    for _, group in groupby(ordered, key=value):
        same = list(group)
        if len(same) > 1:
            yield same


def relate_same_number(facts: Sequence[Fact]) -> Found:
    """Rows with one identifier: two people, the same row twice, or rows that contradict."""
    for same in _split(facts, lambda fact: fact.number):
        names = _firsts(same, lambda fact: fact.name)
        births = _firsts(same, lambda fact: fact.birth)
        if len(names) > 1 or len(births) > 1:
            for fact in same:
                other = _other(names, fact.name) if fact.name else 0
                other = other or (_other(births, fact.birth) if fact.birth else 0)
                next_row = same[1] if fact is same[0] else same[0]
                yield fact.place, "two people", other or next_row.row
            continue
        for rows in _split(same, lambda fact: fact.program):  # several programs are fine
            contents = _firsts(rows, lambda fact: fact.content)
            for fact in rows:
                if len(contents) > 1:
                    yield fact.place, "contradiction", _other(contents, fact.content)
                elif fact is not rows[0]:
                    yield fact.place, "duplicate", rows[0].row


def relate_look_alikes(facts: Sequence[Fact]) -> Found:
    """Rows with nearly the same identifier: of people who are clearly two, or perhaps one.

    Two rows may be of one person unless both names, or both dates of birth, are known and differ.
    """
    by: defaultdict[Hashable, _Firsts] = defaultdict(dict)
    for fact in facts:
        for key in (("both", fact.name, fact.birth), ("name", fact.name), ("birth", fact.birth), 0):
            by[key].setdefault(fact.number or "", fact.row)
    if len(by[0]) < 2:
        return
    for fact in facts:
        keys: list[Hashable] = [0]
        if fact.name and fact.birth:
            keys = [("both", name, birth) for name in (fact.name, "") for birth in (fact.birth, "")]
        elif fact.name or fact.birth:
            kind, value = ("name", fact.name) if fact.name else ("birth", fact.birth)
            keys = [(kind, value), (kind, "")]
        others = [_other(by[key], fact.number) for key in keys if key in by]
        perhaps_one = min(filter(None, others), default=0)
        if perhaps_one:
            yield fact.place, "alike", perhaps_one
        else:
            yield fact.place, "alike, others", _other(by[0], fact.number)


def relate_people(facts: Sequence[Fact]) -> Found:
    """Rows with one name: under two identifiers it may be one person, registered twice."""
    known = [fact for fact in facts if fact.number]
    births: defaultdict[str, _Firsts] = defaultdict(dict)
    for fact in known:
        births[fact.birth].setdefault(fact.number or "", fact.row)
    everybody = _firsts(known, lambda fact: fact.number)
    for fact in known:
        same = _other(births[fact.birth], fact.number) if fact.birth else 0
        if same:
            yield fact.place, "same person", same
        elif other := _other(births[""] if fact.birth else everybody, fact.number):
            yield fact.place, "same name", other


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
