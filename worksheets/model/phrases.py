"""The phrases of a language, in groups; each is an ICU message.

`{amount}` is replaced by a value, `{n, plural, ...}` chooses the form that the language wants. What
is put into a phrase is data and is never read as a phrase.
"""

from typing import Self

from pydantic import ConfigDict, model_validator

from worksheets.model.base import Model
from worksheets.problems import WrongValue


class Phrases(Model):
    """Base of all groups of phrases.

    **Why:** plain strict text is built more than twice as fast as `Line`, and with 150 phrases
    that is felt at every start of the command.
    """

    model_config = ConfigDict(strict=True)

    @model_validator(mode="after")
    def _are_not_empty(self) -> Self:
        for name, phrase in self.__dict__.items():
            if not phrase or phrase.isspace():
                raise WrongValue(f'"{name}" is empty', "Write the phrase.")
        return self


class AmountPhrases(Phrases):
    """Numbers with their bounds. `{low}`, `{high}` are numbers, `{start}`, `{target}` phrases."""

    range: str
    up_to: str
    at_least: str
    about: str
    as_many: str
    as_long: str
    as_far: str
    as_heavy: str
    as_hard: str
    as_many_of: str
    capped: str
    later: str


class UnitPhrases(Phrases):
    """Amounts with their units: `{amount}` as text, `{n}` the number that decides the plural."""

    s: str
    min: str
    h: str
    days: str
    weeks: str
    months: str
    degrees: str
    sessions: str
    counts: str
    breaths: str
    m: str
    km: str
    ft: str
    yd: str
    miles: str
    kg: str
    g: str
    lb: str
    oz: str
    rm: str
    percent: str
    percent_maximum: str
    percent_more: str
    percent_body_weight: str
    more: str
    times: str
    reps: str
    sets: str
    rounds: str
    steps: str


class DosePhrases(Phrases):
    """Labels and values of the facts of a dose, and the sentences that follow them."""

    fact_how_much: str
    fact_hold: str
    fact_times: str
    fact_sets: str
    fact_rounds: str
    fact_repeat: str
    fact_round: str
    fact_until: str
    fact_or_until: str
    fact_times_a_day: str
    fact_lasts: str
    fact_in_all: str
    fact_side: str
    fact_rest: str
    fact_speed: str
    fact_motion: str
    fact_effort: str
    fact_effort_words: str
    fact_breathlessness: str
    fact_heart_rate: str
    fact_pain: str
    hold: str
    hold_where: str
    listed: str
    do_for: str
    do_times: str
    then: str
    with_load: str
    with_body_weight: str
    without_load: str
    heavier: str
    band: str
    bands: str
    band_or_easier: str
    band_or_harder: str
    tan: str
    yellow: str
    red: str
    green: str
    blue: str
    black: str
    silver: str
    gold: str
    orange: str
    purple: str
    each_side: str
    one_side: str
    affected_side: str
    other_side: str
    left: str
    right: str
    together: str
    each_direction: str
    between_sets: str
    between_rounds: str
    tempo_lower: str
    tempo_pause: str
    tempo_lift: str
    tempo_pause_at_top: str
    of_10: str
    of_20: str
    breath_of_10: str
    reserve: str
    of_heart_rate: str
    beats: str
    may_split: str
    pain_limit: str
    pain_none: str
    stop_if: str
    after: str
    after_if_not: str
    progress: str
    progress_when: str
    progress_every: str
    progress_to: str
    course: str
    from_week: str
    course_of: str
    move_up: str
    move_down: str
    do_more: str
    do_less: str


class FrequencyPhrases(Phrases):
    """When an exercise is due."""

    times_a_day: str
    as_often: str
    every: str
    every_hour: str
    at_most_every: str
    while_awake: str
    days_a_week: str
    every_other_day: str
    every_days: str
    on_days: str
    from_to: str
    every_day: str
    gap: str
    day_off: str
    on_numbered: str
    never: str
    at_clock: str
    morning: str
    midday: str
    afternoon: str
    evening: str
    night: str
    bedtime: str
    breakfast: str
    lunch: str
    dinner: str


class ListPhrases(Phrases):
    """How several things are joined: `{a}` and `{b}` are what stands before and after."""

    pair: str
    either: str
    more: str
    item: str
    clause: str
    attach: str
    sentence: str


class DatePhrases(Phrases):
    """Dates, as ICU messages over `{date}`."""

    full: str
    day_month_year: str
    month_day_year: str
    year_month_day: str
    weekday: str
    weekday_full: str
    day: str
    week_of: str
    span: str
    span_month: str
    span_months: str
    span_years: str
    short: str


class StripPhrases(Phrases):
    """Labels and values of the patient strip."""

    name: str
    number: str
    side: str
    left: str
    right: str
    both: str
    start: str
    surgery: str
    injury: str
    boot_off: str
    weeks_after: str
    weeks_before: str
    clinician: str
    bring: str


class PagePhrases(Phrases):
    """Headings and labels of the page."""

    why: str
    stop_and_call: str
    emergency: str
    emergency_for: str
    feel: str
    avoid: str
    care: str
    levels: str
    video: str
    qr_code: str
    equipment: str
    gated: str
    only_cleared: str
    read_first: str
    cleared_only: str
    only_if: str
    choose: str
    not_before: str
    not_before_on: str
    not_if: str
    overridden: str
    overridden_by: str
    cleared_by: str
    cleared_on: str
    record: str
    how: str
    pain: str
    notes: str
    days_of_choice: str
    days_you_choose: str
    each_session: str
    a_day: str
    optional: str
    day_off: str
    side_left: str
    side_right: str
    side_affected: str
    side_other: str
    affected: str
    other_side: str
    one: str
    other: str
    one_way: str
    other_way: str
    done: str
    tick_box: str
    box_of: str
    round_of: str
    session_of: str
    reference: str
    version: str
    issued: str
    draft: str
    draft_program: str
    page_of: str


class BookletPhrases(Phrases):
    """What a booklet says beside what sheets say."""

    length: str
    week: str
    weeks: str
    from_week: str
    since: str
    before: str
    surgery: str
    injury: str
    boot_off: str
    start: str
    goals: str
    goal: str
    how_to: str
    how_to_start: str
    how_to_week: str
    how_to_tick: str
    how_to_wait: str
    how_to_write: str
    how_to_level: str
    how_to_measure: str
    how_to_bring: str
    stop: str
    see_stop: str
    contents: str
    timeline: str
    today: str
    timeline_alt: str
    phase: str
    phase_number: str
    phase_alt: str
    when_from: str
    when_to: str
    when_until: str
    after: str
    when_ready: str
    goals_of_phase: str
    precautions: str
    device: str
    weight_bearing: str
    motion: str
    entry_all: str
    entry_any: str
    once_in_phase: str
    once_in: str
    until_phase: str
    day: str
    exercises: str
    news: str
    news_exercise: str
    news_exercises: str
    news_all_stopped: str
    news_dose: str
    news_stopped: str
    news_skipped: str
    news_phase: str
    levels: str
    level: str
    rule_check: str
    rule_checks: str
    pain: str
    effort: str
    swelling: str
    swelling_choices: str
    notes: str
    measures: str
    target: str
    target_blank: str
    bring: str
    not_begun: str
    charts: str
    chart_how: str
    chart_axis: str
    chart_alt: str
    stop_heading: str
    notes_page: str


class BatchPhrases(Phrases):
    """What is printed for patients of a batch, and for the staff who send their sheets out."""

    note: str
    letter_sheet: str
    letter_booklet: str
    letter_call: str
    letter_ask: str
    letter_not_yours: str
    cover: str
    roster: str
    made: str
    rows_head: str
    sent_head: str
    how_many: str
    rows: str
    ok: str
    warning: str
    error: str
    blank: str
    header: str
    totals: str
    envelopes: str
    patients: str
    paper: str
    pages: str
    where: str
    check: str
    check_counted: str
    check_filled: str
    check_left: str
    check_proof: str
    not_printed: str
    counted_by: str
    checked_by: str
    date: str
    signature: str
    confidential: str
    program: str
    page: str
    proof: str
    proof_how: str
    proof_done: str
    proof_mark: str
    proof_row: str
    proof_number: str
    proof_name: str
    proof_program: str
    proof_side: str
    proof_pages: str
    proof_result: str
    proof_tick: str
