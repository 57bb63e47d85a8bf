"""Tunnels with real processes: stand-ins that print what the real programs print, and ssh through a real sshd."""

from __future__ import annotations

import getpass
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from ongoing_desktop.bootstrap import open_services
from ongoing_desktop.domain.sending import OutgoingRequest, SendResult
from ongoing_desktop.domain.tunnels import PROGRAMS, TunnelChoice
from ongoing_desktop.services import Services
from ongoing_desktop.services.tunnel import Tunnel
from ongoing_desktop.services.tunnel_run import Pace
from ongoing_desktop.transport import NetworkSender
from tests.domain.test_tunnels import PRINTED
from tests.helpers import ROOT, command, do, environment, until
from tests.listener.test_tunnel_process import gone

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")
QUICK = Pace(first_s=0, soon_s=0.05)
SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


class ThroughTunnel(NetworkSender):
    """Sends what is for a public address to the listener, as the tunnel would."""

    def __init__(self, listener: Callable[[], str]) -> None:
        super().__init__()
        self._listener = listener

    async def send(self, request: OutgoingRequest) -> SendResult:
        parts = urlsplit(request.url)
        return await super().send(replace(request, url=f"{self._listener()}{parts.path}"))


def stand_in(folder: Path, name: str, printed: str) -> Path:
    """A program of this name that prints a text and goes on."""
    text = folder / f"{name}.txt"
    text.write_bytes(printed.encode())
    file = folder / name
    file.write_text(f"#!/bin/sh\necho \"$$\" >'{folder}/pid'\ncat '{text}'\nsleep 600 & wait\n")
    file.chmod(0o755)
    return file


def quick_tunnel(services: Services) -> Tunnel:
    made = Tunnel(services, QUICK)
    services.__dict__["tunnel"] = made
    return made


@pytest.fixture
def through(data_dir: Path) -> Iterator[Services]:
    made: list[Services] = []
    services = open_services(data_dir, sender=ThroughTunnel(lambda: made[0].listening.state.url))
    made.append(services)
    services.start()
    yield services
    services.close()


def test_each_program_is_started_read_checked_and_ended(
    through: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    tunnel = quick_tunnel(through)
    do(through, through.listening.start(0))
    for row in PROGRAMS:
        printed, address = PRINTED[row.key]
        text = (row.command or "mytunnel {url}").replace("server.example", "hook.example.com")
        stand_in(tmp_path, text.split()[0], printed)
        do(through, tunnel.choose(row.key, text, "", with_listener=False))
        do(through, tunnel.start())
        until(lambda: tunnel.state.status in ("live", "failed"), f"{row.key} is live")
        assert (tunnel.state.status, tunnel.state.address) == ("live", address), tunnel.lines
        pid = int((tmp_path / "pid").read_text())
        do(through, tunnel.stop())
        until(lambda pid=pid: gone(pid), f"{row.key} has ended")
    assert through.settings.current.preferences.public_address == PRINTED["own"][1]
    assert through.history.page(limit=5) == []


def test_the_program_ends_with_the_services(data_dir: Path, tmp_path: Path) -> None:
    services = open_services(data_dir)
    services.start()
    tunnel = quick_tunnel(services)
    file = stand_in(tmp_path, "mytunnel", "nothing\n")
    do(services, tunnel.choose("own", str(file), "", with_listener=False))
    do(services, services.listening.start(0))
    do(services, tunnel.start())
    until(lambda: tunnel.lines, "it runs")
    services.close()
    assert gone(int((tmp_path / "pid").read_text()))


@pytest.fixture
def sshd(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """A real sshd on loopback as this user: its port, and a configuration of ssh that may log in."""
    keygen = shutil.which("ssh-keygen")
    if SSHD is None or keygen is None or shutil.which("ssh") is None:
        pytest.skip("sshd is not installed")
    for name in ("host", "user"):
        subprocess.run([keygen, "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / name], check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (tmp_path / "authorized").write_text((tmp_path / "user.pub").read_text())
    settings = {
        "ListenAddress": f"127.0.0.1:{port}", "HostKey": tmp_path / "host", "PidFile": "none", "StrictModes": "no",
        "AuthorizedKeysFile": tmp_path / "authorized", "PasswordAuthentication": "no", "UsePAM": "no",
        "PermitRootLogin": "prohibit-password",
    }  # fmt: skip
    (tmp_path / "sshd_config").write_text("".join(f"{name} {value}\n" for name, value in settings.items()))
    if os.access("/run", os.W_OK):
        Path("/run/sshd").mkdir(exist_ok=True)  # sshd needs it when root starts it
    with subprocess.Popen([SSHD, "-D", "-e", "-f", tmp_path / "sshd_config"], stderr=subprocess.DEVNULL) as process:
        try:
            until(lambda: process.poll() is not None or _accepts(port), "sshd accepts connections")
            if process.poll() is not None:
                pytest.skip("sshd does not run for this user")
            config = tmp_path / "ssh_config"
            config.write_text(
                f"Host *\n IdentityFile {tmp_path / 'user'}\n IdentitiesOnly yes\n Port {port}\n"
                f" UserKnownHostsFile {tmp_path / 'known'}\n"
            )
            yield port, config
        finally:
            process.terminate()


def _accepts(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_ssh_through_a_real_sshd(services: Services, sshd: tuple[int, Path]) -> None:
    _, config = sshd
    row = next(row for row in PROGRAMS if row.key == "ssh")
    tunnel = quick_tunnel(services)
    do(services, services.listening.start(0))
    text = row.command.replace("ssh ", f"ssh -F {config} ", 1).replace(
        "user@server.example", f"{getpass.getuser()}@127.0.0.1"
    )
    do(services, tunnel.choose("ssh", text, "", with_listener=False))
    do(services, tunnel.start())
    until(lambda: tunnel.state.status in ("live", "failed"), "the tunnel is live")
    assert tunnel.state.status == "live", tunnel.lines
    address = tunnel.state.address
    assert urlsplit(address).port not in (None, urlsplit(services.listening.state.url).port)
    # The full check, which is recorded, comes through the same tunnel.
    assert do(services, services.addresses.check_public(address)).outcome == "arrived"
    do(services, services.listening.stop())
    do(services, tunnel.check())
    until(lambda: tunnel.state.status == "dead", "the tunnel is dead")
    assert tunnel.state.code == "contact-not-listening"
    do(services, tunnel.stop())
    until(lambda: not _accepts(urlsplit(address).port or 0), "the forwarded port is closed")


def test_the_command_line_prints_the_address_and_ends_the_program(data_dir: Path, tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    # As ssh to this computer: the allocated port is that of the listener.
    printed = f"Allocated port {port} for remote forward to 127.0.0.1:{port}\n"
    file = stand_in(tmp_path, "ssh", printed)
    with_settings = open_services(data_dir)
    with_settings.start(follow=False)
    choice = TunnelChoice().chosen("ssh", f"{file} -N -R 0:{{host}}:{{port}} me@127.0.0.1", "")
    do(with_settings, with_settings.settings.set_preferences(tunnel=choice.plain))
    with_settings.close()
    words = command(data_dir, "listen", "--port", str(port), "--tunnel", "ssh", "--json")
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment(), cwd=ROOT) as process:
        assert process.stdout is not None
        events = [json.loads(process.stdout.readline()) for _ in range(3)]
        pid = int((tmp_path / "pid").read_text())
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
    assert [item["event"] for item in events] == ["listening", "tunnel", "tunnel"]
    assert [item.get("status") for item in events] == [None, "checking", "live"]
    assert events[2]["address"] == f"http://127.0.0.1:{port}"
    assert gone(pid)


def test_the_command_line_names_every_program_and_refuses_a_wrong_command(data_dir: Path) -> None:
    from ongoing_desktop.cli.listen import TUNNELS

    assert tuple(row.key for row in PROGRAMS) == TUNNELS
    words = command(data_dir, "listen", "--tunnel", "own")
    done = subprocess.run(words, capture_output=True, text=True, env=environment(), cwd=ROOT, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (2, "Enter the command that starts the tunnel.\n")
