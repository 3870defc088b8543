"""Documents with a letter, a mark or a note, for the tests of all three."""

from datetime import date
from functools import cache
from typing import Any

from plan_checks import extent

from worksheets.app import parts_of
from worksheets.document import Handout, Letter, Link
from worksheets.layout import lay_out
from worksheets.layout.booklets import lay_out_booklet
from worksheets.load.order import Order, load_order
from worksheets.model import Patient, Template
from worksheets.model.base import Paper
from worksheets.plan import GlyphRun, Page, Plan
from worksheets.resolve import resolve_handout
from worksheets.resolve.booklets import resolve_booklet

SIOBHAN = Patient(
    name="Siobhán O'Connor",
    number="000130",
    side="left",
    start=date(2026, 12, 7),
    surgery=date(2026, 10, 5),
    clinician="J. Patel",
)
SENDER = ("Harbour Clinic", "12 Quay Street", "WHITBY YO21 1AB")


@cache
def sheet_and_template(template: str, paper: Paper) -> tuple[Handout, Template]:
    order = Order("achilles-rupture", date(2026, 12, 7), template, paper=paper, patient=SIOBHAN)
    loaded = load_order(order)
    sheet = resolve_handout(parts_of(order, loaded))
    phone = Link("01632 960001", "tel:01632960001")
    masthead = sheet.masthead._replace(clinic=(*SENDER, phone.text), links=(phone,))
    return sheet._replace(masthead=masthead), loaded.template


def plan_with(template: str = "handout", paper: Paper = "a4", **changes: Any) -> Plan:
    """The built-in program with other values in its sheet."""
    sheet, loaded = sheet_and_template(template, paper)
    return lay_out(sheet._replace(**changes), loaded, paper)[0]


def booklet_with(paper: Paper = "a4", weeks: int = 4, sides: int = 1, **changes: Any) -> Plan:
    order = Order("achilles-rupture", date(2026, 12, 7), "booklet", paper=paper, patient=SIOBHAN)
    loaded = load_order(order)
    booklet = resolve_booklet(parts_of(order, loaded), weeks)
    booklet = booklet._replace(sheet=booklet.sheet._replace(**changes))
    return lay_out_booklet(booklet, loaded.template, paper, sides=sides)[0]


def letter_to(*address: str, window: str = "din5008", name: str = "Siobhán O'Connor") -> Letter:
    sentences = "Your exercise sheet follows.", "Call us on 01632 960001.", "Not yours? Tell us."
    phone = Link("01632 960001", "tel:01632960001")
    return Letter(window, SENDER, name, address, "7 December 2026", sentences, phone)


def marks_on(page: Page) -> list[tuple[float, float, float, float]]:
    """Left, top, right and bottom of every mark, with the tails of letters."""
    found = []
    for piece in page.pieces:
        for mark in piece.node.marks():
            left, top, right, bottom = extent(mark)
            tails = mark.size * 0.21 if isinstance(mark, GlyphRun) else 0.0
            found.append((piece.x + left, piece.y + top, piece.x + right, piece.y + bottom + tails))
    return found


def text_on(page: Page) -> str:
    runs = (mark for piece in page.pieces for mark in piece.node.marks())
    return " ".join(run.text for run in runs if isinstance(run, GlyphRun))
