"""SQLite databases and files: settings, history, locks and atomic writes."""
