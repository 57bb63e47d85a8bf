"""A secret on its only path: form → service → vault → network."""

from __future__ import annotations

from typing import Final, NoReturn


class Secret:
    """A password or token. It cannot be shown, compared or pickled; only :meth:`reveal` returns its value."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value: Final = value

    def reveal(self) -> str:
        """The value. Only the vault, the authentication schemes and redaction call this."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(…)"

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = object.__hash__

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret cannot be pickled")
