"""The same sheet with ReportLab's Platypus, written as its manual teaches, as a yardstick.

It prints the same words, boxes and grid with the same embedded fonts at one fixed size. It does
not try sizes, shape text, fall back to other fonts or keep meaning.
"""

from functools import cache
from io import BytesIO
from xml.sax.saxutils import escape

import fontpkg_atkinson_hyperlegible as atkinson
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from worksheets.document import Cell, Clearance, Document, Handout, Strip, TickBox
from worksheets.facts import dose_text
from worksheets.layout.fit import handout_of

MARGIN = 31
WIDTH = A4[0] - 2 * MARGIN
LINE = HexColor("#b9c2c7")


@cache
def styles() -> dict[str, ParagraphStyle]:
    """Paragraph styles, with the fonts registered once."""
    for name, weight in (("Body", "Regular"), ("Bold", "Bold")):
        file = atkinson.ROOT / "files" / f"AtkinsonHyperlegible-{weight}.ttf"
        registerFont(TTFont(name, str(file)))
    body = ParagraphStyle("body", fontName="Body", fontSize=10, leading=12.5)
    return {
        "body": body,
        "bold": ParagraphStyle("bold", body, fontName="Bold"),
        "small": ParagraphStyle("small", body, fontSize=8.6, leading=10.5),
        "name": ParagraphStyle("name", body, fontName="Bold", fontSize=12.2, leading=15),
        "title": ParagraphStyle("title", body, fontName="Bold", fontSize=19, leading=24),
    }


def paragraph(text: str, style: str = "body") -> Paragraph:
    """A paragraph of plain text."""
    return Paragraph(escape(text), styles()[style])


class Boxes(Flowable):  # type: ignore[misc]  # ReportLab has no types.
    """A row of tick boxes."""

    def __init__(self, boxes: tuple[TickBox, ...], side: float, pitch: float) -> None:
        """Boxes of a side, a pitch from one to the next; lengths in points."""
        super().__init__()
        self.boxes, self.side, self.pitch = boxes, side, pitch

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Width and height in points."""
        return self.pitch * len(self.boxes), self.side + 1

    def draw(self) -> None:
        """Draw the boxes from the left."""
        for index in range(len(self.boxes)):
            self.canv.roundRect(index * self.pitch, 0, self.side, self.side, 1.5)


def draw_with_platypus(document: Document) -> bytes:
    """The sheet as a PDF file."""
    sheet = handout_of(document)

    def foot(canvas: Canvas, _: SimpleDocTemplate) -> None:
        note = paragraph(sheet.footer.disclaimer, "small")
        _, height = note.wrap(WIDTH, 100)
        note.drawOn(canvas, MARGIN, MARGIN)
        canvas.line(MARGIN, MARGIN + height + 4, A4[0] - MARGIN, MARGIN + height + 4)
        canvas.setFont("Body", 7.5)
        page = sheet.footer.page_of.format(page=1, pages=1)
        canvas.drawRightString(A4[0] - MARGIN, MARGIN - 9, f"{sheet.footer.reference} · {page}")

    output = BytesIO()
    built = SimpleDocTemplate(
        output,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN + 44,
        invariant=1,
        initialFontName="Body" if styles() else "",
    )
    words = [*head(document.strip, sheet), *cards(sheet), grid(sheet)]
    built.build(words, onFirstPage=foot, onLaterPages=foot)
    return output.getvalue()


def head(fields: Strip, sheet: Handout) -> list[Flowable]:
    """Title, patient strip, purpose, stop-and-call box and gates."""
    strip = [
        [paragraph(one.label, "small"), paragraph(one.value or "_" * 14)] for one in fields.fields
    ]
    rows = [strip[:4], strip[4:] + [""] * (8 - len(strip))]
    warning = sheet.stop_and_call
    right = [
        paragraph(warning.heading, "bold"),
        *(paragraph(f"• {sign}") for sign in warning.signs),
        *([paragraph(" ".join(warning.emergency[:2]))] if warning.emergency else []),
    ]
    left = [
        paragraph(f"{field.label} {field.value}")
        for field in (sheet.purpose, sheet.equipment)
        if field
    ]
    gates = [
        paragraph(" ____ ".join([f"{gate.heading} {gate.warning}", *_labels(gate), ""]))
        for gate in sheet.clearances
    ]
    return [
        paragraph(sheet.masthead.title, "title"),
        paragraph(sheet.masthead.subtitle),
        Table(rows, colWidths=[WIDTH / 4] * 4),
        Table([[left, right]], colWidths=[WIDTH / 2] * 2),
        *gates,
        Spacer(1, 4),
    ]


def _labels(gate: Clearance) -> list[str]:
    return [field.label for field in (gate.by, gate.on) if field]


def cards(sheet: Handout) -> list[Flowable]:
    """A table for each exercise: words at the left, dose and boxes at the right."""
    tables = []
    for card in sheet.cards:
        words = [
            paragraph(f"{card.number} {card.name} {card.gate}", "name"),
            *(paragraph(f"{number}. {step}") for number, step in enumerate(card.steps, 1)),
            *(paragraph(f"{remark.label} {remark.value}") for remark in card.remarks),
        ]
        dose = [
            paragraph(dose_text(card.dose), "bold"),
            *(paragraph(detail) for detail in card.details),
        ]
        style = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEABOVE", (0, 0), (-1, 0), 0.6, LINE)]
        tables.append(Table([[words, dose]], colWidths=[WIDTH * 0.68, WIDTH * 0.32], style=style))
    return tables


def grid(sheet: Handout) -> Table:
    """The weekly grid."""
    week = sheet.grid
    rows = [
        [
            paragraph(week.title, "bold"),
            *(paragraph(f"{day.weekday} {day.day}", "bold") for day in week.columns),
        ]
    ]
    for row in week.rows:
        rows.append([paragraph(f"{row.number} {row.name}"), *map(_boxes, row.cells)])
    rows += [[paragraph(row.label), *[""] * len(week.columns)] for row in week.writing]
    return Table(
        rows,
        colWidths=[WIDTH * 0.26, *[WIDTH * 0.74 / 7] * 7],
        style=[
            ("GRID", (0, 0), (-1, -1), 0.5, LINE),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("LEFTPADDING", (1, 0), (-1, -1), 3),
        ],
    )


def _boxes(cell: Cell) -> list[Flowable]:
    """The boxes of a day, side by side, and what one of them stands for."""
    if not cell.due:
        return []
    side, pitch = (10, 12.5) if len(cell.boxes) <= 4 else (7, 8.4)
    boxes = Boxes(cell.boxes, side, pitch)
    return [boxes, paragraph(cell.each, "small")] if cell.each else [boxes]
