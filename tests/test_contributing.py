"""The block that CONTRIBUTING.md shows: registered as it says, it is laid out and drawn."""

import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from worksheets.app import DocumentMaker, resolve_document
from worksheets.facts import dose_text
from worksheets.layout import lay_out
from worksheets.layout.fit import handout_of
from worksheets.layout.registry import BLOCKS
from worksheets.load.order import Order
from worksheets.model import Patient
from worksheets.model.base import Paper
from worksheets.model.template import BlockSetup
from worksheets.pdf.draw import draw_plan
from worksheets.plan import GlyphRun, Plan

ROOT = Path(__file__).parents[1]


def example() -> str:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"^```python\n(.*?)^```", text, re.M | re.S)
    assert code.count("\n") <= 60
    assert max(map(len, code.splitlines())) <= 100
    return str(code)


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_block_of_the_example_is_registered_laid_out_and_drawn(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    module: dict[str, Any] = {"__name__": "worksheets.layout.blocks.summary"}
    exec(compile(example(), "CONTRIBUTING.md", "exec"), module)
    monkeypatch.setitem(BLOCKS, "summary", module["place_summary"])  # type: ignore[misc]
    order = Order("achilles-rupture", date(2026, 12, 1), patient=Patient(name="Ann Lee"))
    loaded = DocumentMaker().load(order)
    document = resolve_document(order, loaded)
    summary: Any = "summary"
    blocks = (*loaded.template.blocks, BlockSetup.model_construct(block=summary))
    with_block = loaded.template.model_copy(update={"blocks": blocks})

    plan, _ = lay_out(document, with_block, paper)
    before, after = words_of(lay_out(document, loaded.template, paper)[0]), words_of(plan)
    cards = handout_of(document).cards
    printed = squeeze("".join(card.name + dose_text(card.dose) for card in cards))
    for card in cards:
        for text in map(squeeze, (card.name, dose_text(card.dose))):
            assert after.count(text) == before.count(text) + printed.count(text)
    assert draw_plan(plan).startswith(b"%PDF-")


def words_of(plan: Plan) -> str:
    pieces = [piece for page in plan.pages for piece in page.pieces]
    marks = [mark for piece in pieces for mark in piece.node.marks()]
    return squeeze("".join(mark.text for mark in marks if isinstance(mark, GlyphRun)))


def squeeze(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "docs/architecture.md", "docs/decisions.md"])
def test_every_file_that_a_page_names_is_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:\w+/)+(?:\w+\.(?:py|yaml))?)`", text))
    assert named
    for name in named - {"layout/blocks/summary.py", "data/locales/xx.yaml"}:
        assert any((ROOT / root / name).exists() for root in ("", "worksheets")), name


def test_every_cache_is_in_the_table_of_architecture() -> None:
    package = ROOT / "worksheets"
    sites = Counter[str]()
    for path in package.rglob("*.py"):
        code = re.sub(r"^(?:from|import) .*", "", path.read_text(encoding="utf-8"), flags=re.M)
        found = re.findall(r"@?lru_cache\b|@cache\b|@cached_property\b", code)
        sites.update({path.relative_to(package).as_posix(): len(found)})
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = page[page.index("## Caches") :]
    assert Counter(re.findall(r"^\| `([\w/]+\.py)` \|", table, re.M)) == +sites
    assert sites.total() <= 20
