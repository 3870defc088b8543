"""`worksheets new`: a file to start from."""

import os
from contextlib import suppress
from pathlib import Path

import click

from worksheets.cli.commands import command
from worksheets.cli.options import kind_argument, options
from worksheets.load.folders import ENDINGS, id_from_name, is_id
from worksheets.load.source import quoted, showable
from worksheets.problems import Kind, Problem, WorksheetError

KINDS = ("exercise", "program", "template", "clinic", "roster")
STARTERS = Path(__file__).parent / "starters"
_TITLE = "TITLE"
_OUTPUT = "The file to write, or a folder for it.  [default: ID.yaml, or ID.csv]"


@command("new", "worksheets new exercise wall-slide")
@kind_argument(*KINDS)
@click.argument("file_id", metavar="ID")
@options(("-o --output", "FILE", _OUTPUT))
def new(kind: str, file_id: str, output: str | None) -> None:
    """Write a file to start from.

    It is YAML, with comments on everything that may be in it. A roster is a CSV file, for
    `worksheets batch`. A file that exists is never overwritten.
    """
    starter = next(STARTERS.glob(f"{kind}.*"))
    target = _target(file_id, Path(output or "."), starter.suffix)
    text = starter.read_text("utf-8").replace(_TITLE, file_id.replace("-", " ").capitalize())
    _write_new(text, target)
    name = showable(str(target))
    how = f"batch {name} --dry-run" if kind == "roster" else f"check {name}"
    click.echo(f"Wrote {name}. To check it: worksheets {how}")


def _target(file_id: str, place: Path, ending: str) -> Path:
    """The file for an id, in a folder or with the name that was given.

    Raises:
        WorksheetError: No id, or a name that does not go with it.
    """
    if not is_id(file_id):
        named = id_from_name(Path(file_id if file_id.endswith(ENDINGS) else f"{file_id}.yaml"))
        hint = f"An id has small letters, digits and single hyphens. Write {named}."
        message = f"{quoted(file_id)} cannot be an id"
        raise WorksheetError([Problem(message, hint, kind=Kind.USAGE)])
    endings = ENDINGS if ending in ENDINGS else (ending,)
    is_folder = os.path.isdir(place)  # noqa: PTH112 - a name that is too long is no folder
    target = place / f"{file_id}{ending}" if is_folder else place
    if target.stem != file_id or target.suffix not in endings:
        right = showable(str(place.with_name(f"{file_id}{ending}")))
        hint = f"The name of a file is its id: write -o {right}."
        message = "the file has another name than its id"
        raise _refused(target, message, hint, Kind.USAGE)
    return target


def _write_new(text: str, target: Path) -> None:
    """Write a file that does not exist yet, whole or not at all."""
    try:
        file = target.open("x", encoding="utf-8", newline="\n")
    except FileExistsError:
        raise _refused(target, "the file exists", "Choose another id, or delete it.") from None
    except OSError:
        message = "the file cannot be written"
        raise _refused(target, message, "Check that the folder exists and is yours.") from None
    try:
        with file:
            file.write(text)
    except OSError:
        with suppress(OSError):
            target.unlink()
        raise _refused(target, "the disk takes no more", "Choose another place.") from None


def _refused(target: Path, message: str, hint: str, kind: Kind = Kind.OUTPUT) -> WorksheetError:
    return WorksheetError([Problem(message, hint, showable(str(target)), kind=kind)])
