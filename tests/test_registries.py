"""The registries of benchmarks, metrics and models: the shape of the files and what must be unique."""

import json
import re
from pathlib import Path

import pytest

from pipeline.extract import read_abstract
from pipeline.rules import metrics
from pipeline.rules.benchmark_registry import registry as registry_of_benchmarks
from pipeline.text import to_plain

DATA = Path(__file__).resolve().parents[1] / "pipeline" / "rules" / "data"
SLUG = re.compile(r"^[a-z0-9][a-z0-9.+@-]*$")
KEYS = {
    "benchmarks": ["id", "name", "aliases", "area", "ambiguous"],
    "metrics": ["id", "name", "aliases", "higher_is_better", "unit", "scale", "ambiguous"],
}
LEAST = {"benchmarks": 1500, "metrics": 150}


def fold(name: str) -> str:
    """Case, hyphens and blanks do not tell two names apart."""
    return re.sub(r"[-\s\u2010-\u2015]", "", name).lower()


def load(kind: str) -> list[dict]:
    lines = (DATA / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module", params=sorted(KEYS))
def registry(request):
    return request.param, load(request.param)


def test_size(registry):
    kind, entries = registry
    assert len(entries) >= LEAST[kind]


def test_keys_and_types(registry):
    kind, entries = registry
    for entry in entries:
        assert [key for key in entry if key != "score"] == KEYS[kind], entry
        assert entry["name"] and entry["name"] == entry["name"].strip(), entry
        assert isinstance(entry["ambiguous"], bool), entry
        assert isinstance(entry["aliases"], list), entry
        assert all(isinstance(a, str) and a and a == a.strip() for a in entry["aliases"]), entry
    if kind == "benchmarks":
        assert all(isinstance(e["area"], str) and e["area"] for e in entries)
    else:
        for entry in entries:
            assert entry["higher_is_better"] in (True, False, None), entry
            assert entry["unit"] is None or isinstance(entry["unit"], str), entry
            assert entry["scale"] in ("0-1", "0-100", None), entry


def test_names_of_one_number_are_metrics_of_one_kind():
    metrics = {entry["id"]: entry for entry in load("metrics")}
    listed = [entry for entry in load("benchmarks") if "score" in entry]
    assert listed
    for entry in listed:
        kinds = {
            (metrics[name]["higher_is_better"], metrics[name]["scale"]) for name in entry["score"] if name != "score"
        }
        assert kinds == {(True, "0-100")}, entry
        assert entry["score"][0] != "score" and len(entry["score"]) == len(set(entry["score"])) > 1, entry


def test_ids_are_unique_sorted_slugs(registry):
    _, entries = registry
    ids = [entry["id"] for entry in entries]
    assert ids == sorted(ids)
    assert len(ids) == len(set(ids))
    assert [i for i in ids if not SLUG.match(i)] == []


def test_no_name_belongs_to_two_entries(registry):
    _, entries = registry
    owner: dict[str, str] = {}
    for entry in entries:
        for name in [entry["name"], *entry["aliases"]]:
            assert owner.setdefault(fold(name), entry["id"]) == entry["id"], name


def test_no_alias_is_repeated(registry):
    _, entries = registry
    for entry in entries:
        names = [entry["name"], *entry["aliases"]]
        if entry["ambiguous"]:  # matched as written, so spellings that fold alike are kept apart
            assert len(names) == len(set(names)), entry
        else:
            assert len(names) == len({fold(name) for name in names}), entry


def test_no_benchmark_is_a_metric():
    metrics = {fold(n) for entry in load("metrics") for n in [entry["name"], *entry["aliases"]]}
    shared = [n for entry in load("benchmarks") for n in [entry["name"], *entry["aliases"]] if fold(n) in metrics]
    assert shared == []


@pytest.mark.parametrize(("kind", "lexicon"), [("benchmarks", registry_of_benchmarks), ("metrics", metrics.lexicon)])
def test_every_spelling_is_found_in_a_text(kind, lexicon):
    lost = []
    for entry in load(kind):
        for name in [entry["name"], *entry["aliases"]]:
            if " (" in name:  # a long form and its acronym are found one by one
                continue
            abstract = read_abstract(f"We improve {name} by 5% over a baseline.")
            terms = lexicon().find(abstract.words, abstract.lower, 0, len(abstract.words))
            found = {(term.id, abstract.written(term.first, term.last)) for term in terms}
            if (entry["id"], to_plain(name).text) not in found:
                lost.append((name, found))
    assert lost == []


def test_models_are_distinct_and_not_clear_benchmarks():
    models = (DATA / "models.txt").read_text(encoding="utf-8").splitlines()
    assert len(models) >= 1200
    assert models == sorted(set(models))
    clear = {fold(n) for e in load("benchmarks") if not e["ambiguous"] for n in [e["name"], *e["aliases"]]}
    assert [m for m in models if fold(m) in clear] == []


@pytest.mark.parametrize(
    "kind, name, identifier",
    [
        ("benchmarks", "ILSVRC 2012", "imagenet-1k"),
        ("benchmarks", "MATH500", "math-500"),
        ("benchmarks", "HLE", "humanity-s-last-exam"),
        ("benchmarks", "swe bench verified", "swe-bench-verified"),
        ("metrics", "WER", "word-error-rate"),
        ("metrics", "AUROC", "auc"),
    ],
)
def test_known_names(kind, name, identifier):
    found = [e["id"] for e in load(kind) if fold(name) in {fold(n) for n in [e["name"], *e["aliases"]]}]
    assert found == [identifier]
