"""Requests over the network. Only this package imports httpx and httpcore, and only when the first request is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ongoing_desktop.transport.sender import NetworkSender

if TYPE_CHECKING:
    from ongoing_desktop.transport.connectivity_checker import ConnectivityChecker

__all__ = ["ConnectivityChecker", "NetworkSender"]


def __getattr__(name: str) -> Any:
    if name != "ConnectivityChecker":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from ongoing_desktop.transport.connectivity_checker import ConnectivityChecker  # noqa: PLC0415 - loads sockets and TLS

    return ConnectivityChecker
