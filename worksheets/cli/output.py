"""Where a file goes, and what is printed once it is written."""

from collections.abc import Iterable
from pathlib import Path

from worksheets.files import write_stdout, write_whole
from worksheets.load.folders import id_from_name
from worksheets.load.order import is_path
from worksheets.load.source import showable


def default_target(id_or_path: str, ending: str) -> Path:
    """The file to write when none is named: in the working folder, named by the id."""
    named = Path(id_or_path if is_path(id_or_path) else f"{id_or_path}.yaml")
    return Path(f"{id_from_name(named)}{ending}")


def write_output(
    data: bytes, target: Path | None, *, private: bool = False, inputs: Iterable[Path] = ()
) -> str:
    """Write a file, or to standard output, and give the words for it: "Wrote sheet.pdf".

    Args:
        data: The whole file.
        target: Where it goes, or None for standard output.
        private: Only its owner may read it.
        inputs: The files that were read, none of which is overwritten.

    Raises:
        WorksheetError: It cannot be written; what was there is as it was.
    """
    if target is None:
        write_stdout(data)
        return "Wrote to standard output"
    replaced = write_whole(data, target, private=private, inputs=inputs)
    return f"{'Replaced' if replaced else 'Wrote'} {showable(str(target))}"
