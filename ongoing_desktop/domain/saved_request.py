"""A request that belongs to no webhook, or only a payload, saved under a name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from ongoing_desktop.domain.exchange import Headers
from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING, dataclass
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.secret_names import USUAL, SecretNames
from ongoing_desktop.domain.send_options import headers_text, read_headers
from ongoing_desktop.domain.validation import url_problems

LONGEST_NAME: Final = 120
METHODS: Final = ("POST", "PUT", "PATCH", "GET", "HEAD", "DELETE", "OPTIONS")


@dataclass(frozen=True, slots=True)
class SavedRequest:
    """Contains no credential: :attr:`webhook` says whose is sent."""

    name: str = ""
    method: str = ""
    """Empty for a payload alone."""
    url: str = ""
    headers: tuple[str, ...] = ()
    """Lines ``Name: value``."""
    body: str = ""
    webhook: str = ""
    """Id of the webhook whose credential is sent; empty for none."""
    extra: Mapping[str, Any] = EMPTY_MAPPING
    """Unknown members of the file, which are kept."""

    @property
    def payload_only(self) -> bool:
        """Whether only the body is saved."""
        return not self.method


def lines_of(headers: Headers) -> tuple[str, ...]:
    """Headers as :attr:`SavedRequest.headers`."""
    return tuple(headers_text(headers).split("\n")) if headers else ()


def request_problems(request: SavedRequest, names: SecretNames = USUAL) -> tuple[Problem, ...]:
    """Why a request cannot be sent."""
    _, problems = read_headers("\n".join(request.headers), names)
    return (*url_problems("url", request.url), *problems)


def saving_problems(request: SavedRequest, names: SecretNames = USUAL) -> tuple[Problem, ...]:
    """Why a request or payload cannot be saved: it has no name, or its address or headers contain a credential."""
    found: list[Problem] = []
    if not request.name.strip():
        found.append(Problem("name", "request-name"))
    elif len(request.name) > LONGEST_NAME:
        found.append(Problem("name", "request-name-long", {"most": LONGEST_NAME}))
    if request.payload_only:
        return tuple(found)
    problems = (*found, *request_problems(request, names))
    if not problems and any(names.parameter(name) for name, _ in parse_qsl(urlsplit(request.url).query)):
        return (Problem("url", "request-secret"),)
    return problems
