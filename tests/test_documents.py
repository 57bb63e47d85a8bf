"""The documents of the repository match the code."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_every_threat_that_the_code_cites_is_in_the_list() -> None:
    listed = set(re.findall(r"^\| (T\d+) \|", (ROOT / "resources/docs/threats.md").read_text("utf-8"), re.MULTILINE))
    cited = {
        number
        for path in (ROOT / "ongoing_desktop").rglob("*.py")
        for number in re.findall(r"\bT\d{1,2}\b", path.read_text("utf-8"))
    }
    assert cited <= listed


def test_documents_name_files_that_exist() -> None:
    missing = [
        f"{document.relative_to(ROOT)}: {name}"
        for document in [ROOT / "README.md", *ROOT.glob(".github/*.md"), *ROOT.glob("resources/docs/**/*.md")]
        for name in re.findall(
            r"`((?:ongoing_desktop|resources|tests|\.github)/[\w./-]+)`", document.read_text("utf-8")
        )
        if not (ROOT / name).exists()
    ]
    assert not missing
