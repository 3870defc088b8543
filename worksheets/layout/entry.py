"""An entry of a column: a stack of strips that are never cut."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from worksheets.plan import Node, Placed


@dataclass(frozen=True)
class Entry(ABC):
    """One thing in a column: a stack of strips that are never cut.

    Attributes:
        gap: Distance to the entry above, in points.
        order: Place in the reading order of the whole card; equal ones keep their order.
    """

    gap: float
    order: int

    @property
    @abstractmethod
    def strips(self) -> Sequence[float]:
        """Height of each strip in points."""

    @abstractmethod
    def place(self, x: float, y: float, start: int, stop: int) -> Node:
        """Make the node for some of the strips, with their top left corner at (x, y)."""

    def parts(
        self, x: float, y: float, start: int, stop: int
    ) -> Sequence[tuple[int, Node | Placed]]:
        """What `place` makes, with its place in the reading order; several for an entry of two."""
        return [(self.order, self.place(x, y, start, stop))]

    @property
    def height(self) -> float:
        """Height of all strips in points."""
        return sum(self.strips)
