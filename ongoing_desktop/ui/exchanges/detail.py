"""One complete exchange: a sentence first, then headers, body, check and answer, all as plain text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QTabWidget, QToolButton, QVBoxLayout, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.lessons import taught_by
from ongoing_desktop.domain.meanings import Meanings
from ongoing_desktop.domain.payload_check import PayloadFinding
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.ui.commands.shortcuts import command_of, keep_keys, with_keys
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.exchanges.body_view import BodyView
from ongoing_desktop.ui.exchanges.detail_menus import CompareMenu, TeachMenu
from ongoing_desktop.ui.exchanges.detail_tables import FindingsTable, HeadersTable
from ongoing_desktop.ui.exchanges.detail_tabs import CredentialsTab, EventView, OverviewTab, overview_sentence
from ongoing_desktop.ui.exchanges.detail_texts import (
    GLYPHS,
    Loaded,
    answer_sentence,
    check_text,
    facts_line,
    headline,
    load,
)
from ongoing_desktop.ui.exchanges.exchange_texts import Words, answer_pill, verdict_pill, verdict_text
from ongoing_desktop.ui.exchanges.held_bar import HeldBar
from ongoing_desktop.ui.exchanges.menu_actions import create_webhook_from, open_look_up
from ongoing_desktop.ui.kit.buttons import push_button, tool_button
from ongoing_desktop.ui.kit.keyboard import shortcut
from ongoing_desktop.ui.kit.layout import LEFT, Card, Space, add, hbox, vbox
from ongoing_desktop.ui.kit.plain_text import paragraph, pill, selectable, set_pill, set_tooltip
from ongoing_desktop.ui.kit.room import scrolling
from ongoing_desktop.ui.kit.sizes import px, sized
from ongoing_desktop.ui.task_runner import NO_JOB
from ongoing_desktop.wording.request_warnings import trailers_of

LOWEST_TABS: Final = 139
NARROW: Final = 900
"""Below this width in units the sentence has a line of its own."""
LOW: Final = 270
"""Below this height in units the head is only the verdict and the sentence; the overview has the rest too."""
OVERVIEW_TAB: Final = 0
BODY_TAB: Final = 1
NAMES: Final = ("detailBody", "detailHeaders", "detailVerdict", "detailCheck")


class _Tabs(QTabWidget):
    """Asks for the height that its current page needs; the layout gives it the rest."""

    # Qt overrides

    def sizeHint(self) -> QSize:
        """The least height."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """The height of the current page, because the others scroll or are hidden."""
        page = self.currentWidget().minimumSizeHint().height() + self.tabBar().sizeHint().height()
        return QSize(super().minimumSizeHint().width(), max(px(LOWEST_TABS), page))

    def event(self, event: QEvent) -> bool:
        """Pass on that the needs of a page have changed, because a tab widget has no layout that does."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)

    def hasHeightForWidth(self) -> bool:
        """Its pages scroll."""
        return False


class DetailPane(InContext, Card):
    """Shows one exchange. Of several in a window, only the one shown last has the object names for scripts."""

    gone = Signal()
    """The exchange to be shown is no longer in the history."""
    closed = Signal()
    open_requested = Signal(int)
    """Another exchange, by its id, is to be shown."""
    enlarged = Signal(bool)

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(parent, spacing=0)
        self.use_context(context)
        self._job = NO_JOB
        self._loaded: Loaded | None = None
        self._kept_tab: int | None = None
        """The tab to restore after a downtime, which has only an overview; None if all tabs are available."""
        self._words = Words(context.services.catalogue, context.services.settings.current, context.services.clock())
        self.exchange_id = 0
        self.setAccessibleName(self.tr("Exchange"))
        self.verdict = pill("", self)
        self.sentence = selectable(paragraph("", self, "heading"))
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        sized(self.sentence, margins=(0, 2, 0, 0))
        self.sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.reason = selectable(paragraph("", self, name="detailReason"))
        self._facts = selectable(paragraph("", self, "secondary"))
        self.held = HeldBar(context, self)
        self._make_webhook = push_button(
            self,
            self.tr("Create webhook from this…"),
            "createFromCapture",
            lambda _=False: create_webhook_from(context, self.exchange_id),
            look="flat",
        )
        self.overview = OverviewTab(context.theme, self)
        self.credentials = CredentialsTab(context.theme, self)
        self.body_view = BodyView(context, self)
        self.headers = HeadersTable(context.theme, self)
        self.check = selectable(paragraph("", self))
        self.check.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._lessons = TeachMenu(context, self)
        self.teach = tool_button(
            self,
            self.tr("Learn from this"),
            "teach",
            text=self.tr("Learn from this ▾"),
            tooltip=self.tr("Assign this number to a webhook, or this template text to a trigger"),
            menu=self._lessons,
        )
        self.teach.hide()
        self.compare_menu = CompareMenu(context, self)
        self.findings = FindingsTable(context.theme, self)
        self.event_view = EventView(context.theme, self)
        self.event_view.open_requested.connect(self.open_requested)
        self._answer = selectable(paragraph("", self))
        self._answer_headers = HeadersTable(context.theme, self)
        self._answer_body = BodyView(context, self)
        for shown in (self.sentence, self.reason, self._facts):
            sized(shown, least_height=1)  # its own is that of a narrow label, and would make the pane scroll
        inner = QWidget(self)
        self._tabs = self._make_tabs()
        self._above = self._head()
        vbox(self._above, Space(2), (self._tabs, 1), on=inner, spacing=0, margins=(16, 4, 12, 2))
        add(self.body, scrolling(inner, self))
        shortcut(self, Qt.Key.Key_Escape, self._escape, children=True)

    def show_exchange(self, exchange_id: int) -> None:
        """Load an exchange and show it. The previous one stays until then."""
        self._job.cancel()
        self.exchange_id = exchange_id
        services, catalogue = self._services, self._services.catalogue
        taught = taught_by(self._services.settings.current.systems)

        async def work() -> Loaded | None:
            loaded = await services.exchanges.search(lambda history, _: load(history, catalogue, taught, exchange_id))
            if loaded is None or not loaded.exchange.row.webhook:
                return loaded
            hook = services.settings.current.webhook(loaded.exchange.row.webhook)
            return replace(loaded, stored=await services.secrets.shown(hook))

        self._job = self._tasks.run(self, work, done=self._show)

    def renew(self) -> None:
        """Reload the exchange, because its outcome was added."""
        if self.exchange_id:
            self.show_exchange(self.exchange_id)

    def use_settings(self, settings: Settings) -> None:
        """Use the names of other settings."""
        self._words = Words(self._services.catalogue, settings, self._services.clock())
        if self._loaded is not None:
            self._say(self._loaded)

    def mark(self, words: Sequence[str]) -> None:
        """Mark in the bodies where one of these texts is."""
        for view in (self.body_view, self._answer_body):
            view.mark(words)

    @property
    def tab(self) -> int:
        """The number of the tab that the user chose."""
        return self._tabs.currentIndex() if self._kept_tab is None else self._kept_tab

    @tab.setter
    def tab(self, number: int) -> None:
        self._tabs.setCurrentIndex(number)

    def take_names(self) -> None:
        """Take the object names for scripts from the other details of the window."""
        # Not the window's ``findChild``, which builds the missing pages first.
        for pane in QWidget.findChildren(self.window(), DetailPane):
            widgets = (pane.body_view.text, pane.headers, pane.verdict, pane.check)
            for name, widget in zip(NAMES, widgets, strict=True):
                widget.setObjectName(name if pane is self else "")

    def show_nothing(self) -> None:
        """Show no exchange, and restore the page's layout."""
        self._enlarge.setChecked(False)
        self.hide()
        self._job.cancel()
        self.exchange_id = 0
        self._loaded = None

    def close_pane(self) -> None:
        """Cancel work."""
        self._job.cancel()
        self.body_view.close_view()
        self._answer_body.close_view()

    def _head(self) -> QVBoxLayout:
        self._enlarge = self._button("expand", self.tr("Show the detail on the whole page"))
        self._enlarge.setCheckable(True)
        self._enlarge.toggled.connect(self.enlarged)
        self._close = self._button("close", self.tr("Close the detail (Esc)"))
        self._close.clicked.connect(self.closed)
        self.compare = tool_button(
            self,
            self.tr("Compare"),
            "compareWith",
            text=self.tr("Compare ▾"),
            tooltip=self.tr("Compare with the documented example, the previous event or another exchange"),
            menu=self.compare_menu,
        )
        self.look_up = tool_button(
            self,
            self.tr("Look up in Ongoing"),
            "detailLookUp",
            self._on_look_up,
            look="flat",
            icon="search",
            theme=self._theme,
        )
        keep_keys(
            self.look_up,
            command_of(self._context, "lookUpInOngoing"),
            lambda keys: set_tooltip(self.look_up, with_keys(self.tr("Look up in Ongoing"), keys)),
        )
        top = Qt.AlignmentFlag.AlignTop
        self._first = hbox(
            (self.verdict, top),
            (self.sentence, 1),
            Space(stretch=0),
            (self.look_up, top),
            (self.compare, top),
            (self._enlarge, top),
            (self._close, top),
            spacing=10,
        )
        return vbox(self._first, self.reason, self._facts, self.held, (self._make_webhook, LEFT), spacing=4)

    def _button(self, icon: str, accessible: str) -> QToolButton:
        return tool_button(self, accessible, look="flat", icon=icon, theme=self._theme, colour="muted")

    def _make_tabs(self) -> QTabWidget:
        tabs = _Tabs(self)
        tabs.setDocumentMode(True)
        tabs.setAccessibleName(self.tr("Parts of the exchange"))
        scroll = QScrollArea(tabs)
        scroll.setWidgetResizable(True)
        inner = QWidget(scroll)
        parts = (self.check, (self.teach, LEFT), (self.findings, 1), Space(stretch=0))
        vbox(*parts, on=inner, spacing=10, margins=(4, 8, 4, 4))
        scroll.setWidget(inner)
        answer = QWidget(tabs)
        vbox(
            self._answer,
            (hbox((self._answer_headers, 2), (self._answer_body, 3), spacing=12), 1),
            on=answer,
            margins=(4, 8, 4, 0),
        )
        tabs.addTab(self.overview, self.tr("Overview"))
        tabs.addTab(_padded(self.body_view, tabs), self.tr("Body"))
        tabs.addTab(_padded(self.headers, tabs), self.tr("Headers"))
        tabs.addTab(scroll, self.tr("Check"))
        tabs.addTab(self.credentials, self.tr("Credentials"))
        tabs.addTab(self.event_view, self.tr("Event"))
        tabs.addTab(answer, self.tr("Response"))
        tabs.setCurrentIndex(BODY_TAB)
        return tabs

    def _show(self, loaded: Loaded | None) -> None:
        if loaded is None:
            self.gone.emit()
            return
        same = self._loaded is not None and self._loaded.exchange.row.id == loaded.exchange.row.id
        self._loaded = loaded
        self._say(loaded)
        exchange = loaded.exchange
        system = self._words.system(exchange.row.system or loaded.facts.system)
        family = self._services.catalogue.family(loaded.facts.family)
        explained = exchange.row.direction in ("in", "out")
        self.body_view.use_meanings(Meanings(family, system, self._services.statuses) if explained else None)
        if not same:  # a body never changes, and setting it again would lose the scroll position
            trailers = trailers_of(exchange.row.reason_params)
            after = tuple((self.tr("{name} (trailer)").format(name=name), value) for name, value in trailers)
            self.headers.set_headers((*exchange.request.headers, *after))
            self.body_view.show_message(exchange.request, loaded.body)
        if exchange.row.direction == "api" and exchange.response is not None:
            # The request of a look-up never has a body.
            self.body_view.show_message(exchange.response, loaded.answer)
        answer = exchange.response
        self._answer_headers.set_headers(answer.headers if answer else ())
        if answer is not None and answer.body:
            self._answer_body.show_message(answer, loaded.answer)
        else:
            self._answer_body.clear(self.tr("The response has no body.") if answer is not None else "")

    def _say(self, loaded: Loaded) -> None:
        row = loaded.exchange.row
        state = verdict_pill(row)
        set_pill(self.verdict, f"{GLYPHS[state.sign]} {verdict_text(row)}".strip(), state.tone)
        today = self._services.clock().astimezone().date()
        self._offer_parts(all_of_them=row.direction != "gap")
        self.sentence.setText(overview_sentence(loaded, self._words, self._services.statuses, today))
        self.reason.setText(headline(loaded.exchange))
        set_tooltip(self.verdict, self.reason.text())
        self.overview.show_overview(loaded, self._words)
        self.credentials.show_credentials(loaded, self._words)
        self.compare_menu.show_for(loaded)
        self.look_up.setVisible(row.direction in ("in", "out"))
        self.held.show_row(row)
        self._make_webhook.setVisible(row.verdict == "unmatched" and bool(row.method))
        self._facts.setText(facts_line(row, self._words))
        self.check.setText(check_text(loaded, self._words))
        self._lessons.show_lessons(loaded.facts, row)
        self.teach.setVisible(not self._lessons.isEmpty())
        self.findings.show_findings((*self._shape_findings(row.id), *loaded.checked.findings))
        self.event_view.show_event(row, loaded.arrivals, loaded.related, self._words)
        answered = answer_pill(row)
        self._answer.setText(f"{one_line(answered.word, 60)} · {answer_sentence(loaded.exchange)}")

    def _shape_findings(self, exchange_id: int) -> list[PayloadFinding]:
        """How the payload differs in shape from earlier ones, if that was noticed."""
        found = self._services.shapes.new_shape(exchange_id) if self._services.built("shapes") else None
        return [
            PayloadFinding("warning", item.sentence, item.path, item.params)
            for item in (found.changes if found else ())
        ]

    def _offer_parts(self, *, all_of_them: bool) -> None:
        """Show only the overview for a downtime, which has no request."""
        if all_of_them == (self._kept_tab is None):
            return
        before, self._kept_tab = self._kept_tab, None if all_of_them else self._tabs.currentIndex()
        for place in range(OVERVIEW_TAB + 1, self._tabs.count()):
            self._tabs.setTabVisible(place, all_of_them)
        self.compare.setVisible(all_of_them)
        self._tabs.setCurrentIndex(OVERVIEW_TAB if before is None else before)

    def _on_look_up(self) -> None:
        if self._loaded is not None:
            open_look_up(self._context, self.window(), self._loaded.exchange.row)

    def _escape(self) -> None:
        if self._enlarge.isChecked():
            self._enlarge.setChecked(False)
        else:
            self.closed.emit()

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the sentence a line of its own if the pane is narrow, and leave out lines if it is low."""
        super().resizeEvent(event)
        low = self.height() < px(LOW)
        for line in (self.reason, self._facts):
            line.setVisible(not low)
        narrow = self.width() < px(NARROW)
        if narrow != (self._above.indexOf(self.sentence) >= 0):
            if narrow:
                self._first.removeWidget(self.sentence)
                self._above.insertWidget(1, self.sentence)
            else:
                self._above.removeWidget(self.sentence)
                self._first.insertWidget(1, self.sentence, 1)


def _padded(widget: QWidget, parent: QWidget) -> QWidget:
    holder = QWidget(parent)
    vbox(widget, on=holder, margins=(4, 8, 4, 0))
    return holder
