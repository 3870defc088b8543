"""The pieces that sheets and booklets share: cards, masthead, warnings, foot."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from worksheets.document import Card, Field, Figure, Footer, Link, Masthead, StopAndCall
from worksheets.kept import kept
from worksheets.model import Clinic, Exercise
from worksheets.model.dose import Dose
from worksheets.model.frequency import Frequency
from worksheets.model.item import ProgramItem
from worksheets.model.program import StopAndCall as Signs
from worksheets.model.progress import Progress
from worksheets.plan import Drawing, Image
from worksheets.resolve.boxes import set_boxes, ways_of
from worksheets.resolve.calendar import Calendar
from worksheets.resolve.dates import full_date
from worksheets.resolve.details import levels_text
from worksheets.resolve.doses import dose_sentence, item_details
from worksheets.resolve.gates import gate_note
from worksheets.resolve.languages import unless_same
from worksheets.resolve.links import phone_link, web_link
from worksheets.resolve.parts import Parts
from worksheets.resolve.schedule import Due
from worksheets.resolve.wording import BLANK, Wording

_PHONE_GAP = BLANK * 4


def card_of(wording: Wording, parts: Parts, number: int, due: Due, calendar: Calendar) -> Card:
    """One exercise or task with its number, as it stands in a week."""
    item = due.item
    exercise = parts.exercises[item.exercise] if item.exercise else None
    return _card(
        wording,
        _Facts(
            number,
            item,
            exercise,
            due.frequency,
            parts.figures.get(exercise.id) if exercise else None,
            gate_note(parts, item.id, calendar, wording),
            parts.program.language,
            parts.qr,
        ),
    )


class _Facts(NamedTuple):
    """What a card follows from, beside the language: the same for many patients."""

    number: int
    item: ProgramItem
    exercise: Exercise | None
    frequency: Frequency
    image: Image | Drawing | None
    gate: str
    program_language: str
    with_code: bool


@kept(
    5120,
    key=lambda wording, facts: (
        id(wording),
        id(facts.item),
        id(facts.exercise),
        id(facts.frequency),
        id(facts.image),
        facts.number,
        facts.gate,
        facts.program_language,
        facts.with_code,
    ),
)
def _card(wording: Wording, facts: _Facts) -> Card:
    item, exercise, program_language = facts.item, facts.exercise, facts.program_language
    page, own = wording.locale.page, wording.locale.language
    language = exercise.language if exercise else program_language
    remarks: list[Field] = []
    if exercise:
        if exercise.feel:
            remarks.append(Field(page.feel, exercise.feel))
        if exercise.avoid:
            remarks.append(Field(page.avoid, " ".join(exercise.avoid)))
        if exercise.precautions:
            remarks.append(Field(page.care, " ".join(exercise.precautions)))
    progress = item.dose.progress if item.dose else None
    if progress and (levels := levels_text(wording, progress)):
        remarks.append(Field(page.levels, levels))
    return Card(
        number=facts.number,
        id=item.id,
        name=item.name or (exercise.name if exercise else ""),
        dose=dose_sentence(wording, item.dose, facts.frequency),
        details=item_details(wording, item),
        steps=exercise.steps if exercise else item.steps,
        remarks=tuple(remarks),
        boxes=set_boxes(wording, item.dose),
        ways=max(1, len(ways_of(wording, item.dose))),
        gate=facts.gate,
        figure=_figure(facts, own),
        video=_video(wording, facts),
        language=unless_same(language, own),
        name_language=unless_same(program_language if item.name else language, own),
    )


def _figure(facts: _Facts, own_language: str) -> Figure | None:
    exercise = facts.exercise
    if exercise is None or exercise.figure is None or facts.image is None:
        return None
    figure = exercise.figure
    language = unless_same(exercise.language, own_language)
    return Figure(facts.image, figure.alt, figure.caption or "", language)


def _video(wording: Wording, facts: _Facts) -> Link | None:
    if facts.exercise is None or facts.exercise.video is None:
        return None
    label = wording.locale.page.video
    return web_link(wording, facts.exercise.video, label, with_code=facts.with_code)


def equipment_of(wording: Wording, parts: Parts, ids: Iterable[str]) -> Field | None:
    """Everything that is needed, each thing once, so that it is at hand before the start."""
    named = {item.id: item.exercise for item in parts.program.items if item.exercise}
    exercises = (parts.exercises[named[item_id]] for item_id in ids if item_id in named)
    return _equipment(wording, tuple(exercises))


@kept(256, key=lambda wording, exercises: (id(wording), *map(id, exercises)))
def _equipment(wording: Wording, exercises: tuple[Exercise, ...]) -> Field | None:
    things = list(dict.fromkeys(thing for one in exercises for thing in one.equipment))
    if not things:
        return None
    return Field(wording.locale.page.equipment, wording.sentence(wording.join_items(things)))


def masthead_of(wording: Wording, parts: Parts) -> Masthead:
    """The top of the first page."""
    title, subtitle = parts.program.title, parts.program.subtitle or ""
    clinic, logo = parts.clinic, parts.logo
    return _top(wording, _Front(clinic, logo, title, subtitle, parts.qr))


class _Front(NamedTuple):
    """What the top of a page follows from, beside the language and the patient."""

    clinic: Clinic | None
    logo: Image | Drawing | None
    title: str
    subtitle: str
    with_code: bool


@kept(
    256,
    key=lambda wording, front: (
        id(wording),
        id(front.clinic),
        id(front.logo),
        front.title,
        front.subtitle,
        front.with_code,
    ),
)
def _top(wording: Wording, front: _Front) -> Masthead:
    """The masthead of a program without the patient."""
    clinic = front.clinic
    lines = [clinic.name, *clinic.address, clinic.phone or ""] if clinic else []
    links = [phone_link(clinic.phone)] if clinic and clinic.phone else []
    if clinic and clinic.website:
        website = web_link(wording, clinic.website, with_code=front.with_code)
        lines.append(website.text)
        links.append(website)
    return Masthead(
        title=front.title,
        subtitle=front.subtitle,
        clinic=tuple(line for line in lines if line),
        logo=front.logo,
        links=tuple(link for link in links if link),
    )


def phone_of(parts: Parts) -> str:
    """The number to call, or a gap to write it in."""
    phone = parts.clinic.phone if parts.clinic else None
    return phone or _PHONE_GAP


def stop_and_call_of(wording: Wording, parts: Parts) -> StopAndCall:
    """The signs to stop for, and whom to call."""
    phone = parts.clinic.phone if parts.clinic else None
    return _stop_and_call(wording, parts.program.stop_and_call, phone)


@kept(256, key=lambda wording, signs, phone: (id(wording), id(signs), phone))
def _stop_and_call(wording: Wording, signs: Signs, phone: str | None) -> StopAndCall:
    page = wording.locale.page
    return StopAndCall(
        heading=wording.say(page.stop_and_call, phone=phone or _PHONE_GAP),
        signs=signs.call,
        emergency_heading=page.emergency if signs.emergency else "",
        emergency_signs=signs.emergency,
        phone=phone_link(phone) if phone else None,
    )


def footer_of(wording: Wording, parts: Parts) -> Footer:
    """The foot of every page."""
    program = parts.program
    reference = program.reference or program.id
    return _footer(wording, parts.clinic, reference, program.version, parts.issued)


@kept(
    256,
    key=lambda wording, clinic, reference, version, issued: (
        id(wording),
        id(clinic),
        reference,
        version,
        issued,
    ),
)
def _footer(
    wording: Wording, clinic: Clinic | None, reference: str, version: str, issued: date
) -> Footer:
    page = wording.locale.page
    disclaimer = wording.locale.disclaimer
    if clinic and clinic.disclaimer:
        change = clinic.disclaimer
        disclaimer = change.replace or f"{disclaimer} {change.add}"
    notes = [
        wording.say(page.reference, reference=reference),
        wording.say(page.version, version=version),
        wording.say(page.issued, date=full_date(wording, clinic, issued)),
    ]
    if wording.locale.status == "draft":
        notes.append(page.draft)
    return Footer(disclaimer, " · ".join(notes), page.page_of)


def once_in_phase(wording: Wording, due: Due) -> str:
    """For an item that waits until the patient is in a phase, the words that say so; else ""."""
    if not due.is_open or due.stretch is None:
        return ""
    return wording.say(wording.locale.booklet.once_in_phase, n=due.stretch.number)


def gate_with(once: str, gate: str) -> str:
    """What stands beside a name: when it may be begun, and what else must be so."""
    return " · ".join(filter(None, [once, gate]))


def without_levels(due: Due) -> Due:
    """The same without its levels, which have a place of their own in a booklet."""
    dose = due.item.dose
    if dose is None or dose.progress is None or not dose.progress.levels:
        return due
    return due._replace(item=_without_levels(due.item, dose, dose.progress))


@kept(1024, key=lambda item, dose, progress: id(item))
def _without_levels(item: ProgramItem, dose: Dose, progress: Progress) -> ProgramItem:
    fewer = progress.model_copy(update={"levels": (), "up": None, "down": None})
    dose = dose.model_copy(update={"progress": fewer if progress.rule else None})
    return item.model_copy(update={"dose": dose})
