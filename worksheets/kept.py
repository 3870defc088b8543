"""Results kept by the identity of what they were made from."""

from collections.abc import Callable
from typing import Generic, TypeVar

Thing = TypeVar("Thing")
Result = TypeVar("Result")


class Kept(Generic[Thing, Result]):
    """What a function makes of immutable things, each made once while it is kept.

    **Why:** things are told apart by identity, because hashing every glyph of every word of a page
    would take longer than drawing it. An entry keeps its thing alive, so that no other thing can
    take over its identity.
    """

    def __init__(self, make: Callable[[Thing], Result], most: int) -> None:
        """Keep at most `most` results of `make`; when there are more, all are dropped."""
        self._make = make
        self._most = most
        self._results: dict[int, tuple[Thing, Result]] = {}

    def __call__(self, thing: Thing) -> Result:
        """The result for a thing."""
        known = self._results.get(id(thing))
        if known is not None:
            return known[1]
        result = self._make(thing)
        if len(self._results) >= self._most:
            self._results.clear()
        self._results[id(thing)] = (thing, result)
        return result
