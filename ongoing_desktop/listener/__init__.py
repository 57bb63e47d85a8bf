"""The embedded receiver, which runs as its own process."""

from typing import Final

TUNNEL_GUARD: Final = "--tunnel-guard"
"""First argument of this program when it is to run :func:`.tunnel_guard.guard`; the words of another program follow."""
