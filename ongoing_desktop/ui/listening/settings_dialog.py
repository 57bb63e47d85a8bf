"""The listener's settings: four tabs, saved together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QScrollArea, QTabWidget, QWidget

from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.plain_text import named
from ongoing_desktop.ui.kit.room import WideEnough
from ongoing_desktop.ui.kit.unsaved_changes import UnsavedChangesDialog
from ongoing_desktop.ui.listening.forward_page import ForwardPage
from ongoing_desktop.ui.listening.settings_pages import AddressPage, HttpsPage, LimitsPage, Page
from ongoing_desktop.wording.messages import problem_sentence

SIZE: Final = (760, 700)
Problems = tuple[Problem, ...]


class ListenerSettingsDialog(InContext, UnsavedChangesDialog):
    """Show it with ``open()``. ``saved`` is called after everything is saved, with warnings about the certificate."""

    def __init__(self, context: WindowContext, parent: QWidget, saved: Callable[[Problems], None]) -> None:
        super().__init__(parent, "listenerSettings", self.tr("Listener settings"), size=SIZE)
        self.use_context(context)
        self._saved = saved
        self.address = AddressPage(self)
        self.https = HttpsPage(self)
        self.limits = LimitsPage(self)
        self.forward = ForwardPage(context.services.catalogue, self)
        self._pages: tuple[Page, ...] = (self.address, self.https, self.limits, self.forward)
        self._tabs = named(QTabWidget(self), "listenerSettingsTabs")
        self._tabs.setDocumentMode(True)
        titles = (self.tr("Address"), self.tr("HTTPS"), self.tr("Limits"), self.tr("Forwarding"))
        for page, title in zip(self._pages, titles, strict=True):
            self._tabs.addTab(self._scrolled(page), title)
        self._cancel = push_button(self, self.tr("Cancel"), "cancel", self.reject)
        self._save_button = push_button(self, self.tr("Save"), "listenerSettingsSave", self.save, default=True)
        self.add((self._tabs, 1))
        self.end_with(self._cancel, self._save_button)
        settings = context.services.settings.current
        for shows in (self.address, self.https, self.limits):
            shows.show_preferences(settings.preferences)
        self.forward.show_settings(settings)
        self._first = self._entered()

    def save(self) -> None:
        """Save everything. A problem is shown beside its field; only the tabs before it are then saved."""
        if not self._save_button.isEnabled():
            return
        self._save_button.setEnabled(False)
        host, limits, forward = self.address.host, self.limits.chosen(), self.forward.forward()
        certificate, key = self.https.certificate.text().strip(), self.https.key.text().strip()
        rules = self._services.rules

        async def work() -> tuple[Problems, Problems]:
            if problems := rules.forward_problems(forward):
                return problems, ()
            problems, warnings = await rules.set_certificate(certificate, key)
            if problems or (problems := await rules.set_listening(host, limits)):
                return problems, ()
            return await rules.set_forward(forward), warnings

        self._tasks.run(self, work, done=self._on_saved, failed=self._on_failed)

    def unsaved(self) -> str:
        """The unsaved changes as a sentence."""
        return self.tr("Your changes are not saved.") if self._entered() != self._first else ""

    def _scrolled(self, page: Page) -> QScrollArea:
        area = WideEnough(self._tabs)
        area.setWidget(page)
        return area

    def _entered(self) -> tuple[object, ...]:
        paths = (self.https.certificate.text(), self.https.key.text())
        return self.address.host, self.limits.chosen(), self.forward.forward(), paths

    def _on_saved(self, result: tuple[Problems, Problems]) -> None:
        problems, warnings = result
        messages: dict[str, str] = {}
        for item in problems:
            messages[item.field] = f"{messages.get(item.field, '')} {problem_sentence(item)}".strip()
        for page in self._pages:
            page.show_problems(messages)
        self._save_button.setEnabled(True)
        if problems:
            wrong = next((place for place, page in enumerate(self._pages) if page.has_problems(messages)), 0)
            self._tabs.setCurrentIndex(wrong)
            return
        self._leaving = True
        self.accept()
        self._saved(warnings)

    def _on_failed(self, error: BaseException) -> None:
        self._save_button.setEnabled(True)
        self._notifier.error(error)
