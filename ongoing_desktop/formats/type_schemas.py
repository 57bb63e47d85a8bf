"""Payload types as JSON Schema 2020-12 and as OpenAPI 3.1 with webhooks.

They allow what real payloads contain: missing and unknown members, null, and times without a zone, which are therefore
not marked as ``date-time``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.domain.catalogue import Trigger
from ongoing_desktop.domain.payload_model import Member, Payload, Shape
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


def _text(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
