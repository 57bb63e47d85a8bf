"""Puts secrets on the clipboard, marked as secrets, and clears them after half a minute."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

from ongoing_desktop.ui.kit.clipboard import clipboard_text, put_on_clipboard
from ongoing_desktop.ui.kit.timing import after_pause

if TYPE_CHECKING:
    from ongoing_desktop.domain.secret import Secret

KEPT_MS: Final = 30_000
_WINDOWS: Final = 'application/x-qt-windows-mime;value="{}"'
MARKS: Final[dict[str, tuple[tuple[str, bytes], ...]]] = {
    "linux": (("x-kde-passwordManagerHint", b"secret"),),
    "win32": (
        (_WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"), b"\x00\x00\x00\x00"),
        (_WINDOWS.format("CanIncludeInClipboardHistory"), b"\x00\x00\x00\x00"),
        (_WINDOWS.format("CanUploadToCloudClipboard"), b"\x00\x00\x00\x00"),
    ),
}
"""Marks that tell clipboard managers to store nothing: KDE's Klipper and others; Windows' clipboard history and cloud
(page ``learn.microsoft.com/windows/win32/dataxchg/clipboard-formats``). There is none for macOS, because Qt puts a
prefix before ``org.nspasteboard.ConcealedType``, so it has no effect; only clearing helps there.
"""


class SecretClipboard(QObject):
    """Owned by the window, so that it outlives the dialogs that copy. Main thread only."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._held: Secret | None = None
        self.timer = after_pause(self, KEPT_MS, self.clear)

    @staticmethod
    def near(widget: QObject) -> SecretClipboard:
        """The instance of the window that contains a widget. Raises LookupError if the window has no instance."""
        owner: QObject | None = widget
        while owner is not None:
            found = owner.findChild(SecretClipboard, "", Qt.FindChildOption.FindDirectChildrenOnly)
            if found is not None:
                return found
            owner = owner.parent()
        raise LookupError("no clipboard for secrets above this widget")

    @property
    def seconds(self) -> int:
        """Seconds until a secret is cleared."""
        return self.timer.interval() // 1000

    @property
    def holds(self) -> bool:
        """Whether a secret will be cleared."""
        return self._held is not None

    def copy(self, secret: Secret) -> None:
        """Put a secret on the clipboard. It is cleared after :attr:`seconds`, and when the app quits."""
        put_on_clipboard(secret.reveal(), MARKS.get(sys.platform, ()))
        self._held = secret
        self.timer.start()

    def clear(self) -> None:
        """Clear the clipboard now if it still contains the last copied secret."""
        self.timer.stop()
        held, self._held = self._held, None
        if held is not None and clipboard_text() == held.reveal():
            QGuiApplication.clipboard().clear()
