"""YAML to located trees: how values are read, where they are, and what is too much."""

import random
import time
import tracemalloc
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from worksheets.load import tree as tree_module
from worksheets.load.source import MAX_BYTES, Source
from worksheets.load.tree import parse_tree, parse_value, read_tree, resolve_scalar
from worksheets.load.validate import read_model
from worksheets.model import MODELS
from worksheets.problems import Kind, WorksheetError

ROOT = Path(__file__).parent.parent.parent


def parse(text: str) -> object:
    return parse_tree(Source("f.yaml", text)).plain()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("on", "on"),
        ("no", "no"),
        ("12:30", "12:30"),
        ("2026-12-07", "2026-12-07"),
        ("000130", "000130"),
        ("08", "08"),
        ("08.5", "08.5"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        (".inf", ".inf"),
        ("1e999", "1e999"),
        ("9" * 31, "9" * 31),
        ("12", 12),
        ("-3", -3),
        ("2.50", Decimal("2.50")),
        ("1e3", Decimal(1000)),
        ("true", True),
        ("null", None),
        ("~", None),
        ("", None),
        ("'12'", "12"),
        ('"true"', "true"),
    ],
)
def test_values_are_read_by_the_rules_of_yaml_1_2(written: str, read: object) -> None:
    value = parse(f"a: {written}")
    assert value == {"a": read}
    assert isinstance(value, dict)
    assert type(value["a"]) is type(read)


def test_keys_are_text() -> None:
    assert parse("no: 1\n12: 2\ntrue: 3\n") == {"no": 1, "12": 2, "true": 3}


def test_every_value_knows_its_place() -> None:
    text = (
        "kind: program\nexercises:\n  - exercise: x\n    dose: {hold: 2 s, load: {weight: 2.5}}\n"
    )
    tree = parse_tree(Source("f.yaml", text))
    assert isinstance(tree.value, dict)
    exercises = tree.value["exercises"]
    assert exercises.key_mark[1:] == (2, 1)
    assert isinstance(exercises.node.value, tuple)
    dose = exercises.node.value[0].get("dose")
    weight = dose.get("load") if dose else None
    assert weight
    assert weight.mark[1:] == (4, 29)
    assert weight.mark.problem("x").excerpt[28:] == "{weight: 2.5}}"


def test_an_alias_repeats_a_value() -> None:
    assert parse("a: &x [1, {b: 2}]\nc: *x\nd: *x\n") == {
        "a": [1, {"b": 2}],
        "c": [1, {"b": 2}],
        "d": [1, {"b": 2}],
    }


BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10)
)


HANGS_S = 10
"""Seconds of this process that nothing takes unless it would go on for minutes."""

BOMBS = {
    "aliases": (BOMB, "more than 10,000 values"),
    "brackets": ("a: " + "[" * 100_000, "more than 50 levels"),
    "hyphens": ("- " * 100_000, "more than 50 levels"),
    "keys": ("\n".join(" " * n + "a:" for n in range(200)), "more than 50 levels"),
    "chain": (  # each alias is one level deeper than the one before
        "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 99)),
        "more than 50 levels",
    ),
    "unknown": ("a: [" + "*x, " * 100_000 + "]", "there is none above"),
    "directives": ("%TAG !a! b\n" * 50_000 + "---\na: 1", "%TAG is not used"),
}


@pytest.mark.parametrize(("text", "said"), BOMBS.values(), ids=BOMBS.keys())
def test_bombs_cost_nothing(text: str, said: str) -> None:
    tracemalloc.start()
    begin = time.process_time()
    with pytest.raises(WorksheetError, match=said):
        parse(text)
    assert time.process_time() - begin < HANGS_S
    assert tracemalloc.get_traced_memory()[1] < 12 * len(text) + 1_000_000
    tracemalloc.stop()


def test_the_parser_without_libyaml_has_the_same_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree_module, "_LOADER", yaml.SafeLoader)
    for name, (text, said) in BOMBS.items():
        with pytest.raises(WorksheetError, match=said):
            parse(text[:200] if name == "brackets" else text)  # it reads ahead, slowly


def test_a_large_file_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(50 * MAX_BYTES)
    tracemalloc.start()
    with pytest.raises(WorksheetError, match="larger than 1 MB"):
        read_tree(path)
    assert tracemalloc.get_traced_memory()[1] < 100_000
    tracemalloc.stop()


@pytest.mark.parametrize(
    ("name", "kind"), [("", Kind.UNREADABLE), ("none", Kind.NOT_FOUND), ("\0", Kind.UNREADABLE)]
)
def test_what_is_no_file_is_a_problem(tmp_path: Path, name: str, kind: Kind) -> None:
    with pytest.raises(WorksheetError) as caught:
        read_tree(tmp_path / name)
    assert caught.value.exit_code == kind


@settings(max_examples=40)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40))
def test_quoted_text_comes_back_as_it_was(text: str) -> None:
    written = text.replace("'", "''").replace("\u2028", "").replace("\u2029", "")
    written = written.replace("\ufeff", "").replace("\ufffe", "").replace("\uffff", "")
    assert parse(f"a: '{written}'") == {"a": written.replace("''", "'")}


@settings(max_examples=40)
@given(st.text(max_size=20))
def test_any_plain_text_resolves(text: str) -> None:
    value = resolve_scalar(text)
    assert value is None or isinstance(value, bool) or str(value)


def seeds() -> list[str]:
    files = sorted([*(ROOT / "data").rglob("*.yaml"), *(ROOT / "templates").glob("*.yaml")])
    return [path.read_text(encoding="utf-8") for path in files[:40]]


PIECES = (
    *":-[]{}#&*!|>'\"%@`,?\\\t\n \0\x07\ufeff\u202e\u2028é字",
    ": ", "- ", "\n  ", "\n\t", "<<: ", "*why", "&why ", "!!str ", "---\n", "...\n", "null",
    "1e999", "-1", "9" * 50, "true", "kind: ", "[" * 60, '"\\u0000"', "id: x\n", "=", "${x}", "%s",
)  # fmt: skip


def mutate(text: str, chance: random.Random) -> str:
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice((0, 1, 1, 2, 8, 40)))
        match chance.randrange(4):
            case 0:
                middle = chance.choice(PIECES)
            case 1:
                middle = text[start:end] * 2
            case 2:
                other = chance.randrange(len(text) + 1)
                middle = text[other : other + chance.randint(1, 60)]
            case _:
                middle = ""
        text = text[:start] + middle + text[end:]
    return text


def test_mutated_files_are_read_or_refused() -> None:
    chance = random.Random(1)
    texts = seeds()
    refused = 0
    for _ in range(500):
        source = Source("mutated.yaml", mutate(chance.choice(texts), chance))
        begin = time.process_time()
        try:
            tree = parse_value(source)
            kind = tree.get("kind") if tree else None
            model = MODELS.get(str(kind.value) if kind else "", MODELS["program"])
            read_model(parse_tree(source), model, {"id": "x"})
        except WorksheetError as error:
            refused += 1
            for problem in error.problems:
                assert "pydantic" not in str(problem)
                assert "Input should" not in str(problem)
                assert problem.file == "mutated.yaml"
        assert time.process_time() - begin < HANGS_S
    assert refused > 200
