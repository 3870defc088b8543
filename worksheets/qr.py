"""QR codes: an address as a drawing that a phone reads, encoded by ReportLab."""

from functools import lru_cache
from itertools import groupby

from worksheets.plan import Drawing, Path, make_drawing

QUIET_ZONE = 4
"""Empty modules around a code, as ISO/IEC 18004 wants them; part of the drawing."""

_INK = "#000000"


@lru_cache(maxsize=256)
def draw_code(text: str) -> Drawing:
    """A QR code, one unit of the drawing a module; error correction M, or better at the same size.

    The cache saves encoding an address for each sheet (30 ms): sheets of one program share theirs.
    """
    from reportlab.graphics.barcode.qrencoder import (  # large, and most sheets need no codes
        QRCode,
        QRErrorCorrectLevel,
    )

    levels = [QRErrorCorrectLevel.M, QRErrorCorrectLevel.Q, QRErrorCorrectLevel.H]
    codes = [QRCode(None, level) for level in levels]
    for code in codes:
        code.addData(text)
    version = codes[0].calculate_version()
    best = [code for code in codes if code.calculate_version() == version][-1]
    best.make()
    side = len(best.modules) + 2 * QUIET_ZONE
    steps: list[tuple[str, tuple[float, ...]]] = []
    for top, row in enumerate(best.modules, QUIET_ZONE):
        for is_dark, columns in groupby(range(len(row)), key=row.__getitem__):
            if is_dark:
                run = [column + QUIET_ZONE for column in columns]
                steps += _rectangle(run[0], top, run[-1] + 1, top + 1)
    return make_drawing(side, side, [Path(tuple(steps), fill=_INK)])


def _rectangle(
    left: float, top: float, right: float, bottom: float
) -> tuple[tuple[str, tuple[float, ...]], ...]:
    return (
        ("m", (left, top)),
        ("l", (right, top)),
        ("l", (right, bottom)),
        ("l", (left, bottom)),
        ("h", ()),
    )
