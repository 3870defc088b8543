"""What became of the rows: counts that add up, and the problems that are worth showing."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from re import Match

from worksheets.batch.judging.fields import ADDRESS_FIELDS
from worksheets.batch.judging.people import NAME_FIELDS
from worksheets.batch.task import Made, Status
from worksheets.problems import Kind, Problem

MAX_SHOWN = 40
"""Problems of each sort that are shown; all of them are in the manifest."""
_MAX_ALIKE = 3
"""Rows that are shown with the same problem, before the others are only counted."""
_MAX_ROWS = 12
_MAX_KEPT = 1000

_FIELDS = {"--id": "number", "--note": "notes"}
"""The fields of a roster of options that are called otherwise."""

_USUAL = {
    "number": "Patient ID",
    "start": "Start date",
    "surgery": "Surgery date",
    "injury": "Injury date",
    "bring_on": "Next visit",
}
"""How a column is usually called, where not like its field."""

_OF_PATIENTS = (
    *("name", "number", "clinician", "cleared_by", "cleared_on", "side", "start", "surgery"),
    *("injury", "boot_off", "event", "bring_on", "address", "notes"),
)
"""Fields for which a roster should get a column, where a single sheet would get an option."""
_OF_FORMS = ("language", "template", "weeks")
"""Other fields that are called like options."""

_SEVERAL = {"name": NAME_FIELDS, "address": ADDRESS_FIELDS}
_ALONE = {
    'say why with --override "reason" --by NAME': "make this sheet alone: handout --override",
    "Add --week 1, or --start": "Add --start",
    "Choose another week.": "Check the dates from which the program counts, or the program.",
}
"""Hints with options that a batch has not, and what they are here."""


@dataclass
class Tally:
    """How a batch went.

    Attributes:
        rows_read: All rows under the names of the columns.
        duplex: Whether paper is printed on both sides.
        counts: Rows by how they ended.
        files: How many files a merged one is divided into.
        pages: Pages of all documents that there are now.
        papers: Sheets of paper that they are printed on.
        kept: Documents that an earlier run made and that are still right; 0 where it is not known.
        outdated: Files of an earlier run that no row asks for any more.
        kinds: How many documents there are of each program and template.
        errors: The first problems of rows that were not printed.
        warnings: The first problems of rows that were.
        hidden: How many further problems there are.
        stopped: Whether the user stopped the run.
        unwritten: Whether nothing was written, as when one file for all was stopped.
        general: What is to be known about the roster as a whole.
    """

    rows_read: int
    duplex: bool = False
    counts: Counter[Status] = field(default_factory=Counter)
    pages: int = 0
    files: int = 1
    papers: int = 0
    kept: int = 0
    outdated: int = 0
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    hidden: int = 0
    stopped: bool = False
    unwritten: bool = False
    general: tuple[Problem, ...] = ()
    _alike: dict[Problem, list[int]] = field(default_factory=dict, repr=False)
    _counts: Counter[Problem] = field(default_factory=Counter, repr=False)

    def add(self, made: Made) -> None:
        """Count a row that is a patient."""
        self.counts[made.status] += 1
        if made.status != "error":
            self.pages += made.pages
            self.papers += (made.pages + 1) // 2 if self.duplex else made.pages
            self.kinds[made.program, made.template] += 1
        for problem in made.problems:
            if self._is_repeated(problem, made.row):
                continue
            shown = self.warnings if problem.kind is Kind.WARNING else self.errors
            if len(shown) < MAX_SHOWN:
                shown.append(problem)
            else:
                self.hidden += 1

    def lose(self, made: Made, problem: Problem) -> None:
        """Count a row as not printed after all.

        Args:
            made: What became of it, as it was counted.
            problem: Why it is not printed.
        """
        self.counts[made.status] -= 1
        self.pages -= made.pages
        self.papers -= (made.pages + 1) // 2 if self.duplex else made.pages
        self.kinds[made.program, made.template] -= 1
        self.kept = 0  # nobody knows which of them were kept
        self.add(Made(made.row, made.number, problems=(problem,)))

    def _is_repeated(self, problem: Problem, row: int) -> bool:
        """Whether enough rows with the same problem are shown, so that this one is only counted."""
        alike = replace(problem, line=None)
        if alike not in self._counts and len(self._counts) >= _MAX_KEPT:
            return False
        self._counts[alike] += 1
        if self._counts[alike] <= _MAX_ALIKE:
            return False
        rows = self._alike.setdefault(alike, [])
        if len(rows) < _MAX_ROWS:
            rows.append(row)
        return True

    def repeated(self) -> Iterator[Problem]:
        """What many rows have in common, beside the first of them, with the numbers of some."""
        for problem, rows in self._alike.items():
            count = self._counts[problem] - _MAX_ALIKE
            if count == 1:
                yield replace(problem, line=rows[0])
                continue
            listed = ", ".join(f"{row}" for row in sorted(rows)) + ", …" * (count > len(rows))
            message = f"in {count:,} more rows ({listed}): {problem.message}"
            yield replace(problem, message=message)

    @property
    def printed(self) -> int:
        """Rows whose document there is."""
        return self.counts["ok"] + self.counts["warning"]

    @property
    def unreached(self) -> int:
        """Rows that a stopped run did not come to."""
        return self.rows_read - sum(self.counts.values())


def in_row(problem: Problem, roster: str, row: int, columns: Mapping[str, str]) -> Problem:
    """A problem of one sheet as a problem of the row that it was made for.

    Args:
        problem: As the steps say it, about an option or a file.
        roster: The roster, as the user named it.
        row: The row.
        columns: What the column of a field is called.
    """
    if problem.file == roster:
        return problem
    place, hint = "" if problem.file == "--week" else problem.file, problem.hint
    for alone, here in _ALONE.items():
        hint = hint.replace(alone, here)
    hint = _ADVICE.sub(partial(_in_columns, columns), hint)
    column = _column(columns, place)
    if column:
        place, hint = column, hint.replace("the option", "the cell")
    else:
        # Where files lie is nobody's business: it would stand in manifests, too.
        parts = Path(place).name, problem.line, problem.column
        place = ":".join(str(part) for part in parts if part)
    if hint.startswith("column"):
        hint = "C" + hint[1:]
    message = f"{place}: {problem.message}" if place else problem.message
    return replace(
        problem, message=message, hint=hint, file=roster, line=row, column=None, excerpt=""
    )


def _column(columns: Mapping[str, str], option: str) -> str | None:
    """What the column is called that says the same as an option, if there is one."""
    field = _field(option)
    fields = _SEVERAL.get(field, (field,))
    return next((columns[one] for one in fields if one in columns), None)


def _field(option: str) -> str:
    """The field of a roster, or the change to a dose, that says the same as an option."""
    name = option.removeprefix("--").replace("-", "_")
    field = _FIELDS.get(option, name if name in (*_OF_PATIENTS, *_OF_FORMS) else option)
    return field.removeprefix("--set ")


def _called(columns: Mapping[str, str], option: str) -> str:
    """What to call an option: a batch has columns instead of those about a patient."""
    field = _field(option)
    if column := _column(columns, option):
        return column
    usual = _USUAL.get(field, field.replace("_", " ").capitalize())
    return f'a column "{usual}"' if field in _OF_PATIENTS else option


def _in_columns(columns: Mapping[str, str], advice: Match[str]) -> str:
    """Advice about options: a column that is not there is added, a cell of another is filled in."""
    emptied, named, *added = advice.group("emptied", "named", "first", "second")
    if named:
        return _called(columns, named)
    if emptied:
        column = _column(columns, emptied)
        return f"leave {column} empty" if column else advice[0]
    said = " and ".join(
        f"{'fill in' if _column(columns, option) else 'add'} {_called(columns, option)}"
        for option in added
        if option
    )
    return said[0].upper() + said[1:] if advice[0][0].isupper() else said


_ADVICE = re.compile(
    r"[Aa]dd (?P<first>--[a-z][a-z-]*)(?: and (?P<second>--[a-z][a-z-]*))?"
    r"|leave out (?P<emptied>--[a-z][a-z-]*)"
    r"|(?P<named>--[a-z][a-z-]*)"
)
