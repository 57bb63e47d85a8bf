"""A new stored column is one row: it is recorded, read, listed, sorted, filtered and exported."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from ongoing_desktop.domain.exchange import ASKED, ExchangeRow
from ongoing_desktop.domain.exchange_fields import FIELDS
from tests.helpers import ROOT


def test_a_column_is_recorded_read_sorted_filtered_exported_and_listed(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "tests.stored_column", str(tmp_path / "data")]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=100, check=False)
    assert (done.returncode, done.stdout) == (0, "done\n"), done.stderr


def test_every_field_of_a_row_is_stored_or_read_on_request() -> None:
    names = [item.name for item in FIELDS]
    assert len(names) == len(set(names))
    assert {*names, *ASKED} == set(ExchangeRow.__annotations__)
