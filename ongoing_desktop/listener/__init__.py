"""The embedded receiver: its own program, strict, durable."""
