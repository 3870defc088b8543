"""Envelopes with a window: where the address of a letter must stand so that it shows.

Three things are known of every envelope: what its window shows of a letter that lies as it should,
what it may show of one that has slid, and where the letter is folded.

- **DIN 5008**, form B, the one for windows: the address field begins 45 mm from the top and 20 mm
  from the left and is 85 mm x 45 mm; the return line and remarks have the upper 17.7 mm, the
  address the lower 27.3 mm, and text is 5 mm in. Folds at 105 and 210 mm. The envelopes are those
  of DIN 680: DL, 110 mm x 220 mm, window 90 mm x 45 mm, 20 mm from the left and 15 mm from the
  bottom. (The field ends 90 mm from the top; 105 mm is the fold.)
- **UK**: there is no such standard for letters. The area is that of the letters which GOV.UK Notify
  takes: text between 24.6 and 120 mm from the left and 39.5 and 66.3 mm from the top, and nothing
  else before 95 mm down or 125 mm across. NHS Notify sends such letters in C5, folded once. Short
  addresses stand in the lower part, where windows of DL envelopes (usually 90 mm x 35 mm, 20 mm
  from the left, about 20 mm from the bottom; folded in thirds) show them too.
- **US**: a number 10 envelope, 9 1/2 x 4 1/8 inches, whose usual window is 4 1/2 x 1 1/8 inches,
  7/8 inch from the left and 1/2 inch from the bottom; the letter is folded in thirds. The Domestic
  Mail Manual of the US Postal Service, 601.6.3, wants 1/8 inch between the address and the window
  and nothing in it but the address, so that the return address stands outside.
"""

from typing import NamedTuple

from worksheets.layout.box import Area

_MM = 72 / 25.4
_SHIFT_MM = 3.0
"""How far a letter may slide, or be cut or folded wrongly, before the address is touched."""


class Envelope(NamedTuple):
    """What an envelope asks of the page that shows in its window; lengths in points.

    Attributes:
        window: What shows of a letter that lies as it should.
        text: Where text may stand that must show.
        clear: What may show when the letter slides: nothing else stands here.
        start: Where the address begins, if it is short enough.
        folds: Where the paper is folded, from its top.
        returns: Whether the address of the sender shows in the window as well.
    """

    window: Area
    text: Area
    clear: Area
    start: float
    folds: tuple[float, ...]
    returns: bool = False

    @property
    def beside(self) -> float:
        """Left edge of what may stand beside the window."""
        return max(125 * _MM, self.clear.right + _SHIFT_MM * _MM)


def envelope_for(window: str, width: float, height: float) -> Envelope:
    """The envelope of a kind.

    Args:
        window: "din5008", "uk" or "us".
        width: Width of the page in points.
        height: Height of the page in points.
    """
    return {"din5008": _din_5008, "uk": _uk, "us": _us}[window](width / _MM, height / _MM)


def _area(left: float, top: float, right: float, bottom: float) -> Area:
    """An area from its edges in millimetres."""
    return Area(left * _MM, top * _MM, (right - left) * _MM, (bottom - top) * _MM)


def _folds(*places: float) -> tuple[float, ...]:
    return tuple(place * _MM for place in places)


def _din_5008(width: float, height: float) -> Envelope:
    # A letter of 105 mm x 210 mm slides 5 mm upwards and 5 mm to each side in an envelope of
    # 110 mm x 220 mm; what the window always shows is 20 to 100 mm across and 50 to 90 mm down.
    return Envelope(
        window=_area(15, 45, 105, 90),
        text=_area(25, 50, 100 - _SHIFT_MM, 90 - _SHIFT_MM),
        clear=_area(10 - _SHIFT_MM, 45 - _SHIFT_MM, 110 + _SHIFT_MM, 95 + _SHIFT_MM),
        start=62.7 * _MM,
        folds=_folds(105, 210),
        returns=True,
    )


def _uk(width: float, height: float) -> Envelope:
    return Envelope(
        window=_area(24.6 - _SHIFT_MM, 39.5, 120, 66.3),
        text=_area(24.6, 39.5 + _SHIFT_MM, 105 - _SHIFT_MM, 66.3 - _SHIFT_MM),
        clear=_area(0, 30, 122, min(95, height / 3 - 0.5)),
        start=49 * _MM,
        folds=_folds(height / 3, height / 2, height * 2 / 3),
    )


def _us(width: float, height: float) -> Envelope:
    inch = 25.4
    fold = height / 3
    high, wide = 1.125 * inch, 4.5 * inch
    top = fold - inch / 2 - high  # of a letter that stands on the lower edge of the envelope
    slides = 4.125 * inch - fold, 9.5 * inch - width  # upwards, and from side to side
    right = 0.875 * inch  # of a letter at the left end of the envelope: its window begins here
    left = right - slides[1]
    middle = (left + right) / 2
    return Envelope(
        window=_area(middle, top, middle + wide, top + high),
        text=_area(right + inch / 8, top + inch / 8, left + wide - inch / 8, top + high - inch / 8),
        clear=_area(
            max(0.0, left - _SHIFT_MM),
            top - _SHIFT_MM,
            right + wide + _SHIFT_MM,
            min(top + high + slides[0] + _SHIFT_MM, fold - 0.5),
        ),
        start=(top + slides[0] + inch / 8) * _MM,
        folds=_folds(fold, 2 * fold),
    )
