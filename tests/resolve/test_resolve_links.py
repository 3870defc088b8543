"""Links, QR codes and languages: what leads somewhere, and whose words a sheet shows."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from worksheets.app import parts_of
from worksheets.document import Link
from worksheets.load.order import Order, load_order
from worksheets.model import Clinic
from worksheets.plan import Drawing
from worksheets.qr import QUIET_ZONE, draw_code
from worksheets.resolve import Parts, resolve_handout
from worksheets.resolve.pieces import phone_link
from worksheets.resolve.wording import unless_same

VIDEO = "https://www.example.org/heel-raise/"


@pytest.fixture(scope="module")
def parts() -> Parts:
    """The Achilles program; a video for the heel raise, and a clinic with a page."""
    order = Order("achilles-rupture", date(2026, 12, 7))
    made = parts_of(order, load_order(order))
    raising = made.exercises["heel-raise"].model_copy(update={"video": VIDEO})
    about = {"phone": "Tel. +44 (0)1632 960001", "website": "https://example.org"}
    clinic = Clinic.model_validate({"kind": "clinic", "id": "c", "name": "Ankle Clinic", **about})
    return replace(made, exercises={**made.exercises, "heel-raise": raising}, clinic=clinic)


@pytest.mark.parametrize(
    ("phone", "shown", "target"),
    [
        ("01632 960001", "01632 960001", "tel:01632960001"),
        ("111", "111", "tel:111"),
        ("Tel. (01632) 960001, weekdays", "(01632) 960001", "tel:01632960001"),
        ("+44 (0)1632 960001", "+44 (0)1632 960001", "tel:+441632960001"),
        ("+1-555-010-9999", "+1-555-010-9999", "tel:+15550109999"),
        ("01632 960001 ext. 12", "01632 960001", "tel:01632960001"),
    ],
)
def test_a_number_can_be_dialled(phone: str, shown: str, target: str) -> None:
    assert phone_link(phone) == Link(shown, target)


@pytest.mark.parametrize(
    "phone",
    [
        "reception", "____", "12", "1-800-PHYSIO", "1-800 PHYSIO", "01632 960001/2", "030/123456",
        "01632 960001, 01632 960002", "Ward 7: 01632 960001", "*67 01632 960001", "1" * 16,
    ],
)  # fmt: skip
def test_where_the_number_is_not_certain_nothing_is_dialled(phone: str) -> None:
    assert phone_link(phone) is None


def test_addresses_are_shown_short_and_lead_to_the_whole(parts: Parts) -> None:
    sheet = resolve_handout(parts)
    videos = [card.video for card in sheet.cards]
    assert videos == [None, None, None, Link("www.example.org/heel-raise", VIDEO, "Video:"), None]
    assert sheet.masthead.clinic == ("Ankle Clinic", "Tel. +44 (0)1632 960001", "example.org")
    number = Link("+44 (0)1632 960001", "tel:+441632960001")
    assert sheet.masthead.links == (number, Link("example.org", "https://example.org"))
    assert sheet.stop_and_call.phone == number


def test_codes_are_made_when_they_are_asked_for(parts: Parts) -> None:
    sheet = resolve_handout(replace(parts, qr=True))
    codes = [card.video and card.video.code for card in sheet.cards]
    assert [code and code.alt for code in codes] == [
        None, None, None, "QR code: www.example.org/heel-raise", None,
    ]  # fmt: skip
    assert codes[3] and codes[3].image == draw_code(VIDEO)
    assert [bool(link.code) for link in sheet.masthead.links] == [False, True]


@pytest.mark.parametrize("text", [VIDEO, "https://example.org/" + "x" * 280])
def test_a_drawn_code_reads_as_its_address(text: str) -> None:
    drawing = draw_code(text)
    modules = modules_of(drawing)
    side = int(drawing.width)
    assert drawing.width == drawing.height
    assert min(x for x, _ in modules) == min(y for _, y in modules) == QUIET_ZONE
    assert max(x for x, _ in modules) == max(y for _, y in modules) == side - QUIET_ZONE - 1
    image = Image.new("L", (side, side), 255)
    for x, y in modules:
        image.putpixel((x, y), 0)
    (code,) = zxingcpp.read_barcodes(image.resize((4 * side, 4 * side), Image.Resampling.NEAREST))
    assert code.text == text
    assert code.ec_level in ("M", "Q", "H")


def modules_of(drawing: Drawing) -> set[tuple[int, int]]:
    """The squares that the rectangles of a code cover; none is covered twice."""
    covered: list[tuple[int, int]] = []
    (path,) = drawing.paths
    for start in range(0, len(path.steps), 5):
        (_, (left, top)), _, (_, (right, bottom)), *_ = path.steps[start : start + 5]
        covered += [
            (x, y) for x in range(int(left), int(right)) for y in range(int(top), int(bottom))
        ]
    assert len(covered) == len(set(covered))
    return set(covered)


@pytest.mark.parametrize(
    ("language", "sheet", "marked"),
    [
        ("en", "en-GB", ""), ("en-GB", "en-GB", ""), ("en-gb", "en-GB", ""), ("pt-BR", "pt", ""),
        ("en-US", "en-GB", "en-US"), ("en", "de", "en"), ("de", "den", "de"), ("zh", "zh-Hant", ""),
    ],
)  # fmt: skip
def test_equal_languages_need_no_mark(language: str, sheet: str, marked: str) -> None:
    assert unless_same(language, sheet) == marked


def test_words_in_another_language_than_the_sheet_are_known(parts: Parts) -> None:
    def languages(**program: Any) -> tuple[str, list[str], list[str]]:
        changed = replace(
            parts,
            locale=parts.locale.model_copy(update={"language": "de"}),
            exercises={
                **parts.exercises,
                "heel-raise": parts.exercises["heel-raise"].model_copy(update={"language": "de"}),
            },
            program=parts.program.model_copy(update=program),
        )
        made = resolve_handout(changed)
        names = [card.name_language for card in made.cards]
        return made.program_language, names, [card.language for card in made.cards]

    mixed = ["en", "en", "en", "", "en"]
    assert languages() == ("en", mixed, mixed)
    assert languages(language="de-AT") == ("", mixed, mixed)
    items = tuple(item.model_copy(update={"name": "Wade"}) for item in parts.program.exercises)
    assert languages(language="de", exercises=items) == ("", [""] * 5, mixed)
    assert resolve_handout(parts).program_language == ""
    assert {card.language for card in resolve_handout(parts).cards} == {""}
