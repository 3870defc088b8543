"""The arrows between rooms: who may import whom. Anything that is not listed is forbidden."""

import ast
from pathlib import Path

import worksheets

PACKAGE = Path(worksheets.__file__).parent

ALLOWED = {
    "problems": set(),
    "plan": set(),
    "facts": set(),
    "document": {"facts", "plan"},
    "field_names": set(),
    "qr": {"plan", "problems"},
    "model": {"model", "problems"},
    "load": {"load", "model", "plan", "problems"},
    "rosters": {"rosters", "load", "model", "problems"},
    "resolve": {"resolve", "document", "facts", "field_names", "model", "plan", "problems", "qr"},
    "figure": {"figure", "model", "plan"},
    "text": {"text", "plan", "problems"},
    "layout": {
        *("layout", "document", "facts", "field_names", "model", "plan", "problems", "text"),
    },
    "pdf": {"pdf", "plan", "problems", "text"},
    "files": {"problems"},
    "read_back": {"field_names", "load", "problems"},
    "report": {"report", "facts", "load", "model", "problems", "resolve"},
    "figure_sheets": {
        *("document", "figure", "layout", "load", "model", "pdf", "plan", "problems"),
        *("worksheets", "__version__"),
    },
    "app": {
        *("document", "figure_sheets", "layout", "load", "model", "pdf", "plan", "problems"),
        "resolve",
    },
    "proof": {"document", "layout", "model", "plan", "resolve"},
    "batch": {
        *("app", "batch", "files", "load", "model", "pdf", "plan", "problems"),
        *("proof", "resolve", "rosters", "text", "worksheets", "__version__"),
    },
    "cli": {
        *("app", "batch", "cli", "figure_sheets", "files", "load", "model", "problems"),
        *("read_back", "report", "resolve", "rosters", "worksheets"),
    },
    "__main__": {"cli"},
}

ONLY_HERE = {
    "reportlab": {"pdf", "qr"},
    "pypdf": {"pdf", "read_back"},
    "pypdfium2": {"pdf"},
    "uharfbuzz": {"text"},
    "icu4py": {"text", "resolve"},
    "openpyxl": {"rosters"},
    "fsspec": {"batch"},
    "pikepdf": {"pdf"},
    "distributed": {"batch"},
    "yaml": {"load", "rosters"},
    "PIL": {"load", "pdf"},
    "resvg_py": {"load"},
    "click": {"cli"},
    "rich": {"cli"},
    "pydantic": {"batch", "model", "load", "cli"},
}


def room_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports_of(path: Path) -> list[str]:
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.append(node.module)
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names


def files() -> list[Path]:
    found = [
        path
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.parent != PACKAGE or path.stem != "__init__"
    ]
    assert len(found) > 40, "the walk found too few files to mean anything"
    return found


def test_no_arrow_points_the_wrong_way() -> None:
    wrong = []
    for path in files():
        room = room_of(path)
        assert room in ALLOWED, f"{room} is a new room: draw its arrows here and in the house"
        for name in imports_of(path):
            top, _, rest = name.partition(".")
            if top == "worksheets" and rest and rest.split(".")[0] not in ALLOWED[room]:
                wrong.append(f"{path.relative_to(PACKAGE)} imports {name}")
            if room not in ONLY_HERE.get(top, {room}):
                wrong.append(f"{path.relative_to(PACKAGE)} imports {name}")
    assert not wrong


def test_every_room_has_its_arrows() -> None:
    assert {room_of(path) for path in files()} == set(ALLOWED)


def test_files_and_functions_stay_small() -> None:
    long = []
    for path in files():
        source = path.read_text(encoding="utf-8")
        if source.count("\n") > 500:
            long.append(f"{path.relative_to(PACKAGE)}: {source.count(chr(10))} lines")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno > 60:
                long.append(f"{path.relative_to(PACKAGE)}:{node.name}")
    assert not long


def test_only_the_command_line_exits() -> None:
    found = [
        str(path.relative_to(PACKAGE))
        for path in files()
        if room_of(path) != "cli" and "sys.exit" in path.read_text(encoding="utf-8")
    ]
    assert not found
