"""A minimal receiver for one webhook as a starting point: standard library only, with a check of the credential.

It does not contain the secret but reads it from a file or its environment. Both sides of a comparison are hashed first,
so that the time reveals neither length nor content.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Final

from ongoing_desktop.auth import SCHEMES, ReceiverPart, Scheme
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.wire_path import path_of

REALM: Final = "webhooks"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A programming language. Its program is a complete file that can be run."""

    key: str
    title: str
    file_name: str
    run: str
    """The command that starts it, including the file with the secret."""
    fill: Callable[[Webhook, Scheme, ReceiverPart], str]

    def offered_for(self, hook: Webhook) -> bool:
        """Whether the webhook's authentication supports this language."""
        scheme = SCHEMES.get(hook.authentication)
        return scheme is not None and self.key in scheme.receiver

    def write(self, hook: Webhook) -> str:
        """The program's text. Call only if it is offered."""
        scheme = SCHEMES[hook.authentication]
        return self.fill(hook, scheme, scheme.receiver[self.key])


def _filled(template: str, parts: Mapping[str, str], values: Mapping[str, str]) -> str:
    for name, text in {**parts, **values}.items():
        template = template.replace(f"@{name}@", text)
    return template


def _python(hook: Webhook, scheme: Scheme, part: ReceiverPart) -> str:
    modules = {"json", "os", *part.imports, *(("hashlib", "hmac", "sys") if scheme.needs_secret else ())}
    asked = scheme.challenge(REALM).replace('"', '\\"')
    username = "USERNAME = @USERNAME@" if scheme.has_username else ""
    parts = {
        "IMPORTS": "\n".join(f"import {name}" for name in sorted(modules)),
        "SECRET": (username + _PYTHON_READS).lstrip("\n") if scheme.needs_secret else "",
        "CHECK": (_PYTHON_SAME if scheme.needs_secret else "") + part.check,
        "CHALLENGE": _PYTHON_CHALLENGES.replace("@ASKED@", asked) if asked else "",
    }
    values = {"NAME": repr(hook.name), "PATH": repr(path_of(hook.url)), "USERNAME": repr(hook.username)}
    return _filled(_PYTHON, parts, values)


def _node(hook: Webhook, scheme: Scheme, part: ReceiverPart) -> str:
    asked = scheme.challenge(REALM)
    username = "const USERNAME = @USERNAME@;" if scheme.has_username else ""
    parts = {
        "IMPORTS": (_NODE_IMPORTS if scheme.needs_secret else "") + "".join(f"{line}\n" for line in part.imports),
        "SECRET": (username + _NODE_READS).lstrip("\n") if scheme.needs_secret else "",
        "CHECK": (_NODE_SAME if scheme.needs_secret else "") + part.check,
        "CHALLENGE": _NODE_CHALLENGES.replace("@ASKED@", asked) if asked else "",
    }
    # ASCII only, because a line separator (U+2028) in a name must not end a line of the program.
    values = {
        "NAME": json.dumps(hook.name),
        "PATH": json.dumps(path_of(hook.url)),
        "USERNAME": json.dumps(hook.username),
    }
    return _filled(_NODE, parts, values)


_PYTHON: Final = '''\
"""Receives one webhook of Ongoing WMS. Python 3.8 or newer, standard library only."""

@IMPORTS@
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

WEBHOOK = @NAME@
PATH = @PATH@
LONGEST_BODY = 10 * 1024 * 1024
@SECRET@

@CHECK@

class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.body()
        if isinstance(body, int):
            return self.answer(body, close=True)
        if self.path.partition("?")[0] != PATH:
            return self.answer(404)
        if not authorized(self.headers):
            return self.answer(401)
        try:
            event = json.loads(body)
        except ValueError:
            return self.answer(400)
        if not isinstance(event, dict):
            return self.answer(400)
        # Keep the event before answering: after a 2xx Ongoing does not send it again.
        # The same webhookEventId may arrive more than once; process it only the first time.
        print(WEBHOOK, event.get("webhookEventId"), event.get("timestamp"), flush=True)
        return self.answer(200)

    def body(self):
        """The bytes of the body, or the status of a refusal."""
        try:
            if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
                return self.chunks()
            length = int(self.headers.get("Content-Length", ""))
        except ValueError:
            return 411
        return self.rfile.read(length) if 0 <= length <= LONGEST_BODY else 413

    def chunks(self):
        """A body without a length: a proxy on the way may send it so."""
        body = b""
        while True:
            size = int(self.rfile.readline(1024).partition(b";")[0], 16)
            if not 0 <= size <= LONGEST_BODY - len(body):
                return 413
            if not size:
                break
            body += self.rfile.read(size)
            self.rfile.readline(1024)
        while self.rfile.readline(1024).strip():
            pass
        return body

    def answer(self, status, close=False):
        self.send_response(status)
@CHALLENGE@        if close:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.send_header("Content-Length", "0")
        self.end_headers()


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8000"))), Receiver)
    print("listening on port", server.server_port, flush=True)
    server.serve_forever()
'''

_PYTHON_CHALLENGES: Final = """\
        if status == 401:
            self.send_header("WWW-Authenticate", "@ASKED@")
"""

_PYTHON_SAME: Final = '''\
def same(given, expected):
    """Compare in constant time; hashing first hides the length too."""
    return hmac.compare_digest(hashlib.sha256(given).digest(), hashlib.sha256(expected).digest())


'''

_PYTHON_READS: Final = """
# The secret is read from the file named by WEBHOOK_SECRET_FILE, or from WEBHOOK_SECRET; it is never in this program.
if os.environ.get("WEBHOOK_SECRET_FILE"):
    with open(os.environ["WEBHOOK_SECRET_FILE"], encoding="utf-8", newline="") as file:
        SECRET = file.read().rstrip("\\r\\n")
else:
    SECRET = os.environ.get("WEBHOOK_SECRET", "")
if not SECRET:
    sys.exit("Set WEBHOOK_SECRET_FILE or WEBHOOK_SECRET: without a secret, every request would have to be refused.")
"""

_NODE: Final = """\
// Receives one webhook of Ongoing WMS. Node.js 18 or newer, no packages.
@IMPORTS@import { createServer } from "node:http";

const WEBHOOK = @NAME@;
const PATH = @PATH@;
const LONGEST_BODY = 10 * 1024 * 1024;
@SECRET@
@CHECK@
function answer(response, status) {
  const headers = { "Content-Length": 0 };
@CHALLENGE@  response.writeHead(status, headers).end();
}

const server = createServer((request, response) => {
  const chunks = [];
  let size = 0;
  request.on("data", (chunk) => {
    size += chunk.length;
    if (size <= LONGEST_BODY) chunks.push(chunk);
  });
  request.on("end", () => {
    if (size > LONGEST_BODY) return answer(response, 413);
    if (request.method !== "POST") return answer(response, 405);
    if (request.url.split("?")[0] !== PATH) return answer(response, 404);
    if (!authorized(request)) return answer(response, 401);
    let event;
    try {
      event = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    } catch {
      return answer(response, 400);
    }
    if (event === null || typeof event !== "object" || Array.isArray(event)) return answer(response, 400);
    // Keep the event before answering: after a 2xx Ongoing does not send it again.
    // The same webhookEventId may arrive more than once; process it only the first time.
    console.log(WEBHOOK, event.webhookEventId, event.timestamp);
    return answer(response, 200);
  });
});

server.listen(Number(process.env.PORT ?? 8000), "127.0.0.1", () => {
  console.log("listening on port", server.address().port);
});
"""

_NODE_CHALLENGES: Final = """\
  if (status === 401) headers["WWW-Authenticate"] = '@ASKED@';
"""

_NODE_SAME: Final = """\
// Compares in constant time; hashing first hides the length too.
function same(given, expected) {
  const hash = (value) => createHash("sha256").update(value).digest();
  return timingSafeEqual(hash(given), hash(expected));
}

// Every value of a header: Node itself joins or drops those that come twice.
function values(request, name) {
  const raw = request.rawHeaders;
  return raw.filter((_, index) => index % 2 === 1 && raw[index - 1].toLowerCase() === name);
}

"""
_NODE_IMPORTS: Final = (
    'import { createHash, timingSafeEqual } from "node:crypto";\nimport { readFileSync } from "node:fs";\n'
)

_NODE_READS: Final = """
// The secret is read from the file named by WEBHOOK_SECRET_FILE, or from WEBHOOK_SECRET; it is never in this program.
const SECRET = process.env.WEBHOOK_SECRET_FILE
  ? readFileSync(process.env.WEBHOOK_SECRET_FILE, "utf8").replace(/[\\r\\n]+$/, "")
  : (process.env.WEBHOOK_SECRET ?? "");
if (!SECRET) {
  console.error("Set WEBHOOK_SECRET_FILE or WEBHOOK_SECRET: without a secret, every request would have to be refused.");
  process.exit(1);
}
"""

SNIPPETS: Final[Mapping[str, Snippet]] = {
    item.key: item
    for item in (
        Snippet("python", "Python", "receiver.py", "WEBHOOK_SECRET_FILE=secret.txt python3 receiver.py", _python),
        Snippet("node", "Node.js", "receiver.mjs", "WEBHOOK_SECRET_FILE=secret.txt node receiver.mjs", _node),
    )
}
"""By key. Another language is one more row, and a part in each authentication scheme that supports it."""
