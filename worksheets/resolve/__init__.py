"""Models, a patient and a date become a Document: the final words and numbers."""

from worksheets.resolve.parts import Parts
from worksheets.resolve.sheets import resolve_handout
from worksheets.resolve.strip import resolve_strip

__all__ = ["Parts", "resolve_handout", "resolve_strip"]
