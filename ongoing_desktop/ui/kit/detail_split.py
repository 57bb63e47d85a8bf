"""A list with its detail: below it, or beside it if there is room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from ongoing_desktop.ui.kit.sizes import px, sized

BETWEEN: Final = 12
LEAST: Final = 1000
"""The least width in units for a detail beside the list."""
BESIDE: Final = Qt.Orientation.Horizontal
BELOW: Final = Qt.Orientation.Vertical


class DetailSplit(QSplitter):
    """Two parts with a border that the user can move; it keeps the user's share for each of the two places."""

    def __init__(self, parent: QWidget, *, wide: int, share: Callable[[Qt.Orientation], float], name: str = "") -> None:
        """``share``: the list's share of the room while the user has not moved the border.

        The detail is beside the list from a width of ``wide`` units, and from :data:`LEAST` if the user wants that.
        """
        super().__init__(BELOW, parent)
        self.setObjectName(name)
        self.setChildrenCollapsible(False)
        sized(self, handle=BETWEEN)
        self._wide, self._share = wide, share
        self._place = "auto"
        self._shares: dict[str, float] = {}
        self.splitterMoved.connect(self._on_moved)

    @property
    def beside(self) -> bool:
        """Whether the detail is beside the list."""
        return self.orientation() == BESIDE

    @property
    def moved(self) -> bool:
        """Whether the user has moved the border in the current place."""
        return self._key in self._shares

    def set_place(self, place: str) -> None:
        """``below``, ``beside``, or ``auto``: by the width."""
        self._place = place
        self.arrange()

    def state(self) -> dict[str, float]:
        """The user's shares, as plain JSON values."""
        return dict(self._shares)

    def restore(self, state: object) -> None:
        """Restore the result of :meth:`state`; invalid parts are ignored."""
        if isinstance(state, Mapping):
            known: Mapping[str, Any] = state
            self._shares = {
                key: min(max(float(share), 0.05), 0.95)
                for key in ("beside", "below")
                if isinstance(share := known.get(key), int | float)
            }
        self.arrange()

    def arrange(self) -> None:
        """Choose the place for the detail, and share the room. Does nothing while there is only one part."""
        limit = {"auto": self._wide, "beside": LEAST}.get(self._place)
        wanted = BESIDE if limit is not None and self.width() >= px(limit) else BELOW
        if wanted != self.orientation():
            self.setOrientation(wanted)
        room = self.width() if self.beside else self.height()
        if self.count() == 2 and room > 0:
            first = round(room * self._shares.get(self._key, self._share(wanted)))
            self.setSizes([first, room - first])

    @property
    def _key(self) -> str:
        return "beside" if self.beside else "below"

    def _on_moved(self, *_: int) -> None:
        sizes = self.sizes()
        self._shares[self._key] = round(sizes[0] / max(sum(sizes), 1), 4)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the place again."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self.arrange)  # the parts get their sizes only afterwards

    def changeEvent(self, event: QEvent) -> None:
        """Choose the place again for another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.arrange()
