"""Postal addresses: the lines under the name, in the order of the country's envelopes."""

from collections.abc import Mapping

from worksheets.batch.judging.findings import Findings
from worksheets.batch.judging.texts import clean
from worksheets.model.patient import Window

ADDRESS_FIELDS = (
    "address",
    "address_1",
    "address_2",
    "address_3",
    "town",
    "region",
    "postcode",
    "country",
)
_LONGEST_LINE = 100


def read_address(
    findings: Findings, values: Mapping[str, str], window: Window | None
) -> tuple[str, ...]:
    """The lines of the address, without the name; only looked at when there is an envelope.

    Args:
        findings: Takes what is wrong.
        values: The texts of the row.
        window: The envelope; it decides where town, region and postcode stand.
    """
    if window is None:
        return ()
    texts = {
        field: text
        for field in ADDRESS_FIELDS
        if field in values and (text := clean(findings, field, values[field], "prose"))
    }
    lines = texts.get("address", "").splitlines()
    for field in ("address_1", "address_2", "address_3"):
        lines += texts.get(field, "").splitlines()
    town, region, postcode = (_line(texts, field) for field in ("town", "region", "postcode"))
    if window == "din5008":
        lines += [_joined(" ", postcode, town), region]
    elif window == "us":
        lines.append(_joined(" ", _joined(", ", town, region), postcode))
    else:
        lines += [town, region, postcode]
    lines.append(_line(texts, "country"))
    lines = list(dict.fromkeys(filter(None, lines)))  # a whole address often has the town too
    if any(len(line) > _LONGEST_LINE for line in lines):
        message = f"a line of the address has more than {_LONGEST_LINE} characters"
        findings.refuse(ADDRESS_FIELDS, message, "Write it in several lines.")
    if not lines and not findings.is_blamed(*ADDRESS_FIELDS):
        message = "there is no address for the window of the envelope"
        findings.refuse(ADDRESS_FIELDS, message, "Write it, or print this sheet without --window.")
    return tuple(lines)


def _line(texts: Mapping[str, str], field: str) -> str:
    return " ".join(texts.get(field, "").split())


def _joined(separator: str, *parts: str) -> str:
    return separator.join(filter(None, parts))
