"""What changes beside the doses: how exercises are done, phases, gates, signs, measures, words."""

from collections.abc import Iterable, Iterator

from worksheets.compare.versions import (
    CHANGED,
    NEW,
    REMOVED,
    WORDS_CHANGED,
    Row,
    Version,
    changed_lines,
    changed_set,
    merged,
    to,
)
from worksheets.describe.programs import sign_rows
from worksheets.describe.words import (
    entry_words,
    gate_words,
    measure_words,
    note_words,
    untimed_words,
    when_words,
)
from worksheets.model.phase import Phase
from worksheets.resolve.frequencies import frequency_text

_NONE = "(none)"


def manner_rows(old: Version, new: Version) -> Iterator[Row]:
    """Exercises that stay, and are called or done in another way."""
    for item_id in new.program.item_ids:
        if item_id not in old.program.item_ids:
            continue
        if old.name(item_id) != new.name(item_id):
            yield CHANGED, item_id, "name", to(old.name(item_id), new.name(item_id))
        for word, number, text in changed_lines(_steps(old, item_id), _steps(new, item_id)):
            yield word, item_id, f"step {number}", text
        for part, lines in (("when ready", _untimed), ("note", _notes)):
            for word, text in changed_set(lines(old, item_id), lines(new, item_id)):
                yield word, item_id, part, text
        yield from _exercise_rows(old, new, item_id)


def _exercise_rows(old: Version, new: Version, item_id: str) -> Iterator[Row]:
    """What the files of an exercise say in another way."""
    before, after = old.exercises.get(item_id), new.exercises.get(item_id)
    if before and after:
        care = (*before.avoid, *before.precautions), (*after.avoid, *after.precautions)
        for word, text in changed_set(*care):
            yield word, item_id, "care", text
        for word, text in changed_set(before.equipment, after.equipment):
            yield word, item_id, "equipment", text
        if before.feel != after.feel:
            yield CHANGED, item_id, "feel", WORDS_CHANGED
        if before.figure != after.figure:
            yield CHANGED, item_id, "picture", "the picture is another one"
        if before.video != after.video:
            yield CHANGED, item_id, "video", to(before.video or _NONE, after.video or _NONE)


def _untimed(version: Version, item_id: str) -> list[str]:
    """What the patient decides when it is time, of an item that begins at a date."""
    if item_id not in version.timeline.dosed:
        return []
    said = [untimed_words(version.wording, item) for item in version.items(item_id)]
    return list(dict.fromkeys(filter(None, said)))


def _notes(version: Version, item_id: str) -> list[str]:
    return list(dict.fromkeys(filter(None, map(note_words, version.items(item_id)))))


def _steps(version: Version, item_id: str) -> tuple[str, ...]:
    exercise = version.exercises.get(item_id)
    return exercise.steps if exercise else version.items(item_id)[0].steps


def phase_rows(old: Version, new: Version) -> Iterator[Row]:
    """Phases that are new, removed, or have another place or other rules."""
    before = {phase.id: phase for phase in old.program.phases}
    after = {phase.id: phase for phase in new.program.phases}
    for phase_id in merged(list(before), list(after)):
        was, will = before.get(phase_id), after.get(phase_id)
        if was and will:
            yield from _changed_phase(old, new, was, will)
        elif will:
            yield NEW, phase_id, "", _phase_text(new, will)
        elif was:
            yield REMOVED, phase_id, "", _phase_text(old, was)


def _phase_text(version: Version, phase: Phase) -> str:
    number = version.program.phases.index(phase) + 1
    return f"{number}, {phase.name}, {when_words(version.wording, version.calendar, phase)}"


def _changed_phase(old: Version, new: Version, was: Phase, will: Phase) -> Iterator[Row]:
    for (label, before), (_, after) in zip(_parts(old, was), _parts(new, will), strict=True):
        if before != after:
            yield CHANGED, will.id, label, to(before or _NONE, after or _NONE)
    if was.goals != will.goals:
        yield CHANGED, will.id, "goals", WORDS_CHANGED


def _parts(version: Version, phase: Phase) -> Iterable[tuple[str, str]]:
    """What the patient must know of a phase."""
    return (
        ("number", f"{version.program.phases.index(phase) + 1}"),
        ("name", phase.name),
        ("when", when_words(version.wording, version.calendar, phase)),
        ("begins when", entry_words(version.wording, phase.entry)),
        ("care", " ".join(phase.precautions)),
        ("device", " ".join(phase.device)),
        ("weight", phase.weight_bearing or ""),
    )


def gate_rows(old: Version, new: Version) -> Iterator[Row]:
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


def _gates(version: Version, item_id: str) -> list[str]:
    """The gates that an item stands behind, in words."""
    wording, calendar = version.wording, version.calendar
    gates = [gate for gate in version.program.gates if item_id in gate.items]
    return [gate_words(wording, calendar, gate) for gate in gates]


def sign_changes(old: Version, new: Version) -> Iterator[Row]:
    """The signs that mean stop."""
    before, after = list(sign_rows(old.program)), list(sign_rows(new.program))
    for what in ("call", "emergency"):
        signs = [[text for label, text in rows if label == what] for rows in (before, after)]
        for word, text in changed_set(*signs):
            yield word, what, text


def measure_rows(old: Version, new: Version) -> Iterator[Row]:
    """What is measured once a week."""
    before, after = (
        {one.id: measure_words(version.wording, one) for one in version.program.measures}
        for version in (old, new)
    )
    for measure_id in merged(list(before), list(after)):
        was, will = before.get(measure_id), after.get(measure_id)
        if was is None and will is not None:
            yield NEW, measure_id, will
        elif was is not None and will is None:
            yield REMOVED, measure_id, was
        elif was is not None and will is not None and was != will:
            yield CHANGED, measure_id, to(was, will)


def word_rows(old: Version, new: Version) -> Iterator[Row]:
    """What is said of the whole program."""
    before, after = old.program, new.program
    for part in ("title", "subtitle", "purpose"):
        if getattr(before, part) != getattr(after, part):
            yield CHANGED, part, WORDS_CHANGED
    if before.anchor != after.anchor:
        yield CHANGED, "weeks from", to(before.anchor or "start", after.anchor or "start")
    said = (_frequency(old), _frequency(new))
    if said[0] != said[1]:
        yield CHANGED, "how often", to(said[0] or _NONE, said[1] or _NONE)


def _frequency(version: Version) -> str:
    """How often, for the items that leave it to the program; "" where none does."""
    program = version.program
    relies = [item for item in program.exercises if not (item.dose and item.dose.frequency)]
    for phase in program.phases:
        if not phase.frequency:
            relies += [one for one in phase.exercises if not (one.dose and one.dose.frequency)]
    if not relies or not program.frequency:
        return ""
    return frequency_text(version.wording, program.frequency)
