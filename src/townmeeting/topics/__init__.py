"""What people talked about: terms, the graph they make within points, and its communities as topics."""
