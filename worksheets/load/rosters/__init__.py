"""Rosters: lists of patients, as spreadsheet and clinic programs write them."""

from worksheets.load.rosters.reading import read_roster
from worksheets.load.rosters.roster import Roster
from worksheets.load.rosters.rows import DATE_FIELDS, FIELDS, RosterRow
from worksheets.model.roster import DateOrder, RosterSetup

__all__ = [
    "DATE_FIELDS",
    "FIELDS",
    "DateOrder",
    "Roster",
    "RosterRow",
    "RosterSetup",
    "read_roster",
]
