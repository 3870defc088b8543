"""What changes for the patient between two programs, as tables of text."""

from collections.abc import Sequence
from pathlib import Path

from worksheets.compare.doses import MOST_WEEKS, Period, dose_rows, last_change
from worksheets.compare.parts import (
    gate_rows,
    manner_rows,
    measure_rows,
    phase_rows,
    sign_changes,
    word_rows,
)
from worksheets.compare.versions import version_of
from worksheets.describe import Found, Table, find_program
from worksheets.describe.programs import exercises_of
from worksheets.describe.tables import table_of
from worksheets.model import Patient
from worksheets.problems import Problem, WorksheetError
from worksheets.resolve.wording import Wording

__all__ = ["compare", "find_both"]


def find_both(old: str, new: str, libraries: Sequence[Path]) -> tuple[Found, Found]:
    """The two programs that words on the command line mean, each with the files beside it.

    Raises:
        WorksheetError: Everything that is wrong with either.
    """
    found: list[Found] = []
    problems: list[Problem] = []
    for written in (old, new):
        try:
            one = find_program(written, libraries)
            exercises_of(one)
            found.append(one)
        except WorksheetError as error:
            problems += [problem for problem in error.problems if problem not in problems]
    if problems:
        raise WorksheetError(problems)
    return found[0], found[1]


def compare(
    pair: tuple[Found, Found], patient: Patient, weeks: int | None = None, language: str = "en"
) -> tuple[Table, ...]:
    """What changes for the patient who goes from one program to the other.

    Args:
        pair: The old and the new program.
        patient: Says from when the weeks are counted.
        weeks: How many weeks are looked at; None for as many as make a difference.
        language: Id of the locale in which doses are said.

    Returns:
        A table for each part of the program in which something changes; none when nothing does.

    Raises:
        WorksheetError: The locale cannot be read, or phases are counted from an unknown day.
    """
    wording = Wording(pair[1].library.load("locale", language))
    old, new = (version_of(wording, found, patient, weeks or MOST_WEEKS) for found in pair)
    last = weeks or max(last_change(old.timeline), last_change(new.timeline))
    period = Period(last, goes_on=weeks is None)
    parts = (
        ("Exercises", ("", "exercise", "weeks", "dates", "dose"), dose_rows(old, new, period)),
        ("How exercises are done", ("", "exercise", "part", "text"), manner_rows(old, new)),
        ("Phases", ("", "phase", "part", "text"), phase_rows(old, new)),
        ("Gates", ("", "for", "text"), gate_rows(old, new)),
        ("Stop and call", ("", "what to do", "sign"), sign_changes(old, new)),
        ("Measured once a week", ("", "measure", "text"), measure_rows(old, new)),
        ("Program", ("", "part", "text"), word_rows(old, new)),
    )
    return tuple(
        table_of(heading, columns, rows)
        for heading, columns, given in parts
        if (rows := tuple(given))
    )
