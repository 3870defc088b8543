"""Files that are filled in on a screen: filled by other programs, and read back."""

import ctypes
from io import BytesIO
from typing import Any

import pypdf
import pypdfium2
import pytest
from access_checks import field_name
from access_files import (
    CASES,
    Case,
    complaints,
    document_of,
    file_of,
    frame_of,
    plan_of,
    read_case,
)
from access_tree import Linked, TaggedFile, all_objects, keys_of
from access_words import spoken_fields
from pypdf.generic import NameObject

from worksheets.plan import Role

FORMS = [case for case in CASES if case.fillable]
BLANK = Case(fillable=True, content="blank")


def widgets(file: TaggedFile) -> list[Any]:
    return [note for _, note in file.annotations() if note["/Subtype"] == "/Widget"]


@pytest.mark.parametrize("case", FORMS, ids=str)
def test_every_box_and_line_is_a_field_with_its_name(case: Case) -> None:
    named = [
        node.tag.name
        for page in plan_of(case).pages
        for piece in page.pieces
        for node in piece.node.nodes()
        if node.tag.role in (Role.TICK_BOX, Role.FIELD) and node.tag.name
    ]
    names = [field_name(widget) for widget in widgets(read_case(case))]
    assert names == named
    assert len(names) == len(set(names))
    assert names


@pytest.mark.parametrize("case", FORMS, ids=str)
def test_the_tooltips_say_the_sheet_in_order(case: Case) -> None:
    said = [str(widget["/TU"]) for widget in widgets(read_case(case))]
    assert said == spoken_fields(document_of(case), frame_of(case))


@pytest.mark.parametrize("case", FORMS, ids=str)
def test_the_tab_key_goes_in_reading_order(case: Case) -> None:
    file = read_case(case)
    in_tree = [
        kid.number for element in file.elements for kid in element.kids if isinstance(kid, Linked)
    ]
    listed = [note.indirect_reference.idnum for _, note in file.annotations()]
    assert listed == in_tree
    assert {str(page["/Tabs"]) for page in file.reader.pages} == {"/S"}


@pytest.mark.parametrize("case", FORMS, ids=str)
def test_nothing_in_a_form_runs(case: Case) -> None:
    things = all_objects(read_case(case).reader)
    keys = {key for thing in things for key in keys_of(thing)}
    assert keys.isdisjoint({"/JS", "/JavaScript", "/AA", "/XFA", "/NeedAppearances"})
    actions = [thing["/A"]["/S"] for thing in things if is_link(thing)]
    assert set(actions) <= {"/URI"}


def is_link(thing: Any) -> bool:
    return isinstance(thing, dict) and thing.get("/Subtype") == "/Link"


def kinds(file: TaggedFile) -> dict[str, str]:
    return {field_name(widget): str(widget["/FT"]) for widget in widgets(file)}


VALUES = {"/Btn": "/Yes", "/Tx": "Siobhán", "/Ch": "7"}


def test_pypdf_fills_every_field_and_reads_it_back() -> None:
    data = file_of(BLANK)
    wanted = {name: VALUES[kind] for name, kind in kinds(read_case(BLANK)).items()}
    assert set(VALUES.values()) == set(wanted.values()), "all kinds of fields"
    writer = pypdf.PdfWriter(clone_from=BytesIO(data))
    for page in writer.pages:
        writer.update_page_form_field_values(page, wanted, auto_regenerate=False)
    file = BytesIO()
    writer.write(file)
    found = pypdf.PdfReader(BytesIO(file.getvalue())).get_fields() or {}
    assert {name: found[name].value for name in wanted} == wanted
    assert complaints(file.getvalue()) == []


def test_a_ticked_box_looks_ticked() -> None:
    """PDFium draws the appearance that the file brings along, with no fonts of its own."""
    empty, ticked = (
        render(file_of(BLANK)),
        render(with_boxes_ticked(file_of(BLANK))),
    )
    darker = sum(after < before - 60 for before, after in zip(empty, ticked, strict=True))
    assert darker > 50 * len([kind for kind in kinds(read_case(BLANK)).values() if kind == "/Btn"])


def test_frames_and_lines_are_on_the_page_whatever_becomes_of_the_fields() -> None:
    """Programs that fill in forms ask for new appearances: what is in the old ones alone goes."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(file_of(BLANK)))
    notes: Any = writer.pages[0]["/Annots"]
    for note in notes:
        note.get_object().pop("/AP", None)
    file = BytesIO()
    writer.write(file)
    page = pypdfium2.PdfDocument(file.getvalue())[0]
    image = page.render(scale=4, may_draw_forms=False).to_pil().convert("L")
    seen = 0
    for widget in widgets(read_case(BLANK)):
        left, bottom, right, _ = (float(edge) for edge in widget["/Rect"])
        if widget["/FT"] == "/Btn" or field_name(widget).startswith("patient."):
            x, y = (left + right) / 2, page.get_height() - bottom
            column = [image.getpixel((int(x * 4), int(y * 4) + n)) for n in range(-6, 7)]
            assert min(column) < 128, field_name(widget)
            seen += 1
    assert seen > 30


def test_a_field_takes_the_letters_that_the_page_can_print() -> None:
    root: Any = pypdf.PdfReader(BytesIO(file_of(BLANK))).trailer["/Root"]
    known = str(root["/AcroForm"]["/DR"]["/Font"]["/Body"]["/ToUnicode"].get_data())
    assert all(f"<{ord(letter):04X}>" in known for letter in "éßŁŻłćşİ")


def with_boxes_ticked(data: bytes) -> bytes:
    writer = pypdf.PdfWriter(clone_from=BytesIO(data))
    for page in writer.pages:
        for note in page.get("/Annots", ()):
            widget = note.get_object()
            if widget.get("/FT") == "/Btn":
                widget[NameObject("/AS")] = widget[NameObject("/V")] = NameObject("/Yes")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def render(data: bytes) -> bytes:
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    pixels: bytes = document[0].render(scale=2, may_draw_forms=True).to_pil().convert("L").tobytes()
    document.close()
    return pixels


def test_a_reader_ticks_and_writes_and_saves() -> None:
    """As a person does with a mouse and a keyboard, through PDFium's forms."""
    file = read_case(BLANK)
    boxes = [widget for widget in widgets(file) if widget["/FT"] == "/Btn"][:3]
    lines = [widget for widget in widgets(file) if widget["/FT"] == "/Tx"][:2]
    pain = next(widget for widget in widgets(file) if widget["/FT"] == "/Ch")
    document = pypdfium2.PdfDocument(file_of(BLANK))
    document.init_forms()
    page = document[0]
    for widget in boxes:
        click(document, page, widget)
    for number, widget in enumerate(lines):
        click(document, page, widget)
        type_text(document, page, f"Łódź {number}")
    click(document, page, pain)
    pypdfium2.raw.FORM_SetIndexSelected(document.formenv, page, 8, True)
    pypdfium2.raw.FORM_ForceToKillFocus(document.formenv)
    saved = BytesIO()
    document.save(saved)
    page.close()
    document.close()
    found = pypdf.PdfReader(BytesIO(saved.getvalue())).get_fields() or {}
    for widget in boxes:
        assert found[field_name(widget)].value == "/Yes"
    for number, widget in enumerate(lines):
        assert found[field_name(widget)].value == f"Łódź {number}"
    assert found[field_name(pain)].value == "7"


def click(document: Any, page: Any, widget: Any) -> None:
    left, bottom, right, top = (float(edge) for edge in widget["/Rect"])
    spot = (document.formenv, page, 0, (left + right) / 2, (bottom + top) / 2)
    pypdfium2.raw.FORM_OnMouseMove(*spot)
    pypdfium2.raw.FORM_OnLButtonDown(*spot)
    pypdfium2.raw.FORM_OnLButtonUp(*spot)


def type_text(document: Any, page: Any, text: str) -> None:
    written = (text + "\0").encode("utf-16-le")
    letters = ctypes.cast(ctypes.c_char_p(written), ctypes.POINTER(ctypes.c_ushort))
    pypdfium2.raw.FORM_ReplaceSelection(document.formenv, page, letters)


def test_what_is_written_in_one_field_shows_in_no_other() -> None:
    """Programs write into the appearance of a field, so two fields may never share one."""
    reader = pypdf.PdfReader(BytesIO(file_of(Case("handout", fillable=True))))
    page: Any = reader.pages[0]
    looks = [
        widget["/AP"].raw_get("/N").idnum
        for widget in (one.get_object() for one in page["/Annots"])
        if widget.get("/FT") in ("/Tx", "/Ch")
    ]
    assert len(looks) > 10
    assert len(set(looks)) == len(looks)
