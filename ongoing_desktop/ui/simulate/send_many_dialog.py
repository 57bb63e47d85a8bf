"""The base of dialogs that send several requests: confirm, send, show progress, cancel, open what was sent."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ongoing_desktop.domain.targets import UNCONFIRMED, Confirmation
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.layout import TOP, hbox
from ongoing_desktop.ui.kit.plain_text import paragraph, pill, selectable, set_pill, show_text
from ongoing_desktop.ui.kit.room import reveal
from ongoing_desktop.ui.kit.unsaved_changes import UnsavedChangesDialog
from ongoing_desktop.ui.simulate.play import Play, Work
from ongoing_desktop.wording.messages import sentence


class SendManyDialog(InContext, UnsavedChangesDialog):
    """Show it with ``open()``. What was sent is in the history. Closing cancels a run.

    A subclass decides what is sent and shows the results, and says what would be lost by closing.
    """

    CANCELLED = "playing-cancelled"
    """Code of the sentence after cancelling."""

    def __init__(self, context: WindowContext, parent: QWidget, name: str, title: str, size: tuple[int, int]) -> None:
        super().__init__(parent, name, title, size=size)
        self.use_context(context)
        self._play = Play(context, self)
        self._play.progressed.connect(lambda found: self.take(found, ended=False))
        self._play.ended.connect(lambda found: self.take(found, ended=True))
        self._play.refused.connect(self.say)
        self._play.cancelled.connect(lambda: self.say(sentence(self.CANCELLED)))

    @property
    def busy(self) -> bool:
        return self._play.busy

    # what a subclass says

    def work(self, consent: Confirmation) -> Work | None:
        """The work that sends; None if nothing can be sent."""
        raise NotImplementedError

    def count_words(self) -> str:
        """The number of requests, for the confirmation."""
        raise NotImplementedError

    def begun(self) -> None:
        """A run has started."""
        raise NotImplementedError

    def take(self, found: Any, *, ended: bool) -> None:
        """Show the results so far, or all of them."""
        raise NotImplementedError

    def say(self, message: str = "") -> None:
        """Show the current state. ``message``: the reason why no run is active, empty for none."""
        raise NotImplementedError

    def unsaved(self) -> str:
        """Nothing: choices are made again each time."""
        return ""

    # verbs

    def send(self, consent: Confirmation = UNCONFIRMED) -> None:
        """Send what is chosen, unless a run is active."""
        if not self.busy and (work := self.work(consent)) is not None:
            self._play.start(work, self.send, self.count_words)
            self.begun()

    def cancel(self) -> None:
        """Stop sending. Connections are closed at once."""
        self._play.cancel()

    def open_exchange(self, number: object) -> None:
        """Show a request of the table in the history."""
        if isinstance(number, int):
            self._context.navigation.show_exchange(number)
            self.reject()

    # parts

    def make_verbs(self, text: str, send: str, cancel: str) -> None:
        """Create the buttons to send and cancel, with these object names."""
        self.send_button = push_button(
            self, text, send, lambda _=False: self.send(), default=True, icon="send", theme=self._theme
        )
        self.cancel_button = push_button(self, self.tr("Cancel"), cancel, self.cancel)

    def make_message(self, tone: str, name: str) -> QHBoxLayout:
        """Create the sign and the sentence for the result, with these object names."""
        self._pill = pill("–", self, name=tone)
        self._message = selectable(paragraph("", self, name=name, live=True))
        return hbox((self._pill, TOP), (self._message, 1), spacing=12)

    def show_message(self, sign: str, tone: str, message: str) -> None:
        """Show a sentence, also in a low window that scrolls."""
        self.cancel_button.setVisible(self.busy)
        if tone != "quiet":
            QTimer.singleShot(0, self, lambda: reveal(self._message))  # it gets its height only afterwards
        set_pill(self._pill, sign, tone)
        self._pill.setVisible(bool(message))
        show_text(self._message, message)

    # Qt overrides

    def first_shown(self) -> None:
        """No keys for saving: Ctrl+Enter sends, where it does anything."""

    def done(self, result: int) -> None:
        """Closing cancels a run."""
        self._play.drop()
        super().done(result)
