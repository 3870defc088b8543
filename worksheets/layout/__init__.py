"""A Handout and a template become a Plan: where everything stands on which page."""

from worksheets.layout.fit import lay_out
from worksheets.layout.printable import missing_characters

__all__ = ["lay_out", "missing_characters"]
