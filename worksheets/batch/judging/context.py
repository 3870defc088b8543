"""What every row is judged with, and what is found in one: problems that never hold a value."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from worksheets.batch.file_names import NamePattern
from worksheets.batch.judging.lookups import Lookups
from worksheets.batch.task import Setting
from worksheets.problems import Kind, Problem
from worksheets.rosters.rows import RosterRow

_WITHOUT_COLUMN = {
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


class JudgingContext(NamedTuple):
    """What every row is judged with.

    Attributes:
        roster: Name of the roster.
        columns: What the column of each field is called in messages, like `column F ("Side")`.
        setting: What holds for every row.
        lookups: What rows can choose from.
        pattern: How files are named.
        password: The field that holds passwords, or None.
    """

    roster: str
    columns: Mapping[str, str]
    setting: Setting
    lookups: Lookups
    pattern: NamePattern
    password: str | None

    def place_of(self, *fields: str) -> str:
        """What the column of a field is called; of several, the first that there is."""
        for field in fields:
            if field in self.columns:
                return self.columns[field]
        return _WITHOUT_COLUMN.get(fields[0], fields[0].replace("_", " "))

    def has_column(self, *fields: str) -> bool:
        """Whether the roster has a column for any of the fields."""
        return any(field in self.columns for field in fields)


class Findings:
    """Gathers the problems of one row; each names the column, and none repeats its text.

    Attributes:
        context: What the row is judged with.
        row: The row.
        values: Its texts by field.
        problems: What was found so far, what the reader found first.
    """

    def __init__(self, context: JudgingContext, row: RosterRow) -> None:
        """Begin with what could not be read in a row."""
        self.context = context
        self.row = row
        self.values = row.values
        self.problems = [
            replace(one, file=context.roster, line=row.number, excerpt="") for one in row.problems
        ]

    @property
    def is_refused(self) -> bool:
        """Whether anything stops the row from being printed."""
        return any(problem.kind is not Kind.WARNING for problem in self.problems)

    def is_blamed(self, *fields: str) -> bool:
        """Whether a column is refused already: then nothing is missing in it."""
        columns = self.context.columns
        places = [columns[field] for field in fields if field in columns]
        return any(
            place in one.message
            for one in self.problems
            if one.kind is not Kind.WARNING
            for place in places
        )

    def leave_out_what_follows(self) -> None:
        """Where the whole row is at fault, keep that alone: what it seems to lack may be there.

        A patient whose row was torn has an identifier; nobody has to write it.
        """
        read, places = self.problems[: len(self.row.problems)], (*self.context.columns.values(),)
        if any(one.kind is not Kind.WARNING and not one.message.startswith(places) for one in read):
            self.problems = read

    def refuse(self, field: str | Iterable[str], message: str, hint: str) -> None:
        """The row is not printed, because of this."""
        self._add(field, message, hint, Kind.INVALID)

    def warn(self, field: str | Iterable[str], message: str, hint: str) -> None:
        """The row is printed, and this is to be looked at."""
        self._add(field, message, hint, Kind.WARNING)

    def _add(self, field: str | Iterable[str], message: str, hint: str, kind: Kind) -> None:
        fields = (field,) if isinstance(field, str) else tuple(field)
        message = f"{self.context.place_of(*fields)}: {message}"
        roster = self.context.roster
        self.problems.append(Problem(message, hint, roster, self.row.number, kind=kind))
