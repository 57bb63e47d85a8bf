"""Ten minutes at 200 requests a second with the window on Inbox: ``python -m pytest tests/long/test_soak.py -s``.

Memory, files and threads of window and listener must stay flat: the regression line through the samples after the
warm-up may rise by at most the limits below over the whole remaining time.
"""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.helpers import ROOT, environment

SECONDS = 600
WARM_UP_S = 120
RATE = 200
SENDERS = 4
EVERY_S = 5
MOST_BYTES_A_REQUEST = 400
"""The window keeps 8 bytes per id, and Python's allocator rounds up; a row kept by mistake takes kilobytes."""
MOST_FILES = 4
MOST_THREADS = 3


@dataclass
class Watched:
    """One process, sample by sample."""

    name: str
    pid: int
    times: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    files: list[float] = field(default_factory=list)
    threads: list[float] = field(default_factory=list)

    def sample(self, now: float) -> None:
        status = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        values = dict(line.split(":", 1) for line in status if ":" in line)
        self.times.append(now)
        self.memory.append(int(values["VmRSS"].split()[0]) * 1024)
        self.files.append(len(list(Path(f"/proc/{self.pid}/fd").iterdir())))
        self.threads.append(int(values["Threads"]))

    def growth(self, values: Sequence[float]) -> float:
        """The rise of the regression line from the end of the warm-up to the last sample."""
        points = [(time, value) for time, value in zip(self.times, values, strict=True) if time >= WARM_UP_S]
        middle = sum(time for time, _ in points) / len(points)
        mean = sum(value for _, value in points) / len(points)
        slope = sum((time - middle) * (value - mean) for time, value in points)
        slope /= sum((time - middle) ** 2 for time, _ in points)
        return slope * (points[-1][0] - points[0][0])


def send(url: str, until: float, sent: list[int], place: int) -> None:
    """Requests at an even pace over one connection."""
    where = urlsplit(url)
    body = json.dumps({"webhookEventId": place, "orderId": 70_031, "filler": "x" * 300})
    wire = http.client.HTTPConnection(where.hostname or "", where.port, timeout=20)
    due = time.monotonic()
    while time.monotonic() < until:
        wire.request("POST", f"/soak/{place}", body, {"Content-Type": "application/json"})
        answer = wire.getresponse()
        answer.read()
        assert answer.status == 200
        sent[place] += 1
        due = max(due + SENDERS / RATE, time.monotonic() - 1)
        time.sleep(max(0, due - time.monotonic()))
    wire.close()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
@pytest.mark.timeout(SECONDS + 300)
def test_memory_files_and_threads_stay_flat(data_dir: Path) -> None:
    window = subprocess.Popen(
        [sys.executable, "-m", "tests.window_process", os.fspath(data_dir)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(), cwd=ROOT,
    )  # fmt: skip
    assert window.stdin
    assert window.stdout
    try:
        url = json.loads(window.stdout.readline())["url"]
        window.stdin.write(b"inbox\n")
        window.stdin.flush()
        tasks = Path(f"/proc/{window.pid}/task").glob("*/children")
        children = [pid for task in tasks for pid in task.read_text().split()]
        watched = [Watched("window", window.pid), *(Watched("listener", int(pid)) for pid in children)]
        assert len(watched) == 2
        began, sent = time.monotonic(), [0] * SENDERS
        senders = [
            threading.Thread(target=send, args=(url, began + SECONDS, sent, place), daemon=True)
            for place in range(SENDERS)
        ]
        for thread in senders:
            thread.start()
        warm = 0
        while (now := time.monotonic() - began) < SECONDS:
            for process in watched:
                process.sample(now)
            warm = warm or (sum(sent) if now >= WARM_UP_S else 0)
            time.sleep(EVERY_S)
        for thread in senders:
            thread.join(30)
        count = sum(sent)
        for process in watched:
            print(
                f"\n{process.name}: {process.memory[-1] / 1e6:.1f} MB, growth {process.growth(process.memory) / 1e6:.2f} MB"
                f" ({process.growth(process.memory) / (count - warm):.0f} bytes a request), files {process.files[-1]:.0f}"
                f" ({process.growth(process.files):+.1f}), threads {process.threads[-1]:.0f}"
                f" ({process.growth(process.threads):+.1f})"
            )
        print(f"{count} requests, {count / SECONDS:.0f} a second")
        for process in watched:
            assert process.growth(process.memory) < MOST_BYTES_A_REQUEST * (count - warm), process
            assert process.growth(process.files) < MOST_FILES, process
            assert process.growth(process.threads) < MOST_THREADS, process
    finally:
        window.stdin.close()
        window.wait(30)
        window.stdout.close()
