"""What comes out follows from what was asked for, never from what was made before."""

from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from kitchen_histories import PAPER, digest, made_alone, merged, merged_alone, tasks
from test_batch_kitchen import alone

from worksheets.batch.kitchen import Kitchen
from worksheets.kept import forget_all
from worksheets.pdf.draw import DrawOptions

ALL = list(tasks())
FORM, ARCHIVE = DrawOptions(fillable=True), DrawOptions(archive=True)
NAMES = st.lists(st.sampled_from(ALL), min_size=10, max_size=15)
OTHERS = ("clinic", "two sets", "two sets of somebody else", "two sets", "both sides")


@pytest.mark.parametrize("name", ALL)
def test_what_a_fresh_kitchen_makes_is_what_is_made_for_one_patient_alone(name: str) -> None:
    assert made_alone(name) == digest(alone(tasks()[name], PAPER)[0])


@settings(max_examples=3)
@given(NAMES)
@example([*ALL, *ALL])
def test_in_any_order_each_document_is_as_if_it_were_the_first(names: list[str]) -> None:
    check_all(names, PAPER)


@pytest.mark.parametrize("draw", [FORM, ARCHIVE], ids=["form", "archive"])
def test_files_of_other_sorts_do_not_depend_on_each_other_either(draw: DrawOptions) -> None:
    check_all([*OTHERS, *OTHERS[::-1], *OTHERS], draw)


def check_all(names: Sequence[str], draw: DrawOptions) -> None:
    wanted = [made_alone(name, draw) for name in names]
    forget_all()
    kitchen = Kitchen(draw)
    assert [digest(kitchen.make(tasks()[name]).data) for name in names] == wanted


@pytest.mark.parametrize("name", ALL)
def test_the_second_and_the_third_time_are_as_the_first(name: str) -> None:
    """From the second time on much is kept, and from the third time on it is used."""
    wanted = made_alone(name)
    forget_all()
    kitchen = Kitchen()
    assert [digest(kitchen.make(tasks()[name]).data) for _ in range(3)] == [wanted] * 3


def test_another_kitchen_may_use_what_the_first_one_kept() -> None:
    """Its files are read anew, so that nothing is the same object, and all of it equal."""
    for name in OTHERS:
        assert digest(Kitchen().make(tasks()[name]).data) == made_alone(name)


def test_a_name_that_stands_at_both_ends_is_that_of_the_patient_at_both() -> None:
    """The second masthead is not among what sheets of a program have in common."""
    check_all([*["the name at the end"] * 3, "the name of somebody else at the end"], PAPER)


def test_labels_of_boxes_have_the_ink_of_their_own_template() -> None:
    """The boxes are the same in both, and black."""
    check_all(["two sets", "red", "two sets"], PAPER)
    check_all(["red", "two sets", "red"], PAPER)


@settings(max_examples=3)
@given(NAMES, st.sampled_from([OTHERS, ("booklet", *OTHERS[::-1], "grid")]))
@example([], OTHERS)
def test_a_merged_file_does_not_depend_on_what_was_made_before(
    before: list[str], names: tuple[str, ...]
) -> None:
    wanted = merged_alone(names)
    forget_all()
    kitchen = Kitchen()
    for name in before:
        kitchen.make(tasks()[name])
    assert digest(merged(names, kitchen)) == wanted
    assert digest(merged(names, kitchen)) == wanted
