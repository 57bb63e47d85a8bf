"""The tab about forwarding: the targets, which requests go to each, and whose response the sender gets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.forwarding import (
    LEAST_TIMEOUT_S,
    MOST_TARGETS,
    MOST_TIMEOUT_S,
    MOST_WAITING,
    NO_FORWARD,
    Forward,
    Route,
    forward_to,
)
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.new_id import new_id
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.ui.kit.buttons import check_box, push_button
from ongoing_desktop.ui.kit.controls import combo_box, line_edit
from ongoing_desktop.ui.kit.form_field import Field
from ongoing_desktop.ui.kit.layout import STRETCH, hbox, vbox
from ongoing_desktop.ui.kit.plain_text import label, named, paragraph, tooltip_text
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.kit.spin_boxes import spin_box
from ongoing_desktop.ui.listening.settings_pages import ID, Page
from ongoing_desktop.wording.language import number

LIST_HEIGHT: Final = 84


class ForwardPage(Page):
    """Whether and where requests are forwarded."""

    def __init__(self, catalogue: Catalogue, parent: QWidget) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._routes: list[Route] = [*NO_FORWARD.routes]
        self._returned = NO_FORWARD.returned
        self._problems: Mapping[str, str] = {}
        self._say(
            self.tr(
                "Each request is saved, then forwarded. The target's response is returned, or 502 if it is "
                "unreachable. The body is not changed."
            )
        )
        self.on = check_box(self, self.tr("Forward requests"), "forwardOn")
        self.column.addWidget(Field("", self.on, self))
        self._make_targets()
        self._make_conditions()
        self._make_options()
        self.column.addStretch(1)

    def _make_targets(self) -> None:
        self._list = named(QListWidget(self), "forwardTargets")
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        sized(self._list, height=LIST_HEIGHT)
        self._list.currentRowChanged.connect(lambda _: self._show_route())
        self._list.itemChanged.connect(self._on_tick)
        self._add = push_button(self, self.tr("Add"), "forwardAdd", lambda _=False: self._add_route())
        self._remove = push_button(self, self.tr("Remove"), "forwardRemove", lambda _=False: self._remove_route())
        buttons = QWidget(self)
        vbox(self._add, self._remove, STRETCH, on=buttons, spacing=6)
        self.column.addWidget(Field(self.tr("Targets"), self._list, self, buttons, tall=True))
        self.target = line_edit(self, "forwardTarget", mono=True, placeholder="http://127.0.0.1:5000")
        self.target.textChanged.connect(self._on_edit)
        self._put("target", Field(self.tr("Address of the target"), self.target, self))
        paths = (
            (self.tr("Append path and query to the target"), "append"),
            (self.tr("Use the target address unchanged"), "replace"),
        )
        self._path = combo_box(self, "forwardPath", items=paths)
        self._path.currentIndexChanged.connect(self._on_edit)
        self._put("path", Field(self.tr("Path"), self._path, self))
        self._gives = check_box(
            self, self.tr("Return the response of this target to the sender"), "forwardReturned", self._on_returned
        )
        self.column.addWidget(Field("", self._gives, self))

    def _make_conditions(self) -> None:
        self._request_path = line_edit(self, "forwardRequestPath", placeholder=self.tr("any path, or /orders/*"))
        self._request_path.textChanged.connect(self._on_edit)
        self._hooks = self._list_of("forwardWebhooks", self.tr("Webhooks"))
        self._types = self._list_of("forwardTypes", self.tr("Types"))
        self._owners = self._list_of("forwardOwners", self.tr("Goods owners"))
        lists = QWidget(self)
        columns = [
            (vbox(label(ticks.accessibleName(), self, role="secondary"), ticks, spacing=3), share)
            for ticks, share in ((self._hooks, 3), (self._types, 4), (self._owners, 3))
        ]
        hbox(*columns, on=lists)
        field = Field(self.tr("Only for"), lists, self, tall=True)
        field.set_hint(self.tr("A list in which nothing is ticked lets all requests through."))
        self._put("webhooks", field)
        self._put("request_path", Field(self.tr("Only path"), self._request_path, self))

    def _make_options(self) -> None:
        self._options = paragraph(self.tr("For all targets"), self, "strong")
        self.column.addWidget(self._options)
        self._timeout = spin_box(
            self, "forwardTimeout", (round(LEAST_TIMEOUT_S), round(MOST_TIMEOUT_S)), suffix=self.tr(" s")
        )
        sized(self._timeout, width=160)
        self._put("timeout_s", Field(self.tr("Time-out (504)"), self._timeout, self))
        self._unmatched = check_box(self, self.tr("Include unmatched requests"), "forwardUnmatched")
        self._unauthenticated = check_box(
            self, self.tr("Include refused, unverifiable and web page requests"), "forwardRefused"
        )
        self._credentials = check_box(self, self.tr("Forward credentials to other computers too"), "forwardCredentials")
        self._keep = check_box(self, self.tr("Deliver later what a target misses"), "forwardKeep")
        for tick in (self._unmatched, self._unauthenticated, self._credentials):
            self.column.addWidget(Field("", tick, self))
        keep = Field("", self._keep, self)
        keep.set_hint(
            self.tr(
                "If a target does not answer, the sender gets 200 and the request waits. Each target gets what waits in "
                "order, one at a time, as soon as it answers. A response with an error status counts as delivered. After "
                "a time-out or a crash a target can get a request twice. Up to {count} requests wait for one target; then "
                "senders get 503."
            ).format(count=number(MOST_WAITING))
        )
        self.column.addWidget(keep)

    def show_settings(self, settings: Settings) -> None:
        """Show the saved options."""
        forward = settings.preferences.forward
        self._routes, self._returned = [*forward.routes], forward.returned
        _fill(self._hooks, ((hook.id, settings.distinct_name(hook)) for hook in settings.webhooks))
        triggers = sorted(self._catalogue.triggers, key=lambda item: item.title.casefold())
        _fill(self._types, ((trigger.key, trigger.title) for trigger in triggers))
        owners = {owner.id: owner.name for system in settings.systems for owner in system.goods_owners}
        _fill(self._owners, ((key, f"{name} ({key})" if name else str(key)) for key, name in sorted(owners.items())))
        self._timeout.setValue(round(forward.timeout_s))
        self.on.setChecked(forward.on)
        self._unmatched.setChecked(forward.unmatched)
        self._unauthenticated.setChecked(forward.unauthenticated)
        self._credentials.setChecked(forward.credentials)
        self._keep.setChecked(forward.keep)
        self._list_routes(0)

    def forward(self) -> Forward:
        """The entered options."""
        return replace(
            forward_to(self._routes, unmatched=self._unmatched.isChecked(), keep=self._keep.isChecked()),
            on=self.on.isChecked(),
            returned=self._returned,
            credentials=self._credentials.isChecked(),
            unauthenticated=self._unauthenticated.isChecked(),
            timeout_s=float(self._timeout.value()),
        )

    def show_problems(self, messages: Mapping[str, str]) -> None:
        """Show the problems of the first target that has some."""
        self._problems = messages
        places = [place for place in range(len(self._routes)) if self._of_route(place)]
        if places and self._list.currentRow() not in places:
            self._list.setCurrentRow(places[0])
        else:
            self._show_problems_here()

    def _of_route(self, place: int) -> dict[str, str]:
        end = f"[{place}]" if place else ""
        names = ("target", "path", "webhooks", "request_path")
        return {name: text for name in names if (text := self._problems.get(f"{name}{end}"))}

    def _show_problems_here(self) -> None:
        place = max(0, self._list.currentRow())
        super().show_problems({"timeout_s": self._problems.get("timeout_s", ""), **self._of_route(place)})

    def has_problems(self, messages: Mapping[str, str]) -> bool:
        """Whether some of these problems are shown here."""
        return any(name.partition("[")[0] in self.fields for name in messages)

    # The list of targets

    def _list_routes(self, current: int) -> None:
        with QSignalBlocker(self._list):
            self._list.clear()
            for place, route in enumerate(self._routes):
                item = QListWidgetItem(self._list)
                if place:
                    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                    item.setCheckState(Qt.CheckState.Checked if route.on else Qt.CheckState.Unchecked)
                self._name(item, route)
            self._list.setCurrentRow(current)
        self._add.setEnabled(len(self._routes) < MOST_TARGETS)
        self._remove.setEnabled(len(self._routes) > 1)
        self._show_route()

    def _name(self, item: QListWidgetItem, route: Route) -> None:
        text = one_line(route.target, 90) or self.tr("no address yet")
        if route.id == self._giver and len(self._routes) > 1:
            text = self.tr("{target} – its response is returned").format(target=text)
        with QSignalBlocker(self._list):
            item.setText(text)

    @property
    def _giver(self) -> str:
        known = [route.id for route in self._routes]
        return self._returned if self._returned in known else known[0]

    def _show_route(self) -> None:
        place = max(0, self._list.currentRow())
        route = self._routes[place]
        parts = (self.target, self._path, self._request_path, self._hooks, self._types, self._owners, self._gives)
        blockers = [QSignalBlocker(part) for part in parts]
        self.target.setText(route.target)
        self._path.choose(route.path)
        self._request_path.setText(route.request_path)
        for ticks, chosen in ((self._hooks, route.webhooks), (self._types, route.types)):
            _choose(ticks, chosen)
        _choose(self._owners, route.goods_owners)
        self._gives.setChecked(route.id == self._giver)
        self._gives.setEnabled(len(self._routes) > 1 and route.id != self._giver)
        for blocker in blockers:
            blocker.unblock()
        self._show_problems_here()

    def _on_edit(self, *_: object) -> None:
        place = max(0, self._list.currentRow())
        route = self._routes[place] = replace(
            self._routes[place],
            target=self.target.text().strip(),
            path=self._path.currentData(),
            request_path=self._request_path.text().strip(),
            webhooks=tuple(map(str, _chosen(self._hooks))),
            types=tuple(map(str, _chosen(self._types))),
            goods_owners=tuple(key for key in _chosen(self._owners) if isinstance(key, int)),
        )
        if (item := self._list.item(place)) is not None:
            self._name(item, route)

    def _on_tick(self, item: QListWidgetItem) -> None:
        place = self._list.row(item)
        self._routes[place] = replace(self._routes[place], on=item.checkState() == Qt.CheckState.Checked)

    def _on_returned(self, *_: object) -> None:
        place = max(0, self._list.currentRow())
        self._returned = self._routes[place].id
        self._list_routes(place)

    def _add_route(self) -> None:
        self._routes.append(Route(new_id()))
        self._list_routes(len(self._routes) - 1)
        self.target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove_route(self) -> None:
        place = max(0, self._list.currentRow())
        del self._routes[place]
        self._routes[0] = replace(self._routes[0], on=True)
        self._list_routes(min(place, len(self._routes) - 1))

    def _list_of(self, name: str, title: str) -> QListWidget:
        ticks = named(QListWidget(self), name, title)
        ticks.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        ticks.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        sized(ticks, height=LIST_HEIGHT)
        ticks.itemChanged.connect(self._on_edit)
        return ticks


def _fill(ticks: QListWidget, items: Iterable[tuple[str | int, str]]) -> None:
    with QSignalBlocker(ticks):
        ticks.clear()
        for key, name in items:
            item = QListWidgetItem(one_line(name, 80), ticks)
            item.setData(ID, key)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setToolTip(tooltip_text(one_line(name, 200)))


def _choose(ticks: QListWidget, chosen: Sequence[object]) -> None:
    for row in range(ticks.count()):
        item = ticks.item(row)
        item.setCheckState(Qt.CheckState.Checked if item.data(ID) in chosen else Qt.CheckState.Unchecked)


def _chosen(ticks: QListWidget) -> list[str | int]:
    items = [ticks.item(row) for row in range(ticks.count())]
    return [item.data(ID) for item in items if item.checkState() == Qt.CheckState.Checked]
