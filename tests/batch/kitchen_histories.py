"""Tasks that have much in common, for the tests of what is kept between them."""

import atexit
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from test_batch_kitchen import CLINIC, ISSUED, PATIENT, task

from worksheets.batch.kitchen import Kitchen
from worksheets.batch.task import Task
from worksheets.kept import forget_all
from worksheets.load.order import Order
from worksheets.pdf.draw import DrawOptions
from worksheets.pdf.merge import Merger

MOMENT = datetime(2026, 12, 7)
PAPER = DrawOptions()
BLOCKS = """\
blocks:
  - masthead
  - purpose
  - {block: cards, figure: 21 mm}
  - week-grid
"""
HANDOUT = """\
kind: template
name: Ours
description: One of ours.
page: {orientation: portrait, margin: 11 mm}
type: {largest: 13 pt, smallest: 10.5 pt}
"""


@cache
def folder() -> Path:
    """A clinic that can be called, and templates that differ from ours in one thing."""
    made = Path(mkdtemp())
    atexit.register(rmtree, made)
    files = {
        "clinic": CLINIC,
        "red": f"{HANDOUT}colours: {{muted: '#702010'}}\n{BLOCKS}",
        "name-at-the-end": f"{HANDOUT}{BLOCKS}  - masthead\n",
        "week-twice": f"{HANDOUT}{BLOCKS}  - {{block: week-grid, dose: true}}\n",
    }
    for name, text in files.items():
        (made / f"{name}.yaml").write_text(text, encoding="utf-8")
    return made


def order(*overrides: str, template: str = "handout", name: str = "Ann", **more: object) -> Order:
    patient = PATIENT.model_copy(update={"name": name, "side": more.pop("side", "left")})
    made = Order("achilles-rupture", ISSUED, template, overrides=overrides, patient=patient)
    return replace(made, **more)  # type: ignore[arg-type]


def ours(name: str) -> str:
    return str(folder() / f"{name}.yaml")


@cache
def tasks() -> dict[str, Task]:
    """Sheets as a clinic asks for them in one batch; many doses and names come again."""
    clinic = folder() / "clinic.yaml"
    orders = {
        "plain": order(),
        "somebody else": order(name="Bea"),
        "two sets": order("heel-raise.sets=2"),
        "two sets of somebody else": order("heel-raise.sets=2", name="Bea"),
        "two sets of everything": order(
            "heel-raise.sets=2", "heel-raise.reps=12", "balance-one-leg.sets=2"
        ),
        "days off": order("heel-raise.sets=2", "frequency=Mon, Wed, Fri"),
        "both sides": order("heel-raise.side=each", "heel-raise.sets=2", side="both"),
        "clinic": order("heel-raise.sets=2", clinic=clinic, qr=True, mark="1 of 15"),
        "clinic of somebody else": order(clinic=clinic, qr=True, name="Bea", mark="2 of 15"),
        "compact": order("heel-raise.sets=2", template="compact"),
        "grid": order("frequency=2/day", template="grid"),
        "red": order("heel-raise.sets=2", template=ours("red")),
        "the name at the end": order(template=ours("name-at-the-end")),
        "the name of somebody else at the end": order(template=ours("name-at-the-end"), name="Bea"),
        "the week twice": order("heel-raise.sets=2", template=ours("week-twice")),
        "a week of phases": order(program="achilles-rupture-weeks-9-16", week=2),
    }
    made = {name: task(1, one) for name, one in orders.items()}
    return made | {"booklet": task(1, order(template="booklet"), 2)}


@cache
def made_alone(name: str, draw: DrawOptions = PAPER) -> str:
    """What comes out when nothing is kept."""
    forget_all()
    return digest(Kitchen(draw).make(tasks()[name]).data)


@cache
def merged_alone(names: tuple[str, ...]) -> str:
    forget_all()
    return digest(merged(names, Kitchen()))


def merged(names: Sequence[str], kitchen: Kitchen) -> bytes:
    """One file of several documents, which may come again."""
    data = BytesIO()
    merger = Merger(data, "Sheets of a clinic", "en-GB", MOMENT, duplex=True)
    for place, name in enumerate(names, 1):
        merger.add(kitchen.plan(tasks()[name])[0], f"{place} of {len(names)}")
    merger.close()
    return data.getvalue()


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
