"""The window process: :func:`build` creates it for tests and scripts, :func:`run` runs it for users."""

from __future__ import annotations

import concurrent.futures
import contextlib
import gc
import logging
import os
import signal
import socket
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QFileSystemWatcher, QObject, QSocketNotifier, Qt, QTimer
from PySide6.QtWidgets import QApplication

from ongoing_desktop import __version__
from ongoing_desktop.bootstrap import open_services
from ongoing_desktop.domain.errors import KnownError, StorageLocked
from ongoing_desktop.storage.files import NO_HANDLES, os_cause
from ongoing_desktop.storage.locks import RoleLock
from ongoing_desktop.ui.commands import listening
from ongoing_desktop.ui.language_switch import LanguageSwitch
from ongoing_desktop.ui.process_tuning import return_large_blocks
from ongoing_desktop.ui.shell.application import Application
from ongoing_desktop.ui.shell.main_window import MainWindow
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.wording.language import translated
from ongoing_desktop.wording.messages import error_sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType, TracebackType

    from PySide6.QtWidgets import QMessageBox

    from ongoing_desktop.services import Services
    from ongoing_desktop.services.ports import Vault
    from ongoing_desktop.ui.shell.notifier import Notifier

log = logging.getLogger(__name__)

REMEMBER_LIMIT_S: Final = 2.0
RAISE_LIMIT_S: Final = 2.0
STOP_LIMIT_S: Final = 10.0
BELL_NAME: Final = "raise-window"
"""A file in the data folder, created by a second start to ask the first window to come to the front."""
WITHOUT_EYES: Final = frozenset({"offscreen", "minimal", "vnc"})
"""Qt platforms that show nothing on this computer's screen."""


class App:
    """A window and its services. Main thread only."""

    def __init__(self, window: MainWindow) -> None:
        context = window.context
        self.window = window
        self.services = context.services
        self.tasks = context.tasks
        self.signals = context.signals
        self.notifier = context.notifier
        self.theme = context.theme
        self._closed = False

    def close(self) -> None:
        """Close window, tasks, listener and storage in order within seconds, without questions. Idempotent."""
        if self._closed:
            return
        self._closed = True
        from PySide6.QtWidgets import QDialog  # noqa: PLC0415 - many windows open none

        self._remember()
        self.window.close_pages()
        self.signals.close()
        self.tasks.close()
        self.window.force_close()
        for widget in QApplication.topLevelWidgets():
            # For example the progress of work that was just cancelled, which nothing else would close.
            if isinstance(widget, QDialog):
                widget.hide()
        self.services.close()
        self.theme.release()
        self.window.deleteLater()

    @staticmethod
    def settle_memory() -> None:
        """Freeze the objects created so far, because they live as long as the window.

        Otherwise each full garbage collection would block the event loop for tens of milliseconds.
        """
        gc.collect()
        gc.freeze()

    def _remember(self) -> None:
        state, keeping = self.window.window_state(), self.window.keeping_payload()

        async def save() -> None:
            if keeping is not None:
                await keeping()
            await self.services.settings.set_preferences(window=state)

        try:
            self.services.engine.submit(save()).result(REMEMBER_LIMIT_S)
        except (KnownError, concurrent.futures.CancelledError, TimeoutError) as error:
            log.info("could not save the drafts and the window size: %s", error)


SWITCH_S: Final = 0.001
"""How long a worker thread may keep the interpreter lock while the window waits for it. Qt requests the lock many times
in one repaint; with Python's default of 5 ms each request could wait that long for a busy worker.
"""


def build(
    data_dir: Path,
    *,
    theme: str | None = None,
    language: str | None = None,
    vault: Vault | None = None,
    **parts: Any,
) -> App:
    """Build a window over the data folder, not yet shown. Requires a ``QApplication``. Raises StorageError.

    ``theme``: ``light`` or ``dark`` instead of the user's choice; ``language``: a code likewise. ``parts`` are passed to :func:`open_services`:
    ``clock``, ``sender``, ``command``. If the listener was running when the app was last closed, it is started again.
    """
    qt = QApplication.instance()
    if not isinstance(qt, QApplication):
        raise TypeError("build() requires a QApplication")
    sys.setswitchinterval(min(SWITCH_S, sys.getswitchinterval()))
    return_large_blocks()
    try:
        services = open_services(Path(data_dir), vault=vault, **parts)
        try:
            return _assemble(qt, services, theme, language)
        except BaseException:
            services.close()
            raise
    except OSError as error:
        if error.errno in NO_HANDLES:
            raise os_cause(error, Path(data_dir)) from error
        raise


def _assemble(qt: QApplication, services: Services, theme_mode: str | None, code: str | None) -> App:
    preferences = services.settings.current.preferences
    theme = Theme(qt)
    compact = preferences.density == "compact"
    theme.apply(qt, theme_mode or preferences.theme, zoom=preferences.zoom, compact=compact)
    theme.pin(on=theme_mode is not None)
    language = LanguageSwitch(qt)
    language.choose(code or preferences.language)
    language.pin(on=code is not None)
    services.start()
    window = MainWindow(services, theme, language=language)
    if services.notices:
        from ongoing_desktop.ui.recovery import RecoveryNotice  # noqa: PLC0415 - at almost no start there is any

        RecoveryNotice(window.context, window).tell()
    listening.start_again(window.context)
    return App(window)


def run(data_dir: Path, file: Path | None = None) -> int:
    """Show the window until it is closed; returns the exit code. A second start raises the first window.

    ``file``: a settings or HAR file to import.
    """
    qt = QApplication.instance() or Application(sys.argv[:1])
    if not isinstance(qt, QApplication):
        raise TypeError("a QCoreApplication without windows already exists")
    qt.setApplicationName("Ongoing Desktop")
    qt.setApplicationVersion(__version__)
    qt.setDesktopFileName("ongoing-desktop")
    qt.setQuitOnLastWindowClosed(False)  # the main window ends the program, unless it is hidden in the tray
    with _signals_to(qt) as close:
        return _alone(qt, Path(data_dir), close, file.absolute() if file else None)


def _alone(qt: QApplication, folder: Path, close: list[Callable[[], None]], file: Path | None) -> int:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        role = RoleLock(folder, "window")
        if not role.try_acquire():
            return _raise_first(folder, file)
    except OSError as error:
        return _refuse(qt, os_cause(error, folder), close)
    except KnownError as error:
        return _refuse(qt, error, close)
    try:
        return _stay(qt, folder, close, file)
    except KnownError as error:
        return _refuse(qt, error, close)
    finally:
        role.release()


def _stay(qt: QApplication, folder: Path, close: list[Callable[[], None]], file: Path | None) -> int:
    app = build_over_older(folder)
    gc.enable()  # disabled by the command line, because nearly everything created before lives as long as the process
    close.append(app.window.force_close)
    app.window.closed.connect(qt.quit)
    qt.aboutToQuit.connect(app.close)
    try:
        with _bugs_to(app.notifier):
            app.window.show()
            qt.processEvents()
            with _one_window(folder, app.window):
                QTimer.singleShot(0, app.window, app.settle_memory)
                if file is not None:
                    app.window.import_file(file)
                if isinstance(qt, Application):
                    qt.open_files_with(app.window.import_file)
                return qt.exec()
    finally:
        close.clear()
        app.close()


def build_over_older(folder: Path) -> App:
    """:func:`build`, even if a listener that outlived its window still uses data of an older version of the program.

    Then that listener is stopped first; the window starts it again. Called by the process that has the window's role.
    """
    try:
        return build(folder)
    except StorageLocked:
        from ongoing_desktop.storage.listeners import WindowListeners  # noqa: PLC0415 - only after an update

        listeners = WindowListeners(folder)
        about = listeners.outlived()
        if about is None:
            raise
        log.info("stopping the listener of another version, because it keeps the data in use")
        listeners.ask_to_stop(about)
        end = time.monotonic() + STOP_LIMIT_S
        while listeners.is_running(about) and time.monotonic() < end:
            time.sleep(0.05)
        return build(folder)


def _refuse(qt: QApplication, error: KnownError, close: list[Callable[[], None]]) -> int:
    """Report why the window cannot open: on standard error, and in a message box if standard error is not visible."""
    text = error_sentence(error)
    with contextlib.suppress(OSError, ValueError, AttributeError):
        print(text, file=sys.stderr, flush=True)
    if qt.platformName() in WITHOUT_EYES or (sys.stderr is not None and sys.stderr.isatty()):
        return 2
    box = refusal(text)
    close.append(box.reject)
    box.finished.connect(qt.quit)
    box.open()
    qt.exec()
    close.clear()
    box.deleteLater()
    return 2


def refusal(text: str) -> QMessageBox:
    """The message box shown instead of a main window that cannot open."""
    from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415 - for almost no start

    box = QMessageBox()
    box.setObjectName("cannotOpen")
    box.setIcon(QMessageBox.Icon.Warning)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle("Ongoing Desktop")
    box.setText(translated("Ongoing Desktop could not open its data."))
    box.setInformativeText(text)
    box.setStandardButtons(QMessageBox.StandardButton.Close)
    return box


def _raise_first(folder: Path, file: Path | None) -> int:
    """Ask the first window to come to the front, by a file that it removes when it does so.

    The file names the one to import.
    """
    from ongoing_desktop.storage.files import write_atomic  # noqa: PLC0415 - the first start needs it later

    bell = folder / BELL_NAME
    write_atomic(bell, os.fsencode(file or ""))
    end = time.monotonic() + RAISE_LIMIT_S
    while bell.exists():
        if time.monotonic() > end:
            print(sentence("window-first-silent", {"path": folder}), file=sys.stderr)
            break
        time.sleep(0.05)
    return 0


@contextlib.contextmanager
def _one_window(folder: Path, window: MainWindow) -> Iterator[None]:
    """Let a second start raise this window. A file is enough for that; QtNetwork would cost 3 MB of memory."""
    # Owned by the application, so that the window is deleted while the event loop still runs.
    watcher = QFileSystemWatcher([os.fspath(folder)], QApplication.instance())

    def come_forward() -> None:
        with contextlib.suppress(OSError):
            named = os.fsdecode((folder / BELL_NAME).read_bytes())
            (folder / BELL_NAME).unlink()
            if named:
                window.import_file(Path(named))
            window.come_forward()

    watcher.directoryChanged.connect(come_forward)
    come_forward()  # for a start that asked while this one was not ready
    try:
        yield
    finally:
        watcher.directoryChanged.disconnect(come_forward)


@contextlib.contextmanager
def _bugs_to(notifier: Notifier) -> Iterator[None]:
    """Show an uncaught exception once as a report instead of a traceback on a console that users do not see."""
    before, before_thread = sys.excepthook, threading.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            before(kind, error, trace)
        else:
            notifier.report(error)

    def thread_hook(bug: threading.ExceptHookArgs) -> None:
        if bug.exc_value is not None:
            notifier.report(bug.exc_value)

    sys.excepthook, threading.excepthook = hook, thread_hook
    try:
        yield
    finally:
        sys.excepthook, threading.excepthook = before, before_thread


@contextlib.contextmanager
def _signals_to(parent: QObject) -> Iterator[list[Callable[[], None]]]:
    """Make SIGINT and SIGTERM call the functions in the list.

    Python runs handlers only between bytecodes, so a socket wakes Qt. A signal that arrives before the window exists
    closes it as soon as it is there.
    """
    close: list[Callable[[], None]] = []
    reading, writing = socket.socketpair()
    reading.setblocking(False)  # noqa: FBT003
    writing.setblocking(False)  # noqa: FBT003
    wakeup = signal.set_wakeup_fd(writing.fileno(), warn_on_full_buffer=False)
    stopping: list[int] = []

    def note(number: int, _: FrameType | None) -> None:
        stopping.append(number)

    def woken() -> None:
        with contextlib.suppress(BlockingIOError):
            reading.recv(64)
        # Python runs the handler as soon as it executes bytecode again, which is now.
        QTimer.singleShot(0, parent, lambda: [verb() for verb in tuple(close)] if stopping else None)

    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    notifier = QSocketNotifier(reading.fileno(), QSocketNotifier.Type.Read, parent)
    notifier.activated.connect(woken)
    try:
        yield close
    finally:
        notifier.setEnabled(False)
        signal.set_wakeup_fd(wakeup)
        for number, handler in before.items():
            signal.signal(number, handler)
        reading.close()
        writing.close()
