"""What leads somewhere on a screen: addresses of pages, numbers to call."""

import re

from worksheets.document import Figure, Link
from worksheets.qr import draw_code
from worksheets.resolve.wording import Wording

_NUMBER = re.compile(r"\+?\(?\d[\d\u00a0 ().\-‐-–]*\d")
_SHORTEST, _LONGEST = 3, 15
"""Fewest and most digits of a number: 111 is one, and E.164 allows no more than 15."""
_SHORTEST_BESIDE_WORDS = 6


def web_link(wording: Wording, address: str, label: str = "", *, with_code: bool) -> Link:
    """The link to a page.

    Args:
        wording: Says what a code is.
        address: The whole address.
        label: What stands before it, or "".
        with_code: Whether it gets a QR code.
    """
    shown = re.sub(r"^https?://", "", address).removesuffix("/")
    code = None
    if with_code:
        accessible_text = wording.say(wording.locale.page.qr_code, address=shown)
        code = Figure(draw_code(address), accessible_text)
    return Link(shown, address, label, code)


def phone_link(phone: str) -> Link | None:
    """The link that dials a number, or None where it is not certain which number is meant.

    **Why so strict:** a link that dials a wrong number is worse than none. Words may stand before
    the number and after it ("01632 960001, weekdays"), digits and signs only after words.
    """
    found = _NUMBER.search(phone)
    if not found:
        return None
    before, after = phone[: found.start()], phone[found.end() :]
    number = found[0]
    if re.search(r"[\d+*#/]", before) or not re.match(r"$|[\s,;(]*[^\W\d_]|\)$", after):
        return None
    dialled = number.replace("(0)", "") if number.startswith("+") else number
    digits = re.sub(r"\D", "", dialled)
    least = _SHORTEST_BESIDE_WORDS if after else _SHORTEST
    if not least <= len(digits) <= _LONGEST:
        return None
    return Link(number, f"tel:{'+' if number.startswith('+') else ''}{digits}")
