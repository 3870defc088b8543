"""Made-up patients: always the same ones, because the generator of random numbers is seeded."""

import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from worksheets.batch.task import Task
from worksheets.load.order import Order
from worksheets.model import Patient

PROGRAM = "achilles-rupture"
ISSUED = date(2026, 12, 1)
_SEED = 6

_HOLDS = ("calf-stretch-strap", "calf-stretch-standing", "soleus-stretch", "balance-one-leg")
_REPS = ("heel-raise",)
EXERCISES = (*_HOLDS[:3], *_REPS, _HOLDS[3])
"""Ids of the exercises, in the order of the program."""

_GIVEN = (
    "Aisha Alejandro Amélie Anjali Björn Chiara Chloë David Elif Fatima Françoise George Grace"
    " Hannah Ingrid Jakub Jamal José Jürgen Kwame Leila Łukasz Magdalena Małgorzata Mei Mohammed"
    " Niamh Olga Oluwaseun Patrick Priya Rosa Ruth Samuel Siobhán Sofía Stanisław Tomasz Valérie"
    " William Xiulan Yusuf Zoë"
)
_FAMILY = (
    "Adeyemi Ahmed Álvarez Anderson Bauer Begum Brown Çelik Chen Davies Dubois Evans Fernández"
    " García Green Hall Hassan Hughes Jackson Johansson Jones Kaya Khan Kowalska Lewis Martin"
    " Mbeki Meyer Müller Nowak O'Brien O'Connor Okafor Patel Pérez Roberts Schäfer Sharma Singh"
    " Smith Taylor Walker Wiśniewska Wójcik Wright Zieliński"
)
_CLINICIANS = ("J. Patel", "M. Okafor", "S. Lindqvist", "R. Hughes", "A. García")
_DAYS = 28
_HEAD = ("Patient ID", "Name", "DOB", "Side", "Clinician", "Start date", "Surgery date")


class Doses(StrEnum):
    """How the doses of patients differ.

    Attributes:
        SHARED: One program for all, as it stands in its file.
        OWN: Sets, repetitions, holds and frequency are drawn for each patient and exercise: no two
            patients have the same program, single exercises recur.
        UNIQUE: As `OWN`, and no exercise ever recurs: each patient rests for another time.
    """

    SHARED = "shared"
    OWN = "own"
    UNIQUE = "unique"


class Row(NamedTuple):
    """One patient.

    Attributes:
        patient: Who it is.
        birth: Date of birth, which no sheet shows.
        doses: Changes to the program, by dose: `heel-raise.reps` is "12".
    """

    patient: Patient
    birth: date
    doses: dict[str, str]


def all_rows(doses: Doses) -> Iterator[Row]:
    """Patients without end, always the same for the same doses."""
    chance = random.Random(_SEED)
    seen = set()
    index = 0
    while True:
        patient = _patient(chance, index)
        changes = {} if doses is Doses.SHARED else _own_doses(chance)
        key = tuple(changes.values())
        if doses is not Doses.SHARED and key in seen:
            continue
        seen.add(key)
        if doses is Doses.UNIQUE:
            changes |= {f"{exercise}.rest": f"{10 + index} s" for exercise in EXERCISES}
        birth = date(1930, 1, 1) + timedelta(days=chance.randrange(28_000))
        yield Row(patient, birth, changes)
        index += 1


def _patient(chance: random.Random, index: int) -> Patient:
    start = date(2026, 12, 7) + timedelta(days=chance.randrange(_DAYS))
    return Patient(
        name=f"{chance.choice(_GIVEN.split())} {chance.choice(_FAMILY.split())}",
        number=f"{130 + 7 * index:07d}",
        side=chance.choice(("left", "right")),
        start=start,
        surgery=start - timedelta(days=chance.randrange(14, 120)),
        clinician=chance.choice(_CLINICIANS),
    )


def _own_doses(chance: random.Random) -> dict[str, str]:
    changes = {}
    for exercise in EXERCISES:
        changes[f"{exercise}.sets"] = str(chance.randint(1, 4))
        if exercise in _REPS:
            changes[f"{exercise}.reps"] = str(chance.randint(6, 25))
        else:
            changes[f"{exercise}.hold"] = f"{chance.randrange(15, 61, 5)} s"
        changes[f"{exercise}.frequency"] = f"{chance.randint(1, 3)}/day"
    return changes


def make_tasks(doses: Doses, count: int, libraries: tuple[Path, ...] = ()) -> list[Task]:
    """The tasks of the first patients, as a batch makes them from its roster."""
    return [
        Task(
            row=number,
            number=row.patient.number or "",
            file=f"{row.patient.number}.pdf",
            order=Order(
                PROGRAM,
                ISSUED,
                paper="a4",
                libraries=libraries,
                overrides=tuple(f"{dose}={value}" for dose, value in row.doses.items()),
                patient=row.patient,
            ),
        )
        for number, row in enumerate(islice(all_rows(doses), count), 2)
    ]


def write_roster(path: Path, doses: Doses, count: int) -> None:
    """Write the first patients as a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for index, row in enumerate(islice(all_rows(doses), count)):
            patient = row.patient
            if index == 0:
                writer.writerow([*_HEAD, *row.doses])
            facts = [patient.number, patient.name, row.birth, patient.side, patient.clinician]
            writer.writerow([*facts, patient.start, patient.surgery, *row.doses.values()])
