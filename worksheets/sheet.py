"""The Sheet: the final words and numbers of one patient's document, with no positions.

The first hand-over of the program: `resolve` makes it, `layout` places it. Everything is decided
here. All texts are in the sheet's language and in reading order; nothing is markup.
"""

from typing import NamedTuple

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
        spoken: The same for a screen reader: "tick box, set 1 of 3, 30 seconds".
        optional: Beyond the least that was asked for; drawn lighter.
        name: Which box of its exercise it is, for `names.box_name`: "1", "left.1".
    """

    label: str
    spoken: str
    optional: bool = False
    name: str = ""


class Figure(NamedTuple):
    """A picture with its words.

    Attributes:
        image: The picture.
        alt: What it shows, in words.
        caption: A few words under it, or "".
        language: BCP 47 tag of these words where it is not the sheet's, else "".
    """

    image: Image | Drawing
    alt: str
    caption: str = ""
    language: str = ""


class Link(NamedTuple):
    """Words that lead somewhere on a screen, and say enough on paper.

    Attributes:
        text: The words: an address or a number.
        target: Where they lead: "https://example.org/heel-raise", "tel:01632960001".
        label: What stands before them, "Video:", or "".
        code: The target as a QR code, or None.
    """

    text: str
    target: str
    label: str = ""
    code: Figure | None = None


class Clearance(NamedTuple):
    """A gate that some exercises stand behind.

    Attributes:
        heading: Which exercises, by number: "Exercises 1, 2 and 3: only when cleared."
        warning: Why, and what not to do before.
        by: Who opened the gate; an empty value is a line to sign on; None where time opens it.
        on: When.
    """

    heading: str
    warning: str
    by: Field | None
    on: Field | None


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
        video: The video that shows it, or None.
        language: BCP 47 tag of the steps and remarks where it is not the sheet's, else "".
        name_language: The same for the name.
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
    video: Link | None = None
    language: str = ""
    name_language: str = ""


class Column(NamedTuple):
    """One day of the weekly grid: "Mon", "7", "Monday" for screen readers, "mon" in names."""

    weekday: str
    day: str
    spoken: str
    key: str


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
    """One exercise in the weekly grid.

    Attributes:
        number: Its place in the program, from 1.
        id: Its id.
        name: Its name.
        dose: How much and how often.
        aside: "any 3 days", or "".
        gate: "Only when cleared", or "".
        cells: A cell a day.
        language: Language of the name when it is not that of the sheet, else "".
    """

    number: int
    id: str
    name: str
    dose: str
    aside: str
    gate: str
    cells: tuple[Cell, ...]
    language: str = ""


class WritingRow(NamedTuple):
    """A row of the weekly grid to write in.

    Attributes:
        label: "Pain, 0 to 10".
        name: What its fields are called, before the day.
        choices: What may be written, or nothing for free text.
        parts: How many places to write there are on a day, one for each session.
    """

    label: str
    name: str
    choices: tuple[str, ...] = ()
    parts: int = 1


class WeekGrid(NamedTuple):
    """The weekly progress grid.

    Attributes:
        title: "Your own record".
        week: "Week of 7 December 2026", or "" when the start is not known.
        columns: Seven days.
        rows: A row an exercise, in the order of the cards.
        writing: The rows to write in: pain, notes. The last one is for words.
    """

    title: str
    week: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    writing: tuple[WritingRow, ...]


class StopAndCall(NamedTuple):
    """The stop-and-call box.

    Attributes:
        heading: What to do, with the number to call or a gap to write it in.
        signs: When to do it.
        emergency_heading: What to do in an emergency, or "".
        emergency_signs: When to do that.
        phone: The number in the heading where it can be dialled, or None.
    """

    heading: str
    signs: tuple[str, ...]
    emergency_heading: str
    emergency_signs: tuple[str, ...]
    phone: Link | None = None


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
        clinic: Name, address, phone and website of the clinic, line by line.
        logo: The clinic's logo, or None.
        strip: The patient strip.
        links: What in these lines leads somewhere, in reading order.
    """

    title: str
    subtitle: str
    clinic: tuple[str, ...]
    logo: Image | Drawing | None
    strip: tuple[Field, ...]
    links: tuple[Link, ...] = ()


class Letter(NamedTuple):
    """A first page that shows the patient's address in the window of an envelope.

    Attributes:
        window: The kind of envelope: "din5008", "uk" or "us".
        sender: Name and address of the clinic, line by line, or nothing.
        name: The patient's name.
        address: Lines of the patient's address.
        date: Date of issue.
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
        program_language: BCP 47 tag of the program's own words (title, purpose, signs, warnings)
            where it is not the sheet's, else "".
        note: Label and text of what the clinician adds for this patient, or None.
        mark: The document's place in a batch, "12 of 240", for the edge of every page, or "".
        letter: The page for the window of an envelope, or None.
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
    note: Field | None = None
    mark: str = ""
    letter: Letter | None = None
