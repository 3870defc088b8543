"""SVG files as trees of elements: XML that reaches for nothing outside and unpacks nothing.

The parser is expat itself: it alone says where every element stands, and lets a document type or an
entity be refused before anything is made of it.
"""

import re
from typing import NamedTuple
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from worksheets.load.source import Mark, Source, quoted, showable
from worksheets.problems import WorksheetError

MAX_BYTES = 1_000_000
MAX_ELEMENTS = 5_000
MAX_DEPTH = 64
SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_ACTIVE = re.compile(
    "script|foreignobject|iframe|handler|listener|object|embed|audio|video|animate.*|set|discard",
    re.IGNORECASE,
)
_URL_ELSEWHERE = re.compile(r"url\(\s*+[\"']?+\s*+(?!#)|@import", re.IGNORECASE)
_UNKNOWN_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)")

SAVE_PLAIN = 'In a drawing program, save it as "plain SVG".'
EMBED_NOTHING = "In a drawing program, delete it or redraw it as shapes, then save as plain SVG."


class Tree(NamedTuple):
    """A drawing as it is written.

    Attributes:
        root: The outermost element; names of elements and attributes are "{namespace}name".
        marks: Where each element stands.
    """

    root: Element
    marks: dict[Element, Mark]


def href_of(element: Element) -> str:
    """What an element refers to, "#id", or ""."""
    return element.get("href") or element.get(f"{_XLINK}href") or ""


def read_tree(name: str, data: bytes) -> Tree:
    """Read an SVG file, with nothing in it that is active or comes from elsewhere.

    Args:
        name: The file as the user named it.
        data: All of it.

    Raises:
        WorksheetError: Not SVG, too large or too deep, damaged, or unsafe.
    """
    source = _decode(name, data)
    reader = _Reader(source)
    try:
        reader.parser.Parse(source.text.encode(), True)
    except expat.ExpatError as error:
        mark = Mark(source, error.lineno, error.offset + 1)
        message = f"the drawing is damaged: {expat.errors.messages[error.code]}"
        raise _refuse(mark, message, "Open it in a drawing program and save it again.") from None
    root = reader.tree.close()
    if root.tag != f"{SVG}svg":
        message = f"this is not an SVG drawing: it begins with {quoted(root.tag)}"
        raise _refuse(reader.marks[root], message, SAVE_PLAIN)
    return Tree(root, reader.marks)


def _decode(name: str, data: bytes) -> Source:
    start = Mark(Source(name, "", has_lines=False), 1, 1)
    if data.startswith(b"\x1f\x8b"):
        raise _refuse(start, "this is a compressed drawing (.svgz)", SAVE_PLAIN)
    if len(data) > MAX_BYTES:
        hint = "In a drawing program, delete hidden layers and photographs and save as plain SVG."
        raise _refuse(start, "the drawing is larger than 1 MB", hint)
    try:
        return Source(name, data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        hint = 'Open it in a drawing program and save it with the encoding "UTF-8".'
        raise _refuse(start, "the drawing is not written in UTF-8", hint) from None


def _refuse(mark: Mark, message: str, hint: str) -> WorksheetError:
    return WorksheetError([mark.problem(message, hint)])


class _Reader:
    """Builds the tree while expat reads, and stops at the first thing that is unsafe."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.tree = TreeBuilder()
        self.marks: dict[Element, Mark] = {}
        self.depth = 0
        # The encoding is set, whatever the file says of itself: what is checked is what is read.
        self.parser = expat.ParserCreate("utf-8", "}")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.tree.data
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.EntityDeclHandler = self.entity
        self.parser.ProcessingInstructionHandler = self.instruction

    def stop(self, message: str, hint: str) -> WorksheetError:
        return _refuse(self.here(), message, hint)

    def here(self) -> Mark:
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber
        return Mark(self.source, line, column + 1)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if _ACTIVE.fullmatch(name):
            raise self.stop(f'a drawing may not hold "{showable(name)}"', EMBED_NOTHING)
        for attribute, value in attributes.items():
            self.check(attribute, value)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            hint = "In a drawing program, ungroup everything."
            raise self.stop(f"groups lie more than {MAX_DEPTH} deep in each other", hint)
        if len(self.marks) >= MAX_ELEMENTS:
            hint = "In a drawing program, simplify it and save as plain SVG."
            raise self.stop(f"the drawing has more than {MAX_ELEMENTS:,} elements", hint)
        names = {_clark(attribute): value for attribute, value in attributes.items()}
        self.marks[self.tree.start(_clark(tag), names)] = self.here()

    def end(self, tag: str) -> None:
        self.depth -= 1
        self.tree.end(_clark(tag))

    def check(self, attribute: str, value: str) -> None:
        """Refuse what would run or fetch something, wherever it stands."""
        name = attribute.rpartition("}")[2].lower()
        if name.startswith("on") and "}" not in attribute:
            raise self.stop(f'a drawing may not run "{showable(name)}"', EMBED_NOTHING)
        outside = name in ("href", "src") and not value.lstrip().startswith("#")
        if outside and value.lstrip()[:5].lower() == "data:":
            raise self.stop("a picture is embedded in the drawing", EMBED_NOTHING)
        if outside or _clark(attribute) == f"{_XML}base" or _URL_ELSEWHERE.search(value):
            message = f"the drawing refers to something outside it: {quoted(value)}"
            raise self.stop(message, EMBED_NOTHING)

    def doctype(self, name: str, system: str | None, public: str | None, inner: int) -> None:
        """Let a plain document type pass: what it names is never read."""
        if inner:
            raise self.stop("the drawing defines entities", SAVE_PLAIN)
        # Without this, expat would leave out an entity that the document type might define.
        unknown = _UNKNOWN_ENTITY.search(self.source.text)
        if unknown:
            line = self.source.text.count("\n", 0, unknown.start()) + 1
            mark = Mark(self.source, line, 1)
            raise _refuse(mark, "the drawing uses an entity that is defined elsewhere", SAVE_PLAIN)

    def entity(self, *declaration: object) -> None:
        raise self.stop("the drawing defines entities", SAVE_PLAIN)

    def instruction(self, target: str, data: str) -> None:
        if target.lower() == "xml-stylesheet":
            raise self.stop("the drawing refers to a style sheet outside it", SAVE_PLAIN)


def _clark(name: str) -> str:
    """A name as ElementTree spells it."""
    return "{" + name if "}" in name else name


def check_style_text(text: str, mark: Mark) -> None:
    """Refuse a style sheet that fetches something.

    Raises:
        WorksheetError: An import, or an address that does not lie in the drawing.
    """
    if _URL_ELSEWHERE.search(text):
        message = "the style of the drawing refers to something outside it"
        raise _refuse(mark, message, SAVE_PLAIN)
