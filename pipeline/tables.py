"""The one registry of tables: columns, types, units, descriptions, keys and closed lists.

Arrow schemas, Dagster's column schemas, docs/tables.md and the checks of keys and closed lists derive
from what stands here. What does not belong here: how a value is found (rules/), what a good value is
beyond its type and closed list (expectations/), how a table is stored (release.py).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

TEXT = pa.string()
TEXTS = pa.list_(pa.string())
CLOSED = pa.dictionary(pa.int8(), pa.string())

QUALIFIERS = ("exact", "approx", "up_to", "at_least")
SIZE_KINDS = ("total", "trainable", "active")
DIMENSIONS = ("data", "compute")
ROLES = ("evaluation", "training", "introduced", "mentioned")
DIRECTIONS = ("increase", "decrease")
LINK_KINDS = ("code", "model", "dataset", "demo", "project", "paper", "other")
AVAILABILITIES = ("released", "promised")
LINK_SOURCES = ("abstract", "comment", "listing")
SCALES = ("percent", "hundred", "fraction", "unit", "plain")
OWNERS = ("own", "baseline")
REPORTS = ("only", "duplicate", "conflict")
FRAMEWORKS = ("pytorch", "tensorflow", "jax", "keras", "mindspore", "paddle", "mxnet", "caffe", "matlab", "julia")
OVERRIDE_STATUSES = ("applied", "gone")
RECORD_STATUSES = ("paper", "merged", "boilerplate", "rejected")

OVERRIDE = "override"  # the rule of a fact that a user corrected

# What pd.read_parquet(path) makes of a column when nothing else is asked for.
PANDAS_DTYPES: dict[pa.DataType, str] = {
    pa.int32(): "Int32",
    pa.int64(): "Int64",
    pa.bool_(): "boolean",
    pa.date32(): "date32[day][pyarrow]",
}


@dataclass(frozen=True)
class Column:
    """A column of a published table.

    `values` is the closed list of a column (of the members, for a list column); `unit` names what a
    number counts in, where the column does not say it itself; `references` is the table whose key
    the values must be in.
    """

    name: str
    type: pa.DataType
    description: str
    nullable: bool = False
    unit: str | None = None
    values: tuple[str, ...] | None = None
    references: str | None = None

    @property
    def field(self) -> pa.Field:
        metadata = {"description": self.description}
        if self.unit:
            metadata["unit"] = self.unit
        return pa.field(self.name, self.type, self.nullable, metadata)


class Unfilled(ValueError):
    """A column that nothing gives values for: the code is wrong, whatever the text is."""


@dataclass(frozen=True)
class Table:
    """A published table: its columns in order, its key, and the order of its rows."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    order: tuple[str, ...]

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema, with descriptions as field metadata and dtypes for pandas."""
        columns = [
            {
                "name": column.name,
                "field_name": column.name,
                "pandas_type": str(column.type),
                "numpy_type": PANDAS_DTYPES[column.type],
                "metadata": None,
            }
            for column in self.columns
            if column.type in PANDAS_DTYPES
        ]
        pandas = {"index_columns": [], "column_indexes": [], "columns": columns, "pandas_version": "2.0"}
        metadata = {"table": self.name, "description": self.description, "pandas": json.dumps(pandas)}
        return pa.schema([column.field for column in self.columns], metadata)

    def column(self, name: str) -> Column:
        """The column called `name`. Raises KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name!r}")

    def from_rows(self, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
        """Rows as dicts into an Arrow table of this schema; a missing key is null.

        Raises Unfilled where no row has the key of a required column, ValueError where some have no value for it.
        """
        given = list(rows)
        made = pa.Table.from_pylist(given, schema=self.schema)
        for column in self.columns:
            if column.nullable or not made[column.name].null_count:
                continue
            if not any(column.name in row for row in given):
                raise Unfilled(
                    f"table {self.name}: nothing fills the required column {column.name}: give its value where the "
                    "rows are made (docs/changing.md, A column), or let it be null in pipeline/tables.py"
                )
            lacking = next(row for row in given if row.get(column.name) is None)
            raise ValueError(f"table {self.name}: a row has no value for the required column {column.name}: {lacking}")
        return made

    def sort(self, table: pa.Table) -> pa.Table:
        """The same rows in the published order."""
        return table.sort_by([(name, "ascending") for name in self.order])


PAPER_ID = Column(
    "paper_id",
    TEXT,
    "Identity of the paper: derived from its title folded to letters and digits.",
    references="papers",
)

# What every fact has: which paper, which characters, which rule, how sure.
FACT_COLUMNS: tuple[Column, ...] = (
    Column("fact_id", TEXT, "Stable identity: the same fact has the same id in two releases."),
    PAPER_ID,
    Column("text", TEXT, "The exact characters of the fact: abstract[start:end]."),
    Column("start", pa.int32(), "First character of the fact in papers.abstract.", unit="character"),
    Column("end", pa.int32(), "One past the last character of the fact.", unit="character"),
    Column("sentence_start", pa.int32(), "First character of the fact's sentence.", unit="character"),
    Column("sentence_end", pa.int32(), "One past the last character of the sentence.", unit="character"),
    Column("rule", TEXT, "The rule that found the fact; override where a user corrected it."),
    Column("confidence", pa.float32(), "Probability that the fact is right, 0 to 1, calibrated on gold."),
)

QUALIFIER = Column("qualifier", CLOSED, "What the text says of the number's precision.", values=QUALIFIERS)
METRIC = Column("metric", TEXT, "What is measured, as written.", nullable=True)
METRIC_ID = Column("metric_id", TEXT, "Canonical slug of the metric, null outside the registry.", nullable=True)
BENCHMARK = Column("benchmark", TEXT, "On which benchmark, as written.", nullable=True)
BENCHMARK_ID = Column(
    "benchmark_id", TEXT, "Canonical slug of the benchmark, null outside the registry.", nullable=True
)


def _facts(name: str, description: str, *columns: Column, anywhere: bool = False) -> Table:
    """A fact table. `anywhere`: facts may stand outside the abstract, with null offsets."""
    common = FACT_COLUMNS
    if anywhere:
        offsets = ("start", "end", "sentence_start", "sentence_end")
        common = tuple(
            Column(c.name, c.type, f"{c.description} Null outside the abstract.", True, c.unit)
            if c.name in offsets
            else c
            for c in common
        )
    return Table(name, description, common + columns, ("fact_id",), ("paper_id", "start", "end", "fact_id"))


PAPERS = Table(
    "papers",
    "One row a unique paper.",
    (
        Column("paper_id", TEXT, PAPER_ID.description),
        Column("arxiv_id", TEXT, "arXiv identifier without version, as text.", nullable=True),
        Column("title", TEXT, "Title."),
        Column("abstract", TEXT, "The abstract, verbatim but for joined line breaks and blanks."),
        Column("published", pa.date32(), "Date of publication that the dump gives.", nullable=True),
        Column("year_inferred", pa.bool_(), "The dump omitted the year of `published`; it was inferred."),
        Column("author_count", pa.int32(), "Number of authors.", nullable=True, unit="author"),
        Column("authors", TEXTS, "Names of the authors, in the dump's order.", nullable=True),
        Column("organization", TEXT, "Name of the submitting organisation.", nullable=True),
        Column("organization_slug", TEXT, "Short name of the organisation in addresses.", nullable=True),
        Column("categories", TEXTS, "arXiv categories, the primary one first.", nullable=True),
        Column("upvotes", pa.int32(), "Upvotes on the listing.", nullable=True, unit="upvote"),
        Column("comments", pa.int32(), "Comments on the listing.", nullable=True, unit="comment"),
        Column("sources", TEXTS, "Names of the dumps that hold the paper."),
        Column("claims_sota", pa.bool_(), "The abstract claims state of the art for the paper's own work."),
        Column("overridden", TEXTS, "The columns that a user corrected, null where none.", nullable=True),
    ),
    key=("paper_id",),
    order=("paper_id",),
)

MODEL_SIZES = _facts(
    "model_sizes",
    "Parameter counts of neural models.",
    Column("model", TEXT, "Name of the model, as written.", nullable=True),
    Column("parameters", pa.int64(), "Number of parameters (lower end of a range).", unit="parameter"),
    Column("parameters_max", pa.int64(), "Upper end of a range.", nullable=True, unit="parameter"),
    QUALIFIER,
    Column("kind", CLOSED, "Which parameters are counted.", values=SIZE_KINDS),
)

QUANTITIES = _facts(
    "quantities",
    "Amounts of data and compute that are used or released.",
    Column("value", pa.float64(), "The amount (lower end of a range), in `unit`."),
    Column("value_max", pa.float64(), "Upper end of a range, in `unit`.", nullable=True),
    Column("unit", TEXT, "What is counted: a singular noun in lower case."),
    Column("dimension", CLOSED, "Whether data or compute is counted.", values=DIMENSIONS),
    QUALIFIER,
)

BENCHMARKS = _facts(
    "benchmarks",
    "Named datasets, benchmarks, corpora, shared tasks and leaderboards.",
    Column("name", TEXT, "Name, as written."),
    BENCHMARK_ID,
    Column("role", CLOSED, "What the paper does with it.", values=ROLES),
)

RESULTS = _facts(
    "results",
    "Absolute scores that the paper reports for a system.",
    Column("value", pa.float64(), "The score as written, in `unit`."),
    Column("unit", TEXT, "% where the text writes one, else null.", nullable=True),
    METRIC,
    METRIC_ID,
    BENCHMARK,
    BENCHMARK_ID,
    Column("model", TEXT, "The system that scored, as written.", nullable=True),
    QUALIFIER,
)

GAINS = _facts(
    "gains",
    "Differences, ratios and changes against something else.",
    Column("value", pa.float64(), "Size of the change (lower end of a range), in `unit`.", nullable=True),
    Column("value_max", pa.float64(), "Upper end of a range, in `unit`.", nullable=True),
    Column("from_value", pa.float64(), "The measured value before the change.", nullable=True),
    Column("to_value", pa.float64(), "The measured value after the change.", nullable=True),
    Column("unit", TEXT, "%, points, x (ratio), or the unit as written.", nullable=True),
    Column("direction", CLOSED, "Direction of the measured quantity.", values=DIRECTIONS),
    Column("improvement", pa.bool_(), "Whether the change is for the better; null if unknown.", nullable=True),
    METRIC,
    METRIC_ID,
    BENCHMARK,
    BENCHMARK_ID,
    Column("baseline", TEXT, "What is compared with, as written.", nullable=True),
    QUALIFIER,
)

LINKS = _facts(
    "links",
    "Web addresses, repaired.",
    Column("url", TEXT, "The address, with a scheme."),
    Column("host", TEXT, "Host of the address, in lower case and without www."),
    Column("repository", TEXT, "owner/name on a code host.", nullable=True),
    Column("kinds", TEXTS, "What lies there.", values=LINK_KINDS),
    Column("availability", CLOSED, "Whether it is there or promised.", values=AVAILABILITIES),
    Column("source", CLOSED, "Where the address was read.", values=LINK_SOURCES),
    anywhere=True,
)

RANKS = _facts(
    "ranks",
    "Places reached in competitions, leaderboards and shared tasks.",
    Column("rank", pa.int32(), "The place, 1 is the best."),
    Column("event", TEXT, "The competition, as written.", nullable=True),
    BENCHMARK_ID,
)

SOTA_CLAIMS = _facts(
    "sota_claims",
    "Claims of state of the art for the paper's own work: what papers.claims_sota rests on.",
)

MONTH = Column("month", TEXT, "Month it came out, YYYY-MM: of `published`, else of its arXiv id.", nullable=True)
# What derived tables repeat of the paper of a row.
OF_PAPER: tuple[Column, ...] = (
    PAPER_ID,
    Column("title", TEXT, "Title of the paper."),
    Column("arxiv_id", TEXT, "arXiv identifier without version, as text.", nullable=True),
    Column("published", pa.date32(), "Date of publication that the dump gives.", nullable=True),
    MONTH,
)
# What every row of a derived table rests on.
RECEIPT: tuple[Column, ...] = (
    Column("confidence", pa.float32(), "Probability that the row is right: the least of its facts."),
    Column("fact_ids", TEXTS, "The facts that the row rests on, in all fact tables."),
)
CODE_URL = Column("code_url", TEXT, "Address of the paper's own code.", nullable=True)

LEADERBOARDS = Table(
    "leaderboards",
    "Results that can be compared: benchmark and metric are known, and the value is in the metric's usual scale.",
    (
        Column("fact_id", TEXT, "The result (results.fact_id)."),
        Column("benchmark_id", TEXT, "Canonical slug of the benchmark."),
        Column("benchmark", TEXT, "Usual name of the benchmark."),
        Column(
            "metric_id",
            TEXT,
            "Canonical slug of the metric. What a benchmark counts itself has one, however the text calls it, where "
            "the registry knows its names (resolve-rate of SWE-bench), and score where it does not and no metric is "
            "named.",
        ),
        Column("metric", TEXT, "Usual name of the metric."),
        Column(
            "variant",
            TEXT,
            "What else tells results apart: kind of the metric or its cut-off (@10), split (by one name: validation "
            "set, whether written val or dev), shots, setting, version or part of the benchmark. Numbers of one "
            "sentence that nothing tells apart are no rows.",
            nullable=True,
        ),
        Column("value", pa.float64(), "The score in the metric's usual scale: 84 for an accuracy of 84% or 0.84."),
        Column("unit", TEXT, "% or the metric's unit; null for a bare number.", nullable=True),
        Column(
            "scale",
            CLOSED,
            "How the text writes the value: percent (with its sign), hundred (of 100, without a sign), fraction (of "
            "1), unit (with the metric's own unit), plain (a metric that has one way only).",
            values=SCALES,
        ),
        QUALIFIER,
        Column("higher_is_better", pa.bool_(), "Whether more of the metric is better."),
        Column("owner", CLOSED, "Whose system scored: the paper's own, or one of others that it names.", values=OWNERS),
        Column(
            "model", TEXT, "The system that scored, as written, or the name the paper gives its own.", nullable=True
        ),
        *OF_PAPER,
        CODE_URL,
        Column(
            "rank",
            pa.int32(),
            "1 and the number of other papers whose own best result of the same benchmark, metric, variant and unit "
            "is better; null for baselines and for bounds.",
            nullable=True,
        ),
        Column(
            "rank_when_published",
            pa.int32(),
            "The same among papers that were out by the end of its month; null where that is not known.",
            nullable=True,
        ),
        Column(
            "reports",
            CLOSED,
            "Whether its paper reports the same benchmark, metric, variant and owner once (only), again with this "
            "value (duplicate; the first is not marked so), or with another one (conflict).",
            values=REPORTS,
        ),
        *RECEIPT,
    ),
    key=("fact_id",),
    order=("benchmark_id", "metric_id", "variant", "rank", "fact_id"),
)

MODELS = Table(
    "models",
    "Models with the sizes that papers tell of them, and what they were trained with where the same sentence says it.",
    (
        Column("fact_id", TEXT, "The size that the row is of (model_sizes.fact_id)."),
        PAPER_ID,
        Column("model", TEXT, "Name of the model, as written."),
        Column(
            "owner",
            CLOSED,
            "Whose model it is: the paper's own (own), or one of others that it names (baseline).",
            values=OWNERS,
        ),
        Column("parameters", pa.int64(), "Number of all parameters.", nullable=True, unit="parameter"),
        Column("parameters_max", pa.int64(), "Upper end of a range.", nullable=True, unit="parameter"),
        QUALIFIER,
        Column("active_parameters", pa.int64(), "Number used for a token.", nullable=True, unit="parameter"),
        Column("trainable_parameters", pa.int64(), "Number that is trained.", nullable=True, unit="parameter"),
        Column("training_tokens", pa.float64(), "Tokens that it was trained on.", nullable=True, unit="token"),
        Column("training_data", pa.float64(), "Other data that it was trained on, in `training_unit`.", nullable=True),
        Column("training_unit", TEXT, "What `training_data` counts: a singular noun.", nullable=True),
        Column("training_flop", pa.float64(), "Compute of the training.", nullable=True, unit="FLOP"),
        Column("training_gpu_hours", pa.float64(), "Compute of the training.", nullable=True, unit="GPU hour"),
        Column("hardware", TEXT, "Processors of the training, as written.", nullable=True),
        Column("hardware_quantity", pa.int32(), "How many of them.", nullable=True, unit="processor"),
        Column("base_model", TEXT, "The model that it was made from, as written.", nullable=True),
        Column("organization", TEXT, "Submitting organisation of the paper, of its own models.", nullable=True),
        *OF_PAPER[1:],
        CODE_URL,
        Column("model_url", TEXT, "Address of the paper's own models.", nullable=True),
        *RECEIPT,
    ),
    key=("fact_id",),
    order=("paper_id", "model", "fact_id"),
)

CODE = Table(
    "code",
    "Repositories and other places of code, one row a paper and place.",
    (
        Column("fact_id", TEXT, "The link (links.fact_id)."),
        *OF_PAPER,
        Column("repo_url", TEXT, "Address of the repository, or of the page that holds the code."),
        Column("repository", TEXT, "owner/name on a code host.", nullable=True),
        Column("host", TEXT, "Host of the address, in lower case and without www."),
        Column(
            "is_official",
            pa.bool_(),
            "Whether it is the authors' own code; false where the text says that it is what they built on, null "
            "where nothing is said.",
            nullable=True,
        ),
        Column("mentioned_in_paper", pa.bool_(), "Whether the abstract or the authors' comment names it."),
        Column("framework", CLOSED, "What the code is written with, where the text says it.", True, values=FRAMEWORKS),
        Column("availability", CLOSED, "Whether it is there or promised.", values=AVAILABILITIES),
        *RECEIPT,
    ),
    key=("fact_id",),
    order=("paper_id", "repo_url", "fact_id"),
)

IMPROVEMENTS = Table(
    "improvements",
    "Gains for the better by metric and benchmark, in relative and absolute form where these can be computed.",
    (
        Column("fact_id", TEXT, "The gain (gains.fact_id)."),
        Column("metric_id", TEXT, "Canonical slug of the metric."),
        Column("metric", TEXT, "Usual name of the metric."),
        BENCHMARK_ID,
        Column("higher_is_better", pa.bool_(), "Whether more of the metric is better."),
        Column("direction", CLOSED, "Direction of the measured quantity.", values=DIRECTIONS),
        Column(
            "from_value",
            pa.float64(),
            "The measured value before, in `unit` (in that of the metric where `unit` is x).",
            nullable=True,
        ),
        Column("to_value", pa.float64(), "The measured value after, likewise.", nullable=True),
        Column("value", pa.float64(), "Size of the change as written, in `unit`.", nullable=True),
        Column("value_max", pa.float64(), "Upper end of a range, in `unit`.", nullable=True),
        Column("unit", TEXT, "%, points, x (ratio), or the unit as written.", nullable=True),
        Column(
            "absolute",
            pa.float64(),
            "What was added, less than 0 where the metric fell: in points of a percentage, or as `to_value` is. Null "
            "where the text does not tell it from a relative change.",
            nullable=True,
        ),
        Column(
            "relative",
            pa.float64(),
            "The same in percent of the value before: 100 is twice as much, -50 half. Null where that is not known.",
            nullable=True,
            unit="percent",
        ),
        QUALIFIER,
        Column("baseline", TEXT, "What is compared with, as written.", nullable=True),
        Column(
            "baseline_paper_id",
            TEXT,
            "The paper that introduces the baseline by that name; null for a word of capitals alone, which others use.",
            nullable=True,
            references="papers",
        ),
        *OF_PAPER,
        *RECEIPT,
    ),
    key=("fact_id",),
    order=("metric_id", "benchmark_id", "fact_id"),
)

DUMP_RECORDS = Table(
    "dump_records",
    "Accounting: what became of every line of every dump.",
    (
        Column("dump", TEXT, "Name of the dump."),
        Column("record", pa.int64(), "Number of the record in its dump, from 1."),
        Column("first_line", pa.int64(), "First line of the record in the dump, from 1.", unit="line"),
        Column("last_line", pa.int64(), "Last line of the record.", unit="line"),
        Column("status", CLOSED, "What became of the record.", values=RECORD_STATUSES),
        Column("paper_id", TEXT, "The paper that it became or was merged into.", True, references="papers"),
        Column("reason", TEXT, "Why it was merged or rejected, and what differed.", nullable=True),
        Column("text", TEXT, "The record as it stood in the dump, of rejected records only.", nullable=True),
    ),
    key=("dump", "record"),
    order=("dump", "record"),
)

OVERRIDES = Table(
    "overrides",
    "Corrections of a user's: which field of which fact or paper was set to what, and why.",
    (
        Column("line", pa.int64(), "Line in the file of overrides, from 1."),
        Column("id", TEXT, "The fact_id or paper_id that it is about."),
        Column("field", TEXT, "The column that was set, or remove: the fact was removed."),
        Column("value", TEXT, "What the field is now.", nullable=True),
        Column("former", TEXT, "What was read from the dump.", nullable=True),
        Column("reason", TEXT, "Why."),
        Column(
            "status",
            CLOSED,
            "Whether it was applied, or there is no such fact or paper any more (gone).",
            values=OVERRIDE_STATUSES,
        ),
        Column("table", TEXT, "The table of the fact or paper; null if gone.", nullable=True),
        Column("paper_id", TEXT, "The paper that it is about; null if gone.", True, references="papers"),
        Column("text", TEXT, "The characters that the fact was read from.", nullable=True),
        Column("rule", TEXT, "The rule that had found the fact.", nullable=True),
    ),
    key=("line",),
    order=("line",),
)

FACT_TABLES: tuple[Table, ...] = (
    MODEL_SIZES,
    QUANTITIES,
    BENCHMARKS,
    RESULTS,
    GAINS,
    LINKS,
    RANKS,
    SOTA_CLAIMS,
)
# Made from papers and fact tables, by pipeline/derived/.
DERIVED_TABLES: tuple[Table, ...] = (LEADERBOARDS, MODELS, CODE, IMPROVEMENTS)
TABLES: Mapping[str, Table] = {
    table.name: table for table in (PAPERS, *FACT_TABLES, *DERIVED_TABLES, DUMP_RECORDS, OVERRIDES)
}


def to_markdown(tables: Sequence[Table] = tuple(TABLES.values())) -> str:
    """docs/tables.md: every table with its columns, types, units and closed lists."""
    lines = ["# Tables", "", "Generated from pipeline/tables.py by `make docs`.", ""]
    for table in tables:
        lines += [f"## {table.name}", "", table.description, ""]
        lines += [f"Key: {', '.join(table.key)}. Rows are sorted by {', '.join(table.order)}.", ""]
        lines += ["| column | type | null | unit | description |", "| --- | --- | --- | --- | --- |"]
        for c in table.columns:
            kind = "closed list" if c.type == CLOSED else str(c.type).replace("list<item: ", "list<")
            words = c.description + (f" One of: {', '.join(c.values)}." if c.values else "")
            lines.append(f"| {c.name} | {kind} | {'yes' if c.nullable else ''} | {c.unit or ''} | {words} |")
        lines.append("")
    return "\n".join(lines)
