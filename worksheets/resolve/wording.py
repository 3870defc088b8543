"""Saying things in the language of a locale.

A `Wording` fills the phrases of one locale. Values are data: ICU puts them in as they are and
never reads them as a phrase.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import reduce

from icu4py.messageformat import MessageFormat

from worksheets.model import Locale
from worksheets.problems import Problem, WorksheetError

Value = str | int | float | Decimal | date | datetime
BLANK = "____"
"""A gap in a sentence, to write in by hand."""


class Wording:
    """The phrases of one locale, ready to be filled.

    Attributes:
        locale: The locale whose phrases these are.
    """

    def __init__(self, locale: Locale) -> None:
        """Keep the locale; phrases are compiled when they are first used."""
        self.locale = locale
        self._compiled: dict[str, MessageFormat] = {}

    def say(self, phrase: str, **values: Value) -> str:
        """Fill a phrase.

        Raises:
            WorksheetError: The phrase is not a well-formed ICU message.
        """
        compiled = self._compiled.get(phrase)
        if compiled is None:
            try:
                compiled = MessageFormat(phrase, self.locale.language)
            except ValueError:
                raise WorksheetError([self.broken(phrase)]) from None
            self._compiled[phrase] = self._checked(phrase, compiled, values)
        return compiled.format(values)

    def _checked(
        self, phrase: str, compiled: MessageFormat, values: Mapping[str, Value]
    ) -> MessageFormat:
        """Refuse a phrase with a gap that nothing fills: ICU would print `{amont}` as it is."""
        without_text = {n: "" if isinstance(value, str) else value for n, value in values.items()}
        if gap := re.search(r"\{\w*\}", compiled.format(without_text)):
            known = " ".join(f"{{{name}}}" for name in values)
            raise WorksheetError(
                [
                    Problem(
                        f'nothing fills {gap[0]} in the phrase "{phrase[:40]}" of locale '
                        f'"{self.locale.id}"',
                        f"It can have {known}." if known else "Take it out.",
                    )
                ]
            )
        return compiled

    def broken(self, phrase: str) -> Problem:
        """The problem with a phrase that ICU cannot read."""
        return Problem(
            f'the phrase "{phrase[:40]}" of locale "{self.locale.id}" is not a message',
            "Check its braces and that every plural has an other form.",
        )

    def number(self, value: Decimal) -> str:
        """A number as the language writes it: 2,000 or 4.5."""
        return self.say("{value, number}", value=value)

    def join_and(self, items: list[str]) -> str:
        """`a`, `a and b`, `a, b and c`."""
        lists = self.locale.lists
        *first, last = items
        if not first:
            return last
        start = reduce(lambda a, b: self.say(lists.more, a=a, b=b), first)
        return self.say(lists.pair, a=start, b=last)

    def join_items(self, items: list[str]) -> str:
        """Things of a list that is no sentence: `a; b; c`."""
        return self._join(self.locale.lists.item, items)

    def join_then(self, items: list[str]) -> str:
        """`a`, `a, then b`, `a, b, then c`."""
        *first, last = items
        if not first:
            return last
        start = reduce(lambda a, b: self.say(self.locale.lists.more, a=a, b=b), first)
        return self.say(self.locale.dose.then, a=start, b=last)

    def join_clauses(self, clauses: list[str]) -> str:
        """Clauses of one sentence, those that are empty left out."""
        return self._join(self.locale.lists.clause, clauses)

    def attach(self, parts: list[str]) -> str:
        """Parts of one clause, those that are empty left out: "3 sets of 10 on each side"."""
        return self._join(self.locale.lists.attach, parts)

    def _join(self, phrase: str, parts: list[str]) -> str:
        said = [part for part in parts if part]
        return reduce(lambda a, b: self.say(phrase, a=a, b=b), said) if said else ""

    def sentence(self, text: str) -> str:
        """A sentence with a capital at the start and a full stop at the end."""
        return capital(self.say(self.locale.lists.sentence, text=text))


def capital(text: str) -> str:
    """The same with a capital letter at the start."""
    return text[:1].upper() + text[1:]
