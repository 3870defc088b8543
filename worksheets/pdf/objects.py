"""PDF objects that come in their final spelling, which ReportLab only has to number and file."""

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject


class Written(PDFObject):  # type: ignore[misc]  # ReportLab has no types.
    """An object that is no stream. Strings in it would not be encrypted with the document."""

    def __init__(self, spelling: bytes) -> None:
        """Take the whole object as it is to be written."""
        self.spelling = spelling

    def format(self, document: PDFDocument) -> bytes:
        """The object as it is written."""
        return self.spelling


class Packed(PDFObject):  # type: ignore[misc]  # ReportLab has no types.
    """A stream whose data is compressed already."""

    # ReportLab gives an object with this attribute a number of its own.
    __RefOnly__ = 1

    def __init__(self, data: bytes, entries: str = "") -> None:
        """Take data compressed with zlib, and the dictionary's entries besides its length."""
        self.data = data
        self.entries = entries

    def format(self, document: PDFDocument) -> bytes:
        """The object as it is written; an end of line goes before `endstream`, as PDF/A wants."""
        data: bytes = document.encrypt.encode(self.data)
        head = f"<</Filter /FlateDecode /Length {len(data)}{self.entries}>>\nstream\n"
        return head.encode("ascii") + data + b"\nendstream\n"


def add_object(document: PDFDocument, thing: PDFObject) -> int:
    """Put an object into the document and give its number."""
    number: int = document.idToObjectNumberAndVersion[document.Reference(thing).name][0]
    return number
