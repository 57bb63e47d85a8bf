"""``ongoing-desktop`` and ``python -m ongoing_desktop``."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from ongoing_desktop.cli import run


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    return run(sys.argv[1:] if argv is None else argv)


if __name__ == "__main__":
    sys.exit(main())
