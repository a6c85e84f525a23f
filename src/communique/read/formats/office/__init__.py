"""What office programs save: Word documents and Rich Text."""
