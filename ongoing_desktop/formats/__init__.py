"""File formats; pure. A table imports all formats of its kind, so import it on use."""
