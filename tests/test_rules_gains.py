"""Gains: what counts as a change, how large, of what, on which benchmark, and what must be left alone."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.extract import read_abstract


def gains(text: str) -> list[dict[str, Any]]:
    facts = sorted(read_abstract(text).facts.get("gains", []), key=lambda fact: fact.start)
    assert all(0 <= fact.start < fact.end <= len(text) for fact in facts)
    return [{**fact.values, "text": text[fact.start : fact.end]} for fact in facts]


def one(text: str) -> dict[str, Any]:
    found = gains(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value", "unit", "direction", "metric"),
    [
        ("Willow reduces peak memory by 34% in all runs.", 34, "%", "decrease", "peak memory"),
        ("Willow boosts retrieval accuracy by up to 12.5\\% over Oak.", 12.5, "%", "increase", "retrieval accuracy"),
        ("Willow improves the word error rate by 8% here.", 8, "%", "decrease", "word error rate"),
        ("It gives a 15.0% accuracy improvement on hard cases.", 15, "%", "increase", "accuracy"),
        ("We see a $2.5\\times$ reduction in training time.", 2.5, "x", "decrease", "training time"),
        ("Willow is trained at 80% lower cost than Oak.", 80, "%", "decrease", "cost"),
        ("Pruning brings 23% improved leaf accuracy.", 23, "%", "increase", "leaf accuracy"),
        ("Willow needs 33% fewer tokens.", 33, "%", "decrease", "tokens"),
        ("Willow brings 4.1 times faster convergence than Oak.", 4.1, "x", "increase", "convergence"),
        ("The batch size is 16x smaller than that of Oak.", 16, "x", "decrease", "batch size"),
        ("Willow outperforms Oak by 2.8 points in recall.", 2.8, "points", "increase", "recall"),
        ("Willow outperforms Oak by 3.1% absolute in recall.", 3.1, "points", "increase", "recall"),
        ("Willow lifts mIoU by 1.07 on ADE20K.", 1.07, "points", "increase", "mIoU"),
        ("Willow saves 75% of training time.", 75, "%", "decrease", "training time"),
        ("Willow retains 83% of the accuracy of the teacher.", 83, "%", "decrease", "accuracy"),
        ("Willow uses only 40% of the original training budget.", 40, "%", "decrease", "training budget"),
        ("Willow works when trained on only 33% of the leaf slices.", 33, "%", "decrease", "leaf slices"),
        ("Willow uses only 1/8 of the training data.", 8, "x", "decrease", "training data"),
        ("Willow runs at less than 1/20th the cost of Oak.", 20, "x", "decrease", "cost"),
        ("Willow reduces costs to 1/10 of the original ones.", 10, "x", "decrease", "costs"),
        ("Willow has only $1/28$ the number of trunks of Oak.", 28, "x", "decrease", "number of trunks"),
        ("Willow works while updating at most 1.5% of parameters.", 1.5, "%", "decrease", "parameters"),
        ("Willow wins while using less than 25% of its parameters.", 25, "%", "decrease", "parameters"),
        ("Willow reaches 102.7% of the accuracy of the teacher.", 102.7, "%", "increase", "accuracy"),
        ("Willow brings a +23.1% accuracy points improvement.", 23.1, "points", "increase", "accuracy"),
        ("It nearly doubled transparency.", 2, "x", "increase", "transparency"),
        ("Willow cuts leaf count by more than 6 times.", 6, "x", "decrease", "leaf count"),
        ("Willow cuts latency by a factor of 2.06 against Oak.", 2.06, "x", "decrease", "latency"),
        ("Willow reaches an average improvement of 3.47% across six tasks.", 3.47, "%", "increase", None),
        ("Willow needs only one-third the training time of Oak.", 3, "x", "decrease", "training time"),
        ("Willow wins despite using half of the views.", 2, "x", "decrease", "views"),
        ("Willow reaches this with a tenth of the number of steps.", 10, "x", "decrease", "number of steps"),
        ("Willow halves the inference cost.", 2, "x", "decrease", "inference cost"),
        ("Willow brings a 6.3 percent Leaf Depth Kappa (LDK) gain.", 6.3, "%", "increase", "LDK"),
        ("Willow improves 4 models' accuracy across trees by 18.1%.", 18.1, "%", "increase", "accuracy"),
        ("Willow lowers 3D leaf error by 12%.", 12, "%", "decrease", "3D leaf error"),
        ("Willow has a 12x higher compression ratio than Oak.", 12, "x", "increase", "compression ratio"),
        ("Willow improves attack success rates by 17.5% over Oak.", 17.5, "%", "increase", "attack success rates"),
        ("Willow equals its teacher with only 5% labeled data.", 5, "%", "decrease", "labeled data"),
        ("Willow equals it while tuning merely 4.7% parameters.", 4.7, "%", "decrease", "parameters"),
        ("Willow cuts manual labelling by half.", 2, "x", "decrease", "manual labelling"),
        ("Willow reduces latency by two orders of magnitude.", 100, "x", "decrease", "latency"),
        ("Willow brings 17.5times higher throughput.", 17.5, "x", "increase", "throughput"),
        ("Willow improves PSNR by 0.5 dB.", 0.5, "dB", "increase", "PSNR"),
        ("Willow runs with 0.6x the memory of Oak.", 0.6, "x", "decrease", "memory"),
        ("Willow stays 1.2% below the accuracy of Oak.", 1.2, "%", "decrease", "accuracy"),
        ("Willow is pruned with an FID degradation of 5%.", 5, "%", "increase", "FID"),
        ("Willow beats Oak by 8.7% (3.89 vs. 4.26) on KITTI.", 8.7, "%", "decrease", None),
        ("Willow has an average accuracy up to 27% higher than Oak.", 27, "%", "increase", "accuracy"),
        ("Training is 5x faster with Willow.", 5, "x", "increase", "Training"),
        ("Willow adds only 13% computational overhead.", 13, "%", "increase", "computational overhead"),
        ("Willow brings a PCQM gain of 2.7%.", 2.7, "%", "increase", "PCQM"),
        ("We see performance gains up to 6% in certain setups.", 6, "%", "increase", "performance"),
        ("Willow raises average accuracy by 3.3% in fault detection.", 3.3, "%", "increase", "accuracy"),
        ("Willow delivers a C-index improvement exceeding 10%.", 10, "%", "increase", "C-index"),
        ("Willow prunes leaves at little cost in recall (-0.2%).", 0.2, "%", "decrease", "recall"),
    ],
)
def test_a_change_has_its_size_direction_and_metric(
    text: str, value: float, unit: str, direction: str, metric: str | None
) -> None:
    gain = one(text)
    assert (gain["value"], gain["unit"], gain["direction"], gain["metric"]) == (value, unit, direction, metric)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Willow improves F1 by 20% on DocVQA and by 30% on ChartQA.", [(20, "DocVQA"), (30, "ChartQA")]),
        ("We see gains of 7.1% on CIFAR-10, 6.5% on CIFAR-100, and 2.3% on STL-10.",
         [(7.1, "CIFAR-10"), (6.5, "CIFAR-100"), (2.3, "STL-10")]),
        ("Willow improves accuracy by 3.1% and 4.2% on GSM8K and MATH-500, respectively.",
         [(3.1, "GSM8K"), (4.2, "MATH-500")]),
        ("Willow yields improvements of 5%, 6% and 7% on GSM8K, MMLU and HumanEval.",
         [(5, "GSM8K"), (6, "MMLU"), (7, "HumanEval")]),
    ],
)  # fmt: skip
def test_the_members_of_a_list_go_to_their_benchmarks(text: str, values: list[tuple[float, str]]) -> None:
    assert [(gain["value"], gain["benchmark"]) for gain in gains(text)] == values


@pytest.mark.parametrize(
    ("text", "low", "high", "value"),
    [
        ("Accuracy rises from 36.2% to 40.7%.", 36.2, 40.7, None),
        ("Willow lifts F1 to 88.1% (vs. 60.4%).", 60.4, 88.1, None),
        ("BLEU increased by 84% (0.173 to 0.318).", 0.173, 0.318, 84),
        ("It gains +0.8% (90.6% vs. 89.8%).", 89.8, 90.6, 0.8),
        ("The score grows from 31.2% to 40.3%, a rise of 9.1 points.", 31.2, 40.3, 9.1),
        ("Willow improves Dice from 0.82 (Oak-2) to 0.86 in all runs.", 0.82, 0.86, None),
        ("Willow achieves a 95.3% latency reduction (23.4s -> 1.1s).", 23.4, 1.1, 95.3),
        ("The rate rose from 4.1 in 2021 to 5.9 in 2025.", 4.1, 5.9, None),
    ],
)
def test_two_values_are_one_gain(text: str, low: float, high: float, value: float | None) -> None:
    gain = one(text)
    assert (gain["from_value"], gain["to_value"], gain["value"]) == (low, high, value)


@pytest.mark.parametrize(
    ("text", "value", "upper"),
    [
        ("Willow reduces tokens by 12--38\\%.", 12, 38),
        ("Willow shows gains of 2% to 4% over Oak.", 2, 4),
        ("Training is 5x to 12x faster.", 5, 12),
        ("Willow brings a 20.6% - 23.9% mAP improvement.", 20.6, 23.9),
        ("Willow achieves score improvements of 1.15 - 2.28% across trees.", 1.15, 2.28),
        ("Willow improves the accuracy of Oak by between 2.7% and 12.4%.", 2.7, 12.4),
        ("We see an 18x -- 75x improvement in inference times.", 18, 75),
        ("Willow is 1.6~9.8x faster than Oak.", 1.6, 9.8),
        ("Willow is one to two orders of magnitude faster.", 10, 100),
    ],
)
def test_a_range_has_two_ends(text: str, value: float, upper: float) -> None:
    gain = one(text)
    assert (gain["value"], gain["value_max"]) == (value, upper)


@pytest.mark.parametrize(
    ("text", "improvement"),
    [
        ("Willow reduces latency by 10%.", True),
        ("Willow increases latency by 10%.", False),
        ("Willow improves FID by 10%.", True),
        ("Willow raises accuracy by 10%.", True),
        ("Pruning leads to a 3% accuracy drop.", False),
    ],
)
def test_whether_a_change_is_better_depends_on_the_metric(text: str, improvement: bool) -> None:
    assert one(text)["improvement"] is improvement


@pytest.mark.parametrize(
    "text",
    [
        "Willow reaches 84.2% accuracy on ImageNet-1K.",
        "We train on 80% of the samples and test on the rest.",
        "Scores are given on a 5-point scale.",
        "More than 1/3 of the leaves were lost, and 1/2 was found in 2021/1/4.",
        "Here 5-point scales yield more change than a 7-point rubric.",
        "The camera was moved 52 times over the season.",
        "We report 4x super-resolution results.",
        "A plain 4x kite SR model draws well.",
        "The error is below a micron at 40x magnification.",
        "Tables were annotated in 2024, as Section 3 tells.",
        "All intervals are at 95% confidence.",
        "The average performance drops below 40% on hard cases.",
        "We find significant (p < 0.001) improvements in recall.",
        "The backbone is extended by three modules.",
        "The region is dry, with half of the fields being small.",
        "More than half of the leaves were found.",
        "The third of the models is the best.",
        "We use grouped cross-validation (10 folds).",
        "The Tang (618 to 907) and Song (960 to 1279) kings ruled here.",
        "The mean correlation is positive (r = +0.36).",
        "It reaches 6x temporal super-resolution in a single pass.",
        "The classifier gains an accuracy of 92.6%.",
        "Willow is trained with a 32x compression ratio.",
        "The feature data goes from one of the two halves to the other.",
        "We see gains from six to ten views.",
        "On hard leaves the accuracy drops to 47.8%.",
        "Recall is stable across trees (0.87 to 0.96).",
        "Willow won with a Discounted Cumulative Gain @ 10 (DCG@10) score of 12.2.",
        "Willow reaches 91.5% accuracy and throughput gains.",
        "The accuracy of the graphs rests on RDF triples.",
        "About 88% of leaf authors overstate their models' performance.",
        "We report echo rates from 5% to 70% on all trees.",
        "Performance is best at 4x and 8x upscaling.",
        "On average only 34% of the labels remain.",
        "We train it by 12 steps and improve leaves by 12 trees.",
        "Willow beats Oak by a large margin with a success rate of 0.92.",
    ],
)
def test_what_compares_nothing_is_no_gain(text: str) -> None:
    assert gains(text) == []


@pytest.mark.parametrize(
    "end",
    [
        "a 40% improvement in",
        "86% recall here (+1.02",
        "gains of 5% and",
        "from 5% to",
        "by 5% (3 vs.",
        "4% on ImageNet, our",
        "4%. FooBench establishes",
    ],
)
def test_a_text_that_breaks_off_is_read(end: str) -> None:
    assert len(gains(f"Willow achieves {end}")) <= 1


def test_what_is_reached_beside_a_gain_is_a_result() -> None:
    text = "Willow beats Oak by 3.2 points on MMLU, reaching 71.2%."
    assert [gain["value"] for gain in gains(text)] == [3.2]
    assert [fact.values["value"] for fact in read_abstract(text).facts["results"]] == [71.2]


def test_each_number_with_a_noun_of_its_own_is_judged_by_it() -> None:
    text = "Willow brings a 7.7% improvement on MMLU, a 17.2% improvement on GPQA, and 91.9% accuracy on ARC."
    assert [gain["value"] for gain in gains(text)] == [7.7, 17.2]


def test_gains_with_nothing_between_them_are_read() -> None:
    assert [fact["value"] for fact in gains("Accuracy rises by 4.1% 2.3% on A and B.")][:1] == [4.1]


def test_a_number_in_another_clause_says_nothing_again() -> None:
    text = "Willow cuts leaf length by 9% on KITTI, revealing that over 80% of the leaves are old."
    assert [gain["value"] for gain in gains(text)] == [9]


def test_a_score_beside_a_signed_change_is_no_change() -> None:
    found = gains("Willow leads in leaf naming (80.9%, +15.3% over Oak) and bud naming (61.9%, +7.7%).")
    assert [gain["value"] for gain in found] == [15.3, 7.7]


def test_the_baseline_is_named() -> None:
    assert one("Willow is 3x faster than the dense baseline.")["baseline"] == "dense baseline"
    assert one("Willow outperforms Oak-Net by 2%.")["baseline"] == "Oak-Net"


@pytest.mark.parametrize(
    ("text", "placed"),
    [
        ("We test Willow on GSM8K. It raises accuracy by 4.1%.", [(4.1, "GSM8K")]),
        ("We introduce BirchBench, a benchmark of puzzles. Tuning raises accuracy by 6%.", [(6, "BirchBench")]),
        ("We introduce BirchBench, a benchmark of puzzles. It raises accuracy by 6% on planning tasks.", [(6, None)]),
        ("We evaluate on GSM8K and MATH-500. On these benchmarks, Willow gains 5.5% and 6.5% in accuracy.",
         [(5.5, "GSM8K"), (6.5, "MATH-500")]),
        ("Willow brings gains of 2.4% (GSM8K) and 2.3% (MMLU) over Oak.", [(2.4, "GSM8K"), (2.3, "MMLU")]),
        ("Accuracy is best on Cityscapes, while Willow is 3.6x faster than Oak.", [(3.6, None)]),
        ("On Cityscapes, Willow is 3.6x faster than Oak.", [(3.6, "Cityscapes")]),
        ("Across the night split of Cityscapes, Willow reduces latency by 12%.", [(12, "Cityscapes")]),
    ],
)  # fmt: skip
def test_a_gain_stands_on_the_benchmark_that_the_text_is_at(text: str, placed: list[tuple[float, str | None]]) -> None:
    assert [(gain["value"], gain["benchmark"]) for gain in gains(text)] == placed


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("Willow improves the average performance by 3.1%.", ["average performance"]),
        ("Willow brings an average performance improvement of 3.1%.", ["performance"]),
        ("Willow improves the tracker's accuracy by 8%.", ["accuracy"]),
        ("Willow brings gains of 2.2% and 2.8%, in terms of recall and precision, respectively.",
         ["recall", "precision"]),
        ("Willow reduces the number of false alarms by 20%.", ["number of false alarms"]),
        ("Willow improves the win rate by 2.5 points over Oak.", ["win rate"]),
        ("It has a batch size as small as 64, which is 4x smaller than usual.", ["batch size"]),
        ("Willow raises F1 from 61.2 to 70.4 and recall from 52.1 to 55.3.", ["F1", "recall"]),
        ("Willow brings 3.3x and 2.1x speedups over Oak.", ["speedup", "speedup"]),
        ("Willow brings a 7.5x speedup on small inputs, 4.8x on large ones.", ["speedup", "speedup"]),
        ("Willow reduces FLOPs and model size, by up to 36% and 32%.", ["FLOPs", "model size"]),
        ("The length of the answers can be reduced by half.", ["length"]),
        ("Willow needs 45.5M parameters, which is 64% less than Oak needs.", ["parameters"]),
        ("It gives a 5% gain in top-k leaf-level retrieval.", ["top-k leaf-level retrieval"]),
        ("It gives a 5% gain in mR metrics.", ["mR"]),
        ("It gives a 33% reduction in training time and compute.", ["training time", "compute"]),
        ("Willow cuts training time, memory usage, and FLOPs by 50%.", ["training time", "memory usage", "FLOPs"]),
        ("It gives a 33% reduction in training time and a 1.5x speedup.", ["training time", "speedup"]),
        ("It reaches an accuracy of 98.8%, which is 1% higher than Oak.", ["accuracy"]),
        ("It brings mean average precision (mAP) gains of 2.7 points.", ["mAP"]),
        ("Willow leads by 10% on average in hit rate.", ["hit rate"]),
        ("Willow raises the node count by 5.7%, compared to 50% in human reviews.", ["node count", "node count"]),
        ("Willow cuts memory by 2x and reaches up to 3x the throughput.", ["memory", "throughput"]),
        ("Willow lowers the collision rate of strong models from 2.1 to 0.3.", ["collision rate"]),
        ("Willow brings a 3.8% mAP absolute improvement.", ["mAP"]),
        ("With a reasoning time only 14.4% of that of the full baseline, it is cheap.", ["reasoning time"]),
        ("Willow has BLEU, SPICE, and CIDEr scores exceeding those of Oak by more than 8%, 4%, and 10%, respectively.",
         ["BLEU", "SPICE", "CIDEr"]),
        ("Willow brings gains in the overall score, surpassing Oak by up to 41.5%.", ["overall score"]),
        ("Willow cuts MSE by 98%, surpassing Oak by 0.6% on charts.", ["MSE", None]),
        ("Willow is strong (Pearson correlation: 0.55→0.58 and 0.62→0.63).", ["Pearson correlation"] * 2),
        ("Willow cuts average latency by 80%.", ["latency"]),
        ("Twig success rate (TSR) is high. Willow boosts TSR by 2.4 points.", ["TSR"]),
        ("On ADE20K, mIoU scores exceed the best method by 1.8%.", ["mIoU"]),
        ("Willow lifts Oak-4`s pass rate from 26% to 42%.", ["pass rate"]),
        ("Willow raises model performance from 36% to 73%.", ["performance"]),
        ("Willow raises task performance by 5%.", ["task performance"]),
        ("Willow surpasses the previous best mIoU score by 2.1%.", ["mIoU"]),
        ("Willow brings gains of up to 3 and 6 F1 points.", ["F1", "F1"]),
        ("Willow achieves on average 89% of the performance of a supervised tree.", ["performance"]),
        ("Willow achieves performance above 95% of expert-written trees.", ["performance"]),
        ("Here the PSNR dropped 0.59 dB.", ["PSNR"]),
        ("A tree with 3B parameters outperforms Oak by 24.8%.", [None]),
        ("Willow brings improvements in top-1 accuracy of 3.6%.", ["top-1 accuracy"]),
        ("Pruning preserves accuracy (0.8% drop).", ["accuracy"]),
        ("Willow reduces inference costs (more than 70% on easy leaves and 40% on hard ones).",
         ["inference costs", "inference costs"]),
        ("Willow brings an average latency reduction of 80%.", ["latency"]),
        ("Willow improves scoring accuracy by 10%.", ["scoring accuracy"]),
        ("Willow brings a marginal overhead (<10%) in all runs.", ["overhead"]),
        ("Willow holds two orders of magnitude more leaf categories.", ["leaf categories"]),
        ("We see a 35% increase in recall, while Oak brings only an 8% improvement.", ["recall", "recall"]),
        ("Willow reaches 71.6% accuracy on the benchmark (+11.4% over Oak).", ["accuracy"]),
        ("Willow has PSNR/SSIM scores of 29.8 dB/90.8% (+1.5 dB/+4.1% over Oak).", ["PSNR", "SSIM"]),
        ("We see gains in leaf-intensive tasks (+8.1%).", [None]),
        ("Tuning cuts the average skew from 39.4% to 32.5% and the bud loss from 20.5% to 10.0%.",
         ["skew", "bud loss"]),
        ("Willow is lighter with a negligible performance drop of 1%.", ["performance"]),
        ("Willow surpasses the previous best IoU score by 2.1%.", ["IoU"]),
        ("Willow outperforms the vanilla MAE by 2.45% on average.", [None]),
        ("Fidelity improves as well (recall +3.5, BERTScore +0.059).", ["recall", "BERTScore"]),
        ("Willow yields a 2.2 percentage point gain from 68.2 to 70.4 percent.", [None]),
        ("Willow is ahead, with the leaf recognition accuracy soaring from 27.1% to 88%.",
         ["leaf recognition accuracy"]),
        ("Willow surpasses Oak by 7 times and 2 times in model size and inference latency.",
         ["model size", "inference latency"]),
        ("Willow brings gains of 7.5% and 4.3% in recall and precision on average.", ["recall", "precision"]),
        ("Willow reduces the user reporting rate by 20%.", ["user reporting rate"]),
        ("Willow brings 11% performance gains at Pass@1.", ["Pass@1"]),
        ("Willow improves the privacy and the transmission quality by up to 77% and 14%.",
         ["privacy", "transmission quality"]),
        ("Willow needs twice the leaf lookups of Oak.", ["leaf lookups"]),
        ("Willow improves upon Oak by 37% in dark regions.", [None]),
        ("We see improvements in recall (e.g., a 46% gain for rare words).", ["recall"]),
        ("Willow reaches state-of-the-art recall, surpassing Oak by up to 16.1%.", ["recall"]),
        ("Willow reduces clock jitter and packet loss by 68% and 81%, respectively.", ["clock jitter", "packet loss"]),
        ("Willow brings gains of 0.9 dB, 0.7 dB and 0.8 dB in delta PSNR over Oak.", ["delta PSNR"] * 3),
        ("Willow strikes a fine balance--improving FID by 75%.", ["FID"]),
        ("Willow improves the trees' accuracy by 4.1%.", ["accuracy"]),
        ("Willow improves the quality of generated captions by 8.2%.", ["quality of generated captions"]),
        ("Willow improves the quality of the Oak captions by 8.2%.", ["quality"]),
        ("Willow raises the correlation with leaf ratings by 7%.", ["correlation with leaf ratings"]),
        ("Willow achieves a 2x increase in tokens per watt.", ["tokens per watt"]),
        ("Willow achieves a 1.8x training speedup over Oak.", ["training speedup"]),
        ("It matches Oak while converging 2.2x faster.", ["converging"]),
        ("Such prompts cause the refusal rates (RR) to surge by 41%.", ["RR"]),
        ("After the repair, HSI dropped by 61% for short texts.", ["HSI"]),
        ("Willow brings gains of 11.7%, 38.2% and 3.2% in mLeaf, mBud and mRoot, respectively.",
         ["mLeaf", "mBud", "mRoot"]),
        ("Willow surpasses Oak by +5.7% recall and outperforms Elm by +1.4%.", ["recall", "recall"]),
        ("On KITTI, Willow sets a new record (86.6% mIoU, +5.5 pp over Oak).", ["mIoU"]),
        ("Willow comes with 0.1% additional compute overhead.", ["compute overhead"]),
        ("Willow brings a 5x reduction in the Collision Ratio.", ["Collision Ratio"]),
        ("Willow reduces the attention overhead by 3.7x in deep layers.", ["attention overhead"]),
        ("Willow beats Oak in both leaf accuracy (by 5.8%) and recall (by 4.5%).", ["leaf accuracy", "recall"]),
        ("Willow brings a reduction of 50% in the number of runs.", ["number of runs"]),
        ("Willow raises F1 by 5.1% and Leaf Depth (LD) by 3.2%.", ["F1", "Leaf Depth"]),
        ("Willow raises leaf count by 5.1% and Bud Size by around 3.2%.", ["leaf count", "Bud Size"]),
        ("Willow raises recall of Oak-3 and Elm-4 by 5.1%.", ["recall"]),
        ("Willow outperforms Oak by 3.2% and Tall Elm by 7.7%.", [None, None]),
        ("Willow brings FAP improvements of 5.4% and 4.5% in full data.", ["FAP", "FAP"]),
        ("Willow shows convergence rates nearly twice as high as Oak.", ["convergence rates"]),
        ("Willow enlarges the context length by 20x.", ["context length"]),
        ("Willow beats Oak by 13.3% on established leaf consistency benchmarks.", [None]),
        ("The gain amounts to 6.9% in F1 score.", ["F1"]),
        ("Willow raises the success rate of Oak-3 by 28%.", ["success rate"]),
        ("The two trees show only a 2.1% difference in accuracy.", ["accuracy"]),
        ("We observe an average performance change of 9.2% across trees.", ["performance"]),
        ("Willow outperforms Oak by 3% in accuracy and macro F1.", ["accuracy", "macro F1"]),
        ("Here both accuracy and F1 improve by 4%.", ["accuracy", "F1"]),
        ("Willow brings a more than 57% parameter and FLOPs reduction.", ["parameter", "FLOPs"]),
        ("Willow boosts the performance of small trees (up to 33%).", ["performance"]),
        ("Willow needs only 33% of conventional training epochs.", ["conventional training epochs"]),
        ("Willow reduces storage requirements to 0.1% of the original corpus.", ["storage requirements"]),
        ("The best tree trails botanists by 24.4% on average.", [None]),
        ("It brings up to 17-fold computationally predicted improvements in leaf affinity.", ["leaf affinity"]),
        ("The Leaf Match Rate (LMR) of Oak improved from 64.9% to 81.7%.", ["LMR"]),
        ("The mean average precision (mAP) metric improved by 5.3%.", ["mAP"]),
        ("Throughput doubled with Willow.", ["Throughput"]),
        ("Willow raises Oak by 9.1 points in recall on KITTI, 7.6 on Spring.", ["recall", "recall"]),
        ("The leaf accuracy of Oak on the autumn data rose by 4.1%.", ["leaf accuracy"]),
        ("The average length of answers is reduced by 50%.", ["length of answers"]),
        ("We find that refusal rates differ by 5 points.", ["refusal rates"]),
        ("HSI dropped by 61% for short queries and 51% for long queries.", ["HSI", "HSI"]),
        ("Willow is ahead, improving metrics by 15.4% on Oak-7B.", [None]),
        ("Willow improves standalone LVLM performance by 3.6%.", ["performance"]),
        ("Willow raises the test accuracy by 3%.", ["test accuracy"]),
        ("Willow comes with 15% training overhead and zero inference cost.", ["training overhead"]),
        ("Willow has up to 9% reduced leaf discernment relative to Oak.", ["leaf discernment"]),
        ("Willow has 49% and 33% gains over Oak on Rooted SPL and Leaf-Match metrics.", ["Rooted SPL", "Leaf-Match"]),
        ("Willow brings F1 gains of 5.1% and 6.2% on Oak-7B and Elm-3B, respectively.", ["F1", "F1"]),
        ("Willow brings a 2.7% improvement over the few-shot baseline in recall.", ["recall"]),
        ("Willow brings a 2.7% gain over Oak with no loss in recall.", [None]),
        ("Willow beats Oak by 2.4% and the standard trees by 4.0% in F1@5.", ["F1@5", "F1@5"]),
        ("We see gains of 12% for buds and 8% for roots in the Dice score.", ["Dice", "Dice"]),
        ("We see gains of 6.5 leaves and 9.5 recall over Oak.", [None, "recall"]),
        ("Willow beats Oak by 2.58 absolute percentage points in recall.", ["recall"]),
        ("The recall of Oak improves from 31.9% to 39.8%, while Elm increases from 37.5% to 45.1%.",
         ["recall", "recall"]),
        ("The recall of Oak with 3-bit weights is 4.3% higher than that of Elm.", ["recall"]),
        ("It is best in recall, and is 4.3 times faster than Elm.", [None]),
        ("The inference speed of Willow is 5x that of Oak.", ["inference speed"]),
        ("Willow surpasses the accuracy of Oak by 5%.", ["accuracy"]),
        ("Willow surpasses Oak's accuracy by 5%.", ["accuracy"]),
        ("Willow reaches higher leaf accuracy, surpassing Oak with average gains of 23% and 12%.",
         ["leaf accuracy", "leaf accuracy"]),
        ("Willow keeps its accuracy with just a 0.3% drop against Oak.", ["accuracy"]),
        ("Willow has a 3.4x speedup with a 0.01 drop on GSM8K.", ["speedup", None]),
        ("Leaf accuracy can recover from 50% to nearly 98%.", ["Leaf accuracy"]),
        ("Willow keeps high refusal rates, dropping at most by 10%.", ["refusal rates"]),
        ("Willow cuts the NoC@90 by 1.3 in all runs.", ["NoC@90"]),
        ("Willow needs 40% of the leaves, with bud savings of 9.9%.", ["bud"]),
        ("Willow has a compression ratio of 10.1x here.", ["compression ratio"]),
        ("Willow brings a 2.3x acceleration on small inputs, 4.8x on large ones.", ["acceleration", "acceleration"]),
        ("Willow brings a 15x speedup with a small drop in recall, and 34x when combined with Oak.",
         ["speedup", "speedup"]),
        ("Willow cuts leaf count by more than 6 times against Oak and by over 80 times against Elm.",
         ["leaf count", "leaf count"]),
        ("It brings a 2x speed-up with a 5% recall drop, and a 3x speed-up with a 6% drop.",
         ["speed-up", "recall", "speed-up", "recall"]),
        ("It wins with half of the data selected by Oak.", ["data"]),
        ("Willow needs 45.5 million parameters, which is 64% less than Oak needs.", ["parameters"]),
        ("Willow improves bud shape and leaf tasks by 14%.", [None]),
        ("Willow cuts the frequency of leaf queries to merely 1.4%.", ["frequency of leaf queries"]),
        ("It lifts safety (35.8% to 79.5%) on leaves.", ["safety"]),
        ("We see gains in leaf depth (+19.4%) and bud shape (+34.1%).", ["leaf depth", "bud shape"]),
        ("We see recall gains for short leaves (+5.4%), and in all (+2.4%).", ["recall", "recall"]),
        ("It wins by clear margins (+1.6%, +3.2%).", [None, None]),
        ("It raises leaf recall to 0.89 from 0.87 and the bud recall to 0.53 from 0.48.",
         ["leaf recall", "bud recall"]),
        ("It loses less than 1% average precision (AP) loss in all.", ["AP"]),
        ("Willow has an MPJPE of 60.1 mm, 7.5% lower than Oak.", ["MPJPE"]),
        ("Willow suffers a 20% performance drop (pass@32).", ["pass@32"]),
        ("Such data have a 3x effectiveness over old ones.", ["effectiveness"]),
        ("Willow raises the Leaf Task Score (LTS) by 3.1%.", ["Leaf Task Score"]),
        ("The computational complexity is almost halved.", ["computational complexity"]),
        ("Willow brings a reduction of 3 times in cost and of more than 10 times in model size.",
         ["cost", "model size"]),
        ("Willow improves the solve rate by 5%.", ["solve rate"]),
        ("Pruned trees suffer a 60% performance loss on leaves.", ["performance"]),
        ("We see even up to 70% accuracy loss on leaves.", ["accuracy"]),
        ("Willow reduces compression latency by over 50%.", ["compression latency"]),
        ("Willow brings a 40x compression without loss.", ["compression"]),
        ("Willow reaches editing speeds over 7x faster than Oak.", ["editing speeds"]),
        ("Willow keeps its accuracy with reductions of less than 8%.", ["accuracy"]),
        ("We see an accuracy degradation that can reach up to 20%.", ["accuracy"]),
        ("It saves an extra 20%-30% total running time savings on top.", ["running time"]),
        ("Willow achieves a reduction of 35.2% FLOPs.", ["FLOPs"]),
        ("Willow brings a 2x higher compression ratio than Oak.", ["compression ratio"]),
        ("Willow wins by margins of up to +8.3 and +6.1 mIoU in mossy and open scenes, respectively.",
         ["mIoU", "mIoU"]),
        ("Willow wins by margins of up to +8.3 and +6.1 mIoU in mossy and bare scenes.", ["mIoU", "mIoU"]),
        ("Willow gains +2.1 and +3.2 mIoU in groves and lakes, respectively.", ["mIoU", "mIoU"]),
        ("Willow suffers a steep performance drop of 5%.", ["performance"]),
        ("Willow cuts decoding steps from 256 to 32, an 8x speedup.", ["decoding steps", "speedup"]),
        ("Willow lifts recall from 56.7% (vote@64) to 70.0%.", ["recall"]),
        ("Willow improves leaf precision (91.0% vs. 87.1%) and bud recall (91.1% vs. 83.3%).",
         ["leaf precision", "bud recall"]),
        ("The recall for Oak, Elm, and Ash increases by 3.9%.", ["recall"]),
        ("Willow beats Oak by four orders of magnitude in runtime.", ["runtime"]),
        ("Willow boosts the Leaf Focus Score by 31%.", ["Leaf Focus Score"]),
        ("Willow beats Oak by 10.1% in MRR_Avg and 14.0% in MRR_F1.", ["MRR_Avg", "MRR_F1"]),
        ("Willow cuts leaf length by 10% on oaks, which are hard and more challenging than elms, and by 62% on elms.",
         ["leaf length", "leaf length"]),
        ("Willow surpasses Oak in overall accuracy, with improvements of 5.8% and 7.6%.", ["accuracy", "accuracy"]),
        ("Willow beats Oak by 16.5 points in the asynchronous setting.", [None]),
        ("Willow beats Oak by 3 dB in PSNR.", ["PSNR"]),
        ("Willow brings a 1.9x acceleration, and WLW goes further.", ["acceleration"]),
        ("Such prompts flip the refusal rates from 0% to 97%.", ["refusal rates"]),
        ("The accuracy of LVX in diagnosing hard leaves has increased by 79%.", ["accuracy"]),
        ("We see an accuracy improvement in the dynamic data scenario (+6.7%).", ["accuracy"]),
        ("It brings an improvement of 8 dB in PSNR.", ["PSNR"]),
        ("It brings an improvement of 4 mAP at a low threshold.", ["mAP"]),
        ("Willow improves IS by 12 at no cost.", ["IS"]),
        ("Willow raises accuracy by a striking margin of over 20%.", ["accuracy"]),
        ("Willow improves recall (6.2% → 9.6%) and bud precision (24.4% → 33.6%).", ["recall", "bud precision"]),
        ("Willow lifts recall from 5.9 to 7.5, and then raises the state-of-the-art from 19.8 to 25.8.",
         ["recall", "recall"]),
        ("Willow keeps 96% and 95% of the teacher's accuracy.", ["accuracy", "accuracy"]),
        ("Tuning adds 0.1% FLOPs.", ["FLOPs"]),
        ("Willow outperforms Oak, Elm and Ash by 13%, 23% and 26%, respectively, in accuracy.", ["accuracy"] * 3),
        ("Willow gains 5.5% on the leaf metric LFTA.", ["LFTA"]),
        ("Willow has accuracy gains of 18.4 and 4.1 points for Oak-2B and Elm-1B.", ["accuracy", "accuracy"]),
        ("The number of false buds is reduced by 26%.", ["number of false buds"]),
        ("It has a leaf mIoU of 23.7% (+6.5% gain) and a bud IoU of 35.9% (+9.3% gain).", ["leaf mIoU", "bud IoU"]),
        ("Willow improves leaf accuracy, achieving an average gain of 12%.", ["leaf accuracy"]),
        ("Willow improves completeness of trees, with gains of 8% for elms.", ["completeness"]),
        ("Willow improves Oak, achieving an average gain of 12%.", [None]),
        ("Willow improves leaf performance, achieving a gain of 12%.", [None]),
        ("Willow reduces training and inference time by 30%.", ["training and inference time"]),
        ("Willow has 2.4x faster encoding and decoding speeds.", ["encoding and decoding speeds"]),
        ("Willow has 4x faster upsampling than Oak.", ["upsampling"]),
        ("Willow cuts the leaf error by 2.5 m and miss rate by 3%.", ["leaf error", "miss rate"]),
        ("Willow needs far fewer parameters, a reduction of 26%.", ["parameters"]),
        ("Willow has the best accuracy on COCO, with gains of 5%.", ["accuracy"]),
        ("Willow has superior accuracy while being private, with gains of 5% on new trees.", [None]),
        ("Willow beats Oak in Inception Score (IS) and recall, with gains of 3.2 and 30.1, respectively.",
         ["Inception Score", "recall"]),
        ("Willow has AUC gains (leaves: 0.67 to 0.74; buds: 0.60 to 0.63).", ["AUC", "AUC"]),
        ("The systems differ by 12.8% in IDS and 80% in UPR.", ["IDS", "UPR"]),
        ("Willow is right while using only half as many leaf tiles as Oak.", ["leaf tiles"]),
        ("Willow needs only 21% of its FLOPs and 17.5% of its parameters.", ["FLOPs", "parameters"]),
        ("Willow has Dice improvements of 3.9% for leaf data and 4.6% for buds.", ["Dice", "Dice"]),
        ("Willow brings the average 16.8% mIoU and 20.6% mAP improvement.", ["mIoU", "mAP"]),
        ("Willow has a 1 EM improvement over Oak.", ["EM"]),
        ("Willow is best, with mDice scores 2.2% and 0.7% higher than those of Oak.", ["mDice", "mDice"]),
        ("It shows a better leaf sensitivity, rising to 90.3% (from 79.2%).", ["leaf sensitivity"]),
        ("Willow improves accuracy (0.84 vs. 0.82) and cuts time by 36.8%.", ["accuracy", "time"]),
        ("Willow has gains of up to 8.9 points over Oak and up to 7.2 points over Elm.", [None, None]),
        ("It brings improvements in retrieval (MAP@50=53.7% for leaves).", []),
        ("Willow has large accuracy gains over Oak (12.3% for small and 7.5% for large trees).", ["accuracy"] * 2),
        ("Willow has large accuracy gains over Oak (12.3% on MMLU and 7.5% on COCO).", ["accuracy"] * 2),
        ("Willow raises accuracy on COCO and ADE20K by up to 5.1% and up to 6.2%.", ["accuracy"] * 2),
        ("Willow gains 3.2% (pass@8) with a small model from Oak and 2.1% (pass@8) with Elm.", ["pass@8"] * 2),
        ("Processing time was reduced 15-fold.", ["Processing time"]),
        ("We first train a 4x decoder, then an 8x encoder.", []),
        ("Leaf counts of trees go on to grow, five times annually.", []),
        ("Willow improves quality by up to +4.9 mIoU and +2.0 on average.", ["mIoU", "mIoU"]),
        ("Willow strengthens leaf reasoning, with +2.05% and +8.98% accuracy improvement.", ["accuracy", "accuracy"]),
        ("Willow lowers the average ATE by 11% and the average RTE by 13%.", ["ATE", "RTE"]),
        ("The mean leaf error is reduced by 41.0% and 56.7%, and the mean bud error by 55.6% and 65.7%.",
         ["leaf error", "leaf error", "bud error", "bud error"]),
        ("The leaf index falls by up to 10.1%, the bud index by up to 11.6%.", ["leaf index", "bud index"]),
        ("Willow beats Oak by 5.1%, Elm by 6.2%, and Ash by 7.3%.", [None, None, None]),
        ("We use leaves and buds, where the former raise mAP by 3.7% and the latter by 4.2%.", ["mAP", "mAP"]),
    ],
)  # fmt: skip
def test_what_is_measured_is_found_where_the_text_says_it(text: str, metrics: list[str | None]) -> None:
    assert [gain["metric"] for gain in gains(text)] == metrics


@pytest.mark.parametrize(
    ("text", "placed"),
    [
        ("Experiments on KITTI-360 show that Willow is ahead, while reducing memory by 3x.", [(3, "KITTI-360")]),
        ("Willow gains 4.1% on KITTI and Spring by better features.", [(4.1, "KITTI and Spring")]),
        ("Willow gains 9% on MMLU and shows a 5% gain on harder planning tasks.", [(9, "MMLU"), (5, None)]),
        ("Willow gains 9% on MMLU and shows a 5% gain on the planning task.", [(9, "MMLU"), (5, None)]),
        ("We test Willow on KITTI and Spring with small models, and gain 4.1% in accuracy.",
         [(4.1, "KITTI and Spring")]),
        ("We test Willow on KITTI and two public datasets, with gains of 4.1% in accuracy.", [(4.1, None)]),
        ("Willow brings a 1.9x speedup with only a 0.6% drop in accuracy on KITTI.", [(1.9, None), (0.6, "KITTI")]),
        ("We see a gain of 9.5% in recall and an increase of 7% in the F1 score over Oak on KITTI.",
         [(9.5, "KITTI"), (7, "KITTI")]),
        ("Tests on KITTI and Spring with large models show that Willow gains 4.1% in accuracy.",
         [(4.1, "KITTI and Spring")]),
        ("Willow scores 68.2 and 65.9 on KITTI and Spring, respectively, with relative gains of 14.6% and 7.7%.",
         [(14.6, "KITTI"), (7.7, "Spring")]),
        ("Accuracy is best on Cityscapes, while Willow improves efficiency by 12%.", [(12, None)]),
        ("Willow gains 4.1% on KITTI, but also excels in leaf tasks with 50% gains.", [(4.1, "KITTI"), (50, None)]),
        ("Willow gains 4.1% on KITTI and excels with 50% gains.", [(4.1, "KITTI"), (50, "KITTI")]),
        ("Willow gains 4.1% on KITTI while cutting latency by 3x.", [(4.1, "KITTI"), (3, "KITTI")]),
        ("Willow gains 4.1% on KITTI and 5% on leaf tasks while cutting latency by 3x.",
         [(4.1, "KITTI"), (5, None), (3, None)]),
        ("Willow gains 4.1% on KITTI with 3x faster convergence on leaf tasks.", [(4.1, "KITTI"), (3, None)]),
        ("Willow scores 56% on KITTI and 31% on Spring, surpassing Oak by 8.1 and 4.2 points, respectively.",
         [(8.1, "KITTI"), (4.2, "Spring")]),
        ("We test Willow on KITTI. In leaf segmentation, it raises recall by 4.1%.", [(4.1, None)]),
        ("We test Willow on KITTI. For example, it raises recall by 4.1%.", [(4.1, "KITTI")]),
        ("We test Willow on GSM8K. On a robot in a simulated kitchen, it raises accuracy by 4.1%.", [(4.1, None)]),
    ],
)  # fmt: skip
def test_the_place_of_a_gain_is_the_sentences_own(text: str, placed: list[tuple[float, str | None]]) -> None:
    assert [(gain["value"], gain["benchmark"]) for gain in gains(text)] == placed


@pytest.mark.parametrize(
    ("text", "baseline"),
    [
        ("Compared to Oak-7B, Willow boosts recall in spring (+31.8).", "Oak-7B"),
        ("Willow outperforms Oak, achieving an improvement of 5.2%.", "Oak"),
        ("Willow improves recall by 17.3% over the best baseline.", "best baseline"),
        ("Willow surpasses even commercial trees by a margin of 11.9%.", "commercial trees"),
        ("Willow surpasses the previous state-of-the-art by 11.9%.", "previous state-of-the-art"),
        ("Willow improves recall by 3% over state-of-the-art (SOTA) methods.", "state-of-the-art (SOTA) methods"),
        ("Willow is 3x faster than leading diffusion-based trees.", "leading diffusion-based trees"),
        ("Willow surpasses the best performing baseline by 3.1%.", "best performing baseline"),
        ("Willow is 3.4x faster than other top-performing trees.", "other top-performing trees"),
        ("Willow is 3.4x faster than existing Video-LLMs.", "existing Video-LLMs"),
        ("Willow surpasses the prior SOTA OakNet by 3.1%.", "OakNet"),  # the shortest name
        ("Willow saves 75% of training time compared to the Oak-NAS model.", "Oak-NAS"),
        ("Willow is 214x faster than the existing SOTA TM method.", "existing SOTA TM method"),
        ("Willow is 5.5 points better than Oak, Elm, and Ash.", "Oak, Elm, and Ash"),
        ("Willow is 5.5 points better than sparse and dense methods.", "sparse and dense methods"),
        ("Willow outperforms prior methods like Oak-Net by 2.1%.", "Oak-Net"),
        ("Willow surpasses the accuracy of a vanilla Oak by 7.3%.", "vanilla Oak"),
        ("Willow is 4.1% more accurate compared to training from scratch.", "training from scratch"),
        ("Willow reaches 93% of the teacher's performance.", "teacher"),
        ("Willow boosts GPT-4o by 8.3%.", "GPT-4o"),
        ("Willow cuts TSR by 8.3%.", None),  # what is measured, no system
        ("When applied to Oak-7B, Willow raises recall by 9.1%.", "Oak-7B"),
        ("Willow trains faster over time, with gains of 12%.", None),
        ("Oak fails often, and Willow improves upon them by 12%.", None),
        ("Willow reduces cost by 90%.", None),
    ],
)
def test_a_gain_is_over_what_the_sentence_compares_with(text: str, baseline: str | None) -> None:
    assert one(text)["baseline"] == baseline


def test_what_is_faster_is_better_whatever_is_measured() -> None:
    found = one("Willow brings a 2.6x speed-up in inference time.")
    assert (found["direction"], found["improvement"]) == ("increase", True)
    assert found["metric_id"] == "inference-speed", "of the time itself more would be worse"
    assert one("Willow brings 2.6x faster inference.")["metric_id"] == "inference-speed"
    found = one("Willow achieves 8x compression with no loss.")
    assert (found["direction"], found["improvement"], found["metric_id"]) == ("decrease", True, None)


def test_the_direction_of_two_values_is_theirs() -> None:
    found = one("Willow lowers the FID of trees, and raises their width from 175.9 to 241.5.")
    assert found["direction"] == "increase"
    assert one("Willow improves leaf clarity (from 40.4% to 84.3%).")["improvement"] is True


def test_devices_and_money_are_no_numbers_of_a_change() -> None:
    assert [gain["value"] for gain in gains("Willow is 7.5x faster on an RTX 4090, 4.8x on an A100.")] == [7.5, 4.8]


def test_a_receipt_has_no_blank_at_its_ends() -> None:
    assert one("Willow is $3.6\\times $ faster than Oak.")["text"] == "3.6\\times"


def test_two_values_in_brackets_are_a_change_where_a_word_of_change_governs_them() -> None:
    found = one("Willow reduces the error at FPR@95 on tall trees (0.24 vs. 0.33).")
    assert (found["from_value"], found["to_value"], found["direction"]) == (0.33, 0.24, "decrease")
    assert gains("Willow does better in leaf width (90.3% vs. 72.2%).") == []


def test_pairs_of_values_go_on_without_from() -> None:
    pairs = gains("Willow lifts F1 from 61.7% to 64.7% on COCO and 43.5% to 58.5% on ADE20K.")
    assert [(gain["from_value"], gain["to_value"], gain["metric"], gain["benchmark"]) for gain in pairs] == [
        (61.7, 64.7, "F1", "COCO"),
        (43.5, 58.5, "F1", "ADE20K"),
    ]
    leaves, buds = gains("Willow lifts leaf accuracy (from 51% to 97%) and bud accuracy (from 4% to 95%).")
    assert (leaves["metric"], buds["metric"]) == ("leaf accuracy", "bud accuracy")


def test_what_is_told_over_a_baseline_is_a_gain() -> None:
    found = one("Pruning recovers up to 8.0% in zero-shot accuracy over prior methods.")
    assert (found["value"], found["direction"], found["metric"]) == (8.0, "increase", "zero-shot accuracy")
    assert gains("Willow reaches 81.2% accuracy over the test trees.") == []


def test_one_noun_of_change_closes_two_numbers_that_an_article_leads_to() -> None:
    found = gains("Willow brings a 5.1% recall and 3.8% AP increase over Oak.")
    assert [(gain["value"], gain["metric"]) for gain in found] == [(5.1, "recall"), (3.8, "AP")]
    assert [gain["value"] for gain in gains("Willow reaches 91.2% recall and a 3.8% AP increase.")] == [3.8]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Willow surpasses Oak-2 and Elm-3 by 6.1% and 4.5% in accuracy, respectively.",
         [("Oak-2", "accuracy"), ("Elm-3", "accuracy")]),
        ("Willow outperforms Oak by 3% and Elm by 2%.", [("Oak", None), ("Elm", None)]),
        ("Willow beats Oak by 33% on tall trees and 28% on small ones.", [("Oak", None), ("Oak", None)]),
        ("Willow outperforms Oak, Elm, and Ash by 16.1%, 12.7%, and 19.1%, respectively.",
         [("Oak", None), ("Elm", None), ("Ash", None)]),
        ("Willow is 5.1x faster than 2-bit trees, while halving the memory and saving 6% of water.",
         [("2-bit trees", None), (None, "memory"), ("2-bit trees", "water")]),
        ("Willow beats Oak on tall trees by 18% and on small ones by 7%.", [("Oak", None), ("Oak", None)]),
        ("Willow brings mIoU gains of 4% over state of the art methods.", [("state of the art methods", "mIoU")]),
        ("Willow has a 12% higher Intersection-over-Union.", [(None, "Intersection-over-Union")]),
        ("Willow outperforms Oak by two orders of magnitude.", [("Oak", None)]),
    ],
)  # fmt: skip
def test_each_gain_is_over_its_own_rival(text: str, told: list[tuple[str | None, str | None]]) -> None:
    assert [(gain["baseline"], gain["metric"]) for gain in gains(text)] == told


def test_a_text_may_end_anywhere() -> None:
    text = "The Oak sieve beats Elm by 3% with only half the number of tokens per query."
    for end in (place for place, sign in enumerate(text, 1) if sign in " ."):
        assert len(read_abstract(text[:end].strip()).facts.get("gains", [])) <= 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Willow sees a 10% improvement and a 15% boost in MRR.", [(10, "MRR"), (15, "MRR")]),
        ("It sees a 10% improvement and a 15% reduction in latency.", [(10, None), (15, "latency")]),
        ("Willow has a 1.6x (2.0x) inference speed over Oak.", [(1.6, "inference speed"), (2, "inference speed")]),
        (
            "It beats Oak by an average of 6.8% (32% relative improvement) in leaf match rate.",
            [(6.8, "leaf match rate"), (32, "leaf match rate")],
        ),
        ("Willow works with only 1% additional parameters.", [(1, "parameters")]),
        ("It works even with 5% labeled data.", []),
    ],
)
def test_metric_of_a_change_that_another_follows(text: str, told: list[tuple[float, str | None]]) -> None:
    assert [(gain["value"], gain["metric"]) for gain in gains(text)] == told


@pytest.mark.parametrize(
    ("text", "benchmark"),
    [
        (
            "We introduce OakBench, a benchmark for leaves with many kinds of trees and of seasons, and we describe "
            "how it was made. Willow improves accuracy by 5%.",
            "OakBench",
        ),
        (
            "Leaves are hard to count where there are many trees. Willow counts them by a new way of looking at twigs. "
            "We also introduce OakBench, a benchmark for leaves. Willow improves accuracy by 5%.",
            None,
        ),
        (
            "Leaves are hard to count where there are many trees. Willow counts them by a new way of looking at twigs. "
            "We also introduce OakBench, a benchmark for leaves. On this benchmark, Willow improves accuracy by 5%.",
            "OakBench",
        ),
    ],
)
def test_benchmark_that_the_paper_makes_beside_its_method(text: str, benchmark: str | None) -> None:
    assert one(text)["benchmark"] == benchmark


@pytest.mark.parametrize(
    ("text", "benchmark"),
    [
        ("Experiments on ImageNet and real-world leaf tasks show that Willow improves accuracy by 5%.", None),
        ("Experiments on ImageNet and two public datasets show that Willow improves accuracy by 5%.", None),
        ("Experiments on the ImageNet dataset show that Willow improves accuracy by 5%.", "ImageNet"),
    ],
)
def test_list_of_places_that_ends_without_a_name(text: str, benchmark: str | None) -> None:
    assert one(text)["benchmark"] == benchmark


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "We see large improvements over the oak baseline: 7.6% in recall, 22.1% in precision.",
            [(7.6, "recall", "increase"), (22.1, "precision", "increase")],
        ),
        (
            "It brings clear reductions: 40% in memory and 25% in latency.",
            [(40, "memory", "decrease"), (25, "latency", "decrease")],
        ),
    ],
)
def test_a_noun_of_change_before_a_colon_governs_what_follows(text: str, told: list[Any]) -> None:
    assert [(found["value"], found["metric"], found["direction"]) for found in gains(text)] == told


@pytest.mark.parametrize(
    "text",
    [
        "Pruning lifts recall from a baseline of 0.41 to 0.46.",
        "Here recall climbs from its initial value of 0.41 to 0.46.",
    ],
)
def test_a_baseline_may_be_said_to_be_one(text: str) -> None:
    found = one(text)
    assert (found["from_value"], found["to_value"], found["metric"]) == (0.41, 0.46, "recall")


@pytest.mark.parametrize(
    "text",
    [
        "Broken leaves constitute only 6.2% and 4.5% of the training data.",
        "Oaks comprise only 3% of the training data.",
        "Oaks account for less than 4% of the total tokens.",
    ],
)
def test_a_proportion_that_things_make_up_is_no_gain(text: str) -> None:
    assert gains(text) == []
