"""What changed in the settings, when, and the ways back."""
