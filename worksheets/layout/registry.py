"""Which function lays out the block with a name."""

from collections.abc import Callable

from worksheets.document import Handout
from worksheets.layout.blocks.cards import place_cards
from worksheets.layout.blocks.listing import place_list
from worksheets.layout.blocks.purpose import place_purpose
from worksheets.layout.blocks.week import place_week
from worksheets.layout.slab import Slab
from worksheets.layout.style import Style
from worksheets.model.template import BlockName, BlockSetup

BLOCKS: dict[BlockName, Callable[[Handout, BlockSetup, Style], list[Slab]]] = {
    "purpose": place_purpose,
    "cards": place_cards,
    "list": place_list,
    "week-grid": place_week,
}
