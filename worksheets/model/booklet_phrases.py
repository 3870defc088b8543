"""The phrases of booklets: headings, labels and sentences about weeks and phases."""

from worksheets.model.phrases import Phrases


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
    entry_all: str
    entry_any: str
    once_in_phase: str
    exercises: str
    news: str
    news_exercise: str
    news_exercises: str
    news_all_stopped: str
    news_dose: str
    news_stopped: str
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
