"""The files in which learnt payload shapes are exported."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from ongoing_desktop.domain.payload_shapes import Shapes
from ongoing_desktop.formats.base import FileFormat
from ongoing_desktop.formats.csv_table import csv_line
from ongoing_desktop.formats.type_schemas import seen_schema


def shapes_json(shapes: Shapes) -> bytes:
    """What was learnt, as JSON."""
    return (json.dumps(shapes.plain(), indent=1) + "\n").encode()


def shapes_csv(shapes: Shapes) -> bytes:
    """One line for each member of each type."""
    lines = [csv_line(("type", "member", "types", "share", "values", "first", "last"))]
    for key, shape in sorted(shapes.types.items()):
        for path, seen in sorted(shape.members.items()):
            share = shape.share(path)
            often = "" if share is None else f"{share:.4f}"
            kinds, values = " | ".join(sorted(seen.types)), " | ".join(sorted(seen.values))
            lines.append(csv_line((key, path, kinds, often, values, seen.first_at, seen.last_at)))
    return b"\xef\xbb\xbf" + b"".join(lines)


def _schema(shapes: Shapes) -> bytes:
    return seen_schema(shapes.types).encode()


ShapeFormat = FileFormat[Shapes, bytes]
SHAPE_FORMATS: Final[Mapping[str, ShapeFormat]] = {
    item.key: item
    for item in (
        ShapeFormat("json", "JSON", "payload-shapes.json", shapes_json),
        ShapeFormat("csv", "CSV", "payload-shapes.csv", shapes_csv),
        ShapeFormat("schema", "JSON Schema 2020-12", "payload-shapes.schema.json", _schema),
    )
}
"""By key. Another format is one more row."""
