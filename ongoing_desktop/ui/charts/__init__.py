"""Charts: the numbers of the history, and the responses to a burst."""
