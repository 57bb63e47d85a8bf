"""Proving a receiver in the window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pypdf import PdfReader
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QPushButton, QTableView

from ongoing_desktop.domain.probes import PROBES, probes_of
from tests.ui.conftest import Shell


def test_a_receiver_is_proven_and_the_report_saved(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    shell.do("proveReceiver")
    dialog = shell.shown(QDialog, "proveDialog")
    table, verdict = shell.find(QTableView, "proveTable", dialog), shell.find(QLabel, "proveVerdict", dialog)
    assert table.model().rowCount() == len(PROBES)
    profile = shell.find(QComboBox, "proveProfile", dialog)
    profile.setCurrentIndex(profile.findData("quick"))
    assert table.model().rowCount() == len(probes_of("quick"))
    assert not shell.find(QPushButton, "saveProof", dialog).isEnabled()
    shell.find(QPushButton, "startProof", dialog).click()
    # The test's sender answers 200 to everything: wrong credentials and broken bodies are accepted.
    shell.until(lambda: "Required probes that failed: 3." in verdict.text())
    assert "only you can answer" in verdict.text()
    keys = [item.key for item in probes_of("quick")]
    row = keys.index("credential-wrong")
    assert table.currentIndex().row() == row  # the first required probe that failed
    assert table.model().index(row, 0).data() == "✕ failed"
    table.selectRow(row)
    assert "constant time" in shell.find(QLabel, "proveWhy", dialog).text()
    shell.find(QPushButton, "saveProof", dialog).click()
    dialog.save_to(tmp_path / "proof.html")
    shell.until(lambda: (tmp_path / "proof.html").exists() and "Report saved" in shell.notice())
    assert "Required probes that failed: 3." in verdict.text()
    dialog.save_to(tmp_path / "proof.xml")
    shell.until((tmp_path / "proof.xml").exists)
    dialog.language.setCurrentIndex(1)
    dialog.save_to(tmp_path / "proof.pdf")
    shell.until((tmp_path / "proof.pdf").exists)
    text = " ".join("".join(page.extract_text() for page in PdfReader(tmp_path / "proof.pdf").pages).split())
    assert "Inte redo för Ongoing" in text
    table.selectRow(keys.index("twice"))
    assert "processed only once?" in shell.find(QLabel, "proveQuestion", dialog).text()
    shell.find(QPushButton, "proveNo", dialog).click()
    shell.until(lambda: "Required probes that failed: 4." in verdict.text())
    assert table.model().index(keys.index("twice"), 0).data() == "✕ failed"
    shell.find(QPushButton, "proveExchange", dialog).click()
    shell.gone(dialog)
    assert shell.window.page == "history"


def test_two_quick_answers_are_both_kept(shell: Shell) -> None:
    shell.demo()
    shell.do("proveReceiver")
    dialog: Any = shell.shown(QDialog, "proveDialog")
    table, verdict = shell.find(QTableView, "proveTable", dialog), shell.find(QLabel, "proveVerdict", dialog)
    shell.find(QPushButton, "startProof", dialog).click()
    shell.until(lambda: "Required probes that failed" in verdict.text())
    hook = shell.services.settings.current.webhooks[0]
    *asked, after = [row for row, probe in enumerate(PROBES) if probe.asks][:3]
    assert len(asked) == 2
    for row in asked:
        table.selectRow(row)
        shell.find(QPushButton, "proveNo", dialog).click()
    assert table.currentIndex().row() == after  # the next question comes by itself
    keys = {PROBES[row].key for row in asked}

    def kept() -> set[str]:
        last = shell.services.do(shell.services.proving.last(hook))
        return set(last.replies) if last is not None else set()

    shell.until(lambda: kept() == keys)
    assert all(table.model().index(row, 0).data().endswith("failed") for row in asked)
    dialog.done(0)
    shell.gone(dialog)


def test_a_proof_can_be_cancelled(shell: Shell) -> None:
    shell.demo()
    shell.do("proveReceiver")
    dialog = shell.shown(QDialog, "proveDialog")
    shell.services.sender.hang = True
    shell.find(QPushButton, "startProof", dialog).click()
    shell.until(lambda: len(shell.services.sender.requests) == 1)
    shell.shown(QPushButton, "cancelProof").click()
    shell.until(lambda: "Cancelled" in shell.find(QLabel, "proveVerdict", dialog).text())
    assert len(shell.services.sender.requests) == 1
    shell.until(lambda: len(shell.services.history.outcomes) == len(shell.services.history.new))
    dialog.done(0)
    shell.gone(dialog)
