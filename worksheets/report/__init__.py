"""What files say, as tables of text for a terminal: `list`, `show` and `diff`."""

from worksheets.report.list import Filter, list_kind
from worksheets.report.table import Found, Table, find, find_program

__all__ = ["Filter", "Found", "Table", "find", "find_program", "list_kind"]
