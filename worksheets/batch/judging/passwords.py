"""Passwords from a column of the roster: which column, and how weak they are."""

from collections.abc import Mapping

from worksheets.batch.judging.findings import Findings, place_of
from worksheets.batch.judging.texts import is_spoilt
from worksheets.load.source import is_printable
from worksheets.problems import Kind, Problem, WorksheetError
from worksheets.rosters.cells import says_nothing

_OTHER = "column:"
_FEWEST_CHARACTERS = 12
_MOST_BYTES = 127  # of UTF-8: ISO 32000-2, 7.6.4.3.3, cuts off the rest
_OPTION = "--protect-with"


class Passwords:
    """Reads the password of each row, and counts those that are easy to guess."""

    def __init__(self, wanted: str, columns: Mapping[str, str]) -> None:
        """Find the column `wanted`: a field, the name of a column, in any case.

        Raises:
            WorksheetError: There is no such column.
        """
        self._columns = columns
        self._weak = 0
        folded = _folded(wanted)
        names = {field: field.removeprefix(_OTHER) for field in columns}
        found = [field for field, name in names.items() if _folded(name) == folded]
        shown = f'"{wanted}"'.casefold()  # as in: column F ("DOB")
        found += [field for field in columns if shown in columns[field].casefold()]
        if not found:
            message = "the roster has no such column"
            hint = "Name the column that holds the passwords as the roster does."
            raise WorksheetError([Problem(message, hint, _OPTION, kind=Kind.USAGE)])
        self._field = found[0]

    def read(self, findings: Findings, values: Mapping[str, str]) -> str:
        """The password of a row; "" when it has none, which is a problem."""
        password = values.get(self._field, "")
        if not password or says_nothing(password) or is_spoilt(password):
            if not findings.is_blamed(self._field):
                hint = "Write one, at least 12 characters long."
                findings.refuse(self._field, "there is no password for the file", hint)
        elif not is_printable(password) or "\n" in password:
            message = "the password has a control character, which nobody can type"
            findings.refuse(self._field, message, "Type it again.")
        elif len(password.encode()) > _MOST_BYTES:
            message = f"the password is longer than {_MOST_BYTES} bytes"
            findings.refuse(self._field, message, "Shorten it.")
        else:
            known = (values.get("birth"), values.get("number"), values.get("family_name"))
            self._weak += len(password) < _FEWEST_CHARACTERS or password in known
            return password
        return ""

    def warnings(self, roster: str) -> tuple[Problem, ...]:
        """What is to be said about all of them."""
        if not self._weak:
            return ()
        place = place_of(self._columns, self._field)
        if self._field == "birth":
            message = f"{place}: dates of birth as passwords are soon guessed"
            hint = "They are typed as year-month-day with hyphens; a column of long ones is better."
        else:
            short = f"shorter than {_FEWEST_CHARACTERS} characters"
            known = "is a date of birth, an identifier or a family name"
            if self._weak > 1:
                known = "are dates of birth, identifiers or family names"
            files = "1 password is" if self._weak == 1 else f"{self._weak:,} passwords are"
            message = f"{place}: {files} {short}, or {known}"
            hint = "Such passwords are soon guessed; write longer ones, of random words."
        return (Problem(message, hint, roster, kind=Kind.WARNING),)


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").replace("-", " ").split())
