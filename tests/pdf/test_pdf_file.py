"""The bytes of a file: objects in packs, streams, the table of where they are, forks."""

from io import BytesIO

import pypdf
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFStream

from worksheets.pdf.file import FONTS, File

SIZES = st.lists(st.integers(-40, 300), max_size=5)


def fill(file: File, sizes: list[int]) -> dict[int, object]:
    """Put streams (sizes below 0), groups of objects, and packs (size 0); what is wanted."""
    wanted: dict[int, object] = {}
    for size in sizes:
        if size < 0:
            wanted[file.add(PDFStream(PDFDictionary({"Y": "1"}), b"x" * -size))] = b"x" * -size
        elif size:
            first = file.reserve(size)
            numbers = range(first, first + size)
            file.put_all({number: f"[{number}]" for number in numbers})
            wanted |= {number: [number] for number in numbers}
        else:
            file.pack()
    return wanted


def begin() -> tuple[File, str]:
    """A file with a catalog; a reference to that."""
    file = File()
    pages = file.refer(file.Pages)
    root = file.refer(PDFDictionary({"Type": "/Catalog", "Pages": pages}))
    file.put_known()
    return file, root


def end(file: File, root: str) -> bytes:
    file.put(FONTS, PDFDictionary({}))
    file.pack()
    return file.close(root, root)


def check(data: bytes, wanted: dict[int, object]) -> None:
    reader = pypdf.PdfReader(BytesIO(data), strict=True)
    for number, value in wanted.items():
        found = reader.get_object(number)
        if isinstance(value, bytes):
            assert found.get_data() == value  # type: ignore[union-attr]
        else:
            assert found == value


@settings(max_examples=20)
@given(SIZES)
def test_every_object_is_found_again(sizes: list[int]) -> None:
    (file, root), (other, _) = begin(), begin()
    wanted = fill(file, sizes)
    fill(other, sizes)
    data = end(file, root)
    check(data, wanted)
    assert end(other, root) == data


@settings(max_examples=8)
@given(SIZES, SIZES, SIZES)
def test_forks_are_files_of_their_own(shared: list[int], one: list[int], two: list[int]) -> None:
    file, root = begin()
    wanted = fill(file, shared)
    file.pack()
    file.freeze()
    for sizes in (one, two, one):
        fork = file.fork()
        own = fill(fork, sizes)
        check(end(fork, root), wanted | own)
    first, last = (file.fork() for _ in range(2))
    fill(first, one)
    fill(last, one)
    assert end(first, root) == end(last, root)


def test_a_file_can_be_written_as_it_grows() -> None:
    (file, root), (whole, _) = begin(), begin()
    data = b""
    for _ in range(9):
        fill(file, [300, -20])
        data += file.drain()
        fill(whole, [300, -20])
    assert data + end(file, root) == end(whole, root)
