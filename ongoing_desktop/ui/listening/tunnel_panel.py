"""Starts, shows and stops the user's tunnel program; part of the dialog for the public address."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.domain.tunnels import OWN, PROGRAMS, TunnelProgram, TunnelState, program_of
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import check_box, push_button, tool_button
from ongoing_desktop.ui.kit.controls import combo_box, line_edit, text_edit
from ongoing_desktop.ui.kit.form_field import Field, show_problems
from ongoing_desktop.ui.kit.layout import STRETCH, Reflow, hbox, vbox
from ongoing_desktop.ui.kit.plain_text import paragraph, pill, set_pill, show_text
from ongoing_desktop.ui.kit.question import Answer, ask
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.wording.language import plural
from ongoing_desktop.wording.language import translated as tr
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.times import clock_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ongoing_desktop.domain.problems import Problem
    from ongoing_desktop.domain.settings import Webhook
    from ongoing_desktop.domain.settings_changed import SettingsChanged

LISTED: Final = 12
"""Number of webhooks that the question names."""
TONES: Final = {"live": "good", "dead": "bad", "failed": "bad", "restarting": "warn"}
SIGNS: Final = {"live": "●", "dead": "✕", "failed": "✕", "restarting": "!", "stopped": "○"}


def _title(row: TunnelProgram) -> str:
    """The title of a program; names of products are not translated."""
    return {"ssh": tr("Own server (ssh)"), OWN: tr("Another program")}.get(row.key, row.title)


def tunnel_word(state: TunnelState) -> str:
    """The state in a word or two."""
    return {
        "stopped": tr("Tunnel stopped"),
        "starting": tr("Tunnel starting"),
        "checking": tr("Tunnel being checked"),
        "live": tr("Tunnel live"),
        "dead": tr("Tunnel dead"),
        "restarting": tr("Tunnel restarting"),
        "failed": tr("Tunnel failed"),
    }[state.status]


def show_tunnel(badge: Any, state: TunnelState) -> None:
    """Show the state in a pill."""
    set_pill(badge, f"{SIGNS.get(state.status, '…')} {tunnel_word(state)}", TONES.get(state.status, "quiet"))


def tunnel_sentence(state: TunnelState) -> str:
    """The state with reason and times."""
    why = one_line(sentence(state.code, state.params), 500) if state.code else ""
    since = clock_text(state.since) if state.since is not None else ""
    checked = clock_text(state.checked) if state.checked is not None else ""
    match state.status:
        case "live":
            return tr("Live since {since}; last check at {checked}.").format(since=since, checked=checked)
        case "dead":
            message = tr("Dead since {since}; last check at {checked}. {why}")
            return message.format(since=since, checked=checked, why=why)
        case "restarting":
            return tr("Ended at {since}, and will be started again. {why}").format(since=since, why=why)
        case "failed":
            return tr("Failed at {since}. {why}").format(since=since, why=why)
        case "starting":
            return why or tr("Waiting for the program to show its address…")
        case "checking":
            return tr("Sending a request through {address}…").format(address=one_line(state.address, 120))
        case _:
            return ""


class TunnelPanel(InContext, QWidget):
    """Follows the tunnel while it is visible; the tunnel goes on when the dialog is closed."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tunnelPanel")
        self.use_context(context)
        tunnel = context.services.tunnel
        context.signals.follow_tunnel()
        self._tunnel = tunnel
        choice = tunnel.choice
        self.program = combo_box(self, "tunnelProgram", items=[(_title(row), row.key) for row in PROGRAMS])
        self.program.choose(choice.program)
        self.command = line_edit(self, "tunnelCommand", mono=True)
        self.address = line_edit(
            self, "tunnelAddress", mono=True, placeholder=self.tr("read from the program’s output")
        )
        self._start = push_button(self, self.tr("Start tunnel"), "tunnelStart", self.start)
        self._stop = push_button(self, self.tr("Stop tunnel"), "tunnelStop", self.stop)
        self._check = push_button(self, self.tr("Check now"), "tunnelCheck", self._check_now)
        copy = tool_button(
            self, self.tr("Copy the command"), "tunnelCopyCommand", self._copy_command, icon="copy", theme=self._theme
        )
        self.fields = {
            "program": Field(self.tr("Tunnel"), self.program, self),
            "command": Field(self.tr("Command"), self.command, self, copy),
            "address": Field(self.tr("Its address"), self.address, self),
        }
        for field in self.fields.values():
            field.forget_on_edit()
        self.along = check_box(
            self, self.tr("Start the tunnel with the listener"), "tunnelAlong", on=choice.with_listener
        )
        self._badge = pill("", self, name="tunnelBadge")
        self._state = paragraph("", self, name="tunnelSentence", live=True)
        self._behind = paragraph("", self, "strong", "tunnelBehind")
        self._move = push_button(self, self.tr("Change them…"), "tunnelMove", self.ask_to_move)
        self._output = text_edit(
            self, "tunnelOutput", self.tr("Output of the tunnel program"), read_only=True, tab_leaves=True, mono=True
        )
        sized(self._output, lines=(5, 5))
        self._copy_output = tool_button(
            self,
            self.tr("Copy the output"),
            "tunnelCopyOutput",
            lambda: QGuiApplication.clipboard().setText(self._output.toPlainText()),
            icon="copy",
            theme=self._theme,
        )
        vbox(
            *self.fields.values(),
            Reflow(self.along, (hbox(STRETCH, self._check, self._stop, self._start), 1), parent=self),
            hbox(self._badge, (self._state, 1), spacing=12),
            hbox((self._output, 1), self._copy_output),
            hbox((self._behind, 1), self._move, spacing=12),
            STRETCH,  # what the output leaves when it is hidden
            on=self,
        )
        self.program.currentIndexChanged.connect(lambda _: self._show_program())
        self.command.textChanged.connect(lambda _: self._show_exact())
        self.along.toggled.connect(self._on_along)
        context.signals.tunnel_changed.connect(self.show_state)
        context.signals.listener_changed.connect(self._show_exact)
        context.signals.settings_changed.connect(self._on_settings)
        self._show_program()
        self.show_state(tunnel.state)

    # actions

    def start(self) -> None:
        """Remember what is entered and start it. What is wrong is shown beside its field."""
        self._remember(lambda: self._tasks.run(self, self._tunnel.start, failed=self._on_failed))

    def stop(self) -> None:
        """End the program."""
        self._tasks.run(self, self._tunnel.stop)

    def ask_to_move(self) -> None:
        """Ask whether the webhooks with an earlier address get the current one."""
        hooks = self._tunnel.left_behind
        if not hooks:
            return
        now = self._services.settings.current.preferences.public_address
        names = [one_line(hook.name, 60) for hook in hooks[:LISTED]]
        if len(hooks) > LISTED:
            names.append("…")
        ask(
            self,
            self.tr("Change addresses"),
            self.tr("Change the address of these webhooks to {address}? Their paths stay.").format(
                address=one_line(now, 120)
            ),
            Answer(self.tr("Change"), lambda: self._move_now([hook.id for hook in hooks])),
            details="\n".join((*names, "", self.tr("Then change them in Ongoing too."))),
        )

    def _move_now(self, ids: Sequence[str]) -> None:
        def done(moved: tuple[Webhook, ...]) -> None:
            one, many = self.tr("1 address was changed."), self.tr("{count} addresses were changed.")
            self._notifier.notice(plural(len(moved), one, many), "good", self._context.undo_action)

        self._tasks.run(self, lambda: self._tunnel.move_webhooks(ids), done=done)

    def _check_now(self) -> None:
        self._tasks.run(self, self._tunnel.check)

    def _copy_command(self) -> None:
        QGuiApplication.clipboard().setText(self._words())

    def _remember(self, then: Callable[[], object]) -> None:
        key, command, address = str(self.program.currentData()), self.command.text(), self.address.text()
        along = self.along.isChecked()

        def done(result: Settings | tuple[Problem, ...]) -> None:
            problems = () if isinstance(result, Settings) else result
            show_problems(self.fields, problems)
            if not problems:
                then()

        self._tasks.run(
            self,
            lambda: self._tunnel.choose(key, command, address, with_listener=along),
            done=done,
            failed=self._on_failed,
        )

    def _on_failed(self, error: BaseException) -> None:
        self._notifier.error(error)

    # showing

    def _on_along(self, _: bool) -> None:
        self._remember(lambda: None)

    def _on_settings(self, change: SettingsChanged) -> None:
        if change.kinds & {"webhooks", "tunnel", "public_address"}:
            self._show_behind()

    def _show_program(self) -> None:
        key = str(self.program.currentData())
        choice, row = self._tunnel.choice, program_of(key)
        self.command.setText(choice.command(key))
        self.command.setCursorPosition(0)
        self.command.setPlaceholderText(self.tr("program --to {url}"))
        self.address.setText(choice.addresses.get(key, ""))
        show_problems(self.fields, ())
        self.fields["program"].set_hint(
            self.tr("Get it at {address}").format(address=row.homepage) if row is not None and row.homepage else ""
        )
        self._show_exact()

    def _words(self) -> str:
        try:
            return shlex.join(self._tunnel.words(self.command.text()))
        except ValueError:
            return ""

    def _show_exact(self, _: object = None) -> None:
        words = self._words()
        message = self.tr("Starts exactly: {command}").format(command=one_line(words, 1000)) if words else ""
        self.fields["command"].set_hint(message)

    def show_state(self, state: TunnelState) -> None:
        """Show the tunnel's state and its output."""
        show_tunnel(self._badge, state)
        self._badge.setVisible(state.wanted)
        show_text(self._state, tunnel_sentence(state))
        self._start.setText(self.tr("Restart tunnel") if state.wanted else self.tr("Start tunnel"))
        self._stop.setVisible(state.wanted)
        self._check.setVisible(state.status in ("live", "dead", "checking"))
        lines = "\n".join(one_line(line, 1000) for line in self._tunnel.lines)
        if lines != self._output.toPlainText():
            self._output.setPlainText(lines)
            bar = self._output.verticalScrollBar()
            bar.setValue(bar.maximum())
        for part in (self._output, self._copy_output):
            part.setVisible(bool(lines))
        self._show_behind()

    def _show_behind(self) -> None:
        count = len(self._tunnel.left_behind)
        one = self.tr("1 webhook still uses an earlier address of the tunnel.")
        many = self.tr("{count} webhooks still use an earlier address of the tunnel.")
        show_text(self._behind, plural(count, one, many) if count else "")
        self._move.setVisible(bool(count))
