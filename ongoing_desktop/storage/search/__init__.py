"""The search index of the history, and queries that use it."""
