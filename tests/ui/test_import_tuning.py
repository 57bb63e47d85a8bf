"""What the window is imported without."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import trustme

from tests.helpers import ROOT


def test_the_window_is_imported_without_its_sources_being_read() -> None:
    code = (
        "from ongoing_desktop.ui.import_tuning import read_no_sources\nread_no_sources()\n"
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
from ongoing_desktop.ui.import_tuning import asyncio_without_tls
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
        "from ongoing_desktop.ui.import_tuning import asyncio_without_tls\nasyncio_without_tls()\n"
        "import sys, ongoing_desktop.app, ongoing_desktop.services.listening\n"
        "print(*({'ssl', '_ssl', '_hashlib', 'httpx', 'cryptography', 'PySide6.QtNetwork'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert not done.stdout.split()


def test_the_idle_window_has_loaded_only_classes_and_modules_that_it_uses(tmp_path: Path) -> None:
    """``viewport()`` loads all classes of widgets; ``viewport_of`` does not."""
    code = """
import sys
from PySide6 import QtWidgets
from ongoing_desktop.__main__ import main
QtWidgets.QApplication.exec = lambda *_: QtWidgets.QApplication.processEvents()
main(["--data-dir", sys.argv[1]])
print(*({"QWizard", "QCalendarWidget"} & set(vars(QtWidgets))), *({"uuid", "platform", "dataclasses", "hmac", "_hashlib"} & set(sys.modules)))
"""
    words = [sys.executable, "-c", code, str(tmp_path / "data")]
    done = subprocess.run(words, capture_output=True, text=True, check=True, cwd=ROOT)
    assert not done.stdout.split()
