"""Screens that send many requests: retries, series, scenarios, replays."""
