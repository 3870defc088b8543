"""Texts of a roster: what a spreadsheet has spoilt in them, and what could deceive a reader.

Text is data: markup, formulas and paths are never followed. Most of them print as they are
written; what cannot be what somebody meant is refused. No message holds any of the text.
"""

import re
import unicodedata
from typing import Literal

from worksheets.batch.judging.findings import Findings
from worksheets.load.source import is_printable
from worksheets.model.base import tidy_text
from worksheets.problems import WrongValue
from worksheets.rosters.cells import may_be_name, says_nothing

Sort = Literal["number", "person", "word", "prose", "dose"]
"""What a text is: an identifier, the name of a person, one of a few words, sentences, a dose."""

_LONGEST = 300
_LONGEST_PROSE = 4000
_QUIET = frozenset(
    {"side", "notes", "preferred_name", "address", "address_1", "address_2", "address_3"}
)
"""Fields in which "none" needs no warning: nothing is lost, or it is told in another way."""

# Error values of spreadsheet programs, in any language: they end with ! or ?, but for a few.
_ERROR_VALUE = re.compile(
    r"#(?:[^\W\d_][\w/]*[!?]|N/?[AVD]|GETTING_DATA)|Err:[0-9]{3}", re.IGNORECASE
)
_TOO_NARROW = re.compile(r"#{3,}")

# UTF-8 that was read as cp1252, as bytes: a lead byte and the right number of bytes that follow.
_CP1252 = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_TWICE_ENCODED = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_RUN = re.compile(f"[\x80-\xff{_CP1252}]{{2,}}")
_MAC_ROMAN = re.compile(r"√[^\x00-\x7f]")
_COMMON_AFTER_CAPITALS = b"\x85\x91\x92\x93\x94\x96\x97\xa0\xbb"
"""Quotation marks, dashes, an ellipsis, a fixed space: these may follow a capital."""

_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_UNSEEN = re.compile(
    "[\u00ad\u034f\u115f\u1160\u180e\u200b\u2060-\u2064\u2800\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_FORMULA_STARTS = frozenset("=+-@＝＋－＠−")
_FORMULA = re.compile(r"=|[@+-]\s*[A-Za-z]+\(")
_DOSE_FORMULA = re.compile(r"[=@]|[+-]\s*[A-Za-z(]")
_MARKUP = re.compile(r"[<>{}\\|]|&#?\w+;|%[sd]")
_NUMBER_OF_A_SPREADSHEET = re.compile(
    r"[0-9](?:[.,][0-9]+)?E[+-][0-9]{1,3}|[0-9]+[.,]0+|[0-9]{1,3}(?:,[0-9]{3})+", re.IGNORECASE
)
_TOO_LONG_FOR_A_NUMBER = re.compile(r"[0-9]{15}0+")
# What most texts look like: nothing can be wrong with these, and the rest need not be tried.
_PLAIN: dict[Sort, re.Pattern[str]] = {
    "number": re.compile(r"[A-Za-z]{0,8}[0-9]{1,12}"),
    "person": re.compile(r"[A-Za-z]{1,40}(?:[ -][A-Za-z]{1,40}){0,4}"),
    "word": re.compile(r"[A-Za-z]{1,40}(?:[ -][A-Za-z0-9]{1,40}){0,4}"),
    "prose": re.compile(r"[A-Za-z0-9]{1,40}(?: [A-Za-z0-9]{1,40}){0,5}"),
    "dose": re.compile(r"[0-9]{1,6}"),
}
_SAVE_AS_TEXT = "Format the column as text, and type it again."
_TYPE_AGAIN = "Type the text again."


def clean(findings: Findings, field: str, written: str, sort: Sort) -> str | None:
    """A text as it is to be used, or None when there is none or it is refused.

    Args:
        findings: Takes what is wrong.
        field: The field that it stands in.
        written: The text.
        sort: What it is.
    """
    if _PLAIN[sort].fullmatch(written) and not says_nothing(written):
        return written
    if wrong := _spoilt(written):
        findings.refuse(field, *wrong)
        return None
    if not _has_only_good_characters(findings, field, written, sort):
        return None
    text = _without_unseen(findings, field, written) if sort != "number" else written
    text = _tidied(text, sort)
    if not text:
        findings.refuse(field, "there is nothing in it that can be seen", _TYPE_AGAIN)
        return None
    if _says_nothing(findings, field, text, sort):
        return None
    if wrong := _looks_wrong(text, sort):
        findings.refuse(field, *wrong)
        return None
    if sort == "person" and _MARKUP.search(text):
        message = "the name has characters of markup; they are printed as they are"
        findings.warn(field, message, "Check the name.")
    if sort == "number" and _TOO_LONG_FOR_A_NUMBER.fullmatch(text):
        message = "a spreadsheet keeps 15 digits only, and the last ones of this are 0"
        findings.warn(field, message, "Compare it with the clinic's record.")
    return text


def _tidied(text: str, sort: Sort) -> str:
    """White space as one space, accents composed; prose keeps its lines."""
    if sort == "prose":
        return "\n".join(filter(None, (" ".join(line.split()) for line in text.splitlines())))
    text = " ".join(text.split())
    if text.isascii():
        return text
    try:
        return tidy_text(text)
    except WrongValue:
        return ""


def is_spoilt(text: str) -> bool:
    """Whether a spreadsheet or a wrong encoding has destroyed the text."""
    return _spoilt(text) is not None


def _spoilt(text: str) -> tuple[str, str] | None:
    """What a spreadsheet or a wrong encoding has done to it."""
    if text[:1] in "#Ee":
        if _TOO_NARROW.fullmatch(text):
            hint = "Widen the column in the spreadsheet, and save it again."
            return "there are number signs instead of a value", hint
        if _ERROR_VALUE.fullmatch(text):
            hint = "Correct the cell in the spreadsheet."
            return "there is an error of the spreadsheet instead of a value", hint
    if text.isascii():
        return None
    if "\N{REPLACEMENT CHARACTER}" in text:
        return "a letter was lost when the roster was saved", "Save it as UTF-8, from the original."
    if is_mojibake(text):
        hint = "Save the roster as CSV UTF-8, from the original."
        return "letters with accents were garbled when the roster was saved", hint
    return None


def is_mojibake(text: str) -> bool:
    """Whether letters were read in another encoding than they were written in: `SiobhÃ¡n`."""
    if _MAC_ROMAN.search(text):
        return True
    for run in _RUN.finditer(text):
        data = b"".join(
            character.encode("cp1252") if character in _CP1252 else bytes([ord(character)])
            for character in run[0]
        )
        is_in_word = text[: run.start()][-1:].islower() or (
            text[run.end() :][:1].islower() and run[0][-1] != "’"  # CAFÉ’s
        )
        for one in _TWICE_ENCODED.findall(data):
            may_be_meant = len(one) == 2 and one[1:] in _COMMON_AFTER_CAPITALS
            if not may_be_meant or one[0] in b"\xc2\xc3" or is_in_word:
                return True
    return False


def _has_only_good_characters(findings: Findings, field: str, text: str, sort: Sort) -> bool:
    """Whether every character is one that may stand there; what is not is told."""
    if text.isascii() and text.isprintable():
        return True
    spaced = re.sub(r"[\t\r\n]+", "\n", text)
    if not is_printable(spaced):
        findings.refuse(field, "there is a control character in it", _TYPE_AGAIN)
        return False
    if sort == "dose" and "\n" in spaced:
        findings.refuse(field, "there is a line end in it", _TYPE_AGAIN)
        return False
    if _DIRECTION.search(text):
        message = "a hidden character changes the order in which the letters are shown"
        findings.refuse(field, message, _TYPE_AGAIN)
        return False
    if sort == "number" and any(map(_is_hidden, text)):
        findings.refuse(field, "there is a hidden character in it", "Type the identifier again.")
        return False
    return True


def _is_hidden(character: str) -> bool:
    """Whether a character leaves no mark, or one that no two programs draw alike."""
    if character.isascii():
        return False
    return (
        unicodedata.category(character) in ("Cf", "Co", "Cn")
        or "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
        or _UNSEEN.match(character) is not None
    )


def _without_unseen(findings: Findings, field: str, text: str) -> str:
    if text.isascii() or not _UNSEEN.search(text):
        return text
    findings.warn(field, "a hidden character was taken out", "Type the text again to be rid of it.")
    return _UNSEEN.sub("", text)


def _says_nothing(findings: Findings, field: str, text: str, sort: Sort) -> bool:
    """Whether the text only says that nothing is known; that is told where it matters."""
    if may_be_name(text) and sort == "person":
        message = "this may be a name, or mean that there is none; it is printed as it is"
        findings.warn(field, message, "Leave the cell empty if there is none.")
        return False
    if not says_nothing(text):
        return False
    if sort != "number" and field not in _QUIET:
        warn_of_nothing(findings, field)
    return True


def warn_of_nothing(findings: Findings, field: str) -> None:
    """Tell that a word for nothing was read as nothing."""
    message = "what is written there was read as an empty cell"
    findings.warn(field, message, "Leave such cells empty.")


def _looks_wrong(text: str, sort: Sort) -> tuple[str, str] | None:
    """What makes it something else than it should be."""
    longest = _LONGEST_PROSE if sort == "prose" else _LONGEST
    if len(text) > longest:
        return f"the text has more than {longest:,} characters", "Shorten it."
    if sort in ("number", "person"):
        if text[:1] in _FORMULA_STARTS:
            return "it begins like a formula", "Type the value itself."
    elif (_DOSE_FORMULA if sort == "dose" else _FORMULA).match(text):
        return "there is a formula instead of a value", "Type the value itself."
    if sort == "number" and _NUMBER_OF_A_SPREADSHEET.fullmatch(text):
        return "a spreadsheet has made a number of the identifier", _SAVE_AS_TEXT
    if sort == "person":
        if "?" in text:
            hint = "Write the name out, and save the roster as UTF-8."
            return "a question mark stands in a name", hint
        if not any(map(str.isalpha, text)):
            hint = "Check that the columns are not mixed up."
            return "there is no letter in this name", hint
    return None
