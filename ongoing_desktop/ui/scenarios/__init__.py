"""The Scenarios screen: an order's life, step by step, to whoever asks for its events."""
