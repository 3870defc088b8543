"""What is in a library and in its files, in short: tables of text for a terminal."""

from worksheets.describe.files import describe, describe_kind, find, find_program, phrase_problems
from worksheets.describe.tables import Found, Table

__all__ = [
    "Found",
    "Table",
    "describe",
    "describe_kind",
    "find",
    "find_program",
    "phrase_problems",
]
