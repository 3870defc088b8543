"""The page that shows the patient's address in the window of an envelope, and little else."""

from collections.abc import Sequence
from typing import NamedTuple

from worksheets.document import Handout, Letter
from worksheets.layout.box import SECTION, Area, Box, Stack
from worksheets.layout.compose import text
from worksheets.layout.envelopes import Envelope, envelope_for
from worksheets.layout.flow import draw_box, measure_foot, with_foot
from worksheets.layout.leaves import Text
from worksheets.layout.style import Style, baseline, make_style
from worksheets.model import Template
from worksheets.plan import Node, Page, Piece, Role, Rule, Tag
from worksheets.problems import Kind, Problem, WorksheetError
from worksheets.text.lines import Span, natural_width_em

_MM = 72 / 25.4
_LARGEST_PT, _SMALLEST_PT, _STEP_PT = 11.0, 8.0, 0.5
_LEADING, _TIGHT = 1.2, 1.0625
"""Distance between the lines of an address in sizes of its type; the second where room is short."""
_ABOVE, _BELOW = 0.76, 0.21
"""Height of letters above their baseline and of tails below it, in sizes."""
_RETURNS_PT, _RETURN_LEADING = (8.0, 7.5, 7.0), 1.15
_BODY_Y, _BODY_RIGHT = 108 * _MM, 20 * _MM
"""Below every fold and window; and the margin at the right."""
_BODY_PT = 10.5, 13.0
_TITLES = 1.85, 1.4, 1.1  # in sizes of body text
_FOLD = 5 * _MM, 9 * _MM
"""Where the marks of the folds begin and end: what is nearer to the edge may not be printed."""
_SMALLEST_PAPER = 595.0, 780.0
"""A little less than A4 is wide and Letter is high; envelopes are made for these."""


class Front(NamedTuple):
    """How the page of a letter looks.

    Attributes:
        template: Margins, type and colours.
        body: Size of body text in points.
        size: Width and height of the paper held upright, in points.
    """

    template: Template
    body: float
    size: tuple[float, float]


def address_page(sheet: Handout, letter: Letter, front: Front, pages: int) -> Page:
    """The first page of a document that goes into an envelope with a window.

    Args:
        sheet: The document; its title and its foot stand on the page.
        letter: What the page says.
        front: How it looks.
        pages: How many pages the document has, this one counted.

    Raises:
        WorksheetError: The paper is too small, or an address too long for the window.
    """
    width, height = front.size
    if width < _SMALLEST_PAPER[0] or height < _SMALLEST_PAPER[1]:
        message = "a letter for a window envelope needs A4 or Letter paper"
        raise WorksheetError([_problem(message, "Use such paper, not folded to a booklet.")])
    margin = front.template.page.margin
    body = min(max(front.body, _BODY_PT[0]), _BODY_PT[1])
    style = make_style(front.template, body, width - 2 * margin, height - 2 * margin)
    foot = measure_foot(sheet.footer, style)
    envelope = envelope_for(letter.window, width, height)
    pieces = [_fold_marks(envelope, style), *_letterhead(sheet, envelope, style, (width, margin))]
    area = envelope.text
    if envelope.returns and letter.sender:
        pieces.append(_return_line(letter.sender, envelope, style))
        top = pieces[-1].y + pieces[-1].height
        area = area._replace(y=top, height=area.bottom - top)
    pieces.append(_address(letter, area, envelope.start, style))
    room = height - margin - foot.height - _BODY_Y
    below = Area(area.x, _BODY_Y, width - area.x - _BODY_RIGHT, room)
    pieces.append(_body(sheet, letter, style, below))
    return with_foot(pieces, foot.build(1, pages), foot.height, (width, height, margin))


def _fold_marks(envelope: Envelope, style: Style) -> Piece:
    """Short rules at the left edge of the paper."""
    left, right = _FOLD
    rules = tuple(Rule(left, y, right, y, style.ink.muted, 0.5) for y in envelope.folds)
    return Piece(0, 0, right, envelope.folds[-1], Node(Tag(Role.ARTIFACT), rules))


def _letterhead(
    sheet: Handout, envelope: Envelope, style: Style, page: tuple[float, float]
) -> list[Piece]:
    """Whose letter it is: name, address and numbers of the clinic, beside the window."""
    if not sheet.masthead.clinic:
        return []
    name, *others = sheet.masthead.clinic
    width, margin = page
    boxes: list[Box] = [text(style, name, style.small, bold=True)]
    if others:
        boxes.append(text(style, "\n".join(others), style.small, links=sheet.masthead.links))
    column = width - margin - envelope.beside
    piece = _piece(boxes, Area(envelope.beside, margin, column, 0.0))
    if margin + piece.height > _BODY_Y - style.leading:
        raise WorksheetError([_too_long("the clinic's address", "beside")])
    return [piece]


def _address(letter: Letter, area: Area, start: float, style: Style) -> Piece:
    """The patient's name and address, so that they show in the window."""
    address = _fit((letter.name, *letter.address), area, style)
    if address is None:
        raise WorksheetError([_too_long("the patient's address", "in", "--address")])
    size, high = address.size, _letters(address, area.width)
    top = max(area.y, min(start, area.bottom - high))
    rise = _ABOVE * size - baseline(size, address.leading)
    [(_, node)] = address.draw(Area(0.0, rise, area.width, high))
    assert isinstance(node, Node)
    return Piece(area.x, top, area.width, high, node, slot="letter")


def _return_line(sender: Sequence[str], envelope: Envelope, style: Style) -> Piece:
    """The sender in one line over a thin rule, or in a few where it is long.

    Raises:
        WorksheetError: It leaves no room for the address.
    """
    area, words = envelope.text, " · ".join(sender)
    natural = natural_width_em((Span(words, style.ink.muted),))
    size = next((one for one in _RETURNS_PT if natural * one <= area.width), _RETURNS_PT[0])
    line = text(style, words, size, style.ink.muted, leading=size * _RETURN_LEADING)
    height = line.height(area.width)
    if area.y + height > envelope.start:
        raise WorksheetError([_too_long("the clinic's address", "in")])
    wide = max(one.width_em for one in line.lines(area.width)) * size
    rule = Node(Tag(Role.ARTIFACT), (Rule(0, height, wide, height, style.ink.line, 0.5),))
    node = Node(SECTION, (draw_box(line, area.width, height), rule))
    return Piece(area.x, area.y, area.width, height, node, slot="letter")


def _letters(address: Text, width: float) -> float:
    """Height of an address from the letters of the first line to the tails of the last."""
    count = len(address.lines(width))
    return (count - 1) * address.leading + (_ABOVE + _BELOW) * address.size


def _fit(lines: Sequence[str], area: Area, style: Style) -> Text | None:
    """An address in the fewest lines, and then as large as it fits; None where it does not."""
    steps = int((_LARGEST_PT - _SMALLEST_PT) / _STEP_PT)
    sizes = [(_LARGEST_PT - step * _STEP_PT, _LEADING) for step in range(steps + 1)]
    best: Text | None = None
    fewest = 0
    for size, leading in (*sizes, (_SMALLEST_PT, _TIGHT)):
        address = text(style, "\n".join(lines), size, leading=size * leading)
        count = len(address.lines(area.width))
        if (best is None or count < fewest) and _letters(address, area.width) <= area.height:
            best, fewest = address, count
        if best and fewest == len(lines):
            break
    return best


def _body(sheet: Handout, letter: Letter, style: Style, area: Area) -> Piece:
    """Date, title and what follows, below window and fold.

    Raises:
        WorksheetError: The title is too long for the page.
    """
    for scale in _TITLES:
        boxes = _paragraphs(sheet, letter, style, style.body * scale)
        piece = _piece(boxes, area, slot="letter")
        if piece.height <= area.height:
            return piece
    raise WorksheetError([_problem("the title takes more than a page", "Shorten the title.")])


def _paragraphs(sheet: Handout, letter: Letter, style: Style, size: float) -> list[Box]:
    masthead, muted = sheet.masthead, style.ink.muted
    tag = Tag(Role.PARAGRAPH, language=sheet.program_language)
    title = tag._replace(role=Role.HEADING_1)
    boxes: list[Box] = [
        text(style, letter.date, ink=muted),
        text(style, masthead.title, size, bold=True, gap=style.leading, tag=title),
    ]
    if masthead.subtitle:
        boxes.append(text(style, masthead.subtitle, style.body * 1.1, muted, tag=tag))
    links = (letter.phone,) if letter.phone else ()
    for index, sentence in enumerate(letter.sentences):
        gap = style.leading * (0.5 if index else 1.0)
        boxes.append(text(style, sentence, links=links, gap=gap))
    return boxes


def _piece(boxes: Sequence[Box], area: Area, slot: str = "") -> Piece:
    """Boxes one under the other at the top of an area."""
    stack = Stack(tuple(boxes), tag=SECTION)
    height = stack.height(area.width)
    node = draw_box(stack, area.width, height)
    return Piece(area.x, area.y, area.width, height, node, slot=slot)


def _too_long(what: str, where: str, option: str = "--window") -> Problem:
    message = f"{what} does not fit {where} the window of the envelope"
    return _problem(message, "Use fewer or shorter lines.", option)


def _problem(message: str, hint: str, option: str = "--window") -> Problem:
    return Problem(message, hint, option, kind=Kind.NO_ROOM)
