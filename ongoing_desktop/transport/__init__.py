"""Sending over the network; failure is a value."""
