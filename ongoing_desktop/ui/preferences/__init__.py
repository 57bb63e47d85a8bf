"""The settings window: every preference in one place."""
