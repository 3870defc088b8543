"""A file says what it is, and nothing about whose it is unless somebody asked for that."""

from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
from access_checks import structure_problems
from access_files import CASES, Case, complaints, file_of, plan_of, read_case
from access_tree import all_objects
from click.testing import CliRunner
from pypdf.generic import StreamObject

from worksheets.cli.main import main
from worksheets.pdf.draw import DrawOptions, draw_plan

PRIVATE = {
    "--name": "Siobhán Ní Bhriain",
    "--id": "N0031-77",
    "--start": "2027-03-09",
    "--surgery": "2027-01-26",
    "--clinician": "J. Quillfeather",
}
DATES = ["9 March 2027", "26 January 2027", "2027-03-09", "20270309", "2027-01-26", "20270126"]


def handout(folder: Path, *words: str) -> bytes:
    """A sheet of the command, with everything about the patient that can be said."""
    target = folder / "sheet.pdf"
    options = [word for pair in PRIVATE.items() for word in pair]
    command = ["handout", "achilles-rupture", "--issued", "2027-03-02", "-o", str(target)]
    result = CliRunner().invoke(main, [*command, *options, *words], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return target.read_bytes()


def about(data: bytes) -> str:
    """The information dictionary and the metadata stream, in words."""
    reader = pypdf.PdfReader(BytesIO(data))
    catalog: Any = reader.root_object
    written = catalog["/Metadata"].get_data().decode("utf-8")
    return "\n".join([written, *(str(value) for value in (reader.metadata or {}).values())])


def everything_but_pages(data: bytes) -> str:
    """Every text in a file that is not on a page: titles, tooltips, names, metadata."""
    reader = pypdf.PdfReader(BytesIO(data))
    pages = {one.get_object().get_data() for page in reader.pages for one in streams_of(page)}
    said = []
    for thing in all_objects(reader):
        said += texts(thing)
        if isinstance(thing, StreamObject) and "/Width" not in thing:
            content = thing.get_data()
            if content not in pages:
                said.append(content.decode("utf-8", "replace"))
    return "\n".join(said)


def streams_of(page: Any) -> list[Any]:
    contents = page["/Contents"].get_object()
    return list.__iter__(contents) if isinstance(contents, list) else [contents]  # type: ignore[return-value]


def texts(thing: Any) -> list[str]:
    if isinstance(thing, dict):
        return [text for key in thing for text in texts(dict.__getitem__(thing, key))]
    if isinstance(thing, list):
        return [text for item in list.__iter__(thing) for text in texts(item)]
    return [thing] if isinstance(thing, str) else []


@pytest.mark.parametrize("form", [(), ("--fillable",), ("--archive",)], ids=" ".join)
def test_nothing_about_the_patient_leaves_the_page(tmp_path: Path, form: tuple[str, ...]) -> None:
    data = handout(tmp_path, *form)
    said = everything_but_pages(data)
    for secret in [*PRIVATE.values(), "Siobhán", "Bhriain", "Quillfeather", *DATES]:
        assert secret not in said
        assert secret.encode() not in data
    page = pypdf.PdfReader(BytesIO(data)).pages[0].extract_text()
    assert "N0031-77" in page, "else there would be nothing to find"


@pytest.mark.parametrize("form", [(), ("--fillable",), ("--archive",)], ids=" ".join)
def test_who_asks_for_it_finds_the_patient_in_the_metadata(
    tmp_path: Path, form: tuple[str, ...]
) -> None:
    data = handout(tmp_path, "--patient-in-metadata", *form)
    said = about(data)
    assert said.count(PRIVATE["--name"]) >= 2, "in both, which must agree"
    assert said.count(PRIVATE["--id"]) >= 2
    assert complaints(data) == []
    assert structure_problems(data) == []


@pytest.mark.parametrize("word", ["--fillable", "--archive"])
def test_the_command_passes_on_what_it_is_asked(tmp_path: Path, word: str) -> None:
    file = pypdf.PdfReader(BytesIO(handout(tmp_path, word)))
    wanted = {"--fillable": "/AcroForm", "--archive": "/OutputIntents"}
    catalog: Any = file.root_object
    assert {one for one, entry in wanted.items() if entry in catalog} == {word}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_title_is_the_programs(case: Case) -> None:
    file = read_case(case)
    information = file.reader.metadata
    assert information is not None
    assert information.title == plan_of(case).title
    assert information.author is None
    metadata = file.reader.xmp_metadata
    assert metadata is not None
    assert metadata.dc_title == {"x-default": plan_of(case).title}
    assert metadata.xmp_create_date == information.creation_date.replace(tzinfo=None)  # type: ignore[union-attr]
    assert metadata.pdf_producer == information.producer


@pytest.mark.parametrize(
    "options", [DrawOptions(), DrawOptions(fillable=True), DrawOptions(archive=True)]
)
@pytest.mark.parametrize("content", ["short", "long"])
def test_the_same_sheet_gives_the_same_bytes(content: str, options: DrawOptions) -> None:
    case = Case(content=content, fillable=options.fillable, archive=options.archive)
    first = file_of(case)
    draw_plan(plan_of(Case("grid", content="long")), None, DrawOptions(fillable=True))
    again = draw_plan(plan_of(case), None, options)
    assert again != first, "another moment"
    assert draw_plan(plan_of(case), None, options) == again


def test_one_moment_in_two_time_zones_is_written_as_it_was_given() -> None:
    """What a file says of itself is kept for others: equal moments may be other words."""
    plan = plan_of(CASES[0])
    here = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)
    there = here.astimezone(timezone(timedelta(hours=5, minutes=30)))
    assert here == there
    for moment, entry in ((here, "20261201083000+00'00'"), (there, "20261201140000+05'30'")):
        said = about(draw_plan(plan, moment))
        assert entry in said
        assert moment.isoformat() in said
