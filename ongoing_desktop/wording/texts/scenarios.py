"""Sentences about scenarios and about who hears of an event."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "hears-disabled": "It is not enabled.",
    "hears-owner": "Goods owner {owner} is not in its scope.",
    "hears-nothing-chosen": "No status is chosen in it, so when it fires is not known.",
    "hears-no-status": "The step reaches no status, and this webhook asks for certain ones.",
    "hears-status": "Status {end} is not among those it asks for.",
    "hears-change": "The change from {start} to {end} is not among those it asks for.",
    "hears-transporter": "Transporter {name} is not among those it asks for.",
    "hears-no-transporter": "The step names no transporter, and this webhook asks for certain ones.",
    "hears-with-order": "The line came with its purchase order, and “Fire when purchase order is created” is not ticked.",
    "scenario-name": "A scenario needs a name.",
    "scenario-no-steps": "A scenario needs at least one step.",
    "scenario-many-steps": "A scenario has at most {most} steps.",
    "scenario-trigger": "There is no webhook type “{value}”.",
    "scenario-gap": "The gap before a step is 0 to {most} seconds.",
    "scenario-copies": "An event is sent 1 to {most} times.",
    "scenario-late": "A step can leave at most {most} steps later, because no more follow.",
    "scenario-values": "These values are no JSON object: {what}.",
    "scenario-format": "This is no scenario file of Ongoing Desktop.",
    "scenario-version": "Version {version} of scenario files is not known; this program knows {known}.",
    "scenario-file": "{name}: {what}",
    "scenario-problem": "{path}: {what}",
    "scenario-unknown": "There is no file and no scenario named “{name}”. Known scenarios: {known}.",
    "scenario-no-system": "There is no system “{name}”.",
    "scenario-which-system": "Name the system: there is more than one ({known}).",
    "scenario-add-system": "Add a system with a goods owner first, or the demo with “Try it”.",
    "scenario-no-owner": "System {system} has no goods owner {owner}.",
    "scenario-no-owners": "System {system} has no goods owner yet.",
    "scenario-nobody": "Nothing was sent: no enabled webhook of {system} asks for any of these events.",
    "scenario-done": "Every delivery was accepted (deliveries: {count}, events: {steps}).",
    "scenario-failed": "Failed: {failed} of {count} deliveries (events: {steps}).",
    "scenario-stopped": "Stopped at event {number}, because a delivery failed ({failed} of {count}).",
    "scenario-cancelled": "Cancelled; what was sent stands in the history.",
    "scenario-playing": "Event {number} of {steps}: {what}.",
    "scenario-waiting": "Event {number} of {steps} is next: {what}.",
    "scenario-silent": "Event {number} ({what}): nobody asks for it.",
}
