"""``listen --tunnel``: runs a tunnel program beside the listener."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from ongoing_desktop.bootstrap import now, own_program
from ongoing_desktop.cli.output import tell
from ongoing_desktop.domain.errors import UsageError
from ongoing_desktop.domain.tunnels import TunnelChoice, TunnelState, command_problems, program_of, words_of
from ongoing_desktop.listener.tunnel_process import run_tunnel
from ongoing_desktop.services.addresses import reaches
from ongoing_desktop.services.tunnel_run import TunnelRun
from ongoing_desktop.transport import NetworkSender
from ongoing_desktop.wording.messages import sentence

if TYPE_CHECKING:
    from ongoing_desktop.domain.public_address import Contact
    from ongoing_desktop.domain.settings import Settings
    from ongoing_desktop.listener.options import Alongside, Listens

SAID: Final = frozenset({"checking", "live", "dead", "restarting", "failed"})


def tunnel_beside(key: str, settings: Settings, *, json_lines: bool) -> Alongside:
    """Runs the program of this key, with the command and address of the settings. Raises UsageError."""
    choice = TunnelChoice.of(settings.preferences.tunnel)
    program = program_of(key)
    command, fixed = choice.command(key), choice.addresses.get(key, "")
    for problem in command_problems(command, fixed):
        raise UsageError(problem.code, **problem.params)

    async def run(listens: Listens) -> None:
        sender, said = NetworkSender(), ""

        async def check(address: str) -> Contact:
            return await reaches(sender, address, listens.check_key, proxy=settings.preferences.proxy)

        async def use(address: str) -> None:
            listens.use_public_address(address)

        def report(state: TunnelState) -> None:
            nonlocal said
            if state.status == said or state.status not in SAID:
                return
            said = state.status
            why = sentence(state.code, state.params) if state.code else ""
            if json_lines:
                listens.say({"event": "tunnel", "status": state.status, "address": state.address, "reason": why})
            elif state.code:
                tell(sentence(f"usage-tunnel-{state.status}", {"address": state.address, "why": why}))
            else:
                listens.say(sentence(f"usage-tunnel-{state.status}", {"address": state.address}))

        if program is None:
            return
        try:
            await TunnelRun(
                program,
                words_of(command, url=listens.url),
                fixed,
                run_program=partial(run_tunnel, own_program()),
                check=check,
                on_address=use,
                on_state=report,
                clock=now,
            ).run()
        finally:
            await sender.close()

    return run
