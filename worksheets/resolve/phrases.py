"""The old place of the check of a locale; to go with its last import."""

from worksheets.resolve.wording import check_phrases

__all__ = ["check_phrases"]
