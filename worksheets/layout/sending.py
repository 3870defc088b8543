"""What a document is given to be sent out: a page for the envelope, and whose each page is.

The page for the envelope shows the patient's address in its window, and little else. In the upper
margin of every page is its place in a batch, small, and from the second page on the patient again,
since those pages are torn off, filled in and brought back by themselves.

Three things are known of every envelope: what its window shows of a letter that lies as it should,
what it may show of one that has slid, and where the letter is folded.

- **DIN 5008**, form B, the one for windows: the address field begins 45 mm from the top and 20 mm
  from the left and is 85 mm x 45 mm; the return line and remarks have the upper 17.7 mm, the
  address the lower 27.3 mm, and text is 5 mm in. Folds at 105 and 210 mm. The envelopes are those
  of DIN 680: DL, 110 mm x 220 mm, window 90 mm x 45 mm, 20 mm from the left and 15 mm from the
  bottom. (The field ends 90 mm from the top; 105 mm is the fold.)
- **UK**: there is no such standard for letters. The area is that of the letters which GOV.UK Notify
  takes: text between 24.6 and 120 mm from the left and 39.5 and 66.3 mm from the top, and nothing
  else before 95 mm down or 125 mm across. NHS Notify sends such letters in C5, folded once. Short
  addresses stand in the lower part, where windows of DL envelopes (usually 90 mm x 35 mm, 20 mm
  from the left, about 20 mm from the bottom; folded in thirds) show them too.
- **US**: a number 10 envelope, 9 1/2 x 4 1/8 inches, whose usual window is 4 1/2 x 1 1/8 inches,
  7/8 inch from the left and 1/2 inch from the bottom; the letter is folded in thirds. The Domestic
  Mail Manual of the US Postal Service, 601.6.3, wants 1/8 inch between the address and the window
  and nothing in it but the address, so that the return address stands outside.
"""

from collections.abc import Sequence
from typing import NamedTuple

from worksheets.document import Booklet, Document, Handout, Letter, Strip
from worksheets.layout.box import ARTIFACT, SECTION, Area, Box, Stack
from worksheets.layout.compose import text
from worksheets.layout.flow import Geometry, draw_box, measure_foot, with_foot
from worksheets.layout.leaves import Text
from worksheets.layout.style import Style, baseline, make_style, rung_of
from worksheets.model import Template
from worksheets.plan import Node, Page, Piece, Role, Rule, Tag
from worksheets.problems import Kind, Problem, WorksheetError
from worksheets.text.lines import Span, natural_width_em

_MM = 72 / 25.4
_SHIFT_MM = 3.0
"""How far a letter may slide, or be cut or folded wrongly, before the address is touched."""


class Envelope(NamedTuple):
    """What an envelope asks of the page that shows in its window; lengths in points.

    Attributes:
        window: What shows of a letter that lies as it should.
        text: Where text may stand that must show.
        clear: What may show when the letter slides: nothing else stands here.
        start: Where the address begins, if it is short enough.
        folds: Where the paper is folded, from its top.
        returns: Whether the address of the sender shows in the window as well.
    """

    window: Area
    text: Area
    clear: Area
    start: float
    folds: tuple[float, ...]
    returns: bool = False

    @property
    def beside(self) -> float:
        """Left edge of what may stand beside the window."""
        return max(125 * _MM, self.clear.right + _SHIFT_MM * _MM)


def envelope_for(window: str, width: float, height: float) -> Envelope:
    """The envelope of a kind.

    Args:
        window: "din5008", "uk" or "us".
        width: Width of the page in points.
        height: Height of the page in points.
    """
    return {"din5008": _din_5008, "uk": _uk, "us": _us}[window](width / _MM, height / _MM)


def _area(left: float, top: float, right: float, bottom: float) -> Area:
    """An area from its edges in millimetres."""
    return Area(left * _MM, top * _MM, (right - left) * _MM, (bottom - top) * _MM)


def _folds(*places: float) -> tuple[float, ...]:
    return tuple(place * _MM for place in places)


def _din_5008(width: float, height: float) -> Envelope:
    # A letter of 105 mm x 210 mm slides 5 mm upwards and 5 mm to each side in an envelope of
    # 110 mm x 220 mm; what the window always shows is 20 to 100 mm across and 50 to 90 mm down.
    return Envelope(
        window=_area(15, 45, 105, 90),
        text=_area(25, 50, 100 - _SHIFT_MM, 90 - _SHIFT_MM),
        clear=_area(10 - _SHIFT_MM, 45 - _SHIFT_MM, 110 + _SHIFT_MM, 95 + _SHIFT_MM),
        start=62.7 * _MM,
        folds=_folds(105, 210),
        returns=True,
    )


def _uk(width: float, height: float) -> Envelope:
    return Envelope(
        window=_area(24.6 - _SHIFT_MM, 39.5, 120, 66.3),
        text=_area(24.6, 39.5 + _SHIFT_MM, 105 - _SHIFT_MM, 66.3 - _SHIFT_MM),
        clear=_area(0, 30, 122, min(95, height / 3 - 0.5)),
        start=49 * _MM,
        folds=_folds(height / 3, height / 2, height * 2 / 3),
    )


def _us(width: float, height: float) -> Envelope:
    inch = 25.4
    fold = height / 3
    high, wide = 1.125 * inch, 4.5 * inch
    top = fold - inch / 2 - high  # of a letter that stands on the lower edge of the envelope
    slides = 4.125 * inch - fold, 9.5 * inch - width  # upwards, and from side to side
    right = 0.875 * inch  # of a letter at the left end of the envelope: its window begins here
    left = right - slides[1]
    middle = (left + right) / 2
    return Envelope(
        window=_area(middle, top, middle + wide, top + high),
        text=_area(right + inch / 8, top + inch / 8, left + wide - inch / 8, top + high - inch / 8),
        clear=_area(
            max(0.0, left - _SHIFT_MM),
            top - _SHIFT_MM,
            right + wide + _SHIFT_MM,
            min(top + high + slides[0] + _SHIFT_MM, fold - 0.5),
        ),
        start=(top + slides[0] + inch / 8) * _MM,
        folds=_folds(fold, 2 * fold),
    )


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
        page: The paper.
    """

    template: Template
    body: float
    page: Geometry


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
    width, height = front.page.upright
    page = front.page._replace(width=width, height=height)
    if width < _SMALLEST_PAPER[0] or height < _SMALLEST_PAPER[1]:
        message = "a letter for a window envelope needs A4 or Letter paper"
        raise WorksheetError([_problem(message, "Use such paper, not folded to a booklet.")])
    margin = page.margin
    body = min(max(front.body, _BODY_PT[0]), _BODY_PT[1])
    style = make_style(front.template, rung_of(body), *page.inner)
    foot = measure_foot(sheet.footer, style)
    envelope = envelope_for(letter.window, width, height)
    pieces = [_fold_marks(envelope, style), *_letterhead(sheet, envelope, style, (width, margin))]
    area = envelope.text
    if envelope.returns and letter.sender:
        pieces.append(_return_line(letter.sender, envelope, style))
        top = pieces[-1].y + pieces[-1].height
        area = area._replace(y=top, height=area.bottom - top)
    pieces.append(_address(letter, area, envelope.start, style))
    room = page.area(foot.height).bottom - _BODY_Y
    below = Area(area.x, _BODY_Y, width - area.x - _BODY_RIGHT, room)
    pieces.append(_body(sheet, letter, style, below))
    return with_foot(pieces, foot.build(1, pages), foot.height, page)


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


_MARK_PT, _MIN_MARK_PT = 8.0, 7.0
_MARK_LEADING = 1.2
_ABOVE_BODY_PT = 3.0
_EDGE_PT = 5 * 72 / 25.4
"""What many printers leave empty at the edge of the paper."""


Margins = tuple[float, float]


def pages_before(strip: Strip) -> int:
    """How many pages stand before the document itself; page numbers count them."""
    return 1 if strip.letter else 0


def for_sending(pages: Sequence[Page], document: Document, front: Front) -> Sequence[Page]:
    """The pages of a document with all that it wants for sending, and whose they are.

    Args:
        pages: The pages, numbered from `pages_before(strip) + 1`.
        document: What is wanted.
        front: How the page of the letter looks.

    Raises:
        WorksheetError: The address does not fit the envelope, or the envelope not the paper.
    """
    ink, margin = front.template.colours.muted, (front.page.margin, front.page.above)
    strip, body = document
    sheet = body.sheet if isinstance(body, Booklet) else body
    # The patient's name and identifier as the strip of the first page has them, or nothing.
    owner = strip.value("patient.name"), strip.value("patient.number")
    if len(pages) > 1:
        pages = (pages[0], *with_owner(pages[1:], owner, strip.mark, ink, margin))
    if strip.letter:
        pages = (address_page(sheet, strip.letter, front, len(pages) + 1), *pages)
    return with_mark(pages, strip.mark, ink, margin)


def with_mark(pages: Sequence[Page], mark: str, ink: str, margin: Margins) -> Sequence[Page]:
    """The same pages with a mark at the end of the upper margin of each: nothing else moves.

    Args:
        pages: The pages of one document.
        mark: "12 of 240", or "" for none.
        ink: Its colour.
        margin: The empty edge at the side of the pages and that above, in points.
    """
    if not mark:
        return pages
    piece = _margin_piece(mark, ink, margin, "mark")
    return [
        page._replace(pieces=(piece._replace(x=page.width - margin[0] - piece.width), *page.pieces))
        for page in pages
    ]


def with_owner(
    pages: Sequence[Page], owner: tuple[str, str], mark: str, ink: str, margin: Margins
) -> Sequence[Page]:
    """The same pages with the patient at the start of the upper margin of each.

    Args:
        pages: Pages after the first of a document.
        owner: Name and identifier, each "" for none; a name that is too long is cut.
        mark: What stands at the end of the same margin, or "".
        ink: Its colour.
        margin: The empty edge at the side of the pages and that above, in points.
    """
    if not any(owner) or not pages:
        return pages
    taken, size = 0.0, _size(margin[1])
    if mark:
        taken = _margin_piece(mark, ink, margin, "mark").width + 2 * size
    room = (pages[0].width - 2 * margin[0] - taken) / size
    piece = _margin_piece(_cut_owner(owner, room, ink), ink, margin, "owner")
    return [page._replace(pieces=(*page.pieces, piece)) for page in pages]


def _size(above: float) -> float:
    """As large as fits between the body and what printers leave empty, but never unreadable."""
    room = (above - _ABOVE_BODY_PT - _EDGE_PT) / _MARK_LEADING
    return max(_MIN_MARK_PT, min(_MARK_PT, room))


def _margin_piece(words: str, ink: str, margin: Margins, slot: str) -> Piece:
    """A line at the start of the upper margin."""
    size = _size(margin[1])
    leading = size * _MARK_LEADING
    line = Text((Span(words.replace("\n", " "), ink),), size, leading, tag=ARTIFACT)
    width = natural_width_em(line.spans) * size
    y = max(0.0, margin[1] - _ABOVE_BODY_PT - leading)
    node = draw_box(line, width + size, leading)
    return Piece(margin[0], y, width, leading, node, slot=slot)


def _cut_owner(owner: tuple[str, str], room: float, ink: str) -> str:
    """Name and identifier in `room` ems; the end of the name goes first."""
    name, number = owner
    for end in range(len(name), 0, -1):
        shown = name if end == len(name) else f"{name[:end].rstrip()}…"
        words = f"{shown}  ·  {number}" if number else shown
        if natural_width_em((Span(words, ink),)) <= room:
            return words
    return number
