"""Reports each commit: the newest id to the window, or a line for each request."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from ongoing_desktop.domain.errors import StorageError
from ongoing_desktop.domain.exchange import ExchangeRow, Judgement, NewExchange
from ongoing_desktop.listener.jsonl_pipe import LineWriter
from ongoing_desktop.listener.received import as_row
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.times import clock_text

RowDict = Callable[[ExchangeRow], Mapping[str, Any]]
Look = Callable[[Sequence[int]], list[ExchangeRow]]
"""Reads rows of the history. Raises StorageError."""


class CommitNotifier:
    """Methods are safe on any thread and return at once."""

    def __init__(self, out: LineWriter, look: Look, row_dict: RowDict | None, *, controlled: bool) -> None:
        """``row_dict``: converts a row to JSON; None for plain lines. ``controlled``: report only ids, to the window."""
        self._out = out
        self._look = look
        self._row_dict = row_dict
        self._controlled = controlled

    def committed(self, rows: Sequence[tuple[int, NewExchange]]) -> None:
        """These exchanges are on disk."""
        if self._controlled:
            newest = rows[-1][0]
            self._out.latest(lambda: {"event": "committed", "id": newest})
            return
        requests = [(number, exchange) for number, exchange in rows if exchange.direction != "gap"]
        # Without bodies, because thousands of lines may queue if the output is not read.
        if self._row_dict is None:
            self._out.put([_plain_line(exchange) for _, exchange in requests])
        else:
            shown = [as_row(number, exchange) for number, exchange in requests]
            commit = _Commit([row.id for row in shown], self._look, self._row_dict)
            self._out.put([partial(commit.line, row) for row in shown])

    def not_saved(self, count: int) -> None:
        """The number of consecutive requests that could not be saved; 0 when saving works again."""
        if self._controlled or self._row_dict is not None:
            self._out.say({"event": "not-saved", "count": count})


class _Commit:
    """The rows of one commit as JSON lines, made on the writer's thread."""

    def __init__(self, ids: Sequence[int], look: Look, row_dict: RowDict) -> None:
        self._ids = ids
        self._look = look
        self._row_dict = row_dict
        self._found: dict[int, ExchangeRow] | None = None

    def line(self, row: ExchangeRow) -> Mapping[str, Any]:
        """The row of an exchange. Its arrival number was determined by the commit, so the history is read once."""
        if self._found is None:
            self._found = {}
            with contextlib.suppress(StorageError):
                self._found = {found.id: found for found in self._look(self._ids)}
        return {"event": "request", **self._row_dict(self._found.get(row.id, row))}


def _plain_line(exchange: NewExchange) -> Callable[[], str]:
    at, method, target, status = exchange.at, exchange.method or "?", exchange.target or "?", exchange.status
    judged = exchange.judgement or Judgement("unmatched", "")

    def make() -> str:
        reason = sentence(judged.reason_code, judged.params)
        return f"{clock_text(at)} {method} {target} {status} {judged.verdict}: {reason}"

    return make
