"""A real window in its own process, so that a test can stop or kill it. ``python -m tests.window_process DATA``.

Offscreen. It starts listening on a free port and prints ``{"url": …}``. Then it obeys its standard input, one word per
line: ``test`` adds the demo, sends its test and prints the id of the row; ``inbox`` shows that page; ``close`` closes the
window as a user does, and ends the process; end of input closes the window without any question.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication

from ongoing_desktop.app import App, build


class Obedient(QObject):
    """Executes the words of standard input on the window's thread; an empty word ends it."""

    came = Signal(str)

    def __init__(self, qt: QApplication, app: App) -> None:
        super().__init__()
        self._qt = qt
        self._app = app
        self.came.connect(self.obey, Qt.ConnectionType.QueuedConnection)

    def read(self) -> None:
        rest = b""
        while data := os.read(0, 4096):
            *words, rest = (rest + data).split(b"\n")
            for word in words:
                self.came.emit(word.decode())
        self.came.emit("")

    def do(self, work: Any) -> Any:
        return self._app.services.engine.submit(work).result(30)

    @Slot(str)
    def obey(self, word: str) -> None:
        services = self._app.services
        if word == "test":
            hook = self.do(services.demo.add())
            say(id=self.do(services.sending.test(hook.id, target_key="listener")).exchange_id)
        elif word == "inbox":
            self._app.window.show_page("inbox")
        elif word == "close":
            self._app.window.closed.connect(self._qt.quit)
            self._app.window.close()
        elif not word:
            self._qt.exit(0)  # quit() would ask the window, which asks whether to stop listening


def say(**found: object) -> None:
    os.write(1, json.dumps(found).encode() + b"\n")


def main() -> int:
    """Run until standard input ends."""
    qt = QApplication(sys.argv[:1])
    app = build(Path(sys.argv[1]))
    app.window.show()
    obedient = Obedient(qt, app)
    obedient.do(app.services.listening.start(0))
    say(url=app.services.listening.state.url)
    threading.Thread(target=obedient.read, daemon=True).start()
    qt.exec()
    app.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
