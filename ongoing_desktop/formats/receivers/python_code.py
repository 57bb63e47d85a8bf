"""Receivers in Python: one with the standard library only, and one with FastAPI."""

from __future__ import annotations

from typing import Final

_HEAD: Final = '''\
"""Receives one webhook of Ongoing WMS. @NEEDS@

It checks the credential, stores the event, answers, and processes the event afterwards. Put your code into process().
"""

from __future__ import annotations

@IMPORTS@

WEBHOOK = @NAME@
PATH = @PATH@
LONGEST_BODY = 10 * 1024 * 1024
EVENTS = Path(os.environ.get("WEBHOOK_EVENTS", "events"))
"""The folder of stored events. Delete files that are older than a few days: Ongoing sends again for at most one day."""
@SECRET@

@TYPES@


def process(event: @TYPE@) -> None:
    """Your part. It is called once for each event, in the order of arrival; after an error, again at the next start."""
    print(WEBHOOK, event.get("webhookEventId"), event.get("timestamp"), flush=True)


@CHECK@
waiting: "queue.SimpleQueue[Path]" = queue.SimpleQueue()


def store(event, body: bytes) -> None:
    """Store an event durably, unless it is stored already: the same event may arrive more than once, even at once."""
    key = [event.get("system"), event.get(@ID@), event.get("webhookEventId")]
    final = EVENTS / f"{hashlib.sha256(json.dumps(key).encode()).hexdigest()}.json"
    handle, made = tempfile.mkstemp(dir=EVENTS)
    try:
        with open(handle, "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        os.link(made, final)
    except FileExistsError:
        return
    finally:
        os.unlink(made)
    waiting.put(final)


def work() -> None:
    """Process the stored events one by one, first those that an earlier run did not finish."""
    stored = sorted(EVENTS.glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
    for path in stored:
        if not path.with_suffix(".done").exists():
            waiting.put(path)
    while True:
        path = waiting.get()
        if path.with_suffix(".done").exists():
            continue
        try:
            process(json.loads(path.read_bytes()))
            path.with_suffix(".done").touch()
        except Exception:
            traceback.print_exc()


def parsed(body: bytes):
    """The event, or None if the body is not a JSON object."""
    try:
        event = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    return event if isinstance(event, dict) else None

'''

PYTHON: Final = (
    _HEAD
    + '''
class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.body()
        if isinstance(body, int):
            return self.answer(body, close=True)
        if self.path.partition("?")[0] != PATH:
            return self.answer(404)
        if not authorized(self.headers.get_all(HEADER) or []):
            return self.answer(401)
        event = parsed(body)
        if event is None:
            return self.answer(400)
        store(event, body)
        return self.answer(200)

    def do_GET(self):
        self.answer(405)

    do_HEAD = do_GET

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
        if status == 401 and CHALLENGE:
            self.send_header("WWW-Authenticate", CHALLENGE)
        if close:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.send_header("Content-Length", "0")
        self.end_headers()


if __name__ == "__main__":
    EVENTS.mkdir(mode=0o700, parents=True, exist_ok=True)
    threading.Thread(target=work, daemon=True).start()
    server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8000"))), Receiver)
    print("listening on port", server.server_port, flush=True)
    server.serve_forever()
'''
)

FASTAPI: Final = (
    _HEAD
    + """
app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)


@app.post("/{path:path}")
async def receive(request: Request) -> Response:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST_BODY:
            return Response(status_code=413, headers={"Connection": "close"})
    if request.scope["raw_path"].decode("latin-1").partition("?")[0] != PATH:
        return Response(status_code=404)
    if not authorized(request.headers.getlist(HEADER) if HEADER else []):
        return Response(status_code=401, headers={"WWW-Authenticate": CHALLENGE} if CHALLENGE else {})
    event = parsed(body)
    if event is None:
        return Response(status_code=400)
    await run_in_threadpool(store, event, body)
    return Response(status_code=200)


if __name__ == "__main__":
    EVENTS.mkdir(mode=0o700, parents=True, exist_ok=True)
    threading.Thread(target=work, daemon=True).start()
    listener = socket.create_server(("127.0.0.1", int(os.environ.get("PORT", "8000"))))
    print("listening on port", listener.getsockname()[1], flush=True)
    uvicorn.run(app, fd=listener.fileno(), access_log=False)
"""
)

READ: Final = """
# The secret is read from the file named by WEBHOOK_SECRET_FILE, or from WEBHOOK_SECRET; it is never in this program.
if os.environ.get("WEBHOOK_SECRET_FILE"):
    with open(os.environ["WEBHOOK_SECRET_FILE"], encoding="utf-8", newline="") as file:
        SECRET = file.read().rstrip("\\r\\n")
else:
    SECRET = os.environ.get("WEBHOOK_SECRET", "")
if not SECRET:
    sys.exit("Set WEBHOOK_SECRET_FILE or WEBHOOK_SECRET: without a secret, every request would have to be refused.")
"""

CHECK: Final = '''\
HEADER = @HEADER@
PREFIX = @PREFIX@
CHALLENGE = @CHALLENGE@
EXPECTED = @EXPECTED@


def authorized(values) -> bool:
    """Exactly one header with the whole credential. Hashing first hides even its length from measurements of time."""
    given = values[0].strip() if len(values) == 1 else ""
    if PREFIX and given[: len(PREFIX)].lower() == PREFIX.lower():
        given = PREFIX + given[len(PREFIX) :].strip()
    sides = (given.encode("latin-1", "replace"), EXPECTED.encode("utf-8"))
    return hmac.compare_digest(*(hashlib.sha256(side).digest() for side in sides))


'''

OPEN: Final = '''\
HEADER = ""
CHALLENGE = ""


def authorized(values) -> bool:
    """The webhook uses no authentication: anyone who knows the address can send anything."""
    return True


'''
