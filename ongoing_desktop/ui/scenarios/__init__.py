"""The Scenarios screen: the life of an order, step by step."""
