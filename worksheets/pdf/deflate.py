"""Compressed streams put together from segments that were compressed before.

Sheets of one program differ in a few words. What they share is compressed once: deflate allows a
stream to be cut at byte boundaries (RFC 1951, empty stored blocks; zlib's sync flush), and each
segment may look back at the one before it, so that hardly any compression is lost.
"""

import zlib
from collections.abc import Iterable

from worksheets.kept import kept_by_value

# Of zlib's levels: level 6 would save 1 KB of a dense page, and take twice as long.
_LEVEL = 2
_RAW = -15
"""A window of 32 KB without head and checksum, as zlib counts."""

_HEAD = b"\x78\x01"
_LAST = b"\x03\x00"
"""An empty block that ends a stream."""

_MOST_KEPT = 1024


class Segment:
    """A stretch of a stream, known by its identity.

    Attributes:
        data: Its bytes.
        alone: Whether it is compressed without looking back, and so once for all streams, and what
            follows does not look back at it: worth it for a long one among others that differ.
    """

    __slots__ = ("_packed", "alone", "data")

    def __init__(self, data: bytes, *, alone: bool = False) -> None:
        """Keep the bytes."""
        self.data, self.alone = data, alone
        self._packed: bytes | None = None

    def packed(self, before: "Segment | None") -> bytes:
        """The segment compressed, behind another one."""
        if not self.alone:
            return _deflate(self, before)
        if self._packed is None:
            self._packed = _deflate_anew(self, None)
        return self._packed


def join_segments(segments: Iterable[Segment]) -> bytes:
    """Segments as the data of one stream for the filter FlateDecode.

    The bytes depend on what is in the segments alone.
    """
    parts, check, before = [_HEAD], 1, None
    for segment in segments:
        parts.append(segment.packed(before))
        check = zlib.adler32(segment.data, check)
        before = None if segment.alone else segment
    parts += (_LAST, check.to_bytes(4, "big"))
    return b"".join(parts)


def _deflate_anew(segment: Segment, before: Segment | None) -> bytes:
    if before is None:
        packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW)
    else:
        packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW, zdict=before.data)
    return packer.compress(segment.data) + packer.flush(zlib.Z_SYNC_FLUSH)


_deflate = kept_by_value(_MOST_KEPT)(_deflate_anew)
