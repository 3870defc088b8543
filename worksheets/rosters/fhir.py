"""Patients of FHIR R4: what a sheet needs of a Patient resource.

The elements are those of https://hl7.org/fhir/R4/patient.html and
https://hl7.org/fhir/R4/datatypes.html. Nothing else of a resource is read, so that a server's
extensions do no harm.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from worksheets.rosters.columns import Context
from worksheets.rosters.rows import ELEMENT, Cell, Column, Note, RawRow, RawTable, tidy, wrong

Element: TypeAlias = Mapping[str, Any]

_NAMES = {"family_name": "family", "given_names": "given", "title": "prefix"}
_TOWNS = {"town": "city", "region": "state", "postcode": "postalCode", "country": "country"}
ELEMENTS = {
    "number": "identifier",
    "name": "name.text",
    **{field: f"name.{key}" for field, key in _NAMES.items()},
    "preferred_name": "name (nickname or usual)",
    "birth": "birthDate",
    "language": "communication.language",
    "address": "address.text",
    **{f"address_{number}": f"address.line {number}" for number in (1, 2, 3)},
    **{field: f"address.{key}" for field, key in _TOWNS.items()},
}
"""Elements by the fields that they fill."""

_RECORD_NUMBER = "MR"
# Social security, driver's licence, passport, tax, and a state's number of a person (NI, NN and a
# country, https://terminology.hl7.org/CodeSystem-v2-0203.html): nobody wants those on a sheet.
_PRIVATE = re.compile("SS|DL|PPN|TAX|SB|NI|NN.*|PRC|CZ")
_PRIVATE_SYSTEMS = frozenset(
    {
        "http://hl7.org/fhir/sid/us-ssn",
        "http://fhir.nl/fhir/namingsystem/bsn",
        # The United States, Denmark, Norway, Sweden, Finland, the Netherlands.
        *("urn:oid:2.16.840.1.113883.4.1", "urn:oid:1.2.208.176.1.2"),
        *("urn:oid:2.16.578.1.12.4.1.4.1", "urn:oid:1.2.752.129.2.1.3.1"),
        *("urn:oid:1.2.246.21", "urn:oid:2.16.840.1.113883.2.4.6.3"),
    }
)
# Uses from the one that is wanted most; "" is for none.
_NUMBER_USES = {"usual": 0, "official": 1, "temp": 3}  # others are 2
_NAME_USES = ("official", "usual", "")
_ADDRESS_USES = ("home", "", "temp", "work")


def resource_of(entry: Any) -> Element | None:
    """The resource in an entry of a Bundle, or the entry itself; None if it is none of FHIR."""
    if not isinstance(entry, dict):
        return None
    inner = entry.get("resource")
    resource = inner if isinstance(inner, dict) else entry
    return resource if "resourceType" in resource else None


def fhir_table(listed: Sequence[Any], context: Context) -> RawTable:
    """The Patients in a list of Patients, of entries and of Bundles, numbered from 1.

    Whoever fetches a search page by page has a Bundle for each page. If each says that another
    page comes after it, the last one is missing.
    """
    entries: list[Any] = []
    has_next = []
    for one in listed:
        if isinstance(one, dict) and one.get("resourceType") == "Bundle":
            inner = one.get("entry")
            entries += inner if isinstance(inner, list) else ()
            has_next.append(any(link.get("relation") == "next" for link in _objects(one, "link")))
        else:
            entries.append(one)
    notes = []
    if has_next and all(has_next):
        some = "has some pages of several, and not the last one"
        pages = some if len(has_next) > 1 else "is one page of several"
        message = f"the file {pages}; the patients on the others are not in it"
        notes.append(Note(message, "Fetch all pages, or more entries a page."))
    numbered = [(number, resource_of(entry)) for number, entry in enumerate(entries, 1)]
    day = context.today.isoformat()
    rows = [
        _row(number, resource, day, context.identifier)
        for number, resource in numbered
        if resource and resource["resourceType"] == "Patient"
    ]
    if others := len(entries) - len(rows):
        message = f"entries that are no patients, and are not read: {others:,}"
        notes.append(Note(message, "Nothing needs to be done if only patients are wanted."))
    columns = [Column("", f"{ELEMENT}{element}", field) for field, element in ELEMENTS.items()]
    return RawTable(rows, columns, notes)


def _row(number: int, patient: Element, day: str, system: str) -> RawRow:
    faults = []
    if patient.get("deceasedBoolean") is True or patient.get("deceasedDateTime"):
        faults.append("deceased")
    if patient.get("active") is False:
        faults.append("inactive")
    cells: dict[str, Cell] = {
        "number": _number(patient, day, system),
        "birth": _text(patient, "birthDate"),
        "language": _language(patient),
        **_names(patient, day),
        **_address(patient, day),
    }
    return RawRow(number, [cells.get(field, "") for field in ELEMENTS], faults)


def _objects(parent: Element, key: str) -> list[Element]:
    """The objects in the list under a key."""
    value = parent.get(key)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _object(parent: Element, key: str) -> Element:
    value = parent.get(key)
    return value if isinstance(value, dict) else {}


def _texts(parent: Element, key: str) -> list[str]:
    """The texts in the list under a key; null is there where only an extension is."""
    value = parent.get(key)
    texts = [tidy(one) for one in value if isinstance(one, str)] if isinstance(value, list) else []
    return [text for text in texts if text]


def _text(parent: Element, key: str) -> Cell:
    """The text under a key, or those of a list of names."""
    if key in ("given", "prefix"):
        return " ".join(_texts(parent, key))
    value = parent.get(key)
    return tidy(value) if isinstance(value, str) else wrong("nested") if value else ""


def _in_use(parent: Element, key: str, day: str) -> list[Element]:
    """The objects in a list that are in use: those marked as old, or with an end, are not."""
    return [
        one
        for one in _objects(parent, key)
        if one.get("use") != "old"
        and not "" < str(_object(one, "period").get("end", ""))[:10] < day
    ]


def _best(elements: Sequence[Element], uses: Sequence[str]) -> Element:
    """The first element with the use that is wanted most; an empty one if none is wanted."""
    wanted = [one for one in elements if one.get("use", "") in uses]
    return min(wanted, key=lambda one: uses.index(one.get("use", "")), default={})


def _number(patient: Element, day: str, system: str) -> Cell:
    """The identifier of the system that is wanted, or the record number, or the only one."""
    ranked: defaultdict[tuple[bool, bool, int], set[str]] = defaultdict(set)
    for one in _in_use(patient, "identifier", day):
        codes = {str(coding.get("code")) for coding in _objects(_object(one, "type"), "coding")}
        its = str(one.get("system", ""))
        is_private = its.lower() in _PRIVATE_SYSTEMS or any(map(_PRIVATE.fullmatch, codes))
        if not is_private and isinstance(one.get("value"), str):
            use = _NUMBER_USES.get(str(one.get("use")), 2)
            rank = not system or its != system, _RECORD_NUMBER not in codes, use
            ranked[rank].add(tidy(one["value"]))
    best = ranked[min(ranked)] if ranked else set()
    return wrong("several") if len(best) > 1 else "".join(best)


def _names(patient: Element, day: str) -> dict[str, Cell]:
    names = _in_use(patient, "name", day)
    best = _best(names, _NAME_USES)
    cells = {field: _text(best, key) for field, key in _NAMES.items()}
    if not (cells["family_name"] and cells["given_names"]):
        cells["name"] = _text(best, "text")
    for use in ("usual", "nickname"):
        other = next(
            (one for one in names if best and one.get("use") == use and one is not best), {}
        )
        if called := next(iter(_texts(other, "given")), "") or _text(other, "text"):
            cells["preferred_name"] = called
    return cells


def _address(patient: Element, day: str) -> dict[str, Cell]:
    # A house that no letter goes to comes after one that some do.
    addresses = _in_use(patient, "address", day)
    addresses.sort(key=lambda one: one.get("type") == "physical")
    best = _best(addresses, _ADDRESS_USES)
    lines = _texts(best, "line")
    parts = (*lines[:2], ", ".join(lines[2:]))
    cells: dict[str, Cell] = {f"address_{number}": part for number, part in enumerate(parts, 1)}
    cells |= {field: _text(best, key) for field, key in _TOWNS.items()}
    return cells if any(cells.values()) else {"address": _text(best, "text")}


def _language(patient: Element) -> Cell:
    """The language that the patient prefers, or the only one that is named."""
    languages = _objects(patient, "communication")
    chosen = [one for one in languages if one.get("preferred") is True] or languages
    concept = _object(chosen[0], "language") if len(chosen) == 1 else {}
    codes = [code for coding in _objects(concept, "coding") if (code := _text(coding, "code"))]
    return codes[0] if codes else _text(concept, "text")
