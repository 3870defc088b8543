"""What files say, as tables of text for a terminal: `list`, `show` and `diff`."""

from worksheets.report.list import Filter, Found, Table, find, find_program, list_kind

__all__ = ["Filter", "Found", "Table", "find", "find_program", "list_kind"]
