"""What a dose says, fact by fact: a label and a value, in one order everywhere."""

from collections.abc import Iterable
from typing import NamedTuple

BLANK = "____"
"""A gap in a text, to write in by hand."""


class Fact(NamedTuple):
    """One thing that a dose says: "Hold 30 seconds", "3 times", "Rest ____".

    Attributes:
        label: What the value is of, or "" where the value says it itself.
        value: What is known; each `BLANK` in it is a place to write.
        name: Names the fact, and the field of a blank, within its exercise: "rest".
    """

    label: str
    value: str
    name: str

    @property
    def text(self) -> str:
        """Label and value."""
        return f"{self.label} {self.value}".strip()

    @property
    def is_known(self) -> bool:
        """Whether nothing is left to write in."""
        return BLANK not in self.value


def dose_text(facts: Iterable[Fact], details: Iterable[str] = ()) -> str:
    """A dose as running text: "Hold 30 seconds · 3 times · Twice a day. Stop if it hurts."""
    said = " · ".join([fact.text for fact in facts])
    more = " ".join(details)
    return f"{said}. {more}" if said and more else said or more
