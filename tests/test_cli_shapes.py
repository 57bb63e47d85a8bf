"""``history shapes``."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

from ongoing_desktop.bootstrap import open_services
from tests.helpers import lines, run
from tests.storage.makers import received, sent


def test_the_shapes_of_each_type_are_printed(tmp_path: Path) -> None:
    with closing(open_services(tmp_path)) as services:
        usual = {"orderStatus": {"number": 400}, "name": "Anna"}
        payloads = [*({**usual, "orderId": number} for number in range(5)), {**usual, "orderId": 5, "extra": None}]
        services.history.append([received(json.dumps(payload).encode()) for payload in payloads])
        own = b'{"test": 1}'
        services.history.append([sent(own), received(own)])
    (found,) = lines(run(tmp_path, "history", "shapes", "--json"))
    assert (found["type"], found["payloads"]) == ("order-picked", 6)
    assert found["members"]["orderStatus.number"]["values"] == {"400": 6}
    assert [(item["exchange"], item["changes"][0]["path"]) for item in found["news"]] == [(6, "extra")]
    told = run(tmp_path, "history", "shapes", "--type", "order-picked").stdout.decode()
    assert "New shape: no earlier payload of this type had extra. Its JSON type is null." in told
    assert "Anna" not in told
    assert run(tmp_path, "history", "shapes", "--type", "other").stdout == b""
    schema = json.loads(run(tmp_path, "history", "shapes", "--format", "schema").stdout)
    assert schema["$defs"]["order-picked"]["required"] == ["name", "orderId", "orderStatus"]
    file = tmp_path / "shapes.csv"
    assert run(tmp_path, "history", "shapes", "--format", "csv", "--output", str(file)).stdout == b""
    assert b'"orderStatus.number","number","1.0000","400"' in file.read_bytes()
    assert [row["id"] for row in lines(run(tmp_path, "history", "list", "--json", "--filter", "is:new-shape"))] == [6]
    others = lines(run(tmp_path, "history", "list", "--json", "--filter", "-is:new-shape"))
    assert sorted(row["id"] for row in others) == [1, 2, 3, 4, 5, 7, 8]
