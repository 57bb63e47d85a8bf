"""Form, XML, hex and image: what each shows of its own kind of body, and how it refuses hostile ones."""

from __future__ import annotations

import struct

import pytest

from ongoing_desktop.bodies.base import FIRST, Shown
from ongoing_desktop.bodies.image import declared, kind_of
from ongoing_desktop.bodies.views import VIEWS


def show(key: str, body: bytes, content_type: str = "", limit: int = FIRST) -> Shown:
    return VIEWS[key].show(body, content_type, limit)


def test_hex_has_offsets_bytes_and_text() -> None:
    shown = show("hex", bytes(range(0x3A, 0x4A)) + b"\xff\n")
    assert shown.text.splitlines() == [
        "00000000  3a 3b 3c 3d 3e 3f 40 41  42 43 44 45 46 47 48 49  :;<=>?@ABCDEFGHI",
        "00000010  ff 0a                                             ..",
    ]
    assert "18 bytes as received" in shown.note
    assert show("hex", b"x" * 100_000, limit=4_000).cut


def test_form_fields_are_decoded_and_cannot_look_like_others() -> None:
    shown = show("form", b"a=1+2&b=%C3%A5&c&d=x%0Ae=5&a=%FF", "application/x-www-form-urlencoded")
    assert shown.text.splitlines() == ["a = 1 2", "b = å", "c", "d = x␊e=5", "a = ⟦FF⟧"]


def test_parts_of_a_form_are_told_apart() -> None:
    body = (
        b'--B\r\nContent-Disposition: form-data; name="order"\r\n\r\nA-1\r\nline 2\r\n'
        b'--B\r\nContent-Disposition: form-data; name="file"; filename="a\xe2\x80\xae.png"\r\n'
        b"Content-Type: image/png\r\n\r\n\x89PNG\0\0\r\n--B--\r\ntail"
    )
    shown = show("form", body, 'multipart/form-data; boundary="B"')
    assert shown.text.splitlines() == [
        "▸ order · 11 bytes",
        "  A-1",
        "  line 2",
        "",
        "▸ file · a⟦U+202E⟧.png · image/png · 6 bytes",
        "  (not text)",
    ]
    assert "Parts: 2." in shown.note
    assert "has no boundary" in show("form", body, "multipart/form-data").note
    assert "does not contain its boundary" in show("form", body, "multipart/form-data; boundary=C").note


def test_xml_is_indented_without_changing_what_it_says() -> None:
    shown = show("xml", b"<?xml version='1.0'?><a x='1 &amp; 2'><!--n--><b> t </b><c/>m<d></d></a>", "text/xml")
    assert shown.text.splitlines() == [
        '<?xml version="1.0"?>',
        '<a x="1 &amp; 2">',
        "  <!--n-->",
        "  <b> t </b>",
        "  <c/>",
        "  m",
        "  <d/>",
        "</a>",
    ]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b'<!DOCTYPE a [<!ENTITY x "lol"><!ENTITY y "&x;&x;">]><a>&y;</a>', "entity x"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "entity x"),
        (b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x">%x;]><a/>', "entity x"),
        (b"<a>" * 2_000 + b"</a>" * 2_000, "nested too deeply"),
        (b"<a><b></a>", "line 1, column 9"),
        (b"<!doctype html><p>x<br>y", "Not XML"),
        (b"<a>\xff</a>", "Not XML"),
    ],
)
def test_hostile_or_broken_xml_is_text_with_the_reason(body: bytes, told: str) -> None:
    shown = show("xml", body, "application/xml")
    assert told in shown.note
    assert shown.text.startswith("<")


def test_an_external_document_type_is_named_and_never_fetched() -> None:
    shown = show("xml", b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a>1</a>', "text/xml")
    assert shown.text.splitlines() == ['<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">', "<a>1</a>"]


def test_large_xml_is_cut_where_enough_is_shown() -> None:
    shown = show("xml", b"<a>" + b"<b>1</b>" * 500_000 + b"</a>", "text/xml")
    assert shown.cut
    assert len(shown.text) <= FIRST + 100


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 20, 10)
WEBP = b"RIFF\0\0\0\0WEBP"
PICTURES = {
    "png": PNG,
    "gif": b"GIF89a" + struct.pack("<HH", 20, 10),
    "bmp": b"BM\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0" + struct.pack("<ii", 20, -10) + b"\0",
    "jpeg": b"\xff\xd8\xff\xe0\0\x04ab\xff\xc2\0\x0b\x08" + struct.pack(">HH", 10, 20),
}


@pytest.mark.parametrize("kind", PICTURES)
def test_a_picture_says_its_size(kind: str) -> None:
    assert kind_of(PICTURES[kind]) == kind
    assert declared(PICTURES[kind], kind) == (20, 10)


@pytest.mark.parametrize(
    "chunk",
    [
        b"VP8X\0\0\0\0\0\0\0\0" + b"\x13\0\0" + b"\x09\0\0",
        b"VP8L\0\0\0\0\x2f" + struct.pack("<I", 19 | 9 << 14),
        b"VP8 \0\0\0\0\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 20, 10),
    ],
)
def test_each_kind_of_webp_says_its_size(chunk: bytes) -> None:
    assert declared(WEBP + chunk, "webp") == (20, 10)


def test_a_picture_that_declares_too_much_is_refused_undecoded() -> None:
    shown = show("image", PNG[:16] + struct.pack(">II", 60_000, 60_000), "image/png")
    assert shown.picture is None
    assert "60,000 × 60,000 pixels, too large" in shown.note
    assert "its size cannot be read" in show("image", b"\xff\xd8\xff", "").note


def test_svg_is_text() -> None:
    shown = show("image", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml")
    assert shown.picture is None
    assert "<svg" in shown.text
