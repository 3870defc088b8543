"""No word of one patient on a page of another, with any templates and options, in any order."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pypdfium2 as pdfium
import pytest
from click.testing import CliRunner
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from worksheets.cli.main import main

PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
"""Without shrinking, which takes minutes of making batches."""

HEAD = "kind: template\nname: Ours\ndescription: One of ours.\n"
OWN_TEMPLATES = {
    "masthead-last": "blocks: [purpose, cards, week-grid, masthead]\n",
    "all-blocks": "blocks: [masthead, list, purpose, cards, {block: week-grid, dose: true}]\n",
    "week-twice": "blocks: [masthead, purpose, week-grid, cards, {block: week-grid, fill: true}]\n",
    "our-booklet": (
        "document: booklet\ntype: {largest: 13 pt, smallest: 9 pt}\nblocks: "
        "[cover, stop-and-call, charts, contents, timeline, phases, weeks, exercises]\n"
    ),
}
"""Templates as users write them, with every block in another place than in ours."""

TEMPLATES = ["handout", "compact", "grid", "booklet", *OWN_TEMPLATES]
COLUMNS = ("id", "name", "clinician", "note", "address line 1", "town")
"""Columns of words: each patient's are found on no other page."""


class Row(NamedTuple):
    """A row of a roster: a number that its words are made from, and what it asks for."""

    number: int
    known: frozenset[str]
    template: str
    side: str
    start: str
    sets: str

    def words(self) -> dict[str, str]:
        """Words that no other row has, also not as a part of others."""
        made = {column: f"{_word(self.number, place)}" for place, column in enumerate(COLUMNS)}
        made["name"] = f"{made['name']} {_word(self.number, 7)}"
        made["id"] = f"N{self.number:04d}Q"
        return {column: made[column] for column in COLUMNS if column in self.known}


def _word(number: int, place: int) -> str:
    letters = "bcdfghjklmnprstvwz"
    digits = f"{number:04d}{place}"
    return "X" + "".join(f"{letters[int(digit) + i]}o" for i, digit in enumerate(digits)) + "x"


rows = st.builds(
    Row,
    number=st.integers(0, 9999),
    known=st.sets(st.sampled_from(COLUMNS[2:])).map(
        lambda known: frozenset(known | {"id", "name"})
    ),
    template=st.sampled_from(TEMPLATES),
    side=st.sampled_from(["left", "right", "both", ""]),
    start=st.sampled_from(["", "2026-12-07", "2026-12-08", "2026-12-14"]),
    sets=st.sampled_from(["", "2", "3"]),
)
patients = st.lists(rows, min_size=4, max_size=7, unique_by=lambda row: row.number)
OPTIONS: tuple[list[str], ...] = (
    [],
    ["--fillable"],
    ["--with-notes"],
    ["--marks", "--with-notes"],
    ["--archive"],
)


@settings(max_examples=12, phases=PHASES)
@given(patients, st.sampled_from(OPTIONS))
def test_a_file_for_each_patient(rows: list[Row], options: list[str]) -> None:
    with TemporaryDirectory() as folder:
        check_files(rows, Path(folder), *options)


@settings(max_examples=4, phases=PHASES)
@given(patients)
def test_pages_in_window_envelopes(rows: list[Row]) -> None:
    addressed = [row._replace(known=frozenset(COLUMNS)) for row in rows]
    with TemporaryDirectory() as folder:
        check_files(addressed, Path(folder), "--window", "uk", "--with-notes")


@settings(max_examples=6, phases=PHASES)
@given(patients, st.booleans())
def test_one_file_for_the_print_room(rows: list[Row], is_duplex: bool) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        target = folder / "print.pdf"
        options = ["--duplex"] if is_duplex else []
        batch(rows, folder, "--merge", str(target), "--with-notes", *options)
        cover, *pages = texts_of(target.read_bytes())
        assert not any(word in cover for row in rows for word in row.words().values())
        for place, row in enumerate(rows, 1):
            mark = f"{place} / {len(rows)}"
            own = [page for page in pages if mark in page]
            pages = [page for page in pages if mark not in page]
            check_words(row, rows, own)
        assert not "".join(pages).strip()  # blank backs


def test_two_processes(tmp_path: Path) -> None:
    known = frozenset(COLUMNS)
    rows = [
        Row(number * 37, known, TEMPLATES[number % 4], "left", "2026-12-07", "")
        for number in range(24)
    ]
    check_files(rows, tmp_path, "--jobs", "2", "--with-notes")


def check_files(rows: Sequence[Row], folder: Path, *options: str) -> None:
    """A batch with a file for each row."""
    out = folder / "sheets"
    batch(rows, folder, "-o", str(out), *options)
    for row in rows:
        data = (out / f"{row.words()['id']}.pdf").read_bytes()
        pages = list(texts_of(data))
        fields = PdfReader(BytesIO(data)).get_fields() or {}
        check_words(row, rows, [*pages, str(fields)])


def check_words(row: Row, rows: Sequence[Row], texts: Sequence[str]) -> None:
    """The texts of a document have its patient's words, and nobody else's."""
    text = "\n".join(texts)
    own = row.words()
    assert own["name"].split()[0] in text
    for other in rows:
        if other is not row:
            for words in other.words().values():
                assert not [word for word in words.split() if word in text]


def batch(rows: Sequence[Row], folder: Path, *options: str) -> None:
    """Print a roster of these rows; all of them are printed."""
    for name, blocks in OWN_TEMPLATES.items():
        (folder / f"{name}.yaml").write_text(f"{HEAD}{blocks}", "utf-8")
    roster = folder / "roster.csv"
    columns = [*COLUMNS, "program", "template", "weeks", "side", "start", "heel-raise.sets"]
    with roster.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(map(_cells, rows))
    words = ["batch", str(roster), "--library", str(folder), "--issued", "2026-12-01", *options]
    result = CliRunner().invoke(main, words, catch_exceptions=False)
    assert result.exit_code == 0, result.output


def _cells(row: Row) -> Mapping[str, str]:
    return {
        **row.words(),
        "program": "achilles-rupture",
        "template": row.template,
        "weeks": "2" if "booklet" in row.template else "",
        "side": row.side,
        "start": row.start,
        "heel-raise.sets": row.sets,
    }


def texts_of(data: bytes) -> Iterator[str]:
    """The text of each page, without spaces at the ends of lines."""
    document = pdfium.PdfDocument(data)
    for page in document:
        yield page.get_textpage().get_text_range()


def test_the_check_finds_a_word_of_somebody_else() -> None:
    rows = [Row(number, frozenset(COLUMNS), "handout", "", "", "") for number in (1, 2)]
    words = [" ".join(row.words().values()) for row in rows]
    with pytest.raises(AssertionError):
        check_words(rows[0], rows, [words[0] + rows[1].words()["town"]])
    check_words(rows[0], rows, [words[0]])
