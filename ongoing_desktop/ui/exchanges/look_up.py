"""Opens the look-up of an exchange in Ongoing, or says why that is not possible."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ongoing_desktop.domain.exchange import ExchangeRow
from ongoing_desktop.ui.context import WindowContext
from ongoing_desktop.wording.messages import sentence


def open_look_up(context: WindowContext, parent: QWidget, row: ExchangeRow) -> None:
    """Open the window that looks an exchange up."""
    api = context.services.api
    system = api.system_of(row)
    if (why := api.can_look_up(row)) or system is None:
        context.notifier.notice(sentence(why or "api-no-system", {"system": row.system or "–"}), "info")
    elif not api.is_set_up(system):
        context.notifier.notice(sentence("api-no-credential", {"system": system.name}), "info")
    else:
        from ongoing_desktop.ui.exchanges.look_up_window import LookUpWindow  # noqa: PLC0415 - imported when it opens

        LookUpWindow(context, parent, exchange_id=row.id).show()
