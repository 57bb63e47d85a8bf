"""Pipes without a reader block no writer."""

from __future__ import annotations

import json
import logging
import os
import threading
import time

from ongoing_desktop.listener.jsonl_pipe import LineWriter, QueuedLog, read_lines
from tests.helpers import until


def drain(fd: int) -> bytes:
    parts = b""
    while data := os.read(fd, 65536):
        parts += data
    return parts


def test_a_full_pipe_costs_lines_not_time_and_the_loss_is_said() -> None:
    reading, writing = os.pipe()
    writer = LineWriter(writing, bound=100)
    for number in range(20_000):  # would wait here for ever
        writer.say({"n": number, "filler": "x" * 100})
    text = bytearray()
    reader = threading.Thread(target=lambda: text.extend(drain(reading)))
    reader.start()
    writer.close()
    os.close(writing)
    reader.join(10)
    os.close(reading)
    lines = [json.loads(line) for line in text.splitlines()]
    skipped = sum(line["count"] for line in lines if line.get("event") == "skipped")
    assert skipped > 0
    assert skipped + sum("n" in line for line in lines) == 20_000


def test_the_newest_value_counts_and_is_not_written_too_often() -> None:
    reading, writing = os.pipe()
    writer = LineWriter(writing)
    began = time.monotonic()
    for number in range(3000):
        writer.latest(lambda number=number: {"id": number})
        if number % 10 == 0:
            time.sleep(0.001)
    took = time.monotonic() - began
    writer.close()
    os.close(writing)
    found = [json.loads(line)["id"] for line in drain(reading).splitlines()]
    os.close(reading)
    assert found[-1] == 2999
    assert found == sorted(found)
    assert len(found) <= took * 30 + 3


def test_nobody_reading_any_more_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    writer = LineWriter(writing)
    for _ in range(100):
        writer.say("text")
    writer.close()
    os.close(writing)


def test_text_is_one_line_whatever_a_stranger_sent() -> None:
    reading, writing = os.pipe()
    writer = LineWriter(writing)
    writer.say("POST /\x1b[2J\r\nfake\u202e line")
    writer.close()
    os.close(writing)
    assert drain(reading) == b"POST /\\x1b[2J\\r\\nfake\\u202e line\n"
    os.close(reading)


def test_lines_come_whole_and_the_end_is_told() -> None:
    reading, writing = os.pipe()
    lines: list[bytes] = []
    ended = threading.Event()
    read_lines(reading, lines.append, ended.set)
    for part in (b"on", b"e\ntw", b"o\n\n\nthree\nlast"):
        os.write(writing, part)
    until(lambda: len(lines) >= 3, "three lines")
    os.close(writing)
    assert ended.wait(5)
    assert lines == [b"one", b"two", b"three", b"last"]
    os.close(reading)


def test_a_log_that_nobody_reads_does_not_block() -> None:
    reading, writing = os.pipe()
    handler = QueuedLog(writing, bound=50)
    handler.setFormatter(logging.Formatter("%(message)s"))
    for number in range(20_000):  # would wait here for ever
        handler.handle(logging.LogRecord("x", logging.INFO, "", 0, f"line {number} \x1b[0m" + "y" * 50, None, None))
    text = bytearray()
    reader = threading.Thread(target=lambda: text.extend(drain(reading)))
    reader.start()
    handler.close()
    os.close(writing)
    reader.join(10)
    os.close(reading)
    assert b"line 19999 \\x1b[0m" in text
