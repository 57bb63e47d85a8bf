"""The settings sheet in the window."""
