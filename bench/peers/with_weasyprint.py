"""The sheet with WeasyPrint: fonts and style sheet are read once, each patient is a page of HTML.

Its manual says what is slow: large style sheets and tables. So the week and the cards are blocks
that float, not tables; pages are not tagged, fonts are cut down to what is used.
"""

from collections.abc import Callable, Iterator
from html import escape

import fontpkg_atkinson_hyperlegible as atkinson
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from worksheets.document import Card, Cell, Clearance, Field, Handout, WeekGrid

_FILES = (atkinson.ROOT / "files").as_uri()
_STYLE = f"""
@font-face {{ font-family: Atkinson; src: url({_FILES}/AtkinsonHyperlegible-Regular.ttf) }}
@font-face {{
  font-family: Atkinson; font-weight: bold; src: url({_FILES}/AtkinsonHyperlegible-Bold.ttf)
}}
@page {{ size: A4; margin: 31pt }}
body {{ font: 10pt/1.25 Atkinson; margin: 0 }}
h1 {{ font-size: 19pt; margin: 0 }}
h2 {{ font-size: 12pt; margin: 0 }}
p, ol, ul {{ margin: 0 }}
ol, ul {{ padding-left: 13pt }}
small {{ font-size: 8.4pt; font-weight: normal }}
section {{ clear: both; border-top: .6pt solid; overflow: hidden; padding: 3pt 0 }}
.fields p {{ float: left; width: 25% }}
.half {{ float: left; width: 49%; margin-right: .9% }}
.gate {{ clear: both; border: .8pt solid; padding: 3pt; margin: 4pt 0 }}
.gap {{ display: inline-block; width: 60pt; border-bottom: .6pt solid }}
.what {{ float: left; width: 67% }}
.dose {{ float: right; width: 32% }}
.set {{ float: left; width: 36pt; font-size: 8.4pt }}
.set i {{ display: block; width: 13.4pt; height: 13.4pt; border: .8pt solid }}
.row {{ clear: both; overflow: hidden; border-bottom: .5pt solid }}
.row p {{ float: left; width: 26% }}
.row div {{ float: left; width: 10.4%; border-left: .5pt solid; min-height: 15pt }}
.row i {{ float: left; width: 8.4pt; height: 8.4pt; border: .8pt solid; margin: 2pt 0 0 2pt }}
.row i.small {{ width: 5.6pt; height: 5.6pt; margin-left: 1pt }}
.row small {{ clear: both; display: block }}
footer {{ position: absolute; bottom: 0; border-top: .6pt solid; font-size: 8.4pt }}
"""


def with_weasyprint() -> Callable[[Handout], bytes]:
    """What makes a sheet as a PDF file."""
    fonts = FontConfiguration()
    style = CSS(string=_STYLE, font_config=fonts)

    def make(sheet: Handout) -> bytes:
        page = HTML(string=_page(sheet))
        made: bytes = page.write_pdf(stylesheets=[style], font_config=fonts)
        return made

    return make


def _page(sheet: Handout) -> str:
    head, warning = sheet.masthead, sheet.stop_and_call
    page = sheet.footer.page_of.format(page=1, pages=1)
    signs = "".join(f"<li>{escape(sign)}" for sign in warning.signs)
    reasons = [_labelled(one) for one in (sheet.purpose, sheet.equipment) if one]
    return "".join(
        [
            f"<!doctype html><html lang={sheet.language}><meta charset=utf-8>",
            f"<title>{escape(head.title)}</title><h1>{escape(head.title)}</h1>",
            f"<p>{escape(head.subtitle)}</p><div class=fields>",
            *(f"<p><small>{escape(one.label)}</small><br>{_value(one)}</p>" for one in head.strip),
            f"</div><section><div class=half>{''.join(reasons)}</div><div class=half>",
            f"<b>{escape(warning.heading)}</b><ul>{signs}</ul><p>",
            f"<b>{escape(warning.emergency_heading)}</b> ",
            escape(", ".join(warning.emergency_signs)),
            "</p></div></section>",
            *map(_gate, sheet.clearances),
            *map(_card, sheet.cards),
            *_week(sheet.grid),
            f"<footer>{escape(sheet.footer.disclaimer)} ",
            f"{escape(sheet.footer.reference)} · {page}</footer>",
        ]
    )


def _value(field: Field) -> str:
    return escape(field.value) or "<span class=gap></span>"


def _labelled(field: Field) -> str:
    return f"<p><b>{escape(field.label)}</b> {escape(field.value)}</p>"


def _gate(gate: Clearance) -> str:
    fields = [field for field in (gate.by, gate.on) if field]
    gaps = "".join(f" {escape(field.label)} {_value(field)}" for field in fields)
    return f"<p class=gate><b>{escape(gate.heading)}</b> {escape(gate.warning)}{gaps}</p>"


def _card(card: Card) -> str:
    steps = "".join(f"<li>{escape(step)}" for step in card.steps)
    remarks = "".join(map(_labelled, card.remarks))
    details = "".join(f"<p>{escape(detail)}</p>" for detail in card.details)
    boxes = "".join(f"<div class=set><i></i>{escape(box.label)}</div>" for box in card.boxes)
    name = f"{card.number} {escape(card.name)} <small>{escape(card.gate)}</small>"
    return (
        f"<section><div class=what><h2>{name}</h2><ol>{steps}</ol>{remarks}</div>"
        f"<div class=dose><b>{escape(card.dose)}</b>{details}{boxes}</div></section>"
    )


def _week(week: WeekGrid) -> Iterator[str]:
    days = "".join(f"<div><b>{day.weekday} {day.day}</b></div>" for day in week.columns)
    yield f"<div class=row><p><b>{escape(week.title)}</b></p>{days}</div>"
    for row in week.rows:
        cells = "".join(map(_cell, row.cells))
        yield f"<div class=row><p>{row.number} {escape(row.name)}</p>{cells}</div>"
    for writing in week.writing:
        cells = "<div></div>" * len(week.columns)
        yield f"<div class=row><p>{escape(writing.label)}</p>{cells}</div>"


def _cell(cell: Cell) -> str:
    box = "<i></i>" if len(cell.boxes) <= 4 else "<i class=small></i>"
    each = f"<small>{escape(cell.each)}</small>" if cell.each else ""
    return f"<div>{box * len(cell.boxes)}{each}</div>"
