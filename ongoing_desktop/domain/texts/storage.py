"""Sentences about the data folder and its files."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "storage-full": "There is no room left to write {path}, or a limit on the size of files is reached. Free some space and try again; nothing was changed.",
    "storage-locked": "Another program holds {path}. Close it and try again; nothing was changed.",
    "storage-damaged": "{path} is damaged.",
    "storage-too-new": "{path} was written by a newer version of this program (format {version}, this one knows {known}). It was left untouched; update the program.",
    "storage-unusable": "{path} cannot be used: {why}. Check the folder's permissions, or choose another with --data-dir.",
    "storage-handles": "{path} cannot be opened: this program may not open any more files (ulimit -n). Raise that limit and try again; nothing was changed.",
    "storage-owner": "{path} belongs to another user ({owner}) and may not be used; perhaps the program was run with sudo once. Give the file back (chown) and try again; nothing was changed.",
    "storage-rights": "{path} may not be read and written. Change its permissions and try again; nothing was changed.",
    "storage-read-only": "{path} lies on a read-only file system. Make it writable, or choose another folder with --data-dir; nothing was changed.",
    "storage-dangling": "{path} is a link to {target}, which is not there. Connect the disk that holds it and try again; nothing was changed.",
    "storage-not-file": "{path} is not a file. Move it away and try again; nothing was changed.",
    "storage-no-locks": "{path} cannot be locked: its file system has no locks, so two programs could spoil the data. Choose a folder on a local disk with --data-dir; nothing was changed.",
    "storage-io": "{path} cannot be used: {why}. Check the disk and the folder's permissions, or choose another with --data-dir; nothing was changed.",
    "storage-folder": "The data folder cannot be used: {path}: {why}. Choose another with --data-dir.",
    "storage-closed": "{path} is closed.",
    "storage-in-use": "The data folder {path} is being opened, changed or used by another program of ours that cannot share it now. Close it and try again.",
    "storage-interrupted": "The search was ended.",
    "storage-aside-damaged": "{path} was damaged. It was kept as {aside}, and a new one was begun.",
    "storage-aside-foreign": "{path} belonged to another program. It was kept as {aside}, and a new one was begun.",
    "storage-aside-folder": "{path} was a folder instead of a file. It was kept as {aside}, and a new file was begun.",
    "storage-log-aside": "The log beside {path} did not fit it. It was kept as {aside}; what stood in the file itself is here.",
    "storage-copy-opened": "The settings in it are those of the last good copy, of {at}; what was changed after that is lost, so look through them.",
    "storage-copy-damaged": "The last good copy {path} is damaged too; the settings begin empty.",
    "storage-suspect": "Parts of {path} are damaged. At the next start it will be kept under another name and a new one begun.",
    "storage-file-full": "There is no room left to write {path}. The old file, if any, is unchanged.",
    "storage-file-failed": "{path} could not be written: {why}. The old file, if any, is unchanged.",
    "filter-quote": "A quotation mark in the filter is not closed (column {column}).",
    "filter-after-quote": "Put a blank after the closing quotation mark (column {column}).",
    "filter-key": "There is no filter key “{key}” (column {column}). Keys: {keys}. Put it in quotation marks to search for it as it is.",
    "filter-empty": "Enter what {key}: is to be, without a blank after the colon (column {column}).",
    "filter-value": "“{value}” is no value for {key}: (column {column}); it takes {known}.",
    "filter-status": "“{value}” is no status (column {column}); it looks like 200, 4xx, >=500 or none.",
    "filter-size": "“{value}” is no size (column {column}); it looks like >10k or <1M.",
    "filter-time": "“{value}” is no time (column {column}); it looks like 2026-01-31, 10:00 or -2h.",
    "filter-long": "The filter is longer than {limit} characters.",
    "filter-many": "The filter has more than {limit} terms.",
}
