"""The options that say who a sheet is for."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

Function = TypeVar("Function", bound=Callable[..., Any])

SIDES = ("left", "right", "both")
_OPTIONS = (
    ("--name", "TEXT", "Name of the patient; only you can then read the file."),
    ("--id", "TEXT", "The clinic's identifier of the patient; likewise."),
    ("--side", f"[{'|'.join(SIDES)}]", "The affected side."),
    ("--start", "DATE", "First day of the exercises, like 2026-12-07."),
    ("--surgery", "DATE", "Date of the operation."),
    ("--injury", "DATE", "Date of the injury."),
    ("--clinician", "NAME", "Name of the clinician."),
    ("--bring-on", "DATE", "Next visit, to which the sheet is brought."),
    ("--cleared-by", "NAME", "Who cleared the exercises that wait for a clearance."),
    ("--cleared-on", "DATE", "When.  [default: the date of issue]"),
)


def patient_options(function: Function) -> Function:
    """Give a command the options on the patient, named like the fields of the model."""
    for name, kind, text in reversed(_OPTIONS):
        field = "number" if name == "--id" else name[2:].replace("-", "_")
        function = click.option(name, field, metavar=kind, help=text)(function)
    return function
