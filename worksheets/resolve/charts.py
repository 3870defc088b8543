"""Blank charts in words and numbers: one for each measure of a program."""

from worksheets.document import Chart
from worksheets.model.phase import Measure
from worksheets.resolve.languages import unless_same
from worksheets.resolve.parts import Parts
from worksheets.resolve.weeks import target_text
from worksheets.resolve.wording import Wording

_MOST_MARKS = 8
_STEPS = (1, 2, 5)


def charts_of(wording: Wording, parts: Parts, weeks: int) -> tuple[Chart, ...]:
    """A chart for each measure, over the weeks of the booklet."""
    return tuple(_chart(wording, parts, measure, weeks) for measure in parts.program.measures)


def _chart(wording: Wording, parts: Parts, measure: Measure, weeks: int) -> Chart:
    phrases = parts.locale.booklet
    span = measure.most - measure.least

    def height(number: int) -> float:
        return (number - measure.least) / span

    step = mark_step(measure.least, measure.most)
    first = -(-measure.least // step) * step
    numbers = range(first, measure.most + 1, step)
    targets = [one for one in (measure.target, measure.target_to) if one is not None]
    label = target_text(wording, measure.target, measure.target_to) or phrases.target_blank
    how = (measure.how, phrases.chart_how) if measure.how else (phrases.chart_how,)
    return Chart(
        title=measure.name,
        how=how,
        unit=measure.unit or "",
        weeks=tuple(str(number) for number in range(1, weeks + 1)),
        axis=phrases.chart_axis,
        marks=tuple((wording.say("{n, number}", n=number), height(number)) for number in numbers),
        target=tuple(height(number) for number in targets),
        target_label=label,
        alt=wording.say(
            phrases.chart_alt,
            name=measure.name,
            weeks=weeks,
            least=measure.least,
            most=measure.most,
            target=label,
        ),
        language=unless_same(parts.program.language, parts.locale.language),
    )


def mark_step(least: int, most: int) -> int:
    """The distance between numbers at an axis: 1, 2, 5, 10, 20 ... so that there are few enough."""
    power = 1
    while True:
        for step in _STEPS:
            if (most - least) / (step * power) <= _MOST_MARKS:
                return step * power
        power *= 10
