"""What a good release is: one hand-written suite a table (<table>.json), and the few lines that run them.

`validate(folder)` is all that others need; `suites()` tells the entries without running anything.
suites.py reads the JSON, checks.py holds what Great Expectations cannot say, run.py runs both,
report.py shows what was found, docs.py writes Great Expectations' own pages.
How tables are made, stored and named belongs to pipeline/.
"""

from expectations.report import Report, Result
from expectations.run import validate
from expectations.suites import Entry, SuiteError, suites

__all__ = ["Entry", "Report", "Result", "SuiteError", "suites", "validate"]
