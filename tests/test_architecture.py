"""Who may import whom, in sentences that fail the build when a layer leaks."""

from __future__ import annotations

import ast
import importlib.metadata
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers import until

PACKAGE = Path(__file__).parent.parent / "ongoing_desktop"
NAME = "ongoing_desktop"
MODULES = sorted(PACKAGE.rglob("*.py"))

# layer → the layers of ours that it may import (itself is always allowed)
MAY_IMPORT = {
    "domain": set(),
    "auth": {"domain"},
    "bodies": {"domain"},
    "formats": {"domain"},
    "storage": {"domain", "services.ports"},
    "vault": {"domain", "services.ports"},
    "transport": {"domain"},
    "listener": {"domain", "auth"},
    "services": {"domain", "auth", "formats", "bodies"},
    "ui": {"domain", "services", "auth", "bodies", "formats"},
}
# The listener is a program of its own: its main composes the adapters.
COMPOSES = {
    "listener.main": {"storage", "vault", "formats", "services.ports"},
    "compose": {"domain", "storage", "vault", "transport", "listener", "services"},
}
FACES = {"__main__", "app", "cli", "compose"}
ONE_HOME = {
    "httpx": "transport",
    "httpcore": "transport",
    "keyring": "vault",
    "sqlite3": "storage",
    "PySide6": "ui",
    "qtawesome": "ui",
}
PURE = {"domain", "auth"}


def dotted(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def ours(path: Path) -> set[str]:
    """Modules of ours that a module imports, without the package's name."""
    known = {dotted(item) for item in MODULES}
    found = {name.removeprefix(f"{NAME}.") for name in imports(path) if name.startswith(f"{NAME}.")}
    return {name for name in found if name in known}


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_a_module_imports_only_the_layers_beneath_it(path: Path) -> None:
    module = dotted(path)
    layer = module.split(".")[0]
    if layer in FACES or not layer:
        return
    allowed = MAY_IMPORT[layer] | {layer} | COMPOSES.get(module, set())
    for name in ours(path):
        assert any(name == item or name.startswith(f"{item}.") for item in allowed), f"{module} may not import {name}"


@pytest.mark.parametrize("path", [item for item in MODULES if dotted(item).startswith("ui.widgets")], ids=dotted)
def test_a_widget_knows_no_service(path: Path) -> None:
    assert not [name for name in ours(path) if name.startswith("services")]


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_each_outside_library_has_one_home(path: Path) -> None:
    module = dotted(path)
    for name in imports(path):
        home = ONE_HOME.get(name.split(".")[0])
        if home and not (home == "ui" and module == "app"):
            assert module.split(".")[0] == home, f"{module} imports {name}, whose home is {home}"


@pytest.mark.parametrize("path", [item for item in MODULES if dotted(item).split(".")[0] in PURE], ids=dotted)
def test_the_core_needs_only_the_standard_library(path: Path) -> None:
    for name in imports(path):
        root = name.split(".")[0]
        assert root == NAME or root in sys.stdlib_module_names, f"{dotted(path)} imports {name}"
        assert root not in {"socket", "subprocess", "threading", "asyncio"}, f"{dotted(path)} does I/O"


def test_there_is_no_import_cycle() -> None:
    graph = {dotted(path): ours(path) - {dotted(path)} for path in MODULES}
    done: set[str] = set()
    active: list[str] = []

    def visit(name: str) -> None:
        if name in done:
            return
        assert name not in active, f"cycle: {' → '.join([*active[active.index(name) :], name])}"
        active.append(name)
        for other in sorted(graph.get(name, ())):
            # A package's own __init__ gathers its modules; they may name their package's other modules.
            if not name.startswith(f"{other}."):
                visit(other)
        active.pop()
        done.add(name)

    for name in graph:
        visit(name)


@pytest.mark.parametrize("path", [item for item in MODULES if dotted(item).startswith("ui")], ids=dotted)
def test_the_window_shows_foreign_text_as_plain_text(path: Path) -> None:
    text = path.read_text("utf-8")
    if dotted(path) == "ui.sheet.pdf":
        # A document for paper, from our own escaped renderer, never a widget.
        text = text.replace("made.setHtml(html)", "")
    for banned in (
        "setHtml",
        "setMarkdown",
        "insertHtml",
        "appendHtml",
        "QTextBrowser",
        "Qt.RichText",
        "TextFormat.RichText",
    ):
        assert banned not in text, f"{dotted(path)} uses {banned}"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "tr":
            assert not any(isinstance(argument, ast.JoinedStr) for argument in node.args), (
                f"{dotted(path)}: f-string in tr()"
            )
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "exec":
            pytest.fail(f"{dotted(path)}: a nested event loop, line {node.lineno}")


@pytest.mark.parametrize("path", [item for item in MODULES if dotted(item).startswith("ui")], ids=dotted)
def test_no_lambda_listens_to_the_relay(path: Path) -> None:
    """It would outlive the dialog that it speaks for; a method's connection ends with its object."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "connect":
            of_relay = "relay" in ast.unparse(node.func.value)
            assert not (of_relay and any(isinstance(argument, ast.Lambda) for argument in node.args)), (
                f"{dotted(path)}, line {node.lineno}"
            )


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


def test_listen_loads_no_window_and_no_network_client(tmp_path: Path) -> None:
    ready = tmp_path / "ready.json"
    code = (
        "import atexit, sys; from ongoing_desktop.__main__ import main\n"
        "absent = {'PySide6', 'qtawesome', 'httpx', 'keyring'}\n"
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
