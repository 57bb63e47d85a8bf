"""Selected exchanges as one HTML page without scripts, pictures or external resources, with every value escaped (T15)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

import msgspec

from ongoing_desktop import __version__
from ongoing_desktop.domain.exchange import Exchange, Message
from ongoing_desktop.formats.base import HistoryFormat, body_text
from ongoing_desktop.formats.rows import exchange_dict

SHOWN: Final = 64 * 1024
"""Bytes of a body that are shown. The number of omitted bytes is given."""
_STYLE: Final = """
:root { color-scheme: light dark; --ink: #16202a; --soft: #4a5560; --line: #d5dbe1; --paper: #fff; --box: #f3f5f7; }
@media screen and (prefers-color-scheme: dark) {
  :root { --ink: #e6eaee; --soft: #a3adb7; --line: #3a444e; --paper: #15191d; --box: #1f252b; } }
body { font: 14px/1.5 "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; color: var(--ink); background: var(--paper);
  max-width: 1100px; margin: 24px auto; padding: 0 20px; }
h1 { font-size: 21px; margin: 0 0 4px; } h2 { font-size: 16px; margin: 0 0 6px; overflow-wrap: anywhere; }
h3 { font-size: 13px; margin: 12px 0 4px; color: var(--soft); }
p { margin: 0 0 6px; } .soft { color: var(--soft); }
section { border-top: 1px solid var(--line); padding: 14px 0; }
table { border-collapse: collapse; } td { padding: 2px 14px 2px 0; vertical-align: top; overflow-wrap: anywhere; }
td:first-child { color: var(--soft); white-space: nowrap; }
pre { background: var(--box); border: 1px solid var(--line); border-radius: 4px; padding: 8px 10px; margin: 4px 0;
  white-space: pre-wrap; overflow-wrap: anywhere; font: 12.5px/1.45 "Cascadia Mono", "DejaVu Sans Mono", monospace; }
@media print { body { margin: 0; max-width: none; } h2, h3 { break-after: avoid; } }
"""
_HEAD: Final = (
    '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
    f'<meta name="referrer" content="no-referrer">\n<title>Webhook exchanges</title>\n<style>{_STYLE}</style>\n</head>\n'
    f'<body>\n<h1>Webhook exchanges</h1>\n<p class="soft">Written by Ongoing Desktop {escape(__version__)}. '
    "In headers and addresses, values with a credential's name are replaced by [redacted].</p>\n"
)
# Show invisible and direction-changing characters as marks, because a browser would drop or obey them.
_HIDDEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
_FACTS: Final = (
    ("at", "time"), ("direction", "direction"), ("status", "status"), ("answer", "answer"), ("failure", "failure"),
    ("verdict", "verdict"), ("reason", "reason"), ("system", "system"), ("type", "type"), ("event_id", "event"),
    ("goods_owner_id", "goods owner"), ("attempt", "attempt"), ("bytes", "bytes of the body"),
    ("duration_ms", "duration in ms"), ("source", "source"),
)  # fmt: skip


def write_report(exchanges: Iterable[Exchange]) -> Iterator[bytes]:
    """A page with one section for each exchange."""
    yield _HEAD.encode("utf-8")
    for exchange in exchanges:
        yield _section(exchange).encode("utf-8")
    yield b"</body>\n</html>\n"


def _section(exchange: Exchange) -> str:
    known = exchange_dict(exchange)
    facts = "".join(
        f"<tr><td>{label}</td><td>{_safe(str(known[name]))}</td></tr>"
        for name, label in _FACTS
        if known.get(name) is not None
    )
    title = f"{exchange.row.id} · {exchange.row.method} {exchange.row.target}"
    parts = [f"<section>\n<h2>{_safe(title)}</h2>\n<table>{facts}</table>\n"]
    parts.append(_message("Request", exchange.request))
    if exchange.response is not None:
        parts.append(_message("Response", exchange.response))
    return "".join((*parts, "</section>\n"))


def _message(title: str, message: Message) -> str:
    lines = "\n".join(f"{name}: {value}" for name, value in message.headers)
    found = f"<h3>{title}</h3>\n<pre>{_safe(lines)}</pre>\n" if lines else f"<h3>{title}</h3>\n"
    if not message.body:
        return found
    return f"{found}<pre>{_safe(_readable(message.body))}</pre>\n"


def _readable(body: bytes) -> str:
    text = body_text(body)
    if text is None:
        # A cut within a character also makes the beginning undecodable.
        return f"{len(body)} bytes that are not UTF-8 text: {body[:64].hex(' ')}{' …' if len(body) > 64 else ''}"
    if len(body) > SHOWN:
        left = len(body) - SHOWN
        return (
            f"{body[:SHOWN].decode('utf-8', 'ignore')}\n… {left} more bytes; HAR and JSON lines contain the whole body."
        )
    try:
        return msgspec.json.format(body, indent=2).decode("utf-8")
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return text


def _safe(text: str) -> str:
    return escape(_HIDDEN.sub(_mark, text.replace("\r\n", "\n")), quote=True)


def _mark(found: re.Match[str]) -> str:
    code = ord(found.group())
    return chr(0x2400 + code) if code < 0x20 else f"⟦U+{code:04X}⟧"


REPORT: Final = HistoryFormat(
    "html",
    "Report (HTML)",
    ".html",
    "To read, print or share: one page with headers and bodies, without scripts, pictures or anything from the "
    "network. A body over 64 KiB is cut.",
    write_report,
)
