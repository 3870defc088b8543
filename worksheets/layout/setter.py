"""Setting texts at one style: the words with which blocks make their entries."""

from worksheets.document import Card, Field
from worksheets.layout.boxes import BoxRows, WriteField
from worksheets.layout.style import Style
from worksheets.layout.words import Balanced, Paragraph
from worksheets.text.lines import Line, Span, natural_width_em, set_lines


class Setter:
    """Sets text in lines at one style; the words for making entries."""

    def __init__(self, style: Style) -> None:
        """Keep the style."""
        self.style = style

    def lines(self, text: str, width: float, size: float = 0, ink: str = "") -> tuple[Line, ...]:
        """Regular text in lines of a width in points."""
        span = Span(text, ink or self.style.ink.text)
        return set_lines((span,), width / (size or self.style.body))

    def bold_lines(
        self, text: str, width: float, size: float = 0, ink: str = ""
    ) -> tuple[Line, ...]:
        """Bold text in lines of a width in points."""
        span = Span(text, ink or self.style.ink.text, bold=True)
        return set_lines((span,), width / (size or self.style.body))

    def balanced(self, span: Span, width: float, *, order: int, key: str) -> Balanced:
        """Body text in as few lines as the width allows, made about equally long."""
        size, leading = self.style.body, self.style.leading
        width_em = width / size
        lines = set_lines((span,), width_em)
        return Balanced(0, order, lines, size, leading, key=key, span=span, width_em=width_em)

    def labelled(self, field: Field, width: float, ink: str = "") -> tuple[Line, ...]:
        """A bold label that runs into its text."""
        ink = ink or self.style.ink.text
        spans = (Span(f"{field.label} ", ink, bold=True), Span(field.value, ink))
        return set_lines(spans, width / self.style.body)

    def paragraph(
        self, lines: tuple[Line, ...], *, order: int = 0, gap: float = 0, key: str = ""
    ) -> Paragraph:
        """Body text."""
        return Paragraph(gap, order, lines, self.style.body, self.style.leading, key=key)

    def field(self, field: Field, width: float, *, order: int = 0, gap: float = 0) -> WriteField:
        """A labelled value or a line to write on."""
        style = self.style
        label = self.lines(field.label, width, style.small, style.ink.muted)
        value = self.lines(field.value, width) if field.value else ()
        return WriteField(gap, order, field, label, value, style, width)

    def boxes(self, card: Card, width: float, *, order: int, gap: float) -> BoxRows:
        """The boxes of a card with their labels, as many side by side as the width takes."""
        style = self.style
        texts = dict.fromkeys(box.label for box in card.boxes)
        widest = max(natural_width_em((Span(text, style.ink.text),)) for text in texts)
        pitch = min(width, max(style.box + style.leading * 0.7, widest * style.small + 6))
        set_once = {
            text: self.lines(text, pitch - 4, style.small, style.ink.muted) for text in texts
        }
        labels = tuple(set_once[box.label] for box in card.boxes)
        last = max(style.box, widest * style.small)
        in_row = max(1, int((width + pitch - last) // pitch))
        if in_row > card.ways:  # left and right keep their columns
            in_row -= in_row % card.ways
        return BoxRows(
            gap=gap,
            order=order,
            item=card.id,
            context=card.name,
            boxes=card.boxes,
            labels=labels,
            pitch=pitch,
            in_row=in_row,
            side=style.box,
            label_size=style.small,
            ink=style.ink.text,
            label_ink=style.ink.muted,
        )
