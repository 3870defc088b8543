"""What all commands share: how they are read, how they fail, and with which exit code."""

import errno
import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

import click

from worksheets.cli.report import show_problems
from worksheets.cli.terminal import say, silence
from worksheets.problems import Kind, Problem, WorksheetError

_BUG = 70  # EX_SOFTWARE of sysexits.h
_INTERRUPTED = 130  # 128 and the number of SIGINT, as shells count
_NO_ROOM = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is full",
    errno.EFBIG: "the file is larger than this disk allows",
    errno.EIO: "it takes no more",
}


@dataclass
class Run:
    """What is known about this run of the program.

    Attributes:
        verbose: Whether to tell the steps, and the traceback of a bug (`-v`).
    """

    verbose: bool = False

    def tell(self, step: str) -> None:
        """Say on standard error which step begins, when that is wanted."""
        if self.verbose:
            say(step)


class Command(click.Command):
    """A command that does not repeat surplus words: they may be part of a patient's name."""

    allow_extra_args = True

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words after the command.

        Raises:
            WorksheetError: There are more than the command takes, or an option has no value.
        """
        if not ctx.resilient_parsing:
            _check_values(args, self.get_params(ctx), ctx.command_path)
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            count = "1 word" if len(rest) == 1 else f"{len(rest)} words"
            message = f"{count} too many"
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


class Commands(click.Group):
    """The group of all commands, and the one place where problems end."""

    def main(self, *args: Any, **options: Any) -> NoReturn:
        """Run a command and exit; nothing that goes wrong is shown as a traceback."""
        run = Run()
        # Words are data: `*` or `$NAME` in a value stays what it is, on Windows too.
        options |= {"standalone_mode": False, "windows_expand_args": False, "obj": run}
        try:
            code = super().main(*args, **options)
        except BaseException as error:
            code = _end(error, run)
        sys.exit(code if isinstance(code, int) else 0)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which they were added, the most useful first."""
        return list(self.commands)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words before the command, and print the help if that is asked for."""
        try:
            return super().parse_args(ctx, args)
        except BrokenPipeError:
            raise _reader_has_gone() from None

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an interrupt ends it without a word."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise click.exceptions.Exit(_INTERRUPTED) from None
        except BrokenPipeError:
            raise _reader_has_gone() from None


def command(name: str, example: str, note: str = "") -> Callable[[Callable[..., Any]], Command]:
    """Make a function a command with the option `-v`.

    Args:
        name: The word to type.
        example: A whole line to type, at the end of the help.
        note: Lines to show below it as they are.
    """
    lines = "\n".join(f"  {line}" for line in example.splitlines())
    epilog = f"\b\nExample:\n{lines}" + (f"\n\n\b\n{note}" if note else "")

    def make(function: Callable[..., Any]) -> Command:
        return click.command(name, cls=Command, epilog=epilog)(_verbose_option(function))

    return make


def _verbose_option(function: Callable[..., Any]) -> Callable[..., Any]:
    def remember(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
        context.ensure_object(Run).verbose = value

    text = "Tell what is being done, and more about a bug."
    make = click.option(
        *("-v", "--verbose"),
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=remember,
        help=text,
    )
    return make(function)


def _reader_has_gone() -> click.exceptions.Exit:
    """The reader of standard output has seen enough, which is no failure."""
    silence(sys.stdout)
    return click.exceptions.Exit(0)


def _end(error: BaseException, run: Run) -> int:
    """Say what happened and give the exit code."""
    match error:
        case WorksheetError():
            show_problems(error.problems)
            return error.exit_code
        case click.exceptions.NoArgsIsHelpError():
            say(error.ctx.get_help())
            return Kind.USAGE
        case click.ClickException():
            show_problems([_usage_problem(error)])
            return Kind.USAGE
        case KeyboardInterrupt() | click.Abort():
            return _INTERRUPTED
        case OSError(errno=number) if number in _NO_ROOM:
            silence(sys.stdout)
            hint = "Send it somewhere else."
            show_problems([Problem(_NO_ROOM[number], hint, "standard output", kind=Kind.OUTPUT)])
            return Kind.OUTPUT
        case SystemExit():
            return error.code if isinstance(error.code, int) else 1
        case _:
            return _tell_bug(error, run)


def _usage_problem(error: click.ClickException) -> Problem:
    """What click has to say, in the form of all other problems."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "worksheets"
    hint = f"For help, type: {command} --help"
    near: list[str] = getattr(error, "possibilities", None) or []
    if near:
        hint = f"Did you mean {near[0]}? {hint}"
    said = (error.message if near else error.format_message()).rstrip(".")
    return Problem(said[:1].lower() + said[1:], hint, kind=Kind.USAGE)


def _tell_bug(error: BaseException, run: Run) -> int:
    """One line; with `-v` the way there, without the values that an exception may repeat."""
    name = type(error).__name__
    say(f"this is a bug in worksheets, please report: {name}")
    if run.verbose:
        for one in _chain(error):
            lines = traceback.format_tb(one.__traceback__)
            say("".join([*lines, f"  {type(one).__name__}"]))
    else:
        say("With -v the place of the bug is shown as well.")
    return _BUG


def _chain(error: BaseException) -> list[BaseException]:
    """The exception and those that led to it, the first one first."""
    chain = [error]
    while (before := chain[-1].__cause__ or chain[-1].__context__) and before not in chain:
        chain.append(before)
    return chain[::-1]
