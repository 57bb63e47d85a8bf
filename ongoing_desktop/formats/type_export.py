"""The formats in which payload types are exported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from ongoing_desktop import __version__
from ongoing_desktop.domain.payload_model import Payload
from ongoing_desktop.formats import type_code, type_schemas
from ongoing_desktop.formats.base import FileFormat


def _openapi(payloads: Sequence[Payload]) -> str:
    return type_schemas.openapi(payloads, __version__)


TypeFormat = FileFormat[Sequence[Payload], str]
TYPE_FORMATS: Final[Mapping[str, TypeFormat]] = {
    item.key: item
    for item in (
        TypeFormat("json-schema", "JSON Schema 2020-12", "ongoing-webhooks.schema.json", type_schemas.json_schema),
        TypeFormat("openapi", "OpenAPI 3.1", "ongoing-webhooks.openapi.json", _openapi),
        TypeFormat("typescript", "TypeScript", "ongoing-webhooks.ts", type_code.typescript),
        TypeFormat("csharp", "C#", "OngoingPayloads.cs", type_code.csharp),
        TypeFormat("java", "Java", "OngoingPayloads.java", type_code.java),
        TypeFormat("php", "PHP", "ongoing_payloads.php", type_code.php),
        TypeFormat("python", "Python", "ongoing_payloads.py", type_code.python),
        TypeFormat("go", "Go", "ongoing_payloads.go", type_code.go),
    )
}
"""By key. Another format is one more row."""
