"""Patients of FHIR R4: what a sheet needs of a Patient resource.

The elements are those of https://hl7.org/fhir/R4/patient.html and
https://hl7.org/fhir/R4/datatypes.html. Nothing else of a resource is looked at, so that a server's
extensions do no harm.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from worksheets.rosters.cells import Cell, tidy, wrong
from worksheets.rosters.objects import RawObject

ELEMENTS = {
    "number": "identifier",
    "name": "name.text",
    "family_name": "name.family",
    "given_names": "name.given",
    "preferred_name": "name (nickname or usual)",
    "title": "name.prefix",
    "birth": "birthDate",
    "language": "communication.language",
    "address": "address.text",
    "address_1": "address.line 1",
    "address_2": "address.line 2",
    "address_3": "address.line 3",
    "town": "address.city",
    "region": "address.state",
    "postcode": "address.postalCode",
    "country": "address.country",
}
"""Elements by the fields that they fill."""

_RECORD_NUMBER = "MR"
# Social security, driver's licence, passport, tax: nobody wants those on a sheet.
_PRIVATE = {"SS", "DL", "PPN", "TAX", "SB"}
_NAME_USES = ("official", "usual", "")
_ADDRESS_USES = ("home", "", "temp", "work")


class Pages:
    """The Bundles in a list: whoever fetches a search page by page has one for each page."""

    def __init__(self) -> None:
        """None so far."""
        self._count = self._followed = 0

    @property
    def lack_the_last(self) -> bool:
        """Whether there are Bundles, and each says that another page comes after it."""
        return 0 < self._count == self._followed

    def entries(self, listed: Iterable[Any]) -> Iterator[Any]:
        """The entries of a list, those of a Bundle in its place."""
        for one in listed:
            if not (isinstance(one, dict) and one.get("resourceType") == "Bundle"):
                yield one
                continue
            self._count += 1
            self._followed += any(
                link.get("relation") == "next" for link in _objects(one.get("link"))
            )
            inner = one.get("entry")
            yield from inner if isinstance(inner, list) else ()


def patient_of(entry: Any) -> Mapping[str, Any] | None:
    """The Patient in an entry of a Bundle, or the entry itself; None for anything else."""
    resource = entry.get("resource", entry) if isinstance(entry, dict) else None
    is_patient = isinstance(resource, dict) and resource.get("resourceType") == "Patient"
    return resource if is_patient else None


def is_fhir(entry: Any) -> bool:
    """Whether an entry of a list is, or holds, a resource of FHIR."""
    if not isinstance(entry, dict):
        return False
    inner = entry.get("resource")
    return "resourceType" in (inner if isinstance(inner, dict) else entry)


def raw_patient(number: int, patient: Mapping[str, Any], today: date) -> RawObject:
    """A Patient resource as cells by fields.

    Args:
        number: Its place in the list, from 1.
        patient: The resource.
        today: Names, addresses and identifiers that ended before this day are left out.
    """
    day = today.isoformat()
    faults = []
    if patient.get("deceasedBoolean") is True or patient.get("deceasedDateTime"):
        faults.append("deceased")
    if patient.get("active") is False:
        faults.append("inactive")
    cells: dict[str, Cell] = {
        "number": _number(patient, day),
        "birth": _text(patient.get("birthDate")),
        "language": _language(patient),
        **_names(patient, day),
        **_address(patient, day),
    }
    return RawObject(number, {key: cell for key, cell in cells.items() if cell}, tuple(faults))


def _objects(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _texts(value: Any) -> list[str]:
    """The texts in a list; null stands there where only an extension does."""
    if not isinstance(value, list):
        return []
    return [tidied for one in value if isinstance(one, str) and (tidied := tidy(one))]


def _text(value: Any) -> Cell:
    return tidy(value) if isinstance(value, str) else wrong("nested") if value else ""


def _codes(concept: Any) -> set[str]:
    codings = _objects(concept.get("coding")) if isinstance(concept, dict) else []
    return {str(coding.get("code")) for coding in codings}


def _in_use(elements: Any, today: str) -> list[Mapping[str, Any]]:
    """The objects in a list that are in use: those marked as old, or with an end, are not."""
    found = []
    for one in _objects(elements):
        period = one.get("period")
        end = period.get("end") if isinstance(period, dict) else None
        if one.get("use") != "old" and not (end and str(end)[:10] < today):
            found.append(one)
    return found


def _best(
    elements: Iterable[Mapping[str, Any]], rank: Callable[[Mapping[str, Any]], int | None]
) -> list[Mapping[str, Any]]:
    """The elements of the lowest rank; those without a rank are left out."""
    ranked = [(place, one) for one in elements if (place := rank(one)) is not None]
    lowest = min((place for place, _ in ranked), default=0)
    return [one for place, one in ranked if place == lowest]


def _number(patient: Mapping[str, Any], today: str) -> Cell:
    """The medical record number, or the only identifier that there is."""

    def rank(identifier: Mapping[str, Any]) -> int | None:
        codes = _codes(identifier.get("type"))
        if codes & _PRIVATE or not isinstance(identifier.get("value"), str):
            return None
        use = identifier.get("use")
        by_use = 0 if use == "usual" else 1 if use == "official" else 3 if use == "temp" else 2
        return by_use if _RECORD_NUMBER in codes else 10 + by_use

    best = _best(_in_use(patient.get("identifier"), today), rank)
    values = {tidy(one["value"]) for one in best}
    return wrong("several") if len(values) > 1 else next(iter(values), "")


def _names(patient: Mapping[str, Any], today: str) -> dict[str, Cell]:
    names = _in_use(patient.get("name"), today)

    def rank(name: Mapping[str, Any]) -> int | None:
        return _place(_NAME_USES, name.get("use"))

    best = next(iter(_best(names, rank)), None)
    if best is None:
        return {}
    cells: dict[str, Cell] = {
        "family_name": _text(best.get("family")),
        "given_names": " ".join(_texts(best.get("given"))),
        "title": " ".join(_texts(best.get("prefix"))),
    }
    if not cells["family_name"] and not cells["given_names"]:
        cells["name"] = _text(best.get("text"))
    for use in ("nickname", "usual"):
        other = next((one for one in names if one.get("use") == use and one is not best), None)
        if other and (given := _texts(other.get("given")) or _texts([other.get("text")])):
            cells["preferred_name"] = given[0]
            break
    return cells


def _place(uses: Sequence[str], use: Any) -> int | None:
    """How far back a use stands among those that are wanted."""
    text = use if isinstance(use, str) else ""
    return uses.index(text) if text in uses else None


def _address(patient: Mapping[str, Any], today: str) -> dict[str, Cell]:
    def rank(address: Mapping[str, Any]) -> int | None:
        place = _place(_ADDRESS_USES, address.get("use"))
        # A house that no letter goes to comes after one that some do.
        return None if place is None else 2 * place + (address.get("type") == "physical")

    best = next(iter(_best(_in_use(patient.get("address"), today), rank)), None)
    if best is None:
        return {}
    lines = _texts(best.get("line"))
    lines = [*lines[:2], ", ".join(lines[2:])]
    cells: dict[str, Cell] = {f"address_{place}": line for place, line in enumerate(lines, 1)}
    cells |= {
        "town": _text(best.get("city")),
        "region": _text(best.get("state")),
        "postcode": _text(best.get("postalCode")),
        "country": _text(best.get("country")),
    }
    return cells if any(cells.values()) else {"address": _text(best.get("text"))}


def _language(patient: Mapping[str, Any]) -> Cell:
    """The language that the patient prefers, or the only one that is named."""
    spoken = _objects(patient.get("communication"))
    chosen = [one for one in spoken if one.get("preferred") is True] or spoken
    if len(chosen) != 1:
        return ""
    concept = chosen[0].get("language")
    if not isinstance(concept, dict):
        return ""
    for coding in _objects(concept.get("coding")):
        if isinstance(coding.get("code"), str):
            return tidy(coding["code"])
    return _text(concept.get("text"))
