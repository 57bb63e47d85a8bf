"""A process that records and enforces the history's limits at the same time, and prints each committed id.

``python -m tests.retention_process FOLDER``. Every tenth body is large; checkpoints follow every page.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from ongoing_desktop.domain.retention import RetentionLimits
from ongoing_desktop.storage.exchange_rows import CHUNK
from ongoing_desktop.storage.folder import open_storage
from tests.storage.makers import received

KEPT = 100


def body(number: int) -> bytes:
    """The body of the exchange with this id."""
    return b"%d " % number * (CHUNK // 4 if number % 10 == 0 else 500)


def main(folder: Path) -> None:
    storage = open_storage(folder)
    history = storage.history
    history._db._writer.execute("pragma wal_autocheckpoint=1")

    def tidy() -> None:
        while True:
            cut, after = history.retention.cut(RetentionLimits(count=KEPT)), 0
            while (step := history.retention.step(cut, after))[1]:
                after = step[1]
            history.retention.give_back()
            history.checkpoint()

    threading.Thread(target=tidy, daemon=True).start()
    number = history.newest_id()
    while True:
        number += 1
        assert history.append([received(body(number))]) == [number]
        print(number, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
