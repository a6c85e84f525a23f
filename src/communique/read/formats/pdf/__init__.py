"""PDF: text in reading order, read in a process of its own."""
