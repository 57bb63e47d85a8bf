"""The frame of the window: main window, side bar, header, notifier."""
