"""Links: the words of a text that lead somewhere, in nodes of their own."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
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
    pieces: list[tuple[_LinkedText | None, GlyphRun]] = []
    position = start
    for run in runs:
        pieces += _cut_run(run, position, linked)
        position += len(run.text)
    children: list[Node | GlyphRun] = []
    for found, group in groupby(pieces, key=itemgetter(0)):
        parts = tuple(run for _, run in group)
        if found is None:
            children += parts
            continue
        words = f"{found.link.label} {found.link.text}".strip()
        is_whole = start <= found.start and found.stop <= position
        part = "" if is_whole else f"{key}.{found.start}"
        children.append(Node(Tag(Role.LINK, words, key=part, target=found.link.target), parts))
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
    """A run, cut where a link begins or ends; how far the glyphs move the pen stays."""
    pieces: list[tuple[_LinkedText | None, Word]] = []
    for word in run.words:
        stop = position + len(word.text)
        edges = {edge for found in linked for edge in found[:2] if position < edge < stop}
        for first, last in pairwise((position, *sorted(edges), stop)):
            inside = (one for one in linked if one.start <= first < one.stop)
            part = _cut_word(word, first - position, last - position) if edges else word
            pieces.append((next(inside, None), part))
        position = stop
    x = run.x
    for found, group in groupby(pieces, key=itemgetter(0)):
        words = tuple(word for _, word in group)
        yield found, run._replace(x=x, words=words)
        x += sum(word.advance for word in words) * run.size / 1000


def _cut_word(word: Word, start: int, stop: int) -> Word:
    """Some characters of a word, as they are drawn in the whole of it."""
    glyphs = tuple(
        glyph._replace(cluster=glyph.cluster - start)
        for glyph in word.glyphs
        if start <= glyph.cluster < stop
    )
    return Word(word.text[start:stop], word.font, glyphs, sum(one.advance for one in glyphs))
