"""Web archives: WARC and WET."""
