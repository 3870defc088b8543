"""SVG files to pictures of pixels: checked first, then drawn by resvg.

What is active, comes from elsewhere, or would be drawn differently on another computer (text) is
refused with its place in the file. expat does the checking, because it alone tells where an element
is, and stops at a document type before an entity is expanded.
"""

import io
import re
import subprocess
import sys
from importlib.util import find_spec
from typing import NoReturn
from xml.parsers import expat

from worksheets.load.source import Mark, Source, quoted, showable
from worksheets.plan import Image

MAX_BYTES = 1_000_000
MAX_ELEMENTS = 5_000
MAX_DEPTH = 64
MAX_SECONDS = 10.0
DOTS_PER_MM = 600 / 25.4

_SVG = "http://www.w3.org/2000/svg}"
_ACTIVE = re.compile(
    "script|foreignobject|iframe|handler|listener|object|embed|audio|video|animate.*|set|discard",
    re.IGNORECASE,
)
_TEXT = ("text", "tspan", "textPath", "tref", "flowRoot")
_INSIDE = re.compile(r"\s*(#|data:image/(png|jpe?g|gif|webp)[;,])", re.IGNORECASE)
_URL_ELSEWHERE = re.compile(r"url\(\s*+[\"']?+\s*+(?!#)", re.IGNORECASE)
_LENGTH = re.compile(r"\s*(?=[^e]*[1-9])(\d+\.?\d*|\.\d+)(e\d)?(px|pt|pc|mm|cm|in)?\s*")

_SAVE_PLAIN = 'In a drawing program, save it as "plain SVG".'
_EMBED_NOTHING = "In a drawing program, delete it or redraw it as shapes, then save as plain SVG."
_NO_TYPE = "In a drawing program, convert text to paths, then save as plain SVG."
_SIMPLIFY = "In a drawing program, simplify it and save as plain SVG."

# Drawn by an interpreter of its own, which can be stopped: a few kilobytes of drawing can ask for
# hours of work or more memory than there is.
_DRAW = """
import sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
except (ImportError, OSError, ValueError):
    pass
import resvg_py
drawing, width, height = sys.stdin.buffer.read().decode(), *map(int, sys.argv[1:])
sys.stdout.buffer.write(resvg_py.svg_to_bytes(
    svg_string=drawing, width=width, height=height, dpi=96, background="white",
    skip_system_fonts=True,
))
"""


def read_svg(name: str, data: bytes, room_mm: tuple[float, float]) -> Image:
    """Draw an SVG file on white paper with 600 dots an inch.

    Args:
        name: The file as the user named it.
        data: All of it.
        room_mm: Width and height of the largest place where it is printed; it fills one of them.

    Raises:
        WorksheetError: Unsafe, damaged or too large, nothing to see, or resvg is not installed.
    """
    if find_spec("resvg_py") is None:
        hint = "Install it with: pip install 'worksheets[svg]' - or save the picture as PNG."
        start = Mark(Source(name, "", has_lines=False), 1, 1)
        raise start.error("SVG pictures need a part that is not installed", hint)
    return _draw(check_svg(name, data), room_mm)


def check_svg(name: str, data: bytes) -> Source:
    """The text of an SVG file in which all is safe; any other is refused."""
    start = Mark(Source(name, "", has_lines=False), 1, 1)
    if data.startswith(b"\x1f\x8b"):
        raise start.error("this is a compressed drawing (.svgz)", _SAVE_PLAIN)
    if len(data) > MAX_BYTES:
        hint = "In a drawing program, delete hidden layers and photographs and save as plain SVG."
        raise start.error("the drawing is larger than 1 MB", hint)
    try:
        source = Source(name, data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        hint = 'Open it in a drawing program and save it with the encoding "UTF-8".'
        raise start.error("the drawing is not written in UTF-8", hint) from None
    _Checker(source).check()
    return source


class _Checker:
    """Follows expat through a drawing and stops at the first thing that is unsafe."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.elements = 0
        self.open: list[str] = []
        self.style: list[str] = []
        # The encoding is set, whatever the file says of itself: what is checked is what is drawn.
        self.parser = expat.ParserCreate("utf-8", "}")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.style.append
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.ProcessingInstructionHandler = self.instruction

    def check(self) -> None:
        try:
            self.parser.Parse(self.source.text.encode(), True)
        except expat.ExpatError as error:
            mark = Mark(self.source, error.lineno, error.offset + 1)
            message = f"the drawing is damaged: {expat.errors.messages[error.code]}"
            hint = "Open it in a drawing program and save it again."
            raise mark.error(message, hint) from None

    def stop(self, message: str, hint: str = _SAVE_PLAIN) -> NoReturn:
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber
        raise Mark(self.source, line, column + 1).error(message, hint)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if not self.elements:
            self.check_root(tag, attributes)
        if _ACTIVE.fullmatch(name):
            self.stop(f'a drawing may not hold "{showable(name)}"', _EMBED_NOTHING)
        if tag.startswith(_SVG) and name in _TEXT:
            self.stop(f'"{name}" cannot be drawn', _NO_TYPE)
        for attribute, value in attributes.items():
            self.check_attribute(attribute, value)
        if "style" in self.open:
            self.stop("a style sheet may not hold elements")
        self.open.append(name)
        self.elements += 1
        self.style.clear()
        if len(self.open) > MAX_DEPTH:
            hint = "In a drawing program, ungroup everything."
            self.stop(f"groups lie more than {MAX_DEPTH} deep in each other", hint)
        if self.elements > MAX_ELEMENTS:
            self.stop(f"the drawing has more than {MAX_ELEMENTS:,} elements", _SIMPLIFY)

    def check_root(self, tag: str, attributes: dict[str, str]) -> None:
        if tag != f"{_SVG}svg":
            name = quoted(tag.rpartition("}")[2])
            self.stop(f"this is not an SVG drawing: it begins with {name}")
        view = attributes.get("viewBox", "").replace(",", " ").split()
        sides = view[2:] or [attributes.get("width", ""), attributes.get("height", "")]
        if len(view) not in (0, 4) or not all(map(_LENGTH.fullmatch, sides)):
            hint = 'Write both in the first line: <svg viewBox="0 0 400 300" ...>.'
            self.stop("the drawing does not say how wide and high it is", hint)

    def check_attribute(self, attribute: str, value: str) -> None:
        """Refuse what would run or fetch something, wherever it is written."""
        space, _, name = attribute.lower().rpartition("}")
        if name.startswith("on") and not space:
            self.stop(f'a drawing may not run "{showable(name)}"', _EMBED_NOTHING)
        is_address = name in ("href", "src") or (name == "base" and space.endswith("/namespace"))
        is_outside = is_address and not _INSIDE.match(value)
        if is_outside and value.lstrip()[:5].lower() == "data:":
            self.stop("something that is no picture is embedded in the drawing", _EMBED_NOTHING)
        if is_outside or _URL_ELSEWHERE.search(value):
            message = f"the drawing refers to something outside it: {quoted(value)}"
            self.stop(message, _EMBED_NOTHING)

    def end(self, tag: str) -> None:
        style = "".join(self.style) if self.open.pop() == "style" else ""
        if at_rule := re.search(r"@[\w-]+", style):
            self.stop(f"{quoted(at_rule[0])} in the style sheet cannot be used")
        if _URL_ELSEWHERE.search(style):
            self.stop("the style of the drawing refers to something outside it")

    def doctype(self, name: str, system: str | None, public: str | None, inner: int) -> None:
        """Let a plain document type pass: what it names is never read."""
        if inner:
            self.stop("the drawing defines entities")

    def instruction(self, target: str, data: str) -> None:
        if target.lower() == "xml-stylesheet":
            self.stop("the drawing refers to a style sheet outside it")


def _draw(source: Source, room_mm: tuple[float, float]) -> Image:
    """The pixels of a drawing that was checked, without an alpha channel."""
    from PIL import Image as pillow  # slow to import, and most sheets need none  # noqa: N813

    mark = Mark(source, 1, 1)
    sides = [str(round(side * DOTS_PER_MM)) for side in room_mm]
    command = [sys.executable, "-P", "-c", _DRAW, *sides]
    try:
        drawn = subprocess.run(
            command, input=source.text.encode(), capture_output=True, timeout=MAX_SECONDS
        )
    except subprocess.TimeoutExpired:
        raise mark.error("the drawing takes too long to draw", _SIMPLIFY) from None
    if drawn.returncode:
        raise mark.error("the drawing is damaged or too large to draw", _SIMPLIFY)
    picture = pillow.open(io.BytesIO(drawn.stdout)).convert("RGB")
    if picture.convert("L").getextrema() == (255, 255):
        hint = "Check that this is the file."
        raise mark.error("nothing in the drawing can be seen", hint)
    packed = io.BytesIO()
    picture.save(packed, "PNG")
    return Image(packed.getvalue(), *picture.size)
