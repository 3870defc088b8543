"""The entries of a card: name, steps and remarks; dose, boxes and code; in reading order."""

from collections.abc import Sequence
from dataclasses import replace

from worksheets.document import Card, Field
from worksheets.field_names import box_name, repeated
from worksheets.layout.boxes import Beside
from worksheets.layout.codes import set_coded
from worksheets.layout.entry import Entry
from worksheets.layout.setter import Setter
from worksheets.layout.slab import Slab
from worksheets.layout.style import Style
from worksheets.layout.words import Heading, NumberedList, Paragraph
from worksheets.plan import Node, Role, Tag
from worksheets.text.lines import Span, set_lines

RULE, NAME, FIGURE, DOSE, STEPS, BOXES = range(6)
"""Reading order of a card: name, picture, dose, steps and remarks, boxes."""


def in_parts(card: Card, slabs: Sequence[Slab], style: Style) -> list[Slab]:
    """The parts of a high card; a page that begins with one of them says the name again."""
    setter = Setter(style)
    heading = heading_of(card, setter, style.width)

    def build(final: float) -> Node:
        return Node(Tag(Role.ARTIFACT), tuple(heading.place(0, 0, 0, 1).marks()))

    again = Slab(heading.height, build)
    first, *others = slabs
    return [replace(first, grow=0), *(replace(slab, grow=0, repeats=again) for slab in others)]


def claims_of(card: Card) -> tuple[str, ...] | None:
    """What stands for the names of the boxes of a card; None where two boxes share one."""
    return None if repeated([box.name for box in card.boxes]) else (box_name(card.id, ""),)


def words_of(card: Card, setter: Setter, width: float) -> list[Entry]:
    """Name, steps and remarks of an exercise."""
    style = setter.style
    entries: list[Entry] = [heading_of(card, setter, width)]
    if card.steps:
        steps = numbered(card.steps, setter, width)
        key = f"steps.{card.number}"
        entries.append(replace(steps, order=STEPS, key=key, language=card.language))
    for index, remark in enumerate(card.remarks):
        lines = setter.labelled(remark, width, style.ink.muted)
        key = f"remark.{card.number}.{index}"
        said = Paragraph(0, STEPS, lines, style.body, style.leading, key=key)
        entries.append(replace(said, language=card.language))
    return [*entries, *video_of(card, setter, width)]


def numbered(texts: Sequence[str], setter: Setter, width: float) -> NumberedList:
    """A numbered list in body text."""
    style = setter.style
    labels = tuple(setter.lines(f"{n}.", width)[0] for n in range(1, len(texts) + 1))
    indent = max(line.width_em for line in labels) * style.body + style.body * 0.4
    return NumberedList(
        gap=0,
        order=0,
        labels=labels,
        items=tuple(setter.lines(text, width - indent) for text in texts),
        indent=indent,
        size=style.body,
        leading=style.leading,
    )


def video_of(card: Card, setter: Setter, width: float) -> list[Entry]:
    """The address of an exercise's video, if it has one that no QR code says."""
    link, style = card.video, setter.style
    if link is None or link.code is not None:
        return []
    lines = setter.labelled(Field(link.label, link.text), width, style.ink.muted)
    said = Paragraph(0, STEPS, lines, style.body, style.leading, key=f"video.{card.number}")
    return [replace(said, links=(link,))]


def heading_of(card: Card, setter: Setter, width: float) -> Heading:
    """The number and name of an exercise, and whether it stands behind a gate."""
    style = setter.style
    number = Span(f"{card.number}\u2002", style.ink.accent, bold=True)
    spans = (number, Span(card.name, style.ink.text, bold=True))
    return Heading(
        gap=0,
        order=NAME,
        lines=set_lines(spans, width / style.name),
        size=style.name,
        leading=style.leading_of(style.name),
        role=Role.HEADING_2,
        note=setter.lines(card.gate, width, style.small, style.ink.warning) if card.gate else (),
        note_size=style.small,
        width=width,
        language=card.name_language,
        bookmark=f"{card.number} {card.name}",
    )


def dose_of(card: Card, setter: Setter, width: float) -> list[Entry]:
    """The dose sentence, its details, the boxes and the QR code of an exercise."""
    return [*_dose_of(card, setter, width), *code_of(card, setter.style, width, order=BOXES)]


def code_of(card: Card, style: Style, width: float, *, order: int) -> list[Entry]:
    """The QR code of an exercise's video with its address, if it has one."""
    link = card.video
    if link is None or link.code is None:
        return []
    return [set_coded(link, link.code, style, width, order=order)]


def _dose_of(card: Card, setter: Setter, width: float) -> list[Entry]:
    style = setter.style
    dose = Span(card.dose, style.ink.text, bold=True)
    entries: list[Entry] = [setter.balanced(dose, width, order=DOSE, key=f"dose.{card.number}")]
    gap = style.leading * 0.3
    boxes = setter.boxes(card, width, order=BOXES, gap=gap)
    if not card.details:
        return [*entries, boxes]
    details = Span(" ".join(card.details), style.ink.muted)
    indent = boxes.width + style.leading * 0.5
    if width - indent > 6 * style.body and len(boxes.strips) == 1:
        text = setter.balanced(details, width - indent, order=DOSE, key="")
        if text.height <= boxes.height:  # short details save a line beside the boxes
            return [*entries, Beside(gap, BOXES, boxes, text, indent)]
    lines = set_lines((details,), width / style.body)
    key = f"details.{card.number}"
    return [*entries, Paragraph(0, DOSE, lines, style.body, style.leading, key=key), boxes]
