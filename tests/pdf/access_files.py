"""The files that the tests of accessibility look at: a short sheet and a long one, every way."""

from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import page as validation
from access_tree import TaggedFile, read_tagged
from access_words import body_of

from worksheets.app import resolve_document
from worksheets.document import Document, Handout
from worksheets.layout.fit import LaidOut, SlotFrame, lay_out_frame
from worksheets.load.order import Loaded, Order, load_order
from worksheets.model import Patient, Template
from worksheets.model.base import Paper
from worksheets.pdf.draw import DrawOptions, draw_plan
from worksheets.plan import Plan

LONG = Path(__file__).parent / "long"
ISSUED = date(2026, 12, 7)
MOMENT = datetime(2026, 12, 7)
SIOBHAN = Patient(
    name="Siobhán O'Connor",
    number="000130",
    side="left",
    start=date(2026, 12, 7),
    surgery=date(2026, 10, 5),
    clinician="J. Patel",
)
BOTH_SIDES = Patient(name="Nguyễn Văn Λεωνίδας", side="both", start=date(2026, 12, 9))


class Case(NamedTuple):
    """One file: which content, in which form."""

    template: str = "handout"
    paper: Paper = "a4"
    fillable: bool = False
    content: str = "short"
    archive: bool = False

    def __str__(self) -> str:
        form = [word for word in ("fillable", "archive") if getattr(self, word)]
        return "-".join([self.content, self.template, self.paper, *form])


FORMS: list[tuple[str, Paper]] = [("handout", "a4"), ("compact", "a4"), ("grid", "a4")]
FORMS += [("handout", "letter"), ("compact", "letter")]
CASES = [
    Case(template, paper, fillable, content)
    for content in ("short", "long")
    for template, paper in FORMS
    for fillable in (False, True)
]
CASES += [Case(template, fillable=True, content="blank") for template in ("handout", "grid")]


def order_for(case: Case) -> Order:
    """The short sheet is the built-in program; the long one holds all that can be printed."""
    if case.content == "long":
        clinic = LONG / ("clinic.yaml" if case.paper == "a4" else "clinic-png.yaml")
        return Order(
            str(LONG / "long.yaml"),
            ISSUED,
            case.template,
            paper=case.paper,
            clinic=clinic,
            libraries=(LONG,),
            patient=BOTH_SIDES,
            qr=case.paper == "letter",
        )
    patient = Patient() if case.content == "blank" else SIOBHAN
    return Order("achilles-rupture", ISSUED, case.template, paper=case.paper, patient=patient)


@cache
def loaded_for(case: Case) -> Loaded:
    return load_order(order_for(case))


@cache
def _prepare(case: Case) -> tuple[Document, LaidOut]:
    loaded = loaded_for(case)
    document = resolve_document(order_for(case), loaded)
    return document, lay_out_frame(document, loaded.template, loaded.paper)


def document_of(case: Case) -> Document:
    return _prepare(case._replace(fillable=False, archive=False))[0]


def sheet_of(case: Case) -> Handout:
    return body_of(document_of(case))


def plan_of(case: Case) -> Plan:
    return _prepare(case._replace(fillable=False, archive=False))[1].plan


def frame_of(case: Case) -> SlotFrame:
    return _prepare(case._replace(fillable=False, archive=False))[1].frame


def template_of(case: Case) -> Template:
    return loaded_for(case._replace(fillable=False, archive=False)).template


@cache
def file_of(case: Case) -> bytes:
    options = DrawOptions(fillable=case.fillable, archive=case.archive)
    return draw_plan(plan_of(case), MOMENT, options)


def read_case(case: Case) -> TaggedFile:
    return read_tagged(file_of(case))


def complaints(data: bytes, profile: Any = validation.ValidationProfile.PDF_UA_1) -> list[str]:
    """What the validator finds, a line each with its rule."""
    report = validation.validate_pdf_bytes(data, profile=profile)
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]
