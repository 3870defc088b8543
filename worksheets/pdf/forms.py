"""Annotations: links, and the fields of a form with how they look."""

import zlib
from collections.abc import Sequence

from worksheets.pdf.content import box_outline
from worksheets.pdf.file import File
from worksheets.pdf.fonts import embed_form_font
from worksheets.pdf.numbers import ink_operator, number, text_string
from worksheets.pdf.structure import Placed
from worksheets.plan import Blank, Box, Role

_TINT = "0.93 0.95 0.97"
"""Behind places to write, so that they are found on a screen."""

_PRINTED = 4
_COMBO, _SEVERAL_LINES = 1 << 17, 1 << 12
_FONT = "Body"


class Annotations:
    """The annotations of a document, made in the order in which they are read."""

    def __init__(self, file: File, spots: Sequence[Placed], pages: Sequence[int], key: int) -> None:
        """Write an annotation for each spot.

        Args:
            file: The file that is being written.
            spots: Links and fields.
            pages: Object numbers of the pages.
            key: Where the entry of the first one is in the parent tree.
        """
        self._file = file
        self._pages = pages
        self._looks: dict[tuple[object, ...], int] = {}
        self._fields = _Fields(file)
        self._on_page: dict[int, list[int]] = {}
        for index, placed in enumerate(spots, key):
            self._on_page.setdefault(placed.page, []).append(placed.number)
            self._make(placed, index)

    def on_page(self, page: int) -> str:
        """The entry of a page for its annotations in reading order, or ""."""
        here = " ".join([f"{one} 0 R" for one in self._on_page.get(page, ())])
        return f"/Annots[{here}]" if here else ""

    def form(self) -> str:
        """The entry of the catalog for the form, or "" when there are no fields."""
        tops = self._fields.finish()
        if not tops:
            return ""
        font = embed_form_font(self._file)
        kids = " ".join(f"{top} 0 R" for top in tops)
        resources = f"/DR<</Font<</{_FONT} {font} 0 R>>>>"
        return f"/AcroForm<</Fields[{kids}]{resources}/DA(/{_FONT} 0 Tf 0 g)>>"

    def _make(self, placed: Placed, key: int) -> None:
        box = " ".join(map(number, placed.rectangle))
        common = (
            f"/Type/Annot/Rect[{box}]/F {_PRINTED}/P {self._pages[placed.page]} 0 R"
            f"/StructParent {key}"
        )
        tag = placed.spot.tag
        if tag.role is Role.LINK:
            said = text_string(tag.accessible_text or tag.target)
            entries = f"/Subtype/Link/Border[0 0 0]{self._target(tag.target)}/Contents{said}"
            self._file.put(placed.number, f"<<{common}{entries}>>")
            return
        said = f"{tag.context}: {tag.accessible_text}" if tag.context else tag.accessible_text
        entries = f"{common}/Subtype/Widget/TU{text_string(said)}"
        mark = placed.spot.mark
        looks = self._tick(mark) if isinstance(mark, Box) else self._write_in(mark)
        name = f"{placed.name_prefix}.{tag.name}" if placed.name_prefix else tag.name
        self._fields.add(placed.number, name, f"{entries}{looks}")

    def _target(self, target: str) -> str:
        """Where a link leads: to an address, or to a page of the document.

        Raises:
            ValueError: There is no such page.
        """
        if not target.startswith("#"):
            return f"/A<</S/URI/URI{text_string(target)}>>"
        page = int(target[1:])
        if not 1 <= page <= len(self._pages):
            raise ValueError(f"a link leads to page {page} of {len(self._pages)}")
        return f"/Dest[{self._pages[page - 1]} 0 R/Fit]"

    def _tick(self, box: Box) -> str:
        """A check box that looks like the printed one."""
        off = self._look(box.width, box.height, _box_look(box))
        tick = self._look(box.width, box.height, f"{_box_look(box)}\n{_tick_look(box)}")
        return f"/FT/Btn/AS/Off/V/Off/AP<</N<</Yes {tick} 0 R/Off {off} 0 R>>>>"

    def _write_in(self, blank: Blank | None) -> str:
        """A field for text, or a choice."""
        if blank is None:
            raise ValueError("a field needs a box or a blank in its node")
        width, height = blank.width, blank.height
        line = ""
        if blank.ink:
            chosen = ink_operator(blank.ink, "RG")
            line = f"\n{chosen} {number(blank.line_width)} w 0 0.3 m {number(width)} 0.3 l S"
        look = f"{_TINT} rg 0 0 {number(width)} {number(height)} re f{line}"
        # Its own: programs that fill it in write into this very object.
        number_of_look = self._add_look(width, height, look)
        kind = "/FT/Tx"
        if blank.choices:
            options = "".join(map(text_string, ("", *blank.choices)))
            kind = f"/FT/Ch/Ff {_COMBO}/Opt[{options}]/V()"
        elif blank.lines:
            kind = f"/FT/Tx/Ff {_SEVERAL_LINES}"
        size = number(min(blank.size, height * 0.8))
        return f"{kind}/DA(/{_FONT} {size} Tf 0 g)/MK<</BG[{_TINT}]>>/AP<</N {number_of_look} 0 R>>"

    def _look(self, width: float, height: float, operators: str) -> int:
        """An appearance that nobody changes, stored once for all boxes that share it."""
        key = (width, height, operators)
        if key not in self._looks:
            self._looks[key] = self._add_look(width, height, operators)
        return self._looks[key]

    def _add_look(self, width: float, height: float, operators: str) -> int:
        box = f"0 0 {number(width)} {number(height)}"
        entries = f"/Filter/FlateDecode/Type/XObject/Subtype/Form/BBox[{box}]/Resources<<>>"
        return self._file.add_stream(zlib.compress(operators.encode("ascii"), 9), entries)


def _box_look(box: Box) -> str:
    dash = " ".join(map(number, box.dash))
    half = box.line_width / 2
    inner = (half, half, box.width - box.line_width, box.height - box.line_width)
    outline = box_outline(*inner, box.radius)
    return f"{ink_operator(box.stroke, 'RG')} {number(box.line_width)} w [{dash}] 0 d {outline} S"


def _tick_look(box: Box) -> str:
    """A tick drawn with a broad pen; no font has to be there for it."""
    side = min(box.width, box.height)
    points = [(0.2, 0.52), (0.42, 0.27), (0.82, 0.78)]
    (a, b), (c, d), (e, f) = [(number(x * side), number(y * side)) for x, y in points]
    return f"[] 0 d 1 J 1 j {number(side * 0.13)} w {a} {b} m {c} {d} l {e} {f} l S"


class _Fields:
    """The tree of fields: a name with dots is a path through it."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._nodes: dict[tuple[str, ...], tuple[int, list[int]]] = {}
        self._tops: list[int] = []

    def add(self, field: int, name: str, entries: str) -> None:
        """Write a field that has an object field."""
        *path, last = name.split(".")
        parent = self._node(tuple(path))
        above = f"/Parent {parent[0]} 0 R" if parent else ""
        self._file.put(field, f"<<{entries}/T{text_string(last)}{above}>>")
        (parent[1] if parent else self._tops).append(field)

    def _node(self, path: tuple[str, ...]) -> tuple[int, list[int]] | None:
        if not path:
            return None
        if path not in self._nodes:
            above = self._node(path[:-1])
            field = self._file.reserve()
            self._nodes[path] = (field, [])
            (above[1] if above else self._tops).append(field)
        return self._nodes[path]

    def finish(self) -> list[int]:
        """Write the inner nodes; the fields of the fields at the top."""
        for path, (field, kids) in self._nodes.items():
            above = self._nodes.get(path[:-1])
            parent = f"/Parent {above[0]} 0 R" if above else ""
            inner = " ".join(f"{kid} 0 R" for kid in kids)
            self._file.put(field, f"<</T{text_string(path[-1])}{parent}/Kids[{inner}]>>")
        return self._tops
