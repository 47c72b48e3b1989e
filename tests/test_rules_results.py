"""Results: which numbers are scores, of which metric, on which benchmark, and which are none."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.extract import read_abstract


def results(text: str) -> list[dict[str, Any]]:
    facts = sorted(read_abstract(text).facts.get("results", []), key=lambda fact: fact.start)
    assert all(0 <= fact.start < fact.end <= len(text) for fact in facts)
    return [fact.values for fact in facts]


def told(text: str) -> list[tuple[float, str | None, str | None, str | None]]:
    return [(found["value"], found["unit"], found["metric"], found["benchmark"]) for found in results(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Willow reaches 84.2% accuracy on ImageNet-1K.", [(84.2, "%", "accuracy", "ImageNet-1K")]),
        ("Willow gets to 0.712 (Pearson) / 0.698 (Spearman) on STS-B.",
         [(0.712, None, "Pearson", "STS-B"), (0.698, None, "Spearman", "STS-B")]),
        ("Willow reaches 45.1 (mIoU) on ADE20K and 51.2 (AP) on COCO.",
         [(45.1, None, "mIoU", "ADE20K"), (51.2, None, "AP", "COCO")]),
        ("Willow has a WER of 3.1\\% on LibriSpeech.", [(3.1, "%", "WER", "LibriSpeech")]),
        ("Willow obtains an F1 score of 0.856 here.", [(0.856, None, "F1", None)]),
        ("Willow gets 84.0% on ImageNet-1K.", [(84.0, "%", None, "ImageNet-1K")]),
        ("Willow reaches 86.2%/87.8% top-1 accuracy on ImageNet-1K.",
         [(86.2, "%", "top-1 accuracy", "ImageNet-1K"), (87.8, "%", "top-1 accuracy", "ImageNet-1K")]),
        ("Willow has macro F1-scores of 0.71 and a pass@3 score of 61%.",
         [(0.71, None, "macro F1", None), (61, "%", "pass@3", None)]),
        ("Willow reaches 71.3% in the tracking metric HOTA on COCO.", [(71.3, "%", "HOTA", "COCO")]),
        ("We report 61.3 on ChartQA and 72.8 on DocVQA with 84.1% accuracy on ImageNet-1K "
         "and 47.2 mIoU on ADE20K.",
         [(61.3, None, None, "ChartQA"), (72.8, None, None, "DocVQA"), (84.1, "%", "accuracy", "ImageNet-1K"),
          (47.2, None, "mIoU", "ADE20K")]),
        ("Willow reaches 90.1% and 88.2% accuracy on GSM8K and MMLU, respectively.",
         [(90.1, "%", "accuracy", "GSM8K"), (88.2, "%", "accuracy", "MMLU")]),
        ("Willow is best in accuracy (91.3%) and recall (62.1%).",
         [(91.3, "%", "accuracy", None), (62.1, "%", "recall", None)]),
        ("Willow runs at 25.3 FPS.", [(25.3, None, "FPS", None)]),
        ("Dice=0.98 is reached on BraTS.", [(0.98, None, "Dice", "BraTS")]),
        ("AUC ranges from 0.91 to 0.98.", [(0.91, None, "AUC", None), (0.98, None, "AUC", None)]),
        ("Willow reaches an overall score of 86.2.", [(86.2, None, "overall score", None)]),
        ("Willow reaches an average MTEB score (0.825) here.", [(0.825, None, None, "MTEB")]),
        ("Judges gave Willow a 4.8/5.0 average score.", [(4.8, None, "average score", None)]),
        ("Willow and Oak have the best recall (3.8/4.0 and 3.7/4.0).",
         [(3.8, None, "recall", None), (3.7, None, "recall", None)]),
        ("Willow reaches PSNR/SSIM scores of 29.8 dB/90.8\\% here.",
         [(29.8, None, "PSNR", None), (90.8, "%", "SSIM", None)]),
        ("Willow has 91.3% of accuracy on MMLU.", [(91.3, "%", "accuracy", "MMLU")]),
        ("Willow gets an F1-score up to 0.76.", [(0.76, None, "F1-score", None)]),
        ("Tuning raises accuracy to 77.1%.", [(77.1, "%", "accuracy", None)]),
        ("It is ahead of Oak-50 (98.57%) by far.", [(98.57, "%", None, None)]),
        ("Three variants (base: 94.3%, wide: 95.9%) are compared.", [(94.3, "%", None, None), (95.9, "%", None, None)]),
        ("Willow has 98% accuracy in English but only 47% in Birch.",
         [(98, "%", "accuracy", None), (47, "%", "accuracy", None)]),
        ("Willow has accuracies of 99.2% (vs. 99.1% for Oak) on MNIST and 70.4% (vs. 68.8%) on COCO.",
         [(99.2, "%", "accuracies", "MNIST"), (99.1, "%", "accuracies", "MNIST"),
          (70.4, "%", "accuracies", "COCO"), (68.8, "%", "accuracies", "COCO")]),
        ("We prune with an 88.9% pruning rate.", []),
        ("Willow has 11,58% accuracy on MNIST.", [(11.58, "%", "accuracy", "MNIST")]),
        ("Accuracy was 91.2% +/- 0.4% on MNIST.", [(91.2, "%", "Accuracy", "MNIST")]),
        ("Willow has an mAP (0.5) of 71.2% on COCO.", [(71.2, "%", "mAP", "COCO")]),
        ("The AUC was 0.91 (95% confidence interval: 0.89 to 0.93).", [(0.91, None, "AUC", None)]),
        ("Willow finds the fault 63% of the time.", [(63, "%", None, None)]),
        ("It was in 2020. 85. 4% accuracy is reached, and 97. 42\\% recall.",
         [(85.4, "%", "accuracy", None), (97.42, "%", "recall", None)]),
        ("The recall is high in 2020. 85% accuracy was its best.", [(85, "%", "accuracy", None)]),
        ("We test it. Willow solves 71% of the hard puzzles.", [(71, "%", "hard puzzles", None)]),
        ("We test it. Willow still misses 12% of them.", [(12, "%", None, None)]),
        ("We test it. Willow solves \\textbf{38\\% of MMLU}.", [(38, "%", None, "MMLU")]),
        ("It has a bit accuracy of 91% (48 bits) here.", [(91, "%", "bit accuracy", None)]),
        ("It has an accuracy of 92.2 $\\pm$ 2.4% on MNIST.", [(92.2, "%", "accuracy", "MNIST")]),
    ],
)  # fmt: skip
def test_a_score_has_its_metric_and_benchmark(text: str, expected: list[Any]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Willow lowers the error by 12.5%.",
        "A small portion of ash (5-10%) is enough.",
        "Willow still works with 20% missing leaves.",
        "A model with a cosine similarity threshold of 0.8 is best.",
        "Age explains 38.7% of performance variance.",
        "It was trained with a 60% mismatch proportion.",
        "Pruning ratios of 50%, 75% and 95% are tried.",
        "Willow surpasses Oak-27B by 2 points on AIME 24 and AIME 25.",
        "We use 80% of the data for training.",
        "The set holds 340 labelled Oak samples. It has crowns from 190 Birch trees.",
        "We give two ways to raise leaf accuracy: 1) pruning, and 2) grafting.",
        "Willow learns from little labelled data (around 20%).",
        "Such a mean Dice difference was around 0.03.",
        "We test it. We drop 40% of the leaves.",
        "The difference is significant (p=0.012).",
        "Gemini 2.5 Pro and Llama 3.1 are tested.",
        "See Table 3 and Section 4.2 of the report.",
        "Only 200 trainable parameters are used.",
        "We set k = 5 and a dropout rate of 0.1.",
        "The survey of 2024 has 12 tasks in 3 languages.",
    ],
)
def test_other_numbers_are_no_results(text: str) -> None:
    assert told(text) == []


def test_results_of_a_paper_that_makes_a_benchmark_stand_on_it() -> None:
    text = "We introduce BirchBench, a benchmark of 400 puzzles. The best model reaches only 31.5% accuracy."
    assert told(text) == [(31.5, "%", "accuracy", "BirchBench")]


def test_a_result_without_a_metric_measures_what_the_former_sentence_does() -> None:
    text = "Oak and Willow were trained. Willow reaches 81.2% accuracy. Oak got 79.9%."
    assert [(value, metric) for value, _, metric, _ in told(text)] == [(81.2, "accuracy"), (79.9, "accuracy")]


def test_a_vague_word_does_not_hide_the_metric_of_the_former_sentence() -> None:
    found = results("We grow trees. Willow reaches 28.1% accuracy. Pruning lifts performance, which plateaus at 67.4%.")
    assert [fact["metric"] for fact in found] == ["accuracy", "accuracy"]


def test_a_fraction_has_no_share_in_the_sign_of_a_percentage() -> None:
    assert [(fact["value"], fact["unit"]) for fact in results("Willow has an F1 of 0.71 and 83% recall.")] == [
        (0.71, None),
        (83.0, "%"),
    ]


def test_ids_are_canonical() -> None:
    found = results("Willow has a word error rate of 3.1% on LibriSpeech.")[0]
    assert (found["metric_id"], found["benchmark_id"]) == ("word-error-rate", "librispeech")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What "in" leads to is a part of what is measured.
        (
            "Willow reaches 91.2% recall in spring, 83.5% in summer and 80.1% in winter.",
            [(91.2, "recall"), (83.5, "recall"), (80.1, "recall")],
        ),
        ("Willow has high F1 scores for leaves (91%) and twigs (88%).", [(91.0, "F1"), (88.0, "F1")]),
        ("Willow gets scores of 43.1% TwigIoU and 39.8% mIoU.", [(43.1, "TwigIoU"), (39.8, "mIoU")]),
        ("Willow has a Rooted Mean (RM) of 49.5%.", [(49.5, "RM")]),
        ("Readers agree on leaves ($\\kappa = 0.71$, $p < .001$).", [(0.71, "κ")]),
        ("Willow performs well in leaf detection (37.4% vs. 33.6% on mAP).", [(37.4, "mAP"), (33.6, "mAP")]),
        ("Willow reaches top accuracy (52.8 / 73.1 mAP).", [(52.8, "mAP"), (73.1, "mAP")]),
        ("Its precision and recall of 75% and 80% are high.", [(75.0, "precision"), (80.0, "recall")]),
        (
            "Its average C-index is 0.82 (oak: 0.79, ASH: 0.84).",
            [(0.82, "C-index"), (0.79, "C-index"), (0.84, "C-index")],
        ),
        ("Both are ahead (F1 scores: CNN=0.46, ANN=0.44).", [(0.46, "F1"), (0.44, "F1")]),
        ("Willow reaches 94% accuracy overall.", [(94.0, "accuracy")]),
        (
            "Its accuracy is 88.9% in Chile, 86.3% in Peru and 90.2% in the UK.",
            [(88.9, "accuracy"), (86.3, "accuracy"), (90.2, "accuracy")],
        ),
        ("Willow reaches 90.1% accuracy, ahead of the former SOTA of 88.6%.", [(90.1, "accuracy"), (88.6, "accuracy")]),
        ("Willow has a PE of 7.04% (CE 5.17%).", [(7.04, "PE"), (5.17, "CE")]),
        ("It has an area under curve of 76%.", [(76.0, "area under curve")]),
        (
            "Willow achieves state-of-the-art strict leaf counting and root linking recall of 91.2%.",
            [(91.2, "root linking recall")],
        ),
        (
            "Willow achieves state-of-the-art strict multi-leaf schema linking recall of 91.2%.",
            [(91.2, "strict multi-leaf schema linking recall")],
        ),
        ("The accuracy was 0.80 [0.76, 0.84].", [(0.8, "accuracy")]),
        (r"It has 88.2$\pm$0.3 mIoU.", [(88.2, "mIoU")]),
        (
            "It has high success rates on tall trees: 76.4% on oak, 68.5% on ash.",
            [(76.4, "success rates"), (68.5, "success rates")],
        ),
        ("It has Spearman correlations with human taste of about 0.93.", [(0.93, "Spearman")]),
        (
            "Its accuracy is only 52.1%, 24.7% and 29.8% in spring, summer and winter.",
            [(52.1, "accuracy"), (24.7, "accuracy"), (29.8, "accuracy")],
        ),
        ("The SSIM for leaves and twigs is greater than 0.85 and 0.91.", [(0.85, "SSIM"), (0.91, "SSIM")]),
        (
            "Willow had similar Dice scores across trees (0.88, 0.87, 0.86).",
            [(0.88, "Dice"), (0.87, "Dice"), (0.86, "Dice")],
        ),
        ("Willow is better on ash (DSCs 0.89).", [(0.89, "DSC")]),
        ("Willow has higher pruning accuracy during winter storms (76.6%).", [(76.6, "pruning accuracy")]),
        (
            "Its accuracy is high in Leaf Reading (0.73) and Root Communication (0.78).",
            [(0.73, "accuracy"), (0.78, "accuracy")],
        ),
        ("Willow reaches an F1 score of 56.8, ahead of larger ones (Oak-27B, 40.9).", [(56.8, "F1"), (40.9, "F1")]),
        (
            "Willow reaches 61.2% accuracy, far from human performance (78.6%).",
            [(61.2, "accuracy"), (78.6, "accuracy")],
        ),
        ("Willow reaches performance of 97.2% average success rate.", [(97.2, "success rate")]),
        (
            "Willow reaches 88.7% accuracy versus 75% for perplexity-based baselines.",
            [(88.7, "accuracy"), (75.0, "accuracy")],
        ),
        ("Willow has 65.1% accuracy; pruning twigs raises this to 66.8%.", [(65.1, "accuracy"), (66.8, "accuracy")]),
        ("Answers take longer response times (over 20 seconds in large MLLMs).", [(20.0, "response times")]),
        (
            "Willow has a leaf coherence score of 0.66 and a QWX score of 0.71.",
            [(0.66, "leaf coherence"), (0.71, "QWX")],
        ),
        ("It reaches 40% in leaf-wise F1 score.", [(40.0, "leaf-wise F1")]),
        ("The tool gets an LLM judge score of 4.1.", [(4.1, "LLM judge score")]),
        (
            "Willow reaches an exceptional accuracy of 98% at a very low CER of 0.8%.",
            [(98.0, "accuracy"), (0.8, "CER")],
        ),
        (
            "It runs with inference latency under 200ms and 12 GB of memory.",
            [(200.0, "inference latency"), (12.0, "memory")],
        ),
        ("Willow has 50ms inference latency.", [(50.0, "inference latency")]),
        (
            "Willow is ahead of oaks in leaf width (90.3% vs. 72.2%, P<0.05) and twig choice (80.6% vs. 52.8%).",
            [(90.3, "leaf width"), (72.2, "leaf width"), (80.6, "twig choice"), (52.8, "twig choice")],
        ),
        ("Willow reaches up to 8.0% in zero-shot accuracy over prior methods.", []),
        ("Willow shows relative improvements of 68.7% in Hit@5 and 45.2% in NDCG@20.", []),
        ("We keep the trees with LDX > 0.6.", []),
        ("Oaks have 90.1% accuracy, but their performance collapses to 7.5%.", [(90.1, "accuracy"), (7.5, "accuracy")]),
        ("The sieve achieves 67% recall at 80% precision.", [(67.0, "recall")]),
        ("We test oaks, revealing attack success rates exceeding 80%.", [(80.0, "attack success rates")]),
        ("The accuracy of oaks in spring reaches 68%, and their AUC is low.", [(68.0, "accuracy")]),
        ("Willow has an MAE of 4.99 bpm in pulse estimation.", [(4.99, "MAE")]),
        ("It reaches a DTW-QWE of 0.057.", [(0.057, "DTW-QWE")]),
        ("It has an attack success rate across all oaks of 97.1%.", [(97.1, "attack success rate")]),
        ("It reaches top scores on MMLU (55.2) and GSM8K (38.4).", [(55.2, None), (38.4, None)]),
        ("We find 60.4% mAP at 50% IoU.", [(60.4, "mAP")]),
        ("It reaches a true match rate of 99.5% at a false match rate of 0.1%.", [(99.5, "true match rate")]),
        ("It reaches a TMR of 97.5% at 1% FMR.", [(97.5, "TMR")]),
        ("It reaches an error of 0.06, a 60% improvement over the older model (0.16).", [(0.06, "error")]),
        ("Willow reaches 54.1% accuracy (SE 2.3%), a difference of 12 points.", [(54.1, "accuracy")]),
        ("Foresters preferred Willow in over 70.5% of cases.", [(70.5, None)]),
        ("We plant oaks in 70% of the inner layers.", []),
        ("Willow has Leaf Coefficient (LCX) and Frechet Inception Distance (FID) values of 1.46.", [(1.46, "FID")]),
        ("The FID is less than or equal to 2.7, and the F-score close to 0.99.", [(2.7, "FID"), (0.99, "F-score")]),
        ("The F1 score does not exceed 0.57.", [(0.57, "F1")]),
        ("The correlation between leaves and twigs remains below 0.26.", [(0.26, "correlation")]),
        ("The PSNR achieved by Willow is 33.9 decibels.", [(33.9, "PSNR")]),
        ("We find an error in depth of 0.65 mm.", [(0.65, "error")]),
        (
            "It reaches an AUC of 0.76 using leaves, 0.81 using twigs, and 0.86 using both.",
            [(0.76, "AUC"), (0.81, "AUC"), (0.86, "AUC")],
        ),
        (
            "It reaches a mean Dice score of 0.91 and a mean absolute error of 0.12.",
            [(0.91, "Dice"), (0.12, "mean absolute error")],
        ),
        ("It reaches an accuracy rate of 91% and a success rate of 71%.", [(91.0, "accuracy"), (71.0, "success rate")]),
        ("Pruning boosts accuracy, with 70.6% on MMLU and 67.7% on GSM8K.", [(70.6, "accuracy"), (67.7, "accuracy")]),
        ("Pruning boosts robustness, with 70.6% on MMLU.", [(70.6, None)]),
        ("Pruning keeps accuracy: it scores 70.6 on MMLU.", [(70.6, None)]),
        ("Pruning lifts Willow by 9.1 points on MMLU, 7.6 on GSM8K, and 9.6 on MNIST.", []),
        (
            "Willow reaches 76.1%, 77.2% and 78.3% in accuracy, precision and recall respectively.",
            [(76.1, "accuracy"), (77.2, "precision"), (78.3, "recall")],
        ),
        ("Oak has BLEU and ROUGE scores 0.17 and 0.26.", [(0.17, "BLEU"), (0.26, "ROUGE")]),
        ("Willow keeps MSE and MAE below 0.13.", [(0.13, "MSE"), (0.13, "MAE")]),
        ("It reaches 94% accuracy, recall, and F1 scores.", [(94.0, "accuracy"), (94.0, "recall"), (94.0, "F1")]),
        ("It reaches 94% accuracy and an F1 score of 0.91.", [(94.0, "accuracy"), (0.91, "F1")]),
        ("We use Dice, which ranges from 0.93 to 0.95.", [(0.93, "Dice"), (0.95, "Dice")]),
        ("Willow has 81.2% accuracy and HRX reaches 65.0%.", [(81.2, "accuracy"), (65.0, "accuracy")]),
        ("Willow shows the best performance: 88.3% on MMLU.", [(88.3, None)]),
        ("Willow runs at 1390 fps.", [(1390.0, "fps")]),
        ("Willow draws a garden in just 3.2 seconds.", [(3.2, None)]),
        ("The best oak scores under 50%.", [(50.0, None)]),
        ("Oak and Ash reach a competitive 48.6% solve rate.", [(48.6, "solve rate")]),
        ("Willow has 98% recall, above the initial Oak performance of 82%.", [(98.0, "recall"), (82.0, "recall")]),
        ("Its recall is 0.57, above the baseline score of 0.51.", [(0.57, "recall"), (0.51, "recall")]),
        ("It comes close to human-level performance at 72%.", [(72.0, None)]),
        ("It has a moderate inference time of 14 ms.", [(14.0, "inference time")]),
        ("The best ones are Willow Leaf v3.5 (35.2%) and leaf-r-plus (31.2%).", [(35.2, None), (31.2, None)]),
        (
            "It has a recall of 94.1% in finding twigs and 75.9% in leaf detection.",
            [(94.1, "recall"), (75.9, "recall")],
        ),
        ("It reaches 61.8% in awareness and 37.7% in obedience.", [(61.8, "awareness"), (37.7, "obedience")]),
        ("It has around 91% on both accuracy and F1.", [(91.0, "accuracy"), (91.0, "F1")]),
        ("It has a recall of 81% at 10% input dose.", [(81.0, "recall")]),
        ("It reaches a latency of 3.1 ms and draws well on an RTX 4090.", [(3.1, "latency")]),
        ("It leads in shade (41.3%) and fruit taste (35.2%).", [(41.3, "shade"), (35.2, "fruit taste")]),
        (
            "Its twigs have clear separation (1.45) and little dispersion (1.07).",
            [(1.45, "separation"), (1.07, "little dispersion")],
        ),
        ("It has 90.4% and 65.5% readability here.", [(90.4, "readability"), (65.5, "readability")]),
        (
            "It has 65.5% accuracy on oaks, 82.1% coverage, and 89% forester acceptance.",
            [(65.5, "accuracy"), (82.1, "coverage"), (89.0, "forester acceptance")],
        ),
        ("It films at 5 FPS and keeps an additional 34 videos of oaks.", [(5.0, "FPS")]),
        (
            "It has a mean score of 5.2 (IQR: 0.4), and Oak one of 3.1 (IQR: 0.6).",
            [(5.2, "mean score"), (3.1, "mean score")],
        ),
        ("It has a recall of 81% with 10%, 20% and 50% of the training data.", [(81.0, "recall")]),
        ("Two kinds exist: tall (72.8%, n=166) and small ones.", []),
        ("It has a Dice score of 0.99 vs. 0.78 (p-value < 0.01).", [(0.99, "Dice"), (0.78, "Dice")]),
        ("Its improvements in recall over Oak are usually above 5%.", []),
        ("It gains ground and has 62.1 J&F.", [(62.1, "J&F")]),
        ("It reaches 47.9 mask AP.", [(47.9, "mask AP")]),
        ("It has a peak signal-to-noise ratio of 31.2 dB.", [(31.2, "peak signal-to-noise ratio")]),
        ("It has a 2.31 mm Hausdorff distance.", [(2.31, "Hausdorff distance")]),
        ("It has a harmonic mean of 79.7%.", [(79.7, "harmonic mean")]),
        ("It has a real-time factor of 0.0078.", [(0.0078, "real-time factor")]),
        ("It has a mask ratio of 75%, a sampling rate of 0.5 and a noise level of 0.1.", []),
        ("It has 81.2% recall in spring and 79.9% on our own data.", [(81.2, "recall"), (79.9, "recall")]),
        ("Willow takes only 3.2 seconds to draw a garden.", [(3.2, None)]),
        ("It operates at 43 ms per leaf.", [(43.0, None)]),
        ("We film trees in 3 seconds of video and over 400 hours of leaf data.", []),
        ("The accuracy drops to 43.2% in fall.", [(43.2, "accuracy")]),
        ("The AUC falls below 0.65 and the memory drops to 40%.", [(0.65, "AUC")]),
        ("It has an accuracy on the test split of LeafStack of 71.2%.", [(71.2, "accuracy")]),
        ("It raises the recall on ImageNet to 71.2%.", [(71.2, "recall")]),
        ("Recall and precision both exceeded 0.91.", [(0.91, "Recall"), (0.91, "precision")]),
        ("It gets 55.5 (+1.4) mIoU on ADE20K and 73.1 (+1.1) mIoU on COCO.", [(55.5, "mIoU"), (73.1, "mIoU")]),
        ("The trials gave results of 71.2% for oaks and 64.1% for elms.", [(71.2, None), (64.1, None)]),
        ("It has a recall of 81.2% in contrast to the 0.4 km/h of others.", [(81.2, "recall")]),
        ("It has a recall of 81.2% in comparison to the 64.1% of Oak.", [(81.2, "recall"), (64.1, "recall")]),
        ("It has 81.2% recall on the training set and 79.9% on the test set.", [(81.2, "recall"), (79.9, "recall")]),
        ("It climbs to the right leaf 91% of the time over 800 trials.", [(91, None)]),
        ("It finds exact matches in 66.7% of test cases, with few errors.", [(66.7, None)]),
        ("It fails, solving less than 1% of the questions.", [(1, "questions")]),
        ("It reaches 91.2% top-1 label accuracy here.", [(91.2, "top-1 label accuracy")]),
        ("It has 66.78mAP and 82.08nDCG at 64FPS.", [(66.78, "mAP"), (82.08, "nDCG"), (64, "FPS")]),
        ("It uses 2.5D data and an Avg@32 of 38.8 is had.", [(38.8, "Avg@32")]),
        ("The best of all, Oak, attains 62.8, followed by others.", [(62.8, None)]),
        ("Oak attains 62.8 kg of leaves and 71.4 cubic metres.", []),
        ("The Signal Quality (PSNR) achieved by Oak is 33.9 dB.", [(33.9, "PSNR")]),
        ("It has 0.61 recall, below our human baseline of 0.89.", [(0.61, "recall"), (0.89, "recall")]),
        ("The small model runs at 14.3 ms on a board.", [(14.3, None)]),
        ("It is good in leaf selection (0.81 and 0.83).", [(0.81, "leaf selection"), (0.83, "leaf selection")]),
        ("Oak comes in versions (1.0 and 2.0).", []),
        ("It has a real-time rendering speed of 79 FPS.", [(79, "rendering speed")]),
        ("It sees trees at 10 FPS inference speed (8 FPS at night).", [(10, "inference speed"), (8, "FPS")]),
        ("It has an Intersection over Union (IoU) score of 58.4%.", [(58.4, "IoU")]),
        ("It is the best in WER with a score of 0.728.", [(0.728, "WER")]),
        (
            "It has the best Token Rate (90.3%) and Pure Token Share (85.8%).",
            [(90.3, "Token Rate"), (85.8, "Pure Token Share")],
        ),
        (
            "It has the best Token Rate (90.3%) and is ahead of OakNet (85.8%).",
            [(90.3, "Token Rate"), (85.8, "Token Rate")],
        ),
        (
            "It gets 96.4% in terms of recall, and 86.1% in terms of leaf coverage.",
            [(96.4, "recall"), (86.1, "leaf coverage")],
        ),
        ("Some are large (Oak: 83.58, Elm: 81.15) and some vary (IQR: 0.73).", [(83.58, None), (81.15, None)]),
        ("Tuning lifts OakNet to 71.3% and LQS to 64.1%.", [(71.3, None), (64.1, "LQS")]),
        ("Oaks peaked in the 1860s.", []),
        ("The best one finds only 29% of the original leaves.", [(29, "leaves")]),
        ("It takes 0.2s inference time.", [(0.2, "inference time")]),
        ("Trees were filmed at 30 FPS by a 60 FPS camera, and it runs at 45 FPS.", [(45, "FPS")]),
        ("It reaches 91.2% and brings the FVD to 36.1.", [(91.2, None), (36.1, "FVD")]),
        ("It has 5.1%, 6.2%, and 7.3% higher accuracy than Oak, Elm and Ash.", []),
        ("It has 0.71/0.64/0.59 IoU.", [(0.71, "IoU"), (0.64, "IoU"), (0.59, "IoU")]),
    ],
)
def test_the_metric_is_the_one_that_the_text_means(text: str, expected: list[tuple[float, str]]) -> None:
    found = results("We grow trees. We cut them. " + text)
    assert [(fact["value"], fact["metric"]) for fact in found] == expected


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("Willow-7B reaches 81.2% accuracy on MMLU.", "Willow-7B"),
        ("On MMLU, our method is ahead of Oak-Net (79.9%).", "Oak-Net"),
        ("The proposed method reaches 81.2% accuracy on MMLU.", None),
        ("Extensive Trials reached an accuracy of 81.2%.", None),
        ("Supervised classifiers reach an accuracy of 81.2%.", None),
        ("We try ten trees, with Willow-7B achieving 81.2% accuracy.", "Willow-7B"),
        ("The best model, Willow-7B, achieves 81.2% accuracy.", "Willow-7B"),
        ("The best model (Willow-7B) achieves 81.2% accuracy.", "Willow-7B"),
        ("State-of-the-art GPT-4o achieves 81.2% accuracy.", "GPT-4o"),
        ("Of ten trees, Willow-7B performed best with 81.2% accuracy.", "Willow-7B"),
        ("The accuracy is 81.2% for GPT-4o.", "GPT-4o"),
        ("The accuracy is 81.2% for Spring.", None),
        ("Willow Leaf 3.5 achieves 81.2% accuracy.", "Willow Leaf 3.5"),
        ("We see that Willow 2.5 Pro achieves 81.2% accuracy.", "Willow 2.5 Pro"),
        ("The strongest agent (o3) attains 81.2% accuracy.", "o3"),
        ("Willow-7B and Oak-7B achieve 81.2% accuracy.", "Willow-7B and Oak-7B"),
        ("Our Willow-LLM achieves 81.2% accuracy on MMLU.", "Willow-LLM"),  # "LLM" is part of the name here
        ("The strongest open model Willow-7B achieves 81.2% accuracy on MMLU.", "Willow-7B"),
        ("The base/large WillowNet achieves 81.2% accuracy on MMLU.", "WillowNet"),
    ],
)
def test_the_system_that_scored_is_named_where_the_text_names_it(text: str, model: str | None) -> None:
    assert [found["model"] for found in results(text)] == [model]


def test_money_is_no_score() -> None:
    found = results("The agents reach 5% on MMLU, mapping to \\$1,025; and 67.5% on GSM8K (\\$2,400).")
    assert [fact["value"] for fact in found] == [5.0, 67.5]


@pytest.mark.parametrize(
    ("text", "models"),
    [
        (
            "OakNet has an AUC of 0.8, outperforming KNN (AUC: 0.7), RNN (AUC: 0.6), and the ElmNet model (AUC 0.5).",
            ["OakNet", "KNN", "RNN", "ElmNet"],
        ),
        (
            "OakNet reaches 0.98 accuracy, followed by ElmNet (accuracy: 0.85, F1: 0.83).",
            ["OakNet", "ElmNet", "ElmNet"],
        ),
        ("OakNet outperforms ElmNet (F1: 0.66 vs. 0.65).", ["OakNet", None]),
        ("OakNet outperforms all others (SSIM: 0.88, PSNR: 31.2).", ["OakNet", "OakNet"]),
        ("OakNet finds COPD (AUC: 0.81) and CHF (AUC: 0.77).", [None, None]),
    ],
)
def test_a_score_in_a_bracket_behind_a_rival_is_that_of_the_rival(text: str, models: list[str | None]) -> None:
    assert [found["model"] for found in results(text)] == models


def test_each_of_several_systems_has_its_own_score() -> None:
    text = "Willow-7B, Oak-7B, and Elm-7B achieve 81.2%, 71.2%, and 61.2% accuracy, respectively."
    assert [found["model"] for found in results(text)] == ["Willow-7B", "Oak-7B", "Elm-7B"]
    text = "Willow-7B achieves 91.2% accuracy on MMLU, surpassing Oak-Net's 81.2%."
    assert [found["model"] for found in results(text)] == ["Willow-7B", "Oak-Net"]
    text = "Even Willow-7B achieves only 25.8% accuracy, far below the human score of 82.3%."
    assert [found["model"] for found in results(text)] == ["Willow-7B", None]
    text = "Willow-7B reaches top scores, outperforming strong baselines with an accuracy of 91.2%."
    assert [found["model"] for found in results(text)] == ["Willow-7B"]
    text = "Willow-7B outperforms others, achieving 81.2% accuracy, compared to 71.2% for GPT-4o and 61.2% by hand."
    assert [found["model"] for found in results(text)] == ["Willow-7B", "GPT-4o", None]


def test_an_ordinary_word_is_no_acronym_with_a_hyphen() -> None:
    assert [found["metric_id"] for found in results("Our sampler gets what it adds, 83.2% on LINEMOD.")] != ["add-s"]
    assert [found["metric_id"] for found in results("It reaches an ADD-S of 91.2% on LINEMOD.")] == ["add-s"]


@pytest.mark.parametrize(
    "text",
    [
        "It reaches 81.2% accuracy (top-1) on ImageNet, as it does elsewhere.",
        "We compare it to others. It reaches 81.2% accuracy.",
        "On this dataset, it reaches 81.2% accuracy.",
    ],
)
def test_a_result_is_bound_over_brackets_and_sentences(text: str) -> None:
    found = results("We test Willow on ImageNet. " + text)
    assert [fact["benchmark"] for fact in found] == ["ImageNet"]


def test_a_time_beside_a_score_does_not_stand_on_its_benchmark() -> None:
    found = results("Willow reaches 81.2% accuracy on ImageNet while running at 45 FPS.")
    assert [(fact["metric"], fact["benchmark"]) for fact in found] == [("accuracy", "ImageNet"), ("FPS", None)]


def test_what_goes_on_behind_a_benchmark_need_not_be_another_one() -> None:
    found = results("We test oaks using ImageNet and our trials show that the best has 47.6% accuracy in such a case.")
    assert [fact["benchmark"] for fact in found] == ["ImageNet"]


def test_of_what_a_paper_makes_results_stand_on_the_part_for_tests() -> None:
    found = results(
        "We introduce LeafInstruct, a new dataset, and LeafBench, a new benchmark. The best oak reaches 71.2% accuracy."
    )
    assert [fact["benchmark"] for fact in found] == ["LeafBench"]


def test_a_source_of_texts_is_no_benchmark_of_the_next_sentence() -> None:
    found = results("We test Willow on articles from Wikipedia. It reaches 71.2% accuracy.")
    assert [fact["benchmark"] for fact in found] == [None]


def test_a_result_does_not_stand_on_what_a_model_was_trained_on() -> None:
    found = results("We compare oaks. The model trained on ImageNet reaches 81.2% accuracy, as others do.")
    assert [fact["benchmark"] for fact in found] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "On the private leaf set, it reaches 81.2% accuracy.",
        "It reaches 81.2% accuracy on real calls of customers.",
        "On a phone it runs at 30 FPS.",
        "The forest fits in 2.1 GB of memory.",
        "It reaches 81.2% accuracy over four other benchmarks.",
    ],
)
def test_a_result_with_a_place_of_its_own_is_not_of_the_one_benchmark(text: str) -> None:
    found = results("We test Willow on ImageNet. It reaches 90.1% accuracy there. " + text)
    assert [fact["benchmark"] for fact in found] == ["ImageNet", None]


def test_a_text_may_begin_anywhere() -> None:
    text = "Among trees with LDX of at most 0.6, Oak reaches an F1 of 81.2% and 71.5% QWX."
    for start in (place for place, sign in enumerate(text) if sign == " "):
        assert len(read_abstract(text[start:].strip()).facts.get("results", [])) <= 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Willow has an accuracy of 74.4% (69.9, 78.8%) and a precision of 32.8% [28%, 37.6%].", [74.4, 32.8]),
        ("Willow has an AUC of 0.81 (95% CI: 0.77-0.85) and a recall of 0.71 (0.66 to 0.75).", [0.81, 0.71]),
        ("The labelled error was 1.1[0.4-4.9].", [1.1]),
        ("Willow has accuracies of 74.4% (81.1% and 92.3% for Oak and Elm).", [74.4, 81.1, 92.3]),
    ],
)
def test_the_ends_of_an_interval_are_no_scores(text: str, expected: list[float]) -> None:
    assert [value for value, *_ in told("We grow trees. " + text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Their correlation differs (p value less than 0.001).",
        "The SSIM loss is used (alpha = 0.05, Delta = 20%).",
        "Leaves are lit in three illuminance ranges of 0.01-0.1 lux.",
        "We follow BudEval (arXiv:2311.07911) here.",
    ],
)
def test_settings_and_addresses_are_no_scores(text: str) -> None:
    assert told("We grow trees. " + text) == []


def test_compute_that_a_score_was_reached_at_is_no_score() -> None:
    assert told("Willow has 78.3% accuracy at 0.9 GFLOPs.") == [(78.3, "%", "accuracy", None)]


def test_memory_in_brackets_is_not_the_latency_before_it() -> None:
    assert told("Willow has a 400 ms latency on a small laptop (24 GB).") == [(400, None, "latency", None)]


def test_numbers_joined_by_strokes_repeat_the_metrics_of_the_first_ones() -> None:
    found = told("Willow has a Dice/precision/recall of 0.66/0.6/0.73 for oaks and 0.8/0.79/0.81 for elms.")
    assert [metric for _, _, metric, _ in found] == ["Dice", "precision", "recall"] * 2


def test_a_list_of_values_goes_through_the_metrics_listed_before() -> None:
    found = told(
        "We tested the F1-score, precision, and recall, yielding values of 89.4, 91.2, and 87.6, respectively."
    )
    assert found == [(89.4, None, "F1-score", None), (91.2, None, "precision", None), (87.6, None, "recall", None)]
    assert told("We grew Birch, Oak, and Elm, with widths of 89.4, 91.2, and 87.6, respectively.") == []


def test_labels_behind_a_heading_may_have_intervals() -> None:
    found = told("We grow trees. Median F1-scores: OAK = 0.89 (0.84, 0.92), ELM = 0.91 (0.86, 0.95).")
    assert found == [(0.89, None, "F1", None), (0.91, None, "F1", None)]


def test_averages_name_no_metric() -> None:
    assert told("Oak scored best with averages of 3.56 and 4.73.") == [
        (3.56, None, None, None),
        (4.73, None, None, None),
    ]


def test_what_an_encoder_was_pretrained_on_is_no_place_of_its_score() -> None:
    found = told("Willow has 69.1% mIoU on COCO, ahead of the 66.7% achieved by an ImageNet-pretrained encoder.")
    assert [benchmark for *_, benchmark in found] == ["COCO", "COCO"]


@pytest.mark.parametrize(
    ("score", "benchmark"),
    [
        ("In the Birch track, our runs reach an F1 of 0.81.", "BudEval 2025 Shared Task"),
        ("We are second with an F1 of 0.81 on the private test set.", "BudEval 2025 Shared Task"),
        ("On COCO, our runs reach an F1 of 0.81.", "COCO"),
    ],
)
def test_results_of_an_entry_to_a_shared_task_stand_on_it(score: str, benchmark: str) -> None:
    text = "This is our submission to the BudEval 2025 Shared Task on buds. We train on ImageNet. " + score
    assert told(text)[0][3] == benchmark


def test_models_that_are_proprietary_are_no_place() -> None:
    text = "We present BudBench, a benchmark of buds. Tests on proprietary models show an accuracy of 41%."
    assert told(text) == [(41, "%", "accuracy", "BudBench")]


def test_letters_that_a_degree_is_told_of_are_a_metric() -> None:
    text = "We grow trees. BirchNet reaches the highest QWX (27.8%), ahead of Oak-50 (23.9%)."
    assert told(text) == [(27.8, "%", "QWX", None), (23.9, "%", "QWX", None)]
    assert [found["model"] for found in results(text)] == ["BirchNet", "Oak-50"]


def test_what_settings_were_set_to_is_no_score() -> None:
    assert told("We grow trees. Growth is tested under three temperature settings (0.3, 0.7, 1.0).") == []
