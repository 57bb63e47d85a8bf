"""A fourth authentication scheme is one class and one line of the table; everything else follows."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
)

from ongoing_desktop import cli
from ongoing_desktop.auth import SCHEMES, Check, Scheme, SchemeField, entered_in
from ongoing_desktop.auth.base import TABLE, header_value_problems, same
from ongoing_desktop.bootstrap import open_services
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.sending import Response, SendResult, Timing
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.formats.collections import CollectionTest as Collected
from ongoing_desktop.formats.collections import bruno, postman
from ongoing_desktop.formats.config import parse_config
from ongoing_desktop.formats.curl import curl_command
from ongoing_desktop.formats.curl_read import parse_curl
from ongoing_desktop.listener.matcher import Judged, RequestMatcher, reply_for
from ongoing_desktop.services import Services
from ongoing_desktop.services.sending import SendOutcome
from ongoing_desktop.services.webhooks import ReplaceCredential
from ongoing_desktop.ui.kit.line_table import Lines
from ongoing_desktop.wording.messages import SENTENCES, problem_sentence, sentence
from ongoing_desktop.wording.sending_text import explain
from tests.formats.makers import exchange
from tests.helpers import do
from tests.listener.makers import CATALOGUE, snapshot
from tests.ui.conftest import Shell
from tests.ui.test_credentials import Opened
from tests.ui.test_editor import new
from tests.ui.test_revisions import lines, open_window

TOKEN = "opaque-bearer-token-of-the-contract"


class BearerAuthentication(Scheme):
    """``Authorization: Bearer <token>`` (RFC 6750)."""

    key = "bearer"
    title = "Bearer token"
    titles: ClassVar = {"sv": "Bärartoken"}
    word = "Bearer"
    fields = (SchemeField("bearer", "Bearer token", {"sv": "Bärartoken"}, secret=True),)
    header = "Authorization"
    prefix = "Bearer"
    reasons: ClassVar = {"wrong-bearer": "The bearer token is wrong."}

    def secret_problems(self, secret: Secret | None) -> tuple[Problem, ...]:
        return (*super().secret_problems(secret), *header_value_problems("bearer", secret))

    def judge(self, credential: str, username: str, secret: Secret) -> Check:
        right = same(credential.encode("latin-1", "replace"), secret.reveal().encode("utf-8"))
        return Check("verified", "right") if right else Check("refused", "wrong-bearer")


@pytest.fixture(autouse=True)
def bearer(monkeypatch: pytest.MonkeyPatch) -> Scheme:
    made = BearerAuthentication()
    monkeypatch.setitem(TABLE, "bearer", made)
    return made


def saved(shell: Shell, **fields: object) -> Webhook:
    """The demo's webhook with the stand-in as its authentication."""
    hook = replace(shell.demo(), authentication="bearer", **fields)  # type: ignore[arg-type]
    found = shell.services.do(shell.services.webhooks.save(hook, ReplaceCredential(Secret(TOKEN))))
    assert isinstance(found, Webhook), found
    shell.until(lambda: "Bearer token" in labels(shell))
    return found


def labels(shell: Shell) -> list[str]:
    return [text for item in shell.window.findChildren(QLabel) for text in (item.text(), item.accessibleName())]


class TestWindow:
    def test_the_editor_builds_its_field_and_says_what_is_wrong_with_it(self, shell: Shell) -> None:
        shell.demo()
        form = new(shell)
        form.type("order-picked")
        form.line("webhookName", "With bearer")
        form.pick("goodsOwner", 12)
        form.line("url", "http://127.0.0.1:9/x")
        assert form.get(QComboBox, "authentication").findText("Bearer token") >= 0
        form.pick("authentication", "bearer")
        line = form.get(QLineEdit, "bearer")
        assert line.isVisible()
        assert line.echoMode() == QLineEdit.EchoMode.Password
        assert not form.get(QLineEdit, "username").isVisible()
        form.save()
        assert "Enter the bearer token" in form.told
        line.setText(" ends with a blank ")
        shell.until(lambda: "begins or ends with a space" in form.told)
        line.setText(TOKEN)
        form.save()
        shell.told("Saved “")
        hook = next(item for item in shell.services.settings.current.webhooks if item.name == "With bearer")
        stored = shell.services.do(shell.services.secrets.of(hook))
        assert stored is not None
        assert (hook.authentication, hook.username, stored.reveal()) == ("bearer", "", TOKEN)

    def test_list_test_tab_and_settings_call_it_by_its_name(self, shell: Shell) -> None:
        hook = saved(shell)
        model = shell.window.webhooks.table.model()
        assert "Bearer" in [str(model.index(0, column).data()) for column in range(model.columnCount())]
        detail = shell.window.webhooks.detail
        detail.tabs.setCurrentIndex(1)
        shell.until(lambda: detail.test_panel.isVisible())
        shell.until(lambda: any("Authorization: Bearer ••••" in text for text in labels(shell)))
        assert not any(TOKEN in text for text in labels(shell))
        assert hook.id in shell.ids()

    def test_there_is_a_clear_word_where_no_receiver_is_offered(self, shell: Shell) -> None:
        saved(shell)
        shell.do("receiverSnippet")
        dialog = shell.shown(QDialog, "snippetDialog")
        told = "There is no receiver in Python for the authentication Bearer token."
        assert shell.find(QLabel, "snippetRun", dialog).text() == told
        assert shell.find(QPlainTextEdit, "snippetCode", dialog).toPlainText() == ""
        assert not shell.find(QPushButton, "snippetCopy", dialog).isEnabled()
        assert not shell.find(QPushButton, "snippetSave", dialog).isEnabled()
        dialog.reject()

    def test_it_rotates_and_is_in_the_list_of_credentials(self, shell: Shell) -> None:
        hook = saved(shell)
        shell.until(lambda: shell.find(QToolButton, "rotateCredential").isEnabled())
        shell.find(QToolButton, "rotateCredential").click()
        form = Opened(shell, "rotationDialog")
        form.click("beginRotation", QPushButton)
        form.hint("Enter the bearer token", "bearer")
        form.line("bearer").setText("another-token-of-the-contract")
        form.click("beginRotation", QPushButton)
        shell.until(lambda: shell.services.settings.current.state(hook.id).old_secret_ref is not None)
        shell.do("showLeftovers")
        found = Opened(shell, "leftoversDialog")
        shell.until(lambda: not found.get(QPushButton, "stopChecking").isVisible())
        table = found.get(Lines, "leftoversTable")
        assert "Bearer token" in {line.cells[1] for line in table.lines}
        found.leave()

    def test_changes_name_it_and_undo_takes_it_back(self, shell: Shell) -> None:
        hook = saved(shell)
        window, _, details = open_window(shell)
        shell.until(lambda: any(row[2] == "Bearer" for row in lines(details) if row[0] == "Authentication"))
        window.reject()
        shell.do("undo")
        shell.until(lambda: shell.services.settings.current.webhook(hook.id).authentication != "bearer")  # type: ignore[union-attr]
        shell.do("redo")
        shell.until(lambda: shell.services.settings.current.webhook(hook.id).authentication == "bearer")  # type: ignore[union-attr]
        kept = shell.services.do(shell.services.secrets.of(hook))
        assert kept is not None
        assert kept.reveal() == TOKEN

    def test_a_pasted_command_fills_the_editor(self, shell: Shell) -> None:
        shell.demo()
        QGuiApplication.clipboard().setText(
            f"curl https://erp.example/in -H 'authorization: bearer {TOKEN}' -d '{{\"webhookOrdersId\": 1}}'"
        )
        shell.do("showWebhooks")
        shell.do("pasteWebhooks")
        editor = shell.shown(QDialog, "webhookEditor")
        assert shell.find(QComboBox, "authentication", editor).currentData() == "bearer"
        shell.until(lambda: shell.find(QLineEdit, "bearer", editor).text() == TOKEN)
        editor.done(0)
        shell.gone(editor)
        QGuiApplication.clipboard().clear()


class TestFiles:
    @pytest.fixture
    def other_services(self, tmp_path: Path) -> Iterator[Services]:
        made = open_services(tmp_path / "empty")
        made.start()
        yield made
        made.close()

    @pytest.fixture
    def hook(self, services: Services) -> Webhook:
        made = replace(do(services, services.demo.add()), authentication="bearer")
        found = do(services, services.webhooks.save(made, ReplaceCredential(Secret(TOKEN))))
        assert isinstance(found, Webhook), found
        return found

    def test_an_export_is_imported_into_an_empty_folder(
        self, services: Services, hook: Webhook, other_services: Services
    ) -> None:
        data = do(services, services.transfers.export_config(None))
        assert json.loads(data)["webhooks"][0]["authentication"] == {"type": "bearer"}
        assert TOKEN.encode() not in data
        plan = do(other_services, other_services.transfers.preview(data))
        report = do(other_services, other_services.transfers.apply(plan))
        assert report.missing_credentials == (hook.name,)
        arrived = other_services.settings.current.webhook(hook.id)
        assert arrived is not None
        assert arrived.authentication == "bearer"
        assert do(other_services, other_services.transfers.export_config(None)) == data

    def test_a_user_name_is_refused_and_the_scheme_is_listed(self, services: Services, hook: Webhook) -> None:
        document = json.loads(do(services, services.transfers.export_config(None)))
        for change, told in (
            ({"type": "bearer", "username": "u"}, "authentication Bearer does not use a user name"),
            ({"type": "odd"}, "use none, basic, x-auth-token and bearer"),
        ):
            document["webhooks"][0]["authentication"] = change
            with pytest.raises(Exception, match="config") as caught:
                parse_config(json.dumps(document).encode())
            assert told in sentence(caught.value.code, caught.value.params)  # type: ignore[attr-defined]

    @pytest.mark.parametrize(("language", "words"), [("en", "Bearer token"), ("sv", "Bärartoken")])
    def test_the_sheet_asks_for_it_in_both_languages(
        self, services: Services, hook: Webhook, language: str, words: str
    ) -> None:
        document = do(services, services.sheets.document(hook.system, language=language)).document
        rows = {row.key: row for row in document.blocks[0].rows}
        assert rows["authentication"].text == words
        assert (rows["secret"].label, rows["secret"].text) == (words, "")
        assert "username" not in rows
        assert TOKEN not in repr(document)

    def test_the_command_line_stores_it(
        self, hook: Webhook, data_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
    ) -> None:
        words = ["--data-dir", str(data_dir), "credentials", "set", hook.id, "--stdin"]
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"from-the-command-line-1\n")))
        assert cli.run(words) == 0
        assert cli.run(["--data-dir", str(data_dir), "credentials", "list", "--json"]) == 0
        listed = json.loads(capsys.readouterr().out)
        assert (listed["authentication"], listed["status"]) == ("bearer", "stored")

    def test_a_command_is_read_and_written_with_it(self) -> None:
        for command in (f"-H 'Authorization: Bearer {TOKEN}'", f"--oauth2-bearer {TOKEN}"):
            found = parse_curl(f"curl http://x/ {command}")
            assert found.secret is not None
            assert (found.scheme, found.username, found.secret.reveal()) == ("bearer", "", TOKEN)
            assert found.left_out == ()
        assert parse_curl('curl http://x/ -H "Authorization: Bearer $TOKEN"').secret is None
        assert parse_curl("curl http://x/ -u a:b").scheme == "basic"

    def test_an_exported_command_has_a_placeholder_for_it(self) -> None:
        kept = exchange(b"{}", headers=(("Authorization", "Bearer [redacted: 35 characters, fingerprint 0a1b2c3d]"),))
        assert b"""-H 'Authorization: Bearer '"$WEBHOOK_TOKEN\"""" in curl_command(kept)
        assert entered_in((("Authorization", f"Bearer {TOKEN}"),))[1] is not None

    def test_a_collection_for_another_program_sends_it_with_its_prefix(self) -> None:
        hook = Webhook("w", "Picked", "s", "regular", "order-picked", (12,), "http://x/", authentication="bearer")
        request = json.loads(postman([Collected(hook, "Right", "{}")]))["item"][0]["item"][0]["request"]
        sent = {header["key"]: header["value"] for header in request["header"]}
        assert re.fullmatch(r"Bearer \{\{[\w-]+\}\}", sent["Authorization"])
        with zipfile.ZipFile(io.BytesIO(bruno([Collected(hook, "Right", "{}")]))) as file:
            files = [file.read(name).decode() for name in file.namelist() if "Right" in name]
        assert [re.findall(r"Authorization: (\w+) \{\{", text) for text in files] == [["Bearer"]]

    def test_every_code_has_a_sentence(self, bearer: Scheme) -> None:
        for value in ("", "a\nb", " blank ", "lång"):
            for problem in bearer.problems("", Secret(value)):
                assert problem.code in SENTENCES
                assert "bearer token" in problem_sentence(problem)
        assert "bearer-missing" in SENTENCES


class TestWire:
    def test_a_test_carries_the_header_and_history_keeps_no_token(self, shell: Shell) -> None:
        hook = saved(shell)
        tested = shell.services.do(shell.services.sending.test(hook.id, confirmed=True))
        assert isinstance(tested, SendOutcome)
        assert ("Authorization", f"Bearer {TOKEN}") in shell.services.sender.requests[-1].headers
        kept = shell.services.history.get(tested.exchange_id)
        assert TOKEN not in repr(kept)

    def judge(self, hook: Webhook, *headers: tuple[str, str], secret: str | None = TOKEN) -> Judged:
        secrets = {} if secret is None else {hook.id: secret}
        return RequestMatcher(snapshot(hook, secrets=secrets), CATALOGUE).judge("/hook", headers, b"")

    @pytest.mark.parametrize(
        ("headers", "verdict", "code", "told"),
        [
            ((("Authorization", f"Bearer {TOKEN}"),), "verified", "right", "correct"),
            ((("authorization", f"bearer  {TOKEN} "),), "verified", "right", "correct"),
            ((("Authorization", "Bearer other"),), "refused", "wrong-bearer", "The bearer token is wrong."),
            ((), "refused", "header-absent", "Authorization: Bearer"),
            ((("Authorization", "Basic dTpw"),), "refused", "other-scheme", "sent as Authorization: Basic, but"),
            ((("X-Auth-Token", TOKEN),), "refused", "other-scheme", "sent as X-Auth-Token, but"),
            ((("Authorization", "Digest x"),), "refused", "other-scheme", "uses Authorization: Bearer"),
            ((("Authorization", f"Bearer {TOKEN}"),) * 2, "refused", "two-headers", "more than once"),
        ],
    )
    def test_verdicts(self, headers: tuple[tuple[str, str], ...], verdict: str, code: str, told: str) -> None:
        hook = Webhook("a", "A", "s1", "regular", "order-picked", (12,), "https://x/hook", authentication="bearer")
        found = self.judge(hook, *headers).judgement
        assert (found.verdict, found.reason_code) == (verdict, code)
        assert told in sentence(code, found.params)

    def test_without_a_secret_nothing_is_verified(self) -> None:
        hook = Webhook("a", "A", "s1", "regular", "order-picked", (12,), "https://x/hook", authentication="bearer")
        found = self.judge(hook, ("Authorization", f"Bearer {TOKEN}"), secret=None).judgement
        assert (found.verdict, found.reason_code) == ("unverifiable", "secret-missing")

    def test_a_401_challenges_for_it(self) -> None:
        hook = Webhook(
            "a",
            "A",
            "s1",
            "regular",
            "order-picked",
            (12,),
            "https://x/hook",
            authentication="bearer",
            on_refusal="401",
        )
        reply = reply_for(self.judge(hook, ("Authorization", "Bearer other")))
        assert reply.status == 401
        assert ("WWW-Authenticate", 'Bearer realm="Ongoing Desktop"') in reply.headers

    def test_the_other_schemes_know_its_header(self) -> None:
        hook = Webhook(
            "a", "A", "s1", "regular", "order-picked", (12,), "https://x/hook", authentication="x-auth-token"
        )
        found = self.judge(hook, ("Authorization", f"Bearer {TOKEN}")).judgement
        assert found.reason_code == "other-scheme"
        assert found.params["got"] == "Authorization: Bearer"

    def test_a_401_is_explained(self) -> None:
        hook = Webhook("a", "A", "s1", "regular", "order-picked", (12,), "https://x/hook", authentication="bearer")
        answer = Response(401, "", "HTTP/1.1", (("WWW-Authenticate", 'Bearer realm="x"'),), b"")
        told = explain(hook, SendResult(answer, Timing()), datetime(2026, 1, 1, tzinfo=UTC))
        assert "asks for Bearer and the request carried Bearer, so the bearer token is wrong." in " ".join(told)
        assert len(SCHEMES) == 4
