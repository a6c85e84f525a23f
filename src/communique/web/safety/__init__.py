"""What keeps a reading room safe to have open: who may ask, how much, and what a page may do."""
