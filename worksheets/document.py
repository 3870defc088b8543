"""The Document: the final words and numbers of one patient's document, with no positions.

`resolve` makes it, `layout` places it. All texts are in the document's language and in reading
order; nothing is markup. A field `language` is the BCP 47 tag of words of another one, else "".
Whatever is known of the patient is in the strip; the body is the same for all of a group: what is
laid out from the body alone cannot print one patient's words on the page of another.
"""

from typing import NamedTuple

from worksheets.facts import Fact
from worksheets.plan import Drawing, Image


class Field(NamedTuple):
    """A labelled value; an empty value is a line to write on, with a name of its own."""

    label: str
    value: str = ""
    name: str = ""


class TickBox(NamedTuple):
    """One box to tick.

    Attributes:
        label: What it stands for, printed under it: "30 s".
        accessible_text: The same for a screen reader: "tick box, set 1 of 3, 30 seconds".
        optional: Beyond the least that was asked for; drawn lighter.
        name: Which box of its exercise it is, for `field_names.box_name`: "1", "left.1".
    """

    label: str
    accessible_text: str
    optional: bool = False
    name: str = ""


class Figure(NamedTuple):
    """A picture with what it shows in words, and a few words to print under it, or ""."""

    image: Image | Drawing
    alt: str
    caption: str = ""
    language: str = ""


class Link(NamedTuple):
    """An address or a number that leads to its target on a screen, and says enough on paper.

    Attributes:
        label: What is printed before it, "Video:", or "".
        code: The target as a QR code, or None.
    """

    text: str
    target: str
    label: str = ""
    code: Figure | None = None


class Clearance(NamedTuple):
    """A gate before some of the exercises, which the heading names by number.

    Attributes:
        warning: Why, and what not to do before.
        by: Who opened it, and `on` when; empty values are lines; None where time opens it.
    """

    heading: str
    warning: str
    by: Field | None
    on: Field | None


class Card(NamedTuple):
    """One exercise or task.

    Attributes:
        dose: How much, how often and how.
        details: Sentences that belong to the dose: when to stop, how it grows, a note.
        remarks: Labelled sentences: what it should feel like, what to avoid.
        gate: "Wait for the OK" for an exercise behind a gate, else "".
        name_language: The language of the name alone.
    """

    number: int
    id: str
    name: str
    dose: tuple[Fact, ...]
    details: tuple[str, ...]
    steps: tuple[str, ...]
    remarks: tuple[Field, ...]
    gate: str = ""
    figure: Figure | None = None
    video: Link | None = None
    language: str = ""
    name_language: str = ""


class Column(NamedTuple):
    """One day of the weekly grid: "Mon", "7", "Monday" for screen readers, "mon" in names."""

    weekday: str
    day: str
    accessible_text: str
    key: str


class Cell(NamedTuple):
    """One exercise on one day; a day on which it is not due is shaded.

    Attributes:
        boxes: One for each set and session, or one a session when those were too many.
        each: What one box stands for when it stands for more than one set, for example "× 3".
        in_session: How many of the boxes belong to one session.
        short: One box a session, for a row of one line; () where `boxes` are that.
        first: How many boxes of a session, the first ones, are for one side, where sides differ.
        accessible_text: What a screen reader says of a day off.
    """

    due: bool
    boxes: tuple[TickBox, ...] = ()
    each: str = ""
    in_session: int = 0
    accessible_text: str = ""
    short: tuple[TickBox, ...] = ()
    first: int = 0


class Row(NamedTuple):
    """One exercise in the weekly grid.

    Attributes:
        aside: "any 3 days", or "".
        ways: "Left", "Right" where each side has boxes of its own, one after the other.
    """

    number: int
    id: str
    name: str
    dose: tuple[Fact, ...]
    aside: str
    gate: str
    cells: tuple[Cell, ...]
    language: str = ""
    details: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()
    figure: Figure | None = None


class WritingRow(NamedTuple):
    """A row of the weekly grid to write in.

    Attributes:
        name: What its fields are called, before the day.
        choices: What may be written, or nothing for free text.
        parts: How many places to write there are on a day, one for each session.
    """

    label: str
    name: str
    choices: tuple[str, ...] = ()
    parts: int = 1


class WeekDates(NamedTuple):
    """The dates of a week: "Week of 7 December 2026", and the day of the month of each day."""

    week: str
    days: tuple[str, ...]


class WeekGrid(NamedTuple):
    """The weekly progress grid of seven days.

    Attributes:
        week: "Week of 7 December 2026", or "" when the start is not known.
        how: How to use it: "Tick a box for each set or hold, or write how many."
        writing: The rows to write a number in: pain.
        notes: What is written on the lines below, or "".
    """

    title: str
    week: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    writing: tuple[WritingRow, ...]
    how: str = ""
    notes: str = ""

    def with_dates(self, dates: WeekDates | None) -> "WeekGrid":
        """The grid with the dates of its days, as far as they are known."""
        if dates is None:
            return self
        days = zip(self.columns, dates.days, strict=True)
        columns = tuple([column._replace(day=day) for column, day in days])
        return self._replace(week=dates.week, columns=columns)


class StopAndCall(NamedTuple):
    """The warning box: what to do, and when; `phone` is a number in the heading to dial.

    Attributes:
        emergency: "Call an ambulance" and "for chest pain or shortness of breath.", or None.
        emergency_signs: The same signs one by one.
    """

    heading: str
    signs: tuple[str, ...]
    emergency: Field | None
    emergency_signs: tuple[str, ...]
    phone: Link | None = None


class Footer(NamedTuple):
    """The foot of every page; `page_of`, "page {page} of {pages}", is filled in at the end."""

    disclaimer: str
    reference: str
    page_of: str


class Masthead(NamedTuple):
    """The top of the first page; the links are what in the clinic's lines leads somewhere."""

    title: str
    subtitle: str
    clinic: tuple[str, ...]
    logo: Image | Drawing | None
    links: tuple[Link, ...] = ()


class Letter(NamedTuple):
    """A first page that shows the patient's address in the window of an envelope.

    Attributes:
        window: The kind of envelope: "din5008", "uk" or "us".
        sentences: What follows, and whom to call.
        phone: The number in these sentences where it can be dialled, or None.
    """

    window: str
    sender: tuple[str, ...]
    name: str
    address: tuple[str, ...]
    date: str
    sentences: tuple[str, ...]
    phone: Link | None = None


class Handout(NamedTuple):
    """The body of a document of one sheet: nothing in it belongs to one patient.

    Attributes:
        phases: What holds in the phases of a week, for a handout of one.
        program_language: Language of the program's own words (title, purpose, signs, warnings).
    """

    language: str
    masthead: Masthead
    purpose: Field
    equipment: Field | None
    stop_and_call: StopAndCall
    clearances: tuple[Clearance, ...]
    cards: tuple[Card, ...]
    grid: WeekGrid
    footer: Footer
    program_language: str = ""
    phases: tuple["Words", ...] = ()


class Words(NamedTuple):
    """A label with sentences that belong to it; more than one sentence are a list."""

    label: str
    sentences: tuple[str, ...]
    language: str = ""


class CheckList(NamedTuple):
    """Things to tick one by one, none of which time alone decides; a label is a whole sentence."""

    heading: str
    boxes: tuple[TickBox, ...]
    language: str = ""


class Cover(NamedTuple):
    """The first page, beside what the masthead holds: length, own goals, how to use it."""

    length: str
    goals: str
    goal_lines: tuple[Field, ...]
    how_to: Words
    stop: str


class Tick(NamedTuple):
    """A place on the time line, in weeks from its left end, and what is printed there."""

    at: float
    label: str
    under: str = ""


class Bar(NamedTuple):
    """A phase on the time line, in weeks from its left end; `when` is "weeks 3 to 6".

    Attributes:
        open_left: Whether it began before the line does; `open_right` likewise.
        is_dated: Whether it begins at a time; otherwise when its criteria are met.
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
    """The phases over the weeks, as a picture; `today` is the day of issue, if it is on it."""

    heading: str
    weeks: int
    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]
    today: Tick | None
    alt: str


class PhaseText(NamedTuple):
    """A phase in words; its lines are goals, and what holds in it."""

    title: str
    when: str
    lines: tuple[Words, ...]
    entry: tuple[CheckList, ...]
    language: str = ""


class Ladder(NamedTuple):
    """Levels of an exercise, the easiest first, a box each; the rules say when to change."""

    heading: str
    levels: tuple[TickBox, ...]
    rules: tuple[str, ...]
    language: str = ""


class WeeksDose(NamedTuple):
    """A dose in some weeks: label "Weeks 1 to 3", or "" for all weeks; the rest as in a card."""

    label: str
    facts: tuple[Fact, ...]
    details: tuple[str, ...] = ()


class ExercisePart(NamedTuple):
    """An exercise in full: what to do, and how much in which weeks.

    Attributes:
        card: Its words and picture.
        clearances: The gates that open here, printed before it.
        doses: How much in which weeks.
        ladder: Its levels without boxes to tick by week, or None; labels and rules only.
    """

    card: Card
    clearances: tuple[Clearance, ...]
    doses: tuple[WeeksDose, ...]
    ladder: Ladder | None = None


class Measure(NamedTuple):
    """Something measured once a week; unit and target may be "", `name` is that of its field."""

    label: str
    unit: str
    target: str
    name: str
    language: str = ""


class Week(NamedTuple):
    """One week: what to do, day by day, and room to record it.

    Attributes:
        key: "week-03"; every name of a field of the week is a branch of it.
        dates: "21 to 27 December 2026", or "".
        since: "11 weeks after surgery", or "".
        phases: The phases of this week, with what holds all the time: device, weight on the leg.
        checks: What to tick before going on.
        bring: "Bring this booklet on", and the date or a line.
        stop: "Stop signs: see the last page. Call us on 01632 960001."
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
        how: How to measure it, and to plot it.
        unit: What is printed at the vertical axis, or ""; `axis` at the horizontal one.
        marks: Numbers at the vertical axis with their heights, 0 at the bottom to 1.
        target: Heights of the target line, or of both ends of a target that is a range.
        target_label: "Target: 20 to 25", or "Target: ____" to write one in.
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
    """The body of a booklet of several weeks: nothing in it belongs to one patient.

    Attributes:
        sheet: What it has in common with a handout: title, purpose, warnings, exercises, foot.
        timeline: The phases as a picture, or None for a program without phases.
        notes: Heading of a page that is there only to write on.
    """

    sheet: Handout
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


class Strip(NamedTuple):
    """Whatever is printed about the patient.

    Attributes:
        fields: The patient strip of the first page; an empty value is a line to write on.
        note: Label and text of what the clinician adds for this patient, or None.
        mark: The document's place in a batch, "12 of 240", for the edge of every page, or "".
        letter: The page that shows the address, or None.
        dates: The dates of the week of a handout, or None.
    """

    fields: tuple[Field, ...]
    note: Field | None = None
    mark: str = ""
    letter: Letter | None = None
    dates: WeekDates | None = None

    @property
    def shape(self) -> "Strip":
        """The strip with a letter in place of every word: its shape decides on the elements."""
        fields = tuple([field._replace(value="x" if field.value else "") for field in self.fields])
        letter = self.letter
        if letter:
            letter = letter._replace(name="x", address=("x",) * len(letter.address))
        dates = self.dates and WeekDates("x", ("30",) * len(self.dates.days))
        return Strip(fields, None, "x" if self.mark else "", letter, dates)

    def value(self, name: str) -> str:
        """The value of the field with a name, for example "patient.name", or ""."""
        return next((field.value for field in self.fields if field.name == name), "")


class Document(NamedTuple):
    """One patient's document: a strip that is theirs, and a body that others may share."""

    strip: Strip
    body: Handout | Booklet
