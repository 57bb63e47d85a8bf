"""``api``: tests the connection to Ongoing's REST API, imports, looks up, and finds missed events."""
# ruff: noqa: PLC0415

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from ongoing_desktop.cli.arguments import (
    Parser,
    add_commands,
    credentials_options,
    json_option,
    runs,
    whole_number,
)
from ongoing_desktop.cli.config import IMPORT_SIGNS
from ongoing_desktop.cli.output import FAILED, OK, WRONG, fail, json_line, table, tell, visible
from ongoing_desktop.cli.session import find_system, opened_services, secret_from_stdin, session_credentials
from ongoing_desktop.domain.errors import ApiError, UsageError
from ongoing_desktop.wording.messages import error_sentence, problem_sentence, sentence
from ongoing_desktop.wording.times import short_time

if TYPE_CHECKING:
    from datetime import datetime

    from ongoing_desktop.services import Services
    from ongoing_desktop.services.api import LookUp

_NOT_ASKED = frozenset(
    {
        "api-no-address",
        "api-address",
        "api-http",
        "api-no-credential",
        "api-path",
        "api-no-payload",
        "usage-no-exchange",
    }
)
"""Codes of errors raised before anything was sent; they count as wrong use."""


def api_arguments(parser: Parser) -> None:
    connects = "store address, user name and password of a system's connection"
    tests = "test the connection by reading the order statuses; exit code 1 if that fails"
    imports = "add goods owners, statuses and transporters to a system"
    missed = "list events that probably did not arrive; exit code 1 if there are any"
    add_commands(
        parser,
        ("connect", connects, runs(api_connect, _system_option, _connection_options)),
        ("test", tests, runs(api_test, _system_option, _base_options)),
        ("import", imports, runs(api_import, _system_option, _base_options, _dry_run_option)),
        ("get", "look up the object of an exchange, or a path", runs(api_get, _get_arguments)),
        ("missed", missed, runs(api_missed, _system_option, _base_options, _since_option)),
    )


def _system_option(parser: Parser, *, required: bool = True) -> None:
    parser.add_argument("--system", metavar="NAME", required=required, help="name, code or id of the system")


def _base_options(parser: Parser) -> None:
    text = "address up to and without /api/v1, instead of the system's, for this run"
    parser.add_argument("--base", metavar="URL", default="", help=text)
    json_option(parser)
    credentials_options(parser, "system")


def _connection_options(parser: Parser) -> None:
    parser.add_argument("--address", metavar="URL", help="default: the system's, or that of Ongoing's production host")
    parser.add_argument("--username", metavar="U", help="default: the stored one")
    parser.add_argument("--stdin", action="store_true", required=True, help="read the password from standard input")


def _dry_run_option(parser: Parser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="show what would change, without changing anything")


def _get_arguments(parser: Parser) -> None:
    text = "look up the object of this exchange; ids are shown by “history list”"
    parser.add_argument("exchange", metavar="EXCHANGE-ID", nargs="?", type=whole_number, help=text)
    _system_option(parser, required=False)
    _base_options(parser)
    parser.add_argument("--path", metavar="PATH", default="", help="path of a resource, such as /orders/70031")


def _since_option(parser: Parser) -> None:
    text = "a time, such as 2026-11-28T10:00, or -2h (default: since the listener was last away, else since the last request)"
    parser.add_argument("--since", metavar="T", help=text)


def api_connect(arguments: argparse.Namespace) -> int:
    """Store the connection of a system, with its password from standard input in the keyring."""
    from ongoing_desktop.domain.system_changes import suggested_address

    secret = secret_from_stdin()
    with opened_services(arguments) as services:
        system = find_system(services.settings.current, arguments.system)
        address = arguments.address or system.address or suggested_address(system.code)
        user = system.api_user if arguments.username is None else arguments.username
        result = services.engine.submit(services.api.save_connection(system.id, address, user, secret)).result()
    if isinstance(result, tuple):
        return fail(" ".join(problem_sentence(problem) for problem in result), WRONG)
    return OK


def api_test(arguments: argparse.Namespace) -> int:
    """Read the order statuses. Exit code 1 if that failed."""
    with opened_services(arguments) as services:
        system = find_system(services.settings.current, arguments.system)
        session_credentials(services, arguments)
        try:
            found = services.engine.submit(services.api.test(system.id, base=arguments.base)).result()
        except ApiError as error:
            return _failed(services, error, arguments)
    if arguments.json:
        statuses = [{"number": item.number, "text": item.name} for item in found.statuses]
        exchange = {"exchange": found.exchange_id, "status": found.status, "duration_ms": round(found.took_ms, 1)}
        json_line({**exchange, "statuses": statuses})
        return OK
    print(sentence("api-connected", {"count": len(found.statuses), "time": f"{found.took_ms:.0f}"}))
    table((item.number, item.name) for item in found.statuses)
    return OK


def api_import(arguments: argparse.Namespace) -> int:
    """Import all or nothing into a system."""
    with opened_services(arguments) as services:
        system = find_system(services.settings.current, arguments.system)
        session_credentials(services, arguments)
        try:
            plan = services.engine.submit(services.api_import.preview(system.id, base=arguments.base)).result()
        except ApiError as error:
            return _failed(services, error, arguments)
        if not arguments.dry_run:
            services.engine.submit(services.api_import.apply(plan)).result()
    for remark in plan.remarks:
        tell(sentence(remark.code, remark.params))
    for row in plan.rows:
        if arguments.json:
            json_line({"change": row.change, "kind": row.kind, "key": row.key, "name": row.name})
        elif row.change != "left":
            sign = IMPORT_SIGNS[row.change]
            was = f" (was: {row.before})" if row.before else ""
            training = " [training]" if row.training else ""
            print(visible(f"{sign} {row.kind} {row.key}  {row.name}{was}{training}"))
    if not arguments.json:
        counts = {change: plan.count(change) for change in ("added", "changed", "left")}
        print(sentence("api-would-import" if arguments.dry_run else "api-imported", counts))
    return OK


def api_get(arguments: argparse.Namespace) -> int:
    """Look up the current state of an exchange's object, or read a path."""
    if (arguments.exchange is None) != bool(arguments.system and arguments.path):
        raise UsageError("usage-api-source")
    with opened_services(arguments) as services:
        session_credentials(services, arguments)
        if arguments.exchange is not None:
            work = services.api.look_up(arguments.exchange, base=arguments.base)
        else:
            system = find_system(services.settings.current, arguments.system)
            work = services.api.get_path(system.id, arguments.path, base=arguments.base)
        try:
            found: LookUp = services.engine.submit(work).result()
        except ApiError as error:
            return _failed(services, error, arguments)
    if arguments.json:
        differing = [{"path": item.path, "then": item.then, "now": item.now} for item in found.differences]
        line = {"exchange": found.exchange_id, "status": found.status, "differences": differing}
        json_line({**line, "object": found.found})
        return OK
    _print_look_up(found, compared=arguments.exchange is not None)
    return OK


def _print_look_up(found: LookUp, *, compared: bool) -> None:
    import json

    for item in found.differences:
        print(visible(f"≠ {item.path}: {_value(item.then)} → {_value(item.now)}"))
    if compared and not found.differences:
        print(sentence("api-as-then"))
    print(visible(json.dumps(found.found, ensure_ascii=False, indent=2)))


def _value(value: Any) -> str:
    return "–" if value is None else str(value)


def api_missed(arguments: argparse.Namespace) -> int:
    """List events that were probably missed. Exit code 1 if there are any."""
    with opened_services(arguments) as services:
        system = find_system(services.settings.current, arguments.system)
        since = _since(arguments.since)
        session_credentials(services, arguments)
        try:
            found = services.engine.submit(services.missed.find(system.id, since, base=arguments.base)).result()
        except ApiError as error:
            return _failed(services, error, arguments)
    for event in found.events:
        present = event.present
        reason = sentence(event.code, event.params)
        if arguments.json:
            line = {"family": present.family, "number": present.number, "status": present.status}
            json_line({**line, "webhook": event.hook.id, "reason": reason})
        else:
            print(visible(f"{present.family} {present.number}  {present.status}  {event.hook.name}: {reason}"))
    if not arguments.json:
        counts = {"count": found.looked_at, "missed": len(found.events)}
        at = short_time(found.since)
        print(sentence("missed-some" if found.events else "missed-none", {**counts, "since": at}))
    if found.without_webhooks:
        tell(sentence("missed-no-webhooks"))
    for title in found.not_offered:
        tell(sentence("missed-not-offered", {"what": title}))
    tell(sentence("missed-reach" if found.beyond_reach else "missed-limits"))
    return FAILED if found.events else OK


def _since(text: str | None) -> datetime | None:
    from datetime import UTC, datetime

    from ongoing_desktop.domain.filters import read_moment

    return read_moment(text, datetime.now(UTC)) if text else None


def _failed(services: Services, error: ApiError, arguments: argparse.Namespace) -> int:
    code = WRONG if error.code in _NOT_ASKED else FAILED
    if arguments.json and code == FAILED:
        exchange = services.api_calls.last_exchange
        row = services.history.rows([exchange])[:1] if exchange is not None else []
        status = row[0].status if row else None
        sys.stdout.flush()
        json_line({"exchange": exchange, "status": status, "failure": error.code, "reason": error_sentence(error)})
    return fail(error_sentence(error), code)
