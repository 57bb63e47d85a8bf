"""Sentences by code, one file per area; :mod:`ongoing_desktop.wording.messages` merges them."""
