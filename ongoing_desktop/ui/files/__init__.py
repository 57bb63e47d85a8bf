"""Settings and history as files: dialogs and actions."""
