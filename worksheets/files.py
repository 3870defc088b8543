"""Bytes to files, whole or not at all.

A file is written beside its target under another name and then put in its place in one step, so
that nobody ever reads half a worksheet and a failure leaves the old file as it was.
"""

import contextlib
import errno
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, TextIO

from worksheets.problems import Kind, Problem, WorksheetError

_MODE_BITS = 0o777
_SORTS = {
    b"%PDF": "a PDF",
    b"<svg": "an SVG",
    b"\x89PNG": "a PNG",
    b"file,field,exercise,day,": "a CSV file that worksheets wrote",
    b'[\n {\n  "file": ': "a JSON file that worksheets wrote",
}
"""How files begin that this program writes."""

_LONGEST_START = max(map(len, _SORTS))


def check_target(
    target: Path, *, inputs: Iterable[Path] = (), start: bytes = b"%PDF"
) -> os.stat_result | None:
    """Refuse what `write_whole` would refuse; commands call it before they do any work.

    Args:
        target: Where the file should go.
        inputs: The files that were read, none of which is to be overwritten.
        start: How what will be written begins.

    Returns:
        What is there now, or None.

    Raises:
        WorksheetError: A folder, no folder to write in, not permitted, an input, or a file that
            is of another sort.
    """
    try:
        old = target.stat()
    except FileNotFoundError:
        _refuse_link(target)
        _check_folder(target)
        return None
    except (OSError, ValueError) as error:
        raise WorksheetError([os_problem(target, error)]) from None
    if stat.S_ISDIR(old.st_mode):
        raise _refused(target, "this is a folder", "Add the name of a file to it.")
    if stat.S_ISREG(old.st_mode):
        _check_old_file(target, old, inputs)
        _refuse_link(target)
        _check_sort(target, start)
        _check_folder(target)
    elif not os.access(target, os.W_OK):
        raise _refused(target, "it may not be written to", "Choose another place.")
    return old


def write_whole(data: bytes, target: Path, *, private: bool, inputs: Iterable[Path] = ()) -> bool:
    """Write `data` to `target`, or leave everything as it was.

    A link is never followed: what it leads to may be anybody's. Devices and pipes are written to,
    never replaced.

    Args:
        data: The whole file.
        target: Where it should go.
        private: Only its owner may read it, from the first moment on.
        inputs: The files that were read, none of which is to be overwritten.

    Returns:
        Whether a file was replaced.

    Raises:
        WorksheetError: Whatever stops it; the old file, if any, is unharmed.
    """
    old = check_target(target, inputs=inputs, start=data[:_LONGEST_START])
    is_file = old is not None and stat.S_ISREG(old.st_mode)
    try:
        if old is not None and not is_file:
            _write_into(data, target)
            return False
        place = Path(os.path.realpath(target))
        mode = None if old is None or private else stat.S_IMODE(old.st_mode) & _MODE_BITS
        with replacing(place, mode=0o600 if private or is_file else 0o666, last_mode=mode) as file:
            file.write(data)
        sync_folder(place.parent)
    except OSError as error:
        raise WorksheetError([os_problem(target, error)]) from None
    return is_file


def write_stdout(data: bytes) -> None:
    """Write `data` to standard output (`-o -`).

    Raises:
        WorksheetError: Standard output is a terminal, is closed, or takes no more.
    """
    stream = sys.stdout
    if stream is None or stream.closed:
        raise _refused("-", "standard output is closed", "Name a file with -o.")
    if stream.isatty():
        message = f"{_SORTS[_sort(data)]} would fill the terminal with unreadable characters"
        raise _refused("-", message, "Name a file with -o, or send the output to a file with >.")
    try:
        stream.flush()
        stream.buffer.write(data)
        stream.buffer.flush()
    except BrokenPipeError:
        silence(stream)  # the reader has seen enough
    except OSError as error:
        silence(stream)
        raise WorksheetError([os_problem(Path("-"), error)]) from None


def silence(stream: TextIO | None) -> None:
    """Send what follows nowhere, so that Python does not complain when it flushes at its end."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())  # type: ignore[union-attr]  # None: it is closed
        os.close(nowhere)


def _refuse_link(target: Path) -> None:
    """Refuse a link to a file; those to devices, like /dev/stdout, never come here."""
    if target.is_symlink():
        hint = "Name that file itself, or delete the link."
        raise _refused(target, "this is a link to another file", hint)


def _check_folder(target: Path) -> None:
    folder = target.parent
    if not folder.is_dir():
        hint = "Create it first, or choose another one."
        raise _refused(target, f"the folder {_name(folder)} does not exist", hint)
    if not os.access(folder, os.W_OK | os.X_OK):
        hint = "Choose another folder."
        raise _refused(target, f"the folder {_name(folder)} may not be written to", hint)


def _check_old_file(target: Path, old: os.stat_result, inputs: Iterable[Path]) -> None:
    for path in inputs:
        with contextlib.suppress(OSError, ValueError):
            if os.path.samestat(old, path.stat()):
                message = f"this is one of the files that were read ({_name(path)})"
                raise _refused(target, message, "Choose another name.")
    if not os.access(target, os.W_OK):
        raise _refused(target, "the file is write-protected", "Choose another name.")


def _sort(data: bytes) -> bytes:
    """How all files of the sort of `data` begin, one of `_SORTS`."""
    # The element of an SVG file may have a prefix.
    return next((start for start in _SORTS if data.startswith(start)), b"<svg")


def _check_sort(target: Path, start: bytes) -> None:
    """Only a file of the same sort is replaced: anything else was not made by this program."""
    sort = _sort(start)
    try:
        with target.open("rb") as file:
            old_start = file.read(len(sort))
    except OSError as error:
        raise WorksheetError([os_problem(target, error)]) from None
    if old_start not in (b"", sort):
        message = f"a file with this name exists and is not {_SORTS[sort]}"
        raise _refused(target, message, "Choose another name, or delete the file first.")


@contextlib.contextmanager
def replacing(
    target: Path, *, mode: int = 0o600, last_mode: int | None = None
) -> Iterator[BinaryIO]:
    """A file to write that takes the place of `target` when the block ends without an error.

    A link is replaced, not followed: whoever wants that follows it first.

    Args:
        target: Where the file should go.
        mode: Permissions from the first moment on, less those that the umask takes away.
        last_mode: Permissions at the end, or None for those from the beginning.

    Raises:
        OSError: Whatever stops it; `os_problem` puts it into words. What was there is unharmed.
    """
    # Not made from the target's name, which may already be as long as names can be.
    beside = target.with_name(f".worksheets-{os.urandom(8).hex()}.part")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, mode)
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123 - a descriptor has no path
            yield file
            file.flush()
            os.fsync(file.fileno())
        if last_mode is not None:
            beside.chmod(last_mode)
        os.replace(beside, target)  # noqa: PTH105 - the call that tests make fail
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise


def is_left_over(name: str) -> bool:
    """Whether a file of this name is one that `replacing` began and was killed over."""
    return _PART.fullmatch(name) is not None


_PART = re.compile(r"\.worksheets-[0-9a-f]{16}\.part")


def sync_folder(folder: Path) -> None:
    """Ask for the new name to survive a power cut, on systems that know how."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _write_into(data: bytes, target: Path) -> None:
    """Write to a device or pipe that exists."""
    descriptor = os.open(target, os.O_WRONLY | getattr(os, "O_NOCTTY", 0) | _BINARY)
    with open(descriptor, "wb") as file:  # noqa: PTH123 - a descriptor has no path
        if os.isatty(descriptor):
            message = "a PDF would fill the terminal with unreadable characters"
            raise _refused(target, message, "Name a file with -o.")
        file.write(data)


_BINARY = getattr(os, "O_BINARY", 0)

_FREE_SPACE = "Delete something, or choose another disk."
_NOT_WRITABLE = "it may not be written to", "Close it in other programs, or choose another place."
_REASONS = {
    errno.ENOSPC: ("the disk is full", _FREE_SPACE),
    errno.EDQUOT: ("your share of the disk is full", _FREE_SPACE),
    errno.EROFS: ("the disk is read-only", "Choose another place."),
    errno.EACCES: _NOT_WRITABLE,
    errno.EPERM: _NOT_WRITABLE,
    errno.EBUSY: ("another program is using it", "Close it there, or choose another name."),
    errno.ENAMETOOLONG: ("the name is too long", "Choose a shorter one."),
    errno.EISDIR: ("this is a folder", "Choose another name, or delete the folder first."),
    errno.ENOTDIR: ("a part of the path is a file, not a folder", "Check the path."),
    errno.ENOENT: ("the folder does not exist", "Create it first, or choose another one."),
    errno.ELOOP: ("the link leads back to itself", "Delete the link, or choose another name."),
    errno.EFBIG: ("the file is larger than this disk allows", "Choose another disk."),
    errno.EPIPE: ("the reader of the pipe has gone", "Start it again."),
}


def os_problem(target: Path, error: Exception) -> Problem:
    """What an error of the system means for the person at the keyboard."""
    words = ("the file cannot be written", "Choose another place.")
    if isinstance(error, ValueError):
        words = ("this cannot be the name of a file", "Choose another one.")
    elif isinstance(error, OSError):
        words = _REASONS.get(error.errno or 0, words)
    return Problem(*words, _name(target), kind=Kind.OUTPUT)


def _refused(target: Path | str, message: str, hint: str) -> WorksheetError:
    return WorksheetError([Problem(message, hint, _name(target), kind=Kind.OUTPUT)])


def _name(path: Path | str) -> str:
    """A path, fit for a terminal."""
    return "".join(character if character.isprintable() else "�" for character in str(path))
