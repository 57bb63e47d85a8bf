"""The guides in a window of their own."""
