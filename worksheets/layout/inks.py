"""The inks of drawings: names of a template's colours become its colours."""

from hashlib import sha256

from worksheets.model.template import Colours
from worksheets.plan import Drawing


def inked(drawing: Drawing, colours: Colours) -> Drawing:
    """A drawing in a template's colours; inks that are colours already stay."""
    named = {name: getattr(colours, name) for name in Colours.model_fields}
    if not any(path.fill in named or path.stroke in named for path in drawing.paths):
        return drawing
    paths = [
        path._replace(
            fill=named.get(path.fill, path.fill), stroke=named.get(path.stroke, path.stroke)
        )
        for path in drawing.paths
    ]
    key = sha256(f"{drawing.key} {colours!r}".encode()).hexdigest()[:16]
    return Drawing(key, drawing.width, drawing.height, tuple(paths))
