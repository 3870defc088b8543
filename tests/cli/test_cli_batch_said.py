"""What a batch says to the people at the front desk: on the proof sheet, and in messages."""

from pathlib import Path

import pytest
from cli_runs import ISSUED, folder, pdf_text, run

__all__ = ["folder"]
HEAD = "MRN,Surname,Side,Programme"
ROW = "000123,Finch,left,achilles-rupture"


def roster(path: Path, *rows: str, head: str = HEAD) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join((head, *(rows or (ROW,)))) + "\n", encoding="utf-8")


@pytest.mark.parametrize("words", [("-o", "out"), ("--merge", "out/print.pdf")])
def test_staff_read_the_name_of_the_roster_and_not_where_it_lies(
    folder: Path, words: tuple[str, ...]
) -> None:
    roster(folder / "ward-7" / "monday.csv")
    (folder / "out").mkdir()
    for path in ("ward-7/monday.csv", str(folder / "ward-7" / "monday.csv")):
        again = ("--resume",) if "-o" in words else ()
        assert run("batch", path, *ISSUED, *words, *again).exit_code == 0
        for pdf in (folder / "out").glob("p*.pdf"):
            text = pdf_text(pdf.read_bytes())
            assert "monday.csv" in text
            assert "ward-7" not in text
