"""Where a sheet goes, and what is there already."""

import os
from pathlib import Path

from worksheets.load.folders import id_from_name
from worksheets.load.order import is_path
from worksheets.load.source import showable
from worksheets.problems import Kind, Problem, WorksheetError


def target_for(program: str) -> Path:
    """The PDF file for a program when none is named: in the working folder, named by its id."""
    named = Path(program) if is_path(program) else Path(f"{program}.yaml")
    return Path(f"{id_from_name(named)}.pdf")


def refuse_to_replace(target: Path) -> None:
    """Refuse to replace a file that nobody named: it may be another patient's sheet.

    Raises:
        WorksheetError: The file exists.
    """
    if is_file(target):
        message = "a sheet with this name exists, and it may be another patient's"
        hint = f"Name another file with -o, or write -o {showable(str(target))} to replace it."
        raise WorksheetError([Problem(message, hint, showable(str(target)), kind=Kind.OUTPUT)])


def is_file(target: Path) -> bool:
    """Whether there is an ordinary file, which would be replaced."""
    return os.path.isfile(target)  # noqa: PTH113 - a name that is too long is no file


def target_warnings(target: Path) -> list[Problem]:
    """What the user should know about the name of a PDF file."""
    is_device = os.path.exists(target) and not is_file(target)  # noqa: PTH110 - likewise
    if is_device or target.suffix.lower() == ".pdf":
        return []
    message = "the file is a PDF, and its name does not say so"
    hint = "Give it a name that ends in .pdf."
    return [Problem(message, hint, showable(str(target)), kind=Kind.WARNING)]
