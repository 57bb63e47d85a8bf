"""Send options: redirects, certificates and production marks of a webhook; time limits and proxy of all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QDoubleSpinBox, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.bind import is_loopback
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.send_options import LEAST_S, MOST_S, SYSTEM_PROXY
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.targets import sounds_like_production
from ongoing_desktop.domain.urls import host_of, hostname_of
from ongoing_desktop.services.send_settings import Choices
from ongoing_desktop.ui.commands.view import settings_link
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import check_box, push_button
from ongoing_desktop.ui.kit.controls import combo_box, line_edit
from ongoing_desktop.ui.kit.file_dialogs import ask_open_path
from ongoing_desktop.ui.kit.form_field import Field, show_problems
from ongoing_desktop.ui.kit.layout import LEFT, STRETCH, Space, hbox
from ongoing_desktop.ui.kit.plain_text import label, paragraph
from ongoing_desktop.ui.kit.spin_boxes import double_spin_box
from ongoing_desktop.ui.kit.unsaved_changes import UnsavedChangesDialog

NO_PROXY: Final = ""
OWN_PROXY: Final = "own"


class SendOptionsDialog(InContext, UnsavedChangesDialog):
    """Show it with ``open()``; ``accepted`` when saved."""

    def __init__(self, context: WindowContext, hook: Webhook, parent: QWidget) -> None:
        super().__init__(parent, "sendOptions", parent.tr("Test options"), size=(560, 0))
        self.use_context(context)
        self._hook = hook
        self._make()
        self._lay_out()
        self._load(context.services.sending.choices.choices(hook.id))
        self._proxy.currentIndexChanged.connect(lambda _: self._show_proxy())

    def _make(self) -> None:
        self._follow = check_box(self, self.tr("Follow redirects, up to five"), "followRedirects")
        self._blind = check_box(self, self.tr("Do not verify the receiver’s certificate"), "doNotVerify")
        self._ca = line_edit(self, "caFile", placeholder=self.tr("PEM file, added to the defaults"))
        self._browse = push_button(self, self.tr("Choose…"), "", self._choose_file)
        system = self._services.settings.current.system_of(self._hook)
        host = host_of(self._hook.url)
        self._host = check_box(
            self, self.tr("Treat {host} as production").format(host=one_line(host, 60)), "productionHost"
        )
        self._host.setVisible(bool(host) and not is_loopback(hostname_of(self._hook.url)))
        name = system.name if system else ""
        message = self.tr("Treat all receivers of {system} as production")
        self._system = check_box(self, message.format(system=one_line(name, 60)), "productionSystem")
        guessed = sounds_like_production(hostname_of(self._hook.url)) or (
            system is not None and sounds_like_production(system.name, system.code)
        )
        self._guess = paragraph(self.tr("The name suggests production."), self, "warning")
        self._guess.setVisible(guessed)
        self._limits = {
            "connect_limit_s": self._seconds("connectLimit"),
            "read_limit_s": self._seconds("readLimit"),
            "total_limit_s": self._seconds("totalLimit"),
        }
        proxies = (
            (self.tr("None"), NO_PROXY),
            (self.tr("Use system settings"), SYSTEM_PROXY),
            (self.tr("Use this proxy:"), OWN_PROXY),
        )
        self._proxy = combo_box(self, "proxyChoice", items=proxies)
        self._address = line_edit(
            self, "proxyAddress", accessible=self.tr("Proxy address"), placeholder="http://proxy.example:3128"
        )
        self._save = push_button(self, self.tr("Save"), "saveSendOptions", self._keep, default=True)

    def _seconds(self, name: str) -> QDoubleSpinBox:
        return double_spin_box(self, name, (LEAST_S, MOST_S), decimals=1, suffix=self.tr(" s"))

    def _lay_out(self) -> None:
        self._fields = {
            "ca_file": Field(self.tr("Own certificate authorities"), self._ca, self, self._browse),
            "connect_limit_s": Field(self.tr("To connect"), self._limits["connect_limit_s"], self),
            "read_limit_s": Field(self.tr("Between data"), self._limits["read_limit_s"], self),
            "total_limit_s": Field(self.tr("Total"), self._limits["total_limit_s"], self),
            "proxy": Field(self.tr("Proxy"), self._proxy, self, self._address),
        }
        for field in self._fields.values():
            field.forget_on_edit()
        self.add(
            paragraph(one_line(self._hook.name, 80), self, "heading"),
            (self._follow, LEFT),
            paragraph(
                self.tr("Credentials, custom headers and the payload are never sent to another origin."),
                self,
                "secondary",
            ),
            (self._blind, LEFT),
            self._fields["ca_file"],
            (self._host, LEFT),
            (self._system, LEFT),
            self._guess,
            Space(6),
            hbox(
                label(self.tr("All tests from this computer"), self, role="heading"),
                settings_link(self._context, self, "connect_limit_s", self.reject),
                STRETCH,
            ),
        )
        for name in ("connect_limit_s", "read_limit_s", "total_limit_s", "proxy"):
            self.add(self._fields[name])
        message = self.tr(
            "This computer is always reached without a proxy. Ongoing’s own time limits are not documented."
        )
        self.add(paragraph(message, self, "secondary"))
        self.end_with(self.tr("Cancel"), self._save)

    def _load(self, now: Choices) -> None:
        self._follow.setChecked(now.follow)
        self._blind.setChecked(not now.verify)
        self._ca.setText(now.ca_file)
        self._host.setChecked(now.production_host)
        self._system.setChecked(now.production_system)
        for name, edit in self._limits.items():
            edit.setValue(getattr(now, name))
        own = now.proxy not in (NO_PROXY, SYSTEM_PROXY)
        self._proxy.setCurrentIndex(self._proxy.findData(OWN_PROXY if own else now.proxy))
        self._address.setText(now.proxy if own else "")
        self._show_proxy()

    def _show_proxy(self) -> None:
        self._address.setVisible(self._proxy.currentData() == OWN_PROXY)

    def _choose_file(self) -> None:
        title, kinds = self.tr("Own certificate authorities"), self.tr("PEM (*.pem *.crt *.cer);;All files (*)")
        ask_open_path(self, title, kinds, lambda path: self._ca.setText(str(path)))

    def _keep(self) -> None:
        key = str(self._proxy.currentData())
        chosen = Choices(
            follow=self._follow.isChecked(),
            verify=not self._blind.isChecked(),
            ca_file=self._ca.text().strip(),
            production_host=self._host.isChecked(),
            production_system=self._system.isChecked(),
            connect_limit_s=self._limits["connect_limit_s"].value(),
            read_limit_s=self._limits["read_limit_s"].value(),
            total_limit_s=self._limits["total_limit_s"].value(),
            proxy=self._address.text().strip() if key == OWN_PROXY else key,
        )
        hook_id, choices = self._hook.id, self._services.sending.choices
        self._tasks.run(self, lambda: choices.choose(hook_id, chosen), done=self._kept)

    def _kept(self, problems: Sequence[Problem]) -> None:
        show_problems(self._fields, problems)
        if not problems:
            self.accept()
