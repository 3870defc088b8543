"""A protected file opens with its password, in every spelling of it, and with nothing else."""

import sys
from datetime import datetime
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
import pypdf
import pypdfium2
import pytest
from access_checks import structure_problems
from access_files import Case, complaints, file_of
from access_tree import read_tagged
from pypdf.constants import UserAccessPermissions

from worksheets.pdf.protect import prepare_password, protect
from worksheets.problems import WorksheetError

COMPOSED, DECOMPOSED = "caf\u00e9 Łódź 7", "cafe\u0301 Łódz\u0301 7"
CASES = [Case(), Case(fillable=True), Case("grid", content="long")]


@cache
def protected(case: Case = CASES[0], password: str = COMPOSED) -> bytes:
    return protect(file_of(case), password)


def unlocked(data: bytes, password: str) -> bytes:
    """The file without its lock, as another program writes it."""
    packed = BytesIO()
    with pikepdf.open(BytesIO(data), password=password) as document:
        document.save(packed, fix_metadata_version=False)
    return packed.getvalue()


@pytest.mark.parametrize("given", [COMPOSED, DECOMPOSED])
@pytest.mark.parametrize("typed", [COMPOSED, DECOMPOSED])
def test_both_spellings_of_a_letter_are_one_password(given: str, typed: str) -> None:
    """A reader that prepares what is typed opens it, whichever keyboard typed it."""
    reader = pypdf.PdfReader(BytesIO(protected(password=given)), strict=True)
    assert reader.decrypt(prepare_password(typed))
    assert reader.decrypt(typed), "pypdf prepares passwords by itself"
    assert "Siobhán" in reader.pages[0].extract_text()


@pytest.mark.parametrize("password", ["secret", "päss wörd", "пароль", "密碼", "סיסמה", "x" * 127])
def test_it_opens_with_its_password_in_two_readers(password: str) -> None:
    data = protected(password=password)
    document = pypdfium2.PdfDocument(data, password=password)
    assert "Siobhán" in document[0].get_textpage().get_text_range()
    document.close()
    assert pypdf.PdfReader(BytesIO(data), strict=True).decrypt(password)


@pytest.mark.parametrize("wrong", ["", " ", COMPOSED.upper(), COMPOSED[:-1], COMPOSED + " "])
def test_it_opens_with_nothing_else(wrong: str) -> None:
    assert not pypdf.PdfReader(BytesIO(protected())).decrypt(wrong)
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(protected(), password=wrong)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(protected()), password=wrong)


def test_it_is_locked_with_the_strongest_lock_and_keeps_nobody_from_anything() -> None:
    reader = pypdf.PdfReader(BytesIO(protected()))
    lock: Any = reader.trailer["/Encrypt"]
    assert (lock["/V"], lock["/R"]) == (5, 6)
    assert lock["/CF"]["/StdCF"]["/CFM"] == "/AESV3"
    assert lock.get("/EncryptMetadata", True)
    reader.decrypt(COMPOSED)
    allowed = reader.user_access_permissions
    assert allowed is not None
    assert allowed & UserAccessPermissions.all() == UserAccessPermissions.all()


def test_nothing_of_the_file_can_be_read_without_the_password() -> None:
    data = protected(Case(), "open sesame")
    plain = file_of(Case())
    for secret in (b"open sesame", b"Achilles", b"pdfuaid"):
        assert secret not in data
    assert b"pdfuaid" in plain, "else this would say nothing"


@pytest.mark.parametrize("case", CASES, ids=str)
def test_behind_the_lock_the_file_is_as_it_was(case: Case) -> None:
    data, plain = unlocked(protected(case), COMPOSED), read_tagged(file_of(case))
    assert structure_problems(data) == []
    assert complaints(data) == []
    open_file = read_tagged(data)
    assert open_file.words() == plain.words()
    assert open_file.reader.metadata == plain.reader.metadata
    metadata = [file.catalog["/Metadata"].get_data() for file in (open_file, plain)]
    assert metadata[0] == metadata[1]
    titles = [[item["/Title"] for item in file.reader.outline] for file in (open_file, plain)]  # type: ignore[call-overload]
    assert titles[0] == titles[1]


def test_the_pages_look_the_same() -> None:
    pictures = []
    for data, password in ((file_of(Case()), None), (protected(), COMPOSED)):
        document = pypdfium2.PdfDocument(data, password=password)
        pictures.append(document[0].render(scale=1).to_pil().tobytes())
        document.close()
    assert pictures[0] == pictures[1]


def test_no_two_files_have_the_same_key() -> None:
    plain = file_of(Case())
    first, second = protect(plain, COMPOSED), protect(plain, COMPOSED)
    assert first != second
    locks: Any = [pypdf.PdfReader(BytesIO(one)).trailer["/Encrypt"] for one in (first, second)]
    salts = [lock["/U"] for lock in locks]
    assert salts[0] != salts[1]


@pytest.mark.parametrize(
    ("password", "prepared"),
    [
        ("I\u00adX", "IX"),
        ("user", "user"),
        ("\u00aa", "a"),
        ("\u2168", "IX"),
        ("a\u00a0b", "a b"),
        (DECOMPOSED, COMPOSED),
        ("\u0627\u0031\u0628", "\u0627\u0031\u0628"),
    ],
)
def test_passwords_are_prepared_as_the_standard_says(password: str, prepared: str) -> None:
    """The first four are the examples of RFC 4013."""
    assert prepare_password(password) == prepared


@pytest.mark.parametrize(
    "password",
    ["a\u0007b", "\u0627\u0031", "\ud800", "\ufffd", "\ue000", "\u200b", "ä" * 64, "a\u05d0"],
    ids=ascii,
)
def test_what_cannot_be_typed_is_refused_without_repeating_it(password: str) -> None:
    with pytest.raises(WorksheetError) as caught:
        protect(file_of(Case()), password)
    assert password not in str(caught.value)


def test_an_empty_password_is_refused() -> None:
    with pytest.raises(ValueError, match="not empty"):
        protect(file_of(Case()), "")


def test_an_archive_is_not_locked() -> None:
    with pytest.raises(WorksheetError, match="PDF/A"):
        protect(file_of(Case(archive=True)), "secret")


def test_without_the_library_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pikepdf", None)
    with pytest.raises(WorksheetError, match=r"pip install 'worksheets\[protect\]'"):
        protect(file_of(Case()), "secret")


def test_the_moment_of_the_file_stays() -> None:
    made = pypdf.PdfReader(BytesIO(unlocked(protected(), COMPOSED))).metadata
    assert made is not None and made.creation_date is not None
    assert made.creation_date.replace(tzinfo=None) == datetime(2026, 12, 7)
