"""The Dagster project: assets, checks, resources, definitions, and the command line that runs the same assets.

What is done to text and tables is in pipeline/, what good tables are in expectations/.
"""
