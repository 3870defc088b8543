"""Protection of a file with a password: AES-256, as PDF 2.0 has it (revision 6)."""

import stringprep
from io import BytesIO
from unicodedata import normalize

from worksheets.problems import Kind, Problem, WorksheetError

_MAX_BYTES = 127
"""Readers ignore what follows in a password: ISO 32000-2, 7.6.4.3.3."""

_PROHIBITED = [
    getattr(stringprep, f"in_table_{table}")
    for table in ("c12", "c21_c22", "c3", "c4", "c5", "c6", "c7", "c8", "c9")
]
_ARCHIVED = b"<pdfaid:part>"


def protect(data: bytes, password: str) -> bytes:
    """Encrypt a file, so that it opens with a password only.

    Whoever opens it may do everything with it: print, copy, fill in, and have it read aloud. Tags,
    bookmarks and metadata are kept, and nothing of them can be read without the password. The same
    file never gives the same bytes twice, because keys and salts are random.

    Args:
        data: A file that was drawn.
        password: What opens it, in any of the spellings of Unicode that mean the same.

    Raises:
        ValueError: The password is empty.
        WorksheetError: The password cannot be typed in, the file says that it keeps to PDF/A, which
            allows no encryption, or pikepdf is not installed.
    """
    if not password:
        raise ValueError("a file needs a password that is not empty")
    if _ARCHIVED in data:
        message = "a file for the archive (PDF/A) must not be protected with a password"
        raise WorksheetError([Problem(message, "Leave out one of the two.", kind=Kind.USAGE)])
    prepared = prepare_password(password)
    try:
        import pikepdf  # large, and only wanted for protected files
    except ImportError:
        message = "files cannot be protected, because pikepdf is not installed"
        hint = "Type: pip install 'worksheets[protect]'"
        raise WorksheetError([Problem(message, hint, kind=Kind.USAGE)]) from None
    everything = pikepdf.Permissions(modify_assembly=True)  # all else is allowed anyway
    # One password for both roles: an owner without one would open the file with none.
    lock = pikepdf.Encryption(owner=prepared, user=prepared, R=6, allow=everything)
    packed = BytesIO()
    with pikepdf.open(BytesIO(data)) as document:
        document.save(packed, encryption=lock, fix_metadata_version=False)
    return packed.getvalue()


def prepare_password(password: str) -> str:
    """A password as programs that open PDF files prepare it: SASLprep, RFC 4013.

    Raises:
        WorksheetError: It has a character that cannot be typed, is empty or too long.
    """
    spaced = [" " if stringprep.in_table_c12(one) else one for one in password]
    kept = "".join(one for one in spaced if not stringprep.in_table_b1(one))
    prepared = normalize("NFKC", kept)
    if any(is_in(one) for one in prepared for is_in in _PROHIBITED) or not _is_one_way(prepared):
        raise _refusal("has a character that cannot be typed", "Use letters, digits and signs.")
    if not prepared.strip():
        raise _refusal("is empty, once what cannot be seen is left out", "Use letters and digits.")
    if len(prepared.encode("utf-8")) > _MAX_BYTES:
        raise _refusal("is too long", f"Use at most {_MAX_BYTES} letters.")
    return prepared


def _is_one_way(text: str) -> bool:
    """Whether text that runs from right to left does so throughout (RFC 3454, section 6)."""
    leftwards = [stringprep.in_table_d1(one) for one in text]
    if not any(leftwards):
        return True
    return leftwards[0] and leftwards[-1] and not any(map(stringprep.in_table_d2, text))


def _refusal(what: str, hint: str) -> WorksheetError:
    return WorksheetError([Problem(f"the password {what}", hint)])
