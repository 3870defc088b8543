"""What was written, in one line."""

from pathlib import Path

from worksheets.app import Product
from worksheets.load.source import showable

_PAPERS = {(595, 842): "A4", (612, 792): "Letter", (420, 595): "A5", (396, 612): "half Letter"}
_POINTS_A_MM = 72 / 25.4
"""Width and height in whole points, held upright."""


def summary(product: Product, target: Path | None, *, replaced: bool = False) -> str:
    """Say it like `Wrote handout.pdf: 1 page, A4, body 11.5 pt.`.

    Args:
        product: What was made.
        target: Where it was written, or None for standard output.
        replaced: Whether there was a file before.
    """
    plan = product.plan
    where = showable(str(target)) if target else "to standard output"
    pages = "1 page" if len(plan.pages) == 1 else f"{len(plan.pages)} pages"
    sizes = ", ".join(dict.fromkeys(_paper(page.width, page.height) for page in plan.pages))
    done = "Replaced" if replaced else "Wrote"
    said = f"{done} {where}: {pages}, {sizes}, body {round(plan.body_size, 2):g} pt."
    return (
        f"{said}\n{_to_fold(product.imposed.sheets, product.imposed.creep)}"
        if product.imposed
        else said
    )


def _to_fold(count: int, creep_pt: float) -> str:
    """What to do at the printer, and how far inner pages will stick out."""
    sheets = "1 sheet" if count == 1 else f"{count} sheets"
    creep = creep_pt / _POINTS_A_MM
    return (
        f"Print {sheets} on both sides, turned at the short edge, without scaling; fold them "
        f"together. Inner pages stick out by {creep:.1f} mm. To read on a screen, make the "
        "booklet without --imposed."
    )


def _paper(width_pt: float, height_pt: float) -> str:
    width, height = round(width_pt), round(height_pt)
    name = _PAPERS.get((min(width, height), max(width, height)), f"{width} × {height} pt")
    return f"{name} landscape" if width > height else name
