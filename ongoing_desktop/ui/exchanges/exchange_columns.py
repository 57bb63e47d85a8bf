"""The columns of the exchange table: what each shows, and its properties for the column chooser."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.members import IN_BODY
from ongoing_desktop.ui.exchanges.exchange_texts import Line, direction_word
from ongoing_desktop.ui.kit.column_chooser import ColumnSpec
from ongoing_desktop.wording.language import translated as tr

Text = Callable[[Line], str]


@dataclass(frozen=True, slots=True)
class Column:
    """One column; a new one is a row in :data:`COLUMNS`. ``kind`` tells the delegate how to paint it."""

    key: str
    title: str
    kind: str
    width: int
    text: Text
    sort: str = ""
    """The history's sort key: a field of :class:`ExchangeRow`, ``kind``, ``request``, or ``body.`` and a member's path;
    empty if not sortable.
    """
    stretch: bool = False
    hidden: bool = False
    narrow: bool = True
    """Whether it stays visible in a narrow table."""
    spare: bool = False
    """Whether it gives way if the others would not fit beside it."""

    @property
    def member(self) -> str | None:
        """The path of the member of the body that it shows; None for what every exchange has."""
        return self.key.removeprefix(IN_BODY) if self.key.startswith(IN_BODY) else None


def _text(value: object) -> str:
    return "" if value is None else one_line(str(value), 200)


COLUMNS: Final = [
    Column("time", "Time", "time", 102, lambda line: f"{line.date} {line.time}".strip(), "at"),
    Column("what", "What", "two", 112, lambda line: f"{line.title} · {line.facts}", "kind", stretch=True),
    Column("request", "Request", "mono", 124, lambda line: line.request, "request", stretch=True, spare=True),
    Column("verdict", "Verdict", "verdict", 152, lambda line: line.verdict.word, "verdict"),
    Column("answer", "Response", "answer", 132, lambda line: line.answer.word, "status"),
    Column("size", "Size", "text", 74, lambda line: line.size, "bytes", narrow=False),
    Column("took", "Took", "text", 74, lambda line: line.took, "duration_ms", narrow=False),
    Column("direction", "Direction", "text", 92, lambda line: direction_word(line.row), "direction", hidden=True),
    Column("webhook", "Webhook", "text", 150, lambda line: line.words.webhook_name(line.row.webhook), "webhook", hidden=True),
    Column("system", "System", "text", 92, lambda line: _text(line.row.system), "system", hidden=True, narrow=False),
    Column("owner", "Goods owner", "text", 130, lambda line: "" if line.row.goods_owner_id is None else line.words.owner(line.row.system, line.row.goods_owner_id), "goods_owner_id", hidden=True),
    Column("type", "Type", "text", 150, lambda line: _text(line.row.type), "type", hidden=True),
    Column("event", "Event", "text", 96, lambda line: _text(line.row.event_id), "event_id", hidden=True),
    Column("attempt", "Attempt", "text", 84, lambda line: str(line.row.attempt), "attempt", hidden=True),
    Column("method", "Method", "text", 84, lambda line: _text(line.row.method), "method", hidden=True),
    Column("peer", "Other side", "text", 140, lambda line: _text(line.row.peer), "peer", hidden=True),
    Column("note", "Note", "text", 160, lambda line: _text(line.row.note), "note", hidden=True),
    Column("id", "Number", "text", 92, lambda line: str(line.row.id), "id", hidden=True),
]  # fmt: skip
PLACES: Final[Mapping[str, int]] = {column.key: place for place, column in enumerate(COLUMNS)}
TIME: Final = "time"


def member_column(path: str) -> Column:
    """A column with a member of the body, such as ``orderStatus.number``."""
    key = IN_BODY + path
    width = max(90, min(220, 30 + 8 * len(path)))
    return Column(key, path, "text", width, lambda line: _text(line.row.members.get(path)), key)


def spoken(line: Line, columns: Sequence[Column]) -> str:
    """A whole row for screen readers, which read the first cell when the user moves to another row."""
    usual = [column.text(line) for column in columns if not column.hidden]
    return ", ".join(text for text in (*usual[1:], usual[0]) if text)


def spec(column: Column) -> ColumnSpec:
    """The properties of a column for the column chooser."""
    return ColumnSpec(
        key=column.key,
        title=tr(column.title),
        width=column.width,
        stretch=column.stretch,
        hidden=column.hidden,
        hidden_when_narrow=not column.narrow,
        spare=column.spare,
        sortable=bool(column.sort),
        fixed=column.key == "what",
        own=column.member is not None,
    )
