"""The look of the elements of an SVG file: attributes, style attributes and simple style sheets."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from xml.etree.ElementTree import Element

import cssselect2
import tinycss2
from tinycss2 import color3

from worksheets.load.source import quoted
from worksheets.load.svg_tree import SAVE_PLAIN, SVG, Tree, check_style_text

MAX_SELECTORS = 200
_MAX_STYLE = 50_000
_MAX_DECLARATIONS = 100

Look = Mapping[str, str]
"""The properties of an element and their values, as written."""

INHERITED = {
    "color": "black",
    "fill": "black",
    "fill-opacity": "1",
    "fill-rule": "nonzero",
    "stroke": "none",
    "stroke-dasharray": "none",
    "stroke-dashoffset": "0",
    "stroke-linecap": "butt",
    "stroke-linejoin": "miter",
    "stroke-miterlimit": "4",
    "stroke-opacity": "1",
    "stroke-width": "1",
    "visibility": "visible",
}
_OWN = {"display": "inline", "opacity": "1"}

# What changes a drawing in a way that is not drawn, unless it has one of these values.
_NEUTRAL = {
    "clip": ("auto",),
    "clip-path": ("none",),
    "filter": ("none",),
    "marker": ("none",),
    "marker-end": ("none",),
    "marker-mid": ("none",),
    "marker-start": ("none",),
    "mask": ("none",),
    "mix-blend-mode": ("normal",),
    "paint-order": ("normal", "fill", "fill stroke", "fill stroke markers", "fill markers stroke"),
    "vector-effect": ("none",),
}
_WITHOUT = {
    "clip-path": "In a drawing program, release the clip or cut the shapes themselves.",
    "marker": "In a drawing program, convert markers and lines to paths.",
    "vector-effect": "In a drawing program, let lines scale with the drawing.",
}
_FLATTEN = "In a drawing program, remove the effect or redraw it as plain shapes."

# What has no bearing on shapes: type, and hints for screens and for programs that draw.
_HARMLESS = re.compile(
    r"-?inkscape-.*|-?font.*|-?text-.*|letter-.*|word-.*|line-height|white-space|writing-mode|"
    r"direction|unicode-bidi|dominant-.*|alignment-.*|baseline-shift|glyph-.*|kerning|tab-size|"
    r"color-(interpolation.*|rendering|profile)|shape-.*|image-rendering|buffered-rendering|"
    r"solid-.*|stop-.*|flood-.*|lighting-color|clip-rule|mask-type|isolation|enable-background|"
    r"overflow|pointer-events|cursor|block-progression|-?user-select|will-change|"
    r"data-.*|aria-.*|role|tabindex|focusable|id|class|style|lang|version|baseProfile|"
    r"contentScriptType|contentStyleType|zoomAndPan"
)
_SIMPLE_SELECTOR = re.compile(r"[\w*.#-]+(\s*,\s*[\w*.#-]+)*")


class NotDrawn(ValueError):
    """Something in a drawing that cannot be drawn as it looks."""

    def __init__(self, message: str, hint: str) -> None:
        """Say what it is (no full stop) and what to do about it."""
        self.message = message
        self.hint = hint
        super().__init__(message)


class Styles:
    """Works out the look of each element."""

    def __init__(self, tree: Tree) -> None:
        """Read the style sheets of a drawing.

        Raises:
            NotDrawn: A style sheet that is more than simple rules.
            WorksheetError: A style sheet that fetches something.
        """
        self._ruled: dict[Element, dict[str, str]] = {}
        self._written: dict[Element, dict[str, str]] = {}
        matcher = cssselect2.Matcher()
        count = 0
        for element in tree.root.iter(f"{SVG}style"):
            text = "".join(element.itertext())
            check_style_text(text, tree.marks[element])
            for selectors, declared in _rules(text):
                count += len(selectors)
                if count > MAX_SELECTORS:
                    message = f"the drawing has more than {MAX_SELECTORS} style rules"
                    raise NotDrawn(message, SAVE_PLAIN)
                for selector in selectors:
                    matcher.add_selector(selector, declared)
        if count:
            for wrapper in cssselect2.ElementWrapper.from_xml_root(tree.root).iter_subtree():
                for *_, declared in matcher.match(wrapper):
                    self._ruled.setdefault(wrapper.etree_element, {}).update(declared)

    def look(self, element: Element, outer: Look, known: Iterable[str]) -> dict[str, str]:
        """The look of an element.

        Args:
            element: The element.
            outer: The look of the element that it is drawn in.
            known: Names of attributes that are no matter of looks: places, sizes.

        Raises:
            NotDrawn: Something that cannot be drawn as it looks.
        """
        if element not in self._written:  # an element may be used a thousand times
            self._written[element] = self._read(element, known)
        look = {name: outer[name] for name in INHERITED} | _OWN
        for name, value in self._written[element].items():
            if value != "inherit":
                look[name] = value
            elif name in _OWN:
                look[name] = outer[name]
        return look

    def _read(self, element: Element, known: Iterable[str]) -> dict[str, str]:
        """What is written about the look of an element: the last word on each property counts."""
        written = {
            name: value.strip()
            for name, value in element.attrib.items()
            if "{" not in name and name not in known
        }
        written |= self._ruled.get(element, {}) | _declarations(element.get("style", ""))
        for name, value in written.items():
            if name not in INHERITED and name not in _OWN:
                _check_unused(name, value)
        return {name: value for name, value in written.items() if name in INHERITED or name in _OWN}


def _check_unused(name: str, value: str) -> None:
    if name in _NEUTRAL:
        if value.lower() not in _NEUTRAL[name]:
            hint = _WITHOUT.get("marker" if name.startswith("marker") else name, _FLATTEN)
            raise NotDrawn(f'"{name}" cannot be drawn: {quoted(value)}', hint)
    elif not _HARMLESS.fullmatch(name):
        raise NotDrawn(f"{quoted(name)} cannot be drawn", _FLATTEN)


def _rules(text: str) -> Iterable[tuple[Any, dict[str, str]]]:
    """The selectors and declarations of a style sheet."""
    if len(text) > _MAX_STYLE:
        raise NotDrawn("the style sheet of the drawing is too long", SAVE_PLAIN)
    for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
        if rule.type != "qualified-rule":
            what = f"@{rule.at_keyword}" if rule.type == "at-rule" else "a damaged rule"
            raise NotDrawn(f"{quoted(what)} in the style sheet cannot be used", SAVE_PLAIN)
        selector = tinycss2.serialize(rule.prelude).strip()
        if not _SIMPLE_SELECTOR.fullmatch(selector):
            # Rules that look at the elements around could be made to take for ever.
            message = f"the style rule {quoted(selector)} is more than a name, a class or an id"
            raise NotDrawn(message, SAVE_PLAIN)
        try:
            selectors = cssselect2.compile_selector_list(rule.prelude)
        except cssselect2.SelectorError:
            message = f"the style rule {quoted(selector)} is damaged"
            raise NotDrawn(message, SAVE_PLAIN) from None
        yield selectors, _declarations(rule.content)


def _declarations(style: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    if not style:
        return found
    if isinstance(style, str) and len(style) > _MAX_STYLE:
        raise NotDrawn("the style of an element is too long", SAVE_PLAIN)
    for item in tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True):
        if item.type != "declaration":
            raise NotDrawn("the style of an element is damaged", SAVE_PLAIN)
        value = tinycss2.serialize(item.value).strip()
        if item.important:
            raise NotDrawn(f'"{item.name}: {value} !important" cannot be used', SAVE_PLAIN)
        found[item.lower_name] = value
        if len(found) > _MAX_DECLARATIONS:
            raise NotDrawn("the style of an element is too long", SAVE_PLAIN)
    return found


def ink_of(look: Look, name: str) -> str:
    """The ink of a fill or a stroke, "#rrggbb", or "" for none.

    Raises:
        NotDrawn: A gradient, a pattern, an unknown colour, or one that is partly see-through.
    """
    value = look[name]
    if value.lower() in ("none", "transparent"):
        return ""
    if "url(" in value.lower():
        message = f"{name} is a gradient or a pattern, which cannot be drawn"
        raise NotDrawn(message, "In a drawing program, choose one plain colour instead.")
    colour = color3.parse_color(value)
    if colour == "currentColor":
        colour = color3.parse_color(look["color"])
    if colour is None or isinstance(colour, str):
        hint = "Write a name, #rrggbb or rgb(...)."
        raise NotDrawn(f"{quoted(value)} is not a colour that can be drawn", hint)
    alpha = colour.alpha * share_of(look, f"{name}-opacity")
    if not is_whole(alpha):
        raise see_through(alpha)
    if not alpha:
        return ""
    return "#" + "".join(f"{round(min(max(part, 0), 1) * 255):02x}" for part in colour[:3])


def is_whole(alpha: float) -> bool:
    """Whether something is wholly there or wholly absent."""
    return alpha == 0 or alpha > 0.998


def see_through(alpha: float) -> NotDrawn:
    """What to say of something in between: its colour depends on all that lies under it."""
    hint = "In a drawing program, set the opacity to 100 % and choose a lighter colour."
    return NotDrawn(f"something is partly see-through (opacity {alpha:.2g})", hint)


def share_of(look: Look, name: str) -> float:
    """An opacity, from 0 to 1."""
    value = look[name]
    number = value.removesuffix("%")
    if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?", number):
        raise NotDrawn(f"{quoted(value)} is not an opacity", "Write a number from 0 to 1.")
    share = float(number) / (100 if number != value else 1)
    return min(max(share, 0.0), 1.0)
