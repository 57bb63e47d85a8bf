"""The selected webhook's settings in the order of Ongoing's form, each with a copy button."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QToolButton, QWidget

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.settings import Settings, Webhook
from ongoing_desktop.domain.sync_state import MirrorState
from ongoing_desktop.domain.type_settings import open_code
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.credentials.credential_line import CredentialLine
from ongoing_desktop.ui.kit.buttons import push_button, tool_button
from ongoing_desktop.ui.kit.layout import LEFT, STRETCH, Reflow, Space, hbox, vbox
from ongoing_desktop.ui.kit.plain_text import ElidedLabel, label, paragraph, selectable
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.webhooks import webhook_texts as words
from ongoing_desktop.wording.language import translated
from ongoing_desktop.wording.messages import sentence

WIDEST: Final = 680
"""Maximum width of the facts, so that a value and its copy button stay close in a wide window."""
ROW: Final = 28
"""Minimum height of a line, as that of one with a button."""
LONGEST_WORD: Final = 30
"""A longer word cannot be wrapped and would push its neighbours out of view."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line. ``copy``: the text for the clipboard, empty for none."""

    key: str
    title: str
    text: str
    copy: str = ""
    mono: bool = False
    warning: bool = False


def facts_of(hook: Webhook, settings: Settings, catalogue: Catalogue) -> list[Fact]:
    """A webhook as lines in the order of Ongoing's form. Contains no secret."""
    system = settings.system_of(hook)
    trigger = catalogue.trigger(hook.type)
    title = trigger.title if trigger else hook.type
    owners = words.all_owners(hook, system)
    lines = [
        Fact("type", translated("Webhook"), title, title),
        Fact("kind", translated("Kind"), words.kind_word(hook.kind)),
        Fact("system", translated("System"), words.system_name(hook, settings)),
        Fact(
            "owners",
            translated("Goods owners") if hook.kind == "automation" else translated("Goods owner"),
            owners,
            owners,
        ),
        Fact("name", translated("Name"), hook.name, hook.name),
        Fact("url", translated("URL"), hook.url, hook.url, mono=True),
        Fact("email", translated("E-mail"), hook.email or translated("none"), hook.email),
        Fact("authentication", translated("Authentication"), words.authentication_word(hook.authentication)),
    ]
    if SCHEMES[hook.authentication].has_username:
        lines.append(Fact("username", translated("User name"), hook.username, hook.username))
    lines.append(Fact("retry", translated("Retry policy"), words.retry_word(hook.retry_policy)))
    for setting in trigger.settings if trigger else ():
        if setting.scope and hook.kind not in setting.scope:
            continue
        value = words.setting_words(setting, hook.settings)
        chosen = setting.key in hook.settings
        note = "" if chosen else sentence(f"setting-{open_code(setting)}", {"label": translated(setting.label)})
        text = value if chosen else f"! {note}"
        lines.append(Fact(setting.key, translated(setting.label), text, value if chosen else "", warning=not chosen))
    lines.append(Fact("enabled", translated("Enabled"), translated("Yes") if hook.enabled else translated("No")))
    return lines


class SettingsSheet(InContext, QScrollArea):
    """Shows one webhook. ``actions``: buttons beside its settings."""

    def __init__(self, context: WindowContext, actions: list[QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.use_context(context)
        self.setObjectName("webhookSheet")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._actions = actions
        self._shown: tuple[object, ...] = ()
        self._entered = False
        self._body = QWidget(self)
        self.credential = CredentialLine(context, self._body)
        self.setWidget(self._body)

    def show_webhook(self, hook: Webhook, mirror: MirrorState) -> None:
        """Show a webhook with the state of its credential."""
        self.credential.refresh(hook)
        settings = self._services.settings.current
        facts = facts_of(hook, settings, self._services.catalogue)
        shown = (hook.id, facts, mirror)
        if shown != self._shown:
            self._shown = shown
            self._entered = settings.state(hook.id).entered_at is not None
            self._build(hook, facts, mirror)

    def _build(self, hook: Webhook, facts: list[Fact], mirror: MirrorState) -> None:
        old, self._body = self.takeWidget(), QWidget(self)
        # The row is kept, so that its content does not flicker.
        rotating = not self.credential.banner.isHidden()
        for kept in (self.credential, self.credential.banner):
            kept.setParent(self._body)
            kept.hide()
        grid = QGridLayout()
        sized(grid, gaps=(16, 2))
        row = 0
        # As in Ongoing's form, the secret follows the user name, if there is one.
        scheme = SCHEMES[hook.authentication]
        secret_after = "" if not scheme.needs_secret else "username" if scheme.has_username else "authentication"
        for fact in facts:
            row = self._add(grid, row, fact)
            if fact.key == secret_after:
                name = label(translated("Credential"), self._body, role="muted")
                grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
                sized(name, margins=(0, 6, 0, 0), least_height=ROW)
                grid.addWidget(self.credential, row, 1, 1, 2)
                self.credential.show()
                row += 1
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(row, 1)
        facts_box = QWidget(self._body)
        facts_box.setLayout(grid)
        sized(facts_box, most_width=WIDEST)
        sized(grid, margins=(0, 0, 0, 0))
        hbox(
            (facts_box, 1),
            (vbox(self.credential.banner, (self._side(hook, mirror), 1), spacing=10), 1),
            on=self._body,
            spacing=24,
            margins=(18, 6, 18, 12),
        )
        self.credential.banner.setVisible(rotating)
        self.setWidget(self._body)
        old.deleteLater()

    def _add(self, grid: QGridLayout, row: int, fact: Fact) -> int:
        name = sized(label(fact.title, self._body, role="muted"), least_width=110, least_height=ROW)
        role = "warning" if fact.warning else ""
        value: QLabel
        if fact.mono or max(map(len, fact.text.split()), default=0) > LONGEST_WORD:
            value = short = ElidedLabel(self._body, mode=Qt.TextElideMode.ElideMiddle)
            if fact.mono:
                sized(value, mono=True)
            short.set_texts([one_line(fact.text)])
        else:
            value = selectable(paragraph(one_line(fact.text), self._body, role))
        value.setObjectName(f"sheet_{fact.key}")
        value.setAccessibleName(one_line(f"{fact.title}: {fact.text}"))
        grid.addWidget(name, row, 0)
        grid.addWidget(value, row, 1)
        if fact.copy:
            grid.addWidget(self._copier(fact), row, 2)
        return row + 1

    def _copier(self, fact: Fact) -> QToolButton:
        def copy() -> None:
            QGuiApplication.clipboard().setText(fact.copy)
            self._notifier.notice(self.tr("{name} copied.").format(name=fact.title), "good")

        message = translated("Copy {name}").format(name=fact.title)
        return tool_button(self._body, message, "", copy, look="flat", icon="copy", theme=self._theme, colour="muted")

    def _side(self, hook: Webhook, mirror: MirrorState) -> QWidget:
        side = QFrame(self._body)
        advice = {
            "not-entered": translated(
                "Enter these values in Ongoing (Administration ⇒ Webhooks), then mark the webhook as entered."
            ),
            "changed-since": translated("Enter the changes in Ongoing too, then mark the webhook as entered."),
            "seen-live": _seen_advice(mirror, needs_secret=SCHEMES[hook.authentication].needs_secret),
        }.get(mirror.code, translated("You have marked these settings as entered in Ongoing."))
        up_to_date = self._entered and mirror.code != "changed-since"
        title = translated("Not entered yet") if up_to_date else translated("I have entered it in Ongoing")
        mark = push_button(side, title, "markEntered", lambda _: self._mark(hook, not up_to_date))
        verbs = Reflow(*((_action_button(action, side), LEFT) for action in self._actions), STRETCH, parent=side)
        vbox(
            paragraph(words.mirror_words(mirror), side, "strong", "mirrorState"),
            paragraph(advice, side, "muted"),
            hbox(mark, STRETCH),
            Space(6),
            verbs,
            STRETCH,
            on=side,
            margins=(0, 4, 0, 0),
        )
        return side

    def _mark(self, hook: Webhook, entered: bool) -> None:
        self._tasks.run(self, lambda: self._services.webhooks.mark_entered(hook.id, entered))


def _action_button(action: QAction, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setProperty("button", True)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setDefaultAction(action)
    return button


def _seen_advice(mirror: MirrorState, *, needs_secret: bool) -> str:
    """What a request that this program did not send shows about its sender."""
    message = (
        translated("A request arrived that this app did not send. The webhook uses no credential.")
        if not needs_secret
        else translated("A request with the right credential arrived that this app did not send.")
    )
    if mirror.local:
        message += " " + translated(
            "It was sent from this computer: by Ongoing through a tunnel, or by another program here."
        )
    return message
