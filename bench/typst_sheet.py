"""The sheet with typst's Python binding, with one compiler so that it compiles incrementally.

The compiler caches what it has set. The data of a patient reach it in a file beside the template:
handed over as an input of the system, they empty half of its caches (that was measured, and takes
half as long again).
"""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import fontpkg_atkinson_hyperlegible as atkinson
import typst

from worksheets.document import Card, Cell, Document
from worksheets.facts import dose_text
from worksheets.figure_sheets import write_svg
from worksheets.layout.compose import inked
from worksheets.layout.fit import handout_of
from worksheets.model.template import Colours
from worksheets.plan import Drawing

_TEMPLATE = Path(__file__).with_name("sheet.typ")


class Typst:
    """Makes sheets with one compiler."""

    def __init__(self, folder: Path, *, tagged: bool = True, pictures: bool = False) -> None:
        """Read the template and the fonts.

        Args:
            folder: An empty folder for the template, the data and the pictures.
            tagged: Whether the file is tagged and keeps to PDF/UA-1.
            pictures: Whether the exercises are shown, as SVG files.
        """
        template = Path(shutil.copy(_TEMPLATE, folder))
        fonts = [Path(atkinson.ROOT, "files")]
        self._folder, self._tagged, self._pictures = folder, tagged, pictures
        self._data = folder / "patients.json"
        self._compiler = typst.Compiler(template, font_paths=fonts, ignore_system_fonts=True)

    def make(self, documents: Sequence[Document]) -> bytes:
        """Documents as one PDF file."""
        data = [self._data_of(document) for document in documents]
        self._data.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
        made = self._compiler.compile(
            format="pdf",
            pdf_standards=["ua-1"] if self._tagged else [],
            pdf_tags=self._tagged,
        )
        assert isinstance(made, bytes)
        return made

    def _data_of(self, document: Document) -> dict[str, Any]:
        """What is printed, as plain data."""
        sheet = handout_of(document)
        warning, week = sheet.stop_and_call, sheet.grid
        page = sheet.footer.page_of.format(page=1, pages=1)
        return {
            "title": sheet.masthead.title,
            "subtitle": sheet.masthead.subtitle,
            "strip": [[field.label, field.value] for field in document.strip.fields],
            "reasons": [[one.label, one.value] for one in (sheet.purpose, sheet.equipment) if one],
            "warning": {
                "heading": warning.heading,
                "signs": warning.signs,
                "emergency": warning.emergency.label if warning.emergency else "",
                "emergency_signs": warning.emergency.value if warning.emergency else "",
            },
            "gates": [
                {
                    "heading": gate.heading,
                    "warning": gate.warning,
                    "fields": [field.label for field in (gate.by, gate.on) if field],
                }
                for gate in sheet.clearances
            ],
            "cards": list(map(self._card, sheet.cards)),
            "week": {
                "head": [week.title, *(f"{day.weekday} {day.day}" for day in week.columns)],
                "rows": [
                    {"number": row.number, "name": row.name, "cells": list(map(_cell, row.cells))}
                    for row in week.rows
                ],
                "writing": [row.label for row in week.writing],
                "notes": week.notes,
            },
            "disclaimer": sheet.footer.disclaimer,
            "reference": f"{sheet.footer.reference} · {page}",
        }

    def _card(self, card: Card) -> dict[str, Any]:
        return {
            "number": card.number,
            "name": card.name,
            "gate": card.gate,
            "dose": dose_text(card.dose),
            "details": card.details,
            "steps": card.steps,
            "remarks": [[remark.label, remark.value] for remark in card.remarks],
            "picture": self._picture(card) if self._pictures else "",
            "alt": card.figure.alt if card.figure else "",
        }

    def _picture(self, card: Card) -> str:
        """The name of a picture, written when it is first needed."""
        if card.figure is None or not isinstance(card.figure.image, Drawing):
            return ""
        drawing = card.figure.image
        file = self._folder / f"{card.id}-{drawing.key}.svg"
        if not file.exists():
            file.write_bytes(write_svg(inked(drawing, Colours()), card.name, card.figure.alt))
        return file.name


def _cell(cell: Cell) -> dict[str, Any]:
    return {"boxes": len(cell.boxes), "each": cell.each}
