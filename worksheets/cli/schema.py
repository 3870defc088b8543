"""`worksheets schema`: what editors need to help with writing YAML files."""

import click

from worksheets.cli.commands import command
from worksheets.cli.options import kind_argument

KINDS = ("exercise", "program", "template", "clinic", "locale")
_NOTE = """Then begin each exercise file in the same folder with this line:
  # yaml-language-server: $schema=exercise.schema.json"""


@command("schema", "worksheets schema exercise > exercise.schema.json", _NOTE)
@kind_argument(*KINDS)
def schema(kind: str) -> None:
    """Print the JSON schema of a kind of file.

    Editors that know YAML (VS Code with the YAML extension, Neovim, Emacs, JetBrains) use it to
    complete keys and to mark mistakes while you write.
    """
    import json

    from worksheets.cli.json_schema import json_schema

    click.echo(json.dumps(json_schema(kind), indent=2))
