"""One file per file format; pure."""
