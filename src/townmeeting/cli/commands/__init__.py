"""One command a file: NAME, HELP and `run`."""
