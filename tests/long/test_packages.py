"""Builds the packages, installs them in an empty Debian system without Python, and uses them there.

Needs Linux, root, a registry of packages, and debootstrap, bubblewrap and lintian; takes some ten minutes.
``ONGOING_DIST`` names a folder with packages that are already built.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ongoing_desktop import __version__
from tests.helpers import ROOT

pytestmark = [
    pytest.mark.timeout(1800),
    pytest.mark.skipif(
        sys.platform != "linux"
        or os.geteuid() != 0
        or not all(map(shutil.which, ("debootstrap", "bwrap", "dpkg-deb"))),
        reason="needs root, debootstrap and bubblewrap on Linux",
    ),
]
TOOLS = (
    "xvfb", "dbus", "gnome-keyring", "xdotool", "jwm", "fonts-dejavu-core", "desktop-file-utils", "shared-mime-info",
    "libglib2.0-bin", "x11-utils", "curl", "procps", "xz-utils",
)  # fmt: skip
"""What a desktop has: an X server, a window manager, a keyring, and what looks after file types. None needs Python."""
APT = ("/etc/resolv.conf", "/etc/hosts", "/etc/ssl/certs/ca-certificates.crt", "/etc/apt/apt.conf.d")
SESSION = """
set -e
Xvfb :7 -screen 0 1600x1000x24 -nolisten tcp >/dev/null 2>&1 &
export DISPLAY=:7
for try in $(seq 100); do xdpyinfo >/dev/null 2>&1 && break; sleep 0.1; done
printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
jwm >/dev/null 2>&1 &
waits() { for try in $(seq 150); do eval "$1" && return 0; sleep 0.1; done; echo "not within 15 s: $1" >&2; exit 1; }
"""
TRIP = """
$PROGRAM >/tmp/log 2>&1 &
window=$(xdotool search --sync --onlyvisible --name '^Ongoing Desktop$' | head -1)
xdotool windowfocus --sync $window
sleep 1
xdotool key Return                                # Try it
waits '[ "$($PROGRAM credentials list | grep -c ^stored)" = 1 ]'
xdotool key ctrl+l                                # Start listening
waits 'curl -s -o /dev/null http://127.0.0.1:8765/'
xdotool key ctrl+t                                # Test
waits '[ "$($PROGRAM history list --json --filter verdict:verified | wc -l)" = 1 ]'
xdotool key ctrl+l                                # Stop listening
waits '! curl -s -o /dev/null http://127.0.0.1:8765/'
waits '! pgrep -f -- "[l]isten --controlled" >/dev/null'
sleep 1                                           # the window asks before it quits while its listener is ending
xdotool key ctrl+q
waits '! pgrep -x ongoing-desktop >/dev/null'
cat /tmp/log >&2
$PROGRAM history list --json
"""
Inside = Callable[..., str]


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the packages."""
    if made := os.environ.get("ONGOING_DIST"):
        return Path(made)
    out = tmp_path_factory.mktemp("dist")
    done(sys.executable, ROOT / "resources" / "packaging" / "build.py", out)
    return out


@pytest.fixture(scope="module")
def package(dist: Path) -> Path:
    (found,) = dist.glob("*.deb")
    return found


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, package: Path) -> Iterator[Path]:
    """A minimal Debian with a desktop's basic parts and what the package depends on."""
    folder = tmp_path_factory.mktemp("debian")
    release = done("sh", "-c", ". /etc/os-release; echo $VERSION_CODENAME").strip()
    done("debootstrap", "--variant=minbase", "--include=ca-certificates", release, folder)
    for name in APT:
        target = folder / name.lstrip("/")
        if Path(name).is_dir():
            shutil.copytree(name, target, dirs_exist_ok=True)
        else:
            shutil.copy(name, target)
    depends = done("dpkg-deb", "--field", package, "Depends")
    names = [word.split()[0] for word in depends.split(",")]
    done("mount", "--bind", "/proc", folder / "proc")
    try:
        environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        done("chroot", folder, "apt-get", "update", "-qq")
        done("chroot", folder, "apt-get", "install", "-y", "--no-install-recommends", *TOOLS, *names, environ=environ)
    finally:
        done("umount", folder / "proc")
    assert not list(folder.glob("usr/bin/python*"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def inside(root: Path, dist: Path) -> Inside:
    """Run a script in the system, without network, with an empty home and environment; returns its output."""

    def call(script: str, *, session: bool = False) -> str:
        words = ["dbus-run-session", "--", "bash", "-c", SESSION + script] if session else ["bash", "-ec", script]
        return done(
            "bwrap", "--bind", root, "/", "--ro-bind", dist, "/mnt", "--proc", "/proc", "--dev", "/dev",
            "--tmpfs", "/tmp", "--tmpfs", "/root", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--die-with-parent",
            "--clearenv", "--setenv", "HOME", "/root", "--setenv", "PATH", "/usr/sbin:/usr/bin:/sbin:/bin", *words,
        )  # fmt: skip

    return call


@pytest.fixture
def installed(inside: Inside, package: Path) -> Iterator[Inside]:
    inside(f"dpkg -i /mnt/{package.name}")
    yield inside
    inside("dpkg --purge ongoing-desktop")


def done(*words: object, environ: dict[str, str] | None = None) -> str:
    """The output of a program that must succeed."""
    ran = subprocess.run([str(word) for word in words], env=environ, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr[-3000:]
    return ran.stdout


def files(root: Path) -> set[Path]:
    """All files and folders, without those of the package manager and of caches that list other packages too."""
    leave = ("proc", "dev", "tmp", "root", "var/lib/dpkg", "var/log", "var/cache", "usr/share/mime", "mnt")
    return {
        path.relative_to(root)
        for path in root.rglob("*")
        if not any(path.is_relative_to(root / name) for name in leave)
        and path.name not in ("icon-theme.cache", "mimeinfo.cache")
    }


def test_the_package_is_sane(package: Path) -> None:
    assert done("dpkg-deb", "--field", package, "Version").strip() == __version__
    if shutil.which("lintian") is None:
        pytest.skip("lintian is not installed")
    done("lintian", "--allow-root", "--fail-on", "error,warning", package)


def test_it_is_installed_and_removed_without_a_trace(root: Path, inside: Inside, package: Path) -> None:
    before = files(root)
    inside(f"dpkg -i /mnt/{package.name}")
    assert files(root) - before
    assert inside("ongoing-desktop --version").strip() == f"ongoing-desktop {__version__}"
    kind = "application/x-ongoing-desktop-config+json"
    said = inside(
        "desktop-file-validate /usr/share/applications/ongoing-desktop.desktop; echo {} >/tmp/a.ongoing.json; "
        f"gio info -a standard::content-type /tmp/a.ongoing.json; gio mime {kind}"
    )
    assert f"standard::content-type: {kind}" in said
    assert "ongoing-desktop.desktop" in said
    inside("dpkg --purge ongoing-desktop")
    assert files(root) == before


def test_commands_work_without_python(installed: Inside) -> None:
    printed = installed(
        """
ongoing-desktop mcp </dev/null
ongoing-desktop listen --port 0 --ready-file /tmp/ready --json >/tmp/out &
waits '[ -s /tmp/ready ]'
url=$(sed 's/.*"url": "//; s/".*//' /tmp/ready)
cat >/tmp/x.ongoing.json <<END
{"format": "ongoing-desktop-config", "version": 1, "systems": [{"name": "S", "code": "s", "goodsOwners": [{"id": 1, "name": "A", "code": "A"}]}],
 "webhooks": [{"id": "6f1c1e0e-0000-4000-8000-000000000001", "name": "Hook", "system": "S", "kind": "regular", "type": "order-picked",
 "goodsOwners": [1], "url": "$url/hook", "authentication": {"type": "x-auth-token"}, "retryPolicy": "none", "enabled": true}]}
END
ongoing-desktop config import /tmp/x.ongoing.json >&2
printf 'token-of-the-test' | ongoing-desktop credentials set Hook --stdin >&2
ongoing-desktop credentials list >&2
ongoing-desktop webhooks test Hook --json
kill %4 && wait %4
ongoing-desktop history list --json
""",
        session=True,
    )
    sent, *listed = [json.loads(line) for line in printed.splitlines()]
    assert (sent["direction"], sent["status"]) == ("out", 200)
    assert {(row["direction"], row["verdict"]) for row in listed} == {("in", "verified"), ("out", None)}


def test_the_window_makes_the_main_trip(installed: Inside) -> None:
    trip(installed, "ongoing-desktop")


def test_a_double_click_on_a_settings_file_opens_it_for_import(installed: Inside) -> None:
    config = json.dumps({
        "format": "ongoing-desktop-config", "version": 1, "systems": [{"name": "Acme", "code": "acme"}], "webhooks": [],
    })  # fmt: skip
    installed(
        f"echo '{config}' >/tmp/acme.ongoing.json\n"
        "gio open /tmp/acme.ongoing.json &\n"
        "waits 'xdotool search --onlyvisible --name \"^Import settings$\"'\n",
        session=True,
    )


def test_the_folder_runs_from_anywhere(inside: Inside, dist: Path) -> None:
    (archive,) = dist.glob("*.tar.xz")
    unpack = f"mkdir '/tmp/a folder'; cd '/tmp/a folder'; tar xf /mnt/{archive.name}; ln -s '/tmp/a folder/ongoing-desktop' /tmp/x\n"
    trip(lambda script, **how: inside(unpack + script, **how), "/tmp/x/ongoing-desktop")


def trip(inside: Inside, program: str) -> None:
    """Demo, listener, test by keyboard in a real window: the request is verified, and nothing stays behind."""
    printed = inside(f"PROGRAM={program}\n{TRIP}", session=True)
    rows = [row for line in printed.splitlines() if (row := json.loads(line))["target"] != "/"]  # without curl's
    assert [(row["direction"], row["status"], row["verdict"]) for row in rows] == [
        ("in", 200, "verified"), ("out", 200, None)]  # fmt: skip


@pytest.mark.parametrize("installer", ["pipx", "uv"])
def test_a_checkout_is_installed_as_a_tool(installer: str, tmp_path: Path) -> None:
    python = tmp_path / "tools" / "bin" / "python"
    done(sys.executable, "-m", "venv", tmp_path / "tools")
    done(python, "-m", "pip", "install", "-q", installer)
    home = tmp_path / "user"
    home.mkdir()
    environ = {
        **os.environ, "HOME": os.fspath(home), "XDG_DATA_HOME": os.fspath(home / "share"),
        "XDG_BIN_HOME": f"{home}/.local/bin", "PATH": f"{home}/.local/bin:{python.parent}:/usr/bin:/bin",
    }  # fmt: skip
    environ.pop("PYTHONPATH", None)
    words = (
        ["pipx", "install", "--python", sys.executable]
        if installer == "pipx"
        else ["uv", "tool", "install", "--python", sys.executable]
    )
    done(*words, ROOT, environ=environ)
    program = home / ".local" / "bin" / "ongoing-desktop"
    assert done(program, "--version", environ=environ).strip() == f"ongoing-desktop {__version__}"
    assert "order-life" in done(program, "scenario", "list", environ=environ)
    assert len(done(program, "desktop", "install", environ=environ).splitlines()) == 12
    entry = (home / "share" / "applications" / "ongoing-desktop.desktop").read_text("utf-8")
    started = next(line for line in entry.splitlines() if line.startswith("Exec=")).removeprefix("Exec=").split()[0]
    assert done(started, "--version", environ=environ).strip() == f"ongoing-desktop {__version__}"
    done(program, "desktop", "remove", environ=environ)
    assert not [path for path in (home / "share").rglob("*ongoing*") if path.is_file() and "applications" in path.parts]
