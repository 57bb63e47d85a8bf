"""SQLite databases and files: settings, history, locks and atomic writes. Each module is imported on first use."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ongoing_desktop.storage.atomic import write_atomic
    from ongoing_desktop.storage.causes import NO_HANDLES, os_cause
    from ongoing_desktop.storage.folder import Storage, open_storage
    from ongoing_desktop.storage.history import HistoryDb
    from ongoing_desktop.storage.housekeeping import Housekeeper
    from ongoing_desktop.storage.listeners import ListenerNote, running_listeners
    from ongoing_desktop.storage.locks import RoleLock
    from ongoing_desktop.storage.resources import load_catalogue, load_facts, load_samples, resource_dir
    from ongoing_desktop.storage.run_markers import RunMarkers
    from ongoing_desktop.storage.scenarios import KeyedFolder, file_key, standard_scenarios
    from ongoing_desktop.storage.settings import SettingsDb

__all__ = [
    "NO_HANDLES",
    "HistoryDb",
    "Housekeeper",
    "KeyedFolder",
    "ListenerNote",
    "RoleLock",
    "RunMarkers",
    "SettingsDb",
    "Storage",
    "file_key",
    "load_catalogue",
    "load_facts",
    "load_samples",
    "open_storage",
    "os_cause",
    "resource_dir",
    "running_listeners",
    "standard_scenarios",
    "write_atomic",
]  # fmt: skip

_MODULES: Final = {
    "atomic": ("write_atomic",),
    "causes": ("NO_HANDLES", "os_cause"),
    "folder": ("Storage", "open_storage"),
    "history": ("HistoryDb",),
    "housekeeping": ("Housekeeper",),
    "listeners": ("ListenerNote", "running_listeners"),
    "locks": ("RoleLock",),
    "resources": ("load_catalogue", "load_facts", "load_samples", "resource_dir"),
    "run_markers": ("RunMarkers",),
    "scenarios": ("KeyedFolder", "file_key", "standard_scenarios"),
    "settings": ("SettingsDb",),
}


def __getattr__(name: str) -> Any:
    for module, names in _MODULES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
