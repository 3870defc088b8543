"""What one document is made from: the order as the user gave it, and everything that it names."""

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from worksheets.load.blame import blame_characters
from worksheets.load.cautions import cautions
from worksheets.load.library import Library, Pool
from worksheets.load.pictures import load_picture, resolve_beside
from worksheets.model import Clinic, Exercise, Locale, Override, Patient, Program, Template
from worksheets.model.base import Paper
from worksheets.model.patient import Window
from worksheets.plan import Drawing, Image
from worksheets.problems import Kind, Problem, WorksheetError


@dataclass(frozen=True)
class Order:
    """What is wanted, as the user says it.

    Attributes:
        program: Id of a program, or path of a program file.
        issued: Date of issue.
        template: Id of a template, or path of a template file.
        locale: Id of a locale.
        paper: Paper size; None leaves it to the clinic, or else A4.
        clinic: Path of a clinic file.
        libraries: Folders of the user's own files, searched in this order.
        overrides: Changes to doses, like `heel-raise.reps=15`.
        patient: Who it is for.
        qr: Whether addresses of pages get a QR code.
        patient_in_metadata: Whether the file's properties say whose sheet it is.
        week: The week of the program that a sheet is for, from 1, or None.
        override: Who opened the gates that open with time, and why, or None.
        whole_weeks: Whether weeks begin on the first weekday of the language.
        mark: The document's place in a batch, like "12 of 240", printed on every page, or "".
        window: The envelope that a first page with the patient's address is for, or None.
    """

    program: str
    issued: date
    template: str = "handout"
    locale: str = "en"
    paper: Paper | None = None
    clinic: Path | None = None
    libraries: tuple[Path, ...] = ()
    overrides: tuple[str, ...] = ()
    patient: Patient = field(default_factory=Patient)
    qr: bool = False
    patient_in_metadata: bool = False
    week: int | None = None
    override: Override | None = None
    whole_weeks: bool = False
    mark: str = ""
    window: Window | None = None


@dataclass(frozen=True)
class Loaded:
    """Everything that an order names, read and checked.

    Attributes:
        program: The program, with the overrides in it.
        exercises: Its exercises, by id.
        template: The template.
        locale: The language.
        reference: The built-in English, whose phrases a locale must match gap for gap.
        clinic: The clinic, or None.
        paper: The paper size.
        figures: Pictures of exercises, by exercise id.
        logo: The clinic's logo, or None.
        library: Where it all came from.
        warnings: What the user should know.
    """

    program: Program
    exercises: Mapping[str, Exercise]
    template: Template
    locale: Locale
    reference: Locale
    clinic: Clinic | None
    paper: Paper
    figures: Mapping[str, Image | Drawing]
    logo: Image | Drawing | None
    library: Library
    warnings: tuple[Problem, ...]

    def blame(self, characters: Iterable[str], patient: Patient) -> list[Problem]:
        """Say where characters that cannot be printed come from: a file, the patient, dates."""
        return blame_characters(characters, self.library, patient, self.locale)


def load_order(order: Order, pool: Pool | None = None) -> Loaded:
    """Load everything that an order names.

    Args:
        order: What is wanted.
        pool: What was read for other orders, which is not read again, or None.

    Raises:
        WorksheetError: Every problem found in any of the files.
    """
    problems = _Problems()
    clinic_file = order.clinic
    clinic = (
        problems.gather(lambda: Library(pool=pool).load_path(clinic_file, "clinic"))
        if clinic_file
        else None
    )
    roots = _roots(order, clinic)
    library = Library(roots, pool=pool)
    if clinic_file and clinic:
        library.load_path(clinic_file, "clinic")  # so that its characters can be traced
    program = problems.gather(lambda: _load_program(library, order))
    template = problems.gather(lambda: load_named(library, "template", order.template))
    locale = problems.gather(lambda: library.load("locale", order.locale))
    exercises: dict[str, Exercise] = {}
    figures: dict[str, Image | Drawing] = {}
    if program:
        path = path_of(library, "program", order.program)
        for file_id in dict.fromkeys(item.exercise for item in program.items if item.exercise):
            found = problems.gather(partial(_load_exercise, library, file_id, path))
            if found:
                exercises[file_id] = found
                if found.figure and found.figure.image:
                    picture = problems.gather(partial(_load_figure, library, found))
                    figures |= {file_id: picture} if picture else {}
    logo = (
        problems.gather(partial(load_beside, library, clinic.logo, clinic_file))
        if clinic and clinic_file and clinic.logo
        else None
    )
    problems.raise_any()
    paper = order.paper or (clinic.paper if clinic else None) or "a4"
    return Loaded(
        program,
        exercises,
        template,
        locale,
        # Without folders of the user's own, "en" can only be the built-in one.
        locale if order.locale == "en" and not roots else Library(pool=pool).load("locale", "en"),
        clinic,
        paper,
        figures,
        logo,
        library,
        warnings_of(order, program, clinic, exercises),
    )


def warnings_of(
    order: Order, program: Program, clinic: Clinic | None, exercises: Mapping[str, Exercise]
) -> tuple[Problem, ...]:
    """What the user should know about an order that can be carried out."""
    addresses = (clinic.website if clinic else None, *(one.video for one in exercises.values()))
    return cautions(order, program, addresses)


class _Problems:
    """Gathers the problems of several attempts, so that the user sees all of them at once."""

    def __init__(self) -> None:
        self._found: list[Problem] = []

    def gather(self, attempt: Callable[[], Any]) -> Any:
        """What the attempt gives, or None when it failed."""
        try:
            return attempt()
        except WorksheetError as error:
            self._found += [problem for problem in error.problems if problem not in self._found]
            return None

    def raise_any(self) -> None:
        if self._found:
            raise WorksheetError(self._found)


def is_path(name: str) -> bool:
    """Whether a name on the command line is the path of a file rather than an id."""
    return name.endswith((".yaml", ".yml")) or "/" in name or os.sep in name


def _roots(order: Order, clinic: Clinic | None) -> tuple[Path, ...]:
    """The folders to search: the user's, the one of a program file, then the clinic's."""
    roots = [*order.libraries]
    if is_path(order.program):
        roots.append(Path(order.program).parent)
    if clinic and order.clinic:
        roots += [order.clinic.parent / folder for folder in clinic.libraries]
    return tuple(dict.fromkeys(roots))


def load_named(library: Library, kind: str, name: str, overrides: tuple[str, ...] = ()) -> Any:
    """The model of a file that is named by its id or by its path."""
    if is_path(name):
        return library.load_path(Path(name), kind, overrides)
    return library.load(kind, name, overrides)


def _load_program(library: Library, order: Order) -> Any:
    return load_named(library, "program", order.program, order.overrides)


def path_of(library: Library, kind: str, name: str) -> Path:
    """The file that is named by its id or by its path."""
    return Path(name) if is_path(name) else library.where(kind, name)


def _load_exercise(library: Library, file_id: str, program_file: Path) -> Exercise:
    """An exercise that a program names; one that does not exist is a problem of that program."""
    try:
        exercise: Exercise = library.load("exercise", file_id)
    except WorksheetError as error:
        mark = library.place_of(program_file, file_id)
        if mark is None:
            raise
        raise WorksheetError(
            mark.problem(problem.message, problem.hint, problem.kind)
            if problem.kind is Kind.NOT_FOUND
            else problem
            for problem in error.problems
        ) from None
    return exercise


def _load_figure(library: Library, exercise: Exercise) -> Image | Drawing:
    written = exercise.figure.image if exercise.figure else None
    return load_beside(library, written or "", library.where("exercise", exercise.id))


def load_beside(library: Library, written: str, yaml_file: Path) -> Image | Drawing:
    """A picture that a file names, relative to itself and inside its own folder."""
    mark = library.place_of(yaml_file, written)
    path = resolve_beside(written, yaml_file, yaml_file.parent, mark)
    library.files_read.append(path)
    return load_picture(path)
