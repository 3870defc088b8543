"""What workers of `--jobs` are copies of: whoever imports this has made a first document.

**Why on import:** the process that is copied does nothing but import (`processes.py`). What a first
document leaves behind, from fonts to models, most others need too, and takes half a second.
"""

import gc
from contextlib import suppress
from datetime import date

from worksheets.app import Product
from worksheets.batch.task import Task
from worksheets.batch.work import kitchen_for
from worksheets.load.order import Order
from worksheets.pdf.draw import DrawOptions


def make_first() -> Product:
    """Make a document that nobody keeps."""
    order = Order("achilles-rupture", date(2000, 1, 1))
    return kitchen_for("", DrawOptions()).make(Task(0, "", "", order))


with suppress(Exception):  # what is wrong is told of the documents that were asked for
    make_first()
gc.freeze()  # it is shared by all copies as long as nobody counts it
