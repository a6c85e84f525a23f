"""The same as data: files of a page, what OpenAPI says of them, and that on one page."""
