"""The sheet with fpdf2: a document of its own for each patient, as its manual says.

Text is set with its own cells; boxes and rules are drawn straight. Its tables, its text shaping
and round corners would take longer, so they are left out. Only what a document must have is made
anew: its manual knows no way to share an opened font between documents.
"""

import logging

import fontpkg_atkinson_hyperlegible as atkinson
from fpdf import FPDF

from worksheets.document import Card, Cell, Clearance, Handout, TickBox, WeekGrid

_MARGIN = 31.0
_WIDTH = 595.28 - 2 * _MARGIN
_LINE = 12.6
_FONT = "Atkinson"
_FILES = atkinson.ROOT / "files"

# The library that makes its subsets says of each font which tables it has left out.
logging.getLogger("fontTools").setLevel(logging.ERROR)


def with_fpdf2(sheet: Handout) -> bytes:
    """The sheet as a PDF file."""
    pdf = FPDF(unit="pt", format="A4")
    pdf.set_title(sheet.masthead.title)
    pdf.set_lang(sheet.language)
    pdf.set_margin(_MARGIN)
    pdf.set_auto_page_break(False)
    pdf.c_margin = 0
    pdf.add_font(_FONT, "", _FILES / "AtkinsonHyperlegible-Regular.ttf")
    pdf.add_font(_FONT, "B", _FILES / "AtkinsonHyperlegible-Bold.ttf")
    pdf.add_page()
    pdf.set_line_width(0.7)
    _head(pdf, sheet)
    for gate in sheet.clearances:
        _gate(pdf, gate)
    for card in sheet.cards:
        _card(pdf, card)
    _week(pdf, sheet.grid)
    _foot(pdf, sheet)
    return bytes(pdf.output())


def _say(pdf: FPDF, text: str, width: float = 0, size: float = 10, bold: bool = False) -> None:
    """Words in as many lines as they need; the pen goes to the line below, where they began."""
    pdf.set_font(_FONT, "B" if bold else "", size)
    height = _LINE * size / 10
    if pdf.get_string_width(text) <= (width or _MARGIN + _WIDTH - pdf.x):  # much faster
        pdf.cell(width, height, text, new_x="LEFT", new_y="NEXT")
    else:
        pdf.multi_cell(width, height, text, align="L", new_x="LEFT", new_y="NEXT")


def _boxes(pdf: FPDF, boxes: tuple[TickBox, ...], side: float, pitch: float) -> None:
    left, top = pdf.x, pdf.y
    for index in range(len(boxes)):
        pdf.rect(left + index * pitch, top, side, side)


def _head(pdf: FPDF, sheet: Handout) -> None:
    _say(pdf, sheet.masthead.title, size=19, bold=True)
    _say(pdf, sheet.masthead.subtitle)
    top = pdf.y + 4
    for index, field in enumerate(sheet.masthead.strip):
        pdf.set_xy(_MARGIN + index % 4 * _WIDTH / 4, top + index // 4 * 26)
        _say(pdf, field.label, _WIDTH / 4, size=8.4)
        if field.value:
            _say(pdf, field.value, _WIDTH / 4)
        else:
            pdf.line(pdf.x, pdf.y + 11, pdf.x + 100, pdf.y + 11)
    top += 56
    half = _WIDTH / 2 - 6
    pdf.set_xy(_MARGIN, top)
    for reason in (sheet.purpose, sheet.equipment):
        if reason:
            _say(pdf, f"{reason.label} {reason.value}", half)
    bottom = pdf.y
    warning = sheet.stop_and_call
    pdf.set_xy(_MARGIN + half + 12, top)
    _say(pdf, warning.heading, half, bold=True)
    for sign in warning.signs:
        _say(pdf, f"• {sign}", half)
    _say(pdf, f"{warning.emergency_heading} {', '.join(warning.emergency_signs)}", half)
    pdf.line(_MARGIN + half + 6, top, _MARGIN + half + 6, pdf.y)
    pdf.set_xy(_MARGIN, max(bottom, pdf.y) + 4)


def _gate(pdf: FPDF, gate: Clearance) -> None:
    top = pdf.y
    pdf.set_xy(_MARGIN + 4, top + 4)
    _say(pdf, f"{gate.heading} {gate.warning}", _WIDTH * 0.6)
    bottom = pdf.y + 4
    for index, field in enumerate(field for field in (gate.by, gate.on) if field):
        pdf.set_xy(_MARGIN + _WIDTH * (0.63 + 0.18 * index), top + 4)
        _say(pdf, field.label, size=8.4)
        pdf.line(pdf.x, bottom - 5, pdf.x + 85, bottom - 5)
    pdf.rect(_MARGIN, top, _WIDTH, bottom - top)
    pdf.set_xy(_MARGIN, bottom + 4)


def _card(pdf: FPDF, card: Card) -> None:
    top, wide = pdf.y, _WIDTH * 0.67
    pdf.line(_MARGIN, top, _MARGIN + _WIDTH, top)
    pdf.set_xy(_MARGIN, top + 3)
    _say(pdf, f"{card.number} {card.name} {card.gate}", wide, size=12, bold=True)
    for number, step in enumerate(card.steps, 1):
        _say(pdf, f"{number}. {step}", wide)
    for remark in card.remarks:
        _say(pdf, f"{remark.label} {remark.value}", wide)
    bottom = pdf.y
    pdf.set_xy(_MARGIN + _WIDTH * 0.68, top + 3)
    _say(pdf, card.dose, bold=True)
    for detail in card.details:
        _say(pdf, detail)
    _boxes(pdf, card.boxes, 15, 36)
    pdf.set_font(_FONT, "", 8.4)
    for index, box in enumerate(card.boxes):
        pdf.text(pdf.x + index * 36, pdf.y + 24, box.label)
    pdf.set_xy(_MARGIN, max(bottom, pdf.y + 27) + 3)


def _week(pdf: FPDF, week: WeekGrid) -> None:
    top, first = pdf.y, _WIDTH * 0.26
    day = (_WIDTH - first) / len(week.columns)
    rules = [top]
    pdf.set_xy(_MARGIN + 3, top + 2)
    _say(pdf, week.title, bold=True)
    for index, column in enumerate(week.columns):
        pdf.set_xy(_MARGIN + first + index * day + 3, top + 2)
        _say(pdf, f"{column.weekday} {column.day}", bold=True)
    rules.append(top + 17)
    for row in week.rows:
        top = rules[-1] + 3
        pdf.set_xy(_MARGIN + 3, top)
        _say(pdf, f"{row.number} {row.name}", first)
        for index, cell in enumerate(row.cells):
            pdf.set_xy(_MARGIN + first + index * day + 3, top)
            _day(pdf, cell)
        rules.append(top + (26 if any(cell.each for cell in row.cells) else 15))
    for writing in week.writing:
        pdf.set_xy(_MARGIN + 3, rules[-1] + 3)
        _say(pdf, writing.label, first)
        rules.append(rules[-1] + 18)
    for rule in rules:
        pdf.line(_MARGIN, rule, _MARGIN + _WIDTH, rule)
    for index in range(len(week.columns)):
        left = _MARGIN + first + index * day
        pdf.line(left, rules[0], left, rules[-1])


def _day(pdf: FPDF, cell: Cell) -> None:
    side, pitch = (10, 12.5) if len(cell.boxes) <= 4 else (7, 8.4)
    _boxes(pdf, cell.boxes, side, pitch)
    if cell.each:
        pdf.set_font(_FONT, "", 8.4)
        pdf.text(pdf.x, pdf.y + 20, cell.each)


def _foot(pdf: FPDF, sheet: Handout) -> None:
    pdf.set_xy(_MARGIN, 841.89 - 75)
    pdf.line(_MARGIN, pdf.y - 4, _MARGIN + _WIDTH, pdf.y - 4)
    page = sheet.footer.page_of.format(page=1, pages=1)
    _say(pdf, sheet.footer.disclaimer, size=8.4)
    _say(pdf, f"{sheet.footer.reference} · {page}", size=8.4)
