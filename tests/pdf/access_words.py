"""What a sheet says when it is read aloud from beginning to end, template by template."""

from collections.abc import Iterator
from difflib import unified_diff

from worksheets.document import Card, Document, Field, Handout, Link, TickBox
from worksheets.model import Template
from worksheets.model.template import BlockSetup


def spoken_words(document: Document, template: Template, *, fillable: bool) -> list[str]:
    """The words of a sheet in reading order, as a screen reader gets them.

    A printed tick box is read as what it stands for; in a file that is filled in the box is a
    field, whose tooltip does not count here, with its label behind it.
    """
    return " ".join(_document(document, template, fillable)).split()


def spoken_fields(document: Document, template: Template) -> list[str]:
    """What the fields of a file that is filled in are called aloud, in reading order.

    Whoever comes to a box with the tab key hears the name of its exercise first.
    """
    blocks = {setup.block for setup in template.blocks}
    sheet = body_of(document)
    said = [field.label for field in document.strip.fields if not field.value]
    for gate in sheet.clearances:
        said += [field.label for field in (gate.by, gate.on) if field and not field.value]
    if blocks & {"cards", "list"}:
        said += [
            f"{card.name}: {box.accessible_text}" for card in sheet.cards for box in card.boxes
        ]
    if "week-grid" in blocks:
        said += _week_fields(sheet)
    return said


def differences(wanted: list[str], said: list[str]) -> str:
    """Where two readings part, as a diff of words."""
    return "\n".join(list(unified_diff(wanted, said, "sheet", "file", lineterm="", n=4))[:60])


def body_of(document: Document) -> Handout:
    """The body of a sheet."""
    assert isinstance(document.body, Handout)
    return document.body


def _document(document: Document, template: Template, fillable: bool) -> Iterator[str]:
    sheet, gated = body_of(document), False
    for setup in template.blocks:
        if setup.block in {"cards", "list", "week-grid"} and not gated:
            gated = True
            yield from _gates(sheet)
        match setup.block:
            case "masthead":
                yield from _masthead(document)
            case "purpose":
                yield from _purpose(sheet)
            case "cards":
                for card in sheet.cards:
                    yield from _card(card, setup, fillable)
            case "list":
                for card in sheet.cards:
                    yield from _row_of_list(card, fillable)
            case "week-grid":
                yield from _week(sheet, setup, fillable)
    yield sheet.footer.disclaimer


def _field(field: Field | None) -> Iterator[str]:
    if field:
        yield field.label
        yield field.value


def _link(link: Link) -> Iterator[str]:
    yield link.label
    yield link.text
    if link.code:
        yield link.code.alt


def _masthead(document: Document) -> Iterator[str]:
    masthead = body_of(document).masthead
    yield masthead.title
    yield " · ".join(masthead.clinic)
    yield masthead.subtitle
    yield from (link.code.alt for link in masthead.links if link.code)
    if masthead.logo:
        yield masthead.clinic[0]
    for field in document.strip.fields:
        yield from _field(field)


def _purpose(sheet: Handout) -> Iterator[str]:
    yield from _field(sheet.purpose)
    yield from _field(sheet.equipment)
    box = sheet.stop_and_call
    yield box.heading
    yield from (f"• {sign}" for sign in box.signs)
    yield box.emergency_heading
    yield ", ".join(box.emergency_signs)


def _gates(sheet: Handout) -> Iterator[str]:
    for gate in sheet.clearances:
        yield gate.heading
        yield gate.warning
        for field in filter(None, (gate.by, gate.on)):
            yield from _field(field)


def _boxes(boxes: tuple[TickBox, ...], fillable: bool) -> Iterator[str]:
    yield from (box.label if fillable else box.accessible_text for box in boxes)


def _card(card: Card, setup: BlockSetup, fillable: bool) -> Iterator[str]:
    yield f"{card.number} {card.name}"
    yield card.gate
    if card.figure:
        yield card.figure.alt
        yield card.figure.caption if setup.captions else ""
    yield card.dose
    yield " ".join(card.details)
    yield from (f"{number}. {step}" for number, step in enumerate(card.steps, 1))
    for remark in card.remarks:
        yield from _field(remark)
    if card.video and not card.video.code:
        yield from _link(card.video)
    yield from _boxes(card.boxes, fillable)
    if card.video and card.video.code:  # it stands under the boxes
        yield from _link(card.video)


def _row_of_list(card: Card, fillable: bool) -> Iterator[str]:
    yield from _card(card._replace(figure=None), BlockSetup(block="cards"), fillable)


def _week(sheet: Handout, setup: BlockSetup, fillable: bool) -> Iterator[str]:
    grid = sheet.grid
    yield grid.title
    yield grid.week if setup.dose else ""
    yield from (f"{column.weekday} {column.day}" for column in grid.columns)
    for row in grid.rows:
        yield f"{row.number} {row.name}"
        yield from (row.gate, row.dose, *row.details) if setup.dose else (row.aside,)
        for cell, column in zip(row.cells, grid.columns, strict=True):
            if not cell.due:
                yield cell.accessible_text
            elif not fillable:
                yield from (
                    f"{box.accessible_text}, {column.accessible_text}" for box in cell.boxes
                )
            yield cell.each
    yield from (row.label for row in grid.writing)


def _week_fields(sheet: Handout) -> Iterator[str]:
    grid = sheet.grid
    for row in grid.rows:
        for cell, column in zip(row.cells, grid.columns, strict=True):
            boxes = cell.boxes if cell.due else ()
            yield from (
                f"{row.name}: {box.accessible_text}, {column.accessible_text}" for box in boxes
            )
    for writing in grid.writing:
        yield from (f"{writing.label}, {column.accessible_text}" for column in grid.columns)
