"""Options for sending: per webhook, per system, and for all tests from this computer."""

from __future__ import annotations

from collections.abc import Mapping

from ongoing_desktop.domain.bind import is_loopback
from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING, dataclass, replace
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.send_options import (
    LEAST_S,
    MOST_S,
    SendOptions,
    options_of,
    plain_options,
    proxy_problems,
    read_headers,
)
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.domain.targets import marked
from ongoing_desktop.domain.urls import host_of, hostname_of
from ongoing_desktop.domain.variables import read_variables
from ongoing_desktop.services import Services


@dataclass(frozen=True, slots=True)
class Choices:
    """The form with a webhook's send options."""

    follow: bool
    verify: bool
    ca_file: str
    production_host: bool
    """Whether the webhook's own host is production."""
    production_system: bool
    """Whether all hosts of its system are."""
    connect_limit_s: float
    read_limit_s: float
    total_limit_s: float
    proxy: str
    """Empty, :data:`ongoing_desktop.domain.send_options.SYSTEM_PROXY` or an address."""


class SendSettings:
    """Async methods run on the engine's loop; the others do no I/O."""

    def __init__(self, services: Services) -> None:
        self._settings = services.settings

    def options(self, webhook_id: str) -> SendOptions:
        """The stored options of a webhook."""
        return options_of(self._settings.current.state(webhook_id))

    def variables(self, system_id: str) -> Mapping[str, str]:
        """Variables for all webhooks of a system."""
        found = self._settings.current.preferences.variables.get(system_id, EMPTY_MAPPING)
        return {str(name): str(value) for name, value in found.items()} if isinstance(found, Mapping) else {}

    def choices(self, webhook_id: str) -> Choices:
        """The current values of the form."""
        now = self._settings.current
        options, preferences, hook = self.options(webhook_id), now.preferences, now.webhook(webhook_id)
        return Choices(
            follow=options.follow,
            verify=options.verify,
            ca_file=options.ca_file,
            production_host=hook is not None and host_of(hook.url) in preferences.production_hosts,
            production_system=hook is not None and hook.system in preferences.production_systems,
            connect_limit_s=preferences.connect_limit_s,
            read_limit_s=preferences.read_limit_s,
            total_limit_s=preferences.total_limit_s,
            proxy=preferences.proxy,
        )

    async def choose(self, webhook_id: str, chosen: Choices) -> tuple[Problem, ...]:
        """Save the form unless it has problems. Raises StorageError."""
        if problems := choice_problems(chosen):
            return problems

        def changed(now: Settings) -> Settings:
            hook = now.webhook(webhook_id)
            if hook is None:
                return now
            state = now.state(webhook_id)
            options = replace(
                options_of(state), follow=chosen.follow, verify=chosen.verify, ca_file=chosen.ca_file.strip()
            )
            host = host_of(hook.url)
            hosts = {host: chosen.production_host} if host and not is_loopback(hostname_of(hook.url)) else {}
            now = marked(now, hosts=hosts, systems={hook.system: chosen.production_system})
            preferences = replace(
                now.preferences,
                connect_limit_s=chosen.connect_limit_s,
                read_limit_s=chosen.read_limit_s,
                total_limit_s=chosen.total_limit_s,
                proxy=chosen.proxy.strip(),
            )
            states = {**now.states, webhook_id: replace(state, sending=plain_options(options))}
            return replace(now, states=states, preferences=preferences)

        await self._settings.change("preferences", changed)
        return ()

    async def set_texts(self, webhook_id: str, headers: str, own: str, shared: str) -> tuple[Problem, ...]:
        """Save headers and variables given as lines. ``shared``: those of the whole system.

        If one of them has a problem, nothing is saved.
        """
        pairs, problems = read_headers(headers, self._settings.current.preferences.secret_names)
        mine, more = read_variables(own)
        common, most = read_variables(shared)
        most = tuple(replace(item, field="shared") for item in most)
        if problems or more or most:
            return (*problems, *more, *most)

        def changed(now: Settings) -> Settings:
            hook = now.webhook(webhook_id)
            if hook is None:
                return now
            state = now.state(webhook_id)
            options = replace(options_of(state), headers=pairs, variables=mine)
            variables = {key: value for key, value in now.preferences.variables.items() if key != hook.system}
            if common:
                variables[hook.system] = common
            return replace(
                now,
                states={**now.states, webhook_id: replace(state, sending=plain_options(options))},
                preferences=replace(now.preferences, variables=variables),
            )

        await self._settings.change("remember", changed)
        return ()


def choice_problems(chosen: Choices) -> tuple[Problem, ...]:
    """Problems with the form."""
    found = [
        Problem(name, "limit-range", {"least": LEAST_S, "most": MOST_S, "unit": "s"})
        for name in ("connect_limit_s", "read_limit_s", "total_limit_s")
        if not LEAST_S <= getattr(chosen, name) <= MOST_S
    ]
    return (*found, *proxy_problems(chosen.proxy))
