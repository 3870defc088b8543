"""Where files lie: the user's folders and the built-in one, searched in the same way."""

import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from worksheets.load.source import showable, whole_file
from worksheets.problems import Kind, WorksheetError

FOLDERS = {
    "exercise": "exercises",
    "program": "programs",
    "template": "templates",
    "locale": "locales",
    "clinic": "clinics",
}
ENDINGS = (".yaml", ".yml")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_ID = 64
_KIND = re.compile(rb"^[\"']?kind[\"']?[ ]*:[ ]+[\"']?([a-z]+)", re.MULTILINE)
_PEEK_BYTES = 16_384
_PACKAGE = Path(__file__).resolve().parent.parent


def is_id(text: str) -> bool:
    """Whether `text` can be the id of a file: `heel-raise`."""
    return len(text) <= _LONGEST_ID and _ID.fullmatch(text) is not None


def id_from_name(path: Path) -> str:
    """The id of a file that was named by its path; spaces, capitals and accents become plain."""
    letters = unicodedata.normalize("NFKD", path.stem).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "-", letters.lower()).strip("-")
    return stem[:_LONGEST_ID].rstrip("-") or "unnamed"


def builtin_roots(package: Path = _PACKAGE) -> tuple[Path, ...]:
    """The folders that come with the program, in a checkout or in an installed package."""
    installed = package / "builtin"
    base = installed if installed.is_dir() else package.parent
    return base / "data", base / "templates"


def check_roots(roots: Sequence[Path]) -> None:
    """Refuse folders that do not exist.

    Raises:
        WorksheetError: One problem for each.
    """
    problems = []
    for root in roots:
        # os.path, because pathlib raises when a name is too long or holds a NUL.
        if not os.path.isdir(root):  # noqa: PTH112
            is_file = os.path.exists(root)  # noqa: PTH110
            message = "this is a file, not a folder" if is_file else "no such folder"
            hint = "Name a folder that holds YAML files."
            problems.append(whole_file(root).problem(message, hint, Kind.NOT_FOUND))
    if problems:
        raise WorksheetError(problems)


def candidates(root: Path, kind: str, file_id: str) -> Iterator[Path]:
    """The files in `root` that could be this one, whatever their kind.

    Raises:
        WorksheetError: A file with that name is a link that leads out of the folder.
    """
    for folder in (root, root / FOLDERS[kind]):
        for ending in ENDINGS:
            path = folder / f"{file_id}{ending}"
            if not path.is_file():
                continue
            if not path.resolve().is_relative_to(root.resolve()):
                message = f"the file is a link that leads out of the folder {showable(str(root))}"
                raise whole_file(path).error(message, "Copy the file into the folder.")
            yield path


def files_of(root: Path, kind: str) -> Iterator[tuple[str, Path]]:
    """Ids and paths of the files of one kind in `root`, but for names that cannot be ids."""
    for folder, is_mixed in ((root, True), (root / FOLDERS[kind], False)):
        if not folder.is_dir():
            continue
        for path in sorted(folder.iterdir()):
            if path.suffix not in ENDINGS or not is_id(path.stem) or not path.is_file():
                continue
            if not is_mixed or peek_kind(path) == kind:
                yield path.stem, path


def peek_kind(path: Path) -> str:
    """The word after `kind:` near the top of a file, or ""; for lists only, nothing is checked."""
    try:
        with path.open("rb") as file:
            found = _KIND.search(file.read(_PEEK_BYTES))
    except OSError:
        return ""
    return found[1].decode() if found else ""
