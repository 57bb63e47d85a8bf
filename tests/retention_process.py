"""A process that records and keeps the history short at the same time; says each id once it is committed.

``python -m tests.retention_process FOLDER``. Every tenth body is large; checkpoints come after every page.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from ongoing_desktop.domain.retention import Limits
from ongoing_desktop.storage import open_storage
from ongoing_desktop.storage.exchange_rows import CHUNK
from tests.storage.makers import received

KEPT = 100


def body(number: int) -> bytes:
    """What the exchange of this id holds."""
    return b"%d " % number * (CHUNK // 4 if number % 10 == 0 else 500)


def main(folder: Path) -> None:
    storage = open_storage(folder)
    history = storage.history
    history._db._writer.execute("pragma wal_autocheckpoint=1")

    def tidy() -> None:
        while True:
            cut, after = history.retention.cut(Limits(count=KEPT)), 0
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
