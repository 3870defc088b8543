"""The pieces that sheets and booklets share: cards, masthead, warnings, foot."""

from collections.abc import Iterable
from datetime import date

from worksheets.model import Exercise
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
from worksheets.resolve.strip import patient_strip
from worksheets.resolve.wording import BLANK, Wording
from worksheets.sheet import Card, Field, Figure, Footer, Link, Masthead, StopAndCall

_PHONE_GAP = BLANK * 4


def card_of(wording: Wording, parts: Parts, number: int, due: Due, calendar: Calendar) -> Card:
    """One exercise or task with its number, as it stands in a week."""
    item = due.item
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
    progress = item.dose.progress if item.dose else None
    if progress and (levels := levels_text(wording, progress)):
        remarks.append(Field(page.levels, levels))
    return Card(
        number=number,
        id=item.id,
        name=item.name or (exercise.name if exercise else ""),
        dose=dose_sentence(wording, item.dose, due.frequency),
        details=item_details(wording, item),
        steps=exercise.steps if exercise else item.steps,
        remarks=tuple(remarks),
        boxes=set_boxes(wording, item.dose),
        ways=max(1, len(ways_of(wording, item.dose))),
        gate=gate_note(parts, item.id, calendar, wording),
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


def equipment_of(wording: Wording, parts: Parts, ids: Iterable[str]) -> Field | None:
    """Everything that is needed, each thing once, so that it is at hand before the start."""
    named = {item.id: item.exercise for item in parts.program.items if item.exercise}
    needed = [
        thing
        for item_id in ids
        if item_id in named
        for thing in parts.exercises[named[item_id]].equipment
    ]
    if not needed:
        return None
    things = list(dict.fromkeys(needed))
    return Field(parts.locale.page.equipment, wording.sentence(wording.join_items(things)))


def masthead_of(wording: Wording, parts: Parts, first: date | None) -> Masthead:
    """The top of the first page; `first` is the first day of what is printed, if it is known."""
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
        strip=patient_strip(wording, parts, first),
        links=tuple(link for link in links if link),
    )


def phone_of(parts: Parts) -> str:
    """The number to call, or a gap to write it in."""
    phone = parts.clinic.phone if parts.clinic else None
    return phone or _PHONE_GAP


def stop_and_call_of(wording: Wording, parts: Parts) -> StopAndCall:
    """The signs to stop for, and whom to call."""
    page, signs = parts.locale.page, parts.program.stop_and_call
    phone = parts.clinic.phone if parts.clinic else None
    return StopAndCall(
        heading=wording.say(page.stop_and_call, phone=phone_of(parts)),
        signs=signs.call,
        emergency_heading=page.emergency if signs.emergency else "",
        emergency_signs=signs.emergency,
        phone=phone_link(phone) if phone else None,
    )


def footer_of(wording: Wording, parts: Parts) -> Footer:
    """The foot of every page."""
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
    rule = dose.progress.rule
    progress = dose.progress.model_copy(update={"levels": (), "up": None, "down": None})
    dose = dose.model_copy(update={"progress": progress if rule else None})
    return due._replace(item=due.item.model_copy(update={"dose": dose}))
