"""How fast dumps are read and facts extracted; `make bench` runs it. No test depends on a time."""
