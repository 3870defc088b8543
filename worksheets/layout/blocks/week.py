"""The table of a week: a row an exercise, a column a day, a box for each set and hold.

The sets of a session are a bar of joined boxes, and each session is a bar under the one before it.
A sheet has the table as its record, a booklet one on the page of each week.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from worksheets.document import Column, Handout, Row, WeekDates, WeekGrid, WritingRow
from worksheets.facts import dose_text
from worksheets.field_names import NOTES, daily_name
from worksheets.layout import box as boxes
from worksheets.layout.blocks.bars import DAY_PAD_PT, Bars, DayBoxes, Ways, bars_of, ways_width
from worksheets.layout.box import (
    SECTION,
    Box,
    Frame,
    Outline,
    Pad,
    Space,
    Stack,
    Standing,
    Stroke,
)
from worksheets.layout.compose import Slot, figure_box, heading, spans, text, width_of
from worksheets.layout.flow import Table
from worksheets.layout.leaves import WriteLine, WriteLines
from worksheets.layout.shared import Shared
from worksheets.layout.style import MM, Style
from worksheets.model.template import BlockSetup
from worksheets.plan import Role, Scope, Tag
from worksheets.text.lines import Span, natural_width_em

_NAME_SHARES = 0.2, 0.33
"""Least and greatest share of the width for the column of names alone."""
_SLOT = Slot(20 * MM, 23 * MM, 14 * MM)
_NARROW_SLOT = Slot(14 * MM, 18 * MM, 12 * MM)
"""Room for a picture beside a name."""
_WORDS_SHARE = 0.25, 0.26
"""Of the width, for a name and a dose beside a picture; the second on half a sheet."""
_DOSE_SHARE = 0.34
_TOGETHER = 0.6  # of a page: a higher grid may be cut between rows
_ROW_PAD_PT, _TIGHT_ROW_PAD_PT = 0.9 * MM, 0.55 * MM
_TALLEST_PT = 24 * MM
"""Height up to which a row with a picture grows; without one, it grows by the next."""
_MORE_PT, _FILL_PT = 2.5 * MM, 40 * MM
_PEN_PT, _MAX_PEN_PT = 6 * MM, 8 * MM
_NOTE_LINES, _MORE_LINES = 1, 5
"""Lines for notes, and how many more there may be."""
_MIN_DOSE_PT = 10.8
_ROW_HEAD = Tag(Role.HEADER_CELL, scope=Scope.ROW)


class Look(NamedTuple):
    """How the table looks; lengths in points.

    Attributes:
        style: Sizes and inks.
        name_width: Width of the column of names, with the picture.
        with_dose: Whether the dose stands under each name.
        slot: Room for a picture beside each name, or None.
        grow: How much higher a row can become.
        week: First part of all names of fields in a booklet, else "": there no row has a bookmark.
    """

    style: Style
    name_width: float
    with_dose: bool = False
    slot: Slot | None = None
    grow: float = _MORE_PT
    week: str = ""

    @property
    def pad(self) -> float:
        """Room above and below what is in a row."""
        return _TIGHT_ROW_PAD_PT if self.style.is_tight else _ROW_PAD_PT

    def widths(self, days: int) -> tuple[float, ...]:
        """The widths of all columns."""
        return self.name_width, *[(self.style.width - self.name_width) / max(1, days)] * days

    def name(self, name: str) -> str:
        """The name of a field."""
        return f"{self.week}.{name}" if self.week else name


def place_week(body: Handout, setup: BlockSetup, style: Style) -> list[Box]:
    """The header, a row for each exercise, rows and lines to write in."""
    return [*_table(body, setup, style), *notes_of(body.grid, style)]


def place_record(body: Handout, setup: BlockSetup, style: Style) -> list[Box]:
    """The same for a page of its own, which hangs on the fridge: with pictures, doses and signs."""
    setup = record_setup(setup)
    title = Tag(Role.HEADING_2, bookmark=body.grid.title)
    above: list[Box] = [
        text(style, body.grid.title, style.title, bold=True, tag=title, keep_next=True),
        how_box(body, style),
    ]
    stop = body.stop_and_call
    links = (stop.phone,) if stop.phone else ()
    red, ink = style.ink.warning, style.ink.text
    signs = [Span(f"{stop.heading} ", red, bold=True), Span(f"{'; '.join(stop.signs)}. ", ink)]
    if stop.emergency:
        signs += [Span(f"{stop.emergency.label} ", red, bold=True), Span(stop.emergency.value, ink)]
    tag = Tag(Role.PARAGRAPH, language=body.program_language)
    words = spans(style, *signs, links=links, tag=tag)
    below = Frame(
        words,
        Pad(start=style.leading * 0.7),
        bar=(2.6, red),
        tag=SECTION,
        gap=style.leading * 0.6,
        place="top",
    )
    return [*above, *place_week(body, setup, style), below]


def record_setup(setup: BlockSetup) -> BlockSetup:
    """The options of the table on a page of its own."""
    return setup.model_copy(update={"dose": True})


def how_box(body: Handout, style: Style) -> Box:
    """How to use the table, and which exercises wait for a gate."""
    grid, waits = body.grid, [gate.heading for gate in body.clearances]
    wait = Span(f"  {' '.join(waits)}" if waits else "", style.ink.warning, bold=True)
    return spans(style, Span(grid.how, style.ink.text), wait, keep_next=True)


def _table(body: Handout, setup: BlockSetup, style: Style) -> list[Box]:
    grid, look = _shown(body, setup, style)
    return [replace(week_table(grid, look), together=style.height * _TOGETHER)]


def week_head(body: Handout, setup: BlockSetup, style: Style) -> Box:
    """The header alone, which has the dates of the week."""
    return table_of(*_shown(body, setup, style), ()).head_part


def lines_of_head(body: Handout, setup: BlockSetup, style: Style) -> int:
    """The height of the header in lines; the usual one, with dates, counts as one."""
    usual = body.grid.with_dates(WeekDates("x", ("30",) * len(body.grid.columns)))
    heights = [
        week_head(one, setup, style).height(style.width)
        for one in (body, body._replace(grid=usual))
    ]
    return 1 + round((heights[0] - heights[1]) / style.small)


def _shown(body: Handout, setup: BlockSetup, style: Style) -> tuple[WeekGrid, Look]:
    """What the table shows, and how."""
    grid = body.grid
    if setup.dose:
        grid = grid._replace(title=grid.week or grid.how, week="")
        return grid, full_look(grid.rows, style, grow=_FILL_PT if setup.fill else 0.0)
    grid = grid._replace(week="")  # the cards say all that
    least, most = (share * style.width for share in _NAME_SHARES)
    names = [f"{row.number}\u2002{row.name}" for row in grid.rows]
    widest = max((width_of(name, style.body, bold=True) for name in names), default=0.0)
    sides = max((ways_width(row, style) for row in grid.rows), default=0.0)
    return grid, Look(style, min(most, max(least, widest + sides + style.leading * 0.5)))


def full_look(rows: Sequence[Row], style: Style, week: str = "", grow: float = 0.0) -> Look:
    """The look of a table that is all that the page shows: with pictures and doses."""
    if not any(row.figure for row in rows):
        return Look(style, style.width * _DOSE_SHARE, True, None, grow or _MORE_PT, week)
    slot = _NARROW_SLOT if style.is_narrow else _SLOT
    words = style.width * _WORDS_SHARE[style.is_narrow]
    return Look(style, slot.wide + _gutter(style) + words, True, slot, grow, week)


def _gutter(style: Style) -> float:
    return style.leading * 0.4


def week_table(grid: WeekGrid, look: Look) -> Table:
    """The table with what a grid says; where room is short, with one box a session."""
    days, style = grid.columns, look.style
    if style.is_narrow or (style.is_tight and not look.with_dose):
        rows_of = [_in_one_line(row, always=style.is_narrow) for row in grid.rows]
        grid = grid._replace(rows=tuple(rows_of))
    rows: list[Box] = [_exercise(row, days, look) for row in grid.rows]
    for row in grid.writing:
        args = row, days, look
        how: dict[str, Any] = {"grow": _MAX_PEN_PT - _PEN_PT, "place": "fill"}
        # In a booklet the names in a row are those of one week.
        rows.append(replace(_writing(*args), **how) if look.week else Shared(_writing, args, **how))
    return table_of(grid, look, rows)


def _in_one_line(row: Row, *, always: bool) -> Row:
    """The row with one box a session, `always` or where there are several sessions."""
    due = [cell for cell in row.cells if cell.due]
    if not any(cell.short and (always or cell.in_session < len(cell.boxes)) for cell in due):
        return row
    cells = [
        cell._replace(boxes=cell.short, in_session=1) if cell.short else cell for cell in row.cells
    ]
    return row._replace(cells=tuple(cells), ways=())


def notes_of(grid: WeekGrid, style: Style, week: str = "") -> list[Box]:
    """Lines for notes under their label, which take what room the others leave."""
    if not grid.notes:
        return []
    pitch, name = (
        style.leading * (1.4 if style.is_tight else 1.6),
        f"{week}.{NOTES}" if week else NOTES,
    )
    label = text(style, grid.notes, ink=style.ink.muted)
    how: dict[str, Any] = {"least": pitch * _NOTE_LINES, "grow": pitch * _MORE_LINES}
    lines = WriteLines(grid.notes, name, style.body, style.ink.line, pitch, **how)
    how = {"tag": SECTION, "gap": style.leading * 0.35, "turn": 2, "grow": pitch * _MORE_LINES}
    if not style.is_tight:
        return [Stack((label, lines), **how)]
    wide = width_of(grid.notes, style.body) + style.leading * 0.5
    above = Pad(top=pitch - style.leading)
    return [boxes.Row((Frame(label, above, place="top"), lines), (wide, style.width - wide), **how)]


def table_of(grid: WeekGrid, look: Look, rows: Sequence[Box]) -> Table:
    """The header over rows."""
    if look.week:  # a week of a booklet is on no other page
        head: Box = _head(grid.title, grid.columns, look)
    else:
        head = _shared_head(grid, look)
    tag = Tag(Role.TABLE, key=look.name("week"))
    return Table((head, *rows), tag=tag, gap=look.style.leading * 0.35)


def _shared_head(grid: WeekGrid, look: Look) -> Box:
    return Shared(_head, (grid.title, grid.columns, look), slot="dates")


def _row(cells: Sequence[Box], look: Look, **how: Any) -> boxes.Row:
    """A row over a thin rule."""
    widths = look.widths(len(cells) - 1)
    below = Stroke(look.style.ink.line, 0.2 * MM)
    return boxes.Row(tuple(cells), widths, below=below, tag=Tag(Role.ROW), **how)


def _head(title: str, days: Sequence[Column], look: Look) -> boxes.Row:
    """Title, and the days with their dates; narrow days are set in small type."""
    style, air = look.style, look.style.leading * 0.2
    corner = text(style, title, bold=not look.with_dose, tag=None, place="bottom")
    if look.with_dose:
        corner = text(style, title, style.small, style.ink.muted, tag=None, place="bottom")
    widths = look.widths(len(days))
    longest = [one._replace(day=one.day and "30") for one in days]  # in every week
    widest = max((natural_width_em(_day(one, style)) for one in longest), default=0.0) * style.body
    room = widths[-1] - 2 * DAY_PAD_PT
    size = style.small if widest > room else style.body
    is_high = widest * size / style.body > room  # then the day is below
    tag = Tag(Role.HEADER_CELL, scope=Scope.COLUMN)
    cells: list[Box] = [Frame(corner, Pad(0, air, 0, 4), tag=tag, place="bottom")]
    how: dict[str, Any] = {"leading": style.leading, "align": "center", "tag": None}
    for column in days:
        tag = Tag(Role.HEADER_CELL, column.accessible_text, Scope.COLUMN)
        day = spans(style, *_day(column, style, "\n" if is_high else " "), size=size, **how)
        cells.append(Frame(day, Pad(0, air), tag=tag, place="bottom"))
    return boxes.Row(tuple(cells), widths, below=Stroke(style.ink.text, 0.9), tag=Tag(Role.ROW))


def _day(column: Column, style: Style, between: str = " ") -> tuple[Span, ...]:
    weekday = Span(column.weekday, style.ink.text, bold=True)
    day = f"{between}{column.day}" if column.day else ""
    return weekday, Span(day, style.ink.muted)


def _exercise(row: Row, days: Sequence[Column], look: Look) -> boxes.Row:
    """An exercise: its name, with picture and dose where the look says so, and a cell a day."""
    style, width, pad = look.style, look.widths(len(days))[-1], look.pad
    bars = bars_of(row, style, width, pad, stacked=look.slot is not None)
    cells: list[Box] = [_named(row, bars, look)]
    for cell, day in zip(row.cells, days, strict=True):
        if cell.due:
            cells.append(DayBoxes(bars, cell, row, day, style, look.week))
        else:
            off = Tag(Role.CELL, cell.accessible_text)
            cells.append(Frame(Space(0.0), fill=style.ink.shade, tag=off))
    made = _row(cells, look)
    if not look.slot or look.grow:
        return replace(made, grow=look.grow)
    return replace(made, grow=max(0.0, _TALLEST_PT - made.height(style.width)))


def _named(row: Row, bars: Bars, look: Look) -> Box:
    """The first cell of a row; a name of two lines is parted before its last two words."""
    style, gutter = look.style, _gutter(look.style)
    number = Span(f"{row.number}\u2002", style.ink.accent, bold=True)
    words = number, Span(row.name, style.ink.text, bold=True)
    bookmark = "" if look.week or not look.with_dose else f"{row.number} {row.name}"
    tag = Tag(Role.PARAGRAPH, language=row.language, bookmark=bookmark)
    lines = [heading(style, words, row.gate if look.with_dose else "", tag, style.body)]
    if look.with_dose:
        known = [fact for fact in row.dose if fact.is_known]
        aside, size = dose_text(known, row.details), max(_MIN_DOSE_PT, style.body * 0.92)
    else:
        aside, size = row.aside, style.small
    if aside:
        lines.append(text(style, aside, min(size, style.body), style.ink.text))
    pad = Pad(look.pad, look.pad, 0, 3)
    parts: list[Box] = [Stack(tuple(lines))]
    ways = ways_width(row, style)
    width = look.name_width - pad.end
    slot = look.slot
    if slot:
        picture: Box = Space(0.0)
        if row.figure:
            picture = figure_box(style, row.figure, slot, captions=False)
        parts.insert(0, picture)
        widths = [slot.wide, width - slot.wide - gutter - ways]
    else:
        gutter, widths = 0.0, [width - ways]
    if ways:
        parts.append(Ways(bars, row.ways, style))
        widths.append(ways)
    inside = boxes.Row(tuple(parts), tuple(widths), gutter) if len(parts) > 1 else parts[0]
    place: Standing = "fill" if len(parts) > 1 else "middle"
    return Frame(inside, pad, tag=_ROW_HEAD, place=place)


def _writing(row: WritingRow, days: Sequence[Column], look: Look) -> boxes.Row:
    """A row to write in: a frame a day, or one for each session."""
    pad = Pad(look.pad, look.pad, end=6)
    head = Frame(text(look.style, row.label, tag=None), pad, tag=_ROW_HEAD, place="middle")
    cells = [_places(row, day, look.widths(len(days))[1], look) for day in days]
    return _row([head, *cells], look, least=_PEN_PT + 2 * look.pad)


def _places(row: WritingRow, day: Column, width: float, look: Look) -> Box:
    style, tag = look.style, Tag(Role.CELL)
    how: dict[str, Any] = {"choices": row.choices, "lines": not row.choices}
    outline, places = Outline(style.ink.muted, 0.6, 2.0), list[Box]()
    side, pad = DAY_PAD_PT if row.parts == 1 else 1.5, look.pad
    for part in range(row.parts):
        session = str(part + 1) if row.parts > 1 else ""
        label = ", ".join(filter(None, (row.label, day.accessible_text, session)))
        name = look.name(daily_name(row.name, day.key, session))
        place = WriteLine(label, name, style.body, inset=0.5, **how)
        inside = Frame(place, outline=outline)
        only = tag if row.parts == 1 else None
        places.append(Frame(inside, Pad(pad, pad, side, side), tag=only))
    if row.parts == 1:
        return places[0]
    return boxes.Row(tuple(places), (width / row.parts,) * row.parts, tag=tag)
