"""Looking at Plans without drawing them: a dump to compare, and what must hold for every page."""

from collections import Counter
from collections.abc import Iterator

from worksheets import plan as plans
from worksheets.document import Document, Handout
from worksheets.facts import BLANK
from worksheets.layout.style import MM
from worksheets.plan import Blank, Box, GlyphRun, Mark, Node, Page, Picture, Placed, Plan, Role


def dump_plan(plan: Plan) -> str:
    """Every node and mark of a plan, a line each, with positions rounded to tenths of a point."""
    lines = [f"{plan.title} | {plan.subject} | {plan.language} | body {plan.body_size:g} pt"]
    for number, page in enumerate(plan.pages, 1):
        lines.append(f"page {number}: {page.width:.1f} x {page.height:.1f}")
        for piece in page.pieces:
            place = f"{piece.x:.1f} {piece.y:.1f} {piece.width:.1f} x {piece.height:.1f}"
            lines.append(f"  piece {place}")
            lines += _dump_node(piece.node.flatten(), "    ")
    return "\n".join(lines) + "\n"


def _dump_node(node: Node, indent: str) -> Iterator[str]:
    tag = node.tag
    extra = [
        tag.scope.value,
        tag.key and f"key={tag.key}",
        tag.accessible_text and f'"{tag.accessible_text}"',
    ]
    extra += [tag.name and f"name={tag.name}", tag.target and f"to={tag.target}"]
    extra += [tag.language and f"language={tag.language}"]
    yield " ".join([indent + tag.role.value, *(part for part in extra if part)])
    for child in node.children:
        if isinstance(child, Node):
            yield from _dump_node(child, indent + "  ")
        elif not isinstance(child, Placed):
            yield f"{indent}  {_dump_mark(child)}"


def _dump_mark(mark: Mark) -> str:
    match mark:
        case GlyphRun():
            fonts = "/".join(dict.fromkeys(word.font for word in mark.words))
            return f"{mark.x:.1f} {mark.y:.1f} {fonts} {mark.size:.2f} {mark.ink} {mark.text!r}"
        case Box():
            inks = f"stroke {mark.stroke or '-'} fill {mark.fill or '-'}"
            return f"{mark.x:.1f} {mark.y:.1f} box {mark.width:.1f} x {mark.height:.1f} {inks}"
        case plans.Rule():
            return f"{mark.x1:.1f} {mark.y1:.1f} rule to {mark.x2:.1f} {mark.y2:.1f} {mark.ink}"
        case Picture():
            return f"{mark.x:.1f} {mark.y:.1f} picture {mark.width:.1f} x {mark.height:.1f}"
        case Blank():
            place = f"{mark.x:.1f} {mark.y:.1f} blank {mark.width:.1f} x {mark.height:.1f}"
            sort = "choice" if mark.choices else "lines" if mark.lines else "line"
            return f"{place} {sort} {mark.size:.2f} {mark.ink or '-'}"


def extent(mark: Mark) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a mark in its piece; of text, its line without the tails."""
    match mark:
        case GlyphRun():
            drawn = sum(word.advance for word in mark.words) * mark.size / 1000
            drawn -= trailing_space(mark)
            return mark.x, mark.y - mark.size * 0.7, mark.x + drawn, mark.y
        case plans.Rule():
            return mark.x1, min(mark.y1, mark.y2), mark.x2, max(mark.y1, mark.y2)
        case _:
            return mark.x, mark.y, mark.x + mark.width, mark.y + mark.height


def trailing_space(run: GlyphRun) -> float:
    text = run.words[-1].text
    blanks = len(text) - len(text.rstrip(" \u2002"))
    glyphs = run.words[-1].glyphs[len(text) - blanks :] if blanks else ()
    return sum(glyph.advance for glyph in glyphs) * run.size / 1000


Edges = tuple[float, float, float]
"""The margins of a page: at its sides, above and below."""


def usual_edges(page: Page) -> Edges:
    """The margins of the built-in templates: 14, 10 and 8 mm, and less on half a sheet."""
    side = 14 * MM * (0.72 if min(page.width, page.height) < 450 else 1.0)
    return side, max(5 * MM, side * 10 / 14), max(5 * MM, side * 8 / 14)


def check_plan(plan: Plan, margin: float = 0.0) -> None:
    """Nothing outside the margins, nothing over something else; 0 for the usual margins."""
    assert plan.pages
    for number, page in enumerate(plan.pages):
        edges = (margin, margin, margin) if margin else usual_edges(page)
        page = without_owner(page, edges) if number else page
        check_inside(page, edges)
        check_no_piece_over_another(page)
        check_no_text_over_text(page)


def without_owner(page: Page, edges: Edges) -> Page:
    """The page without the patient's name in its upper margin, if it stands there as it should."""
    *others, last = page.pieces
    margin, above, _ = edges
    if last.y >= above:
        return page
    assert last.node.tag.role is Role.ARTIFACT
    for mark in last.node.marks():
        left, top, right, bottom = extent(mark)
        assert margin - 0.01 <= last.x + left <= last.x + right <= page.width - margin + 0.01
        assert 0 <= last.y + top <= last.y + bottom <= above
        assert isinstance(mark, GlyphRun) and mark.size >= 7
    return page._replace(pieces=tuple(others))


def check_inside(page: Page, edges: Edges) -> None:
    margin, above, below = edges
    for piece in page.pieces:
        assert piece.node.children, "an empty piece"
        for mark in piece.node.marks():
            left, top, right, bottom = extent(mark)
            assert piece.x + left >= margin - 0.5, mark
            assert piece.x + right <= page.width - margin + 0.5, mark
            assert piece.y + top >= above - 0.5, mark
            assert piece.y + bottom <= page.height - below + 0.5, mark


def check_no_piece_over_another(page: Page) -> None:
    bottom = 0.0
    for piece in page.pieces:
        assert piece.y >= bottom - 0.01, piece
        bottom = piece.y + piece.height
        for mark in piece.node.marks():
            assert extent(mark)[3] <= piece.height + 0.5, mark


def check_no_text_over_text(page: Page) -> None:
    for piece in page.pieces:
        runs = [extent(mark) for mark in piece.node.marks() if isinstance(mark, GlyphRun)]
        for index, (left, top, right, bottom) in enumerate(runs):
            for other in runs[index + 1 :]:
                apart = (
                    other[0] >= right - 0.1
                    or other[2] <= left + 0.1
                    or other[1] >= bottom - 0.1
                    or other[3] <= top + 0.1
                )
                assert apart, (runs[index], other)


def nodes_of(plan: Plan, *roles: Role) -> list[Node]:
    """The nodes of some roles, or all of them, in reading order."""
    pieces = [piece for page in plan.pages for piece in page.pieces]
    nodes = [node for piece in pieces for node in piece.node.nodes()]
    return [node for node in nodes if not roles or node.tag.role in roles]


def text_of(node: Node, between: str = "") -> str:
    """The words in a node, with something between two runs."""
    return between.join(mark.text for mark in node.marks() if isinstance(mark, GlyphRun))


def words_of_plan(plan: Plan) -> Counter[str]:
    """How often each word stands in a plan."""
    lines = [
        "".join(mark.text for mark in node.children if isinstance(mark, GlyphRun))
        for node in nodes_of(plan)
    ]
    return Counter(" ".join(lines).split())


def words_of_sheet(document: Document, template: str) -> Counter[str]:
    """The words of a handout that a template must print, and how often."""
    strip, sheet = document
    assert isinstance(sheet, Handout)
    texts = [sheet.masthead.title, sheet.masthead.subtitle, *sheet.masthead.clinic]
    for field in (*strip.fields, sheet.purpose, sheet.equipment):
        texts += [field.label, field.value] if field else []
    box = sheet.stop_and_call
    texts += [box.heading, *box.signs]
    texts += [box.emergency.label, box.emergency.value] if box.emergency else []
    for gate in sheet.clearances:
        texts += [gate.heading, gate.warning]
        texts += [gate.by.label, gate.by.value] if gate.by else []
        texts += [gate.on.label] if gate.on else []
    texts.append(sheet.footer.disclaimer)
    if template in ("handout", "compact"):
        for card in sheet.cards:
            texts += [card.name, *card.details, *card.steps, card.gate]
            texts += [fact.text.replace(BLANK, "") for fact in card.dose]
            texts += [part for remark in card.remarks for part in (remark.label, remark.value)]
            texts += [card.video.label, card.video.text] if card.video else []
    texts += [row.label for row in sheet.grid.writing]
    texts += [part for column in sheet.grid.columns for part in (column.weekday, column.day)]
    texts += [row.name for row in sheet.grid.rows]
    if template == "grid":
        known = [fact for row in sheet.grid.rows for fact in row.dose if fact.is_known]
        texts += [row.gate for row in sheet.grid.rows] + [fact.text for fact in known]
    else:
        texts.append(sheet.grid.title)
    return Counter(word.strip(",;") for text in texts for word in text.split())
