"""`diff`: what changes for the patient from one program to another."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from worksheets.model import Patient
from worksheets.problems import Problem, WorksheetError
from worksheets.report.list import Found, Table, find_program, table_of
from worksheets.report.show import (
    PlannedProgram,
    gate_words,
    measure_words,
    phase_words,
    plan_weeks,
    program_frequency,
    runs,
    short_dates,
    untimed_words,
    week_words,
)
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

Parts = Mapping[str, str | tuple[str, ...] | list[str]]
"""Parts of something: one text each, lines in order, or lines in any order."""

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
    tables = (
        ("Exercises", ("", "exercise", "weeks", "dates", "dose"), _dose_rows(old, new, weeks)),
        ("How exercises are done", ("", "exercise", "part", "text"), _manner_rows(old, new)),
        ("Phases", ("", "phase", "part", "text"), _phase_rows(old, new)),
        ("Gates", ("", "for", "text"), _gate_rows(old, new)),
        ("Stop and call", ("", "what to do", "sign"), _changes(_signs(old), _signs(new))),
        (
            "Measured once a week",
            ("", "measure", "text"),
            _changes(_measures(old), _measures(new), {}),
        ),
        ("Program", ("", "part", "text"), _changes(_program(old), _program(new))),
    )
    return tuple(
        table_of(heading, columns, rows)
        for heading, columns, given in tables
        if (rows := tuple(given))
    )


def _dose_rows(old: PlannedProgram, new: PlannedProgram, weeks: int | None) -> Iterator[Row]:
    """A row for each exercise and the weeks that follow each other with the same other dose."""

    def row(item_id: str, doses: tuple[str, str], when: tuple[str, str]) -> Row:
        word, text = happened(*doses, gone=STOPPED)
        name = "" if word == CHANGED else f"{(new if doses[1] else old).name(item_id)}: "
        return word, item_id, *when, f"{name}{text}"

    end = weeks or max(_last_change(old), _last_change(new))
    for item_id in merged(old.program.item_ids, new.program.item_ids):
        doses = runs(end, lambda week: (old.dose(item_id, week), new.dose(item_id, week)))  # noqa: B023
        for pair, first, last in doses:
            if pair[0] != pair[1]:
                goes_on = weeks is None and last == end  # the last week is like all after it
                yield row(item_id, pair, _when(new, first, last, goes_on=goes_on))
        # Phases that begin when it is time have no weeks.
        was, will = old.waiting.get(item_id, {}), new.waiting.get(item_id, {})
        for phase_id in merged(list(was), list(will)):
            one = will.get(phase_id) or was[phase_id]
            before, after = (
                side[phase_id].text if phase_id in side else "" for side in (was, will)
            )
            if before != after:
                when = f"once in phase {one.phase_span.number}", ""
                yield row(item_id, (before, after), when)


def _last_change(plan: PlannedProgram) -> int:
    """The last week in which something differs from the week before, at least 1."""
    weeks = (
        week
        for week in range(plan.weeks, 1, -1)
        if any(plan.dose(item_id, week) != plan.dose(item_id, week - 1) for item_id in plan.dosed)
    )
    return next(weeks, 1)


def _when(plan: PlannedProgram, first: int, last: int, *, goes_on: bool) -> tuple[str, str]:
    """The weeks in words, and their dates where they are known."""
    wording, calendar = plan.wording, plan.calendar
    day = calendar.days_of(first)[0]
    if not goes_on:
        last_day = calendar.days_of(last)[-1]
        return week_words(first, last), short_dates(wording, calendar, day, last_day)
    if first == 1:
        return "all", ""
    dates = short_dates(wording, calendar, day, day)
    if dates:
        dates = wording.say(wording.locale.booklet.when_from, **{"from": dates})
    return f"from {first}", dates


def happened(before: str | None, after: str | None, gone: str = REMOVED) -> tuple[str, str]:
    """What happened to a text, and the text, or both of them."""
    if before and after:
        return CHANGED, to(before, after)
    return (NEW, after) if after else (gone, before or "")


def _changes(
    old: Parts, new: Parts, only_that: Mapping[str, str] = _ONLY_THAT
) -> Iterator[tuple[str, str, str]]:
    """What happened, the part and the text, for each part that is not the same."""
    for part in merged(list(old), list(new)):
        was, will = old.get(part), new.get(part)
        if was == will:
            continue
        if part in only_that:
            yield CHANGED, part, only_that[part]
        elif isinstance(was, tuple) and isinstance(will, tuple):
            for word, number, text in changed_lines(was, will):
                yield word, f"{part} {number}", text
        elif isinstance(was, list) and isinstance(will, list):
            for word, text in changed_set(was, will):
                yield word, part, text
        else:
            before, after = (None if one is None else f"{one or _NONE}" for one in (was, will))
            word, text = happened(before, after)
            yield word, part, text


def _manner_rows(old: PlannedProgram, new: PlannedProgram) -> Iterator[Row]:
    """Exercises that stay, and are called or done in another way."""
    for item_id in new.program.item_ids:
        if item_id in old.program.item_ids:
            was, will = _manner(old, item_id), _manner(new, item_id)
            both = was.keys() & will.keys()  # a task has fewer parts than an exercise
            was, will = ({part: one[part] for part in one if part in both} for one in (was, will))
            for word, *rest in _changes(was, will):
                yield word, item_id, *rest


def _manner(plan: PlannedProgram, item_id: str) -> Parts:
    """How an exercise is done."""
    exercise, items = plan.exercises.get(item_id), plan.items(item_id)
    is_timed = item_id in plan.dosed  # otherwise its rules are in the words of its dose
    untimed = [untimed_words(plan.wording, item) for item in items] if is_timed else []
    notes = [
        " ".join(filter(None, (item.dose.note if item.dose else None, item.note))) for item in items
    ]
    parts: Parts = {
        "name": plan.name(item_id),
        "step": exercise.steps if exercise else items[0].steps,
        "when ready": list(dict.fromkeys(filter(None, untimed))),
        "choose": [
            f"{one.choose.short()} of {', '.join(one.items)}"
            for one in plan.program.groups
            if item_id in one.items
        ],
        "only if": list(dict.fromkeys(item.only_if for item in items if item.only_if)),
        "note": list(dict.fromkeys(filter(None, notes))),
    }
    if exercise is None:
        return parts
    return {
        **parts,
        "care": [*exercise.avoid, *exercise.precautions],
        "equipment": [*exercise.equipment],
        "feel": exercise.feel or "",
        "picture": repr(exercise.figure),
        "video": exercise.video or "",
    }


def _phase_rows(old: PlannedProgram, new: PlannedProgram) -> Iterator[Row]:
    """Phases that are new, removed, or have another place or other rules."""
    before, after = _phases(old), _phases(new)
    for phase_id in merged(list(before), list(after)):
        was, will = before.get(phase_id), after.get(phase_id)
        if was and will:
            for word, *rest in _changes(was, will):
                yield word, phase_id, *rest
        elif parts := was or will:
            text = ", ".join(f"{parts[part]}" for part in ("number", "name", "when"))
            yield REMOVED if was else NEW, phase_id, "", text


def _phases(plan: PlannedProgram) -> Mapping[str, Parts]:
    return {
        phase.id: {
            "number": f"{number}",
            "name": phase.name,
            **phase_words(plan.wording, plan.calendar, phase),
        }
        for number, phase in enumerate(plan.program.phases, 1)
    }


def _signs(plan: PlannedProgram) -> Parts:
    stop = plan.program.stop_and_call
    return {"call": [*stop.call], "emergency": [*stop.emergency]}


def _measures(plan: PlannedProgram) -> Parts:
    return {one.id: measure_words(plan.wording, one) for one in plan.program.measures}


def _program(plan: PlannedProgram) -> Parts:
    program = plan.program
    items = [*program.exercises]
    for phase in program.phases:
        items += () if phase.frequency else phase.exercises
    # How often is of interest where an item leaves that to the program.
    is_used = any(not (one.dose and one.dose.frequency) for one in items)
    return {
        "title": program.title,
        "subtitle": program.subtitle or "",
        "purpose": program.purpose or "",
        "weeks from": program.counted_from or "start",
        "how often": program_frequency(plan.wording, program) if is_used else "",
    }


def _gate_rows(old: PlannedProgram, new: PlannedProgram) -> Iterator[Row]:
    """Gates, by the exercises behind them: how they are grouped in the file makes no difference."""
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for item_id in new.program.item_ids:
        before, after = (
            [
                gate_words(plan.wording, plan.calendar, gate)
                for gate in plan.program.gates
                if item_id in gate.items
            ]
            for plan in (old, new)
        )
        gone = tuple(text for text in before if text not in after)
        come = tuple(text for text in after if text not in before)
        if gone or come:
            groups.setdefault((gone, come), []).append(item_id)
    for (gone, come), ids in groups.items():
        listed = ", ".join(ids)
        texts = [(NEW, text) for text in come] + [(REMOVED, text) for text in gone]
        if len(gone) == len(come) == 1:
            texts = [happened(gone[0], come[0])]
        yield from ((word, listed, text) for word, text in texts)


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
