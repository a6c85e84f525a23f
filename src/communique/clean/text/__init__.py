"""Plain text with page furniture: its lines, where the report begins and ends, what breaks in."""
