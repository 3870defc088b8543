"""What is kept: told apart by the key that was asked for, bounded, and never another thing's."""

from hypothesis import given
from hypothesis import strategies as st

from worksheets.kept import Kept, forget_all, kept


class Thing:
    """Something that is told apart by identity only."""

    def __init__(self, value: int) -> None:
        self.value = value


class Counter:
    """Remembers which results were made."""

    def __init__(self) -> None:
        self.made: list[int] = []

    def make(self, thing: Thing, more: int) -> tuple[int, int]:
        self.made.append(thing.value)
        return thing.value, more


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 1)), max_size=200),
    st.integers(1, 12),
    st.booleans(),
)
def test_results_are_right_and_what_is_asked_for_again_is_not_made_again(
    asked: list[tuple[int, int]], most: int, second: bool
) -> None:
    counter = Counter()
    ask = kept(most, key=lambda thing, more: (id(thing), more), second=second)(counter.make)
    things: dict[int, Thing] = {}
    for value, more in asked:
        if value % 3 == 0:  # an identity that may be used again for another thing
            things[value] = Thing(value)
        thing = things.setdefault(value, Thing(value))
        assert ask(thing, more) == (value, more)
        made = len(counter.made)
        assert ask(thing, more) == ask(thing, more) == (value, more)
        assert len(counter.made) <= made + second


def test_what_was_asked_for_last_is_kept_and_no_more_than_that() -> None:
    counter = Counter()
    ask = kept(10, key=lambda thing, more: (id(thing), more))(counter.make)
    things = [Thing(value) for value in range(100)]
    for thing in things:
        ask(thing, 0)
        ask(things[0], 0)
    assert counter.made == list(range(100))  # the first one, always asked for again, was kept
    for thing in things:
        ask(thing, 0)
    assert len(counter.made) >= 100 + 90


def test_with_second_a_result_is_kept_when_it_is_asked_for_twice() -> None:
    counter = Counter()
    ask = kept(10, key=lambda thing, more: (id(thing), more), second=True)(counter.make)
    thing = Thing(1)
    assert [ask(thing, 0) for _ in range(5)] == [(1, 0)] * 5
    assert counter.made == [1, 1]


def test_forgetting_drops_everything() -> None:
    counter = Counter()
    ask = kept(10, key=lambda thing, more: (id(thing), more))(counter.make)
    doubled: Kept[Thing, list[int]] = Kept(lambda thing: [thing.value], 4)
    thing = Thing(2)
    first = doubled(thing)
    assert doubled(thing) is first
    ask(thing, 0)
    forget_all()
    ask(thing, 0)
    assert counter.made == [2, 2]
    assert doubled(thing) == [2]
