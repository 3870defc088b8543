"""Options that several commands have."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from worksheets.problems import Kind, Problem, WorksheetError

Function = TypeVar("Function", bound=Callable[..., Any])


def to_paths(
    _context: click.Context, _parameter: click.Parameter, value: tuple[str, ...]
) -> tuple[Path, ...]:
    """Paths as they were written; whether they exist is looked at where they are used."""
    return tuple(map(Path, value))


def library_option(function: Function) -> Function:
    """Give a command the option `--library`, which may be repeated."""
    return click.option(
        "--library",
        "libraries",
        metavar="DIR",
        multiple=True,
        callback=to_paths,
        help="Folder with your own files; they replace built-in ones of the same id. Repeatable.",
    )(function)


def kind_argument(kinds: Iterable[str], *, required: bool = True) -> Callable[[Function], Function]:
    """Give a command the argument KIND, one of several words."""
    words = list(kinds)

    def check(_context: click.Context, _parameter: click.Parameter, value: str | None) -> Any:
        if value is None or value in words:
            return value
        hint = f"Write {', '.join(words[:-1])} or {words[-1]}."
        raise WorksheetError([Problem("there is no such kind", hint, "KIND", kind=Kind.USAGE)])

    shown = "|".join(words)
    metavar = f"{{{shown}}}" if required else f"[{shown}]"
    return click.argument("kind", metavar=metavar, required=required, callback=check)
