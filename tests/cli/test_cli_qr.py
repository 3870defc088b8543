"""`worksheets handout --qr`: codes that a phone reads from the page, and what is said without."""

from pathlib import Path

import pypdfium2
import zxingcpp
from cli_runs import ISSUED, pdf_text, run_ok

VIDEO = "https://example.org/heel-raise?from=sheet&t=10"


def write_files(folder: Path) -> None:
    text = f"kind: exercise\nname: Heel raise\nsteps: Rise.\nvideo: {VIDEO}\n"
    (folder / "heel-raise.yaml").write_text(text)
    text = "kind: clinic\nname: Hillside Clinic\nwebsite: https://hillside.example.org/\n"
    (folder / "clinic.yaml").write_text(text)


def codes_in(path: Path) -> set[str]:
    """What a phone reads from the pages, printed at 200 dots an inch."""
    with pypdfium2.PdfDocument(path) as document:
        pages = [page.render(scale=200 / 72, grayscale=True).to_pil() for page in document]
    return {code.text for page in pages for code in zxingcpp.read_barcodes(page)}


def test_codes_are_read_back_as_the_addresses(folder: Path) -> None:
    write_files(folder)
    words = ("handout", "achilles-rupture", *ISSUED, "--library", ".", "--clinic", "clinic.yaml")
    run_ok(*words, "-o", "plain.pdf")
    run_ok(*words, "--qr", "-o", "codes.pdf")
    assert codes_in(folder / "plain.pdf") == set()
    assert codes_in(folder / "codes.pdf") == {VIDEO, "https://hillside.example.org/"}
    for name in ("plain.pdf", "codes.pdf"):
        text = pdf_text((folder / name).read_bytes()).replace(" ", "")
        assert "example.org/heel-raise?from=sheet&t=10" in text
        assert "hillside.example.org" in text


def test_without_an_address_the_user_is_told_where_to_write_one(folder: Path) -> None:
    result = run_ok("handout", "achilles-rupture", *ISSUED, "--qr", "-o", "out.pdf")
    assert "no file names an address for a QR code" in result.stderr
    assert "Write video: in an exercise file, or website: in a clinic file." in result.stderr
    assert codes_in(folder / "out.pdf") == set()
