"""Picture of the shapes of payloads."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from PySide6.QtWidgets import QComboBox

from ongoing_desktop.app import App
from ongoing_desktop.domain.exchange import Body, Judgement, NewExchange
from ongoing_desktop.domain.payload_shapes import FEW
from tests.picture_dialogs import part, shown, shut


def shapes(pictures: Any, app: App) -> None:
    """After a payload with a new member and another JSON type."""
    hook = app.services.settings.current.webhooks[0]
    family = app.services.catalogue.family_of(hook.type)
    assert family
    usual = {
        "orderId": 7,
        "orderStatus": {"number": 400, "text": "Picked"},
        "tracking": None,
        "orderLines": [{"id": 1}],
    }
    for number in range(FEW + 1):
        new = {"carbonFootprint": {"kg": 0.4}, "orderId": "7"} if number == FEW else {}
        body = json.dumps({**usual, **new}).encode()
        judged = Judgement("verified", "right", {}, hook.id, "demo", family.key, hook.type, number, 1, 12)
        given = Body(body, size=len(body), sha256=sha256(body).digest())
        app.services.history.append([NewExchange("in", pictures.clock.now, "POST", "/", (), given, 200, judged)])
    pictures.action("showShapes")
    window = shown(pictures, app, "shapesWindow")
    types = part(window, QComboBox, "shapesType")
    assert isinstance(types, QComboBox)
    types.setCurrentIndex(types.findData(hook.type))
    pictures.take("79-payload-shapes", window)
    shut(pictures, window)
