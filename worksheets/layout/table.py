"""Tables: rows that pages may part, with a head that is repeated."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from worksheets.layout.box import Area, Group, Laid, Part, Row, Stack, Standing, stacked_height
from worksheets.plan import Role, Tag


@dataclass(frozen=True)
class Table(Group):
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

    def _inside(self, width: float) -> tuple[Laid, ...]:
        return tuple([self._part(row).lay(width) for row in (self.head, *self.rows)])

    def _height_of(self, inside: Sequence[Laid]) -> float:
        return stacked_height(inside)

    def _draw_laid(self, area: Area, laid: Laid) -> list[Part]:
        rows = Stack((self.head, *self.rows), tag=Tag(Role.TABLE, key=self.name))
        return rows.draw(area)

    def lay_parts(self, width: float) -> list[Laid]:
        """The rows, each a part of the table."""
        laid = self.lay(width)
        keep = laid.height <= self.together
        head, *rows = laid.inside
        last = len(rows) - 1
        head = head._replace(box=replace(head.box, gap=self.gap, keep_next=True))
        parts = [head]
        for n, row in enumerate(rows):
            keep_next = self.keep_next if n == last else keep or row.box.keep_next
            box = replace(row.box, keep_next=keep_next, repeats=head.box)
            parts.append(row._replace(box=box))
        return parts

    def _part(self, row: Row) -> Stack:
        tag, keep = Tag(Role.TABLE, key=self.name), row.keep_next
        return Stack((row,), tag=tag, gap=row.gap, grow=row.grow, rank=row.rank, keep_next=keep)
