"""However many small objects a file has, each is where the table of the file says it is."""

from datetime import date
from io import BytesIO

import pypdf
import pytest

from worksheets.app import make_document
from worksheets.load.order import Order
from worksheets.model import Patient
from worksheets.pdf import file

ORDER = Order(
    "achilles-rupture", date(2026, 12, 7), "booklet", weeks=2, patient=Patient(name="Ann Lee")
)


def texts(data: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(data), strict=True).pages]


def test_a_pack_that_is_full_takes_no_number_of_another_object(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Wherever between two objects the pack that is being filled happens to be full."""
    whole = texts(make_document(ORDER).data)
    assert "Ann Lee" in whole[0]
    for most in range(20, 44):
        monkeypatch.setattr(file, "_MAX_PACKED", most)
        assert texts(make_document(ORDER).data) == whole, most
