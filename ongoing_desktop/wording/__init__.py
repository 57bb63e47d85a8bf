"""Turns values into sentences for people. No Qt, no I/O."""
