"""A page break may cut anything that is long; what is read out does not notice."""

from collections.abc import Callable

import pytest
from access_checks import structure_problems
from access_files import Case, complaints, document_of, template_of
from access_tree import read_tagged
from access_words import body_of, differences, spoken_words

from worksheets.document import Field, Handout
from worksheets.facts import Fact
from worksheets.layout.fit import lay_out_frame
from worksheets.pdf.draw import DrawOptions, draw_plan

FEW = " ".join(f"few{n}" for n in range(40))
MANY = " ".join(f"many{n}" for n in range(300))
CUTS: dict[str, Callable[[Handout], Handout]] = {
    "steps": lambda sheet: with_card(sheet, steps=(MANY, FEW, MANY)),
    "remarks": lambda sheet: with_card(
        sheet, remarks=(Field("Feel:", MANY), Field("Avoid:", MANY))
    ),
    "dose": lambda sheet: with_card(sheet, dose=(Fact("Hold", MANY, "hold"),), steps=(MANY, MANY)),
    "details": lambda sheet: with_card(sheet, details=(MANY,), steps=(MANY,)),
    "everything": lambda sheet: with_card(
        sheet, steps=(MANY, MANY), remarks=(Field("Feel:", MANY),), dose=(Fact("", MANY, "times"),)
    ),
    "purpose": lambda sheet: sheet._replace(purpose=Field("Why:", MANY)),
    "signs": lambda sheet: sheet._replace(
        stop_and_call=sheet.stop_and_call._replace(signs=(FEW,) * 20)
    ),
    "both": lambda sheet: sheet._replace(
        purpose=Field("Why:", MANY),
        stop_and_call=sheet.stop_and_call._replace(signs=(FEW,) * 20),
    ),
    "gate": lambda sheet: sheet._replace(clearances=(sheet.clearances[0]._replace(warning=MANY),)),
    "week": lambda sheet: sheet._replace(
        grid=sheet.grid._replace(
            rows=tuple(sheet.grid.rows[0]._replace(number=n) for n in range(1, 61))
        )
    ),
}


def with_card(sheet: Handout, **changes: object) -> Handout:
    """A sheet whose first card is long."""
    first = sheet.cards[0]._replace(**changes)  # type: ignore[arg-type]
    return sheet._replace(cards=(first, *sheet.cards[1:]))


@pytest.mark.parametrize(
    ("template", "fillable"),
    [("handout", False), ("compact", False), ("grid", False), ("handout", True)],
)
@pytest.mark.parametrize("cut", CUTS)
def test_what_a_page_break_cuts_is_read_as_if_it_did_not(
    cut: str, template: str, fillable: bool
) -> None:
    case = Case(template, fillable=fillable)
    document = document_of(case)
    sheet = CUTS[cut](without_details(body_of(document)))
    made = lay_out_frame(document._replace(body=sheet), template_of(case), case.paper)
    data = draw_plan(made.plan, None, DrawOptions(fillable=fillable))
    assert complaints(data) == []
    assert structure_problems(data) == []
    # The disclaimer has its own test; where it stands would hide what is looked for here.
    whole = document._replace(body=without_disclaimer(sheet))
    wanted = spoken_words(whole, made.frame, fillable=fillable)
    said = without(read_tagged(data).words(), sheet.footer.disclaimer.split())
    assert said == wanted, differences(wanted, said)


def without_details(sheet: Handout) -> Handout:
    return sheet._replace(cards=tuple(card._replace(details=()) for card in sheet.cards))


def without_disclaimer(sheet: Handout) -> Handout:
    return sheet._replace(footer=sheet.footer._replace(disclaimer=""))


def without(words: list[str], passage: list[str]) -> list[str]:
    """Words without a passage that stands in them once."""
    starts = [n for n in range(len(words)) if words[n : n + len(passage)] == passage]
    assert len(starts) == 1
    return words[: starts[0]] + words[starts[0] + len(passage) :]
