"""A Document and a template become a Plan: where everything stands on which page."""

from worksheets.layout.fit import lay_out, lay_out_frame, place_strip
from worksheets.layout.printable import missing_characters

__all__ = ["lay_out", "lay_out_frame", "missing_characters", "place_strip"]
