"""Models, a patient and a date become a Sheet: the final words and numbers."""

from worksheets.resolve.parts import Parts
from worksheets.resolve.sheets import resolve_sheet

__all__ = ["Parts", "resolve_sheet"]
