"""Links, QR codes and languages in a Plan: nothing moves by a link, nothing of it is clipped."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from block_pages import nodes_of
from letter_plans import document_from
from plan_checks import check_plan, text_of

from worksheets.app import parts_of
from worksheets.layout import lay_out
from worksheets.load.order import Order, load_order
from worksheets.model import Clinic
from worksheets.plan import Drawing, GlyphRun, Node, Picture, Plan, Role
from worksheets.resolve import Parts

VIDEO = "https://example.org/heel-raise"
LONG = "https://example.org/watch?v=" + "abcdefghij.klmno&" * 15
PHONE = "+44 (0)1632 960001"


def plan_of(
    template: str = "handout", *, video: str | None = None, clinic: Any = None, **changes: Any
) -> Plan:
    """The Achilles program with a video for the heel raise."""
    order = Order("achilles-rupture", date(2026, 12, 7), template)
    loaded = load_order(order)
    parts = parts_of(order, loaded)
    raising = parts.exercises["heel-raise"].model_copy(update={"video": video})
    about = {"kind": "clinic", "id": "c", "name": "Ankle Clinic", **(clinic or {})}
    whole: Parts = replace(
        parts,
        exercises={**parts.exercises, "heel-raise": raising},
        clinic=Clinic.model_validate(about),
        **changes,
    )
    return lay_out(document_from(whole), loaded.template, loaded.paper)[0]


def links_of(plan: Plan) -> list[tuple[str, str]]:
    """Words and target of each link; the parts of one that a card is cut in are one element."""
    links: dict[object, tuple[str, str]] = {}
    for n, node in enumerate(nodes_of(plan.pages, Role.LINK)):
        said, target = links.get(node.tag.key or n, ("", node.tag.target))
        links[node.tag.key or n] = said + text_of(node), target
    return list(links.values())


def glyphs_of(plan: Plan) -> list[tuple[float, float, str, int]]:
    """Every glyph with its place to a thousandth of a point."""
    placed = []
    for page in plan.pages:
        for piece in page.pieces:
            for run in piece.node.marks():
                if isinstance(run, GlyphRun):
                    x = piece.x + run.x
                    for glyph in (glyph for word in run.words for glyph in word.glyphs):
                        place = round(x, 3), round(piece.y + run.y, 3)
                        placed.append((*place, run.words[0].font, glyph.id))
                        x += glyph.advance * run.size / 1000
    return sorted(placed)


@pytest.mark.parametrize("template", ["handout", "compact"])
def test_only_the_words_of_a_link_are_in_its_node(template: str) -> None:
    about = {"phone": f"Tel. {PHONE}, weekdays", "website": "https://example.org/"}
    plan = plan_of(template, video=VIDEO, clinic=about)
    assert links_of(plan) == [
        (PHONE, "tel:+441632960001"),
        ("example.org", "https://example.org/"),
        (PHONE, "tel:+441632960001"),
        ("example.org/heel-raise", VIDEO),
    ]
    for node in nodes_of(plan.pages, Role.PARAGRAPH):
        for child in node.children:
            if isinstance(child, Node) and child.tag.role is Role.LINK:
                assert len(text_of(node)) > len(text_of(child)), "the rest stays in the paragraph"
    check_plan(plan)


def test_nothing_moves_by_a_link(monkeypatch: pytest.MonkeyPatch) -> None:
    linked = plan_of(clinic={"phone": PHONE})
    monkeypatch.setattr("worksheets.resolve.pieces.phone_link", lambda phone: None)
    plain = plan_of(clinic={"phone": PHONE})
    assert len(links_of(linked)) == 2 and not links_of(plain)
    assert glyphs_of(linked) == glyphs_of(plain)


@pytest.mark.parametrize("qr", [False, True])
@pytest.mark.parametrize("template", ["handout", "compact"])
@pytest.mark.parametrize("address", [LONG, "https://example.org/" + "x" * 280])
def test_a_long_address_is_broken_and_never_clipped(address: str, template: str, qr: bool) -> None:
    plan = plan_of(template, video=address, qr=qr)
    check_plan(plan)
    assert links_of(plan) == [(address.removeprefix("https://"), address)]
    links = nodes_of(plan.pages, Role.LINK)
    marks = [mark for link in links for mark in link.marks()]
    ends = [mark.words[-1].text[-1] for mark in marks if isinstance(mark, GlyphRun)]
    if address == LONG:
        assert set(ends) <= set("/?=.&")
    assert len(ends) > 1


@pytest.mark.parametrize("template", ["handout", "compact"])
@pytest.mark.parametrize("address", [VIDEO, LONG])
def test_a_code_stands_beside_its_address_and_is_large_enough(address: str, template: str) -> None:
    about = {"website": "https://example.org"}
    plan = plan_of(template, video=address, clinic=about, qr=True)
    check_plan(plan)
    codes = [
        node
        for node in nodes_of(plan.pages, Role.FIGURE)
        if node.tag.accessible_text.startswith("QR code")
    ]
    assert [code.tag.accessible_text.removeprefix("QR code: ") for code in codes] == [
        text for text, _ in links_of(plan)
    ]
    for code in codes:
        (picture,) = code.marks()
        assert isinstance(picture, Picture) and isinstance(picture.image, Drawing)
        assert picture.width == picture.height >= 16 * 72 / 25.4
        assert picture.width / picture.image.width >= 0.4 * 72 / 25.4 - 0.001


def test_words_in_another_language_say_so() -> None:
    order = Order("achilles-rupture", date(2026, 12, 7))
    german = load_order(order).locale.model_copy(update={"language": "de"})
    for template in ("handout", "compact"):
        marked = {
            (node.tag.role, node.tag.language): text_of(node)
            for role in (Role.HEADING_1, Role.HEADING_2, Role.LIST, Role.PARAGRAPH, Role.FIGURE)
            for node in nodes_of(plan_of(template, video=VIDEO, locale=german).pages, role)
        }
        assert "Balance" in marked[Role.HEADING_2, "en"]
        assert "Achilles" in marked[Role.HEADING_1, "en"]
        assert (Role.HEADING_2, "") not in marked
        assert "times a day" not in marked[Role.PARAGRAPH, "en"]
        assert (Role.LIST, "en") in marked, "the signs, and the steps on cards"
        assert (Role.FIGURE, "") not in marked
    same = plan_of(video=VIDEO)
    assert {node.tag.language for node in nodes_of(same.pages)} == {""}
