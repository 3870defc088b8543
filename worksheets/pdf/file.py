"""The bytes of a file: ReportLab's document, whose small objects are packed together.

ReportLab numbers and spells the document, its dictionaries and streams, and writes them one by one
with a plain table at the end. Here they stand in object streams with a cross-reference stream
(PDF 1.5): the structure of a page would be 30 KB otherwise, and is a fifth of that.
"""

import copy
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import islice
from typing import Any

from reportlab.pdfbase.pdfdoc import (
    BasicFonts,
    DummyDoc,
    PDFDictionary,
    PDFDocument,
    PDFImageXObject,
    PDFObject,
    PDFStream,
)

FONTS = 1
"""Object number of ReportLab's dictionary of fonts, which is put when all glyphs are known."""

_LEVEL = 5
"""Level of zlib for page content and small objects: higher ones take longer than they are worth."""

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_STREAM, _PACKED = 1 << 56, 2 << 56
_NEXT = b"\2" + bytes(7) + b"\1"
_FREE = 0xFFFF
_MAX_PACKED = 4096
_SOME_ROWS = 1 << 12

_NO_DOCUMENT = DummyDoc()
"""What ReportLab asks of a document where a stream is spelt for many of them."""
_NO_DOCUMENT.defaultStreamFilters = None


def dictionary(**entries: Any) -> PDFDictionary:
    """ReportLab's dictionary; its entries are its own objects, or text in the spelling of PDF."""
    return PDFDictionary(entries)


def packed(data: bytes, level: int = 9, **entries: Any) -> PDFStream:
    """ReportLab's stream of data that is compressed here, at a level of zlib."""
    return PDFStream(dictionary(**entries, Filter="/FlateDecode"), zlib.compress(data, level))


def spell_stream(thing: PDFObject, document: PDFObject = _NO_DOCUMENT) -> bytes:
    """A stream or an image as ReportLab spells it, with an end of line before `endstream`.

    PDF/A wants that: one of two bytes, because data that ends in a carriage return would make one
    line end with a single line feed.
    """
    spelt: bytes = thing.format(document)
    return spelt.removesuffix(b"endstream\n") + b"\r\nendstream\n"


class File(PDFDocument):  # type: ignore[misc]
    """A file that is being written.

    Objects that ReportLab knows by `Reference` are spelt by `put_known`. All others have a number
    from `reserve`, which counts on in ReportLab's own counter, and are spelt when they are put.
    """

    def __init__(self) -> None:
        """Begin a file without objects."""
        super().__init__(invariant=1)
        assert self.numberToId[FONTS] == BasicFonts
        self._parts: list[bytes] = []
        # A row for each object: its type (1 byte), the offset of a stream or the number of a pack
        # (5), and the place in the pack (2), as one number.
        self._rows = array("Q", [_FREE])
        self._table, self._in_table = b"", 0
        self._small: dict[int, str] = {}
        self._spelt = {FONTS}
        self._offset, self._digest = 0, sha256()
        self._write(_HEAD)

    def reserve(self, objects: int = 1) -> int:
        """Numbers for objects that are put later, one after the other; the first of them."""
        first: int = self.objectcounter + 1
        self.objectcounter += objects
        return first

    def add(self, thing: str | bytes | PDFObject) -> int:
        """Put an object with the next number; its number."""
        number = self.reserve()
        self.put(number, thing)
        return number

    def put(self, number: int, thing: str | bytes | PDFObject) -> None:
        """Put an object that has a number.

        Args:
            number: The number.
            thing: An object of ReportLab, one as it is spelt, or a stream by `spell_stream`.
        """
        if isinstance(thing, bytes | PDFStream | PDFImageXObject):
            spelt = thing if isinstance(thing, bytes) else spell_stream(thing, self)
            self._grow(number)
            self._rows[number] = _STREAM | self._offset << 16
            self._write(b"%d 0 obj\n%bendobj\n" % (number, spelt))
        else:
            spelling = thing if isinstance(thing, str) else thing.format(self).decode("latin-1")
            self.put_all({number: spelling})

    def put_all(self, objects: Mapping[int, str]) -> None:
        """Put objects that have numbers, as they are spelt."""
        self._small.update(objects)
        if len(self._small) >= _MAX_PACKED:
            self.pack()

    def add_content(self, operators: Iterable[str]) -> int:
        """Put a stretch of page content; its number."""
        return self.add(packed("\n".join(operators).encode("ascii"), _LEVEL))

    def refer(self, thing: PDFObject) -> str:
        """A reference to an object that ReportLab knows, or gets to know now."""
        reference: bytes = self.Reference(thing).format(self)
        return reference.decode("ascii")

    def put_known(self) -> None:
        """Put all objects that ReportLab knows but the fonts, also those met on the way."""
        while waiting := [number for number in self.numberToId if number not in self._spelt]:
            self._spelt.update(waiting)
            for number in waiting:
                self.put(number, self.idToObject[self.numberToId[number]])

    def make_room(self, objects: int) -> None:
        """Let so many small objects be put without a pack being written in between."""
        if len(self._small) + objects >= _MAX_PACKED:
            self.pack()

    def pack(self, number: int = 0) -> None:
        """Write the small objects that have come so far as one stream, which may have a number."""
        pack, self._small = sorted(self._small.items()), {}
        number, index, offset = number or self.reserve(), [], 0
        self._grow(pack[-1][0] if pack else 0)
        row = _PACKED | number << 16
        for place, (one, spelt) in enumerate(pack):
            self._rows[one] = row | place
            index.append(f"{one} {offset} ")
            offset += len(spelt) + 1
        head = "".join(index)
        data = (head + "\n".join([spelt for _, spelt in pack])).encode("latin-1")
        self.put(
            number, packed(data, _LEVEL, Type="/ObjStm", N=str(len(pack)), First=str(len(head)))
        )

    def drain(self) -> bytes:
        """The bytes since the last time, which are forgotten."""
        data, self._parts = b"".join(self._parts), []
        return data

    def freeze(self) -> None:
        """Spell the rows of all objects so far, which will not change, once for all forks."""
        self._parts = [b"".join(self._parts)]
        self._table, self._in_table = b"".join(_spell_rows(self._rows)), len(self._rows)

    def fork(self) -> "File":
        """Another file that begins with the same bytes.

        Nothing may wait to be packed, and ReportLab gets to know nothing more.
        """
        fork = copy.copy(self)
        fork._parts, fork._small = self._parts.copy(), {}
        fork._rows, fork._digest = self._rows[:], self._digest.copy()
        return fork

    def close(self, root: str, info: str) -> bytes:
        """Write the table of where everything is; the bytes since the last `drain`.

        Args:
            root: Reference to the catalog.
            info: Reference to the information dictionary.
        """
        number, offset = self.reserve(), self._offset
        self._grow(number)
        self._rows[number] = _STREAM | offset << 16
        name = self._digest.hexdigest()[:32]
        packer = zlib.compressobj(_LEVEL)
        rows = _spell_rows(islice(self._rows, self._in_table, None))
        table = [packer.compress(self._table)]
        while some := b"".join(islice(rows, _SOME_ROWS)):
            table.append(packer.compress(some))
        entries = dictionary(
            Type="/XRef",
            Size=str(number + 1),
            W="[1 5 2]",
            Root=root,
            Info=info,
            ID=f"[<{name}><{name}>]",
            Filter="/FlateDecode",
            DecodeParms="<</Predictor 12/Columns 8>>",
        )
        self.put(number, PDFStream(entries, b"".join([*table, packer.flush()])))
        self._write(b"startxref\n%d\n%%%%EOF\n" % offset)
        return self.drain()

    def _grow(self, number: int) -> None:
        """Make room for the row of an object."""
        self._rows.frombytes(bytes(8 * max(0, number + 1 - len(self._rows))))

    def _write(self, data: bytes) -> None:
        self._parts.append(data)
        self._offset += len(data)
        self._digest.update(data)


def _spell_rows(rows: Iterable[int]) -> Iterator[bytes]:
    """Rows of the table with the predictors of PNG.

    A row stands as it is, or as the difference to the one above where it is the next in a pack.
    """
    last = -1
    for row in rows:
        yield _NEXT if row == last + 1 and row & 0xFF else b"\0" + row.to_bytes(8, "big")
        last = row
