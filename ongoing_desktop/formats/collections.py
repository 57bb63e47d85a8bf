"""The tests of webhooks as a collection for Postman or Bruno. Credentials are variables without a value."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.formats.base import FileFormat

SCHEMA: Final = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
WRONG: Final = "wrong"
_PLAIN: Final = re.compile(r"[^\w .-]+")
_ZIP_TIME: Final = (2020, 1, 1, 0, 0, 0)
"""A fixed time, so that the same tests are the same bytes."""


@dataclass(frozen=True, slots=True)
class CollectionTest:
    """One request of a webhook, and what is expected of its receiver."""

    __test__ = False

    hook: Webhook
    title: str
    body: str
    right: bool = True
    """Whether the credential is right, so that the receiver must answer 2xx and otherwise 4xx."""


def postman(tests: Sequence[CollectionTest]) -> bytes:
    """A collection in Postman's format 2.1: a folder for each webhook."""
    folders = [
        {"name": hook.name, "item": [_item(test) for test in tests if test.hook.id == hook.id]}
        for hook in _hooks(tests)
    ]
    document = {
        "info": {"name": "Webhooks of Ongoing WMS", "schema": SCHEMA},
        "item": folders,
        "variable": [{"key": variable, "value": ""} for variable in _variables(tests)],
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _item(test: CollectionTest) -> dict[str, Any]:
    low, high = _expected(test)
    script = [
        f'pm.test("answers {low} to {high}", function () {{',
        f"  pm.expect(pm.response.code).to.be.within({low}, {high});",
        "});",
    ]
    scheme, secret = SCHEMES[test.hook.authentication], _secret(test)
    headers = [{"key": "Content-Type", "value": "application/json"}]
    auth: dict[str, Any] = {"type": "noauth"}
    if scheme.has_username:
        values = (("username", test.hook.username), ("password", secret))
        auth = {"type": "basic", "basic": [{"key": key, "value": value, "type": "string"} for key, value in values]}
    elif scheme.needs_secret:
        headers += ({"key": name, "value": value} for name, value in scheme.apply("", Secret(secret)))
    return {
        "name": test.title,
        "event": [{"listen": "test", "script": {"type": "text/javascript", "exec": script}}],
        "request": {
            "method": "POST",
            "header": headers,
            "auth": auth,
            "body": {"mode": "raw", "raw": test.body, "options": {"raw": {"language": "json"}}},
            "url": test.hook.url,
        },
    }


def bruno(tests: Sequence[CollectionTest]) -> bytes:
    """A ZIP file with a Bruno collection: a folder for each webhook, and an environment with the variables."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _bruno_files(tests):
            archive.writestr(zipfile.ZipInfo(name, _ZIP_TIME), text.encode("utf-8"), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _bruno_files(tests: Sequence[CollectionTest]) -> Iterator[tuple[str, str]]:
    settings = {"version": "1", "name": "Webhooks of Ongoing WMS", "type": "collection", "ignore": []}
    yield "bruno.json", json.dumps(settings, indent=2) + "\n"
    if variables := _variables(tests):
        yield "environments/receiver.bru", f"vars:secret [\n  {(chr(44) + chr(10) + '  ').join(variables)}\n]\n"
    for number, hook in enumerate(_hooks(tests), 1):
        folder = f"{number:02d} {_file_name(hook.name)}"
        for place, test in enumerate((item for item in tests if item.hook.id == hook.id), 1):
            yield f"{folder}/{place} {_file_name(test.title)}.bru", _bru(test, place)


def _bru(test: CollectionTest, place: int) -> str:
    low, high = _expected(test)
    scheme, secret = SCHEMES[test.hook.authentication], _secret(test)
    headers, auth = {"Content-Type": "application/json"}, ""
    if scheme.has_username:
        auth = f"auth:basic {{\n  username: {test.hook.username}\n  password: {secret}\n}}\n\n"
    elif scheme.needs_secret:
        headers |= dict(scheme.apply("", Secret(secret)))
    listed = "".join(f"  {name}: {value}\n" for name, value in headers.items())
    body = "\n".join(f"  {line}" for line in test.body.splitlines())
    return (
        f"meta {{\n  name: {_file_name(test.title)}\n  type: http\n  seq: {place}\n}}\n\n"
        f"post {{\n  url: {test.hook.url}\n  body: json\n  auth: {'basic' if auth else 'none'}\n}}\n\n"
        f"headers {{\n{listed}}}\n\n{auth}body:json {{\n{body}\n}}\n\n"
        f'tests {{\n  test("answers {low} to {high}", function () {{\n'
        f"    expect(res.getStatus()).to.be.within({low}, {high});\n  }});\n}}\n"
    )


def _hooks(tests: Sequence[CollectionTest]) -> list[Webhook]:
    return list({test.hook.id: test.hook for test in tests}.values())


def _variables(tests: Sequence[CollectionTest]) -> list[str]:
    return [_variable(hook) for hook in _hooks(tests) if SCHEMES[hook.authentication].needs_secret]


def _variable(hook: Webhook) -> str:
    """The variable of a webhook's secret. Names of webhooks are not unique, so it ends with part of the id."""
    return f"secret-{_PLAIN.sub('', hook.id)[:8] or 'webhook'}"


def _secret(test: CollectionTest) -> str:
    return f"{{{{{_variable(test.hook)}}}}}" if test.right else WRONG


def _expected(test: CollectionTest) -> tuple[int, int]:
    return (200, 299) if test.right else (400, 499)


def _file_name(text: str) -> str:
    return _PLAIN.sub("-", text).strip(" .-")[:60] or "test"


CollectionFormat = FileFormat[Sequence[CollectionTest], bytes]
COLLECTION_FORMATS: Final[Mapping[str, CollectionFormat]] = {
    item.key: item
    for item in (
        CollectionFormat("postman", "Postman", "ongoing-webhooks.postman_collection.json", postman),
        CollectionFormat("bruno", "Bruno", "ongoing-webhooks-bruno.zip", bruno),
    )
}
"""By key. Another format is one more row."""
