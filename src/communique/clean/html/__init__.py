"""A web page: its tree, the report in it, what stands around it."""
