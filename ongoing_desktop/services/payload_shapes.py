"""Learns the shapes of received payloads from the history, in small pieces in the background."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

from ongoing_desktop.bodies.coding import decoded
from ongoing_desktop.domain.errors import KnownError
from ongoing_desktop.domain.exchange import ExchangeRow
from ongoing_desktop.domain.foreign import DEEPEST_BODY, read_json, read_text
from ongoing_desktop.domain.payload_shapes import NEW_SHAPES, NewShape, Shapes, read_shapes
from ongoing_desktop.formats.payload_shapes import SHAPE_FORMATS
from ongoing_desktop.services import Services
from ongoing_desktop.services.ports import Stop
from ongoing_desktop.services.publisher import Publisher

log = logging.getLogger(__name__)

KEY: Final = "learnt"
NEWS: Final = NEW_SHAPES
"""Key of the file with the new shapes, which is small: filters read it."""
AT_ONCE: Final = 200
FEW_AT_ONCE: Final = 50
"""In the background: about 15 ms of work, then a pause."""
FEWEST_AT_ONCE: Final = 10
"""In the background while more requests arrive than are learnt from: the window and the listener come first."""
SAVED_AFTER: Final = 10_000
"""Exchanges between two saves, so that a cancelled search over a large history goes on where it was."""
LARGEST: Final = 1024 * 1024
"""Bytes of a body. Larger ones are not learnt from."""
WAIT_S: Final = 5.0
"""Seconds between two looks for new exchanges, which also bundles their notices."""
SOME: Final = 2_000
"""Exchanges after which the background lets others in, such as the window that shows the shapes."""
PAUSE_S: Final = 0.1
"""Seconds after each piece while nothing waits for the result, so that the window and the listener come first."""


class PayloadShapes(Publisher[tuple[NewShape, ...]]):
    """Reports new shapes that arrived while the program runs; an empty tuple after the user has accepted or forgotten some.

    Async methods run on the engine's loop.
    """

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._write = services.ports.write
        self._files = services.ports.shape_files
        self._history = services.history
        self._settings = services.settings
        self._engine = services.engine
        self._lock = asyncio.Lock()
        self._news: dict[int, NewShape] = {}

    def new_shape(self, exchange_id: int) -> NewShape | None:
        """How an exchange differed, if it did and the user has not accepted it. Known after the first look."""
        return self._news.get(exchange_id)

    async def run(self) -> None:
        """Learn from new exchanges until cancelled. What is in the history at the start is not reported."""
        newest, report = -1, False
        while True:
            if self._settings.current.preferences.learn_shapes:
                try:
                    at = await self._engine.blocking(self._history.newest_id)
                    if at != newest:
                        earlier = set(self._news)
                        while (await self.learn(pause_s=PAUSE_S, most=SOME)).upto < at:
                            pass
                        newest = at
                        fresh = tuple(item for number, item in self._news.items() if number not in earlier)
                        if report and fresh:
                            self._report(fresh)
                        report = True
                except KnownError as error:
                    log.info("could not learn payload shapes, will retry: %s", error)
            await asyncio.sleep(WAIT_S)

    async def learn(
        self, on_progress: Callable[[int], None] | None = None, *, pause_s: float = 0.0, most: int = 0
    ) -> Shapes:
        """Learn from the exchanges not looked at yet. Cancelling keeps what was saved. Raises StorageError.

        ``on_progress``: percent. ``pause_s``: seconds between pieces. ``most``: ids to look at; 0 for all.
        """
        async with self._lock:
            shapes = await self._engine.blocking(self._load)
            saved = start = shapes.upto
            newest = await self._engine.blocking(self._history.newest_id)
            goal = min(newest, start + most) if most else newest
            rows, before = FEW_AT_ONCE if pause_s else AT_ONCE, newest
            while shapes.upto < goal:
                await self._engine.searching(partial(self._piece, shapes, rows, newest))
                if shapes.upto >= goal or shapes.upto - saved >= SAVED_AFTER:
                    await self._save(shapes)
                    saved = shapes.upto
                if on_progress is not None:
                    on_progress(100 * (shapes.upto - start) // (newest - start))
                await asyncio.sleep(pause_s)
                if pause_s:
                    now = await self._engine.blocking(self._history.newest_id)
                    rows, before = FEW_AT_ONCE if now - before <= rows else FEWEST_AT_ONCE, now
            self._news = {item.exchange: item for item in shapes.news}
            return shapes

    async def accept(self, exchange_ids: set[int]) -> Shapes:
        """Stop marking these exchanges. Raises StorageError."""
        async with self._lock:
            shapes = await self._engine.blocking(self._load)
            shapes.news = [item for item in shapes.news if item.exchange not in exchange_ids]
            await self._save(shapes)
        self._report(())
        return shapes

    async def forget(self, *, from_start: bool) -> Shapes:
        """Forget what was learnt. ``from_start``: the next :meth:`learn` reads the whole history. Raises StorageError."""
        async with self._lock:
            shapes = Shapes(0 if from_start else await self._engine.blocking(self._history.newest_id))
            await self._save(shapes)
        self._report(())
        return shapes

    async def export(self, shapes: Shapes, path: Path, kind: str) -> None:
        """Write what was learnt in a format of :data:`SHAPE_FORMATS`. Raises StorageError."""
        await self._engine.blocking(lambda: self._write(path, SHAPE_FORMATS[kind].write(shapes)))

    async def _save(self, shapes: Shapes) -> None:
        await self._engine.blocking(self._write_files, shapes)
        self._news = {item.exchange: item for item in shapes.news}

    def _write_files(self, shapes: Shapes) -> None:
        """First the new shapes, so that a crash in between only learns the same exchanges again."""
        learnt = shapes.plain()
        self._files.write(NEWS, _compact(learnt.pop("news")))
        self._files.write(KEY, _compact(learnt))

    def _load(self) -> Shapes:
        files = self._files.read()
        if KEY not in files:
            return Shapes()
        try:
            learnt = read_json(files[KEY])
            # Earlier versions kept both in one file.
            news = read_json(files[NEWS]) if NEWS in files else learnt.get("news", [])
            return read_shapes(learnt | {"news": news})
        except (ValueError, TypeError, LookupError, AttributeError):
            log.info("the learnt payload shapes cannot be read; they are learnt again")
            return Shapes()

    def _piece(self, shapes: Shapes, most: int, newest: int, stop: Stop) -> None:
        rows = self._history.page(limit=most, after=shapes.upto, direction="in", stop=stop)
        for row in rows:
            if stop.is_set:
                return
            if counts(row):
                self._learn_one(shapes, row)
            shapes.upto = row.id
        if len(rows) < most:
            shapes.upto = max(shapes.upto, newest)

    def _learn_one(self, shapes: Shapes, row: ExchangeRow) -> None:
        exchange = self._history.get(row.id)
        if exchange is None:
            return
        body, _ = decoded(exchange.request.body, exchange.request.headers)
        try:
            data = read_json(read_text(body).text, deepest=DEEPEST_BODY)
        except ValueError:
            return
        if isinstance(data, dict):
            shapes.learn(row.type or row.family or "", data, row.id, row.at.isoformat())


def counts(row: ExchangeRow) -> bool:
    """Whether a received request is learnt from: of a known type, not refused, not imported, not this program's test."""
    known = bool(row.type or row.family) and row.verdict in ("verified", "open", "unverifiable")
    return known and not row.ours and not row.source and row.bytes <= LARGEST


def _compact(plain: Any) -> bytes:
    return json.dumps(plain, separators=(",", ":")).encode()
