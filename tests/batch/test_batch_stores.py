"""Files of a batch appear whole or not at all, belong to their owner, and stay in their folder."""

import errno
import os
import pickle
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from worksheets.batch.remote import RemoteStore
from worksheets.batch.stores import FolderStore, Store, open_store
from worksheets.problems import Kind, WorksheetError

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="permissions and limits of POSIX")


@pytest.fixture(params=["folder", "file", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Every sort of store: a folder, fsspec's local file system and fsspec's memory."""
    made: Store
    if request.param == "folder":
        made = open_store(str(tmp_path / "sheets"))
    elif request.param == "file":
        made = RemoteStore((tmp_path / "sheets").as_uri())
    else:
        made = open_store(f"memory://{tmp_path.name}/sheets")
    made.check()
    made.prepare()
    yield made
    MemoryFileSystem.store.clear()


def test_what_is_written_is_read_replaced_and_removed(store: Store) -> None:
    assert (store.read("a.pdf"), store.read("a.pdf", 1)) == (None, None)
    for data in (b"%PDF 1", b"", bytes(range(256)) * 1000):
        store.write("a [1]*?.pdf", data)
        assert store.read("a [1]*?.pdf") == data
    store.write("b.pdf", b"%PDF b")
    assert sorted(store.names()) == ["a [1]*?.pdf", "b.pdf"]
    store.remove("a [1]*?.pdf")
    store.remove("never.pdf")
    assert (list(store.names()), store.read("b.pdf", 4)) == (["b.pdf"], b"%PDF")


def test_a_stream_takes_its_place_only_when_all_went_well(store: Store) -> None:
    store.write("rows.csv", b"old")
    with pytest.raises(ZeroDivisionError), store.replace_stream("rows.csv") as file:
        file.write(b"half of the n")
        raise ZeroDivisionError
    assert (store.read("rows.csv"), list(store.names())) == (b"old", ["rows.csv"])
    with store.replace_stream("rows.csv") as file:
        file.write(b"new\n")
        file.write(b"rows\n")
        assert store.read("rows.csv") == b"old"
    assert (store.read("rows.csv"), list(store.names())) == (b"new\nrows\n", ["rows.csv"])


def test_a_store_is_the_same_place_after_it_was_sent(store: Store) -> None:
    sent = pickle.loads(pickle.dumps(store))
    sent.write("a.pdf", b"%PDF")
    assert store.read("a.pdf") == b"%PDF"
    assert sent.shown == store.shown


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../a.pdf", "/a.pdf", "a/b.pdf", "a\\b.pdf", ".a.pdf", "a\0.pdf", "C:a"]
)
def test_names_that_leave_the_folder_are_faults(store: Store, name: str) -> None:
    with pytest.raises(ValueError, match="not a single, visible name"):
        store.write(name, b"%PDF")
    with pytest.raises(ValueError, match="not a single, visible name"):
        store.read(name)
    with (
        pytest.raises(ValueError, match="not a single, visible name"),
        store.replace_stream(name),
    ):
        pass
    assert list(store.names()) == []


def test_nothing_is_left_of_killed_runs(store: Store, tmp_path: Path) -> None:
    store.write("a.pdf", b"%PDF")
    if isinstance(store, FolderStore):
        for name in (".worksheets-0123456789abcdef.part", ".worksheets-mine.part"):
            (tmp_path / "sheets" / name).write_bytes(b"half")
    else:
        store.write("worksheets-0123456789abcdef.part", b"half")
    assert list(store.names()) == ["a.pdf"]
    store.sweep()
    left = {path.name for path in (tmp_path / "sheets").glob("*")}
    assert not any("0123" in name for name in left)
    assert not isinstance(store, FolderStore) or ".worksheets-mine.part" in left


@POSIX
def test_folders_and_files_are_their_owners(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        store = open_store(str(tmp_path / "sheets"))
        store.prepare()
        store.write("a.pdf", b"%PDF")
        with store.replace_stream("b.csv"):
            pass
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "sheets").stat().st_mode) == 0o700
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.glob("sheets/*")}
    assert modes == {"a.pdf": 0o600, "b.csv": 0o600}
    tmp_path.chmod(0o755)
    open_store(str(tmp_path)).prepare()
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


@POSIX
def test_links_are_replaced_never_followed(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside.pdf", tmp_path / "sheets"
    outside.write_bytes(b"%PDF outside")
    store = FolderStore(folder)
    store.prepare()
    (folder / "a.pdf").symlink_to(outside)
    assert (store.read("a.pdf"), list(store.names())) == (None, [])
    store.write("a.pdf", b"%PDF inside")
    assert not (folder / "a.pdf").is_symlink()
    assert outside.read_bytes() == b"%PDF outside"


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("file", "this is a file, not a folder"),
        ("none/sheets", "the folder around it does not exist"),
        ("file/sheets", "a part of the path is a file|the folder around it does not exist"),
        ("dangling", "the link leads to a folder that does not exist"),
        ("x" * 300, "the name is too long"),
        ("a\0b", "cannot be the name of a file"),
    ],
)
def test_wrong_folders_are_refused_before_any_work(tmp_path: Path, target: str, said: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    with pytest.raises(WorksheetError, match=said) as caught:
        open_store(str(tmp_path / target)).check()
    assert caught.value.exit_code == Kind.OUTPUT
    assert all(problem.hint for problem in caught.value.problems)


def test_a_check_leaves_no_trace(tmp_path: Path) -> None:
    open_store(str(tmp_path / "sheets")).check()
    open_store((tmp_path / "others").as_uri()).check()
    assert list(tmp_path.iterdir()) == []


def test_folders_that_may_not_be_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Not with real permissions: they do not hold for whoever runs the tests as root.
    monkeypatch.setattr(os, "access", lambda *_: False)
    for folder in (tmp_path, tmp_path / "new"):
        with pytest.raises(WorksheetError, match="may not be written to"):
            open_store(str(folder)).check()


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "may not be"),
        (errno.EIO, "cannot be written"),
    ],
)
@pytest.mark.parametrize("call", ["open", "fsync", "replace"])
def test_what_the_system_refuses_is_told_without_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, said: str
) -> None:
    store = FolderStore(tmp_path)
    store.write("000123.pdf", b"%PDF old")

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number), "000123.pdf")

    with monkeypatch.context() as patch:
        patch.setattr(os, call, fail)
        with pytest.raises(WorksheetError, match=said) as caught:
            store.write("000123.pdf", b"%PDF new")
    assert caught.value.exit_code == Kind.OUTPUT
    assert "000123" not in str(caught.value)
    assert store.read("000123.pdf") == b"%PDF old"
    assert [path.name for path in tmp_path.iterdir()] == ["000123.pdf"]


def test_a_folder_that_vanishes_is_not_made_again(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "sheets")
    store.prepare()
    store.write("a.pdf", b"%PDF")
    shutil.rmtree(tmp_path / "sheets")
    with pytest.raises(WorksheetError, match="the folder is gone"):
        store.write("b.pdf", b"%PDF")
    with pytest.raises(WorksheetError, match="the folder is gone"):
        list(store.names())
    assert list(tmp_path.iterdir()) == []


@POSIX
def test_a_real_limit_leaves_nothing_torn(tmp_path: Path) -> None:
    """A process that may write no more than 10 KB to a file, by a limit of the system."""
    code = """
import resource, sys
from worksheets.batch.stores import open_store
from worksheets.problems import WorksheetError
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
store = open_store(sys.argv[1])
store.write("small.pdf", b"x" * 10_000)
try:
    store.write("large.pdf", b"x" * 10_001)
except WorksheetError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.count("the file is larger than this disk allows") == 1
    assert {path.name for path in tmp_path.iterdir()} == {"small.pdf"}


def test_a_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("s3fs", "paramiko"):
        monkeypatch.setitem(sys.modules, module, None)
    for url, hint in (
        ("s3://user:secret@bucket/sheets?key=secret", "pip install s3fs"),
        ("sftp://host/sheets", "pip install paramiko"),
        ("nonsense://host", "Check the address"),
    ):
        with pytest.raises(WorksheetError) as caught:
            open_store(url)
        assert hint in str(caught.value)
        assert "secret" not in str(caught.value)
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(WorksheetError, match=r"pip install 'worksheets\[remote\]'"):
        open_store("memory://sheets")


class NoCredentialsError(Exception):
    """Named like the one of the library that s3fs uses."""


class Refusing(MemoryFileSystem):  # type: ignore[misc]
    """A store that says no, with secrets in what it says."""

    protocol = "refusing"
    error: Exception = Exception()

    def pipe_file(self, *_: object, **__: object) -> None:
        raise self.error


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PermissionError("token=secret"), "Check the credentials"),
        (NoCredentialsError("secret"), "Check the credentials"),
        (FileNotFoundError("https://secret"), "there is no such place"),
        (OSError(errno.ENOSPC, "secret"), "the disk is full"),
        (RuntimeError("https://host/?sig=secret"), r"cannot be used \(RuntimeError\)"),
    ],
)
def test_what_a_store_says_is_told_without_secrets(
    monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    fsspec.register_implementation("refusing", Refusing, clobber=True)
    monkeypatch.setattr(Refusing, "error", error)
    store = open_store("refusing://user:secret@host/sheets?sig=secret")
    with pytest.raises(WorksheetError, match=said) as caught:
        store.write("000123.pdf", b"%PDF")
    assert caught.value.exit_code == Kind.OUTPUT
    assert "secret" not in str(caught.value)
    assert "000123" not in str(caught.value)
    assert "refusing://host/sheets" in str(caught.value)


def test_a_file_that_cannot_be_moved_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fsspec.implementations.local import LocalFileSystem

    store = RemoteStore(tmp_path.as_uri())
    store.write("a.pdf", b"%PDF old")

    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "no")

    monkeypatch.setattr(LocalFileSystem, "mv", fail)
    with pytest.raises(WorksheetError):
        store.write("a.pdf", b"%PDF new")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"%PDF old"]


def test_an_address_of_no_store_is_a_mistake_of_the_command() -> None:
    with pytest.raises(WorksheetError, match="there is no such kind of store") as caught:
        open_store("bogus://sheets")
    assert caught.value.exit_code == Kind.USAGE


def test_only_memory_is_of_one_process(tmp_path: Path) -> None:
    assert not open_store("memory://sheets").shared
    assert open_store(str(tmp_path)).shared
    assert open_store(tmp_path.as_uri()).shared
    assert isinstance(open_store(tmp_path.as_uri()), FolderStore)
