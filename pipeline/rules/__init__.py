"""The rules: one module a kind of fact, with lexicons and registries as data files in data/.

A rule module has `find(abstract)`, which notes the facts it reads in `abstract.facts` (Abstract.add).
Modules may read what those before them in pipeline.components.COMPONENTS found, and nothing else.
"""
