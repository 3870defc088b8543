"""What is moved or held, in words: "with 2–3 kg", "with an orange band"."""

from worksheets.model.quantity import Bound
from worksheets.model.resistance import Load
from worksheets.resolve.amounts import quantity_text
from worksheets.resolve.wording import BLANK, Wording


def load_text(wording: Wording, load: Load | None) -> str:
    """A load as part of a sentence, "" when there is none."""
    if load is None:
        return ""
    phrases = wording.locale.dose
    if load.weight:
        return wording.say(phrases.with_load, load=quantity_text(wording, load.weight))
    if load.band:
        return wording.say(phrases.with_load, load=_bands(wording, load))
    return wording.say(phrases.with_body_weight)


def _bands(wording: Wording, load: Load) -> str:
    phrases = wording.locale.dose
    low = _colour(wording, load.band)
    if load.band_bound is Bound.RANGE:
        said = wording.say(phrases.bands, low=low, high=_colour(wording, load.band_to))
    else:
        said = wording.say(phrases.band, colour=low)
    if load.band_bound is Bound.UP_TO:
        said = wording.say(phrases.band_or_easier, band=said)
    elif load.band_bound is Bound.AT_LEAST:
        said = wording.say(phrases.band_or_harder, band=said)
    if not load.band_target:
        return said
    target = wording.say(phrases.band, colour=_colour(wording, load.band_target))
    return wording.say(wording.locale.amounts.working_up_to, start=said, target=target)


def _colour(wording: Wording, colour: str | None) -> str:
    return BLANK if colour in (None, "blank") else str(getattr(wording.locale.dose, str(colour)))
