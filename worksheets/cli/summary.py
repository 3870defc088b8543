"""What was written, in one line."""

from pathlib import Path

from worksheets.load.source import showable
from worksheets.plan import Page, Plan

_PAPERS = {(595, 842): "A4", (612, 792): "Letter"}
"""Width and height in whole points, held upright."""


def summary(plan: Plan, target: Path | None) -> str:
    """Say it like `Wrote handout.pdf: 1 page, A4, body 11.5 pt.`.

    Args:
        plan: What was drawn.
        target: Where it was written, or None for standard output.
    """
    where = showable(str(target)) if target else "to standard output"
    pages = "1 page" if len(plan.pages) == 1 else f"{len(plan.pages)} pages"
    sizes = ", ".join(dict.fromkeys(map(_paper, plan.pages)))
    return f"Wrote {where}: {pages}, {sizes}, body {round(plan.body_size, 2):g} pt."


def _paper(page: Page) -> str:
    width, height = round(page.width), round(page.height)
    name = _PAPERS.get((min(width, height), max(width, height)), f"{width} × {height} pt")
    return f"{name} landscape" if width > height else name
