"""The cover of a batch: how many there should be, and room to write down how many there were."""

from typing import NamedTuple

from worksheets.document import Field
from worksheets.layout.boxes import tick_box
from worksheets.layout.setter import Setter
from worksheets.layout.staff import Staff, clean, line_under, write_lines
from worksheets.layout.style import Style
from worksheets.layout.words import set_marks
from worksheets.plan import Blank, Mark, Node, Plan, Role, Scope, Tag
from worksheets.text.lines import Line, Span, natural_width_em

_SIZES_PT = 13.0, 12.0, 11.0, 10.0, 9.0
_NUMBER, _GAP = 1.3, 0.35  # of a number, in sizes of body text; between rows, in leadings
_LEAST_SIDE_PT, _BLANK = 14.0, 0.16


class CoverWords(NamedTuple):
    """What the cover says.

    Attributes:
        lines: What the batch was made from, and when.
        sum: Label and number of everything that adds up to the last of them, under their heads.
        sent: Label and number of what there is to send, under their heads.
        remarks: Sentences below them.
        check: Heading of what is to be counted.
        numbers: What is to be counted.
        ticks: What is to be seen to.
        signed: Labels of lines to write on, row by row.
    """

    lines: tuple[str, ...]
    sum: tuple[Field, ...]
    sent: tuple[Field, ...]
    remarks: tuple[str, ...]
    check: str
    numbers: tuple[str, ...]
    ticks: tuple[str, ...]
    signed: tuple[tuple[str, ...], ...]


def lay_out_cover(words: CoverWords, staff: Staff) -> Plan:
    """One page, at the largest size at which everything fits it."""
    for body in _SIZES_PT:
        style = staff.style(body)
        nodes, height = _stack(words, staff.title, style)
        if height <= style.height:
            break
    return staff.plan(nodes, style, 1)


def _stack(
    words: CoverWords, title: str, style: Style
) -> tuple[list[tuple[float, float, Node]], float]:
    """What stands on the page from top to bottom, and how high it is."""
    gap = style.leading * 0.9
    parts = [_title(title, words.lines, style), _sums(words.sum, style, total=True)]
    parts += [_sums(words.sent, style, total=False), _remarks(words.remarks, style)]
    parts.append(_checks(words, style))
    parts += [write_lines(labels, 0, style) for labels in words.signed]
    placed, y = [], 0.0
    for node, height in parts:
        placed.append((y, height, node))
        y += height + gap
    return placed, y - gap


def _title(title: str, lines: tuple[str, ...], style: Style) -> tuple[Node, float]:
    setter, size = Setter(style), style.title
    leading = style.leading_of(size)
    heading = setter.bold_lines(title, style.width, size)
    nodes = [Node(Tag(Role.HEADING_1, bookmark=title), set_marks(heading, 0, 0, size, leading))]
    y = leading * len(heading)
    for text in lines:
        said = setter.lines(clean(text), style.width, 0, style.ink.muted)
        marks = set_marks(said, 0, y, style.body, style.leading)
        nodes.append(Node(Tag(Role.PARAGRAPH), marks))
        y += style.leading * len(said)
    y += style.leading * 0.4
    return Node(Tag(Role.SECTION), (*nodes, line_under(y, style, strong=True))), y


def _sums(fields: tuple[Field, ...], style: Style, *, total: bool) -> tuple[Node, float]:
    """Labels with their numbers in a column at the right, as in a sum; the total in bold."""
    setter = Setter(style)
    size = style.body * _NUMBER
    leading = style.leading_of(size) + style.leading * _GAP
    nodes: list[Node] = []
    y = 0.0
    for index, field in enumerate(fields):
        if index == 0:
            head, y = _heads(field, style)
            nodes += [head, line_under(y, style)]
            continue
        last = total and index == len(fields) - 1
        set_lines = setter.bold_lines if last else setter.lines
        label: tuple[Line, ...] = set_lines(field.label, style.width * 0.75)
        height = max(leading, style.leading * len(label) + style.leading * _GAP)
        top = y + (height - style.leading * len(label)) / 2
        number = setter.bold_lines(field.value, style.width / 4, size)
        x = style.width - natural_width_em((Span(field.value, "", bold=True),)) * size
        marks: tuple[Mark, ...] = set_marks(label, 0, top, style.body, style.leading)
        value = set_marks(number, x, y + (height - leading) / 2, size, leading)
        cells = (
            Node(Tag(Role.HEADER_CELL, scope=Scope.ROW), marks),
            Node(Tag(Role.CELL), value),
        )
        y += height
        strong = total and index == len(fields) - 2
        nodes += [Node(Tag(Role.ROW), cells), line_under(y, style, strong=strong)]
    return Node(Tag(Role.TABLE), tuple(nodes)), y


def _heads(field: Field, style: Style) -> tuple[Node, float]:
    """What stands over labels and numbers, in small type."""
    setter, size = Setter(style), style.small
    leading = style.leading_of(size)
    cells, high = [], 0.0
    for text, room, right in ((field.label, 0.7, False), (field.value, 0.25, True)):
        lines = setter.lines(text, style.width * room, size, style.ink.muted)
        marks: list[Mark] = []
        for place, line in enumerate(lines):
            x = style.width - line.width_em * size if right else 0.0
            marks += set_marks((line,), x, place * leading, size, leading)
        cells.append(Node(Tag(Role.HEADER_CELL, scope=Scope.COLUMN), tuple(marks)))
        high = max(high, len(lines) * leading)
    return Node(Tag(Role.ROW), tuple(cells)), high + style.leading * 0.15


def _remarks(texts: tuple[str, ...], style: Style) -> tuple[Node, float]:
    setter, nodes, y = Setter(style), [], 0.0
    for text in texts:
        lines = setter.lines(text, style.width)
        nodes.append(Node(Tag(Role.PARAGRAPH), set_marks(lines, 0, y, style.body, style.leading)))
        y += style.leading * len(lines)
    return Node(Tag(Role.SECTION), tuple(nodes)), y


def _checks(words: CoverWords, style: Style) -> tuple[Node, float]:
    """A box to tick for each thing, and for what is counted a place for the number."""
    setter, side = Setter(style), max(_LEAST_SIDE_PT, style.box)
    size, leading = style.name, style.leading_of(style.name)
    heading = setter.bold_lines(words.check, style.width, size)
    nodes = [Node(Tag(Role.HEADING_2), set_marks(heading, 0, 0, size, leading))]
    y = leading * len(heading) + style.leading * 0.3
    left, wide = side + style.leading * 0.6, style.width * _BLANK
    for text in (*words.numbers, *words.ticks):
        counts = text in words.numbers
        room = style.width - left - (wide + style.leading if counts else 0.0)
        lines = setter.lines(text, room)
        height = max(side, style.leading * len(lines)) + style.leading * 0.45
        middle = y + height / 2
        box = tick_box(0, middle - side / 2, side, style.ink.text, optional=False)
        top = middle - style.leading * len(lines) / 2
        said = set_marks(lines, left, top, style.body, style.leading)
        nodes.append(Node(Tag(Role.PARAGRAPH), (Node(Tag(Role.TICK_BOX, text), (box,)), *said)))
        if counts:
            x = style.width - wide
            blank = Blank(x, y, wide, height - style.leading * 0.2, style.body, style.ink.text)
            nodes.append(Node(Tag(Role.FIELD, text), (blank,)))
        y += height
    return Node(Tag(Role.SECTION), tuple(nodes)), y
