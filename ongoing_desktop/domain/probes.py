"""The table of probes of a receiver.

A new probe is one row, usually with an existing judge and body, and its texts in ``wording/texts/probes_en.py``.
"""

from __future__ import annotations

from typing import Final

from ongoing_desktop.domain import probe_bodies as bodies
from ongoing_desktop.domain import probe_judges as judges
from ongoing_desktop.domain.probing import Probe, Profile

BURST: Final = 20
AT_ONCE: Final = 5
SAMPLE: Final = "sample"
QUICK: Final = "quick"

PROBES: Final[tuple[Probe, ...]] = (
    Probe(QUICK, "must", judges.in_time, bodies.plain, "quick"),
    # TLS
    Probe(
        "tls-chain", "must", judges.certificate_trusted, bodies.nothing, "quick", times=0, uses=(QUICK,), always=True
    ),
    Probe(
        "tls-name", "must", judges.certificate_names_host, bodies.nothing, "quick", times=0, uses=(QUICK,), always=True
    ),
    Probe(
        "certificate", "must", judges.certificate_lasts, bodies.nothing, "quick", times=0, uses=(QUICK,), always=True
    ),
    Probe(
        "tls-versions",
        "should",
        judges.no_old_tls,
        bodies.nothing,
        method="HEAD",
        credential="missing",
        tls=judges.OLD_TLS,
    ),
    # answers
    Probe("no-redirect", "must", judges.no_redirect, bodies.plain, "quick", times=0, uses=(QUICK,)),
    Probe(SAMPLE, "must", judges.accepts, bodies.plain, "quick"),
    Probe("answer-body", "must", judges.no_error_in_body, bodies.plain, "quick", times=0, uses=(SAMPLE,)),
    # credentials
    Probe("credential-wrong", "must", judges.refuses, bodies.plain, "quick", credential="wrong"),
    Probe("credential-missing", "must", judges.refuses, bodies.plain, "quick", credential="missing"),
    Probe("credential-other-scheme", "must", judges.refuses, bodies.plain, credential="other-scheme"),
    Probe("credential-doubled", "should", judges.refuses, bodies.plain, credential="doubled"),
    # shapes
    Probe("documented", "must", judges.accepts, bodies.documented, "quick", each_type=True),
    Probe("captured", "must", judges.accepts, bodies.captured, "quick", each_type=True),
    Probe("minimal", "should", judges.accepts, bodies.minimal, each_type=True),
    Probe("absent", "must", judges.accepts, bodies.absent, each_type=True),
    Probe("nulls", "must", judges.accepts, bodies.nulls, "quick", each_type=True),
    Probe("unknown-member", "must", judges.accepts, bodies.unknown_members, "quick", each_type=True),
    Probe("whole-numbers", "must", judges.accepts, bodies.whole_numbers),
    Probe("fractions", "should", judges.accepts, bodies.fractions),
    Probe("utc-time", "must", judges.accepts, bodies.utc_time),
    Probe("large-numbers", "should", judges.accepts, bodies.large_numbers),
    Probe("long-texts", "must", judges.accepts, bodies.long_texts),
    Probe("other-characters", "must", judges.accepts, bodies.other_characters, "quick"),
    Probe("escaped-characters", "must", judges.accepts, bodies.escaped_characters),
    # repeats and order
    Probe(judges.READS_BACK, "should", judges.reads_back, bodies.plain),
    Probe(judges.TWICE, "must", judges.takes_repeats, bodies.plain, "quick", times=2, asks=True),
    Probe("reads-once", "should", judges.reads_once, bodies.plain, times=0, uses=(judges.TWICE,)),
    Probe("at-once", "should", judges.takes_repeats, bodies.plain, times=2, at_once=2, asks=True),
    Probe("after-time-out", "must", judges.takes_after_timeout, bodies.plain, times=2, abandon=True, asks=True),
    Probe("swapped", "must", judges.accepts, bodies.plain, times=2, same_event=False, newest_first=True),
    Probe(
        "old-status",
        "must",
        judges.accepts,
        bodies.other_status,
        times=2,
        same_event=False,
        newest_first=True,
        asks=True,
    ),
    # transfer
    Probe("chunked", "must", judges.accepts, bodies.plain, chunked=True, pieces=4),
    Probe("slow-body", "must", judges.accepts, bodies.plain, pieces=4, pause_s=0.2),
    Probe("expect", "should", judges.accepts, bodies.plain, headers=(("Expect", "100-continue"),)),
    Probe("keep-alive", "should", judges.accepts, bodies.plain, times=2, same_event=False, keep=True),
    Probe("connection-close", "must", judges.accepts, bodies.plain, headers=(("Connection", "close"),)),
    Probe("upper-case", "must", judges.accepts, bodies.plain, upper=True),
    Probe("http-1-0", "should", judges.accepts, bodies.plain, headers=(("Connection", "close"),), old_http=True),
    # wrong requests
    Probe("bad-json", "must", judges.refuses, bodies.not_json, "quick"),
    Probe("bad-json-status", "should", judges.refuses_as_client_error, bodies.not_json, times=0, uses=("bad-json",)),
    Probe("charset", "must", judges.accepts, bodies.plain, media="application/json; charset=utf-8"),
    Probe("other-media-type", "should", judges.answers_in_any_way, bodies.plain, media="text/plain"),
    Probe("xml", "should", judges.refuses, bodies.xml, media="application/xml"),
    Probe("get", "should", judges.refuses, bodies.nothing, method="GET"),
    Probe("head", "should", judges.refuses, bodies.nothing, method="HEAD"),
    Probe("unknown-path", "should", judges.refuses, bodies.plain, path="/no-such-path"),
    # after it all
    Probe("burst", "must", judges.takes_burst, bodies.plain, times=BURST, at_once=AT_ONCE, same_event=False),
    Probe("no-echo", "must", judges.no_echo, bodies.plain, "quick", times=0),
    Probe("no-stack-trace", "must", judges.no_stack_trace, bodies.plain, "quick", times=0),
    Probe("still-answers", "must", judges.accepts, bodies.plain, "quick"),
)

GATES: Final = (QUICK, "no-redirect", SAMPLE)
"""Unless all of these pass, later probes are skipped, because they would fail for the same reason."""


def probes_of(profile: Profile) -> tuple[Probe, ...]:
    """The probes of a profile in order."""
    return tuple(probe for probe in PROBES if profile == "full" or probe.profile == "quick")
