"""Ways through a window that is not there: each call is noted."""

from __future__ import annotations


class FakeNavigation:
    def __init__(self, went: list[str] | None = None) -> None:
        self.went = [] if went is None else went
        self.system_id = ""

    def show_page(self, name: str) -> None:
        self.went.append(name)

    def show_webhook(self, *webhook_ids: str) -> None:
        self.went.append(f"webhooks {' '.join(webhook_ids)}")

    def edit_webhook(self, webhook_id: str) -> None:
        self.went.append(f"edit {webhook_id}")

    def show_exchange(self, exchange_id: int, page: str = "history") -> None:
        self.went.append(f"{page} {exchange_id}")

    def compare_systems(self, left: str = "") -> None:
        self.went.append(f"compare {left}")

    def undo(self) -> None:
        self.went.append("undo")
