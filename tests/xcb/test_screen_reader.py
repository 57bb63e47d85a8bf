"""The main trip as a screen reader tells it: by keyboard alone, in a program of its own, through AT-SPI."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from ongoing_desktop.bootstrap import open_services
from tests.helpers import ROOT, do
from tests.ui.test_main_trip import free_port
from tests.xcb.screen_reader import ScreenReader

pytestmark = pytest.mark.xcb


@pytest.fixture
def reader() -> Iterator[ScreenReader]:
    """A screen reader, and a window manager, without which no window gets the focus."""
    manager = subprocess.Popen(["openbox"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    made = ScreenReader()
    yield made
    made.close()
    manager.terminate()
    manager.wait(10)


@pytest.fixture
def port(data_dir: Path) -> int:
    """The listener's port in the settings."""
    services = open_services(data_dir)
    services.start()
    number = free_port()
    do(services, services.settings.set_preferences(port=number))
    services.close()
    return number


@pytest.fixture
def program(reader: ScreenReader, data_dir: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The program, with its window in front."""
    command = [sys.executable, "-m", "ongoing_desktop", "--data-dir", os.fspath(data_dir)]
    made = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"})
    try:
        reader.hear("push button Try it")
        yield made
    finally:
        if made.poll() is None:
            made.kill()
        made.wait(10)


def test_the_main_trip_is_told(reader: ScreenReader, program: subprocess.Popen[bytes], port: int) -> None:
    assert reader.applications() == ["Ongoing Desktop"]
    reader.press("Ctrl+k")
    reader.hear("text Find a command")
    for letter in "demo":
        reader.press(letter)
    reader.hear(": Try it: add the demo system, Tools")
    reader.press("Return")
    reader.hear("table Webhooks")
    reader.hear(": Demo added. Start the listener and send a test")
    reader.press("F6")
    reader.hear("push button Start listening and test")
    reader.press("Return")
    reader.hear(f": Listener: Listening 127.0.0.1:{port}")
    reader.hear(": 200 OK. Ongoing would count this as delivered with 200")
    reader.press("Ctrl+2")
    reader.hear("table Received requests")
    urllib.request.urlopen(f"http://127.0.0.1:{port}/elsewhere", b"{}").close()
    reader.hear(": 1 request arrived, 1 without a webhook")
    reader.press("Up")
    assert "no webhook" in reader.hear("POST /elsewhere")
    reader.press("Down")
    row = reader.hear("POST /demo/order-picked")
    assert row.startswith("cell Order is picked")
    assert "right credential" in row
    assert "200" in row
    reader.press("Ctrl+1")
    reader.hear("table Webhooks")
    reader.press("Ctrl+n")
    reader.hear("text Filter the webhook types")
    reader.press("Escape")
    reader.hear("table Webhooks")
    reader.press("Ctrl+q")
    reader.hear("push button Quit")
    reader.press("Return")
    assert program.wait(15) == 0
    assert not [text for text in reader.everything if "<" in text]
    assert "check box Webhooks" not in reader.everything
