"""What is wrong with a figure, before it is known in which file it stands."""


class FigureError(Exception):
    """A figure that cannot be drawn.

    Attributes:
        message: What is wrong, without a full stop.
        hint: What to do.
        keys: Where in the figure: keys and, from 0, item numbers, such as ("poses", 1, "contacts").
        short: By how many centimetres a limb is too short for what carries the body.
        gap: How much is wrong, in centimetres, to compare what could be done.
    """

    def __init__(
        self,
        message: str,
        hint: str,
        keys: tuple[str | int, ...],
        short: float = 0.0,
        gap: float = 0.0,
    ) -> None:
        """Say what is wrong, what to do, and where."""
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.keys = keys
        self.short = short
        self.gap = gap
