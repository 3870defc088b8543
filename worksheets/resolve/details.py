"""The old place of details of doses; to go with its last import."""

from worksheets.resolve.doses import levels_text

__all__ = ["levels_text"]
