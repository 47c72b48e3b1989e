"""How fast and how large the way from dumps to a release is, and its peers; `make bench` runs it.

`measure.py` says what is measured, `stages.py` and `peers.py` are what runs, each in a process of its own
(`process.py`), `report.py` is what the figures amount to. What belongs here: figures that depend on the machine.
What does not: what must hold everywhere (tests/).
"""
