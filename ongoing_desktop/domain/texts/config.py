"""Sentences about config files; each names the place."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "config-unreadable": "{path} cannot be read: {why}.",
    "config-too-large": "{path} is larger than {limit_mib} MiB and was not read.",
    "config-not-utf8": "The file is not UTF-8 text (at byte {byte}). Nothing was imported.",
    "config-not-json": "The file is not JSON: {what}, in line {line}, column {column}. Nothing was imported.",
    "config-too-deep": "The file is nested deeper than {limit} levels. Nothing was imported.",
    "config-format": "{path}: this is no config file of Ongoing Desktop. Nothing was imported.",
    "config-version": "{path}: version {version} is not known; this program knows {known}. Nothing was imported.",
    "config-missing": "{path} is missing. Nothing was imported.",
    "config-type": "{path} must be {wanted}. Nothing was imported.",
    "config-text": "{path} holds half a character (a lone surrogate). Nothing was imported.",
    "config-number": "{path} is too large a number. Nothing was imported.",
    "config-secret": "{path}: a config file holds no secrets; remove it and use “credentials set”. Nothing was imported.",
    "config-key-twice": "The member “{path}” stands twice in one object. Nothing was imported.",
    "config-no-number": "{what} is no number that can be kept. Nothing was imported.",
    "config-username-only-basic": "{path}: only Basic has a user name. Nothing was imported.",
    "config-authentication": "{path}: there is no authentication “{value}”; there are none, basic and x-auth-token. Nothing was imported.",
    "config-username": "{path}: a user name for Basic may hold no colon and no control character. Nothing was imported.",
    "config-id": "{path} must be a text of 1 to 200 characters. Nothing was imported.",
    "config-twice": "{path} stands in the file twice. Nothing was imported.",
    "config-no-system": "{path}: there is no system “{name}”, neither in the file nor here. Nothing was imported.",
    "config-problem": "{path}: {what} Nothing was imported.",
    "har-type": "{path} must be {wanted}, so this is no whole HAR file. Nothing was imported.",
    "har-time": "{path} is no time since 1970 in ISO 8601. Nothing was imported.",
    "har-base64": "{path} is not valid base64. Nothing was imported.",
    "har-many": "{path} has more than {limit} entries. Nothing was imported.",
    "curl-long": "The cURL command is longer than {limit_mib} MiB and was not read.",
    "curl-windows": "This cURL command is for the Windows command prompt. Copy it as cURL for bash instead.",
    "curl-quotes": "A quotation mark in the cURL command is not closed.",
    "curl-command": "The text holds more than one plain cURL command (a pipe, a redirection or a second command), so it was not read.",
    "curl-no-url": "The cURL command names no address.",
    "curl-several": "The cURL command names more than one address.",
    "curl-file": "The cURL command takes {option} from a file, which is not read here. Put the text itself in its place.",
    "curl-value": "The cURL command ends where {option} needs a value.",
    "curl-option": "The cURL option {option} is not understood here, so the command was not read.",
    "config-empty": "The file holds nothing to import.",
}
