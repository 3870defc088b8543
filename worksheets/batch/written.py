"""Which files a run has written or kept, so that those that vanish before its end are noticed.

One number is kept for each row, not the name of its file, so that 100,000 of them are small.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator

from worksheets.batch.earlier import key_of, put_at


class Written:
    """The files of a run."""

    def __init__(self) -> None:
        """None so far."""
        self._keys = array("Q")  # of files, by row

    def note(self, row: int, file: str) -> None:
        """Take in the file of a row, "" when it has none."""
        put_at(self._keys, row, key_of(file))

    def missing(self, names: Callable[[], Iterable[str]]) -> Iterator[int]:
        """The rows whose files are not among those that there are.

        As a rule there are just these files, which is found out without keeping any list.

        Args:
            names: Gives the names of the files that there are, in any order.
        """
        if _sum_up(filter(None, self._keys)) == _sum_up(map(key_of, names())):
            return
        there = array("Q", sorted(map(key_of, names())))
        for row, key in enumerate(self._keys):
            place = bisect_left(there, key)
            if key and (place == len(there) or there[place] != key):
                yield row


def _sum_up(keys: Iterable[int]) -> tuple[int, int]:
    """How many keys there are, and their sum: what another set of digests would not have."""
    count = total = 0
    for key in keys:
        count, total = count + 1, total + key
    return count, total
