"""What the result of a test means, in sentences: would Ongoing count it as failed, when would it try again, and why.

That only a 2xx counts as success, and that a redirect does not, is assumed: no page says so.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

from ongoing_desktop.domain.exchange import Headers
from ongoing_desktop.domain.messages import sentence
from ongoing_desktop.domain.retry import Reading, schedule
from ongoing_desktop.domain.sending import RESPONSE_BODY_LIMIT, Failure, Response, SendResult
from ongoing_desktop.domain.settings import Webhook

_SCHEME: Final = re.compile(r"(?:^|,\s*)([A-Za-z][\w-]*)(?=\s|$|,)")
SENT: Final = {"none": "no credential", "basic": "Basic", "x-auth-token": "X-Auth-Token"}


def succeeded(result: SendResult) -> bool:
    """A 2xx; assumed to be what Ongoing counts as delivered."""
    return isinstance(result.outcome, Response) and 200 <= result.outcome.status <= 299


def explain(
    hook: Webhook, result: SendResult, sent_at: datetime, *, followed: bool = False, reading: Reading = "gaps"
) -> tuple[str, ...]:
    """Sentences from the most to the least important. ``followed``: redirects are followed, so none is advised against."""
    match result.outcome:
        case Response() as response if succeeded(result):
            return (sentence("means-delivered", {"status": response.status}), *_cut(response))
        case Response() as response:
            hints = (*_status_hints(hook, response, followed=followed), *_cut(response))
            told = [sentence("means-failed", {"status": response.status}), *hints]
        case Failure() as failure:
            told = [sentence(failure.code, failure.params), sentence("means-no-answer")]
    return (*told, retry_sentence(hook, sent_at, reading))


def _cut(response: Response) -> tuple[str, ...]:
    return (sentence("means-cut", {"limit": RESPONSE_BODY_LIMIT // 1024 // 1024}),) if response.body_cut else ()


def _status_hints(hook: Webhook, response: Response, *, followed: bool) -> list[str]:
    status = response.status
    if status == 401:
        asked = asked_schemes(response.headers)
        params = {"asked": " or ".join(asked), "sent": SENT.get(hook.authentication, hook.authentication)}
        return [sentence("means-401" if asked else "means-401-silent", params)]
    if 300 <= status <= 399 and not followed:
        location = next((value for name, value in response.headers if name.lower() == "location"), "")
        return [sentence("means-redirect", {"location": location[:300]} if location else {"location": "nowhere"})]
    code = {
        403: "means-403",
        404: "means-404",
        405: "means-405",
        413: "means-413",
        415: "means-415",
        429: "means-429",
    }.get(status)
    if code is None and status >= 500:
        code = "means-5xx"
    return [sentence(code)] if code else []


def asked_schemes(headers: Headers) -> tuple[str, ...]:
    """The schemes named by WWW-Authenticate, in order."""
    found: list[str] = []
    for name, value in headers:
        if name.lower() == "www-authenticate":
            # Parameters look like schemes once their quoted values are gone: only words not followed by "=" count.
            bare = re.sub(r'"[^"]*"', "", value)
            bare = re.sub(r"\b[\w-]+\s*=\s*[^\s,]*", "", bare)
            found += _SCHEME.findall(bare)
    return tuple(dict.fromkeys(found))


def retry_sentence(hook: Webhook, sent_at: datetime, reading: Reading = "gaps") -> str:
    """When the WMS would try again after a failure."""
    times = schedule(hook.retry_policy, reading)
    if not times:
        return sentence("means-no-retry")
    due = [sent_at + timedelta(seconds=seconds) for seconds in times]
    local = [moment.astimezone() for moment in due]
    return sentence(
        "means-retries",
        {
            "first": ", ".join(f"{moment:%H:%M}" for moment in local[:4]),
            "last": f"{local[-1]:%Y-%m-%d %H:%M}",
            "count": len(times),
        },
    )
