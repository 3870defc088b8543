"""The Sheet: the final words and numbers of one patient's document, with no positions.

The first hand-over of the program: `resolve` makes it, `layout` places it. Everything is decided
here. All texts are in the sheet's language and in reading order; nothing is markup.
"""

from typing import NamedTuple

from worksheets.plan import Drawing, Image


class Field(NamedTuple):
    """A labelled value; an empty value is a line to write on."""

    label: str
    value: str = ""


class TickBox(NamedTuple):
    """One box to tick.

    Attributes:
        label: What it stands for, printed under it: "30 s".
        spoken: The same for a screen reader: "set 1 of 3, 30 s".
        optional: Beyond the least that was asked for; drawn lighter.
    """

    label: str
    spoken: str
    optional: bool = False


class Figure(NamedTuple):
    """A picture with its words.

    Attributes:
        image: The picture.
        alt: What it shows, in words.
        caption: A few words under it, or "".
    """

    image: Image | Drawing
    alt: str
    caption: str = ""


class Clearance(NamedTuple):
    """A gate that some exercises stand behind.

    Attributes:
        heading: Which exercises, by number: "Exercises 1, 2 and 3: only when cleared."
        warning: Why, and what not to do before.
        by: Who opened the gate; an empty value is a line to sign on.
        on: When.
    """

    heading: str
    warning: str
    by: Field
    on: Field


class Card(NamedTuple):
    """One exercise or task.

    Attributes:
        number: Its place in the program, from 1.
        id: Id of the exercise or task.
        name: Its name.
        dose: How much and how often, as one sentence.
        details: Sentences that belong to the dose: rest, tempo, effort, progress.
        steps: What to do, in order.
        remarks: Labelled sentences: what it should feel like, what to avoid.
        boxes: One for each set and each hold.
        ways: How many boxes belong together, two for each side: they share a row.
        gate: "Only when cleared" for an exercise behind a gate, else "".
        figure: The picture, or None.
    """

    number: int
    id: str
    name: str
    dose: str
    details: tuple[str, ...]
    steps: tuple[str, ...]
    remarks: tuple[Field, ...]
    boxes: tuple[TickBox, ...]
    ways: int = 1
    gate: str = ""
    figure: Figure | None = None


class Column(NamedTuple):
    """One day of the weekly grid: "Mon", "7", and "Monday 7 December 2026" for screen readers."""

    weekday: str
    day: str
    spoken: str


class Cell(NamedTuple):
    """One exercise on one day.

    Attributes:
        due: Whether the exercise is due; a day off is shaded.
        boxes: One for each set and session, or one a session when those were too many.
        each: What one box stands for when it stands for more than one set, for example "× 3".
        in_session: How many of the boxes belong to one session.
        spoken: What a screen reader says of a day off.
    """

    due: bool
    boxes: tuple[TickBox, ...] = ()
    each: str = ""
    in_session: int = 0
    spoken: str = ""


class Row(NamedTuple):
    """One exercise in the weekly grid: name, dose, an aside ("any 3 days"), gate, days."""

    number: int
    name: str
    dose: str
    aside: str
    gate: str
    cells: tuple[Cell, ...]


class WeekGrid(NamedTuple):
    """The weekly progress grid.

    Attributes:
        title: "Your own record".
        week: "Week of 7 December 2026", or "" when the start is not known.
        columns: Seven days.
        rows: A row an exercise, in the order of the cards.
        writing: Labels of the rows to write in: pain, notes. The last one is for words.
    """

    title: str
    week: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    writing: tuple[str, ...]


class StopAndCall(NamedTuple):
    """The stop-and-call box.

    Attributes:
        heading: What to do, with the number to call or a gap to write it in.
        signs: When to do it.
        emergency_heading: What to do in an emergency, or "".
        emergency_signs: When to do that.
    """

    heading: str
    signs: tuple[str, ...]
    emergency_heading: str
    emergency_signs: tuple[str, ...]


class Footer(NamedTuple):
    """The foot of every page.

    Attributes:
        disclaimer: The whole disclaimer.
        reference: Document reference, version and date of issue in one line.
        page_of: "page {page} of {pages}", to be filled in once the pages are counted.
    """

    disclaimer: str
    reference: str
    page_of: str


class Masthead(NamedTuple):
    """The top of the first page.

    Attributes:
        title: What the sheet is for.
        subtitle: What kind of sheet it is, or "".
        clinic: Name, address and phone of the clinic, line by line.
        logo: The clinic's logo, or None.
        strip: The patient strip.
    """

    title: str
    subtitle: str
    clinic: tuple[str, ...]
    logo: Image | Drawing | None
    strip: tuple[Field, ...]


class Sheet(NamedTuple):
    """One patient's document.

    Attributes:
        language: BCP 47 tag.
        masthead: Title and patient strip.
        purpose: Label and text of the purpose.
        equipment: Label and list of everything that is needed, or None.
        stop_and_call: The warning box.
        clearances: The gates that some of the exercises stand behind.
        cards: The exercises and tasks.
        grid: The weekly progress grid.
        footer: The foot of every page.
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
