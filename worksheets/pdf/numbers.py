"""Numbers, colours and text strings in the spelling of PDF."""

from functools import lru_cache

_GREYS = {"rg": "g", "RG": "G"}


@lru_cache(maxsize=16384)
def number(value: float) -> str:
    """A number to a hundredth (of a point, mostly), as short as it can be written."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def ratio(value: float) -> str:
    """A scale, fine enough for drawings of a thousand units."""
    return f"{value:.5f}".rstrip("0").rstrip(".")


@lru_cache(maxsize=1024)
def colour(ink: str) -> str:
    """The components of an ink, "#rrggbb", from 0 to 1: one for a grey, otherwise three."""
    if len(ink) != 7 or ink[0] != "#":
        raise ValueError(f"an ink is written #rrggbb, not {ink!r}")
    parts = [int(ink[start : start + 2], 16) for start in (1, 3, 5)]
    shares = [f"{part / 255:.3f}".rstrip("0").rstrip(".") for part in parts]
    return shares[0] if len(set(parts)) == 1 else " ".join(shares)


@lru_cache(maxsize=1024)
def ink_operator(ink: str, operator: str) -> str:
    """How an ink is chosen: by `rg` to fill, `RG` to stroke, or their forms for a grey."""
    shares = colour(ink)
    return f"{shares} {operator if ' ' in shares else _GREYS[operator]}"


def utf16_hex(text: str) -> str:
    """Text as the inside of a hexadecimal string: UTF-16, big end first, no byte order mark."""
    return text.encode("utf-16-be", "replace").hex().upper()


@lru_cache(maxsize=1024)
def text_string(text: str) -> str:
    """Text as a whole string: plain where it can be, otherwise UTF-16 in hexadecimal digits."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return f"({escaped})"
    return f"<FEFF{utf16_hex(text)}>"
