"""Links: the words of a text that lead somewhere, in nodes of their own."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from worksheets.document import Link
from worksheets.plan import GlyphRun, Node, Role, Tag, Word


class _LinkedText(NamedTuple):
    """The characters of a text from `start` up to `stop` that are a link."""

    start: int
    stop: int
    link: Link


def with_links(
    runs: Sequence[GlyphRun], links: Sequence[Link], text: str, start: int = 0, key: str = ""
) -> list[Node | GlyphRun]:
    """The runs of a text, those of each link in a node; nothing moves by it.

    Args:
        runs: The runs in reading order.
        links: What leads somewhere, in reading order.
        text: The whole text, of which the runs show a part where a page break has cut it.
        start: Where the runs begin in it.
        key: Joins the parts of the text.
    """
    linked = _find(text, links)
    if not linked:
        return list(runs)
    pieces: list[tuple[_LinkedText | None, GlyphRun]] = []
    position = start
    for run in runs:
        pieces += _cut_run(run, position, linked)
        position += len(run.text)
    children: list[Node | GlyphRun] = []
    for found, group in groupby(pieces, key=itemgetter(0)):
        parts = [run for _, run in group]
        if found is None:
            children += parts
            continue
        is_whole = start <= found.start and found.stop <= position
        words = f"{found.link.label} {found.link.text}".strip()
        tag = Tag(Role.LINK, words, target=found.link.target)
        tag = tag if is_whole else tag._replace(key=f"{key}.{found.start}")
        children.append(Node(tag, tuple(parts)))
    return children


def _find(text: str, links: Sequence[Link]) -> list[_LinkedText]:
    """Where the links stand, looked for from the end: what is linked comes last in a text."""
    found: list[_LinkedText] = []
    end = len(text)
    for link in reversed(links):
        start = text.rfind(link.text, 0, end)
        if start >= 0:
            found.insert(0, _LinkedText(start, start + len(link.text), link))
            end = start
    return found


def _cut_run(
    run: GlyphRun, position: int, linked: Sequence[_LinkedText]
) -> Iterator[tuple[_LinkedText | None, GlyphRun]]:
    """A run, cut where a link begins or ends."""
    start, stop = position, position + len(run.text)
    edges = {edge for found in linked for edge in found[:2] if start < edge < stop}
    x, words = run.x, run.words
    for edge in (*sorted(edges), stop):
        head, words = _cut_words(words, edge - start)
        inside = (one for one in linked if one.start <= start < one.stop)
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
