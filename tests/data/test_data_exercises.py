"""The built-in exercises as data: complete, without doses or sides, and all of them drawn."""

import re
import zlib
from collections.abc import Iterator
from functools import cache

import pytest

from worksheets.figure_sheets import draw_for
from worksheets.layout.compose import inked
from worksheets.load.library import Library
from worksheets.model import Exercise
from worksheets.model.template import Colours
from worksheets.pdf.pictures import drawing_operators

IDS = Library().ids("exercise")

# "The whole time" and "your second toe" are no doses; "right in front" and "right angle" no sides.
DOSE = re.compile(
    r"\d|\b(?:seconds|minutes?|hours?|days?|weeks?|daily|times|once|twice|sets?|reps?"
    r"|repetitions?|repeat|half|three|four|five|six|eight|ten|dozen|twenty|thirty)\b",
    re.IGNORECASE,
)
SIDE = re.compile(r"\bleft\b|\bright\b(?! in front| angle)", re.IGNORECASE)


@cache
def library() -> Library:
    return Library()


def exercise(file_id: str) -> Exercise:
    loaded: Exercise = library().load("exercise", file_id)
    return loaded


def instructions(one: Exercise) -> Iterator[str]:
    """What a patient is told, but not how often."""
    yield from one.steps
    yield one.feel or ""
    yield from one.avoid
    yield from one.precautions
    if one.figure:
        yield one.figure.caption or ""


def test_there_are_enough_exercises() -> None:
    assert len(IDS) >= 48


def test_words_of_doses_and_sides_are_noticed() -> None:
    for told in ("Hold for 5.", "Do three sets.", "Count the seconds.", "Repeat."):
        assert DOSE.search(told)
    assert not DOSE.search("Relaxed the whole time, over your second toe.")
    assert SIDE.search("Right in the middle, your right foot.")
    assert not SIDE.search("Put one foot right in front, at a right angle. Upright.")


@pytest.mark.parametrize("file_id", IDS)
def test_an_exercise_is_complete(file_id: str) -> None:
    one = exercise(file_id)
    assert library().where("exercise", file_id).name == f"{one.id}.yaml"
    assert 2 <= len(one.steps) <= 4
    assert one.region
    assert one.position
    assert one.source
    assert all(source.title for source in one.source)
    urls = [source.url for source in one.source if source.url]
    assert all(re.match(r"https?://[^/\s]+\.\w+", str(url)) for url in urls)


@pytest.mark.parametrize("file_id", IDS)
def test_an_exercise_has_a_figure_in_words(file_id: str) -> None:
    figure = exercise(file_id).figure
    assert figure
    assert figure.alt.endswith(".")
    assert len(figure.alt) <= 200
    assert figure.caption
    assert len(figure.caption) <= 60


@pytest.mark.parametrize("file_id", IDS)
def test_an_exercise_names_no_side_and_no_dose(file_id: str) -> None:
    one = exercise(file_id)
    alt = one.figure.alt if one.figure else ""
    assert [text for text in (alt, *instructions(one)) if SIDE.search(text)] == []
    assert [text for text in instructions(one) if DOSE.search(text)] == []


def test_easier_and_harder_are_mutual() -> None:
    easier = {(file_id, other) for file_id in IDS for other in exercise(file_id).easier}
    harder = {(other, file_id) for file_id in IDS for other in exercise(file_id).harder}
    assert easier == harder
    assert {other for pair in easier for other in pair} <= set(IDS)
    assert len(easier) >= 10


def test_no_exercise_is_easier_than_itself() -> None:
    for start in IDS:
        seen: set[str] = set()
        left = list(exercise(start).easier)
        while left:
            here = left.pop()
            assert here != start
            if here not in seen:
                seen.add(here)
                left += exercise(here).easier


@pytest.mark.parametrize("file_id", IDS)
def test_a_figure_is_drawn_for_both_sides_small_and_in_colours_of_templates(file_id: str) -> None:
    figure = exercise(file_id).figure
    assert figure
    if figure.image:
        pytest.skip("an image file")
    colours = library().load("template", "handout").colours
    drawings = {draw_for(figure, "left"), draw_for(figure, "right")}
    assert len(drawings) == (2 if figure.affected else 1)
    for drawing in drawings:
        inks = {ink for path in drawing.paths for ink in (path.fill, path.stroke) if ink}
        assert inks
        assert inks <= set(Colours.model_fields)
        packed = zlib.compress(drawing_operators(inked(drawing, colours)).encode(), 9)
        assert len(packed) <= 6656
