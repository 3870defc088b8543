"""What all groups of phrases share."""

from typing import Self

from pydantic import ConfigDict, model_validator

from worksheets.model.base import Model
from worksheets.problems import WrongValue


class Phrases(Model):
    """Base of all groups of phrases.

    **Why:** plain strict text is built more than twice as fast as `Line`, and with 150 phrases
    that is felt at every start of the command.
    """

    model_config = ConfigDict(strict=True)

    @model_validator(mode="after")
    def _are_not_empty(self) -> Self:
        for name, phrase in self.__dict__.items():
            if not phrase or phrase.isspace():
                raise WrongValue(f'"{name}" is empty', "Write the phrase.")
        return self
