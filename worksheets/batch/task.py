"""What the steps of a batch hand over to each other: frozen, and small enough to be sent."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple

from worksheets.load.order import Order
from worksheets.model.base import Paper
from worksheets.model.patient import Window
from worksheets.problems import Kind, Problem
from worksheets.rosters import DateOrder, Encoding

Status = Literal["ok", "warning", "error", "blank", "header", "totals"]
"""How a row ended: printed, printed with a warning, not printed, or no patient at all."""

NO_PATIENTS: tuple[Status, ...] = ("blank", "header", "totals")
"""How rows end that are no patients."""


@dataclass(frozen=True)
class Setting:
    """What holds for every row of a batch, as far as the row says nothing else.

    Attributes:
        issued: Date of issue.
        program: Id or path of a program, or None when the roster has a column for it.
        template: Id or path of a template; None for "handout", or "booklet" where weeks are given.
        language: Id of a locale.
        paper: Paper size; None leaves it to the clinic.
        clinic: Path of a clinic file.
        libraries: Folders of the user's own files.
        overrides: Changes to doses for all patients.
        weeks: How many weeks booklets are for, or None.
        window: The envelope that an address page is for, or None for no such page.
        initials_only: Whether names are printed as initials.
        with_notes: Whether the notes of the roster are printed.
        password: The roster column whose text protects each file, or None.
        file_name: Pattern of the names of files, like "{number}".
        qr: Whether addresses of pages get a QR code.
        fillable: Whether tick boxes and lines to write on are fields of a form.
        archive: Whether files keep to PDF/A-2a as well.
    """

    issued: date
    program: str | None = None
    template: str | None = None
    language: str = "en"
    paper: Paper | None = None
    clinic: Path | None = None
    libraries: tuple[Path, ...] = ()
    overrides: tuple[str, ...] = ()
    weeks: int | None = None
    window: Window | None = None
    initials_only: bool = False
    with_notes: bool = False
    password: str | None = None
    file_name: str = "{number}"
    qr: bool = False
    fillable: bool = False
    archive: bool = False


@dataclass(frozen=True)
class Job:
    """What is to be done with a roster.

    Attributes:
        roster: The file.
        setting: What holds for every row.
        dates: The order of day, month and year in the roster; None to find it out.
        encoding: How the roster was saved if it is not Unicode; None where nobody has said so.
        jobs: How many processes share the work.
        dask: Address of a Dask scheduler whose workers share it, or None.
    """

    roster: Path
    setting: Setting
    dates: DateOrder | None = None
    jobs: int = 1
    dask: str | None = None
    encoding: Encoding | None = None

    @property
    def is_shared(self) -> bool:
        """Whether other processes do the work."""
        return self.jobs > 1 or bool(self.dask)


@dataclass(frozen=True)
class Task:
    """One document to make.

    Attributes:
        row: The row of the roster.
        number: The clinic's identifier of the patient.
        file: Name of the file to write, ".pdf" included.
        order: What is wanted, the patient included.
        password: What opens the file, or "".
    """

    row: int
    number: str
    file: str
    order: Order
    password: str = ""


class Verdict(NamedTuple):
    """What is to become of a row.

    Attributes:
        row: The row of the roster.
        status: How it ends, as far as is known before its document is made.
        problems: Everything that is wrong with it: `file` and `line` are those of the roster.
        task: The document to make, or None.
    """

    row: int
    status: Status
    problems: tuple[Problem, ...] = ()
    task: Task | None = None


@dataclass(frozen=True)
class Made:
    """How a task ended.

    Attributes:
        row: The row of the roster.
        number: The clinic's identifier of the patient.
        file: Name of the file, or "" when none was written.
        pages: How many pages it has.
        sha256: Digest of its bytes, in hexadecimal digits.
        input: Digest of everything that it was made from.
        template: Id of the template.
        program: Id of the program.
        version: Version of the program (the exercises), or "".
        problems: Warnings, or what stopped it.
    """

    row: int
    number: str
    file: str = ""
    pages: int = 0
    sha256: str = ""
    input: str = ""
    template: str = ""
    program: str = ""
    version: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def status(self) -> Status:
        """Whether it was printed, and whether something is to be known about it."""
        if any(problem.kind is not Kind.WARNING for problem in self.problems):
            return "error"
        return "warning" if self.problems else "ok"
