"""Pasted or opened payloads: checks them, stores them beside received ones, and learns from them."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.bodies.coding import readable
from ongoing_desktop.domain.anonymise import Anonymised, anonymise
from ongoing_desktop.domain.exchange import Body, Headers, NewExchange
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.lessons import Lesson, learned, lessons, taught_by
from ongoing_desktop.domain.new_id import new_id
from ongoing_desktop.domain.payload import PayloadFacts, inspect, unmatched
from ongoing_desktop.domain.payload_check import Checked, check_payload
from ongoing_desktop.domain.personal import Members
from ongoing_desktop.domain.replay import came_to, kept_headers
from ongoing_desktop.domain.saved_request import SavedRequest, lines_of
from ongoing_desktop.domain.settings import Settings, Webhook, WebhookKind
from ongoing_desktop.services import Services
from ongoing_desktop.wording.request_warnings import PASTED

LARGEST: Final = 20 * 1024 * 1024
"""Size limit in bytes for a pasted or opened payload."""


@dataclass(frozen=True, slots=True)
class CaptureDraft:
    """A webhook made from a capture, without its credential, and the payload as text."""

    hook: Webhook
    text: str


class Captures:
    """Async methods run on the engine's loop; the others do no I/O."""

    def __init__(self, services: Services) -> None:
        self._settings = services.settings
        self._listening = services.listening
        self._history = services.history
        self._catalogue = services.catalogue
        self._clock = services.clock
        self._engine = services.engine

    async def check(self, body: bytes, type_key: str | None = None) -> Checked:
        """Check a payload on another thread, because a large one takes time."""
        return await self._engine.blocking(check_payload, body, self._catalogue, type_key)

    async def body_of(self, exchange_id: int) -> bytes | None:
        """The request body of an exchange without content coding; for a look-up, the body of the answer.

        None if it was removed, is empty, or cannot be decoded. Raises StorageError.
        """

        def read() -> bytes | None:
            found = self._history.get(exchange_id)
            message = None if found is None else found.response if found.row.direction == "api" else found.request
            return readable(message.body, message.headers) or None if message is not None else None

        return await self._engine.blocking(read)

    async def draft(self, exchange_id: int, usual_system: str) -> CaptureDraft | None:
        """A webhook as whose request a received exchange would be recognised; None if the exchange is gone.

        The address is the public one if there is one, and the authentication that of the header received. ``usual_system``:
        id of the system if the payload names none that is known.
        """
        found = await self._engine.blocking(self._history.get, exchange_id)
        if found is None:
            return None
        now, headers = self._settings.current, found.request.headers
        body = readable(found.request.body, headers)
        facts = inspect(body, self._catalogue, taught_by(now.systems))
        system = next((one.id for one in now.systems if facts.system and one.code == facts.system), usual_system)
        base = now.preferences.public_address.rstrip("/") or self._listening.own_base()
        # A query with a credential is not stored completely, and does not belong into a webhook's address.
        url = came_to(found, base) or f"{base}{found.row.target.partition('?')[0]}"
        return CaptureDraft(draft_webhook(now, facts, url, scheme_of(headers), system), _text(body))

    async def request_of(self, exchange_id: int) -> SavedRequest | None:
        """The request of an exchange as one that belongs to no webhook, without its credential.

        None if the exchange is gone or its body is not text.
        """
        found = await self._engine.blocking(self._history.get, exchange_id)
        if found is None:
            return None
        names = self._settings.current.preferences.secret_names
        body = readable(found.request.body, found.request.headers)
        text = _text(body)
        if body and not text:
            return None
        edited = body != found.request.body
        kept = lines_of(kept_headers(found.request.headers, edited=edited, names=names))
        url = came_to(found, self._listening.own_base())
        return SavedRequest("", found.row.method or "POST", url, kept, text)

    async def anonymised(self, body: bytes, key: bytes) -> Anonymised:
        """A payload without personal data, and what was replaced in it. The same key gives the same replacements."""
        return await self._engine.blocking(anonymise, body, Members(self._catalogue), key)

    async def keep(self, body: bytes) -> int:
        """Store it in the history, marked as pasted; returns its id. Raises StorageError."""
        current = self._settings.current
        facts = inspect(readable(body, ()), self._catalogue, taught_by(current.systems))
        judged = unmatched(facts, PASTED, facts.system)
        new = NewExchange(
            direction="in",
            at=self._clock(),
            method="",
            target="",
            headers=(),
            body=Body(body, size=len(body), sha256=sha256(body).digest()),
            status=None,
            judgement=judged,
        )
        return (await self._engine.blocking(self._history.append, [new]))[0]

    def lessons(self, facts: PayloadFacts, webhook: str | None) -> tuple[Lesson, ...]:
        """What a capture teaches: the webhook of a number, the trigger of a template text. No I/O."""
        return lessons(facts, webhook, self._settings.current, self._catalogue)

    async def teach(self, lesson: Lesson) -> None:
        """Apply a lesson, or remove it if it is known. Can be undone. Raises StorageError."""
        await self._settings.change("teach", lambda now: learned(now, lesson))


def draft_webhook(
    now: Settings,
    facts: PayloadFacts,
    url: str,
    authentication: str,
    system_id: str,
    kind: WebhookKind = "regular",
    username: str = "",
) -> Webhook:
    """A new webhook with what a payload says: its type, and its goods owner if the system has it."""
    system, owner = now.system(system_id), facts.goods_owner_id
    known = system is not None and owner is not None and system.goods_owner(owner) is not None
    return Webhook(
        id=new_id(),
        name="",
        system=system_id,
        kind=kind,
        type=facts.type or "",
        goods_owners=(owner,) if known and owner is not None else (),
        url=url,
        authentication=authentication,
        username=username,
    )


def scheme_of(headers: Headers) -> str:
    """The key of the authentication scheme that these headers belong to."""
    for name, value in headers:
        for key, scheme in SCHEMES.items():
            if name.lower() in scheme.header_names and value.lower().startswith(scheme.prefix.lower()):
                return key
    return next(key for key, scheme in SCHEMES.items() if not scheme.header_names)


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
