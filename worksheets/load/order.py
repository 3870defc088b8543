"""What one document is made from: the order as the user gave it, and everything that it names."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from worksheets.load.library import FileCache, Library, blame_characters
from worksheets.load.pictures import LARGEST_MM, load_picture, resolve_beside
from worksheets.model import Clinic, Exercise, Locale, Override, Patient, Program, Template
from worksheets.model.base import Paper
from worksheets.model.patient import Window
from worksheets.model.phase import Phase
from worksheets.model.span import ANCHORS, Span
from worksheets.plan import Image
from worksheets.problems import Kind, Problem, WorksheetError

_LOGO_MM = (70.0, 20.0)
"""A logo is as high as two lines, and at most a third of the page wide."""
_MAX_EXERCISES = 5
"""People perform two exercises better than eight; five did not differ from either (Henry et al.
1999, Physical Therapy 79:270-277)."""
_MAX_DAYS_TO_START = 366
_MAX_DAYS_BEFORE_SURGERY = 26 * 7


_DRAWN_MM = 42.0
"""Side of the square for which drawings in files are drawn, at 600 dpi."""


@dataclass(frozen=True)
class Selection:
    """The part of an order that names files: orders with equal selections load the same.

    Attributes:
        program: Id of a program, or path of a program file.
        template: Id of a template, or path of a template file.
        locale: Id of a locale.
        paper: Paper size; None leaves it to the clinic, or else A4.
        clinic: Path of a clinic file.
        libraries: Folders of the user's own files, searched in this order.
        overrides: Changes to doses, like `heel-raise.reps=15`.
    """

    program: str
    template: str = "handout"
    locale: str = "en"
    paper: Paper | None = None
    clinic: Path | None = None
    libraries: tuple[Path, ...] = ()
    overrides: tuple[str, ...] = ()


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
        patient_in_metadata: Whether the file's properties name the patient.
        week: The week of the program that a sheet is for, from 1, or None.
        override: Who opened the gates that open with time, and why, or None.
        whole_weeks: Whether weeks begin on the first weekday of the language.
        mark: The document's place in a batch, like "12 of 240", printed on every page, or "".
        window: The envelope that a first page with the patient's address is for, or None.
        weeks: How many weeks a booklet is for; None for a sheet.
        imposed: Whether two pages of a booklet go side by side on each sheet, to be folded.
        duplex: Whether the number of pages of a booklet is even.
        fillable: Whether tick boxes and lines to write on are fields of a form.
        archive: Whether the file keeps to PDF/A-2a as well.
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
    weeks: int | None = None
    imposed: bool = False
    duplex: bool = False
    fillable: bool = False
    archive: bool = False

    @property
    def selection(self) -> Selection:
        """What it names, without anything about the patient but changes to doses."""
        return Selection(**{one.name: getattr(self, one.name) for one in fields(Selection)})


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
    figures: Mapping[str, Image]
    logo: Image | None
    library: Library
    warnings: tuple[Problem, ...] = ()

    def blame(self, characters: Iterable[str], patient: Patient) -> list[Problem]:
        """Report where characters that cannot be printed come from: a file, the patient, dates."""
        return blame_characters(characters, self.library, patient, self.locale)


def load_order(order: Order, files: FileCache | None = None) -> Loaded:
    """Load everything that an order names, with the warnings about it.

    Args:
        order: What is wanted.
        files: What was read for other orders, which is not read again, or None.

    Raises:
        WorksheetError: Every problem found in any of the files.
    """
    loaded = load_selection(order.selection, files)
    return replace(loaded, warnings=warnings_of(order, loaded))


def warnings_of(order: Order, loaded: Loaded) -> tuple[Problem, ...]:
    """What the user should know about an order that can be carried out."""
    website = loaded.clinic.website if loaded.clinic else None
    addresses = (website, *(exercise.video for exercise in loaded.exercises.values()))
    return cautions(order, loaded.program, addresses)


def load_selection(selection: Selection, files: FileCache | None = None) -> Loaded:
    """Load everything that a selection names, with nothing in it of a patient.

    Args:
        selection: What is wanted.
        files: What was read for other selections, which is not read again, or None.

    Raises:
        WorksheetError: Every problem found in any of the files.
    """
    files = files or FileCache()
    problems: dict[Problem, None] = {}

    def attempt(load: Callable[..., Any], *args: object) -> Any:
        """What `load` gives, or None when it failed: all problems are raised together."""
        try:
            return load(*args)
        except WorksheetError as error:
            problems.update(dict.fromkeys(error.problems))
            return None

    clinic_file = selection.clinic
    clinic: Clinic | None = None
    if clinic_file:
        clinic = attempt(Library(files=files).load_path, clinic_file, "clinic")
    roots = _roots(selection, clinic)
    library = Library(roots, files=files)
    logo: Image | None = None
    if clinic_file and clinic:
        library.load_path(clinic_file, "clinic")  # so that its characters can be traced
    named = selection.program, selection.overrides
    program: Program | None = attempt(load_named, library, "program", *named)
    template = attempt(load_named, library, "template", selection.template)
    locale = attempt(library.load, "locale", selection.locale)
    # At the largest, 84 mm, that is still 300 dpi; at twice as many a file would take megabytes.
    room = (_DRAWN_MM,) * 2 if template else LARGEST_MM
    exercises: dict[str, Exercise] = {}
    figures: dict[str, Image] = {}
    for file_id in dict.fromkeys(item.exercise for item in program.items) if program else ():
        if file_id and (exercise := attempt(load_exercise, library, file_id, selection.program)):
            exercises[file_id] = exercise
            if exercise.figure and exercise.figure.image:
                path = library.where("exercise", file_id)
                figures[file_id] = attempt(load_beside, library, exercise.figure.image, path, room)
    if clinic_file and clinic and clinic.logo:
        logo = attempt(load_beside, library, clinic.logo, clinic_file, _LOGO_MM)
    if problems or not program:
        raise WorksheetError(problems)
    program = program.with_gates_of(exercises)
    # Without folders of the user's own, "en" can only be the built-in one.
    is_reference = selection.locale == "en" and not roots
    reference = locale if is_reference else Library(files=files).load("locale", "en")
    paper = selection.paper or (clinic.paper if clinic else None) or locale.paper
    return Loaded(
        program, exercises, template, locale, reference, clinic, paper, figures, logo, library
    )


def is_path(name: str) -> bool:
    """Whether a name on the command line is the path of a file rather than an id."""
    return name.endswith((".yaml", ".yml")) or "/" in name or os.sep in name


def _roots(selection: Selection, clinic: Clinic | None) -> tuple[Path, ...]:
    """The folders to search: the user's, the one of a program file, then the clinic's."""
    roots = [*selection.libraries]
    if is_path(selection.program):
        roots.append(Path(selection.program).parent)
    if clinic and selection.clinic:
        roots += [selection.clinic.parent / folder for folder in clinic.libraries]
    return tuple(dict.fromkeys(roots))


def load_named(library: Library, kind: str, name: str, overrides: tuple[str, ...] = ()) -> Any:
    """The model of a file that is named by its id or by its path."""
    if is_path(name):
        return library.load_path(Path(name), kind, overrides)
    return library.load(kind, name, overrides)


def path_of(library: Library, kind: str, name: str) -> Path:
    """The file that is named by its id or by its path."""
    return Path(name) if is_path(name) else library.where(kind, name)


def load_exercise(library: Library, file_id: str, program: str) -> Exercise:
    """An exercise that a program names; one that does not exist is a problem of that program."""
    try:
        exercise: Exercise = library.load("exercise", file_id)
    except WorksheetError as error:
        mark = library.place_of(path_of(library, "program", program), file_id)
        if mark is None:
            raise
        raise WorksheetError(
            mark.problem(problem.message, problem.hint, problem.kind)
            if problem.kind is Kind.NOT_FOUND
            else problem
            for problem in error.problems
        ) from None
    return exercise


def load_beside(
    library: Library, written: str, yaml_file: Path, room_mm: tuple[float, float] = LARGEST_MM
) -> Image:
    """A picture that a file names, relative to itself and inside its own folder."""
    mark = library.place_of(yaml_file, written)
    path = resolve_beside(written, yaml_file, yaml_file.parent, mark)
    library.files_read.append(path)
    key = (path, room_mm)
    if key not in library.files.pictures:
        library.files.pictures[key] = load_picture(path, room_mm)
    return library.files.pictures[key]


def cautions(
    order: Order, program: Program, addresses: Iterable[str | None]
) -> tuple[Problem, ...]:
    """All warnings about an order that can be carried out; none repeats a value of the patient.

    Args:
        order: What is wanted.
        program: The program.
        addresses: The clinic's website and the videos of the exercises, where they have one.
    """
    found = [*_of_program(order.patient, program), *_of_dates(order.patient, order.issued)]
    if order.qr and not any(addresses):
        hint = "Write video: in an exercise file, or website: in a clinic file."
        found.append(("no file names an address for a QR code", hint))
    return tuple(Problem(message, hint, kind=Kind.WARNING) for message, hint in found)


def _of_program(patient: Patient, program: Program) -> Iterator[tuple[str, str]]:
    at_once = len(program.exercises) + _max_at_once(program)
    if at_once > _MAX_EXERCISES:
        yield (
            f"the program has {at_once} exercises" + (" at once" if program.phases else ""),
            f"People keep up {_MAX_EXERCISES} or fewer better.",
        )
    if patient.cleared_by and not any(gate.cleared for gate in program.gates):
        yield "nothing in this program waits for a clearance", "--cleared-by has no effect."
    names = {"boot off": "when the boot came off", "event": "an event of its own"}
    for event in ANCHORS:
        if event != "start" and event in patient.anchors and event not in program.anchors:
            option = f"--{event.replace(' ', '-')}"
            when = names.get(event, f"the {event}")
            yield f"this program does not count weeks from {when}", f"{option} has no effect."


def _max_at_once(program: Program) -> int:
    """How many exercises of phases overlap at most; phases begun by criteria may be any time.

    One that goes on until the next phase begins does not overlap with that.
    """
    last: dict[str, int] = {}
    for phase, following in pairwise([*program.phases, None]):
        if phase and isinstance(phase.ends, Span):
            last[phase.id] = phase.ends.days
        elif phase and phase.ends and following and following.begins:
            last[phase.id] = following.begins.days

    def covers(phase: Phase, day: int) -> bool:
        begins = phase.begins.days if phase.begins else 0
        return begins <= day and day < last.get(phase.id, day + 1)

    days = {phase.begins.days for phase in program.phases if phase.begins} | {0}
    return max(
        len({one.id for phase in program.phases if covers(phase, day) for one in phase.exercises})
        for day in days
    )


def _of_dates(patient: Patient, issued: date) -> Iterator[tuple[str, str]]:
    start = patient.start
    if patient.cleared_on and patient.cleared_on > issued:
        yield "the clearance is later than the date of issue", "Check --cleared-on."
    if start and abs((start - issued).days) > _MAX_DAYS_TO_START:
        yield "the start is more than a year from the date of issue", "Check --start."
    if start and patient.bring_on and patient.bring_on < start:
        yield "the next visit is before the start", "Check --bring-on and --start."
    if start and patient.surgery and (patient.surgery - start).days > _MAX_DAYS_BEFORE_SURGERY:
        yield "the surgery is more than 26 weeks after the start", "Check --surgery and --start."
