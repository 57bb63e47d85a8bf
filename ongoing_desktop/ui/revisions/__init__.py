"""The history of settings: what changed, when, and how to restore it."""
