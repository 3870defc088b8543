"""A file to a roster: CSV, XLSX, JSON, YAML or FHIR."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from worksheets.model.roster import DateOrder, RosterSetup
from worksheets.problems import Kind
from worksheets.rosters.csv_rows import csv_rows
from worksheets.rosters.dates import ORDERS, Evidence, Rule, disagreeing, settle, spoken
from worksheets.rosters.encodings import Encoding, encoding_of
from worksheets.rosters.files import Copy, Format, copy_of, format_of, refuse
from worksheets.rosters.intake import Intake
from worksheets.rosters.json_items import JsonItem, json_items
from worksheets.rosters.objects import RawObject, listed, raw_object
from worksheets.rosters.roster import Read, Roster

_SMALL = 1_000_000
_STATED = "add --dates day-month-year or another order, or roster: dates: in clinic.yaml"


def read_roster(
    path: Path,
    setup: RosterSetup | None = None,
    dates: DateOrder | None = None,
    today: date | None = None,
    used: str = "",
) -> Roster:
    """Read a roster once into a private copy, from which its rows come as often as wanted.

    Args:
        path: The file.
        setup: What the clinic says about its rosters.
        dates: The order of dates made of numbers; it goes before that of `setup`.
        today: Nobody was born after this day, which tells the century of years with two digits;
            None for the day it is.
        used: Name of a column that is used for something else than what is printed, or "".

    Raises:
        WorksheetError: The file is not there or cannot be read as a roster. What is wrong with
            single rows is told with them instead.
    """
    copy = copy_of(path)
    intake = Intake(copy.name, setup, today or date.today())
    try:
        with copy.file:
            form = format_of(copy, path.suffix)
            merged = _take(copy, form, intake)
        if not intake.patients:
            hint = "Check that the rows were saved, below the names of the columns."
            raise refuse(copy.name, "there are no patients in the roster", hint, Kind.INVALID)
        intake.notes += intake.namer.notes(intake.columns, used)
        rules = _rules(intake, dates or (setup.dates if setup else None))
    except BaseException:
        intake.spool.close()
        raise
    return Roster(
        Read(
            path,
            copy.name,
            copy.digest,
            intake.spool,
            intake.columns,
            rules,
            intake.notes,
            setup.sides if setup else {},
            merged,
            len(intake.columns) if form == "csv" and intake.keeps_empties else 0,
        )
    )


def _take(copy: Copy, form: Format, intake: Intake) -> dict[int, set[int]]:
    """Take everything in a file; returns which cells of which rows merged cells hide."""
    if form == "xlsx":
        return _take_workbook(copy, intake)
    encoding = encoding_of(copy.file)
    if encoding is None:
        hint = 'Save it again as "CSV UTF-8".'
        raise refuse(copy.name, "the text is Unicode that is torn or incomplete", hint)
    if encoding.spoken:
        told = f"the text is not saved as Unicode; it is read as {encoding.spoken}"
        intake.note(told, 'Look at accented names; if they are wrong, save it as "CSV UTF-8".')
    if form == "csv":
        if not intake.take_rows(csv_rows(copy.file, encoding, copy.name, intake.namer.score)):
            raise intake.nameless()
    else:
        _take_items(_items(copy, form, encoding), intake)
    return {}


def _items(copy: Copy, form: Format, encoding: Encoding) -> Iterable[JsonItem]:
    if form == "yaml":
        from worksheets.rosters.yaml_items import yaml_items

        return yaml_items(copy.file, encoding, copy.name)
    items = json_items(copy.file, encoding, copy.name)
    if copy.size > _SMALL:
        return items
    # A single patient of FHIR is an object that has several lists.
    small = list(items)
    if any(item.key == "resourceType" and item.value == "Patient" for item in small):
        patient: dict[str, Any] = {}
        for item in small:
            if item.is_listed:
                patient.setdefault(item.key, []).append(item.value)
            else:
                patient[item.key] = item.value
        return [JsonItem("", True, patient)]
    return small


def _take_items(items: Iterable[JsonItem], intake: Intake) -> None:
    """Take patients that are objects; those of FHIR are known by their resource type."""
    from worksheets.rosters.fhir import is_fhir

    entries = listed(_noting_pages(items, intake), intake.name)
    first = next(entries, None)
    if first is None:
        return
    entries = chain([first], entries)
    if is_fhir(first[1]):
        _take_fhir(entries, intake)
    else:
        intake.take_objects(raw_object(number, value) for number, value in entries)


def _noting_pages(items: Iterable[JsonItem], intake: Intake) -> Iterator[JsonItem]:
    """All but the links of a Bundle; that there is a next page is worth a note."""
    for item in items:
        if item.key == "link" and isinstance(item.value, dict) and "relation" in item.value:
            if item.value["relation"] == "next":
                _note_page(intake, "the file is one page of several")
            continue
        yield item


def _note_page(intake: Intake, what: str) -> None:
    told = f"{what}; the patients on the others are not in it"
    intake.note(told, "Fetch all pages, or more entries a page.")


def _take_fhir(entries: Iterable[tuple[int, Any]], intake: Intake) -> None:
    from worksheets.rosters.fhir import ELEMENTS, Pages, patient_of, raw_patient

    others = 0
    today, pages = intake.today, Pages()

    def patients() -> Iterator[RawObject]:
        nonlocal others
        for number, entry in enumerate(pages.entries(entry for _, entry in entries), 1):
            patient = patient_of(entry)
            if patient is None:
                others += 1
            else:
                yield raw_patient(number, patient, today)

    intake.take_patients(patients(), ELEMENTS)
    if pages.lack_the_last:
        _note_page(intake, "the file has some pages of several, and not the last one")
    if others:
        told = f"entries that are no patients, and are not read: {others:,}"
        intake.note(told, "Nothing needs to be done if only patients are wanted.")


def _take_workbook(copy: Copy, intake: Intake) -> dict[int, set[int]]:
    """Take the first sheet that can be seen and that names columns."""
    from worksheets.rosters.xlsx_rows import open_workbook, told, visible_sheets

    book = open_workbook(copy.file, copy.name)
    with told(copy.name):
        sheets = visible_sheets(book, copy.name)
        for sheet in sheets:
            if not intake.take_rows(sheet.rows):
                continue
            count = len(book.worksheets)
            if count > 1:
                said = f"only sheet {sheet.place} of {count} is read"
                intake.note(said, "Save another one as a workbook of its own to print it.")
            if sheet.hidden:
                said = f"rows that are hidden, and are not printed: {sheet.hidden:,}"
                intake.note(said, "Show them to print them, or delete them; then save.")
            return sheet.merged
    raise intake.nameless()


def _rules(intake: Intake, stated: DateOrder | None) -> dict[int, Rule]:
    """How the dates of each column are read, with notes about all that is inferred."""
    found = {
        str(column.index): intake.evidence[column.index]
        for column in intake.columns
        if column.is_date and column.index in intake.evidence
    }
    rules = settle(found, stated)
    _note_dates(intake, found, rules)
    return {int(key): rule for key, rule in rules.items()}


def _note_dates(intake: Intake, found: dict[str, Evidence], rules: dict[str, Rule]) -> None:
    labels = {str(column.index): column.label for column in intake.columns}
    orders = {one.flatten for one in found.values() if one.flatten}
    if disagreeing(rules):
        listed_columns = "; ".join(
            f"{labels[key]} as {spoken(rule.order)}" for key, rule in rules.items() if rule.order
        )
        told = f"the columns have dates in different orders: {listed_columns}"
        intake.note(told, "Check them; --dates states one order for all.")
    elif len(orders) == 1 and not any(rule.is_stated for rule in rules.values()):
        order = orders.pop() or ORDERS[0]
        other = ORDERS[1 - ORDERS.index(order)]
        told = f"dates are read as {spoken(order)}"
        intake.note(told, f"If that is wrong, say --dates {other}.")
    unread = [
        labels[key]
        for key, rule in rules.items()
        if not (rule.order or rule.is_mixed) and (found[key].either or found[key].neither)
    ]
    if unread:
        told = f"{'; '.join(unread)}: dates that could be several days are not read"
        intake.note(told, f"Say which part comes first: {_STATED}.")
    for key, rule in rules.items():
        if rule.is_borrowed and rule.order:
            told = f"{labels[key]}: no date tells day and month apart; they are read as"
            hint = "That is the order in other columns; check it, or state it with --dates."
            intake.note(f"{told} {spoken(rule.order)}", hint)
        elif rule.is_mixed:
            told = f"{labels[key]}: some dates can only be day, month, year, some month, day, year"
            intake.note(told, f"Correct them, or state the order: {_STATED}.")
