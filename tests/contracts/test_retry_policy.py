"""A new retry policy is one row of :mod:`ongoing_desktop.domain.retry`; everything else follows."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QTableView

from ongoing_desktop.bootstrap import open_services
from ongoing_desktop.domain import retry
from ongoing_desktop.domain.deliveries import Delivery
from ongoing_desktop.domain.sending import Response, SendResult, Timing
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.validation import webhook_problems
from ongoing_desktop.services import Services
from ongoing_desktop.services.webhooks import KeepCredential
from ongoing_desktop.ui.webhooks.webhook_detail import RETRIES_TAB
from ongoing_desktop.wording.messages import problem_sentence
from ongoing_desktop.wording.playing_text import state_sentence
from ongoing_desktop.wording.sending_text import explain
from ongoing_desktop.wording.setting_changes import changes
from tests.helpers import do
from tests.ui.conftest import Shell
from tests.ui.test_editor import new
from tests.ui.test_retries import column

HOURLY = retry.Policy(
    "Three hours", "Three hours, hourly", {"sv": "Tre timmar, varje timme"}, (600, 1200), 3600, 3 * 3600
)
TWICE = retry.Policy("Twice", "Twice (after 10 and 20 minutes)", {"sv": "Två gånger"}, (600, 1200))
HOOK = Webhook("w", "Name", "s", "regular", "order-picked", (12,), "http://x/y", retry_policy="hourly")


@pytest.fixture(autouse=True)
def policies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(retry._TABLE, "hourly", HOURLY)
    monkeypatch.setitem(retry._TABLE, "twice", TWICE)


def saved(services: Services, policy: str) -> Webhook:
    hook = replace(do(services, services.demo.add()), retry_policy=policy, authentication="none")
    found = do(services, services.webhooks.save(hook, KeepCredential()))
    assert isinstance(found, Webhook), found
    return found


def test_the_editor_offers_it_and_list_and_simulation_show_it(shell: Shell) -> None:
    shell.demo()
    form = new(shell)
    form.type("order-picked")
    form.pick("goodsOwner", 12)
    form.line("webhookName", "A patient one")
    form.line("url", "http://127.0.0.1:9/x")
    assert form.get(QComboBox, "retryPolicy").findText("Three hours") >= 0
    form.pick("retryPolicy", "hourly")
    form.save()
    shell.told("Saved “")
    hook = next(item for item in shell.services.settings.current.webhooks if item.name == "A patient one")
    assert hook.retry_policy == "hourly"
    model = shell.window.webhooks.table.model()
    shell.until(lambda: "Three hours" in [str(model.index(0, place).data()) for place in range(model.columnCount())])
    shell.window.webhooks.select(hook.id)
    shell.window.webhooks.detail.tabs.setCurrentIndex(RETRIES_TAB)
    table = shell.shown(QTableView, "retryTimeline")
    shell.until(lambda: column(table, 1) == ["at once", "+ 10 min", "+ 30 min", "+ 1 h 30 min", "+ 2 h 30 min"])
    shell.until(lambda: "Three hours, hourly" in shell.find(QLabel, "retryState").text())


@pytest.mark.parametrize(("language", "words"), [("en", "Three hours, hourly"), ("sv", "Tre timmar, varje timme")])
def test_the_sheet_says_it_in_both_languages(services: Services, language: str, words: str) -> None:
    hook = saved(services, "hourly")
    document = do(services, services.sheets.document(hook.system, language=language)).document
    assert {row.key: row.text for row in document.blocks[0].rows}["retry_policy"] == words


def test_an_export_is_imported_into_an_empty_folder(services: Services, tmp_path: Path) -> None:
    hook = saved(services, "hourly")
    data = do(services, services.transfers.export_config(None))
    assert json.loads(data)["webhooks"][0]["retryPolicy"] == "hourly"
    other = open_services(tmp_path / "empty")
    other.start()
    try:
        do(other, other.transfers.apply(do(other, other.transfers.preview(data))))
        arrived = other.settings.current.webhook(hook.id)
        assert arrived is not None
        assert arrived.retry_policy == "hourly"
    finally:
        other.close()


def test_it_is_played_to_its_end(services: Services) -> None:
    hook = saved(services, "twice")
    delivery = do(services, services.retries.start(hook.id, speed=retry.FASTEST, url="http://127.0.0.1:9/x"))
    assert isinstance(delivery, Delivery), delivery
    ended = do(services, services.retries.finished(delivery.id))
    assert [item.planned_s for item in ended.made] == [0, 600, 1800]
    assert "all 3 attempts failed" in state_sentence(ended, datetime.now(UTC))


def test_sentences_follow_its_times() -> None:
    failed = SendResult(Response(500, "", "HTTP/1.1", (), b""), Timing())
    at = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)
    told = explain(HOOK, failed, at)[-1]
    assert "then every hour until" in told
    assert "4 retries" in told
    short = explain(replace(HOOK, retry_policy="twice"), failed, at)[-1]
    assert "every" not in short
    assert "2 retries" in short
    none = explain(replace(HOOK, retry_policy="none"), failed, at)[-1]
    assert "Its retry policy is None" in none


def test_an_unknown_one_is_told_what_there_is(services: Services) -> None:
    found = webhook_problems(replace(HOOK, retry_policy="odd"), services.settings.current, services.catalogue)
    told = next(problem_sentence(item) for item in found if item.field == "retry_policy")
    assert all(f"“{key}”" in told for key in ("none", "one-day", "hourly", "twice"))


def test_changes_and_undo_name_it(shell: Shell) -> None:
    hook = shell.demo()
    before = shell.services.settings.current
    shell.services.do(shell.services.webhooks.save(replace(hook, retry_policy="twice"), KeepCredential()))
    (change,) = changes(before, shell.services.settings.current)
    assert change.phrase.endswith("retry policy One day → Twice")
    shell.do("undo")
    shell.until(lambda: shell.services.settings.current.webhook(hook.id) == hook)


def test_each_has_its_words_in_every_language() -> None:
    for policy in retry.POLICIES.values():
        assert policy.word
        assert policy.title_in("en") != policy.title_in("sv")
