"""The rules of which module may import which, and other rules for the whole package."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests import source
from tests.helpers import until

NAME = "ongoing_desktop"

# layer → the layers that it may import, besides itself
MAY_IMPORT = {
    "domain": set(),
    "wording": {"domain", "auth"},
    "auth": {"domain"},
    "bodies": {"domain", "wording"},
    "formats": {"domain", "wording", "auth"},
    "storage": {"domain", "wording", "services.ports"},
    "vault": {"domain", "services.ports"},
    "transport": {"domain", "wording"},
    "listener": {"domain", "wording", "auth", "bodies.coding"},
    "services": {"domain", "wording", "auth", "formats", "bodies"},
    "ui": {"domain", "wording", "services", "auth", "bodies", "formats"},
}
# The listener is a separate program: its main module composes the adapters.
COMPOSES = {
    "listener.main": {"storage", "vault", "formats", "services.ports"},
    "bootstrap": {"domain", "storage", "vault", "transport", "listener", "services"},
}
FACES = {"__main__", "app", "cli", "bootstrap"}
ONE_HOME = {
    "httpx": "transport",
    "httpcore": "transport",
    "keyring": "vault",
    "sqlite3": "storage",
    "PySide6": "ui",
}
PURE = {"domain", "wording", "auth"}


@dataclass(frozen=True)
class Module:
    """One file of the package."""

    name: str
    path: Path
    imported: frozenset[str]
    """Every imported name, with the package's own in full."""

    @property
    def text(self) -> str:
        return source.text(self.path)

    @property
    def layer(self) -> str:
        return self.name.split(".")[0]

    def calls(self, attribute: str) -> Iterator[ast.Call]:
        """The calls of methods of this name."""
        for node in source.calls(self.path):
            if isinstance(node.func, ast.Attribute) and node.func.attr == attribute:
                yield node


def read(path: Path) -> Module:
    parts = path.relative_to(source.PACKAGE).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    imported = set()
    for node in source.nodes(path):
        if isinstance(node, ast.Import):
            imported.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            imported.add(node.module or "")
            imported.update(f"{node.module}.{alias.name}" for alias in node.names)
    return Module(name, path, frozenset(imported))


@cache
def modules() -> list[Module]:
    return [read(path) for path in source.paths()]


@cache
def own_names() -> set[str]:
    return {module.name for module in modules()}


def window() -> list[Module]:
    return [module for module in modules() if module.layer == "ui"]


def ours(module: Module) -> set[str]:
    """Modules of the package that a module imports, without the package's name."""
    return {name.removeprefix(f"{NAME}.") for name in module.imported if name.startswith(f"{NAME}.")} & own_names()


@pytest.mark.source
def test_a_module_imports_only_the_layers_beneath_it() -> None:
    wrong = []
    for module in modules():
        if module.layer in FACES or not module.layer:
            continue
        allowed = MAY_IMPORT[module.layer] | {module.layer} | COMPOSES.get(module.name, set())
        wrong += [
            f"{module.name} imports {name}"
            for name in sorted(ours(module))
            if not any(name == item or name.startswith(f"{item}.") for item in allowed)
        ]
    assert not wrong


# packages that have a file each for the same subject
PARALLEL = {
    "auth", "bodies", "cli", "domain", "formats", "listener", "services", "storage", "ui/commands", "wording/texts",
}  # fmt: skip


@pytest.mark.source
def test_a_file_name_leads_to_one_module() -> None:
    others = (path for path in source.paths() if path.parent.relative_to(source.PACKAGE).as_posix() not in PARALLEL)
    counts = Counter(path.name for path in others if path.name != "__init__.py")
    assert [name for name, count in counts.items() if count > 1] == []


@pytest.mark.source
def test_dataclasses_are_cheap_to_import() -> None:
    names = {"dataclasses.dataclass", "dataclasses.field", "dataclasses.replace"}
    wrong = [
        module.name for module in modules() if names & module.imported and module.name != "domain.lazy_dataclasses"
    ]
    assert not wrong, f"import them from {NAME}.domain.lazy_dataclasses"


@pytest.mark.source
def test_a_widget_knows_no_service() -> None:
    widgets = [module for module in modules() if module.name.startswith("ui.kit")]
    assert widgets
    assert not [
        (module.name, name) for module in widgets for name in sorted(ours(module)) if name.startswith("services")
    ]


@pytest.mark.source
def test_each_outside_library_has_one_home() -> None:
    wrong = []
    for module in modules():
        for name in sorted(module.imported):
            home = ONE_HOME.get(name.split(".")[0])
            if home and module.layer != home and not (home == "ui" and module.name == "app"):
                wrong.append(f"{module.name} imports {name}, whose home is {home}")
    assert not wrong


@pytest.mark.source
def test_the_core_needs_only_the_standard_library() -> None:
    outside = sys.stdlib_module_names - {"socket", "subprocess", "threading", "asyncio"} | {NAME}
    wrong = [
        f"{module.name} imports {name}"
        for module in modules()
        if module.layer in PURE
        for name in sorted(module.imported)
        if name.split(".")[0] not in outside
    ]
    assert not wrong


OTHER_TIMES = {"storage.opening", "formats.junit"}  # in the name of a file, and in a format of others


@pytest.mark.source
def test_one_module_says_how_times_are_shown() -> None:
    shown = re.compile(r"strftime|\{[^{}]*:%[YmdHMS]|toString\(.*(?:yyyy|HH:mm)|formatDate")
    iso = re.compile(r"\.isoformat\(")
    found = [
        f"{module.name}:{number}"
        for module in modules()
        if module.layer != "domain" and module.name not in {"wording.times", *OTHER_TIMES}
        for number, line in enumerate(module.text.splitlines(), 1)
        if shown.search(line) or (module.layer in {"ui", "wording", "cli"} and iso.search(line))
    ]
    assert not found, f"use {NAME}.wording.times"


@pytest.mark.source
def test_there_is_no_import_cycle() -> None:
    graph = {module.name: ours(module) - {module.name} for module in modules()}
    done: set[str] = set()
    active: list[str] = []

    def visit(name: str) -> None:
        if name in done:
            return
        assert name not in active, f"cycle: {' → '.join([*active[active.index(name) :], name])}"
        active.append(name)
        for other in sorted(graph.get(name, ())):
            # A package's own __init__ imports its modules, which may import other modules of the package.
            if not name.startswith(f"{other}."):
                visit(other)
        active.pop()
        done.add(name)

    for name in graph:
        visit(name)


@pytest.mark.source
def test_the_window_shows_foreign_text_as_plain_text() -> None:
    wrong = []
    banned = re.compile(r"setHtml|setMarkdown|insertHtml|appendHtml|QTextBrowser|Qt\.RichText|TextFormat\.RichText")
    for module in window():
        text = module.text
        if module.name == "ui.sheet.sheet_pdf":
            # A document for paper from our own escaped renderer, never a widget.
            text = text.replace("made.setHtml(html)", "")
        if module.name == "ui.help.guide_view":
            # Shows the guides, which are files of the program, and loads nothing else.
            for own in ("self.setMarkdown(self._guide.markdown)", "import QTextBrowser", "GuideView(QTextBrowser)"):
                text = text.replace(own, "")
        wrong += [f"{module.name} uses {name}" for name in banned.findall(text)]
        wrong += [
            f"{module.name}, line {call.lineno}: f-string in tr()"
            for call in module.calls("tr")
            if any(isinstance(argument, ast.JoinedStr) for argument in call.args)
        ]
        wrong += [f"{module.name}, line {call.lineno}: a nested event loop" for call in module.calls("exec")]
    assert not wrong


@pytest.mark.source
def test_the_window_reads_the_history_through_services() -> None:
    """Widgets use services and :meth:`TaskRunner.compute`; they have no access to ports."""
    found = [
        f"{module.name}:{number}"
        for module in window()
        if module.name != "ui.task_runner"
        for number, line in enumerate(module.text.splitlines(), 1)
        if re.search(r"engine\.blocking|services\.history\b", line)
    ]
    assert not found, found


@pytest.mark.source
def test_dialogs_and_boxes_are_the_kit_s_own() -> None:
    """Qt's own react to the wheel, and press the default button whatever has the focus."""
    wrong = []
    for module in window():
        if module.name.startswith("ui.kit"):
            continue
        for node in source.nodes(module.path):
            bases = node.bases if isinstance(node, ast.ClassDef) else [node.func] if isinstance(node, ast.Call) else []
            wrong += [
                f"{module.name}, line {node.lineno}: {base.id}"
                for base in bases
                if isinstance(base, ast.Name) and base.id in {"QDialog", "QComboBox", "QSpinBox", "QDoubleSpinBox"}
            ]
    assert not wrong


LONG_LIVED = ("relay", "signals.", "theme.changed", "focusChanged", "clipboard()")


@pytest.mark.source
def test_a_late_callback_dies_with_its_receiver() -> None:
    """A timer, future or signal that outlives a dialog must not call a deleted object."""
    wrong = []
    for module in (*window(), *(item for item in modules() if item.name == "app")):
        wrong += [
            f"{module.name}, line {call.lineno}: singleShot without a receiver"
            for call in module.calls("singleShot")
            if len(call.args) != 3
        ]
        wrong += [
            f"{module.name}, line {call.lineno}: a signal that lives on calls no method of an object"
            for call in module.calls("connect")
            if isinstance(call.func, ast.Attribute)
            and any(name in ast.unparse(call.func.value) for name in LONG_LIVED)
            and any(isinstance(part, ast.Lambda | ast.Name) for part in call.args)
        ]
        if module.name != "ui.task_runner":
            wrong += [
                f"{module.name}, line {call.lineno}: a future's end comes through Tasks.run"
                for call in module.calls("add_done_callback")
            ]
    assert not wrong


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (["--help"], {"PySide6", "httpx", "keyring"}),
        (["webhooks", "list"], {"PySide6"}),
        (["history", "list"], {"PySide6"}),
        (["config", "export"], {"PySide6"}),
        (["credentials", "list"], {"PySide6"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_command_loads_no_window(arguments: list[str], absent: set[str], tmp_path: Path) -> None:
    code = (
        "import sys; from ongoing_desktop.__main__ import main\n"
        f"try: main({['--data-dir', str(tmp_path), *arguments]!r})\n"
        "except SystemExit: pass\n"
        f"print('LOADED', sorted(set(sys.modules) & {absent!r}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert "LOADED []" in done.stderr, done.stderr


def test_listen_loads_no_window_no_network_client_and_no_simulator(tmp_path: Path) -> None:
    ready = tmp_path / "ready.json"
    code = (
        "import atexit, sys; from ongoing_desktop.__main__ import main\n"
        "ours = {'listener.simulator', 'domain.api', 'domain.anonymise'}\n"
        "absent = {'PySide6', 'httpx', 'keyring'} | {f'ongoing_desktop.{name}' for name in ours}\n"
        "atexit.register(lambda: print('LOADED', sorted(set(sys.modules) & absent), file=sys.stderr))\n"
        f"sys.exit(main({['--data-dir', str(tmp_path), 'listen', '--port', '0', '--ready-file', str(ready)]!r}))"
    )
    child = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        until(lambda: ready.exists() or child.poll() is not None, "the listener is ready")
    finally:
        child.terminate()
        _, errors = child.communicate(timeout=20)
    assert child.returncode == 0, errors
    assert "LOADED []" in errors, errors


def test_versions_that_carry_a_security_fix() -> None:
    version = tuple(int(part) for part in importlib.metadata.version("h11").split(".")[:2])
    assert version >= (0, 16)  # CVE-2025-43859
