"""Coding and merging on an existing engine: Daft, by itself or on a Ray cluster; Spark.

Nothing is imported here: a worker that merges should not wait for the parser of those that code.
"""
