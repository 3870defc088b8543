"""What workers are copies of has everything that a document needs."""

import subprocess
import sys

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
