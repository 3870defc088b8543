"""Helpers of the tests of figures: the built-in library, and figures written in short."""

from functools import cache
from typing import Any

import yaml

from worksheets.figure.contacts import PosedBody, solve_contacts
from worksheets.figure.moments import read_moments
from worksheets.figure.stage import Stage, make_stage
from worksheets.load.library import Library
from worksheets.model.figure import Figure


@cache
def library_figures() -> dict[str, Figure]:
    """Every built-in figure that has poses, by exercise id."""
    library = Library()
    exercises = [library.load("exercise", file_id) for file_id in library.ids("exercise")]
    return {one.id: one.figure for one in exercises if one.figure and one.figure.poses}


def figure(text: str) -> Figure:
    """A figure from YAML; the words that every figure needs are added."""
    written: dict[str, Any] = yaml.safe_load(text)
    return Figure.model_validate({"alt": "A person.", **written})


def put_down(drawn: Figure) -> tuple[list[PosedBody], Stage]:
    """All poses of a figure with their bodies on the stage."""
    stage = make_stage(drawn)
    flatten: list[PosedBody] = []
    for index, moment in enumerate(read_moments(drawn)):
        flatten.append(solve_contacts(moment, stage, flatten[-1] if flatten else None, index))
    return flatten, stage
