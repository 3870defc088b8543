"""What all commands share: how they are read, how they fail, and with which exit code."""

import errno
import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from worksheets.cli.terminal import counted, print_err, print_problems
from worksheets.files import os_problem, silence
from worksheets.problems import Kind, Problem, WorksheetError, shortage

INTERRUPTED = 130
"""Exit code after Ctrl-C: 128 and the number of SIGINT, as shells count."""

_BUG = 70  # EX_SOFTWARE of sysexits.h
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


@dataclass
class Run:
    """This run of the program.

    Attributes:
        verbose: Whether to report the steps, and the traceback of a bug (`-v`).
        problems: What is wrong with the words of the command line, so far.
    """

    verbose: bool = False
    problems: list[Problem] = field(default_factory=list)

    def report(self, step: str) -> None:
        """Print on standard error which step begins, when that is wanted."""
        if self.verbose:
            print_err(step)

    def refuse(self, option: str, message: str, hint: str) -> None:
        """Remember what is wrong with an option, until all of it is known."""
        self.problems.append(Problem(message, hint, option, kind=Kind.USAGE))

    def refuse_if(self, is_wrong: object, option: str, message: str, hint: str) -> None:
        """Remember what is wrong with an option, if it is."""
        if is_wrong:
            self.refuse(option, message, hint)

    def raise_problems(self) -> None:
        """Stop when something is wrong with the words of the command line.

        Raises:
            WorksheetError: Everything that was refused.
        """
        if self.problems:
            raise WorksheetError(self.problems)


def is_given(name: str) -> bool:
    """Whether a parameter is on the command line, right or wrong."""
    source = click.get_current_context().get_parameter_source(name)
    return source is click.core.ParameterSource.COMMANDLINE


class Command(click.Command):
    """A command that does not repeat surplus words: they may be part of a patient's name."""

    allow_extra_args = True

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words after the command.

        Raises:
            WorksheetError: There are more than the command takes, or an option has no value.
        """
        if ctx.resilient_parsing:
            return super().parse_args(ctx, args)
        _check_values(args, self.get_params(ctx), ctx.command_path)
        rest = super().parse_args(ctx, args)
        if rest:
            message = f"{counted(len(rest), 'word')} too many"
            hint = 'Put quotes round a value with spaces, like --name "Ann Example".'
            raise WorksheetError([Problem(message, hint, ctx.command_path, kind=Kind.USAGE)])
        return rest


def _check_values(words: Sequence[str], known: Iterable[click.Parameter], place: str) -> None:
    """Refuse an option that is followed by another option instead of its value."""
    options = [one for one in known if isinstance(one, click.Option)]
    names = {name for one in options for name in one.opts}
    valued = {name for one in options if not (one.is_flag or one.count) for name in one.opts}
    rest = iter(words)
    for word in rest:
        if word == "--":
            return
        value = next(rest, "") if word in valued else ""
        if value.partition("=")[0] in names:
            hint = "Write its value after it, or leave it out."
            raise WorksheetError([Problem(f"{word} has no value", hint, place, kind=Kind.USAGE)])


def command(name: str, example: str, note: str = "") -> Callable[[Callable[..., Any]], Command]:
    """Make a function a command with the option `-v`.

    Args:
        name: The word to type.
        example: A whole line to type, at the end of the help.
        note: Lines to show below it as they are.
    """
    lines = "\n".join(f"  {line}" for line in example.splitlines())
    epilog = f"\b\nExample:\n{lines}" + (f"\n\n\b\n{note}" if note else "")

    def remember(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
        context.ensure_object(Run).verbose = value

    verbose = click.option(
        *("-v", "--verbose"),
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=remember,
        help="Report each step, and more about a bug.",
    )

    def make(function: Callable[..., Any]) -> Command:
        return click.command(name, cls=Command, epilog=epilog)(verbose(function))

    return make


def end(error: BaseException, run: Run) -> int:
    """Print what happened and give the exit code."""
    match error:
        case WorksheetError():
            print_problems(error.problems)
            return error.exit_code
        case click.exceptions.NoArgsIsHelpError():
            print_err(error.ctx.get_help())
            return Kind.USAGE
        case click.ClickException():
            print_problems([_usage_problem(error)])
            return Kind.USAGE
        case click.exceptions.Exit():
            return error.exit_code
        case KeyboardInterrupt():
            return INTERRUPTED
        case BrokenPipeError():  # the reader of standard output has seen enough
            silence(sys.stdout)
            return 0
        case OSError(errno=number) if number in _NO_ROOM:
            silence(sys.stdout)
            print_problems([os_problem(Path("standard output"), error)])
            return Kind.OUTPUT
        case SystemExit():
            return error.code if isinstance(error.code, int) else 1
        case _:
            return _report_bug(error, run)


def _usage_problem(error: click.ClickException) -> Problem:
    """A problem that click found, in the form of all others."""
    context = getattr(error, "ctx", None)
    place = context.command_path if context else "worksheets"
    hint = f"For help, type: {place} --help"
    near: list[str] = getattr(error, "possibilities", None) or []
    if near:
        hint = f"Did you mean {near[0]}? {hint}"
    message = (error.message if near else error.format_message()).rstrip(".")
    return Problem(message[:1].lower() + message[1:], hint, kind=Kind.USAGE)


def _report_bug(error: BaseException, run: Run) -> int:
    """One line; with `-v` the way there, without the values that an exception may repeat."""
    if short := shortage(error):
        print_problems([short])
        return int(short.kind)
    print_err(f"this is a bug in worksheets, please report: {type(error).__name__}")
    if not run.verbose:
        print_err("With -v the place of the bug is shown as well.")
        return _BUG
    chain = [error]
    while (before := chain[-1].__cause__ or chain[-1].__context__) and before not in chain:
        chain.append(before)
    for one in reversed(chain):
        lines = traceback.format_tb(one.__traceback__)
        print_err("".join([*lines, f"  {type(one).__name__}"]))
    return _BUG
