"""A receiver in PHP, as two processes: one receives, the other processes what was received."""

from __future__ import annotations

from typing import Final

PHP: Final = r"""<?php
// Receives one webhook of Ongoing WMS. PHP 8.1 or newer, no packages. The web server must run it for the path below.
// It checks the credential, stores the event and answers. "php receiver.php" in a second process handles the events:
// put your code into handle().
declare(strict_types=1);

const WEBHOOK = @NAME@;
const PATH = @PATH@;
const LONGEST_BODY = 10 * 1024 * 1024;
// The folder of stored events. Delete files that are older than a few days: Ongoing sends again for at most one day.
define('EVENTS', getenv('WEBHOOK_EVENTS') ?: __DIR__ . '/events');
@SECRET@
@TYPES@

/** Your part. It is called once for each event, in the order of arrival; after an error, again a second later. */
function handle(@TYPE@ $event): void
{
    echo WEBHOOK, ' ', $event->webhookEventId(), ' ', $event->timestamp(), "\n";
}

@CHECK@
/** Stores an event durably, unless it is stored already: the same event may arrive more than once, even at once. */
function store(array $event, string $body): bool
{
    $key = json_encode([$event['system'] ?? null, $event[@ID@] ?? null, $event['webhookEventId'] ?? null]);
    $final = EVENTS . '/' . hash('sha256', $key) . '.json';
    $made = tempnam(EVENTS, 'new');
    $file = fopen($made, 'wb');
    $whole = fwrite($file, $body) === strlen($body) && fflush($file) && fsync($file);
    fclose($file);
    $stored = $whole && (@link($made, $final) || file_exists($final));
    unlink($made);
    return $stored;
}

function status(): int
{
    if ($_SERVER['REQUEST_METHOD'] !== 'POST') return 405;
    if (strtok($_SERVER['REQUEST_URI'], '?') !== PATH) return 404;
    if (!authorized()) return 401;
    $body = file_get_contents('php://input', false, null, 0, LONGEST_BODY + 1);
    if (strlen($body) > LONGEST_BODY) return 413;
    $event = json_decode($body, true, 512, JSON_BIGINT_AS_STRING);
    if (!is_array($event) || !str_starts_with(ltrim($body), '{')) return 400;
    return store($event, $body) ? 200 : 500;
}

/** Handles the stored events one by one, until it is stopped. */
function work(): never
{
    while (true) {
        $paths = glob(EVENTS . '/*.json');
        usort($paths, fn ($one, $other) => filemtime($one) <=> filemtime($other));
        foreach ($paths as $path) {
            $done = substr($path, 0, -4) . 'done';
            if (file_exists($done)) continue;
            try {
                handle(new @TYPE@(json_decode(file_get_contents($path), true, 512, JSON_BIGINT_AS_STRING)));
                touch($done);
            } catch (Throwable $error) {
                error_log((string) $error);
            }
        }
        sleep(1);
    }
}

if (!is_dir(EVENTS)) mkdir(EVENTS, 0700, true);
if (PHP_SAPI === 'cli') work();
ini_set('display_errors', '0');
$status = status();
http_response_code($status);
if ($status === 401 && CHALLENGE !== '') header('WWW-Authenticate: ' . CHALLENGE);
header('Content-Length: 0');
"""

READ: Final = r"""
// The secret is read from the file named by WEBHOOK_SECRET_FILE, or from WEBHOOK_SECRET; it is never in this program.
$file = getenv('WEBHOOK_SECRET_FILE');
define('SECRET', $file ? rtrim(file_get_contents($file), "\r\n") : (getenv('WEBHOOK_SECRET') ?: ''));
if (SECRET === '') {
    error_log('Set WEBHOOK_SECRET_FILE or WEBHOOK_SECRET: without a secret, every request has to be refused.');
    http_response_code(503);
    exit(1);
}
"""

CHECK: Final = r"""const HEADER = @HEADER@;
const PREFIX = @PREFIX@;
const CHALLENGE = @CHALLENGE@;
define('EXPECTED', @EXPECTED@);

/** One header with the whole credential; PHP joins two with a comma, which is refused. Hashing first hides its length. */
function authorized(): bool
{
    $given = trim($_SERVER['HTTP_' . strtoupper(strtr(HEADER, '-', '_'))] ?? '');
    if (PREFIX !== '' && strncasecmp($given, PREFIX, strlen(PREFIX)) === 0) {
        $given = PREFIX . trim(substr($given, strlen(PREFIX)));
    }
    return hash_equals(hash('sha256', EXPECTED), hash('sha256', $given));
}
"""

OPEN: Final = r"""const CHALLENGE = '';

/** The webhook uses no authentication: anyone who knows the address can send anything. */
function authorized(): bool
{
    return true;
}
"""
