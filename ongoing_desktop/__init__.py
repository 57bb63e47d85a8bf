"""Ongoing Desktop: configure, test, receive and review webhooks of Ongoing WMS."""

__version__ = "0.1.0"
