"""Documents with a letter, a mark or a note, for the tests of all three."""

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from plan_checks import extent

from worksheets.app import resolve_document
from worksheets.document import Booklet, Document, Handout, Letter, Link, Strip
from worksheets.layout import lay_out
from worksheets.layout.booklets import lay_out_booklet
from worksheets.load.library import Library
from worksheets.load.order import Order, load_order
from worksheets.model import Patient, Template
from worksheets.model.base import Paper
from worksheets.plan import GlyphRun, Page, Plan
from worksheets.resolve import Parts, Recipient, resolve_handout, resolve_strip

SIOBHAN = Patient(
    name="Siobhán O'Connor",
    number="000130",
    side="left",
    start=date(2026, 12, 7),
    surgery=date(2026, 10, 5),
    clinician="J. Patel",
)
SENDER = ("Harbour Clinic", "12 Quay Street", "WHITBY YO21 1AB")


def document_from(
    parts: Parts, week: int | None = None, patient: Patient | None = None
) -> Document:
    """The handout of some parts, for a patient."""
    strip = resolve_strip(parts, Recipient(patient or Patient()), week)
    return Document(strip, resolve_handout(parts, week))


@cache
def document_of(order: Order) -> tuple[Document, Template]:
    """The handout of an order, and its template."""
    loaded = load_order(order)
    return resolve_document(order, loaded), loaded.template


def changed(document: Document, **changes: Any) -> Document:
    """A document with other values in its strip, or in the sheet of its body."""
    strip, body = document
    mine = {name: value for name, value in changes.items() if name in Strip._fields}
    others = {name: value for name, value in changes.items() if name not in mine}
    if isinstance(body, Booklet):
        return Document(strip._replace(**mine), body._replace(sheet=body.sheet._replace(**others)))
    return Document(strip._replace(**mine), body._replace(**others))


@cache
def template_named(name: str) -> Template:
    found: Template = Library().load("template", name)
    return found


@cache
def sheet_and_template(template: str, paper: Paper) -> tuple[Document, Template]:
    day = date(2026, 12, 7)
    order = Order("achilles-rupture", day, template, paper=paper, patient=SIOBHAN)
    document, loaded = document_of(order)
    phone = Link("01632 960001", "tel:01632960001")
    assert isinstance(document.body, Handout)
    masthead = document.body.masthead._replace(clinic=(*SENDER, phone.text), links=(phone,))
    return changed(document, masthead=masthead), loaded


@cache
def plan_with(template: str = "handout", paper: Paper = "a4", **changes: Any) -> Plan:
    """The built-in program with other values in its document."""
    document, loaded = sheet_and_template(template, paper)
    return lay_out(changed(document, **changes), loaded, paper)[0]


@cache
def booklet_of(paper: Paper, weeks: int) -> tuple[Document, Template]:
    order = Order("achilles-rupture", date(2026, 12, 7), "booklet", paper=paper, patient=SIOBHAN)
    loaded = load_order(order)
    return resolve_document(replace(order, weeks=weeks), loaded), loaded.template


@cache
def booklet_with(paper: Paper = "a4", weeks: int = 4, sides: int = 1, **changes: Any) -> Plan:
    document, template = booklet_of(paper, weeks)
    return lay_out_booklet(changed(document, **changes), template, paper, sides=sides)[0]


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
