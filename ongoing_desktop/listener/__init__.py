"""The embedded receiver, which runs as its own process."""
