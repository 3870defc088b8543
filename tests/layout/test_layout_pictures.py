"""The time line and the charts of a booklet: drawn to scale, legible, and said in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plan_checks import check_inside, check_no_text_over_text, extent

from worksheets.document import Bar, Booklet, Chart, Cover, Handout, Tick, Timeline
from worksheets.layout.blocks.charts import place_charts
from worksheets.layout.blocks.timeline import place_timeline
from worksheets.layout.box import Laid
from worksheets.layout.flow import Geometry, draw_laid, fill_pages, make_page, parts_of
from worksheets.layout.graph import PAPER, contrast, thin_out, tint
from worksheets.layout.style import Style, make_style, rung_of
from worksheets.model import Template
from worksheets.model.base import Paper
from worksheets.model.template import BlockSetup
from worksheets.plan import Box, GlyphRun, Mark, Node, Page, Picture, Piece, Role, Rule, Tag

WORDS = dict.fromkeys(("id", "name", "description"), "x")
BLOCKS = ["masthead", "purpose", "cards"]
TEMPLATE = Template.model_validate({"kind": "template", **WORDS, "blocks": BLOCKS})
INK = TEMPLATE.colours
FOOT_PT = 40
PAPERS: tuple[tuple[Paper, float], ...] = (("a4", 12.5), ("a4", 18), ("a5", 10), ("a5", 13))
ALT = "The phases over 12 weeks."


def style_for(paper: Paper, body: float) -> Style:
    width, height = Geometry.of(TEMPLATE, paper).inner
    return make_style(TEMPLATE, rung_of(body), width, height - FOOT_PT)


def booklet(timeline: Timeline | None = None, charts: tuple[Chart, ...] = ()) -> Booklet:
    sheet, cover = cast(Handout, None), cast(Cover, None)
    return Booklet(
        sheet, cover, "", timeline, (), "", (), (), "Your progress charts", charts, "", ""
    )


class Drawable(NamedTuple):
    """A box of a block, drawn at its least height, its greatest or between."""

    laid: Laid

    @property
    def height(self) -> float:
        return self.laid.height

    def height_at(self, share: float) -> float:
        return self.laid.height + self.laid.box.grow * share

    def draw(self, share: float = 1) -> Node:
        return draw_laid(self.laid, self.height_at(share))


def timeline_boxes(timeline: Timeline, style: Style) -> list[Drawable]:
    boxes = place_timeline(booklet(timeline), BlockSetup(block="timeline"), style)
    return [Drawable(laid) for laid in parts_of(boxes, style.width)]


def chart_boxes(charts: tuple[Chart, ...], style: Style) -> list[Drawable]:
    boxes = place_charts(booklet(charts=charts), BlockSetup(block="charts"), style)
    return [Drawable(laid) for laid in parts_of(boxes, style.width)]


def figures(boxes: Sequence[Drawable], share: float = 1) -> list[Node]:
    nodes = [node for box in boxes for node in box.draw(share).nodes()]
    return [node for node in nodes if node.tag.role is Role.FIGURE]


def heading_tags(box: Drawable) -> list[Tag]:
    nodes = box.draw(0).nodes()
    return [node.tag for node in nodes if node.tag.role is Role.HEADING_2]


def texts_in(marks: Sequence[Mark]) -> list[GlyphRun]:
    return [mark for mark in marks if isinstance(mark, GlyphRun)]


def said(marks: Sequence[Mark]) -> str:
    return " ".join(" ".join(run.text for run in texts_in(marks)).split())


def check_box(box: Drawable, style: Style) -> None:
    """At its least and its greatest height: everything inside, no text over another."""
    assert box.height <= style.height + 0.01
    for share in (0, 1):
        size = style.width, box.height_at(share)
        page = Page(*size, (Piece(0, 0, *size, box.draw(share)),))
        check_inside(page, (0, 0, 0))
        check_no_text_over_text(page)


# ---- the time line


def ticks_for(weeks: int, label: str = "{}", *, dated: bool = True) -> tuple[Tick, ...]:
    return tuple(
        Tick(week, label.format(week + 1), f"{week % 28 + 1} Dec" if dated else "")
        for week in range(weeks)
    )


TYPICAL = Timeline(
    "Your recovery, week by week",
    12,
    ticks_for(12, "Week {}"),
    (
        Bar(1, "Protect and heal", 0, 1, True, False, True, "week 1"),
        Bar(2, "Move and load gently", 1, 5, False, False, True, "weeks 2 to 5"),
        Bar(3, "Build strength", 5, 9, False, False, True, "weeks 6 to 9"),
        Bar(4, "Back to running", 9, 12, False, True, False, "when you are ready"),
    ),
    Tick(0, "Today", "7 December"),
    ALT,
)

names = st.lists(
    st.sampled_from(["Rest", "Protect", "strength", "Wiederherstellungsmaßnahmen", "a", "łydki"]),
    min_size=1,
    max_size=12,
).map(" ".join)


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    weeks = draw(st.integers(1, 104))
    days = weeks * 7
    bars = []
    for number in range(1, draw(st.integers(1, 20)) + 1):
        begins = draw(st.integers(0, days - 1))
        ends = draw(st.integers(begins + 1, days))
        left = draw(st.booleans()) and begins == 0
        right = draw(st.booleans()) and ends == days
        when = draw(st.sampled_from(["", "week 1", "weeks 3 to 16", "when all of it is true"]))
        bars.append(
            Bar(number, draw(names), begins / 7, ends / 7, left, right, draw(st.booleans()), when)
        )
    label = draw(st.sampled_from(["{}", "Week {}"]))
    ticks = ticks_for(weeks, label, dated=draw(st.booleans()))
    place = draw(st.one_of(st.none(), st.integers(0, days)))
    today = (
        None if place is None else Tick(place / 7, "Today", draw(st.sampled_from(["", "7 Dec"])))
    )
    return Timeline("Your way", weeks, ticks, tuple(bars), today, ALT)


@dataclass(frozen=True)
class Drawn:
    """The marks of bars: where they stand, and what is in them."""

    left: float
    right: float
    top: float
    bottom: float
    fill: str
    dashed: bool


def drawn_bars(marks: Sequence[Mark]) -> Iterator[Drawn]:
    for mark in marks:
        if isinstance(mark, Picture):
            path = mark.image.paths[0]  # type: ignore[union-attr]
            dashed = bool(path.pen.dash)
            yield Drawn(
                mark.x, mark.x + mark.width, mark.y, mark.y + mark.height, path.fill, dashed
            )
        elif isinstance(mark, Box) and INK.accent in (mark.stroke, mark.fill):
            half = mark.line_width / 2
            right, bottom = mark.x + mark.width + half, mark.y + mark.height + half
            yield Drawn(mark.x - half, right, mark.y - half, bottom, mark.fill, bool(mark.dash))


def uprights(marks: Sequence[Mark], *inks: str) -> list[Rule]:
    return [
        mark
        for mark in marks
        if isinstance(mark, Rule) and mark.x1 == mark.x2 and (not inks or mark.ink in inks)
    ]


@settings(max_examples=20, deadline=None)
@given(timelines(), st.sampled_from(PAPERS))
def test_any_time_line_is_legible_and_to_scale(
    timeline: Timeline, paper: tuple[Paper, float]
) -> None:
    style = style_for(*paper)
    boxes = timeline_boxes(timeline, style)
    assert boxes[0].laid.box.keep_next
    assert boxes[0].height + boxes[1].laid.box.gap + boxes[1].height <= style.height
    for box in boxes:
        check_box(box, style)
    parts = [list(box.draw().marks()) for box in boxes[1:]]
    drawn = [bar for part in parts for bar in drawn_bars(part)]
    assert len(drawn) == len(timeline.bars)
    scale = style.width / timeline.weeks
    for bar, mark in zip(timeline.bars, drawn, strict=True):
        assert mark.left == pytest.approx(bar.begins * scale, abs=0.5)
        assert mark.right == pytest.approx(max(bar.ends * scale, mark.left + 0.9), abs=0.5)
        if mark.right - mark.left > 3:
            assert mark.dashed is not bar.is_dated
    whole = said([mark for part in parts for mark in part])
    for bar in timeline.bars:
        assert f"{bar.number} {bar.name}" in whole
        assert bar.when in whole
    for part in parts:
        check_bars_in_rows(list(drawn_bars(part)), part)
        check_week_lines(part, timeline, scale)
        check_today(part, timeline, style)


def check_bars_in_rows(bars: Sequence[Drawn], marks: Sequence[Mark]) -> None:
    """One under the other in order, and no line of words runs over the edge of one."""
    for upper, lower in pairwise(bars):
        assert lower.top >= upper.bottom
    for run in texts_in(marks):
        left, top, right, bottom = extent(run)
        for bar in bars:
            if top < bar.bottom - 0.5 and bottom > bar.top + 0.5:
                inside = left >= bar.left - 0.1 and right <= bar.right + 0.1
                assert inside or right <= bar.left + 0.1 or left >= bar.right - 0.1, run
                if inside:
                    assert contrast(run.ink, bar.fill) >= 4.5


def check_week_lines(marks: Sequence[Mark], timeline: Timeline, scale: float) -> None:
    """Lines stand where weeks begin, and a number stands right of the line of its week."""
    faint = [rule.x1 for rule in uprights(marks) if rule.ink != INK.text]
    weeks = [tick.at * scale for tick in timeline.ticks] + [timeline.weeks * scale]
    for x in faint:
        assert min(abs(x - week) for week in weeks) < 0.01
    top = min(run.y for run in texts_in(marks))
    printed = {run.text.strip(): run.x for run in texts_in(marks) if run.y == top}
    by_label = {tick.label: tick for tick in timeline.ticks}
    assert timeline.ticks[0].label in printed
    for text, x in printed.items():
        place = by_label[text].at * scale
        assert place < x < place + 6
        assert any(abs(line - place) < 0.01 for line in faint)


def check_today(marks: Sequence[Mark], timeline: Timeline, style: Style) -> None:
    """The line of today stands in its place and is never drawn through words."""
    rules = uprights(marks, INK.text)
    if timeline.today is None:
        assert not rules
        return
    place = timeline.today.at / timeline.weeks * style.width
    assert rules and "Today" in said(marks)
    for rule in rules:
        assert rule.x1 == pytest.approx(place, abs=1)
        for run in texts_in(marks):
            left, top, right, bottom = extent(run)
            crosses = left < rule.x1 < right and top < rule.y2 and bottom > rule.y1
            assert not crosses or "Today" in run.text, run
    flags = [mark for mark in marks if isinstance(mark, Box) and mark.stroke == INK.text]
    (flag,) = flags
    assert min(abs(flag.x - place), abs(flag.x + flag.width - place)) <= 1 or (
        flag.x <= place <= flag.x + flag.width
    )


@pytest.mark.parametrize("paper", PAPERS)
def test_a_picture_is_one_figure_said_in_words(paper: tuple[Paper, float]) -> None:
    style = style_for(*paper)
    heading, picture = timeline_boxes(TYPICAL, style)
    assert heading_tags(heading) == [Tag(Role.HEADING_2, bookmark="Your recovery, week by week")]
    node = picture.draw()
    assert node.tag == Tag(Role.FIGURE, accessible_text=ALT)
    assert not any(isinstance(child, Node) for child in node.children)


def test_no_phases_no_picture_and_no_measures_no_charts() -> None:
    style = style_for("a4", 12)
    assert place_timeline(booklet(), BlockSetup(block="timeline"), style) == []
    assert chart_boxes((), style) == []


def test_phases_too_many_for_a_page_go_on_and_are_heard_once() -> None:
    style = style_for("a5", 13)
    long = " ".join(["range of movement before loading"] * 8)
    bars = tuple(Bar(n, long, 4, 6, False, False, True, "weeks 5 to 6") for n in range(1, 21))
    boxes = timeline_boxes(TYPICAL._replace(bars=bars), style)
    roles = [box.draw(0).tag.role for box in boxes[1:]]
    assert roles[:2] == [Role.FIGURE, Role.ARTIFACT]
    assert set(roles[1:]) == {Role.ARTIFACT}
    assert all(box.height <= style.height for box in boxes)
    numbers = [f"{n} range" in said(list(s.draw(0).marks())) for s in boxes for n in range(1, 21)]
    assert numbers.count(True) >= 20


def test_words_stand_in_the_bar_beside_it_or_above_it() -> None:
    style = style_for("a4", 12)
    long = "Regain a full and comfortable range of movement in the ankle"
    bars = (
        Bar(1, "Inside", 0, 6, False, False, True, "now"),
        Bar(2, "To the right of a short bar", 1, 1.3, False, False, True, "now"),
        Bar(3, "To the left of a short bar", 11, 11.3, False, False, True, "now"),
        Bar(4, long, 5, 7, False, False, True, "now"),
    )
    _, box = timeline_boxes(TYPICAL._replace(bars=bars), style)
    marks = list(box.draw().marks())
    first, second, third, fourth = drawn_bars(marks)
    at = {run.text.strip(): run for run in texts_in(marks)}
    assert first.left < at["Inside"].x < first.right
    assert at["To the right of a short bar"].x > second.right
    assert extent(at["To the left of a short bar"])[2] < third.left
    assert at[long].y < fourth.top


def test_open_ends_are_points_and_closed_ones_are_not() -> None:
    style = style_for("a4", 12)
    _, box = timeline_boxes(TYPICAL, style)
    pictures = [mark for mark in box.draw().marks() if isinstance(mark, Picture)]
    corners = [len(mark.image.paths[0].steps) - 1 for mark in pictures]  # type: ignore[union-attr]
    assert corners == [5, 5]
    both = (Bar(1, "All", 0, 12, True, True, True, ""),)
    _, box = timeline_boxes(TYPICAL._replace(bars=both), style)
    (picture,) = (mark for mark in box.draw().marks() if isinstance(mark, Picture))
    assert len(picture.image.paths[0].steps) - 1 == 6  # type: ignore[union-attr]


def test_neighbours_have_different_tints() -> None:
    _, box = timeline_boxes(TYPICAL, style_for("a4", 12))
    fills = [bar.fill for bar in drawn_bars(list(box.draw().marks()))]
    assert fills[0] != fills[1] != fills[2] == fills[0]
    assert fills[3] == PAPER
    assert contrast(fills[0], fills[1]) > 1.2


# ---- what both share


@given(st.integers(1, 120), st.floats(2, 60), st.floats(3, 50))
def test_labels_are_thinned_until_none_meet(count: int, pitch: float, width: float) -> None:
    lefts = [index * pitch for index in range(count)]
    room = count * pitch + 1
    kept = thin_out(lefts, [width] * count, room, 4)
    assert all(b - a == kept[1] - kept[0] for a, b in pairwise(kept))
    assert all(lefts[a] + width + 4 <= lefts[b] for a, b in pairwise(kept))
    assert all(lefts[index] + width <= room for index in kept)
    if width + 4 <= pitch:
        assert len(kept) == count


@given(st.from_regex(r"\A#[0-9a-f]{6}\Z"), st.floats(0.05, 1))
def test_text_can_be_read_on_a_tint(ink: str, share: float) -> None:
    colour = tint(ink, share, "#595959")
    assert contrast("#595959", colour) >= 4.5
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


# ---- charts


def chart(
    count: int = 12,
    marks: Sequence[int] = (0, 5, 10, 15, 20, 25, 30),
    target: tuple[float, ...] = (20, 25),
    label: str = "Target: 20 to 25",
    title: str = "Heel raises in a row",
    unit: str = "",
    how: tuple[str, ...] = ("Each week, draw a dot.", "Join the dots."),
) -> Chart:
    span = marks[-1] - marks[0]
    weeks = tuple(str(week + 1) for week in range(count))
    shares = tuple((str(mark), (mark - marks[0]) / span) for mark in marks)
    aims = tuple((value - marks[0]) / span for value in target)
    alt = f"A blank chart to plot {title}."
    return Chart(title, how, unit, weeks, "Week", shares, aims, label, alt)


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    step = draw(st.sampled_from([1, 2, 5, 10, 25, 5000]))
    count = draw(st.integers(1, 12))
    marks = [step * index for index in range(count + 1)]
    target = draw(st.lists(st.floats(0, marks[-1]), max_size=2, unique=True).map(sorted))
    label = draw(st.sampled_from(["Target: twenty", "Ziel: 20 bis 25 Wiederholungen ohne Halt"]))
    return chart(
        draw(st.integers(1, 104)),
        marks,
        tuple(target),
        label if target else "Target: ____",
        draw(names),
        draw(st.sampled_from(["", "degrees", "centimetres round the calf, a hand below the knee"])),
        draw(st.sampled_from([(), ("Rise as high as you can.",), ("Rise as you can. " * 9,)])),
    )


def axes(marks: Sequence[Mark]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the plot."""
    (side,) = uprights(marks, INK.text)
    (foot,) = (
        mark
        for mark in marks
        if isinstance(mark, Rule) and mark.y1 == mark.y2 and mark.ink == INK.text and not mark.dash
    )
    assert (foot.x1, foot.y1) == (side.x1, side.y2)
    return side.x1, side.y1, foot.x2, foot.y1


@settings(max_examples=20, deadline=None)
@given(charts(), st.sampled_from(PAPERS), st.sampled_from([0, 0.5, 1]))
def test_any_chart_is_legible_and_to_scale(
    one: Chart, paper: tuple[Paper, float], share: float
) -> None:
    style = style_for(*paper)
    boxes = chart_boxes((one,), style)
    for box in boxes:
        check_box(box, style)
    (figure,) = figures(boxes, share)
    assert figure.tag == Tag(Role.FIGURE, accessible_text=one.alt)
    marks = list(figure.marks())
    assert len(marks) == len(figure.children)
    left, top, right, bottom = axes(marks)
    assert right == style.width and bottom - top >= 60
    check_weeks(one, marks, (left, right))
    flat = [mark for mark in marks if isinstance(mark, Rule) and mark.y1 == mark.y2]
    for _, height in one.marks:
        y = bottom - height * (bottom - top)
        assert any(abs(rule.y1 - y) < 0.01 and rule.ink == INK.line for rule in flat)
    dashed = [rule for rule in flat if rule.dash]
    assert [rule.y1 for rule in dashed] == pytest.approx(
        [bottom - height * (bottom - top) for height in one.target]
    )
    assert all((rule.x1, rule.x2) == (left, right) for rule in dashed)
    assert one.target_label in said(marks) and one.unit in said(marks)
    check_target_words(one, marks, (top, right))


def check_weeks(one: Chart, marks: Sequence[Mark], plot: tuple[float, float]) -> None:
    """A line a week, all equally far apart, each number in the middle under its line."""
    left, right = plot
    lines = sorted(rule.x1 for rule in uprights(marks) if rule.ink != INK.text)
    pitch = (right - left) / len(one.weeks)
    assert lines == pytest.approx([left + (n + 0.5) * pitch for n in range(len(one.weeks))])
    foot = max(run.y for run in texts_in(marks))
    row = [run for run in texts_in(marks) if run.y == foot and run.text != one.axis]
    assert one.axis in said(marks) and row[0].text == "1"
    for run in row:
        middle = (extent(run)[0] + extent(run)[2]) / 2
        assert middle == pytest.approx(lines[int(run.text) - 1], abs=0.5)


def check_target_words(one: Chart, marks: Sequence[Mark], corner: tuple[float, float]) -> None:
    """At the right end, over the line; in the corner over the plot where there is no target."""
    top, right = corner
    start = one.target_label.split()[0]
    last = one.target_label.split()[-1]
    runs = [run for run in texts_in(marks) if run.text.startswith(start)]
    ends = [run for run in texts_in(marks) if run.text.rstrip().endswith(last)]
    assert runs and ends
    assert right - 8 <= extent(ends[-1])[2] <= right + 0.1
    lines = [mark.y1 for mark in marks if isinstance(mark, Rule) and mark.dash]
    assert ends[-1].y <= min(lines, default=top)


def test_a_range_has_a_tint_between_its_lines() -> None:
    boxes = chart_boxes((chart(),), style_for("a4", 12))
    marks = list(figures(boxes)[0].marks())
    low, high = sorted(mark.y1 for mark in marks if isinstance(mark, Rule) and mark.dash)
    band = next(mark for mark in marks if isinstance(mark, Box))
    assert (band.y, band.y + band.height) == pytest.approx((low, high))
    assert contrast(band.fill, PAPER) < 1.6, "little ink"


def test_fine_lines_stand_for_whole_numbers() -> None:
    style = style_for("a4", 12)
    for marks in ([0, 5, 10, 15], [0, 10, 20], [0, 2, 4], [60, 80, 100]):
        one = chart(marks=marks, target=(), label="Target: ____")
        (figure,) = figures(chart_boxes((one,), style))
        _, top, _, bottom = axes(list(figure.marks()))
        span = marks[-1] - marks[0]
        values = [
            (bottom - mark.y1) / (bottom - top) * span
            for mark in figure.marks()
            if isinstance(mark, Rule) and mark.y1 == mark.y2
        ]
        assert len(set(values)) > len(marks)
        assert all(value == pytest.approx(round(value), abs=1e-6) for value in values)


@pytest.mark.parametrize(("paper", "body", "at_least"), [("a4", 12, 3), ("a5", 10, 2)])
def test_charts_share_a_page_and_fill_it(paper: Paper, body: float, at_least: int) -> None:
    style = style_for(paper, body)
    boxes = chart_boxes(tuple(chart(title=f"Measure {n}") for n in range(6)), style)
    assert heading_tags(boxes[0]) == [Tag(Role.HEADING_2, bookmark="Your progress charts")]
    pages = fill_pages([one.laid for one in boxes], style)
    assert [len(page) for page in pages] == [
        at_least + (not number) for number in range(6 // at_least)
    ]
    foot = Node(Tag(Role.ARTIFACT), ())
    sheet = Geometry.of(TEMPLATE, paper)
    for page in pages:
        drawn = make_page(page, foot, FOOT_PT, sheet)
        *_, last, _ = drawn.pieces
        assert last.y + last.height == pytest.approx(sheet.area(FOOT_PT).bottom)


def test_a_title_in_another_language_says_so() -> None:
    one = chart()._replace(language="pl")
    _, box = chart_boxes((one,), style_for("a4", 12))
    title = next(node for node in box.draw(0).nodes() if node.tag.role is Role.HEADING_2)
    assert title.tag.language == "pl"


def test_words_longer_than_a_page_leave_their_chart_and_stay_one_paragraph() -> None:
    style = style_for("a5", 13)
    sentence = "Sit down and wait until it is calm. "
    one = chart(how=(sentence * 100,))
    boxes = chart_boxes((one,), style)
    for box in boxes:
        check_box(box, style)
    nodes = [node for box in boxes for node in box.draw(0).nodes()]
    keys = {node.tag.key for node in nodes if node.tag.role is Role.PARAGRAPH}
    assert len(keys) == 1 and "" not in keys
    assert said([mark for box in boxes for mark in box.draw(0).marks()]).count("calm") == 100
    assert len(figures(boxes)) == 1
