"""`worksheets schema`: editors accept what the program accepts, and mark what it refuses."""

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from cli_runs import run_ok
from jsonschema import Draft202012Validator

from worksheets.cli.new import STARTERS
from worksheets.cli.schema import KINDS
from worksheets.load.folders import builtin_roots
from worksheets.load.tree import read_tree
from worksheets.model import MODELS

BUILT_IN = sorted(path for root in builtin_roots() for path in root.rglob("*.yaml"))
PROGRAM = {
    "kind": "program",
    "title": "x",
    "version": "1",
    "purpose": "y",
    "stop_and_call": {"call": "z"},
    "exercises": [{"exercise": "heel-raise"}],
}


@cache
def validator(kind: str) -> Draft202012Validator:
    schema = json.loads(run_ok("schema", kind).stdout)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def plain(value: Any) -> Any:
    """What an editor sees: numbers are numbers."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    return [plain(inner) for inner in value] if isinstance(value, list) else value


def with_dose(**dose: Any) -> dict[str, Any]:
    return {**PROGRAM, "exercises": [{"exercise": "heel-raise", "dose": dose}]}


def test_there_is_a_schema_for_every_kind() -> None:
    assert len(BUILT_IN) >= 10
    assert set(KINDS) == set(MODELS)
    for kind in KINDS:
        schema = json.loads(run_ok("schema", kind).stdout)
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert kind in schema["title"]
        assert "id" not in schema["properties"]
        assert "id" not in schema["required"]
        assert schema["additionalProperties"] is False


def test_every_key_says_what_it_is_for() -> None:
    for kind in KINDS:
        properties = json.loads(run_ok("schema", kind).stdout)["properties"]
        silent = [key for key, value in properties.items() if not value.get("description")]
        assert silent == ["kind"]


@pytest.mark.parametrize("path", [*BUILT_IN, *STARTERS.glob("*.yaml")], ids=lambda path: path.stem)
def test_every_built_in_file_and_starter_is_accepted(path: Path) -> None:
    value = plain(read_tree(path).plain())
    assert list(map(str, validator(value["kind"]).iter_errors(value))) == []


@pytest.mark.parametrize("path", BUILT_IN, ids=lambda path: path.stem)
def test_an_unknown_key_is_marked_and_so_is_a_missing_one(path: Path) -> None:
    value = plain(read_tree(path).plain())
    check = validator(value["kind"])
    for key in ("nmae", "id"):
        assert not check.is_valid({**value, key: "x"})
    for key in ("name", "title"):
        if key in value:
            assert not check.is_valid({name: value[name] for name in value if name != key})
    assert not check.is_valid({**value, "kind": "gadget"})


@pytest.mark.parametrize(
    "dose",
    [
        {"sets": 3, "reps": "10-15", "rest": "1 min"},
        {"sets": [12, 10, 8]},
        {"sets": [{"reps": 10, "load": "2 kg"}, {"reps": 8, "load": "3 kg"}]},
        {"reps": {"start": 10, "target": "20-25"}},
        {"hold": "30 s"},
        {"hold": ["30 s", {"time": "10 s", "where": "at the top"}]},
        {"hold": {"time": "30 s"}, "load": "red band", "tempo": "3-1-2"},
        {"load": {"weight": "2 kg"}, "reps": 8, "tempo": {"lower": "3 s"}},
        {"reps": 8, "side": "each side", "effort": "RPE 3-4", "pain_limit": 4},
        {"frequency": "2/day"},
        {"frequency": {"times_a_day": 2, "on": ["mon", "thu"]}},
        {"frequency": {"at": "morning", "every_days": 2}},
        {"rounds": 4, "intervals": ["walk 4.5 min", {"do": "jog", "time": "30 s"}]},
        {"reps": 5, "progress": "when pain-free add 5 kg a week, to 60 kg"},
        {"reps": 5, "progress": {"add": "2 reps", "every": "week"}},
        {"sets": {"start": 2, "target": 3}, "reps": 3},
        {"hold": {"start": "10 s", "target": "30 s"}},
        {"hold": ["5 s at the top", {"start": "10 s", "target": "30 s"}]},
        {"reps": 3, "load": {"start": "2 kg", "target": "4 kg"}},
        {"reps": 3, "load": {"weight": {"start": "2 kg", "target": "4 kg"}}},
        {"sets": "blank", "hold": "blank s", "rest": "blank"},
    ],
)
def test_both_take_every_way_to_write_a_dose(dose: dict[str, Any]) -> None:
    value = with_dose(**dose)
    MODELS["program"].model_validate({**value, "id": "x"})
    assert list(map(str, validator("program").iter_errors(value))) == []


@pytest.mark.parametrize(
    "value",
    [
        with_dose(rep=3),
        with_dose(sets={"cuont": 3}),
        with_dose(reps=[1, 2]),
        with_dose(reps=True),
        with_dose(frequency={"times": 2}),
        with_dose(load={"wieght": "2 kg"}),
        {**PROGRAM, "exercises": []},
        {**PROGRAM, "exercises": [{"exercise": "Heel Raise"}]},
        {**PROGRAM, "stop_and_call": {"call": []}},
        {**PROGRAM, "anchor": "birthday"},
        {**PROGRAM, "version": True},
        with_dose(reps=3, tempo=2),
        with_dose(reps=3, load=3),
        with_dose(reps=3, progress=3),
        with_dose(hold=3),
        with_dose(frequency=2),
        with_dose(sets=[12]),
        with_dose(rounds=3, intervals=[3]),
        {**PROGRAM, "gates": {"items": ["heel-raise"], "cleared": True}},
    ],
)
def test_both_refuse_the_same_mistakes(value: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="validation error"):
        MODELS["program"].model_validate({**value, "id": "x"})
    assert not validator("program").is_valid(value)


def test_one_thing_may_stand_for_a_list_of_one() -> None:
    check = validator("exercise")
    value = {"kind": "exercise", "name": "x", "steps": "Do it."}
    assert check.is_valid(value)
    assert check.is_valid({**value, "steps": ["Do it."], "equipment": ["a", "b"], "easier": "one"})
    assert not check.is_valid({**value, "steps": 3})
    assert not check.is_valid({**value, "steps": [3]})


def test_a_template_may_name_a_block_or_set_it_up() -> None:
    check = validator("template")
    value = {"kind": "template", "name": "x", "description": "y", "page": {"margin": "14 mm"}}
    assert check.is_valid({**value, "blocks": ["cards", {"block": "week-grid", "fill": True}]})
    assert not check.is_valid({**value, "blocks": [{"block": "gadget"}]})
    assert not check.is_valid({**value, "blocks": ["cards"], "page": {"margin": 14}})


def test_the_help_says_how_an_editor_finds_it() -> None:
    said = " ".join(run_ok("schema", "--help").stdout.split())
    assert "# yaml-language-server: $schema=exercise.schema.json" in said


def test_what_is_printed_is_plain_ascii_that_survives_every_shell() -> None:
    for kind in KINDS:
        assert run_ok("schema", kind).stdout.isascii()
