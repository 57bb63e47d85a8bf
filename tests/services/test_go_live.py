"""The go-live checklist: known facts, what people confirm, and its print with the settings sheet."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from ongoing_desktop.domain.go_live import Confirmed
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.formats.proof_reports import PROOF_FORMAT
from ongoing_desktop.services import Services
from ongoing_desktop.services.proving import _key
from ongoing_desktop.services.webhooks import KeepCredential
from tests.helpers import do, run
from tests.test_cli_prove import document


def saved(services: Services, **fields: object) -> Webhook:
    system = do(services, services.systems.add_system("Test warehouse", "demo"))
    do(services, services.systems.add_goods_owner(system.id, 12, "Acme", ""))
    draft = services.webhooks.new_draft("regular", system.id)
    made = replace(
        draft, name="Picked", type="order-picked", goods_owners=(12,), url="https://erp.example/hook", **fields
    )
    hook = do(services, services.webhooks.save(made, KeepCredential()))
    assert isinstance(hook, Webhook)
    return hook


def codes(services: Services, hook: Webhook) -> dict[str, tuple[str, str]]:
    groups = do(services, services.go_live.checklist(hook.system))
    assert [group.name for group in groups] == ["Test warehouse", "Picked"]
    return {check.key: (check.state, check.code) for group in groups for check in group.checks}


def test_what_is_known_comes_from_where_it_happened(services: Services) -> None:
    hook = saved(services)
    assert codes(services, hook) == {
        "contact": ("no", ""), "day": ("no", ""),
        "credential": ("no", "credential-none"), "address": ("yes", "address-yes"),
        "certificate": ("unknown", "certificate-unknown"), "entered": ("no", "entered-no"), "seen": ("no", "seen-no"),
        "proven": ("unknown", "proven-never"), "mail": ("no", ""), "retries": ("no", ""),
    }  # fmt: skip
    do(services, services.webhooks.mark_entered(hook.id, True))
    at = services.clock().isoformat(timespec="seconds")
    kept = f'{{"format": "{PROOF_FORMAT}", "at": "{at}", "profile": "full", "mustFailed": 0, "certificateDays": 90}}'
    services.ports.proof_files.write(_key(hook, hook.url), kept.encode())
    found = codes(services, hook)
    assert (found["entered"], found["proven"]) == (("yes", "entered-yes"), ("yes", "proven-yes"))
    assert found["certificate"] == ("yes", "certificate-days")
    local = do(services, services.webhooks.save(replace(hook, url="http://127.0.0.1:9/x"), KeepCredential()))
    found = codes(services, local)
    assert (found["address"], found["certificate"]) == (("no", "address-no"), ("no", "certificate-none"))
    assert found["proven"][1] == "proven-never"


def test_a_credential_is_known_to_be_stored(services: Services) -> None:
    hook = replace(saved(services), authentication="x-auth-token")
    do(services, services.settings.change("x", lambda now: replace(now, webhooks=(hook,))))
    assert codes(services, hook)["credential"] == ("no", "credential-missing")
    services.secrets.add_session(hook.id, Secret("t0ken-0123456789"), None)
    assert codes(services, hook)["credential"] == ("yes", "credential-stored")


def test_what_people_confirm_is_kept_and_printed(services: Services) -> None:
    hook = saved(services)
    entered = {"mail": Confirmed(True, "  ops@acme.example \n and Åsa "), "retries": Confirmed()}
    do(services, services.go_live.confirm(hook.id, entered))
    do(services, services.go_live.confirm(hook.system, {"contact": Confirmed(False, "<b>Bo</b> `1`")}))
    first = services.settings.current.preferences.go_live[hook.id]["mail"]
    do(services, services.go_live.confirm(hook.id, {"mail": Confirmed(True, "ops@acme.example and Åsa")}))
    assert services.settings.current.preferences.go_live[hook.id] == {"mail": first}
    groups = do(services, services.go_live.checklist(hook.system))
    for language, title in (("en", "Go-live checklist"), ("sv", "Checklista för driftsättning")):
        sheet = do(services, services.sheets.document(hook.system, None, language, groups))
        text, page, mark = (
            services.sheets.render(sheet.document, key).decode() for key in ("text", "html", "markdown")
        )
        assert title in text
        assert "ops@acme.example and Åsa" in text
        assert "☑" in text
        assert "&lt;b&gt;Bo&lt;/b&gt;" in page
        assert "`` <b>Bo</b> `1` ``" in mark
        assert (
            title
            not in services.sheets.render(
                do(services, services.sheets.document(hook.system, None, language)).document, "text"
            ).decode()
        )


def test_the_command_line_prints_it(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(json.dumps(document("https://erp.example/hook")))
    assert run(tmp_path / "data", "config", "import", str(tmp_path / "config.json")).returncode == 0
    done = run(tmp_path / "data", "config", "sheet", "--system", "Demo", "--checklist")
    assert done.returncode == 0
    assert "The receiver at this address has not been proven." in done.stdout.decode()
