"""One file per way to show a body; pure, never raises."""
