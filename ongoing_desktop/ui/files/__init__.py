"""Import and export of settings and history: dialogs and actions."""
