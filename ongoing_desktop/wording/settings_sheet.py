"""The settings sheet: the values that a warehouse's administrator enters in Ongoing's form, in one language.

The fields have the order and names of Ongoing's screen (page ``developer.ongoingwarehouse.com/webhooks``). It contains
no secret. Every text is one line that was passed through the ``shown`` of :class:`SheetMaker`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.domain import retry
from ongoing_desktop.domain.catalogue import Catalogue, TypeSetting
from ongoing_desktop.domain.go_live import CheckGroup, GoLiveCheck
from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING, dataclass, replace
from ongoing_desktop.domain.settings import Settings, System, Webhook
from ongoing_desktop.domain.statuses import StatusSets, read_transitions, statuses_of
from ongoing_desktop.domain.sync_state import mirror_state
from ongoing_desktop.domain.type_settings import missing_settings, open_code
from ongoing_desktop.domain.url_advice import address_advice
from ongoing_desktop.wording.texts.sheet import SHEET_TEXTS
from ongoing_desktop.wording.times import day_text, iso_time, stored_time

BlockState = str
"""``new``, ``changed``, ``same``, or empty if there is no earlier sheet."""
SWEDISH: Final = "sv"
_TEXT_FIELDS: Final = ("name", "type", "url", "email", "authentication", "username", "retry_policy")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One field of the form. ``text`` is the value to enter, ``note`` a remark about it."""

    key: str
    label: str
    text: str
    note: str = ""
    warning: bool = False
    """Whether something is missing here."""
    old: str | None = None
    """The text of the last sheet if that was different."""


@dataclass(frozen=True, slots=True)
class SheetBlock:
    """One webhook."""

    webhook_id: str
    name: str
    rows: tuple[SheetRow, ...]
    state: BlockState = ""
    entered: str = ""
    """The day on which it was marked as entered, if unchanged since."""


@dataclass(frozen=True, slots=True)
class SheetWarning:
    """A warning at the top of the sheet. ``text`` is a whole sentence."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class SheetDocument:
    """The whole sheet. ``system`` and ``date`` appear on each page."""

    language: str
    system: str
    date: str
    facts: tuple[tuple[str, str], ...]
    warnings: tuple[SheetWarning, ...]
    removed: tuple[str, ...]
    blocks: tuple[SheetBlock, ...]
    checklist: tuple[CheckGroup, ...] = ()
    """The go-live checklist; empty if it was not wanted."""

    @property
    def words(self) -> Mapping[str, str]:
        """The fixed texts in the sheet's language."""
        return SHEET_TEXTS[self.language]


def check_text(check: GoLiveCheck, words: Mapping[str, str]) -> str:
    """An item of the go-live checklist as a sentence, with what people wrote."""
    if not check.asked:
        return words[check.code].format(**check.params)
    text = words[f"ask-{check.key}"]
    return f"{text}: {check.note}" if check.note else text


def check_sign(check: GoLiveCheck, words: Mapping[str, str]) -> str:
    """A tick box for what people confirm, a sign for what is known."""
    if check.asked:
        return "☑" if check.state == "yes" else "☐"
    return words[f"check-{check.state}"]


def check_title(group: CheckGroup, words: Mapping[str, str]) -> str:
    """The heading of a group."""
    return group.name if group.webhook_id else f"{words['checklist-system']}: {group.name}"


def swedish_names(facts: Mapping[str, Any]) -> Mapping[str, Mapping[int, str]]:
    """The Swedish names of the standard statuses (manual page ``Statuses``), by set and number."""
    sets = facts.get("statuses", {})
    return {
        key: {item["number"]: item["name_sv"] for item in value if isinstance(item, Mapping) and "name_sv" in item}
        for key, value in sets.items()
        if isinstance(value, list)
    }


@dataclass(frozen=True, slots=True)
class SheetMaker:
    """Builds sheets; pure. ``shown`` converts foreign text to one line without invisible characters."""

    catalogue: Catalogue
    statuses: StatusSets
    swedish: Mapping[str, Mapping[int, str]]
    shown: Callable[[str], str]
    version: str

    def make(
        self, settings: Settings, system: System, ids: Sequence[str] | None, language: str, now: datetime
    ) -> SheetDocument:
        """The sheet for a system's webhooks, or for those with these ids. ``now`` carries the reader's time zone."""
        words = SHEET_TEXTS[language]
        hooks = sheet_webhooks(settings, system.id, ids)
        last = last_sheet(settings, system.id)
        blocks = tuple(self._block(hook, settings, system, words, language, last, now) for hook in hooks)
        here = {hook.id for hook in hooks}
        gone = (item for key, item in (last or {}).items() if ids is None and key not in here)
        facts: tuple[tuple[str, str], ...] = (
            (words["system"], self.shown(system.name)),
            (words["code"], self.shown(system.code)),
            (words["menu"], words["menu-path"]),
            (words["count"], str(len(hooks))),
            (words["date"], day_text(now, now.tzinfo)),
            (words["made-by"], f"Ongoing Desktop {self.version}"),
        )
        if last is not None:
            at = str(_entry(settings, system.id).get("at") or "")
            facts = (*facts, (words["last"], self.shown(stored_time(at, lambda at: day_text(at, now.tzinfo)))))
        warnings = (
            SheetWarning(self.shown(hook.name), text) for hook in hooks for text in self._warnings(hook, system, words)
        )
        removed = tuple(self._gone(item, system, words, language) for item in gone)
        date = day_text(now, now.tzinfo)
        return SheetDocument(language, self.shown(system.name), date, facts, tuple(warnings), removed, blocks)

    def _gone(self, plain: Mapping[str, Any], system: System, words: Mapping[str, str], language: str) -> str:
        """A webhook to remove in Ongoing, with type, owners and URL, because Ongoing does not show the name used here."""
        hook = _webhook(plain, Webhook("", "", system.id, "regular", "", (), ""))
        rows = {row.key: row.text for row in self._rows(hook, system, words, language)}
        message = ", ".join(filter(None, (rows["type"], rows["owners"], rows["url"])))
        return f"{self.shown(hook.name)}: {message}" if message else self.shown(hook.name)

    def _block(
        self,
        hook: Webhook,
        settings: Settings,
        system: System,
        words: Mapping[str, str],
        language: str,
        last: Mapping[str, Any] | None,
        now: datetime,
    ) -> SheetBlock:
        state = settings.state(hook.id)
        rows = tuple(self._rows(hook, system, words, language))
        word: BlockState = ""
        there = state.entered_at is not None
        if last is not None:
            before = last.get(hook.id)
            old = _webhook(before, hook) if isinstance(before, Mapping) else None
            if old is None:
                word = "new"
            else:
                was = {row.key: row for row in self._rows(old, system, words, language)}
                rows = tuple(_with_old(row, was.get(row.key), words) for row in rows)
                ref = before.get("credential") if isinstance(before, Mapping) else None
                if ref != (state.secret_ref or "") and state.secret_ref:
                    rows = tuple(_replaced(row, words) for row in rows)
                same_name = old.name == hook.name
                gone = was.keys() - {row.key for row in rows}
                changed = gone or not same_name or any(row.old is not None for row in rows)
                word = "changed" if changed else "same"
                # Ongoing has a form for each kind, so another kind is a new webhook.
                there = old.kind == hook.kind
        if there:
            # Creating it again in Ongoing would duplicate every event.
            missing = f"{words['open-missing']} {words[f'press-{hook.kind}']}"
            rows = (SheetRow("press", words["open"], words["open-existing"], missing), *rows[1:])
        mirror = mirror_state(hook, state)
        entered = day_text(mirror.at, now.tzinfo) if mirror.code == "entered" and mirror.at else ""
        return SheetBlock(hook.id, self.shown(hook.name), rows, word, entered)

    def _rows(self, hook: Webhook, system: System, words: Mapping[str, str], language: str) -> Iterator[SheetRow]:
        automation = hook.kind == "automation"
        inferred = words["press-inferred"] if automation else ""
        yield SheetRow("press", words["press"], words[f"press-{hook.kind}"], inferred)
        trigger = self.catalogue.trigger(hook.type)
        yield self._text("type", words, trigger.title if trigger else hook.type, missing=trigger is None)
        owners = ", ".join(self._owner(system, number) for number in hook.goods_owners)
        label = words["goods_owners" if automation else "goods_owner"]
        yield SheetRow("owners", label, owners, "" if owners else words["not-chosen"], not owners)
        yield self._text("url", words, hook.url, missing=not hook.url)
        yield self._text("email", words, hook.email, note="" if hook.email else words["empty"])
        scheme = SCHEMES.get(hook.authentication)
        yield self._text("authentication", words, scheme.title_in(language) if scheme else hook.authentication)
        for field in scheme.fields if scheme else ():
            if field.secret:
                yield SheetRow("secret", field.label_in(language), "", words["sent-separately"])
            else:
                missing = not hook.username
                note = words["not-chosen"] if missing else ""
                yield SheetRow(field.key, field.label_in(language), self.shown(hook.username), note, missing)
        policy = retry.POLICIES.get(hook.retry_policy)
        yield self._text("retry_policy", words, policy.title_in(language) if policy else hook.retry_policy)
        for setting in trigger.settings if trigger else ():
            if not setting.scope or hook.kind in setting.scope:
                yield self._setting(setting, hook, system, words, language)
        yield SheetRow("enabled", words["enabled"], words["yes" if hook.enabled else "no"])

    def _text(
        self, key: str, words: Mapping[str, str], text: str, *, note: str = "", missing: bool = False
    ) -> SheetRow:
        return SheetRow(key, words[key], self.shown(text), words["not-chosen"] if missing else note, missing)

    def _owner(self, system: System, number: int) -> str:
        owner = system.goods_owner(number)
        return self.shown(f"{number} {owner.name} ({owner.code})" if owner else str(number))

    def _setting(
        self, setting: TypeSetting, hook: Webhook, system: System, words: Mapping[str, str], language: str
    ) -> SheetRow:
        label = words.get(setting.key, setting.label)
        value = hook.settings.get(setting.key)
        text = ""
        if isinstance(value, bool):
            text = words["yes" if value else "no"]
        elif setting.type.startswith("status"):
            names = self._names(system, setting.status_set, language)

            def named(number: int) -> str:
                return f"{number} {names.get(number, '')}".strip()

            items = read_transitions(value)
            text = ", ".join(
                named(item.end) if item.start is None else f"{named(item.start)} → {named(item.end)}" for item in items
            )
        elif isinstance(value, Sequence) and not isinstance(value, str):
            text = ", ".join(str(item) for item in value)
        elif value is not None:
            text = str(value)
        key = f"setting:{setting.key}"
        return SheetRow(key, label, self.shown(text), "" if text else words["not-chosen"], not text)

    def _names(self, system: System, key: str, language: str) -> Mapping[int, str]:
        standard = {item.number: item.name for item in self.statuses.get(key, ())}
        swedish: Mapping[int, str] = self.swedish.get(key, {}) if language == SWEDISH else {}
        return {
            item.number: swedish.get(item.number, item.name)
            # A name that the warehouse chose itself is not translated.
            if item.name == standard.get(item.number)
            else item.name
            for item in statuses_of(system, key, self.statuses)
        }

    def _warnings(self, hook: Webhook, system: System, words: Mapping[str, str]) -> Iterator[str]:
        for item in address_advice(hook.url, local=system.demo):
            if item.severe and (template := words.get(item.code)):
                yield template.format(host=self.shown(str(item.params.get("host", ""))))
        trigger = self.catalogue.trigger(hook.type)
        if trigger is None:
            yield words["warn-no-type"]
        if not hook.url:
            yield words["warn-no-url"]
        if not hook.goods_owners:
            yield words["warn-no-owner"]
        for number in hook.goods_owners:
            if system.goods_owner(number) is None:
                yield words["warn-owner-unknown"].format(number=number)
        scheme = SCHEMES.get(hook.authentication)
        if scheme and scheme.has_username and not hook.username:
            yield words["warn-no-username"]
        for setting in missing_settings(hook, self.catalogue):
            label = words.get(setting.key, setting.label)
            yield words[f"warn-{open_code(setting)}"].format(label=label)


def sheet_webhooks(settings: Settings, system_id: str, ids: Sequence[str] | None) -> tuple[Webhook, ...]:
    """The webhooks of a system, or those with these ids, in the order of the settings."""
    return tuple(hook for hook in settings.webhooks if hook.system == system_id and (ids is None or hook.id in ids))


def last_sheet(settings: Settings, system_id: str) -> Mapping[str, Any] | None:
    """The content of the last sheet by webhook id, or None if there was none."""
    found = _entry(settings, system_id).get("webhooks")
    return (
        {key: item for key, item in found.items() if isinstance(item, Mapping)} if isinstance(found, Mapping) else None
    )


def with_sheet(
    settings: Settings, system_id: str, ids: Sequence[str] | None, at: datetime, *, over: Settings | None = None
) -> Settings:
    """The settings with this sheet recorded as the last one. ``over``: the current settings, for a sheet of older ones."""
    now = over or settings
    kept = dict(last_sheet(now, system_id) or {}) if ids is not None else {}
    kept |= {hook.id: _plain(hook, settings) for hook in sheet_webhooks(settings, system_id, ids)}
    entry = {"at": iso_time(at.replace(microsecond=0)), "webhooks": kept}
    living = {key: value for key, value in now.preferences.sheets.items() if now.system(key) is not None}
    return replace(now, preferences=replace(now.preferences, sheets={**living, system_id: entry}))


def _entry(settings: Settings, system_id: str) -> Mapping[str, Any]:
    found = settings.preferences.sheets.get(system_id)
    return found if isinstance(found, Mapping) else EMPTY_MAPPING


def _plain(hook: Webhook, settings: Settings) -> dict[str, Any]:
    return {
        **{name: getattr(hook, name) for name in _TEXT_FIELDS},
        "kind": hook.kind,
        "goods_owners": list(hook.goods_owners),
        "enabled": hook.enabled,
        "settings": dict(hook.settings),
        # The random name of the vault entry, which only shows whether the credential was replaced.
        "credential": settings.state(hook.id).secret_ref or "",
    }


def _webhook(plain: Mapping[str, Any], like: Webhook) -> Webhook:
    texts: dict[str, Any] = {name: value for name in _TEXT_FIELDS if isinstance(value := plain.get(name), str)}
    owners = plain.get("goods_owners")
    settings = plain.get("settings")
    return replace(
        like,
        **texts,
        kind="automation" if plain.get("kind") == "automation" else "regular",
        goods_owners=tuple(item for item in owners if isinstance(item, int))
        if isinstance(owners, list | tuple)
        else (),
        enabled=bool(plain.get("enabled")),
        settings=settings if isinstance(settings, Mapping) else EMPTY_MAPPING,
    )


def _with_old(row: SheetRow, was: SheetRow | None, words: Mapping[str, str]) -> SheetRow:
    if was is None:
        return replace(row, old=words["none"])
    if was.text == row.text and was.label == row.label:
        return row
    # For a secret only its kind is known, for example that a token replaced a password.
    return replace(row, old=was.text or (was.note if was.label == row.label else was.label))


def _replaced(row: SheetRow, words: Mapping[str, str]) -> SheetRow:
    if row.key != "secret":
        return row
    return replace(row, note=f"{words['sent-separately']}; {words['secret-replaced']}", old=row.old or "")
