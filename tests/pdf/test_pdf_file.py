"""The bytes of a file: streams in segments, objects in packs, the table of where they are."""

import re
import zlib
from io import BytesIO

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from worksheets.pdf.deflate import Segment, join_segments
from worksheets.pdf.file import File, Packing, read_table
from worksheets.pdf.objects import Group

DATA = st.one_of(
    st.binary(max_size=300), st.builds(bytes.__mul__, st.binary(max_size=9), st.integers(0, 9000))
)


@given(st.lists(DATA, max_size=6), st.integers(0, 5))
def test_segments_join_to_one_stream(parts: list[bytes], again: int) -> None:
    segments = [Segment(part) for part in parts]
    segments += segments[:again]
    data = b"".join(one.data for one in segments)
    assert zlib.decompress(join_segments(segments)) == data
    assert join_segments(segments) == join_segments([Segment(one.data) for one in segments])


def test_segments_hardly_cost_compression() -> None:
    """Each looks back at the one before it."""
    lines = [b"%d %d Td [<00410042>] TJ\n" % (n, n * 7 % 91) for n in range(1500)]
    whole = len(zlib.compress(b"".join(lines), 2))
    cut = [Segment(b"".join(lines[n : n + 100])) for n in range(0, 1500, 100)]
    assert len(join_segments(cut)) < 1.15 * whole


def make_file(sizes: list[int], late: int, most: int) -> tuple[bytes, dict[int, object]]:
    """A file of streams (sizes below 0), groups of objects, and objects that are written last."""
    parts: list[bytes] = []
    file = File(parts.append, late=late, packing=Packing(most, 1, kept=bool(late % 2)))
    wanted: dict[int, object] = {}
    root, info = file.reserve(), file.reserve()
    last = [file.reserve_late() for _ in range(late // 2)]
    for size in sizes:
        if size < 0:
            wanted[file.add_stream(b"x" * -size, "/Y 1")] = b"x" * -size
        elif size:
            first = file.reserve(size)
            file.put_group(Group(first, tuple([f"[{first + n}]" for n in range(size)])))
            wanted |= {first + n: [first + n] for n in range(size)}
    for number in reversed(last):
        file.put(number, f"[{number}]")
        wanted[number] = [number]
    file.put(info, "<<>>")
    file.put(root, "<</Type/Catalog/Pages<</Type/Pages/Kids[]/Count 0>>>>")
    file.close(root, info)
    return b"".join(parts), wanted


@given(st.lists(st.integers(-40, 600), max_size=12), st.integers(0, 9), st.integers(1, 900))
def test_every_object_is_found_again(sizes: list[int], late: int, most: int) -> None:
    data, wanted = make_file(sizes, late, most)
    reader = pypdf.PdfReader(BytesIO(data), strict=True)
    for number, value in wanted.items():
        found = reader.get_object(number)
        if isinstance(value, bytes):
            assert found.get_data() == value  # type: ignore[union-attr]
        else:
            assert found == value
    assert (data, wanted) == make_file(sizes, late, most)


@given(st.lists(st.integers(-40, 600), max_size=12), st.integers(1, 900))
def test_the_table_reads_back(sizes: list[int], most: int) -> None:
    data, wanted = make_file(sizes, 0, most)
    offset = int(data.rsplit(b"startxref\n")[-1].split()[0])
    found = re.compile(rb"\d+ 0 obj\n<<.*?/Length (\d+)>>\nstream\n", re.DOTALL).match(data, offset)
    assert found
    rows = read_table(data[found.end() : found.end() + int(found[1])])
    assert rows[0] == (0, 0, 65535)
    for number, (kind, where, place) in enumerate(rows[1:], 1):
        at = where if kind == 1 else rows[where][1]
        assert data[at:].startswith(b"%d 0 obj" % (number if kind == 1 else where))
        if kind == 2:
            packed = data[data.index(b"stream\n", at) + 7 :]
            index = zlib.decompressobj().decompress(packed).split()
            assert int(index[2 * place]) == number
    size = re.search(rb"/Size (\d+)", found[0])
    assert size
    assert len(rows) == int(size[1]) > max(wanted, default=0)


def test_a_number_without_an_object_is_no_file() -> None:
    for late in (0, 3):
        file = File(lambda data: None, late=late)
        root = file.add("<<>>")
        forgotten = file.reserve_late() if late else file.reserve()
        with pytest.raises(ValueError, match="never written"):
            file.close(root, root)
        assert forgotten


def test_late_numbers_are_no_more_than_were_kept() -> None:
    file = File(lambda data: None, late=2)
    assert [file.reserve_late(), file.reserve_late(), file.reserve()] == [1, 2, 3]
    with pytest.raises(ValueError, match="no numbers are left"):
        file.reserve_late()
