"""Dialogs that add a system or a goods owner; shown with ``open()``, also from the editor."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar

from PySide6.QtWidgets import QLineEdit, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.settings import GoodsOwner, System
from ongoing_desktop.domain.system_changes import suggested_address
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import combo_box, line_edit
from ongoing_desktop.ui.kit.form_field import Field, show_problems
from ongoing_desktop.ui.kit.unsaved_changes import UnsavedChangesDialog

T = TypeVar("T", System, GoodsOwner)


class _AddDialog(InContext, UnsavedChangesDialog):
    """A few fields with problems beside them, Add and Cancel."""

    def __init__(self, context: WindowContext, parent: QWidget, name: str, title: str, lead: str) -> None:
        super().__init__(parent, name, title, lead=lead, size=(520, 0))
        self.use_context(context)
        self._fields: dict[str, Field] = {}
        self.save = push_button(self, self.tr("Add"), "save", self._save, default=True)
        self.cancel = push_button(self, self.tr("Cancel"), "cancel", self.reject)

    def _line(self, key: str, title: str, name: str, hint: str = "") -> QLineEdit:
        edit = line_edit(self, name, placeholder=hint)
        self._place(key, title, edit)
        return edit

    def _place(self, key: str, title: str, widget: QWidget) -> None:
        field = Field(title, widget, self)
        field.forget_on_edit()
        self._fields[key] = field
        self.add(field)

    def _save(self) -> None:
        raise NotImplementedError

    def _add(self, work: Callable[[], Awaitable[T | tuple[Problem, ...]]], added: Callable[[T], object]) -> None:
        """Do the work, which returns what was added, or the problems with it."""

        def done(result: T | tuple[Problem, ...]) -> None:
            if isinstance(result, tuple):
                show_problems(self._fields, result)
            else:
                added(result)
                self.accept()

        self.save.setEnabled(False)
        self._tasks.run(self, work, done=done, ended=partial(self.save.setEnabled, True))


class AddSystemDialog(_AddDialog):
    """Adds a system. ``added`` receives it."""

    def __init__(self, context: WindowContext, parent: QWidget, added: Callable[[System], None]) -> None:
        lead = parent.tr("A system is one Ongoing WMS instance, such as test or production.")
        super().__init__(context, parent, "addSystemDialog", parent.tr("Add system"), lead)
        self._added = added
        self._name = self._line("name", self.tr("Name"), "systemName", self.tr("such as Main warehouse"))
        hint = self.tr("the warehouse’s name in Ongoing’s address")
        self._code = self._line("code", self.tr("Code"), "systemCode", hint)
        self._address = self._line("address", self.tr("Address"), "systemAddress")
        self._suggest("")
        self._code.textChanged.connect(self._suggest)
        self.end_with(self.cancel, self.save)

    def _suggest(self, code: str) -> None:
        usual = suggested_address(code.strip())
        message = self.tr("Optional; usually {address}").format(address=one_line(usual, 60))
        self._fields["address"].set_hint(message if usual else self.tr("Optional: of Ongoing’s REST API."))

    def _save(self) -> None:
        name, code, address = self._name.text(), self._code.text(), self._address.text()
        self._add(lambda: self._services.systems.add_system(name, code, address), self._added)


class AddGoodsOwnerDialog(_AddDialog):
    """Adds a goods owner to a system. ``added`` receives the system's id and the goods owner."""

    def __init__(
        self,
        context: WindowContext,
        parent: QWidget,
        added: Callable[[str, GoodsOwner], None],
        system_id: str | None = None,
    ) -> None:
        lead = parent.tr("A company with goods in the warehouse, and its number in Ongoing.")
        super().__init__(context, parent, "addGoodsOwnerDialog", parent.tr("Add goods owner"), lead)
        self._added = added
        systems = context.services.settings.current.systems
        self._system = combo_box(self, "goodsOwnerSystem", items=[(one_line(item.name), item.id) for item in systems])
        self._system.choose(system_id)
        self._place("system", self.tr("System"), self._system)
        self._id = self._line("id", self.tr("Number"), "goodsOwnerId", self.tr("such as 12"))
        self._name = self._line("name", self.tr("Name"), "goodsOwnerName")
        self._code = self._line("code", self.tr("Code"), "goodsOwnerCode")
        self.end_with(self.cancel, self.save)
        self._id.setFocus()

    def _save(self) -> None:
        text = self._id.text().strip()
        number = int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
        system, name, code = str(self._system.currentData() or ""), self._name.text(), self._code.text()
        work = partial(self._services.systems.add_goods_owner, system, number, name, code)
        self._add(work, partial(self._added, system))
