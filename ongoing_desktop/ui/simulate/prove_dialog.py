"""Proves a receiver: shows each judged probe, advice for those that failed, and saves a report."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.probes import PROFILES, ProbeResult, Proof, probes_of
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.targets import Confirmation
from ongoing_desktop.ui.context import WindowContext
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.card import line
from ongoing_desktop.ui.kit.controls import combo_box
from ongoing_desktop.ui.kit.file_dialogs import ask_save_path
from ongoing_desktop.ui.kit.layout import STRETCH, hbox
from ongoing_desktop.ui.kit.line_table import Column, Line, Lines
from ongoing_desktop.ui.kit.plain_text import paragraph, selectable
from ongoing_desktop.ui.simulate.play import Work
from ongoing_desktop.ui.simulate.send_many_dialog import SendManyDialog
from ongoing_desktop.wording.messages import sentence

SIGNS: Final = {"pass": ("✓ passed", "good"), "fail": ("✕ failed", "bad"), "skip": ("– skipped", "muted")}


class ProveDialog(SendManyDialog):
    """For one webhook: with its credential, to a chosen target."""

    CANCELLED = "prove-cancelled"

    def __init__(self, context: WindowContext, parent: QWidget, hook: Webhook) -> None:
        super().__init__(context, parent, "proveDialog", parent.tr("Prove a receiver"), (860, 680))
        self._hook = hook
        self._proof: Proof | None = None
        theme = context.theme
        targets = [(one_line(target.url, 90), target.url) for target in self._services.sending.targets(hook)]
        self.target = combo_box(self, "proveTarget", self.tr("Receiver"), targets)
        titles = {"quick": self.tr("Quick"), "full": self.tr("Full")}
        self.profile = combo_box(
            self,
            "proveProfile",
            self.tr("Probes"),
            [(f"{titles[key]} ({len(probes_of(key))})", key) for key in reversed(PROFILES)],
        )
        self.make_verbs(theme, self.tr("Prove"), "startProof", "cancelProof")
        self.table = Lines(
            (
                Column(self.tr("Result"), 92),
                Column(self.tr("Level"), 70),
                Column(self.tr("Probe"), 300),
                Column(self.tr("What came")),
            ),
            theme,
            self,
            name="proveTable",
            accessible_name=self.tr("Probes"),
        )
        self._why = selectable(paragraph("", self, "muted", "proveWhy"))
        self._exchange = push_button(self, self.tr("Show the request"), "proveExchange", self._open_current)
        self._save = push_button(self, self.tr("Save report…"), "saveProof", self._ask_path)
        self.add(
            paragraph(
                self.tr(
                    "Sends requests as Ongoing would, and wrong ones, and judges the responses. Your receiver will "
                    "process the right ones, so use a test system."
                ),
                self,
                "muted",
            ),
            hbox((self.target, 1), self.profile, self.cancel_button, self.send_button),
            line(self),
            self.make_message("proveTone", "proveVerdict"),
            (self.table, 1),
            self._why,
        )
        self.end_with(self.tr("Close"), self._save, left=(self._exchange, STRETCH))
        self.table.chosen.connect(lambda _: self._show_why())
        self.table.opened.connect(lambda _: self._open_current())
        self.profile.currentIndexChanged.connect(lambda _: self._plan())
        self._plan()

    # what is sent

    def work(self, consent: Confirmation) -> Work:
        run, url = self._services.proving.run, str(self.target.currentData())
        return partial(run, self._hook, self.profile.currentData(), url=url, consent=consent)

    def count_words(self) -> str:
        """The number of probes, as text."""
        return self.tr("{count} probes, some of them with several requests.").format(count=len(self._probes))

    def begun(self) -> None:
        """Show that nothing was judged yet."""
        self._proof = None
        self._show()

    def take(self, found: Proof, *, ended: bool) -> None:
        """Show the judged probes."""
        self._proof = found
        self._show(ended=ended)
        if not ended:
            self.table.scrollTo(self.table.model().index(len(found.results) - 1, 0))

    def say(self, message: str) -> None:
        """Show a message; judged probes stay."""
        self._show(message)

    # drawing

    @property
    def _probes(self) -> tuple[str, ...]:
        return tuple(probe.key for probe in probes_of(self.profile.currentData()))

    def _plan(self) -> None:
        self._proof = None
        self._show()

    def _show(self, said: str = "", *, ended: bool = False) -> None:
        for part in (self.send_button, self.target, self.profile):
            part.setEnabled(not self.busy)
        proof = self._proof
        results = proof.results if proof else ()
        planned = probes_of(self.profile.currentData())[len(results) :]
        lines = [_line(result) for result in results]
        lines += [
            Line(("", probe.level, probe.title, ""), key=probe.key, quiet=True, tooltip=probe.why) for probe in planned
        ]
        self.table.show_lines(lines)
        self._save.setEnabled(proof is not None and not self.busy)
        self._show_why()
        if said:
            self.show_message("!", "warn", said)
        elif self.busy:
            words = self.tr("{done} of {count} probes").format(done=len(results), count=len(lines))
            self.show_message("…", "quiet", words)
        elif proof is not None and ended:
            self._show_verdict(proof)
        else:
            self.show_message("–", "quiet", self.tr("Nothing was sent yet."))

    def _show_verdict(self, proof: Proof) -> None:
        failed, doubtful = proof.count("fail", "must"), proof.count("fail", "should")
        questions = [result.probe.question for result in proof.results if result.probe.question and result.answers]
        messages = [sentence("prove-failed", {"count": failed}) if failed else sentence("prove-passed")]
        if doubtful:
            messages.append(sentence("prove-doubtful", {"count": doubtful}))
        if questions:
            messages.append(sentence("prove-ask", {"questions": " ".join(questions)}))
        tone = ("✕", "bad") if failed else ("!", "warn") if doubtful else ("✓", "good")
        self.show_message(*tone, "\n".join(messages))

    def _current(self) -> ProbeResult | None:
        results = self._proof.results if self._proof else ()
        return next((result for result in results if result.probe.key == self.table.current), None)

    def _show_why(self) -> None:
        result = self._current()
        self._exchange.setEnabled(result is not None and bool(result.answers))
        probe = result.probe if result else None
        if probe is None:
            planned = probes_of(self.profile.currentData())
            probe = next((item for item in planned if item.key == self.table.current), None)
        if probe is None:
            self._why.setText(self.tr("Select a probe to see why it matters and what to do."))
        else:
            failed = result is not None and result.finding.verdict == "fail"
            came = f"{result.finding.reason} " if result else ""
            self._why.setText(f"{came}{probe.why} {probe.advice if failed else ''}".strip())

    # verbs

    def _open_current(self) -> None:
        result = self._current()
        numbers = [answer.exchange_id for answer in result.answers if answer.exchange_id] if result else []
        if numbers:
            self.open_exchange(numbers[-1])

    def _ask_path(self) -> None:
        ask_save_path(self, self.tr("Save report"), "receiver-proof.html", self.save_to, name="saveProofFile")

    def save_to(self, path: Path) -> None:
        """Write the report: JUnit XML to a file that ends in ``.xml``, else an HTML page."""
        proof, proving = self._proof, self._services.proving
        if proof is not None:
            kind = "junit" if path.suffix.lower() == ".xml" else "html"
            self._context.tasks.run(
                self,
                lambda: proving.write_report(proof, kind, path),
                done=lambda _: self.show_message("✓", "good", sentence("prove-saved", {"path": path})),
            )


def _line(result: ProbeResult) -> Line:
    words, tone = SIGNS[result.finding.verdict]
    if result.finding.verdict == "fail" and result.probe.level == "should":
        words, tone = "! failed", "warn"
    return Line(
        (words, result.probe.level, result.probe.title, result.finding.reason),
        key=result.probe.key,
        tone=tone,
        toned=0,
    )
