"""Filled files to read back, made by hand: with flat names, with a tree of names, and odd ones."""

from collections.abc import Mapping
from pathlib import Path

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

FILLED: Mapping[str, bool | str] = {
    "patient.name": "Siobhán O'Connor",
    "clearance.1.by": "",
    "heel-raise.left.1": True,
    "heel-raise.right.1": False,
    "heel-raise.mon.2.left.1": True,
    "ice.tue.3.all": True,
    "pain.mon": "7",
    "notes.mon": "a bit sore,\nthen better",
}


def text(value: str) -> TextStringObject:
    return TextStringObject(value)


def entry(**parts: PdfObject) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in parts.items()})


def field(value: bool | str | PdfObject | None, *, choice: bool = False) -> DictionaryObject:
    """A field without a name; a tick for True and False, a text otherwise."""
    if isinstance(value, bool):
        made = entry(FT=NameObject("/Btn"), V=NameObject("/Yes" if value else "/Off"))
    else:
        made = entry(FT=NameObject("/Ch" if choice else "/Tx"))
        if value is not None:
            made[NameObject("/V")] = text(value) if isinstance(value, str) else value
    return made


def named(name: str, made: DictionaryObject) -> DictionaryObject:
    made[NameObject("/T")] = text(name)
    return made


def flat(values: Mapping[str, bool | str]) -> list[DictionaryObject]:
    """Fields whose names have points in them."""
    return [
        named(name, field(value, choice=name.startswith("pain"))) for name, value in values.items()
    ]


def tree(values: Mapping[str, bool | str]) -> list[DictionaryObject]:
    """The same fields as leaves of a tree."""
    roots = ArrayObject()
    branches: dict[str, ArrayObject] = {"": roots}
    for name, made in zip(values, flat(values), strict=True):
        above, _, leaf = name.rpartition(".")
        path = ""
        for part in above.split("."):
            longer = f"{path}.{part}" if path else part
            if longer not in branches:
                branches[longer] = ArrayObject()
                branches[path].append(entry(T=text(part), Kids=branches[longer]))
            path = longer
        branches[path].append(named(leaf, made))
    return list(roots)


def stream(data: bytes) -> StreamObject:
    made = StreamObject()
    made.set_data(data)
    return made


def write_form(path: Path, fields: list[DictionaryObject], password: str = "") -> Path:
    """A PDF file of one empty page with these fields."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    kept = ArrayObject(writer._add_object(one) for one in fields)
    writer.root_object[NameObject("/AcroForm")] = entry(Fields=kept)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(path)
    return path


def push_button() -> DictionaryObject:
    return named("reset", entry(FT=NameObject("/Btn"), Ff=NumberObject(1 << 16)))
