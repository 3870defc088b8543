"""Tables: rows that pages may part, with a head that is repeated."""

from worksheets.layout.box import Laid, Stack, box_type


@box_type
class Table(Stack):
    """Rows, the first of which is the head; each is tagged as a row, and joined by a key.

    A page may end between two rows, and the next one repeats the head.

    Attributes:
        together: Height up to which all rows stay on one page.
    """

    together: float = 0.0

    def lay_parts(self, width: float) -> list[Laid]:
        """The rows, each a part of the table."""
        laid = self.lay(width)
        keep = laid.height <= self.together
        head = Stack(self.boxes[:1], tag=self.tag, gap=self.gap, keep_next=True)
        parts = [Laid(head, width, laid.inside[0].height, laid.inside[:1])]
        for row in laid.inside[1:]:
            box, is_last = row.box, row is laid.inside[-1]
            part = Stack(
                (box,),
                tag=self.tag,
                gap=box.gap,
                grow=box.grow,
                keep_next=self.keep_next if is_last else keep or box.keep_next,
                repeats=head,
            )
            parts.append(Laid(part, width, row.height, (row,)))
        return parts
