"""The rows of a roster, judged one by one and against each other: what is to become of each.

What was found is stored in a private database on the disk: memory does not grow with the roster.
"""

import json
import pickle
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any, get_args

from worksheets.batch.file_names import ENDING, NamePattern, read_pattern, with_digest, with_program
from worksheets.batch.judging.context import JudgingContext
from worksheets.batch.judging.fields import OTHER
from worksheets.batch.judging.lookups import read_lookups
from worksheets.batch.judging.people import NAME_FIELDS
from worksheets.batch.judging.relations import (
    RELATIONS,
    Fact,
    Found,
    relate_look_alikes,
    relate_people,
    relate_same_number,
)
from worksheets.batch.judging.row import judge_row
from worksheets.batch.task import Setting, Status, Task, Verdict
from worksheets.load.overrides import check_overrides
from worksheets.problems import Kind, Problem, WorksheetError
from worksheets.rosters.rows import RosterRow

_MIN_PASSWORD = 12
_TABLES = """
CREATE TABLE judged (
    place INTEGER PRIMARY KEY,
    row INTEGER NOT NULL,
    status TEXT NOT NULL,
    problems TEXT NOT NULL,  -- message, hint and kind of each, as JSON
    task BLOB,  -- a pickled Task; NULL where no document can be made
    number TEXT, alike TEXT, name TEXT, birth TEXT, program TEXT, content TEXT, stem TEXT
);
CREATE TABLE related (place INTEGER, relation TEXT, is_error INTEGER, other INTEGER);
"""
_AFTER_READING = """
CREATE INDEX by_alike ON judged (alike);
CREATE INDEX by_name ON judged (name);
CREATE TABLE shared_name AS  -- names that several files would have, were nothing done about it
    SELECT stem, count(DISTINCT number) > 1 AS of_patients,
        count(DISTINCT number || char(31) || program) > count(DISTINCT number) AS of_programs
    FROM judged WHERE stem <> '' GROUP BY stem HAVING count(*) > 1;
CREATE INDEX by_shared_name ON shared_name (stem);
"""
_AFTER_RELATING = """
CREATE INDEX by_place ON related (place);
UPDATE judged SET status = 'error' WHERE status IN ('ok', 'warning')
    AND place IN (SELECT place FROM related WHERE is_error);
UPDATE judged SET status = 'warning' WHERE status = 'ok' AND place IN (SELECT place FROM related);
"""
_GROUPS: tuple[tuple[str, tuple[Callable[[Sequence[Fact]], Found], ...]], ...] = (
    ("alike", (relate_same_number, relate_look_alikes)),
    ("name", (relate_people,)),
)
"""Columns that rows can share, and how those that do are related."""


class Judged:
    """What is to become of every row of a roster; `close` deletes what was found.

    Attributes:
        counts: How many rows end how, as far as is known before documents are made; they add up to
            `rows_read`.
        rows_read: How many rows there are.
        warnings: What is to be known about the roster as a whole.
    """

    def __init__(self, context: JudgingContext, rows: Iterable[RosterRow]) -> None:
        """Judge `rows`, each once."""
        self._context = context
        self._weak_passwords = 0
        self._database = sqlite3.connect("")  # a file without a name, which nobody else can open
        try:
            self._database.executescript(_TABLES)
            places = ", ".join("?" * 11)
            insert = f"INSERT INTO judged VALUES (NULL, {places})"
            self._database.executemany(insert, map(self._judge, rows))
            self._database.executescript(_AFTER_READING)
            for column, functions in _GROUPS:
                for function in functions:
                    self._relate(column, function)
            self._database.executescript(_AFTER_RELATING)
            query = "SELECT status, count(*) FROM judged GROUP BY status"
            found: dict[Status, int] = dict(self._database.execute(query))
        except BaseException:
            self.close()
            raise
        self.counts: Mapping[Status, int] = {one: found.get(one, 0) for one in get_args(Status)}
        self.rows_read = sum(self.counts.values())
        self.warnings = (*_of_roster(context), *_of_passwords(context, self._weak_passwords))

    def close(self) -> None:
        """Delete what was found."""
        self._database.close()

    def __iter__(self) -> Iterator[Verdict]:
        """What is to become of each row, in the order of the rows; may be asked for again."""
        rows = self._database.execute(
            "SELECT place, row, status, problems, task, of_patients, of_programs"
            " FROM judged LEFT JOIN shared_name USING (stem) ORDER BY place"
        )
        for place, row, status, problems, pickled, of_patients, of_programs in rows:
            found = tuple(self._problem(row, *one) for one in json.loads(problems))
            if status in ("warning", "error"):
                found += tuple(self._remarks(row, place))
            task: Task | None = None
            if status in ("ok", "warning"):
                task = pickle.loads(pickled)
                if of_patients or of_programs:
                    file = self._own_name(task, of_patients=of_patients, of_programs=of_programs)
                    task = replace(task, file=file)
            yield Verdict(row, status, found, task)

    def _own_name(self, task: Task, *, of_patients: bool, of_programs: bool) -> str:
        """A name for a file that others would have too: of other patients, of other programs."""
        stem, program = task.file.removesuffix(ENDING), Path(task.order.program).stem
        if of_programs and not self._context.pattern.has("program"):
            stem = with_program(stem, program)
        if of_patients:
            stem = with_digest(stem, task.number, program)
        return f"{stem}{ENDING}"

    def _judge(self, row: RosterRow) -> tuple[Any, ...]:
        """A row as it is stored."""
        if row.kind != "patient":
            problems = json.dumps([(one.message, one.hint, one.kind) for one in row.problems])
            return (row.number, row.kind, problems, None, *(None,) * 6, "")
        findings, identity, task = judge_row(self._context, row)
        assert task or findings.is_refused
        status = "error" if findings.is_refused else "warning" if findings.problems else "ok"
        if task and task.password:
            known = (row.values.get(one) for one in ("birth", "number", "family_name"))
            self._weak_passwords += len(task.password) < _MIN_PASSWORD or task.password in known
        return (
            row.number,
            status,
            json.dumps([(one.message, one.hint, one.kind) for one in findings.problems]),
            task and pickle.dumps(task),
            # Half a surrogate pair cannot be stored.
            *(one and one.encode("utf-8", "backslashreplace").decode() for one in identity),
        )

    def _relate(self, column: str, function: Callable[[Sequence[Fact]], Found]) -> None:
        """Compare the rows that share a column of the database."""
        rows = self._database.execute(
            f"SELECT {column}, place, row, number, name, birth, program, content FROM judged"
            f" WHERE {column} IN (SELECT {column} FROM judged WHERE {column} <> ''"
            f" GROUP BY {column} HAVING count(*) > 1) ORDER BY {column}, place"
        )
        for _, group in groupby(rows, key=lambda one: one[0]):
            for place, name, other in function([Fact(*one[1:]) for one in group]):
                values = place, name, RELATIONS[name].is_error, other
                self._database.execute("INSERT INTO related VALUES (?, ?, ?, ?)", values)

    def _remarks(self, row: int, place: int) -> Iterator[Problem]:
        query = "SELECT relation, other FROM related WHERE place = ? ORDER BY rowid"
        found = [(RELATIONS[one], other) for one, other in self._database.execute(query, (place,))]
        # Whose identifier is in doubt is reported first; the rest follows from it.
        for relation, other in [one for one in found if one[0].is_error] or found:
            column = self._context.place_of(*relation.fields)
            message = f"{column}: {relation.message.replace('{row}', str(other))}"
            kind = Kind.INVALID if relation.is_error else Kind.WARNING
            yield self._problem(row, message, relation.hint, kind)

    def _problem(self, row: int, message: str, hint: str, kind: int) -> Problem:
        return Problem(message, hint, self._context.roster, row, kind=Kind(kind))


def judge_rows(
    roster_name: str, columns: Mapping[str, str], rows: Iterable[RosterRow], setting: Setting
) -> Judged:
    """Judge the rows of a roster.

    Args:
        roster_name: The roster, as the user named it.
        columns: What the column of each field is called in messages, like
            `column F ("Start date")`.
        rows: The rows; they are read once.
        setting: What holds for every row.

    Raises:
        WorksheetError: The setting is wrong, so that no row could be printed.
    """
    problems: list[Problem] = []
    pattern: NamePattern | None = None
    password: str | None = None
    try:
        pattern = read_pattern(setting.file_name)
    except WorksheetError as error:
        problems += error.problems
    if setting.password is not None:
        password = _password_field(setting.password, columns)
        if password is None:
            message = "the roster has no such column"
            hint = "Name the column that holds the passwords as the roster does."
            problems.append(Problem(message, hint, "--protect-with", kind=Kind.USAGE))
    lookups = read_lookups(setting, columns, problems)
    problems += check_overrides(setting.overrides)
    if setting.program is None and "program" not in columns:
        hint = 'Give one for all with --program, or add a column "Program".'
        message = "nothing says which program the patients get"
        problems.append(Problem(message, hint, "--program", kind=Kind.USAGE))
    if problems or pattern is None or lookups is None:
        raise WorksheetError(problems)
    return Judged(JudgingContext(roster_name, columns, setting, lookups, pattern, password), rows)


def _password_field(wanted: str, columns: Mapping[str, str]) -> str | None:
    """The field whose column a user means: by the field, or by the name of the column."""

    def folded(name: str) -> str:
        return " ".join(name.casefold().replace("_", " ").replace("-", " ").split())

    found = [one for one in columns if folded(one.removeprefix(OTHER)) == folded(wanted)]
    shown = f'"{wanted}"'.casefold()  # as in: column F ("DOB")
    found += [field for field in columns if shown in columns[field].casefold()]
    return found[0] if found else None


def _of_passwords(context: JudgingContext, weak: int) -> Iterator[Problem]:
    """What is to be known about all passwords."""
    if not context.password or not weak:
        return
    column = context.place_of(context.password)
    if context.password == "birth":
        message = f"{column}: dates of birth as passwords are soon guessed"
        hint = "They are typed as year-month-day with hyphens; a column of long ones is better."
    else:
        short = f"shorter than {_MIN_PASSWORD} characters"
        known = "is a date of birth, an identifier or a family name"
        if weak > 1:
            known = "are dates of birth, identifiers or family names"
        files = "1 password is" if weak == 1 else f"{weak:,} passwords are"
        message = f"{column}: {files} {short}, or {known}"
        hint = "Such passwords are soon guessed; write longer ones, of random words."
    yield Problem(message, hint, context.roster, kind=Kind.WARNING)


_MISSING = (
    (
        ("number",),
        "there is no column for the identifier; nothing but names tells sheets apart",
        'Add a column "Patient ID"; the names of files follow from the row.',
    ),
    (
        NAME_FIELDS,
        "there is no column for the name; the sheets have a line to write it on",
        "Write the names on the sheets, or add a column.",
    ),
    (
        ("side",),
        "there is no column for the side; the sheets have a line to write it on",
        'Add a column "Side" where the side matters.',
    ),
)
"""Columns that a roster should have."""


def _of_roster(context: JudgingContext) -> Iterator[Problem]:
    """What all rows lack, reported once."""
    for fields, message, hint in _MISSING:
        if not context.has_column(*fields):
            yield Problem(message, hint, context.roster, kind=Kind.WARNING)
    template = context.lookups.templates.default
    if context.setting.weeks and template and template.document != "booklet":
        message = "the template is for a sheet, which has no weeks"
        hint = "Leave --weeks out, or choose booklet."
        yield Problem(message, hint, "--weeks", kind=Kind.WARNING)
