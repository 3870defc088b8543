"""`diff`: what changes for the patient from one program to another."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from worksheets.model import Patient
from worksheets.model.phase import Phase
from worksheets.problems import Problem, WorksheetError
from worksheets.report.show import sign_rows
from worksheets.report.table import Found, Table, find_program, table_of
from worksheets.report.weeks import PlannedProgram, plan_weeks, runs
from worksheets.report.words import (
    entry_words,
    gate_words,
    measure_words,
    short_dates,
    untimed_words,
    week_words,
    when_words,
)
from worksheets.resolve.frequencies import frequency_text
from worksheets.resolve.wording import Wording

NEW, CHANGED, STOPPED, REMOVED = "NEW", "CHANGED", "STOPPED", "REMOVED"
"""What happened; exercises are stopped, everything else is removed."""
_ONLY_THAT = {
    **dict.fromkeys(("title", "subtitle", "purpose", "goals", "feel"), "words changed"),
    "picture": "the picture is another one",
}
"""Of these parts is shown only that they change: nobody need read them to follow the program."""

_MAX_WEEKS = 104
_ALIKE = 0.6
_NONE = "(none)"

Row = tuple[str, ...]
"""What happened, then the other cells of its table."""


def find_both(old: str, new: str, libraries: Sequence[Path]) -> tuple[Found, Found]:
    """The two programs that words on the command line mean, each with the files beside it.

    Raises:
        WorksheetError: Everything that is wrong with either.
    """
    found: list[Found] = []
    problems: dict[Problem, None] = {}
    for written in (old, new):
        try:
            one = find_program(written, libraries)
            one.exercises()
            found.append(one)
        except WorksheetError as error:
            problems |= dict.fromkeys(error.problems)
    if problems:
        raise WorksheetError(problems)
    return found[0], found[1]


def compare(
    pair: tuple[Found, Found], patient: Patient, weeks: int | None = None, language: str = "en"
) -> tuple[Table, ...]:
    """What changes for the patient who goes from one program to the other.

    Args:
        pair: The old and the new program.
        patient: Says from when the weeks are counted.
        weeks: How many weeks are looked at; None for as many as make a difference.
        language: Id of the locale of the doses.

    Returns:
        A table for each part of the program in which something changes; none when nothing does.

    Raises:
        WorksheetError: The locale cannot be read, or phases are counted from an unknown day.
    """
    wording = Wording(pair[1].library.load("locale", language))
    old, new = (plan_weeks(wording, found, patient, weeks or _MAX_WEEKS) for found in pair)
    parts = (
        ("Exercises", ("", "exercise", "weeks", "dates", "dose"), _dose_rows(old, new, weeks)),
        ("How exercises are done", ("", "exercise", "part", "text"), _manner_rows(old, new)),
        ("Phases", ("", "phase", "part", "text"), _phase_rows(old, new)),
        ("Gates", ("", "for", "text"), _gate_rows(old, new)),
        ("Stop and call", ("", "what to do", "sign"), _sign_rows(old, new)),
        ("Measured once a week", ("", "measure", "text"), _measure_rows(old, new)),
        ("Program", ("", "part", "text"), _program_rows(old, new)),
    )
    return tuple(
        table_of(heading, columns, rows)
        for heading, columns, given in parts
        if (rows := tuple(given))
    )


def _dose_rows(old: PlannedProgram, new: PlannedProgram, weeks: int | None) -> Iterator[Row]:
    """A row for each exercise and the weeks that follow each other with the same other dose."""
    end = weeks or max(_last_change(old), _last_change(new))
    for item_id in merged(old.program.item_ids, new.program.item_ids):
        doses = runs(end, lambda week: (old.dose(item_id, week), new.dose(item_id, week)))  # noqa: B023
        for (before, after), first, last in doses:
            if before != after:
                goes_on = weeks is None and last == end  # the last week is like all after it
                when = _when(new, first, last, goes_on=goes_on)
                yield _dose_row(old, new, item_id, (before, after), when)
        # Phases that begin when it is time have no weeks.
        was, will = old.waiting.get(item_id, {}), new.waiting.get(item_id, {})
        for phase_id in merged(list(was), list(will)):
            one = will.get(phase_id) or was[phase_id]
            texts = tuple(side[phase_id].text if phase_id in side else "" for side in (was, will))
            if texts[0] != texts[1]:
                when = f"once in phase {one.stretch.number}", ""
                yield _dose_row(old, new, item_id, (texts[0], texts[1]), when)


def _last_change(plan: PlannedProgram) -> int:
    """The last week in which something differs from the week before, at least 1."""

    def doses(week: int) -> list[str]:
        return [plan.dose(item_id, week) for item_id in plan.dosed]

    changes = (week for week in range(plan.weeks, 1, -1) if doses(week) != doses(week - 1))
    return next(changes, 1)


def _when(plan: PlannedProgram, first: int, last: int, *, goes_on: bool) -> tuple[str, str]:
    """The weeks in words, and their dates where they are known."""
    wording, calendar = plan.wording, plan.calendar
    day = max(0, calendar.days_of(first)[0])
    if not goes_on:
        last_day = calendar.days_of(last)[-1]
        return week_words(first, last), short_dates(wording, calendar, day, last_day)
    if first == 1:
        return "all", ""
    dates = short_dates(wording, calendar, day, day)
    if dates:
        dates = wording.say(wording.locale.booklet.when_from, **{"from": dates})
    return f"from {first}", dates


def _dose_row(
    old: PlannedProgram,
    new: PlannedProgram,
    item_id: str,
    doses: tuple[str, str],
    when: tuple[str, str],
) -> Row:
    before, after = doses
    if not before:
        return NEW, item_id, *when, f"{new.name(item_id)}: {after}"
    if not after:
        return STOPPED, item_id, *when, f"{old.name(item_id)}: {before}"
    return CHANGED, item_id, *when, to(before, after)


def _manner_rows(old: PlannedProgram, new: PlannedProgram) -> Iterator[Row]:
    """Exercises that stay, and are called or done in another way."""
    for item_id in new.program.item_ids:
        if item_id in old.program.item_ids:
            was, will = _manner(old, item_id), _manner(new, item_id)
            for part in [part for part in was if part in will]:
                for word, label, text in _changed_manner(part, was[part], will[part]):
                    yield word, item_id, label, text


def _manner(plan: PlannedProgram, item_id: str) -> Mapping[str, Sequence[str]]:
    """How an exercise is done, part by part; a task has no more than steps and notes."""
    exercise, items = plan.exercises.get(item_id), plan.items(item_id)
    is_timed = item_id in plan.dosed  # otherwise its rules are in the words of its dose
    untimed = [untimed_words(plan.wording, item) for item in items] if is_timed else []
    notes = [
        " ".join(filter(None, (item.dose.note if item.dose else None, item.note))) for item in items
    ]
    manner: dict[str, Sequence[str]] = {
        "name": [plan.name(item_id)],
        "step": exercise.steps if exercise else items[0].steps,
        "when ready": list(dict.fromkeys(filter(None, untimed))),
        "note": list(dict.fromkeys(filter(None, notes))),
    }
    if exercise:
        manner["care"] = *exercise.avoid, *exercise.precautions
        manner["equipment"] = exercise.equipment
        manner["feel"] = [exercise.feel or ""]
        manner["picture"] = [repr(exercise.figure)]
        manner["video"] = [exercise.video or _NONE]
    return manner


def _changed_manner(
    part: str, was: Sequence[str], will: Sequence[str]
) -> Iterator[tuple[str, str, str]]:
    if part in _ONLY_THAT:
        if was != will:
            yield CHANGED, part, _ONLY_THAT[part]
    elif part in ("name", "step", "video"):
        for word, number, text in changed_lines(was, will):
            yield word, f"step {number}" if part == "step" else part, text
    else:
        for word, text in changed_set(was, will):
            yield word, part, text


def _phase_rows(old: PlannedProgram, new: PlannedProgram) -> Iterator[Row]:
    """Phases that are new, removed, or have another place or other rules."""
    before = {phase.id: phase for phase in old.program.phases}
    after = {phase.id: phase for phase in new.program.phases}
    for phase_id in merged(list(before), list(after)):
        was = _phase_parts(old, before[phase_id]) if phase_id in before else {}
        will = _phase_parts(new, after[phase_id]) if phase_id in after else {}
        if not was or not will:
            parts = was or will
            text = ", ".join(parts[label] for label in ("number", "name", "when"))
            yield REMOVED if was else NEW, phase_id, "", text
            continue
        yield from ((CHANGED, phase_id, label, text) for label, text in _changed_parts(was, will))


def _changed_parts(was: Mapping[str, str], will: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The parts that are not the same, with what was and what is."""
    for part in was:
        if was[part] != will[part]:
            text = to(was[part] or _NONE, will[part] or _NONE)
            yield part, _ONLY_THAT.get(part, text)


def _phase_parts(plan: PlannedProgram, phase: Phase) -> Mapping[str, str]:
    """What the patient must know of a phase."""
    return {
        "number": f"{plan.program.phases.index(phase) + 1}",
        "name": phase.name,
        "when": when_words(plan.wording, plan.calendar, phase),
        "begins when": entry_words(plan.wording, phase.entry),
        "care": " ".join(phase.precautions),
        "device": " ".join(phase.device),
        "weight": phase.weight_bearing or "",
        "goals": " ".join(phase.goals),
    }


def _gate_rows(old: PlannedProgram, new: PlannedProgram) -> Iterator[Row]:
    """Gates, by the exercises behind them: how they are grouped in the file makes no difference."""
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for item_id in new.program.item_ids:
        before, after = _gates(old, item_id), _gates(new, item_id)
        gone = tuple(text for text in before if text not in after)
        come = tuple(text for text in after if text not in before)
        if gone or come:
            groups.setdefault((gone, come), []).append(item_id)
    for (gone, come), ids in groups.items():
        listed = ", ".join(ids)
        if len(gone) == len(come) == 1:
            yield CHANGED, listed, to(gone[0], come[0])
            continue
        yield from ((NEW, listed, text) for text in come)
        yield from ((REMOVED, listed, text) for text in gone)


def _gates(plan: PlannedProgram, item_id: str) -> list[str]:
    """The gates that an item is behind, in words."""
    gates = [gate for gate in plan.program.gates if item_id in gate.items]
    return [gate_words(plan.wording, plan.calendar, gate) for gate in gates]


def _sign_rows(old: PlannedProgram, new: PlannedProgram) -> Iterator[Row]:
    """The signs that mean stop."""
    before, after = list(sign_rows(old.program)), list(sign_rows(new.program))
    for what in ("call", "emergency"):
        signs = [[text for label, text in rows if label == what] for rows in (before, after)]
        for word, text in changed_set(*signs):
            yield word, what, text


def _measure_rows(old: PlannedProgram, new: PlannedProgram) -> Iterator[Row]:
    """What is measured once a week."""
    was, will = (
        {one.id: measure_words(plan.wording, one) for one in plan.program.measures}
        for plan in (old, new)
    )
    for measure_id in merged(list(was), list(will)):
        if measure_id not in was:
            yield NEW, measure_id, will[measure_id]
        elif measure_id not in will:
            yield REMOVED, measure_id, was[measure_id]
        elif was[measure_id] != will[measure_id]:
            yield CHANGED, measure_id, to(was[measure_id], will[measure_id])


def _program_rows(old: PlannedProgram, new: PlannedProgram) -> Iterator[Row]:
    """What belongs to the whole program."""
    for part, text in _changed_parts(_program_parts(old), _program_parts(new)):
        yield CHANGED, part, text


def _program_parts(plan: PlannedProgram) -> Mapping[str, str]:
    program = plan.program
    # How often is of interest where an item leaves that to the program.
    items = [*program.exercises]
    for phase in program.phases:
        items += () if phase.frequency else phase.exercises
    relies = program.frequency and any(not (one.dose and one.dose.frequency) for one in items)
    return {
        "title": program.title,
        "subtitle": program.subtitle or "",
        "purpose": program.purpose or "",
        "weeks from": program.anchor or "start",
        "how often": frequency_text(plan.wording, program.frequency)
        if program.frequency and relies
        else "",
    }


def merged(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """What is in either of two lists: in the new order, the rest where it was before."""
    both: list[str] = []
    rest = list(old)
    for one in new:
        if one in rest:
            at = rest.index(one)
            both += [before for before in rest[:at] if before not in new]
            rest = rest[at + 1 :]
        both.append(one)
    return both + [one for one in rest if one not in new]


def to(old: str, new: str) -> str:
    """What was and what is."""
    return f"{old} -> {new}"


def changed_lines(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, str]]:
    """How one list becomes another: what happened, the number of the line from 1, and the text.

    The number is that in the new list, but for what is removed that in the old one.
    """
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for _, first, last, begin, end in matcher.get_opcodes():
        if old[first:last] == new[begin:end]:
            continue
        common = min(last - first, end - begin)
        for at in range(common):
            yield CHANGED, begin + at + 1, to(old[first + at], new[begin + at])
        for at in range(first + common, last):
            yield REMOVED, at + 1, old[at]
        for at in range(begin + common, end):
            yield NEW, at + 1, new[at]


def changed_set(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The same for lists whose order means nothing: what happened, and the text."""
    gone = [one for one in old if one not in new]
    for one in new:
        if one in old:
            continue
        near = max(gone, key=lambda other: _likeness(other, one), default="")
        if near and _likeness(near, one) >= _ALIKE:
            gone.remove(near)
            yield CHANGED, to(near, one)
        else:
            yield NEW, one
    for one in gone:
        yield REMOVED, one


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
