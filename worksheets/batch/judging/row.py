"""One row by itself: what is to be made of it, and everything that is wrong with it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from worksheets.batch.file_names import NamePattern
from worksheets.batch.judging.addresses import read_address
from worksheets.batch.judging.choices import Choice, Choices, Menu, Wrong
from worksheets.batch.judging.dates import read_birth, read_events
from worksheets.batch.judging.doses import read_doses
from worksheets.batch.judging.findings import Findings, place_of
from worksheets.batch.judging.passwords import Passwords
from worksheets.batch.judging.people import (
    NAME_FIELDS,
    Person,
    fold,
    read_person,
    refuse_remark,
)
from worksheets.batch.judging.register import Identity
from worksheets.batch.judging.texts import clean
from worksheets.batch.task import Setting
from worksheets.model import Patient
from worksheets.model.patient import AffectedSide
from worksheets.model.roster import SIDE_WORDS, side_word
from worksheets.rosters.rows import ELEMENT, RosterRow

MOST_WEEKS = 104
_FEWEST_LETTERS = 3
_OTHER = "column:"
_IGNORED = "If all sheets are to be in one language, map the column to ignore in clinic.yaml."
_NOBODY = frozenset({"no", "n", "not yet", "pending", "not cleared", "nein", "non"})
_SOMEBODY = frozenset(
    {"yes", "y", "x", "✓", "✔", "true", "done", "ok", "cleared", "ja", "oui", "sí", "si"}
)


class Draft(NamedTuple):
    """What a document is made from, in plain types that are quick to keep.

    Attributes:
        number: The clinic's identifier, or "".
        stem: Name of the file without its ending.
        program: Id or path of the program.
        program_id: Its id.
        template: Id or path of the template.
        locale: Id of the language.
        overrides: Changes to doses, of this row alone.
        weeks: How many weeks, for a booklet; None for a sheet.
        password: What opens the file, or "".
        patient: The fields of the patient.
    """

    number: str
    stem: str
    program: str
    program_id: str
    template: str
    locale: str
    overrides: tuple[str, ...]
    weeks: int | None
    password: str
    patient: Mapping[str, Any]


class Desk(NamedTuple):
    """What every row is judged with.

    Attributes:
        roster: Name of the roster.
        columns: What the column of each field is called.
        setting: What holds for every row.
        menu: What rows can choose from.
        pattern: How files are named.
        passwords: Where passwords are, or None.
    """

    roster: str
    columns: Mapping[str, str]
    setting: Setting
    menu: Menu
    pattern: NamePattern
    passwords: Passwords | None


class Judgement(NamedTuple):
    """A row by itself."""

    findings: Findings
    identity: Identity
    draft: Draft | None


class _Form(NamedTuple):
    """Which document a row gets."""

    program: Choice | None
    template: Choice | None
    locale: Choice | None
    weeks: int | None


def judge_row(desk: Desk, row: RosterRow) -> Judgement:
    """Judge a row that is a patient, without regard to other rows."""
    setting, values = desk.setting, row.values
    findings = Findings(desk.roster, desk.columns, row.number, row.problems)
    number = _read_number(findings, desk, values)
    form = _read_form(findings, desk, values)
    language = form.locale.language if form.locale else ""
    person = read_person(findings, values, language, initials=setting.initials_only)
    _check_named(findings, desk, number, person)
    birth = read_birth(findings, values, setting.issued)
    patient = _read_patient(findings, desk, values, birth)
    overrides = read_doses(findings, values, form.program)
    password = desk.passwords.read(findings, values) if desk.passwords else ""
    stem = ""
    if number is not None or not findings.has_column("number") or not desk.pattern.has("number"):
        program_id = form.program.id if form.program else "no-program"
        stem = desk.pattern.fill(row.number, number, program_id, patient.get("start"))
    identity = Identity(
        row.number,
        number,
        person,
        birth.toordinal() if birth else 0,
        form.program.id if form.program else values.get("program", ""),
        _content(values),
        stem,
    )
    refuse_remark(findings, number, values)
    draft = None
    if not findings.is_refused and form.program and form.template and form.locale:
        patient |= {"name": person.printed, "number": number}
        kept = _checked(findings, patient)
        if kept is not None:
            draft = Draft(
                number or "",
                stem,
                form.program.name,
                form.program.id,
                form.template.name,
                form.locale.name,
                overrides,
                form.weeks,
                password,
                kept,
            )
    findings.leave_out_what_follows()
    return Judgement(findings, identity, draft)


def _checked(findings: Findings, patient: Mapping[str, Any]) -> dict[str, Any] | None:
    """The fields of a patient as the model has them, without those that are not known."""
    known = {field: value for field, value in patient.items() if value not in (None, ())}
    try:
        model = Patient(**known)
    except ValueError as error:  # every text was looked at before, so this is not expected
        errors: Any = getattr(error, "errors", list)()
        for field in {str(one["loc"][0]) for one in errors} or {"name"}:
            column = {"note": "notes", "address": "address_1"}.get(field, field)
            findings.refuse(column, "this cannot be printed", "Write it in another way.")
        return None
    return {field: getattr(model, field) for field in known}


def _content(values: Mapping[str, str]) -> str:
    """Everything in a row that can make a difference, the same for rows that say the same."""
    kept = sorted(item for item in values.items() if not item[0].startswith(_OTHER))
    return "\0".join([f"{field}\0{' '.join(text.split())}" for field, text in kept]).casefold()


def _read_number(findings: Findings, desk: Desk, values: Mapping[str, str]) -> str | None:
    written = values.get("number")
    number = clean(findings, "number", written, "number") if written is not None else None
    is_missing = number is None and findings.has_column("number")
    if is_missing and not findings.is_blamed("number"):
        if desk.pattern.has("number"):
            hint = "Write it, or name the files by row: --file-name row-{row}."
            findings.refuse("number", "there is no identifier", hint)
        else:
            findings.warn("number", "there is no identifier", "Write it on the sheet.")
    return number


def _check_named(findings: Findings, desk: Desk, number: str | None, person: Person) -> None:
    """Every sheet says whose it is, and no name of a file says the name of a patient."""
    if not person.printed and not findings.is_blamed(*NAME_FIELDS):
        if number is None and not findings.is_blamed("number"):
            message = "there is neither a name nor an identifier"
            findings.refuse(NAME_FIELDS, message, "Write one of them.")
        elif findings.has_column(*NAME_FIELDS):
            message = "there is no name; the sheet has a line to write it on"
            findings.warn(NAME_FIELDS, message, "Write it.")
    if number is not None and desk.pattern.has("number") and any(map(str.isalpha, number)):
        words = "".join(one if one.isalpha() else " " for one in fold(number)).split()
        if any(len(one) >= _FEWEST_LETTERS and one in person.words for one in words):
            message = "the identifier has the name of the patient in it, and files are named by it"
            hint = "Use an identifier, or name the files by row: --file-name row-{row}."
            findings.refuse("number", message, hint)


def _read_form(findings: Findings, desk: Desk, values: Mapping[str, str]) -> _Form:
    setting, menu = desk.setting, desk.menu
    program = _choose(findings, values, "program", menu.programs)
    if program is None and not findings.is_blamed("program"):
        hint = "Write one, or give --program for rows without."
        findings.refuse("program", "there is no program", hint)
    can_ignore = not place_of(desk.columns, "language").startswith(ELEMENT)
    ignored = _IGNORED if can_ignore else ""
    locale = _choose(findings, values, "language", menu.locales, ignored)
    own_weeks = _read_weeks(findings, values)
    weeks = own_weeks or setting.weeks
    template = _choose(findings, values, "template", menu.templates)
    if template is None and not findings.is_blamed("template"):
        found = menu.templates.find("booklet" if weeks else "handout")
        template = found if isinstance(found, Choice) else None
        if isinstance(found, Wrong):
            findings.refuse("template", *found)
    if template and template.document == "booklet" and not weeks:
        if not findings.is_blamed("weeks"):
            hint = "Write how many, or give --weeks."
            findings.refuse("weeks", "a booklet needs a number of weeks", hint)
    elif template and template.document != "booklet":
        if own_weeks:
            message = "the template of this row is for a sheet, which has no weeks"
            findings.warn("weeks", message, "Empty the cell, or choose the template booklet.")
        weeks = None
    return _Form(program, template, locale, weeks)


def _choose(
    findings: Findings, values: Mapping[str, str], field: str, choices: Choices, more: str = ""
) -> Choice | None:
    """What a row names, or else the default; None when there is none, or it is wrong.

    Args:
        findings: Takes what is wrong.
        values: What stands in the row.
        field: The field.
        choices: What there is.
        more: What else can be done where the row names something else.
    """
    written = values.get(field)
    text = clean(findings, field, written, "word") if written is not None else None
    if text is None:
        return None if findings.is_refused and findings.is_blamed(field) else choices.default
    found = choices.find(text)
    if isinstance(found, Wrong):
        findings.refuse(field, found.message, f"{more} {found.hint}".strip())
        return None
    return found


def _read_weeks(findings: Findings, values: Mapping[str, str]) -> int | None:
    written = values.get("weeks")
    text = clean(findings, "weeks", written, "word") if written is not None else None
    if text is None:
        return None
    digits, _, rest = text.partition(".")  # spreadsheets write 6.0
    is_number = digits.isascii() and digits.isdigit() and len(digits) <= 3 and not rest.strip("0")
    if is_number and 1 <= int(digits) <= MOST_WEEKS:
        return int(digits)
    message = f"this is not a whole number from 1 to {MOST_WEEKS}"
    findings.refuse("weeks", message, "Write it like 6.")
    return None


def _read_patient(
    findings: Findings, desk: Desk, values: Mapping[str, str], birth: date | None
) -> dict[str, Any]:
    """Everything but name and identifier."""
    setting = desk.setting
    patient: dict[str, Any] = dict(read_events(findings, values, birth, setting.issued))
    patient["side"] = _read_side(findings, values)
    if "clinician" in values:
        patient["clinician"] = clean(findings, "clinician", values["clinician"], "person")
    patient["cleared_by"] = cleared_by = _read_cleared_by(findings, values)
    if "cleared_on" in values and not cleared_by and not findings.is_blamed("cleared_by"):
        message = "there is a date, but nobody has cleared anything"
        findings.refuse("cleared_on", message, "Write who cleared it, or empty the cell.")
    patient["address"] = read_address(findings, values, setting.window)
    if setting.with_notes and "notes" in values:
        patient["note"] = clean(findings, "notes", values["notes"], "prose")
    return patient


def _read_side(findings: Findings, values: Mapping[str, str]) -> AffectedSide | None:
    written = values.get("side")
    text = clean(findings, "side", written, "word") if written is not None else None
    if text is None:
        if findings.has_column("side") and not findings.is_blamed("side"):
            message = "there is no side; the sheet has a line to write it on"
            findings.warn("side", message, "Write left, right or both.")
        return None
    side = SIDE_WORDS.get(side_word(text))
    if side is None:
        hint = "Write left, right or both, or explain it in clinic.yaml under roster: sides:."
        findings.refuse("side", "this is not a side", hint)
    return side


def _read_cleared_by(findings: Findings, values: Mapping[str, str]) -> str | None:
    """Who cleared the gated exercises; a word like "yes" is nobody's name."""
    written = values.get("cleared_by")
    if written is None:
        return None
    folded = " ".join(written.casefold().split())
    if folded in _NOBODY:
        message = "what is written there was read as an empty cell"
        findings.warn("cleared_by", message, "Leave such cells empty.")
        return None
    if folded in _SOMEBODY:
        message = "this does not say who cleared the exercises"
        findings.refuse("cleared_by", message, "Write the name of the clinician.")
        return None
    return clean(findings, "cleared_by", written, "person")
