"""Running the program in tests: in this process, as a process of its own, and on a terminal."""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
import warnings
from collections.abc import Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from click.testing import CliRunner, Result
from pypdf import PdfReader

from worksheets.cli.main import main

PROGRAM = [sys.executable, "-m", "worksheets"]
ISSUED = ("--issued", "2026-12-07")


class Ran(NamedTuple):
    code: int
    out: str


def run(*words: str, env: Mapping[str, str | None] | None = None) -> Result:
    """The program in this process; what it says goes to `stdout` and `stderr` of the result."""
    return CliRunner().invoke(main, list(words), env=env, catch_exceptions=False)


def run_ok(*words: str) -> Result:
    result = run(*words)
    assert result.exit_code == 0, result.output
    return result


def process(*words: str, **options: object) -> "subprocess.CompletedProcess[bytes]":
    done: subprocess.CompletedProcess[bytes] = subprocess.run(
        [*PROGRAM, *words],
        capture_output=True,
        check=False,
        timeout=120,
        **options,  # type: ignore[call-overload]
    )
    return done


def on_terminal(
    *words: str, columns: int = 80, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> Ran:
    """The program with a terminal for standard output and error, in a copy of this process."""
    with warnings.catch_warnings(action="ignore"):  # other threads only wait
        child, ours = pty.fork()
    if not child:
        try:
            fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
            sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115
            os.environ |= {"TERM": "xterm-256color", **(env or {})}
            for name in ("COLUMNS", "LINES"):
                os.environ.pop(name, None)
            os.chdir(cwd or Path.cwd())
            main(list(words), prog_name="worksheets")
        except SystemExit as end:
            sys.stdout.flush()
            os._exit(end.code if isinstance(end.code, int) else 1)
        finally:
            os._exit(99)
    printed = b""
    with suppress(OSError):  # the terminal's other end was closed
        while part := os.read(ours, 65_536):
            printed += part
    os.close(ours)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return Ran(code, printed.decode().replace("\r\n", "\n"))


def pdf_text(data: bytes) -> str:
    """All words of a PDF file, on one line."""
    pages = PdfReader(BytesIO(data)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
