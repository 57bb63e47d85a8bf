"""SQLite and files: settings, history, locks, atomic writing."""
