"""The subject of an event, named from the payload by the catalogue: ``article X-1 on order A-1``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from ongoing_desktop.domain.catalogue import Family, Trigger

LONGEST: Final = 80
"""Maximum characters of a name."""
_PLACE: Final = re.compile(r"(?P<before>(?:^|.* )(?:on|of|to|in|with|for) |^)(?P<noun>[a-z ]+?) \{(?P<path>[^{}]+)\}")


def subject_text(data: Mapping[str, Any], family: Family, trigger: Trigger | None) -> str:
    """The subject with its numbers from the payload; ``an order`` if a number is missing."""
    template = (trigger.thing if trigger else "") or family.thing or family.title.lower()
    while found := _PLACE.match(template):
        value = _at(data, found["path"])
        noun = found["noun"]
        named = f"{noun} {value}" if value else f"{article(noun)} {noun}"
        # Braces in a foreign value must not be taken for a placeholder.
        named = named.replace("{", "\ufff0").replace("}", "\ufff1")
        template = f"{found['before']}{named}{template[found.end() :]}"
    return template.replace("\ufff0", "{").replace("\ufff1", "}")


def article(noun: str) -> str:
    """``a`` or ``an``."""
    return "an" if noun[:1] in "aeiou" else "a"


def _at(data: object, path: str) -> str:
    for name in path.split("."):
        data = data.get(name) if isinstance(data, dict) else None
    if isinstance(data, bool) or not isinstance(data, (str, int)) or data in ("", 0):
        return ""
    try:
        text = str(data)
    except ValueError:  # over 4,300 digits
        return ""
    return (text if len(text) <= LONGEST else text[:LONGEST] + "…").encode("utf-8", "replace").decode("utf-8")
