"""The inks of drawings: names of a template's colours become its colours."""

from functools import lru_cache

from worksheets.model.template import Colours
from worksheets.plan import Drawing, make_drawing


@lru_cache(maxsize=1024)
def inked(drawing: Drawing, colours: Colours) -> Drawing:
    """A drawing in a template's colours; inks that are colours already stay."""
    named = {name: getattr(colours, name) for name in Colours.model_fields}
    paths = [
        path._replace(
            fill=named.get(path.fill, path.fill), stroke=named.get(path.stroke, path.stroke)
        )
        for path in drawing.paths
    ]
    return make_drawing(drawing.width, drawing.height, paths)
