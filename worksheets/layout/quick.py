"""Marks and nodes by the hundred.

**Why:** the constructor of a named tuple is a Python function, and a sheet with doses of its own
has a thousand of them to make. These make the same tuples without it, and work under `map`.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from worksheets.plan import Box, Mark, Node, Placed, Tag

_new: Any = tuple.__new__

quick_box: Callable[[tuple[Any, ...]], Box] = partial(_new, Box)
"""A box from all of its nine values."""

quick_node: Callable[[tuple[Tag, tuple[Node | Mark | Placed, ...]]], Node] = partial(_new, Node)
"""A node from its tag and its children."""
