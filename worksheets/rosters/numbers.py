"""Numbers in cells as the text that a person sees: no exponents, and the zeros of their format."""

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from worksheets.rosters.cells import Cell, wrong

_MOST_DIGITS = 15
"""A spreadsheet program keeps no more, and writes zeros for the rest."""

_MASK = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]|(.)')


@lru_cache(maxsize=500)
def zeros_of(shown: str) -> str:
    r"""The places of the digits of a number format for identifiers, or "".

    Args:
        shown: The format, like `000000` or `000\ 000\ 0000`.

    Returns:
        `0` or `#` for each digit, other characters as they are printed; "" for a format that only
        shows a number as it is.
    """
    mask = ""
    for quoted, escaped, plain in _MASK.findall(shown.partition(";")[0]):
        if plain and plain not in "0# -/()":
            return ""
        mask += quoted or escaped or plain
    has_more = mask.count("0") > 1 or (mask.strip("0#") and mask.count("0") + mask.count("#") > 1)
    return mask if has_more else ""


def number_text(value: str, zeros: str) -> Cell:
    """A number as it is shown, or a fault.

    Args:
        value: The number as the file has it, like `1.23456789012E11`.
        zeros: What `zeros_of` says about its format.
    """
    try:
        number = Decimal(value)
    except InvalidOperation:
        return wrong("error")
    if not number.is_finite():
        return wrong("error")
    if number != number.to_integral_value():
        return format(Decimal(repr(float(value))), "f")
    if number.adjusted() >= _MOST_DIGITS:
        return wrong("digits")
    digits = str(int(number))
    return _masked(digits, zeros) if zeros and number >= 0 else digits


def _masked(digits: str, zeros: str) -> str:
    """Put digits into their places, from the last one on."""
    waiting = list(digits)
    shown: list[str] = []
    places = zeros.count("0") + zeros.count("#")
    for character in reversed(zeros):
        if character not in "0#":
            shown.append(character)
            continue
        places -= 1
        if waiting:
            shown.append(waiting.pop())
        elif character == "0":
            shown.append("0")
        if not places:
            shown.extend(reversed(waiting))
    return "".join(reversed(shown)).strip()
