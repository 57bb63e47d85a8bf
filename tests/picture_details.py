"""Pictures of the detail and of a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QTabWidget

from ongoing_desktop.app import App
from ongoing_desktop.ui.exchanges.compare_dialog import CompareWindow

if TYPE_CHECKING:
    from tests.screenshots import Pictures


def details(pictures: Pictures, app: App) -> None:
    """The tabs of an exchange, the tree of its body, and a comparison, with the inbox and one exchange open."""
    pane = app.window.pages.inbox.detail
    tabs = pane.findChild(QTabWidget)
    assert tabs is not None
    was = tabs.currentIndex()
    pane.body_view.choose("tree")
    pictures.wait(lambda: pane.body_view.tree.model.rowCount() > 0, "the tree")
    tree = pane.body_view.tree
    tree.view.setCurrentIndex(tree.model.index(5, 0))
    pictures.take("8a-detail-tree")
    pane.body_view.choose("hex")
    pictures.wait(lambda: pane.body_view.text.toPlainText().startswith("00000000"), "the bytes")
    pictures.take("8b-detail-hex")
    pane.body_view.choose("pretty")
    for name, place in (("8c-detail-overview", 0), ("8d-detail-credentials", 4)):
        tabs.setCurrentIndex(place)
        pictures.take(name)
    tabs.setCurrentIndex(was)
    first, second = sorted(row.id for row in app.services.history.page(limit=50, direction="in"))[:2]
    for name, left, right in (("8e-compare", first, second), ("8f-compare-example", second, "order")):
        window = CompareWindow(pane._context, pane.window(), left, right)
        window.show()
        pictures.wait(lambda window=window: window.comparison is not None, "the comparison")
        pictures.settle()
        pictures.take(name, window)
        window.close()
        pictures.settle()
    assert not [item for item in app.window.findChildren(QDialog, "compareWindow") if item.isVisible()]
