"""Wrong doses, and what is said about them; "…" leaves out the rest of a long hint."""

from decimal import Decimal
from typing import Any

import pytest
from model_checks import refusals
from pydantic import BaseModel

from worksheets.model.dose import Dose
from worksheets.model.frequency import Frequency
from worksheets.model.kinds import Count, Distance, Effort, Pain, SmallCount, Time, Weight
from worksheets.model.progress import StepRule
from worksheets.model.resistance import Load
from worksheets.model.sets import Part, Sets, Tempo

WRONG: tuple[tuple[type[BaseModel], Any, str], ...] = (
    # Count
    (Count, "", "the amount is empty. Write it like 10…"),
    (Count, "   ", "the amount is empty. Write it like 10…"),
    (Count, "ten", "there is no number in this amount. Write it like 10…"),
    (Count, "10,5", "a comma is not a decimal point here. Write it like 4.5."),
    (Time, "3 x 30 s", "sets and holds are written apart. Write sets: 3 and hold: 30 s."),
    (Count, "2.5", "2.5 is not a whole number. Write it without a fraction."),
    (Count, "0", "0 is outside the limits, 1 to 1,000. Check the number and its unit."),
    (Count, -3, "an amount cannot be negative. Write it like 10…"),
    (Count, "-3", "an amount cannot be negative. Write it like 10…"),
    (Count, "- 3", "an amount cannot be negative. Write it like 10…"),
    (Count, "15-10", "the range is reversed: 15-10. Write 10-15."),
    (Count, "10-10", "both ends of the range are equal. Write 10."),
    (Count, "10-15-20", "this is not an amount. Write it like 10…"),
    (Count, "1001", "1001 is outside the limits, 1 to 1,000. Check the number and its unit."),
    (
        Count,
        "99999999999999999999999999999999999999999999999999",
        "999999999999… is outside the limits, 1 to 1,000. Check the number and its unit.",
    ),
    (
        Count,
        "9" * 200,
        "999999999999… is outside the limits, 1 to 1,000. Check the number and its unit.",
    ),
    (Count, "10 kg", 'unknown unit "kg". A weight belongs to load.'),
    (Count, "30 s", 'unknown unit "s". A time belongs to hold, rest or duration.'),
    (Count, "10 m", 'unknown unit "m". A length belongs to distance.'),
    (Count, "10 sets", 'unknown unit "sets". A number of sets belongs to sets.'),
    (Count, "2/day", 'unknown unit "/day". How often belongs to frequency.'),
    (Count, "3 x 10", "sets and repetitions are written apart. Write sets: 3 and reps: 10."),
    (Count, "3x10 reps", "sets and repetitions are written apart. Write sets: 3 and reps: 10."),
    (Count, "1/2", "a fraction is not read here. Write it like 0.5 or 1.5."),
    (Count, "½", "a fraction is not read here. Write it like 0.5 or 1.5."),
    (Count, True, "this is not an amount. Write it like 10…"),
    (Count, None, "this is not an amount. Write it like 10…"),
    (Count, [10, 12], "one amount is wanted here, not a list. Write it like 10…"),
    (
        Count,
        {"low": 1},
        "an amount in several lines has the keys start and target. Write it like 10…",
    ),
    (
        Count,
        {"start": 10},
        "an amount in several lines has the keys start and target. Write it like 10…",
    ),
    (Count, {"start": 10, "target": 10}, "the start and the target are the same. Write it once."),
    (Count, {"start": 10, "target": "8 kg"}, 'unknown unit "kg". A weight belongs to load.'),
    (
        Count,
        "up to 10-15",
        'an amount has one of a range, "up to", "at least" and "about". Keep one.',
    ),
    (
        Count,
        "at least 10+",
        'an amount has one of a range, "up to", "at least" and "about". Keep one.',
    ),
    (
        Count,
        "up to 10 or more",
        'an amount has one of a range, "up to", "at least" and "about". Keep one.',
    ),
    (Count, "10 -> 20 -> 30", "this is not an amount. Write it like 10…"),
    (Count, "10 -> ", "the amount is empty. Write it like 10…"),
    (Count, "-> 10", "the amount is empty. Write it like 10…"),
    (
        Count,
        "from 10 to 15",
        "this can be a range or a target. Write 10-15 for a range, or 10 -> 15 to work up.",
    ),
    (Count, "from 10 to 15 reps", "this can be a range or a target. Write 10-15 reps for a range…"),
    (Count, "10 reps 5", "this is not an amount. Write it like 10…"),
    (Count, "10.", "this is not an amount. Write it like 10…"),
    (Count, "up to", "there is no number in this amount. Write it like 10…"),
    (
        Count,
        "as many as you can, up to 0",
        "0 is outside the limits, 1 to 1,000. Check the number and its unit.",
    ),
    (Count, "10 -> 10", "the start and the target are the same. Write it once."),
    (Count, "2/5", "a fraction is not read here. Write it like 0.5 or 1.5."),
    (Count, "12, 10, 8", "this is a list of amounts. Write unequal sets as sets: [12, 10, 8]."),
    (Count, "\x00", "there is no number in this amount. Write it like 10…"),
    (Count, "10\u200b", 'unknown unit "\u200b". Write it like 10…'),
    (Count, 3.5, "this is not an amount. Write it like 10…"),
    # Time
    (Time, "30", "the unit is missing. Write what is meant: 30 s, 30 min…"),
    (Time, "30-60", "the unit is missing. Write what is meant: 30-60 s, 30-60 min…"),
    (Time, "30 x", 'unknown unit "x". Write it like 30 s…'),
    (Time, "30 sek", 'unknown unit "sek". Write it like 30 s…'),
    (Time, "0 s", "0 is outside the limits, 0.1 to 7,200. Check the number and its unit."),
    (Time, "0 min", "0 is outside the limits, 0.1 to 1,440. Check the number and its unit."),
    (Time, "30 s - 2 min", "the amount has two different units. Write both in the same unit."),
    (
        Time,
        "10 s -> 1 min",
        "the start and the target have different units. Write both in the same unit.",
    ),
    (Time, "1,5 min", "a comma is not a decimal point here. Write it like 4.5."),
    (
        Time,
        "0.0001 s",
        "0.0001 is outside the limits, 0.1 to 7,200. Check the number and its unit.",
    ),
    (Time, "12.3456 s", "12.3456 has more than 3 decimals. Write 12.346."),
    (Time, "90000 s", "90000 is outside the limits, 0.1 to 7,200. Check the number and its unit."),
    (Time, "30 kg", 'unknown unit "kg". A weight belongs to load.'),
    (Time, "5 stone", 'unknown unit "stone". Write it like 30 s…'),
    (Time, "1:75", "this is not an amount. Write it like 30 s…"),
    (Time, "1m30s", "this is not an amount. Write it like 30 s…"),
    (Time, "30'", 'unknown unit "\'". Write it like 30 s…'),
    (Time, "up to s", "there is no number in this amount. Write it like 30 s…"),
    # SmallCount
    (SmallCount, "25", "25 is outside the limits, 1 to 24. Check the number and its unit."),
    (SmallCount, "3 reps", 'unknown unit "reps". Repetitions belong to reps.'),
    (SmallCount, "2.0001", "2.0001 is not a whole number. Write it without a fraction."),
    (SmallCount, "10 kg", 'unknown unit "kg". A weight belongs to load.'),
    # Weight
    (Weight, "5", "the unit is missing. Write it like 2 kg…"),
    (Weight, "5 stone", 'unknown unit "stone". Write it like 2 kg…'),
    (Weight, "200%", "200 is outside the limits, 1 to 150. Check the number and its unit."),
    (Weight, "5 rpe", 'unknown unit "rpe". Write it like 2 kg…'),
    (Weight, "500 rm", "500 is outside the limits, 1 to 100. Check the number and its unit."),
    (Weight, "2 kg - 5 lb", "the amount has two different units. Write both in the same unit."),
    # Effort
    (Effort, "5", "the unit is missing. Write it like RPE 3-4, up to 5 RPE or Borg 11-13."),
    (
        Effort,
        "13 rpe",
        "13 is outside the limits, 0 to 10. RPE and breathlessness go from 0 to 10, Borg…",
    ),
    (
        Effort,
        "Borg 5",
        "5 is outside the limits, 6 to 20. RPE and breathlessness go from 0 to 10, Borg…",
    ),
    (
        Effort,
        "Borg 21",
        "21 is outside the limits, 6 to 20. RPE and breathlessness go from 0 to 10, Borg…",
    ),
    (
        Effort,
        "hard",
        "there is no number in this amount. Write it like RPE 3-4, up to 5 RPE or Borg 11-13.",
    ),
    # Pain
    (Pain, "11", "11 is outside the limits, 0 to 10. Check the number and its unit."),
    (Pain, "-1", "an amount cannot be negative. Write it like 3, 2-3 or up to 4."),
    (Pain, "5 kg", 'unknown unit "kg". A weight belongs to load.'),
    # Distance
    (Distance, "5", "the unit is missing. Write it like 500 m, 1-2 km or up to 1 mile."),
    (Distance, "5 kms", 'unknown unit "kms". Write it like 500 m, 1-2 km or up to 1 mile.'),
    (Distance, "500 km", "500 is outside the limits, 0.01 to 200. Check the number and its unit."),
    # Load
    (Load, "pink band", 'unknown band colour "pink". Known colours: tan…'),
    (Load, "heavy", "this is not a load. Write it like 2 kg…"),
    (Load, "", "the amount is empty. Write it like 2 kg…"),
    (Load, True, "this is not a load. Write it like 2 kg…"),
    (Load, None, "this is not a load. Write it like 2 kg…"),
    (Load, [1], "this is not a load. Write it like 2 kg…"),
    (Load, {}, "a load is a weight, a band or body weight. Give one of the three."),
    (Load, {"band": "pink"}, 'unknown band colour "pink". Known colours: tan…'),
    (
        Load,
        {"weight": "2 kg", "band": "red"},
        "a load is a weight, a band or body weight. Give one of the three.",
    ),
    (Load, {"weight": "2 stone"}, 'unknown unit "stone". Write it like 2 kg…'),
    (Load, "red-red band", "the two bands are the same. Write it once."),
    (Load, "red band -> pink band", 'unknown band colour "pink". Known colours: tan…'),
    (Load, "red band -> 2 kg", "the target is not one band. Write it like red band -> green band."),
    (
        Load,
        "red band -> yellow-green band",
        "the target is not one band. Write it like red band -> green band.",
    ),
    (Load, "5", "the unit is missing. Write it like 2 kg…"),
    (Load, "red and green band", "this is not a load. Write it like 2 kg…"),
    (Load, {"bnd": "red"}, "bnd: extra_forbidden"),
    # Tempo
    (Tempo, "", "the text is empty. Write the words, or leave the key out."),
    (Tempo, "0-0-0", "every part of the tempo is 0. Write it like 3-1-2."),
    (
        Tempo,
        "3-1",
        "this is not a tempo. Write it like 3-1-2 (lower, pause, lift), or in words: slow.",
    ),
    (
        Tempo,
        "3-1-2-0-1",
        "this is not a tempo. Write it like 3-1-2 (lower, pause, lift), or in words: slow.",
    ),
    (
        Tempo,
        "3-0-X",
        "this is not a tempo. Write it like 3-1-2 (lower, pause, lift), or in words: slow.",
    ),
    (
        Tempo,
        "fast 3",
        "this is not a tempo. Write it like 3-1-2 (lower, pause, lift), or in words: slow.",
    ),
    (Tempo, {}, "a tempo is either times or words. Write it like 3-1-2, {lower: 3 s} or slow."),
    (Tempo, {"lower": "3"}, "the unit is missing. Write what is meant: 3 s…"),
    (
        Tempo,
        {"lower": "3 s", "words": "slow"},
        "a tempo is either times or words. Write it like 3-1-2, {lower: 3 s} or slow.",
    ),
    (Tempo, {"lower": "3 s -> 5 s"}, "a tempo has no target. Write what it is now."),
    (
        Tempo,
        3010,
        "this is not a tempo. Write it like 3-1-2 (lower, pause, lift), or in words: slow.",
    ),
    (
        Tempo,
        [3, 0, 3],
        "this is not a tempo. Write it like 3-1-2 (lower, pause, lift), or in words: slow.",
    ),
    (
        Tempo,
        "90000-1-1",
        "90000 is outside the limits, 0.1 to 7,200. Check the number and its unit.",
    ),
    (
        Tempo,
        None,
        "this is not a tempo. Write it like 3-1-2 (lower, pause, lift), or in words: slow.",
    ),
    # Part
    (
        Part,
        "walk",
        "this part does not end with an amount. Write it like walk 4.5 min or heel raise 10 reps.",
    ),
    (
        Part,
        "walk slowly",
        "this part does not end with an amount. Write it like walk 4.5 min or heel raise 10 reps.",
    ),
    (
        Part,
        "10 min",
        "this part does not end with an amount. Write it like walk 4.5 min or heel raise 10 reps.",
    ),
    (
        Part,
        "walk 10 stone",
        "this part does not end with an amount. Write it like walk 4.5 min or heel raise 10 reps.",
    ),
    (Part, "walk 15-10 min", "the range is reversed: 15-10. Write 10-15."),
    (Part, "walk 0 min", "0 is outside the limits, 0.1 to 1,440. Check the number and its unit."),
    (
        Part,
        "",
        "this part does not end with an amount. Write it like walk 4.5 min or heel raise 10 reps.",
    ),
    (
        Part,
        10,
        "this part does not end with an amount. Write it like walk 4.5 min or heel raise 10 reps.",
    ),
    (Part, {"do": "walk"}, "a part has one amount. Give one of time, reps, distance or steps."),
    (
        Part,
        {"do": "walk", "time": "5 min", "reps": 10},
        "a part has one amount. Give one of time, reps, distance or steps.",
    ),
    (
        Part,
        "walk 5 min fast",
        "this part does not end with an amount. Write it like walk 4.5 min or heel raise 10 reps.",
    ),
    (Part, "x" * 400, "this is too long; 300 characters are the most that fits. Shorten it."),
    (
        Part,
        "jog 30 s -> 2 min",
        "the start and the target have different units. Write both in the same unit.",
    ),
    (Part, {"time": "5 min"}, "do: missing"),
    # Sets
    (Sets, [12], "unequal sets need two or more. Write it like [12, 10, 8]."),
    (Sets, [], "unequal sets need two or more. Write it like [12, 10, 8]."),
    (Sets, {}, "sets are a number or a list of sets. Write it like 3 or [12, 10, 8]."),
    (Sets, "3x10", "sets and repetitions are written apart. Write sets: 3 and reps: 10."),
    (Sets, "3 x 10 kg", "sets and repetitions are written apart. Write sets: 3 and reps: 10."),
    (Sets, [12, "x"], "there is no number in this amount. Write it like 10…"),
    (
        Sets,
        {"count": 3, "each": [1, 2]},
        "sets are a number or a list of sets. Write it like 3 or [12, 10, 8].",
    ),
    (Sets, [12] * 25, "each: too_long"),
    (
        Sets,
        [{"load": "2 kg"}, 10],
        "a set needs reps or a hold. Write it like {reps: 10, load: 2 kg}.",
    ),
    (Sets, "2-1", "the range is reversed: 2-1. Write 1-2."),
    (Sets, "30", "30 is outside the limits, 1 to 24. Check the number and its unit."),
    (Sets, [["1"], 2], "one amount is wanted here, not a list. Write it like 10…"),
    (Sets, {"each": [{"reps": 3}], "start": 1}, "start: extra_forbidden"),
    # StepRule
    (
        StepRule,
        "",
        "this is not a step rule. Write it like when pain-free add 5 kg a week, to 60 kg.",
    ),
    (
        StepRule,
        "add",
        "this is not a step rule. Write it like when pain-free add 5 kg a week, to 60 kg.",
    ),
    (
        StepRule,
        "add more",
        "there is no number in this amount. Write it like 5 kg, 5 s, 2 reps or 100 m.",
    ),
    (
        StepRule,
        "when easy add",
        "this is not a step rule. Write it like when pain-free add 5 kg a week, to 60 kg.",
    ),
    (
        StepRule,
        "5 kg a week",
        "this is not a step rule. Write it like when pain-free add 5 kg a week, to 60 kg.",
    ),
    (
        StepRule,
        "add 5 kg a fortnight",
        "a step is taken each session, day, week or month. Write it like a week.",
    ),
    (
        StepRule,
        "add 5 kg every 0 weeks",
        "a step is taken each session, day, week or month. Write it like a week.",
    ),
    (
        StepRule,
        "add 5 kg to 60 lb",
        "add and to have different units. Write both in the same unit.",
    ),
    (StepRule, "add 5 stone", 'unknown unit "stone". Write it like 5 kg, 5 s, 2 reps or 100 m.'),
    (StepRule, {"to": "60 kg"}, "add: missing"),
    (
        StepRule,
        {"add": "5 kg", "every": "year"},
        "a step is taken each session, day, week or month. Write it like a week.",
    ),
    (
        StepRule,
        "add 5 kg -> 10 kg",
        "a step rule has one target. Write it after to, like to 60 kg.",
    ),
    (
        StepRule,
        "add as much as you can",
        "a step rule adds an amount. Write it like add 5 kg a week.",
    ),
    (
        StepRule,
        5,
        "this is not a step rule. Write it like when pain-free add 5 kg a week, to 60 kg.",
    ),
    (
        StepRule,
        None,
        "this is not a step rule. Write it like when pain-free add 5 kg a week, to 60 kg.",
    ),
    (
        StepRule,
        "add 5 kg " * 50,
        "this is too long; 300 characters are the most that fits. Shorten it.",
    ),
    # Dose
    (Dose, {}, "the dose is empty. Write at least one part, like reps: 10."),
    (
        Dose,
        {"reps": None},
        '"reps" has no value. Write blank for a gap to fill in, or delete the key.',
    ),
    (
        Dose,
        {"sets": 3, "reps": [12, 10]},
        '"reps" is one amount. For unequal sets write them as sets: [12, 10, 8].',
    ),
    (Dose, {"intervals": []}, '"intervals" is empty. Write at least one, or delete the key.'),
    (Dose, {"hold": []}, '"hold" is empty. Write at least one, or delete the key.'),
    (
        Dose,
        {"sets": [12, 10], "reps": 8},
        "unequal sets already say what each set is. Move reps, hold and load into the sets.",
    ),
    (
        Dose,
        {"sets": [12, 10], "load": "2 kg"},
        "unequal sets already say what each set is. Move reps, hold and load into the sets.",
    ),
    (Dose, {"rounds": 3}, "the rounds have no parts. Add intervals or a circuit, or write sets."),
    (
        Dose,
        {"intervals": ["walk 5 min"], "circuit": ["squat 10"]},
        "a round has intervals or a circuit, not both. Keep one of them.",
    ),
    (
        Dose,
        {"rounds": 3, "circuit": ["squat 10"], "sets": 3},
        "rounds cannot be mixed with sets, reps or a hold. Write rounds instead of sets.",
    ),
    (
        Dose,
        {"rounds": 3, "duration": "10 min", "circuit": ["squat 10"]},
        "rounds are counted or timed, not both. Keep one of rounds and duration.",
    ),
    (
        Dose,
        {"reps": 10, "duration": "5 min"},
        "the dose says how much in two ways: repetitions, and duration. Keep one…",
    ),
    (
        Dose,
        {"distance": "2 km", "steps": 2000},
        "the dose says how much in two ways: distance, and steps. Keep one…",
    ),
    (
        Dose,
        {"circuit": ["squat 10"], "distance": "2 km"},
        "the dose says how much in two ways: rounds, and distance. Keep one…",
    ),
    (Dose, {"sets": {"left": 3, "each": 1}}, "these are not the sets of two sides. Write it like…"),
    (Dose, {"sets": {"left": 3}}, "these are not the sets of two sides. Write it like…"),
    (
        Dose,
        {"sets": {"left": 3, "right": 1}, "side": "left"},
        '"sets" and "side" name different sides. Keep one of them.',
    ),
    (Dose, {"other_sets": 1}, "the other side has sets, and this side has none…"),
    (Dose, {"side": "top"}, "unknown side. Write one of: each side…"),
    (Dose, {"side": 1}, "unknown side. Write one of: each side…"),
    (
        Dose,
        {"side": None},
        '"side" has no value. Write blank for a gap to fill in, or delete the key.',
    ),
    (
        Dose,
        {"pain_limit": "at least 3"},
        "a pain limit is the most that is acceptable. Write it like 3.",
    ),
    (
        Dose,
        {"pain_limit": "as many as you can"},
        "a pain limit is the most that is acceptable. Write it like 3.",
    ),
    (Dose, {"hold": ["5 s"] * 5}, "hold: too_long"),
    (Dose, {"circuit": ["squat 10"] * 13}, "circuit: too_long"),
    (Dose, {"note": ""}, "the text is empty. Write the words, or leave the key out."),
    (
        Dose,
        {"note": "x" * 4001},
        "the text has 4,001 characters; 4,000 is the most that fits. Shorten it.",
    ),
    (Dose, {"reps": 10, "rep": 3}, "rep: extra_forbidden"),
    (Dose, "3x10", ": model_type"),
    # Frequency
    (Frequency, "", "this is not a frequency. Write it like 2/day…"),
    (Frequency, " ", "this is not a frequency. Write it like 2/day…"),
    (Frequency, 2, "a number alone is not a frequency. Write it like 2/day or 2/week."),
    (
        Frequency,
        Decimal("2.5"),
        "a number alone is not a frequency. Write it like 2/day or 2/week.",
    ),
    (Frequency, True, "this is not a frequency. Write it like 2/day…"),
    (Frequency, None, "this is not a frequency. Write it like 2/day…"),
    (Frequency, [2], "this is not a frequency. Write it like 2/day…"),
    (Frequency, {}, "the frequency is empty. Write it like 2/day…"),
    (Frequency, "2", "a number alone is not a frequency. Write it like 2/day or 2/week."),
    (Frequency, "often", "this is not a frequency. Write it like 2/day…"),
    (Frequency, "2/Tag", "this is not a frequency. Write it like 2/day…"),
    (Frequency, "2/month", "this is not a frequency. Write it like 2/day…"),
    (Frequency, "0/day", "0 is outside the limits, 1 to 24. For more than 24…"),
    (Frequency, "25/day", "25 is outside the limits, 1 to 24. For more than 24…"),
    (Frequency, "8 days a week", "8 is outside the limits, 1 to 7. A week has 7 days."),
    (Frequency, "2-1/day", "the range is reversed: 2-1. Write 1-2."),
    (Frequency, "2,5/day", "a number alone is not a frequency. Write it like 2/day or 2/week."),
    (Frequency, "2/day, 3/day", "the frequency says the same thing twice. Keep one of them."),
    (
        Frequency,
        "mon, 3/week",
        "the frequency names its days in two ways. Keep one of days_a_week, on, every_days…",
    ),
    (
        Frequency,
        "2/day, every 2 h",
        "the frequency names its times in two ways. Keep one of times_a_day, every and at.",
    ),
    (
        Frequency,
        "morning, 2/day",
        "the frequency names its times in two ways. Keep one of times_a_day, every and at.",
    ),
    (
        Frequency,
        "after lunch, morning",
        "the frequency names its times in two ways. Keep one of at and trigger.",
    ),
    (Frequency, "every 0 days", "every so many days is 2 to 31. For each day write daily."),
    (Frequency, "every 32 days", "every so many days is 2 to 31. For each day write daily."),
    (Frequency, "every 0 h", "0 is outside the limits, 0.1 to 168. Check the number and its unit."),
    (Frequency, "every 24 h", "every is less than 24 hours. Write daily or every 2 days."),
    (Frequency, "every 48 h", "every is less than 24 hours. Write daily or every 2 days."),
    (Frequency, "every 2 min", "every is 5 minutes or more. Check the unit."),
    (Frequency, "every 2-1 h", "the range is reversed: 2-1. Write 1-2."),
    (Frequency, "while awake", "while awake goes with every. Write it like every 2 h while awake."),
    (
        Frequency,
        "2/day while awake",
        "while awake goes with every. Write it like every 2 h while awake.",
    ),
    (Frequency, "not on sunday", "this is not a frequency. Write it like 2/day…"),
    (Frequency, "blursday", "this is not a frequency. Write it like 2/day…"),
    (Frequency, "x" * 400, "this is too long; 300 characters are the most that fits. Shorten it."),
    (Frequency, "on the moon", "this is not a frequency. Write it like 2/day…"),
    (Frequency, "0 h apart", "0 is outside the limits, 0.1 to 168. Check the number and its unit."),
    (Frequency, "as often as you can apart", "this is not a frequency. Write it like 2/day…"),
    (Frequency, "-> 2/day", "this is not a frequency. Write it like 2/day…"),
    (
        Frequency,
        "2/day -> 3 days a week",
        "the start and the target have different units. Write it like 2/day -> 4/day.",
    ),
    (Frequency, "2/day -> 2/day", "the start and the target are the same. Write it once."),
    (
        Frequency,
        "every 2 h -> every 1 h",
        "this is not a target for a frequency. Write it like 2/day -> 4/day.",
    ),
    (Frequency, {"on": "blursday"}, 'unknown day "blursday". Write days like mon, wed, fri.'),
    (Frequency, {"at": "25:00"}, 'unknown time of day "25:00". Write a time like 08:00…'),
    (Frequency, {"at": ["8"]}, 'unknown time of day "8". Write a time like 08:00…'),
    (Frequency, {"on": [1]}, "this is not a day. Write days like mon, wed, fri."),
    (
        Frequency,
        {"every": "2 days"},
        "every is in minutes or hours. Write it like 2 h; for days, every 2 days.",
    ),
    (
        Frequency,
        {"every": "as long as you can"},
        "every is in minutes or hours. Write it like 2 h; for days, every 2 days.",
    ),
    (
        Frequency,
        {"every": "blank"},
        "every is in minutes or hours. Write it like 2 h; for days, every 2 days.",
    ),
    (Frequency, {"gap": "30 min"}, "the gap is in hours or days. Write it like 48 h apart."),
    (
        Frequency,
        {"while_awake": True},
        "while awake goes with every. Write it like every 2 h while awake.",
    ),
    (
        Frequency,
        {"times_a_day": 2, "at": "noon"},
        "the frequency names its times in two ways. Keep one of times_a_day, every and at.",
    ),
    (
        Frequency,
        {"days_a_week": 3, "on": "mon"},
        "the frequency names its days in two ways. Keep one of days_a_week, on, every_days…",
    ),
    (Frequency, {"every_days": 1}, "every so many days is 2 to 31. For each day write daily."),
    (Frequency, {"every_days": 40}, "every so many days is 2 to 31. For each day write daily."),
    (Frequency, {"times_a_day": None}, "the frequency is empty. Write it like 2/day…"),
    (Frequency, {"on": []}, "the frequency is empty. Write it like 2/day…"),
    (Frequency, {"times": 2}, "times: extra_forbidden"),
    (Frequency, {"every": "25 h"}, "every is less than 24 hours. Write daily or every 2 days."),
)


@pytest.mark.parametrize(
    ("model", "written", "expected"), WRONG, ids=lambda value: repr(value)[:40] if value else None
)
def test_a_wrong_value_is_explained(model: type[BaseModel], written: Any, expected: str) -> None:
    said = refusals(model, written)
    wanted = expected.split(" / ")
    assert [shortened(one, other) for one, other in zip(said, wanted, strict=True)] == wanted


def shortened(said: str, wanted: str) -> str:
    """What was said, cut off where the expectation is."""
    return said[: len(wanted) - 1] + "…" if wanted.endswith("…") else said


def test_no_message_repeats_a_long_value() -> None:
    for model, written, _ in WRONG:
        assert all(len(said) < 320 for said in refusals(model, written))
