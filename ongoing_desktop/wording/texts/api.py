"""Sentences about Ongoing's REST API."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    # the connection
    "api-no-address": "No address of Ongoing’s API is set for the system. Enter it under “Connect to Ongoing”.",
    "api-address": "This is not a valid address of the API. It looks like https://api.ongoingsystems.se/warehouse/.",
    "api-http": "The address must begin with https://. Plain HTTP is allowed only to this computer.",
    "api-no-credential": "No user name and password for Ongoing’s API are stored for {system}. Enter them under “Connect to Ongoing”.",
    "api-secret-unreadable": "The password for Ongoing’s API cannot be read. {why}",
    "api-password-missing": "Enter the password. A stored one stays only with the same address and user name.",
    "api-connected": "Connected: {count} order statuses in {time} ms.",
    # answers
    "api-login": "Ongoing refused the login (status {status}). Check user name and password: they are those of Administration ⇒ API for goods owners.",
    "api-not-found": "Ongoing does not know this address (status 404): nothing is there, or this system does not offer it.",
    "api-wait": "Ongoing asks to wait {seconds:g} s before the next request (status {status}).",
    "api-wait-long": "Ongoing asked to wait; the next request is possible in {seconds} s. Nothing was sent.",
    "api-transport": "Ongoing’s gateway answered 500 “An error has occurred.” This can come from the way the request was sent and says nothing about user name and password. If every request is answered so, ask Ongoing’s support.",
    "api-status": "Ongoing answered with status {status}{said}",
    "api-redirect": "The server redirects to {host} (status {status}). Redirects are not followed, so that your password goes nowhere else. Correct the address.",
    "api-empty": "Ongoing answered with status {status} and no content.",
    "api-html": "The answer (status {status}) is a web page and not JSON: “{said}”. Check the address; a proxy or a login page may have answered.",
    "api-not-json": "The answer (status {status}) is not JSON: “{said}”.",
    "api-large": "The answer is larger than {megabytes} MB and was not read.",
    "api-deep": "The answer is nested deeper than {limit} levels and was not read.",
    "api-shape": "The answer does not have the documented shape: it should be {what}.",
    "api-many": "The list has {count} entries; at most {most} are read.",
    "api-nothing": "Ongoing has no such object.",
    "api-several": "Ongoing returned {count} objects where one was expected.",
    "api-cursor": "Ongoing’s list of {what}s does not move on: the same rows come again. It was not read to its end.",
    "api-pages": "Ongoing’s list of {what}s has more than {most} pages. Choose a shorter time span.",
    # looking up
    "api-no-payload": "This exchange contains no payload of a known webhook, so there is nothing to look up.",
    "api-no-system": "None of your systems has the code {system}, so it is not clear whom to ask.",
    "api-no-way": "Ongoing’s API cannot return anything by the ids in this payload ({family}).",
    "api-no-way-family": "Ongoing’s API has no resource for this kind of webhook.",
    "api-path": "“{path}” is not a path of Ongoing’s API. It looks like /orders/70031.",
    "api-no-number": "Ongoing has no {what} with the number {number} for goods owner {owner}.",
    "api-old-event": "The event is old: status {then} in the payload, {now} now.",
    "api-as-then": "Everything that the payload says is still so.",
    # import
    "api-list": "The {what} could not be read, so nothing is imported. {why}",
    "api-not-offered": "This system does not offer the list of {what}.",
    "api-enter-owners": "Enter your goods owners by number; then their names and transporters can be read.",
    "api-list-empty": "The list of {what} is empty.",
    "api-row-id": "The {what} in place {place} has no valid number or name and is left out.",
    "api-row-twice": "{what} {key} is listed more than once; the first one counts.",
    "api-imported": "{added} added, {changed} changed, {left} left as they are.",
    "api-would-import": "Would be imported: {added} added, {changed} changed, {left} left as they are.",
    # what was missed
    "missed-status": "It has status {status}, and no event about that arrived.",
    "missed-status-from": "It has status {status}, and no event about that arrived. The webhook fires only for a change from {start}; what the status was before is not known.",
    "missed-picked": "It is picked (status {status}), and no event about that arrived.",
    "missed-received": "It is received (status {status}), and no event about that arrived.",
    "missed-created": "It was created since, and no event about it arrived.",
    "missed-none": "Nothing was missed: {count} changes since {since} were compared with what arrived.",
    "missed-some": "{missed} of {count} changes since {since} probably did not arrive.",
    "missed-limits": "Only the present status is known: what changed twice is listed once. Ongoing’s API looks back two days for changes.",
    "missed-reach": "The time span is longer than two days; earlier changes may be missing.",
    "missed-no-webhooks": "No enabled webhook of this system is about orders or purchase orders.",
    "missed-not-offered": "This system does not offer {what}s over the API.",
    "missed-since-gap": "since the listener was last away",
    "missed-since-last-request": "since the last request",
    "missed-since-reach": "the last two days, because no request is known",
    "missed-since-chosen": "as chosen",
    # command line
    "usage-system-several": "Several systems match “{name}”: {ids}.",
    "usage-api-source": "Give the id of an exchange, or --system and --path.",
    "usage-time": "“{value}” is not a valid time. Use a date and time, such as 2026-11-28T10:00, or -2h.",
}
