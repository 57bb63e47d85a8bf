"""Icons are drawn from a font at any size."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from ongoing_desktop.ui.icons import icon
from ongoing_desktop.ui.theme import Theme


@pytest.mark.parametrize("side", [0, 1, 16, 512])
def test_an_icon_is_drawn_at_any_size(qapp: QApplication, qtbot: Any, side: int) -> None:
    theme = Theme(qapp)
    theme.apply(qapp, "light")
    assert icon("send", theme).pixmap(QSize(side, side)).isNull() is (side == 0)
