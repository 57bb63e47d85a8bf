"""The window's name for the services."""

from __future__ import annotations

from ongoing_desktop.services import Services as Core

__all__ = ["Core"]
