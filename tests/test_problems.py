import errno

import pytest

from worksheets.problems import Kind, shortage


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (MemoryError(), "there is too little memory"),
        (OSError(errno.EMFILE, "Ann Lee.pdf"), "too many files are open"),
        (RuntimeError("can't start new thread"), "no thread could be started"),
    ],
)
def test_what_the_computer_is_short_of_is_no_bug(error: BaseException, message: str) -> None:
    problem = shortage(error)
    assert problem
    assert (problem.message, problem.kind) == (message, Kind.OUTPUT)
    assert "fewer jobs" in problem.hint


@pytest.mark.parametrize("error", [KeyError("a"), RuntimeError("a"), OSError(errno.EACCES, "a")])
def test_other_errors_stay_what_they_are(error: BaseException) -> None:
    assert shortage(error) is None
