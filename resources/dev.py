"""One command to run the app, one to run its tests, from a fresh clone. Standard library only.

``python3 resources/dev.py run [ARGUMENT …]`` sets up and starts the app; ``python3 resources/dev.py test [pytest
argument …]`` sets up and runs every check. Both make ``.venv`` beside this repo, install the locked versions, and on
Debian and Ubuntu add the system libraries that Qt needs, or name the exact line where that is not possible.
"""

from __future__ import annotations

import ctypes.util
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "resources" / "requirements.lock"
STAMP = VENV / "installed"

QT = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
SCREEN = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
PROGRAMS = {
    "Xvfb": "xvfb",
    "xvfb-run": "xvfb",
    "xauth": "xauth",
    "gnome-keyring-daemon": "gnome-keyring",
    "dbus-run-session": "dbus",
    "node": "nodejs",
    "curl": "curl",
    "openbox": "openbox",
}
ACCESSIBILITY = Path("/usr/share/dbus-1/services/org.a11y.Bus.service"), "at-spi2-core"
"""What the screen reader of the tests needs: the service that starts the accessibility bus, and its package."""
JUDGES = {
    "/usr/share/nodejs/har-validator": "node-har-validator",
    "/usr/bin/desktop-file-validate": "desktop-file-utils",
    "/usr/bin/appstreamcli": "appstream",
}
"""Used by some tests for an independent check; without the package those tests are skipped."""
REAL = "the tests in a real window"
COLLECT = "collecting the tests"
FONTS = "fonts-dejavu-core"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


def main(arguments: list[str]) -> int:
    """Run the command of the first argument."""
    if sys.version_info < (3, 11):
        return say("Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ".")
    verb, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    # Without bytecode every start would compile every module.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if verb not in ("run", "test"):
        return say("usage: python3 resources/dev.py run|test [ARGUMENT …]")
    system_packages(tests=verb == "test")
    if verb == "test":
        judges()
    python = environment()
    if python is None:
        return 1
    return run_app(python, rest) if verb == "run" else run_tests(python, rest)


def say(text: str) -> int:
    """Print a sentence for the user; returns a failing exit code."""
    print(text, file=sys.stderr, flush=True)
    return 2


def loadable(library: str) -> bool:
    """Whether the loader finds a library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def system_packages(*, tests: bool) -> None:
    """Install the required Debian packages, or print the command that does."""
    if not sys.platform.startswith("linux"):
        return
    wanted = [package for library, package in {**QT, **SCREEN}.items() if not loadable(library)]
    if tests:
        wanted += [package for program, package in PROGRAMS.items() if shutil.which(program) is None]
        wanted += [] if ACCESSIBILITY[0].exists() else [ACCESSIBILITY[1]]
    if not any(True for folder in FONT_FOLDERS for _ in Path(folder).expanduser().rglob("*.[to]t[fc]")):
        wanted.append(FONTS)
    if not wanted:
        return
    line = ["apt-get", "install", "-y", "--no-install-recommends", *sorted(set(wanted))]
    if shutil.which("apt-get") is None:
        say("Qt needs these Debian packages or their equals of this system: " + " ".join(wanted))
        return
    prefix = root()
    if prefix is None:
        say("System libraries are missing. Run this line once, then try again:\n  sudo " + " ".join(line))
        return
    say("Installing system packages: " + " ".join(sorted(set(wanted))))
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*prefix, "apt-get", "update", "-qq"], env=environ, check=False, stdout=sys.stderr)
    if subprocess.run([*prefix, *line], env=environ, check=False, stdout=subprocess.DEVNULL).returncode:
        say("That did not work. Run this line by hand:\n  sudo " + " ".join(line))


def root() -> list[str] | None:
    """The prefix that runs a command as root; None if that is not possible without a password."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0:
        return ["sudo", "-n"]
    return None


def judges() -> None:
    """Install packages that only some systems offer, one by one, because a missing one would make the others fail."""
    missing = [package for place, package in JUDGES.items() if not Path(place).exists()]
    if not missing or shutil.which("apt-get") is None or (prefix := root()) is None:
        return
    subprocess.run([*prefix, "apt-get", "update", "-qq"], capture_output=True, check=False)
    for package in missing:
        line = [*prefix, "apt-get", "install", "-y", "--no-install-recommends", package]
        if subprocess.run(line, capture_output=True, check=False).returncode:
            say(f"{package} is not to be had here; the tests that ask it are skipped.")


def environment() -> Path | None:
    """Create ``.venv`` with the locked versions and this project; returns its Python."""
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    state = hashlib.sha256(
        LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes() + sys.version.encode()
    ).hexdigest()
    if python.exists() and STAMP.exists() and STAMP.read_text() == state:
        return python
    if not make_venv(python):
        return None
    # What is used is compiled when it is first imported; the rest would take a quarter of the time.
    pip = [os.fspath(python), "-m", "pip", "install", "-q", "--no-compile", "--disable-pip-version-check"]
    say("Installing Python packages into .venv …")
    if subprocess.run([*pip, "-r", os.fspath(LOCK)], check=False).returncode:
        say("The Python packages could not be installed; pip's message above says why.")
        return None
    # A path file is equivalent to an editable install and needs no build.
    purelib = subprocess.run(
        [os.fspath(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    (Path(purelib) / "ongoing_desktop_checkout.pth").write_text(os.fspath(ROOT) + "\n", encoding="utf-8")
    STAMP.write_text(state, encoding="utf-8")
    return python


def make_venv(python: Path) -> bool:
    """Create a virtual environment. If Debian's python3-venv is missing, pip fetches virtualenv temporarily."""
    if (
        subprocess.run(
            [sys.executable, "-m", "venv", "--clear", os.fspath(VENV)], capture_output=True, check=False
        ).returncode
        == 0
    ):
        return python.exists()
    with tempfile.TemporaryDirectory() as folder:
        fetch = [sys.executable, "-m", "pip", "install", "-q", "--target", folder, "virtualenv"]
        if subprocess.run(fetch, check=False).returncode:
            say("Neither venv nor virtualenv is to be had. On Debian: sudo apt-get install -y python3-venv")
            return False
        make = [sys.executable, "-m", "virtualenv", "-q", "--clear", os.fspath(VENV)]
        return subprocess.run(make, env={**os.environ, "PYTHONPATH": folder}, check=False).returncode == 0


def run_app(python: Path, rest: list[str]) -> int:
    """Start the app, which reports a missing display itself."""
    command = [os.fspath(python), "-m", "ongoing_desktop", *rest]
    if os.name == "posix":
        # The app takes the place of this process, so that a signal to it reaches the app.
        os.execv(command[0], command)
    return subprocess.run(command, check=False).returncode


def run_tests(python: Path, rest: list[str]) -> int:
    """Ruff, mypy, then every test: offscreen, and in a real X window with a real keyring. pytest's summary comes last.
    """
    os.chdir(ROOT)
    tool = os.fspath(python)
    # Code unreachable on the other platform is no error. Each platform has its own cache, so that none replaces
    # another's.
    elsewhere = (
        ["mypy", "--platform", name, "--cache-dir", f".mypy_cache/{name}", "--no-warn-unreachable", "-p", "ongoing_desktop"]
        for name in ("win32", "darwin")
    )
    checks = (["mypy"], *elsewhere, ["ruff", "check", "."], ["ruff", "format", "--check", "."])
    jobs = {" ".join(check): partial(printed, " ".join(check), [tool, "-m", *check]) for check in checks}
    with ThreadPoolExecutor((os.cpu_count() or 2) + 1) as pool:
        real = None
        if not rest:
            if sys.platform.startswith("linux"):
                # Runs on beside the offscreen tests, because it mostly waits.
                real = pool.submit(real_session, tool)
            # Compiles the tests once. Otherwise each of pytest's workers would do it in a fresh clone.
            jobs[COLLECT] = partial(printed, COLLECT, [tool, "-m", "pytest", "--collect-only", "-qqq"], failed_only=True)
        failed = [name for name, code in zip(jobs, pool.map(lambda job: job(), jobs.values())) if code]
        # Printed before the tests, because pytest's summary comes last.
        if failed:
            say("FAILED before the offscreen tests: " + ", ".join(failed))
        # More workers than cores for the whole run, because many tests wait. Selected tests run alone.
        workers = str(min(2 * (os.cpu_count() or 2) + 1, 9))
        spread = [] if rest else ["-n", workers, "--dist", "worksteal"]
        words = [tool, "-m", "pytest", "-m", "not xcb", *spread, *rest]
        with tempfile.TemporaryDirectory() as counts:
            environ = {**os.environ, "ONGOING_COVERAGE": counts} if spread else None
            offscreen = subprocess.run(words, env=environ, check=False).returncode
        if real is not None and real.result():
            failed.append(REAL)
    return offscreen or (1 if failed else 0)


def printed(title: str, words: list[str], environ: dict[str, str] | None = None, *, failed_only: bool = False) -> int:
    """The exit code of a program, whose output is printed as a whole below a title when it ends.

    ``failed_only``: leave out the output if it succeeded.
    """
    # Not a pipe, which a program that is left running would keep open.
    with tempfile.TemporaryFile() as output:
        code = subprocess.run(words, env=environ, stdout=output, stderr=subprocess.STDOUT, check=False).returncode
        output.seek(0)
        said = "done\n" if failed_only and not code else output.read().decode(errors="replace")
        print(f"{title}\n{said}", flush=True)
    return code


def real_session(tool: str) -> int:
    """The tests marked ``xcb``, in their own X server and D-Bus session with gnome-keyring."""
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    missing += [] if ACCESSIBILITY[0].exists() else [ACCESSIBILITY[1]]
    if missing:
        say("Not run: the tests in a real window need " + ", ".join(missing))
        return 1
    script = (
        "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; "
        f'exec "{tool}" -m pytest -m xcb -q tests/xcb'
    )
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryDirectory() as runtime:
        environ = {
            **os.environ,
            "HOME": home,
            "XDG_RUNTIME_DIR": runtime,
            "QT_QPA_PLATFORM": "xcb",
            "ONGOING_REAL_SESSION": "1",
        }
        environ.pop("PYTHON_KEYRING_BACKEND", None)
        display = ["xvfb-run", "-a", "-s", "-screen 0 1600x1000x24"]
        words = [*display, "dbus-run-session", "--", "bash", "-c", script]
        return printed(REAL, words, environ)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
