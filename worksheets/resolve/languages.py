"""Which words of a sheet are in another language than the sheet itself."""


def unless_same(language: str, sheet_language: str) -> str:
    """A language, or "" where words in it need no mark: en on a sheet in en-GB, but not en-US.

    Args:
        language: BCP 47 tag of the words.
        sheet_language: That of the sheet.
    """
    one, other = f"{language}-".lower(), f"{sheet_language}-".lower()
    return "" if one.startswith(other) or other.startswith(one) else language
