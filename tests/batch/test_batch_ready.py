"""What workers are copies of has everything that a document needs."""

import os
import signal
import subprocess
import sys
import time
from multiprocessing import forkserver

import pytest

from worksheets.batch.engines import open_engine, prepare_engine, run_chunks
from worksheets.batch.ready import make_first


def test_a_first_document_is_made_without_a_problem() -> None:
    product = make_first()
    assert (len(product.plan.pages), product.warnings) == (1, ())


def test_what_a_worker_needs_has_been_imported() -> None:
    """A copy imports nothing more for a document: it would do so once for each of them."""
    script = (
        "import sys, worksheets.batch.ready as ready\n"
        "before = set(sys.modules)\n"
        "ready.make_first()\n"
        "print(*set(sys.modules) - before)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("\n", "")


@pytest.mark.skipif(sys.platform != "linux", reason="workers are copies on Linux only")
@pytest.mark.parametrize("after_s", [0, 0.3, 0.6])
def test_work_is_done_although_what_workers_are_copies_of_is_killed(after_s: float) -> None:
    """As the system does when memory is short."""
    prepare_engine(2)
    time.sleep(after_s)  # it may be killed before it is ready, and after
    os.kill(forkserver._forkserver._forkserver_pid, signal.SIGKILL)  # type: ignore[attr-defined]
    with open_engine(2) as engine:
        assert sorted(result for _, result in run_chunks(engine, sum, [(1, 2), (3, 4)])) == [3, 7]
