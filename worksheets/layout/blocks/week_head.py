"""What stands over the grid of a week: title and dates, phases, what is new."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from worksheets.document import Week, Words
from worksheets.layout.column import Cut, Pair, cut_column, in_reading_order, pair_columns
from worksheets.layout.entry import Entry
from worksheets.layout.setter import Setter
from worksheets.layout.slab import Slab
from worksheets.layout.style import Style, baseline
from worksheets.layout.words import Paragraph, set_marks
from worksheets.plan import Box, Mark, Node, Role, Rule, Tag
from worksheets.text.lines import Line, Span, natural_width_em, set_lines

_BAR_PT = 2.6
_PART = 0.4  # of a page: phases that are higher are cut into parts of that share
_LABEL_SHARE = 0.3  # of the width: a longer label stands over its list
_LEAST_BESIDE_EMS = 10
_MOST_COLUMNS = 3


def title_slab(week: Week, style: Style) -> Slab:
    """The title with its dates beside it, and how long it is since the surgery at the right."""
    return _title(week.title, week.dates, week.since, style)


def phase_slabs(week: Week, style: Style) -> list[Slab]:
    """The phases with their lines, in small type: they are the same week after week."""
    return _phases(week.phases, style) if week.phases else []


def news_slabs(week: Week, style: Style) -> list[Slab]:
    """What is new, in a tinted band with a bar that a copier keeps."""
    return _news(week.news, style) if week.news else []


class _Beside(NamedTuple):
    """A line of the title's right part, and where it stands."""

    line: Line
    x: float
    y: float


@lru_cache(maxsize=256)
def _title(title: str, dates: str, since: str, style: Style) -> Slab:
    lines = Setter(style).bold_lines(title, style.width, style.title)
    leading = style.leading_of(style.title)
    beside = _beside_title(
        lines, (Span(dates, style.ink.text), Span(since, style.ink.muted)), style
    )
    bottom = max((part.y + style.leading for part in beside), default=0.0)
    height = max(len(lines) * leading, bottom) + style.leading * 0.2

    @lru_cache(maxsize=8)
    def build(final: float) -> Node:
        heading = set_marks(lines, 0, 0, style.title, leading)
        nodes = [Node(Tag(Role.HEADING_2, bookmark=title), heading)]
        said: list[Mark] = []
        for part in beside:
            said += set_marks((part.line,), part.x, part.y, style.body, style.leading)
        if said:
            nodes.append(Node(Tag(Role.PARAGRAPH), tuple(said)))
        rule = Rule(0, final - 0.6, style.width, final - 0.6, style.ink.accent, 1.2)
        nodes.append(Node(Tag(Role.ARTIFACT), (rule,)))
        return Node(Tag(Role.SECTION), tuple(nodes))

    return Slab(height, build, keeps_next=True)


def _beside_title(title: Sequence[Line], spans: Sequence[Span], style: Style) -> list[_Beside]:
    """Dates and time since, on the baseline of the title where there is room, else stacked."""
    spans = [span for span in spans if span.text]
    title_width = max((line.width_em for line in title), default=0.0) * style.title
    x = title_width + style.body * 1.1
    room = style.width - x
    widths = [natural_width_em((span,)) * style.body for span in spans]
    height = style.leading_of(style.title)
    drop = baseline(style.title, height) - baseline(style.body, style.leading)
    if len(title) == 1 and sum(widths) + style.leading * (len(spans) - 1) <= room:
        at = [x, style.width - widths[-1]] if len(spans) > 1 else [x]
        lines = [set_lines((span,), room / style.body)[0] for span in spans]
        return [_Beside(line, left, drop) for line, left in zip(lines, at, strict=False)]
    y = 0.0
    if len(title) > 1 or room < _LEAST_BESIDE_EMS * style.body:
        x, room, y = 0.0, style.width, len(title) * height
    stacked = [line for span in spans for line in set_lines((span,), room / style.body)]
    return [_Beside(line, x, y + n * style.leading) for n, line in enumerate(stacked)]


@lru_cache(maxsize=256)
def _phases(phases: tuple[Words, ...], style: Style) -> list[Slab]:
    entries = [_phase(phase, n, style) for n, phase in enumerate(phases)]
    whole = sum(entry.height + entry.gap for entry in entries)
    room = whole if whole <= style.height * _PART else style.height * _PART
    cuts = cut_column(entries, room)
    key = "phases" if len(cuts) > 1 else ""
    slabs = [_words_slab(cut, key) for cut in cuts]
    return [replace(slabs[0], gap=style.leading * 0.3), *slabs[1:]]


def _phase(phase: Words, number: int, style: Style) -> Paragraph:
    said = " ".join(phase.sentences)
    spans = [Span(phase.label, style.ink.text, bold=True)]
    if said:
        spans += [Span("  ", style.ink.muted), Span(said, style.ink.muted)]
    lines = set_lines(tuple(spans), style.width / style.small)
    gap, leading = style.leading * 0.15, style.leading_of(style.small)
    paragraph = Paragraph(gap, number, lines, style.small, leading, key=f"phase.{number}")
    return replace(paragraph, language=phase.language)


def _words_slab(cut: Cut, key: str) -> Slab:
    @lru_cache(maxsize=8)
    def build(final: float) -> Node:
        return in_reading_order(cut.place(0, 0), key=key)

    return Slab(cut.height, build)


@dataclass(frozen=True)
class _Bullets(Entry):
    """A list in columns of one width, read row by row; a row is never cut.

    Attributes:
        items: The lines of each item.
        columns: How many stand side by side.
        pitch: Distance from one column to the next in points.
        bullet: What stands before each item.
        style: Sizes and inks.
        language: Language of the items where it is not the document's.
    """

    items: tuple[tuple[Line, ...], ...]
    columns: int
    pitch: float
    bullet: tuple[Line, ...]
    style: Style
    language: str

    @property
    def _rows(self) -> list[tuple[tuple[Line, ...], ...]]:
        starts = range(0, len(self.items), self.columns)
        return [self.items[start : start + self.columns] for start in starts]

    @property
    def strips(self) -> Sequence[float]:
        """One strip a row."""
        return [max(map(len, row)) * self.style.leading for row in self._rows]

    def place(self, x: float, y: float, start: int, stop: int) -> Node:
        """The rows from `start` up to `stop`."""
        style, nodes = self.style, []
        for row, height in zip(self._rows[start:stop], self.strips[start:stop], strict=True):
            for column, lines in enumerate(row):
                left = x + column * self.pitch
                bullet = set_marks(self.bullet, left, y, style.body, style.leading)
                text = set_marks(lines, left + _indent(style), y, style.body, style.leading)
                children = (
                    Node(Tag(Role.LIST_LABEL), bullet),
                    Node(Tag(Role.LIST_BODY), text),
                )
                nodes.append(Node(Tag(Role.LIST_ITEM), children))
            y += height
        key = "" if stop - start == len(self._rows) else "news.items"
        return Node(Tag(Role.LIST, key=key, language=self.language), tuple(nodes))


def _indent(style: Style) -> float:
    return style.body * 0.75


@lru_cache(maxsize=256)
def _news(news: Words, style: Style) -> list[Slab]:
    setter = Setter(style)
    pad = style.leading * 0.5
    label_width = natural_width_em((Span(news.label, "", bold=True),)) * style.body
    beside = label_width <= style.width * _LABEL_SHARE
    text_x = pad + label_width + style.body * 0.8 if beside else pad
    width = style.width - text_x - pad
    label = setter.paragraph(setter.bold_lines(news.label, style.width - 2 * pad), key="news.label")
    listed: list[Entry] = []
    if len(news.sentences) == 1:
        said = setter.paragraph(setter.lines(news.sentences[0], width), order=1, key="news.said")
        listed.append(replace(said, language=news.language))
    elif news.sentences:
        listed.append(_bullets(news, width, setter))
    if beside:
        pairs = pair_columns([label], listed, style.height)
    else:
        pairs = pair_columns([], [label, *listed], style.height)
    key = "news" if len(pairs) > 1 else ""
    slabs = [_band(pair, (pad, text_x), key, style) for pair in pairs]
    return [replace(slabs[0], gap=style.leading * 0.4), *slabs[1:]]


def _bullets(news: Words, width: float, setter: Setter) -> _Bullets:
    """The sentences as a list, in columns where each of them needs no more than a line."""
    style, gutter = setter.style, setter.style.leading
    widest = max(natural_width_em((Span(text, ""),)) for text in news.sentences) * style.body
    columns = int((width + gutter) / (widest + _indent(style) + gutter))
    columns = max(1, min(columns, _MOST_COLUMNS, len(news.sentences)))
    pitch = (width + gutter) / columns
    room = pitch - gutter - _indent(style) + 0.01 if columns > 1 else width - _indent(style)
    return _Bullets(
        gap=0,
        order=1,
        items=tuple(setter.lines(text, room) for text in news.sentences),
        columns=columns,
        pitch=pitch,
        bullet=setter.lines("•", style.body * 2),
        style=style,
        language=news.language,
    )


def _band(pair: Pair, edges: tuple[float, float], key: str, style: Style) -> Slab:
    """A part of the news: `edges` are the left edges of the label and of the text."""
    air = style.leading * 0.22

    @lru_cache(maxsize=8)
    def build(final: float) -> Node:
        back = Box(0, 0, style.width, final, fill=style.ink.ground)
        bar = Box(0, 0, _BAR_PT, final, fill=style.ink.accent)
        parts = [(-1, Node(Tag(Role.ARTIFACT), (back, bar))), *pair.place(*edges, air)]
        return in_reading_order(parts, key=key)

    return Slab(pair.height + 2 * air, build)
