"""What every authentication scheme must do, and the reasons that each distinguishes."""

from __future__ import annotations

import base64

import pytest

from ongoing_desktop.auth import SCHEMES, Scheme
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.secret_names import USUAL
from ongoing_desktop.wording.messages import SENTENCES

WITH_SECRET = [scheme for scheme in SCHEMES.values() if scheme.needs_secret]


@pytest.fixture(params=SCHEMES.values(), ids=lambda scheme: scheme.key)
def scheme(request: pytest.FixtureRequest) -> Scheme:
    return request.param


def basic(text: str | bytes) -> tuple[tuple[str, str], ...]:
    raw = text if isinstance(text, bytes) else text.encode()
    return (("Authorization", "Basic " + base64.b64encode(raw).decode()),)


def test_what_it_applies_it_verifies(scheme: Scheme) -> None:
    secret = Secret("s3cret-with:colon")
    check = scheme.verify("user", secret, scheme.apply("user", secret))
    assert check.verdict == ("verified" if scheme.needs_secret else "open")


def test_every_credential_header_is_known_for_redaction(scheme: Scheme) -> None:
    names = {name.lower() for name, _ in scheme.apply("user", Secret("secret"))}
    assert names == scheme.header_names
    assert all(USUAL.header(name) for name in names)


def test_schemes_that_share_a_field_call_it_the_same() -> None:
    """The form has one field for both."""
    fields = [field for scheme in SCHEMES.values() for field in scheme.fields]
    assert len({field.key: field for field in fields}) == len(
        {(field.key, field.label, field.secret) for field in fields}
    )


@pytest.mark.parametrize("scheme", WITH_SECRET, ids=lambda scheme: scheme.key)
class TestWithSecret:
    def test_no_secret_is_never_verified(self, scheme: Scheme) -> None:
        check = scheme.verify("user", None, scheme.apply("user", Secret("secret")))
        assert check.verdict == "unverifiable"

    def test_nothing_sent_is_refused(self, scheme: Scheme) -> None:
        assert scheme.verify("user", Secret("secret"), ()).verdict == "refused"

    def test_the_header_twice_is_refused_even_when_both_are_right(self, scheme: Scheme) -> None:
        secret = Secret("secret")
        check = scheme.verify("user", secret, scheme.apply("user", secret) * 2)
        assert (check.verdict, check.reason_code) == ("refused", "two-headers")

    def test_a_wrong_secret_is_refused(self, scheme: Scheme) -> None:
        assert scheme.verify("user", Secret("right"), scheme.apply("user", Secret("wrong"))).verdict == "refused"

    @pytest.mark.parametrize("bad", ["", "a\nb", "a\x00b", "a\x7fb", "x" * 1281, "\ud800"])
    def test_values_no_wire_or_keyring_can_hold_are_problems(self, scheme: Scheme, bad: str) -> None:
        problems = scheme.problems("user", Secret(bad))
        assert problems
        assert all(problem.code in SENTENCES for problem in problems)
        if len(bad) > 1:
            assert bad not in repr(problems)

    def test_raw_bytes_above_ascii_do_no_harm(self, scheme: Scheme) -> None:
        headers = tuple((name, "t\xf6k\xe9n\xff") for name in scheme.header_names)
        assert scheme.verify("user", Secret("pä€"), headers).verdict == "refused"


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ((), "header-absent"),
        ((("X-Auth-Token", "t"),), "other-scheme"),
        ((("Authorization", "Bearer abc"),), "not-basic"),
        ((("Authorization", "Basic !!!not*base64"),), "base64-broken"),
        (basic("nocolon"), "base64-no-colon"),
        (basic("other:secret"), "wrong-user"),
        (basic("jörg:wrong"), "wrong-password"),
        (basic("jörg:secret\n"), "password-stray-blank"),
        (basic("x:y"), "wrong-user-and-password"),
        ((("Authorization", "Basic " + "A" * 9000),), "credential-too-long"),
        (basic("jörg:secret"), "right"),
        (basic("jörg:secret".encode("latin-1")), "right"),
        ((("authorization", basic("jörg:secret")[0][1].replace("Basic", "bAsIc")),), "right"),
    ],
)
def test_basic_says_why(headers: tuple[tuple[str, str], ...], reason: str) -> None:
    check = SCHEMES["basic"].verify("jörg", Secret("secret"), headers)
    assert check.reason_code == reason
    assert reason in SENTENCES


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("tok", "right"),
        ("tok ", "token-stray-text"),
        ('"tok"', "token-stray-text"),
        ("Bearer tok", "token-stray-text"),
        ("other", "wrong-token"),
        ("", "token-empty-received"),
    ],
)
def test_token_says_why(value: str, reason: str) -> None:
    check = SCHEMES["x-auth-token"].verify("", Secret("tok"), (("X-Auth-Token", value),))
    assert check.reason_code == reason
    assert reason in SENTENCES


@pytest.mark.parametrize("username", ["", "a:b", "a\nb"])
def test_basic_user_names_of_rfc_7617(username: str) -> None:
    assert any(problem.field == "username" for problem in SCHEMES["basic"].problems(username, None))


@pytest.mark.parametrize("token", [" t", "t ", "tök"])
def test_tokens_a_header_cannot_carry(token: str) -> None:
    assert SCHEMES["x-auth-token"].problems("", Secret(token))
