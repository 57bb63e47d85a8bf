"""The formats in which a picture can be saved, as the menu of a button."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QMenu, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.file_dialogs import ask_save_path


class PictureMenu(InContext, QMenu):
    """Saves a picture as PNG or SVG, or its content as a table (CSV)."""

    def __init__(
        self,
        context: WindowContext,
        parent: QWidget,
        name: str,
        *,
        file_name: Callable[[], str],
        svg: Callable[[], bytes],
        csv: Callable[[], bytes] | None = None,
    ) -> None:
        """``file_name`` gives the proposed name without suffix, ``svg`` and ``csv`` the content as it is now."""
        super().__init__(parent)
        self.use_context(context)
        self._owner, self._file_name = parent, file_name
        self._contents = {"png": svg, "svg": svg}
        texts = {"png": self.tr("Picture (PNG)…"), "svg": self.tr("Picture (SVG)…")}
        if csv is not None:
            self._contents["csv"], texts["csv"] = csv, self.tr("Table (CSV)…")
        for suffix, text in texts.items():
            self.addAction(text, partial(self._ask_where, suffix)).setObjectName(f"{name}As{suffix.title()}")

    def save_to(self, path: Path, suffix: str) -> None:
        """Write the content, which is made at once. A PNG is drawn on a worker thread."""
        content = self._contents[suffix]()
        message = self.tr("Saved {name}.").format(name=one_line(path.name))

        def write() -> None:
            self._services.ports.write(path, _png_of(content) if suffix == "png" else content)

        self._tasks.compute(self, write, done=lambda _: self._notifier.notice(message, "good"))

    def _ask_where(self, suffix: str) -> None:
        name = f"{self._file_name()}.{suffix}"
        ask_save_path(self._owner, self.tr("Save as"), name, lambda path: self.save_to(path, suffix))


def _png_of(svg: bytes) -> bytes:
    from ongoing_desktop.ui.exchanges.svg_image import png_of  # noqa: PLC0415 - loads Qt's module for SVG

    return png_of(svg)
