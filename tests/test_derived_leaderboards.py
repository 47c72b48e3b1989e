"""Leaderboards: which results can be compared, in which scale, whose they are, and who leads."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import derived_samples as samples
import pyarrow.parquet as pq
import pytest

from pipeline import tables


def board(place: Path, *papers: dict[str, Any]) -> list[dict[str, Any]]:
    return samples.derive(samples.folder(place, *papers), tables.LEADERBOARDS)


def one(place: Path, sentence: str, title: str = "Tin Boats in a Row") -> list[dict[str, Any]]:
    return board(place, {"title": title, "abstract": sentence})


@pytest.mark.parametrize(
    ("sentence", "value", "unit", "scale"),
    [
        ("Our model reaches 84% accuracy on CIFAR-10.", 84.0, "%", "percent"),
        ("Our model reaches an accuracy of 84.1 on CIFAR-10.", 84.1, "%", "hundred"),
        ("Our model reaches an accuracy of 0.84 on CIFAR-10.", 84.0, "%", "fraction"),
        ("Our model achieves an FID of 2.31 on CIFAR-10.", 2.31, None, "plain"),
        ("Our model achieves an SSIM of 0.91 on Set14.", 0.91, None, "fraction"),
        ("On Human3.6M and 3DPW, our model reaches an MPJPE of 41.2 and 52.3 mm, respectively.", 41.2, "mm", "unit"),
        ("Our model achieves an MPJPE of 41.2mm on Human3.6M.", 41.2, "mm", "unit"),
        ("Our model achieves 2.31 FID on ImageNet $256\\times256$ and 2.84 FID on CIFAR-10.", 2.31, None, "plain"),
        ("Our model achieves an MPJPE of 41.2 mm on Human3.6M.", 41.2, "mm", "unit"),
    ],
)
def test_value_in_the_usual_scale(tmp_path: Path, sentence: str, value: float, unit: str | None, scale: str) -> None:
    row = min(one(tmp_path, sentence), key=lambda row: row["value"])
    assert (row["value"], row["unit"], row["scale"]) == (value, unit, scale)


@pytest.mark.parametrize(
    ("sentence", "metric", "value", "unit"),
    [
        ("Our agent resolves issues well, achieving 51% on SWE-bench Verified.", "resolve-rate", 51.0, "%"),
        ("Our agent reaches a success rate of 40.8% on SWE-bench Verified.", "resolve-rate", 40.8, "%"),
        ("Our agent achieves 38.0% pass@1 accuracy on SWE-bench Verified.", "resolve-rate", 38.0, "%"),
        ("Our agent reaches a resolve rate of 0.33 on SWE-bench Lite.", "resolve-rate", 33.0, "%"),
        ("Our model achieves 84.2 on GSM8K.", "accuracy", 84.2, "%"),
        ("Our model achieves an average accuracy of 71.4% on GSM8K.", "accuracy", 71.4, "%"),
        ("Our model achieves 81.5% accuracy on ImageNet-1K.", "top-1-accuracy", 81.5, "%"),
        # Other numbers than the benchmark's own.
        ("Our agent reaches a localization success rate of 44.6% on SWE-bench Verified.", "success-rate", 44.6, "%"),
        ("Our model achieves an FID of 2.31 on ImageNet.", "fid", 2.31, None),
    ],
)
def test_official_number_of_a_benchmark_has_one_leaderboard(
    tmp_path: Path, sentence: str, metric: str, value: float, unit: str | None
) -> None:
    [row] = one(tmp_path, sentence)
    assert (row["metric_id"], row["value"], row["unit"]) == (metric, value, unit)


@pytest.mark.parametrize(
    "sentence",
    [
        "Our model reaches a word error rate of 0.9 on LibriSpeech.",  # 0.9% or 90%
        "Our model reaches an accuracy of 1 on CIFAR-10.",
        "Our model gets a 3.1% accuracy improvement on CIFAR-10.",
        "We see an improvement in accuracy of 3.1% on CIFAR-10.",
        "Accuracy ranges between 61% and 69% on CIFAR-10.",
        "Our ImageNet-pretrained encoder reaches 84% accuracy.",
        "Our system reaches an F1 of 0.61 in SemEval.",
        "Our model reaches a performance of 84% on CIFAR-10.",
        "Our model reaches 30.5 FPS on CIFAR-10.",  # on some machine
        "Our model reaches 84% mooring accuracy on CIFAR-10.",  # of something else
        "It significantly outperforms others, exceeding 3.28% and 3.30% in SPL and SR on REVERIE.",
        "On BraTS 2021, it is best: its Dice is 84.2% and 85.1% for hulls and masts respectively in BraTS2019.",
        "It brings improvements of BLEU scores of 4.01 on Multi30K.",
        "It has improvements over the old boat: 7.1% in Driving Score and 22.3% in Success Rate on Bench2Drive.",
        "It brings accuracy improvements of 12.4% and 18.9% on CIFAR-10, and 1.4% on CIFAR-100.",
        "Our model improves top-1 accuracy by 2.9% on CIFAR-10, and 1.4% on CIFAR-100.",
    ],
)
def test_what_cannot_be_compared_is_left_out(tmp_path: Path, sentence: str) -> None:
    assert one(tmp_path, sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "With only 38B parameters, our model achieves 69.1% on MMMU.",
        "Our model achieves 69.1% on MMMU with fewer than 6,000 visual tokens per picture.",
        "Our model achieves 69.1% on MMMU, which is reached for the first time.",
        "Our model achieves 69.1% on MMMU, and its latency is small.",
    ],
)
def test_what_a_system_takes_is_not_what_is_scored(tmp_path: Path, sentence: str) -> None:
    (row,) = one(tmp_path, sentence)
    assert (row["benchmark_id"], row["metric_id"], row["value"]) == ("mmmu", "accuracy", 69.1)


def test_metric_named_beside_a_score_may_be_what_is_scored(tmp_path: Path) -> None:
    assert one(tmp_path, "Our model achieves 69.1% on MMMU, the highest WER of all.") == []


@pytest.mark.parametrize(
    ("written", "variant"),
    [
        ("AIME 2024", None),
        ("AIME24", None),
        ("KiTS19", "KiTS19"),
        ("ImageNet 256x256", None),
        ("Video-MME Long", "Video-MME Long"),
    ],
)
def test_editions_and_parts_of_a_benchmark_are_not_ranked_together(
    tmp_path: Path, written: str, variant: str | None
) -> None:
    (row,) = one(tmp_path, f"Our model reaches 84% accuracy on the {written} dataset.")
    assert row["variant"] == variant


@pytest.mark.parametrize(
    ("sentence", "variant"),
    [
        ("Our model reaches a pixel-level AUROC of 98.1% on MVTec AD.", "pixel-level"),
        ("Our model reaches 84% accuracy on the X-Sub split of NTU RGB+D 120.", "x-sub"),
        ("With 5% labelled data, our model reaches 84% accuracy on CIFAR-10.", "5% labelled"),
        ("Our model without tools reaches 24% accuracy on MMLU.", "without tools"),
    ],
)
def test_parts_splits_and_settings_are_told(tmp_path: Path, sentence: str, variant: str) -> None:
    (row,) = one(tmp_path, sentence)
    assert row["variant"] == variant


@pytest.mark.parametrize(
    ("sentence", "variants"),
    [
        ("On BraTS 2020, our net reaches Dice of 76.1% for the hull and 81.2% for the mast.", ["hull", "mast"]),
        (
            "Our net reaches Dice scores of 76.1% and 81.2% on BraTS 2020 for the hull and mast, respectively.",
            ["hull", "mast"],
        ),
        ("Our net reaches 24.1% accuracy without tools and 31.5% with tools on MMLU.", ["without tools", "with tools"]),
        (
            "Our net leads in hull search (F1 of 61.2%) and mast search (F1 of 71.5%) on BraTS 2020.",
            ["hull search", "mast search"],
        ),
        ("Our net reaches 76.1% and 81.2% accuracy on CIFAR-10 (hull and mast).", ["hull", "mast"]),
        ("Our net reaches 76.1% accuracy on ImageNet (v7) and 81.2% on ImageNet (v8).", ["v7", "v8"]),
        ("On the COCO test set it gets 41.2 mAP, and it gets 91.2% accuracy on CIFAR-10.", ["test set", None]),
        ("Our net reaches 76.1%, 81.2% and 64.5% accuracy on CIFAR-10.", []),
    ],
)  # fmt: skip
def test_what_tells_numbers_of_one_sentence_apart(tmp_path: Path, sentence: str, variants: list[str | None]) -> None:
    starts = {row["value"]: row["variant"] for row in one(tmp_path, sentence)}
    assert [starts[value] for value in sorted(starts, key=lambda value: sentence.index(str(value)))] == variants


def test_a_benchmark_before_a_semicolon_is_not_that_of_the_next_clause(tmp_path: Path) -> None:
    text = (
        "It achieves an mAP of 97.4 (vs. 96.2 for OldNet) on Pascal VOC; an mAP of 92.8 (vs. 92.0 for OldNet) and "
        "CF1 of 87.1 on COCO."
    )
    assert not {row["value"] for row in one(tmp_path, text) if row["benchmark_id"] == "pascal-voc"} & {92.8, 92.0}


@pytest.mark.parametrize(
    "text",
    [
        "Our net, trained and evaluated on CIFAR-10, reaches 84.2% accuracy.",
        "Nets that are trained on CIFAR-10 are small. On CIFAR-10, our net reaches 84.2% accuracy.",
    ],
)
def test_what_is_trained_on_can_be_tested_on(tmp_path: Path, text: str) -> None:
    assert [row["value"] for row in one(tmp_path, text)] == [84.2]


def test_a_split_that_an_earlier_sentence_tells(tmp_path: Path) -> None:
    text = "We test on the COCO dataset, on its validation set. Our net reaches 41.2 mAP."
    (row,) = one(tmp_path, text)
    assert row["variant"] == "validation set"


@pytest.mark.parametrize(
    ("sentence", "variant"),
    [
        ("On the COCO val set it gets 41.2 mAP.", "validation set"),
        ("It gets 41.2 mAP on COCO val.", "validation set"),
        ("It gets 41.2 mAP on the development split of COCO.", "validation set"),
        ("It gets 41.2 mAP on COCO2017 val.", "COCO2017, validation set"),
        ("It gets 41.2 mAP on the test split of COCO.", "test set"),
        ("It gets 41.2 mAP on COCO test-dev.", "test-dev"),
    ],
)
def test_a_split_has_one_name_however_it_is_written(tmp_path: Path, sentence: str, variant: str) -> None:
    (row,) = one(tmp_path, sentence)
    assert row["variant"] == variant


@pytest.mark.parametrize(
    ("sentence", "metric_id", "variant"),
    [
        ("Our model reaches a macro F1 score of 71.2% on CIFAR-10.", "macro-f1", None),
        ("Our model reaches an HD95 of 3.2 mm on BraTS 2020.", "hausdorff-distance-95", None),
        ("Our model reaches a cross-subject accuracy of 71.2% on CIFAR-10.", "accuracy", "cross-subject"),
    ],
)
def test_kinds_of_a_metric_are_told(tmp_path: Path, sentence: str, metric_id: str, variant: str | None) -> None:
    (row,) = one(tmp_path, sentence)
    assert (row["metric_id"], row["variant"]) == (metric_id, variant)


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Our agent reaches 43.2% on VSI-Bench and 61.5% on MM-Vet.", [43.2, 61.5]),
        ("Our agent leads on VSI-Bench (43.2%).", [43.2]),
        ("Our agent improves its plans (e.g., 43.2% on VSI-Bench).", []),
        ("The accuracy of our agent is best, with 43.2% on VSI-Bench.", []),
    ],
)
def test_a_benchmark_has_a_score_where_no_metric_is_named(tmp_path: Path, sentence: str, found: list[float]) -> None:
    rows = [row for row in one(tmp_path, sentence) if row["metric_id"] == "score"]
    assert sorted(row["value"] for row in rows) == found


@pytest.mark.parametrize(
    ("sentence", "owners"),
    [
        ("We reach 84.2% accuracy on CIFAR-10.", ["own"]),
        ("Our net reaches 84.2% accuracy on CIFAR-10, above the 81.3% of the teacher.", ["own", "baseline"]),
        ("Our net reaches an accuracy of 84.2% (vs. 81.3%) on CIFAR-10.", ["own", "baseline"]),
        ("Even state-of-the-art models reach only 41.5% accuracy on CIFAR-10.", ["baseline"]),
        ("Humans reach 91.5% accuracy on CIFAR-10.", ["baseline"]),
        ("The tuned net surpasses the 81.3% accuracy achieved by prompting alone on CIFAR-10.", ["baseline"]),
        ("We get 84.2% accuracy on CIFAR-10, doubling the 42.1% of the plain small CNN baseline.", ["own", "baseline"]),
        ("Llama-3-8B reaches 84.2% accuracy on CIFAR-10 with our method.", ["own"]),
        ("It brings a significant improvement over plain nets (84.2% accuracy on CIFAR-10).", ["baseline"]),
        ("It gets 84.2% accuracy on CIFAR-10, beating OldNet on CIFAR-100 (accuracy of 71.5%).", ["own", "baseline"]),
        ("We tune it on CIFAR-10, achieving a new baseline of 84.2% accuracy.", ["own"]),
        ("Our net is far above chance (accuracy of 10.5%) on CIFAR-10.", ["baseline"]),
    ],
)  # fmt: skip
def test_own_results_and_those_of_baselines(tmp_path: Path, sentence: str, owners: list[str]) -> None:
    rows = sorted(one(tmp_path, sentence), key=lambda row: -row["value"])
    assert [row["owner"] for row in rows] == owners


def test_ranks_now_and_when_published(tmp_path: Path) -> None:
    def paper(name: str, value: float, **known: Any) -> dict[str, Any]:
        return {"title": f"{name}: Tin Boats", "abstract": f"{name} reaches {value}% accuracy on CIFAR-10.", **known}

    rows = board(
        tmp_path,
        paper("LeadNet", 91.5, arxiv_id="2504.00001"),
        paper("ZincNet", 93.0, published=date(2025, 6, 2)),
        paper("IronNet", 90.0, arxiv_id="2501.00001"),
        paper("GoldNet", 95.0),
    )
    told = {row["model"]: (row["rank"], row["rank_when_published"], row["month"]) for row in rows}
    assert told == {
        "GoldNet": (1, None, None),
        "ZincNet": (2, 1, "2025-06"),
        "LeadNet": (3, 1, "2025-04"),
        "IronNet": (4, 1, "2025-01"),
    }


def test_less_is_better_where_it_is(tmp_path: Path) -> None:
    rows = board(
        tmp_path,
        {"title": "A", "abstract": "Our model achieves an FID of 2.31 on CIFAR-10."},
        {"title": "B", "abstract": "Our model achieves an FID of 1.98 on CIFAR-10."},
    )
    assert {row["value"]: row["rank"] for row in rows} == {1.98: 1, 2.31: 2}


def test_repeated_and_conflicting_reports_are_marked(tmp_path: Path) -> None:
    text = "Our model reaches 84% accuracy on CIFAR-10. We reach 84% accuracy on CIFAR-10. "
    rows = board(
        tmp_path,
        {"title": "A", "abstract": text},
        {"title": "B", "abstract": text + "Our small model reaches 80% accuracy on CIFAR-10."},
    )
    reports = {title: sorted(row["reports"] for row in rows if row["title"] == title) for title in "AB"}
    assert reports == {"A": ["duplicate", "only"], "B": ["conflict", "conflict", "duplicate"]}
    assert {row["rank"] for row in rows if row["value"] == 84} == {1}


def test_results_at_other_cut_offs_are_not_ranked_together(tmp_path: Path) -> None:
    rows = board(
        tmp_path,
        {"title": "A", "abstract": "Our model reaches a Recall@1 of 52.1% on MSR-VTT."},
        {"title": "B", "abstract": "Our model reaches a Recall@10 of 82.1% on MSR-VTT."},
    )
    assert {(row["variant"], row["rank"]) for row in rows} == {("@1", 1), ("@10", 1)}


def test_rows_name_their_facts_and_code(tmp_path: Path) -> None:
    abstract = "LeadNet reaches 91.5% accuracy on CIFAR-10. Our code is at https://github.com/tin/leadnet."
    place = samples.folder(tmp_path, {"title": "LeadNet: Tin Boats", "abstract": abstract})
    (row,) = samples.derive(place, tables.LEADERBOARDS)
    facts = [fact for name in ("results", "benchmarks", "links") for fact in _read(place, name)]
    assert sorted(row["fact_ids"]) == sorted(fact["fact_id"] for fact in facts)
    assert row["confidence"] == min(fact["confidence"] for fact in facts)
    assert row["code_url"] == "https://github.com/tin/leadnet"


def _read(place: Path, name: str) -> list[dict[str, Any]]:
    return pq.read_table(place / f"{name}.parquet").to_pylist()
