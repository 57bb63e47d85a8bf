"""Fills ``search.db`` in the background, a batch at a time. Only the holder of the housekeeping role does this.

A search must give the same result with and without the index, although an exchange's outcome may arrive after it was
indexed:

1. The target watermark is first committed to ``history.db`` (*promised*). From then on, appending an outcome of an
  exchange up to there also marks the exchange as *stale*.
2. Then the exchanges are read and written to the index together with the new watermark.

So the index is right except for stale exchanges, which every search checks. A power failure may lose the end of the
index; the promised watermark is then ahead, which is harmless.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from ongoing_desktop.domain.errors import StorageDamaged
from ongoing_desktop.domain.exchange import micros
from ongoing_desktop.storage.search.index import EVENT, KEYS, SEEN_MOST, Entry, SearchIndex
from ongoing_desktop.storage.search.tokenizer import GRAM, LONGEST, words_in
from ongoing_desktop.storage.search.watermark import begin, gone_since, promise, state

if TYPE_CHECKING:
    from ongoing_desktop.storage.database import Database

log = logging.getLogger(__name__)

BATCH: Final = 1_000
BATCH_BYTES: Final = 8 * 1024 * 1024
LARGEST: Final = 128 * 1024
"""Bytes of the largest body that is split into words, which blocks the window for 2 ms. Every search scans larger
bodies.
"""
MOST_WORDS: Final = 4_000
"""Words indexed for one exchange. Every search scans exchanges with more."""
WORDS_KNOWN: Final = 100_000
"""Words remembered as indexed. Forgetting one only stores it twice."""
STALE_MOST: Final = 50_000
GONE_SHORTEST: Final = timedelta(minutes=1)
GONE_EACH: Final = timedelta(seconds=0.05)
GONE_LONGEST: Final = timedelta(days=1)
_READ: Final = f"""
select e.id, e.at, e.bytes, e.direction, cast(e.event_id as text), e.reason_params, e.peer, o.failure, e.source,
    q.headers, iif(length(q.body) > {LARGEST}, x'', q.body), p.headers, iif(length(p.body) > {LARGEST}, x'', p.body),
    length(q.body) > {LARGEST} or length(p.body) > {LARGEST} or exists (select 1 from chunks c where c.exchange_id = e.id),
    {", ".join(column for _, column in KEYS.values())}
from exchanges e left join outcomes o on o.exchange_id = e.id left join requests q on q.exchange_id = e.id
    left join responses p on p.exchange_id = e.id and e.direction <> 'in'
where e.id > ? and e.id <= ? order by e.id limit ?
"""  # noqa: S608 - our own columns
_FIRST_KEY: Final = 14
# Wait briefly for an answer: this is cheaper than checking the exchange in every search.
_SETTLED: Final = """
select min(e.id) from exchanges e where e.id > ? and e.id <= ? and +e.at > ?
    and not exists (select 1 from outcomes o where o.exchange_id = e.id) and e.direction <> 'in'
"""


def gone_after(count: int) -> timedelta:
    """How long words of removed exchanges may stay in the index. Rebuilding takes under 1 % of that time."""
    return min(GONE_LONGEST, GONE_SHORTEST + count * GONE_EACH)


def event_token(event_id: str) -> str:
    """The token of an event id, compared ignoring case."""
    from hashlib import blake2b  # noqa: PLC0415 - loads OpenSSL

    return EVENT + blake2b(event_id.casefold().encode("utf-8", "replace"), digest_size=8).hexdigest()


class Indexer:
    """Use on one thread at a time."""

    def __init__(self, history: Database, index: SearchIndex) -> None:
        self._history = history
        self._index = index
        self._generation: str | None = None
        self._watermark = 0
        self._count = 0
        self._tokens: dict[tuple[str, object], str] = {}
        self._known: dict[str, int] = {}
        self._fresh_tokens: list[tuple[int, str, Any]] = []
        self._next_token = 1
        self._words: set[bytes] = set()

    def step(self, newest: int, *, pending_since: int = 2**62) -> int:
        """Index the next batch of exchanges up to ``newest``; returns how many. Raises StorageError.

        Stops at a sent exchange without an outcome that began after ``pending_since`` (microseconds since 1970).
        """
        try:
            self._attach()
            return self._add(newest, pending_since)
        except StorageDamaged as error:
            if str(self._index.path) != error.params.get("path"):
                raise
            log.info("rebuilding the damaged search index")
            self._index.set_broken()
            self._generation = None
            return 0

    @property
    def watermark(self) -> int:
        """The id up to which the last step indexed."""
        return self._watermark

    def rebuild_if_worn(self, live: Callable[[], int], now: datetime) -> bool:
        """Rebuild when most of the indexed exchanges were removed, or some of them long enough ago.

        FTS5 keeps the words of removed exchanges; only a new index is without them. ``live``: returns the number of
        exchanges.
        """
        with self._history.read() as connection:
            stale = connection.execute("select count(*) from stale").fetchone()[0]
            gone = gone_since(connection)
        worn = stale > STALE_MOST
        if gone is not None and not worn:
            # A time in the future is from before the clock was set back.
            due = abs(micros(now) - gone) >= int(gone_after(self._count).total_seconds() * 1e6)
            worn = due or (self._count > STALE_MOST and self._count > 2 * live() + STALE_MOST)
        if worn:
            self._begin()
        return bool(worn)

    def _attach(self) -> None:
        """Continue the index that belongs to this history, or start a new one."""
        if self._generation is not None and not self._index.broken:
            return
        with self._index.read() as found:
            holds, watermark = self._index.reach(found) if found is not None else (None, 0)
        with self._history.read() as connection:
            generation, promised = state(connection)
        # An index ahead of the promised watermark means that an older history was restored.
        if holds is None or holds != generation or watermark > promised or self._index.broken:
            self._begin()
            return
        self._generation, self._watermark = generation, watermark
        self._remember(self._index.seen())

    def _begin(self) -> None:
        generation = os.urandom(8).hex()
        with self._history.write() as connection:
            begin(connection, generation)
        self._index.begin(generation)
        self._generation, self._watermark = generation, 0
        self._remember({})

    def _remember(self, seen: dict[tuple[str, object], int]) -> None:
        self._count = seen.pop(("count", None), 0)
        self._tokens = {(key, value): f"{KEYS[key][0]}{number}" for (key, value), number in seen.items()}
        self._known = dict.fromkeys(KEYS, 0)
        for key, _ in seen:
            self._known[key] += 1
        self._next_token = max(seen.values(), default=0) + 1
        self._words = set()

    def _add(self, newest: int, pending_since: int) -> int:
        low = self._watermark
        with self._history.read() as connection:
            ids = [
                number
                for (number,) in connection.execute(
                    "select id from exchanges where id > ? and id <= ? order by id limit ?", (low, newest, BATCH)
                )
            ]
            upto = ids[-1] if len(ids) == BATCH else newest
            waiting = connection.execute(_SETTLED, (low, upto, pending_since)).fetchone()[0]
        if waiting is not None:
            upto = waiting - 1
        if upto <= low:
            return 0
        with self._history.write() as connection:
            promise(connection, upto)
        entries: list[Entry] = []
        fresh: set[bytes] = set()
        size = 0
        with self._history.read() as connection:
            for row in connection.execute(_READ, (low, upto, BATCH)):
                entry, words = self._entry(row)
                entries.append(entry)
                fresh |= words - self._words
                size += len(row[10] or b"") + len(row[12] or b"")
                if size > BATCH_BYTES:
                    upto = row[0]
                    break
        listed = [word.decode("utf-8") for word in fresh]
        self._index.add(entries, self._fresh_tokens, [word for word in listed if len(word) >= GRAM], upto)
        self._fresh_tokens = []
        self._watermark = upto
        self._count += len(entries)
        if len(self._words) > WORDS_KNOWN:
            self._words = set()
        self._words |= fresh
        return len(entries)

    def _entry(self, row: tuple[Any, ...]) -> tuple[Entry, set[bytes]]:
        (
            number,
            at,
            size,
            _,
            event,
            params,
            peer,
            failure,
            source,
            request,
            request_body,
            response,
            response_body,
            chunked,
        ) = row[:_FIRST_KEY]
        values = row[_FIRST_KEY:]
        known = self._tokens
        tokens = [known.get(pair) or self._new_token(*pair) for pair in zip(KEYS, values, strict=True)]
        if event is not None:
            tokens.append(event_token(event))
        facts = words_in((event, params, peer, failure, source, *[str(value) for value in values if value is not None]))
        headers = words_in(chain.from_iterable((*_headers(request), *_headers(response))))
        body = words_in((request_body, response_body))
        every = facts | headers | body
        coarse = bool(chunked)
        if len(every) > MOST_WORDS or max(map(len, every), default=0) > LONGEST:
            coarse, facts, headers, body, every = True, set(), set(), set(), set()
        entry = Entry(number, at, size, " ".join(tokens), _text(facts), _text(headers), _text(body), coarse)
        return entry, every

    def _new_token(self, key: str, value: object) -> str:
        """Create the token of a value. Values beyond :data:`SEEN_MOST` share one token."""
        if self._known[key] >= SEEN_MOST or (isinstance(value, str) and len(value) > LONGEST):
            return f"{KEYS[key][0]}x"
        token = f"{KEYS[key][0]}{self._next_token}"
        self._tokens[key, value] = token
        self._known[key] += 1
        self._fresh_tokens.append((self._next_token, key, value))
        self._next_token += 1
        return token


def _headers(text: str | None) -> list[list[str]]:
    found: list[list[str]] = json.loads(text) if text else []
    return found


def _text(words: set[bytes]) -> str:
    return b" ".join(words).decode("utf-8")
