"""A figure in the column of a card: as large as its square allows, its caption under it."""

from worksheets.document import Figure
from worksheets.layout.pictures import in_square
from worksheets.layout.style import Style
from worksheets.layout.words import set_marks
from worksheets.model.template import LEAST_FIGURE_PT
from worksheets.plan import Mark, Node, Picture, Role, Tag
from worksheets.text.lines import Span, set_lines

_CAPTION_LEADING = 1.15


class Framed:
    """A figure that fills its square, or a smaller one where the page has no height to spare.

    Attributes:
        least: The least height of the picture and its caption in points.
        full: Their height where the picture fills its square.
    """

    def __init__(self, figure: Figure, side: float, caption: str, style: Style) -> None:
        """Measure a figure.

        Args:
            figure: The figure.
            side: Side of the square in points.
            caption: What stands under it, or "".
            style: Sizes and inks.
        """
        self._alt, self._language = figure.alt, figure.language
        self._unit = in_square(figure.image, 1.0, style.ink)
        self._side, self._size = side, style.small
        span = Span(caption, style.ink.muted)
        self._caption = set_lines((span,), side / self._size) if caption else ()
        self.least = min(side, LEAST_FIGURE_PT) * self._unit.height + self._caption_height
        self.full = side * self._unit.height + self._caption_height

    @property
    def _caption_height(self) -> float:
        return len(self._caption) * self._size * _CAPTION_LEADING

    def place(self, top: float, room: float) -> Node:
        """The picture and its caption, at the left edge and in the middle of the room.

        Args:
            top: Upper end of the room in points.
            room: Its height in points, `least` or more.
        """
        wide, high = self._unit.width, self._unit.height
        side = max(min(self._side, (room - self._caption_height) / high), LEAST_FIGURE_PT)
        width, height = side * wide, side * high
        top += max(0.0, room - height - self._caption_height) / 2
        picture = Picture((self._side - width) / 2, top, width, height, self._unit.image)
        figure = Node(Tag(Role.FIGURE, self._alt, language=self._language), (picture,))
        if not self._caption:
            return figure
        leading = self._size * _CAPTION_LEADING
        marks: list[Mark] = []
        for n, line in enumerate(self._caption):  # each line in the middle under the picture
            left = (self._side - line.width_em * self._size) / 2
            marks += set_marks((line,), left, top + height + n * leading, self._size, leading)
        under = Node(Tag(Role.CAPTION, language=self._language), tuple(marks))
        return Node(Tag(Role.SECTION), (figure, under))
