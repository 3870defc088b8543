"""One row by itself: what is to be made of it, and everything that is wrong with it."""

import unicodedata
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from pydantic import ValidationError

from worksheets.batch.file_names import ENDING
from worksheets.batch.judging.context import Findings, JudgingContext
from worksheets.batch.judging.fields import (
    OTHER,
    PATIENT_FIELDS,
    RELATIONS,
    Person,
    read_birth,
    read_doses,
    read_password,
    read_person,
    read_weeks,
    refuse_the_dead,
)
from worksheets.batch.judging.lookups import Choice, Lookup, Wrong
from worksheets.batch.judging.people import NAME_FIELDS, fold
from worksheets.batch.judging.relations import Identity, fold_number
from worksheets.batch.judging.texts import read_text
from worksheets.batch.task import Task
from worksheets.load.order import Order
from worksheets.model import Patient
from worksheets.rosters.rows import ELEMENT, RosterRow

_MIN_LETTERS = 3
_BY_ROW = "name the files by row: --file-name row-{row}."
_IGNORED = (
    "If all sheets are to be in one language, map the column to ignore in clinic.yaml; if those "
    "with other languages are, write roster: other_languages: en there."
)


class Judgement(NamedTuple):
    """A row by itself: its problems, what it is told apart by, and what is to be made, if any."""

    findings: Findings
    identity: Identity
    task: Task | None


class _Form(NamedTuple):
    """Which document a row gets."""

    program: Choice | None
    template: Choice | None
    locale: Choice | None
    weeks: int | None


def judge_row(context: JudgingContext, row: RosterRow) -> Judgement:
    """Judge a row that is a patient, without regard to other rows."""
    findings = Findings(context, row)
    number = _read_number(findings)
    form = _read_form(findings)
    person = read_person(findings, form.locale.language if form.locale else "")
    _check_named(findings, number, person)
    refuse_the_dead(findings)
    birth = read_birth(findings)
    patient = {field: read(findings, field) for field, read in PATIENT_FIELDS.items()}
    for relate in RELATIONS:
        relate(findings, patient, birth)
    overrides = read_doses(findings, form.program)
    password = read_password(findings)
    stem = ""
    if number is not None or not context.has_column("number") or not context.pattern.has("number"):
        program_id = form.program.id if form.program else "no-program"
        stem = context.pattern.fill(row.number, number, program_id, patient["start"])
    _refuse_remark(findings, number)
    fields = {**patient, "name": person.printed, "number": number}
    task = None
    if not findings.is_refused and (checked := _checked(findings, fields)):
        order = _order(context, form, checked, overrides)
        task = Task(row.number, number or "", f"{stem}{ENDING}", order, password)
    findings.leave_out_what_follows()
    same = fold_number(number) if number is not None else None
    if number is None and stem:  # name and birth stand in for it
        is_known = person.key and birth
        number = same = f"\x1f{person.key}\x1f{birth}" if is_known else f"\x1f{row.number}"
    identity = Identity(
        number=number and unicodedata.normalize("NFC", number),
        alike=same,
        name=person.key,
        birth=birth.isoformat() if birth else "",
        program=form.program.id if form.program else row.values.get("program", ""),
        content=_content(row.values),
        stem=stem.casefold(),
    )
    return Judgement(findings, identity, task)


def _checked(findings: Findings, fields: Mapping[str, Any]) -> Patient | None:
    """The patient, from all fields that are known."""
    try:
        return Patient(**{name: one for name, one in fields.items() if one not in (None, ())})
    except ValidationError as error:  # every text was looked at before, so this is not expected
        for field in {str(one["loc"][0]) for one in error.errors()}:
            findings.refuse(field, "this cannot be printed", "Write it in another way.")
        return None


def _order(
    context: JudgingContext, form: _Form, patient: Patient, overrides: tuple[str, ...]
) -> Order:
    """What is wanted for a row that is not refused."""
    setting = context.setting
    assert form.program and form.template and form.locale
    return Order(
        program=form.program.name,
        issued=setting.issued,
        template=form.template.name,
        locale=form.locale.name,
        paper=setting.paper,
        clinic=setting.clinic,
        libraries=setting.libraries,
        overrides=(*setting.overrides, *overrides),
        patient=patient,
        qr=setting.qr,
        window=setting.window,
        weeks=form.weeks,
        fillable=setting.fillable,
        archive=setting.archive,
    )


def _content(values: Mapping[str, str]) -> str:
    """A digest of all that can make a difference, the same for rows that say the same."""
    kept = sorted(item for item in values.items() if not item[0].startswith(OTHER))
    text = repr([(field, " ".join(text.split())) for field, text in kept]).casefold()
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _read_number(findings: Findings) -> str | None:
    context = findings.context
    number = read_text(findings, "number", "number")
    if number is None and context.has_column("number") and not findings.is_blamed("number"):
        if context.pattern.has("number"):
            findings.refuse("number", "there is no identifier", f"Write it, or {_BY_ROW}")
        else:
            findings.warn("number", "there is no identifier", "Write it on the sheet.")
    return number


def _check_named(findings: Findings, number: str | None, person: Person) -> None:
    """Every sheet says whose it is, and no name of a file says the name of a patient."""
    context = findings.context
    if not person.printed and not findings.is_blamed(*NAME_FIELDS):
        if number is None and not findings.is_blamed("number"):
            message = "there is neither a name nor an identifier"
            findings.refuse(NAME_FIELDS, message, "Write one of them.")
        elif context.has_column(*NAME_FIELDS):
            message = "there is no name; the sheet has a line to write it on"
            findings.warn(NAME_FIELDS, message, "Write it.")
    if number is not None and context.pattern.has("number") and any(map(str.isalpha, number)):
        words = "".join(one if one.isalpha() else " " for one in fold(number)).split()
        if any(len(one) >= _MIN_LETTERS and one in person.words for one in words):
            message = "the identifier has the name of the patient in it, and files are named by it"
            findings.refuse("number", message, f"Use an identifier, or {_BY_ROW}")


def _refuse_remark(findings: Findings, number: str | None) -> None:
    """Reports end in lines like `End of report`, which stand where the identifier should."""
    words = [word for word in (number or "").split() if sum(map(str.isalpha, word)) > 1]
    is_all = list(findings.values) == ["number"] and not findings.row.problems
    if len(words) > 1 and is_all and findings.context.has_column(*NAME_FIELDS):
        message = "words stand where the identifier should, and nothing else is in the row"
        findings.problems.clear()  # what else is missing is not missing
        findings.refuse("number", message, "Delete the row, or write who the patient is.")


def _read_form(findings: Findings) -> _Form:
    context = findings.context
    lookups = context.lookups
    program = _choose(findings, "program", lookups.programs)
    if program is None and not findings.is_blamed("program"):
        hint = "Write one, or give --program for rows without."
        findings.refuse("program", "there is no program", hint)
    can_ignore = not context.place_of("language").startswith(ELEMENT)
    locale = _choose(findings, "language", lookups.locales, _IGNORED if can_ignore else "")
    own_weeks = read_weeks(findings)
    weeks = own_weeks or context.setting.weeks
    template = _choose(findings, "template", lookups.templates)
    if template is None and not findings.is_blamed("template"):
        found = lookups.templates.find("booklet" if weeks else "handout")
        template = found if isinstance(found, Choice) else None
        if isinstance(found, Wrong):
            findings.refuse("template", *found)
    if template and template.document == "booklet":
        if not weeks and not findings.is_blamed("weeks"):
            hint = "Write how many, or give --weeks."
            findings.refuse("weeks", "a booklet needs a number of weeks", hint)
    elif template:
        if own_weeks:
            message = "the template of this row is for a sheet, which has no weeks"
            findings.warn("weeks", message, "Empty the cell, or choose the template booklet.")
        weeks = None
    return _Form(program, template, locale, weeks)


def _choose(findings: Findings, field: str, lookup: Lookup, more: str = "") -> Choice | None:
    """What a row names, or else the default; None when there is none, or it is wrong.

    Args:
        findings: The row; takes what is wrong.
        field: The field.
        lookup: What there is.
        more: What else can be done where the row names something else.
    """
    text = read_text(findings, field, "word")
    if text is None:
        return None if findings.is_blamed(field) else lookup.default
    found = lookup.find(text)
    if isinstance(found, Choice):
        return found
    other = findings.context.lookups.other_languages if field == "language" else None
    if other:
        message = "there is no such language; the sheet is in another one"
        findings.warn(field, message, "Go through it with the patient, or add the language.")
        return other
    findings.refuse(field, found.message, f"{more} {found.hint}".strip())
    return None
