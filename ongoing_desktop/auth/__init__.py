"""One file per way a webhook proves who sends it; pure."""
