"""Objects in their final spelling."""

from typing import NamedTuple

_END = b"\r\nendstream"


def stream(data: bytes, entries: str) -> bytes:
    """A stream as it is written.

    An end of line goes before `endstream`, as PDF/A wants: one of two bytes, because data that ends
    in a carriage return would make one line end with a single line feed.

    Args:
        data: What is in it.
        entries: The entries of its dictionary besides the length.
    """
    head = f"<<{entries}/Length {len(data)}>>\nstream\n"
    return b"".join((head.encode("ascii"), data, _END))


class Group(NamedTuple):
    """Objects that are no streams, with consecutive numbers.

    Attributes:
        first: Number of the first one.
        spellings: The objects.
    """

    first: int
    spellings: tuple[str, ...]
