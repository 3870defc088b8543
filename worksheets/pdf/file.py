"""The bytes of a file: objects, the small ones packed together, and the table of where they are.

ReportLab writes every object by itself and uncompressed; the structure of a page would be 30 KB of
such objects. Packed into object streams (PDF 1.5) they take a fifth of it.
"""

import struct
import zlib
from collections.abc import Mapping, Sequence
from hashlib import md5
from itertools import accumulate, chain

from reportlab.pdfbase.pdfdoc import PDFDocument

from worksheets.pdf.objects import stream

_COMPRESSION = 3
_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


class File:
    """A file that is being written.

    Attributes:
        document: ReportLab's register of objects.
    """

    def __init__(self, document: PDFDocument) -> None:
        """Write what `document` holds, and what is added."""
        self.document = document
        self._more: list[str] = []

    @property
    def next_number(self) -> int:
        """The number that the next object gets; ReportLab's own must all be registered."""
        return int(self.document.objectcounter) + len(self._more) + 1

    def add(self, objects: Sequence[str]) -> None:
        """Add objects that are no streams, with the numbers from `next_number` on."""
        self._more += objects

    def write(self, root: int, info: int) -> bytes:
        """The whole file.

        Args:
            root: Object number of the catalog.
            info: Object number of the information dictionary.
        """
        document = self.document
        streams: list[tuple[int, bytes]] = []
        packed: dict[int, str] = {}
        number = 0
        while (number := number + 1) in document.numberToId:
            thing = document.idToObject[document.numberToId[number]]
            spelling: bytes = thing.format(document)
            if spelling.endswith(b"endstream"):
                streams.append((number, spelling))
            else:
                packed[number] = spelling.decode("ascii")
        packed |= dict(enumerate(self._more, number))
        pack_number = number + len(self._more)
        streams.append((pack_number, _pack(packed)))
        parts, offset, rows = [_HEAD], len(_HEAD), [(0, 0, 65535)] * (pack_number + 2)
        for index, spelling in streams:
            rows[index] = (1, offset, 0)
            part = b"%d 0 obj\n%s\nendobj\n" % (index, spelling)
            parts.append(part)
            offset += len(part)
        for place, index in enumerate(packed):
            rows[index] = (2, pack_number, place)
        rows[pack_number + 1] = (1, offset, 0)
        digest = md5(b"".join(parts), usedforsecurity=False).hexdigest()
        entries = f"/Root {root} 0 R/Info {info} 0 R/ID[<{digest}><{digest}>]"
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (pack_number + 1, _table(rows, entries)))
        parts.append(b"startxref\n%d\n%%%%EOF\n" % offset)
        return b"".join(parts)


def _pack(objects: Mapping[int, str]) -> bytes:
    """Many objects, by their numbers, as one compressed stream."""
    offsets = accumulate((len(spelling) + 1 for spelling in objects.values()), initial=0)
    index = " ".join(map("%d %d".__mod__, zip(objects, offsets, strict=False)))
    data = "\n".join((index, *objects.values())).encode("ascii")
    entries = f"/Type/ObjStm/N {len(objects)}/First {len(index) + 1}/Filter/FlateDecode"
    return stream(zlib.compress(data, _COMPRESSION), entries)


def _table(rows: Sequence[tuple[int, int, int]], entries: str) -> bytes:
    """The cross-reference stream."""
    table = struct.pack(">" + "BIH" * len(rows), *chain.from_iterable(rows))
    head = f"/Type/XRef/Size {len(rows)}/W[1 4 2]{entries}/Filter/FlateDecode"
    return stream(zlib.compress(table, _COMPRESSION), head)
