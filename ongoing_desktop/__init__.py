"""Ongoing Desktop: configure, test, receive and look back at webhooks of Ongoing WMS."""

__version__ = "0.1.0"
