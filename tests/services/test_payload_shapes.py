"""Learning the shapes of payloads from the history."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ongoing_desktop.domain.exchange import NewExchange
from ongoing_desktop.domain.payload_shapes import FEW, NewShape, Shapes
from ongoing_desktop.services.payload_shapes import FEW_AT_ONCE, FEWEST_AT_ONCE, KEY, NEWS
from ongoing_desktop.services.ports import Stop
from tests.helpers import until
from tests.services.fake_services import FakeServices, make_services
from tests.storage.makers import judged, received, sent


def came(body: bytes, **fields: Any) -> NewExchange:
    """A received request, with its type where the fake history looks for it."""
    return received(body, **{"type": "order-picked", **fields})


@pytest.fixture
def services(tmp_path: Path) -> Iterator[FakeServices]:
    services = make_services(tmp_path)
    services.start(follow=False)
    yield services
    services.close()


def test_only_received_requests_of_known_types_are_learnt_from(services: FakeServices) -> None:
    services.history.append(
        [
            came(b'{"orderId": 1, "a": 1}'),
            came(b'{"orderId": 2}', judgement=judged("refused")),
            came(b'{"orderId": 3}', source="import"),
            came(b'{"orderId": 4}', judgement=judged("unmatched", family=None, type=None), type=None),
            came(b"no JSON"),
            came(b"[1]"),
            came(b"[" * 5_000),
            sent(b'{"orderId": 5}'),
        ]
    )
    shapes = services.do(services.shapes.learn())
    assert list(shapes.types) == ["order-picked"]
    assert shapes.types["order-picked"].payloads == 1
    assert shapes.upto == 8


def test_it_goes_on_where_it_was_and_a_damaged_file_is_learnt_again(services: FakeServices) -> None:
    services.history.append([came(b'{"a": 1}')] * FEW)
    services.do(services.shapes.learn())
    services.history.append([came(b'{"a": 1, "b": 2}')])
    percent: list[int] = []
    shapes = services.do(services.shapes.learn(percent.append))
    assert (shapes.types["order-picked"].payloads, percent) == (FEW + 1, [100])
    found = services.shapes.new_shape(FEW + 1)
    assert found is not None
    assert found.changes[0].path == "b"
    services.ports.shape_files.write(KEY, b'{"format": ')
    assert services.do(services.shapes.learn()).plain() == shapes.plain()


def test_a_file_of_an_earlier_version_and_a_damaged_list_of_new_shapes(services: FakeServices) -> None:
    services.history.append([*[came(b'{"a": 1}')] * FEW, came(b'{"a": 1, "b": 2}')])
    shapes = services.do(services.shapes.learn())
    files = services.ports.shape_files
    assert b'"news"' not in files.read()[KEY]
    files.remove(NEWS)
    files.write(KEY, json.dumps(shapes.plain()).encode())
    assert services.do(services.shapes.learn()).news == shapes.news
    files.write(NEWS, b"[{")
    again = services.do(services.shapes.learn())
    assert (again.upto, again.news) == (shapes.upto, shapes.news), "both are learnt again"


def test_accepting_and_forgetting(services: FakeServices) -> None:
    services.history.append([*[came(b'{"a": 1}')] * FEW, came(b'{"b": 2}')])
    services.do(services.shapes.learn())
    assert services.do(services.shapes.accept({FEW + 1})).news == []
    assert services.shapes.new_shape(FEW + 1) is None
    assert services.do(services.shapes.forget(from_start=False)).types == {}
    assert services.do(services.shapes.learn()).types == {}
    services.do(services.shapes.forget(from_start=True))
    assert services.do(services.shapes.learn()).types["order-picked"].payloads == FEW + 1
    assert json.loads(services.ports.shape_files.read()[KEY])["upto"] == FEW + 1


def test_new_shapes_that_arrive_are_reported_together(services: FakeServices, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ongoing_desktop.services.payload_shapes.WAIT_S", 0.01)
    services.history.append([*[came(b'{"a": 1}')] * FEW, came(b'{"a": 1, "old": 1}')])
    told: list[tuple[NewShape, ...]] = []
    services.shapes.subscribe(told.append)
    running = services.engine.submit(services.shapes.run())
    until(lambda: services.shapes.new_shape(FEW + 1) is not None, "the history is learnt")
    services.history.append([came(b'{"a": 1, "b": 1}'), came(b'{"a": null}')])
    until(lambda: bool(told), "the new shapes are reported")
    assert [item.exchange for item in told[0]] == [FEW + 2, FEW + 3]
    services.do(services.settings.set_preferences(learn_shapes=False))
    running.cancel()


def test_the_background_reads_less_at_once_while_more_arrives(
    services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.history.append([came(b'{"a": 1}')] * 200)
    pieces: list[int] = []
    read = services.shapes._piece

    def piece(shapes: Shapes, most: int, newest: int, stop: Stop) -> None:
        pieces.append(most)
        if len(pieces) in (1, 2):
            services.history.append([came(b'{"a": 1}')] * (FEW_AT_ONCE + 1))
        read(shapes, most, newest, stop)

    monkeypatch.setattr(services.shapes, "_piece", piece)
    services.do(services.shapes.learn(pause_s=0.001, most=150))
    few, fewest = FEW_AT_ONCE, FEWEST_AT_ONCE
    assert pieces[:4] == [few, fewest, fewest, few]
    assert sum(pieces) >= 150
