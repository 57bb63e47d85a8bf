"""Sentences: effects of a changed system on its webhooks."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "effect-owner-renumbered": "Goods owner {before} gets the number {after}. These webhooks change with it: {names}.",
    "effect-owner-removed": "Goods owner {before} is removed. These webhooks lose it but stay: {names}.",
    "effect-owner-last": "Goods owner {before} is removed. These webhooks have no other goods owner and are removed too: {names}.",
    "effect-status-renumbered": "Status {before} gets the number {after}. These webhooks use it: {names}.",
    "effect-status-removed": "Status {before} is removed. These webhooks keep its number until you edit them: {names}.",
    "effect-transporter-renamed": "Transporter “{before}” becomes “{after}”. These webhooks use it: {names}.",
    "effect-transporter-removed": "Transporter “{before}” is removed. These webhooks keep it until you edit them: {names}.",
    "address-without-code": "This address does not contain the system's code “{code}”.",
}
