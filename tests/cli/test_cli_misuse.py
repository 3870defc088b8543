"""What cannot be done is reported with the way out, by every command; nothing is written."""

import re
import shlex
from pathlib import Path

import pytest
from cli_runs import ISSUED, run, run_ok
from phased_programs import write_knee

from worksheets.problems import Kind

NOT_FOUND, USAGE, INVALID, OUTPUT = Kind.NOT_FOUND, Kind.USAGE, Kind.INVALID, Kind.OUTPUT
HANDOUT = f"handout achilles-rupture {' '.join(ISSUED)}"
BOOKLET = "booklet achilles-rupture"
NO_NUMBER = "--weeks: this is not a whole number from 1 to 104. Write it like 6."
NO_PAPER = "--paper: this is not a paper size. Write a4 or letter."
LONG = "x" * 301


@pytest.fixture
def files(folder: Path) -> Path:
    """A working folder with a program, one with phases, and an exercise without a figure."""
    (folder / "bare.yaml").write_text("kind: exercise\nname: Bare\nsteps: [Begin.]\n")
    run_ok("new", "program", "plan")
    write_knee(folder / "knee.yaml")
    return folder


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        # handout
        (f"{HANDOUT} --paper a5", USAGE, NO_PAPER),
        (f"{HANDOUT} --side up", USAGE, "--side: this is not a side. Write left, right or both."),
        (f"{HANDOUT} --template hadout", NOT_FOUND, 'Did you mean "handout"?'),
        (f"{HANDOUT} --template Compact", NOT_FOUND, 'Did you mean "compact"?'),
        (f"{HANDOUT} --template no.yaml", NOT_FOUND, "no.yaml: no such file"),
        (f"{HANDOUT} --template booklet", USAGE, "the template booklet is for a booklet"),
        (f"{HANDOUT} --language xx", NOT_FOUND, 'there is no language "xx"'),
        (f"{HANDOUT} --language EN", NOT_FOUND, 'Did you mean "en"?'),
        (f"{HANDOUT} --clinic no.yaml", NOT_FOUND, "no.yaml: no such file"),
        (f"{HANDOUT} --library nowhere", NOT_FOUND, "nowhere: no such folder"),
        (f"{HANDOUT} --set heel-rise.reps=15", USAGE, 'Did you mean "heel-raise"?'),
        (f"{HANDOUT} --set heel-raise.rep=15", INVALID, 'Did you mean "reps"?'),
        (f"{HANDOUT} --set heel-raise.reps=many", INVALID, "--set heel-raise.reps: "),
        (f"{HANDOUT} --set heel-raise.reps", USAGE, "there is no ="),
        (f"{HANDOUT} --set gates=[]", USAGE, "--set gates: --set changes doses only."),
        (
            f"{HANDOUT} --set heel-raise.foo=1",
            INVALID,
            "The keys here are after, circuit, distance,",
        ),
        (
            f"{HANDOUT} --set heel-raise.foo=1",
            INVALID,
            "reps, rest, rounds, sets, side, steps, stop_if",
        ),
        (f"{HANDOUT} --name ''", USAGE, "--name: the text is empty"),
        (f"{HANDOUT} --name {LONG}", USAGE, "--name: the text has 301 characters"),
        (f"{HANDOUT} --name \ud800", USAGE, "--name: the text has a control character"),
        (
            *(f"{HANDOUT} --name Q\U0001f9ff", Kind.UNPRINTABLE),
            "--name: 1 character cannot be printed",
        ),
        (f"{HANDOUT} --name -o a.pdf", USAGE, "--name has no value"),
        (f"{HANDOUT} --name --side=left", USAGE, "--name has no value"),
        (f"{HANDOUT} --side --name Ann", USAGE, "--side has no value"),
        (f"{HANDOUT} -o nowhere/x.pdf", OUTPUT, "nowhere does not exist"),
        (f"{HANDOUT} -o .", OUTPUT, "this is a folder"),
        (f"{HANDOUT} -o ''", OUTPUT, "this is a folder"),
        (f"{HANDOUT} --start 2026-02-30", USAGE, "--start: the calendar has no such day"),
        (f"{HANDOUT} --start 0206-12-07", USAGE, "--start: the year is not within"),
        ("handout x --issued 9999-12-31", USAGE, "--issued: the year is not within"),
        (f"{HANDOUT} --start 2127-01-01", USAGE, "more than 100 years from the date of issue"),
        (f"{HANDOUT} --surgery 1926-01-01", USAGE, "--surgery: this is more than 100 years"),
        (f"{HANDOUT} --injury 2127-01-01", USAGE, "--injury: this is more than 100 years"),
        (f"{HANDOUT} --cleared-on 2026-12-01", USAGE, "--cleared-on: nobody has cleared anything"),
        (f"{HANDOUT} --fillable --archive", USAGE, "a file is either filled in or kept as it is"),
        ("handout no.yaml", NOT_FOUND, "no such file"),
        ("handout nowhere/no.yml", NOT_FOUND, "nowhere: no such folder"),
        ("handout ../..", Kind.UNREADABLE, "this is a folder"),
        ("handout 'a b'", NOT_FOUND, '"a b" cannot be the id'),
        (f"handout {LONG}", NOT_FOUND, "cannot be the id"),
        ("handout", USAGE, "missing argument 'PROGRAM'"),
        ("handout x --nmae 'Annabel Example'", USAGE, "Did you mean --name?"),
        ("hadout", USAGE, "no such command 'hadout'. Did you mean handout?"),
        (
            *("handout achiles-rupture", NOT_FOUND),
            'there is no program "achiles-rupture". Did you mean "achilles-rupture"? '
            "To see all, type: worksheets list programs\n",
        ),
        # booklet
        (f"{BOOKLET} --weeks 0", USAGE, NO_NUMBER),
        (f"{BOOKLET} --weeks six", USAGE, NO_NUMBER),
        (f"{BOOKLET} --weeks 105", USAGE, NO_NUMBER),
        (f"{BOOKLET} --whole-weeks", USAGE, "--whole-weeks: the start is not known. Add --start"),
        (f"{BOOKLET} --imposed --paper a5", USAGE, NO_PAPER),
        (f"{BOOKLET} --imposed --fillable", USAGE, "--fillable: a file to fold has no such parts."),
        (f"{BOOKLET} --template handout", USAGE, "--template: the template handout is for a sheet"),
        (
            f"{BOOKLET} --override x",
            USAGE,
            "--override: nobody has decided that. Say who with --by.",
        ),
        (f"{BOOKLET} --by x", USAGE, "--by: there is no reason. Say why with --override."),
        (f"{BOOKLET} --weeks 80 --imposed", USAGE, "more than 64 pages, too many to fold"),
        # figure
        ("figure heel-rise", NOT_FOUND, 'no exercise "heel-rise". Did you mean "heel-raise"?'),
        ("figure 'Heel Raise'", NOT_FOUND, 'Did you mean "heel-raise"?'),
        ("figure ''", NOT_FOUND, '"" cannot be the id of an exercise'),
        ("figure calf-stretch", NOT_FOUND, '"calf-stretch-standing" or "calf-stretch-strap"?'),
        ("figure nowhere/x.yaml", NOT_FOUND, "nowhere/x.yaml: no such file"),
        ("figure ./", Kind.UNREADABLE, "this is a folder"),
        ("figure bare.yaml", INVALID, "bare.yaml: the exercise has no figure"),
        ("figure plan.yaml", INVALID, "this file is a program, and an exercise is wanted here"),
        ("figure", USAGE, "name one exercise, or write --all"),
        ("figure heel-raise --all", USAGE, "name one exercise, or write --all"),
        ("figure heel-raise bridge", USAGE, "1 word too many"),
        ("figure bridge --side up", USAGE, "--side: this is not a side. Write left or right."),
        ("figure bridge --side ''", USAGE, "--side: this is not a side"),
        ("figure --all --paper a3", USAGE, NO_PAPER),
        ("figure bridge -o x.gif", USAGE, "End it in .svg, .png or .pdf."),
        ("figure bridge -o x", USAGE, "End it in .svg, .png or .pdf."),
        ("figure bridge -o ''", USAGE, "End it in .svg, .png or .pdf."),
        ("figure --all -o x.svg", USAGE, "many figures need a PDF file"),
        ("figure bridge -o no/x.svg", OUTPUT, "the folder no does not exist"),
        ("figure bridge --library no", NOT_FOUND, "no: no such folder"),
        ("figure bridge --template no", NOT_FOUND, 'there is no template "no"'),
        ("figure bridge --template bare.yaml", INVALID, "a template is wanted here"),
        # new
        ("new exercise 'Wall Slide'", USAGE, "Write wall-slide."),
        ("new clinic our-clinic.yaml", USAGE, "Write our-clinic."),
        ("new exercise ../x", USAGE, '"../x" cannot be an id'),
        ("new exercise ''", USAGE, "cannot be an id"),
        (f"new exercise {'x' * 65}", USAGE, "cannot be an id"),
        ("new exercise one -o two.yaml", USAGE, "write -o one.yaml"),
        ("new exercise one -o one.pdf", USAGE, "write -o one.yaml"),
        ("new exercise one -o no/one.yaml", OUTPUT, "Check that the folder exists"),
        ("new gadget one", USAGE, "Write exercise, program, template, clinic or roster."),
        ("new exercise", USAGE, "missing argument 'ID'"),
        # list, show, diff, schema
        (
            *("list gadgets", USAGE),
            "KIND: there is no such kind. Write programs, exercises, templates or locales.\n",
        ),
        ("schema gadget", USAGE, "Write exercise, program, template, clinic or locale."),
        ("list --region ankel", USAGE, 'there is no such region. Did you mean "ankle"?\n'),
        ("list --position 'on the bak'", USAGE, "--position: there is no such position."),
        (
            *("list programs --region ankle", USAGE),
            "worksheets list: only exercises have a region, a position and equipment. "
            "Write: worksheets list exercises\n",
        ),
        ("show heel-rise", NOT_FOUND, 'Did you mean "heel-raise"?'),
        ("show 'Zebra Crossing'", NOT_FOUND, "To see all there is, type: worksheets list"),
        ("show ''", NOT_FOUND, "worksheets list"),
        ("show ../../etc/passwd", NOT_FOUND, "no such file"),
        ("show nowhere/x.yaml --weeks 6", NOT_FOUND, "no such file"),
        ("show ./", Kind.UNREADABLE, "this is a folder"),
        (
            *("show heel-raise --weeks 6", NOT_FOUND),
            '"heel-raise" is an exercise, and a program is wanted here.',
        ),
        (
            *("show handout --weeks 6", NOT_FOUND),
            '"handout" is a template, and a program is wanted here.',
        ),
        ("show achiles-rupture --weeks 6", NOT_FOUND, 'Did you mean "achilles-rupture"?'),
        *(
            (f"show achilles-rupture --weeks '{weeks}'", USAGE, f"{NO_NUMBER}\n")
            for weeks in ("0", "105", "abc", "-1", "1.5", "", "١", "9" * 500)
        ),
        ("show knee.yaml --weeks 4 --start 2026-12-07", USAGE, "Add --surgery with the date"),
        ("diff knee.yaml heel-raise", NOT_FOUND, "is an exercise, and a program is wanted"),
        ("diff knee.yaml bare.yaml", INVALID, "bare.yaml:1:7: this file is an exercise, and a"),
        ("diff knee.yaml nowhere.yaml", NOT_FOUND, "no such file"),
        ("diff knee.yaml knee.yaml --weeks many", USAGE, NO_NUMBER),
        ("diff knee.yaml knee.yaml --start x", USAGE, "--start: this is not a date."),
        ("diff knee.yaml knee.yaml --start 2026-12-07", USAGE, "Add --surgery with the date"),
        ("diff knee.yaml knee.yaml --set ice.reps=1", USAGE, "no such option"),
        ("diff knee.yaml knee.yaml --language xx", NOT_FOUND, 'there is no language "xx"'),
        ("diff knee.yaml", USAGE, "missing argument 'NEW'"),
        ("read-back", USAGE, "missing argument 'FILE...'"),
    ],
)
def test_misuse_is_reported_with_the_way_out(
    line: str, code: Kind, message: str, files: Path
) -> None:
    before = sorted(files.iterdir())
    result = run(*shlex.split(line))
    assert message in result.stderr
    assert (result.exit_code, result.stdout) == (code, "")
    assert not re.search("bug|Annabel|2026-02|1926|2127|0206|9999", result.stderr), (
        "no value is repeated"
    )
    assert sorted(files.iterdir()) == before


@pytest.mark.parametrize(
    ("option", "value"),
    [
        *(("--start", value) for value in ("2026-W50-1", "7.12", "soonish")),
        *(("--surgery", value) for value in ("tomorrow", "", "２０２６-12-07")),
        *((option, "soon") for option in ("--injury", "--issued", "--bring-on", "--boot-off")),
    ],
)
def test_a_date_in_another_form_is_refused_with_the_right_one(option: str, value: str) -> None:
    result = run("handout", "achilles-rupture", option, value)
    assert result.exit_code == USAGE
    assert result.stderr == (
        f"{option}: this is not a date. Write it like 2026-12-07 or 7 Dec 2026.\n"
    )


def test_a_date_may_be_written_as_in_rosters_but_never_guessed(folder: Path) -> None:
    for written in ("2026-12-07", "7 Dec 2026", "7 December 2026", "December 7, 2026", "20261207"):
        result = run("handout", "achilles-rupture", "--start", written, "-o", "a.pdf")
        assert (written, result.exit_code) == (written, 0)
    assert [path.name for path in folder.iterdir()] == ["a.pdf"]
    result = run("handout", "achilles-rupture", "--start", "07/12/2026")
    assert result.stderr.startswith("--start: this can be two days. Write it like 2026-12-07")


@pytest.mark.parametrize("written", ["Ann \u202eLee", "A" + "\u0301" * 7, "Jos? Lee"])
def test_a_name_is_refused_as_in_rosters(written: str, folder: Path) -> None:
    result = run("handout", "achilles-rupture", "--name", written)
    assert result.exit_code == USAGE
    assert result.stderr.startswith("--name: ")
    assert written not in result.stderr
    assert list(folder.iterdir()) == []


def test_no_document_takes_the_name_of_another_sort(folder: Path) -> None:
    run_ok("handout", "achilles-rupture")
    run_ok("handout", "achilles-rupture", "--template", "grid", "--week", "2")
    run_ok("booklet", "achilles-rupture", "--weeks", "2")
    assert {path.name for path in folder.iterdir()} == {
        "achilles-rupture.pdf", "achilles-rupture-grid-week-2.pdf", "achilles-rupture-booklet.pdf",
    }  # fmt: skip


def test_a_program_in_this_folder_is_pointed_out(files: Path) -> None:
    result = run("handout", "knee")
    assert "To use knee.yaml in this folder, add --library . or name it" in result.stderr


@pytest.mark.parametrize(
    ("line", "places"),
    [
        (
            "handout achilles-rupture --start soon --surgery 2026-02-30 --side up --paper a5 "
            f"--name '' --clinician {LONG} --cleared-on 2026-12-01 --issued now --id 'a\x1bb'",
            "--cleared-on --clinician --id --issued --name --paper --side --start --surgery",
        ),
        (f"{BOOKLET} --weeks 0 --start 7.12.2026 --paper a3", "--paper --start --weeks"),
        ("figure --side up --paper a9 -o x.gif", "--output --paper --side worksheets_figure"),
        ("show x --weeks no --start 7.12.2026 --boot-off soon", "--boot-off --start --weeks"),
        (
            "batch a.csv --merge a -o b --jobs 0 --window x --dates x --duplex --resume",
            "--dates --jobs --merge --resume --window",
        ),
    ],
)
def test_all_that_is_wrong_is_reported_at_once(line: str, places: str, folder: Path) -> None:
    result = run(*shlex.split(line))
    assert result.exit_code == USAGE
    found = sorted(one.split(":")[0].replace(" ", "_") for one in result.stderr.splitlines())
    assert found == places.split()
    for value in ("x" * 20, "\x1b", "7.12", "soon"):
        assert value not in result.stderr
    assert list(folder.iterdir()) == []


def test_options_about_weeks_need_weeks() -> None:
    words = ("--start", "2026-12-07", "--set", "heel-raise.reps=5", "--boot-off", "2026-12-01")
    result = run("show", "achilles-rupture", *words)
    assert (result.exit_code, result.stdout) == (USAGE, "")
    message = "this is about weeks, and none are asked for."
    hint = "Add --weeks with the number of weeks, or leave it out."
    assert result.stderr.splitlines() == [
        f"{option}: {message} {hint}" for option in ("--start", "--boot-off", "--set")
    ]


@pytest.mark.parametrize("name", ["x" * 400, f"{'y' * 300}/z.yaml", "a\0b"])
def test_a_path_that_cannot_exist_is_reported(name: str, folder: Path) -> None:
    for words in (["check", name], ["show", f"./{name}"], ["list", "--library", name]):
        assert run(*words).exit_code in (NOT_FOUND, Kind.UNREADABLE)
    assert run("new", "exercise", "one", "-o", name).exit_code in (USAGE, OUTPUT)
