"""Writes payload types in other languages, and the tests of webhooks as collections of other programs."""

from __future__ import annotations

from collections.abc import Sequence

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.domain.errors import UsageError
from ongoing_desktop.domain.payload_model import payloads
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.formats.collections import COLLECTION_FORMATS, CollectionTest
from ongoing_desktop.formats.type_export import TYPE_FORMATS
from ongoing_desktop.services import Services
from ongoing_desktop.services.payloads import Source

SHAPES: tuple[tuple[str, Source], ...] = (
    ("realistic values", "entered"), ("as documented", "documented"), ("as captured", "captured"),
)  # fmt: skip


class TypeExports:
    """Pure; safe on any thread."""

    def __init__(self, services: Services) -> None:
        self._catalogue = services.catalogue
        self._payloads = services.sending.payloads

    def types(self, format_key: str, types: Sequence[str]) -> bytes:
        """The payloads of these triggers, all if empty, in a format of :data:`TYPE_FORMATS`. Raises UsageError."""
        known = [trigger.key for trigger in self._catalogue.triggers]
        for key in types:
            if key not in known:
                raise UsageError("usage-type", type=key, known=", ".join(known))
        return TYPE_FORMATS[format_key].write(payloads(self._catalogue, types or known)).encode("utf-8")

    def collection(self, format_key: str, hooks: Sequence[Webhook]) -> bytes:
        """The tests of these webhooks in a format of :data:`COLLECTION_FORMATS`. No credential is read."""
        return COLLECTION_FORMATS[format_key].write([test for hook in hooks for test in self._tests(hook)])

    def _tests(self, hook: Webhook) -> list[CollectionTest]:
        tests = [CollectionTest(hook, title, self._payloads.make(hook.id, source).text) for title, source in SHAPES]
        if SCHEMES[hook.authentication].needs_secret:
            tests.append(CollectionTest(hook, "wrong credential", tests[0].body, right=False))
        return tests
