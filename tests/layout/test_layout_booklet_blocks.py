"""The front of a booklet, its exercises and its last pages, laid out from parts made by hand."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
from block_pages import body_of, check_order, draw_pages, nodes_of, style_of
from plan_checks import check_plan, text_of, words_of_plan

from worksheets.document import (
    Booklet,
    Card,
    CheckList,
    Clearance,
    Cover,
    ExercisePart,
    Field,
    Figure,
    Footer,
    Handout,
    Ladder,
    Link,
    Masthead,
    PhaseText,
    StopAndCall,
    Strip,
    TickBox,
    WeekGrid,
    WeeksDose,
    Words,
)
from worksheets.facts import BLANK, Fact
from worksheets.layout.blocks.contents import place_contents, place_notes
from worksheets.layout.blocks.cover import place_cover
from worksheets.layout.blocks.exercises import place_exercises
from worksheets.layout.blocks.phases import place_phases
from worksheets.layout.blocks.purpose import place_stop
from worksheets.layout.box import Laid
from worksheets.layout.flow import Geometry, draw_laid, parts_of
from worksheets.layout.style import Style
from worksheets.load.library import Library
from worksheets.model import Template
from worksheets.model.base import Paper
from worksheets.pdf.draw import DrawOptions, draw_plan
from worksheets.plan import Blank, GlyphRun, Node, Path, Picture, Plan, Role, Rule, make_drawing

TEMPLATE: Template = Library().load("template", "booklet")
SETUPS = {setup.block: setup for setup in TEMPLATE.blocks}
SIZES: list[tuple[Paper, float]] = [("a4", 12), ("letter", 12), ("a5", 11), ("a5", 11.5)]
MM = 72 / 25.4
PHONE = Link("01632 960001", "tel:01632960001")
FIGURE = Figure(
    make_drawing(100, 80, [Path((("m", (0, 0)), ("l", (100, 80))), stroke="#000000")]),
    "A person stretches a calf.",
    "Keep the heel down.",
)
STRIP = (
    Field("Name", "Siobhán O'Connor", "patient.name"),
    Field("Number", "000130", "patient.number"),
    Field("Side", "Left", "patient.side"),
    Field("Clinician", "", "patient.clinician"),
    Field("Start", "7 December 2026", "patient.start"),
    Field("Weeks since surgery", "9 (5 October 2026)", "patient.weeks"),
    Field("Bring to visit on", "", "patient.bring-on"),
)
LONG_NAME = (Field("Name", "Wolfeschlegelsteinhausen " * 8, "patient.name"), *STRIP[1:])
SHEET = Handout(
    language="en-GB",
    masthead=Masthead(
        "Achilles tendon rupture",
        "Stretches and exercises for home",
        ("Harbour Clinic", "12 Quay Street, Whitby YO21 1AB", "01632 960001", "example.org"),
        None,
        (PHONE, Link("example.org", "https://example.org/")),
    ),
    purpose=Field(
        "Why:",
        "These stretches and exercises help before and after surgery. The stronger and more "
        "flexible you are before it, the better you recover afterwards.",
    ),
    equipment=Field("You need:", "A strap, dog leash, belt or towel; a wall; something sturdy."),
    stop_and_call=StopAndCall(
        "Stop and call us on 01632 960001 if:",
        ("you feel a sudden pop or a sharp pain", "your calf becomes painful, warm and swollen"),
        Field("Call an ambulance", "for chest pain or shortness of breath."),
        ("chest pain", "shortness of breath"),
        PHONE,
    ),
    clearances=(),
    cards=(),
    grid=WeekGrid("", "", (), (), ()),
    footer=Footer("For general education only. " * 16, "ACH-1", "page {page} of {pages}"),
)
COVER = Cover(
    "6 weeks, from 7 December 2026",
    "What I want to be able to do again",
    tuple(Field(f"goal {n}", "", f"goals.{n}") for n in (1, 2, 3)),
    Words(
        "How to use this booklet",
        (
            "Read the exercises first and try each one.",
            "Open the page of this week. It says what to do on each day, and what is new.",
            "Tick a box when you have done a set. A shaded day is a day off; a dashed box is for "
            "more than you have to do.",
            "At the end of the day, write down your pain and how hard it was, from 0 to 10.",
            "Once a week, measure and draw a dot in your charts.",
            "Bring the booklet to your next visit.",
        ),
    ),
    "Stop and call us on 01632 960001 if you see one of the signs on the last page.",
)
GATE = Clearance(
    "Exercises 1 and 3: wait for the OK.",
    "Do not pull your foot towards you until your clinician has said that you may.",
    Field("OK given by", "", "clearance.1.by"),
    Field("Date", "", "clearance.1.on"),
)
LADDER = Ladder(
    "Levels:",
    tuple(TickBox(label, label) for label in ("both hands", "one finger", "no hands")),
    ("Move up when it is easy.", "Move down if you sway."),
    "de",
)


def part(number: int, **changes: Any) -> ExercisePart:
    card = Card(
        number=number,
        id=f"exercise-{number}",
        name=f"Stretch number {number}",
        dose=(),
        details=("Rest a minute in between.",),
        steps=(f"Sit down on chair {number} with the leg straight.", "Pull the strap and hold."),
        remarks=(Field("You should feel:", "A stretch underneath the leg, in the calf."),),
        figure=FIGURE,
        language="fr",
        name_language="fr",
    )
    hold = Fact("Hold", "30 seconds", "hold")
    doses = tuple(
        WeeksDose(label, (hold, Fact("", times, "times")))
        for label, times in (("Weeks 1 to 3", "3 times"), ("From week 4", "5 times"))
    )
    daily = WeeksDose("", (Fact("", "10 times a day", "how-often"), Fact("Rest", BLANK, "rest")))
    return ExercisePart(
        card._replace(**changes),
        (GATE,) if number == 1 else (),
        (daily,) if number == 2 else doses,
        LADDER if number == 3 else None,
    )


def phase(number: int) -> PhaseText:
    boxes = tuple(
        TickBox(f"Sign {n} of phase {number} is true.", "tick box", name=f"entry.{number}.{n}")
        for n in (1, 2)
    )
    return PhaseText(
        f"Phase {number}: Build",
        f"weeks {number} to {number + 3}",
        (
            Words("Goals:", (f"Walk {number} miles.", "Stand on one leg."), "fr"),
            Words("Boot or brace:", (f"A boot with {number} wedges.",)),
        ),
        (CheckList(f"Begin phase {number} only when:", boxes),) if number > 1 else (),
        "fr",
    )


TYPICAL = Booklet(
    SHEET, COVER, "Contents", None, tuple(map(phase, (1, 2, 3))), "Your exercises",
    tuple(map(part, (1, 2, 3, 4, 5))), (), "Your charts", (), "When to stop", "Notes",
)  # fmt: skip
LONG_STEPS = tuple(f"Step{n} lift the heel slowly, " + "and hold it " * 9 for n in range(30))
WORST = TYPICAL._replace(
    sheet=SHEET._replace(
        masthead=SHEET.masthead._replace(
            title="Rehabilitation after an Achilles tendon rupture with or without an operation",
            clinic=("The Royal Harbour and District Hospitals Foundation " * 4, "01632 960001"),
        ),
        stop_and_call=SHEET.stop_and_call._replace(signs=("you feel a sudden pop " * 6,) * 12),
    ),
    phases=tuple(map(phase, range(1, 9))),
    exercises=(
        *map(part, range(1, 7)),
        part(7, steps=LONG_STEPS),
        part(8, figure=None),
        *map(part, range(9, 13)),
    ),
)
BARE = TYPICAL._replace(
    sheet=SHEET._replace(
        masthead=SHEET.masthead._replace(clinic=(), links=(), subtitle=""),
        equipment=None,
        stop_and_call=SHEET.stop_and_call._replace(emergency=None, emergency_signs=()),
    ),
    phases=(),
    exercises=tuple(part(n, figure=None) for n in (1, 2)),
)
BOOKLETS = {"typical": TYPICAL, "worst": WORST, "bare": BARE}
ENTRIES = tuple((f"Week {n}", n % 3 + 1) for n in range(1, 31))


def blocks_of(booklet: Booklet, style: Style) -> dict[str, list[Laid]]:
    blocks = {
        "cover": place_cover(booklet, Strip(LONG_NAME if booklet is WORST else STRIP), style),
        "contents": place_contents(booklet.contents, ENTRIES, style),
        "phases": place_phases(booklet, SETUPS["phases"], style),
        "exercises": place_exercises(booklet, SETUPS["exercises"], style),
        "stop": place_stop(booklet, SETUPS["stop-and-call"], style),
        "notes": place_notes(booklet.notes, style),
    }
    return {name: parts_of(boxes, style.width) for name, boxes in blocks.items()}


def lay_out(booklet: Booklet, paper: Paper, body: float, *only: str) -> Plan:
    """The blocks, each from a page of its own on."""
    footer = booklet.sheet.footer
    style = style_of(TEMPLATE, footer, paper, body)
    blocks = [
        boxes for name, boxes in blocks_of(booklet, style).items() if name in (only or (name,))
    ]
    return Plan(
        "", "en-GB", "", draw_pages(blocks, style, footer, Geometry.of(TEMPLATE, paper)), body
    )


def read(node: Node) -> str:
    """The words that a screen reader reads, in order."""
    if node.tag.role is Role.ARTIFACT:
        return ""
    parts = [
        read(child) if isinstance(child, Node) else child.text
        for child in node.children
        if isinstance(child, Node | GlyphRun)
    ]
    return " ".join(" ".join(parts).split())


def texts_of(plan: Plan) -> list[str]:
    """What is read on each page, without the foot."""
    return [" ".join(read(piece.node) for piece in body_of(page)).strip() for page in plan.pages]


def said_of(dose: WeeksDose) -> list[str]:
    """The weeks and the facts of a dose; a blank is a line."""
    return [dose.label, *(fact.text.replace(BLANK, "").strip() for fact in dose.facts)]


def words_of_card(one: ExercisePart) -> list[str]:
    card = one.card
    texts = [*card.steps, *(part for remark in card.remarks for part in remark[:2])]
    texts += [part for dose in one.doses for part in said_of(dose)] + list(card.details)
    if one.ladder:
        levels = [level.label for level in one.ladder.levels]
        texts += [one.ladder.heading, *levels, *one.ladder.rules]
    return [word for text in texts for word in text.split()]


each_size = pytest.mark.parametrize(("paper", "body"), SIZES)
each_booklet = pytest.mark.parametrize("name", BOOKLETS)


@each_size
@each_booklet
def test_nothing_overlaps_or_leaves_its_box(name: str, paper: Paper, body: float) -> None:
    booklet = BOOKLETS[name]
    style = style_of(TEMPLATE, booklet.sheet.footer, paper, body)
    for boxes in blocks_of(booklet, style).values():
        assert all(0 < box.height <= style.height for box in boxes)
    plan = lay_out(booklet, paper, body)
    check_plan(plan)
    for fillable in (False, True):
        assert draw_plan(plan, options=DrawOptions(fillable=fillable)).startswith(b"%PDF")


@each_size
@each_booklet
def test_every_word_of_the_exercises_stands_there(name: str, paper: Paper, body: float) -> None:
    booklet = BOOKLETS[name]
    texts = texts_of(lay_out(booklet, paper, body, "exercises"))
    printed = Counter(" ".join(texts).split())
    wanted = Counter(word for one in booklet.exercises for word in words_of_card(one))
    assert {word: printed[word] for word in wanted if printed[word] < wanted[word]} == {}
    check_order(" ".join(texts), [one.card.name for one in booklet.exercises])


@each_size
def test_the_achilles_cover_is_short_and_in_reading_order(paper: Paper, body: float) -> None:
    plan = lay_out(TYPICAL, paper, body, "cover")
    text = " ".join(texts_of(plan))
    assert len(plan.pages) <= (2 if paper == "a5" else 1)
    head = SHEET.masthead
    fields = [part for field in STRIP for part in (field.label, field.value)]
    check_order(
        text,
        [head.title, head.subtitle, COVER.length, *head.clinic[:1], *fields, SHEET.purpose.value,
         "You need:", COVER.goals, COVER.how_to.label, *COVER.how_to.sentences, COVER.stop],
    )  # fmt: skip
    (title,) = nodes_of(plan.pages, Role.HEADING_1)
    sizes = {mark.size for mark in title.marks() if isinstance(mark, GlyphRun)}
    assert sizes == {2.4 * body}


def test_the_lines_of_the_cover_have_names_and_grow() -> None:
    heights = []
    for paper, body in (SIZES[0], SIZES[2]):
        nodes = list(nodes_of(lay_out(TYPICAL, paper, body, "cover").pages, Role.FIELD))
        assert [(node.tag.name, node.tag.accessible_text) for node in nodes] == [
            ("patient.clinician", "Clinician"), ("patient.bring-on", "Bring to visit on"),
            ("goals.1", "goal 1"), ("goals.2", "goal 2"), ("goals.3", "goal 3"),
        ]  # fmt: skip
        (line,) = nodes[-1].marks()
        assert isinstance(line, Blank)
        assert line.width == pytest.approx(Geometry.of(TEMPLATE, paper).inner[0])
        heights.append(line.height)
    assert heights[0] > 8 * MM > heights[1] > 5.5 * MM


def test_field_names_stand_once() -> None:
    for booklet in BOOKLETS.values():
        plan = lay_out(booklet, "a5", 10)
        fields = [*nodes_of(plan.pages, Role.FIELD), *nodes_of(plan.pages, Role.TICK_BOX)]
        names = [node.tag.name for node in fields]
        assert len(set(names)) == len(names)
        assert all(names)
        assert {"clearance.1.by", "clearance.1.on", "goals.1"} <= set(names)


@each_size
@pytest.mark.parametrize("count", [1, 24, 25, 60, 150])
def test_each_entry_of_the_contents_leads_to_its_page(
    count: int, paper: Paper, body: float
) -> None:
    style = style_of(TEMPLATE, SHEET.footer, paper, body)
    titles = [f"Week {n} " + "with a long title " * (n % 9 == 8) for n in range(count)]
    entries = [(title, 7 * n) for n, title in enumerate(titles)]
    boxes = parts_of(place_contents("Contents", entries, style), style.width)
    other = place_contents("Contents", [(title, 1) for title in titles], style)
    assert [one.height for one in boxes] == [one.height for one in parts_of(other, style.width)]
    links = [
        node for one in boxes for node in draw_laid(one, one.height).nodes()
        if node.tag.role is Role.LINK
    ]  # fmt: skip
    assert [(node.tag.accessible_text, node.tag.target) for node in links] == [
        (title, f"#{7 * n}") for n, title in enumerate(titles)
    ]
    for number, node in enumerate(links):
        assert read(node) == f"{titles[number].strip()} {7 * number}"
    lefts = {round(min(m.x for m in n.marks() if isinstance(m, GlyphRun)), 1) for n in links}
    assert len(lefts) == (2 if count > 24 else 1)
    assert all(box.height <= style.height for box in boxes)


def unbroken(plan: Plan, parts: Sequence[Sequence[str]]) -> None:
    """Each of the parts stands on one page, its words in order."""
    pages = texts_of(plan)
    for words in parts:
        (page,) = [text for text in pages if " ".join(words[0].split()) in text]
        check_order(page, words)


@each_size
def test_no_page_break_cuts_a_card(paper: Paper, body: float) -> None:
    cards = []
    for one in TYPICAL.exercises:
        card = one.card
        gates = [GATE.heading, "OK given by", "Date"] if one.clearances else []
        doses = [part for dose in one.doses for part in said_of(dose)]
        levels = [level.label for level in one.ladder.levels] if one.ladder else []
        cards.append([*gates, card.name, *doses, *card.details, *card.steps, "You should feel:",
                      *levels])  # fmt: skip
    unbroken(lay_out(TYPICAL, paper, body, "exercises"), cards)
    phases = [
        [one.title, one.when, *(box.label for check in one.entry for box in check.boxes),
         *(part for words in one.lines for part in (words.label, *words.sentences))]
        for one in WORST.phases
    ]  # fmt: skip
    unbroken(lay_out(WORST, paper, body, "phases"), phases)


def test_a_card_higher_than_a_page_is_cut_and_says_its_name_again() -> None:
    high = TYPICAL._replace(exercises=(part(1, steps=LONG_STEPS), part(2)))
    plan = lay_out(high, "a5", 10, "exercises")
    assert len(plan.pages) > 2
    for page in plan.pages[1:-1]:
        first = page.pieces[0].node
        assert first.tag.role is Role.ARTIFACT
        assert text_of(first).endswith("Stretch number 1")
    words = " ".join(texts_of(plan)).split()
    assert [word for word in words if word.startswith("Step")] == [f"Step{n}" for n in range(30)]


@each_size
def test_figures_fill_their_column(paper: Paper, body: float) -> None:
    plan = lay_out(TYPICAL, paper, body, "exercises")
    style = style_of(TEMPLATE, TYPICAL.sheet.footer, paper, body)
    pictures = [mark for node in nodes_of(plan.pages, Role.FIGURE) for mark in node.marks()]
    assert len(pictures) == len(TYPICAL.exercises)
    for picture in pictures:
        assert isinstance(picture, Picture)
        fills = picture.width / style.wide, picture.height / style.tall
        assert max(fills) == pytest.approx(1) or style.is_tight
    assert words_of_plan(plan)["heel"] == len(pictures), "the captions"


@pytest.mark.parametrize("name", ["typical", "bare"])
def test_the_last_page_is_large_and_its_number_can_be_dialled(name: str) -> None:
    for paper, body in SIZES:
        plan = lay_out(BOOKLETS[name], paper, body, "stop")
        (text,) = texts_of(plan)
        box = BOOKLETS[name].sheet.stop_and_call
        check_order(text, ["When to stop", box.heading, *box.signs])
        (link,) = nodes_of(plan.pages, Role.LINK)
        assert (text_of(link), link.tag.target) == ("01632 960001", PHONE.target)
        runs = [
            m for n in nodes_of(plan.pages, Role.LIST) for m in n.marks() if isinstance(m, GlyphRun)
        ]
        assert min(run.size for run in runs) >= 1.25 * body
    (heading,) = nodes_of(plan.pages, Role.HEADING_2)
    assert heading.tag.bookmark == "When to stop"


def test_lines_to_write_on_fill_the_page_and_are_not_read() -> None:
    for paper, body in SIZES:
        plan = lay_out(TYPICAL, paper, body, "notes")
        assert texts_of(plan) == ["Notes"]
        _, lines, foot = plan.pages[0].pieces
        ys = [lines.y + mark.y1 for mark in lines.node.marks() if isinstance(mark, Rule)]
        assert {round(b - a, 3) for a, b in pairwise(ys)} == {round(8 * MM, 3)}
        assert 2 * MM < foot.y - ys[-1] < 12 * MM


def test_words_in_another_language_say_so() -> None:
    plan = lay_out(TYPICAL._replace(sheet=SHEET._replace(program_language="nl")), "a4", 12)

    def marked(role: Role) -> set[tuple[str, str]]:
        return {(node.tag.language, text_of(node)[:14]) for node in nodes_of(plan.pages, role)}

    assert ("nl", "Achilles tendo") in marked(Role.HEADING_1)
    assert ("fr", "1\u2002Stretch numb") in marked(Role.HEADING_2)
    assert ("fr", "Phase 1: Build") in marked(Role.HEADING_2)
    lists = marked(Role.LIST)
    assert ("fr", "1.Sit down on ") in lists
    assert ("de", "1.both hands2.") in lists
    assert ("fr", "•Walk 1 miles.") in lists
    assert ("nl", "•you feel a su") in lists
    paragraphs = marked(Role.PARAGRAPH)
    assert ("nl", "Why: These str") in paragraphs
    assert ("nl", "Do not pull yo") in paragraphs
