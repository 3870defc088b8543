"""PDF objects that come in their final spelling, which ReportLab only has to number and file."""

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject, PDFObjectReference


def stream(data: bytes, entries: str) -> bytes:
    """A stream as it is written.

    An end of line goes before `endstream`, as PDF/A wants: one of two bytes, because data that ends
    in a carriage return would make one line end with a single line feed.

    Args:
        data: What is in it.
        entries: The entries of its dictionary besides the length.
    """
    head = f"<<{entries}/Length {len(data)}>>\nstream\n"
    return head.encode("ascii") + data + b"\r\nendstream"


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

    def __init__(self, data: bytes, entries: str = "", filter: str = "/FlateDecode") -> None:
        """Take compressed data, the dictionary's entries besides its length, and the filter."""
        self.data = data
        self.entries = entries
        self.filter = filter

    def format(self, document: PDFDocument) -> bytes:
        """The object as it is written."""
        data: bytes = document.encrypt.encode(self.data)
        return stream(data, f"/Filter {self.filter}{self.entries}")


class Plain(PDFObject):  # type: ignore[misc]  # ReportLab has no types.
    """A stream that is not compressed, so that programs find what is in it."""

    __RefOnly__ = 1

    def __init__(self, data: bytes, entries: str) -> None:
        """Take the data, and the dictionary's entries besides its length."""
        self.data = data
        self.entries = entries

    def format(self, document: PDFDocument) -> bytes:
        """The object as it is written."""
        return stream(self.data, self.entries)


def add_object(document: PDFDocument, thing: PDFObject) -> int:
    """Put an object into the document and give its number."""
    return number_of(document, document.Reference(thing))


def number_of(document: PDFDocument, reference: PDFObjectReference) -> int:
    """The number of an object that is in the document."""
    number: int = document.idToObjectNumberAndVersion[reference.name][0]
    return number
