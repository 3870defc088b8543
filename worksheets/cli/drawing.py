"""Options of the command line that say what sort of file is drawn."""

from collections.abc import Mapping
from typing import Any

from worksheets.app import DrawOptions
from worksheets.problems import Kind, Problem, WorksheetError


def read_draw_options(options: Mapping[str, Any]) -> DrawOptions:
    """The sort of file that is wanted.

    Args:
        options: The options by name.

    Raises:
        WorksheetError: A file that is both filled in and kept unchanged.
    """
    fillable, archive = options["fillable"], options["archive"]
    if fillable and archive:
        message = "a file is either filled in or kept as it is"
        hint = "Leave one of --fillable and --archive out."
        raise WorksheetError([Problem(message, hint, "worksheets handout", kind=Kind.USAGE)])
    return DrawOptions(fillable=fillable, archive=archive)
