"""Sentences: the listener."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "contact-arrived": "It works: the request arrived here unchanged after {ms} ms.",
    "contact-changed": "A request arrived, but it was changed on the way.",
    "contact-elsewhere": "Something answered with {status}, but nothing arrived here: the address has the wrong target. Does the tunnel forward to the listener's port?",
    "contact-not-listening": "The listener is not running. Start it first.",
    "gap-stopped": "The listener was not running from {since} to {until}. Requests sent in that time could not be received.",
    "gap-asleep": "The computer slept, or the listener was suspended, from {since} to {until}. Requests sent in that time could not be received.",
    "next-gap": "Ongoing repeats failed requests only for webhooks with the retry policy “One day” (assumed), and only for that day. Check in Ongoing what else happened in that time.",
    "bind-address": "Enter a numeric address of this computer to listen on, such as 192.168.1.20.",
    "limit-range": "Enter a value from {least} to {most} {unit}.",
    "listener-open": "Reachable from other computers: anyone who can reach this address can send requests.",
    "listener-listening": "Listening on {url}, reachable from this computer only. Press Ctrl+C to stop.",
    "listener-listening-open": "Listening on {url}. Press Ctrl+C to stop.",
    "listener-no-address": "The listening address is empty. Enter one, such as 127.0.0.1, or 0.0.0.0 for all addresses of this computer.",
    "listener-reachable": "The address {host} is reachable from other computers: anyone who can reach it can send requests.",
    "listener-port-taken": "Port {port} is in use by another program. Close that program, or choose another port: {free} is free.",
    "listener-port-ours": "Port {port} is in use by another listener of this data folder (process {pid}). Use that one, or choose another port: {free} is free.",
    "listener-foreign": "Another program uses port {port}; this program's listener does not. Nothing was sent. Start the listener on another port.",
    "listener-other-scheme": "This program's listener on port {port} uses {scheme}: change the address to {scheme}://.",
    "answered-by-other": "Another program on port {port} answered, not this program's listener.",
    "listener-port-invalid": "{port} is not a valid port. Enter a number from 0 to 65535.",
    "listener-port-forbidden": "This user may not listen on port {port}. Choose a port from 1024 to 65535.",
    "listener-address": "The listener cannot use the address {host}: {why}.",
    "listener-not-started": "The listener could not be started: {why}.",
    "listener-not-answering": "The listener is running but does not respond.",
    "listener-closed": "The program is closing, so the listener was not started.",
    "listener-ended": "The listener stopped unexpectedly. Start it again; all answered requests are saved.",
    "listener-credential-line": 'A line of --credentials-stdin is not {{"webhook": …, "username": …, "secret": …}} as JSON.',
    "listener-not-saved": "Requests not saved and answered with an error, because the history could not be written: {count}.",
}
