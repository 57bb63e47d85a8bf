"""Credentials in the window: shown on demand, copied for half a minute, rotated, and what of them is left over."""
