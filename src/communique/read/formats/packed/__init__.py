"""Archives and packed files: bounded, and read past what is damaged."""
