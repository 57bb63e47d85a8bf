"""How the listener treats a webhook's requests, chosen in the editor."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel

from tests.ui.conftest import Shell
from tests.ui.test_editor import Form


def test_refusing_and_keeping_raw_are_chosen_in_the_editor(shell: Shell) -> None:
    hook = shell.demo()
    shell.do("editWebhook")
    form = Form(shell)
    assert form.get(QComboBox, "onRefusal").currentData() == "answer"
    form.pick("onRefusal", "401")
    raw = form.get(QCheckBox, "keepRaw")
    raw.setChecked(True)
    told = [item.text() for item in form.dialog.findChildren(QLabel) if not item.isHidden()]
    assert any("can then read the password" in text for text in told)
    form.save()
    shell.gone(form.dialog)
    shell.until(lambda: (found := shell.services.settings.current.webhook(hook.id)) is not None and found.keep_raw)
    found = shell.services.settings.current.webhook(hook.id)
    assert found is not None
    assert found.on_refusal == "401"
    shell.do("editWebhook")
    form = Form(shell)
    assert form.get(QComboBox, "onRefusal").currentData() == "401"
    form.dialog.reject()
