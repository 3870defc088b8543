"""Which function lays out the block with a name.

A block is a function of the body of a document: it cannot know whose document it is. A new one is
a file in `blocks/`, a line here, and its name in `model/template.py`, for templates to use. What
shows the patient (masthead and cover), the weeks and the contents are laid out by themselves.
"""

from collections.abc import Callable, Sequence

from worksheets.document import Booklet, Handout
from worksheets.layout.blocks.cards import place_cards, place_list
from worksheets.layout.blocks.charts import place_charts
from worksheets.layout.blocks.exercises import place_exercises
from worksheets.layout.blocks.phases import place_phases
from worksheets.layout.blocks.purpose import place_stop
from worksheets.layout.blocks.timeline import place_timeline
from worksheets.layout.blocks.week import place_week
from worksheets.layout.box import Box
from worksheets.layout.style import Style
from worksheets.model.template import BlockName, BlockSetup

BLOCKS: dict[BlockName, Callable[..., Box | Sequence[Box]]] = {
    "cards": place_cards,
    "list": place_list,
    "week-grid": place_week,
    "timeline": place_timeline,
    "phases": place_phases,
    "exercises": place_exercises,
    "charts": place_charts,
    "stop-and-call": place_stop,
}


def boxes_of(body: Handout | Booklet, setup: BlockSetup, style: Style) -> Sequence[Box]:
    """The boxes of a block, from top to bottom."""
    boxes = BLOCKS[setup.block](body, setup, style)
    return [boxes] if isinstance(boxes, Box) else boxes
