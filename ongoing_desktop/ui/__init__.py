"""The window. Only this package uses Qt."""
