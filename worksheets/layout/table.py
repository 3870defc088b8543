"""Tables: rows that pages may part, with a head that is repeated."""

from collections.abc import Sequence
from dataclasses import field

from worksheets.layout.box import (
    Area,
    Box,
    Laid,
    Part,
    Stack,
    Standing,
    box_type,
    stacked_height,
)
from worksheets.plan import Role, Tag


@box_type
class Table(Box):
    """Rows under a head; a page may end between two rows, and the next one repeats the head.

    Attributes:
        head: The head, tagged as a row.
        rows: The rows, tagged as such.
        name: Joins the parts of the table: one name a table of a document.
        together: Height up to which all rows stay on one page.
    """

    head: Box
    rows: tuple[Box, ...]
    name: str
    together: float = 0.0
    place: Standing = field(default="fill", kw_only=True)

    @property
    def _tag(self) -> Tag:
        return Tag(Role.TABLE, key=self.name)

    def _inside(self, width: float) -> tuple[Laid, ...]:
        return tuple([row.lay(width) for row in (self.head, *self.rows)])

    def _height(self, width: float, inside: Sequence[Laid]) -> float:
        return stacked_height(inside)

    def _draw(self, area: Area, laid: Laid) -> list[Part]:
        rows = Stack((self.head, *self.rows), tag=self._tag)
        return laid._replace(box=rows).draw(area)

    @property
    def head_part(self) -> Stack:
        """The head as a part of the table."""
        slot = self.head.slot
        return Stack((self.head,), tag=self._tag, gap=self.gap, keep_next=True, slot=slot)

    def lay_parts(self, width: float) -> list[Laid]:
        """The rows, each a part of the table."""
        laid = self.lay(width)
        keep = laid.height <= self.together
        first, *rows = laid.inside
        head = self.head_part
        parts = [Laid(head, width, first.height, (first,))]
        for n, row in enumerate(rows):
            box, is_last = row.box, n == len(rows) - 1
            part = Stack(
                (box,),
                tag=self._tag,
                gap=box.gap,
                grow=box.grow,
                rank=box.rank,
                keep_next=self.keep_next if is_last else keep or box.keep_next,
                repeats=head,
            )
            parts.append(Laid(part, width, row.height, (row,)))
        return parts
