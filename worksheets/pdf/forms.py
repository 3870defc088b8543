"""Annotations: links, and the fields of a form with how they look."""

from collections.abc import Sequence

from worksheets.pdf.content import ink_operator, operand, operands, text_string
from worksheets.pdf.file import File
from worksheets.pdf.fonts import embed_form_font
from worksheets.pdf.pictures import make_form
from worksheets.pdf.tags import Spot
from worksheets.plan import Blank, Box, Role

_TINT = "0.93 0.95 0.97"
"""Behind places to write, so that they are found on a screen."""

_PRINTED = 4
_COMBO, _SEVERAL_LINES = 1 << 17, 1 << 12
_FONT, _SIGNS, _CHECK_MARK = "Body", "ZaDb", "4"
"""Names of fonts by which fields are filled in: that of signs is one that every reader has."""


def write_annotations(file: File, spots: Sequence[Spot], pages: Sequence[int], key: int) -> None:
    """Write an annotation for each spot, and the form where there are fields.

    Args:
        file: The file that is being written.
        spots: Links and fields.
        pages: Object numbers of the pages.
        key: Where the entry of the first spot is in the parent tree.

    Raises:
        ValueError: A link leads to a page that is not there; a field has no box or blank.
    """
    looks, fields = _Looks(file), _Fields(file)
    for index, spot in enumerate(spots, key):
        tag = spot.tag
        common = (
            f"/Type/Annot/Rect[{operands(*spot.rectangle)}]/F {_PRINTED}/P {spot.page} 0 R"
            f"/StructParent {index}"
        )
        if tag.role is Role.LINK:
            said = text_string(tag.accessible_text or tag.target)
            target = _target(tag.target, pages)
            link = f"<<{common}/Subtype/Link/Border[0 0 0]{target}/Contents{said}>>"
            file.put(spot.number, link)
            continue
        said = f"{tag.context}: {tag.accessible_text}" if tag.context else tag.accessible_text
        if isinstance(spot.mark, Box):
            look = looks.tick(spot.mark)
        elif spot.mark:
            look = looks.write_in(spot.mark)
        else:
            raise ValueError("a field needs a box or a blank in its node")
        fields.add(spot.number, tag.name, f"{common}/Subtype/Widget/TU{text_string(said)}{look}")
    if tops := fields.finish():
        signs = f"/{_SIGNS}<</Type/Font/Subtype/Type1/BaseFont/ZapfDingbats>>"
        resources = f"/DR<</Font<</{_FONT} {embed_form_font(file)} 0 R{signs}>>>>"
        file.Catalog.AcroForm = f"<</Fields[{tops}]{resources}/DA(/{_FONT} 0 Tf 0 g)>>"


def _target(target: str, pages: Sequence[int]) -> str:
    """Where a link leads: to an address, or to a page of the document."""
    if not target.startswith("#"):
        return f"/A<</S/URI/URI{text_string(target)}>>"
    page = int(target[1:])
    if not 1 <= page <= len(pages):
        raise ValueError(f"a link leads to page {page} of {len(pages)}")
    return f"/Dest[{pages[page - 1]} 0 R/Fit]"


class _Looks:
    """How fields look: the entries of their dictionaries, and the appearances in them."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._known: dict[tuple[float, float, str], int] = {}

    def tick(self, box: Box) -> str:
        """A check box that looks like the printed one."""
        off = self._add_once(box.width, box.height, "")
        tick = self._add_once(box.width, box.height, _tick(box))
        look = f"/MK<</CA({_CHECK_MARK})>>/DA(/{_SIGNS} 0 Tf {ink_operator(box.stroke, 'rg')})"
        return f"/FT/Btn/AS/Off/V/Off{look}/AP<</N<</Yes {tick} 0 R/Off {off} 0 R>>>>"

    def write_in(self, blank: Blank) -> str:
        """A field for text, or a choice."""
        width, height = blank.width, blank.height
        look = f"{_TINT} rg {operands(0, 0, width, height)} re f"
        # Its own: programs that fill it in write into this very object.
        appearance = self._file.add(make_form(width, height, look))
        kind = "/FT/Tx"
        if blank.choices:
            options = "".join(map(text_string, ("", *blank.choices)))
            kind = f"/FT/Ch/Ff {_COMBO}/Opt[{options}]/V()"
        elif blank.lines:
            kind = f"/FT/Tx/Ff {_SEVERAL_LINES}"
        size = operand(min(blank.size, height * 0.8))
        return f"{kind}/DA(/{_FONT} {size} Tf 0 g)/MK<</BG[{_TINT}]>>/AP<</N {appearance} 0 R>>"

    def _add_once(self, width: float, height: float, operators: str) -> int:
        """An appearance that no program changes, stored once for all boxes that share it."""
        key = (width, height, operators)
        if key not in self._known:
            self._known[key] = self._file.add(make_form(*key))
        return self._known[key]


def _tick(box: Box) -> str:
    """A tick drawn with a broad pen, so that no font is needed for it."""
    side = min(box.width, box.height)
    points = [(0.2, 0.52), (0.42, 0.27), (0.82, 0.78)]
    first, corner, last = [operands(x * side, y * side) for x, y in points]
    return f"[] 0 d 1 J 1 j {operand(side * 0.13)} w {first} m {corner} l {last} l S"


class _Fields:
    """The tree of fields: a name with dots is a path through it."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._nodes: dict[tuple[str, ...], tuple[int, list[str]]] = {(): (0, [])}

    def add(self, field: int, name: str, entries: str) -> None:
        """Put a field that has an object number."""
        *path, last = name.split(".")
        parent = self._join(tuple(path), field)
        self._file.put(field, f"<<{entries}/T{text_string(last)}{parent}>>")

    def _join(self, path: tuple[str, ...], field: int) -> str:
        """Add a field to the node at a path; the entry for that as its parent."""
        if path not in self._nodes:
            node = self._file.reserve()
            self._nodes[path] = node, []
            self._join(path[:-1], node)
        number, kids = self._nodes[path]
        kids.append(f"{field} 0 R")
        return f"/Parent {number} 0 R" if number else ""

    def finish(self) -> str:
        """Put the inner nodes; references to the fields at the top."""
        _, tops = self._nodes.pop(())
        for path, (field, kids) in self._nodes.items():
            above = self._nodes.get(path[:-1])
            parent = f"/Parent {above[0]} 0 R" if above else ""
            entries = f"/T{text_string(path[-1])}{parent}/Kids[{' '.join(kids)}]"
            self._file.put(field, f"<<{entries}>>")
        return " ".join(tops)
