"""The pieces that handouts and booklets share: cards, links, masthead, warnings, foot."""

import re
from collections.abc import Iterable

from worksheets.document import Card, Field, Figure, Footer, Link, Masthead, StopAndCall
from worksheets.facts import BLANK
from worksheets.qr import draw_code
from worksheets.resolve.doses import dose_facts, item_details, levels_text
from worksheets.resolve.parts import Parts
from worksheets.resolve.phases import gate_note
from worksheets.resolve.schedule import ScheduledItem
from worksheets.resolve.wording import Wording, full_date, unless_same

PHONE_GAP = BLANK * 4
"""To write in a number that is not known."""

_NUMBER = re.compile(r"\+?\(?\d[\d\u00a0 ().\-‐-–]*\d")
_SHORTEST, _LONGEST = 3, 15
"""Fewest and most digits of a number: 111 is one, and E.164 allows no more than 15."""
_SHORTEST_BESIDE_WORDS = 6


def card_of(parts: Parts, number: int, scheduled: ScheduledItem) -> Card:
    """One exercise or task with its number, as a week has it."""
    item, wording = scheduled.item, parts.wording
    page, own = parts.locale.page, parts.locale.language
    exercise = parts.exercises[item.exercise] if item.exercise else None
    language = exercise.language if exercise else parts.program.language
    remarks, figure, video = [], None, None
    if exercise:
        remarks = [
            (page.feel, exercise.feel or ""),
            (page.avoid, " ".join(exercise.avoid)),
            (page.care, " ".join(exercise.precautions)),
        ]
        image = parts.figures.get(exercise.id)
        if exercise.figure and image:
            alt, caption = exercise.figure.alt, exercise.figure.caption or ""
            figure = Figure(image, alt, caption, unless_same(language, own))
        if exercise.video:
            video = web_link(wording, exercise.video, page.video, with_code=parts.qr)
    if item.dose and item.dose.progress:
        remarks.append((page.levels, levels_text(wording, item.dose.progress)))
    return Card(
        number=number,
        id=item.id,
        name=item.name or (exercise.name if exercise else ""),
        dose=dose_facts(wording, item.dose, scheduled.frequency),
        details=item_details(wording, item),
        steps=exercise.steps if exercise else item.steps,
        remarks=tuple(Field(label, said) for label, said in remarks if said),
        gate=gate_note(parts, item),
        figure=figure,
        video=video,
        language=unless_same(language, own),
        name_language=parts.language if item.name else unless_same(language, own),
    )


def equipment_of(parts: Parts, ids: Iterable[str]) -> Field | None:
    """Everything that is needed, each thing once, so that it is at hand before the start."""
    wording = parts.wording
    named = {item.id: item.exercise for item in parts.program.items if item.exercise}
    exercises = [parts.exercises[named[item_id]] for item_id in ids if item_id in named]
    things = list(dict.fromkeys(thing for one in exercises for thing in one.equipment))
    if not things:
        return None
    return Field(parts.locale.page.equipment, wording.sentence(wording.join_items(things)))


def masthead_of(parts: Parts) -> Masthead:
    """The top of the first page."""
    clinic = parts.clinic
    lines = [clinic.name, *clinic.address, parts.phone] if clinic else []
    links = [phone_link(parts.phone)]
    if clinic and clinic.website:
        website = web_link(parts.wording, clinic.website, with_code=parts.qr)
        lines.append(website.text)
        links.append(website)
    return Masthead(
        title=parts.program.title,
        subtitle=parts.program.subtitle or "",
        clinic=tuple(filter(None, lines)),
        logo=parts.logo,
        links=tuple(link for link in links if link),
    )


def stop_and_call_of(parts: Parts) -> StopAndCall:
    """The signs to stop for, and whom to call."""
    page, signs = parts.locale.page, parts.program.stop_and_call
    emergency, wording = None, parts.wording
    if signs.emergency:
        listed = wording.join_or([sign.rstrip(".") for sign in signs.emergency])
        emergency = Field(page.emergency, wording.say(page.emergency_for, signs=listed))
    return StopAndCall(
        heading=wording.say(page.stop_and_call, phone=parts.phone or PHONE_GAP),
        signs=signs.call,
        emergency=emergency,
        emergency_signs=signs.emergency,
        phone=phone_link(parts.phone),
    )


def footer_of(parts: Parts) -> Footer:
    """The foot of every page."""
    program, page, wording = parts.program, parts.locale.page, parts.wording
    disclaimer = parts.locale.disclaimer
    if parts.clinic and parts.clinic.disclaimer:
        change = parts.clinic.disclaimer
        disclaimer = change.replace or f"{disclaimer} {change.add}"
    notes = [
        wording.say(page.reference, reference=program.reference or program.id),
        wording.say(page.version, version=program.version),
        wording.say(page.issued, date=full_date(wording, parts.clinic, parts.issued)),
    ]
    if program.status == "draft":
        notes.append(page.draft_program)
    if parts.locale.status == "draft":
        notes.append(page.draft)
    return Footer(disclaimer, " · ".join(notes), page.page_of)


def web_link(wording: Wording, address: str, label: str = "", *, with_code: bool) -> Link:
    """The link to a page.

    Args:
        wording: Says what a code is.
        address: The whole address.
        label: What is printed before it, or "".
        with_code: Whether it gets a QR code.
    """
    shown = re.sub(r"^https?://", "", address).removesuffix("/")
    code = None
    if with_code:
        accessible_text = wording.say(wording.locale.page.qr_code, address=shown)
        code = Figure(draw_code(address), accessible_text)
    return Link(shown, address, label, code)


def phone_link(phone: str) -> Link | None:
    """The link that dials a number, or None where it is not certain which number is meant.

    **Why so strict:** a link that dials a wrong number is worse than none. Words may come before
    the number and after it ("01632 960001, weekdays"), digits and signs only after words.
    """
    found = _NUMBER.search(phone)
    if not found:
        return None
    before, after = phone[: found.start()], phone[found.end() :]
    number = found[0]
    if re.search(r"[\d+*#/]", before) or not re.match(r"$|[\s,;(]*[^\W\d_]|\)$", after):
        return None
    dialled = number.replace("(0)", "") if number.startswith("+") else number
    digits = re.sub(r"\D", "", dialled)
    least = _SHORTEST_BESIDE_WORDS if after else _SHORTEST
    if not least <= len(digits) <= _LONGEST:
        return None
    return Link(number, f"tel:{'+' if number.startswith('+') else ''}{digits}")
