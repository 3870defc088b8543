"""How often Python looks for garbage."""

import gc


def collect_rarely() -> None:
    """Look for garbage less often than Python does by itself.

    **Why:** a command makes its documents and ends, and what it keeps is not garbage. Going through
    all of it again and again, and once more at the end, takes a fifth of the time of a sheet.
    """
    gc.set_threshold(500_000, 20, 100)
