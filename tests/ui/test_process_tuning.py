"""What the window is imported without, and memory that returns to the system."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import trustme

from tests.helpers import ROOT


def test_the_window_is_imported_without_its_sources_being_read() -> None:
    code = (
        "from ongoing_desktop.ui.process_tuning import read_no_sources\nread_no_sources()\n"
        "import linecache\nimport ongoing_desktop.app\nprint(*linecache.cache)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert not done.stdout.split()


def test_httpx_speaks_tls_where_asyncio_has_none(tmp_path: Path) -> None:
    authority = trustme.CA()
    files = [tmp_path / name for name in ("server.pem", "authority.pem")]
    authority.issue_cert("localhost").private_key_and_cert_chain_pem.write_to_path(files[0])
    authority.cert_pem.write_to_path(files[1])
    code = """
from ongoing_desktop.ui.process_tuning import asyncio_without_tls
asyncio_without_tls()
import asyncio, http.server, ssl, sys, threading, httpx
server = http.server.HTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler)
context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
context.load_cert_chain(sys.argv[1])
server.socket = context.wrap_socket(server.socket, server_side=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
async def ask():
    async with httpx.AsyncClient(verify=ssl.create_default_context(cafile=sys.argv[2])) as client:
        return (await client.get(f"https://localhost:{server.server_port}/nothing")).status_code
print(asyncio.base_events.ssl, asyncio.run(ask()))
"""
    words = [sys.executable, "-c", code, *map(str, files)]
    done = subprocess.run(words, capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == ["None", "404"]


def test_the_window_loads_no_openssl_until_it_is_needed() -> None:
    code = (
        "from ongoing_desktop.ui.process_tuning import asyncio_without_tls\nasyncio_without_tls()\n"
        "import sys, ongoing_desktop.app, ongoing_desktop.services.listening\n"
        "print(*({'ssl', '_ssl', '_hashlib', 'httpx', 'cryptography', 'PySide6.QtNetwork'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert not done.stdout.split()


LATE = (
    *("auth", "cli.webhooks", "domain.catalogue", "domain.connectivity", "domain.difference", "domain.retry"),
    *("domain.sending", "domain.snapshot", "domain.tunnels", "domain.url_advice", "domain.validation"),
    *("listener.child_process", "listener.control", "services.tunnel", "services.webhooks", "storage.search.planner"),
    *("ui.kit.dialog", "ui.kit.header_keys", "ui.kit.question", "ui.kit.reading_order", "ui.kit.spin_boxes"),
    *("ui.progress_dialog", "ui.retranslation", "ui.shell.bug_window", "ui.shell.closing"),
)
"""Modules of this package that an idle window without webhooks does not need."""
LATE_CLASSES = (
    *("QAccessible", "QCalendarWidget", "QDialog", "QMessageBox", "QPlainTextEdit", "QProgressBar", "QSpinBox"),
    *("QStyle", "QTabWidget", "QWizard"),
)
"""Classes of Qt likewise. Their enumerations alone take up to 200 kB each."""


def test_the_idle_window_has_loaded_only_classes_and_modules_that_it_uses(tmp_path: Path) -> None:
    """``viewport()`` loads all classes of widgets; ``viewport_of`` does not."""
    code = """
import sys
from PySide6 import QtGui, QtWidgets
from ongoing_desktop.__main__ import main
classes, modules = sys.argv[2].split(), {"uuid", "platform", "dataclasses", "hmac", "shlex", "_hashlib"}
modules |= {f"ongoing_desktop.{name}" for name in sys.argv[3].split()}
def idle(*_):
    QtWidgets.QApplication.processEvents()
    print(*({*vars(QtWidgets), *vars(QtGui)} & {*classes}), *(modules & set(sys.modules)))
    return 0
QtWidgets.QApplication.exec = idle
sys.exit(main(["--data-dir", sys.argv[1]]))
"""
    words = [sys.executable, "-c", code, str(tmp_path / "data"), " ".join(LATE_CLASSES), " ".join(LATE)]
    done = subprocess.run(words, capture_output=True, text=True, check=True, cwd=ROOT)
    assert not done.stdout.split()


# Alternate larger blocks and a small one above each, as lists do that grow during other work.
COME_AND_GO = """
from pathlib import Path
from ongoing_desktop.ui.process_tuning import LARGE, return_large_blocks
return_large_blocks()
def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096
first = bytearray(b"x" * (16 << 20))
del first
before = resident()
kept = []
for size in range(1, 31):
    block = bytearray(b"x" * (size * LARGE))
    kept.append(bytearray(b"y" * 1000))
    del block
print((resident() - before) // LARGE)
"""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the memory of a process, as Linux tells it")
def test_large_blocks_do_not_stay() -> None:
    done = subprocess.run([sys.executable, "-c", COME_AND_GO], capture_output=True, text=True, cwd=ROOT, check=True)
    assert int(done.stdout) <= 2
