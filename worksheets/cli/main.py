"""The `worksheets` command; of its parts only the one that is called is imported."""

import gc
import os
import sys
from importlib import import_module
from typing import Any, NoReturn

import click

import worksheets
from worksheets.cli.commands import Run, end

COMMANDS = {
    "handout": "documents:handout",
    "booklet": "documents:booklet",
    "batch": "batch:batch",
    "read-back": "read_back:read_back",
    "figure": "figure:figure",
    "list": "report:list_all",
    "show": "report:show",
    "diff": "report:diff",
    "check": "report:check",
    "new": "new:new",
    "schema": "new:schema",
}
"""The commands, the most useful first, each with its module and function."""

_NAME = "worksheets"
_EXAMPLE = """\b
Example:
  worksheets handout achilles-rupture --side left --start 2026-12-07
Help on one command:
  worksheets handout --help"""


class Commands(click.Group):
    """The group of all commands, and the one place where problems end."""

    def main(self, *args: Any, **options: Any) -> NoReturn:
        """Run a command and exit; nothing that goes wrong is shown as a traceback.

        Words are data: `*` or `$NAME` in a value stays what it is, on Windows too.
        """
        run, code = Run(), 0
        words = args[0] if args else options.get("args", sys.argv[1:])
        try:
            self._main_shell_completion({}, _NAME)
            with self.make_context(_NAME, list(words), obj=run) as context:
                self.invoke(context)
        except BaseException as error:
            code = end(error, run)
        sys.exit(code)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of `COMMANDS`."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name in COMMANDS and cmd_name not in self.commands:
            module, _, function = COMMANDS[cmd_name].partition(":")
            self.add_command(getattr(import_module(f"worksheets.cli.{module}"), function))
        return self.commands.get(cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that was typed; for an unknown one, click suggests a near one."""
        if args[0] not in COMMANDS:
            for name in COMMANDS:
                self.get_command(ctx, name)
        return super().resolve_command(ctx, args)


@click.group(
    _NAME,
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_EXAMPLE,
)
@click.version_option(worksheets.__version__, prog_name=_NAME, message="%(prog)s %(version)s")
def main() -> None:
    """Make printable worksheets for rehabilitation exercises."""


def run() -> None:
    """Run the program; it never returns."""
    # A command makes its documents and ends: looking for garbage again and again, and once more at
    # the end, takes a fifth of the time of a sheet.
    gc.set_threshold(500_000, 20, 100)
    # Looking for plug-ins of pydantic reads the metadata of every package there is.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    for stream in (sys.stdout, sys.stderr):
        # A terminal or pipe that cannot show a character must not stop the work. Either may be
        # closed, and is None then.
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        main()
    finally:
        gc.freeze()
