"""Where secrets live: the keyring of the operating system, or this session."""
