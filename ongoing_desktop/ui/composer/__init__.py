"""The Test tab: payload, target, result."""
