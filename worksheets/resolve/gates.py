"""The old place of gates in words; to go with its last import."""

from worksheets.resolve.phases import event_text, moment_text, span_text

__all__ = ["event_text", "moment_text", "span_text"]
