"""The rows of a roster, judged one by one and against each other: what is to become of each."""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import TracebackType
from typing import Any, Self, get_args

from worksheets.batch.file_names import ENDING, NamePattern, read_pattern, with_digest, with_program
from worksheets.batch.judging.choices import read_menu
from worksheets.batch.judging.findings import place_of
from worksheets.batch.judging.passwords import Passwords
from worksheets.batch.judging.people import NAME_FIELDS
from worksheets.batch.judging.register import Register
from worksheets.batch.judging.relations import ADD_DIGEST, ADD_PROGRAM
from worksheets.batch.judging.row import Desk, Draft, judge_row
from worksheets.batch.judging.spool import Spool
from worksheets.batch.task import Setting, Status, Task, Verdict
from worksheets.load.order import Order
from worksheets.load.overrides import check_overrides
from worksheets.model import Patient
from worksheets.problems import Kind, Problem, WorksheetError
from worksheets.rosters.rows import RosterRow


class Judged:
    """What is to become of every row of a roster.

    What was found is kept in a private file, which `close` deletes; memory stays flat.

    Attributes:
        counts: How many rows end how, as far as is known before sheets are made.
        rows_read: How many rows there are.
        warnings: What is to be known about the roster as a whole.
    """

    def __init__(self, desk: Desk, rows: Iterable[RosterRow]) -> None:
        """Judge `rows`, each once, with what is on the desk."""
        self.rows_read = 0
        self.warnings: tuple[Problem, ...] = ()
        self._desk = desk
        self._spool = Spool()
        self._register = Register()
        self._counts: Counter[Status] = Counter()
        try:
            self._read(rows)
        except BaseException:
            self.close()
            raise

    @property
    def counts(self) -> Mapping[Status, int]:
        """How many rows end how; they add up to `rows_read`."""
        return {status: self._counts[status] for status in get_args(Status)}

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Delete what was kept."""
        self.close()

    def close(self) -> None:
        """Delete what was kept."""
        self._spool.close()

    def __iter__(self) -> Iterator[Verdict]:
        """What is to become of each row, in the order of the rows; may be asked for again."""
        index = 0
        for kind, row, problems, draft in self._spool:
            told = tuple(self._told(row, one) for one in problems)
            if kind != "patient":
                yield Verdict(row, kind, told)
                continue
            told += self._remarks(row, index)
            task = Draft(*draft) if draft else None
            if any(problem.kind is not Kind.WARNING for problem in told):
                yield Verdict(row, "error", told)
            elif task:
                made = self._task(row, task, self._register.flags(index))
                yield Verdict(row, "warning" if told else "ok", told, made)
            index += 1

    def _read(self, rows: Iterable[RosterRow]) -> None:
        severities = array("b")
        for row in rows:
            self.rows_read += 1
            if row.kind != "patient":
                self._counts[row.kind] += 1
                kept = [(one.message, one.hint, one.kind) for one in row.problems]
                self._spool.add((row.kind, row.number, kept, None))
                continue
            findings, identity, draft = judge_row(self._desk, row)
            kept = [(one.message, one.hint, one.kind) for one in findings.problems]
            if draft is None and not findings.is_refused:
                raise AssertionError("a row that is not refused has a document")
            self._spool.add(("patient", row.number, kept, draft and tuple(draft)))
            self._register.add(identity)
            severities.append(2 if findings.is_refused else 1 if kept else 0)
        self._register.settle()
        statuses: tuple[Status, ...] = ("ok", "warning", "error")
        for index, severity in enumerate(severities):
            for remark in self._register.remarks(index):
                severity = max(severity, 2 if remark.relation.is_error else 1)
            self._counts[statuses[severity]] += 1
        self.warnings = (*_of_roster(self._desk), *self._of_passwords())

    def _of_passwords(self) -> tuple[Problem, ...]:
        passwords = self._desk.passwords
        return passwords.warnings(self._desk.roster) if passwords else ()

    def _told(self, row: int, one: tuple[str, str, Kind]) -> Problem:
        message, hint, kind = one
        return Problem(message, hint, self._desk.roster, row, kind=kind)

    def _remarks(self, row: int, index: int) -> tuple[Problem, ...]:
        return tuple(
            self._told(
                row,
                (
                    f"{place_of(self._desk.columns, *remark.fields)}: "
                    f"{remark.relation.message.replace('{row}', str(remark.other))}",
                    remark.relation.hint,
                    Kind.INVALID if remark.relation.is_error else Kind.WARNING,
                ),
            )
            for remark in self._register.remarks(index)
        )

    def _task(self, row: int, draft: Draft, flags: int) -> Task:
        setting = self._desk.setting
        stem = draft.stem
        if flags & ADD_PROGRAM and not self._desk.pattern.has("program"):
            stem = with_program(stem, draft.program_id)
        if flags & ADD_DIGEST:
            stem = with_digest(stem, draft.number, draft.program_id)
        fields: dict[str, Any] = dict(draft.patient)
        order = Order(
            program=draft.program,
            issued=setting.issued,
            template=draft.template,
            locale=draft.locale,
            paper=setting.paper,
            clinic=setting.clinic,
            libraries=setting.libraries,
            overrides=(*setting.overrides, *draft.overrides),
            patient=Patient.model_construct(**fields),  # it was checked when the row was judged
            qr=setting.qr,
            window=setting.window,
        )
        return Task(row, draft.number, f"{stem}{ENDING}", order, draft.weeks, draft.password)


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
    passwords: Passwords | None = None
    try:
        pattern = read_pattern(setting.file_name)
    except WorksheetError as error:
        problems += error.problems
    if setting.password is not None:
        try:
            passwords = Passwords(setting.password, columns)
        except WorksheetError as error:
            problems += error.problems
    menu = read_menu(setting, problems)
    problems += check_overrides(setting.overrides)
    if setting.program is None and "program" not in columns:
        hint = 'Give one for all with --program, or add a column "Program".'
        message = "nothing says which program the patients get"
        problems.append(Problem(message, hint, "--program", kind=Kind.USAGE))
    if problems or pattern is None or menu is None:
        raise WorksheetError(problems)
    return Judged(Desk(roster_name, columns, setting, menu, pattern, passwords), rows)


def _of_roster(desk: Desk) -> Iterator[Problem]:
    """What all rows lack, said once."""

    def warning(message: str, hint: str) -> Problem:
        return Problem(message, hint, desk.roster, kind=Kind.WARNING)

    if "number" not in desk.columns:
        message = "there is no column for the identifier; nothing but names tells sheets apart"
        yield warning(message, 'Add a column "Patient ID"; the names of files follow from the row.')
    if not any(field in desk.columns for field in NAME_FIELDS):
        message = "there is no column for the name; the sheets have a line to write it on"
        yield warning(message, "Write the names on the sheets, or add a column.")
    if "side" not in desk.columns:
        message = "there is no column for the side; the sheets have a line to write it on"
        yield warning(message, 'Add a column "Side" where the side matters.')
    template = desk.menu.templates.default
    if desk.setting.weeks and template and template.document != "booklet":
        message = "the template is for a sheet, which has no weeks"
        yield replace(warning(message, "Leave --weeks out, or choose booklet."), file="--weeks")
