"""Dialogs for the listener's reply rules, address and forwarding, and the inbox's button for answers."""
