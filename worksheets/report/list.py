"""`list`: what there is of a kind, and which exercises are wanted."""

from typing import Any, NamedTuple, get_args

from worksheets.load.folders import builtin_roots
from worksheets.load.library import Library
from worksheets.load.wording import did_you_mean
from worksheets.model import Exercise, Locale, Program, Template
from worksheets.model.exercise import Position, Region
from worksheets.problems import Kind, Problem, WorksheetError
from worksheets.report.table import Table


class Filter(NamedTuple):
    """What an exercise must have, in small letters; "" asks for nothing.

    Attributes:
        region: One of its regions.
        position: A word of one of its positions, so that `lying` finds all three.
        equipment: A word of one of its items, or `none` for exercises without any.
    """

    region: str = ""
    position: str = ""
    equipment: str = ""

    def check(self) -> None:
        """Refuse a region or position that no exercise can have.

        Raises:
            WorksheetError: One problem for each.
        """
        problems = []
        for name, known in (("region", get_args(Region)), ("position", get_args(Position))):
            word = getattr(self, name)
            if not any(word == one or (name == "position" and word in one) for one in ("", *known)):
                hint = did_you_mean(word, known) or f"Write one of: {', '.join(known)}."
                message = f"there is no such {name}"
                problems.append(Problem(message, hint, f"--{name}", kind=Kind.USAGE))
        if problems:
            raise WorksheetError(problems)

    def allows(self, model: Any) -> bool:
        """Whether a file is an exercise that is wanted; an empty filter allows every file."""
        if not any(self):
            return True
        if not isinstance(model, Exercise) or (self.region and self.region not in model.region):
            return False
        if not any(self.position in position for position in model.position or ("",)):
            return False
        if self.equipment == "none":
            return not model.equipment
        return any(self.equipment in item.lower() for item in (*model.equipment, ""))


def list_kind(
    library: Library,
    kind: str,
    wanted: Filter = Filter(),  # noqa: B008 - it is frozen
) -> tuple[Table, list[Problem]]:
    """One row for each file of a kind: id, name, a few words more, and its path if not built in.

    Args:
        library: Where to look.
        kind: What to list.
        wanted: Leaves exercises out.

    Returns:
        The table, and the problems of the files that cannot be read; they have a row all the same.
    """
    problems: list[Problem] = []
    rows = []
    for file_id in library.ids(kind):
        try:
            model = library.load(kind, file_id)
            if not wanted.allows(model):
                continue
            name, more = _in_short(model)
        except WorksheetError as error:
            problems += error.problems
            name, more = "(has problems)", ""
        rows.append((file_id, name, more, _where(library, kind, file_id)))
    used = [column for column in range(4) if any(row[column] for row in rows)]
    return Table("", tuple(tuple(row[column] for column in used) for row in rows)), problems


def _in_short(model: Any) -> tuple[str, str]:
    match model:
        case Program():
            return model.title, model.subtitle or ""
        case Template():
            return model.name, model.description
        case Exercise():
            return model.name, ", ".join(model.position)
        case Locale():
            return model.name, f"{model.language}, {model.status}"
        case _:
            return model.name, ""


def _where(library: Library, kind: str, file_id: str) -> str:
    """The file, or "" for one that is built in."""
    try:
        path = library.where(kind, file_id)
    except WorksheetError:
        return ""
    return "" if any(path.is_relative_to(root) for root in builtin_roots()) else str(path)
