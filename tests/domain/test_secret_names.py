"""Names of credentials are recognised in every spelling, and lookalikes stay readable."""

from __future__ import annotations

import pytest

from ongoing_desktop.domain.secret_names import (
    EXAMPLE_HEADERS,
    EXAMPLE_PARAMETERS,
    MOST_NAMES,
    USUAL,
    SecretNames,
    checked_names,
    too_many,
)
from ongoing_desktop.domain.send_options import header_code
from tests.credential_carriers import HEADERS, PARAMETERS, PLAIN_HEADERS, PLAIN_PARAMETERS


@pytest.mark.parametrize("name", [*HEADERS, *EXAMPLE_HEADERS])
def test_a_header_that_carries_a_credential_is_known_in_both_directions(name: str) -> None:
    assert USUAL.header(name)
    assert USUAL.header(name.upper())
    assert USUAL.header(f"\x0b{name} ")
    assert header_code(name, "x") in ("header-secret", "header-framing")


@pytest.mark.parametrize("name", [*PARAMETERS, *EXAMPLE_PARAMETERS])
def test_a_parameter_that_carries_a_credential_is_known(name: str) -> None:
    assert USUAL.parameter(name)


@pytest.mark.parametrize("name", PLAIN_HEADERS)
def test_a_look_alike_of_a_header_stays_readable(name: str) -> None:
    assert not USUAL.header(name)


@pytest.mark.parametrize("name", PLAIN_PARAMETERS)
def test_a_look_alike_of_a_parameter_stays_readable(name: str) -> None:
    assert not USUAL.parameter(name)


def test_names_of_the_user_count_too_and_are_compared_whole() -> None:
    names = SecretNames(frozenset({"x-tenant"}), frozenset({"tenant"}))
    assert names.header("X-Tenant")
    assert not names.header("X-Tenant-Name")
    assert names.parameter("Ten%61nt")
    assert not names.parameter("tenants")
    assert header_code("X-Tenant", "1", names) == "header-secret"
    assert not header_code("X-Tenant", "1")


def test_lists_of_names_are_checked_line_by_line() -> None:
    assert checked_names(["X-Tenant", "", " x-Other "], field="headers") == (frozenset({"x-tenant", "x-other"}), ())
    assert checked_names(["te%6Eant", "filter[pw]"], field="parameters")[0] == {"tenant", "filter[pw]"}
    for lines, field, code in (
        (["ok", "X Tenant"], "headers", "secret-name-headers"),
        (["a=b"], "parameters", "secret-name-parameters"),
        (["x" * 101], "headers", "secret-name-long"),
    ):
        problems = checked_names(lines, field=field)[1]
        assert [(problem.code, problem.params["line"]) for problem in problems] == [(code, len(lines))]
    assert too_many(frozenset(map(str, range(MOST_NAMES + 1))), field="headers")
    assert not too_many(frozenset(map(str, range(MOST_NAMES))), field="headers")
