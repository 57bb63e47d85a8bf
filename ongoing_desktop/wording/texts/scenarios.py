"""Sentences: scenarios, and which webhooks fire for an event."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "hears-disabled": "Disabled.",
    "hears-owner": "Goods owner {owner} is not in its scope.",
    "hears-nothing-chosen": "No status is selected, so it is unknown when it fires.",
    "hears-no-status": "The step reaches no status, but this webhook fires for certain statuses only.",
    "hears-status": "Status {end} is not among its statuses.",
    "hears-change": "The change from {start} to {end} is not among its status changes.",
    "hears-transporter": "Transporter {name} is not among its transporters.",
    "hears-no-transporter": "The step has no transporter, but this webhook fires for certain transporters only.",
    "hears-with-order": "The line was created with its purchase order, and “Fire when purchase order is created” is not ticked.",
    "scenario-name": "Enter a name for the scenario.",
    "scenario-no-steps": "A scenario needs at least one step.",
    "scenario-many-steps": "A scenario has at most {most} steps.",
    "scenario-trigger": "Unknown webhook type “{value}”.",
    "scenario-gap": "Enter a gap from 0 to {most} s before the step.",
    "scenario-copies": "An event can be sent 1 to {most} times.",
    "scenario-late": "A step can be at most {most} steps late, because no more steps follow.",
    "scenario-values": "These values are not a JSON object: {what}.",
    "scenario-format": "This is not an Ongoing Desktop scenario file.",
    "scenario-version": "Version {version} of scenario files is unknown; this program supports {known}.",
    "scenario-file": "{name}: {what}",
    "scenario-problem": "{path}: {what}",
    "scenario-unknown": "There is no file or scenario named “{name}”. Known scenarios: {known}.",
    "scenario-no-system": "There is no system named “{name}”.",
    "scenario-which-system": "Choose a system, because there are several ({known}).",
    "scenario-add-system": "Add a system with a goods owner first, or the demo with “Try it”.",
    "scenario-no-owner": "The system “{system}” has no goods owner {owner}.",
    "scenario-no-owners": "The system “{system}” has no goods owners yet.",
    "scenario-nobody": "Nothing was sent: no enabled webhook of {system} fires for these events.",
    "scenario-done": "All deliveries were accepted (deliveries: {count}, events: {steps}).",
    "scenario-failed": "Failed: {failed} of {count} deliveries (events: {steps}).",
    "scenario-stopped": "Stopped at event {number}, because a delivery failed ({failed} of {count}).",
    "scenario-cancelled": "Cancelled. Requests already sent are in History.",
    "scenario-playing": "Event {number} of {steps}: {what}.",
    "scenario-waiting": "Next: event {number} of {steps}, {what}.",
    "scenario-silent": "Event {number} ({what}): no webhook fires for it.",
}
