"""How wide text is on a terminal, and whether it may be coloured."""

import os
import sys
import unicodedata
from contextlib import suppress
from typing import Any

import click


def say(text: str) -> None:
    """Print to standard error. When nobody listens, the work and its exit code stay as they are."""
    try:
        click.echo(text, err=True)
    except OSError:
        silence(sys.stderr)


def silence(*streams: Any) -> None:
    """Send what follows nowhere, so that Python does not complain at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in streams:
        with suppress(OSError, ValueError, AttributeError):
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def width_of(text: str) -> int:
    """Columns of a terminal that `text` takes."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    drawn_over = sum(unicodedata.category(character) in ("Mn", "Me", "Cf") for character in text)
    return len(text) + wide - drawn_over


def styled(text: str, colour: str | None = None, *, bold: bool = False, dim: bool = False) -> str:
    """`text` in a style, unless the user asked for none (https://no-color.org)."""
    if os.environ.get("NO_COLOR"):
        return text
    return click.style(text, fg=colour, bold=bold or None, dim=dim or None)
