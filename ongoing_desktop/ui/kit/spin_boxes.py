"""Boxes for numbers. The wheel scrolls the page instead of changing a number."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QSpinBox, QWidget

from ongoing_desktop.ui.kit.plain_text import named
from ongoing_desktop.ui.kit.sizes import sized

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent

AnySpin = TypeVar("AnySpin", bound=QAbstractSpinBox)


class SpinBox(QSpinBox):
    """The wheel does not change the number."""

    # Qt overrides

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()


class DoubleSpinBox(QDoubleSpinBox):
    """The wheel does not change the number."""

    # Qt overrides

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()


def pad_spin_box(spin: AnySpin) -> AnySpin:
    """Align a number's text with other fields, because a style sheet's padding does not affect its line."""
    sized(spin.lineEdit(), text=(6, 0))
    return spin


def spin_box(
    parent: QWidget,
    name: str,
    between: tuple[int, int],
    *,
    accessible: str = "",
    value: int | None = None,
    suffix: str = "",
    special: str = "",
) -> SpinBox:
    """A box for a whole number. ``special``: the text shown for the minimum."""
    made = pad_spin_box(named(SpinBox(parent), name, accessible))
    made.setRange(*between)
    made.setSuffix(suffix)
    made.setSpecialValueText(special)
    if value is not None:
        made.setValue(value)
    return made


def double_spin_box(
    parent: QWidget,
    name: str,
    between: tuple[float, float],
    *,
    decimals: int,
    accessible: str = "",
    value: float | None = None,
    suffix: str = "",
) -> DoubleSpinBox:
    """A box for a number with decimals."""
    made = pad_spin_box(named(DoubleSpinBox(parent), name, accessible))
    made.setDecimals(decimals)
    made.setRange(*between)
    made.setSuffix(suffix)
    if value is not None:
        made.setValue(value)
    return made
