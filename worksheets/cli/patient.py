"""The options that say who a sheet is for."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

Function = TypeVar("Function", bound=Callable[..., Any])

SIDES = ("left", "right", "both")
DATES = ("start", "surgery", "injury", "boot_off")
"""The days from which weeks are counted."""

_OPTIONS = (
    ("--name", "TEXT", "Name of the patient; only you can then read the file."),
    ("--id", "TEXT", "The clinic's identifier of the patient; likewise."),
    ("--side", f"[{'|'.join(SIDES)}]", "The affected side."),
    ("--start", "DATE", "First day of the exercises, like 2026-12-07."),
    ("--surgery", "DATE", "Date of the operation."),
    ("--injury", "DATE", "Date of the injury."),
    ("--boot-off", "DATE", "Date on which the boot came off."),
    ("--clinician", "NAME", "Name of the clinician."),
    ("--bring-on", "DATE", "Next visit, to which the sheet is brought."),
    ("--cleared-by", "NAME", "Who cleared the exercises that wait for a clearance."),
    ("--cleared-on", "DATE", "When.  [default: the date of issue]"),
)


def patient_options(function: Function) -> Function:
    """Give a command the options on the patient, named like the fields of the model."""
    for option in reversed(_OPTIONS):
        function = _give(function, *option)
    return function


def date_options(function: Function) -> Function:
    """Give a command the days from which weeks are counted, and nothing else of the patient."""
    for option in reversed(_OPTIONS):
        if _field(option[0]) in DATES:
            function = _give(function, *option)
    return function


def _give(function: Function, name: str, kind: str, text: str) -> Function:
    return click.option(name, _field(name), metavar=kind, help=text)(function)


def _field(name: str) -> str:
    return "number" if name == "--id" else name[2:].replace("-", "_")
