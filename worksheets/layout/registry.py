"""Which function lays out the block with a name.

A block is a function of the body of a document: it cannot know whose document it is. A new one is
a file in `blocks/`, a line here, and its name in `model/template.py`, for templates to use.
"""

from collections.abc import Callable, Sequence

from worksheets.document import Handout
from worksheets.layout.blocks.cards import place_cards
from worksheets.layout.blocks.listing import place_list
from worksheets.layout.blocks.week import place_week
from worksheets.layout.box import Box
from worksheets.layout.style import Style
from worksheets.model.template import BlockName, BlockSetup

Block = Callable[[Handout, BlockSetup, Style], Box | Sequence[Box]]

BLOCKS: dict[BlockName, Block] = {
    "cards": place_cards,
    "list": place_list,
    "week-grid": place_week,
}


def boxes_of(body: Handout, setup: BlockSetup, style: Style) -> Sequence[Box]:
    """The boxes of a block, from top to bottom."""
    boxes = BLOCKS[setup.block](body, setup, style)
    return [boxes] if isinstance(boxes, Box) else boxes
