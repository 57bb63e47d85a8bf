"""Requests over the network; the only place that imports httpx and httpcore, and that only when the first one leaves."""

from __future__ import annotations

from ongoing_desktop.transport.httpx_sender import HttpxSender
from ongoing_desktop.transport.reach import ReachChecker

__all__ = ["HttpxSender", "ReachChecker"]
