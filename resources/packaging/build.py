"""Builds the self-contained program for the system that it runs on, and a package of it.

    python3 resources/packaging/build.py [OUT]

OUT (``dist`` by default) gets the folder ``ongoing-desktop``, which needs no Python, and:

* Linux: ``ongoing-desktop_VERSION_ARCH.deb`` and ``ongoing-desktop-VERSION-linux-ARCH.tar.xz``. It runs on systems with the
  same or a newer glibc than the one that it was built on.
* Windows: ``ongoing-desktop-VERSION-setup.exe`` if Inno Setup 6 is installed. *Not run yet.*
* macOS: ``Ongoing Desktop.app`` and a ZIP file of it, not signed. *Not run yet.*

Needs Python 3.11 to 3.14 with pip. Everything else is installed into an environment of its own, in the locked versions.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import platform
import re
import shutil
import struct
import subprocess
import sys
import tarfile
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LOCK = ROOT / "resources" / "requirements.lock"
PYINSTALLER = "pyinstaller==6.22.3"
NAME = "ongoing-desktop"
TITLE = "Ongoing Desktop"
VERSION = re.search(r'__version__ = "(.+)"', (ROOT / "ongoing_desktop" / "__init__.py").read_text("utf-8")).group(1)
SYSTEM = "windows" if os.name == "nt" else "macos" if sys.platform == "darwin" else "linux"
ICON_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)

DEPENDS = (
    "libc6 (>= {glibc}), libgl1, libegl1, libfontconfig1, libfreetype6, libdbus-1-3, libglib2.0-0, libx11-6, libx11-xcb1, "
    "libxcb1, libxcb-randr0, libxcb-render0, libxcb-shape0, libxcb-shm0, libxcb-sync1, libxcb-xfixes0, libxkbcommon0, "
    "libwayland-client0, libwayland-cursor0, libgssapi-krb5-2, libbrotli1, libgcc-s1, libstdc++6, zlib1g, libzstd1, "
    "libexpat1, libuuid1"
)
"""What the folder takes from the system: graphics, fonts, D-Bus, glib, and the basic libraries of X11 and Wayland."""
CONTROL = """Package: ongoing-desktop
Version: {version}
Architecture: {arch}
Maintainer: {maintainer}
Installed-Size: {size}
Depends: {depends}
Recommends: gnome-keyring | kwalletmanager | keepassxc, fonts-dejavu-core | fonts-freefont-ttf
Section: devel
Priority: optional
Description: configure, test, receive and review Ongoing WMS webhooks
 Mirrors the webhook settings of Ongoing WMS on your own computer, sends test
 requests as Ongoing would, and shows what arrives in a live log: which webhook
 it is for, whether its credentials are right, and if not, why.
 .
 It is not made by Ongoing.
"""
COPYRIGHT = """Ongoing Desktop {version}
Copyright 2026 the authors of Ongoing Desktop. No licence to copy or change it has been given yet.

It is built from the sources in its repository, and contains the following parts in the form in which their authors
publish them. Their licences are in /usr/lib/ongoing-desktop/_internal, in the folder of each part, and are listed by the
program under Help, About.

{parts}
"""
CHANGELOG = """ongoing-desktop ({version}) unstable; urgency=medium

  * The changes are listed in the program's folder, in
    _internal/ongoing_desktop/resources/docs/changes.md.

 -- {maintainer}  {date}
"""
OVERRIDES = """# The program brings Python, Qt and its libraries, so that it runs where these versions are not packaged.
ongoing-desktop: embedded-library
ongoing-desktop: shared-library-lacks-prerequisites
ongoing-desktop: hardening-no-pie
ongoing-desktop: hardening-no-bindnow
ongoing-desktop: hardening-no-fortify-functions
ongoing-desktop: library-not-linked-against-libc
ongoing-desktop: custom-library-search-path
ongoing-desktop: unstripped-binary-or-object
ongoing-desktop: no-manual-page
# DEBEMAIL in the environment of build.py sets the address.
ongoing-desktop: bogus-mail-host
ongoing-desktop: bogus-mail-host-in-debian-changelog
"""


def main(arguments: list[str]) -> int:
    """Build everything that this system can build, and print the results."""
    out = Path(arguments[0] if arguments else ROOT / "dist").resolve()
    out.mkdir(parents=True, exist_ok=True)
    work = ROOT / "build" / "package"
    work.mkdir(parents=True, exist_ok=True)
    python = environment(work / "venv")
    folder = freeze(python, work, out)
    results = {"linux": linux, "windows": windows, "macos": macos}[SYSTEM](python, folder, work, out)
    for path in (folder, *results):
        print(f"{size_of(path) / 1e6:8.1f} MB  {path}")
    return 0


def environment(venv: Path) -> Path:
    """An environment with the program's wheel, its dependencies in the locked versions, and PyInstaller."""
    python = venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    run(sys.executable, "-m", "venv", "--clear", venv)
    run(python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "-c", LOCK, f"{ROOT}[mcp]", PYINSTALLER)
    return python


def freeze(python: Path, work: Path, out: Path) -> Path:
    """The self-contained folder, with the licence of Python beside those of the other parts."""
    icons = work / "icons"
    icons.mkdir(exist_ok=True)
    (icons / f"{NAME}.ico").write_bytes(ico())
    (icons / f"{NAME}.icns").write_bytes(icns())
    spec = HERE / f"{NAME}.spec"
    options = ("--noconfirm", "--log-level", "WARN", "--distpath", out, "--workpath", work / "pyinstaller")
    run(python, "-m", "PyInstaller", *options, spec, environ={"ONGOING_ICONS": os.fspath(icons)})
    folder = out / NAME
    if SYSTEM == "linux" and (strip := shutil.which("strip")):
        # Python's own libraries contain symbols for a debugger; Qt's do not.
        internal = folder / "_internal"
        run(strip, "--strip-unneeded", *internal.glob("lib[ps]*.so.*"), *internal.rglob("*.cpython-*.so"))
    licence = next((path for path in python_licences() if path.is_file()), None)
    if licence is not None:
        shutil.copy(licence, folder / "_internal" / "LICENSE-python.txt")
    return folder


def python_licences() -> list[Path]:
    """Where the licence of Python may be."""
    library = Path(os.__file__).parent
    return [library / "LICENSE.txt", library.parent / "LICENSE.txt", Path(f"/usr/share/doc/{library.name}/copyright")]


def ico() -> bytes:
    """The icon in Windows' format: a table of contents, then PNG files."""
    images = {size: png(size) for size in ICON_SIZES if size <= 256}
    head, place = struct.pack("<3H", 0, 1, len(images)), 6 + 16 * len(images)
    for size, data in images.items():
        head += struct.pack("<4B2H2I", size % 256, size % 256, 0, 0, 1, 32, len(data), place)
        place += len(data)
    return head + b"".join(images.values())


def icns() -> bytes:
    """The icon in macOS' format: PNG files, each with a code for its size."""
    codes = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08", 512: b"ic09"}
    parts = b"".join(code + struct.pack(">I", len(png(size)) + 8) + png(size) for size, code in codes.items())
    return b"icns" + struct.pack(">I", len(parts) + 8) + parts


def png(size: int) -> bytes:
    return (ROOT / "resources" / "icons" / "app" / f"{size}.png").read_bytes()


def linux(python: Path, folder: Path, work: Path, out: Path) -> list[Path]:
    """A compressed archive and a Debian package."""
    archive = out / f"{NAME}-{VERSION}-linux-{platform.machine()}.tar.xz"
    with tarfile.open(archive, "w:xz", preset=6) as tar:
        tar.add(folder, NAME)
    return [archive, deb(python, folder, work, out)] if shutil.which("dpkg-deb") else [archive]


def deb(python: Path, folder: Path, work: Path, out: Path) -> Path:
    """The Debian package: the folder in ``/usr/lib``, and what ``desktop install`` writes in ``/usr/share``."""
    root = work / "deb"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(folder, root / "usr" / "lib" / NAME, symlinks=True)
    (root / "usr" / "bin").mkdir()
    (root / "usr" / "bin" / NAME).symlink_to(f"../lib/{NAME}/{NAME}")
    write = "import pathlib, sys; from ongoing_desktop.cli.desktop import write_files; write_files(pathlib.Path(sys.argv[1]), sys.argv[2])"
    run(python, "-c", write, root / "usr" / "share", NAME)
    documents = root / "usr" / "share" / "doc" / NAME
    documents.mkdir(parents=True)
    parts = subprocess.run([python, "-m", "pip", "list", "--format=freeze", "--exclude=pip"], capture_output=True, text=True, check=True)
    (documents / "copyright").write_text(COPYRIGHT.format(version=VERSION, parts=parts.stdout), "utf-8")
    maintainer = f"{TITLE} <{os.environ.get('DEBEMAIL', 'ongoing-desktop@localhost')}>"
    changes = CHANGELOG.format(version=VERSION, maintainer=maintainer, date=format_datetime(datetime.now(UTC)))
    (documents / "changelog.gz").write_bytes(gzip.compress(changes.encode(), mtime=0))
    overrides = root / "usr" / "share" / "lintian" / "overrides"
    overrides.mkdir(parents=True)
    (overrides / NAME).write_text(OVERRIDES, "utf-8")
    arch = subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=True).stdout.strip()
    control = CONTROL.format(
        version=VERSION,
        arch=arch,
        maintainer=maintainer,
        size=size_of(root) // 1024,
        depends=DEPENDS.format(glibc=newest_glibc(folder)),
    )
    (root / "DEBIAN").mkdir()
    (root / "DEBIAN" / "control").write_text(control, "utf-8")
    sums = "".join(
        f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(root)}\n"
        for path in sorted((root / "usr").rglob("*"))
        if path.is_file() and not path.is_symlink()
    )
    (root / "DEBIAN" / "md5sums").write_text(sums, "utf-8")
    for path in root.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.parent.name == NAME and path.name == NAME else 0o644)
    made = out / f"{NAME}_{VERSION}_{arch}.deb"
    run("dpkg-deb", "--root-owner-group", "-Zxz", "--build", root, made)
    return made


def newest_glibc(folder: Path) -> str:
    """The oldest glibc that the program runs with: the newest version that one of its libraries names."""
    found = {0}
    for path in folder.rglob("*"):
        if path.is_file() and (path.name == NAME or ".so" in path.name):
            found.update(int(number) for number in re.findall(rb"GLIBC_2\.(\d+)", path.read_bytes()))
    return f"2.{max(found)}"


def windows(_: Path, folder: Path, work: Path, out: Path) -> list[Path]:
    """The installer, made by Inno Setup."""
    places = os.pathsep.join([os.environ.get("PATH", ""), r"C:\Program Files (x86)\Inno Setup 6"])
    if (compiler := shutil.which("iscc", path=places)) is None:
        print("Inno Setup 6 is not installed, so no installer is made.", file=sys.stderr)
        return []
    defined = {"Version": VERSION, "Folder": folder, "Icon": work / "icons" / f"{NAME}.ico"}
    run(compiler, f"/O{out}", *(f"/D{name}={value}" for name, value in defined.items()), HERE / "windows.iss")
    return [out / f"{NAME}-{VERSION}-setup.exe"]


def macos(_: Path, __: Path, ___: Path, out: Path) -> list[Path]:
    """The bundle, compressed by the system's tool, which keeps its links. Its owner signs and notarises it before that."""
    bundle, archive = out / f"{TITLE}.app", out / f"{NAME}-{VERSION}-macos-{platform.machine()}.zip"
    run("ditto", "-c", "-k", "--keepParent", bundle, archive)
    return [bundle, archive]


def size_of(path: Path) -> int:
    """Bytes of a file or of all files of a folder."""
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.lstat().st_size for file in files if not file.is_dir())


def run(*words: object, environ: dict[str, str] | None = None) -> None:
    """Run a program; its failure ends the build."""
    line = [str(word) for word in words]
    done = subprocess.run(
        line,
        # Not in the checkout, whose package has no resources inside.
        cwd=ROOT / "build",
        env={**os.environ, **(environ or {})},
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{line[0]} failed with exit code {done.returncode}.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
