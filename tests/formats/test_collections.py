"""Tests of webhooks as collections: complete, without credentials, and always the same bytes."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace

import pytest

from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.formats.collections import COLLECTION_FORMATS, CollectionTest

HOOK = Webhook("5f0c1f0e-1", "Orders / å", "s", "regular", "order-picked", (12,), "https://erp.example/hook?a=1", authentication="basic", username="acme")  # fmt: skip
TOKEN = replace(HOOK, id="6a", name="Orders / å", authentication="x-auth-token", username="")
BODY = '{\n  "orderId": 1,\n  "name": "Åsa"\n}'
TESTS = [
    CollectionTest(HOOK, "as documented", BODY),
    CollectionTest(HOOK, "wrong credential", BODY, right=False),
    CollectionTest(TOKEN, "as captured", BODY),
]


def test_a_postman_collection_has_a_folder_for_each_webhook() -> None:
    document = json.loads(COLLECTION_FORMATS["postman"].write(TESTS))
    assert [(item["name"], len(item["item"])) for item in document["item"]] == [("Orders / å", 2), ("Orders / å", 1)]
    assert document["variable"] == [{"key": "secret-5f0c1f0e", "value": ""}, {"key": "secret-6a", "value": ""}]
    first, wrong = (item["request"] for item in document["item"][0]["item"])
    assert first["auth"]["basic"][1]["value"] == "{{secret-5f0c1f0e}}"
    assert wrong["auth"]["basic"][1]["value"] == "wrong"
    assert first["body"]["raw"] == BODY
    assert {"key": "X-Auth-Token", "value": "{{secret-6a}}"} in document["item"][1]["item"][0]["request"]["header"]


def test_a_bruno_collection_is_an_archive_of_files() -> None:
    data = COLLECTION_FORMATS["bruno"].write(TESTS)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == [
            "bruno.json", "environments/receiver.bru", "01 Orders - å/1 as documented.bru",
            "01 Orders - å/2 wrong credential.bru", "02 Orders - å/1 as captured.bru",
        ]  # fmt: skip
        assert "secret-5f0c1f0e,\n  secret-6a" in archive.read("environments/receiver.bru").decode()
        text = archive.read("01 Orders - å/1 as documented.bru").decode()
    assert "auth:basic {\n  username: acme\n  password: {{secret-5f0c1f0e}}\n}" in text
    assert '    "name": "Åsa"\n' in text


@pytest.mark.parametrize("key", COLLECTION_FORMATS)
def test_the_same_tests_are_the_same_bytes(key: str) -> None:
    assert COLLECTION_FORMATS[key].write(TESTS) == COLLECTION_FORMATS[key].write(TESTS)
    assert COLLECTION_FORMATS[key].write([])
