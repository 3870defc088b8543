"""What two rows can be to each other, and what follows from it."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from typing import NamedTuple

ADD_PROGRAM = 1
ADD_DIGEST = 2
"""What the name of a file needs, so that it is its own: the program; a digest."""


class Relation(Enum):
    """What a row is to another: whether that stops it, what is said, and what to do."""

    TWO_PEOPLE = (
        True,
        "row {row} has the same identifier and another name or date of birth",
        "Give each patient an identifier of their own; nobody can tell whose sheet it is.",
    )
    TWICE = (
        True,
        "this is row {row} once more",
        "Delete one of the two.",
    )
    CONTRADICTION = (
        True,
        "row {row} has the same patient and program and says something else",
        "Keep the row that is right.",
    )
    ALIKE = (
        True,
        "row {row} has nearly the same identifier, and nothing shows that it is another patient",
        "Correct it and keep one row; of two patients, write both names and dates of birth.",
    )
    ALIKE_OTHERS = (
        False,
        "row {row} has nearly the same identifier, for another patient",
        "Compare both before they are handed out.",
    )
    SAME_PERSON = (
        False,
        "row {row} has the same name and date of birth under another identifier",
        "If it is one patient, keep one of the rows.",
    )
    SAME_NAME = (
        False,
        "row {row} has the same name, and no dates of birth tell the two apart",
        "Make sure that each gets the right sheet.",
    )

    def __init__(self, is_error: bool, message: str, hint: str) -> None:
        """Keep what is said; `{row}` is the number of the other row."""
        self.is_error = is_error
        self.message = message
        self.hint = hint


class Fact(NamedTuple):
    """A row among others: digests, 0 for what is not known.

    Attributes:
        place: Its place among the rows.
        row: Its number in the roster.
        number: Of the identifier.
        name: Of the name.
        birth: Of the date of birth.
        program: Of the program.
        content: Of everything in the row.
    """

    place: int
    row: int
    number: int
    name: int
    birth: int
    program: int
    content: int


class Group:
    """Rows that have something in common, in order; looked up anew each time, to save memory."""

    def __init__(self, look_up: Callable[[int], Fact], places: Sequence[int]) -> None:
        """Rows at `places`, which are looked up with `look_up`."""
        self._look_up = look_up
        self.places = places

    def __iter__(self) -> Iterator[Fact]:
        """The rows."""
        return map(self._look_up, self.places)

    def __len__(self) -> int:
        """How many rows they are."""
        return len(self.places)

    def split(self, key: Callable[[Fact], int]) -> "list[Group]":
        """The groups of two rows or more that share `key`."""
        parts: dict[int, array[int]] = {}
        for fact in self:
            parts.setdefault(key(fact), array("I")).append(fact.place)
        return [Group(self._look_up, places) for places in parts.values() if len(places) > 1]


Found = Iterator[tuple[int, Relation, int]]
"""Place of a row, what it is to another, and the number of that row."""


class _FirstRows:
    """The first rows with each of two different values, by a key."""

    def __init__(self) -> None:
        self._kept: dict[object, tuple[int, int, int, int]] = {}

    def add(self, key: object, value: int, row: int) -> None:
        kept = self._kept.get(key)
        if kept is None:
            self._kept[key] = value, row, 0, 0
        elif kept[0] != value and not kept[3]:
            self._kept[key] = kept[0], kept[1], value, row

    def other(self, key: object, value: int) -> int:
        """The first row under the key with another value, or 0."""
        kept = self._kept.get(key)
        if kept is None:
            return 0
        return kept[1] if kept[0] != value else kept[3]

    def differ(self, key: object) -> bool:
        """Whether there are two values under the key."""
        kept = self._kept.get(key)
        return kept is not None and kept[3] > 0


def relate_same_number(group: Group) -> Found:
    """Rows with one identifier: two people, the same row twice, or rows that contradict."""
    for rows in group.split(lambda fact: fact.number):
        firsts = _FirstRows()
        for one in rows:
            firsts.add("place", one.place + 1, one.row)
            if one.name:
                firsts.add("name", one.name, one.row)
            if one.birth:
                firsts.add("birth", one.birth, one.row)
        if firsts.differ("name") or firsts.differ("birth"):
            for one in rows:
                other = firsts.other("name", one.name) if one.name else 0
                other = other or (firsts.other("birth", one.birth) if one.birth else 0)
                other = other or firsts.other("place", one.place + 1)
                yield one.place, Relation.TWO_PEOPLE, other
        else:
            for same in rows.split(lambda fact: fact.program):
                yield from _relate_same_program(same)


def _relate_same_program(group: Group) -> Found:
    """Rows of one person with one program: several programs would be fine."""
    contents = _FirstRows()
    for one in group:
        contents.add("", one.content, one.row)
    first = next(iter(group))
    for one in group:
        if contents.differ(""):
            yield one.place, Relation.CONTRADICTION, contents.other("", one.content)
        elif one.place != first.place:
            yield one.place, Relation.TWICE, first.row


def relate_look_alikes(group: Group) -> Found:
    """Rows with nearly the same identifier: of people who are clearly two, or perhaps one."""
    numbers = _FirstRows()
    for fact in group:
        numbers.add("", fact.number, fact.row)
    if not numbers.differ(""):
        return
    rows = _FirstRows()
    for fact in group:
        for key in ((fact.name, fact.birth), ("name", fact.name), ("birth", fact.birth), "all"):
            rows.add(key, fact.number, fact.row)
    for fact in group:
        others = [rows.other(key, fact.number) for key in _who_it_may_be(fact)]
        perhaps_one = min((row for row in others if row), default=0)
        if perhaps_one:
            yield fact.place, Relation.ALIKE, perhaps_one
        else:
            yield fact.place, Relation.ALIKE_OTHERS, rows.other("all", fact.number)


def _who_it_may_be(fact: Fact) -> list[object]:
    """Keys of rows that may be of the same person: what is not known may be anything."""
    name, birth = fact.name, fact.birth
    if name and birth:
        return [(name, birth), (name, 0), (0, birth), (0, 0)]
    if name:
        return [("name", name), ("name", 0)]
    if birth:
        return [("birth", birth), ("birth", 0)]
    return ["all"]


def relate_people(group: Group) -> Found:
    """Rows with one name: under two identifiers it may be one person, registered twice."""
    rows = _FirstRows()
    for fact in group:
        if fact.number:
            rows.add(fact.birth, fact.number, fact.row)
            rows.add("all", fact.number, fact.row)
    for fact in group:
        if not fact.number:
            continue
        if fact.birth and (other := rows.other(fact.birth, fact.number)):
            yield fact.place, Relation.SAME_PERSON, other
        elif other := rows.other(0 if fact.birth else "all", fact.number):
            yield fact.place, Relation.SAME_NAME, other


def file_flags(group: Group) -> int:
    """What rows need whose files would have one name, were nothing done about it."""
    firsts = _FirstRows()
    for fact in group:
        firsts.add("number", fact.number, fact.row)
        firsts.add(fact.number, fact.program, fact.row)
    flags = ADD_DIGEST if firsts.differ("number") else 0
    if any(firsts.differ(fact.number) for fact in group):
        flags |= ADD_PROGRAM
    return flags
