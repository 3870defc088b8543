"""Figures on cards: large enough, beside their words, in the template's colours, mirrored."""

from datetime import date
from typing import Literal

import pytest
from block_pages import nodes_of
from letter_plans import document_of
from plan_checks import text_of

from worksheets.layout import lay_out
from worksheets.layout.compose import inked
from worksheets.layout.style import MM, rung_of
from worksheets.load.order import Order
from worksheets.model import Patient, Template
from worksheets.model.template import Colours
from worksheets.plan import Drawing, GlyphRun, Path, Picture, Plan, Role, make_drawing

SPACE = {"type": {"largest": "11 pt", "smallest": "10.5 pt"}}


def plan_with(cards: dict[str, object], *, side: Literal["left", "right"] | None = None) -> Plan:
    """The Achilles program with another block of cards."""
    order = Order("achilles-rupture", date(2026, 12, 7), patient=Patient(side=side))
    document, loaded = document_of(order)
    template = Template.model_validate(
        {
            **loaded.model_dump(include={"kind", "id", "name", "description"}),
            **SPACE,
            "blocks": ["masthead", "purpose", {"block": "cards", **cards}],
        }
    )
    return lay_out(document, template, "a4")[0]


def pictures_of(plan: Plan) -> list[Picture]:
    marks = [mark for node in nodes_of(plan.pages, Role.FIGURE) for mark in node.marks()]
    return [mark for mark in marks if isinstance(mark, Picture)]


@pytest.mark.parametrize(("written", "side_pt"), [("18 mm", 51.0), ("60 mm", 85.0)])
def test_figures_fill_the_slot_of_the_setting_up_to_what_the_template_says(
    written: str, side_pt: float
) -> None:
    plan = plan_with({"figure": written})
    pictures, rung = pictures_of(plan), rung_of(plan.body_size)
    assert len(pictures) == 5
    for picture in pictures:
        slot = min(side_pt, 27 * MM), min(side_pt, rung.tall)
        assert picture.width <= slot[0] + 0.1 and picture.height <= slot[1] + 0.1
        assert picture.width >= slot[0] - 0.1 or picture.height >= slot[1] - 0.1


def test_pictures_keep_their_shape() -> None:
    for picture in pictures_of(plan_with({"figure": "22 mm"})):
        assert isinstance(picture.image, Drawing)
        shape = picture.image.width / picture.image.height
        assert picture.width / picture.height == pytest.approx(shape)


def test_a_figure_stands_beside_the_words_that_it_explains() -> None:
    plan = plan_with({"figure": "22 mm"})
    cards = [
        piece
        for piece in plan.pages[0].pieces
        if any(node.tag.role is Role.FIGURE for node in piece.node.nodes())
    ]
    assert len(cards) == 5
    for card in cards:
        picture = next(mark for mark in card.node.marks() if isinstance(mark, Picture))
        texts = [mark for mark in card.node.marks() if isinstance(mark, GlyphRun)]
        assert picture.x >= 0 and picture.y >= 0
        assert picture.y + picture.height <= card.height + 0.01
        assert all(text.x > picture.x + picture.width for text in texts)
        (figure,) = [node for node in card.node.nodes() if node.tag.role is Role.FIGURE]
        assert figure.tag.accessible_text.startswith("A person")


def test_captions_are_printed_where_the_template_wants_them() -> None:
    without = list(nodes_of(plan_with({}).pages, Role.CAPTION))
    captions = nodes_of(plan_with({"captions": True}).pages, Role.CAPTION)
    said = [" ".join(text_of(node, " ").split()) for node in captions]
    assert not without
    assert "Back knee straight, heel down." in said


def test_the_affected_side_decides_which_way_a_picture_faces() -> None:
    left, right = (pictures_of(plan_with({}, side=side)) for side in ("left", "right"))
    unknown = pictures_of(plan_with({}))
    same = [a.image == b.image for a, b in zip(left, right, strict=True)]
    assert same == [False, False, False, True, False], "a heel raise is the same for both"
    assert [one.image for one in unknown] == [one.image for one in right]


def test_inks_are_those_of_the_template() -> None:
    square = (("m", (0.0, 0.0)), ("l", (1.0, 0.0)), ("l", (1.0, 1.0)), ("h", ()))
    drawing = make_drawing(2, 2, [Path(square, "skin", "edge", 1), Path(square, "#123456")])
    colours = Colours(skin="#445566")
    painted = inked(drawing, colours)
    assert [path.fill for path in painted.paths] == ["#445566", "#123456"]
    assert painted.paths[0].stroke == colours.edge
    assert painted != drawing and inked(drawing, Colours()) != painted
    assert inked(painted, colours) is painted, "nothing is left to name"
