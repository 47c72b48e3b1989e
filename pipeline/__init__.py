"""What is done to text and tables: reading dumps, merging papers, extracting facts, writing releases.

Nothing here knows Dagster (assets/) or Great Expectations (expectations/).
"""
