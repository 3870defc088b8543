"""What does not fit goes on: to a second page, never over the edge, and it says so."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from letter_plans import booklet_with, changed, document_of, template_named
from plan_checks import check_plan, nodes_of, text_of, words_of_plan, words_of_sheet

from worksheets.document import Card, Document, Field, Figure, Link
from worksheets.facts import BLANK, Fact
from worksheets.layout import lay_out, missing_characters
from worksheets.layout.fit import handout_of
from worksheets.load.order import Order
from worksheets.plan import Role
from worksheets.problems import Kind, WorksheetError
from worksheets.qr import draw_code

MARGIN = 11 * 72 / 25.4
ORDER = Order("achilles-rupture", date(2026, 12, 7))
DOCUMENT = document_of(ORDER)[0]
SHEET = handout_of(DOCUMENT)


def with_cards(*cards: Card) -> Document:
    """The Achilles sheet with other exercises; the grid keeps its own rows."""
    return changed(DOCUMENT, cards=cards)


def card(number: int = 1, **changes: object) -> Card:
    return SHEET.cards[0]._replace(number=number, **changes)  # type: ignore[arg-type]


def test_too_many_exercises_flow_on_and_say_so() -> None:
    sheet = with_cards(*(card(number) for number in range(1, 13)))
    plan, (warning,) = lay_out(sheet, template_named("handout"), "a4")
    assert len(plan.pages) == 3
    assert plan.body_size >= 12
    assert warning.kind is Kind.WARNING
    assert str(warning) == (
        "the sheet needs 3 pages. For one page, use fewer exercises or --template compact."
    )
    check_plan(plan)


def test_every_page_bears_the_whole_disclaimer_and_its_number() -> None:
    sheet = with_cards(*(card(number) for number in range(1, 20)))
    plan, _ = lay_out(sheet, template_named("handout"), "letter")
    assert len(plan.pages) == 4
    for number, page in enumerate(plan.pages, 1):
        foot = text_of(page.pieces[-1].node)
        assert SHEET.footer.disclaimer in foot
        assert foot.endswith(f"page {number} of 4")


def test_a_step_of_two_thousand_characters_is_cut_between_lines() -> None:
    step = ("slowly and with care " * 100)[:2000].strip()
    sheet = with_cards(card(steps=(step, step, step)))
    plan, _ = lay_out(sheet, template_named("handout"), "a4")
    check_plan(plan)
    assert words_of_plan(plan)["slowly"] == 3 * step.split().count("slowly")
    keys = {node.tag.key for node in nodes_of(plan, Role.LIST_BODY)}
    assert keys - {""}, "the parts of a cut step must say that they belong together"


def test_a_grid_that_goes_on_repeats_its_header() -> None:
    rows = tuple(SHEET.grid.rows[0]._replace(number=number) for number in range(1, 61))
    sheet = changed(DOCUMENT, grid=SHEET.grid._replace(rows=rows))
    plan, _ = lay_out(sheet, template_named("grid"), "a4")
    check_plan(plan)
    for page in plan.pages[1:]:
        assert text_of(page.pieces[0].node).startswith("Tick a box")


def test_a_disclaimer_that_leaves_no_room_is_a_problem() -> None:
    footer = SHEET.footer._replace(disclaimer="At your own risk. " * 400)
    with pytest.raises(WorksheetError) as caught:
        lay_out(changed(DOCUMENT, footer=footer), template_named("handout"), "a4")
    assert caught.value.exit_code == Kind.NO_ROOM


def test_a_long_disclaimer_is_printed_whole() -> None:
    footer = SHEET.footer._replace(disclaimer="At your own risk. " * 60 + "The end.")
    plan, _ = lay_out(changed(DOCUMENT, footer=footer), template_named("handout"), "letter")
    check_plan(plan)
    assert words_of_plan(plan)["risk."] == 60 * len(plan.pages)


def test_a_long_disclaimer_is_on_every_page_of_a_booklet_or_refused() -> None:
    long = booklet_with(
        footer=SHEET.footer._replace(disclaimer="At your own risk. " * 200 + "The end.")
    )
    check_plan(long)
    assert words_of_plan(long)["risk."] == 200 * len(long.pages)
    with pytest.raises(WorksheetError) as caught:
        booklet_with(footer=SHEET.footer._replace(disclaimer="At your own risk. " * 500))
    assert caught.value.exit_code == Kind.NO_ROOM


def test_characters_that_no_font_has_are_found_wherever_they_stand() -> None:
    assert missing_characters(DOCUMENT) == ()
    odd = with_cards(card(name="Happy 😀"), card(remarks=(Field("Feel", "דבר"),)))
    assert missing_characters(odd) == ("😀", "ד", "ב", "ר")


words = st.text("abcdefghijklmnop \u00a0-'()<>&%{}éß×–", min_size=0, max_size=400).map(
    lambda text: " ".join(text.split(" ")).strip() or "x"
)
short = st.text("abc xyz", min_size=1, max_size=60).map(lambda text: text.strip() or "x")
facts = st.builds(
    Fact, st.just("") | short, short | st.just(BLANK) | short.map(lambda s: f"{s} {BLANK}"), short
)
addresses = ["example.org/heel-raise", "example.org/watch?v=" + "abcdefghi.jkl&" * 19, "x" * 280]
links = st.sampled_from(addresses).flatmap(
    lambda text: st.sampled_from(
        [
            Link(text, f"https://{text}", "Video:"),
            Link(text, f"https://{text}", "Video:", Figure(draw_code(f"https://{text}"), text)),
        ]
    )
)
cards = st.builds(
    Card,
    number=st.integers(1, 99),
    id=st.just("any"),
    name=words,
    dose=st.lists(facts, max_size=6).map(tuple),
    details=st.lists(words, max_size=4).map(tuple),
    steps=st.lists(words, max_size=8).map(tuple),
    remarks=st.lists(st.builds(Field, short, words), max_size=3).map(tuple),
    figure=st.none(),
    gate=st.sampled_from(["", "Wait for the OK"]),
    video=st.none() | links,
    language=st.sampled_from(["", "de"]),
    name_language=st.just(""),
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(cards, min_size=1, max_size=9),
    st.lists(words, min_size=7, max_size=7),
    st.sampled_from(["handout", "compact"]),
    st.sampled_from(["a4", "letter"]),
)
def test_nothing_is_clipped_overlapped_or_dropped(
    some: list[Card], values: list[str], name: str, paper: str
) -> None:
    fields = tuple(
        field._replace(value=value)
        for field, value in zip(DOCUMENT.strip.fields, values, strict=True)
    )
    why = Field("Why", values[0])
    sheet = changed(DOCUMENT, cards=tuple(some), fields=fields, purpose=why)
    plan, _ = lay_out(sheet, template_named(name), paper)  # type: ignore[arg-type]
    check_plan(plan)
    printed, wanted = (
        Counter("".join(words.elements()))
        for words in (words_of_plan(plan), words_of_sheet(sheet, name))
    )
    assert wanted <= printed
