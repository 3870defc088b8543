"""Whatever somebody writes, a figure is drawn or refused with its place; it never crashes."""

from typing import Any, get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from worksheets.figure.draw import draw_figure
from worksheets.figure.errors import FigureError
from worksheets.model.figure import Direction, Figure, Limb, Shown
from worksheets.model.pose import RANGES, BodyPart, BodyPosition, Hand, Joints, Touched, Toucher

SIDED = {name: RANGES[name] for name in Joints.model_fields}
CENTRAL = {name: limits for name, limits in RANGES.items() if name not in SIDED}
PARTS = st.sampled_from(get_args(BodyPart))


def angles(of: dict[str, tuple[int, int]]) -> st.SearchStrategy[dict[str, int]]:
    return st.fixed_dictionaries(
        {}, optional={name: st.integers(*limits) for name, limits in of.items()}
    )


TOUCHERS = [word for group in get_args(Toucher) for word in (get_args(group) or (group,))]
SIDE = st.builds(
    lambda joints, hand: {**joints, **hand},
    angles(SIDED),
    st.fixed_dictionaries({}, optional={"hand": st.sampled_from(get_args(Hand))}),
)
POSES = st.builds(
    lambda central, sides, position, contacts: {**central, **sides, **position, **contacts},
    angles(CENTRAL),
    st.fixed_dictionaries({}, optional={side: SIDE for side in ("left", "right", "both")}),
    st.fixed_dictionaries({}, optional={"position": st.sampled_from(get_args(BodyPosition))}),
    st.fixed_dictionaries(
        {},
        optional={
            "contacts": st.dictionaries(
                st.sampled_from(TOUCHERS), st.sampled_from(get_args(Touched)), max_size=4
            )
        },
    ),
)
ENDS = PARTS | st.fixed_dictionaries({"near": PARTS, "forward": st.integers(-80, 80)})
PROPS = st.one_of(
    st.sampled_from(
        ["floor", "mat", "wall", "chair", "stool", "chair back", "step", "bed", "rail", "table"]
    ),
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["strap", "band", "towel", "bar"]),
            "through": st.lists(ENDS, min_size=2, max_size=4),
        }
    ),
    st.fixed_dictionaries(
        {"kind": st.sampled_from(["cushion", "roll", "ball", "weight"]), "under": PARTS}
    ),
    st.fixed_dictionaries({"kind": st.sampled_from(["ball", "weight"]), "held": PARTS}),
)
ARROWS = st.fixed_dictionaries(
    {"at": PARTS},
    optional={
        "towards": st.lists(st.sampled_from(get_args(Direction)), max_size=2),
        "turn": st.integers(-360, 360),
        "pose": st.integers(1, 5),
        "place": st.sampled_from(["above", "below"]),
    },
)
FIGURES = st.fixed_dictionaries(
    {"alt": st.just("A person."), "poses": st.lists(POSES, min_size=1, max_size=5)},
    optional={
        "affected": st.sampled_from(get_args(Limb)),
        "view": st.fixed_dictionaries(
            {"turn": st.integers(-180, 360), "rise": st.integers(-10, 80)}
        ),
        "shows": st.sampled_from(get_args(Shown)),
        "arrange": st.sampled_from(["row", "column", "overlay"]),
        "props": st.lists(PROPS, max_size=3),
        "arrows": st.lists(ARROWS, max_size=2),
    },
)


@settings(max_examples=150)
@given(FIGURES, st.booleans())
def test_any_figure_is_drawn_or_refused(written: dict[str, Any], mirrored: bool) -> None:
    figure = Figure.model_validate(written)
    try:
        drawing = draw_figure(figure, mirrored=mirrored)
    except FigureError as error:
        assert error.message and error.hint
        assert error.keys[0] in ("poses", "arrows", "view", "arrange")
        return
    assert drawing.width > 0 and drawing.height > 0
    for path in drawing.paths:
        for _, numbers in path.steps:
            assert all(isinstance(number, int) for number in numbers)
