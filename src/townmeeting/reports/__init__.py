"""Reports: a meeting or an analysis rendered. Nothing is decided here."""
