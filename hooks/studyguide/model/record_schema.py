"""Generates the JSON Schema of records, with the docstring below each field as its description."""

from __future__ import annotations

import ast
import inspect
import sys
from functools import cache
from typing import Any, Literal

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema


def record_schema(
    adapter: TypeAdapter[Any], mode: Literal["validation", "serialization"] = "validation"
) -> dict[str, Any]:
    """Returns the JSON Schema of what `adapter` reads, or writes with the mode `serialization`."""
    return adapter.json_schema(mode=mode, schema_generator=DocumentedSchema)


class DocumentedSchema(GenerateJsonSchema):
    """Takes descriptions of fields from their docstrings.

    Pydantic can do that when it makes a class, and then searches for its source among all modules: this took an eighth
    of the time that the imports of a build take, and no build needs the descriptions of most records.
    """

    def dataclass_schema(self, schema: Any) -> dict[str, Any]:
        """Returns the schema of one record."""
        described = super().dataclass_schema(schema)
        docstrings = _field_docstrings(schema["cls"].__module__).get(schema["cls"].__name__, {})
        for field in schema["schema"]["fields"]:
            if field["name"] in docstrings:
                key = field.get("validation_alias", field["name"])
                described["properties"][key].setdefault("description", docstrings[field["name"]])
        return described


@cache  # the seven records of glossary.json are in one module: 4 ms of each build instead of 13
def _field_docstrings(module: str) -> dict[str, dict[str, str]]:
    """Returns the docstrings of the fields of each class of a module, by the names of class and field."""
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {node.name: _docstrings(node) for node in tree.body if isinstance(node, ast.ClassDef)}


def _docstrings(record: ast.ClassDef) -> dict[str, str]:
    return {
        field.target.id: inspect.cleandoc(below.value.value)
        for field, below in zip(record.body, record.body[1:], strict=False)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(below, ast.Expr)
        and isinstance(below.value, ast.Constant)
        and isinstance(below.value.value, str)
    }
