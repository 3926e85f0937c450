"""Holding an answer against the OpenAPI document: as much of JSON Schema as the document uses, and nothing unsaid."""

from __future__ import annotations

from datetime import date
from typing import Any

#: What a schema may say beside what is checked here.
_SAYS_ONLY = {"title", "description", "default", "examples"}
_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,), "integer": (int,), "number": (int, float), "boolean": (bool,), "null": (type(None),),
    "array": (list,), "object": (dict,),
}  # fmt: skip


def faults(document: dict[str, Any], schema: dict[str, Any], found: Any, where: str = "$") -> list[str]:
    """Where an answer is not as the document says; a property that it does not tell of is a fault too."""
    if "$ref" in schema:
        return faults(document, document["components"]["schemas"][schema["$ref"].rpartition("/")[2]], found, where)
    if "anyOf" in schema:
        return [] if any(not faults(document, each, found, where) for each in schema["anyOf"]) else [f"{where}: none"]
    unchecked = schema.keys() - _SAYS_ONLY - {"type", "properties", "required", "items", "format"}
    assert not unchecked, f"{where}: the kit does not know {unchecked}"
    right = isinstance(found, _TYPES[schema["type"]]) and (schema["type"] == "boolean" or not isinstance(found, bool))
    if not right:
        return [f"{where}: {found!r} is no {schema['type']}"]
    if schema.get("format") == "date":
        date.fromisoformat(found)
    if schema["type"] == "array":
        return [
            fault for n, each in enumerate(found) for fault in faults(document, schema["items"], each, f"{where}[{n}]")
        ]
    if schema["type"] != "object":
        return []
    said = schema["properties"]
    told = [f"{where}.{name}: not there" for name in set(schema.get("required", ())) - found.keys()]
    told += [f"{where}.{name}: unsaid" for name in found.keys() - said.keys()]
    return told + [
        fault for name in said.keys() & found.keys()
        for fault in faults(document, said[name], found[name], f"{where}.{name}")
    ]  # fmt: skip
