"""How right the facts are: scored against gold, judged in samples, and turned into the confidence of each rule.

gold.py reads gold and scores tables against it, judged.py draws samples for judges and takes in what they
found, confidence.py measures each rule on both, report.py writes docs/accuracy.md. What is done with the
figures, on the command line and at a release, is in assets/.
"""

from pipeline.accuracy.gold import FIELDS, Accuracy, Gold, GoldError, Score, compare, read_gold, score

__all__ = ["FIELDS", "Accuracy", "Gold", "GoldError", "Score", "compare", "read_gold", "score"]
