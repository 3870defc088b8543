"""The page that shows the patient's address in the window of an envelope, and little else."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import inf
from typing import NamedTuple

from worksheets.document import Handout, Letter
from worksheets.kept import kept
from worksheets.layout.column import cut_column, in_reading_order
from worksheets.layout.entry import Entry
from worksheets.layout.envelopes import Area, Envelope, envelope_for
from worksheets.layout.footer import measure_foot
from worksheets.layout.pages import with_foot
from worksheets.layout.setter import Setter
from worksheets.layout.style import Style, baseline, make_style, same_style
from worksheets.layout.words import Paragraph, set_marks
from worksheets.model import Template
from worksheets.plan import Node, Page, Piece, Role, Rule, Tag
from worksheets.problems import Kind, Problem, WorksheetError
from worksheets.text.lines import Line, Span, natural_width_em, set_lines

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
    style = _style(front)
    margin = front.template.page.margin
    foot = measure_foot(sheet.footer, style)
    end = height - margin - foot.height
    frame = _frame(sheet, letter, style, (width, height, margin, end))
    pieces = [*frame.above, _address(letter, frame, style), frame.below]
    pieces = [*pieces[:-2], *(piece._replace(slot="letter") for piece in pieces[-2:])]
    return with_foot(pieces, foot.build(1, pages), foot.height, (width, height, margin))


def _style(front: Front) -> Style:
    width, height = front.size
    margin = front.template.page.margin
    body = min(max(front.body, _BODY_PT[0]), _BODY_PT[1])
    style = make_style(front.template, body, width - 2 * margin, height - 2 * margin)
    return same_style(style)


class _Frame(NamedTuple):
    """What is the same on the letters to all patients.

    Attributes:
        above: Marks of folds, letterhead and return line.
        area: Where the address may stand.
        start: Where it begins if it is short enough.
        below: Date, title and sentences.
    """

    above: tuple[Piece, ...]
    area: Area
    start: float
    below: Piece


@kept(
    32,
    key=lambda sheet, letter, style, page: (
        *sheet.masthead[:3],
        sheet.masthead.links,
        sheet.program_language,
        letter._replace(name="", address=()),
        id(style),
        page,
    ),
)
def _frame(
    sheet: Handout, letter: Letter, style: Style, page: tuple[float, float, float, float]
) -> _Frame:
    """All but the address; `page` is its width, height and margin and where its foot begins."""
    width, height, margin, end = page
    envelope = envelope_for(letter.window, width, height)
    above = [_fold_marks(envelope, style), *_letterhead(sheet, envelope, style, (width, margin))]
    area = envelope.text
    if envelope.returns and letter.sender:
        above.append(_return_line(letter.sender, envelope, style))
        top = above[-1].y + above[-1].height
        area = area._replace(y=top, height=area.bottom - top)
    room = Area(area.x, _BODY_Y, width - area.x - _BODY_RIGHT, end - _BODY_Y)
    return _Frame(tuple(above), area, envelope.start, _body(sheet, letter, style, room))


def _fold_marks(envelope: Envelope, style: Style) -> Piece:
    """Short rules at the left edge of the paper."""
    left, right = _FOLD
    rules = tuple(Rule(left, y, right, y, style.ink.muted, 0.5) for y in envelope.folds)
    return Piece(0, 0, right, envelope.folds[-1], Node(Tag(Role.ARTIFACT), rules))


def _letterhead(
    sheet: Handout, envelope: Envelope, style: Style, page: tuple[float, float]
) -> list[Piece]:
    """Whose letter it is: name, address and numbers of the clinic, beside the window."""
    masthead = sheet.masthead
    if not masthead.clinic:
        return []
    width, margin = page
    column = width - margin - envelope.beside
    setter = Setter(style)
    size, leading = style.small, style.leading_of(style.small)
    name = setter.bold_lines(masthead.clinic[0], column, size)
    others = [line for text in masthead.clinic[1:] for line in setter.lines(text, column, size)]
    entries: list[Entry] = [Paragraph(0, 0, name, size, leading)]
    if others:
        entries.append(Paragraph(0, 0, tuple(others), size, leading, links=masthead.links))
    node, height = _stack(entries)
    if margin + height > _BODY_Y - style.leading:
        raise WorksheetError([_too_long("the clinic's address", "beside")])
    return [Piece(envelope.beside, margin, column, height, node)]


def _address(letter: Letter, frame: _Frame, style: Style) -> Piece:
    """The patient's name and address, so that they show in the window."""
    area = frame.area
    address = _fit((letter.name, *letter.address), area, style.ink.text)
    if address is None:
        raise WorksheetError([_too_long("the patient's address", "in", "--address")])
    top = max(area.y, min(frame.start, area.bottom - address.height))
    node = address.place(0, 0, 0, len(address.lines))
    return Piece(area.x, top, area.width, address.height, node)


def _return_line(sender: Sequence[str], envelope: Envelope, style: Style) -> Piece:
    """The sender in one line over a thin rule, or in a few where it is long.

    Raises:
        WorksheetError: It leaves no room for the address.
    """
    area = envelope.text
    span = Span(" · ".join(sender), style.ink.muted)
    natural = natural_width_em((span,))
    size = next((one for one in _RETURNS_PT if natural * one <= area.width), _RETURNS_PT[0])
    lines = set_lines((span,), area.width / size)
    leading = size * _RETURN_LEADING
    height = len(lines) * leading
    if area.y + height > envelope.start:
        raise WorksheetError([_too_long("the clinic's address", "in")])
    text = Node(Tag(Role.PARAGRAPH), set_marks(lines, 0, 0, size, leading))
    wide = max(line.width_em for line in lines) * size
    rule = Node(Tag(Role.ARTIFACT), (Rule(0, height, wide, height, style.ink.line, 0.5),))
    return Piece(area.x, area.y, area.width, height, Node(Tag(Role.SECTION), (text, rule)))


class _Address(Paragraph):
    """An address in lines; its height is that of its letters, not of its lines."""

    @property
    def height(self) -> float:
        """From the letters of the first line to the tails of the last, in points."""
        return (len(self.lines) - 1) * self.leading + (_ABOVE + _BELOW) * self.size

    def place(self, x: float, y: float, start: int, stop: int) -> Node:
        """The lines, the first one's letters with their tops at `y`."""
        y += _ABOVE * self.size - baseline(self.size, self.leading)
        return super().place(x, y, start, stop)


def _fit(texts: Sequence[str], area: Area, ink: str) -> _Address | None:
    """An address in the fewest lines, and then as large as it fits; None where it does not."""
    steps = int((_LARGEST_PT - _SMALLEST_PT) / _STEP_PT)
    sizes = [(_LARGEST_PT - step * _STEP_PT, _LEADING) for step in range(steps + 1)]
    best: _Address | None = None
    for size, leading in (*sizes, (_SMALLEST_PT, _TIGHT)):
        broken = [set_lines((Span(text, ink),), area.width / size) for text in texts]
        lines: tuple[Line, ...] = tuple(line for text in broken for line in text)
        address = _Address(0, 0, lines, size, size * leading)
        fewer = best is None or len(lines) < len(best.lines)
        if fewer and address.height <= area.height:
            best = address
        if best and len(best.lines) == len(texts):
            break
    return best


def _body(sheet: Handout, letter: Letter, style: Style, area: Area) -> Piece:
    """Date, title and what follows, below window and fold.

    Raises:
        WorksheetError: The title is too long for the page.
    """
    setter = Setter(style)
    entries: Iterable[Entry]
    for scale in _TITLES:
        entries = _paragraphs(sheet, letter, setter, (area.width, style.body * scale))
        node, height = _stack(entries)
        if height <= area.height:
            return Piece(area.x, area.y, area.width, height, node)
    raise WorksheetError([_problem("the title takes more than a page", "Shorten the title.")])


def _paragraphs(
    sheet: Handout, letter: Letter, setter: Setter, title: tuple[float, float]
) -> list[Entry]:
    style, masthead, language = setter.style, sheet.masthead, sheet.program_language
    width, size = title
    lines = setter.bold_lines(masthead.title, width, size)
    leading = style.leading_of(size)
    entries: list[Entry] = [
        setter.paragraph(setter.lines(letter.date, width, 0, style.ink.muted)),
        Paragraph(style.leading, 0, lines, size, leading, Role.HEADING_1, language=language),
    ]
    if masthead.subtitle:
        lines = setter.lines(masthead.subtitle, width, style.body * 1.1, style.ink.muted)
        under = Paragraph(0, 0, lines, style.body * 1.1, style.leading_of(style.body * 1.1))
        entries.append(replace(under, language=language))
    links = (letter.phone,) if letter.phone else ()
    for index, sentence in enumerate(letter.sentences):
        gap = style.leading * (0.5 if index else 1.0)
        said = setter.paragraph(setter.lines(sentence, width), gap=gap)
        entries.append(replace(said, links=links))
    return entries


def _stack(entries: Iterable[Entry]) -> tuple[Node, float]:
    """Entries one under the other: their node and how high it is."""
    cut = cut_column(tuple(entries), inf)[0]
    return in_reading_order(cut.place(0, 0)), cut.height


def _too_long(what: str, where: str, option: str = "--window") -> Problem:
    message = f"{what} does not fit {where} the window of the envelope"
    return _problem(message, "Use fewer or shorter lines.", option)


def _problem(message: str, hint: str, option: str = "--window") -> Problem:
    return Problem(message, hint, option, kind=Kind.NO_ROOM)
