"""`worksheets figure`: pictures of exercises as SVG, PNG and PDF, and what is refused."""

import re
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from cli_runs import on_terminal, process, run, run_ok
from PIL import Image
from pypdf import PageObject, PdfReader

from worksheets.load.library import Library
from worksheets.problems import Kind

SVG = "{http://www.w3.org/2000/svg}"
EXERCISE = "kind: exercise\nname: {0}\nsteps: [Begin.]\nfigure:\n  alt: A person.\n  {1}\n"
POSES = "poses: [{contacts: {feet: floor}}, {both: {shoulder: 90}}]"
PHOTO = "image: photo.png"


def rgb(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


BODY = rgb(Library().load("template", "handout").colours.shirt)


def write_exercise(path: Path, figure: str, name: str = "Mine") -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(EXERCISE.format(name, figure))


def write_photo(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    Image.new("RGB", (300, 200), BODY).save(path)


def pixels_of(png: bytes, colour: tuple[int, int, int]) -> int:
    picture = Image.open(BytesIO(png)).convert("RGB")
    return sum(count for count, shade in picture.getcolors(1 << 24) or () if shade == colour)


def pages_of(path: Path) -> list[PageObject]:
    return list(PdfReader(path).pages)


def words_of(pages: Iterable[PageObject]) -> str:
    """All text without its spaces: long ids are broken at their hyphens."""
    return "".join("".join(page.extract_text() for page in pages).split())


def pictures_of(page: PageObject) -> list[int]:
    """The numbers of the objects that the page draws."""
    resources: Any = page["/Resources"]
    objects = resources.get("/XObject", {})
    return [objects.raw_get(name).idnum for name in objects]


def outlines(svg: Path) -> list[tuple[list[float], list[float]]]:
    """The x and y coordinates of every path."""
    paths = [path.get("d") or "" for path in ElementTree.parse(svg).iter(f"{SVG}path")]
    numbers = [[float(word) for word in re.findall(r"-?[\d.]+", path)] for path in paths]
    return [(path[::2], path[1::2]) for path in numbers]


def test_an_svg_file_says_what_it_shows_in_plain_colours(folder: Path) -> None:
    result = run_ok("figure", "heel-raise")
    assert (result.stdout, result.stderr) == ("", "Wrote heel-raise.svg: 1 figure.\n")
    root = ElementTree.parse(folder / "heel-raise.svg").getroot()
    model = Library().load("exercise", "heel-raise")
    assert root.findtext(f"{SVG}title") == model.name
    assert root.findtext(f"{SVG}desc") == model.figure.alt
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    inks = {path.get(name) for path in root.iter(f"{SVG}path") for name in ("fill", "stroke")}
    assert len(inks - {None}) > 2
    assert all(re.fullmatch("#[0-9a-f]{6}", ink) for ink in inks if ink)


def test_a_name_with_signs_of_xml_stays_as_it_is(folder: Path) -> None:
    write_exercise(folder / "mine.yaml", POSES, '"Ü <b> & \\"x\\" ]]>"')
    run_ok("figure", "mine.yaml")
    root = ElementTree.parse(folder / "mine.svg").getroot()
    assert root.findtext(f"{SVG}title") == 'Ü <b> & "x" ]]>'


def test_a_png_file_shows_the_body(folder: Path) -> None:
    run_ok("figure", "heel-raise", "-o", "x.png")
    data = (folder / "x.png").read_bytes()
    assert Image.open(BytesIO(data)).width == 1200
    assert pixels_of(data, BODY) > 50_000
    assert pixels_of(data, (255, 255, 255)) > 50_000


def test_a_pdf_file_is_one_page_as_large_as_the_picture(folder: Path) -> None:
    for file_id in ("heel-raise", "bridge"):
        run_ok("figure", file_id, "-o", "x.PDF")
        (page,) = pages_of(folder / "x.PDF")
        sides = [float(page.mediabox.width), float(page.mediabox.height)]
        assert max(sides) == pytest.approx(100 * 72 / 25.4, abs=0.01)
        assert len(pictures_of(page)) == 1
    assert PdfReader(folder / "x.PDF").metadata["/Title"] == "Bridge"  # type: ignore[index]


@pytest.fixture(scope="session")
def all_sheets() -> bytes:
    """All built-in figures on A4."""
    return run_ok("figure", "--all", "-o", "-").stdout_bytes


def test_the_same_picture_is_the_same_file(folder: Path, all_sheets: bytes) -> None:
    for name in ("x.svg", "x.png"):
        run_ok("figure", "lunge", "-o", name)
        data = (folder / name).read_bytes()
        run_ok("figure", "lunge", "--side", "left", "-o", name)
        assert run_ok("figure", "lunge", "-o", name).stderr.startswith(f"Replaced {name}: ")
        assert (folder / name).read_bytes() == data
    other = process("figure", "--all", "-o", "-", cwd=folder)
    assert (other.returncode, other.stdout) == (0, all_sheets)


def test_standard_output_gets_an_svg_or_all_of_them_as_a_pdf(
    folder: Path, all_sheets: bytes
) -> None:
    result = run_ok("figure", "heel-raise", "-o", "-")
    assert result.stdout.startswith("<svg ")
    assert result.stderr.startswith("Wrote to standard output: ")
    assert all_sheets.startswith(b"%PDF")
    assert not list(folder.iterdir())


def test_a_terminal_is_not_filled_with_a_picture(folder: Path) -> None:
    ran = on_terminal("figure", "heel-raise", "-o", "-", cwd=folder)
    assert ran.code == Kind.OUTPUT
    assert "an SVG would fill the terminal" in ran.out


def test_the_other_side_is_a_mirror_image(folder: Path) -> None:
    for side in ("left", "right", "RIGHT"):
        run_ok("figure", "calf-stretch-standing", "--side", side, "-o", f"{side}.svg")
    run_ok("figure", "calf-stretch-standing", "-o", "none.svg")
    right = (folder / "right.svg").read_bytes()
    assert right == (folder / "none.svg").read_bytes() == (folder / "RIGHT.svg").read_bytes()
    width = float(ElementTree.parse(folder / "left.svg").getroot().get("width") or 0)
    left, other = outlines(folder / "left.svg"), outlines(folder / "right.svg")
    assert len(left) == len(other) > 10
    for (xs, ys), (mirrored, same) in zip(left, other, strict=True):
        there = width - max(mirrored), width - min(mirrored)
        assert (min(xs), max(xs)) == pytest.approx(there, abs=1.1)
        assert (min(ys), max(ys)) == (min(same), max(same))


def test_every_pose_is_mirrored_in_its_own_place(folder: Path) -> None:
    for side in ("left", "right"):
        run_ok("figure", "lunge", "--side", side, "-o", f"{side}.svg")
    left, right = outlines(folder / "left.svg"), outlines(folder / "right.svg")
    centres = sorted(
        (min(xs) + max(mirrored)) / 2 for (xs, _), (mirrored, _) in zip(left, right, strict=True)
    )
    first, second = centres[len(centres) // 4], centres[-len(centres) // 4]
    strays = [at for at in centres if min(abs(at - first), abs(at - second)) > 6]
    assert second > first + 100
    assert len(strays) <= 4, "the first pose stays first; only badges are not mirrored"


def test_both_sides_are_the_same_when_no_limb_is_affected(folder: Path) -> None:
    for side in ("left", "right"):
        run_ok("figure", "heel-raise", "--side", side, "-o", f"{side}.svg")
    assert (folder / "left.svg").read_bytes() == (folder / "right.svg").read_bytes()


def test_another_template_gives_its_colours(folder: Path) -> None:
    run_ok("new", "template", "red")
    with (folder / "red.yaml").open("a") as file:
        file.write('colours: {shirt: "#cc0011"}\n')
    for words in (("--template", "red.yaml"), ("--template", "red", "--library", ".")):
        run_ok("figure", "heel-raise", *words, "-o", "x.png")
        assert pixels_of((folder / "x.png").read_bytes(), rgb("#cc0011")) > 50_000


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("LETTER", (612, 792))])
def test_all_exercises_are_on_sheets_with_their_names(
    paper: str, size: tuple[int, int], folder: Path
) -> None:
    library = Library()
    count = len(library.ids("exercise"))
    said = run_ok("figure", "--all", "--paper", paper).stderr
    pages = pages_of(folder / "figures.pdf")
    assert said == f"Wrote figures.pdf: {count} figures, {len(pages)} pages.\n"
    text = words_of(pages)
    for file_id in library.ids("exercise"):
        for words in (file_id, library.load("exercise", file_id).name):
            assert "".join(words.split()) in text
    disclaimer = "".join(library.load("locale", "en").disclaimer.split())
    for page in pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == size
        assert disclaimer in words_of([page])
    drawn = [number for page in pages for number in pictures_of(page)]
    assert len(drawn) == len(set(drawn)) == count


def test_a_photograph_is_a_figure_too(folder: Path) -> None:
    write_exercise(folder / "lib" / "mine.yaml", PHOTO)
    write_photo(folder / "lib" / "photo.png")
    run_ok("figure", "mine", "--library", "lib", "-o", "x.png")
    run_ok("figure", "lib/mine.yaml", "-o", "x.pdf")
    assert pixels_of((folder / "x.png").read_bytes(), BODY) > 500_000
    (page,) = pages_of(folder / "x.pdf")
    assert float(page.mediabox.height) == pytest.approx(200 / 300 * 100 * 72 / 25.4, abs=0.1)
    result = run("figure", "mine", "--library", "lib")
    assert result.exit_code == Kind.USAGE
    assert result.stderr == (
        "a picture that is made of pixels cannot become an SVG file. "
        "Write -o mine.png or -o mine.pdf.\n"
    )


def test_a_file_named_by_its_path_gives_its_name_to_the_picture(folder: Path) -> None:
    write_exercise(folder / "elsewhere" / "Arm Raise.yaml", POSES)
    result = run_ok("figure", "elsewhere/Arm Raise.yaml")
    assert result.stderr == "Wrote arm-raise.svg: 1 figure.\n"


def test_a_figure_that_cannot_be_drawn_is_told_with_its_place(folder: Path) -> None:
    write_exercise(folder / "mine.yaml", "poses: [{contacts: {hands: floor}}]")
    result = run("figure", "mine.yaml")
    assert result.exit_code == Kind.INVALID
    assert re.match(r"mine\.yaml:6:\d+: the hand does not reach the floor: ", result.stderr)
    assert not (folder / "mine.svg").exists()


def test_all_figures_of_a_library_that_can_be_drawn_are_each_stored_once(
    folder: Path, all_sheets: bytes
) -> None:
    write_exercise(folder / "lib" / "bridge.yaml", "poses: [{contacts: {hands: floor}}]")
    write_exercise(folder / "lib" / "lunge.yaml", "poses: [{left: {knee: 200}}]")
    write_exercise(folder / "lib" / "mine.yaml", POSES, "All mine")
    write_exercise(folder / "lib" / "twin.yaml", POSES, "The same")
    write_exercise(folder / "lib" / "photo.yaml", PHOTO, "A photo")
    write_photo(folder / "lib" / "photo.png")
    bare = "kind: exercise\nname: Bare bones\nsteps: [Begin.]\n"
    (folder / "lib" / "bare.yaml").write_text(bare)
    write_exercise(folder / "lib" / "word.yaml", POSES, "Hand 中")
    result = run("figure", "--all", "--library", "lib")
    assert result.exit_code == Kind.INVALID
    wrote, *problems = result.stderr.splitlines()
    count = len(Library().ids("exercise")) + 1
    assert wrote.startswith(f"Wrote figures.pdf: {count} figures, ")
    for problem, pattern in zip(
        problems,
        (
            r"lib/bridge\.yaml:6:\d+: the hand does not reach",
            r"lib/lunge\.yaml:6:\d+: this joint goes from -10 to 155 degrees",
            r"lib/word\.yaml:2:12: no font has the character 中",
        ),
        strict=True,
    ):
        assert re.match(pattern, problem)
    words = words_of(pages_of(folder / "figures.pdf"))
    for name in ("Allmine", "Thesame", "Aphoto"):
        assert name in words
    assert "Barebones" not in words
    # The bridge and the lunge are gone, two exercises with one drawing are new.
    forms = (folder / "figures.pdf").read_bytes().count(b"/Subtype /Form")
    assert forms == all_sheets.count(b"/Subtype /Form") - 1
    run_ok("figure", "lib/word.yaml", "-o", "x.svg")  # its reader has fonts of its own


def test_only_a_picture_of_the_same_sort_is_replaced(folder: Path) -> None:
    run_ok("figure", "heel-raise", "-o", "x.png")
    data = (folder / "x.png").read_bytes()
    for name, sort in (("x.svg", "an SVG"), ("x.pdf", "a PDF")):
        (folder / name).write_bytes(data)
        result = run("figure", "bridge", "-o", name)
        assert result.exit_code == Kind.OUTPUT
        assert f"a file with this name exists and is not {sort}" in result.stderr
        assert (folder / name).read_bytes() == data
    assert run_ok("figure", "bridge", "-o", "x.png").stderr == "Replaced x.png: 1 figure.\n"


def test_no_file_that_was_read_is_overwritten(folder: Path) -> None:
    write_exercise(folder / "mine.yaml", PHOTO)
    write_photo(folder / "photo.png")
    write_exercise(folder / "leg.yaml", "image: leg.svg")
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
        '<rect x="1" y="1" width="7" height="7" fill="#00c800"/></svg>'
    )
    (folder / "leg.svg").write_text(drawing)
    for words, name in (
        (("mine.yaml", "-o", "photo.png"), "photo.png"),
        (("leg.yaml",), "leg.svg"),
    ):
        before = (folder / name).read_bytes()
        result = run("figure", *words)
        assert result.exit_code == Kind.OUTPUT
        assert f"{name}: this is one of the files that were read" in result.stderr
        assert (folder / name).read_bytes() == before
    (folder / "leg.svg").write_text(f'\ufeff<?xml version="1.0"?>\n<!-- A leg -->\n{drawing}')
    for wrote in ("Wrote", "Replaced"):
        assert run_ok("figure", "leg.yaml", "-o", "x.svg").stderr == f"{wrote} x.svg: 1 figure.\n"
        assert (folder / "x.svg").read_text() == drawing


def test_the_help_says_how_files_are_named() -> None:
    said = " ".join(run_ok("figure", "--help").stdout.split())
    for part in ("the exercise's id + .svg, or figures.pdf", "[left|right]", "[a4|letter]"):
        assert part in said
