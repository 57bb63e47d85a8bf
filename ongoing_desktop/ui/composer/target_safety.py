"""The confirmation before a request is sent to another computer, used by all screens that send."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QMessageBox, QPushButton, QWidget

from ongoing_desktop.domain.targets import Confirmation, NeedsConfirmation, Why, marked
from ongoing_desktop.ui.context import WindowContext
from ongoing_desktop.ui.kit.buttons import check_box
from ongoing_desktop.ui.kit.controls import line_edit
from ongoing_desktop.ui.kit.plain_text import restyle
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.wording.language import translated
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.sending_text import carrying

ORDER: Final[tuple[Why, ...]] = ("production", "metadata", "many", "first")
WIDTH: Final = 380
MOST_NAMED: Final = 12
"""Maximum number of hosts named in a question; more are counted."""
CODES: Final = {
    "production": "send-confirm-production",
    "metadata": "send-confirm-metadata",
    "many": "send-confirm-many",
    "first": "send-confirm-host",
}


def ask_target(
    context: WindowContext,
    parent: QWidget,
    needs: NeedsConfirmation,
    go: Callable[[Confirmation], None],
    *,
    details: str = "",
) -> QMessageBox:
    """Ask. ``go`` is called with the confirmation when the user agrees. Returns at once.

    The name of a production host must be typed. Another host can be marked as production here; the box is ticked in
    advance if its name suggests production.
    """
    why = next(item for item in ORDER if any(place.why == item for place in needs.places))
    chosen = {place.host for place in needs.places if place.why == why}
    text = sentence(CODES[why], {"host": ", ".join(sorted(chosen)), "typed": needs.to_type, **carrying(needs)})
    typed: QLineEdit | None = None
    mark: QCheckBox | None = None

    def agreed() -> None:
        consent = needs.agreed(typed.text() if typed is not None else "")
        if consent is None:
            return
        if mark is not None and mark.isChecked():
            hosts = {place.host: True for place in needs.places}
            context.tasks.run(
                parent,
                lambda: context.services.settings.change(
                    "preferences", lambda now: marked(now, hosts=hosts, systems={})
                ),
            )
        go(consent)

    suspects = sorted({place.host for place in needs.places if place.guessed})
    if suspects:
        hosts = (
            ""
            if len(needs.places) == 1
            else f" {', '.join(suspects[:MOST_NAMED])}{', …' if suspects[MOST_NAMED:] else ''}"
        )
        details = f"{details} {sentence('send-sounds-like-production')}{hosts}".strip()
    box = context.notifier.confirm(
        parent,
        translated("Send to production?") if needs.to_type else translated("Send to another computer?"),
        text,
        translated("Send to production") if needs.to_type else translated("Send"),
        agreed,
        danger=bool(needs.to_type) or why == "metadata",
        refuse_first=True,
        details=details,
    )
    if needs.to_type:
        typed = _typed(box, needs)
    elif len(needs.places) == 1:
        mark = _mark(box, needs)
    return box


def _typed(box: QMessageBox, needs: NeedsConfirmation) -> QLineEdit:
    """A line in which the host must be typed before the button is enabled."""
    line = line_edit(box, "typedHost", placeholder=needs.to_type, accessible=translated("Type the host name"))
    sized(line, least_width=WIDTH)  # not the text: the box would be no wider, and cut it
    agree = next(item for item in box.buttons() if box.buttonRole(item) == QMessageBox.ButtonRole.AcceptRole)
    agree.setEnabled(False)

    def check(text: str) -> None:
        right = needs.agreed(text) is not None
        agree.setEnabled(right)
        if right and isinstance(agree, QPushButton):
            box.setDefaultButton(agree)  # typing is the answer

    line.textChanged.connect(check)
    layout = box.layout()
    rows = layout.rowCount()  # type: ignore[union-attr]
    # The buttons are in the last row; the line is above them, in the text's column.
    buttons = layout.itemAtPosition(rows - 1, 0)  # type: ignore[union-attr]
    if buttons is not None and (shown := buttons.widget()) is not None:
        layout.removeWidget(shown)  # type: ignore[union-attr]
        layout.addWidget(shown, rows, 0, 1, -1)  # type: ignore[union-attr,call-arg]
    text = box.findChild(QLabel, "qt_msgbox_label")
    if text is not None:
        restyle(text, role="problem")
    column = layout.getItemPosition(layout.indexOf(text))[1] if text is not None else 0  # type: ignore[union-attr]
    layout.addWidget(line, rows - 1, column, 1, -1)  # type: ignore[union-attr,call-arg]
    line.setFocus()
    return line


def _mark(box: QMessageBox, needs: NeedsConfirmation) -> QCheckBox:
    place = needs.places[0]
    tick = check_box(
        box,
        translated("Treat as production (ask me to type the host name each time)"),
        "markProduction",
        on=place.guessed,
    )
    box.setCheckBox(tick)
    return tick
