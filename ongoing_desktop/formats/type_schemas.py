"""Payload types as JSON Schema 2020-12, as documented or as received, and as OpenAPI 3.1 with webhooks.

The documented ones allow what real payloads contain: missing and unknown members, null, and times without a zone, which are therefore
not marked as ``date-time``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.domain.catalogue import Trigger
from ongoing_desktop.domain.payload_model import Member, Payload, Shape
from ongoing_desktop.domain.payload_shapes import TypeShape, parent
from ongoing_desktop.domain.samples import as_captured

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_KINDS: Final[Mapping[str, str]] = {"int": "integer", "decimal": "number", "boolean": "boolean"}


def json_schema(payloads: Sequence[Payload]) -> str:
    """One document: a definition of each type, and a root that accepts any of the payloads."""
    document = {
        "$schema": DIALECT,
        "title": "Webhooks of Ongoing WMS",
        "anyOf": [{"$ref": f"#/$defs/{item.shape.name}"} for item in payloads],
        "$defs": _definitions(payloads, "#/$defs/"),
    }
    return _text(document)


def seen_schema(types: Mapping[str, TypeShape]) -> str:
    """One document: a definition of each type as its payloads looked so far, and a root that accepts any of them.

    A member is required if no payload lacked it. Values of codes are examples, because others may come.
    """
    document = {
        "$schema": DIALECT,
        "title": "Payloads of Ongoing WMS as received",
        "anyOf": [{"$ref": f"#/$defs/{key}"} for key in sorted(types)],
        "$defs": {key: _seen_type(shape) for key, shape in sorted(types.items())},
    }
    return _text(document)


def openapi(payloads: Sequence[Payload], version: str) -> str:
    """A description of the receiver: one webhook for each trigger, with the authentication schemes."""
    webhooks = {trigger.key: {"post": _operation(item, trigger)} for item in payloads for trigger in item.triggers}
    document = {
        "openapi": "3.1.0",
        "info": {
            "title": "Webhooks of Ongoing WMS",
            "version": version,
            "summary": "What a receiver of webhooks must accept.",
            "description": "Written from the public documentation and from captured payloads; what is inferred says so.",
        },
        "jsonSchemaDialect": DIALECT,
        "webhooks": webhooks,
        "components": {
            "schemas": _definitions(payloads, "#/components/schemas/"),
            "securitySchemes": {
                scheme.key: _security(scheme.prefix, scheme.header)
                for scheme in SCHEMES.values()
                if scheme.needs_secret
            },
        },
    }
    return _text(document)


def _operation(payload: Payload, trigger: Trigger) -> dict[str, Any]:
    example = dict(payload.family.example)
    return {
        "operationId": trigger.key,
        "summary": trigger.title,
        "description": trigger.description,
        "externalDocs": {"url": payload.family.doc_url},
        "security": [{}, *({scheme.key: []} for scheme in SCHEMES.values() if scheme.needs_secret)],
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {"$ref": f"#/components/schemas/{payload.shape.name}"},
                    "examples": {
                        "documented": {"value": example},
                        "captured": {"value": as_captured(example, payload.family, trigger)},
                    },
                }
            },
        },
        "responses": {
            "2XX": {"description": "The event is stored. Ongoing does not send it again (inferred)."},
            "401": {"description": "The credential is missing or wrong."},
            "default": {
                "description": "The event is not stored. Ongoing sends it again by the webhook’s retry policy."
            },
        },
    }


def _security(prefix: str, header: str) -> dict[str, str]:
    if header == "Authorization":
        return {"type": "http", "scheme": prefix.lower()}
    return {"type": "apiKey", "in": "header", "name": header}


def _definitions(payloads: Sequence[Payload], place: str) -> dict[str, Any]:
    return {shape.name: _object(shape, place) for item in payloads for shape in item.shape.all()}


def _object(shape: Shape, place: str) -> dict[str, Any]:
    needed = [member.name for member in shape.members.values() if member.needed]
    made: dict[str, Any] = {"type": "object", "description": shape.comment} if shape.comment else {"type": "object"}
    made["properties"] = {member.name: _member(member, place) for member in shape.members.values()}
    if needed:
        made["required"] = needed
    return {**made, "additionalProperties": True}


def _member(member: Member, place: str) -> dict[str, Any]:
    if member.shape is not None:
        value: dict[str, Any] = {"$ref": f"{place}{member.shape.name}"}
    else:
        value = {"type": "object"} if member.kind == "object" else {"type": _KINDS.get(member.kind, "string")}
    if member.documented.array:
        value = {"type": "array", "items": value}
    described = {"description": member.comment} if member.comment else {}
    if member.needed:
        return {**value, **described}
    if "$ref" in value:
        return {"anyOf": [value, {"type": "null"}], **described}
    return {**value, "type": [value["type"], "null"], **described}


def _seen_type(shape: TypeShape) -> dict[str, Any]:
    inside: dict[str, list[str]] = {}
    for path in sorted(shape.members):
        if path:
            inside.setdefault(parent(path), []).append(path)
    whole = shape.members[""]
    about = f"Learnt from {shape.payloads} payloads, received from {whole.first_at} to {whole.last_at}."
    return {"description": about, **_seen(shape, "", inside)}


def _seen(shape: TypeShape, path: str, inside: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    seen = shape.members[path]
    types = sorted(seen.types)
    made: dict[str, Any] = {"type": types[0] if len(types) == 1 else types}
    share = shape.share(path)
    if share is not None and share < 1:
        made["description"] = f"Present in {share:.2%}."
    if seen.values:
        made["examples"] = [_code(value, seen.types) for value in sorted(seen.values)]
    paths = inside.get(path, ())
    if "object" in seen.types:
        named = {item.rpartition(".")[2]: item for item in paths if not item.endswith("[]")}
        others = named.pop("*", None)
        made["properties"] = {name: _seen(shape, item, inside) for name, item in named.items()}
        if needed := [name for name, item in named.items() if shape.share(item) == 1]:
            made["required"] = needed
        made["additionalProperties"] = True if others is None else _seen(shape, others, inside)
    if (elements := f"{path}[]") in paths:
        made["items"] = _seen(shape, elements, inside)
    return made


def _code(value: str, types: Mapping[str, int]) -> object:
    """The value of a code as it was in the payload."""
    if value in ("true", "false") and "boolean" in types:
        return value == "true"
    return int(value) if value.isdecimal() and "number" in types else value


def _text(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
