"""A small corpus written for the project, and the dossier that ``communique demo`` prints."""
