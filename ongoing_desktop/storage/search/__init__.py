"""The search index of the history and how queries use it."""
