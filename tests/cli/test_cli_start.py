"""Starting up: help, version, speed, and what happens when it all goes wrong."""

import json
import os
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest
from cli_runs import PROGRAM, on_terminal, process, run, run_ok
from filled_forms import FILLED, flat, write_form

from worksheets import __version__
from worksheets.cli.main import main
from worksheets.load.order import Order

COMMANDS = (
    "handout", "booklet", "batch", "read-back", "figure", "list",
    "show", "diff", "check", "new", "schema",
)  # fmt: skip
SLOW = ("pydantic", "reportlab", "uharfbuzz", "rich", "yaml", "PIL", "icu4py", "pypdf")


def test_the_version_is_told() -> None:
    assert run_ok("--version").stdout == f"worksheets {__version__}\n"


def test_help_names_every_command_and_none_is_missing_here() -> None:
    assert tuple(main.list_commands(click.Context(main))) == COMMANDS
    said = run_ok("--help").stdout
    places = [said.index(f"\n  {name} ") for name in COMMANDS]
    assert places == sorted(places)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_commands_help_has_an_example_that_works(name: str, folder: Path) -> None:
    said = run_ok(name, "--help").stdout
    assert said.startswith(f"Usage: worksheets {name}")
    example = said.split("Example:\n")[1].split("\n\n")[0].replace("\\\n", " ")
    (folder / "my-exercises").mkdir()
    for place in ("my-exercises/mine.yaml", "my-program.yaml"):
        kind, file_id = ("program" if "program" in place else "exercise"), Path(place).stem
        run_ok("new", kind, file_id, "-o", place)
    run_ok("new", "roster", "roster")
    write_form(Path("filled.pdf"), flat(FILLED))
    words, _, target = example.partition(">")
    first, *rest = shlex.split(words)
    assert first == "worksheets"
    assert run_ok(*rest)
    assert not target or target.strip() == "exercise.schema.json"


def test_the_short_help_option_works_too() -> None:
    assert run_ok("-h").stdout == run_ok("--help").stdout


def test_nothing_at_all_shows_the_help_as_a_mistake() -> None:
    result = run()
    assert result.exit_code == 2
    assert "Commands:" in result.stderr
    assert result.stdout == ""


def imported_by(*words: str) -> set[str]:
    """The modules that a process of its own imports for a command."""
    code = (
        "import json, sys\n"
        "from worksheets.cli.main import main\n"
        f"try: main({words!r})\n"
        "except SystemExit: print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    return set(json.loads(done.stderr))


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["handout", "--help"]])
def test_help_starts_fast_because_nothing_slow_is_imported(words: list[str]) -> None:
    loaded = imported_by(*words)
    assert "worksheets.cli.main" in loaded
    assert ("worksheets.cli.batch" in loaded) is (words == ["--help"]), "one command, one import"
    assert not {name for name in loaded if name.split(".")[0] in SLOW}


def test_showing_leaves_the_drawing_libraries_alone() -> None:
    loaded = {name.split(".")[0] for name in imported_by("show", "achilles-rupture")}
    assert "pydantic" in loaded
    assert not loaded & {"reportlab", "uharfbuzz", "rich", "PIL", "pypdf"}


def test_ctrl_c_while_it_starts_shows_no_traceback() -> None:
    code = (
        "import sys\n"
        "class Impatient:\n"
        "    def find_spec(self, name, path, target=None):\n"
        "        if name == 'worksheets.cli.commands': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Impatient())\n"
        "import runpy\n"
        "runpy.run_module('worksheets', run_name='__main__')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_words_too_many_are_counted_but_not_repeated() -> None:
    result = run("handout", "achilles-rupture", "--name", "Ann", "Example")
    assert result.exit_code == 2
    assert "1 word too many" in result.stderr
    assert "quotes" in result.stderr
    assert "Ann," not in result.stderr


def test_a_bug_is_one_line_without_values(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    import worksheets.app

    def broken(order: Order, *_: object) -> None:
        raise RuntimeError(f"cannot print {order.patient.name}")

    monkeypatch.setattr(worksheets.app, "make_document", broken)
    result = run("handout", "achilles-rupture", "--name", "Ann Example")
    assert result.exit_code == 70
    assert result.stderr.splitlines()[0] == (
        "this is a bug in worksheets, please report: RuntimeError"
    )
    assert "Traceback" not in result.stderr
    assert "File" not in result.stderr
    wordy = run("handout", "achilles-rupture", "--name", "Ann Example", "-v")
    assert wordy.exit_code == 70
    assert "in broken" in wordy.stderr
    assert "Example" not in result.stderr + wordy.stderr


def test_a_bugs_way_there_shows_the_exception_that_came_first(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    import worksheets.app

    def broken(*_: object) -> None:
        try:
            raise KeyError("Ann")
        except KeyError:
            raise ValueError("Ann") from None

    monkeypatch.setattr(worksheets.app, "make_document", broken)
    said = run("handout", "achilles-rupture", "-v").stderr
    assert re.search(r"  KeyError\n(.|\n)*  ValueError\n", said)


def test_a_real_interrupt_ends_quietly(folder: Path) -> None:
    """Writing into a pipe that nobody reads waits, so there is time to press Ctrl-C."""
    os.mkfifo("slow.pdf")
    running = subprocess.Popen(
        [*PROGRAM, "handout", "achilles-rupture", "-v", "-o", "slow.pdf"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stderr is not None
    for line in running.stderr:
        if line.strip() == "write":
            break
    running.send_signal(signal.SIGINT)
    said, wrong = running.communicate(timeout=30)
    assert (running.returncode, said, wrong) == (130, "", "")


def test_a_reader_that_has_seen_enough_is_no_failure() -> None:
    words = " ".join(shlex.quote(word) for word in PROGRAM)
    done = subprocess.run(
        ["bash", "-c", f"{words} schema program | head -1; exit ${{PIPESTATUS[0]}}"],
        capture_output=True,
        check=False,
    )
    assert done.stdout == b"{\n"
    assert (done.returncode, done.stderr) == (0, b"")


def test_problems_that_nobody_reads_do_not_add_another() -> None:
    words = " ".join(shlex.quote(word) for word in PROGRAM)
    done = subprocess.run(
        ["bash", "-c", f"{words} handout nope 2>&1 >/dev/null | true; exit ${{PIPESTATUS[0]}}"],
        capture_output=True,
        check=False,
    )
    assert done.stderr == b""


def test_closed_output_is_no_traceback() -> None:
    words = " ".join(shlex.quote(word) for word in PROGRAM)
    for closed in (">&-", "2>&-", ">&- 2>&-"):
        done = subprocess.run(
            ["bash", "-c", f"{words} list {closed}"], capture_output=True, check=False
        )
        assert b"Traceback" not in done.stderr + done.stdout


def test_a_stream_that_knows_few_characters_gets_every_row(folder: Path) -> None:
    text = "kind: exercise\nname: Rise – and fall\nsteps: [Rise., Fall.]\n"
    (folder / "mine.yaml").write_text(text, "utf-8")
    done = process("show", "mine.yaml", env={**os.environ, "PYTHONIOENCODING": "latin-1"})
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"Rise ? and fall\n")
    assert b"2  Fall." in done.stdout


def test_the_module_runs_like_the_command() -> None:
    assert process("--version").stdout.decode() == f"worksheets {__version__}\n"
    assert on_terminal("--version").out == f"worksheets {__version__}\n"
