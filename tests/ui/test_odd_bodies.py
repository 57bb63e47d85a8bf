"""Every odd body of the project's list in the real detail over the real history: safe, without a stall, saved unchanged."""

from __future__ import annotations

import gzip
import hashlib
import json
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import brotli
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QLabel

from ongoing_desktop.domain.exchange import Headers
from ongoing_desktop.services import Services
from tests.storage.makers import received
from tests.ui.detail_support import Opened, detail
from tests.ui.exchanges_support import Heartbeat

STALL_MS = 500
"""Milliseconds of this process's own work. The aim of 100 ms is measured by the benchmark; this fails on large
deviations.
"""
BLOCKED_MS = 5_000
"""However busy the machine is otherwise."""
JSON: Headers = (("Content-Type", "application/json"),)
HIDDEN = set(map(chr, [*range(9), *range(11, 32), 0x7F, 0x202E, 0x2066, 0x200B, 0x2028]))


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    rows = chunk(b"IDAT", zlib.compress(b"\0" * (1 + 3 * width) * height, 1))
    return b"\x89PNG\r\n\x1a\n" + header + rows + chunk(b"IEND", b"")


ODD: dict[str, tuple[Callable[[], bytes], Headers]] = {
    "100 MB of JSON": (lambda: b"[" + b'{"a":1.10,"b":"x"},' * 5_263_157 + b"1]", JSON),
    "3 MB of JSON": (
        lambda: json.dumps([{"a": number, "b": [1.5, None]} for number in range(300_000)]).encode(),
        JSON,
    ),
    "a line of a million": (lambda: b"x" * 1_000_000, (("Content-Type", "text/plain"),)),
    "a million in a JSON string": (lambda: b'{"a":"' + b"x" * 1_000_000 + b'"}', JSON),
    "nested lists": (lambda: b"[" * 100_000 + b"]" * 100_000, JSON),
    "many lines": (lambda: b"\n" * 300_000, ()),
    "invalid UTF-8": (lambda: b'{"a":"\xff\xfe"}' * 10, JSON),
    "NUL": (lambda: b"a\x00b" * 1000, JSON),
    "bidi": (
        lambda: json.dumps({"\u202ename": "\u202egnp.exe\u202c \u2066x\u200b\u2028"}, ensure_ascii=False).encode(),
        JSON,
    ),
    "markup": (lambda: b"<table>" * 30 + b"<img src='file:///etc/passwd'><b>x</b>", (("Content-Type", "text/html"),)),
    "a number of 10,000 digits": (lambda: b'{"orderId":' + b"7" * 10_000 + b',"b":1.10}', JSON),
    "NaN": (lambda: b'{"a":NaN,"b":Infinity}', JSON),
    "half a surrogate pair": (lambda: b'{"a\\ud800":"\\udfff","b":1.10}', JSON),
    "UTF-16": (lambda: '{"å":"\u202e"}'.encode("utf-16"), (("Content-Type", "application/json; charset=utf-16"),)),
    "binary": (lambda: bytes(range(256)) * 4_000, (("Content-Type", "application/octet-stream"),)),
    "combining": (lambda: ("a" + "\u0301" * 2_000).encode() * 3, ()),
    "100,000 duplicates": (lambda: b"{" + b'"a":1,' * 100_000 + b'"a":2}', JSON),
    "a gzip bomb": (lambda: gzip.compress(b"[" * (64 << 20), 1), (*JSON, ("Content-Encoding", "gzip"))),
    "a br bomb": (lambda: brotli.compress(b" " * (64 << 20), quality=1), (*JSON, ("Content-Encoding", "br"))),
    "entities": (lambda: b'<!DOCTYPE a [<!ENTITY x "lol">]><a>&x;</a>', (("Content-Type", "text/xml"),)),
    "much XML": (lambda: b"<a>" + b"<b c='1'>x</b>" * 500_000 + b"</a>", (("Content-Type", "text/xml"),)),
    "a form": (lambda: b"a=%00%E2%80%AE&" * 50_000, (("Content-Type", "application/x-www-form-urlencoded"),)),
    "parts": (lambda: b"--x\r\n\r\n\0\r\n" * 50_000, (("Content-Type", "multipart/form-data; boundary=x"),)),
    "a picture": (lambda: png(3_900, 4_000), (("Content-Type", "image/png"),)),
    "a picture that declares too much": (lambda: png(1, 1)[:16] + struct.pack(">II", 60_000, 60_000), ()),
}


@pytest.fixture
def opened(qtbot: Any, qapp: Any, services: Services) -> Iterator[Opened]:
    with detail(qtbot, qapp, services) as made:
        yield made


@pytest.mark.parametrize("name", ODD)
def test_an_odd_body_is_shown_in_every_way_without_a_stall_and_saved_as_it_came(
    opened: Opened, qtbot: Any, tmp_path: Path, name: str
) -> None:
    make, headers = ODD[name]
    body = make()
    (number,) = opened.services.history.append([received(body, headers=headers)])
    beat = Heartbeat(opened.window)
    beat.start()
    opened.show(number)
    opened.pane.grab()
    offered = [key for key, button in opened.view._buttons.items() if not button.isHidden()]
    assert {"raw", "hex"} <= set(offered)
    for key in offered:
        opened.view.choose(key)
        qtbot.waitUntil(opened.settled, timeout=20_000)
        opened.pane.grab()
        assert not set(opened.view.text.toPlainText()) & HIDDEN
        assert not set(opened.view._note.text()) & HIDDEN
    file = tmp_path / "saved"
    opened.view.save_to(file)
    qtbot.waitUntil(lambda: opened.notices != [], timeout=20_000)
    stall = beat.stop()
    assert hashlib.sha256(file.read_bytes()).digest() == hashlib.sha256(body).digest()
    assert beat.busiest < STALL_MS, f"{beat.busiest:.0f} ms"
    assert stall < BLOCKED_MS, f"{stall:.0f} ms"


def test_a_long_address_and_many_headers_are_shown_and_copied_whole(opened: Opened) -> None:
    value = "<b>\x1b[31m" + "y" * 60_000
    headers = (("X-Odd\u00ff", value), *((f"X-{number}", "\u00e5") for number in range(199)))
    target = "/<img src=x>?" + "q" * 60_000
    (number,) = opened.services.history.append([received(b"{}", headers=headers, target=target)])
    beat = Heartbeat(opened.window)
    beat.start()
    opened.show(number)
    opened.pane.grab()
    assert beat.stop() < BLOCKED_MS
    assert beat.busiest < STALL_MS
    for shown in opened.pane.findChildren(QLabel):
        assert shown.textFormat() == Qt.TextFormat.PlainText
        assert len(shown.text()) < 5_000
    table = opened.pane.headers
    assert table.model().rowCount() == 200
    table.setCurrentIndex(table.model().index(0, 1))
    table._copy(table.currentIndex())
    assert QGuiApplication.clipboard().text() == value


def test_a_compressed_payload_is_recognised_and_its_coding_is_said(opened: Opened) -> None:
    payload = b'{"webhookOrdersId": 4, "orderNumber": "A-1", "webhookTemplate": "Order is picked"}'
    for coding, body in (("gzip", gzip.compress(payload)), ("br", brotli.compress(payload))):
        (number,) = opened.services.history.append([received(body, headers=(*JSON, ("Content-Encoding", coding)))])
        opened.show(number)
        assert opened.pane.sentence.text().startswith("Order A-1 was picked")
        assert '"orderNumber": "A-1"' in opened.view.text.toPlainText()
        assert f"Content coding {coding} decoded for display" in opened.view._note.text()
        assert "Recognised as Order" in opened.pane.check.text()


def test_a_selected_part_is_copied_as_it_came(opened: Opened) -> None:
    (number,) = opened.services.history.append([received("a\x00\u202eb".encode(), headers=())])
    opened.show(number)
    opened.view.text.selectAll()
    opened.view.text.copy()
    # Some systems end the clipboard's text at NUL; ours keeps all of it.
    assert opened.view.text.createMimeDataFromSelection().text() == "a\x00\u202eb"


def test_the_tree_copies_paths_and_exact_values(opened: Opened, qtbot: Any) -> None:
    body = b'{"lines": [{"price": 1.10, "odd key": "x\\u00e5"}], "id": 12345678901234567890123}'
    (number,) = opened.services.history.append([received(body, headers=JSON)])
    opened.show(number)
    opened.view.choose("tree")
    qtbot.waitUntil(opened.settled)
    tree = opened.view.tree
    lines = tree.model.index(0, 0)
    tree.view.setCurrentIndex(lines)
    tree.open_below()
    price = tree.model.index(0, 0, tree.model.index(0, 0, lines))
    found = []
    for index in (price, price.siblingAtRow(1), tree.model.index(1, 0)):
        tree.view.setCurrentIndex(index)
        tree.copy_path()
        path = QGuiApplication.clipboard().text()
        assert tree.path.text() == path
        tree.copy_value()
        found.append((path, QGuiApplication.clipboard().text()))
    assert found == [
        ("$.lines[0].price", "1.10"),
        ("$.lines[0]['odd key']", "xå"),
        ("$.id", "12345678901234567890123"),
    ]
    tree.view.setCurrentIndex(lines)
    tree.copy_value()
    assert json.loads(QGuiApplication.clipboard().text()) == [{"price": 1.1, "odd key": "xå"}]


def test_a_large_tree_opens_group_by_group_by_a_worker(opened: Opened, qtbot: Any) -> None:
    body = json.dumps({"all": list(range(300_000))}).encode()
    (number,) = opened.services.history.append([received(body, headers=JSON)])
    opened.show(number)
    opened.view.choose("tree")
    qtbot.waitUntil(opened.settled)
    tree = opened.view.tree
    whole = tree.model.index(0, 0)
    tree.view.expand(whole)
    qtbot.waitUntil(lambda: tree.model.rowCount(whole) == 2, timeout=20_000)
    assert tree.model.index(0, 0, whole).data() == "[0 … 249,999]"
    assert tree.model.index(1, 1, whole).data() == "50,000 fields"


def test_a_picture_is_decoded_and_the_views_follow_the_body(opened: Opened, qtbot: Any) -> None:
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    path = opened.services.data_dir / "x.png"
    picture.save(str(path))
    first, second = opened.services.history.append(
        [received(path.read_bytes(), headers=()), received(b'{"a":1}', headers=JSON)]
    )
    opened.show(first)
    size = opened.view.image._picture.pixmap().size()
    assert (size.width(), size.height()) == (40, 30)
    assert opened.view._surfaces.currentWidget() is opened.view.image
    opened.view.choose("hex")
    qtbot.waitUntil(lambda: "89 50 4e 47" in opened.view.text.toPlainText())
    opened.show(second)
    assert "7b 22 61 22" in opened.view.text.toPlainText()
    opened.view.choose("image")
    qtbot.waitUntil(opened.settled)
    assert opened.view.text.toPlainText() == '{\n  "a": 1\n}'
