"""Readers of dumps: what is written in a layout comes back, bad input is named, every line is accounted for."""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import subprocess
import sys
import textwrap
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from pipeline import dumps
from pipeline import papers as merging
from pipeline.dumps import DumpError, NotADump, Record
from pipeline.dumps.record import arxiv_id, fold, tidy, tidy_all
from pipeline.extract import read_abstract

SEEDS = Path(__file__).parents[1] / "seeds"
REAL = Path(__file__).parents[2] / "shared" / "seeds"

Read = Callable[..., list[Record]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Writes bytes to a file and reads it as a dump."""

    def read(content: bytes | str, name: str = "dump.txt", **options: int) -> list[Record]:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return list(dumps.read(path, name=name, **options))

    return read


def papers(records: list[Record]) -> list[Record]:
    return [record for record in records if record.status == "paper"]


def assert_every_line_once(records: list[Record], lines: int) -> None:
    at = 1
    for number, record in enumerate(records, start=1):
        assert record.number == number
        assert record.first_line == at, f"lines before {record} are in no record or in two"
        assert record.last_line >= record.first_line
        at = record.last_line + 1
    assert at - 1 == lines, "lines at the end are in no record"


def count_lines(content: bytes) -> int:
    return content.count(b"\n") + (not content.endswith(b"\n"))


# -- What is written comes back ------------------------------------------------------------------------------------

WORDS = [
    "graph",
    "naïve",
    "Schrödinger",
    "λ-calculus",
    "模型",
    "BERT",
    "3D",
    "GPT-4,",
    "87.5\\%",
    "(see",
    "code)",
    "of",
    "a",
    "and—so",
]
words = st.sampled_from(WORDS)
names = st.sampled_from(["Ada", "Émile", "O'Neil", "van der Berg", "李"])
titles = st.lists(words, min_size=3, max_size=10).map(lambda found: "Über " + " ".join(found))
abstracts = st.lists(words, min_size=30, max_size=60).map(
    lambda found: "We say " + " ".join(f"{word} in our {at}th" for at, word in enumerate(found)) + " experiment."
)
pairs = st.lists(st.tuples(titles, abstracts), min_size=1, max_size=8, unique_by=lambda pair: fold(pair[0]))
days = st.dates(date(1991, 1, 1), date(2030, 12, 31))
details = st.fixed_dictionaries(
    {
        "day": days,
        "comments": st.none() | st.integers(1, 999),
        "authors": st.integers(1, 3000),
        "organization": st.none() | st.tuples(st.from_regex(r"[A-Za-z][\w-]{1,20}", fullmatch=True), titles),
    }
)
PROPERTY = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@PROPERTY
@given(pairs, st.booleans())
def test_bare_listing_comes_back(read: Read, pairs: list[tuple[str, str]], glued: bool) -> None:
    header = "Get trending papers in your email inbox!\nSubscribe" + ("" if glued else "\n")
    content = header + "".join(f"{title}\n{abstract}\n" for title, abstract in pairs)
    records = read(content)
    assert [(r.title, r.abstract) for r in papers(records)] == pairs
    assert_every_line_once(records, count_lines(content.encode()))


@PROPERTY
@given(st.lists(st.tuples(titles, abstracts, details), min_size=1, max_size=4), st.sampled_from([None, 60, 100]))
def test_full_listing_comes_back(read: Read, entries: list, width: int | None) -> None:
    blocks = []
    for title, abstract, known in entries:
        body = textwrap.fill(abstract, width, break_long_words=False) if width else abstract
        day = f"{known['day']:%b} {known['day'].day}, {known['day'].year}"
        comments = f" {known['comments']}" if known["comments"] else ""
        who = " ".join(known["organization"]) if known["organization"] else f"  • {known['authors']} authors"
        blocks.append(f"{title}\n\n{body}\n\n{who}\n·\n{day}{comments}\n")
    content = "Daily Papers\n\n" + "\n".join(blocks)
    records = read(content)
    found = papers(records)
    assert [(r.title, r.abstract) for r in found] == [(title, abstract) for title, abstract, _ in entries]
    for record, (_, _, known) in zip(found, entries, strict=True):
        assert record.published == known["day"] and not record.year_inferred
        assert record.comments == known["comments"]
        if known["organization"]:
            assert (record.organization_slug, record.organization) == known["organization"]
            assert record.author_count is None
        else:
            assert record.author_count == known["authors"]
    assert_every_line_once(records, count_lines(content.encode()))


@PROPERTY
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "id": st.from_regex(r"2[0-5](0[1-9]|1[0-2])\.[0-9]{5}", fullmatch=True),
                "title": st.text(min_size=1),
                "abstract": st.text(min_size=1),
                "names": st.lists(st.tuples(names, names), max_size=5),
                "day": days,
                "categories": st.lists(st.sampled_from(["cs.CL", "cs.CV", "stat.ML"]), min_size=1, unique=True),
                "comment": st.none() | st.text(min_size=1),
            }
        ),
        min_size=1,
        max_size=6,
    ),
    st.booleans(),
)
def test_arxiv_jsonl_comes_back(read: Read, entries: list[dict], snapshot: bool) -> None:
    lines = [json.dumps(snapshot_entry(e) if snapshot else crawl_entry(e)) for e in entries]
    usable = [any(map(str.isalnum, tidy(e["title"]))) and bool(tidy(e["abstract"])) for e in entries]
    records = read("\n".join(lines))
    assert [record.status == "paper" for record in records] == usable
    for record, entry in zip(records, entries, strict=True):
        if record.status != "paper":
            assert record.reason in ("no title", "no abstract")
            continue
        assert record.title == tidy(entry["title"]) and record.abstract == tidy(entry["abstract"])
        assert record.arxiv_id == entry["id"]
        assert record.categories == tuple(entry["categories"])
        assert record.comment == (tidy(entry["comment"] or "") or None)
        assert record.authors == (tuple(f"{given} {family}" for family, given in entry["names"]) or None)
        assert record.author_count == (len(entry["names"]) or None)
        assert record.published == (entry["day"] if snapshot else None)
    assert_every_line_once(records, len(lines))


def snapshot_entry(entry: dict) -> dict:
    return {
        "id": entry["id"],
        "title": entry["title"],
        "comments": entry["comment"],
        "categories": " ".join(entry["categories"]),
        "abstract": f"  {entry['abstract']}\n",
        "versions": [{"version": "v1", "created": f"{entry['day']:%a, %d %b %Y} 17:00:00 GMT"}],
        "update_date": "2031-01-01",
        "authors_parsed": [[family, given, ""] for family, given in entry["names"]],
    }


def crawl_entry(entry: dict) -> dict:
    return {
        "id": f"{entry['id']}v2",
        "title": entry["title"],
        "comment": entry["comment"],
        "categories": entry["categories"],
        "summary": entry["abstract"],
        "authors": [f"{given} {family}" for family, given in entry["names"]],
    }


# -- Any soup of lines ---------------------------------------------------------------------------------------------

fragments = st.one_of(
    titles,
    abstracts,
    st.sampled_from(
        ["", "", "·", "  • 4 authors", "Mar 19 4", "Feb 29", "Sep 18, 2025", "Subscribe", "baidu BAIDU", "new"]
    ),
    st.text(alphabet=st.characters(exclude_characters="\n\r", exclude_categories=["Cs"]), max_size=400),
    st.sampled_from(['{"id": "2503.00010", "title": "A", "abstract": "B"}', "{", "[", '{"title": []}', "null"]),
)


@settings(max_examples=250, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(fragments, max_size=40))
def test_any_lines_are_read_or_refused_and_accounted_for(read: Read, lines: list[str]) -> None:
    content = "\n".join(lines).encode()
    try:
        records = read(content)
    except DumpError as error:
        assert "dump.txt" in str(error) and "\n" not in str(error)
        return
    assert_every_line_once(records, count_lines(content))
    for record in records:
        assert record.status != "paper" or (record.title and record.abstract)
        assert record.status != "rejected" or record.reason


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"\x1f\x8b\x08\0\0\0\0\0", b"\x28\xb5\x2f\xfd", b"\xff\xfe", b"{", b"<"]),
)
def test_any_bytes_are_read_or_refused(read: Read, content: bytes, start: bytes) -> None:
    try:
        records = read(start + content)
    except DumpError as error:
        assert "dump.txt" in str(error)
        return
    assert records


# -- Bad input -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b" \n\n \n", "nothing but blanks"),
        (bytes(range(256)) * 30, "binary data"),
        (b"\x89PNG\r\n\x1a\n" + bytes(300), "a PNG picture"),
        (b"%PDF-1.7\n1 0 obj\n", "a PDF document"),
        (gzip.compress(b"x" * 900)[:10], "cannot be unpacked"),
        (gzip.compress((SEEDS / "arxiv-crawl.jsonl").read_bytes())[:300], "ends early"),
    ],
)
def test_what_is_no_dump_is_refused_by_name(read: Read, content: bytes, message: str) -> None:
    with pytest.raises(DumpError, match=r"dump\.txt.*" + message):
        read(content)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DumpError, match=r"nowhere\.txt: does not exist"):
        dumps.find([tmp_path / "nowhere.txt"])


@pytest.mark.parametrize("sample", ["arxiv-snapshot.jsonl", "listing-full.txt", "listing-bare.txt"])
def test_half_an_archive_gives_its_whole_records_and_says_that_it_is_cut(read: Read, sample: str) -> None:
    whole = papers(read((SEEDS / sample).read_bytes()))
    packed = gzip.compress((SEEDS / sample).read_bytes())
    records = read(packed[: len(packed) * 2 // 3])
    kept = papers(records)
    assert 0 < len(kept) < len(whole)
    assert [(r.title, r.abstract) for r in kept] == [(r.title, r.abstract) for r in whole[: len(kept)]]
    assert records[-1].status == "rejected" and "ends early" in (records[-1].reason or "")
    assert records[-1].text is not None, "a rejected record keeps its text"
    assert records[-1].text in (SEEDS / sample).read_text(encoding="utf-8")
    assert_every_line_once(records, records[-1].last_line)


def zipped(files: dict[str, str]) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return memory.getvalue()


def test_archive_of_several_files_is_refused(read: Read) -> None:
    with pytest.raises(NotADump, match="zip archive of 2 files"):
        read(zipped({"a.txt": "one", "b.txt": "two"}))


@pytest.mark.parametrize(
    "sample", ["arxiv-snapshot.jsonl", "arxiv-crawl.jsonl", "listing-full.txt", "listing-bare.txt"]
)
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text.replace("\n", "\r\n").encode(), id="CRLF"),
        pytest.param(lambda text: text.replace("\n", "\r").encode(), id="CR"),
        pytest.param(lambda text: b"\xef\xbb\xbf" + text.encode(), id="BOM"),
        pytest.param(lambda text: text.encode("utf-16"), id="UTF-16"),
        pytest.param(lambda text: gzip.compress(text.encode()), id="gz"),
        pytest.param(lambda text: gzip.compress(text[:500].encode()) + gzip.compress(text[500:].encode()), id="two gz"),
        pytest.param(lambda text: pa.compress(text.encode(), "zstd", asbytes=True), id="zst"),
        pytest.param(lambda text: zipped({"any/../name.txt": text}), id="zip"),
    ],
)
def test_encodings_and_packing_change_nothing(read: Read, sample: str, change: Callable[[str], bytes]) -> None:
    text = (SEEDS / sample).read_text()
    assert read(change(text)) == read(text)


def test_latin_1_is_read_and_named(read: Read) -> None:
    text = (SEEDS / "listing-full.txt").read_text().replace("•", "-").replace("Murmur", "Mürmür")
    records = read(text.encode("latin-1"))
    assert len(papers(records)) == 10
    murmur = next(record for record in records if (record.title or "").startswith("Mürmür"))
    assert "Windows-1252" in (murmur.reason or "")


def test_broken_lines_are_rejected_alone(read: Read) -> None:
    lines = (SEEDS / "arxiv-snapshot.jsonl").read_text().splitlines()
    lines[2] = lines[2][:200]
    lines[4] = lines[4].replace('"title"', '"name"')
    lines[6] = ""
    records = read("\n".join(lines))
    assert len(papers(records)) == 7
    assert [(r.first_line, r.status) for r in records if r.status != "paper"] == [
        (3, "rejected"),
        (5, "rejected"),
        (7, "boilerplate"),
    ]
    assert "no JSON" in (records[2].reason or "") and records[2].text == lines[2]
    assert records[4].reason == "no title"


def test_title_without_abstract_at_the_end_is_rejected(read: Read) -> None:
    for sample in ("listing-bare.txt", "listing-full.txt"):
        records = read((SEEDS / sample).read_text() + "\nA Last Title Without Its Abstract\n")
        assert len(papers(records)) == 10
        assert records[-1].status == "rejected"
        assert (records[-1].text, records[-1].reason) == (
            "A Last Title Without Its Abstract",
            "a title without an abstract",
        )


def test_line_that_is_too_long_is_rejected_alone(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.dumps.source.MAX_LINE", 5000)
    lines = (SEEDS / "arxiv-snapshot.jsonl").read_text().splitlines()
    lines.insert(3, '{"id": "2501.00001", "title": "' + "long " * 5000 + '"}')
    records = read("\n".join(lines))
    assert len(papers(records)) == 10
    assert [r.first_line for r in records if r.status == "rejected"] == [4]
    assert "MiB" in (records[3].reason or "") and len(records[3].text or "") <= 5000


# -- Damaged dumps -------------------------------------------------------------------------------------------------

# Parquet is not text: pyarrow tells what is wrong with it, and any damage is refused as a whole.
SAMPLES = sorted(path.name for path in SEEDS.iterdir() if path.suffix not in (".parquet",) and path.name != "README.md")


def phrases(text: str) -> list[str]:
    words = re.findall(r"\w+", text.lower())
    return [" ".join(words[at : at + 4]) for at in range(len(words) - 3)]


def phrases_of_samples() -> dict[str, int]:
    """Every four words in a row of the samples that only one paper has, with the number of that paper."""
    owners: dict[str, set[int]] = {}
    for record in dumps.read(SEEDS / "arxiv-snapshot.jsonl", name="samples"):
        for phrase in phrases(f"{record.title} | {record.abstract}"):
            owners.setdefault(phrase, set()).add(record.number)
    return {phrase: next(iter(found)) for phrase, found in owners.items() if len(found) == 1}


OWNERS = phrases_of_samples()


def assert_no_paper_is_mixed(records: list[Record]) -> None:
    for record in papers(records):
        parts = {OWNERS[phrase] for phrase in phrases(f"{record.title} | {record.abstract}") if phrase in OWNERS}
        assert len(parts) <= 1, f"{record.title!r} has text of papers {parts}: {record.abstract}"


def assert_every_line_is_in_a_record(records: list[Record], lines: int) -> None:
    """As assert_every_line_once, but several records can stand on one line."""
    at = 0
    for number, record in enumerate(records, start=1):
        assert record.number == number
        assert record.first_line == at + 1 or record.first_line == record.last_line == at, (at, record)
        assert record.last_line >= record.first_line
        at = record.last_line
    assert at == lines, "lines at the end are in no record"


def assert_harmless(read: Read, content: bytes, encoding: str = "") -> int:
    """Reads a damaged dump, in another encoding if one is given; gives the number of its papers."""
    try:
        records = read(content.decode().encode(encoding) if encoding else content)
    except DumpError:
        return 0
    assert_no_paper_is_mixed(records)
    assert_every_line_is_in_a_record(records, count_lines(content))
    return len(papers(records))


def line_changes(lines: list[bytes]) -> Iterator[list[bytes]]:
    """The lines with one of about sixty lost, doubled, or swapped with the next."""
    for at in range(0, len(lines), 1 + len(lines) // 60):
        yield lines[:at] + lines[at + 1 :]
        yield lines[: at + 1] + lines[at:]
        yield [*lines[:at], *reversed(lines[at : at + 2]), *lines[at + 2 :]]


@pytest.mark.parametrize("sample", SAMPLES)
def test_lost_doubled_or_swapped_lines_never_mix_two_papers(read: Read, sample: str) -> None:
    content = (SEEDS / sample).read_bytes()
    whole = len(papers(read(content)))
    kept = [assert_harmless(read, b"\n".join(changed)) for changed in line_changes(content.split(b"\n"))]
    # Lines that hold the whole together can cost the whole.
    dear = sum(papers < whole - 2 for papers in kept)
    assert dear <= max(1, 0.02 * len(kept)), "one line costs more than the papers beside it"


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_dump_cut_anywhere_never_mixes_two_papers(read: Read, sample: str) -> None:
    content = (SEEDS / sample).read_bytes()
    for end in range(1, len(content), max(1, len(content) // 60)):
        assert_harmless(read, content[:end])
        assert_harmless(read, content[end:])


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("width", [40, 72, 100, 400])
def test_wrapped_or_indented_dumps_never_mix_two_papers(read: Read, sample: str, width: int) -> None:
    lines = (SEEDS / sample).read_text().split("\n")
    wrapped = "\n".join(textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False) for line in lines)
    assert_harmless(read, wrapped.encode())
    assert_harmless(read, textwrap.indent(wrapped, "    ").encode())
    assert_harmless(read, wrapped.replace("\n", "\r\n").encode(), "utf-16")
    indented = papers(read("\n".join("  " + line for line in lines)))
    assert [r.title for r in indented] == [r.title for r in papers(read("\n".join(lines)))]


@dataclass(frozen=True)
class Damage:
    """Changes of a dump: each can stand alone or with all others.

    One line is lost, not more: where an abstract is lost with the title after it, no reader can tell. Nor can one
    where several lines are doubled from the middle of a cell on: what ends it may then end another, as in a table
    that is whole.
    """

    drop: float | None
    double: tuple[float, int]
    width: int | None
    indent: str
    ends: str
    encoding: str
    cut: tuple[float, float]

    def doubles_end_of_cell(self, text: str) -> bool:
        lines = text.split("\n")
        inside = ["\n".join(lines[:at]).count('"') % 2 == 1 for at in range(len(lines))]
        if self.drop is not None:
            del inside[int(self.drop * len(lines)) : int(self.drop * len(lines)) + 1]
        at, count = int(self.double[0] * len(inside)), self.double[1]
        return count > 1 and inside[at : at + 1] == [True]

    def apply(self, text: str) -> bytes:
        lines = text.split("\n")
        if self.drop is not None:
            del lines[int(self.drop * len(lines)) : int(self.drop * len(lines)) + 1]
        at, count = int(self.double[0] * len(lines)), self.double[1]
        lines[at:at] = lines[at : at + count]
        if self.width:
            lines = [textwrap.fill(line, self.width, break_long_words=False, break_on_hyphens=False) for line in lines]
        text = textwrap.indent("\n".join(lines), self.indent).replace("\n", self.ends)
        content = text.encode(self.encoding, "replace")
        start, end = (int(share * len(content)) for share in self.cut)
        return content[min(start, end) : max(start, end)]


shares = st.floats(0, 1)
damages = st.builds(
    Damage,
    drop=st.none() | shares,
    double=st.tuples(shares, st.integers(0, 3)),
    width=st.none() | st.integers(30, 300),
    indent=st.sampled_from(["", "", "  ", "    ", "\t", "> "]),
    ends=st.sampled_from(["\n", "\n", "\r\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "utf-8", "utf-8-sig", "utf-16", "latin-1"]),
    cut=st.tuples(st.just(0.0), st.just(1.0)) | st.tuples(shares, shares),
)


@settings(max_examples=250, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(SAMPLES), damages)
# An abstract and the title after it twice: between them stands a title before the abstract of another paper.
@example("listing-bare.txt", Damage(None, (0.5, 2), None, "", "\n", "utf-8", (0.0, 1.0)))
def test_damage_of_any_kind_never_mixes_two_papers(read: Read, sample: str, damage: Damage) -> None:
    text = (SEEDS / sample).read_text()
    assume(not (sample == "table.csv" and damage.doubles_end_of_cell(text)))
    content = damage.apply(text)
    try:
        records = read(content)
    except DumpError as error:
        assert "dump.txt" in str(error) and "\n" not in str(error)
        return
    assert_no_paper_is_mixed(records)
    assert_every_line_is_in_a_record(records, records[-1].last_line)


# -- Dates ---------------------------------------------------------------------------------------------------------

BLOCK = "A Title of Some Words\n\n" + "We write about some words. " * 15 + "\n\n  • 3 authors\n·\n{}\n"


def listing(*days: str) -> str:
    return "\n".join(BLOCK.format(day) for day in days)


def test_year_is_the_one_after_the_newest_in_the_dump(read: Read) -> None:
    records = papers(read(listing("Mar 19 4", "Sep 18, 2023", "Dec 26, 2024")))
    assert [(r.published, r.year_inferred, r.comments) for r in records] == [
        (date(2025, 3, 19), True, 4),
        (date(2023, 9, 18), False, None),
        (date(2024, 12, 26), False, None),
    ]


def test_listing_year_settles_the_year(read: Read) -> None:
    records = papers(read(listing("Mar 19", "Sep 18, 2023"), listing_year=2024))
    assert [r.published for r in records] == [date(2024, 3, 19), date(2023, 9, 18)]
    assert [r.year_inferred for r in records] == [True, False]


@pytest.mark.parametrize(
    ("days", "why"), [(["Mar 19"], "no year to infer"), (["Feb 29", "Jun 1, 2024"], "no such day")]
)
def test_date_that_cannot_be_known_is_null_and_said(read: Read, days: list[str], why: str) -> None:
    record = papers(read(listing(*days)))[0]
    assert record.published is None and not record.year_inferred, why
    assert record.reason and "year" in record.reason


# -- arXiv identifiers ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2503.02130", "2503.02130"),
        ("2503.02130v3", "2503.02130"),
        (2503.0213, "2503.02130"),
        ("2503.0213", "2503.02130"),
        ("1412.6980", "1412.6980"),
        (704.0001, "0704.0001"),
        (1412.698, "1412.6980"),
        ("http://arxiv.org/abs/2503.02130v1", "2503.02130"),
        ("https://huggingface.co/papers/2410.05434", "2410.05434"),
        ("arXiv:hep-th/9901001", "hep-th/9901001"),
        ("https://arxiv.org/pdf/math.GT/0309136v2", "math.GT/0309136"),
        ("10.1000/xyz", None),
        ("12.5", None),
        (None, None),
        (["2503.02130"], None),
    ],
)
def test_arxiv_id(given: object, expected: str | None) -> None:
    assert arxiv_id(given) == expected


# -- Finding dumps -------------------------------------------------------------------------------------------------


def test_files_of_a_folder_have_their_paths_as_names(tmp_path: Path) -> None:
    sample = (SEEDS / "listing-bare.txt").read_bytes()
    for name in ("b.txt", "a/x.txt", ".hidden.txt", "notes.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"# Notes\n" if name == "notes.md" else sample)
    os.symlink(SEEDS / "listing-full.txt", tmp_path / "link.txt")
    assert [name for name, _ in dumps.find([tmp_path])] == ["a/x.txt", "b.txt"]
    assert [name for name, _ in dumps.others([tmp_path])] == ["notes.md"]
    assert dumps.find([tmp_path, tmp_path / "b.txt"]) == dumps.find([tmp_path])


def test_names_are_unique_and_sorted(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "day.txt").write_bytes((SEEDS / "listing-bare.txt").read_bytes())
    found = dumps.find([tmp_path / "two", tmp_path / "one" / "day.txt"])
    assert [name for name, _ in found] == ["one/day.txt", "two/day.txt"]


def test_folder_without_dumps_is_refused(tmp_path: Path) -> None:
    (tmp_path / "readme.md").write_text("# Hello\n")
    with pytest.raises(DumpError, match="holds no dump"):
        dumps.find([tmp_path])


def test_file_that_is_named_must_be_a_dump() -> None:
    with pytest.raises(NotADump, match=r"README\.md.*looked for"):
        list(dumps.read(SEEDS / "README.md", name="README.md"))


# -- The two real listings -----------------------------------------------------------------------------------------


@pytest.mark.skipif(not REAL.is_dir(), reason="the real dumps are not here")
def test_real_listings() -> None:
    found = {name[:3]: (path, list(dumps.read(path, name=name))) for name, path in dumps.find([REAL])}
    for path, records in found.values():
        assert_every_line_once(records, count_lines(path.read_bytes()))
        assert not [record for record in records if record.status == "rejected"]
    bare, full = papers(found["000"][1]), papers(found["003"][1])
    assert (len(bare), len(full)) == (119, 55)
    assert bare[0].title == "Uni-Sign: Toward Unified Sign Language Understanding at Scale"
    assert sum(record.published is not None for record in full) == 54
    assert [r.published.year for r in full if r.published and r.year_inferred] == [2026] * 6
    assert sum(record.author_count is not None for record in full) == 50
    organizations = {(r.organization_slug, r.organization) for r in full if r.organization}
    assert len(organizations) == 4 and ("SII-GAIR-NLP", "SII-GAIR") in organizations
    assert sum(record.comments is not None for record in full) == 12
    assert (
        sum(record.author_count is None and record.organization is None and not record.published for record in full)
        == 1
    )


# -- JSON of papers ------------------------------------------------------------------------------------------------

SCRAPED = Path(__file__).parents[2] / "shared" / "dumps" / "hf-scraper-2025-12.json"


def test_json_comes_in_any_frame(read: Read) -> None:
    entries = json.loads((SEEDS / "daily-papers-api.json").read_text())
    expected = [(entry["title"], entry["paper"]["id"]) for entry in entries]
    frames = {
        "an array": json.dumps(entries, indent=2),
        "an array on one line": json.dumps(entries),
        "an array in an object": json.dumps({"date": "2026-04-24", "papers": entries, "more": None}, indent=1),
        "one a line": "\n".join(map(json.dumps, entries)),
        "objects one after the other": "\n".join(json.dumps(entry, indent=1) for entry in entries),
    }
    for frame, text in frames.items():
        assert [(r.title, r.arxiv_id) for r in papers(read(text))] == expected, frame
    (single,) = papers(read(json.dumps(entries[0]["paper"], indent=1)))
    assert (single.title, single.author_count, single.upvotes) == (entries[0]["title"], 3, 31)


def test_broken_objects_are_rejected_alone(read: Read) -> None:
    text = (SEEDS / "daily-papers-api.json").read_text()
    broken = text.replace('"upvotes": 12', '"upvotes": 12 12', 1)
    records = read(broken)
    assert len(papers(records)) == 9
    (reason,) = [r.reason or "" for r in records if r.status == "rejected"]
    assert reason.startswith("no JSON: unexpected character")
    assert_every_line_once(records, count_lines(broken.encode()))


def test_site_s_own_links_are_not_taken(read: Read) -> None:
    assert "github.com/huggingface/huggingface_hub" in (SEEDS / "scraper.json").read_text()
    links = [link for r in papers(read((SEEDS / "scraper.json").read_text())) for link in r.links or ()]
    assert links and not [link for link in links if "huggingface" in link]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "//x.org/a",
        "https://",
        "http://[",
        "https://a b.org",
    ],
)
def test_addresses_that_are_not_of_the_web_are_never_taken(read: Read, url: str) -> None:
    entry = {"title": "On Feathers", "abstract": "They are light, and we say why.", "id": "2501.00001", "github": url}
    (record,) = read(json.dumps({"papers": [entry]}))
    assert record.status == "paper" and record.links is None


@pytest.mark.skipif(not SCRAPED.is_file(), reason="the real month is not here")
def test_real_month_of_a_scraper(tmp_path: Path) -> None:
    entries = json.loads(SCRAPED.read_text())
    texts: dict[str, set[str]] = {}
    for entry in entries:
        texts.setdefault(fold(entry["title"]), set()).add(fold(entry["details"]["abstract"] or ""))
    known = {title for title, found in texts.items() if found - {"", title}}
    records = list(dumps.read(SCRAPED, name="month"))
    assert len(entries) == 787 and len(texts) == 487
    assert {fold(r.title or "") for r in papers(records)} == known
    rejected = [r for r in records if r.status == "rejected"]
    assert len(rejected) + len(papers(records)) == 787 and all(r.reason for r in rejected)
    assert {json.loads(r.text or "")["title"] for r in rejected if r.text}
    links = [link for r in papers(records) for link in r.links or ()]
    assert links and not [link for link in links if re.search("github.com/huggingface|huggingface.co/papers", link)]
    shelf, ledger = tmp_path / "shelf", tmp_path / "ledger"
    shelf.mkdir()
    ledger.mkdir()
    merging.shelve(records, shelf)
    assert sum(part.papers.num_rows for part in merging.merge([shelf], ledger)) == len(known)
    assert_every_line_once(records, count_lines(SCRAPED.read_bytes()))


# -- Tables and bibliographies -------------------------------------------------------------------------------------


def test_a_lost_quote_costs_one_row(read: Read) -> None:
    lines = (SEEDS / "table.csv").read_text().split("\n")
    at = next(number for number, line in enumerate(lines) if line.startswith("Pebble-Tune"))
    at = at if '"' in lines[at] else at + 1
    lines[at] = lines[at].replace('"', "", 1)
    records = read("\n".join(lines))
    assert len(papers(records)) >= 8
    assert_no_paper_is_mixed(records)
    assert_every_line_once(records, count_lines("\n".join(lines).encode()))


def test_columns_are_found_by_their_usual_names(read: Read) -> None:
    (record,) = papers(read("Paper Title;Abstract;Authors\nOn Feathers;We weigh them.;\"['Ada Quill', 'Ben Rook']\"\n"))
    assert (record.title, record.abstract, record.authors) == (
        "On Feathers",
        "We weigh them.",
        ("Ada Quill", "Ben Rook"),
    )


TOLD = {"title": "Paper name", "abstract": "About", "authors": "People", "upvotes": "Likes"}


@pytest.mark.parametrize("form", ["csv", "tsv", "parquet"])
def test_columns_are_told_where_names_say_nothing(tmp_path: Path, form: str) -> None:
    rows = {
        "Paper name": ["On Feathers", "On Stones"],
        "title": ["Dr", "Prof"],
        "About": ["We weigh them, and say why.", "We lift them."],
        "People": ["Ada Quill; Ben Rook", "Cy Ash; Di Elm"],
        "Likes": [3, 4],
    }
    path = tmp_path / f"table.{form}"
    table = pa.table(rows)
    if form == "parquet":
        pq.write_table(table, path)
    else:
        table.to_pandas().to_csv(path, index=False, sep="\t" if form == "tsv" else ",")
    with pytest.raises(DumpError, match=r"tell which they are.*Paper name, title, About"):
        list(dumps.read(path, name="table"))
    with pytest.raises(DumpError, match="tell which they are"):
        dumps.find([tmp_path])
    assert dumps.find([tmp_path], TOLD) == [(path.name, path)]
    found = papers(list(dumps.read(path, name="table", columns=TOLD)))
    assert [(r.title, r.abstract, r.author_count, r.upvotes) for r in found] == [
        ("On Feathers", "We weigh them, and say why.", 2, 3),
        ("On Stones", "We lift them.", 2, 4),
    ]


def test_columns_that_are_told_change_no_other_dump() -> None:
    for name in ("table.csv", "table.parquet", "arxiv-crawl.jsonl", "page-links.md"):
        path = SEEDS / name
        assert list(dumps.read(path, name=name, columns=TOLD)) == list(dumps.read(path, name=name))


def test_parquet_with_damaged_texts_is_refused(read: Read) -> None:
    content = (SEEDS / "table.parquet").read_bytes()
    assert b"Murmur" in content
    with pytest.raises(DumpError, match="cannot be read as Parquet"):
        read(content.replace(b"Murmur", b"M\xffrmur"))


def test_parquet_without_titles_is_refused(read: Read, tmp_path: Path) -> None:
    pq.write_table(pa.table({"a": [1], "b": ["x"]}), tmp_path / "x.parquet")
    with pytest.raises(DumpError, match=r"has no columns of titles.*: it has a, b"):
        read((tmp_path / "x.parquet").read_bytes())


def test_damaged_parquet_is_refused(read: Read) -> None:
    content = (SEEDS / "table.parquet").read_bytes()
    with pytest.raises(DumpError, match="Parquet"):
        read(content[: len(content) // 2])


def test_broken_entry_of_a_bibliography_is_rejected_alone(read: Read) -> None:
    text = (SEEDS / "bibliography.bib").read_text()
    records = read(text.replace("  abstract = {How few", "  abstract = {{How few", 1))
    assert len(papers(records)) == 9
    assert [r.reason for r in records if r.status == "rejected"] == ["no whole entry of BibTeX"]


# -- Text as it reads best -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("a\n  b\tc ", "a b c"),
        ("R&amp;D of 5 &lt; 6 &#38; caf&eacute;", "R&D of 5 < 6 & café"),
        ("AT&T and R&D, $x & y$", "AT&T and R&D, $x & y$"),
        ("We donâ€™t know", "We don’t know"),
        ("SchrÃ¶dinger", "Schrödinger"),
        ("“Ünïcödé” – ﬁne, 87.5\\% of $\\alpha$", "“Ünïcödé” – ﬁne, 87.5\\% of $\\alpha$"),
        ("nul\x00 and bell\x07", "nul and bell"),
    ],
)
def test_text_is_stored_as_it_reads_best(given: str, expected: str) -> None:
    assert tidy(given) == expected
    assert tidy(expected) == expected


def test_facts_point_into_the_repaired_text(read: Read) -> None:
    raw = "We donâ€™t tune\n  much: R&amp;D of $\\alpha$ gives 87.5\\% accuracy on\nMMLU &#40;a 3â€“5% gain&#41;."
    line = json.dumps({"id": "2501.00001", "title": "On &Eacute;clairs", "abstract": raw})
    (paper,) = papers(read(line))
    assert paper.title == "On Éclairs" and paper.abstract
    assert paper.abstract == "We don’t tune much: R&D of $\\alpha$ gives 87.5\\% accuracy on MMLU (a 3–5% gain)."
    facts = [fact for found in read_abstract(paper.abstract).facts.values() for fact in found]
    texts = {paper.abstract[fact.start : fact.end] for fact in facts}
    assert any("87.5" in text for text in texts) and any("MMLU" in text for text in texts), texts


# -- Memory --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sample",
    [
        "arxiv-snapshot.jsonl", "arxiv-oai.xml", "bibliography.bib", "daily-papers-api.json", "listing-bare.txt",
        "listing-full.txt", "page-links.md", "paper-pages.md", "table.csv",
    ],
)  # fmt: skip
def test_memory_does_not_grow_with_a_dump(sample: str) -> None:
    run = [sys.executable, "-m", "bench.memory", str(SEEDS / sample), "3"]
    said = subprocess.run(run, capture_output=True, text=True, check=True, cwd=SEEDS.parent).stdout
    found = re.search(r"([\d,]+) paper.*of which ([\d.]+) MiB", said, re.DOTALL)
    assert found and int(found.group(1).replace(",", "")) > 1000, said
    # Records that were kept would take more than the two megabytes that they are read from.
    assert float(found.group(2)) < 2, said


PIECES = st.lists(st.sampled_from(["Ann", "O'Neil", "  ", "é", "&amp;", "\n", "Ã©", "\x00", ""]), max_size=4).map(
    "".join
)


@given(st.lists(PIECES, max_size=5))
def test_texts_are_tidied_together_as_each_is_alone(texts: list[str]) -> None:
    assert tidy_all(texts) == [tidy(text) for text in texts]
