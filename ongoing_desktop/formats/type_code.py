"""Payload types as classes of programming languages: one file each, without libraries where the language permits.

Every member may be missing or null, numbers without decimals have 64 bits, and times stay texts, because they come with
and without a zone.
"""

from __future__ import annotations

import keyword
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import wraps
from html import escape
from typing import Final

from ongoing_desktop.domain.payload_model import Member, Payload, Shape

HEAD: Final = (
    "Payloads of webhooks of Ongoing WMS. Any member may be missing or null; times come with and without a zone."
)
PYTHON_TYPING: Final = "from typing import Any, Optional, TypedDict"
Plain = Mapping[str, str]


def _joined(lines: Callable[[Sequence[Payload]], Iterator[str]]) -> Callable[[Sequence[Payload]], str]:
    """A function that yields lines becomes one that returns the text."""

    @wraps(lines)
    def text(payloads: Sequence[Payload]) -> str:
        return "\n".join(lines(payloads))

    return text


def _shapes(payloads: Sequence[Payload]) -> Iterator[Shape]:
    for item in payloads:
        yield from item.shape.all()


def _value(member: Member, plain: Plain, unknown: str, listed: str) -> str:
    """The type of a member's value; ``listed`` has ``{}`` for the elements."""
    one = member.shape.name if member.shape is not None else plain.get(member.kind, unknown)
    return listed.format(one) if member.documented.array else one


def _lines(text: str, indent: str, mark: str = "//") -> Iterator[str]:
    if text:
        yield f"{indent}{mark} {text}"


@_joined
def typescript(payloads: Sequence[Payload]) -> Iterator[str]:
    """Interfaces, and the union of all payloads."""
    plain = {"int": "number", "decimal": "number", "string": "string", "dateTime": "string", "boolean": "boolean"}
    yield f"// {HEAD}"
    yield "// Numbers above 2^53 lose digits in JavaScript; read webhookEventId from the text if you need it exactly."
    for shape in _shapes(payloads):
        yield ""
        if shape.comment:
            yield f"/** {shape.comment} */"
        yield f"export interface {shape.name} {{"
        for member in shape.members.values():
            if member.comment:
                yield f"  /** {member.comment} */"
            value = _value(member, plain, "unknown", "{}[]")
            yield f"  {member.name}?: {value} | null;"
        yield "  [member: string]: unknown;"
        yield "}"
    yield ""
    yield f"export type OngoingEvent = {' | '.join(item.shape.name for item in payloads)};"
    yield ""


@_joined
def python_types(payloads: Sequence[Payload]) -> Iterator[str]:
    """Typed dictionaries, which describe parsed JSON as it is."""
    plain = {"int": "int", "decimal": "float", "string": "str", "dateTime": "str", "boolean": "bool"}
    for shape in _shapes(payloads):
        values = {
            member.name: f"Optional[{_value(member, plain, 'dict[str, Any]', 'list[{}]')}]"
            for member in shape.members.values()
        }
        yield from ("", "")
        if any(keyword.iskeyword(name) for name in values):
            inner = ", ".join(f'"{name}": "{value}"' for name, value in values.items())
            yield f'{shape.name} = TypedDict("{shape.name}", {{{inner}}}, total=False)'
            continue
        yield f"class {shape.name}(TypedDict, total=False):"
        yield from _lines(f'"""{shape.comment}"""' if shape.comment else "", "   ", "")
        for member in shape.members.values():
            yield from _lines(member.comment, "    ", "#")
            yield f"    {member.name}: {values[member.name]}"


def python(payloads: Sequence[Payload]) -> str:
    """A module with the types and the union of all payloads."""
    head = f'"""{HEAD}"""\n\nfrom __future__ import annotations\n\n{PYTHON_TYPING}, Union\n'
    union = f"OngoingEvent = Union[{', '.join(item.shape.name for item in payloads)}]"
    return f"{head}{python_types(payloads)}\n\n\n{union}\n"


@_joined
def csharp_types(payloads: Sequence[Payload]) -> Iterator[str]:
    """Records for System.Text.Json that keep unknown members."""
    plain = {"int": "long", "decimal": "decimal", "string": "string", "dateTime": "string", "boolean": "bool"}
    for shape in _shapes(payloads):
        yield ""
        summary = f"<summary>{escape(shape.comment, quote=False)}</summary>" if shape.comment else ""
        yield from _lines(summary, "", "///")
        yield f"public sealed record {shape.name}"
        yield "{"
        for member in shape.members.values():
            summary = f"<summary>{escape(member.comment, quote=False)}</summary>" if member.comment else ""
            yield from _lines(summary, "    ", "///")
            name = member.name[:1].upper() + member.name[1:]
            value = _value(member, plain, "JsonElement", "List<{}>")
            yield f'    [JsonPropertyName("{member.name}")] public {value}? {name} {{ get; init; }}'
        yield "    [JsonExtensionData] public Dictionary<string, JsonElement>? More { get; init; }"
        yield "}"


@_joined
def java_types(payloads: Sequence[Payload]) -> Iterator[str]:
    """Records inside a class. With Jackson, switch off FAIL_ON_UNKNOWN_PROPERTIES."""
    plain = {"int": "Long", "decimal": "BigDecimal", "string": "String", "dateTime": "String", "boolean": "Boolean"}
    for shape in _shapes(payloads):
        yield ""
        yield from _lines(f"{shape.comment} */" if shape.comment else "", "    ", "/**")
        yield f"    public record {shape.name}("
        members = list(shape.members.values())
        for member in members:
            yield from _lines(f"{member.comment} */" if member.comment else "", "        ", "/**")
            value = _value(member, plain, "Map<String, Object>", "List<{}>")
            yield f"        {value} {member.name}{',' if member is not members[-1] else ''}"
        yield "    ) {}"


@_joined
def php_types(payloads: Sequence[Payload]) -> Iterator[str]:
    """Classes with a constructor from an array, for PHP 8.1 or newer."""
    plain = {"int": "int|float", "decimal": "int|float", "string": "string", "dateTime": "string", "boolean": "bool"}
    for shape in _shapes(payloads):
        yield ""
        yield from _lines(shape.comment, "")
        yield f"final class {shape.name}"
        yield "{"
        yield "    /** @param array<string, mixed> $data the parsed JSON object */"
        yield "    public function __construct(public readonly array $data) {}"
        for member in shape.members.values():
            yield ""
            of = member.shape.name if member.shape is not None else plain.get(member.kind, "array<string, mixed>")
            if member.documented.array:
                yield f"    /** @return list<{of}>|null {member.comment} */"
            else:
                yield from _lines(member.comment, "    ")
            given = f"$this->data['{member.name}'] ?? null"
            if member.shape is None:
                kind = "array" if member.documented.array else plain.get(member.kind, "array")
                yield f"    public function {member.name}(): {kind}|null {{ return {given}; }}"
            elif member.documented.array:
                made = f"array_map(fn (array $item) => new {of}($item), $list)"
                yield f"    public function {member.name}(): ?array {{ $list = {given}; return $list === null ? null : {made}; }}"
            else:
                yield f"    public function {member.name}(): ?{of} {{ $data = {given}; return $data === null ? null : new {of}($data); }}"
        yield "}"


@_joined
def go_types(payloads: Sequence[Payload]) -> Iterator[str]:
    """Structs for encoding/json."""
    plain = {"int": "*int64", "decimal": "*float64", "string": "*string", "dateTime": "*string", "boolean": "*bool"}
    for shape in _shapes(payloads):
        yield ""
        yield from _lines(f"{shape.name}: {shape.comment}" if shape.comment else "", "")
        yield f"type {shape.name} struct {{"
        for member in shape.members.values():
            yield from _lines(member.comment, "\t")
            name = member.name[:1].upper() + member.name[1:]
            if member.shape is not None:
                value = f"[]{member.shape.name}" if member.documented.array else f"*{member.shape.name}"
            else:
                value = plain.get(member.kind, "map[string]any")
            yield f'\t{name} {value} `json:"{member.name},omitempty"`'
        yield "}"


@_joined
def jsdoc_types(payloads: Sequence[Payload]) -> Iterator[str]:
    """Type definitions in comments, which editors and the TypeScript compiler read."""
    plain = {"int": "number", "decimal": "number", "string": "string", "dateTime": "string", "boolean": "boolean"}
    for shape in _shapes(payloads):
        yield "/**"
        yield from _lines(shape.comment, " ", "*")
        yield f" * @typedef {{object}} {shape.name}"
        for member in shape.members.values():
            value = _value(member, plain, "object", "{}[]")
            yield f" * @property {{{value}|null}} [{member.name}] {member.comment}".rstrip()
        yield " */"


def csharp(payloads: Sequence[Payload]) -> str:
    """A file with the types."""
    using = ("System.Collections.Generic", "System.Text.Json", "System.Text.Json.Serialization")
    head = "".join(f"using {name};\n" for name in using)
    return f"// {HEAD}\n#nullable enable\n{head}{csharp_types(payloads)}\n"


def java(payloads: Sequence[Payload]) -> str:
    """A class with the types."""
    return (
        f"// {HEAD}\n// With Jackson 2.12 or newer: new ObjectMapper().configure(FAIL_ON_UNKNOWN_PROPERTIES, false).\n"
        "import java.math.BigDecimal;\nimport java.util.List;\nimport java.util.Map;\n\n"
        f"public final class OngoingPayloads {{\n    private OngoingPayloads() {{}}\n{java_types(payloads)}\n}}\n"
    )


def php(payloads: Sequence[Payload]) -> str:
    """A file with the types."""
    return f"<?php\n// {HEAD}\ndeclare(strict_types=1);\n{php_types(payloads)}\n"


def go(payloads: Sequence[Payload]) -> str:
    """A file with the types."""
    return f"// {HEAD}\npackage main\n{go_types(payloads)}\n"
