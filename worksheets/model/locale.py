"""A locale: everything that the program itself says, in one language, in one file.

Phrases are ICU messages: `{amount}` is replaced by a value, `{n, plural, ...}` chooses the form
that the language wants. What is put into a phrase is data and is never read as a phrase.
"""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator

from worksheets.model.base import Id, Line, Model, Passage
from worksheets.problems import WrongValue


class AmountPhrases(Model):
    """Numbers with their bounds. `{low}`, `{high}` are numbers, `{start}`, `{target}` phrases."""

    range: Line
    up_to: Line
    at_least: Line
    about: Line
    as_many: Line
    as_long: Line
    as_far: Line
    as_heavy: Line
    as_hard: Line
    as_many_of: Line
    capped: Line
    working_up_to: Line
    working_down_to: Line


class UnitPhrases(Model):
    """Amounts with their units: `{amount}` as text, `{n}` the number that decides the plural.

    `short` names label boxes, the others stand in sentences.
    """

    s: Line
    min: Line
    h: Line
    days: Line
    weeks: Line
    counts: Line
    breaths: Line
    m: Line
    km: Line
    ft: Line
    yd: Line
    miles: Line
    kg: Line
    g: Line
    lb: Line
    oz: Line
    rm: Line
    percent: Line
    percent_more: Line
    percent_body_weight: Line
    more: Line
    times: Line
    reps: Line
    sets: Line
    rounds: Line
    steps: Line
    short_s: Line
    short_min: Line
    short_h: Line
    short_counts: Line
    short_breaths: Line
    short_m: Line
    short_ft: Line
    short_yd: Line
    short_reps: Line
    short_steps: Line
    short_round: Line


class DosePhrases(Model):
    """Parts of the sentence that says how much, and the sentences that follow it."""

    sets_of: Line
    each_with: Line
    holds: Line
    hold: Line
    holding: Line
    holding_each: Line
    hold_where: Line
    last: Line
    each_time: Line
    repeat: Line
    listed: Line
    do_for: Line
    do_times: Line
    then: Line
    with_load: Line
    with_body_weight: Line
    band: Line
    bands: Line
    band_or_easier: Line
    band_or_harder: Line
    tan: Line
    yellow: Line
    red: Line
    green: Line
    blue: Line
    black: Line
    silver: Line
    gold: Line
    orange: Line
    purple: Line
    each_side: Line
    one_side: Line
    affected_side: Line
    other_side: Line
    left: Line
    right: Line
    each_direction: Line
    blank_side: Line
    rest: Line
    rest_sets: Line
    rest_rounds: Line
    tempo: Line
    tempo_lower: Line
    tempo_pause: Line
    tempo_lift: Line
    tempo_pause_at_top: Line
    tempo_words: Line
    effort_rpe: Line
    effort_borg: Line
    effort_words: Line
    pain_limit: Line
    pain_none: Line
    progress: Line
    progress_when: Line
    progress_every: Line
    progress_to: Line
    total: Line
    unknown: Line


class FrequencyPhrases(Model):
    """When an exercise is due."""

    times_a_day: Line
    as_often: Line
    every: Line
    every_hour: Line
    at_most_every: Line
    while_awake: Line
    days_a_week: Line
    every_other_day: Line
    every_days: Line
    on_days: Line
    from_to: Line
    every_day: Line
    gap: Line
    at_clock: Line
    morning: Line
    midday: Line
    afternoon: Line
    evening: Line
    night: Line
    bedtime: Line
    breakfast: Line
    lunch: Line
    dinner: Line


class ListPhrases(Model):
    """How several things are joined: `{a}` and `{b}` are what stands before and after."""

    pair: Line
    more: Line
    item: Line
    clause: Line
    attach: Line
    sentence: Line


class DatePhrases(Model):
    """Dates, as ICU messages over `{date}`."""

    full: Line
    day_month_year: Line
    month_day_year: Line
    year_month_day: Line
    weekday: Line
    weekday_full: Line
    day: Line
    week_of: Line


class StripPhrases(Model):
    """Labels and values of the patient strip."""

    name: Line
    number: Line
    side: Line
    left: Line
    right: Line
    both: Line
    start: Line
    since_surgery: Line
    since_injury: Line
    weeks_after: Line
    weeks_before: Line
    clinician: Line
    bring: Line


class PagePhrases(Model):
    """Headings and labels of the page."""

    why: Line
    stop_and_call: Line
    emergency: Line
    feel: Line
    avoid: Line
    care: Line
    equipment: Line
    gated: Line
    cleared_only: Line
    cleared_by: Line
    cleared_on: Line
    record: Line
    exercise: Line
    pain: Line
    notes: Line
    days_of_choice: Line
    days_you_choose: Line
    each_session: Line
    a_day: Line
    optional: Line
    day_off: Line
    side_left: Line
    side_right: Line
    one_way: Line
    other_way: Line
    done: Line
    box_of: Line
    round_of: Line
    session_of: Line
    reference: Line
    version: Line
    issued: Line
    draft: Line
    page_of: Line


def _check_tag(tag: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag):
        raise WrongValue("this is not a language tag", "Write it like en-GB or pt-BR.")
    return tag


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
    """

    kind: Literal["locale"]
    id: Id
    name: Line
    language: Annotated[Line, AfterValidator(_check_tag)]
    status: Literal["original", "draft", "reviewed"]
    disclaimer: Passage
    amounts: AmountPhrases
    units: UnitPhrases
    dose: DosePhrases
    frequency: FrequencyPhrases
    lists: ListPhrases
    dates: DatePhrases
    strip: StripPhrases
    page: PagePhrases
