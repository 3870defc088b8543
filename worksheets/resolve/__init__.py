"""Models, a patient and a date become a Document: the final words and numbers."""

from worksheets.resolve.handouts import resolve_handout
from worksheets.resolve.parts import BodyFacts, Parts, Recipient, facts_of
from worksheets.resolve.strip import resolve_strip

__all__ = ["BodyFacts", "Parts", "Recipient", "facts_of", "resolve_handout", "resolve_strip"]
