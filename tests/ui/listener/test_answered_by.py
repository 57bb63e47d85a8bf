"""The rule or target that decided an answer is shown with the request."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ongoing_desktop.domain.exchange import Exchange, Message
from ongoing_desktop.ui.exchanges.detail_texts import answer_sentence
from tests.ui.test_event_view import row, words


@pytest.mark.parametrize(
    ("fields", "detail", "told"),
    [
        ({"status": 500}, {}, "Answered 500 in 1.0 ms, after the request was saved. This response comes from the reply rule “Flaky”."),
        ({"status": None}, {"code": "rule-reset"}, "No response was sent. This response comes from the reply rule “Flaky”. Reset without"),
        ({"status": 502}, {"forward_failure": "forward-unreachable", "forward_params": {"host": "erp:1", "why": "no"}},
         "erp:1 cannot be reached: no."),
        ({"status": 201}, {"forward_status": 201, "forwarded_to": "http://erp/x"}, "the response of http://erp/x"),
    ],
)  # fmt: skip
def test_it_is_told(fields: dict[str, Any], detail: dict[str, object], told: str) -> None:
    made = replace(row(**fields), reason_params={"rule": "r", "rule_name": "Flaky"})
    assert told in answer_sentence(Exchange(made, Message(), None, detail))
    assert "rule “Flaky”" in words().facts(made)
