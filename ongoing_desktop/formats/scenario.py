"""Scenario files: JSON with members in a fixed order, so that equal scenarios are equal bytes. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.errors import ConfigError, UsageError
from ongoing_desktop.domain.scenario import Scenario, Step, scenario_problems
from ongoing_desktop.formats.config_unknown import Unknown, unknown_members
from ongoing_desktop.formats.strict_json import Reader, loaded
from ongoing_desktop.wording.messages import error_sentence, problem_sentence, sentence

FORMAT: Final = "ongoing-desktop-scenario"
VERSION: Final = 1
TOP_KEYS: Final = (
    "format",
    "version",
    "name",
    "description",
    "system",
    "goodsOwner",
    "values",
    "stopOnFailure",
    "steps",
)
STEP_KEYS: Final = (
    "trigger", "after", "fromStatus", "status", "transporter", "withPurchaseOrder", "copies", "late", "values",
)  # fmt: skip
_END: Final = " Nothing was imported."
"""The end of sentences about config files, which is removed because a scenario is not imported."""


def parse_scenario(data: bytes, catalogue: Catalogue, name: str = "The file") -> Scenario:
    """Parse a scenario. Raises UsageError with ``name`` and the path of the error."""
    try:
        scenario = _scenario(Reader(loaded(data), ""))
    except ConfigError as error:
        raise UsageError("scenario-file", name=name, what=error_sentence(error).removesuffix(_END)) from None
    for problem in scenario_problems(scenario, catalogue):
        what = sentence("scenario-problem", {"path": problem.field, "what": problem_sentence(problem)})
        raise UsageError("scenario-file", name=name, what=what)
    return scenario


def write_scenario(scenario: Scenario) -> bytes:
    """UTF-8, two-space indent, final line break. Members with default values are left out."""
    return (json.dumps(_document(scenario), ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _document(scenario: Scenario) -> dict[str, Any]:
    document: dict[str, Any] = {"format": FORMAT, "version": VERSION, "name": scenario.name}
    document |= _set(
        description=scenario.description,
        system=scenario.system,
        goodsOwner=scenario.goods_owner,
        values=dict(scenario.values),
        stopOnFailure=scenario.stop_on_failure,
    )
    document["steps"] = [_plain(step) for step in scenario.steps]
    return document | dict(scenario.extra)


def unknown_in(scenario: Scenario) -> tuple[Unknown, ...]:
    """Unknown members of the scenario's file: they are kept and have no effect, but may be misspelt."""
    return unknown_members(_document(scenario), {"": TOP_KEYS, "steps[]": STEP_KEYS})


def parse_values(text: str) -> dict[str, Any]:
    """Parse values entered for one step: a JSON object, or nothing. Raises UsageError."""
    if not text.strip():
        return {}
    try:
        found = loaded(text.encode("utf-8", "surrogatepass"))
        Reader(found, "values").rest(())
    except ConfigError as error:
        raise UsageError("scenario-values", what=error_sentence(error).removesuffix(_END).rstrip(".")) from None
    return dict(found)


def _scenario(top: Reader) -> Scenario:
    if top.take("format", str) != FORMAT:
        raise UsageError("scenario-format")
    if (version := top.take("version", int)) != VERSION:
        raise UsageError("scenario-version", version=version, known=VERSION)
    return Scenario(
        name=top.take("name", str),
        description=top.take("description", str, ""),
        system=top.take("system", str, ""),
        goods_owner=top.take("goodsOwner", int) if top.has("goodsOwner") else None,
        values=top.take("values", dict, {}),
        stop_on_failure=top.take("stopOnFailure", bool, default=False),
        steps=tuple(_step(Reader(item, f"steps[{place}]")) for place, item in enumerate(top.take("steps", list))),
        extra=top.rest(TOP_KEYS),
    )


def _step(reader: Reader) -> Step:
    return Step(
        trigger=reader.take("trigger", str),
        after_s=float(reader.take("after", float, 0)),
        from_status=reader.take("fromStatus", int) if reader.has("fromStatus") else None,
        status=reader.take("status", int) if reader.has("status") else None,
        transporter=reader.take("transporter", str, ""),
        with_order=reader.take("withPurchaseOrder", bool, default=False),
        copies=reader.take("copies", int, 1),
        late=reader.take("late", int, 0),
        values=reader.take("values", dict, {}),
        extra=reader.rest(STEP_KEYS),
    )


def _plain(step: Step) -> dict[str, Any]:
    after = int(step.after_s) if step.after_s.is_integer() else step.after_s
    return {
        "trigger": step.trigger,
        **_set(
            after=after,
            fromStatus=step.from_status,
            status=step.status,
            transporter=step.transporter,
            withPurchaseOrder=step.with_order,
            copies=step.copies if step.copies != 1 else None,
            late=step.late,
            values=dict(step.values),
        ),
        **step.extra,
    }


def _set(**members: Any) -> Mapping[str, Any]:
    """The members that are set. A status of 0 is set, an empty text is not."""
    numbers = ("goodsOwner", "fromStatus", "status")
    return {
        name: value
        for name, value in members.items()
        if (value is not None if name in numbers else value not in (None, "", False, 0, {}))
    }
