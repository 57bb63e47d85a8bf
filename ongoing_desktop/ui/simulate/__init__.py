"""Screens for what plays: retries, series, scenarios, replays."""
