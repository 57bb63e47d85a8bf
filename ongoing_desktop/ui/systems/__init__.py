"""Systems and goods owners in the window."""
