"""What the listener answers, where it listens and where it passes on: dialogs and the button in the inbox."""
