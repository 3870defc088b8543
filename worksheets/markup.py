"""Text in XML."""

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def escape(text: str) -> str:
    """Text as the content of an element; the standard library's own way is slow to import."""
    return text.translate(_ESCAPES)
