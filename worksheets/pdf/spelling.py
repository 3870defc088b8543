"""How numbers, inks and texts are written in page content and in structure elements."""

from functools import lru_cache

from reportlab.lib.colors import HexColor

_GREYS = {"rg": "g", "RG": "G"}


@lru_cache(maxsize=16384)
def operand(value: float | str) -> str:
    """A number to a hundredth (of a point, mostly), or the components of an ink, from 0 to 1.

    An ink has one component when it is a grey, three otherwise. The cache saves a quarter of the
    time in which a page is drawn: a page has thousands of numbers, and few different ones.

    Raises:
        ValueError: An ink is not written #rrggbb.
    """
    if isinstance(value, str):
        if len(value) != 7 or value[0] != "#":
            raise ValueError(f"an ink is written #rrggbb, not {value!r}")
        shares = [f"{share:.3f}".rstrip("0").rstrip(".") for share in HexColor(value).rgb()]
        return shares[0] if len(set(shares)) == 1 else " ".join(shares)
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def operands(*values: float) -> str:
    """Numbers, one after the other."""
    return " ".join(map(operand, values))


def ratio(value: float) -> str:
    """A scale, fine enough for drawings of a thousand units."""
    return f"{value:.5f}".rstrip("0").rstrip(".")


def ink_operator(ink: str, operator: str) -> str:
    """How an ink is chosen: by `rg` to fill, `RG` to stroke, or their forms for a grey."""
    shares = operand(ink)
    return f"{shares} {operator if ' ' in shares else _GREYS[operator]}"


def utf16_hex(text: str) -> str:
    """Text as the inside of a hexadecimal string: UTF-16, big end first, no byte order mark."""
    return text.encode("utf-16-be", "replace").hex().upper()


def text_string(text: str) -> str:
    """Text as a whole string: plain where it can be, otherwise UTF-16 in hexadecimal digits."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return f"({escaped})"
    return f"<FEFF{utf16_hex(text)}>"
