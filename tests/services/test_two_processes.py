"""Two real processes change different things at the same time: both changes survive, and either can undo each."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from ongoing_desktop.domain.settings import System, Webhook
from ongoing_desktop.storage.folder import open_storage
from tests.services.fake_services import make_services

ROOT = Path(__file__).resolve().parents[2]
EACH = 15


def main(folder: Path, name: str) -> None:
    """One process: starts on request, then adds its webhooks one by one and renames some of them."""
    storage = open_storage(folder)
    services = make_services(folder, store=storage.settings)
    services.start(follow=False)
    engine, settings = services.engine, services.settings
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(EACH):
        hook = Webhook(f"{name}{number}", "new", "s", "regular", "order-picked", (12,), "https://erp.test/")
        done = replace(hook, name=f"by {name}")
        engine.submit(
            settings.change("save-webhook", lambda now, hook=hook: replace(now, webhooks=(*now.webhooks, hook)))
        ).result(60)
        engine.submit(
            settings.change(
                "save-webhook",
                lambda now, done=done: replace(
                    now, webhooks=tuple(done if item.id == done.id else item for item in now.webhooks)
                ),
            )
        ).result(60)
    services.close()
    storage.close()


def test_changes_of_two_processes_at_once_both_survive(data_dir: Path) -> None:
    storage = open_storage(data_dir)
    now = storage.settings.load()
    storage.settings.save(replace(now, systems=(System("s", "Demo", "demo"),)), expected=0, label="add-system")
    command = [sys.executable, "-m", "tests.services.test_two_processes", str(data_dir)]
    children = [
        subprocess.Popen([*command, name], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for name in "ab"
    ]
    for child in children:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
    for child in children:
        assert child.stdin is not None
        child.stdin.write("go\n")
        child.stdin.flush()
    for child in children:
        child.communicate(timeout=60)
        assert child.returncode == 0
    services = make_services(data_dir, store=storage.settings)
    services.start(follow=False)
    engine, settings = services.engine, services.settings
    wanted = {(f"{name}{number}", f"by {name}") for name in "ab" for number in range(EACH)}
    assert {(hook.id, hook.name) for hook in settings.current.webhooks} == wanted
    assert settings.current.revision == 1 + 4 * EACH
    newest = settings.current.webhooks
    assert engine.submit(settings.undo()).result(10).changed
    assert [hook.name for hook in settings.current.webhooks].count("new") == 1
    assert engine.submit(settings.redo()).result(10).changed
    assert settings.current.webhooks == newest
    services.close()
    storage.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
