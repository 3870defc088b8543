"""What must hold for a PDF file that everybody can read, checked without the validator."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from access_tree import Element, Linked, Marked, TaggedFile, read_tagged

# The structure types of PDF 1.7, ISO 32000-1, 14.8.4.
_GROUPS = {
    "Document",
    "Part",
    "Art",
    "Sect",
    "Div",
    "BlockQuote",
    "Caption",
    "NonStruct",
    "Private",
}
_CONTENTS = {"TOC", "TOCI", "Index"}
_BLOCKS = {"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody"}
_TABLES = {"Table", "TR", "TH", "TD", "THead", "TBody", "TFoot"}
_INLINE = {"Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot"}
_OTHERS = {"Figure", "Formula", "Form"}
_STANDARD = _GROUPS | _CONTENTS | _BLOCKS | _TABLES | _INLINE | _OTHERS
_NEVER_EMPTY = frozenset({"P", "H1", "H2", "H3", "L", "LI", "Lbl", "LBody", "TR", "TH", "Span"})
_PDF_UA = r"""xmlns:(\w+)=["']http://www.aiim.org/pdfua/ns/id/["'][^<]*<\1:part>1</\1:part>"""
_PARENTS = {
    "LI": {"L"},
    "Lbl": {"LI"},
    "LBody": {"LI"},
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
}


def structure_problems(data: bytes) -> list[str]:
    """Everything that is wrong with the structure of a file, in words; nothing for a good one."""
    file = read_tagged(data)
    checks: list[Callable[[TaggedFile], Iterator[str]]] = [
        _check_catalog,
        _check_pages,
        _check_content,
        _check_parent_tree,
        _check_elements,
        _check_headings,
        _check_lists,
        _check_tables,
        _check_annotations,
    ]
    return [problem for check in checks for problem in check(file)]


def field_name(widget: Any) -> str:
    """The whole name of a field, from the top of the form down."""
    above = widget.get("/Parent")
    names = [field_name(above.get_object())] if above is not None else []
    return ".".join([*names, str(widget["/T"])] if "/T" in widget else names)


def _check_catalog(file: TaggedFile) -> Iterator[str]:
    catalog = file.catalog
    if "/StructTreeRoot" not in catalog:
        yield "the file has no structure tree"
    elif [root.role for root in file.roots] != ["Document"]:
        yield "the tree does not have one document at its top"
    if not _is_true(catalog.get("/MarkInfo", {}), "/Marked"):
        yield "the file does not say that it is marked"
    if not catalog.get("/Lang"):
        yield "the document has no language"
    if not _is_true(catalog.get("/ViewerPreferences", {}), "/DisplayDocTitle"):
        yield "the title is not displayed"
    if not (file.reader.metadata and file.reader.metadata.title):
        yield "the document has no title"
    if "/PageLabels" not in catalog:
        yield "the pages have no labels"
    if not file.reader.outline:
        yield "the document has no bookmarks"
    stream = catalog.get("/Metadata")
    written = stream.get_object().get_data().decode("utf-8") if stream is not None else ""
    if not re.search(_PDF_UA, written):
        yield "the metadata do not say that the file is PDF/UA"


def _is_true(entries: Any, name: str) -> bool:
    value = entries.get_object().get(name) if hasattr(entries, "get_object") else entries.get(name)
    return getattr(value, "value", value) is True


def _check_pages(file: TaggedFile) -> Iterator[str]:
    keys: Counter[int] = Counter()
    for index, page in enumerate(file.reader.pages, 1):
        if page.get("/Tabs") != "/S":
            yield f"page {index}: the tab key does not follow the structure"
        if "/StructParents" not in page:
            yield f"page {index}: the page does not lead to its elements"
        else:
            keys[int(page["/StructParents"])] += 1  # type: ignore[call-overload]
    yield from (f"two pages have the number {key}" for key, count in keys.items() if count > 1)
    for index, page in enumerate(file.reader.pages, 1):
        for name, font in page.get("/Resources", {}).get("/Font", {}).items():
            if "/ToUnicode" not in font.get_object():
                yield f"page {index}: nobody knows the text of the font {name}"


def _check_content(file: TaggedFile) -> Iterator[str]:
    """Every marked stretch stands in the tree once, and nothing is marked twice or not at all."""
    named = Counter(
        kid for element in file.elements for kid in element.kids if isinstance(kid, Marked)
    )
    for marked, count in named.items():
        where = f"page {marked.page + 1}: the marked stretch {marked.mcid}"
        if count > 1:
            yield f"{where} stands {count} times in the tree"
        if not 0 <= marked.page < len(file.pages):
            yield f"{where} is on no page"
        elif marked.mcid not in file.pages[marked.page].stretches:
            yield f"{where} is in the tree, but not on the page"
    for index, page in enumerate(file.pages):
        yield from (f"page {index + 1}: {problem}" for problem in page.problems)
        for mcid in page.stretches:
            if Marked(index, mcid) not in named:
                yield f"page {index + 1}: the marked stretch {mcid} is not in the tree"


def _check_parent_tree(file: TaggedFile) -> Iterator[str]:
    """From every marked stretch one comes to its element, as from the element to the stretch."""
    owners = {
        kid: element for element in file.elements for kid in element.kids if isinstance(kid, Marked)
    }
    for index, (page, content) in enumerate(zip(file.reader.pages, file.pages, strict=True)):
        listed: Any = file.parent_tree.get(int(page.get("/StructParents", -1)), [])
        listed = listed.get_object() if hasattr(listed, "get_object") else listed
        for mcid in content.stretches:
            owner = owners.get(Marked(index, mcid))
            found = listed[mcid].idnum if mcid < len(listed) else 0
            if owner is not None and found != owner.number:
                yield f"page {index + 1}: the marked stretch {mcid} does not lead to its element"
        if len(listed) > len(content.stretches):
            yield f"page {index + 1}: the parent tree has more entries than the page has stretches"


def _check_elements(file: TaggedFile) -> Iterator[str]:
    tree = file.catalog.get("/StructTreeRoot")
    for element in file.elements:
        where = f"{element.role} {element.number}"
        above = element.parent.number if element.parent else tree.idnum if tree else 0
        above = above or file.catalog.raw_get("/StructTreeRoot").idnum
        found = element.entries.raw_get("/P").idnum if "/P" in element.entries else 0
        if found != above:
            yield f"{where} does not point to its parent"
        if element.role not in _STANDARD:
            yield f"{where} is of no standard type"
        if element.role in _NEVER_EMPTY and not element.kids:
            yield f"{where} is empty"
        parents = _PARENTS.get(element.role)
        if parents and (not element.parent or element.parent.role not in parents):
            yield f"{where} stands in the wrong place"
        if element.role == "Figure":
            yield from _check_figure(file, element, where)


def _check_figure(file: TaggedFile, figure: Element, where: str) -> Iterator[str]:
    if not figure.text_entry("/Alt").strip():
        yield f"{where} has no alternative text"
    box = figure.attribute("/BBox")
    pages = {kid.page for kid in figure.kids if isinstance(kid, Marked)}
    if box is None or len(box) != 4:
        yield f"{where} does not say where it is"
        return
    left, bottom, right, top = (float(edge) for edge in box)
    for page in pages:
        media = file.reader.pages[page].mediabox
        across = 0 <= left < right <= float(media.right) + 0.01
        if not (across and 0 <= bottom < top <= float(media.top) + 0.01):
            yield f"{where} lies outside the page"


def _check_headings(file: TaggedFile) -> Iterator[str]:
    last = 0
    for element in file.named("H1", "H2", "H3", "H4", "H5", "H6"):
        level = int(element.role[1])
        if not last and level != 1:
            yield f"the first heading is an {element.role}"
        elif level > last + 1:
            yield f"an {element.role} follows an H{last}"
        last = level
    count = len(file.named("H1"))
    if count != 1:
        yield f"there are {count} headings of the first level"


def _check_lists(file: TaggedFile) -> Iterator[str]:
    for listing in file.named("L"):
        if {kid.role for kid in listing.elements} - {"LI", "Caption"}:
            yield f"L {listing.number} holds something that is no item"
        if listing.attribute("/ListNumbering") is None:
            yield f"L {listing.number} does not say how it is numbered"
        for item in listing.elements:
            roles = [kid.role for kid in item.elements]
            wanted = (
                ["Lbl", "LBody"] if listing.attribute("/ListNumbering") != "/None" else ["LBody"]
            )
            if item.role == "LI" and roles != wanted:
                yield f"LI {item.number} holds {roles or 'nothing'}, not {' and '.join(wanted)}"


def _check_tables(file: TaggedFile) -> Iterator[str]:
    for head in file.named("TH"):
        if head.attribute("/Scope") not in {"/Row", "/Column", "/Both"}:
            yield f"TH {head.number} does not say what it heads"
    for table in file.named("Table"):
        rows = [element for element in table.walk() if element.role == "TR"]
        counts = [_width(row) for row in rows]
        if not rows:
            yield f"Table {table.number} has no rows"
        elif set(counts) != {counts[0]}:
            yield f"Table {table.number} has rows of {sorted(set(counts))} cells"
        elif any(cell.role != "TH" for cell in rows[0].elements):
            yield f"Table {table.number} begins with a row that is no header"
        elif any(row.elements[0].role != "TH" for row in rows):
            yield f"Table {table.number} has a row without a header"


def _width(row: Element) -> int:
    return sum(int(cell.attribute("/ColSpan") or 1) for cell in row.elements)


def _check_annotations(file: TaggedFile) -> Iterator[str]:
    owners = [
        (kid.number, element)
        for element in file.elements
        for kid in element.kids
        if isinstance(kid, Linked)
    ]
    numbers = Counter(number for number, _ in owners)
    yield from (f"annotation {one} stands twice in the tree" for one, n in numbers.items() if n > 1)
    names: Counter[str] = Counter()
    for index, note in file.annotations():
        number = note.indirect_reference.idnum if note.indirect_reference else 0
        kind = str(note.get("/Subtype"))[1:]
        where = f"page {index + 1}: {kind} {number}"
        owner = next((element for one, element in owners if one == number), None)
        wanted = {"Link": "Link", "Widget": "Form"}.get(kind, "Annot")
        if owner is None:
            yield f"{where} is not in the tree"
        elif owner.role != wanted:
            yield f"{where} stands in a {owner.role}"
        key = note.get("/StructParent")
        leads = file.parent_tree.get(int(key)) if key is not None else None
        if leads is None or owner is None or leads.idnum != owner.number:
            yield f"{where} does not lead to its element"
        if kind == "Widget":
            if not note.get("/TU"):
                yield f"{where} has no tooltip"
            names[field_name(note)] += 1
        elif not note.get("/Contents"):
            yield f"{where} does not say where it leads"
    yield from (f"{n} fields are called {name}" for name, n in names.items() if n > 1 or not name)
