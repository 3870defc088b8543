"""A clinic: whose sheet it is, and how that clinic likes its sheets."""

from typing import Literal, Self

from pydantic import model_validator

from worksheets.model.base import (
    Disclaimer,
    Id,
    Label,
    Line,
    Model,
    Passage,
    Several,
    SheetPaper,
    WebAddress,
)
from worksheets.model.roster import RosterSetup
from worksheets.problems import WrongValue


class DisclaimerChange(Model):
    """A clinic's own disclaimer: added to the built-in one, or instead of it; never empty.

    Attributes:
        add: Text printed after the built-in disclaimer.
        replace: Text printed instead of it.
    """

    add: Passage | None = None
    replace: Disclaimer | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if (self.add is None) == (self.replace is None):
            raise WrongValue(
                "the disclaimer is either added to or replaced", "Give one of the two."
            )
        return self


class Clinic(Model):
    """The clinic that hands out the sheet.

    Attributes:
        id: The name of the file, without its ending.
        name: Name at the top of the page.
        address: Lines of the address.
        phone: The number to call, in the stop-and-call box.
        website: Address of the clinic's page, printed after the phone and as a link.
        logo: Path of a PNG, JPEG or SVG file, relative to this file.
        disclaimer: Change to the disclaimer.
        paper: Paper size when the command names none.
        date_style: How dates are written; None leaves it to the language.
        libraries: Folders of the clinic's own files, relative to this file.
        roster: How the clinic's lists of patients are read.
    """

    kind: Literal["clinic"]
    id: Id
    name: Line
    address: Several[Line] = ()
    phone: Label | None = None
    website: WebAddress | None = None
    logo: Line | None = None
    disclaimer: DisclaimerChange | None = None
    paper: SheetPaper | None = None
    date_style: Literal["day-month-year", "month-day-year", "year-month-day"] | None = None
    libraries: Several[Line] = ()
    roster: RosterSetup | None = None
