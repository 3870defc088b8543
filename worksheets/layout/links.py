"""Links: the words of a text that lead somewhere, in nodes of their own."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from worksheets.document import Link
from worksheets.plan import GlyphRun, Mark, Node, Role, Tag, Word


class _Stretch(NamedTuple):
    """The characters of a text from `start` up to `stop` that are a link."""

    start: int
    stop: int
    link: Link


class Place(NamedTuple):
    """Which part of a text some marks show, when a page break has cut it.

    Attributes:
        text: The whole text.
        start: Where the marks begin in it.
        key: Joins the parts.
    """

    text: str
    start: int = 0
    key: str = ""


def with_links(
    marks: Sequence[Mark], links: Sequence[Link], place: Place
) -> tuple[Node | Mark, ...]:
    """The marks of a text, those of each link in a node; nothing moves by it.

    Args:
        marks: The marks in reading order.
        links: What leads somewhere, in reading order.
        place: What the marks show.
    """
    stretches = _find(place.text, links)
    if not stretches:
        return tuple(marks)
    pieces: list[tuple[_Stretch | None, Mark]] = []
    position = place.start
    for mark in marks:
        if isinstance(mark, GlyphRun):
            pieces += _cut_run(mark, position, stretches)
            position += len(mark.text)
        else:
            pieces.append((None, mark))
    children: list[Node | Mark] = []
    for stretch, group in groupby(pieces, key=lambda piece: piece[0]):
        parts = tuple(mark for _, mark in group)
        if stretch is None:
            children += parts
        else:
            is_whole = place.start <= stretch.start and stretch.stop <= position
            key = "" if is_whole else f"{place.key}.{stretch.start}"
            children.append(Node(link_tag(stretch.link, key), parts))
    return tuple(children)


def link_tag(link: Link, key: str = "") -> Tag:
    """What a link means."""
    accessible_text = f"{link.label} {link.text}".strip()
    return Tag(Role.LINK, accessible_text=accessible_text, key=key, target=link.target)


def _find(text: str, links: Sequence[Link]) -> list[_Stretch]:
    """Where the links stand, looked for from the end: what is linked comes last in a text."""
    found: list[_Stretch] = []
    end = len(text)
    for link in reversed(links):
        start = text.rfind(link.text, 0, end)
        if start >= 0:
            found.insert(0, _Stretch(start, start + len(link.text), link))
            end = start
    return found


def _cut_run(
    run: GlyphRun, position: int, stretches: Sequence[_Stretch]
) -> Iterator[tuple[_Stretch | None, GlyphRun]]:
    """A run, cut where a link begins or ends."""
    start, stop = position, position + len(run.text)
    edges = {edge for stretch in stretches for edge in stretch[:2] if start < edge < stop}
    x, words = run.x, run.words
    for edge in (*sorted(edges), stop):
        head, words = _cut_words(words, edge - start)
        inside = (one for one in stretches if one.start <= start < one.stop)
        yield next(inside, None), run._replace(x=x, words=head)
        x += sum(word.advance for word in head) * run.size / 1000
        start = edge


def _cut_words(words: Sequence[Word], length: int) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The words of the first `length` characters, and the others."""
    head: list[Word] = []
    for index, word in enumerate(words):
        if length >= len(word.text):
            head.append(word)
            length -= len(word.text)
        elif length:
            first, second = _cut_word(word, length)
            return (*head, first), (second, *words[index + 1 :])
        else:
            return tuple(head), tuple(words[index:])
    return tuple(head), ()


def _cut_word(word: Word, length: int) -> tuple[Word, Word]:
    """One word in two; what the glyphs are and how far they move the pen stays."""
    first = tuple(glyph for glyph in word.glyphs if glyph.cluster < length)
    second = tuple(
        glyph._replace(cluster=glyph.cluster - length)
        for glyph in word.glyphs
        if glyph.cluster >= length
    )
    return (
        Word(word.text[:length], word.font, first, sum(glyph.advance for glyph in first)),
        Word(word.text[length:], word.font, second, sum(glyph.advance for glyph in second)),
    )
