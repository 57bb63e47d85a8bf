"""Files of saved requests and payloads: JSON, one per file. Pure."""

from __future__ import annotations

import json
from typing import Final

from ongoing_desktop.domain.errors import ConfigError, UsageError
from ongoing_desktop.domain.saved_request import SavedRequest
from ongoing_desktop.formats.file_objects import FileObject, texts, value
from ongoing_desktop.formats.strict_json import MemberReader, loaded
from ongoing_desktop.wording.messages import error_sentence

REQUEST_FORMAT: Final = "ongoing-desktop-request"
REQUEST_VERSION: Final = 1
REQUEST: Final = FileObject(
    SavedRequest,
    value("name", str),
    value("method", str, ""),
    value("url", str, ""),
    texts("headers"),
    value("webhook", str, ""),
    value("body", str, ""),
)
TOP_KEYS: Final = ("format", "version")


def parse_request(data: bytes, name: str) -> SavedRequest:
    """Parse a file. Raises UsageError with ``name`` and what is wrong."""
    try:
        document = loaded(data)
        top = MemberReader(document, "")
        if top.take("format", str, default="") != REQUEST_FORMAT or top.take("version", int) != REQUEST_VERSION:
            raise UsageError("request-format", name=name)
        return REQUEST.read({key: item for key, item in document.items() if key not in TOP_KEYS}, "")
    except ConfigError as error:
        raise UsageError("request-file", name=name, what=error_sentence(error)) from None


def write_request(request: SavedRequest) -> bytes:
    """UTF-8, two-space indent, final line break. Members with default values are left out."""
    document = {"format": REQUEST_FORMAT, "version": REQUEST_VERSION, **REQUEST.write(request)}
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
