"""Credentials in the window: shown and copied on demand, rotated, and unused ones removed."""
