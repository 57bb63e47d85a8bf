"""The entries of the command palette by source, and how well typed letters match one.

A new source is a function and a line in :data:`SOURCES`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QKeySequence

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.ui.commands.view import open_settings
from ongoing_desktop.ui.exchanges.exchange_texts import Words
from ongoing_desktop.ui.exchanges.saved_filters import known_filters
from ongoing_desktop.wording.language import translated as tr
from ongoing_desktop.wording.preferences import PREFERENCE_PAGES, PREFERENCE_ROWS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ongoing_desktop.domain.exchange import ExchangeRow
    from ongoing_desktop.services.scenario_library import Entry as Scenario
    from ongoing_desktop.ui.context import WindowContext

LONGEST: Final = 120
"""Maximum characters of a title."""
START_OF_WORD: Final = 8
IN_A_ROW: Final = 5
SKIPPED: Final = 1
"""Points for a letter at the beginning of a word, for one after the previous letter, and minus for each one skipped."""


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """One line of the palette."""

    title: str
    kind: str
    """Its kind: a command's menu, "Webhook", "System" …"""
    run: Callable[[], object]
    detail: str = ""
    keys: str = ""


def commands(context: WindowContext) -> Iterator[PaletteEntry]:
    """All available commands, with the menu that contains each."""
    for action in context.window.actions():
        if action.isEnabled() and (menu := action.property("menuTitle")):
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            title = action.text().replace("&", "").removesuffix("…")
            yield PaletteEntry(title, menu, action.trigger, keys=keys)


def webhooks(context: WindowContext) -> Iterator[PaletteEntry]:
    """All webhooks by name, with their system and address."""
    settings = context.services.settings.current
    for hook in settings.webhooks:
        system = settings.system(hook.system)
        detail = " · ".join(filter(None, (system.name if system else "", hook.url)))
        show = partial(context.navigation.show_webhook, hook.id)
        yield PaletteEntry(one_line(hook.name, LONGEST), tr("Webhook"), show, one_line(detail, LONGEST))


def systems(context: WindowContext) -> Iterator[PaletteEntry]:
    """All systems. Choosing one shows only that system."""
    for system in context.services.settings.current.systems:
        show = partial(context.navigation.show_system, system.id)
        yield PaletteEntry(one_line(system.name, LONGEST), tr("System"), show, one_line(system.code, LONGEST))


def saved_filters(context: WindowContext) -> Iterator[PaletteEntry]:
    """The user's saved filters, applied to the history."""
    for name, text in known_filters(context.services.settings.current.preferences.saved_filters).items():
        show = partial(context.navigation.show_filtered, text)
        yield PaletteEntry(one_line(name, LONGEST), tr("Filter"), show, one_line(text, LONGEST))


def settings(context: WindowContext) -> Iterator[PaletteEntry]:
    """Every row of the settings window."""
    for row in PREFERENCE_ROWS:
        page = tr(PREFERENCE_PAGES[row.page])
        yield PaletteEntry(tr(row.title), tr("Setting"), partial(open_settings, context, row.key), page)


def scenario_entries(context: WindowContext, found: tuple[Scenario, ...]) -> list[PaletteEntry]:
    """Scenarios from the library."""
    show = context.navigation.show_scenario
    return [
        PaletteEntry(
            one_line(entry.title if entry.own else tr(entry.title), LONGEST),
            tr("Scenario"),
            partial(show, entry.key, own=entry.own),
        )
        for entry in found
    ]


def exchange_entries(context: WindowContext, rows: list[ExchangeRow]) -> list[PaletteEntry]:
    """The newest exchanges."""
    services = context.services
    words = Words(services.catalogue, services.settings.current, services.clock())
    lines = [words.line(row) for row in rows]
    return [
        PaletteEntry(
            line.title,
            tr("Exchange"),
            partial(context.navigation.show_exchange, line.row.id),
            f"{line.date} {line.time} · {line.facts}".strip(),
        )
        for line in lines
    ]


def guide_entries(context: WindowContext, titles: Mapping[str, str]) -> list[PaletteEntry]:
    """The guides, by their titles."""
    show = context.navigation.show_guide
    return [PaletteEntry(title, tr("Guide"), partial(show, name)) for name, title in titles.items()]


SOURCES: Final = (commands, webhooks, systems, saved_filters, settings)
"""Sources that need no reading, in the order used for equal matches."""


def score(typed: str, text: str) -> int | None:
    """Points for a text, more for a better match; None if a word of ``typed`` does not match. Ignores case.

    A word matches if its letters occur in the text in order: ``cnrw`` matches "Create new regular webhook".
    """
    folded = text.casefold()
    total = 0
    for word in typed.casefold().split():
        points = _word(word, folded)
        if points is None:
            return None
        total += points
    return total - len(folded) // 16


def _word(word: str, text: str) -> int | None:
    if (place := text.find(word)) >= 0:
        starts = _starts_word(text, place)
        while not starts and (later := text.find(word, place + 1)) >= 0:
            place, starts = later, _starts_word(text, later)
        return len(word) * (IN_A_ROW + 1) + (START_OF_WORD if starts else 0)
    points, at = 0, -1
    for letter in word:
        found = text.find(letter, at + 1)
        while found >= 0 and found != at + 1 and not _starts_word(text, found):
            later = text.find(letter, found + 1)
            if later < 0 or not _starts_word(text, later):
                break
            found = later
        if found < 0:
            return None
        points += START_OF_WORD if _starts_word(text, found) else IN_A_ROW if found == at + 1 else 0
        points -= SKIPPED * min(found - at - 1, 4)
        at = found
    return points


def _starts_word(text: str, place: int) -> bool:
    return place == 0 or not text[place - 1].isalnum()
