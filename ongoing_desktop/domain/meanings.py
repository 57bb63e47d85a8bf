"""What members of a payload mean: a status by its name, and every other member as documented."""

from __future__ import annotations

import re
from typing import Final

from ongoing_desktop.domain.catalogue import Family
from ongoing_desktop.domain.members import documented
from ongoing_desktop.domain.settings import System
from ongoing_desktop.domain.statuses import StatusSets, statuses_of

_SETS: Final = {
    "orderStatus": "order",
    "purchaseOrderStatus": "purchase_order",
    "productionOrderStatus": "production_order",
}
"""By the member with a status, the set of statuses that its number is from."""
_NUMBER: Final = re.compile(r"\d{1,9}")


class Meanings:
    """For the payloads of one family of one system. Immutable."""

    def __init__(self, family: Family | None, system: System | None, standard: StatusSets) -> None:
        self._state = family.state if family else ""
        self._fields = {field.path: field.description for field in family.fields} if family else {}
        self._names = {
            key: {status.number: status.name for status in statuses_of(system, key, standard)} for key in _SETS.values()
        }

    def __bool__(self) -> bool:
        return bool(self._fields)

    def of(self, path: str, value: str) -> str:
        """What a member means: the name of a status with this number, else its description; empty if unknown.

        ``path`` may begin with ``$``; ``value`` is its JSON.
        """
        path = documented(path)
        return self.status(path, value) or self._fields.get(path, "")

    def status(self, path: str, value: str) -> str:
        """The name of the status that a member's value is the number of; empty if it is none."""
        *above, name = path.split(".")
        if name != "number" or not above or not _NUMBER.fullmatch(value.strip('"')):
            return ""
        return self._names.get(_SETS.get(above[-1], ""), {}).get(int(value.strip('"')), "")

    def state(self, number: int) -> str:
        """The status of what the payload is about: its number and name."""
        return f"{number} {self.status(self._state, str(number))}".strip()
