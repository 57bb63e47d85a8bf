"""The verbs of the application, over ports; no adapter, no Qt."""
