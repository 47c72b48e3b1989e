"""The command line as a user meets it: real processes, exit codes, and what is printed where."""

import gzip
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import click
import pandas as pd
import pytest

from pipeline import release, tables

ROOT = Path(__file__).parents[1]


def paperfacts(*arguments: object, given: str | None = None) -> subprocess.CompletedProcess[str]:
    """Runs the command in a process of its own."""
    command = [sys.executable, "-c", "from assets.cli import main; main(prog_name='paperfacts')", *map(str, arguments)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "200"}
    return subprocess.run(command, input=given, capture_output=True, text=True, env=environment, timeout=300)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Path:
    """A folder with the release of the samples."""
    out = tmp_path_factory.mktemp("built") / "data"
    run = paperfacts("build", seeds, "--out", out, "--workers", 1)
    assert run.returncode == 0, run.stderr
    return out


def test_build_publishes_every_table(built: Path) -> None:
    for name in tables.TABLES:
        frame = pd.read_parquet(built / "latest" / f"{name}.parquet")
        assert list(frame.columns) == tables.TABLES[name].schema.names
    assert len(pd.read_parquet(built / "latest" / "papers.parquet")) == 10


def test_build_says_what_it_did_and_what_there_is(tmp_path: Path, seeds: Path) -> None:
    run = paperfacts("build", seeds, "--out", tmp_path / "data", "--workers", 1)
    assert "abstracts: left out, of no known layout: README.md\n" in run.stderr
    assert "listing-bare.txt" in run.stderr
    assert "is good, and the latest" in run.stderr
    assert re.search(r"papers +│ 10 +│", run.stdout), run.stdout
    assert "DEBUG" not in run.stderr, "Dagster's own events belong on its page"


def test_module_of_the_command_is_the_command_where_nothing_is_installed() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "assets.cli", "check", "nowhere"], cwd=ROOT, capture_output=True, text=True
    )
    assert run.returncode == 2
    assert run.stderr.startswith("paperfacts: nowhere holds no release")


def test_version_is_told_where_nothing_is_installed(tmp_path: Path) -> None:
    (tmp_path / "assets").symlink_to(ROOT / "assets")
    (tmp_path / "click").symlink_to(Path(click.__file__).parent)
    (tmp_path / "pyproject.toml").symlink_to(ROOT / "pyproject.toml")
    # -S: without the packages that are installed, this one among them.
    command = [sys.executable, "-S", "-m", "assets.cli", "--version"]
    run = subprocess.run(command, cwd=tmp_path, env={}, capture_output=True, text=True)
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert run.stdout == f"paperfacts, version {version} (not installed: run from {tmp_path})\n", run.stderr
    assert run.returncode == 0


@pytest.mark.parametrize(
    ("broken", "arguments"),
    [
        ("pipeline.release.resolve", ("check", "seeds")),
        ("pipeline.dumps.read", ("build", "seeds", "--out", "data", "--workers", "1")),
        ("pipeline.extract.extract", ("extract",)),
    ],
    ids=["check", "build", "extract"],
)
def test_error_that_nobody_thought_of_is_no_verdict(
    tmp_path: Path, seeds: Path, broken: str, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "seeds").symlink_to(seeds)
    module, _, name = broken.rpartition(".")
    code = (
        f"import importlib; importlib.import_module({module!r}).{name} = lambda *given, **more: 1 / 0\n"
        "from assets.cli import main; main(prog_name='paperfacts')"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", code, *arguments]
    run = subprocess.run(command, cwd=tmp_path, env=environment, input="A text.", capture_output=True, text=True)
    assert run.returncode == 70, run.stderr
    assert "ZeroDivisionError" in run.stderr, "the traceback tells what is to be mended"
    assert run.stderr.splitlines()[-1].startswith("paperfacts: ")


def test_reader_that_has_seen_enough_is_no_error(built: Path) -> None:
    code = "from assets.cli import main; main(prog_name='paperfacts')"
    command = [sys.executable, "-c", code, "export", "csv", str(built), str(built.parent / "csv")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait(60) != 70


def test_explore_writes_a_page(built: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    run = paperfacts("explore", built, "--out", page, "--papers", 3)
    assert run.returncode == 0, run.stderr
    assert "the 3 newest of the 10 papers" in run.stdout
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert (built / "explorer.html").is_file(), "a build writes one, too"


def test_explore_says_what_it_cannot_use(built: Path, tmp_path: Path) -> None:
    for arguments, words in (
        ((tmp_path, "--out", tmp_path / "page.html"), "holds no release"),
        ((built, "--out", tmp_path / "nowhere" / "page.html"), "cannot write"),
    ):
        run = paperfacts("explore", *arguments)
        assert run.returncode == 2
        assert words in run.stderr and "Traceback" not in run.stderr


def test_second_build_gives_the_same_bytes(tmp_path: Path, seeds: Path, built: Path) -> None:
    run = paperfacts("build", seeds, "--out", tmp_path / "data", "--workers", 2)
    assert run.returncode == 0, run.stderr
    first, second = release.latest(built), release.latest(tmp_path / "data")
    assert first and second and first.name == second.name
    for path in first.iterdir():
        assert path.read_bytes() == (second / path.name).read_bytes(), path.name


def test_real_dumps(tmp_path: Path, real_dumps: Path) -> None:
    run = paperfacts("build", real_dumps, "--out", tmp_path / "data")
    assert run.returncode == 0, run.stderr
    built = release.load(tmp_path / "data" / "latest")
    statuses = built["dump_records"].group_by(["dump", "status"]).aggregate([("record", "count")]).to_pylist()
    counts = {(row["dump"][:3], row["status"]): row["record_count"] for row in statuses}
    assert sum(n for (dump, status), n in counts.items() if dump == "000" and status != "boilerplate") == 119
    assert sum(n for (dump, status), n in counts.items() if dump == "003" and status != "boilerplate") == 55
    assert sum(n for (_, status), n in counts.items() if status == "merged") == 14
    assert not any(status == "rejected" for _, status in counts)
    assert built["papers"].num_rows == 160


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "a PNG picture"),
        (bytes(range(256)) * 20, "binary data"),
    ],
)
def test_unusable_dump(tmp_path: Path, content: bytes, said: str) -> None:
    dump = tmp_path / "dump.txt"
    dump.write_bytes(content)
    run = paperfacts("build", dump, "--out", tmp_path / "data")
    assert run.returncode == 2
    (line,) = run.stderr.splitlines()
    assert str(dump) in line and said in line
    assert release.latest(tmp_path / "data") is None


def test_damaged_dump_is_told_and_the_others_are_published(tmp_path: Path, seeds: Path) -> None:
    (tmp_path / "dumps").mkdir()
    shutil.copy(seeds / "listing-full.txt", tmp_path / "dumps")
    cut = tmp_path / "dumps" / "cut.parquet"
    cut.write_bytes((seeds / "table.parquet").read_bytes()[:400])
    run = paperfacts("build", tmp_path / "dumps", "--out", tmp_path / "data", "--workers", 1)
    assert run.returncode == 3, run.stderr
    *_, told, last = run.stderr.splitlines()
    assert told.startswith(f"paperfacts: not in the release: {cut}: cannot be read as Parquet")
    assert last == "paperfacts: published without 1 of the dumps, which cannot be read"
    assert "cut.parquet" not in [given["name"] for given in release.read_manifest(tmp_path / "data/latest")["inputs"]]
    assert release.load(tmp_path / "data" / "latest")["papers"].num_rows == 10


def test_archive_that_is_cut_stops_no_release(tmp_path: Path, seeds: Path) -> None:
    shutil.copy(seeds / "listing-full.txt", tmp_path)
    packed = gzip.compress((seeds / "arxiv-crawl.jsonl").read_bytes())
    (tmp_path / "cut.jsonl.gz").write_bytes(packed[: len(packed) * 6 // 10])
    run = paperfacts(
        "build", tmp_path / "cut.jsonl.gz", tmp_path / "listing-full.txt", "--out", tmp_path / "data", "--workers", 1
    )
    assert run.returncode == 0, run.stderr
    records = pd.read_parquet(tmp_path / "data" / "latest" / "dump_records.parquet")
    (cut,) = records[records.status == "rejected"].itertuples()
    assert cut.dump == "cut.jsonl.gz" and "ends early" in cut.reason
    assert cut.text.startswith('{"id": "'), "what there is of the line that was cut is kept"


@pytest.mark.parametrize("arguments", [["build", "", "--out", "x"], ["build", "x", "--out", ""], ["check", ""]])
def test_argument_of_an_unset_variable_is_no_folder(arguments: list[str]) -> None:
    run = paperfacts(*arguments)
    assert run.returncode == 2
    assert "is empty (is a variable unset?)" in run.stderr


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("PAPERFACTS_WORKERS", "many", "PAPERFACTS_WORKERS: 'many' is no number"),
        ("PAPERFACTS_ENGINE", "steam", "PAPERFACTS_ENGINE: 'steam' is none of local, ray"),
        ("PAPERFACTS_COLUMNS", "name", "PAPERFACTS_COLUMNS: no field"),
        ("PAPERFACTS_GOLD", "nowhere.jsonl", "nowhere.jsonl: No such file"),
        ("DAGSTER_HOME", "/nowhere", "DAGSTER_HOME: '/nowhere' is no folder"),
    ],
)
def test_setting_of_the_environment_that_cannot_be_is_one_clear_line(
    tmp_path: Path, seeds: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, said: str
) -> None:
    monkeypatch.setenv(variable, value)
    run = paperfacts("build", seeds / "listing-full.txt", "--out", tmp_path / "data")
    assert run.returncode == 2, run.stderr
    (line,) = run.stderr.splitlines()
    assert line.startswith(f"paperfacts: {said}")


def test_extract_reads_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "abstract.txt").write_bytes(b"We train a 7B model \xff on 2T tokens.")
    run = paperfacts("extract", tmp_path / "abstract.txt")
    assert run.returncode == 0, run.stderr
    assert [size["parameters"] for size in json.loads(run.stdout)["model_sizes"]] == [7_000_000_000]


def test_dump_that_is_damaged_now_is_not_published_from_what_it_was(tmp_path: Path, seeds: Path) -> None:
    one, other, out = tmp_path / "one.txt", tmp_path / "other.jsonl", tmp_path / "data"
    shutil.copy(seeds / "listing-full.txt", one)
    shutil.copy(seeds / "arxiv-crawl.jsonl", other)
    assert paperfacts("build", one, other, "--out", out, "--workers", 1).returncode == 0
    one.write_bytes(b"")
    refused = paperfacts("build", one, other, "--out", out, "--workers", 1)
    assert refused.returncode == 1, "half of the rows are gone"
    assert f"dumps: {one}: is empty" in refused.stderr.splitlines(), "why is told where nothing is published, too"
    assert paperfacts("build", one, other, "--out", out, "--workers", 1, "--no-compare").returncode == 3
    assert {name for names in release.load(out / "latest")["papers"]["sources"].to_pylist() for name in names} == {
        "other.jsonl"
    }


def test_missing_dump_and_unwritable_folder(tmp_path: Path, seeds: Path) -> None:
    run = paperfacts("build", tmp_path / "nowhere", "--out", tmp_path / "data")
    assert (run.returncode, run.stderr) == (2, f"paperfacts: {tmp_path / 'nowhere'}: does not exist\n")
    (tmp_path / "file").touch()
    run = paperfacts("build", seeds, "--out", tmp_path / "file" / "data")
    assert run.returncode == 2
    assert run.stderr.startswith(f"paperfacts: cannot write into {tmp_path / 'file' / 'data'}")
    assert len(run.stderr.splitlines()) == 1


def test_failed_validation_leaves_latest(tmp_path: Path, seeds: Path) -> None:
    dumps, out = tmp_path / "dumps.jsonl", tmp_path / "data"
    lines = (seeds / "arxiv-crawl.jsonl").read_text().splitlines(keepends=True)
    dumps.write_text("".join(lines))
    assert paperfacts("build", dumps, "--out", out).returncode == 0
    before = release.latest(out)
    dumps.write_text("".join(lines[:3]))
    run = paperfacts("build", dumps, "--out", out)
    assert run.returncode == 1, run.stderr
    assert "rows_kept" in run.stderr
    assert run.stderr.splitlines()[-1].endswith("latest stays what it was")
    assert release.latest(out) == before
    (rejected,) = (out / "rejected").iterdir()
    assert not json.loads((rejected / "report.json").read_text())["ok"]
    assert (rejected / "papers.parquet").is_file()
    assert paperfacts("build", dumps, "--out", out, "--no-compare").returncode == 0, "it was told to"
    assert release.load(out / "latest")["papers"].num_rows == 3


def test_check(built: Path, tmp_path: Path) -> None:
    run = paperfacts("check", built)
    assert run.returncode == 0, run.stdout
    assert "is good" in run.stdout
    assert json.loads(paperfacts("check", built, "--format", "json").stdout)["ok"]
    run = paperfacts("check", tmp_path)
    assert run.returncode == 2
    assert "holds no release" in run.stderr


def test_check_of_a_broken_release_fails(built: Path, tmp_path: Path) -> None:
    folder = tmp_path / "release"
    folder.mkdir()
    for path in (built / "latest").iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "links.parquet").write_bytes(b"PAR1")
    run = paperfacts("check", folder, "--format", "github")
    assert run.returncode == 1
    assert "::error" in run.stdout and "links" in run.stdout


def test_extract_prints_facts_with_their_places() -> None:
    abstract = "We release a model\nwith 7 billion parameters at https://example.org/model."
    run = paperfacts("extract", given=abstract)
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout)
    (link,) = told["links"]
    assert link["url"] == "https://example.org/model"
    assert told["abstract"][link["start"] : link["end"]] == link["text"]


def test_diff(built: Path, tmp_path: Path, seeds: Path) -> None:
    lines = (seeds / "arxiv-crawl.jsonl").read_text().splitlines(keepends=True)
    (tmp_path / "few.jsonl").write_text("".join(lines[:9]))
    assert paperfacts("build", tmp_path / "few.jsonl", "--out", tmp_path / "data").returncode == 0
    run = paperfacts("diff", tmp_path / "data", built, "--out", tmp_path / "told")
    assert run.returncode == 0, run.stderr
    assert len(pd.read_parquet(tmp_path / "told" / "changes.parquet")) > 1
    assert len([line for line in run.stdout.splitlines() if line.startswith("+ papers")]) == 1
    assert paperfacts("diff", built, built).stdout == "0 added, 0 removed, 0 changed\n"
    (release.resolve(tmp_path / "data") / "ranks.parquet").unlink()
    run = paperfacts("diff", tmp_path / "data", built)
    assert run.returncode == 2
    assert len(run.stderr.splitlines()) == 1 and "ranks.parquet" in run.stderr


def test_start_is_quick() -> None:
    started = time.monotonic()
    assert "build" in paperfacts("--help").stdout
    assert time.monotonic() - started < 0.5 * 4, "a busy machine has four times the time of a free one"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep Arrow's usual pool")
def test_arrow_gives_memory_back() -> None:
    code = "import assets.cli, pyarrow; print(pyarrow.default_memory_pool().backend_name)"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "jemalloc"


@pytest.mark.parametrize("module", ["dagster", "great_expectations", "spacy", "pandas", "pyarrow"])
def test_help_imports_nothing_heavy(module: str) -> None:
    code = f"import sys, assets.cli; sys.exit({module!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


def test_interrupted_build_ends_with_one_line(tmp_path: Path, seeds: Path) -> None:
    out = tmp_path / "data"
    command = [
        sys.executable,
        "-c",
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from assets.cli import main; main(prog_name='paperfacts')",
        *("build", str(seeds), "--out", str(out), "--workers", "1"),
    ]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        for line in process.stderr:
            if line.startswith("abstracts:"):
                process.send_signal(signal.SIGINT)
                break
        rest = process.stderr.read()
        assert process.wait(60) == 130, rest
    assert rest.splitlines()[-1] == "paperfacts: interrupted; what was published before stays"
    assert "Traceback" not in rest
    assert release.latest(out) is None


def test_columns_of_a_table_are_told(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("Name,About\nOn Feathers,We weigh 7B feathers and gain 5% on MMLU over the baseline.\n")
    refused = paperfacts("build", table, "--out", tmp_path / "data")
    assert refused.returncode == 2 and "tell which they are" in refused.stderr and "Name, About" in refused.stderr
    wrong = paperfacts("build", table, "--out", tmp_path / "data", "--columns", "name=Name")
    assert wrong.returncode == 2 and "no field of a paper" in wrong.stderr
    told = paperfacts("build", table, "--out", tmp_path / "data", "--columns", "title=Name,abstract=About")
    assert told.returncode == 0, told.stderr
    assert list(pd.read_parquet(tmp_path / "data/latest/papers.parquet")["title"]) == ["On Feathers"]
