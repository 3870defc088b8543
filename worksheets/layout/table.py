"""Tables: rows that pages may part, with a head that is repeated."""

from dataclasses import dataclass, field, replace

from worksheets.layout.box import Area, Box, Part, Row, Stack, Standing
from worksheets.plan import Role, Tag


@dataclass(frozen=True)
class Table(Box):
    """Rows under a head; a page may end between two rows, and the next one repeats the head.

    Attributes:
        head: The head, tagged as a row.
        rows: The rows, tagged as such.
        name: Joins the parts of the table: one name a table of a document.
        together: Height up to which all rows stay on one page.
    """

    head: Row
    rows: tuple[Row, ...]
    name: str
    together: float = 0.0
    place: Standing = field(default="fill", kw_only=True)

    def _stack(self) -> Stack:
        return Stack((self.head, *self.rows), tag=Tag(Role.TABLE, key=self.name))

    def _height(self, width: float) -> float:
        return self._stack().height(width)

    def _draw(self, area: Area) -> list[Part]:
        return self._stack().draw(area)

    def parts(self, width: float) -> list[Box]:
        """The rows, each a part of the table."""
        keep = self.height(width) <= self.together
        head = replace(self._part(self.head), gap=self.gap, keep_next=True)
        rows = [
            replace(self._part(row), keep_next=keep or row.keep_next, repeats=head)
            for row in self.rows
        ]
        if rows:
            rows[-1] = replace(rows[-1], keep_next=self.keep_next)
        return [head, *rows]

    def _part(self, row: Row) -> Stack:
        tag = Tag(Role.TABLE, key=self.name)
        return Stack((row,), tag=tag, gap=row.gap, grow=row.grow, rank=row.rank)
