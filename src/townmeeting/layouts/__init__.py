"""Layouts: a source document to meetings, whatever format it came in."""
