"""The bytes of a file: objects, the small ones packed together, and the table of where they are.

A file is written from front to back while its objects are made, so that one for the print room
never has to fit into memory. Small objects stand packed in object streams (PDF 1.5): the structure
of a page would be 30 KB otherwise, and is a fifth of that.
"""

import zlib
from collections.abc import Callable
from hashlib import sha256
from itertools import accumulate, chain, count, islice
from operator import add
from struct import Struct
from typing import NamedTuple

from worksheets.kept import kept
from worksheets.pdf.objects import Group, stream

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_STREAM, _PACKED = 1, 2
"""The types of rows in the table: objects by themselves, objects in a pack."""

_ROW = Struct(">xBBIH")
"""A row of the table, as it is (the predictor None of PNG): its type (1 byte), the offset of a
stream or the number of a pack (5), place in the pack (2)."""

_NEXT = b"\2" + bytes(7) + b"\1"
_NEXT_256 = b"\2" + bytes(6) + b"\1\1"
"""A row as its difference to the one above (the predictor Up): the next place in the same pack."""

_BUFFER = 1 << 16
"""So many bytes are written at a time."""

_ROWS = 1 << 10
"""So many runs of rows are spelt at a time."""

_WAITING = 1 << 8
"""So many runs of rows wait before those that can be are noted."""

_MOST_KEPT = 256


class Packing(NamedTuple):
    """How small objects are packed.

    Attributes:
        most: With so many of them, a pack is written.
        level: Level of zlib.
        kept: Whether other files will have the same packs.
    """

    most: int = 64
    level: int = 2
    kept: bool = True


_PACKING = Packing()


_Run = tuple[int, int, int, int]
"""Objects with consecutive numbers: how many (one for a stream), of which type, the offset of the
stream or the number of the pack, and the place of the first in the pack."""

_RUN = Struct("=IBQH")


class File:
    """A file that is being written.

    Attributes:
        count: The highest number that was given to an object.
    """

    def __init__(
        self, write: Callable[[bytes], object], *, late: int = 0, packing: Packing = _PACKING
    ) -> None:
        """Begin a file.

        Args:
            write: Called with stretches of bytes, from the first to the last.
            late: How many numbers are kept for objects that are written last, from 1 on. What is
                known of all others takes a few bytes once they are written.
            packing: How small objects are packed.
        """
        self.count = late
        self._sink = write
        self._buffer: list[bytes] = []
        self._buffered = self._written = 0
        self._digest = sha256()
        self._late, self._late_given = late, 0
        self._level, self._most = packing.level, packing.most
        self._squeeze = _squeeze_kept if packing.kept else _squeeze
        self._pack: list[Group] = []
        self._packed = 0
        self._waiting: dict[int, _Run] = {}
        self._next = late + 1
        self._runs = bytearray()
        self._write(_HEAD)

    def reserve(self, objects: int = 1) -> int:
        """Numbers for objects that are put later, one after the other; the first of them."""
        first = self.count + 1
        self.count += objects
        return first

    def reserve_late(self) -> int:
        """The number of an object that is put last, where numbers were kept for such.

        Raises:
            ValueError: None is left.
        """
        if self._late_given == self._late:
            raise ValueError("no numbers are left for objects that are written last")
        self._late_given += 1
        return self._late_given

    def add(self, spelling: str) -> int:
        """Write an object that is no stream; its number."""
        number = self.reserve()
        self.put(number, spelling)
        return number

    def put(self, number: int, spelling: str) -> None:
        """Write an object that is no stream and has a number."""
        self.put_group(Group(number, (spelling,)))

    def put_group(self, group: Group) -> None:
        """Write objects that are no streams and have numbers."""
        self._pack.append(group)
        self._packed += len(group.spellings)
        if self._packed >= self._most:
            self._write_pack()

    def add_stream(self, data: bytes, entries: str) -> int:
        """Write a stream; its number.

        Args:
            data: What is in it, as it is stored.
            entries: The entries of its dictionary besides the length.
        """
        number = self.reserve()
        self.put_stream(number, data, entries)
        return number

    def put_stream(self, number: int, data: bytes, entries: str) -> None:
        """Write a stream that has a number."""
        self._waiting[number] = 1, _STREAM, self._written + self._buffered, 0
        self._write(b"%d 0 obj\n%b\nendobj\n" % (number, stream(data, entries)))
        if len(self._waiting) > _WAITING:
            self._settle()

    def close(self, root: int, info: int) -> None:
        """Write what is left, and the table of where everything is.

        Args:
            root: Object number of the catalog.
            info: Object number of the information dictionary.

        Raises:
            ValueError: An object has a number and was never written.
        """
        self._write_pack()
        number, offset = self.reserve(), self._written + self._buffered
        self._waiting[number] = 1, _STREAM, offset, 0
        self._settle()
        late = [run for _, run in sorted(self._waiting.items())]
        if self._next <= number or sum(run[0] for run in late) != self._late_given:
            raise ValueError("an object has a number and was never written")
        kept = f"0 {self._late_given + 1} {self._late + 1} {number - self._late}"
        self._flush()
        digest = self._digest.hexdigest()[:32]
        entries = (
            f"/Type/XRef/Size {number + 1}/W[1 5 2]{f'/Index[{kept}]' if self._late else ''}"
            f"/Root {root} 0 R/Info {info} 0 R/ID[<{digest}><{digest}>]/Filter/FlateDecode"
            f"/DecodeParms<</Predictor 12/Columns {_ROW.size - 1}>>"
        )
        packer = zlib.compressobj(self._level)
        runs = chain(late, _RUN.iter_unpack(self._runs))
        parts = [packer.compress(_ROW.pack(0, 0, 0, 0xFFFF))]
        while some := [_rows(*run) for run in islice(runs, _ROWS)]:
            parts.append(packer.compress(b"".join(some)))
        table = b"".join([*parts, packer.flush()])
        self._write(b"%d 0 obj\n%b\nendobj\n" % (number, stream(table, entries)))
        self._write(b"startxref\n%d\n%%%%EOF\n" % offset)
        self._flush()

    def _write_pack(self) -> None:
        """Write the small objects that have come so far as one stream."""
        if not self._pack:
            return
        pack, self._pack, self._packed = tuple(sorted(self._pack)), [], 0
        number, place = self.reserve(), 0
        first = begin = pack[0].first
        for group in pack:
            if group.first != first:
                self._waiting[begin] = first - begin, _PACKED, number, place
                place += first - begin
                begin = group.first
            first = group.first + len(group.spellings)
        self._waiting[begin] = first - begin, _PACKED, number, place
        self.put_stream(number, *self._squeeze(pack, self._level))

    def _write(self, data: bytes) -> None:
        self._buffer.append(data)
        self._buffered += len(data)
        if self._buffered > _BUFFER:
            self._flush()

    def _flush(self) -> None:
        data, self._buffer = b"".join(self._buffer), []
        self._written += self._buffered
        self._buffered = 0
        self._digest.update(data)
        self._sink(data)

    def _settle(self) -> None:
        """Note where objects are, in the order of their numbers, as far as all are known."""
        while run := self._waiting.pop(self._next, None):
            self._runs += _RUN.pack(*run)
            self._next += run[0]


def _squeeze(pack: tuple[Group, ...], level: int) -> tuple[bytes, str]:
    """Objects as one compressed stream, and the entries of its dictionary."""
    spelt = [spelling for group in pack for spelling in group.spellings]
    numbers = chain.from_iterable(
        [range(group.first, group.first + len(group.spellings)) for group in pack]
    )
    offsets = map(add, accumulate(map(len, spelt), initial=0), count())
    pairs = chain.from_iterable(zip(numbers, offsets, strict=False))
    index = ("%d %d " * len(spelt)) % tuple(pairs)
    data = zlib.compress((index + "\n".join(spelt)).encode("ascii"), level)
    return data, f"/Type/ObjStm/N {len(spelt)}/First {len(index)}/Filter/FlateDecode"


_squeeze_kept = kept(_MOST_KEPT, key=lambda pack, level: (pack, level), second=True)(_squeeze)


def _rows(objects: int, type_: int, where: int, place: int) -> bytes:
    """The rows of the table for a run of objects."""
    row = _ROW.pack(type_, where >> 32, where & 0xFFFFFFFF, place)
    if objects == 1:
        return row
    places = range(place + 1, place + objects)
    if place >> 8 == places[-1] >> 8:
        return row + _NEXT * len(places)
    return row + b"".join([_NEXT if place & 0xFF else _NEXT_256 for place in places])


def read_table(data: bytes) -> list[tuple[int, int, int]]:
    """The rows of the table of a file that `File` wrote, from the data as it is stored."""
    rows: list[tuple[int, int, int]] = []
    table = zlib.decompress(data)
    for start in range(0, len(table), _ROW.size):
        if table[start]:
            type_, where, place = rows[-1]
            rows.append((type_, where, place + 1))
        else:
            type_, high, low, place = _ROW.unpack_from(table, start)
            rows.append((type_, high << 32 | low, place))
    return rows
