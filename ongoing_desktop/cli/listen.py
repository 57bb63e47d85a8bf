"""``listen``: receives in the foreground, with ``--tunnel`` beside a tunnel program."""
# ruff: noqa: PLC0415 - to start quickly

from __future__ import annotations

import argparse
import gc
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ongoing_desktop.cli.arguments import Parser, json_option, port_number, stdin_credentials
from ongoing_desktop.cli.output import tell
from ongoing_desktop.cli.session import opened_services
from ongoing_desktop.domain.errors import UsageError
from ongoing_desktop.wording.messages import problem_sentence, sentence

if TYPE_CHECKING:
    from ongoing_desktop.domain.forwarding import Forward
    from ongoing_desktop.domain.public_address import Contact
    from ongoing_desktop.domain.settings import Settings
    from ongoing_desktop.domain.tunnels import TunnelState
    from ongoing_desktop.listener.options import Alongside, Listens

TUNNELS: Final = ("cloudflared", "ngrok", "localhost.run", "serveo", "pinggy", "ssh", "own")
"""The keys of :data:`ongoing_desktop.domain.tunnels.PROGRAMS`, whose import would delay every start of a listener."""
SAID: Final = frozenset({"checking", "live", "dead", "restarting", "failed"})
"""States of a tunnel that are printed."""


def listen_arguments(parser: Parser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this computer only)")
    parser.add_argument(
        "--port", type=port_number, help="port to listen on; 0 picks a free one (default: as in the settings)"
    )
    parser.add_argument(
        "--ready-file",
        metavar="F",
        type=Path,
        help="file to write once requests are accepted: URL and process id as JSON",
    )
    parser.add_argument(
        "--certificate", metavar="F", help="serve HTTPS with this PEM file (default: as in the settings)"
    )
    parser.add_argument("--key", metavar="F", help="the unencrypted private key, if it is not in the certificate file")
    parser.add_argument(
        "--tunnel",
        metavar="PROGRAM",
        choices=TUNNELS,
        help=f"also start a tunnel program, with the command of the settings: {', '.join(TUNNELS)}",
    )
    parser.add_argument(
        "--forward",
        metavar=("URL", "CONDITION"),
        nargs="+",
        action="append",
        help="forward to this address instead of those in the settings; several times for several targets, whose first "
        "gives the response. Conditions: type=KEY, owner=ID, webhook=NAME, path=/orders/*",
    )
    parser.add_argument("--forward-unmatched", action="store_true", help="with --forward: also what matches no webhook")
    parser.add_argument(
        "--forward-keep",
        action="store_true",
        help="with --forward: keep what a target misses, and deliver it in order once it answers",
    )
    parser.add_argument("--controlled", action="store_true", help=argparse.SUPPRESS)
    json_option(parser)
    stdin_credentials(parser)
    parser.set_defaults(command=listen)


def listen(arguments: argparse.Namespace) -> int:
    """Receive in the foreground."""
    from ongoing_desktop.listener.main import run_listen
    from ongoing_desktop.listener.options import ListenOptions

    alongside = None
    if arguments.tunnel:
        with opened_services(arguments) as services:
            alongside = _tunnel_beside(arguments.tunnel, services.saved_settings, json_lines=arguments.json)
    gc.enable()
    return run_listen(
        ListenOptions(
            data_dir=arguments.data_dir,
            host=arguments.host,
            port=arguments.port,
            ready_file=arguments.ready_file,
            json_lines=arguments.json,
            credentials=arguments.credentials_stdin,
            controlled=arguments.controlled,
            certificate=arguments.certificate or "",
            key=arguments.key or "",
            alongside=alongside,
            forward=_forward(arguments) if arguments.forward else None,
        )
    )


def _forward(arguments: argparse.Namespace) -> Forward:
    """The targets of this run. Raises UsageError."""
    from ongoing_desktop.domain.forward_checks import forward_problems
    from ongoing_desktop.domain.forwarding import forward_to, route_of
    from ongoing_desktop.storage.resources import load_catalogue

    with opened_services(arguments) as services:
        settings = services.saved_settings
        names = {
            text.removeprefix("webhook="): settings.find_webhook(text.removeprefix("webhook=")).id
            for words in arguments.forward
            for text in words[1:]
            if text.startswith("webhook=")
        }
    catalogue = load_catalogue()
    routes = [route_of(url, conditions, names) for url, *conditions in arguments.forward]
    for key in (key for route in routes for key in route.types):
        if catalogue.trigger(key) is None:
            raise UsageError("usage-forward-type", type=key)
    forward = forward_to(routes, unmatched=arguments.forward_unmatched, keep=arguments.forward_keep)
    for problem in forward_problems(forward, settings):
        raise UsageError("usage-forward", why=problem_sentence(problem))
    return forward


def _tunnel_beside(key: str, settings: Settings, *, json_lines: bool) -> Alongside:
    """Runs the program of this key, with the command and address of the settings. Raises UsageError."""
    from ongoing_desktop.bootstrap import now, own_program
    from ongoing_desktop.domain.tunnels import TunnelChoice, command_problems, program_of, words_of
    from ongoing_desktop.listener.tunnel_process import run_tunnel
    from ongoing_desktop.services.addresses import reaches
    from ongoing_desktop.services.tunnel_run import TunnelRun
    from ongoing_desktop.transport import NetworkSender

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
