"""Requests over the network; the only place that imports httpx and httpcore, and that only when the first one leaves."""

from __future__ import annotations

from ongoing_desktop.transport.connectivity_checker import ConnectivityChecker
from ongoing_desktop.transport.sender import NetworkSender

__all__ = ["ConnectivityChecker", "NetworkSender"]
