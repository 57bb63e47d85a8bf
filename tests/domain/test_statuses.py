"""Which status changes a webhook selects."""

from __future__ import annotations

from ongoing_desktop.domain.statuses import (
    Status,
    Transition,
    fires,
    plain_transitions,
    read_statuses,
    read_transitions,
    standard_sets,
    steps,
)


def test_a_status_reached_fires_from_any_other_and_a_pair_only_from_its_start() -> None:
    chosen = (Transition(None, 450), Transition(200, 400))
    assert fires(chosen, 400, 450)
    assert fires(chosen, 200, 400)
    assert not fires(chosen, 300, 400)
    assert not fires(chosen, 450, 450)


def test_statuses_have_their_name_in_a_language_where_it_is_known() -> None:
    facts = {
        "statuses": {"order": [{"number": 400, "name": "Picked", "name_sv": "Plockad"}, {"number": 900, "name": "X"}]}
    }
    assert standard_sets(facts)["order"] == (Status(400, "Picked"), Status(900, "X"))
    assert standard_sets(facts, "sv")["order"] == (Status(400, "Plockad"), Status(900, "X"))


def test_transitions_come_back_as_they_were_and_what_is_none_is_left_out() -> None:
    value = [{"from": 200, "to": 400}, {"to": 999}]
    assert plain_transitions(read_transitions(value)) == value
    assert read_transitions([{"to": True}, {"from": 1}, 3, "x"]) == ()
    assert read_transitions("450") == ()


def test_steps_lead_from_each_status_to_the_next() -> None:
    statuses = read_statuses([{"number": 300, "name": "B"}, {"number": 200, "name": "A"}, {"number": 400}])
    assert statuses == (Status(200, "A"), Status(300, "B"), Status(400, ""))
    assert steps(statuses) == (Transition(200, 300), Transition(300, 400))
    assert steps(()) == ()
