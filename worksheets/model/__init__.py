"""What people write in YAML, as strict and frozen models, one file each."""

from worksheets.model.base import Model
from worksheets.model.clinic import Clinic
from worksheets.model.exercise import Exercise
from worksheets.model.locale import Locale
from worksheets.model.patient import Override, Patient
from worksheets.model.program import Program
from worksheets.model.template import Template

MODELS: dict[str, type[Model]] = {
    "exercise": Exercise,
    "program": Program,
    "template": Template,
    "clinic": Clinic,
    "locale": Locale,
}
"""The model of each kind of file, by the word that stands after `kind:`."""

__all__ = [
    "MODELS",
    "Clinic",
    "Exercise",
    "Locale",
    "Model",
    "Override",
    "Patient",
    "Program",
    "Template",
]
