"""The whole Sheet from its parts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import reduce

from worksheets.model import Clinic, Exercise, Locale, Patient, Program
from worksheets.model.dose import Side
from worksheets.model.program import Clearance as ClearanceGate
from worksheets.model.program import ProgramItem
from worksheets.plan import Drawing, Image
from worksheets.resolve.boxes import set_boxes, ways_of
from worksheets.resolve.dates import full_date
from worksheets.resolve.doses import dose_sentence, item_details
from worksheets.resolve.frequencies import frequency_of
from worksheets.resolve.languages import unless_same
from worksheets.resolve.links import phone_link, web_link
from worksheets.resolve.strip import patient_strip
from worksheets.resolve.week import week_grid
from worksheets.resolve.wording import BLANK, Wording
from worksheets.sheet import (
    Card,
    Clearance,
    Field,
    Figure,
    Footer,
    Link,
    Masthead,
    Sheet,
    StopAndCall,
)

_PHONE_GAP = BLANK * 4


@dataclass(frozen=True)
class Parts:
    """Everything that a sheet is made from, loaded and checked.

    Attributes:
        program: The program.
        exercises: The exercises that it names, by id.
        locale: The language.
        issued: Date of issue.
        patient: Who it is for.
        clinic: Whose sheet it is, or None.
        figures: Pictures of exercises, by exercise id.
        logo: The clinic's logo, or None.
        qr: Whether addresses of pages get a QR code.
    """

    program: Program
    exercises: Mapping[str, Exercise]
    locale: Locale
    issued: date
    patient: Patient = field(default_factory=Patient)
    clinic: Clinic | None = None
    figures: Mapping[str, Image | Drawing] = field(default_factory=dict)
    logo: Image | Drawing | None = None
    qr: bool = False


def resolve_sheet(parts: Parts, wording: Wording | None = None) -> Sheet:
    """Decide every word and number of one patient's document.

    Args:
        parts: What the sheet is made from.
        wording: The wording of `parts.locale`; handing in the same one again saves compiling
            its phrases for every sheet.
    """
    wording = wording or Wording(parts.locale)
    program = parts.program
    items = [_for_sides(item, parts.patient) for item in program.exercises]
    cards = tuple(_card(wording, parts, n, item) for n, item in enumerate(items, 1))
    doses = [(item.dose, frequency_of(program, item)) for item in items]
    return Sheet(
        language=parts.locale.language,
        masthead=_masthead(wording, parts),
        purpose=Field(parts.locale.page.why, program.purpose),
        equipment=_equipment(wording, parts),
        stop_and_call=_stop_and_call(wording, parts),
        clearances=tuple(
            _clearance(wording, parts, n, gate) for n, gate in enumerate(program.clearance, 1)
        ),
        cards=cards,
        grid=week_grid(wording, parts.patient.start, cards, doses, parts.clinic),
        footer=_footer(wording, parts),
        program_language=unless_same(program.language, parts.locale.language),
    )


def _for_sides(item: ProgramItem, patient: Patient) -> ProgramItem:
    """With both sides affected, the affected side is each side: it needs boxes for both."""
    dose = item.dose
    if dose is None or dose.side is not Side.AFFECTED or patient.side != "both":
        return item
    return item.model_copy(update={"dose": dose.model_copy(update={"side": Side.EACH})})


def _card(wording: Wording, parts: Parts, number: int, item: ProgramItem) -> Card:
    exercise = parts.exercises[item.exercise] if item.exercise else None
    page, own = parts.locale.page, parts.locale.language
    program_language = parts.program.language
    language = exercise.language if exercise else program_language
    remarks: list[Field] = []
    if exercise:
        if exercise.feel:
            remarks.append(Field(page.feel, exercise.feel))
        if exercise.avoid:
            remarks.append(Field(page.avoid, " ".join(exercise.avoid)))
        if exercise.precautions:
            remarks.append(Field(page.care, " ".join(exercise.precautions)))
    return Card(
        number=number,
        id=item.id,
        name=item.name or (exercise.name if exercise else ""),
        dose=dose_sentence(wording, item.dose, frequency_of(parts.program, item)),
        details=item_details(wording, item),
        steps=exercise.steps if exercise else item.steps,
        remarks=tuple(remarks),
        boxes=set_boxes(wording, item.dose),
        ways=max(1, len(ways_of(wording, item.dose))),
        gate=_gate(parts, item.id),
        figure=_figure(parts, exercise),
        video=_video(wording, parts, exercise),
        language=unless_same(language, own),
        name_language=unless_same(program_language if item.name else language, own),
    )


def _figure(parts: Parts, exercise: Exercise | None) -> Figure | None:
    if exercise is None or exercise.figure is None or exercise.id not in parts.figures:
        return None
    figure = exercise.figure
    language = unless_same(exercise.language, parts.locale.language)
    return Figure(parts.figures[exercise.id], figure.alt, figure.caption or "", language)


def _video(wording: Wording, parts: Parts, exercise: Exercise | None) -> Link | None:
    if exercise is None or exercise.video is None:
        return None
    return web_link(wording, exercise.video, parts.locale.page.video, with_code=parts.qr)


def _gate(parts: Parts, item_id: str) -> str:
    gated = any(item_id in gate.items for gate in parts.program.clearance)
    return parts.locale.page.cleared_only if gated else ""


def _clearance(wording: Wording, parts: Parts, number: int, gate: ClearanceGate) -> Clearance:
    page, patient = parts.locale.page, parts.patient
    numbers = [str(n) for n, item in enumerate(parts.program.exercises, 1) if item.id in gate.items]
    on = full_date(wording, parts.clinic, patient.cleared_on or parts.issued)
    return Clearance(
        heading=wording.say(page.gated, n=len(numbers), items=wording.join_and(numbers)),
        warning=gate.warning,
        by=Field(page.cleared_by, patient.cleared_by or "", f"clearance.{number}.by"),
        on=Field(page.cleared_on, on if patient.cleared_by else "", f"clearance.{number}.on"),
    )


def _equipment(wording: Wording, parts: Parts) -> Field | None:
    """Everything that is needed, each thing once, so that it is at hand before the start."""
    needed = [
        thing
        for item in parts.program.exercises
        if item.exercise
        for thing in parts.exercises[item.exercise].equipment
    ]
    if not needed:
        return None
    things = list(dict.fromkeys(needed))
    listed = reduce(lambda a, b: wording.say(parts.locale.lists.item, a=a, b=b), things)
    return Field(parts.locale.page.equipment, wording.sentence(listed))


def _masthead(wording: Wording, parts: Parts) -> Masthead:
    clinic = parts.clinic
    lines = [clinic.name, *clinic.address, clinic.phone or ""] if clinic else []
    links = [phone_link(clinic.phone)] if clinic and clinic.phone else []
    if clinic and clinic.website:
        website = web_link(wording, clinic.website, with_code=parts.qr)
        lines.append(website.text)
        links.append(website)
    return Masthead(
        title=parts.program.title,
        subtitle=parts.program.subtitle or "",
        clinic=tuple(line for line in lines if line),
        logo=parts.logo,
        strip=patient_strip(wording, parts.patient, parts.clinic, parts.program.anchor),
        links=tuple(link for link in links if link),
    )


def _stop_and_call(wording: Wording, parts: Parts) -> StopAndCall:
    page, signs = parts.locale.page, parts.program.stop_and_call
    phone = parts.clinic.phone if parts.clinic else None
    return StopAndCall(
        heading=wording.say(page.stop_and_call, phone=phone or _PHONE_GAP),
        signs=signs.call,
        emergency_heading=page.emergency if signs.emergency else "",
        emergency_signs=signs.emergency,
        phone=phone_link(phone) if phone else None,
    )


def _footer(wording: Wording, parts: Parts) -> Footer:
    page, program = parts.locale.page, parts.program
    disclaimer = parts.locale.disclaimer
    if parts.clinic and parts.clinic.disclaimer:
        change = parts.clinic.disclaimer
        disclaimer = change.replace or f"{disclaimer} {change.add}"
    notes = [
        wording.say(page.reference, reference=program.reference or program.id),
        wording.say(page.version, version=program.version),
        wording.say(page.issued, date=full_date(wording, parts.clinic, parts.issued)),
    ]
    if parts.locale.status == "draft":
        notes.append(page.draft)
    return Footer(disclaimer, " · ".join(notes), page.page_of)
