"""The command palette: finds everything that can be done or shown by a few letters."""
