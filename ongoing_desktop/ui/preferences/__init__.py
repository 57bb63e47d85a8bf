"""The settings window with every preference."""
