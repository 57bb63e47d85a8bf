"""Sentences: what a changed system does to its webhooks."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "effect-owner-renumbered": "Goods owner {before} gets the number {after}. These follow: {names}.",
    "effect-owner-removed": "Goods owner {before} is removed. These go on without it: {names}.",
    "effect-owner-last": "Goods owner {before} is removed. These fire for no other one and are removed with it: {names}.",
    "effect-status-renumbered": "Status {before} gets the number {after}. It is chosen in: {names}.",
    "effect-status-removed": "Status {before} is removed. These keep its number until you edit them: {names}.",
    "effect-transporter-renamed": "Transporter “{before}” is now “{after}”. It is chosen in: {names}.",
    "effect-transporter-removed": "Transporter “{before}” is removed. These keep it until you edit them: {names}.",
    "address-without-code": "The system's code “{code}” does not stand in this address.",
}
