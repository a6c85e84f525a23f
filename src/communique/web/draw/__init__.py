"""Charts and maps, drawn on the server: functions from plain data to SVG."""
