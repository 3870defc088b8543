"""What is found in one row: problems that begin with the column and never hold a value."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from worksheets.problems import Kind, Problem

_PLAIN = {
    "number": "identifier",
    "name": "name",
    "family_name": "family name",
    "given_names": "given names",
    "preferred_name": "preferred name",
    "birth": "date of birth",
    "language": "--language",
    "program": "--program",
    "template": "--template",
    "weeks": "--weeks",
    "notes": "notes",
    "password": "--protect-with",
}
"""What a field is called that the roster has no column for."""


def place_of(columns: Mapping[str, str], *fields: str) -> str:
    """What the column of a field is called in a message; of several, the first that there is."""
    for field in fields:
        if field in columns:
            return columns[field]
    return _PLAIN.get(fields[0], fields[0].replace("_", " "))


class Findings:
    """Gathers the problems of one row.

    Attributes:
        problems: What was found so far, what the reader found first.
    """

    def __init__(
        self, roster: str, columns: Mapping[str, str], row: int, read: Iterable[Problem] = ()
    ) -> None:
        """Begin with what could not be read in row `row` of `roster`."""
        self._roster = roster
        self._columns = columns
        self._row = row
        self.problems = [replace(one, file=roster, line=row, excerpt="") for one in read]
        self._read = len(self.problems)

    @property
    def is_refused(self) -> bool:
        """Whether anything stops the row from being printed."""
        return any(problem.kind is not Kind.WARNING for problem in self.problems)

    @property
    def is_misread(self) -> bool:
        """Whether anything could not be read, so that more may have stood in the row."""
        return self._read > 0

    def has_column(self, *fields: str) -> bool:
        """Whether the roster has a column for any of the fields."""
        return any(field in self._columns for field in fields)

    def is_blamed(self, *fields: str) -> bool:
        """Whether a column is refused already: then nothing is missing in it."""
        if not self.problems:
            return False
        places = [self._columns[field] for field in fields if field in self._columns]
        refused = [one.message for one in self.problems if one.kind is not Kind.WARNING]
        return any(place in message for message in refused for place in places)

    def leave_out_what_follows(self) -> None:
        """Where the whole row is at fault, say that alone: what else it seems to lack may be there.

        A patient whose row was torn has an identifier; nobody has to write it.
        """
        places = tuple(self._columns.values())
        read = self.problems[: self._read]
        if any(one.kind is not Kind.WARNING and not one.message.startswith(places) for one in read):
            self.problems = read

    def refuse(self, field: str | tuple[str, ...], message: str, hint: str = "") -> None:
        """The row is not printed, because of this."""
        self._add(field, message, hint, Kind.INVALID)

    def warn(self, field: str | tuple[str, ...], message: str, hint: str = "") -> None:
        """The row is printed, and this is to be looked at."""
        self._add(field, message, hint, Kind.WARNING)

    def _add(self, field: str | tuple[str, ...], message: str, hint: str, kind: Kind) -> None:
        fields = (field,) if isinstance(field, str) else field
        message = f"{place_of(self._columns, *fields)}: {message}"
        self.problems.append(Problem(message, hint, self._roster, self._row, kind=kind))
