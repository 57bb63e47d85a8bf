"""What the payloads of each type looked like so far, and the exchanges whose payload had a new shape."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QMenu, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.filters import NEW_SHAPE
from ongoing_desktop.domain.payload_shapes import SeenMember, Shapes
from ongoing_desktop.formats.payload_shapes import SHAPE_FORMATS, ShapeFormat
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.exchanges.exchange_texts import type_title
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import combo_box, progress_bar
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.file_dialogs import ask_save_path
from ongoing_desktop.ui.kit.layout import STRETCH, hbox
from ongoing_desktop.ui.kit.line_table import FIT, Column, Line, Lines
from ongoing_desktop.ui.kit.plain_text import label
from ongoing_desktop.ui.kit.question import Answer, ask
from ongoing_desktop.ui.reading_line import ReadingLine
from ongoing_desktop.ui.task_runner import NO_JOB
from ongoing_desktop.wording.language import number
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.times import time_text

LONGEST: Final = 200


class ShapesWindow(InContext, Dialog):
    """Show it with ``show()``; a separate window. The history is read in the background."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(
            parent,
            "shapesWindow",
            parent.tr("Payload shapes"),
            lead=parent.tr(
                "Learnt on this computer from the requests that the listener received. Requests that were refused, that "
                "belong to no known type, that were imported or that this program sent itself are not counted. Values "
                "are kept only of codes, such as status numbers."
            ),
            size=(1080, 780),
        )
        self.setModal(False)
        self.use_context(context)
        self._shapes = Shapes()
        self._job = NO_JOB
        self.types = combo_box(self, "shapesType", self.tr("Type"))
        self.told = ReadingLine(context, self, "shapesTold", self.learn)
        self.bar = progress_bar(self, "shapesProgress", self.tr("Progress of reading the history"))
        self.stop = push_button(self, self.tr("Stop"), "shapesStop", lambda _=False: self._job.stop())
        columns = (
            Column(self.tr("Field")),
            Column(self.tr("JSON types"), FIT),
            Column(self.tr("Present"), FIT),
            Column(self.tr("Values of codes")),
            Column(self.tr("First seen"), FIT),
            Column(self.tr("Last seen"), FIT),
        )
        self.members = Lines(self, "shapesMembers", self.tr("Fields of the payloads"), columns, self._theme)
        self.news_title = label(self.tr("New shapes"), self, role="heading")
        of_news = (Column(self.tr("Received"), FIT), Column(self.tr("Type"), FIT), Column(self.tr("Difference")))
        self.news = Lines(self, "shapesNews", self.tr("New shapes"), of_news, self._theme, several=True)
        self.list_button = push_button(self, self.tr("Show in History"), "shapesList", self._list)
        self.accept_button = push_button(self, self.tr("Accept as known"), "shapesAccept", self._accept)
        self.forget = push_button(self, self.tr("Forget…"), "shapesForget", self._forget)
        self.export = push_button(self, self.tr("Export"), "shapesExport")
        self.export.setMenu(self._export_menu())
        self.add(
            self.types,
            self.told,
            hbox((self.bar, 1), self.stop, spacing=8),
            (self.members, 3),
            self.news_title,
            (self.news, 1),
        )
        self.end_with(self.tr("Close"), left=(self.list_button, self.accept_button, self.forget, self.export, STRETCH))
        self.types.currentIndexChanged.connect(self._show_type)
        for table in (self.members, self.news):
            table.opened.connect(lambda key: context.navigation.show_exchange(int(str(key))))
        context.signals.shapes_changed.connect(self.learn)
        self.learn()

    def learn(self, _: object = None) -> None:
        """Read what came since, and show everything. Reading a large history shows its progress."""
        if self._job.running:
            return
        service = self._services.shapes
        for widget in (self.bar, self.stop):
            widget.show()
        self.bar.setRange(0, 0)
        self.told.say(self.tr("Reading the history…"))
        self._job = self._tasks.follow(
            self, service.learn, self._progress, done=self._show, failed=self._failed, stopped=self._stopped
        )

    def _progress(self, percent: int) -> None:
        self.bar.setRange(0, 100)
        self.bar.setValue(percent)

    def _end(self) -> None:
        for widget in (self.bar, self.stop):
            widget.hide()

    def _stopped(self) -> None:
        self._end()
        self.told.say(self.tr("Stopped. The next time, reading goes on from there."))

    def _failed(self, error: BaseException) -> None:
        self._end()
        self.told.fail(error)

    def _show(self, shapes: Shapes) -> None:
        self._end()
        self._shapes = shapes
        chosen = self.types.currentData()
        self.types.blockSignals(True)
        self.types.clear()
        titles = {key: type_title(self._services.catalogue, key) for key in shapes.types}
        for key in sorted(titles, key=lambda key: titles[key]):
            self.types.addItem(titles[key], key)
        self.types.choose(chosen)
        self.types.blockSignals(False)
        self._show_type()
        news = shapes.news[::-1]
        self.news.show_lines(
            [
                Line(
                    (local(item.at), titles.get(item.type, item.type), sentence(change.sentence, change.params)),
                    item.exchange,
                )
                for item in news
                for change in item.changes
            ]
        )
        for widget in (self.news_title, self.news, self.list_button, self.accept_button):
            widget.setVisible(bool(news))
        for button in (self.forget, self.export):
            button.setEnabled(bool(shapes.types))

    def _show_type(self) -> None:
        shape = self._shapes.types.get(str(self.types.currentData()))
        if shape is None:
            self.told.say(self.tr("Nothing has been learnt yet: no request of a known type was received."))
            self.members.show_lines([])
            return
        self.told.say(sentence("shape-payloads", {"count": number(shape.payloads)}))
        self.members.show_lines(
            [
                Line(
                    (
                        path,
                        " | ".join(sorted(seen.types)),
                        _often(shape.share(path)),
                        self._values(seen),
                        local(seen.first_at),
                        local(seen.last_at),
                    ),
                    seen.first,
                )
                for path, seen in sorted(shape.members.items())
                if path
            ]
        )

    def _values(self, seen: SeenMember) -> str:
        return self.tr("too many for a code") if seen.many else one_line(", ".join(sorted(seen.values)), LONGEST)

    def _chosen(self) -> set[int]:
        """The exchanges of the selected new shapes, or of all if none is selected."""
        chosen: Sequence[object] = self.news.selected or [item.exchange for item in self._shapes.news]
        return {int(str(key)) for key in chosen}

    def _list(self) -> None:
        chosen = "id:" + ",".join(sorted(map(str, self.news.selected)))
        self._context.navigation.show_filtered(chosen if self.news.selected else f"is:{NEW_SHAPE}")

    def _accept(self) -> None:
        ids = self._chosen()
        self._tasks.run(self, lambda: self._services.shapes.accept(ids), done=self._show)

    def _forget(self) -> None:
        def run(*, from_start: bool) -> None:
            service = self._services.shapes
            self._tasks.run(self, lambda: service.forget(from_start=from_start), done=lambda _: self.learn())

        ask(
            self,
            self.tr("Forget what was learnt?"),
            self.tr("This removes what was learnt about all types, and the marks of new shapes."),
            Answer(self.tr("Forget, and begin with the next request"), lambda: run(from_start=False), "danger"),
            Answer(self.tr("Learn again from the whole history"), lambda: run(from_start=True)),
        )

    def _export_menu(self) -> QMenu:
        menu = QMenu(self.export)
        for item in SHAPE_FORMATS.values():
            action = menu.addAction(f"{item.title}…", partial(self._ask_where, item))
            action.setObjectName(f"shapesAs{item.key.title()}")
        return menu

    def _ask_where(self, item: ShapeFormat) -> None:
        ask_save_path(
            self,
            self.tr("Save as"),
            item.file_name,
            lambda path: self.export_to(path, item.key),
            name="shapesSaveDialog",
        )

    def export_to(self, path: Path, kind: str) -> None:
        """Write everything to a file, in a format of :data:`SHAPE_FORMATS`."""
        shapes = self._shapes
        self._tasks.run(
            self,
            lambda: self._services.shapes.export(shapes, path, kind),
            done=lambda _: self.told.say(self.tr("Written to {file}.").format(file=one_line(str(path), LONGEST))),
        )


def local(at: str) -> str:
    """A time in this computer's zone, to the second."""
    return time_text(datetime.fromisoformat(at))


def _often(share: float | None) -> str:
    return "" if share is None else f"{number(round(100 * share))} %"
