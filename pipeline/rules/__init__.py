"""One module a kind of fact; lexicons and registries as data files in data/."""
