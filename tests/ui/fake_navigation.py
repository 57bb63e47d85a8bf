"""Navigation without a window: each call is recorded."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from ongoing_desktop.ui.context import SelectedExchanges


class FakeNavigation:
    def __init__(self, went: list[str] | None = None) -> None:
        self.went = [] if went is None else went
        self.page = "webhooks"
        self.system_id = ""
        self.webhook_id = ""
        self.webhook_ids: list[str] = []
        self.exchanges: SelectedExchanges | None = None
        self.listener_port: int | None = None

    def show_page(self, name: str) -> None:
        self.went.append(name)

    def show_webhook(self, *webhook_ids: str) -> None:
        self.went.append(f"webhooks {' '.join(webhook_ids)}")

    def select_webhooks(self, *webhook_ids: str) -> None:
        self.went.append(f"select {' '.join(webhook_ids)}")

    def send_test(self) -> None:
        self.went.append("test")

    def keeping_payload(self) -> Callable[[], Awaitable[None]] | None:
        return None

    def edit_webhook(self, webhook_id: str) -> None:
        self.went.append(f"edit {webhook_id}")

    def show_exchange(self, exchange_id: int, page: str = "history") -> None:
        self.went.append(f"{page} {exchange_id}")

    def compare_systems(self, left: str = "") -> None:
        self.went.append(f"compare {left}")

    def undo(self) -> None:
        self.went.append("undo")

    def redo(self) -> None:
        self.went.append("redo")

    def export_exchanges(self) -> None:
        self.went.append("export")

    def focus_filter(self) -> None:
        self.went.append("filter")

    def next_part(self) -> None:
        self.went.append("next part")

    def group_by(self, key: str) -> None:
        self.went.append(f"group {key}")

    def show_all_systems(self) -> None:
        self.went.append("all systems")

    def show_system(self, system_id: str) -> None:
        self.went.append(f"system {system_id}")

    def show_filtered(self, text: str) -> None:
        self.went.append(f"filtered {text}")

    def show_scenario(self, key: str, *, own: bool) -> None:
        self.went.append(f"scenario {key} {own}")

    def show_guide(self, topic: str = "") -> None:
        self.went.append(f"guide {topic}")

    def open_palette(self) -> None:
        self.went.append("palette")

    def quit(self) -> None:
        self.went.append("quit")
