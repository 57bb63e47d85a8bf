"""Scenario files: JSON with members in a fixed order, so that equal scenarios are equal bytes. Pure."""

from __future__ import annotations

import json
from typing import Any, Final

from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.errors import ConfigError, UsageError
from ongoing_desktop.domain.scenario import Scenario, ScenarioStep, scenario_problems
from ongoing_desktop.formats.file_objects import FileObject, UnknownMember, several, unknown_members, value
from ongoing_desktop.formats.strict_json import MemberReader, loaded
from ongoing_desktop.wording.messages import error_sentence, problem_sentence, sentence

SCENARIO_FORMAT: Final = "ongoing-desktop-scenario"
SCENARIO_VERSION: Final = 1
STEP: Final = FileObject(
    ScenarioStep,
    value("trigger", str),
    value("after", float, 0.0, field="after_s", put=lambda seconds: int(seconds) if seconds.is_integer() else seconds),
    value("fromStatus", int, None, field="from_status"),
    value("status", int, None),
    value("transporter", str, ""),
    value("withPurchaseOrder", bool, default=False, field="with_order"),
    value("copies", int, 1),
    value("late", int, 0),
    value("values", dict, {}),
)
SCENARIO: Final = FileObject(
    Scenario,
    value("name", str),
    value("description", str, ""),
    value("system", str, ""),
    value("goodsOwner", int, None, field="goods_owner"),
    value("values", dict, {}),
    value("stopOnFailure", bool, default=False, field="stop_on_failure"),
    several("steps", STEP),
)
TOP_KEYS: Final = ("format", "version", *SCENARIO.keys)
_END: Final = " Nothing was imported."
"""The end of sentences about config files, which is removed because a scenario is not imported."""


def parse_scenario(data: bytes, catalogue: Catalogue, name: str = "The file") -> Scenario:
    """Parse a scenario. Raises UsageError with ``name`` and the path of the error."""
    try:
        scenario = _scenario(loaded(data))
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
    return {"format": SCENARIO_FORMAT, "version": SCENARIO_VERSION, **SCENARIO.write(scenario)}


def unknown_in(scenario: Scenario) -> tuple[UnknownMember, ...]:
    """Unknown members of the scenario's file: they are kept and have no effect, but may be misspelt."""
    return unknown_members(_document(scenario), {**SCENARIO.known(""), "": TOP_KEYS})


def parse_values(text: str) -> dict[str, Any]:
    """Parse values entered for one step: a JSON object, or nothing. Raises UsageError."""
    if not text.strip():
        return {}
    try:
        found = loaded(text.encode("utf-8", "surrogatepass"))
        MemberReader(found, "values").rest(())
    except ConfigError as error:
        raise UsageError("scenario-values", what=error_sentence(error).removesuffix(_END).rstrip(".")) from None
    return dict(found)


def _scenario(document: Any) -> Scenario:
    top = MemberReader(document, "")
    if top.take("format", str, default="") != SCENARIO_FORMAT:
        raise UsageError("scenario-format")
    if (version := top.take("version", int)) != SCENARIO_VERSION:
        raise UsageError("scenario-version", version=version, known=SCENARIO_VERSION)
    own = {name: item for name, item in document.items() if name not in TOP_KEYS[:2]}
    return SCENARIO.read(own, "")
