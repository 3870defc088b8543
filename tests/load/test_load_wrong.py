"""Wrong files and what is reported of them: `NAME.yaml` beside `NAME.expected.txt`.

Those of `wrong` are read with the small models below; those of `wrong_programs` and `wrong_figures`
by `worksheets check`, which finds wrong words in the file and wrong poses when it draws the figure.
"""

from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from click.testing import CliRunner
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from worksheets.cli.main import main
from worksheets.load.source import Source
from worksheets.load.tree import parse_tree, read_tree
from worksheets.load.validate import read_model
from worksheets.problems import Kind, WorksheetError, WrongValue

HERE = Path(__file__).parent


def pairs(folder: str, least: int) -> list[Path]:
    """The wrong files of a folder, at least so many: each has a file with what is expected."""
    paths = sorted((HERE / folder).glob("*.yaml"))
    expected = sorted((HERE / folder).glob("*.expected.txt"))
    assert [path.stem for path in paths] == [path.name.partition(".")[0] for path in expected]
    assert len(paths) >= least
    return paths


WRONG, FIGURES = pairs("wrong", 24), pairs("wrong_figures", 19)
CHECKED = [*pairs("wrong_programs", 6), *FIGURES]


def no_blank(text: str) -> str:
    if not text.strip():
        raise WrongValue("the text is empty", "Write the words, or leave the key out.")
    return text


Text = Annotated[str, AfterValidator(no_blank)]


class Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Range(Model):
    low: int
    high: int


class Weight(Model):
    kg: Decimal = Field(gt=0)


class Band(Model):
    band: Literal["red", "green"]
    length_cm: int


class Cards(Model):
    block: Literal["cards"]
    columns: int = 1


class Calendar(Model):
    block: Literal["calendar"]
    cards: int = 1


class Tempo(Model):
    up: int
    hold: int
    down: int

    @model_validator(mode="before")
    @classmethod
    def read(cls, value: Any) -> Any:
        if isinstance(value, str):
            up, hold, down = value.split("-")
            return {"up": up, "hold": hold, "down": down}
        return value


class Dose(Model):
    reps: int | Range | None = None
    rest: int | None = None
    sets: int | list[int] | None = None
    load: Weight | Band | Literal["body weight"] | None = None
    side: Literal["left", "right"] | None = None
    weekly: bool = False
    pain: int = Field(default=0, le=10)
    tempo: Tempo | None = None
    first: int | None = Field(default=None, alias="from")
    to: int | None = None
    blocks: tuple[Annotated[Cards | Calendar, Field(discriminator="block")], ...] = ()

    @model_validator(mode="after")
    def in_order(self) -> "Dose":
        if self.first is not None and self.to is not None and self.first > self.to:
            raise WrongValue('"to" comes before "from"', "Swap the two.")
        return self


class Exercise(Model):
    kind: Literal["exercise"]
    id: str
    name: Text
    steps: tuple[Text, ...] = Field(min_length=1)
    dose: Dose | None = None


def expected_of(path: Path) -> list[str]:
    return path.with_suffix(".expected.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("path", WRONG, ids=lambda path: path.stem)
def test_a_wrong_file_is_explained(path: Path) -> None:
    with pytest.raises(WorksheetError) as caught:
        read_model(read_tree(path), Exercise, {"id": path.stem})
    problems = caught.value.problems
    assert all(problem.line and problem.column and problem.excerpt for problem in problems)
    assert [str(problem).removeprefix(f"{path}:") for problem in problems] == expected_of(path)


@pytest.mark.parametrize("path", CHECKED, ids=lambda path: path.stem)
def test_a_wrong_program_or_figure_is_explained(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(path.parent)
    result = CliRunner().invoke(main, ["check", path.name], catch_exceptions=False)
    told = [line.removeprefix(f"{path.name}:") for line in result.stderr.splitlines()]
    assert told == expected_of(path)
    assert result.exit_code == Kind.INVALID


def test_every_wrong_figure_of_a_folder_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE)
    result = CliRunner().invoke(main, ["check", "wrong_figures"], catch_exceptions=False)
    told = {Path(line.partition(":")[0]).stem for line in result.stderr.splitlines()}
    assert told == {path.stem for path in FIGURES}


def test_utf_16_says_how_to_save(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("kind: exercise", encoding="utf-16")
    with pytest.raises(WorksheetError, match="saved as UTF-16"):
        read_tree(path)


def test_form_is_told_apart_from_content(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    for text, kind in (("a: [", Kind.UNREADABLE), ("kind: exercise", Kind.INVALID)):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(WorksheetError) as caught:
            read_model(read_tree(path), Exercise)
        assert caught.value.exit_code == kind


def test_the_file_cannot_hold_what_its_name_says() -> None:
    tree = parse_tree(Source("heel.yaml", "kind: exercise\nid: toe\nname: x\nsteps: [y]\n"))
    with pytest.raises(WorksheetError, match=r"^heel\.yaml:2:1: the key \"id\" is not written"):
        read_model(tree, Exercise, {"id": "heel"})


def test_long_and_disturbing_values_are_not_repeated() -> None:
    text = f"kind: exercise\nname: x\nsteps: [y]\ndose: {{side: '\u202e{'x' * 500}'}}\n"
    with pytest.raises(WorksheetError) as caught:
        read_model(parse_tree(Source("f", text)), Exercise, {"id": "f"})
    (problem,) = caught.value.problems
    assert len(problem.message) < 100
    assert "\u202e" not in problem.message + problem.excerpt


def test_a_good_file_becomes_a_model(tmp_path: Path) -> None:
    path = tmp_path / "heel-raise.yaml"
    path.write_bytes(
        b"\xef\xbb\xbfkind: exercise\r\nname: Heel raise # slowly\r\nsteps:\r\n- Stand tall.\r\n"
        b"dose: {reps: {low: 8, high: 12}, load: {kg: 2.50}, tempo: 3-1-3, from: 1}\r\n"
    )
    exercise = read_model(read_tree(path), Exercise, {"id": "heel-raise"})
    assert exercise.dose == Dose.model_validate(
        {
            "reps": Range(low=8, high=12),
            "load": Weight(kg=Decimal("2.50")),
            "tempo": Tempo(up=3, hold=1, down=3),
            "from": 1,
        }
    )
    assert read_tree(path).plain()["dose"]["load"]["kg"].as_tuple().exponent == -2
