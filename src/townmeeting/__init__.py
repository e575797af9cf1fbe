"""Reads the minutes of Japanese town meetings and tells what was asked, answered, promised and left open."""
