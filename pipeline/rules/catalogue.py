"""Every rule by the table that it finds facts for, and docs/rules.md.

What a rule reads stands in the `RULES` of its module: a line with an example, in quotes, that it reads so.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline import tables
from pipeline.rules import benchmarks, gains, links, model_sizes, quantities, ranks, results, sota_claims
from pipeline.rules.confidence import confidence, measured

RULES: Mapping[str, Mapping[str, str]] = {
    "model_sizes": model_sizes.RULES,
    "quantities": quantities.RULES,
    "benchmarks": benchmarks.RULES,
    "results": results.RULES,
    "gains": gains.RULES,
    "links": links.RULES,
    "ranks": ranks.RULES,
    "sota_claims": sota_claims.RULES,
}


def to_markdown() -> str:
    """docs/rules.md: every rule by table, with the confidence of its facts."""
    lines = [
        "# Rules",
        "",
        "Generated from the modules of pipeline/rules by `make docs`. The column `rule` of a table of facts has these "
        "names. The confidence of a rule is measured, by `make calibrate`; docs/accuracy.md tells how well it holds.",
        "",
    ]
    for table in tables.FACT_TABLES:
        lines += [f"## {table.name}", "", table.description, "", "| rule | reads | confidence |", "| --- | --- | --- |"]
        for rule, reads in RULES[table.name].items():
            lines.append(f"| {rule} | {reads} | {confidence(measured(), table.name, rule):.2f} |")
        lines.append("")
    return "\n".join(lines)
