"""Pictures of a release, drawn from its published tables.

A picture is two functions: one that takes a release folder to a small frame of what is shown, one that draws that
frame. The same release and the same libraries give the same bytes. What does not belong here: where pictures are
shown (assets/release.py, explorer.py).
"""

from __future__ import annotations

import base64
import io
import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from pipeline import tables
from pipeline.release import read_manifest
from pipeline.rules.lexicon import read_data
from pipeline.tables import FACT_TABLES, Table
from pipeline.views.dates import appeared

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

WIDTH, HEIGHT = 800, 420  # pixels
MANY = 15  # benchmarks that are shown
BOARDS = 6  # leaderboards whose progress is shown
MOST_FACTS = 20  # a paper with so many facts or more is counted with its like
WIDE = 20  # times the least value that the largest may be on a linear scale
LONGEST = 24  # characters of a name that there is room for
FEWEST = 5  # sizes that a median is taken of, papers of a leaderboard that has progress
UNITS = {"%": "gain in %", "points": "gain in points", "x": "gain as a ratio"}

# Okabe and Ito's colours, which people with any kind of colour vision tell apart.
_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000")
BLUE, ORANGE, GREEN, PURPLE, SKY, *_ = _COLOURS
_MARKERS = "osD^v<>P"
_SHADES = 64  # colours of a stored picture
# All that decides how a picture looks, whatever the reader's own settings are.
_STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 11,
    "axes.titlesize": 10,
    "axes.titlelocation": "left",
    "legend.frameon": False,
    "legend.fontsize": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.grid": True,
    "grid.color": "#dddddd",
}


@dataclass(frozen=True)
class Picture:
    """A picture as PNG, with its title, and with what it shows in words."""

    name: str
    title: str
    words: str
    png: bytes
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def address(self) -> str:
        """The picture as an address that a page can hold."""
        return f"data:image/png;base64,{base64.b64encode(self.png).decode()}"


# ---- what is shown


def model_sizes(folder: Path) -> pd.DataFrame:
    """Every model size of a dated paper: `appeared` (day), `parameters`."""
    sizes = _read(folder, tables.MODEL_SIZES, "paper_id", "parameters")
    return sizes.merge(_dated(folder), on="paper_id")[["appeared", "parameters"]].sort_values(
        ["appeared", "parameters"], ignore_index=True
    )


def benchmarks(folder: Path) -> pd.DataFrame:
    """The benchmarks that most papers evaluate on: `name`, `papers`, and how many of them give a number, `scored`."""
    named = _read(folder, tables.BENCHMARKS, "paper_id", "benchmark_id", "role")
    scored = _read(folder, tables.RESULTS, "paper_id", "benchmark_id").dropna().drop_duplicates()
    evaluated = named.loc[named["role"] == "evaluation", ["paper_id", "benchmark_id"]].dropna()
    both = pd.concat([evaluated, scored]).drop_duplicates()
    counts = pd.DataFrame(
        {"papers": both["benchmark_id"].value_counts(), "scored": scored["benchmark_id"].value_counts()}
    )
    counts = counts.fillna(0).astype(int).rename_axis("benchmark_id").reset_index()
    counts = counts.sort_values(["papers", "scored", "benchmark_id"], ascending=[False, False, True])[:MANY]
    names = {one["id"]: one["name"] for one in read_data("benchmarks.jsonl")}
    counts.insert(0, "name", counts["benchmark_id"].map(lambda one: names.get(one, one)))
    return counts.drop(columns="benchmark_id").reset_index(drop=True)


def gains(folder: Path) -> pd.DataFrame:
    """The gains that are for the better, in one of the three usual units: `unit`, `value`."""
    found = _read(folder, tables.GAINS, "value", "unit", "improvement")
    better = found[found["improvement"].fillna(False) & found["unit"].isin(list(UNITS)) & (found["value"] > 0)]
    return better[["unit", "value"]].sort_values(["unit", "value"], ignore_index=True)


def code(folder: Path) -> pd.DataFrame:
    """The papers of each year and how many of them name code that is released: `year`, `papers`, `with_code`."""
    links = _read(folder, tables.LINKS, "paper_id", "kinds", "availability")
    released = links["kinds"].map(lambda kinds: "code" in kinds) & (links["availability"] == "released")
    papers = _dated(folder).assign(year=lambda papers: papers["appeared"].dt.year)
    papers["with_code"] = papers["paper_id"].isin(links.loc[released, "paper_id"])
    counts = papers.groupby("year")["with_code"].agg(["size", "sum"]).reset_index()
    return counts.rename(columns={"size": "papers", "sum": "with_code"})


def facts(folder: Path) -> pd.DataFrame:
    """How many papers have how many facts: `facts`, `papers`. The last row is of MOST_FACTS and more."""
    found = pd.concat([_read(folder, table, "paper_id") for table in FACT_TABLES])["paper_id"].value_counts()
    total = pq.read_metadata(folder / f"{tables.PAPERS.name}.parquet").num_rows
    counts = found.clip(upper=MOST_FACTS).value_counts()
    counts[0] = total - len(found)
    counts = counts.reindex(range(MOST_FACTS + 1), fill_value=0)
    return pd.DataFrame({"facts": counts.index, "papers": counts.to_numpy()})


def accuracy(folder: Path) -> pd.DataFrame:
    """F1 of every table in the releases beside `folder` and in itself, in the order of publication, where gold was
    given: `release`, `table`, `f1`."""
    rows = []
    for place in sorted(folder.parent.iterdir(), key=lambda place: (place.stat().st_mtime_ns, place.name)):
        try:
            manifest = read_manifest(place)
        except (OSError, ValueError):
            continue
        for table, scores in manifest.get("accuracy", {}).items():
            rows.append({"release": manifest["version"], "table": table, "f1": scores["f1"]})
    return pd.DataFrame(rows, columns=["release", "table", "f1"])


def progress(folder: Path) -> pd.DataFrame:
    """The papers' own results on the leaderboards of most papers, with the best one up to each of them: `board`,
    `month` (its first day), `value`, `best`, `higher_is_better`."""
    columns = ("benchmark", "metric", "variant", "unit", "paper_id", "month", "value", "higher_is_better", "rank")
    rows = _read(folder, tables.LEADERBOARDS, *columns).dropna(subset=["month", "rank"])
    details = (" " + rows["variant"]).fillna("") + (", " + rows["unit"]).fillna("")
    rows["board"] = rows["benchmark"] + "\n" + rows["metric"] + details
    papers = rows.groupby("board")["paper_id"].nunique().rename("papers").reset_index()
    papers = papers[papers["papers"] >= FEWEST].sort_values(["papers", "board"], ascending=[False, True])[:BOARDS]
    rows = papers.merge(rows, on="board").sort_values(
        ["papers", "board", "month", "value"], ascending=[False, *[True] * 3]
    )
    sign = rows["higher_is_better"].map({True: 1, False: -1}).astype(int)
    rows["best"] = (rows["value"] * sign).groupby(rows["board"]).cummax() * sign
    rows["month"] = pd.to_datetime(rows["month"], format="%Y-%m")
    return rows[["board", "month", "value", "best", "higher_is_better"]].reset_index(drop=True)


def _read(folder: Path, table: Table, *columns: str) -> pd.DataFrame:
    return pq.read_table(folder / f"{table.name}.parquet", columns=list(columns)).to_pandas()


def _dated(folder: Path) -> pd.DataFrame:
    """The papers that have a date: `paper_id`, `appeared`; a month is its first day."""
    columns = ["paper_id", "published", "arxiv_id"]
    papers = pq.read_table(folder / f"{tables.PAPERS.name}.parquet", columns=columns)
    days = pd.to_datetime(pd.Series(appeared(papers).to_pylist(), dtype="str"), format="ISO8601")
    return pd.DataFrame({"paper_id": papers["paper_id"].to_pandas(), "appeared": days}).dropna()


# ---- how it is drawn


def _draw_model_sizes(figure: Figure, frame: pd.DataFrame) -> str:
    axes = figure.subplots()
    crowd = 0.7 if len(frame) < 300 else 0.25
    axes.scatter(frame["appeared"], frame["parameters"], s=14, color=BLUE, alpha=crowd, linewidths=0, label="a size")
    quarter = frame["appeared"].dt.to_period("Q").dt.start_time
    quarters = frame.groupby(quarter)["parameters"].agg(["size", "median"])
    quarters = quarters[quarters["size"] >= FEWEST]
    if not quarters.empty:
        middle = pd.DatetimeIndex(quarters.index) + pd.Timedelta(days=45)
        axes.plot(middle, quarters["median"], color=ORANGE, marker="o", markersize=4, label="median of a quarter")
    axes.set_yscale("log")
    axes.yaxis.set_major_formatter(lambda value, _: short(value))
    _date(axes.xaxis, 10)
    axes.set_ylabel("parameters")
    axes.set_xlabel("date of the paper")
    figure.legend(loc="outside lower right", ncols=2)
    median = short(float(frame["parameters"].median()))
    return f"{len(frame):,} sizes of models in dated papers, on a logarithmic scale; the median is {median} parameters."


def _draw_benchmarks(figure: Figure, frame: pd.DataFrame) -> str:
    axes = figure.subplots()
    rows = range(len(frame))
    axes.barh(rows, frame["papers"], color=SKY, label="papers that evaluate on it")
    axes.barh(rows, frame["scored"], color=BLUE, height=0.5, label="of these, with a number for it")
    _name_rows(axes, frame["name"])
    axes.set_xlabel("papers")
    _count(axes.xaxis)
    figure.legend(loc="outside lower right", ncols=2)
    first = frame.iloc[0]
    return (
        f"The {len(frame)} benchmarks that most papers evaluate on. First is {first['name']}, with {first['papers']:,}."
    )


def _draw_gains(figure: Figure, frame: pd.DataFrame) -> str:
    shown = [unit for unit in UNITS if (frame["unit"] == unit).any()]
    said = []
    for axes, unit in zip(np.ravel(figure.subplots(1, len(shown))), shown, strict=True):
        values = frame.loc[frame["unit"] == unit, "value"]
        low, high = np.floor(np.log10(values.min())), np.ceil(np.log10(values.max()))
        axes.hist(values, bins=np.logspace(low, max(high, low + 1), 21), color=BLUE)
        axes.axvline(values.median(), color=ORANGE, linewidth=2)
        axes.set_xscale("log")
        axes.xaxis.set_major_formatter(lambda value, _: short(value))
        _count(axes.yaxis)
        axes.set_xlabel(UNITS[unit])
        axes.set_title(f"{len(values):,}, median {values.median():.3g}{unit if unit != 'points' else ''}")
        said.append(f"{len(values):,} in {unit if unit != 'x' else 'times'}, median {values.median():.3g}")
    figure.axes[0].set_ylabel("gains")
    return f"Gains that are for the better, on logarithmic scales: {'; '.join(said)} (the line)."


def _draw_code(figure: Figure, frame: pd.DataFrame) -> str:
    axes = figure.subplots()
    share = 100 * frame["with_code"] / frame["papers"]
    axes.bar(frame["year"], share, color=GREEN)
    for year, height, papers in zip(frame["year"], share, frame["papers"], strict=True):
        axes.annotate(f"{papers:,}", (year, height), (0, 3), textcoords="offset points", ha="center", fontsize=9)
    axes.set_xticks(frame["year"] if len(frame) <= 12 else frame["year"][::5])
    axes.set_ylim(0, max(5, share.max() * 1.15))
    axes.set_ylabel("% of the papers")
    axes.set_xlabel("year (above a bar: the papers of the year)")
    whole = frame["with_code"].sum() / frame["papers"].sum()
    return f"Papers that name released code, by year; {whole:.1%} of the {frame['papers'].sum():,} dated papers."


def _draw_facts(figure: Figure, frame: pd.DataFrame) -> str:
    axes = figure.subplots()
    axes.bar(frame["facts"], frame["papers"], color=PURPLE)
    ticks = range(0, MOST_FACTS + 1, 2)
    axes.set_xticks(ticks, [f"{n}{' +' if n == MOST_FACTS else ''}" for n in ticks])
    _count(axes.yaxis)
    axes.set_ylabel("papers")
    axes.set_xlabel("facts in a paper, of all kinds")
    total = frame["papers"].sum()
    return f"Facts a paper: {frame['papers'][0] / total:.1%} of the {total:,} papers have none."


def _draw_progress(figure: Figure, frame: pd.DataFrame) -> str:
    boards = list(frame.groupby("board", sort=False))
    columns = min(3, len(boards))
    grid = np.ravel(figure.subplots(-(-len(boards) // columns), columns, squeeze=False))
    for axes, (board, rows) in zip(grid, boards, strict=False):
        axes.scatter(rows["month"], rows["value"], s=16, color=BLUE, alpha=0.6, linewidths=0)
        axes.step(rows["month"], rows["best"], where="post", color=ORANGE)
        axes.set_title(str(board).replace("$", r"\$") + ("" if rows["higher_is_better"].all() else ", less is better"))
        if rows["value"].min() > 0 and rows["value"].max() > WIDE * rows["value"].min():
            axes.set_yscale("log")
            axes.yaxis.set_major_formatter(lambda value, _: short(value))
            axes.yaxis.set_minor_formatter("")
        _date(axes.xaxis, 5)
    for axes in grid[len(boards) :]:
        axes.set_visible(False)
    names = "; ".join(" ".join(str(board).split("\n")) for board, _ in boards)
    return f"Results that papers report for their own systems (points), and the best one so far (line): {names}."


def _draw_accuracy(figure: Figure, frame: pd.DataFrame) -> str:
    axes = figure.subplots()
    releases = list(dict.fromkeys(frame["release"]))
    for place, (table, scores) in enumerate(frame.groupby("table", sort=True)):
        colour = _COLOURS[place % len(_COLOURS)]
        rows = [releases.index(release) for release in scores["release"]]
        marker = _MARKERS[place % len(_MARKERS)]
        axes.plot(rows, scores["f1"], color=colour, marker=marker, label=str(table).replace("_", " "))
    axes.set_xticks(
        range(len(releases)), [release[:6] for release in releases], rotation=30 if len(releases) > 8 else 0
    )
    axes.set_ylim(min(0.5, frame["f1"].min()), 1.01)
    axes.set_xlim(-0.5, len(releases) - 0.5)
    axes.set_ylabel("F1 against gold")
    axes.set_xlabel("release, in the order of publication")
    figure.legend(loc="outside right center")
    last = frame[frame["release"] == releases[-1]]
    words = ", ".join(
        f"{table.replace('_', ' ')} {f1:.2f}" for table, f1 in zip(last["table"], last["f1"], strict=True)
    )
    return f"Accuracy of every table over {len(releases)} releases. Of the last one: {words}."


def short(value: float) -> str:
    """A count in few characters: 7B, 1.3M."""
    for size, letter in ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "K")):
        if value >= size:
            return f"{value / size:.3g}{letter}"
    return f"{value:.3g}"


def _count(axis: Axis) -> None:
    """Ticks of an axis that counts."""
    from matplotlib.ticker import MaxNLocator

    axis.set_major_locator(MaxNLocator(integer=True))
    axis.set_major_formatter(lambda value, _: f"{value:,.0f}")


def _date(axis: Axis, most: int) -> None:
    """At most so many ticks of an axis of dates."""
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    dates = AutoDateLocator(minticks=2, maxticks=most)
    axis.set_major_locator(dates)
    axis.set_major_formatter(ConciseDateFormatter(dates))


def _name_rows(axes: Axes, names: pd.Series) -> None:
    # A dollar sign would begin a formula.
    axes.set_yticks(range(len(names)), [name[:LONGEST].replace("$", r"\$") for name in names])
    axes.invert_yaxis()
    axes.grid(axis="y", visible=False)


_PICTURES: dict[str, tuple[str, Callable[[Path], pd.DataFrame], Callable[[Figure, pd.DataFrame], str]]] = {
    "model_sizes": ("Sizes of models over time", model_sizes, _draw_model_sizes),
    "benchmarks": ("Benchmarks that are reported most", benchmarks, _draw_benchmarks),
    "progress": ("The best results over time", progress, _draw_progress),
    "gains": ("How large gains are", gains, _draw_gains),
    "code": ("Papers with code, by year", code, _draw_code),
    "facts": ("Facts a paper", facts, _draw_facts),
    "accuracy": ("Accuracy over releases", accuracy, _draw_accuracy),
}


def pictures(folder: Path) -> Iterator[Picture]:
    """The pictures of a release folder; one that has nothing to show is left out."""
    for name, (title, data, _) in _PICTURES.items():
        frame = data(folder)
        if not frame.empty:
            yield Picture(name, title, *_drawn(name, pickle.dumps(frame)))


# A build shows each picture twice: on the page of the release, and in the explorer.
@lru_cache(maxsize=len(_PICTURES))
def _drawn(name: str, pickled: bytes) -> tuple[str, bytes]:
    """What a picture of a frame shows in words, and the picture as PNG."""
    # It takes a second to import, and whoever draws nothing does without.
    from matplotlib import rc_context, rcParamsDefault
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from PIL import Image

    usual: dict[Any, Any] = {name: value for name, value in rcParamsDefault.items() if not name.startswith("backend")}
    with rc_context(usual | _STYLE):
        figure = Figure((WIDTH / 100, HEIGHT / 100), dpi=100, layout="constrained")
        canvas = FigureCanvasAgg(figure)
        title, _, draw = _PICTURES[name]
        words = draw(figure, pickle.loads(pickled))
        figure.suptitle(title, x=0.01, ha="left", fontsize=13, fontweight="bold")
        canvas.draw()
    # Few colours make it a third as large: Dagster keeps the pictures of every release.
    image = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB").quantize(_SHADES)
    png = io.BytesIO()
    image.save(png, "PNG", optimize=True)
    return words, png.getvalue()
