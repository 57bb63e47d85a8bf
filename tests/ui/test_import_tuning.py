"""No source is read to import the window."""

from __future__ import annotations

import subprocess
import sys

from tests.helpers import ROOT


def test_the_window_is_imported_without_its_sources_being_read() -> None:
    code = (
        "from ongoing_desktop.ui.import_tuning import read_no_sources\nread_no_sources()\n"
        "import linecache\nimport ongoing_desktop.app\n"
        "print(*(name for name in linecache.cache if 'ongoing_desktop' in name))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert not done.stdout.split()
