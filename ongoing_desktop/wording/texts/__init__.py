"""Sentences by code, one file per area; merged in :mod:`ongoing_desktop.wording.messages`."""
