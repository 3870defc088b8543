"""Our own sheet, along the whole way of the batch command: from the task of a row to the bytes."""

from collections.abc import Callable
from pathlib import Path

import yaml

from bench.patients import EXERCISES
from worksheets.batch.documents import Work, make
from worksheets.batch.task import Task
from worksheets.load.library import Library


def ours() -> Callable[[Task], bytes]:
    """What makes a sheet as a tagged PDF/UA-1 file."""
    work = Work("bench")
    return lambda task: make(work, task).data


def without_pictures(folder: Path) -> Path:
    """A library of the same exercises without their figures, as a user could have it.

    Args:
        folder: Where it is made.
    """
    exercises = folder / "exercises"
    exercises.mkdir()
    library = Library()
    for exercise in EXERCISES:
        text = library.where("exercise", exercise).read_text("utf-8")
        content = yaml.safe_load(text)
        del content["figure"]
        file = exercises / f"{exercise}.yaml"
        file.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    return folder
