"""Where the packaged program starts; ``python -m ongoing_desktop`` of an installed one."""

import os
import sys

if sys.platform not in ("win32", "darwin"):
    # The folder's own libraries are loaded by now, and programs started from here (a browser, a file manager) must not
    # load them.
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", "")
    os.environ.pop("LD_LIBRARY_PATH", None)
    if before:
        os.environ["LD_LIBRARY_PATH"] = before
for stream in ("stdout", "stderr"):
    # The window's program on Windows has neither.
    if getattr(sys, stream) is None:
        setattr(sys, stream, open(os.devnull, "w", encoding="utf-8"))

from ongoing_desktop.__main__ import main

sys.exit(main())
