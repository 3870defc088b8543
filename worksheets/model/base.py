"""What every model shares: frozen, strict about keys, text kept as data."""

import re
import unicodedata
from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictStr

from worksheets.problems import WrongValue

Key = TypeVar("Key")
Value = TypeVar("Value")
_FEWEST_LETTERS = 30
ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"


class Model(BaseModel):
    """Base of all models: immutable, hashable, and no unknown keys.

    **Why deferred:** a command reads a few kinds of files, and building the validators of all
    models takes longer than making a sheet.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Table(dict[Key, Value]):
    """A dict that is never changed, so that models that hold it are hashable."""

    def __hash__(self) -> int:  # type: ignore[override]
        """Equal tables have equal hashes, if their entries come in the same order."""
        return hash(tuple(self.items()))


def tidy_text(text: str) -> str:
    """Compose accents and turn every run of white space, line ends too, into one space.

    Non-breaking spaces are kept, because somebody meant them.

    Raises:
        WrongValue: Nothing that can be seen is left.
    """
    tidied = re.sub(r"[ \t\r\n\f\v\u2028\u2029]+", " ", unicodedata.normalize("NFC", text)).strip()
    if not any(character.isprintable() and not character.isspace() for character in tidied):
        raise WrongValue("the text is empty", "Write the words, or leave the key out.")
    return tidied


def _tidy_up_to(longest: int) -> AfterValidator:
    def check(text: str) -> str:
        if len(text) > longest:
            raise WrongValue(
                f"the text has {len(text):,} characters; {longest:,} is the most that fits",
                "Shorten it.",
            )
        return tidy_text(text)

    return AfterValidator(check)


Line = Annotated[StrictStr, _tidy_up_to(300)]
"""A name, title or other short text, at most 300 characters."""

Passage = Annotated[StrictStr, _tidy_up_to(4000)]
"""A step, sentence or paragraph, at most 4,000 characters."""


def _as_written(value: Any) -> Any:
    """Take a number as the text that was written: a version 1.10 stays 1.10."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return str(value)
    return value


def _has_words(text: str) -> str:
    if sum(character.isalpha() for character in text) < _FEWEST_LETTERS:
        raise WrongValue("this is no disclaimer", "Write at least one whole sentence.")
    return text


Disclaimer = Annotated[Passage, AfterValidator(_has_words)]
"""A passage that says something: never a dot or a blank that looks like text."""

Label = Annotated[
    StrictStr,
    BeforeValidator(_as_written, json_schema_input_type=str | float),
    _tidy_up_to(300),
]
"""A short text that people write as a number when it looks like one: a version, a reference."""

Item = TypeVar("Item")


def _as_list(value: Any) -> Any:
    """Let a person write one thing where a list of things may stand."""
    return value if value is None or isinstance(value, list | tuple) else [value]


Several = Annotated[tuple[Item, ...], BeforeValidator(_as_list, json_schema_input_type=Any)]
"""A list, or one thing instead of a list of one."""


class Unquoted(str):
    """One of several texts in brackets, none in quotation marks: `[warm, sore and swollen]`."""

    __slots__ = ()


def _refuse_lost_commas(value: Any) -> Any:
    plain = [one for one in value if isinstance(one, Unquoted)] if isinstance(value, list) else []
    if not all(one.endswith((".", "!", "?")) for one in plain):  # whole sentences are certain
        raise WrongValue(
            f"the commas in the brackets make {len(value)} texts of this",
            'Write each text on a line of its own after "- ", or put each in quotation marks.',
        )
    return value


Prose = Annotated[Several[Passage], BeforeValidator(_refuse_lost_commas)]
"""Sentences: a list, or one of them. Their commas are never taken for the ends of texts."""


def _check_id(value: Any) -> Any:
    if not isinstance(value, str) or not re.match(ID_PATTERN, value) or len(value) > 64:
        raise WrongValue(
            "an id has small letters, digits and single hyphens only, at most 64 of them",
            "Write it like heel-raise.",
        )
    return value


Id = Annotated[
    StrictStr,
    BeforeValidator(_check_id, json_schema_input_type=str),
    Field(json_schema_extra={"pattern": ID_PATTERN}),
]
"""The id of a file: its name without the ending."""


_LONGEST_ADDRESS = 300
_HOST = r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]*[a-z0-9])?"
_HOW_TO_WRITE_ADDRESSES = "Write it like https://example.org/heel-raise."


def _check_address(text: str) -> str:
    """Refuse what is no address of a page that anybody can open."""
    if not text.isprintable() or " " in text:
        raise WrongValue("an address has no spaces or line ends", _HOW_TO_WRITE_ADDRESSES)
    if len(text) > _LONGEST_ADDRESS:
        raise WrongValue(
            f"the address has {len(text):,} characters; {_LONGEST_ADDRESS} is the most that fits",
            "Use a shorter one.",
        )
    if not re.match(r"https?://", text):
        raise WrongValue("an address begins with https:// or http://", _HOW_TO_WRITE_ADDRESSES)
    if wrong := re.search(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]", text):
        raise WrongValue(
            f"an address has no {wrong[0]}", "Copy it from the address bar of a browser."
        )
    from urllib.parse import urlsplit  # slow to import, and few files name an address

    try:
        parts = urlsplit(text)
        is_open = parts.port is None or parts.port > 0
    except ValueError:
        raise WrongValue("this is not an address", _HOW_TO_WRITE_ADDRESSES) from None
    if "@" in parts.netloc:
        raise WrongValue(
            "the address has a user name or password in it", "Leave out what stands before the @."
        )
    if not is_open or not re.fullmatch(_HOST, parts.hostname or ""):
        raise WrongValue("the address names no website", _HOW_TO_WRITE_ADDRESSES)
    return text


WebAddress = Annotated[
    StrictStr,
    AfterValidator(_check_address),
    Field(json_schema_extra={"format": "uri", "maxLength": _LONGEST_ADDRESS}),
]
"""The address of a page on the web: http or https, in full, without a user name."""


def _check_tag(tag: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag):
        raise WrongValue("this is not a language tag", "Write it like en-GB or pt-BR.")
    return tag


LanguageTag = Annotated[Line, AfterValidator(_check_tag)]
"""A language as BCP 47 names it, for example en-GB."""


class Source(Model):
    """Where the facts of a file come from."""

    title: Line
    author: Line | None = None
    year: int | None = None
    url: Line | None = None
    note: Passage | None = None


_LENGTH_UNITS_PT = {"pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0}


def length(least: str, most: str) -> BeforeValidator:
    """Read `14 mm`, `1.5 cm`, `0.5 in` or `12 pt` as points.

    Args:
        least: The shortest length that is accepted, with its unit.
        most: The longest.
    """
    limits_pt = _in_points(least)[0], _in_points(most)[0]

    def read(value: Any) -> float:
        length_pt, unit = _in_points(value)
        if not limits_pt[0] - _ROUNDING_PT <= length_pt <= limits_pt[1] + _ROUNDING_PT:
            low, high = (f"{limit / _LENGTH_UNITS_PT[unit]:.3g} {unit}" for limit in limits_pt)
            raise WrongValue(
                f"this length is outside the limits, {low} to {high}",
                "Check the number and its unit.",
            )
        return length_pt

    return BeforeValidator(read, json_schema_input_type=str)


def _in_points(value: Any) -> tuple[float, str]:
    """A length in points, and the unit in which it was written."""
    text = value.strip().lower() if isinstance(value, str) else ""
    match = re.fullmatch(r"(\d{1,6}(?:\.\d{1,6})?)\s*(pt|mm|cm|in)", text)
    if not match:
        raise WrongValue("a length needs a number and a unit", "Write it like 14 mm or 12 pt.")
    return float(match[1]) * _LENGTH_UNITS_PT[match[2]], match[2]


_ROUNDING_PT = 0.001


def _parse_colour(value: Any) -> Any:
    if not isinstance(value, str) or not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise WrongValue(
            "a colour is # and six hexadecimal digits", 'Write it in quotes, like "#1f4e66".'
        )
    return value.lower()


Colour = Annotated[str, BeforeValidator(_parse_colour, json_schema_input_type=str)]
"""A colour as `#rrggbb`."""


def _no_truth(value: Any) -> Any:
    if isinstance(value, bool):
        raise WrongValue("this is not a number", "Write it like 1.25.")
    return value


Ratio = Annotated[float, BeforeValidator(_no_truth, json_schema_input_type=float)]
"""A plain number; true and false are none."""


def _parse_day(value: Any) -> Any:
    """A date, or year, month and day; a number is never a date."""
    text = value.strip() if isinstance(value, str) else ""
    if isinstance(value, datetime):
        day = value.date() if value.time() == time() else None
    elif isinstance(value, date):
        day = value
    else:
        try:
            day = date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
        except ValueError:
            raise WrongValue("the calendar has no such day", _HOW_TO_WRITE_DAYS) from None
    if day is None:
        raise WrongValue("this is not a date", _HOW_TO_WRITE_DAYS)
    return day


_HOW_TO_WRITE_DAYS = "Write year, month and day, like 2026-12-07."

Day = Annotated[date, BeforeValidator(_parse_day, json_schema_input_type=str)]
"""A date, written like 2026-12-07."""

SheetPaper = Literal["a4", "letter"]
"""Paper that a sheet is printed on."""

Paper = Literal["a4", "letter", "a5", "half-letter"]
