"""Sentences about the listener itself."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "contact-arrived": "It works: the request arrived here unchanged, after {ms} ms.",
    "contact-changed": "A request arrived, but not as it was sent: something on the way changes it.",
    "contact-elsewhere": "Something answered with {status}, but nothing arrived here: the address leads elsewhere. Is the tunnel set to the listener's port?",
    "contact-not-listening": "The listener is not running; start it first.",
    "gap-stopped": "The listener did not run from {since} to {until}. What was sent then found nobody.",
    "gap-asleep": "The computer slept, or the listener stood still, from {since} to {until}. What was sent then found nobody.",
    "next-gap": "Ongoing sends again only what a webhook with a retry policy had to say (assumed), and only while that policy lasts. Look up in Ongoing what else happened then.",
    "bind-address": "The address to listen at is a numeric one of this computer, such as 192.168.1.20.",
    "limit-range": "Between {least} and {most} {unit}.",
    "listener-open": "Reachable from other computers: anyone who reaches this address can send requests.",
    "listener-listening": "Listening on {url}, reachable from this computer only. Ctrl+C ends.",
    "listener-listening-open": "Listening on {url}. Ctrl+C ends.",
    "listener-no-address": "The address to listen at is empty. Name one, such as 127.0.0.1, or 0.0.0.0 for all addresses of this computer.",
    "listener-reachable": "The address {host} is reachable from other computers: anyone there can send requests to it.",
    "listener-port-taken": "Port {port} is in use by another program. Close that program, or choose another port: {free} is free.",
    "listener-port-ours": "Port {port} is in use by another listener of this data folder (process {pid}). Use that one, or choose another port: {free} is free.",
    "listener-foreign": "Another program has port {port}, and this program's listener does not listen there, so nothing was sent. Start the listener at another port.",
    "listener-other-scheme": "This program's listener at port {port} uses {scheme}: change the address to {scheme}://.",
    "answered-by-other": "It was not this program's listener that answered, but another program at port {port}.",
    "listener-port-invalid": "{port} is no port; a port is a number from 0 to 65535.",
    "listener-port-forbidden": "This user may not listen on port {port}. Choose one from 1024 on.",
    "listener-address": "The address {host} cannot be listened on: {why}.",
    "listener-not-started": "The listener could not be started: {why}.",
    "listener-not-answering": "The listener runs but does not answer.",
    "listener-closed": "The program is about to end, so the listener was not started.",
    "listener-ended": "The listener ended unexpectedly. Start it again; requests answered before are kept.",
    "listener-credential-line": 'A line of --credentials-stdin is not {{"webhook": …, "username": …, "secret": …}} with text values.',
    "listener-webhook-unknown": "There is no webhook with the id or name “{name}”.",
    "listener-webhook-ambiguous": "Several webhooks are named “{name}”; use one of their ids: {ids}.",
    "listener-not-saved": "{count} request(s) were not saved and were answered with an error, because the history could not be written.",
}
