"""The history as files: what goes out, how, and what comes in."""
