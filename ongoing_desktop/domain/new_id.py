"""The ids of webhooks, systems, rules and deliveries."""

from __future__ import annotations


def new_id() -> str:
    """A random UUID."""
    import uuid  # noqa: PLC0415 - takes as much memory as ten modules, and the idle window creates nothing

    return str(uuid.uuid4())
