"""Random clicks, keys, text, wheel and commands on the real window, from a fixed seed.

``python -m tests.monkey DATA --seed N [--steps N] [--seconds S]``. Offscreen, over a real data folder with systems,
webhooks and exchanges. Only requests to this program's own listeners are possible: an audit hook refuses every other
connection and DNS lookup, in this process and in the listener. An exception, a Qt warning, a warning in the log, the
bug window, or a main thread that is blocked for over a second is a failure; each is printed with the seed and the last
actions, and the exit code is 1. Run it in its own process, because a crash ends it.
"""

from __future__ import annotations

import argparse
import contextlib
import faulthandler
import gzip
import json
import logging
import os
import random
import socket
import sys
import tempfile
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Final
from urllib.parse import urlsplit

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

STALL_S: Final = 1.0
ACTIONS: Final = "actions.log"
"""File in the folder with all actions, also after a crash."""
TOLD: Final = 25
"""Number of actions printed with a failure."""
MOST_FAILURES: Final = 8
SETTLE_STEPS: Final = 12
"""Average number of steps between short pauses, in which started work can end."""
IDLE_MS: Final = 150
NESTED_MS: Final = 60
"""An action that takes longer runs its own event loop, as a menu does."""


class NotOursError(OSError):
    """A connection that would leave the test."""


def stay_home() -> None:
    """Refuse in this process every connection beyond loopback and every other DNS lookup."""

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event in {"socket.connect", "socket.sendto"}:
            address = arguments[1]
            # The listener may listen at this computer's address in the network: that is checked through its socket too.
            if isinstance(address, tuple) and str(address[0]) not in {"127.0.0.1", "::1", *HOSTS}:
                raise NotOursError(111, "Connection refused")
            if isinstance(address, tuple) and address[1] not in PORTS:
                raise NotOursError(111, "Connection refused")
        elif event == "socket.getaddrinfo" and arguments[0] not in {
            None, "", "localhost", "127.0.0.1", "::1", "0.0.0.0", "::", b"localhost", b"127.0.0.1", b"::1",
        }:  # fmt: skip
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    sys.addaudithook(watch)


HOSTS: set[str] = set()
"""Host of the running listener's address."""
PORTS: set[int] = set()
"""Ports of the running listener. Empty in the listener's process, so that it cannot forward."""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


if __name__ == "__main__" and "--controlled" in sys.argv:
    stay_home()
    from ongoing_desktop.__main__ import main as listener_main

    sys.exit(listener_main(sys.argv[1:]))

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QSize, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from ongoing_desktop import app as product
from ongoing_desktop.domain.exchange import Body, Judgement, NewExchange, Outcome
from ongoing_desktop.domain.listening import ListenerState
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import GoodsOwner, System
from ongoing_desktop.services.webhooks import ReplaceCredential
from tests.file_keyring import FileKeyring

KEYS: Final = (
    Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Space,
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End,
    Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Insert,
    Qt.Key.Key_F1, Qt.Key.Key_F2, Qt.Key.Key_F7, Qt.Key.Key_F8, Qt.Key.Key_F10, Qt.Key.Key_F11, Qt.Key.Key_Menu,
    *(Qt.Key(number) for number in range(Qt.Key.Key_A.value, Qt.Key.Key_Z.value + 1)),
    *(Qt.Key(number) for number in range(Qt.Key.Key_0.value, Qt.Key.Key_9.value + 1)),
)  # fmt: skip
MODIFIER_KEYS: Final = {
    Qt.KeyboardModifier.ShiftModifier: Qt.Key.Key_Shift,
    Qt.KeyboardModifier.ControlModifier: Qt.Key.Key_Control,
    Qt.KeyboardModifier.AltModifier: Qt.Key.Key_Alt,
}
MODIFIERS: Final = (
    *(Qt.KeyboardModifier.NoModifier,) * 5,
    *(Qt.KeyboardModifier.ControlModifier,) * 3,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
TEXTS: Final = (
    "", "a", "12", "0", "-1", "99999999999999999999", "Äpfel & Birnen", "<b>bold</b>", "{{eventId}}", "{", '{"a": [1, 2]}',
    "http://127.0.0.1:9/x", "https://erp.example/wms?token=1", "http://[::1", "status:2xx -dir:in", "verdict:", 'body:"A 1"',
    "after:-1h", "x" * 3_000, "\u202etxt", "😀 emoji", "line\nbreak", "\t", "curl -X POST http://127.0.0.1:9/ -d '{}'",
    "Content-Type: text/plain", "127.0.0.1", "0.0.0.0", "8765", "/etc/passwd", "%s %d {0}", "'; DROP TABLE x; --",
)  # fmt: skip
QUIET: Final = ("This plugin does not support", "QStandardPaths: ", "Mouse event at")
"""Qt messages of the offscreen platform, and of a mouse outside a window that became smaller."""
SIZES: Final = ((900, 560), (1024, 700), (1280, 800), (1600, 1000), (2000, 1300), (300, 200))


class Failed:
    """The failures without duplicates, with the preceding actions."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.found: dict[str, str] = {}
        self.actions: deque[str] = deque(maxlen=TOLD)
        self.step = 0

    def note(self, kind: str, text: str) -> None:
        mark = f"{kind}: {text.strip().splitlines()[-1][:160] if text.strip() else ''}"
        if mark in self.found or len(self.found) >= MOST_FAILURES:
            return
        self.found[mark] = text
        last = "\n".join(f"    {action}" for action in self.actions)
        print(
            f"--- FAILURE seed {self.seed}, step {self.step}: {kind}\n{text}\n  last actions:\n{last}",
            file=sys.stderr,
            flush=True,
        )


class LogWatch(logging.Handler):
    """Warnings in the log are failures."""

    def __init__(self, failed: Failed) -> None:
        super().__init__(logging.WARNING)
        self._failed = failed

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if record.exc_info and record.exc_info[1]:
            text = "".join(traceback.format_exception(record.exc_info[1])) + text
        self._failed.note(f"log {record.name}", text)


def watch_failures(failed: Failed) -> None:
    """Send everything that Python, Qt and the log report to ``failed``."""

    def told(kind: str) -> Callable[[type[BaseException], BaseException | None, TracebackType | None], None]:
        return lambda made, error, trace: failed.note(kind, "".join(traceback.format_exception(made, error, trace)))

    sys.excepthook = told("exception")
    threading.excepthook = lambda bug: told("thread")(bug.exc_type, bug.exc_value, bug.exc_traceback)

    def unraisable(bug: Any) -> None:
        told("unraisable")(bug.exc_type, bug.exc_value, bug.exc_traceback)

    sys.unraisablehook = unraisable

    def qt(kind: QtMsgType, _: Any, text: str) -> None:
        quiet = text.startswith(QUIET)
        if kind not in {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg} and not quiet:
            failed.note("Qt", text + "\n" + "".join(traceback.format_stack(limit=12)) + text)

    qInstallMessageHandler(qt)
    logging.getLogger().addHandler(LogWatch(failed))


def waited_ns() -> int:
    """The total time that threads of this process waited for a processor; 0 if the system does not report it."""
    whole = 0
    for task in Path("/proc/self/task").glob("*/schedstat"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            whole += int(task.read_text().split()[1])
    return whole


class StallWatch(QObject):
    """Measures turns of the event loop. During a long one, the stacks of all threads are recorded."""

    def __init__(self, failed: Failed, parent: QObject) -> None:
        super().__init__(parent)
        self._failed = failed
        self._stacks = tempfile.TemporaryFile("w+")  # noqa: SIM115
        self._timer = QTimer(self)
        self._timer.setInterval(20)
        self._timer.timeout.connect(self.turn)
        self._begin()
        self._timer.start()

    def _begin(self) -> None:
        self._last, self._waited = time.monotonic(), waited_ns()
        self._stacks.seek(0)
        self._stacks.truncate()
        faulthandler.dump_traceback_later(STALL_S, file=self._stacks)

    def turn(self) -> None:
        took = time.monotonic() - self._last
        if took > STALL_S and took - (waited_ns() - self._waited) / 1e9 > STALL_S:
            self._stacks.seek(0)
            self._failed.note("stall", f"{self._stacks.read()}\nthe main thread stood still for {took:.2f} s")
        self._begin()

    def forgive(self) -> None:
        """Ignore the current turn, which was not work of the window."""
        self._begin()

    def close(self) -> None:
        self._timer.stop()
        faulthandler.cancel_dump_traceback_later()


class Monkey(QObject):
    """Acts step by step from a timer. A second timer continues while a menu runs its own event loop."""

    def __init__(self, qt: QApplication, folder: Path, seed: int, steps: int, seconds: float) -> None:
        """``steps`` actions, or as many as possible in ``seconds``."""
        super().__init__()
        self._qt = qt
        self._folder = folder
        self._random = random.Random(seed)
        self._steps = steps
        self._until = time.monotonic() + seconds if seconds else None
        self.failed = Failed(seed)
        watch_failures(self.failed)
        self._stall = StallWatch(self.failed, self)
        self._log = (folder.parent / ACTIONS).open("w", buffering=1)  # after a crash it contains what led to it
        self._senders: list[threading.Thread] = []
        self._acting = 0
        self._nested = QTimer(self)
        self._nested.setInterval(NESTED_MS)
        self._nested.timeout.connect(self._within)
        self._began = 0.0
        self._port = free_port()
        self.counts: dict[str, int] = {}
        self.app = self._open()
        fill(self.app, self._port)
        self._stall.forgive()

    # life of the window

    def _open(self) -> product.App:
        command = (
            sys.executable,
            "-m",
            "tests.monkey",
            "--data-dir",
            os.fspath(self._folder),
            "listen",
            "--controlled",
        )
        app = product.build(self._folder, command=command)
        app.services.listening.subscribe(self._note_port)
        app.window.closed.connect(self._closed)
        app.window.show()
        self._stall.forgive()
        return app

    @staticmethod
    def _note_port(state: ListenerState) -> None:
        """On the engine's thread."""
        port = urlsplit(state.url).port
        PORTS.clear()
        HOSTS.clear()
        if port is not None:
            PORTS.add(port)
            HOSTS.add(urlsplit(state.url).hostname or "")

    def _closed(self) -> None:
        self._act("the window is closed and opened again")
        QTimer.singleShot(0, self, self._reopen)

    def _reopen(self) -> None:
        self.app.close()
        self.app = self._open()

    def start(self) -> None:
        self._nested.start()
        QTimer.singleShot(0, self, self._turn)

    def _turn(self) -> None:
        if self._over():
            self._end()
            return
        try:
            self._step()
        finally:  # an exception is a failure, and the run continues
            idle = self._random.random() < 1 / SETTLE_STEPS
            QTimer.singleShot(self._random.choice((0, 0, 1, 5)) + (IDLE_MS if idle else 0), self, self._turn)

    def _within(self) -> None:
        """Continue inside an action that has not returned and runs its own event loop."""
        if self._acting and time.monotonic() - self._began > NESTED_MS / 1000:
            self._began = time.monotonic()
            QTimer.singleShot(0, self, self._go_on)

    def _go_on(self) -> None:
        if self._over() and (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        elif self._acting:
            self._step()

    def _step(self) -> None:
        self.failed.step += 1
        self._acting += 1
        self._began = time.monotonic()
        try:
            self._do()
        finally:
            self._acting -= 1

    def _over(self) -> bool:
        done = time.monotonic() >= self._until if self._until else self.failed.step >= self._steps
        return done or len(self.failed.found) >= MOST_FAILURES

    def _end(self) -> None:
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        self.app.window.closed.disconnect(self._closed)
        for thread in self._senders:
            thread.join(10)
        self.app.close()
        self._stall.close()
        self._qt.exit(0)

    def _act(self, what: str) -> None:
        self.failed.actions.append(f"{self.failed.step}: {what}")
        self._log.write(f"{self.failed.step}: {what}\n")
        key = what.split(" ", 1)[0]
        self.counts[key] = self.counts.get(key, 0) + 1

    # one step

    def _do(self) -> None:
        if self._answer_files():
            return
        verbs: tuple[tuple[int, Callable[[], None]], ...] = (
            (34, self._click),
            (18, self._command),
            (20, self._key),
            (8, self._text),
            (8, self._wheel),
            (3, self._resize),
            (5, self._arrive),
            (2, self._away),
            (4, self._drag),
            (2, self._paste),
        )
        self._random.choices([verb for _, verb in verbs], [weight for weight, _ in verbs])[0]()

    def _answer_files(self) -> bool:
        for dialog in self.app.window.findChildren(QFileDialog):
            if dialog.isVisible():
                files = sorted(path for path in (self._folder.parent / "files").iterdir() if path.is_file())
                chosen = self._random.choice([*files, self._folder.parent / "files" / f"new-{self.failed.step}", None])
                self._act(f"answer {dialog.objectName()} {chosen.name if chosen else 'cancel'}")
                if chosen is not None:
                    dialog.fileSelected.emit(os.fspath(chosen))
                dialog.reject()
                return True
        return False

    def _window(self) -> QWindow | None:
        top = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if top is None:
            tops = [item for item in QApplication.topLevelWidgets() if item.isVisible() and item.windowHandle()]
            top = self._random.choice(sorted(tops, key=lambda item: item.objectName())) if tops else None
        return top.windowHandle() if top is not None else None

    def _focused(self) -> QWindow | None:
        """The window that receives keys. A closed window is deleted first, because QTest would still use it."""
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # type: ignore[arg-type]
        found = QGuiApplication.focusWindow()
        return found if found is not None and alive(found) and found.isVisible() else self._window()

    def _root(self) -> QWidget | None:
        handle = self._window()
        tops = (item for item in QApplication.topLevelWidgets() if item.isVisible())
        return next((item for item in tops if item.windowHandle() is handle), None) if handle else None

    def _target(self, *kinds: type) -> tuple[QWidget, QWidget] | None:
        """A visible and enabled widget of the front window, and that window."""
        root = self._root()
        if root is None:
            return None
        found = [
            item
            for item in root.findChildren(QWidget)
            if item.isVisible() and item.isEnabled() and item.width() > 2 and item.height() > 2
            and isinstance(item, kinds or (QWidget,))
        ]  # fmt: skip
        return (self._random.choice(found), root) if found else (root, root) if not kinds else None

    def _where(self, widget: QWidget, root: QWidget) -> QPoint:
        x, y = self._random.randrange(max(widget.width(), 1)), self._random.randrange(max(widget.height(), 1))
        where = widget.mapTo(root, QPoint(x, y)) if widget is not root else QPoint(x, y)
        # What a small window cuts off cannot be reached.
        return QPoint(min(max(where.x(), 0), root.width() - 1), min(max(where.y(), 0), root.height() - 1))

    def _click(self) -> None:
        likely = (QAbstractButton, QComboBox, QAbstractItemView, QLineEdit, QTabBar, QAbstractSpinBox, QMenu)
        found = self._target(*likely) if self._random.random() < 0.85 else None
        if found is None and (found := self._target()) is None:
            return
        widget, root = found
        handle = root.windowHandle()
        if handle is None:
            return
        button = self._random.choice((Qt.MouseButton.LeftButton,) * 5 + (Qt.MouseButton.RightButton,))
        modifier = self._random.choice(MODIFIERS)
        double = self._random.random() < 0.12
        where = self._where(widget, root)
        self._act(f"{'double' if double else 'click'} {told(widget)} {button.name} {where.toTuple()}")
        for _ in range(2 if double else 1):
            QTest.mousePress(handle, button, modifier, where)
            if alive(handle):
                QTest.mouseRelease(handle, button, modifier, where)
            if not alive(handle):
                return

    def _drag(self) -> None:
        found = self._target()
        if found is None or (handle := found[1].windowHandle()) is None:
            return
        widget, root = found
        begin, end = self._where(widget, root), self._where(root, root)
        self._act(f"drag {told(widget)} {begin.toTuple()} {end.toTuple()}")
        QTest.mousePress(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, begin)
        for share in (0.3, 0.7, 1.0):
            if alive(handle):
                QTest.mouseMove(handle, begin + (end - begin) * share)
        if alive(handle):
            QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)

    def _command(self) -> None:
        if QApplication.activeModalWidget() is not None and self._random.random() < 0.9:
            return
        actions = [
            action
            for action in self.app.window.findChildren(QAction)
            if action.isEnabled() and action.isVisible() and action.text()
            and (action.objectName() != "quit" or self._random.random() < 0.05)
        ]  # fmt: skip
        if actions:
            action = self._random.choice(actions)
            self._act(f"command {action.objectName() or action.text()}")
            action.trigger()

    def _key(self) -> None:
        handle = self._focused()
        if handle is None:
            return
        for _ in range(self._random.choice((1, 1, 2, 5))):
            key, modifier = self._random.choice(KEYS), self._random.choice(MODIFIERS)
            if key == Qt.Key.Key_Q and modifier == Qt.KeyboardModifier.ControlModifier:
                continue
            self._act(f"key {modifier.name} {key.name} to {told(QApplication.focusWidget())}")
            if not held(handle, modifier):
                return
            press(handle, key, modifier)
            if alive(handle):
                QTest.keyRelease(handle, key)
            handle = self._focused()
            if handle is None:
                return

    def _text(self) -> None:
        found = self._target(QLineEdit, QPlainTextEdit)
        if found is None:
            return
        widget, text = found[0], self._random.choice(TEXTS)
        if self._random.random() < 0.4:
            text += self._random.choice(TEXTS)
        self._act(f"text {told(widget)} {text[:40]!r}")
        widget.setFocus()
        if self._random.random() < 0.5:
            widget.selectAll()  # type: ignore[attr-defined]
        if isinstance(widget, QLineEdit):
            widget.insert(text)
            if not widget.isReadOnly():
                widget.textEdited.emit(widget.text())
        elif isinstance(widget, QPlainTextEdit) and not widget.isReadOnly():
            widget.insertPlainText(text)

    def _wheel(self) -> None:
        found = self._target()
        if found is None or (handle := found[1].windowHandle()) is None:
            return
        widget, root = found
        turn = QPoint(0, self._random.choice((-1200, -120, 120, 1200)))
        self._act(f"wheel {told(widget)} {turn.y()}")
        QTest.wheelEvent(handle, QPointF(self._where(widget, root)), turn)

    def _resize(self) -> None:
        root = self._root()
        if root is not None:
            size = QSize(*self._random.choice(SIZES))
            self._act(f"resize {told(root)} {size.toTuple()}")
            root.resize(size)

    def _away(self) -> None:
        """Close the front window by its close button."""
        top = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if top is not None:
            self._act(f"away {told(top)}")
            top.close()

    def _paste(self) -> None:
        text = self._random.choice(TEXTS)
        self._act(f"paste {text[:40]!r}")
        QGuiApplication.clipboard().setText(text)

    def _arrive(self) -> None:
        """Requests to the listener from outside."""
        count, size = self._random.choice(((1, 50), (5, 500), (30, 50), (1, 300_000)))
        self._act(f"arrive {count} of {size} bytes")
        port = self._port
        body = json.dumps({"orderId": count, "filler": "x" * size}).encode()
        path = self._random.choice(("/demo/order-picked", "/other", "/a%20b?c=d"))
        head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"

        def send() -> None:
            for _ in range(count):
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5) as wire:
                    wire.sendall(head.encode() + body)
                    while wire.recv(65_536):
                        pass

        thread = threading.Thread(target=send, daemon=True)
        self._senders.append(thread)
        thread.start()


def held(window: QWindow, modifier: Qt.KeyboardModifier) -> bool:
    """Press the modifier keys alone; False if that deleted the window."""
    for one, key in MODIFIER_KEYS.items():
        if modifier & one:
            QTest.keyPress(window, key)
            if not alive(window):
                return False
    return True


def press(window: QWindow, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    """Send one key press.

    ``QTest.keyPress`` sends the modifiers first, runs the event loop after each, and then crashes if the window was
    deleted meanwhile: for example a dialog that closes when its file is written.
    """
    with contextlib.suppress(RuntimeError):  # a window may be deleted while its menu closes
        text = QTest.keyToAscii(key).strip("\0")
        QTest.simulateEvent(window, True, key.value, modifier, text, False)


def alive(window: QWindow) -> bool:
    """Whether a window still exists; the last press may have closed it."""
    return any(item is window for item in QGuiApplication.allWindows())


def told(widget: QWidget | None) -> str:
    """The name of a widget in the list of actions."""
    if widget is None:
        return "nothing"
    names = [widget.objectName() or type(widget).__name__]
    text = getattr(widget, "text", None)
    if isinstance(widget, QAbstractButton) and callable(text):
        names.append(repr(text()))
    names.append(f"in {widget.window().objectName() or type(widget.window()).__name__}")
    return " ".join(names)


def fill(app: product.App, port: int) -> None:
    """Systems, webhooks of many types and exchanges of many kinds."""
    services = app.services

    def do(work: Any) -> Any:
        return services.engine.submit(work).result(30)

    do(services.settings.set_preferences(port=port))
    do(services.listening.start(port))
    do(services.demo.add())
    owners = (GoodsOwner(12, "Acme", "ACME"), GoodsOwner(13, "Beta <i>b</i>", "BETA"), GoodsOwner(100, "Norr", "N"))
    more = (System("sys-n", "Nordic test", "nordic", owners), System("sys-p", "Production", "prod", owners[:2]))
    do(services.settings.change("add-system", lambda now: replace(now, systems=(*now.systems, *more))))
    types = [trigger.key for trigger in services.catalogue.triggers]
    urls = (f"http://127.0.0.1:{port}/hooks/{{}}", "https://erp.example/wms/{}", f"http://127.0.0.1:{port}/x?id={{}}")
    for number in range(14):
        system = more[number % 2]
        kind = "automation" if number % 3 == 0 else "regular"
        draft = services.webhooks.new_draft(kind, system.id)  # type: ignore[arg-type]
        hook = replace(
            draft,
            name=f"Webhook {number}",
            type=types[number * 3 % len(types)],
            goods_owners=(12, 13) if kind == "automation" else (12,),
            url=urls[number % 3].format(number),
            authentication=("none", "basic", "x-auth-token")[number % 3],
            username="user" if number % 3 == 1 else "",
            retry_policy="one-day" if number % 2 else "none",
            enabled=number % 4 != 0,
        )
        do(services.webhooks.save(hook, ReplaceCredential(Secret(f"secret-{number}"))))
    bodies = (
        b"", b"{}", b'{"orderId": 5, "deep": ' + b"[" * 60 + b"]" * 60 + b"}", b"\x00\xff" * 700, "täxt \u202e".encode(),
        gzip.compress(b'{"a": 1}' * 400), b'{"webhookEventId": 12, "rows": [' + b'{"x": 1.50},' * 4_000 + b"0]}",
        b"<?xml version='1.0'?><a><b>1</b></a>", b"a=1&b=%C3%A4", b"\x89PNG\r\n\x1a\n" + bytes(200), b"x" * 900_000,
    )  # fmt: skip
    hooks = services.settings.current.webhooks
    rows, outcomes = [], []
    for number in range(400):
        body, hook = bodies[number % len(bodies)], hooks[number % len(hooks)]
        incoming = number % 3 != 0
        family = services.catalogue.family_of(hook.type)
        judged = Judgement(
            ("verified", "refused", "open", "unmatched", "unverifiable")[number % 5],  # type: ignore[arg-type]
            ("right", "wrong-password", "no-authentication", "no-webhook", "secret-missing")[number % 5],
            {"why": "no credential stored"}, hook.id, "nordic", family.key if family else None, hook.type,
            number // 3, 1 + number % 3, 12,
        )  # fmt: skip
        rows.append(
            NewExchange(
                "in" if incoming else "out", services.clock() - timedelta(seconds=4_000 - number * 10), "POST",
                f"/hooks/{number}" if incoming else hook.url, (("Content-Type", "application/json"), ("X-Odd", "ä")),
                Body(body, size=len(body)), 200 if incoming else None, judged if incoming else None,
                *(() if incoming else (hook.id, "nordic", family.key if family else None, hook.type, number, 12)),
            )
        )  # fmt: skip
        outcomes.append(number)
    ids = services.history.append(rows)
    services.history.append(
        [],
        [
            Outcome(ids[number], "failed" if number % 7 == 0 else "sent", 80 + number, 500 if number % 5 == 0 else 200)
            for number in outcomes
            if number % 11
        ],
    )


def files(folder: Path) -> None:
    """The answers of file dialogs."""
    folder.mkdir(parents=True)
    (folder / "good.json").write_text('{"orderId": 1, "webhookEventId": 7}')
    (folder / "bad.json").write_text("{")
    (folder / "binary.har").write_bytes(bytes(range(256)))
    (folder / "empty").write_bytes(b"")
    entry = {
        "startedDateTime": "2026-01-15T09:30:29Z", "time": 3,
        "request": {"method": "POST", "url": "http://127.0.0.1/x", "httpVersion": "HTTP/1.1", "headers": [], "cookies": [],
                    "queryString": [], "headersSize": -1, "bodySize": 0},
        "response": {"status": 200, "statusText": "OK", "httpVersion": "HTTP/1.1", "headers": [], "cookies": [],
                     "content": {"size": 0, "mimeType": "text/plain"}, "redirectURL": "", "headersSize": -1, "bodySize": 0},
        "cache": {}, "timings": {"send": 1, "wait": 1, "receive": 1},
    }  # fmt: skip
    (folder / "good.har").write_text(
        json.dumps({"log": {"version": "1.2", "creator": {"name": "x", "version": "1"}, "entries": [entry]}})
    )


def main() -> int:
    """Run the monkey; returns 1 if it found something."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=1_000)
    parser.add_argument("--seconds", type=float, default=0, help="instead of a number of steps")
    arguments = parser.parse_args()
    faulthandler.enable()
    folder = arguments.folder.resolve()
    os.environ["HOME"] = os.fspath(folder)
    os.environ["TEST_KEYRING_FILE"] = os.fspath(folder / "keyring.json")
    os.environ["PYTHON_KEYRING_BACKEND"] = "tests.file_keyring.FileKeyring"
    import keyring

    keyring.set_keyring(FileKeyring())
    files(folder / "files")
    stay_home()
    qt = QApplication(sys.argv[:1])
    qt.setQuitOnLastWindowClosed(False)
    QDesktopServices.openUrl = lambda *_: True  # type: ignore[method-assign,assignment]
    monkey = Monkey(qt, folder / "data", arguments.seed, arguments.steps, arguments.seconds)
    monkey.start()
    qt.exec()
    failed = monkey.failed
    done = ", ".join(f"{count} {kind}" for kind, count in sorted(monkey.counts.items()))
    print(f"seed {failed.seed}: {failed.step} steps ({done}), {len(failed.found)} failures", flush=True)
    return 1 if failed.found else 0


if __name__ == "__main__":
    sys.exit(main())
