"""Deliberate breakages of a good file, each of one thing."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
)

Break = Callable[[PdfWriter], None]


def broken(data: bytes, change: Break | None = None) -> bytes:
    """A file written anew, with a change."""
    writer = PdfWriter(clone_from=BytesIO(data))
    if change:
        change(writer)
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def _root(writer: PdfWriter) -> Any:
    return writer.root_object


def _elements(writer: PdfWriter, role: str) -> Iterator[Any]:
    for number in range(1, len(writer._objects) + 1):
        thing = writer.get_object(number)
        if isinstance(thing, dict) and thing.get("/S") == role and "/P" in thing:
            yield thing


def _links(writer: PdfWriter) -> Iterator[Any]:
    for page in writer.pages:
        for note in page.get("/Annots", ()):
            if note.get_object()["/Subtype"] == "/Link":
                yield note.get_object()


def _widgets(writer: PdfWriter) -> Iterator[Any]:
    for page in writer.pages:
        for note in page.get("/Annots", ()):
            if note.get_object()["/Subtype"] == "/Widget":
                yield note.get_object()


def _drop(name: str, find: Callable[[PdfWriter], Any]) -> Break:
    def change(writer: PdfWriter) -> None:
        del find(writer)[NameObject(name)]

    return change


def _replace(name: str, value: Any, find: Callable[[PdfWriter], Any]) -> Break:
    def change(writer: PdfWriter) -> None:
        entries = find(writer)
        assert name in entries, f"nothing to break: no {name}"
        entries[NameObject(name)] = value

    return change


def _figure(writer: PdfWriter) -> Any:
    return next(_elements(writer, "/Figure"))


def _page(writer: PdfWriter) -> Any:
    return writer.pages[0]


def _drop_title(writer: PdfWriter) -> None:
    information: Any = writer._info
    del information.get_object()[NameObject("/Title")]


def _drop_title_everywhere(writer: PdfWriter) -> None:
    _drop_title(writer)
    _edit_metadata(writer, b"dc:title", b"dc:other")


def _edit_metadata(writer: PdfWriter, old: bytes, new: bytes) -> None:
    metadata: Any = _root(writer)["/Metadata"]
    written = metadata.get_data()
    assert old in written
    stream = StreamObject()
    stream.update({NameObject(key): metadata[key] for key in ("/Type", "/Subtype")})
    stream.set_data(written.replace(old, new))
    _root(writer)[NameObject("/Metadata")] = writer._add_object(stream)


def _unname_standard(writer: PdfWriter) -> None:
    _edit_metadata(writer, b"pdfuaid:part", b"pdfuaid:prat")


def _drop_to_unicode(writer: PdfWriter) -> None:
    fonts: Any = _page(writer)["/Resources"]["/Font"]
    del next(iter(fonts.values())).get_object()[NameObject("/ToUnicode")]


def _drop_scope(index: int) -> Break:
    def change(writer: PdfWriter) -> None:
        del list(_elements(writer, "/TH"))[index][NameObject("/A")]

    return change


def _turn_parent(writer: PdfWriter) -> None:
    paragraphs = list(_elements(writer, "/P"))
    paragraphs[0][NameObject("/P")] = paragraphs[1].indirect_reference


def _drop_from_tree(writer: PdfWriter) -> None:
    paragraph = next(_elements(writer, "/P"))
    del paragraph[NameObject("/K")]


def _skip_a_level(writer: PdfWriter) -> None:
    for heading in _elements(writer, "/H2"):
        heading[NameObject("/S")] = NameObject("/H3")


def _drop_a_cell(writer: PdfWriter) -> None:
    row = list(_elements(writer, "/TR"))[1]
    row["/K"].pop()


def _drop_a_label(writer: PdfWriter) -> None:
    item = next(_elements(writer, "/LI"))
    item[NameObject("/K")] = ArrayObject(list(item["/K"])[1:])


def _mark_twice(writer: PdfWriter) -> None:
    first, second = list(_elements(writer, "/P"))[:2]
    second["/K"].append(first["/K"][0])


def _swap_in_parent_tree(writer: PdfWriter) -> None:
    numbers: Any = _root(writer)["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    listed = numbers[1].get_object()
    listed[0], listed[1] = listed[1], listed[0]


def _drop_field_from_tree(writer: PdfWriter) -> None:
    form = next(_elements(writer, "/Form"))
    form[NameObject("/K")] = ArrayObject()


def _drop_link_from_tree(writer: PdfWriter) -> None:
    link = next(_elements(writer, "/Link"))
    link[NameObject("/K")] = ArrayObject(kid for kid in link["/K"] if isinstance(kid, int))


def _turn_link_into_text(writer: PdfWriter) -> None:
    next(_elements(writer, "/Link"))[NameObject("/S")] = NameObject("/Span")


def _same_name_twice(writer: PdfWriter) -> None:
    first, second = list(_widgets(writer))[:2]
    second[NameObject("/T")] = first["/T"]
    second.pop("/Parent", None)
    first.pop("/Parent", None)


def _outside(writer: PdfWriter) -> None:
    """Paint a line that is neither content nor artifact."""
    page = _page(writer)
    stream = StreamObject()
    stream.set_data(b"\n0 0 m 90 90 l S\n")
    contents = page.get_contents()
    whole = StreamObject()
    whole.set_data(contents.get_data() + stream.get_data())
    page[NameObject("/Contents")] = writer._add_object(whole)


BREAKS: dict[str, Break] = {
    "no structure tree": _drop("/StructTreeRoot", _root),
    "not marked": _drop("/MarkInfo", _root),
    "marked: false": _replace(
        "/MarkInfo", DictionaryObject({NameObject("/Marked"): BooleanObject(False)}), _root
    ),
    "no language": _drop("/Lang", _root),
    "title not displayed": _drop("/ViewerPreferences", _root),
    "no title": _drop_title,
    "no title, in the metadata either": _drop_title_everywhere,
    "no metadata": _drop("/Metadata", _root),
    "standard not named": _unname_standard,
    "no page labels": _drop("/PageLabels", _root),
    "no bookmarks": _drop("/Outlines", _root),
    "figure without alternative text": _drop("/Alt", _figure),
    "figure without a place": _drop("/A", _figure),
    "font without ToUnicode": _drop_to_unicode,
    "corner of the table without a scope": _drop_scope(0),
    "day of the week without a scope": _drop_scope(1),
    "exercise in the week without a scope": _drop_scope(8),
    "page without StructParents": _drop("/StructParents", _page),
    "wrong StructParents": _replace("/StructParents", NumberObject(77), _page),
    "element with another parent": _turn_parent,
    "text that is not in the tree": _drop_from_tree,
    "text twice in the tree": _mark_twice,
    "parent tree with two entries swapped": _swap_in_parent_tree,
    "level of heading skipped": _skip_a_level,
    "row with a cell too few": _drop_a_cell,
    "item without a label": _drop_a_label,
    "line outside of everything": _outside,
}

BREAKS_OF_FORMS: dict[str, Break] = {
    "page without a tab order": _drop("/Tabs", _page),
    "field without a tooltip": _drop("/TU", lambda writer: next(_widgets(writer))),
    "field that leads nowhere": _drop("/StructParent", lambda writer: next(_widgets(writer))),
    "field that is not in the tree": _drop_field_from_tree,
    "two fields with one name": _same_name_twice,
}

BREAKS_OF_LINKS: dict[str, Break] = {
    "link that does not say where it leads": _drop("/Contents", lambda w: next(_links(w))),
    "link that leads to no element": _drop("/StructParent", lambda w: next(_links(w))),
    "link that is not in the tree": _drop_link_from_tree,
    "link that is marked as text": _turn_link_into_text,
}
