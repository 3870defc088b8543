"""Four published protocols on real pages: no rule lost, each on the pages of its weeks only.

The tables say once more what the sources say, and from which day on; they are not made from the
program files.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pypdf
import pytest

from worksheets.app import make_document, parts_of
from worksheets.document import Booklet, Handout, Week, Words
from worksheets.facts import dose_text
from worksheets.load.order import Order, load_order
from worksheets.model import Patient
from worksheets.resolve import resolve_handout
from worksheets.resolve.booklets import resolve_booklet

FOLDER = Path(__file__).parent / "protocols"
A, C, H = (str(FOLDER / f"{name}.yaml") for name in ("willits-2010", "vacoped", "silbernagel"))
B = "achilles-rupture-weeks-9-16"
WEDNESDAY = date(2026, 12, 9)
FOREVER = 10_000


class Rules(NamedTuple):
    """What holds from a day on, until the next row; "" where the source says nothing."""

    first: int
    phase: str
    device: str
    weight: str
    motion: str = ""
    care: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        labels = "Boot or brace:", "Weight on your leg:", "How far to move:", "Take care:"
        said = zip(labels, self[2:], strict=True)
        return tuple(f"{label} {text}" for label, text in said if text)


LIFT = "Boot with a heel lift of 2 cm, also while you sleep."
NEUTRAL = (
    "Move your foot up to the right angle, and no further. Turn it in and out only below that."
)
OFF = (
    "You may take the boot off to wash and dress. "
    "The limits for weight on your leg hold without it, too."
)
TOLERATED = "As much as you tolerate."
WEAN = "Out of the boot step by step, with crutches or a cane as you need them."
MORE = "More step by step."
WILLITS = (
    Rules(0, "Phase 1: Slab", "Posterior slab.", "None, walk with crutches."),
    Rules(14, "Phase 2: Boot with heel lift", LIFT, "Protected, with crutches.", NEUTRAL, OFF),
    Rules(28, "Phase 3: More weight", LIFT, TOLERATED, NEUTRAL, OFF),
    Rules(42, "Phase 4: Boot without heel lift",
          "Boot without the heel lift, also while you sleep.", TOLERATED,
          "Stretch slowly past the right angle.", OFF),
    Rules(56, "Phase 5: Out of the boot", WEAN, TOLERATED, MORE),
    Rules(84, "Phase 6: Back to sport", "None.", "All of it.", MORE),
)  # fmt: skip

CRUTCHES, RISING = "As pain allows, with crutches.", "More step by step, all of it by day 45."
CAST = "Treat the boot as a cast. Do not take it off to wash."
ALL = "All of it, with crutches as you need them."


def _screw(day: int, number: int, range_: str, hole: str, weight: str = RISING) -> Rules:
    phase = f"Phase {number}: {5 * (number - 3)} degrees of movement"
    return Rules(
        day, phase, f"Boot, lower screw at hole {hole}", weight, f"{range_} degrees.", CAST
    )


VACOPED = (
    Rules(0, "Phase 2: Cast", "Cast, toes pointing down.", "None."),
    Rules(14, "Phase 3: Boot, locked", "Boot, locked at 30 degrees (hole 3).", CRUTCHES, "", CAST),
    _screw(25, 4, "25 to 30", "2.5. Leave the top screw.", CRUTCHES),
    _screw(29, 5, "20 to 30", "2."),
    _screw(33, 6, "15 to 30", "1.5."),
    _screw(37, 7, "10 to 30", "1."),
    _screw(41, 8, "5 to 30", "0.5."),
    Rules(45, "Phase 9: Flat sole", "Boot with a flat sole, lower screw at hole 0.", ALL,
          "0 to 30 degrees.", "You may take the boot off at night. "
          "Wear it whenever you stand, also when you get up at night."),
    Rules(56, "Phase 10: Boot off", "Heel pads. The boot only where you could be knocked or fall.",
          ALL, "No limit by the boot.", "Go to your appointment at the clinic."),
)  # fmt: skip


def order(program: str, *, dated: bool = True, lasted: int = 0, **more: Any) -> Order:
    """Whose program begins on a Wednesday, some days after the injury."""
    injury = WEDNESDAY - timedelta(days=lasted)
    counts = {} if program == H else {"injury": injury}
    patient = Patient(start=WEDNESDAY, **counts) if dated else Patient()
    return Order(program, WEDNESDAY, patient=patient, **more)


@cache
def booklet(program: str, weeks: int, *, dated: bool = True, lasted: int = 0) -> Booklet:
    wanted = order(program, dated=dated, lasted=lasted)
    return resolve_booklet(parts_of(wanted, load_order(wanted)), weeks)


@cache
def handout(program: str, week: int, *, dated: bool = True, lasted: int = 0) -> Handout:
    wanted = order(program, dated=dated, lasted=lasted, week=week)
    return resolve_handout(parts_of(wanted, load_order(wanted)), week)


def in_force(table: Sequence[Rules], days: range, *, dated: bool) -> Iterator[Words]:
    """What the top of a week must say, by the table."""

    def name(day: int) -> str:
        on = WEDNESDAY + timedelta(days=day - days[0])
        return f"{on:%A}" if dated else f"day {day - days[0] + 1}"

    firsts = [*(row.first for row in table), FOREVER]
    for row, (first, end) in zip(table, pairwise(firsts), strict=True):
        last = end - 1
        if last < days[0] or first > days[-1]:
            continue
        when = f"{name(first)} to {name(last)}"
        if first <= days[0]:
            when = f"until {name(last)}"
        elif last >= days[-1]:
            when = f"from {name(first)} on"
        whole = first <= days[0] and last >= days[-1]
        yield Words(row.phase if whole else f"{row.phase} ({when})", row.lines)


def week_of(number: int, lasted: int = 0) -> range:
    return range(7 * (number - 1) + lasted, 7 * number + lasted)


def top_of(part: Week | Handout) -> list[Words]:
    """The rules at the top; a phase without any is only named."""
    return [one for one in part.phases if one.sentences]


@pytest.mark.parametrize("dated", [True, False])
@pytest.mark.parametrize(
    ("program", "table", "weeks"), [(A, WILLITS, 30), (C, VACOPED, 12)], ids=["willits", "vacoped"]
)
def test_the_rules_of_each_day_are_at_the_top_of_its_pages(
    program: str, table: Sequence[Rules], weeks: int, dated: bool
) -> None:
    made = booklet(program, weeks, dated=dated)
    assert len(made.weeks) == weeks, "a phase without an end goes on"
    for number, week in enumerate(made.weeks, 1):
        wanted = [*in_force(table, week_of(number), dated=dated)]
        assert top_of(week) == wanted
        if number < 15:
            assert top_of(handout(program, number, dated=dated)) == wanted


@pytest.mark.parametrize("lasted", [1, 10, 17, 27])
def test_weeks_that_begin_days_after_the_injury_have_the_rules_of_their_own_days(
    lasted: int,
) -> None:
    for program, table in ((A, WILLITS), (C, VACOPED)):
        made = booklet(program, 8, lasted=lasted)
        for number, week in enumerate(made.weeks, 1):
            wanted = [*in_force(table, week_of(number, lasted), dated=True)]
            assert top_of(week) == wanted
            assert top_of(handout(program, number, lasted=lasted)) == wanted


def printed(data: bytes) -> list[str]:
    """The text of each page, without spaces: lines may end anywhere."""
    pages = pypdf.PdfReader(BytesIO(data)).pages
    return ["".join(page.extract_text().split()) for page in pages]


def test_the_printed_pages_say_the_rules_of_their_weeks_and_no_others() -> None:
    weeks = 14
    pages = printed(make_document(order(A, dated=False, template="booklet", weeks=weeks)).data)
    devices = {row.device for row in WILLITS if row.device != "None."}
    for number in range(1, weeks + 1):
        since = f"{number - 1}week" if number > 1 else "Firstweek"
        (page,) = [one for one in pages if one.startswith(f"Week{number}{since}")]
        sheet = "".join(printed(make_document(order(A, dated=False, week=number)).data))
        (wanted,) = in_force(WILLITS, week_of(number), dated=False)
        for text in (page, sheet):
            for line in (wanted.label, *wanted.sentences):
                assert "".join(line.split()) in text
            said = {one for one in devices if "".join(one.split()) in text}
            assert said <= {line.removeprefix("Boot or brace: ") for line in wanted.sentences}
            assert "draft,notreviewedbyaclinician" in text


def test_what_is_for_one_group_only_says_so_and_has_dashed_boxes() -> None:
    for number, week in enumerate(booklet(A, 14).weeks, 1):
        scar = [row for row in week.grid.rows if row.name == "Loosening of the scar"]
        assert len(scar) == (1 if 3 <= number <= 8 else 0)
        for row in scar:
            assert row.gate == "Only if you had surgery"
            assert all(box.optional for cell in row.cells for box in cell.boxes)
            (card,) = [one for one in handout(A, number).cards if one.name == row.name]
            assert card.gate == row.gate
        others = [row for row in week.grid.rows if row not in scar]
        assert not any(row.gate for row in others)
        assert not any(box.optional for row in others for cell in row.cells for box in cell.boxes)


def test_the_medicine_ends_on_its_day() -> None:
    rows = [row for week in booklet(C, 12).weeks for row in week.grid.rows]
    days = [cell.due for row in rows if row.id == "blood-thinner" for cell in row.cells]
    assert sum(days) == 45
    assert days[:45] == [True] * 45


HEAVY = {"step-raise-weight", "heel-drop-weight", "jumps"}
WAITS = "Once you are in phase 3"


def test_a_phase_that_waits_for_a_test_is_never_new_and_the_one_before_goes_on() -> None:
    made = booklet(H, 16)
    for number, week in enumerate(made.weeks, 1):
        ids = {row.id for row in week.grid.rows}
        assert ("step-raise" in ids) == (number >= 3), "phase 2 has no last day of its own"
        assert ids >= HEAVY if number >= 4 else not HEAVY & ids
        for row in week.grid.rows:
            if row.id in HEAVY:
                assert row.gate == WAITS
                assert all(box.optional for cell in row.cells for box in cell.boxes)
        said = " ".join(week.news.sentences) if week.news else ""
        assert "Heavier load" not in said
        assert "with a weight" not in said
        if number >= 3:
            assert [one.label for one in week.phases] == [
                "Phase 2: Strengthen (until you are in phase 3)"
            ]
        boxes = [box.label for check in week.checks for box in check.boxes]
        assert ("you managed the exercises of phase 2" in boxes) == (number >= 4)
    waiting = [card for card in handout(H, 6).cards if card.id in HEAVY]
    assert [card.gate for card in waiting] == [WAITS] * 3


def test_a_dose_of_which_the_sources_disagree_is_asked_for() -> None:
    (card,) = [one for one in handout(H, 3).cards if one.id == "step-raise-one"]
    said = dose_text(card.dose, card.details).replace("\u00a0", " ")
    assert said == "Times ____ · 3 sets · Once a day. Ask your clinician: 10 or 15 times."


def test_what_is_said_of_the_circuit_holds_from_its_phase_on() -> None:
    """Copenhagen, weeks 9 to 16: running waits for its tests from week 14 on."""
    made = booklet(B, 8, lasted=56)
    circuit = "Take care: Do the exercises of this phase as a circuit, one after the other."
    for number, week in enumerate(made.weeks, 9):
        (*_, phase) = [one for one in week.phases if not one.label.startswith("Once")]
        assert any(line.startswith(circuit) for line in phase.sentences) == (number >= 12)
        gates = {row.id: row.gate for row in week.grid.rows if row.gate}
        assert set(gates) >= {"jog-up-stairs"} if number >= 14 else not gates
        assert "Jog" not in " ".join(week.news.sentences if week.news else [])
