"""Files are written whole or not at all, and nobody's other file is touched."""

import errno
import io
import os
import stat
import sys
import threading
from pathlib import Path

import pytest

from worksheets.files import check_target, write_stdout, write_whole
from worksheets.problems import Kind, WorksheetError

OLD = b"%PDF-1.7 old"
NEW = b"%PDF-1.7 new"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(OLD)
    return path


def test_a_new_file_respects_the_umask_and_a_private_one_is_the_owners(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_whole(NEW, tmp_path / "open.pdf", private=False)
        write_whole(NEW, tmp_path / "private.pdf", private=True)
    finally:
        os.umask(before)
    assert mode(tmp_path / "open.pdf") == 0o640
    assert mode(tmp_path / "private.pdf") == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["open.pdf", "private.pdf"]


def test_an_old_file_keeps_its_mode_unless_private(target: Path) -> None:
    target.chmod(0o664)
    write_whole(NEW, target, private=False)
    assert (mode(target), target.read_bytes()) == (0o664, NEW)
    write_whole(NEW, target, private=True)
    assert mode(target) == 0o600


def test_a_private_file_is_never_wider(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    modes: list[int] = []
    settle = os.fsync

    def look(descriptor: int) -> None:
        modes.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        settle(descriptor)

    monkeypatch.setattr(os, "fsync", look)
    (tmp_path / "sheet.pdf").write_bytes(OLD)
    (tmp_path / "sheet.pdf").chmod(0o666)
    write_whole(NEW, tmp_path / "sheet.pdf", private=True)
    assert modes[0] == 0o600


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.ENOSPC, "the disk is full"), (errno.EROFS, "read-only"), (errno.EIO, "cannot be wri")],
)
@pytest.mark.parametrize("call", ["replace", "fsync", "open"])
def test_a_failure_leaves_the_old_file_and_nothing_else(
    target: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, said: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, fail)
    with pytest.raises(WorksheetError, match=said) as caught:
        write_whole(NEW, target, private=False)
    assert caught.value.exit_code == Kind.OUTPUT
    assert target.read_bytes() == OLD
    assert list(target.parent.iterdir()) == [target]


def test_an_interruption_leaves_the_old_file(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_whole(NEW, target, private=True)
    assert list(target.parent.iterdir()) == [target]


def test_an_input_is_never_overwritten_by_whatever_name(target: Path, tmp_path: Path) -> None:
    hard, soft = tmp_path / "hard.pdf", tmp_path / "soft.pdf"
    hard.hardlink_to(target)
    soft.symlink_to(target)
    for name in (target, hard, soft, tmp_path / "." / "sheet.pdf"):
        with pytest.raises(WorksheetError, match="one of the files that were read"):
            check_target(name, inputs=[tmp_path / "gone.yaml", target])
        with pytest.raises(WorksheetError, match="one of the files that were read"):
            write_whole(NEW, name, private=False, inputs=[target])
    assert target.read_bytes() == OLD


def test_a_link_is_never_followed(target: Path, tmp_path: Path) -> None:
    for name, end in (("link.pdf", target), ("dangling.pdf", tmp_path / "new.pdf")):
        link = tmp_path / name
        link.symlink_to(end)
        with pytest.raises(WorksheetError, match="this is a link to another file"):
            write_whole(NEW, link, private=False)
        assert link.is_symlink()
    assert target.read_bytes() == OLD
    assert not (tmp_path / "new.pdf").exists()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("folder", "this is a folder"),
        ("none/sheet.pdf", "the folder .* does not exist"),
        ("notes.txt", "is not a PDF"),
        ("notes.txt/sheet.pdf", "not a folder"),
        ("x" * 300, "the name is too long"),
        ("a\0b", "cannot be the name of a file"),
        ("circle", "leads back to itself"),
    ],
)
def test_a_wrong_target_is_refused_early(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "notes.txt").write_text("my notes", encoding="utf-8")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    with pytest.raises(WorksheetError, match=said) as caught:
        check_target(tmp_path / name)
    assert caught.value.exit_code == Kind.OUTPUT
    with pytest.raises(WorksheetError, match=said):
        write_whole(NEW, tmp_path / name, private=False)
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "my notes"


def test_an_empty_file_may_be_filled(tmp_path: Path) -> None:
    (tmp_path / "new.pdf").touch()
    write_whole(NEW, tmp_path / "new.pdf", private=False)
    assert (tmp_path / "new.pdf").read_bytes() == NEW


@pytest.mark.parametrize("what", ["sheet.pdf", ""])
def test_what_may_not_be_written_to(
    target: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    refused = target.parent / what
    monkeypatch.setattr(os, "access", lambda path, _: Path(path) != refused)
    with pytest.raises(WorksheetError, match=r"write-protected|may not be written to"):
        check_target(target)


def test_devices_and_pipes_are_written_to_and_stay(tmp_path: Path) -> None:
    write_whole(NEW, Path(os.devnull), private=True)
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    write_whole(NEW, pipe, private=False)
    reader.join(timeout=10)
    assert got == [NEW]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


class Out(io.TextIOWrapper):
    def __init__(self, terminal: bool, number: int = 0) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8")
        self.terminal, self.number = terminal, number

    def isatty(self) -> bool:
        return self.terminal

    def flush(self) -> None:
        if self.number:
            raise OSError(self.number, os.strerror(self.number))


def test_standard_output(monkeypatch: pytest.MonkeyPatch) -> None:
    out = Out(terminal=False)
    monkeypatch.setattr(sys, "stdout", out)
    write_stdout(NEW)
    assert isinstance(out.buffer, io.BytesIO)
    assert out.buffer.getvalue() == NEW
    gone = Out(terminal=False, number=errno.EPIPE)
    monkeypatch.setattr(sys, "stdout", gone)
    write_stdout(NEW)  # the reader has gone: nothing to complain about
    for stream, said in (
        (Out(terminal=True), "would fill the terminal"),
        (Out(terminal=False, number=errno.ENOSPC), "the disk is full"),
        (None, "is closed"),
    ):
        monkeypatch.setattr(sys, "stdout", stream)
        with pytest.raises(WorksheetError, match=said):
            write_stdout(NEW)
