"""The result of a test: status, time, meaning, then the raw response."""

from __future__ import annotations

from datetime import UTC
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QWidget

from ongoing_desktop.bodies.visible import one_line, visible
from ongoing_desktop.domain.exchange import Message
from ongoing_desktop.domain.sending import Failure, Response, TlsFacts
from ongoing_desktop.services.sending import SendOutcome
from ongoing_desktop.ui.composer.timing_bar import TimingBar
from ongoing_desktop.ui.context import WindowContext
from ongoing_desktop.ui.exchanges.body_view import BodyView
from ongoing_desktop.ui.exchanges.detail_tables import HeadersTable
from ongoing_desktop.ui.exchanges.detail_texts import GLYPHS
from ongoing_desktop.ui.exchanges.exchange_texts import FAILURES, status_tone, took_text
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import text_edit
from ongoing_desktop.ui.kit.layout import STRETCH, Space, hbox, vbox
from ongoing_desktop.ui.kit.plain_text import announce, label, named, paragraph, pill, selectable, set_pill
from ongoing_desktop.ui.kit.room import WideEnough
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.wording.language import translated
from ongoing_desktop.wording.times import day_text

NOTHING_YET, RESULT = range(2)
LOWEST_TABS: Final = 170


class ResultView(QWidget):
    """Explains what to do before the first test. :meth:`say` shows a sentence if nothing was sent."""

    start_and_send_again = Signal()

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.status = pill("", self, name="responseStatus")
        self.timing = selectable(label("", self, role="muted", name="timing"))
        self._bar = TimingBar(context.theme, self)
        self._meaning = selectable(paragraph("", self, "strong"))
        self._more = selectable(paragraph("", self, "muted"))
        self._again = push_button(
            self,
            self.tr("Start listening and send again"),
            "startAndSendAgain",
            self.start_and_send_again,
            icon="start",
            theme=context.theme,
        )
        self.body_view = BodyView(context, self)
        self.body_view.text.setObjectName("responseBody")
        self.response_headers = named(HeadersTable(context.theme, self), "responseHeaders")
        self.request_headers = named(HeadersTable(context.theme, self), "requestHeaders")
        self.connection = text_edit(self, "connectionFacts", self.tr("Connection"), read_only=True)
        self._nothing = paragraph(
            self.tr("The answer to the next test appears here. Ctrl+Enter sends the payload."), self, "muted"
        )
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
        self.clear()

    def clear(self) -> None:
        """Show that there is no result yet."""
        self.status.setText("")
        self.timing.setText("")
        self._meaning.setText("")
        self._again.hide()
        self.body_view.clear()
        self.response_headers.set_headers(())
        self.request_headers.set_headers(())
        self.connection.setPlainText("")
        self._stack.setCurrentIndex(NOTHING_YET)

    def wait(self) -> None:
        """Show that a test is running, so that the previous result is not mistaken for its own."""
        self.say(self.tr("… Sending"), "quiet", "")

    def say(self, word: str, tone: str, sentence: str) -> None:
        """Show a sentence instead of a result, because nothing was sent or the test was cancelled."""
        self.clear()
        set_pill(self.status, word, tone)
        self._meaning.setText(visible(sentence))
        announce(self.status, visible(sentence))
        self._more.hide()
        self._bar.hide()
        self._tabs.hide()
        self._stack.setCurrentIndex(RESULT)

    def show_tested(self, tested: SendOutcome) -> None:
        """Show the result of a test."""
        result = tested.result
        self._meaning.setText(visible(tested.sentences[0]) if tested.sentences else "")
        self._more.setText(visible("\n".join(tested.sentences[1:])))
        self._more.setVisible(len(tested.sentences) > 1)
        self.request_headers.set_headers(tested.request.headers)
        match result.outcome:
            case Response() as response:
                tone, sign = status_tone(response.status)
                words = one_line(f"{response.status} {response.reason}".strip(), 80)
                self.response_headers.set_headers(response.headers)
                self.body_view.show_message(Message(response.headers, response.body))
                self._tabs.setTabVisible(0, True)
                self._tabs.setTabVisible(1, True)
                self._tabs.setCurrentIndex(0)
            case Failure() as failure:
                tone, sign, words = "bad", "cross", translated(FAILURES.get(failure.kind, "failed"))
                heard = result.heard or Message()
                self.response_headers.set_headers(heard.headers)
                if heard.body:
                    self.body_view.show_message(heard)
                else:
                    self.body_view.clear()
                self._tabs.setTabVisible(0, bool(heard.body))
                self._tabs.setTabVisible(1, bool(heard.headers))
                self._tabs.setCurrentIndex(0 if heard.body else 2)
        set_pill(self.status, f"{GLYPHS[sign]} {words}", tone)
        messages = [self.tr("{time} total").format(time=took_text(result.timing.total_ms)), one_line(result.remote, 80)]
        messages.append(self.tr("through a proxy") if result.proxy else "")
        self.timing.setText(" · ".join(part for part in messages if part))
        self.connection.setPlainText(_connection(tested))
        self._bar.show_timing(result.timing)
        self._again.setVisible(tested.can_start_listener)
        announce(self.status, ". ".join([words, *(visible(text).rstrip(".") for text in tested.sentences)]))
        self._tabs.show()
        self._stack.setCurrentIndex(RESULT)

    def _lay_out(self) -> None:
        self._tabs = named(QTabWidget(self), "resultTabs", self.tr("Parts of the result"))
        self._tabs.setDocumentMode(True)
        for widget, title in (
            (self.body_view, self.tr("Response")),
            (self.response_headers, self.tr("Headers")),
            (self.request_headers, self.tr("Sent")),
            (self.connection, self.tr("Connection")),
        ):
            holder = QWidget(self._tabs)
            vbox(widget, on=holder, margins=(2, 6, 2, 0))
            self._tabs.addTab(holder, title)
        shown = QWidget(self)
        vbox(
            hbox(self.status, self.timing, STRETCH, spacing=10),
            self._bar,
            self._meaning,
            self._more,
            hbox(self._again, STRETCH),
            (self._tabs, 1),
            Space(stretch=0),
            on=shown,
            spacing=6,
        )
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._nothing)
        scroll = WideEnough(self)  # if the pane is low, the result scrolls instead of overlapping
        scroll.setWidget(shown)
        sized(self._tabs, least_height=LOWEST_TABS)
        self._stack.addWidget(scroll)
        vbox(self._stack, on=self)


def _connection(tested: SendOutcome) -> str:
    """Address, proxy, security and preceding redirects as lines, with foreign text marked."""
    result = tested.result
    lines = [translated("Address: {url}").format(url=one_line(tested.url, 400))]
    if result.remote:
        lines.append(translated("Connected to: {remote}").format(remote=one_line(result.remote, 100)))
    lines.append(
        translated("Through the proxy {proxy}").format(proxy=result.proxy) if result.proxy else translated("No proxy")
    )
    for hop in tested.hops:
        message = (
            translated("Redirect {status} to another origin, without credential, custom headers and payload: {url}")
            if hop.crossed
            else translated("Redirect {status} to {url}")
        )
        lines.append(message.format(status=hop.status, url=one_line(hop.url, 400)))
    if result.tls is not None:
        lines += _tls(result.tls)
    elif tested.url.lower().startswith("http:"):
        lines.append(translated("Not encrypted (http)"))
    return "\n".join(lines)


def _tls(found: TlsFacts) -> list[str]:
    lines = [f"{found.version} · {one_line(found.cipher, 80)}"]
    lines.append(
        translated("The certificate was verified") if found.verified else translated("The certificate was NOT verified")
    )
    if (read := found.certificate) is None:
        return lines
    lines += [
        translated("Certificate of: {subject}").format(subject=one_line(read.subject, 200)),
        translated("For: {names}").format(names=one_line(", ".join(read.names), 400)),
        translated("Issued by: {issuer}").format(issuer=one_line(read.issuer, 200)),
        translated("Valid from {since} until {until}").format(
            since=day_text(read.not_before, UTC), until=day_text(read.not_after, UTC)
        ),
    ]
    return lines
