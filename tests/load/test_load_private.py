"""What is written where it may be about a patient is never repeated, whatever is wrong with it."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from worksheets.load.library import Library
from worksheets.load.source import Mark, Source
from worksheets.problems import Explanation, Problem, WorksheetError

LIBRARY = Library()
SECRETS = ("Quillaz", "O'Quillaz", "8837461", "4471.12345", "1937-04-12", "12.04.1937", "4471/93")
PARTS = (
    *("", " ", ":", ": ", ",", "-", "/", ".", "=", "1", "10", "0.", "½", "~"),
    *("x", " x ", " to ", "up to ", "from ", "week ", "-> ", "kg", "s", " reps", " per day"),
    *("[", "]", "{", "}", '"', "'", "*", "&", "!", "|", ">", "%", "@", "#", "\\", "\n", "\t"),
)
DOSES = (
    *("reps", "sets", "hold", "load", "steps", "frequency", "rest", "note", "tempo", "progress"),
    *("reps.least", "side", "effort", "distance", "no-such-key"),
)
glue = st.sampled_from(PARTS)
secret = st.sampled_from(SECRETS)


def problems_of(change: str) -> tuple[Problem, ...]:
    try:
        LIBRARY.load("program", "achilles-rupture", [change])
    except WorksheetError as error:
        return error.problems
    return ()


@given(
    st.sampled_from(DOSES),
    st.tuples(glue, glue, secret, glue, glue, st.one_of(glue, secret), glue),
)
@example("reps", (".", "", "8837461", "", "", "", ""))
@example("progress", ("{Quillaz: 1, Quillaz: 2}",))
@example("sets", ("8837461 x 4471",))
@example("reps", ("8837461-4471",))
@example("load", ("8837461 kg to 8837461 kg",))
@example("reps", ("*Quillaz",))
@example("frequency", ("Quillaz: 4471.12345",))
def test_no_value_of_a_change_is_repeated(dose: str, parts: tuple[str, ...]) -> None:
    problems = problems_of(f"heel-raise.{dose}={''.join(parts)}")
    said = "\n".join(f"{problem} {problem.excerpt}" for problem in problems)
    for hidden in ("quillaz", "8837", "4471", "1937", "04-12", ".12345"):
        assert hidden not in said.casefold()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("reps=1500", "the number is outside the limits, 1 to 1,000. Check the number and its"),
        ("reps=12-8", "the range is reversed. Correct it."),
        ("reps=8.5", "the number is not a whole number. Write it without a fraction."),
        ("sets=2 x 12", "sets and repetitions are written apart. Write sets: … and reps: …."),
        ("hold=30 kgs", "unknown unit. Write it like 30 s, 30-60 s, 2 min, 5 counts or 3 breaths."),
        ("sets={each: x, Q: 1}", "unknown key."),
        ("repetition=1", 'unknown key "repetition". Did you mean "reps"?'),
        ("load=mauve band", "unknown band colour. Known colours: "),
        ("progress={reps: {1: 10, no: 12}}", "what is written is no week from 1 to 104. Write a"),
    ],
)
def test_what_is_wrong_is_understood_without_the_value(change: str, said: str) -> None:
    problem = problems_of(f"heel-raise.{change}")[-1]
    assert str(problem).startswith(f"--set heel-raise.{change.partition('=')[0]}: {said}")


def test_each_part_is_left_out_as_often_as_it_is_listed() -> None:
    said = Explanation('"x" is no x', "Write x or y.", ('"x"', "x", "x"))
    for is_private, wanted in (
        (False, 'a.yaml:1:1: "x" is no x. Write x or y.'),
        (True, "a.yaml:1:1: what is written is no. Write … or y."),
    ):
        problem = Mark(Source("a.yaml", "x: 1", is_private=is_private), 1, 1).report(said)
        assert str(problem) == wanted
        assert problem.excerpt == ("" if is_private else "x: 1")


def test_a_file_of_an_author_is_quoted(tmp_path: Path) -> None:
    file = tmp_path / "program.yaml"
    text = LIBRARY.where("program", "achilles-rupture").read_text("utf-8")
    file.write_text(text.replace("reps:", "repz:", 1), "utf-8")
    with pytest.raises(WorksheetError, match='unknown key "repz"') as caught:
        Library().load_path(file, "program")
    assert caught.value.problems[0].excerpt
