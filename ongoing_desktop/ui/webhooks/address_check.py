"""Checks whether an address can be reached from here, showing each step and the certificate."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.connectivity import STEP_KEYS, AddressReport, Certificate, CheckStep, StepKey
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.form_field import facts
from ongoing_desktop.ui.kit.layout import STRETCH, Card
from ongoing_desktop.ui.kit.plain_text import ElidedLabel, label, named, paragraph, pill, selectable, set_pill
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.task_runner import Job
from ongoing_desktop.wording.language import decimal, plural
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.times import utc_time

SIGNS: Final = {"ok": ("✓", "good"), "warn": ("!", "warn"), "bad": ("✕", "bad"), "skipped": ("–", "quiet")}
WAITING: Final = ("…", "quiet")
MOST_NAMES: Final = 12
WIDTH: Final = 640


class AddressCheckDialog(InContext, Dialog):
    """Show it with ``open()``; it starts at once. Closing it ends the check and its connection."""

    def __init__(self, context: WindowContext, parent: QWidget, url: str) -> None:
        super().__init__(parent, "addressCheck", parent.tr("Check address"), size=(WIDTH, 0))
        self.use_context(context)
        self._url = url
        self._job: Job | None = None
        self._report: AddressReport | None = None
        self._signs: dict[StepKey, QLabel] = {}
        self._results: dict[StepKey, QLabel] = {}
        self._times: dict[StepKey, QLabel] = {}
        self._facts: dict[str, QLabel] = {}
        self._lay_out()
        self.check()

    # construction

    def _lay_out(self) -> None:
        self._state = paragraph("", self, "strong", "addressCheckState", live=True)
        address = ElidedLabel(self, role="muted", mode=Qt.TextElideMode.ElideMiddle)
        sized(address, mono=True)
        address.set_texts([one_line(self._url, 2000)])
        self._card = self._certificate()
        remark = paragraph(sentence("reach-elsewhere"), self, "muted", "addressCheckRemark")
        self.add(address, self._state, self._steps(), self._card, remark, STRETCH)
        self._copy = push_button(self, self.tr("Copy all"), "addressCheckCopy", self._copy_all)
        self._again = push_button(self, self.tr("Check again"), "addressCheckAgain", self.check)
        self._cancel = push_button(self, self.tr("Cancel"), "addressCheckCancel", self.cancel)
        self._close = push_button(self, self.tr("Close"), "addressCheckClose", self.reject)
        self.end_with(self._close, self._again, self._cancel, left=[self._copy, STRETCH])

    def _steps(self) -> Card:
        card = Card(self, margin=14)
        grid = QGridLayout()
        sized(grid, gaps=(12, 10))
        grid.setColumnStretch(2, 1)
        top = Qt.AlignmentFlag.AlignTop
        for row, key in enumerate(STEP_KEYS):
            self._signs[key] = pill("…", card)
            self._results[key] = selectable(paragraph("", card, name=f"addressCheck-{key}"))
            self._times[key] = label("", card, role="secondary")
            name = label(self._step_word(key), card, role="strong")
            for widget in (name, self._results[key], self._times[key]):
                sized(widget, margins=(0, 3, 0, 0))
            grid.addWidget(self._signs[key], row, 0, top)
            grid.addWidget(name, row, 1, top)
            grid.addWidget(self._results[key], row, 2, top)
            grid.addWidget(self._times[key], row, 3, top | Qt.AlignmentFlag.AlignRight)
        card.body.addLayout(grid)
        return card

    def _certificate(self) -> Card:
        card = named(Card(self, margin=14), "addressCheckCertificate")
        card.body.addWidget(label(self.tr("The certificate"), card, role="strong"))
        self._facts = {title: selectable(paragraph("", card)) for title in self._fact_words()}
        card.body.addLayout(facts(card, self._facts.items()))
        card.hide()
        return card

    # public

    def check(self) -> None:
        """Start, or start again."""
        self._report = None
        self._card.hide()
        for key in STEP_KEYS:
            set_pill(self._signs[key], *WAITING)
            self._results[key].setText("")
            self._times[key].setText("")
        self._begin(STEP_KEYS[0])
        self._state.setText(self.tr("Checking… No request is sent."))
        self._set_running(on=True)
        self._job = self._tasks.follow(
            self,
            partial(self._services.addresses.check, self._url),
            self._show_step,
            done=self._on_done,
            failed=self._on_failed,
        )

    def cancel(self) -> None:
        """Stop the check at once; results stay."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        for key in STEP_KEYS:
            if self._signs[key].text() == WAITING[0]:
                set_pill(self._signs[key], *SIGNS["skipped"])
                self._results[key].setText(self.tr("Cancelled."))
        self._state.setText(self.tr("The check was cancelled."))
        self._set_running(on=False)

    # slots

    def _on_done(self, report: AddressReport) -> None:
        self._job = None
        self._report = report
        for step in report.steps:
            self._show_step(step)
        self._state.setText(self._verdict(report))
        if report.certificate is not None:
            for title, text in self._facts_of(report.certificate).items():
                self._facts[title].setText(text)
            self._card.show()
        self._set_running(on=False)

    def _on_failed(self, error: BaseException) -> None:
        self.cancel()
        self._tasks.default_failed(error)

    def _show_step(self, step: CheckStep) -> None:
        sign, kind = SIGNS[step.state]
        set_pill(self._signs[step.key], sign, kind)
        self._results[step.key].setText(sentence(step.code, step.params))
        self._times[step.key].setText(_ms(step))
        later = STEP_KEYS[STEP_KEYS.index(step.key) + 1 :]
        if later and step.state in {"ok", "warn"} and self._job is not None:
            self._begin(later[0])

    def _copy_all(self) -> None:
        QGuiApplication.clipboard().setText(self.as_text())
        self._copy.setText(self.tr("Copied"))

    def as_text(self) -> str:
        """Everything shown, as text for a message to the server's administrator."""
        lines = [self._url, utc_time(self._services.clock()), "", self._state.text()]
        for key in STEP_KEYS:
            time = f" ({self._times[key].text()})" if self._times[key].text() else ""
            lines.append(f"{self._signs[key].text()} {self._step_word(key)}: {self._results[key].text()}{time}")
        if self._report is not None and self._report.certificate is not None:
            facts = self._facts_of(self._report.certificate)
            lines += ["", *(f"{title}: {text}" for title, text in facts.items())]
        return "\n".join([*lines, "", sentence("reach-elsewhere"), ""])

    # words

    def _begin(self, key: StepKey) -> None:
        words = {
            "dns": self.tr("Looking up the name…"),
            "tcp": self.tr("Connecting…"),
            "tls": self.tr("Negotiating TLS…"),
        }
        self._results[key].setText(words[key])

    def _step_word(self, key: StepKey) -> str:
        return {"dns": self.tr("Name"), "tcp": self.tr("Connection"), "tls": self.tr("Encryption")}[key]

    def _verdict(self, report: AddressReport) -> str:
        if not report.good:
            return self.tr("Requests cannot reach it.")
        if any(step.state == "warn" for step in report.steps):
            return self.tr("It can be reached from this computer; see the notes.")
        return self.tr("It can be reached from this computer.")

    def _fact_words(self) -> tuple[str, ...]:
        return (
            self.tr("Issued to"),
            self.tr("Issued by"),
            self.tr("Names"),
            self.tr("Valid from"),
            self.tr("Valid until"),
        )

    def _facts_of(self, certificate: Certificate) -> dict[str, str]:
        names = ", ".join(one_line(name, 100) for name in certificate.names[:MOST_NAMES])
        if len(certificate.names) > MOST_NAMES:
            more = self.tr("and {count} more").format(count=len(certificate.names) - MOST_NAMES)
            names = f"{names} {more}"
        values = (
            one_line(certificate.subject, 200),
            one_line(certificate.issuer, 200),
            names or self.tr("none"),
            utc_time(certificate.not_before),
            self._until(certificate.not_after),
        )
        return dict(zip(self._fact_words(), values, strict=True))

    def _until(self, end: datetime) -> str:
        days = (end - self._services.clock()).days
        ago = plural(-days, "expired 1 day ago", "expired {count} days ago")
        left = plural(days, "1 day left", "{count} days left")
        return f"{utc_time(end)} ({ago if days < 0 else left})"

    def _set_running(self, *, on: bool) -> None:
        self._cancel.setVisible(on)
        self._again.setVisible(not on)
        self._close.setVisible(not on)
        self._copy.setEnabled(not on)
        self._copy.setText(self.tr("Copy all"))
        (self._cancel if on else self._close).setFocus()

    # Qt overrides

    def done(self, result: int) -> None:
        """Closing ends the check."""
        if self._job is not None:
            self._job.cancel()
        super().done(result)


def _ms(step: CheckStep) -> str:
    if step.ms is None:
        return ""
    return f"{decimal(step.ms, 1)} ms" if step.ms < 10 else f"{step.ms:.0f} ms"
