"""Proves a receiver: shows each judged probe, advice for those that failed, and saves a report."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QComboBox, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.probes import probes_of
from ongoing_desktop.domain.probing import PROFILES, ProbeResult, Proof, Reply
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.targets import Confirmation
from ongoing_desktop.formats.proof_reports import PROOF_STYLE, PROOF_SUFFIXES, proof_sections
from ongoing_desktop.services.proving import EVERY_TYPE, QUICK_S
from ongoing_desktop.ui.context import WindowContext
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import combo_box
from ongoing_desktop.ui.kit.file_dialogs import ask_save_path
from ongoing_desktop.ui.kit.layout import STRETCH, hbox, line
from ongoing_desktop.ui.kit.line_table import Column, Line, Lines
from ongoing_desktop.ui.kit.plain_text import label, paragraph, selectable
from ongoing_desktop.ui.kit.spin_boxes import spin_box
from ongoing_desktop.ui.sheet.sheet_pdf import Paper, write_paper
from ongoing_desktop.ui.simulate.play import Work
from ongoing_desktop.ui.simulate.send_many_dialog import SendManyDialog
from ongoing_desktop.wording.language import language, translated
from ongoing_desktop.wording.messages import counted, in_quotes, sentence
from ongoing_desktop.wording.proof_text import PROOF_LANGUAGES, ProofWords, proof_words
from ongoing_desktop.wording.schedule_text import PROFILE_TITLES
from ongoing_desktop.wording.texts.sheet import SHEET_TEXTS as SHEET

SIGNS: Final = {"pass": ("✓ passed", "good"), "fail": ("✕ failed", "bad"), "skip": ("– skipped", "muted")}


class ProveDialog(SendManyDialog):
    """For one webhook: with its credential, to a chosen target."""

    def __init__(self, context: WindowContext, parent: QWidget, hook: Webhook) -> None:
        super().__init__(context, parent, "proveDialog", parent.tr("Prove a receiver"), (860, 680))
        self._hook = hook
        self._proof: Proof | None = None
        self._url = hook.url
        targets = [(one_line(target.url, 90), target.url) for target in self._services.sending.targets(hook)]
        self.target = combo_box(self, "proveTarget", self.tr("Receiver"), targets)
        self.profile = combo_box(
            self,
            "proveProfile",
            self.tr("Probes"),
            [(f"{translated(PROFILE_TITLES[key])} ({len(probes_of(key))})", key) for key in reversed(PROFILES)],
        )
        self.types = self._types_box()
        self.limit = spin_box(
            self, "proveLimit", (1, 120), accessible=self.tr("Must answer within"), value=int(QUICK_S), suffix=" s"
        )
        self.language = combo_box(
            self,
            "proveLanguage",
            self.tr("Language of the report"),
            [(SHEET[key]["language"], key) for key in PROOF_LANGUAGES],
        )
        self.language.choose(language().code)
        self.make_verbs(self.tr("Prove"), "startProof", "cancelProof")
        columns = (
            Column(self.tr("Result"), 116),
            Column(self.tr("Level"), 70),
            Column(self.tr("Probe"), 300),
            Column(self.tr("What came back")),
        )
        self.table = Lines(self, "proveTable", self.tr("Probes"), columns, self._theme)
        self._why = selectable(paragraph("", self, "muted", "proveWhy"))
        self._question = label("", self, wrap=True, name="proveQuestion")
        self._yes = push_button(self, self.tr("Yes"), "proveYes", lambda _=False: self._reply("yes"))
        self._no = push_button(self, self.tr("No"), "proveNo", lambda _=False: self._reply("no"))
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
            hbox((self.target, 1), self.cancel_button, self.send_button),
            hbox(self.profile, (self.types, 1), label(self.tr("Must answer within"), self), self.limit),
            line(self),
            self.make_message("proveTone", "proveVerdict"),
            (self.table, 1),
            self._why,
            hbox((self._question, 1), self._yes, self._no),
        )
        self.end_with(self.tr("Close"), self._save, left=(self._exchange, STRETCH, self.language))
        self.table.chosen.connect(lambda _: self._show_why())
        self.table.opened.connect(lambda _: self._open_current())
        self.profile.currentIndexChanged.connect(lambda _: self.begun())
        self.begun()

    @property
    def _words(self) -> ProofWords:
        """The texts in the window's language."""
        code = language().code
        return proof_words(code if code in PROOF_LANGUAGES else "en")

    def retranslate(self) -> None:
        """Show the probes in the window's language."""
        if self._proof is None:
            self.begun()
        else:
            self._show(ended=not self.busy)

    def _types_box(self) -> QComboBox:
        catalogue = self._services.catalogue
        family, own = catalogue.family_of(self._hook.type), catalogue.trigger(self._hook.type)
        of_family = tuple(trigger.key for trigger in family.triggers) if family else ()
        choices: list[tuple[str, object]] = [(one_line(own.title if own else self._hook.type, 60), (self._hook.type,))]
        if family is not None and len(of_family) > 1:
            message = self.tr("All types of {family} ({count})")
            # The webhook's own type is first, because most probes send only that.
            rest = (key for key in of_family if key != self._hook.type)
            choices.append(
                (message.format(family=translated(family.title), count=len(of_family)), (self._hook.type, *rest))
            )
        message = self.tr("All types ({count})").format(count=len(catalogue.triggers))
        choices.append((message, (self._hook.type, EVERY_TYPE)))
        return combo_box(self, "proveTypes", self.tr("Types"), choices)

    # what is sent

    def work(self, consent: Confirmation) -> Work:
        self._url = str(self.target.currentData())
        return partial(
            self._services.proving.run,
            self._hook,
            self.profile.currentData(),
            url=self._url,
            types=self.types.currentData(),
            consent=consent,
            quick_s=float(self.limit.value()),
        )

    def count_words(self) -> str:
        return self.tr("{count} probes, some of them with several requests.").format(
            count=len(probes_of(self.profile.currentData()))
        )

    def begun(self) -> None:
        self._proof = None
        self.say()

    def take(self, found: Proof, *, ended: bool) -> None:
        self._proof = found
        self._show(ended=ended)
        if ended:
            required = (item for item in found.results if item.finding.verdict == "fail" and item.probe.level == "must")
            self._select(next(required, None) or _first_open(found))
        else:
            self.table.scrollTo(self.table.model().index(len(found.results) - 1, 0))

    def say(self, message: str = "") -> None:
        """Show a message; judged probes stay."""
        self._show(message)

    # drawing

    def _select(self, result: ProbeResult | None) -> None:
        if self._proof is not None and result is not None:
            self.table.select_row(self._proof.results.index(result))

    def _show(self, said: str = "", *, ended: bool = False) -> None:
        for part in (self.send_button, self.target, self.profile, self.types, self.limit):
            part.setEnabled(not self.busy)
        proof = self._proof
        results = proof.results if proof else ()
        planned = probes_of(self.profile.currentData())[len(results) :]
        lines = [self._line(result) for result in results]
        for probe in planned:
            text = self._words.probe(probe.key)
            lines.append(
                Line(("", translated(probe.level), text.title, ""), key=probe.key, quiet=True, tooltip=text.why)
            )
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
        questions = len(_open(proof))
        messages = [sentence("prove-failed", {"count": failed}) if failed else sentence("prove-passed")]
        if doubtful:
            messages.append(sentence("prove-doubtful", {"count": doubtful}))
        if questions:
            messages.append(counted("prove-left", questions))
        for code, keys in (
            ("prove-worse", [item.key for item in proof.changes if item.now == "fail"]),
            ("prove-better", [item.key for item in proof.changes if item.before == "fail"]),
        ):
            if keys:
                titles = ", ".join(in_quotes(self._words.probe(key).title) for key in keys)
                messages.append(sentence(code, {"titles": titles}))
        tone = ("✕", "bad") if failed else ("!", "warn") if doubtful else ("✓", "good")
        self.show_message(*tone, "\n".join(messages))

    def _current(self) -> ProbeResult | None:
        results = self._proof.results if self._proof else ()
        return next((result for result in results if result.probe.key == self.table.current), None)

    def _show_why(self) -> None:
        result = self._current()
        self._exchange.setEnabled(result is not None and bool(result.answers))
        key = str(self.table.current or "")
        if not key:
            self._why.setText(self.tr("Select a probe to see why it matters and what to do."))
        else:
            text = self._words.probe(key)
            failed = result is not None and result.finding.verdict == "fail"
            came = f"{self._words.reason(result.finding)} " if result else ""
            self._why.setText(f"{came}{text.why} {text.advice if failed else ''}".strip())
        self._show_question(result)

    def _show_question(self, result: ProbeResult | None) -> None:
        proof, asked = self._proof, result is not None and result.asked and not self.busy
        said = proof.replies.get(result.probe.key) if proof is not None and result is not None else None
        self._question.setText(self._words.probe(result.probe.key).question if result is not None and asked else "")
        for button, reply in ((self._yes, "yes"), (self._no, "no")):
            button.setVisible(asked)
            button.setEnabled(said != reply)

    def _reply(self, reply: Reply) -> None:
        """Show the answer to the current probe's question, and keep it."""
        proof, result = self._proof, self._current()
        if proof is None or result is None:
            return
        # Shown at once: the next answer, or the next run, may come before this one is stored.
        replies = {**proof.replies, result.probe.key: reply}
        self._proof = proof.with_replies(replies)
        self._show(ended=True)
        self._select(_first_open(self._proof))
        proving, hook, url = self._services.proving, self._hook, self._url
        self._tasks.run(self, lambda: proving.reply(hook, url, proof, replies))

    # verbs

    def _open_current(self) -> None:
        result = self._current()
        numbers = [answer.exchange_id for answer in result.answers if answer.exchange_id] if result else []
        if numbers:
            self.open_exchange(numbers[-1])

    def _ask_path(self) -> None:
        ask_save_path(self, self.tr("Save report"), "receiver-proof.pdf", self.save_to, name="saveProofFile")

    def save_to(self, path: Path) -> None:
        """Write the report, in the format of the file's suffix: PDF, JUnit XML or JSON, else an HTML page."""
        proof, proving = self._proof, self._services.proving
        if proof is None:
            return
        chosen, suffix = str(self.language.currentData()), path.suffix.lower()

        async def write() -> None:
            if suffix != ".pdf":
                await proving.write_report(proof, PROOF_SUFFIXES.get(suffix, "html"), path, chosen)
                return
            # The PDF has the sections of the page, which can be searched for secrets.
            await proving.report(proof, "html", chosen)
            await proving.write(path, partial(_pdf, proof, chosen))

        self._context.tasks.run(
            self, write, done=lambda _: self._context.notifier.notice(sentence("prove-saved", {"path": path}), "good")
        )

    def _line(self, result: ProbeResult) -> Line:
        words, tone = SIGNS[result.finding.verdict]
        words = translated(words)
        if result.finding.verdict == "fail" and result.probe.level == "should":
            words, tone = translated("! failed"), "warn"
        title = self._words.probe(result.probe.key).title
        cells = (words, translated(result.probe.level), title, self._words.reason(result.finding))
        return Line(cells, key=result.probe.key, tone=tone, toned=0)


def _open(proof: Proof) -> list[ProbeResult]:
    """The probes whose question is not answered."""
    return [result for result in proof.asked if not proof.replies.get(result.probe.key)]


def _first_open(proof: Proof) -> ProbeResult | None:
    return next(iter(_open(proof)), None)


def _pdf(proof: Proof, language: str) -> bytes:
    words = proof_words(language)
    title = words.report["title"].format(target=proof.target)
    parts = tuple(proof_sections(proof, proof.at, words))
    return write_paper(Paper(title, parts, proof.target[:60], words.report["page"], PROOF_STYLE)) or b""
