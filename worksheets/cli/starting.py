"""Files to start from."""

import os
from contextlib import suppress
from pathlib import Path

from worksheets.load.folders import ENDINGS, id_from_name, is_id
from worksheets.load.source import quoted, showable
from worksheets.problems import Kind, Problem, WorksheetError

STARTERS = Path(__file__).parent / "starters"
_TITLE = "TITLE"


def start_file(kind: str, file_id: str, place: Path) -> Path:
    """Write the starter of a kind of file.

    Args:
        kind: What to start.
        file_id: Its id, which gives the first title too.
        place: The file, whose name has to be that of the id, or a folder for it.

    Returns:
        The file.

    Raises:
        WorksheetError: No id, a name that does not go with it, or the file exists.
    """
    if not is_id(file_id):
        named = id_from_name(Path(file_id if file_id.endswith(ENDINGS) else f"{file_id}.yaml"))
        hint = f"An id has small letters, digits and single hyphens. Write {named}."
        message = f"{quoted(file_id)} cannot be an id"
        raise WorksheetError([Problem(message, hint, kind=Kind.USAGE)])
    starter = next(STARTERS.glob(f"{kind}.*"))
    name = f"{file_id}{starter.suffix}"
    endings = ENDINGS if starter.suffix in ENDINGS else (starter.suffix,)
    is_folder = os.path.isdir(place)  # noqa: PTH112 - a name that is too long is no folder
    target = place / name if is_folder else place
    if target.stem != file_id or target.suffix not in endings:
        right = showable(str(place.with_name(name)))
        hint = f"The name of a file is its id: write -o {right}."
        message = "the file has another name than its id"
        raise WorksheetError([Problem(message, hint, showable(str(target)), kind=Kind.USAGE)])
    title = file_id.replace("-", " ").capitalize()
    text = starter.read_text("utf-8").replace(_TITLE, title)
    _write_new(text, target)
    return target


def _write_new(text: str, target: Path) -> None:
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


def _refused(target: Path, message: str, hint: str) -> WorksheetError:
    return WorksheetError([Problem(message, hint, showable(str(target)), kind=Kind.OUTPUT)])
