"""What a sheet says when it is read aloud from beginning to end, template by template."""

from collections.abc import Iterator
from difflib import unified_diff

from worksheets.document import Card, Document, Field, Handout, Link, Row
from worksheets.facts import BLANK, dose_text
from worksheets.layout.fit import SlotFrame
from worksheets.model.template import BlockSetup


def spoken_words(document: Document, frame: SlotFrame, *, fillable: bool) -> list[str]:
    """The words of a sheet in reading order, as a screen reader gets them.

    A printed tick box is read as what it stands for; in a file that is filled in the box is a
    field, whose tooltip does not count here.
    """
    return " ".join(_document(document, frame, fillable)).split()


def spoken_fields(document: Document, frame: SlotFrame) -> list[str]:
    """What the fields of a file that is filled in are called aloud, in reading order.

    Whoever comes to a box with the tab key hears the name of its exercise first.
    """
    blocks = {setup.block for setup in frame.template.blocks}
    sheet = body_of(document)
    said = [field.label for field in document.strip.fields if not field.value]
    for gate in sheet.clearances:
        said += [field.label for field in (gate.by, gate.on) if field and not field.value]
    if "week-grid" in blocks:
        said += _week_fields(sheet, frame)
    return said


def differences(wanted: list[str], said: list[str]) -> str:
    """Where two readings part, as a diff of words."""
    return "\n".join(list(unified_diff(wanted, said, "sheet", "file", lineterm="", n=4))[:60])


def body_of(document: Document) -> Handout:
    """The body of a sheet."""
    assert isinstance(document.body, Handout)
    return document.body


def _document(document: Document, frame: SlotFrame, fillable: bool) -> Iterator[str]:
    sheet, gated = body_of(document), False
    for setup in frame.template.blocks:
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
                    yield from _card(card, setup)
            case "list":
                for card in sheet.cards:
                    yield from _card(card._replace(figure=None), setup)
            case "week-grid":
                yield from _record(sheet, frame, setup, fillable)
    yield sheet.footer.disclaimer


def _record(sheet: Handout, frame: SlotFrame, setup: BlockSetup, fillable: bool) -> Iterator[str]:
    if not frame.on_back:
        yield from _week(sheet, frame, fillable, with_dose=setup.dose)
        return
    yield sheet.grid.title
    yield sheet.grid.how
    yield from (gate.heading for gate in sheet.clearances)
    yield from _week(sheet, frame, fillable, with_dose=True)
    yield from _stop(sheet, "; ".join(sheet.stop_and_call.signs) + ".")


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
    yield from _stop(sheet, *(f"• {sign}" for sign in sheet.stop_and_call.signs))
    for words in sheet.phases:
        yield words.label
        yield from words.sentences


def _stop(sheet: Handout, *signs: str) -> Iterator[str]:
    box = sheet.stop_and_call
    yield box.heading
    yield from signs
    if box.emergency:
        yield f"{box.emergency.label} {box.emergency.value}"


def _gates(sheet: Handout) -> Iterator[str]:
    for gate in sheet.clearances:
        yield gate.heading
        for field in filter(None, (gate.by, gate.on)):
            yield from _field(field)
        yield gate.warning


def _card(card: Card, setup: BlockSetup) -> Iterator[str]:
    yield f"{card.number} {card.name}"
    yield card.gate
    if card.figure:
        yield card.figure.alt
        yield card.figure.caption if setup.captions else ""
    dose = sorted(card.dose, key=lambda fact: not fact.is_known)
    yield " ".join(fact.text.replace(BLANK, "_" * 7) for fact in dose)
    yield " ".join(card.details)
    yield from (f"{number}. {step}" for number, step in enumerate(card.steps, 1))
    for remark in card.remarks:
        yield from _field(remark)
    if card.video:
        yield from _link(card.video)


def rows_of(sheet: Handout, frame: SlotFrame, *, with_dose: bool) -> list[Row]:
    """The rows of the table, with one box a session where the page has room for no more."""
    rows = []
    for row in sheet.grid.rows:
        due = [cell for cell in row.cells if cell.due]
        is_short = frame.style.is_tight and not with_dose
        if is_short and any(cell.short and cell.in_session < len(cell.boxes) for cell in due):
            row = row._replace(
                ways=(), cells=tuple(cell._replace(boxes=cell.short) for cell in row.cells)
            )
        rows.append(row)
    return rows


def _week(sheet: Handout, frame: SlotFrame, fillable: bool, *, with_dose: bool) -> Iterator[str]:
    grid = sheet.grid
    yield (grid.week or grid.how) if with_dose else grid.title
    yield from (f"{column.weekday} {column.day}" for column in grid.columns)
    for row in rows_of(sheet, frame, with_dose=with_dose):
        if with_dose and row.figure:
            yield row.figure.alt
        yield f"{row.number} {row.name}"
        known = [fact for fact in row.dose if fact.is_known]
        yield from (row.gate, dose_text(known, row.details)) if with_dose else (row.aside,)
        cell = next((cell for cell in row.cells if cell.due), None)
        if cell and row.ways and not cell.in_session % len(row.ways):
            yield " ".join(row.ways * (len(cell.boxes) // cell.in_session))
        for cell, column in zip(row.cells, grid.columns, strict=True):
            if not cell.due:
                yield cell.accessible_text
            elif not fillable:
                for box in cell.boxes:
                    yield f"{box.accessible_text}, {column.accessible_text}"
            yield cell.each
    yield from (row.label for row in grid.writing)
    yield grid.notes


def _week_fields(sheet: Handout, frame: SlotFrame) -> Iterator[str]:
    grid = sheet.grid
    setup = next(one for one in frame.template.blocks if one.block == "week-grid")
    for row in rows_of(sheet, frame, with_dose=setup.dose or frame.on_back):
        for cell, column in zip(row.cells, grid.columns, strict=True):
            boxes = cell.boxes if cell.due else ()
            yield from (
                f"{row.name}: {box.accessible_text}, {column.accessible_text}" for box in boxes
            )
    for writing in grid.writing:
        yield from (f"{writing.label}, {column.accessible_text}" for column in grid.columns)
    yield grid.notes
