"""Receivers for one webhook as a starting point, in several languages.

Each checks the credential in constant time, stores an event once and durably before it answers, processes it afterwards,
and declares the types of the webhook's payload. None contains the secret; it is read from a file or the environment.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from types import ModuleType
from typing import Final

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.domain.bind import is_loopback
from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.payload_model import Payload, payloads
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.urls import host_of, path_of
from ongoing_desktop.formats import type_code
from ongoing_desktop.formats.receivers import csharp_code, go_code, java_code, node_code, php_code, python_code

_WORD: Final = re.compile(r"@([A-Z]+)@")
REALM: Final = "webhooks"
PYTHON_IMPORTS: Final = (
    "hashlib", "hmac", "json", "os", "queue", "sys", "tempfile", "threading", "traceback",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Snippet:
    """A programming language. Its program is a complete file that can be run."""

    key: str
    title: str
    file_name: str
    run: str
    """The command that starts it on port 8000, first the file with the secret."""
    template: str
    parts: ModuleType
    """Has ``READ`` and, ``CHECK`` for a credential, and ``OPEN`` for no authentication."""
    literal: Callable[[str], str]
    """Writes a text as the language's literal, in ASCII."""
    types: Callable[[Sequence[Payload]], str]
    part: str = ""
    """The key of the parts in authentication schemes, if it is another."""
    imports: Callable[[set[str]], str] = lambda _: ""
    """The import lines for additional modules."""
    needs: str = ""
    proven: bool = True
    """Whether it was run and proven by the tests."""

    def offered_for(self, hook: Webhook) -> bool:
        """Whether the webhook's authentication supports this language."""
        scheme = SCHEMES.get(hook.authentication)
        return scheme is not None and (self.part or self.key) in scheme.receiver

    def command(self, hook: Webhook, taken: int) -> str:
        """The command that starts it, on the port of the webhook's address if that is on this computer.

        ``taken``: a port that it cannot have, because the listener has it.
        """
        run = self.run if SCHEMES[hook.authentication].needs_secret else self.run.partition(" ")[2]
        host, _, port = host_of(hook.local_target or hook.url).rpartition(":")
        return run.replace("8000", port) if is_loopback(host) and port != str(taken) else run

    def write(self, hook: Webhook, catalogue: Catalogue) -> str:
        """The program's text. Call only if it is offered."""
        scheme = SCHEMES[hook.authentication]
        part, locked = scheme.receiver[self.part or self.key], scheme.needs_secret
        found = payloads(catalogue, [hook.type]) or payloads(catalogue, [catalogue.triggers[0].key])
        parts = {
            "NEEDS": self.needs,
            "IMPORTS": self.imports({*part.imports, *(("crypto/subtle",) if self.key == "go" and locked else ())}),
            "SECRET": self.parts.READ if locked else "",
            "CHECK": self.parts.CHECK if locked else self.parts.OPEN,
            "READS": getattr(self.parts, "READS", "") if locked else "",
            "EXPECTED": part.expected,
            "TYPES": self.types(found).strip("\n"),
        }
        values = {
            "HEADER": self.literal(scheme.header),
            "PREFIX": self.literal(f"{scheme.prefix} " if scheme.prefix else ""),
            "CHALLENGE": self.literal(scheme.challenge(REALM)),
            "TYPE": found[0].shape.name,
            "ID": self.literal(found[0].family.id_member),
            "NAME": self.literal(hook.name),
            "PATH": self.literal(path_of(hook.url)),
            "USERNAME": self.literal(hook.username),
        }
        text = self.template
        for name, value in parts.items():
            text = text.replace(f"@{name}@", value)
        # At once, because a name may contain such a word.
        return _WORD.sub(lambda word: values.get(word[1], word[0]), text)


def _json_literal(text: str) -> str:
    """ASCII only, because a line separator (U+2028) in a name must not end a line of the program."""
    return json.dumps(text)


def _php_literal(text: str) -> str:
    return '"' + "".join(char if _is_plain(char) and char != "$" else f"\\u{{{ord(char):x}}}" for char in text) + '"'


def _go_literal(text: str) -> str:
    return '"' + "".join(char if _is_plain(char) else f"\\U{ord(char):08x}" for char in text) + '"'


def _is_plain(char: str) -> bool:
    return " " <= char <= "~" and char not in '"\\'


def _python_imports(more: set[str]) -> str:
    plain = "".join(f"import {name}\n" for name in sorted({*PYTHON_IMPORTS, *more}))
    server = "from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer\n"
    return f"{plain}{server}from pathlib import Path\n{type_code.PYTHON_TYPING}"


def _fastapi_imports(more: set[str]) -> str:
    plain = "".join(f"import {name}\n" for name in sorted({*PYTHON_IMPORTS, "socket", *more}))
    outside = "import uvicorn\nfrom fastapi import FastAPI, Request, Response\nfrom starlette.concurrency import run_in_threadpool"
    return f"{plain}from pathlib import Path\n{type_code.PYTHON_TYPING}\n\n{outside}"


def _go_imports(more: set[str]) -> str:
    return "".join(f'\t"{name}"\n' for name in sorted({*go_code.IMPORTS, *more}))


_START: Final = "WEBHOOK_SECRET_FILE=secret.txt"
_JARS: Final = "jackson-databind.jar:jackson-core.jar:jackson-annotations.jar"
SNIPPETS: Final[Mapping[str, Snippet]] = {
    item.key: item
    for item in (
        Snippet(
            "python", "Python", "receiver.py", f"{_START} PORT=8000 python3 receiver.py", python_code.PYTHON, python_code,
            ascii, type_code.python_types, imports=_python_imports, needs="Python 3.9 or newer, standard library only.",
        ),
        Snippet(
            "fastapi", "Python (FastAPI)", "receiver.py", f"{_START} PORT=8000 python3 receiver.py", python_code.FASTAPI,
            python_code, ascii, type_code.python_types, "python", _fastapi_imports,
            "Python 3.9 or newer; pip install fastapi uvicorn.",
        ),
        Snippet(
            "node", "Node.js", "receiver.mjs", f"{_START} PORT=8000 node receiver.mjs", node_code.NODE, node_code,
            _json_literal, type_code.jsdoc_types,
        ),
        Snippet(
            "csharp", "C#", "Program.cs", f"{_START} PORT=8000 dotnet run", csharp_code.CSHARP, csharp_code, _json_literal,
            type_code.csharp_types, proven=False,
        ),
        Snippet(
            "php", "PHP", "receiver.php", f"{_START} php -S 127.0.0.1:8000 receiver.php", php_code.PHP, php_code,
            _php_literal, type_code.php_types,
        ),
        Snippet(
            "java", "Java", "Receiver.java", f"{_START} PORT=8000 java -cp {_JARS} Receiver.java", java_code.JAVA, java_code,
            _json_literal, type_code.java_types,
        ),
        Snippet(
            "go", "Go", "receiver.go", f"{_START} PORT=8000 go run receiver.go", go_code.GO, go_code, _go_literal,
            type_code.go_types, imports=_go_imports,
        ),
    )
}  # fmt: skip
"""By key. Another language is one more row, its templates, and a part in each authentication scheme that supports it."""
