"""Where the packaged program starts; ``python -m ongoing_desktop`` of an installed one."""

import os
import sys

# PyInstaller's notes for its own start. Programs started from here, as a browser, must not load the libraries of this
# folder; and the listener, which is this program again, must make notes of its own.
for name in [name for name in os.environ if name.startswith("_PYI_")]:
    del os.environ[name]
if sys.platform == "linux":
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
