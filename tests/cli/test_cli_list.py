"""`worksheets list` with wishes: exercises by region, position and equipment."""

from pathlib import Path

from cli_runs import run, run_ok

from worksheets.load.library import Library
from worksheets.model import Exercise
from worksheets.problems import Kind


def ids(*words: str) -> list[str]:
    return [line.split()[0] for line in run_ok("list", "exercises", *words).stdout.splitlines()]


def exercises() -> list[Exercise]:
    library = Library()
    return [library.load("exercise", file_id) for file_id in library.ids("exercise")]


def test_a_region_position_or_piece_of_equipment_is_looked_for() -> None:
    everything = exercises()
    assert ids("--region", "balance") == [one.id for one in everything if "balance" in one.region]
    assert ids("--position", "kneeling") == [
        one.id for one in everything if "kneeling" in one.position
    ]
    assert ids("--equipment", "none") == [one.id for one in everything if not one.equipment]
    with_band = ids("--equipment", "band")
    assert "ankle-dorsiflexion-band" in with_band
    assert all(Library().load("exercise", file_id).equipment for file_id in with_band)
    for found in (ids("--region", "knee"), ids("--equipment", "none"), with_band):
        assert 0 < len(found) < len(everything)


def test_one_word_of_a_position_is_enough() -> None:
    lying = [*ids("--position", "on the back"), *ids("--position", "on the front")]
    lying += ids("--position", "on the side")
    assert set(ids("--position", "lying")) == set(lying)
    assert set(ids("--position", "sitting on the floor")) < set(ids("--position", "sitting"))


def test_wishes_add_up_in_any_case_of_letters() -> None:
    several = ids("--region", "Ankle", "--position", " STANDING", "--equipment", "None")
    assert "heel-raise" in several
    assert set(several) == (
        set(ids("--region", "ankle"))
        & set(ids("--position", "standing"))
        & set(ids("--equipment", "none"))
    )


def test_a_wish_lists_exercises_without_being_told_to() -> None:
    assert run_ok("list", "--region", "neck").stdout == (
        run_ok("list", "exercises", "--region", "neck").stdout
    )


def test_own_exercises_are_found_like_built_in_ones(folder: Path) -> None:
    text = "kind: exercise\nname: Mine\nsteps: [Begin.]\nregion: wrist\nequipment: A Hammer\n"
    (folder / "mine.yaml").write_text(text)
    (folder / "bare.yaml").write_text("kind: exercise\nname: Bare\nsteps: [Begin.]\n")
    assert ids("--library", ".", "--equipment", "hammer", "--region", "wrist") == ["mine"]
    assert "bare" in ids("--library", ".", "--equipment", "none")
    assert "bare" not in ids("--library", ".", "--position", "standing")
    (folder / "broken.yaml").write_text("kind: exercise\nnam: x\n")
    result = run("list", "--library", ".", "--region", "wrist")
    assert result.exit_code == Kind.INVALID
    assert "(has problems)" in result.stdout, "nobody knows what it is for"


def test_nothing_found_is_no_mistake() -> None:
    result = run_ok("list", "exercises", "--region", "neck", "--equipment", "trampoline")
    assert (result.stdout, result.stderr) == ("", "No exercise is like this.\n")


def test_the_help_says_which_words_there_are() -> None:
    said = run_ok("list", "--help").stdout
    for option in ("--region", "--position", "--equipment"):
        assert option in said
    assert "or with none" in said
