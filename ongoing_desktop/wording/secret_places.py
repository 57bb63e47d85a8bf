"""The places where an export would contain a secret, as :mod:`ongoing_desktop.domain.secret_scan` describes them."""

from __future__ import annotations

import re
from typing import Final

from ongoing_desktop.wording.language import translated

PLACES: Final = (
    "address",
    "facts",
    "report",
    "the beginning of the file",
    "the text of the file",
    "body of the request",
    "body of the answer",
    "name of a header of the request",
    "name of a header of the answer",
)
_HEADER: Final = re.compile(r"header (.+) of the (request|answer)")


def place_words(part: str) -> str:
    """A place in the user's language. Others, such as the names of files, stay as they are."""
    if header := _HEADER.fullmatch(part):
        one = translated("header {name} of the request"), translated("header {name} of the answer")
        return one[header[2] == "answer"].format(name=header[1])
    return translated(part) if part in PLACES else part
