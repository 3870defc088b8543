"""Results that are kept while they may be wanted again; how many is always bounded."""

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Generic, ParamSpec, TypeVar, cast

Thing = TypeVar("Thing")
Result = TypeVar("Result")
Arguments = ParamSpec("Arguments")

_forgetful: list[Callable[[], None]] = []


def kept(
    most: int, key: Callable[Arguments, Hashable], *, second: bool = False
) -> Callable[[Callable[Arguments, Result]], Callable[Arguments, Result]]:
    """Keep the last results of a function of immutable things.

    **Why not `lru_cache`:** it tells things apart by their values, and hashing every word of a page
    or every part of a dose takes longer than what is looked up. A key of identities, `(id(card),
    width)`, costs next to nothing. An entry keeps all arguments alive, so that no other thing can
    take over an identity.

    Args:
        most: How many results are kept, at most. Those that were not asked for longest go first:
            there are two generations, and what is asked for stays in the younger one.
        key: What results are told apart by, from the same arguments. It must hold everything
            that a result follows from: values as they are, things by their `id`.
        second: Whether a result is kept only from the second time on that it is asked for. Where
            most are never asked for again, keeping and freeing them costs more than making them.
    """
    half = max(1, most // 2)

    def decorate(make: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
        young: dict[Hashable, tuple[object, Result]] = {}
        old: dict[Hashable, tuple[object, Result]] = {}
        once = _Once(4 * most)

        def look_up(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
            nonlocal young, old
            name = key(*args, **kwargs)
            found = young.get(name)
            if found is None:
                found = old.get(name)
                if found is None:
                    if second and once.is_new(name):
                        return make(*args, **kwargs)
                    found = ((args, kwargs), make(*args, **kwargs))
                if len(young) >= half:
                    young, old = {}, young
                young[name] = found
            return found[1]

        def forget() -> None:
            young.clear()
            old.clear()
            once.forget()

        _forgetful.append(forget)
        look_up.__doc__, look_up.__name__ = make.__doc__, make.__name__
        return look_up

    return decorate


class _Once:
    """What was asked for once: only the hashes, since to be wrong does no harm here."""

    def __init__(self, most: int) -> None:
        self._half = max(1, most // 2)
        self._young: set[int] = set()
        self._old: set[int] = set()

    def is_new(self, name: Hashable) -> bool:
        """Whether something is asked for the first time, as far as it is known."""
        number = hash(name)
        if number in self._young or number in self._old:
            return False
        if len(self._young) >= self._half:
            self._young, self._old = set(), self._young
        self._young.add(number)
        return True

    def forget(self) -> None:
        """Begin again."""
        self._young.clear()
        self._old.clear()


def kept_by_value(
    most: int,
) -> Callable[[Callable[Arguments, Result]], Callable[Arguments, Result]]:
    """Keep the last results of a function of things that are cheap to hash: `lru_cache`.

    Args:
        most: How many results are kept, at most.
    """

    def decorate(make: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
        look_up = lru_cache(maxsize=most)(make)
        _forgetful.append(look_up.cache_clear)
        return cast(Callable[Arguments, Result], look_up)

    return decorate


def one_of_equals(most: int) -> Callable[[Thing], Thing]:
    """A function that gives the very same thing for all equal ones, while that is kept.

    **Why:** what follows from a thing is then looked up by its identity; it is compared once.

    Args:
        most: How many different things are kept, at most.
    """
    return cast(Callable[[Thing], Thing], lru_cache(maxsize=most)(lambda thing: thing))


def forget_all() -> None:
    """Drop everything that is kept here: what is made afterwards is the same."""
    for forget in _forgetful:
        forget()


class Kept(Generic[Thing, Result]):
    """What a function makes of immutable things, each made once while it is kept.

    Things are told apart by identity, as by `kept`; an entry keeps its thing alive.
    """

    def __init__(self, make: Callable[[Thing], Result], most: int) -> None:
        """Keep at most `most` results of `make`: those that were asked for last."""
        self._make = make
        self._half = max(1, most // 2)
        self._young: dict[int, tuple[Thing, Result]] = {}
        self._old: dict[int, tuple[Thing, Result]] = {}
        _forgetful.append(self.forget)

    def forget(self) -> None:
        """Drop all results."""
        self._young.clear()
        self._old.clear()

    def __call__(self, thing: Thing) -> Result:
        """The result for a thing."""
        known = self._young.get(id(thing))
        if known is None:
            known = self._old.get(id(thing)) or (thing, self._make(thing))
            if len(self._young) >= self._half:
                self._young, self._old = {}, self._young
            self._young[id(thing)] = known
        return known[1]
