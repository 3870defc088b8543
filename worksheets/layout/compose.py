"""Boxes in the sizes and inks of a style: what blocks are made of."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any, NamedTuple

from worksheets.document import Field, Figure, Link
from worksheets.layout.box import SECTION, Box, Frame, Pad, Row, Stack, Standing
from worksheets.layout.leaves import Picture, RunOn, Text, WriteLine, picture_size
from worksheets.layout.style import Style, baseline
from worksheets.model.template import Colours
from worksheets.plan import Drawing, Role, Tag
from worksheets.text.lines import Span, natural_width_em

Texts = Sequence[Text]
_MIN_CODE_PT = 16 * 72 / 25.4
_MODULE_PT = 0.4 * 72 / 25.4
"""Side of a module that phones still read from a page printed on a plain printer."""
_FEWEST_EMS = 5


def text(
    style: Style, words: str, size: float = 0, ink: str = "", *, bold: bool = False, **how: Any
) -> Text:
    """A text in one weight and ink, in body text unless a size is given; `how` is as in `Text`."""
    return spans(style, Span(words, ink or style.ink.text, bold), size=size, **how)


def spans(style: Style, *parts: Span, size: float = 0, leading: float = 0, **how: Any) -> Text:
    """A text in several weights and inks."""
    size = size or style.body
    return Text(parts, size, leading or style.leading_of(size), **how)


def labelled(
    style: Style, field: Field, ink: str = "", *, size: float = 0, language: str = "", **how: Any
) -> Text:
    """A bold label that runs into its text; the language is that of both."""
    ink = ink or style.ink.text
    label, value = Span(f"{field.label} ", ink, bold=True), Span(field.value, ink)
    return spans(style, label, value, size=size, tag=Tag(Role.PARAGRAPH, language=language), **how)


def width_of(words: str, size: float, *, bold: bool = False) -> float:
    """The width of a text on one line in points."""
    return natural_width_em((Span(words, "", bold),)) * size


def listed(labels: Texts, items: Texts, indent: float, width: float, **how: Any) -> Stack:
    """A list whose labels hang before its items.

    Args:
        labels: A label an item, as high as a line of it.
        items: The items.
        indent: Distance from a label to its item in points.
        width: Width of the list in points.
        how: More of the stack: its key, its order; and the language of the items where it is not
            the document's.
    """
    language, wide = how.pop("language", ""), (indent, width - indent)
    label_tag, item_tag = Tag(Role.LIST_LABEL), Tag(Role.LIST_BODY)
    rows = [
        Row(
            (replace(label, tag=label_tag), replace(item, tag=item_tag, gap=0.0)),
            wide,
            tag=Tag(Role.LIST_ITEM),
            gap=item.gap,
        )
        for label, item in zip(labels, items, strict=True)
    ]
    return Stack(tuple(rows), tag=Tag(Role.LIST, language=language), **how)


def bulleted(style: Style, texts: Sequence[str], width: float, **how: Any) -> Stack:
    """A list with bullets; `how` is as in `listed`, or the size and the leading of the type."""
    size, leading = how.pop("size", style.body), how.pop("leading", 0)
    items = [text(style, one, size, leading=leading) for one in texts]
    bullets = [text(style, "•", size, leading=leading)] * len(items)
    return listed(bullets, items, style.leading_of(size) * 0.8, width, **how)


def numbered(style: Style, texts: Sequence[str], width: float, **how: Any) -> Stack:
    """A numbered list in body text; `how` is as in `listed`."""
    numbers = [f"{n}." for n in range(1, len(texts) + 1)]
    indent = max((width_of(n, style.body) for n in numbers), default=0.0) + style.body * 0.4
    labels, items = ([text(style, one) for one in some] for some in (numbers, texts))
    return listed(labels, items, indent, width, **how)


def heading(
    style: Style, words: Sequence[Span], note: str, tag: Tag, size: float = 0, **how: Any
) -> Box:
    """A name, with a short remark in small type behind or under it.

    Args:
        style: Sizes and inks.
        words: The name.
        note: The remark, or "".
        tag: What the name is.
        size: Size of the name in points, or 0 for that of an exercise.
        how: More of the box: its order.
    """
    name = spans(style, *words, size=size or style.name, tag=tag)
    if not note:
        return replace(name, **how)
    remark = text(style, note, style.small, style.ink.warning, leading=style.small * 1.25)
    return RunOn(name, remark, name.size * 0.6, tag=SECTION, **how)


def field_row(style: Style, field: Field, indent: float, width: float, least: float = 0.0) -> Row:
    """A label, and beside it on one baseline its value, or a line to write on.

    Args:
        style: Sizes and inks.
        field: The field.
        indent: From the start of the label to the value, in points.
        width: Width of both in points.
        least: Height of a line to write on, or 0 for one of text.
    """
    small, past = style.leading_of(style.small), style.body * PAST_LABEL
    label = text(style, field.label, style.small, style.ink.muted)
    drop = baseline(style.body, style.leading) - baseline(style.small, small)
    low = Frame(label, Pad(drop, style.leading - small - drop), place="top")
    value: Box = text(style, field.value)
    place: Standing = "top"
    if not field.value:
        ink = style.ink.muted
        line = WriteLine(
            field.label, field.name, style.body, ink, least=max(least, style.leading) - 2
        )
        value, place = Frame(line, Pad(bottom=2.0), place="bottom"), "bottom"
    boxes = replace(low, place=place), replace(value, place=place)
    return Row(boxes, (indent - past, width - indent), past, tag=SECTION, place="bottom")


PAST_LABEL = 0.5
"""From a label to its value, in sizes of body text."""


class Slot(NamedTuple):
    """Room for a picture in points; `least` is its height where there is no room, 0 for `tall`."""

    wide: float
    tall: float
    least: float = 0.0


def figure_box(style: Style, figure: Figure, slot: Slot, *, captions: bool) -> Picture:
    """A figure in the template's colours, as large as its slot allows.

    Args:
        style: Sizes and inks.
        figure: The figure.
        slot: Where it stands.
        captions: Whether its caption stands under it.
    """
    if isinstance(figure.image, Drawing):
        figure = figure._replace(image=inked(figure.image, style.ink))
    tag = Tag(Role.CAPTION, language=figure.language)
    words, size = figure.caption if captions else "", style.small
    under = text(style, words, size, style.ink.muted, leading=size * 1.15, align="center", tag=tag)
    return Picture(figure, slot.wide, slot.tall, slot.least or slot.tall, under if words else None)


def code_side(code: Figure) -> float:
    """Side of a code in points, its quiet zone included: more modules need more room."""
    modules, _ = picture_size(code.image)
    return max(_MIN_CODE_PT, modules * _MODULE_PT)


def code_picture(code: Figure, **how: Any) -> Picture:
    """A code in a box, as large as it must be."""
    side = code_side(code)
    return Picture(code, side, side, side, place="top", **how)


def code_box(link: Link, code: Figure, style: Style, width: float, *, order: int) -> Box:
    """A code with its address at its end, or under it where the address is long.

    Args:
        link: The address, which is read first.
        code: The code.
        style: Sizes and inks.
        width: Width of the column in points.
        order: Place in the reading order.
    """
    field = Field(link.label, link.text)
    words = labelled(style, field, style.ink.muted, size=style.small, links=(link,), place="middle")
    picture, side = code_picture(code, order=1), code_side(code)
    how: dict[str, Any] = {"tag": SECTION, "order": order, "gap": style.leading * 0.2}
    room = width - side - style.leading * 0.2
    if room > _FEWEST_EMS * style.small and 0 < words.height(room) <= side:
        return Row((picture, words), (side, room), style.leading * 0.2, **how)
    return Stack((Row((picture,), (side,)), words), **how)


def inked(drawing: Drawing, colours: Colours) -> Drawing:
    """A drawing in a template's colours; inks that are colours already stay."""
    named = {name: getattr(colours, name) for name in Colours.model_fields}
    if not any(path.fill in named or path.stroke in named for path in drawing.paths):
        return drawing
    paths = [
        path._replace(
            fill=named.get(path.fill, path.fill), stroke=named.get(path.stroke, path.stroke)
        )
        for path in drawing.paths
    ]
    key = sha256(f"{drawing.key} {colours!r}".encode()).hexdigest()[:16]
    return Drawing(key, drawing.width, drawing.height, tuple(paths))
