"""Texts of a roster: what a spreadsheet has spoilt in them, and what could deceive a reader.

Text is data: markup, formulas and paths are never followed. Most of them print as they are
written; what cannot be what somebody meant is refused. No message holds any of the text.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from worksheets.load.source import is_printable
from worksheets.model.base import tidy_text
from worksheets.problems import WrongValue
from worksheets.rosters.rows import may_be_name, says_nothing

if TYPE_CHECKING:  # slow to import, and a sheet with a name needs the rules alone
    from worksheets.batch.judging.context import Findings

Sort = Literal["number", "person", "word", "prose", "dose"]
"""What a text is: an identifier, the name of a person, one of a few words, sentences, a dose."""

_QUIET = frozenset(
    {"side", "notes", "preferred_name", "address", "address_1", "address_2", "address_3"}
)
"""Fields in which "none" needs no warning: nothing is lost, or another message says it."""

# Error values of spreadsheet programs, in any language: they end with ! or ?, but for a few.
_ERROR_VALUE = re.compile(
    r"#(?:[^\W\d_][\w/]*[!?]|N/?[AVD]|GETTING_DATA)|Err:[0-9]{3}", re.IGNORECASE
).fullmatch
_TOO_NARROW = re.compile(r"#{3,}").fullmatch

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
_PILE = 5
_FORMULA_STARTS = tuple("=+-@＝＋－＠−")
_FORMULA = re.compile(r"=|[@+-]\s*[A-Za-z]+\(").match
_DOSE_FORMULA = re.compile(r"[=@]|[+-]\s*[A-Za-z(]").match
_MARKUP = re.compile(r"[<>{}\\|]|&#?\w+;|%[sd]").search
_NUMBER_OF_A_SPREADSHEET = re.compile(
    r"[0-9](?:[.,][0-9]+)?E[+-][0-9]{1,3}|[0-9]+[.,]0+|[0-9]{1,3}(?:,[0-9]{3})+", re.IGNORECASE
).fullmatch
_TOO_LONG_FOR_A_NUMBER = re.compile(r"[0-9]{15}0+").fullmatch
# What most texts look like: nothing can be wrong with these, and the rest need not be tried.
_PLAIN: dict[Sort, re.Pattern[str]] = {
    "number": re.compile(r"[A-Za-z]{0,8}[0-9]{1,12}"),
    "person": re.compile(r"[A-Za-z]{1,40}(?:[ -][A-Za-z]{1,40}){0,4}"),
    "word": re.compile(r"[A-Za-z]{1,40}(?:[ -][A-Za-z0-9]{1,40}){0,4}"),
    "prose": re.compile(r"[A-Za-z0-9]{1,40}(?: [A-Za-z0-9]{1,40}){0,5}"),
    "dose": re.compile(r"[0-9]{1,6}"),
}


def _has(count: int) -> Callable[[str], bool]:
    """Whether a text has more than so many characters."""
    return lambda text: len(text) > count


def _has_lost_letter(text: str) -> bool:
    return "\N{REPLACEMENT CHARACTER}" in text


def _has_control_character(text: str) -> bool:
    return not is_printable(re.sub(r"[\t\r\n]+", "\n", text))


def _has_line_end(text: str) -> bool:
    return re.search(r"[\t\r\n]", text) is not None


def _has_pile_of_marks(text: str) -> bool:
    """Whether a letter has more marks than any script puts on one."""
    if text.isascii():
        return False
    marks = "".join("m" if unicodedata.category(one) == "Mn" else " " for one in text)
    return "m" * _PILE in marks


def _has_question_mark(text: str) -> bool:
    return "?" in text


def _has_no_letter(text: str) -> bool:
    return not any(map(str.isalpha, text))


def _has_hidden_character(text: str) -> bool:
    """Whether a character leaves no mark, or one that no two programs draw alike."""
    return any(
        unicodedata.category(one) in ("Cf", "Co", "Cn")
        or "\ufe00" <= one <= "\ufe0f"
        or "\U000e0100" <= one <= "\U000e01ef"
        or _UNSEEN.match(one) is not None
        for one in text
        if not one.isascii()
    )


def _begins_like_a_formula(text: str) -> bool:
    return text.startswith(_FORMULA_STARTS)


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


class _Rule(NamedTuple):
    """What is wrong with a text of some sorts when `is_wrong` finds anything, and what to do."""

    sorts: frozenset[str]
    is_wrong: Callable[[str], object]
    message: str
    hint: str


_ALL = frozenset(get_args(Sort))
_NUMBER, _PERSON, _PROSE, _DOSE = map(frozenset, (["number"], ["person"], ["prose"], ["dose"]))
_SENTENCE = _ALL - _NUMBER - _PERSON - _DOSE

_FORMULA_INSTEAD = "there is a formula instead of a value"
_GARBLED = "letters with accents were garbled when the roster was saved"
_REORDERED = "a hidden character changes the order in which the letters are shown"
_MADE_A_NUMBER = "a spreadsheet has made a number of the identifier"
_MARKED_UP = "the name has characters of markup; they are printed as they are"
_15_DIGITS = "a spreadsheet keeps 15 digits only, and the last ones of this are 0"

_WIDEN = "Widen the column in the spreadsheet, and save it again."
_CORRECT = "Correct the cell in the spreadsheet."
_SAVE_UTF_8 = "Save it as UTF-8, from the original."
_SAVE_CSV = "Save the roster as CSV UTF-8, from the original."
_TYPE_AGAIN = "Type the text again."
_TYPE_NUMBER = "Type the identifier again."
_TYPE_VALUE = "Type the value itself."
_FORMAT_AS_TEXT = "Format the column as text, and type it again."
_WRITE_OUT = "Write the name out, and save the roster as UTF-8."
_CHECK_COLUMNS = "Check that the columns are not mixed up."
_COMPARE = "Compare it with the clinic's record."

_SPOILT = (
    _Rule(_ALL, _TOO_NARROW, "there are number signs instead of a value", _WIDEN),
    _Rule(_ALL, _ERROR_VALUE, "there is an error of the spreadsheet instead of a value", _CORRECT),
    _Rule(_ALL, _has_lost_letter, "a letter was lost when the roster was saved", _SAVE_UTF_8),
    _Rule(_ALL, is_mojibake, _GARBLED, _SAVE_CSV),
)
"""What a spreadsheet or a wrong encoding has destroyed."""

_AS_WRITTEN = (
    *_SPOILT,
    _Rule(_ALL, _has_control_character, "there is a control character in it", _TYPE_AGAIN),
    _Rule(_DOSE, _has_line_end, "there is a line end in it", _TYPE_AGAIN),
    _Rule(_ALL, _DIRECTION.search, _REORDERED, _TYPE_AGAIN),
    _Rule(_ALL, _has_pile_of_marks, "accents are piled on a letter", _TYPE_AGAIN),
    _Rule(_PERSON, _has_question_mark, "a question mark stands in a name", _WRITE_OUT),
    _Rule(_NUMBER, _has_hidden_character, "there is a hidden character in it", _TYPE_NUMBER),
)
"""What is refused in a text as it is written."""

_AS_TIDIED = (
    _Rule(_ALL - _PROSE, _has(300), "the text has more than 300 characters", "Shorten it."),
    _Rule(_PROSE, _has(4000), "the text has more than 4,000 characters", "Shorten it."),
    _Rule(_NUMBER | _PERSON, _begins_like_a_formula, "it begins like a formula", _TYPE_VALUE),
    _Rule(_DOSE, _DOSE_FORMULA, _FORMULA_INSTEAD, _TYPE_VALUE),
    _Rule(_SENTENCE, _FORMULA, _FORMULA_INSTEAD, _TYPE_VALUE),
    _Rule(_NUMBER, _NUMBER_OF_A_SPREADSHEET, _MADE_A_NUMBER, _FORMAT_AS_TEXT),
    _Rule(_PERSON, _has_no_letter, "there is no letter in this name", _CHECK_COLUMNS),
)
"""What is refused in a text once its spaces and accents are in order."""

_WARNINGS = (
    _Rule(_PERSON, _MARKUP, _MARKED_UP, "Check the name."),
    _Rule(_NUMBER, _TOO_LONG_FOR_A_NUMBER, _15_DIGITS, _COMPARE),
)


def refusal_of(text: str, sort: Sort) -> tuple[str, str] | None:
    """Why a text is refused as it is written, and what to do; None where it is not."""
    found = (rule for rule in _AS_WRITTEN if sort in rule.sorts and rule.is_wrong(text))
    return next(((rule.message, rule.hint) for rule in found), None)


def is_spoilt(text: str) -> bool:
    """Whether a spreadsheet or a wrong encoding has destroyed the text."""
    return any(rule.is_wrong(text) for rule in _SPOILT)


def read_text(findings: "Findings", field: str, sort: Sort) -> str | None:
    """The text of a field as it is to be used, or None when there is none or it is refused.

    Args:
        findings: The row; takes what is wrong.
        field: The field.
        sort: What its text is.
    """
    written = findings.values.get(field)
    if written is None or (_PLAIN[sort].fullmatch(written) and not says_nothing(written)):
        return written
    return _check_text(findings, field, written, sort)


def _check_text(findings: "Findings", field: str, written: str, sort: Sort) -> str | None:
    if _refuse(findings, field, written, sort, _AS_WRITTEN):
        return None
    if sort != "number" and _UNSEEN.search(written):
        hint = "Type the text again to be rid of it."
        findings.warn(field, "a hidden character was taken out", hint)
        written = _UNSEEN.sub("", written)
    text = _tidied(written, sort)
    if not text:
        findings.refuse(field, "there is nothing in it that can be seen", _TYPE_AGAIN)
        return None
    if sort == "person" and may_be_name(text):
        message = "this may be a name, or mean that there is none; it is printed as it is"
        findings.warn(field, message, "Leave the cell empty if there is none.")
    elif says_nothing(text):
        if sort != "number" and field not in _QUIET:
            warn_of_nothing(findings, field)
        return None
    if _refuse(findings, field, text, sort, _AS_TIDIED):
        return None
    for rule in _WARNINGS:
        if sort in rule.sorts and rule.is_wrong(text):
            findings.warn(field, rule.message, rule.hint)
    return text


def _refuse(
    findings: "Findings", field: str, text: str, sort: Sort, rules: tuple[_Rule, ...]
) -> bool:
    """Refuse a text by the first rule that finds something, if there is one."""
    for rule in rules:
        if sort in rule.sorts and rule.is_wrong(text):
            findings.refuse(field, rule.message, rule.hint)
            return True
    return False


def _tidied(text: str, sort: Sort) -> str:
    """White space as one space, accents composed; prose keeps its lines."""
    if sort == "prose":
        return "\n".join(filter(None, (" ".join(line.split()) for line in text.splitlines())))
    text = " ".join(text.split())
    try:
        return tidy_text(text)
    except WrongValue:
        return ""


def warn_of_nothing(findings: "Findings", field: str) -> None:
    """Warn that a word for nothing was read as nothing."""
    message = "what is written there was read as an empty cell"
    findings.warn(field, message, "Leave such cells empty.")
