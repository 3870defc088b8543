"""The models as JSON schemas for editors: what a person may write, short forms included."""

import inspect
import re
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from worksheets.model import MODELS

_EXAMPLE = re.compile(r"`([^`]+)`")


def _object(*required: str, **keys: JsonSchemaValue) -> JsonSchemaValue:
    return {"type": "object", "properties": keys, "required": list(required)}


_CLOSED = {"additionalProperties": False}
_NUMBER: JsonSchemaValue = {"type": "number"}
_TEXT: JsonSchemaValue = {"type": "string"}
_END: JsonSchemaValue = {"type": ["string", "number"]}
_LIST: JsonSchemaValue = {"type": "array", "minItems": 2}
_GOAL = _object("start", "target", start=_END, target=_END) | _CLOSED
_RULE = _object("add", add=_END, when=_TEXT, every=_TEXT, to=_END)
_WAY = _object("start", "target", "over", start=_END, target=_END, over=_END, by=_END) | _CLOSED
_WEEKS: JsonSchemaValue = {"^(from )?(week )?[1-9][0-9]*$": True}
_TABLE = {"type": "object", "patternProperties": _WEEKS, **_CLOSED, "minProperties": 1}
_SHORT_FORMS: dict[str, tuple[JsonSchemaValue, ...]] = {
    "Sets": (_NUMBER, _LIST, _GOAL),
    "SetDose": (_NUMBER,),
    "Hold": (_GOAL,),
    "Load": (_GOAL,),
    "Criteria": ({"type": "array", "items": _TEXT},),
    "Progress": (_RULE,),
    "Course": (_TABLE, _WAY),
}
"""What models take instead of their keys, besides text."""
_ATTRIBUTE = re.compile(r"^    (\w+): (.*(?:\n {8}.*)*)", re.MULTILINE)


def json_schema(kind: str) -> dict[str, Any]:
    """The JSON schema of a kind of file.

    The id is not in it, because it is not in the file: it is the file's name.
    """
    made = MODELS[kind].model_json_schema(schema_generator=_ForEditors)
    made["properties"].pop("id")
    made["required"].remove("id")
    if kind == "locale":
        # One that extends another may leave out any phrase; whether it may, `check` knows.
        made["required"] = ["kind", "name", "language", "status"]
        for group in made["$defs"].values():
            group.pop("required", None)
    head = {"$schema": _ForEditors.schema_dialect, "title": f"worksheets: {kind}"}
    return head | {key: value for key, value in made.items() if key not in head}


class _ForEditors(GenerateJsonSchema):
    """Adds what pydantic cannot know: short forms, and what each key is for."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """A model: its keys, or the short form that its `read` takes instead."""
        made = super().model_schema(schema)
        model = schema["cls"]
        _describe(made, model)
        if not hasattr(model, "read"):
            return made
        # The first paragraph of its docstring has examples; lists and maps are not text.
        first = (inspect.getdoc(model.read) or "").split("\n\n")[0]
        examples = [one for one in _EXAMPLE.findall(first) if one[0] not in "[{"]
        text = _TEXT | ({"examples": examples} if examples else {})
        forms = _SHORT_FORMS.get(model.__name__.partition("[")[0], ())
        return {"description": made.pop("description", ""), "anyOf": [text, *forms, made]}

    def function_before_schema(
        self, schema: core_schema.BeforeValidatorFunctionSchema
    ) -> JsonSchemaValue:
        """A value that is tidied before it is checked: one thing may stand for a list of one."""
        inner = self.generate_inner(schema["schema"])
        if inner.get("type") == "array" and "json_schema_input_schema" in schema:
            return {"anyOf": [inner["items"], inner]}
        return super().function_before_schema(schema)

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """A default as a person would write it, or none: lengths are kept without their unit."""
        made = super().default_schema(schema)
        default = made.get("default")
        is_length = made.get("type") == "string" and not isinstance(default, str)
        if is_length or not isinstance(default, bool | int | float | str):
            made.pop("default", None)
        return made

    def field_title_should_be_set(self, schema: Any) -> bool:
        """No titles: they would only repeat the keys."""
        return False


def _describe(made: JsonSchemaValue, model: type[BaseModel]) -> None:
    """Move what the docstring says of each key to that key."""
    doc = inspect.getdoc(model) or ""
    made["description"] = " ".join(doc.split("\n\nAttributes:")[0].split())
    made.pop("title", None)
    for name, text in _ATTRIBUTE.findall(doc):
        field = model.model_fields.get(name)
        key = field.alias if field and field.alias else name
        if key in made["properties"]:
            made["properties"][key]["description"] = " ".join(text.split())
