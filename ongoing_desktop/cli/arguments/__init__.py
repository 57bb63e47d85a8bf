"""The arguments of the commands, one file for each group of commands."""
