"""Rows by themselves: each policy with an input and what becomes of it."""

from collections.abc import Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from judge_checks import BASE, ISSUED, columns_of, judge, row, setting, task_of, told

from worksheets.batch.judge import judge_rows
from worksheets.batch.judging.texts import is_mojibake
from worksheets.batch.opened import open_batch
from worksheets.batch.task import Job
from worksheets.problems import Kind, Problem, WorksheetError
from worksheets.rosters.rows import RosterRow

Changes = Mapping[str, str | None]

FINE: list[tuple[Changes, str, Any]] = [
    # What is written, a field of the patient, what it becomes.
    ({}, "name", "O'CONNOR, Siobhán Mary"),
    ({}, "number", "000123"),
    ({"preferred_name": "Shiv"}, "name", "O'CONNOR, Siobhán Mary (Shiv)"),
    ({"preferred_name": "siobhan mary"}, "name", "O'CONNOR, Siobhán Mary"),
    ({"family_name": "van der Berg"}, "name", "VAN DER BERG, Siobhán Mary"),
    ({"family_name": "Παπαδόπουλος", "given_names": "Νίκος"}, "name", "ΠΑΠΑΔΟΠΟΥΛΟΣ, Νίκος"),
    ({"family_name": "Μάιος", "given_names": "Νίκος"}, "name", "ΜΑΪΟΣ, Νίκος"),
    ({"family_name": "Καΐρης", "given_names": "Νίκος"}, "name", "ΚΑΪΡΗΣ, Νίκος"),
    ({"family_name": "ჯაფარიძე"}, "name", "ჯაფარიძე, Siobhán Mary"),
    ({"family_name": "Weiß", "given_names": " Jo \t\n Ann "}, "name", "WEISS, Jo Ann"),
    ({"family_name": None, "given_names": None, "name": "J. Smith"}, "name", "J. Smith"),
    # One part has a column of its own: the whole name is not shortened to it.
    ({"family_name": None, "given_names": "Karl", "name": "Karl Maier"}, "name", "Karl Maier"),
    ({"given_names": None, "name": "Siobhán O'Connor"}, "name", "Siobhán O'Connor"),
    ({"name": "O'Connor, Siobhan Mary"}, "name", "O'CONNOR, Siobhán Mary"),
    ({"deceased": "no", "status": "Active on list"}, "number", "000123"),
    ({"family_name": "رضایی", "given_names": "می\u200cنا"}, "name", "رضایی, می\u200cنا"),
    ({"number": "9 12\u00a034"}, "number", "9 12 34"),
    ({"side": "Rt"}, "side", "right"),
    ({"side": "BILATERAL"}, "side", "both"),
    ({"side": "L/R"}, "side", "both"),
    ({"start": "2026-12-07", "surgery": "2026-12-24"}, "surgery", date(2026, 12, 24)),
    ({"clinician": "Dr. A. Núñez-O'Brien, MSc"}, "clinician", "Dr. A. Núñez-O'Brien, MSc"),
]


@pytest.mark.parametrize(("changes", "field", "expected"), FINE)
def test_a_good_row_is_printed_as_it_was_meant(
    changes: Changes, field: str, expected: object
) -> None:
    (verdict,) = judge([row(2, changes)])
    assert verdict.status == "ok", told(verdict)
    assert getattr(task_of(verdict).order.patient, field) == expected


REFUSED: list[tuple[Changes, str, str]] = [
    # What is written, the column that is blamed, what is said about it.
    ({"number": None}, "number", "no identifier"),
    ({"name": "Karl Maier"}, "name", "the columns of the name do not say the same"),
    ({"family_name": "???"}, "family_name", "a question mark stands in a name"),
    ({"deceased": "2026-01-04"}, "deceased", "the record says that the patient has died"),
    ({"deceased": "Y"}, "deceased", "the record says that the patient has died"),
    ({"status": "Patient deceased"}, "status", "the record says that the patient has died"),
    ({"number": "N/A"}, "number", "no identifier"),
    ({"number": "#N/A"}, "number", "error of the spreadsheet"),
    ({"number": "#REF!"}, "number", "error of the spreadsheet"),
    ({"number": "#BEZUG!"}, "number", "error of the spreadsheet"),
    ({"number": "########"}, "number", "number signs"),
    ({"number": "1.23457E+11"}, "number", "made a number"),
    ({"number": "1,23457E+11"}, "number", "made a number"),
    ({"number": "123456.0"}, "number", "made a number"),
    ({"number": "123,456"}, "number", "made a number"),
    ({"number": '=HYPERLINK("http://x")'}, "number", "like a formula"),
    ({"number": "@SUM(A1)"}, "number", "like a formula"),
    ({"number": "12\u200b34"}, "number", "hidden character"),
    ({"number": "12\u202e34"}, "number", "order in which"),
    ({"number": "12\x0734"}, "number", "control character"),
    ({"number": "12\ufffd34"}, "number", "letter was lost"),
    ({"number": "x" * 301}, "number", "more than 300"),
    ({"number": "Siobhan-1980"}, "number", "name of the patient"),
    ({"family_name": "=cmd|' /C calc'!A0"}, "family_name", "like a formula"),
    ({"family_name": "+44 20 7946 0000"}, "family_name", "like a formula"),
    ({"family_name": "@home"}, "family_name", "like a formula"),
    ({"family_name": "SiobhÃ¡n"}, "family_name", "garbled"),
    ({"family_name": "MÃ–LLER"}, "family_name", "garbled"),
    ({"family_name": "Oâ€™Connor"}, "family_name", "garbled"),
    ({"family_name": "PÄ“teris"}, "family_name", "garbled"),
    ({"family_name": "ÐŸÐµÑ‚Ñ€"}, "family_name", "garbled"),
    ({"family_name": "Siobh√°n"}, "family_name", "garbled"),
    ({"family_name": "Siobh\ufffdn"}, "family_name", "letter was lost"),
    ({"family_name": "Siobh?n"}, "family_name", "question mark"),
    ({"family_name": "12345"}, "family_name", "no letter"),
    ({"family_name": "a\u202eb"}, "family_name", "order in which"),
    ({"family_name": "a\x00b"}, "family_name", "control character"),
    ({"family_name": "\u200b\u200b"}, "family_name", "nothing in it"),
    ({"family_name": "#VALUE!"}, "family_name", "error of the spreadsheet"),
    ({"family_name": "x" * 299, "given_names": "y"}, "family_name", "300 characters in all"),
    ({"birth": "2027-01-01"}, "birth", "not before the date of issue"),
    ({"birth": ISSUED.isoformat()}, "birth", "not before the date of issue"),
    ({"birth": "17.5.1980"}, "birth", "not a date"),
    ({"surgery": "1979-05-17"}, "surgery", "before the date of birth"),
    ({"start": "1979-05-17"}, "start", "before the date of birth"),
    ({"start": "2126-12-24"}, "start", "more than 100 years from the date of issue"),
    ({"birth": None, "surgery": "1920-01-01"}, "surgery", "100 years from the date of start"),
    ({"surgery": "1899-12-30"}, "surgery", "the year is not within"),
    ({"surgery": "2026-02-30"}, "surgery", "not a date"),
    ({"side": "upper"}, "side", "not a side"),
    ({"side": "middle"}, "side", "not a side"),
    ({"program": "achiles-rupture"}, "program", "no such program"),
    ({"program": "../secret.yaml"}, "program", "by its id, not by a path"),
    ({"template": "compacted"}, "template", "no such template"),
    ({"language": "Klingon"}, "language", "no such language"),
    ({"language": "en-Latn"}, "language", "no such language"),
    ({"weeks": "six"}, "weeks", "whole number from 1 to 104"),
    ({"weeks": "0"}, "weeks", "whole number from 1 to 104"),
    ({"weeks": "6.5"}, "weeks", "whole number from 1 to 104"),
    ({"weeks": "105"}, "weeks", "whole number from 1 to 104"),
    ({"weeks": "1.23457E+11"}, "weeks", "whole number from 1 to 104"),
    ({"template": "Booklet"}, "weeks", "booklet needs"),
    ({"cleared_on": "2026-11-01"}, "cleared_on", "nobody has cleared"),
    ({"cleared_on": "2026-11-01", "cleared_by": "no"}, "cleared_on", "nobody has cleared"),
    ({"cleared_by": "Yes"}, "cleared_by", "does not say who"),
    ({"cleared_by": "ja"}, "cleared_by", "does not say who"),
    ({"heel-raise.reps": "12-Aug"}, "heel-raise.reps", "made a date"),
    ({"heel-raise.reps": "2026-08-12"}, "heel-raise.reps", "made a date"),
    ({"heel-raise.reps": "=A1*2"}, "heel-raise.reps", "formula"),
    ({"heel-raise.reps": "1\n2"}, "heel-raise.reps", "line end"),
    ({"frequency": "@SUM(A1)"}, "frequency", "formula"),
]


@pytest.mark.parametrize(("changes", "field", "message"), REFUSED)
def test_a_row_that_cannot_be_meant_is_refused(changes: Changes, field: str, message: str) -> None:
    (verdict,) = judge([row(2, changes)])
    assert verdict.status == "error"
    errors = [one for one in verdict.problems if one.kind is Kind.INVALID]
    assert [one.message.startswith(f'column ("{field}"): ') for one in errors] == [True]
    assert message in errors[0].message
    assert (
        errors[0].hint.endswith((".", "worksheets check")) or "type: worksheets" in errors[0].hint
    )


GARBLED = ["SiobhÃ¡n", "SiobhÃƒÂ¡n", "PÄ“teris", "Ø£Ø­Ù…Ø¯", "ã‚¹ã‚º", "JosÃ© ŁÃ³"]
MEANT = ["JOÃO", "SÃO", "CAFÉ’s", "“JOSÉ”", "À – Ä", "Ñ’", "Ærø", "ÅÄÖ", "Đặng", "Ünlü", "Ðórð"]


def test_garbled_letters_are_told_from_letters_with_accents() -> None:
    assert [text for text in GARBLED if not is_mojibake(text)] == []
    assert [text for text in MEANT if is_mojibake(text)] == []


WARNED: list[tuple[Changes, str, str]] = [
    ({"family_name": None, "given_names": None}, "family_name", "no name"),
    ({"given_names": None}, "given_names", "there is no given name"),
    ({"family_name": None}, "family_name", "there is no family name"),
    ({"family_name": "unknown"}, "family_name", "read as an empty cell"),
    ({"family_name": "Null"}, "family_name", "may be a name"),
    ({"family_name": "<b>Smith"}, "family_name", "markup"),
    ({"family_name": "Smith{{x}}"}, "family_name", "markup"),
    ({"family_name": "Smith%s"}, "family_name", "markup"),
    ({"family_name": "Smi\u00adth"}, "family_name", "hidden character was taken out"),
    ({"number": "123456789012345000"}, "number", "15 digits"),
    ({"birth": "1900-01-01"}, "birth", "more than 120 years"),
    ({"side": None}, "side", "no side"),
    ({"side": "n/a"}, "side", "no side"),
    ({"weeks": "6", "template": "handout"}, "weeks", "sheet, which has no weeks"),
    ({"cleared_by": "not yet"}, "cleared_by", "read as an empty cell"),
    ({"cleared_by": "Nein"}, "cleared_by", "read as an empty cell"),
    ({"cleared_by": "-"}, "cleared_by", "read as an empty cell"),
    ({"nothing.reps": "5"}, "nothing.reps", "no such exercise"),
    ({"language": "unknown"}, "language", "read as an empty cell"),
]


@pytest.mark.parametrize(("changes", "field", "message"), WARNED)
def test_a_doubtful_row_is_printed_and_listed(changes: Changes, field: str, message: str) -> None:
    (verdict,) = judge([row(2, changes)])
    assert verdict.status == "warning"
    assert all(one.kind is Kind.WARNING for one in verdict.problems)
    said = [one.message for one in verdict.problems if message in one.message]
    assert len(said) == 1
    assert said[0].startswith(f'column ("{field}"): ')


def test_markup_and_format_strings_are_printed_as_they_are_written() -> None:
    (verdict,) = judge([row(2, {"family_name": "{number}%s<b>", "given_names": "{{0.x}}"})])
    task = task_of(verdict)
    assert task.order.patient.name == "{NUMBER}%S<B>, {{0.x}}"
    assert task.file == "000123.pdf"


CHOICES: list[tuple[Changes, dict[str, Any], tuple[str, str, str, int | None]]] = [
    ({}, {}, ("achilles-rupture", "handout", "en", None)),
    (
        {"program": "Achilles-Rupture"},
        {"program": None},
        ("achilles-rupture", "handout", "en", None),
    ),
    (
        {"program": "ACHILLES tendon rupture: stretches and exercises for home"},
        {"program": None},
        ("achilles-rupture", "handout", "en", None),
    ),
    (
        {"program": "Achilles tendon rupture, weeks 9 to 16", "language": "ENGLISH"},
        {},
        ("achilles-rupture-weeks-9-16", "handout", "en", None),
    ),
    ({"language": "en-GB", "template": "Compact"}, {}, ("achilles-rupture", "compact", "en", None)),
    ({"language": "en_US"}, {}, ("achilles-rupture", "handout", "en-us", None)),
    ({"weeks": "6.0"}, {}, ("achilles-rupture", "booklet", "en", 6)),
    ({}, {"weeks": 8}, ("achilles-rupture", "booklet", "en", 8)),
    ({"weeks": "6"}, {"weeks": 8}, ("achilles-rupture", "booklet", "en", 6)),
    ({"template": "grid"}, {"weeks": 8}, ("achilles-rupture", "grid", "en", None)),
]


@pytest.mark.parametrize(("changes", "general", "expected"), CHOICES)
def test_programs_templates_and_languages_are_found(
    changes: Changes, general: dict[str, Any], expected: tuple[str, str, str, int | None]
) -> None:
    (verdict,) = judge([row(2, changes)], **general)
    task = task_of(verdict)
    order = task.order
    assert (order.program, order.template, order.locale, order.weeks) == expected
    assert verdict.status == "ok"


def test_an_order_has_everything_of_the_setting_and_the_row() -> None:
    changes = {"heel-raise.reps": "12", "frequency": "2/day", "notes": "- bring\r\n<shoes>"}
    (verdict,) = judge(
        [row(2, changes)],
        overrides=("heel-raise.reps=9",),
        with_notes=True,
        paper="letter",
        qr=True,
    )
    order = task_of(verdict).order
    assert order.overrides == ("heel-raise.reps=9", "heel-raise.reps=12", "frequency=2/day")
    assert order.patient.note is not None
    assert order.patient.note.split() == ["-", "bring", "<shoes>"]
    assert (order.paper, order.qr, order.issued) == ("letter", True, ISSUED)
    (verdict,) = judge([row(2, {"notes": "=SUM(A1)"})])
    assert verdict.status == "ok", "notes that are not printed are not looked at"
    (verdict,) = judge([row(2, {"notes": "=SUM(A1)"})], with_notes=True)
    assert "formula" in told(verdict)
    assert verdict.status == "error"
    (verdict,) = judge([row(2, {"notes": "x" * 4001})], with_notes=True)
    assert "more than 4,000" in told(verdict)
    (verdict,) = judge([row(2, {"address": "x" * 101})], window="us")
    assert "more than 100 characters" in told(verdict)


def test_a_program_of_the_setting_is_a_path_and_found_in_the_roster_by_its_id(
    tmp_path: Path,
) -> None:
    built_in = Path(__file__).parents[2] / "data/programs/achilles-rupture.yaml"
    own = tmp_path / "my-plan.yaml"
    own.write_text(
        built_in.read_text(encoding="utf-8").replace(
            "title: Achilles tendon rupture", "title: Plan B"
        )
    )
    rows = [row(2, {"program": "my-plan"}), row(3, {"number": "7", "program": "plan b"})]
    rows.append(row(4, {"number": "8", "program": None}))
    for verdict in judge(rows, program=str(own)):
        assert task_of(verdict).order.program == str(own)
    (tmp_path / "broken.yaml").write_text("kind: program\n")
    (verdict,) = judge([row(2, {"program": "broken"})], libraries=(tmp_path,))
    assert "has mistakes in it" in told(verdict)
    hint = "Ask whoever looks after the programs. To see them, type: worksheets check"
    assert verdict.problems[0].hint == hint


ADDRESSES = [
    ("uk", ("12 High St", "Ayr", "AB1 2CD")),
    ("us", ("12 High St", "Ayr, Ont AB1 2CD")),
    ("din5008", ("12 High St", "AB1 2CD Ayr", "Ont")),
]


@pytest.mark.parametrize(("window", "expected"), ADDRESSES)
def test_an_address_has_its_lines_in_the_order_of_the_envelope(
    window: str, expected: tuple[str, ...]
) -> None:
    parts = {"address_1": "12 High St", "town": "Ayr", "postcode": "AB1 2CD"}
    if window != "uk":
        parts["region"] = "Ont"
    whole = {"address": "12  High St\r\n\nAyr\nAB1 2CD"}
    verdicts = judge([row(2, parts), row(3, {"number": "7", **whole})], window=window)
    assert task_of(verdicts[0]).order.patient.address == expected
    assert task_of(verdicts[0]).order.window == window
    assert task_of(verdicts[1]).order.patient.address == ("12 High St", "Ayr", "AB1 2CD")
    assert task_of(judge([row(2, parts)])[0]).order.patient.address == ()
    (verdict,) = judge([row(2)], window=window)
    assert verdict.status == "error"
    assert "no address" in told(verdict)


INITIALS = [
    ({}, "S M O"),
    ({"family_name": "van der Berg", "given_names": "Mary-Jane"}, "M-J v d B"),
    ({"family_name": "王", "given_names": "小明"}, "小 王"),
    ({"family_name": "क्षितिज", "given_names": "कि"}, "कि क्षि"),
    ({"family_name": "E\u0301ric", "given_names": None}, "É"),
    ({"family_name": None, "given_names": None, "name": "de Souza, Ana"}, "A d S"),
    ({"family_name": None, "given_names": None, "name": "(Ana) Souza"}, "A S"),
]


@pytest.mark.parametrize(("changes", "expected"), INITIALS)
def test_initials_are_whole_letters_of_any_script(changes: Changes, expected: str) -> None:
    (verdict,) = judge([row(2, changes)], initials_only=True)
    assert task_of(verdict).order.patient.name == expected


def test_rows_that_are_no_patients_and_problems_of_the_reader_are_kept() -> None:
    unread = Problem('column ("start"): this is not a date', "Write it.", kind=Kind.INVALID)
    rows = [
        RosterRow(2, {}, "blank"),
        RosterRow(3, {"number": "Patient ID"}, "header"),
        row(4)._replace(problems=(unread,)),
        RosterRow(5, {"number": "2"}, "totals"),
    ]
    verdicts = judge(rows)
    assert [one.status for one in verdicts] == ["blank", "header", "error", "totals"]
    assert [str(one) for one in verdicts[2].problems] == [f"list.csv:4: {unread!s}"]
    no_side = Problem('column ("side"): this cannot be read', kind=Kind.INVALID)
    (verdict,) = judge([row(2, {"side": None})._replace(problems=(no_side,))])
    assert told(verdict) == no_side.message, "what could not be read is not also missing"


def test_rosters_without_a_column_are_warned_of_once() -> None:
    rows = [RosterRow(place, {"birth": f"19{place}-01-01"}) for place in (50, 51)]
    with closing(judge_rows("list.csv", {"birth": "B"}, rows, setting())) as judged:
        assert judged.counts["error"] == 2, "neither name nor identifier"
        said = "\n".join(one.message for one in judged.warnings)
        assert all(word in said for word in ("identifier", "name", "side"))
    columns = {"name": "A", "birth": "B"}
    rows = [RosterRow(one.number, {"name": f"Ann {one.number}", **one.values}) for one in rows]
    with closing(judge_rows("list.csv", columns, rows, setting())) as judged:
        assert [task_of(one).file for one in judged] == ["row-50.pdf", "row-51.pdf"]
        assert {one.status for one in judged} == {"ok"}


PASSWORDS = [
    # The column that is asked for, the values, whether the row is printed, whether all is weak.
    ("Door code", {"column:door code": "correct horse battery"}, "correct horse battery", 0),
    ("birth", {}, "1980-05-17", 1),
    ("BIRTH", {}, "1980-05-17", 1),
    ("number", {}, "000123", 1),
    ("Door Code", {"column:door code": "short"}, "short", 1),
    ("Door Code", {"column:door code": None}, None, 0),
    ("Door Code", {"column:door code": "N/A"}, None, 0),
    ("Door Code", {"column:door code": "#REF!"}, None, 0),
    ("Door Code", {"column:door code": "a\x07bcdefghijklmn"}, None, 0),
    ("Door Code", {"column:door code": "é" * 64}, None, 0),
]


@pytest.mark.parametrize(("wanted", "changes", "password", "weak"), PASSWORDS)
def test_passwords_come_from_a_column(
    wanted: str, changes: Changes, password: str | None, weak: int
) -> None:
    columns = columns_of([BASE]) | {"column:door code": 'column G ("Door Code")'}
    with closing(
        judge_rows("list.csv", columns, [row(2, changes)], setting(password=wanted))
    ) as judged:
        (verdict,) = judged
        assert len(judged.warnings) == weak
        assert all(
            "is shorter than 12 characters, or is a " in one.message
            or "dates of birth as passwords" in one.message
            for one in judged.warnings
        )
    if password is None:
        assert verdict.status == "error"
        assert verdict.problems[0].message.startswith('column G ("Door Code"): ')
    else:
        assert task_of(verdict).password == password
        assert password not in repr(verdict.problems)


SETTINGS: list[tuple[dict[str, Any], dict[str, str], str]] = [
    ({"password": "hunter2"}, {}, "--protect-with"),
    ({"file_name": "{name}"}, {}, "--file-name"),
    ({"program": None}, {"number": "A"}, "--program"),
    ({"program": "no-such"}, {}, "no program"),
    ({"template": "no-such"}, {}, "no template"),
    ({"language": "xx"}, {}, "no language"),
]


@pytest.mark.parametrize(("changes", "columns", "said"), SETTINGS)
def test_a_wrong_setting_stops_before_any_row(
    changes: dict[str, Any], columns: dict[str, str], said: str
) -> None:
    def never() -> Any:
        raise AssertionError("no row is to be read")
        yield

    with pytest.raises(WorksheetError) as stopped:
        judge_rows("list.csv", columns or columns_of([BASE]), never(), setting(**changes))
    assert said in str(stopped.value)
    assert "hunter2" not in str(stopped.value)


@pytest.mark.parametrize(
    ("text", "is_remark"),
    [
        ("End of report", True),
        ("Printed on 28/11/2026 by Finch", True),
        ("AB 123", False),
        ("RBH 12 C", False),
        ("Bluebird", False),
    ],
)
def test_words_alone_are_the_end_of_a_report(text: str, is_remark: bool) -> None:
    rest = dict.fromkeys(("family_name", "given_names", "birth", "side"))
    (verdict,) = judge([row(2, {"number": text, **rest})])
    if is_remark:
        assert verdict.status == "error"
        assert told(verdict).startswith('column ("number"): words stand where the identifier')
        assert len(verdict.problems) == 1
    else:
        assert verdict.status == "warning"
    (verdict,) = judge([row(2, {"number": text})])
    assert verdict.status == "ok"


@pytest.mark.parametrize("field", ["surgery", "birth", "start"])
@pytest.mark.parametrize("word", ["N/A", "-", "unknown", "none"])
def test_a_word_for_nothing_is_no_date(tmp_path: Path, field: str, word: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"MRN,Name,{field}\n1,Ann Finch,{word}\n", encoding="utf-8")
    with open_batch(Job(path, setting())) as batch:
        (verdict,) = batch.judged
    assert verdict.status == "warning"
    said = f'column C ("{field}"): what is written there was read as an empty cell'
    assert said in [problem.message for problem in verdict.problems]
