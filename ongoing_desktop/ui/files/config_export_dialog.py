"""Chooses and shows the content of a settings file before it is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtWidgets import QRadioButton, QTreeWidget, QTreeWidgetItem, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.settings import System, Webhook
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import combo_box
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.layout import LEFT, Space, hbox
from ongoing_desktop.ui.kit.plain_text import label, named, paragraph
from ongoing_desktop.ui.kit.sizes import sized

SIZE: Final = (560, 520)


@dataclass(frozen=True, slots=True)
class Choice:
    """What to export; both None for everything."""

    systems: tuple[str, ...] | None = None
    """Names."""
    webhooks: tuple[str, ...] | None = None
    """Ids."""


class ExportDialog(InContext, Dialog):
    """Show it with ``open()``. ``chosen`` receives the choice when the user continues."""

    def __init__(
        self, context: WindowContext, parent: QWidget, webhooks: Sequence[str], chosen: Callable[[Choice], None]
    ) -> None:
        """``webhooks``: ids to export unless the user chooses others; without any, those selected are offered."""
        super().__init__(parent, "exportDialog", parent.tr("Export settings"), size=SIZE)
        self.use_context(context)
        self._settings = context.services.settings.current
        self._selected = tuple(webhooks or context.navigation.webhook_ids)
        self._chosen = chosen
        system = context.navigation.system_id
        self._all = self._radio(self.tr("Everything"), "exportAll")
        self._one = self._radio(self.tr("One system"), "exportSystem")
        count = len(self._selected)
        text = self.tr("The selected webhook") if count == 1 else self.tr("The {count} selected webhooks")
        self._marked = self._radio(text.format(count=count), "exportSelection")
        self._marked.setVisible(count > 0)
        self._systems = combo_box(self, "exportSystemChoice", self.tr("System"))
        for item in sorted(self._settings.systems, key=lambda one: one.name.casefold()):
            self._systems.addItem(one_line(item.name, 60), item.id)
        self._systems.choose(system)
        self._tree = named(QTreeWidget(self), "exportTree", self.tr("Content of the file"))
        sized(self._tree, indent=18)
        self._tree.setHeaderHidden(True)
        self._tree.setUniformRowHeights(True)
        self._sum = label("", self, role="strong", name="exportSummary")
        self._go = push_button(self, self.tr("Choose file…"), "exportNow", self._run, default=True)
        self._lay_out()
        (self._marked if webhooks else self._one if system else self._all).setChecked(True)
        for radio in (self._all, self._one, self._marked):
            radio.toggled.connect(lambda on: self._show() if on else None)
        self._systems.currentIndexChanged.connect(lambda _: self._show())
        self._show()

    def _radio(self, text: str, name: str) -> QRadioButton:
        return named(QRadioButton(text, self), name)

    def _lay_out(self) -> None:
        self.add(
            (self._all, LEFT),
            hbox(self._one, (self._systems, 1), spacing=10),
            (self._marked, LEFT),
            Space(4),
            self._sum,
            (self._tree, 1),
            paragraph(
                self.tr(
                    "The file does not contain the passwords and tokens in the keyring, nor anything specific to this "
                    "computer: preferences, certificates, history. Addresses are written in full. The same settings "
                    "always give the same file, so it is suitable for version control."
                ),
                self,
                "secondary",
            ),
        )
        self.end_with(push_button(self, self.tr("Cancel"), "exportCancel", self.reject), self._go)

    def choice(self) -> Choice:
        if self._marked.isChecked():
            return Choice(webhooks=self._selected)
        if self._one.isChecked():
            system = self._settings.system(str(self._systems.currentData() or ""))
            return Choice(systems=(system.name,) if system else ())
        return Choice()

    def _content(self) -> tuple[list[System], list[Webhook]]:
        choice, settings = self.choice(), self._settings
        if choice.webhooks is not None:
            hooks = [hook for hook in settings.webhooks if hook.id in choice.webhooks]
            needed = {hook.system for hook in hooks}
            return [system for system in settings.systems if system.id in needed], hooks
        if choice.systems is None:
            return list(settings.systems), list(settings.webhooks)
        systems = [system for system in settings.systems if system.name in choice.systems]
        ids = {system.id for system in systems}
        return systems, [hook for hook in settings.webhooks if hook.system in ids]

    def _show(self) -> None:
        self._systems.setEnabled(self._one.isChecked())
        systems, hooks = self._content()
        self._tree.clear()
        for system in sorted(systems, key=lambda item: item.name.casefold()):
            top = QTreeWidgetItem(self._tree, [one_line(system.name, 100)])
            font = top.font(0)
            font.setWeight(self._theme.strong)
            top.setFont(0, font)
            inside = sorted((hook for hook in hooks if hook.system == system.id), key=lambda item: item.name.casefold())
            for hook in inside:
                QTreeWidgetItem(top, [one_line(hook.name, 100)])
            top.setExpanded(True)
        one = self.tr("1 webhook") if len(hooks) == 1 else self.tr("{count} webhooks").format(count=len(hooks))
        of = self.tr("1 system") if len(systems) == 1 else self.tr("{count} systems").format(count=len(systems))
        self._sum.setText(self.tr("{webhooks} in {systems}").format(webhooks=one, systems=of))
        self._go.setEnabled(bool(systems))

    def _run(self) -> None:
        choice = self.choice()
        self.accept()
        self._chosen(choice)
