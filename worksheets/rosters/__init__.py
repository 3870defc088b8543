"""Rosters: lists of patients, as spreadsheet and clinic programs write them."""

from worksheets.model.roster import DateOrder, Encoding, RosterSetup
from worksheets.rosters.roster import Roster, read_roster
from worksheets.rosters.rows import DATE_FIELDS, FIELDS, RosterRow

__all__ = [
    "DATE_FIELDS",
    "FIELDS",
    "DateOrder",
    "Encoding",
    "Roster",
    "RosterRow",
    "RosterSetup",
    "read_roster",
]
