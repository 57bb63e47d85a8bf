"""The Webhooks screen and its editor."""
