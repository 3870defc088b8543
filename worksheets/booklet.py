"""The Booklet: the final words and numbers of one patient's booklet, with no positions.

What a `Sheet` is for one sheet, this is for many pages: `resolve` makes it, `layout` places it. It
holds a Sheet for what both have: masthead, purpose, warnings, foot.
"""

from typing import NamedTuple

from worksheets.sheet import Card, Clearance, Field, Sheet, TickBox, WeekGrid


class Words(NamedTuple):
    """A label with sentences that belong to it.

    Attributes:
        label: "How to use this booklet".
        sentences: The sentences; more than one are a list.
        language: BCP 47 tag of the sentences where it is not the sheet's, else "".
    """

    label: str
    sentences: tuple[str, ...]
    language: str = ""


class CheckList(NamedTuple):
    """Things to tick one by one, none of which time alone decides.

    Attributes:
        heading: "Move on to phase 2 when all of these are true:".
        boxes: One each; the label is the whole sentence.
        language: BCP 47 tag of the labels where it is not the sheet's, else "".
    """

    heading: str
    boxes: tuple[TickBox, ...]
    language: str = ""


class Cover(NamedTuple):
    """The first page, beside what the masthead holds.

    Attributes:
        length: "6 weeks, from 7 December 2026", or "6 weeks".
        goals: Heading over the patient's own goals.
        goal_lines: Lines to write them on, each with its name; the labels are for screen readers.
        how_to: How to use the booklet.
        stop: Where the signs to stop for are, and the number to call.
    """

    length: str
    goals: str
    goal_lines: tuple[Field, ...]
    how_to: Words
    stop: str


class Tick(NamedTuple):
    """A place on the time line, in weeks from its left end, and what stands there."""

    at: float
    label: str
    under: str = ""


class Bar(NamedTuple):
    """A phase on the time line.

    Attributes:
        number: Its number, from 1.
        name: Its name.
        begins: Where it begins, in weeks from the left end of the line.
        ends: Where it ends.
        open_left: Whether it began before the line does.
        open_right: Whether it goes on after the line ends.
        is_dated: Whether it begins at a time; otherwise when its criteria are met.
        when: "weeks 3 to 6".
        language: BCP 47 tag of the name where it is not the sheet's, else "".
    """

    number: int
    name: str
    begins: float
    ends: float
    open_left: bool
    open_right: bool
    is_dated: bool
    when: str
    language: str = ""


class Timeline(NamedTuple):
    """The phases over the weeks, as a picture.

    Attributes:
        heading: "Your way back".
        weeks: Length of the line in weeks.
        ticks: Where weeks begin: their numbers and, where known, dates.
        bars: The phases.
        today: The day of issue, when it is on the line.
        alt: The whole picture in words.
    """

    heading: str
    weeks: int
    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]
    today: Tick | None
    alt: str


class PhaseText(NamedTuple):
    """A phase in words.

    Attributes:
        title: "Phase 2: Build strength".
        when: "6 to 12 weeks after surgery: 16 November to 27 December 2026".
        lines: Labelled sentences: goals, precautions, device, weight on the leg.
        entry: What must be true before it begins.
        language: BCP 47 tag of its own words where it is not the sheet's, else "".
    """

    title: str
    when: str
    lines: tuple[Words, ...]
    entry: tuple[CheckList, ...]
    language: str = ""


class Ladder(NamedTuple):
    """Levels of an exercise, the easiest first, and when to change.

    Attributes:
        heading: "Level of exercise 5: tick the one you do this week".
        levels: One box each; the label is the name of the level.
        rules: "Move up when it is easy.", "Move down if you lose your balance."
        language: BCP 47 tag of the levels where it is not the sheet's, else "".
    """

    heading: str
    levels: tuple[TickBox, ...]
    rules: tuple[str, ...]
    language: str = ""


class ExercisePart(NamedTuple):
    """An exercise in full: what to do, and how much in which weeks.

    Attributes:
        card: Its words and picture; `card.boxes` is empty, because the boxes stand in the weeks.
        clearances: The gates that open here, printed before it.
        doses: How much: label "Weeks 1 to 3", or "" for all weeks, and the sentence.
        ladder: Its levels without boxes to tick by week, or None; labels and rules only.
    """

    card: Card
    clearances: tuple[Clearance, ...]
    doses: tuple[Field, ...]
    ladder: Ladder | None = None


class Measure(NamedTuple):
    """Something measured once a week.

    Attributes:
        label: "Heel raises in a row".
        unit: "degrees", or "".
        target: "Target: 20 to 25", or "".
        name: Name of its field.
        language: BCP 47 tag of the label and unit where it is not the sheet's, else "".
    """

    label: str
    unit: str
    target: str
    name: str
    language: str = ""


class Week(NamedTuple):
    """One week: what to do, day by day, and room to record it.

    Attributes:
        key: Names it: "week-03". Every name of a field of the week is a branch of this one.
        title: "Week 3".
        dates: "21 to 27 December 2026", or "".
        since: "11 weeks after surgery", or "".
        phases: The phases of this week: label "Phase 2: Build strength", and the lines that hold
            all the time (device, weight on the leg).
        news: What is new this week, or None.
        checks: What to tick before going on.
        grid: A row for each exercise with its dose, a column a day.
        ladders: Levels to tick.
        measures: What to measure once this week.
        bring: "Bring this booklet on", and the date or a line.
        stop: "Stop signs: see the last page. Call us on 01632 960001."
        measures_heading: "Measure once this week:".
    """

    key: str
    title: str
    dates: str
    since: str
    phases: tuple[Words, ...]
    news: Words | None
    checks: tuple[CheckList, ...]
    grid: WeekGrid
    ladders: tuple[Ladder, ...]
    measures: tuple[Measure, ...]
    bring: Field
    stop: str
    measures_heading: str = ""


class Chart(NamedTuple):
    """A blank chart to plot a measure by hand, week by week.

    Attributes:
        title: "Heel raises in a row".
        how: How to measure it, and to plot it.
        unit: What stands at the vertical axis: "degrees", or "".
        weeks: Labels of the weeks: "1", "2" ...
        axis: What stands at the horizontal axis: "Week".
        marks: Numbers at the vertical axis with their heights, 0 at the bottom to 1.
        target: Heights of the target line, or of both ends of a target that is a range.
        target_label: "Target: 20 to 25", or "Target: ____" to write one in.
        alt: The chart in words.
        language: BCP 47 tag of the title where it is not the sheet's, else "".
    """

    title: str
    how: tuple[str, ...]
    unit: str
    weeks: tuple[str, ...]
    axis: str
    marks: tuple[tuple[str, float], ...]
    target: tuple[float, ...]
    target_label: str
    alt: str
    language: str = ""


class Booklet(NamedTuple):
    """One patient's booklet.

    Attributes:
        sheet: Title, patient strip, purpose, warnings, all exercises, foot.
        cover: The rest of the first page.
        contents: Heading of the list of contents.
        timeline: The phases as a picture, or None for a program without phases.
        phases: The phases in words.
        exercises_heading: Heading over the exercises.
        exercises: The exercises in full, in the order in which they first are due.
        weeks: The weeks.
        charts_heading: Heading over the charts.
        charts: A chart for each measure.
        stop_heading: Heading over the stop-and-call page.
        notes: Heading of a page that is there only to write on.
    """

    sheet: Sheet
    cover: Cover
    contents: str
    timeline: Timeline | None
    phases: tuple[PhaseText, ...]
    exercises_heading: str
    exercises: tuple[ExercisePart, ...]
    weeks: tuple[Week, ...]
    charts_heading: str
    charts: tuple[Chart, ...]
    stop_heading: str
    notes: str
