"""Payload types as schemas and classes: judged by validators and compilers, and by every known payload."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ongoing_desktop.domain.payload_model import payloads
from ongoing_desktop.domain.payload_shapes import Shapes
from ongoing_desktop.domain.samples import SampleContext, as_captured, sample
from ongoing_desktop.formats.payload_shapes import SHAPE_FORMATS
from ongoing_desktop.formats.type_export import TYPE_FORMATS
from ongoing_desktop.storage.resources import load_catalogue, load_samples
from tests.helpers import lines, run

CATALOGUE = load_catalogue()
EVERY = payloads(CATALOGUE, [trigger.key for trigger in CATALOGUE.triggers])
CONTEXT = SampleContext("demo", 12, "Acme", 1, 5, datetime(2026, 11, 30, tzinfo=UTC))


def written(key: str, *types: str) -> str:
    return TYPE_FORMATS[key].write(payloads(CATALOGUE, types) if types else EVERY)


def known() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every documented example, and a sample and a captured payload of every type."""
    values = load_samples()
    for family in CATALOGUE:
        yield family.key, dict(family.example)
        for trigger in family.triggers:
            made = sample(family, trigger, CONTEXT, values)
            yield trigger.key, made
            yield trigger.key, as_captured(made, family, trigger)


def test_every_known_payload_fits_the_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(written("json-schema"))
    jsonschema.Draft202012Validator.check_schema(schema)
    names = {item.family.key: item.shape.name for item in EVERY}
    families = {trigger.key: trigger.family for trigger in CATALOGUE.triggers}
    count = 0
    for key, payload in known():
        family = families.get(key, key)
        own = {"$ref": f"#/$defs/{names[family]}", "$defs": schema["$defs"]}
        jsonschema.Draft202012Validator(own).validate(payload)
        jsonschema.Draft202012Validator(schema).validate({**payload, "addedLater": None})
        wrong = {**payload, "webhookEventId": "five"}
        assert list(jsonschema.Draft202012Validator(own).iter_errors(wrong)), key
        count += 1
    assert count == 15 + 2 * 38


def test_the_schema_of_what_was_seen_accepts_it_and_names_what_was_not() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    shapes = Shapes()
    payloads = [(key, payload) for key, payload in known() if CATALOGUE.trigger(key)]
    odd = {"webhookEventId": 1, "kind": None, "type": "picked", "lines": [{"id": 1}, []], "statusNumber": 400, "a b": 1}
    for number, (key, payload) in enumerate([*payloads, ("odd", odd), ("odd", odd | {"type": "packed", "note": "x"})]):
        shapes.learn(key, payload, number, "2026-01-15T09:30:00+00:00")
    schema = json.loads(SHAPE_FORMATS["schema"].write(shapes))
    jsonschema.Draft202012Validator.check_schema(schema)
    for key, payload in payloads:
        own = jsonschema.Draft202012Validator({"$ref": f"#/$defs/{key}", "$defs": schema["$defs"]})
        own.validate(payload)
        own.validate({**payload, "addedLater": None})
        assert list(own.iter_errors({**payload, "webhookEventId": "five"})), key
        assert list(own.iter_errors({name: payload[name] for name in payload if name != "webhookEventId"})), key
    learnt = schema["$defs"]["odd"]
    assert learnt["required"] == ["kind", "lines", "statusNumber", "type", "webhookEventId"]
    assert learnt["properties"]["statusNumber"] == {"type": "number", "examples": [400]}
    assert learnt["properties"]["type"] == {"type": "string", "examples": ["packed", "picked"]}
    assert learnt["properties"]["note"] == {"type": "string", "description": "Present in 50.00%."}
    assert learnt["properties"]["lines"]["items"]["type"] == ["array", "object"]
    assert learnt["additionalProperties"] == {"type": "number"}, "members with unusual names"


def test_openapi_is_valid_and_has_a_webhook_for_each_type() -> None:
    judge = pytest.importorskip("openapi_spec_validator")
    document = json.loads(written("openapi"))
    judge.validate(document)
    assert list(document["webhooks"]) == [trigger.key for trigger in CATALOGUE.triggers]
    assert set(document["components"]["securitySchemes"]) == {"basic", "x-auth-token"}
    few = json.loads(written("openapi", "article-updated"))
    judge.validate(few)
    assert list(few["webhooks"]) == ["article-updated"]
    assert [name for name in few["components"]["schemas"] if "Order" in name] == []


def test_python_types_are_valid_and_name_every_member(tmp_path: Path) -> None:
    file = tmp_path / "ongoing_payloads.py"
    file.write_text(written("python"), "utf-8")
    names: dict[str, Any] = {}
    exec(compile(file.read_text("utf-8"), str(file), "exec"), names)
    for item in EVERY:
        annotations = names[item.shape.name].__annotations__
        assert set(item.family.example) <= set(annotations), item.shape.name


def compiled(command: list[str], key: str, folder: Path, rest: str = "") -> subprocess.CompletedProcess[str]:
    """Skipped where the compiler is absent."""
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    file = folder / TYPE_FORMATS[key].file_name
    file.write_text(written(key) + rest, "utf-8")
    done = subprocess.run([*command, file.name], cwd=folder, capture_output=True, text=True, timeout=110, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def test_java_compiles(tmp_path: Path) -> None:
    compiled(["javac", "-Xlint:all", "-Werror"], "java", tmp_path)


def test_php_reads_every_known_payload(tmp_path: Path) -> None:
    (tmp_path / "payloads.json").write_text(json.dumps([payload for _, payload in known()]))
    names = {family.id_member: family.payload_type for family in CATALOGUE}
    rest = f"""
$names = json_decode('{json.dumps(names)}', true);
foreach (json_decode(file_get_contents('payloads.json'), true) as $payload) {{
    $class = $names[array_values(array_intersect(array_keys($payload), array_keys($names)))[0]];
    $event = new $class($payload);
    foreach (get_class_methods($event) as $method) {{
        if ($method !== '__construct') {{ $event->$method(); }}
    }}
    echo $event->webhookEventId(), "\\n";
}}
"""
    done = compiled(["php", "-d", "error_reporting=-1"], "php", tmp_path, rest)
    assert len(done.stdout.split()) == 15 + 2 * 38


def test_go_reads_every_known_payload(tmp_path: Path) -> None:
    (tmp_path / "payloads.json").write_text(json.dumps([item for key, item in known() if key.startswith("order-")]))
    (tmp_path / "main.go").write_text("""package main

import (
	"encoding/json"
	"fmt"
	"os"
)

func main() {
	data, _ := os.ReadFile("payloads.json")
	var events []WebhookOrderPayload
	if err := json.Unmarshal(data, &events); err != nil {
		panic(err)
	}
	for _, event := range events {
		fmt.Println(*event.WebhookEventId)
	}
}
""")
    done = compiled(["go", "run", "main.go"], "go", tmp_path)
    assert len(done.stdout.split()) == 2 * 3


def test_csharp_and_typescript_declare_each_member_once() -> None:
    for key in ("csharp", "typescript"):
        text = written(key)
        for item in EVERY:
            for shape in item.shape.all():
                assert text.count(f" {shape.name}\n" if key == "csharp" else f" {shape.name} {{\n") == 1
    assert '[JsonPropertyName("orderId")] public long? OrderId { get; init; }' in written("csharp")


@pytest.mark.parametrize("key", TYPE_FORMATS)
def test_the_command_line_writes_each_format(tmp_path: Path, key: str) -> None:
    if key not in ("openapi", "python"):
        assert "OrderPayload" not in written(key, "article-created")
        return
    file = tmp_path / "out"
    words = ("types", "export", "--format", key, "--type", "order-picked", "--output", str(file))
    assert run(tmp_path / "data", *words).returncode == 0
    assert file.read_text("utf-8") == written(key, "order-picked")
    done = run(tmp_path / "data", "types", "export", "--format", key, "--type", "nope")
    assert (done.returncode, b"order-picked" in done.stderr) == (2, True)


def test_types_are_listed(tmp_path: Path) -> None:
    done = run(tmp_path / "data", "types", "list", "--json")
    assert [item["type"] for item in lines(done)] == [trigger.key for trigger in CATALOGUE.triggers]
