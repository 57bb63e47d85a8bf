"""Creates, edits, duplicates, deletes and enables webhooks. Nothing invalid is saved, and nothing changes in Ongoing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import overload

from ongoing_desktop.auth import SCHEMES, known_keys
from ongoing_desktop.domain.difference import Conflict, Merged, Version, merge
from ongoing_desktop.domain.lazy_dataclasses import dataclass, replace
from ongoing_desktop.domain.new_id import new_id
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import Settings, Webhook, WebhookKind, WebhookState
from ongoing_desktop.domain.sync_state import fingerprint
from ongoing_desktop.domain.validation import webhook_problems
from ongoing_desktop.services import Services


@dataclass(frozen=True, slots=True)
class KeepCredential:
    """Leave the stored credential. An empty field means this when editing."""


@dataclass(frozen=True, slots=True)
class ClearCredential:
    """Remove the stored credential."""


@dataclass(frozen=True, slots=True)
class ReplaceCredential:
    """Use this credential from now on."""

    secret: Secret
    session: bool = False
    """Keep it in memory until the app quits, for computers without a usable keyring."""
    keep_old: bool = False
    """Start a rotation: the listener also accepts the stored one until the user ends the rotation."""


CredentialChange = KeepCredential | ClearCredential | ReplaceCredential
_Settled = Merged | Conflict | tuple[Problem, ...]


class Webhooks:
    """Async methods run on the engine's loop; the others do no I/O and are safe on any thread."""

    def __init__(self, services: Services) -> None:
        self._settings = services.settings
        self._secrets = services.secrets
        self._catalogue = services.catalogue
        self._clock = services.clock

    def new_draft(self, kind: WebhookKind, system_id: str) -> Webhook:
        """An empty webhook with a new id; disabled, like Ongoing's form."""
        return Webhook(id=new_id(), name="", system=system_id, kind=kind, type="", goods_owners=(), url="")

    def problems(
        self, hook: Webhook, credential: CredentialChange, *, base: Version | None = None
    ) -> tuple[Problem, ...]:
        """Problems that prevent saving, except conflicts. ``base``: see :meth:`save`."""
        now = self._settings.current
        result = _over(now, hook, base, credential=not isinstance(credential, KeepCredential))
        if isinstance(result, Conflict):
            return webhook_problems(result.mine, now, self._catalogue)
        return self._problems(result.hook, credential, now)

    @overload
    async def save(self, hook: Webhook, credential: CredentialChange) -> Webhook | tuple[Problem, ...]: ...

    @overload
    async def save(
        self, hook: Webhook, credential: CredentialChange, *, base: Version | None
    ) -> Webhook | tuple[Problem, ...] | Merged | Conflict: ...

    async def save(
        self, hook: Webhook, credential: CredentialChange, *, base: Version | None = None
    ) -> Webhook | tuple[Problem, ...] | Merged | Conflict:
        """Save a new or changed webhook with its credential, or return the problems.

        ``base``: the webhook when editing began. Changes by others since then are kept (:class:`Merged`); if both
        changed the same field, nothing is saved (:class:`Conflict`). Without it, this change replaces everything.
        Raises VaultError if the keyring did not store the credential, StorageError if nothing could be saved; the
        settings are then unchanged.
        """
        hook = replace(hook, name=hook.name.strip(), url=hook.url.strip(), email=hook.email.strip())

        def settle(now: Settings) -> Merged | Conflict | tuple[Problem, ...]:
            result = _over(now, hook, base, credential=not isinstance(credential, KeepCredential))
            if isinstance(result, Conflict):
                return result
            return self._problems(result.hook, credential, now) or result

        result = settle(self._settings.current)
        if isinstance(result, Merged):
            result = await self._save(hook.id, credential, settle, result)
        return result.hook if isinstance(result, Merged) and not result.taken else result

    async def set_credential(
        self,
        webhook_id: str,
        secret: Secret,
        *,
        username: str | None = None,
        session: bool = False,
        keep_old: bool = False,
    ) -> Webhook | tuple[Problem, ...]:
        """Store another credential for an existing webhook, as ``credentials set`` does."""
        hook = self._settings.current.webhook(webhook_id)
        if hook is None:
            return (Problem("webhook", "send-no-webhook"),)
        if username is not None:
            hook = replace(hook, username=username)
        return await self.save(hook, ReplaceCredential(secret, session, keep_old))

    async def begin_rotation(
        self, webhook_id: str, secret: Secret, *, username: str | None = None, session: bool = False
    ) -> Webhook | tuple[Problem, ...]:
        """Use another credential, and let the listener accept the old one until :meth:`end_rotation`.

        Both happen in one commit. A running rotation is a problem, because only one old credential is kept.
        """
        return await self.set_credential(webhook_id, secret, username=username, session=session, keep_old=True)

    async def end_rotation(self, webhook_id: str) -> bool:
        """Stop accepting the old credential. Can be undone. False if there is no rotation."""
        state = self._settings.current.state(webhook_id)
        if state.old_secret_ref is None:
            return False
        await self._secrets.note(state.old_secret_ref, "retired")

        def ended(now: Settings) -> Settings:
            states = {**now.states, webhook_id: _without_old(now.state(webhook_id))} if webhook_id in now.states else {}
            return replace(now, states=states) if states else now

        await self._settings.change("end-rotation", ended)
        return True

    async def delete(self, ids: Sequence[str]) -> None:
        """Delete webhooks. Undo restores them, within a week with their credentials."""
        gone = frozenset(ids)
        await self._secrets.retire(*(self._settings.current.state(webhook_id) for webhook_id in gone))
        await self._settings.change("delete-webhook", lambda now: now.without_webhooks(gone))

    async def set_enabled(self, ids: Sequence[str], on: bool) -> None:  # noqa: FBT001 - the verb's object
        wanted = frozenset(ids)

        def switched(now: Settings) -> Settings:
            states = dict(now.states)
            for hook in now.webhooks:
                if hook.id in wanted and hook.enabled != on:
                    states[hook.id] = replace(now.state(hook.id), changed_at=self._clock())
            hooks = tuple([replace(hook, enabled=on) if hook.id in wanted else hook for hook in now.webhooks])
            return replace(now, webhooks=hooks, states=states)

        await self._settings.change("enable-webhook" if on else "disable-webhook", switched)

    async def mark_entered(self, webhook_id: str, entered: bool) -> None:  # noqa: FBT001
        """Mark the webhook as entered in Ongoing in its current state, or remove the mark."""

        def noted(now: Settings) -> Settings:
            hook = now.webhook(webhook_id)
            if hook is None:
                return now
            state = now.state(webhook_id)
            mark = fingerprint(hook, state.secret_ref) if entered else ""
            state = replace(state, entered_at=self._clock() if entered else None, entered_fingerprint=mark)
            return replace(now, states={**now.states, webhook_id: state})

        await self._settings.change("mark-entered", noted)

    async def remember(
        self, webhook_id: str, *, test_target: str | None = None, test_payload: str | None = None
    ) -> None:
        """Store the last choices on the Test tab."""

        def noted(now: Settings) -> Settings:
            if now.webhook(webhook_id) is None:
                return now
            state = now.state(webhook_id)
            if test_target is not None:
                state = replace(state, test_target=test_target)
            if test_payload is not None:
                state = replace(state, test_payload=test_payload)
            return replace(now, states={**now.states, webhook_id: state})

        await self._settings.change("remember", noted)

    def _keeps(self, hook: Webhook, current: Settings) -> bool:
        """Whether an unchanged credential fits: one is stored for the same scheme, or none ever was (a copy)."""
        before = current.webhook(hook.id)
        if before is None:
            return False
        return before.authentication == hook.authentication

    def _rotation_problems(self, hook: Webhook, current: Settings) -> list[Problem]:
        before, state = current.webhook(hook.id), current.state(hook.id)
        if state.old_secret_ref is not None:
            return [Problem("keep_old", "rotation-running")]
        if before is None or before.authentication != hook.authentication or state.secret_ref is None:
            return [Problem("keep_old", "rotation-nothing-old")]
        return []

    def _problems(self, hook: Webhook, credential: CredentialChange, current: Settings) -> tuple[Problem, ...]:
        found = list(webhook_problems(hook, current, self._catalogue))
        scheme = SCHEMES.get(hook.authentication)
        if scheme is None:
            return (
                *found,
                Problem(
                    "authentication", "authentication-unknown", {"value": hook.authentication, "known": known_keys()}
                ),
            )
        if (field := scheme.secret_field) is None:
            return tuple(found)
        secret = credential.secret if isinstance(credential, ReplaceCredential) else None
        found += scheme.problems(hook.username, secret)
        if isinstance(credential, ReplaceCredential) and credential.keep_old:
            found += self._rotation_problems(hook, current)
        if isinstance(credential, KeepCredential) and not self._keeps(hook, current):
            found.append(Problem(field.key, f"{field.key}-missing"))
        return tuple(found)

    async def _save(
        self, webhook_id: str, credential: CredentialChange, settle: Callable[[Settings], _Settled], first: Merged
    ) -> _Settled:
        """Merge and commit in one step. If another process saved in between, merge again."""
        result: _Settled = first
        keep_old = isinstance(credential, ReplaceCredential) and credential.keep_old

        def edit(now: Settings, ref: str | None = None) -> Settings:
            nonlocal result
            result = settle(now)
            if not isinstance(result, Merged):
                return now
            keep = isinstance(credential, KeepCredential) and SCHEMES[result.hook.authentication].needs_secret
            return self._with(now, result.hook, keep_secret=keep, new_ref=ref, keep_old=keep_old)

        current = self._settings.current
        state, before = current.state(webhook_id), current.webhook(webhook_id)
        scheme = SCHEMES[first.hook.authentication]
        if not isinstance(credential, ReplaceCredential) or not scheme.needs_secret:
            if not (scheme.needs_secret and isinstance(credential, KeepCredential)):
                await self._secrets.retire(state)
            await self._settings.change("save-webhook", edit)
            return result
        async with self._secrets.saving():
            ref = await self._secrets.write(credential.secret, session=credential.session)
            if before is not None and before.authentication != first.hook.authentication:
                await self._secrets.retire(state)
            elif not keep_old:
                await self._secrets.note(state.secret_ref, "retired")
            await self._settings.change("begin-rotation" if keep_old else "save-webhook", lambda now: edit(now, ref))
            await self._secrets.note(ref, "live" if isinstance(result, Merged) else "retired")
        return result

    def _with(
        self,
        now: Settings,
        hook: Webhook,
        *,
        keep_secret: bool = False,
        new_ref: str | None = None,
        keep_old: bool = False,
    ) -> Settings:
        before = now.webhook(hook.id)
        state = now.state(hook.id) if before else WebhookState()
        ref = new_ref or (state.secret_ref if keep_secret else None)
        if before is not None and keep_old and state.secret_ref and state.old_secret_ref is None:
            state = replace(
                state, old_secret_ref=state.secret_ref, old_username=before.username, rotating_since=self._clock()
            )
        elif ref is None or before is None or before.authentication != hook.authentication:
            # Without a credential in use, or with another scheme, no old one can be accepted.
            state = _without_old(state)
        state = replace(
            state,
            secret_ref=ref,
            secret_session=bool(ref and ref.startswith("session-")),
            changed_at=self._clock(),
        )
        hooks = (
            tuple(hook if item.id == hook.id else item for item in now.webhooks) if before else (*now.webhooks, hook)
        )
        if before and before.type != hook.type:
            state = replace(state, test_payload="")
        return replace(now, webhooks=hooks, states={**now.states, hook.id: state}).using(hook.system)


def _over(now: Settings, hook: Webhook, base: Version | None, *, credential: bool) -> Merged | Conflict:
    result: Merged | Conflict = Merged(hook)
    if base is not None:
        stored = now.webhook(hook.id)
        theirs = Version(stored, now.state(hook.id).secret_ref) if stored else None
        result = merge(base, theirs, hook, credential=credential)
    if isinstance(result, Merged):
        scheme = SCHEMES.get(result.hook.authentication)
        if scheme is None or not scheme.has_username:
            result = replace(result, hook=replace(result.hook, username=""))
    return result


def _without_old(state: WebhookState) -> WebhookState:
    return replace(state, old_secret_ref=None, old_username="", rotating_since=None)
