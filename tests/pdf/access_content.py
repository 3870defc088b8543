"""Reading what a page draws: its marked stretches with their texts, and its artifacts."""

import re
from dataclasses import dataclass, field
from typing import Any

import pypdf
from pypdf.generic import ContentStream

_SHOWING = frozenset({"Tj", "TJ", "'", '"'})
_FILLING = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "EI"})


@dataclass
class Stretch:
    """A marked stretch of a page, as the page holds it."""

    mcid: int
    tag: str
    text: str = ""
    paints: int = 0


@dataclass
class PageContent:
    """What a page draws: its marked stretches, its artifacts, and what is neither."""

    stretches: dict[int, Stretch] = field(default_factory=dict)
    artifacts: str = ""
    problems: list[str] = field(default_factory=list)


def read_content(page: pypdf.PageObject, reader: pypdf.PdfReader) -> PageContent:
    """The marked stretches of a page, with their texts as the fonts' ToUnicode maps say them."""
    content = PageContent()
    resources: Any = page.get("/Resources", {})
    fonts = {
        str(name): _read_to_unicode(font.get_object())
        for name, font in resources.get("/Font", {}).items()
    }
    stack: list[tuple[str, Stretch | None, bool]] = []  # tag, stretch, replaced by ActualText
    to_unicode: dict[bytes, str] = {}
    stream = page.get_contents()
    operations = ContentStream(stream, reader).operations if stream is not None else []
    for operands, name in operations:
        operator = name.decode("latin-1")
        if operator in {"BMC", "BDC"}:
            _open(operands, resources, stack, content)
        elif operator == "EMC":
            if not stack:
                content.problems.append("a marked stretch ends that never began")
            else:
                stack.pop()
        elif operator == "Tf":
            to_unicode = fonts.get(str(operands[0]), {})
        elif operator in _SHOWING | _FILLING:
            _paint(operator, operands, to_unicode, stack, content)
    if stack:
        content.problems.append("a marked stretch never ends")
    return content


def _open(operands: Any, resources: Any, stack: Any, content: PageContent) -> None:
    tag = str(operands[0])[1:]
    properties: Any = operands[1] if len(operands) > 1 else {}
    if isinstance(properties, str):
        properties = resources.get("/Properties", {}).get(properties, {})
    properties = properties.get_object() if hasattr(properties, "get_object") else properties
    inside = next((stretch for _, stretch, _ in reversed(stack) if stretch), None)
    in_artifact = any(name == "Artifact" for name, _, _ in stack)
    stretch = None
    if tag == "Artifact" and inside:
        content.problems.append(f"an artifact inside the marked stretch {inside.mcid}")
    if "/MCID" in properties:
        stretch = Stretch(int(properties["/MCID"]), tag)
        if in_artifact or inside or tag == "Artifact":
            content.problems.append(f"the marked stretch {stretch.mcid} inside another one")
        if stretch.mcid in content.stretches:
            content.problems.append(f"the marked stretch {stretch.mcid} stands twice")
        content.stretches[stretch.mcid] = stretch
    replaced = any(done for _, _, done in stack)
    accessible_text = properties.get("/ActualText")
    if accessible_text is not None and not replaced:
        _say(_as_text(accessible_text), [*stack, (tag, stretch, False)], content)
    stack.append((tag, stretch, replaced or accessible_text is not None))


def _as_text(value: Any) -> str:
    return value.decode("utf-16") if isinstance(value, bytes) else str(value)


def _paint(
    operator: str, operands: Any, to_unicode: dict[bytes, str], stack: Any, content: PageContent
) -> None:
    if not stack or all(not stretch and tag != "Artifact" for tag, stretch, _ in stack):
        content.problems.append(f"{operator} paints outside the marked stretches and artifacts")
    for _, stretch, _ in stack:
        if stretch:
            stretch.paints += 1
    if operator not in _SHOWING:
        return
    strings = operands[0] if operator == "TJ" else operands[-1:]
    codes = b"".join(_raw(part) for part in strings if isinstance(part, str | bytes))
    text = ""
    for start in range(0, len(codes), 2):
        code = codes[start : start + 2]
        if code not in to_unicode:
            content.problems.append(f"no text is known of the glyph {code.hex().upper()}")
        text += to_unicode.get(code, "\ufffd")
    if not any(replaced for _, _, replaced in stack):
        _say(text, stack, content)


def _raw(part: Any) -> bytes:
    return part if isinstance(part, bytes) else bytes(part.original_bytes)


def _say(text: str, stack: Any, content: PageContent) -> None:
    holder = next((stretch for _, stretch, _ in reversed(stack) if stretch), None)
    if holder:
        holder.text += text
    elif any(tag == "Artifact" for tag, _, _ in stack):
        content.artifacts += text
    else:
        content.problems.append("words outside the marked stretches and artifacts")


def _read_to_unicode(font: Any) -> dict[bytes, str]:
    """What each two-byte code of a font stands for."""
    if "/ToUnicode" not in font:
        return {}
    written = font["/ToUnicode"].get_data().decode("ascii")
    return {
        bytes.fromhex(code): bytes.fromhex(text).decode("utf-16-be")
        for block in re.findall(r"beginbfchar(.*?)endbfchar", written, re.DOTALL)
        for code, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block)
    }
