"""The old place of dates in words; to go with its last import."""

from worksheets.resolve.wording import full_date, span_of

__all__ = ["full_date", "span_of"]
