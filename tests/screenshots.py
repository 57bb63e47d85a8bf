"""Writes one PNG per screen and main state with demo data; fails on cut-off text and overlapping widgets.

``python tests/screenshots.py OUT [--theme light|dark] [--size 1280x800] [--language en|sv] [--guide FOLDER]``; ``--screen``,
``--scale`` and ``--font`` for another screen, and ``--check`` for all of :data:`VIEWS` one after the other. Offscreen and
without a network: vault, clock, sender and listener are stand-ins with fixed values, so that one machine gives the same bytes
each time; storage, services and window are real.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["TZ"] = "UTC"
os.environ["LANGUAGE"] = os.environ["LC_ALL"] = os.environ["LANG"] = "C.UTF-8"
os.environ["QT_SCALE_FACTOR"] = "1"
time.tzset() if hasattr(time, "tzset") else None
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from ongoing_desktop.app import App, build
from ongoing_desktop.domain.arrived import Arrived
from ongoing_desktop.domain.connectivity import Certificate
from ongoing_desktop.domain.exchange import Body, Judgement, Message, NewExchange, Outcome
from ongoing_desktop.domain.listening import ListenerState
from ongoing_desktop.domain.payload import inspect
from ongoing_desktop.domain.redaction import Redactor
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.sending import Response, SendResult, Timing, TlsFacts
from ongoing_desktop.domain.settings import GoodsOwner, System, Webhook
from ongoing_desktop.domain.variables import Filling
from ongoing_desktop.services.ports import VaultStatus
from ongoing_desktop.services.secrets import FINGERPRINT_REF
from ongoing_desktop.services.webhooks import ReplaceCredential
from ongoing_desktop.storage import settings as stored_settings
from ongoing_desktop.ui.kit import notice_bar
from ongoing_desktop.ui.shell.application import Application
from ongoing_desktop.ui.shell.background_notices import ShapeNotices
from ongoing_desktop.ui.webhooks.webhook_detail import TEST_TAB
from ongoing_desktop.ui.webhooks.webhooks_model import SECOND
from tests.fake_api import FakeApi
from tests.guide_pictures import GuidePictures
from tests.picture_api import ongoing_dialogs
from tests.picture_checks import faults, says
from tests.picture_composer import composer
from tests.picture_details import details
from tests.picture_dialogs import dialogs
from tests.picture_orders import orders
from tests.picture_playing import playing
from tests.picture_questions import questions
from tests.picture_shapes import shapes
from tests.services.fakes import FakeChecker, FakeClock, FakeSender, FakeVault

FONT_PT = 9.75
"""The size of the font for the pictures: 13 pixels."""
VIEWS = {
    "1024x700": ("--size", "1024x700"),
    "1366x768": ("--screen", "1366x768", "--size", "1350x728"),
    "1920x1200 at scale 2": ("--screen", "1920x1200", "--scale", "2", "--size", "944x560"),
    "1920x1200 with a font of 20 pt": ("--screen", "1920x1200", "--font", "20", "--size", "1904x1160"),
}
"""The options with which ``--check`` takes all pictures."""
QUIET_ROUNDS = 12
FAST_PNG = 80
"""Compresses less than the default, in a third of the time."""
DIGESTS = "digests.json"
NEVER_MS = 1_000_000_000
SOON_MS = 3_000
"""A timer that ends sooner belongs to current work; one that shows a secret for a while does not."""
NOW = datetime(2026, 1, 15, 9, 30, 29, 932485, tzinfo=UTC)
SYSTEM = System(
    "sys-1",
    "Demo warehouse",
    "demo",
    (GoodsOwner(12, "Acme", "ACME"), GoodsOwner(13, "Beta", "BETA"), GoodsOwner(21, "Norr", "NORR")),
)
HOOKS = (
    Webhook("w-1", "Order is picked", "sys-1", "regular", "order-picked", (12,), "https://erp.acme.example/ongoing/picked", "it@acme.example", "basic", "acme", "one-day", True),
    Webhook("w-2", "Order status is changed", "sys-1", "automation", "order-status-changed", (12, 13, 21), "https://hooks.norr.example/wms/status", "", "x-auth-token", "", "one-day", True),
    Webhook("w-3", "Article is returned", "sys-1", "regular", "article-returned", (13,), "http://127.0.0.1:8765/returns"),
    Webhook("w-4", "Purchase order is received", "sys-1", "regular", "purchase-order-received", (12,), "https://erp.acme.example/ongoing/inbound", "", "basic", "acme", "none", True),
)  # fmt: skip
LISTENING = ListenerState("listening", url="http://127.0.0.1:8765", newest=9)


class PictureVault(FakeVault):
    """A keyring with the name of a real one."""

    def status(self) -> VaultStatus:
        """The usual status with another name."""
        return replace(super().status(), name="Secret Service")


CERTIFICATE = Certificate(
    "erp.acme.example", "Example CA", ("erp.acme.example",), NOW - timedelta(days=30), NOW + timedelta(days=60)
)


class Pictures:
    """Drives one window through its states and collects the faults of each."""

    def __init__(
        self, out: Path, theme: str, size: tuple[int, int], language: str = "en", font: float = FONT_PT
    ) -> None:
        self.out = out
        self.theme = theme
        self.size = size
        self.language = language
        self.faults: list[str] = []
        self.guide: GuidePictures | None = None
        self.digests: dict[str, str] | None = None
        """By name, instead of the pictures themselves."""
        self.app: App | None = None
        self.newest = 0
        self.clock = FakeClock()
        self._qt = QApplication.instance() or Application([])
        QApplication.setCursorFlashTime(0)  # the text cursor does not blink
        notice_bar.QUIET_MS = NEVER_MS  # type: ignore[misc]  # a notice ends with its picture, however slow the machine
        used = self._qt.font()  # type: ignore[attr-defined]
        used.setPointSizeF(font)
        QApplication.setFont(used)
        family = QFontInfo(self._qt.font()).family()  # type: ignore[attr-defined]
        if not family:
            self.faults.append("there is no font to draw with")

    def wait(self, check: Callable[[], Any], what: str, limit_s: float = 15) -> None:
        """Run the event loop until a condition is met."""
        end = time.monotonic() + limit_s
        while time.monotonic() < end:
            self._qt.processEvents()
            if check():
                return
            time.sleep(0.005)
        raise RuntimeError(f"not within {limit_s} s: {what}")

    def settle(self) -> None:
        """Let queued work reach the window, also on a busy machine: until nothing has run for a moment."""
        last = time.monotonic() + 30
        rounds = 0
        # Rounds, not only time: a busy machine may have had no turn in the time.
        while time.monotonic() < last and (rounds <= QUIET_ROUNDS or not self._heard_of_all()):
            self._qt.processEvents()
            # The look at the timers takes longer than the rest of a round, so it comes last.
            at_work = self.app is not None and (self.app.tasks.busy > 0 or (rounds == QUIET_ROUNDS and self._due()))
            rounds = 0 if at_work else rounds + 1
            time.sleep(0.025)

    def _due(self) -> bool:
        """Whether a timer is about to start some work."""
        assert self.app
        # Pages that are not built have no timers; the window's own search would build them.
        timers = QWidget.findChildren(self.app.window, QTimer)
        return any(timer.isSingleShot() and 0 <= timer.remainingTime() < SOON_MS for timer in timers)

    def _heard_of_all(self) -> bool:
        """Whether the window has received the newest exchange."""
        return self.app is None or self.app.services.history.newest_id() <= self.newest

    def take(self, name: str, widget: QWidget | None = None) -> None:
        """Write a picture and look for cut-off text and overlaps."""
        assert self.app
        shown = widget or self.app.window
        for edit in QWidget.findChildren(shown, QLineEdit):
            edit.setCursorPosition(0) if not edit.hasFocus() else None
        if focus := QApplication.focusWidget():
            if isinstance(focus, QLineEdit | QPlainTextEdit):
                focus.clearFocus()
        self.settle()
        path = self.out / f"{name}-{self.theme}-{self.size[0]}x{self.size[1]}.png"
        picture = shown.grab()
        if self.digests is not None:
            self.digests[path.name] = sha256(picture.toImage().constBits()).hexdigest()
        elif not picture.save(str(path), quality=FAST_PNG):
            self.faults.append(f"{path.name}: could not be written")
        if self.guide is not None:
            self.guide.take(name, shown)
        self.faults += [f"{path.name}: {fault}" for fault in faults(shown)]
        if self.app.window.notices._timer.isActive():
            self.app.window.notices.clear()
        print(path)

    def open(self, folder: Path, *, vault: FakeVault | None = None, api: FakeApi | None = None) -> App:
        """A window over a new data folder."""
        clock = FakeClock()
        clock.now = NOW
        sender = FakeSender()
        body = b'{ "ok": true, "queued": 1 }'
        sender.result = SendResult(
            Response(
                200, "OK", "HTTP/1.1", (("Content-Type", "application/json"), ("Content-Length", str(len(body)))), body
            ),
            Timing(connect_ms=12, tls_ms=31, send_ms=0.4, wait_ms=39, receive_ms=1.6, total_ms=84),
            remote="192.0.2.10:443",
            tls=TlsFacts("TLSv1.3", "TLS_AES_256_GCM_SHA384", verified=True, certificate=CERTIFICATE),
        )
        vault = vault or PictureVault()
        self.clock = clock
        stored_settings._now = lambda: clock().isoformat()
        vault.entries[FINGERPRINT_REF] = "ab" * 32
        self.app = build(
            folder,
            theme=self.theme,
            language=self.language,
            clock=clock,
            vault=vault,
            sender=sender,
            checker=FakeChecker(),
            api=api,
        )
        self.newest = self.app.services.history.newest_id()
        self.app.signals.exchanges_changed.connect(self._hear)
        for notices in self.app.window.findChildren(ShapeNotices):
            notices.timer.stop()  # it would begin in the middle of some picture
        self.app.window.resize(*self.size)
        self.app.window.show()
        self.settle()
        self.app.window.resize(*self.size)
        return self.app

    def _hear(self, arrived: Arrived) -> None:
        self.newest = max(self.newest, arrived.newest)

    def do(self, work: Any) -> Any:
        """Run a service's coroutine while the window lives."""
        assert self.app
        future = self.app.services.engine.submit(work)
        self.wait(future.done, "a service")
        return future.result()

    def listen(self) -> None:
        """Show the listener as running on the port of the settings."""
        assert self.app
        listening = self.app.services.listening

        class Shown:
            state = LISTENING

            async def answer(self, number: int, step: object) -> None:
                pass

            async def update(self, snapshot: object) -> None:
                return

            async def stop(self) -> None:
                return

            async def close(self) -> None:
                return

        listening._process = Shown()  # type: ignore[assignment]

        async def say() -> None:
            listening._report(LISTENING)

        self.do(say())

    def action(self, name: str) -> None:
        """Trigger a command by its name."""
        assert self.app
        self.app.window.commands[name].trigger()
        self.settle()

    def child(self, kind: type, name: str) -> Any:
        """A visible widget by its name."""
        assert self.app
        found = [item for item in QWidget.findChildren(self.app.window, kind, name) if item.isVisible()]
        assert found, f"no visible {name}"
        return found[0]

    def close(self) -> None:
        """Close the window."""
        if self.app:
            self.app.close()
            self.app = None
            self.settle()
            # Otherwise the next window's style sheet would style this one again.
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def fill(pictures: Pictures) -> None:
    """Systems, webhooks, credentials and a history with typical cases."""
    assert pictures.app
    services = pictures.app.services
    pictures.do(services.settings.change("add-system", lambda now: replace(now, systems=(SYSTEM,))))
    # Their notices would cover other pictures, at moments that differ between runs.
    quiet = {key: {"on": False} for key in ("failures", "credential", "disk")}
    pictures.do(services.settings.set_preferences(watches=quiet))
    for hook in HOOKS:
        pictures.do(services.webhooks.save(hook, ReplaceCredential(Secret("secret-1"))))
    pictures.do(services.webhooks.mark_entered("w-1", True))
    key = Secret("ab" * 32)

    def body_of(hook: Webhook, event: int) -> bytes:
        payloads = services.sending.payloads
        filling = Filling(event, services.clock(), uuid.UUID(int=0))
        return payloads.renewed(payloads.make(hook.id, "realistic"), filling).text.encode()

    def came(
        seconds: float,
        hook: Webhook | None,
        path: str,
        judged: Judgement,
        status: int,
        body: bytes,
        took: int,
        *headers: tuple[str, str],
    ) -> None:
        given = (
            ("Host", "127.0.0.1:8765"),
            ("Content-Type", "application/json"),
            *headers,
            ("Content-Length", str(len(body))),
        )
        about = inspect(body, services.catalogue)
        judged = replace(judged, subject=about.subject, event_at=about.event_at, state=about.state)
        row = NewExchange(
            "in", NOW + timedelta(seconds=seconds), "POST", path, Redactor(key).headers(given),
            Body(body, size=len(body), sha256=sha256(body).digest()), status, judged, peer="127.0.0.1:50000",
            response=Message((("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", "3")), b"OK\n"),
        )  # fmt: skip
        services.history.take_in([(row, Outcome(0, "sent", took))])

    def judged(hook: Webhook, verdict: Any, code: str, event: int, owner: int, **params: object) -> Judgement:
        family = services.catalogue.family_of(hook.type)
        assert family
        return Judgement(verdict, code, params, hook.id, "demo", family.key, hook.type, event, 1, owner)

    one, two, three = HOOKS[0], HOOKS[1], HOOKS[2]
    basic = ("Authorization", "Basic YWNtZTpzZWNyZXQtMQ==")
    came(0, one, "/ongoing/picked", judged(one, "verified", "right", 139, 12), 200, body_of(one, 139), 3100, basic)
    came(
        31,
        one,
        "/ongoing/picked",
        judged(one, "refused", "wrong-password", 140, 12),
        401,
        body_of(one, 140),
        2040,
        basic,
    )
    came(62, three, "/returns", judged(three, "open", "no-authentication", 141, 13), 200, body_of(three, 141), 4020)
    came(
        80,
        two,
        "/wms/status",
        judged(two, "unverifiable", "secret-missing", 142, 21, why="no credential stored"),
        200,
        body_of(two, 142),
        3600,
    )
    came(100, None, "/", Judgement("unmatched", "no-webhook"), 200, b"hello, is it me?", 1020)
    for seconds, hook, status, failure in (
        (110, one, 200, None),
        (112, two, 401, None),
        (114, HOOKS[3], None, "refused"),
    ):
        body = body_of(hook, 143)
        headers = Redactor(key).headers((("Content-Type", "application/json"), basic))
        row = NewExchange(
            "out", NOW + timedelta(seconds=seconds), "POST", hook.url, headers,
            Body(body, size=len(body), sha256=sha256(body).digest()), None, None, hook.id, "demo",
            services.catalogue.family_of(hook.type).key, hook.type, 143, hook.goods_owners[0],  # type: ignore[union-attr]
        )  # fmt: skip
        detail: dict[str, object] = (
            {"code": "send-refused", "params": {"host": "erp.acme.example", "port": 443}} if failure else {}
        )
        response = None if failure else Message((("Content-Type", "application/json"),), b'{"ok": true}')
        outcome = Outcome(0, "failed" if failure else "sent", 84000, status, failure, detail, response)  # type: ignore[arg-type]
        # With the outcome at once: the window shows an exchange of that day without one as unknown from then on.
        services.history.take_in([(row, outcome)])
    pictures.settle()


def select(pictures: Pictures, table: str, row: int) -> None:
    """Select a row."""
    view: QTableView = pictures.child(QTableView, table)
    pictures.wait(lambda: view.model().rowCount() > row, f"{table} has rows")
    view.selectRow(row)
    pictures.settle()


def tour(pictures: Pictures, folder: Path) -> None:
    """Every screen and main state."""
    pictures.open(folder / "empty")
    pictures.take("1-webhooks-empty")
    pictures.action("showInbox")
    pictures.take("2-inbox-empty")
    pictures.action("showHistory")
    pictures.take("3-history-empty")
    pictures.close()

    app = pictures.open(folder / "full")
    pictures.listen()
    fill(pictures)
    pictures.clock.now = NOW + timedelta(minutes=6)
    pictures.action("showWebhooks")
    select(pictures, "webhooksTable", 1)
    pictures.take("4-webhooks")
    app.window.webhooks.detail.tabs.setCurrentIndex(TEST_TAB)
    pictures.wait(lambda: pictures.child(QPlainTextEdit, "payloadEditor").toPlainText(), "the payload")
    pictures.take("5-test-composer")
    allowed = frozenset(f"{system.id} erp.acme.example" for system in app.services.settings.current.systems)
    pictures.do(app.services.settings.set_preferences(confirmed_hosts=allowed))
    pictures.action("testWebhook")
    pictures.wait(lambda: pictures.child(QLabel, "responseStatus").text(), "the test's result")
    view: QTableView = pictures.child(QTableView, "webhooksTable")
    pictures.wait(
        lambda: any(
            says(str(view.model().index(1, n).data(SECOND)), "just now") for n in range(view.model().columnCount())
        ),
        "the test in the list",
    )
    pictures.take("6-test-result")
    composer(pictures, app)
    pictures.action("showInbox")
    select(pictures, "inboxTable", 3)
    pictures.take("7-inbox-refused")
    select(pictures, "inboxTable", 4)
    pictures.take("8-inbox-verified")
    details(pictures, app)
    pictures.action("showHistory")
    select(pictures, "historyTable", 1)
    pictures.take("9-history")
    pictures.action("showWebhooks")
    editors(pictures, app)
    dialogs(pictures, app)
    orders(pictures, app)
    playing(pictures, app)
    questions(pictures, app)
    shapes(pictures, app)
    pictures.close()

    api = FakeApi()
    app = pictures.open(folder / "api", api=api)
    fill(pictures)
    pictures.clock.now = NOW + timedelta(minutes=6)
    switched = replace(HOOKS[1], settings={"statuses": [{"to": 400}, {"to": 450}]})
    pictures.do(app.services.webhooks.save(switched, ReplaceCredential(Secret("secret-1"))))
    ongoing_dialogs(pictures, app, api)
    pictures.close()

    vault = FakeVault()
    vault.usable = False
    app = pictures.open(folder / "nokeyring", vault=vault)
    pictures.do(app.services.settings.change("add-system", lambda now: replace(now, systems=(SYSTEM,))))
    pictures.action("createRegularWebhook")
    editor = shown_editor(app)
    choose(editor, "authentication", "x-auth-token")
    pictures.settle()
    pictures.take("12-editor-no-keyring", editor)
    editor.done(0)
    pictures.close()


def editors(pictures: Pictures, app: App) -> None:
    """The editor with a webhook, and with problems."""
    pictures.action("editWebhook")
    editor = shown_editor(app)
    pictures.take("10-editor", editor)
    editor.done(0)
    pictures.settle()
    pictures.action("createAutomationWebhook")
    editor = shown_editor(app)
    editor.findChild(QLineEdit, "webhookName").setText("Orders of everyone")
    editor.findChild(QLineEdit, "url").setText("erp.acme.example/hook")
    choose(editor, "authentication", "basic")
    editor.findChild(QLineEdit, "username").setText("a:b")
    editor.findChild(QAbstractButton, "save").click()
    pictures.settle()
    pictures.take("11-editor-problems", editor)
    editor.done(0)
    pictures.settle()


def shown_editor(app: App) -> QDialog:
    """The open editor."""
    found = [item for item in QWidget.findChildren(app.window, QDialog, "webhookEditor") if item.isVisible()]
    assert found, "no editor"
    return found[0]


def choose(editor: QDialog, name: str, key: str) -> None:
    """Choose a combo box's entry by its data."""
    box = editor.findChild(QComboBox, name)
    assert box is not None
    box.setCurrentIndex(box.findData(key, Qt.ItemDataRole.UserRole))


def look_like(screen: str, scale: int, folder: Path) -> None:
    """Choose the screen, before the application is created."""
    width, height = (int(part) for part in screen.split("x"))
    file = folder / "screen.json"
    only = {"name": "one", "x": 0, "y": 0, "width": width, "height": height}
    file.write_text(json.dumps({"screens": [only | {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}]}), "utf-8")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={file}"
    os.environ["QT_SCALE_FACTOR"] = str(scale)


def check(out: Path, language: str) -> int:
    """Take all pictures in every view; returns 1 if something is wrong in one."""
    wrong = 0
    for name, options in VIEWS.items():
        words = [__file__, os.fspath(out / name.replace(" ", "-")), "--language", language, *options]
        run = subprocess.run([sys.executable, *words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)  # fmt: skip
        lines = [line for line in run.stderr.splitlines() if not line.startswith("This plugin does not")]
        print(f"{name}: {len(lines) or 'nothing'} wrong")
        print("".join(f"  {line}\n" for line in lines), end="")
        wrong |= run.returncode
    return wrong


def main() -> int:
    """Write the pictures; returns 1 if something in them is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("out", type=Path)
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.add_argument("--size", default="1280x800")
    parser.add_argument("--language", choices=("en", "sv"), default="en")
    parser.add_argument("--guide", type=Path, help="write the pictures of the guides to this folder too")
    parser.add_argument("--screen", default="1920x1200", help="size in pixels")
    parser.add_argument("--scale", type=int, default=1)
    parser.add_argument("--font", type=float, default=FONT_PT, help="size of the desktop's font in points")
    parser.add_argument("--check", action="store_true", help="take the pictures in every view")
    parser.add_argument("--digests", action="store_true", help=f"write {DIGESTS} instead of the pictures")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    if arguments.check:
        return check(arguments.out, arguments.language)
    width, height = (int(part) for part in arguments.size.split("x"))
    with tempfile.TemporaryDirectory() as folder:
        look_like(arguments.screen, arguments.scale, Path(folder))
        pictures = Pictures(arguments.out, arguments.theme, (width, height), arguments.language, arguments.font)
        if arguments.guide:
            pictures.guide = GuidePictures(arguments.guide)
        if arguments.digests:
            pictures.digests = {}
        try:
            tour(pictures, Path(folder))
        finally:
            pictures.close()
    if pictures.guide is not None:
        pictures.guide.close()
    if pictures.digests is not None:
        (arguments.out / DIGESTS).write_text(json.dumps(pictures.digests), "utf-8")
    for fault in pictures.faults:
        print(fault, file=sys.stderr)
    return 1 if pictures.faults else 0


if __name__ == "__main__":
    sys.exit(main())
