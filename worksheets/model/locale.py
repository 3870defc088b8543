"""A locale: everything that the program itself says, in one language, in one file."""

from typing import Literal

from worksheets.model.base import Disclaimer, Id, LanguageTag, Line, Model
from worksheets.model.phrases import (
    AmountPhrases,
    BatchPhrases,
    BookletPhrases,
    DatePhrases,
    DosePhrases,
    FrequencyPhrases,
    ListPhrases,
    PagePhrases,
    StripPhrases,
    UnitPhrases,
)


class Locale(Model):
    """One language, whole.

    Attributes:
        id: The name of the file, without its ending.
        name: The language, in that language.
        language: BCP 47 tag, for example "en-GB".
        status: "original" for the language of the project; a translation is a "draft", and marked
            so on every page, until a clinician who speaks the language has "reviewed" it.
        disclaimer: The paragraph at the foot of every page.
        amounts: Numbers and bounds.
        units: Numbers with units.
        dose: The dose sentence.
        frequency: How often.
        lists: How things are joined.
        dates: How dates are written.
        strip: The patient strip.
        page: Headings and labels.
        booklet: What booklets say.
        batch: What is printed for a whole batch, and on letters.
        first_weekday: The day on which weeks begin where they follow the calendar.
        paper: The usual paper, where neither the user nor the clinic names one.
        extends: Id of a locale that has whatever this file leaves out.
    """

    kind: Literal["locale"]
    id: Id
    name: Line
    language: LanguageTag
    status: Literal["original", "draft", "reviewed"]
    disclaimer: Disclaimer
    amounts: AmountPhrases
    units: UnitPhrases
    dose: DosePhrases
    frequency: FrequencyPhrases
    lists: ListPhrases
    dates: DatePhrases
    strip: StripPhrases
    page: PagePhrases
    booklet: BookletPhrases
    batch: BatchPhrases
    first_weekday: Literal[
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"
    ] = "monday"
    paper: Literal["a4", "letter"] = "a4"
    extends: Id | None = None
