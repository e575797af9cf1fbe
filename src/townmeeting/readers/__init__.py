"""Readers: bytes to a source document. A format is one file here and one line in the registry; no reader knows
what a meeting is."""
