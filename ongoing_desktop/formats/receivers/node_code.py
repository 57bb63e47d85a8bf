"""A receiver in Node.js."""

from __future__ import annotations

from typing import Final

NODE: Final = """\
// Receives one webhook of Ongoing WMS. Node.js 18 or newer, no packages.
// It checks the credential, stores the event, answers, and processes the event afterwards. Put your code into process().
import { createHash, randomUUID, timingSafeEqual } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, statSync, unlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";

const WEBHOOK = @NAME@;
const PATH = @PATH@;
const LONGEST_BODY = 10 * 1024 * 1024;
// The folder of stored events. Delete files that are older than a few days: Ongoing sends again for at most one day.
const EVENTS = process.env.WEBHOOK_EVENTS ?? "events";
@SECRET@

@TYPES@

/**
 * Your part. It is called once for each event, in the order of arrival; after an error, again at the next start.
 * @param {@TYPE@} event
 */
async function handle(event) {
  console.log(WEBHOOK, event.webhookEventId, event.timestamp);
}

const hash = (value) => createHash("sha256").update(value).digest();

@CHECK@
// Every value of a header: Node itself joins or drops those that come twice.
function values(request, name) {
  const raw = request.rawHeaders;
  return raw.filter((_, index) => index % 2 === 1 && raw[index - 1].toLowerCase() === name.toLowerCase());
}

// Reads a member from the text, because JavaScript changes numbers above 2^53.
const exact = (text, name) => new RegExp(`"${name}"\\\\s*:\\\\s*("[^"]*"|[^\\\\s,}]+)`).exec(text)?.[1] ?? "null";

const waiting = [];
let working = false;

// Stores an event durably, unless it is stored already: the same event may arrive more than once, even at once.
function store(text) {
  const key = ["system", @ID@, "webhookEventId"].map((name) => exact(text, name)).join("\\n");
  const final = join(EVENTS, `${hash(key).toString("hex")}.json`);
  const made = join(EVENTS, `${randomUUID()}.tmp`);
  writeFileSync(made, text, { flush: true });
  try {
    linkSync(made, final);
  } catch (error) {
    if (error.code === "EEXIST") return;
    throw error;
  } finally {
    unlinkSync(made);
  }
  waiting.push(final);
  setImmediate(work);
}

// Processes the stored events one by one.
async function work() {
  if (working) return;
  working = true;
  while (waiting.length) {
    const path = waiting.shift();
    const done = path.replace(/json$/, "done");
    if (existsSync(done)) continue;
    try {
      await handle(JSON.parse(readFileSync(path, "utf8")));
      writeFileSync(done, "");
    } catch (error) {
      console.error(error);
    }
  }
  working = false;
}

function answer(response, status) {
  const headers = { "Content-Length": 0 };
  if (status === 401 && CHALLENGE) headers["WWW-Authenticate"] = CHALLENGE;
  response.writeHead(status, headers).end();
}

function statusFor(request, body) {
  if (body === null) return 413;
  if (request.method !== "POST") return 405;
  if (request.url.split("?")[0] !== PATH) return 404;
  if (!authorized(request)) return 401;
  let event, text;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(body);
    event = JSON.parse(text);
  } catch {
    return 400;
  }
  if (event === null || typeof event !== "object" || Array.isArray(event)) return 400;
  try {
    store(text);
  } catch (error) {
    console.error(error);
    return 500;
  }
  return 200;
}

const server = createServer((request, response) => {
  const chunks = [];
  let size = 0;
  request.on("data", (chunk) => {
    size += chunk.length;
    if (size <= LONGEST_BODY) chunks.push(chunk);
  });
  request.on("end", () => answer(response, statusFor(request, size > LONGEST_BODY ? null : Buffer.concat(chunks))));
});

mkdirSync(EVENTS, { recursive: true, mode: 0o700 });
// First the events that an earlier run did not finish.
const age = (path) => statSync(path).mtimeMs;
waiting.push(...readdirSync(EVENTS).filter((name) => name.endsWith(".json")).map((name) => join(EVENTS, name)));
waiting.sort((one, other) => age(one) - age(other));
setImmediate(work);
server.listen(Number(process.env.PORT ?? 8000), "127.0.0.1", () => {
  console.log("listening on port", server.address().port);
});
"""

READ: Final = """
// The secret is read from the file named by WEBHOOK_SECRET_FILE, or from WEBHOOK_SECRET; it is never in this program.
const SECRET = process.env.WEBHOOK_SECRET_FILE
  ? readFileSync(process.env.WEBHOOK_SECRET_FILE, "utf8").replace(/[\\r\\n]+$/, "")
  : (process.env.WEBHOOK_SECRET ?? "");
if (!SECRET) {
  console.error("Set WEBHOOK_SECRET_FILE or WEBHOOK_SECRET: without a secret, every request would have to be refused.");
  process.exit(1);
}
"""

CHECK: Final = """\
const HEADER = @HEADER@;
const PREFIX = @PREFIX@;
const CHALLENGE = @CHALLENGE@;
const EXPECTED = @EXPECTED@;

// Exactly one header with the whole credential. Hashing first hides even its length from measurements of time.
function authorized(request) {
  const found = values(request, HEADER);
  let given = found.length === 1 ? found[0].trim() : "";
  if (PREFIX && given.slice(0, PREFIX.length).toLowerCase() === PREFIX.toLowerCase()) {
    given = PREFIX + given.slice(PREFIX.length).trim();
  }
  return timingSafeEqual(hash(Buffer.from(given, "latin1")), hash(Buffer.from(EXPECTED, "utf8")));
}
"""

OPEN: Final = """\
const CHALLENGE = "";

// The webhook uses no authentication: anyone who knows the address can send anything.
function authorized(_) {
  return true;
}
"""
