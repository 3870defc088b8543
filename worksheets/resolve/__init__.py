"""Models, a patient and a date become a Sheet: the final words and numbers."""

from worksheets.resolve.sheets import Parts, resolve_sheet

__all__ = ["Parts", "resolve_sheet"]
