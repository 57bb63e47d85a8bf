"""Sentences about the data folder and its files."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "storage-full": "There is no room left to write {path}. Free some space and try again; nothing was changed.",
    "storage-locked": "Another program holds {path}. Close it and try again; nothing was changed.",
    "storage-damaged": "{path} is damaged.",
    "storage-foreign": "{path} belongs to another program and was left untouched. Choose another folder with --data-dir.",
    "storage-too-new": "{path} was written by a newer version of this program (format {version}, this one knows {known}). It was left untouched; update the program.",
    "storage-unusable": "{path} cannot be used: {why}. Check the folder's permissions, or choose another with --data-dir.",
    "storage-folder": "The data folder cannot be used: {path}: {why}. Choose another with --data-dir.",
    "storage-closed": "{path} is closed.",
    "storage-set-aside": "{path} was damaged. It was kept as {aside}, and a new one was begun.",
    "storage-copy-opened": "The last good copy of the settings was opened; check the newest changes.",
    "storage-copy-damaged": "The copy of the settings is damaged too; the settings begin empty.",
    "storage-file-full": "There is no room left to write {path}. The old file, if any, is unchanged.",
    "storage-file-failed": "{path} could not be written: {why}. The old file, if any, is unchanged.",
    "filter-quote": "A quotation mark in the filter is not closed (column {column}).",
    "filter-key": "There is no filter key “{key}” (column {column}). Keys: {keys}.",
    "filter-value": "“{value}” is no value for {key}: (column {column}); it takes {known}.",
    "filter-status": "“{value}” is no status (column {column}); it looks like 200, 4xx or >=500.",
    "filter-size": "“{value}” is no size (column {column}); it looks like >10k or <1M.",
    "filter-time": "“{value}” is no time (column {column}); it looks like 2026-01-31, 10:00 or -2h.",
}
