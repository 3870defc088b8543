"""Records of a manifest are found by row and by file, whatever files they name."""

from dataclasses import replace
from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st

from worksheets.batch.earlier import FIRST_LINE, LAST_LINE_START, Earlier
from worksheets.batch.records import Record, to_line
from worksheets.batch.task import Made

MADE = Made(row=2, number="0130", file="print.pdf", pages=1, sha256="a" * 64, input="b" * 64)


def earlier(files: list[str]) -> Earlier:
    """What is known of a manifest with a record for each of these files."""
    lines = [
        to_line(Record(replace(MADE, row=row, file=file), "ok")).rstrip()
        for row, file in enumerate(files, 2)
    ]
    end = (b"\n" if lines else b"") + LAST_LINE_START + b"}}\n"
    return Earlier(BytesIO(FIRST_LINE + b",\n".join(lines) + end), "manifest.json")


@given(st.lists(st.sampled_from(["", "a.pdf", "b.pdf", "c.pdf"]) | st.text("01.", max_size=3)))
def test_the_first_record_of_a_file_is_found(files: list[str]) -> None:
    records = earlier(files)
    for file in filter(None, {*files, "d.pdf"}):
        assert records.of_file(file) == (files.index(file) if file in files else None)
    for place in range(len(files)):
        assert records.of_row(place + 2) == place


def test_a_file_of_50_000_patients_is_looked_at_once() -> None:
    """With a look at every patient before, it would take minutes here, and hours for 100,000."""
    records = earlier(["print.pdf"] * 50_000)
    assert records.of_file("print.pdf") == 0
    assert records.of_row(50_001) == 49_999
