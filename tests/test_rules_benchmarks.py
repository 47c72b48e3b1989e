"""Which names a reader finds as benchmarks, what their role is, and which names are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract import read_abstract


def benchmarks(text: str) -> dict[str, dict]:
    abstract = read_abstract(text)
    facts = abstract.facts.get("benchmarks", [])
    for fact in facts:
        assert fact.values["name"][:3] in abstract.text
        assert 0 <= fact.start < fact.end <= len(text)
    return {
        fact.values["name"]: {"text": text[fact.start : fact.end], "rule": fact.rule, **fact.values} for fact in facts
    }


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # The registry, with and without a noun beside it.
        ("Our sampler reaches 81.2% on MMLU and 64% on GSM8K.", ["MMLU", "GSM8K"]),
        ("Tests on the COCO dataset and ADE-20K confirm this.", ["COCO", "ADE-20K"]),
        ("We report results on NTU RGB+D 120, Tanks and Temples, and PASCAL VOC 2012.",
         ["NTU RGB+D 120", "Tanks and Temples", "PASCAL VOC 2012"]),
        ("A COCO-pretrained detector transfers to nuScenes.", ["COCO", "nuScenes"]),
        # A longer name around one of the registry is another name.
        ("On KITTI RoadZorb, our net reaches 81.2%.", ["KITTI RoadZorb"]),
        ("On ScanNet v2, our net reaches 81.2%.", ["ScanNet v2"]),
        ("On WMT'26 and HMMT Feb 2026 it gains 4 points.", ["WMT'26", "HMMT Feb 2026"]),
        ("On BigEarthNet V2.0, our net reaches 81.2%.", ["BigEarthNet V2.0"]),
        ("Accuracy rises on Ego4D-XQ9 by two points in our experiments.", ["Ego4D-XQ9"]),
        # Outside the registry, by what the sentence says.
        ("Our net reaches 81.2% accuracy on Dataset ZRB and 79% on Dataset QX4R.", ["ZRB", "QX4R"]),
        ("On the large-scale ZorbView, our net reaches 81.2%.", ["ZorbView"]),
        ("On 90-hour ZorbVox, the error falls to 3.1%.", ["ZorbVox"]),
        ("We introduce zorb-bench, a benchmark of 105 riddles.", ["zorb-bench"]),
        ("Existing benchmarks such as tau^2-Bench (arXiv:2506.07982) are small.", ["tau^2-Bench"]),
        ("Extensive experiments on the ZorbSet dataset show gains.", ["ZorbSet"]),
        ("We evaluate on three datasets such as QuuxBank, Florp-20K and MMLU.", ["QuuxBank", "Florp-20K", "MMLU"]),
        ("It gains 3.1% on WibbleFace over the baseline.", ["WibbleFace"]),
        ("Results on COCO, Blarg21K, and LVIS improve.", ["COCO", "Blarg21K", "LVIS"]),
        ("Scores improve on ZorbSet (0.71 to 0.79), CIFAR-10 (0.9 to 0.95) in our tests.", ["ZorbSet", "CIFAR-10"]),
        ("The Plonk Street dataset holds city scenes, and we test on the Plonk Street dataset.", ["Plonk Street"]),
        ("We took part in SemEval 2024 Task 3 with a small model.", ["SemEval 2024 Task 3"]),
        ("Our entry to the CVPR 2025 Wobble Tracking Challenge is simple.", ["CVPR 2025 Wobble Tracking Challenge"]),
        ("Our agent is tested with FlimBench.", ["FlimBench"]),
        # Lists in brackets, and lists that end in a noun for all.
        ("We use four counting datasets (ZRB, QUX, and FLRP) for tests.", ["ZRB", "QUX", "FLRP"]),
        ("It wins on the Blarg, ZorbSet, Wibble, and COCO datasets.", ["Blarg", "ZorbSet", "Wibble", "COCO"]),
        # What a clause makes and then names.
        ("We build a corpus of letters, which we call ZorbLines.", ["ZorbLines"]),
        ("We curate a data mixture, ZorbMix, that is small.", ["ZorbMix"]),
        ("We propose ZorbAsk, a large question answering (QA) dataset.", ["ZorbAsk"]),
        ("We test on ZorbAsk-a corpus of riddles, too.", ["ZorbAsk"]),
        ("We propose new datasets, referred to as ZorbVox and ZorbCam, for calls.", ["ZorbVox", "ZorbCam"]),
        ("We introduce a new dataset (ZorbView-1M) for streets.", ["ZorbView-1M"]),
        ("We introduce a benchmark, ZorbForget (Zorbing Outdoor Riddles), as well as a tool.", ["ZorbForget"]),
        ("Experiments on two public datasets, VibVRD and VibOR, show gains.", ["VibVRD", "VibOR"]),
        ("We construct two benchmarks (ED-Zorb and Plain Advice) from notes.", ["ED-Zorb", "Plain Advice"]),
        ("ZorbLeaf contains 4,149 annotated images.", ["ZorbLeaf"]),
        ("We use 2,000 images from ZorbLeaf for tests.", ["ZorbLeaf"]),
        ("It helps on datasets such as Blarg Wibble, ZorbSet, and COCO.", ["Blarg Wibble", "ZorbSet", "COCO"]),
        # Lists that are broken by what a member is for, or by its score.
        ("We test on MSMARCO, ZorbQuery for Arabic, Japanese and Russian, and QuuxClick for health.",
         ["MSMARCO", "ZorbQuery", "QuuxClick"]),
        ("It helps on three sets (BTCV: 84.64%, Zorb22: 92.43%, COCO: 90.67%).", ["BTCV", "Zorb22", "COCO"]),
        ("We test it on three datasets of LandZorb4Sense, Blarg, and Wibble.", ["LandZorb4Sense", "Blarg", "Wibble"]),
        ("We improve the results on the ZorbPath-256 task by 2 points.", ["ZorbPath-256"]),
        ("We won the ZorbEval 2025 Shared Task on Riddles.", ["ZorbEval 2025 Shared Task on Riddles"]),
        ("Performance on Phoenix2014T is good.", ["Phoenix2014T"]),
        # What is said of a name beyond brackets, hyphens and numbers.
        ("We introduce ZorbView (Constancy), a benchmark of riddles.", ["ZorbView"]),
        ("We introduce ZB-CG, the Zorb Policy Notes (Old Towns) Corpus.", ["ZB-CG"]),
        ("We share ZorbHill, a new in-the-field GPS dataset of walks.", ["ZorbHill"]),
        ("This work presents the Garrulous Set, a 900-hour collection of Zorbian speech.", ["Garrulous Set"]),
        ("We have three datasets: (1) ZORB-Hand (ZH), from us; (2) ZORB-Tool (ZT); and (3) ZORB-Mix, of both.",
         ["ZORB-Hand", "ZORB-Tool", "ZORB-Mix"]),
        ("We test on two public datasets: Blarg Tale Writing and Grid Wibble.", ["Blarg Tale Writing", "Grid Wibble"]),
        ("We also curate ZorbGrip-2k, which contains queries and traces.", ["ZorbGrip-2k"]),
        ("We propose ZorbBench, a framework that turns chores into questions.", ["ZorbBench"]),
        ("In this work we introduce Heart-of-Zorb, a challenge dataset of claims.", ["Heart-of-Zorb"]),
        ("Networks trained on ZorbOpenQA match larger ones in accuracy.", ["ZorbOpenQA"]),
        ("Evaluation on ZorbFood45 further demonstrates the gain.", ["ZorbFood45"]),
        ("It surpasses all others on the ZorbEdit Riddle Scenario Set.", ["ZorbEdit Riddle Scenario Set"]),
        ("It scores 0.89 on the public part of the Wibble challenge.", ["Wibble"]),
        ("Accuracy rises to 91% on How2Sign (ASL), too.", ["How2Sign"]),
        ("An FID of 1.3 is reached on ImageNet 256 x 256.", ["ImageNet 256 x 256"]),
        ("On the SCOPE dataset it gains 3%.", ["SCOPE"]),
        ("On FSC benchmark it gains 3% accuracy.", ["FSC"]),
        ("Tests on the Wibblesby traffic dataset show gains.", ["Wibblesby"]),
        ("Tests on two health benchmarks (ZorbGPT-5k, ZORBQA, and ExplainZorb) show gains.",
         ["ZorbGPT-5k", "ZORBQA", "ExplainZorb"]),
        ("We release the largest grounding dataset Wibbler, which contains 4 million clicks.", ["Wibbler"]),
        ("It was tested on our dataset Golden Nested Zorb Set (GNZS), which holds 40 clauses.", ["GNZS"]),
        ("It is tested on a week-long benchmark, Zorb-R1 Bench, which holds 900 questions.", ["Zorb-R1 Bench"]),
        # A name is not said twice: not with its title, not with a shorter form.
        ("We introduce ZKA-Bench, a Wibbled Knowledge Augmented QA Benchmark of riddles.", ["ZKA-Bench"]),
        ("Nets were tested on ImageNet1K (IN1K), too.", ["ImageNet1K"]),
        # Names that keep their noun or the name of their split.
        ("Slides come from the Zorb Fungus Atlas in our study.", ["Zorb Fungus Atlas"]),
        ("It gains 9% on MMLU-hard over the baseline.", ["MMLU-hard"]),
        # An acronym and its long form are one.
        ("We use the Grand Urban Noise Kit (GUNK) dataset for tests.", ["GUNK"]),
        # A short name is not said again by what it spells out.
        ("We introduce ZORDA (Zorb Outdoor Riddle Data with Answers), a corpus of riddles.", ["ZORDA"]),
        ("We test on the ZorbLine Image Pairs (ZLIP) dataset.", ["ZLIP"]),
        ("Paths are followed in Room-to-Room (R2R) and REVERIE.", ["R2R", "REVERIE"]),
        # Lists after "e.g." and "i.e.", brackets, kinds before the noun, versions, tracks.
        ("On hard datasets (e.g., ZorbXpert), it wins.", ["ZorbXpert"]),
        ("We propose an editing dataset, i.e., ZorbReco, for tests.", ["ZorbReco"]),
        ("It leads on the ZORBING multi-agent prediction benchmark.", ["ZORBING"]),
        ("Scores rise on riddles (COCO) and in our tests of rhymes (ZorbRhyme).", ["COCO", "ZorbRhyme"]),
        ("Two nets (ArcZorb, PartialZb) are tested on two benchmarks (RFW, CelebA).", ["RFW", "CelebA"]),
        ("Experiments on MultiWOZ 2.3 (with new labels) show gains.", ["MultiWOZ 2.3"]),
        ("We train nets on the public Zorb200-s dataset.", ["Zorb200-s"]),
        ("We took part in the TREC 2024 Zorb Track.", ["TREC 2024 Zorb Track"]),
        ("It is sixth in the 2025 Wobble City Challenge Track 2.", ["2025 Wobble City Challenge Track 2"]),
        ("We introduce Chart-to-Wobble, a benchmark of 36 charts.", ["Chart-to-Wobble"]),
        # A list that ends in a noun for all, whatever else its names mean; names of one word; parts of a benchmark.
        ("We evaluate it on the widely used ETH, UCY, and SDD benchmarks.", ["ETH", "UCY", "SDD"]),
        ("It carries over to wild datasets like Zorbies and ZSW, as we show.", ["Zorbies", "ZSW"]),
        ("It reaches 71.2 mIoU on ZorbScapes val.", ["ZorbScapes"]),
        ("Results on the test set of LibriZorb show gains.", ["LibriZorb"]),
        ("It gains 3% on ZRBD remote sensing crop health dataset.", ["ZRBD"]),
        ("Evaluations on COCO, LAM and HANDS-VNOnZorb show gains.", ["COCO", "HANDS-VNOnZorb"]),
        ("We evaluate on BTCV (CT), AMOS (MRI), and ZorbMRI600+ (knees) images.", ["BTCV", "AMOS", "ZorbMRI600+"]),
        ("Tests on the 3D-IRZADb-01 dataset show gains.", ["3D-IRZADb-01"]),
        # What data are taken from.
        ("We show this with a graph based on Wikipedia.", ["Wikipedia"]),
        ("It reads the style of PubMed abstracts, using PubMed papers.", ["PubMed"]),
        # A name that can mean other things stands for its data where its items follow, and with a year.
        ("We label PubMed sentences and play Atari games.", ["PubMed", "Atari"]),
        ("This describes our part in CLEF 2025.", ["CLEF 2025"]),
        ("We study label errors in MSCOCO and on τ-bench.", ["MSCOCO", "τ-bench"]),
        # One word with a capital: where a result is told of it, and in a list of benchmarks after "on".
        ("Our net reaches 61% on Zorbland and gains 3 points on Wibland.", ["Zorbland", "Wibland"]),
        ("Evaluated on Zorbland and LibriZorb9, it gains 4%.", ["Zorbland", "LibriZorb9"]),
        # Parts of a dataset, what it is for, and a name that says itself what it is before another word.
        ("Our nets gain most on the hard subset of LibriZorb9.", ["LibriZorb9"]),
        ("Nets tuned on the ZorbSTS-2 letter sorting task gain 4%.", ["ZorbSTS-2"]),
        ("It solves 61% of ZorbBench Verified.", ["ZorbBench Verified"]),
        # Lists: through remarks in brackets, names built like those of nets, and tasks with their data in brackets.
        ("We use three datasets, COCO (MRI letters), ZorbMed (X-ray ink), and Zorb-ACR (CT ink).",
         ["COCO", "ZorbMed", "Zorb-ACR"]),
        ("Experiments on COCO, ZorbNet, and LVIS show gains.", ["COCO", "ZorbNet", "LVIS"]),
        ("Tested on three datasets: letter sorting (ZORBY), and word sorting (LibriZorb9).", ["ZORBY", "LibriZorb9"]),
        ("It helps in many tasks such as ZorbSTS-2 and LibriZorb9 (+4%).", ["ZorbSTS-2", "LibriZorb9"]),
        ("It gains 2.4% on ZorbSTS Hard and 3% on ZORB Wobble.", ["ZorbSTS Hard", "ZORB Wobble"]),
        ("Tests on ZorbSTS9 clearly show gains, and so do those on ZorbSTS7 letter segmentation.",
         ["ZorbSTS9", "ZorbSTS7"]),
        # Versions belong to a name.
        ("On ViDoRe V1 and ViDoRe V2 it scores 91.0 and 63.5.", ["ViDoRe V1", "ViDoRe V2"]),
        ("We present the first riddle dataset, ZorbLines 1.0, specifically made for tests.", ["ZorbLines 1.0"]),
        # Titles: after a name of the registry, and joined to another title.
        ("We test on KITTI Wobble Sorting dataset and rank first.", ["KITTI Wobble Sorting"]),
        ("Tests on the Foo Bar Dataset and Baz Nar Dataset show gains.", ["Foo Bar", "Baz Nar"]),
        # Short names of the registry in capitals, where data stand.
        ("Accuracy on XSUM and SQUAD rises.", ["XSUM", "SQUAD"]),
        # What is built on a name of the registry.
        ("It runs on MIT-States-Zorb and MMLU-Wibble, in that order.", ["MIT-States-Zorb", "MMLU-Wibble"]),
        # A short form stands for its long form: what is said of that is said of it.
        ("Experiments on Zorb Letter Riddles (ZLRD) show gains.", ["ZLRD"]),
        ("Results on the Dyadic ZorB Talk (DZBT) dataset show gains.", ["DZBT"]),
        # Ordinary words that are said to be a name; years; dashes.
        ("We test on a public dataset called Zorbland.", ["Zorbland"]),
        ("Experiments on ZorbRead 2023 show gains of 4%.", ["ZorbRead 2023"]),
        ("We test on two datasets -- ZorbRead and WibRead -- and see gains.", ["ZorbRead", "WibRead"]),
        # LaTeX and odd blanks.
        ("We present \\textbf{ZorbBench}, a benchmark of riddles.", ["ZorbBench"]),
        ("Accuracy on ImageNet $256\\times256$ rises.", ["ImageNet 256×256"]),
        ("Tests  on\u00a0MMLU   are run.", ["MMLU"]),
    ],
)  # fmt: skip
def test_finds(text: str, names: list[str]) -> None:
    assert list(benchmarks(text)) == names


@pytest.mark.parametrize(
    "text",
    [
        "We propose ZorbNet, a framework for detection, and ZorbNet outperforms all baselines.",
        "Training runs on NVIDIA A100 GPUs.",
        "Experiments on Qwen2.5-7B and Llama-3-8B show that pruning works.",
        "Large language models (LLMs) face challenges in visual question answering (VQA).",
        "We train on a 74K-sample dataset.",
        "Existing English datasets and Chinese corpora are small.",
        "Code is at https://github.com/zorb/FlimBench.",
        "The method, DeepSeekMath, is trained with reinforcement learning.",
        "We build five VQA benchmarks from news.",
        "Inspired by physics, we study dense models in spring.",
        "We benchmark GPT-4o against people.",
        "Latency falls on STM32, and TPOT improves by 9% on TPOT in experiments.",
        "We introduce Sparse Anchor Rank Constraint (SARC), which aligns features.",
        "It wins over models that rely solely on ZGNN by 3% accuracy.",
        "Our 3D shapes are drawn by hand, and brain MRI scans are used.",
        # Ordinary words are no names that are written with a hyphen or apart.
        'Scores rise on "Multiple" and "Complex" questions.',
        "Gates are tuned in GPT-2 XL and Zorb models.",
        "Attention-based Multiple Instance Learning (MIL) is common on slides.",
        "Shifts cut the error on ViT-224 by half in tests.",
        "We freeze nets for single-frame infrared small target (SIRST) detection.",
        # Amounts, kinds of data, parts of a pipeline.
        "It is 9x faster on common benchmarks (24GB VRAM limit).",
        "Our pipeline joins BM25, Vector Database, and reranking.",
        "We label a large, human-checked ZRB dataset.",
        "A rigorously checked 3D ZPR dataset of 2134 samples was labelled.",
        "We tune it on the SFT dataset and test on VQA benchmark data.",
        "We share the first LLM-based QA benchmark for notes.",
        "We introduce a novel synthetic Finnish OCR benchmarking dataset.",
        "Semantic Scene Completion (SSC) helps, and existing SSC methods are slow.",
        "It gains 35% in SummaC scores.",
        "We share a large-scale and realistic CTZA benchmark.",
        "Unlike existing Z2V benchmarks, ours is hard.",
        "Tests on two LZVG benchmark datasets show gains.",
        "We share five Hindi LLM evaluation datasets.",
        "We collect a real-world, diverse, and Pixel-aligned dataset.",
        "Experiments on MRI and CT datasets show gains.",
        "We study TikTok using TikTok comments.",
        "Later tasks, such as plots and chart2text, have emerged.",
        "Experiments on four standard FGVC benchmarks show gains.",
        "We are ahead on several typical VSR datasets.",
        # Acronyms that the abstract explains as tasks; suites of systems.
        "Odd letter sorting (OLS) is hard. Experiments on the OLS benchmark show that it helps.",
        "We introduce ZorbWave, an open suite of small, fast language models.",
        "Powered by ZorbWave, our pipeline makes a dataset of letters.",
        "Odd letter sorting (ZorbOLS) presents a significant challenge.",
        "Sores of the Zorb foot (SZFs) pose a significant challenge.",
        "We run tests on Odd Letter Sorting (ZorbOLS) and see gains of 4%.",
        "We ask TikTok and FLAIR images what arXiv says.",
        "Nets gain 4% on Recall, 3% on Problem 4 and 2% on Earth.",
        "We gain speed on Zorbland, the net of letters, and 4% on Zorbland/Wib questions.",
        "Nets tuned on the ZorbPare_16 feature set gain 4% in ZorbDice and F1.",
        "Our parts are threefold: (1) Benchmarking Nets with letters, for 4% gains.",
        "It helps in tasks such as ZorbCam relighting, and gains 4% on NVIDIA A800 and Raspberry Pi.",
        # A short name in capitals where no data stand.
        "The XSUM of all parts is small.",
        # What the paper brings as a method, wherever it stands later.
        "We propose ZorbNat, a compact detector of letters. Nets trained on ZorbNat reach 91% accuracy.",
        # The number of a paper, and a pair of languages.
        "Our tests follow the letters of a survey (arXiv:2506.07982) and gain 4%.",
        "It gains 4% on English-Hindi in our tests.",
    ],
)
def test_leaves_alone(text: str) -> None:
    assert benchmarks(text) == {}


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        # What is said of others before the paper speaks of its own work.
        ("The COCO dataset has set a standard. We propose a net.", "COCO", "mentioned"),
        ("Many rely on COCO. We propose a net and test it on COCO.", "COCO", "evaluation"),
        ("We find that scores are lower than those of MMLU.", "MMLU", "mentioned"),
        ("We study it. While the DGM4 dataset was a first step, much is open.", "DGM4", "mentioned"),
        ("We introduce ZorbEval-FC, a benchmark inspired by IFEval.", "IFEval", "mentioned"),
        ("We test nets. Trained on many sets (ScanNet, MVImgNet), Zorb wins by 3%.", "MVImgNet", "training"),
        ("We run experiments on our self-constructed ZORB dataset.", "ZORB", "introduced"),
        ("We build ZorbRisk, a corpus with data from nuScenes.", "nuScenes", "mentioned"),
        ("We cut costs of existing models while keeping performance on CSL-Daily.", "CSL-Daily", "evaluation"),
        ("We speed up pretraining for two training sources (C4 and DCLM).", "C4", "training"),
        ("We help the pre-training of a 2.8B model by using a small one on the Pile dataset.", "Pile", "training"),
        ("It is trained on 1.4 million patches cut from scans in the ZorbPath database.", "ZorbPath", "training"),
        ("Our benchmark comprises two parts: OverZorbBench and UnderZorbBench.", "OverZorbBench", "introduced"),
        ("It wins on two benchmarks we introduce for riddles: EPIC-ZB3 and Ego4D-ZB3.", "EPIC-ZB3", "introduced"),
        ("We consolidate all sets into one large dataset, ZorbVerse, of motions.", "ZorbVerse", "introduced"),
        ("We release a codec along with a training dataset ZorbPcc-1K.", "ZorbPcc-1K", "introduced"),
        ("We introduce ZorbSet, a large corpus of letters.", "ZorbSet", "introduced"),
        ("To close the gap, we collect a dataset of 900 riddles, called RiddleSet.", "RiddleSet", "introduced"),
        ("The resulting dataset, ZorbSet, comprises 4,000 letters.", "ZorbSet", "introduced"),
        ("ZorbSet is a new benchmark for letters.", "ZorbSet", "introduced"),
        ("A novel ZorbSet dataset is also introduced.", "ZorbSet", "introduced"),
        ("We evaluate on QuuxBank, a corpus of letters.", "QuuxBank", "evaluation"),
        ("Our method improves accuracy on CIFAR-100 by 2%.", "CIFAR-100", "evaluation"),
        ("We pre-train a 3B model on the RedPajama dataset.", "RedPajama", "training"),
        ("The model is trained and evaluated on the CIFAR-10 dataset.", "CIFAR-10", "evaluation"),
        ("Existing benchmarks such as MMLU ask short questions.", "MMLU", "mentioned"),
        ("We rewrite letters, resulting in ZorbSet, a large corpus.", "ZorbSet", "introduced"),
        ("We fine-tune with adapters (LoRA) on the CIFAR-10 dataset.", "CIFAR-10", "training"),
        ("The recently released ZorbSet dataset holds real pictures.", "ZorbSet", "mentioned"),
        ("This paper introduces the ZorbTrack 2025 Challenge.", "ZorbTrack 2025 Challenge", "introduced"),
        ("With 900 questions from the GPQA dataset, our experiments show this.", "GPQA", "evaluation"),
        ("We propose ZorbRisk, a dataset built on videos from nuScenes.", "nuScenes", "mentioned"),
        # What bears the name of what the paper introduces.
        ("We propose Wobbling (ZorbCap), a framework that gains 3%. Training on the ZorbCap-5M dataset helps.",
         "ZorbCap-5M", "introduced"),
        ("This project studies moods with the CMU-MOSEI dataset.", "CMU-MOSEI", "evaluation"),
        ("Results on the proposed ZorbRooms show gains.", "ZorbRooms", "introduced"),
        ("ZorbSciBench comprises over 1,000 checked samples.", "ZorbSciBench", "introduced"),
        ("ZorbClimate introduces an open benchmark of riddles.", "ZorbClimate", "introduced"),
        # What is trained with, what others have, what a new dataset is made of.
        ("Better ImageNet pre-trained nets are known to help our tests.", "ImageNet", "training"),
        ("Using only the ZorbWoods training dataset, we achieve 88.8%.", "ZorbWoods", "training"),
        ("Our letters outperform existing tuning datasets, such as OpenMathReasoning, on AIME24.",
         "OpenMathReasoning", "mentioned"),
        ("We ask why datasets like PIQA are mostly in one language.", "PIQA", "mentioned"),
        ("We introduce Zorb-U, an extension of SPair-71k, to better assess transfer.", "SPair-71k", "mentioned"),
        ("Nets are examined based on three databases, namely the ORL database and others.", "ORL", "evaluation"),
        ("We sample 1K pictures of crowds from SA-1B by hand.", "SA-1B", "mentioned"),
        ("With this tool we refine the FashionIQ dataset to get a finer one.", "FashionIQ", "mentioned"),
        ("We introduce ZorbCall, a benchmark built on the agentic test suite BFCL.", "BFCL", "mentioned"),
        # What is open-sourced, made into, or brought elsewhere in the abstract.
        ("Moreover, we open-source Zorb-ATF, a dataset of 900 letters.", "Zorb-ATF", "introduced"),
        ("A light review turns drafts of notes into the ZorbPath dataset.", "ZorbPath", "introduced"),
        ("We introduce ZorbDoc, a benchmark of letters. Scores on ZorbDoc test data rise.", "ZorbDoc", "introduced"),
        ("It feeds nets that craft letters across two datasets (ZorbCric, AOKVQA).", "AOKVQA", "evaluation"),
        ("We build two datasets with full trails: Zorb-CoT-7k for tuning and Zorb-RL-3k for later.", "Zorb-RL-3k",
         "introduced"),
        ("We introduce Wibbled Tomes 1.0, a large collection of old books.", "Wibbled Tomes 1.0", "introduced"),
        ("Our net outperforms others on public datasets such as COCO and LVIS.", "COCO", "evaluation"),
        # New by the noun before its brackets, by what a contribution is; one not by a clause on another.
        ("It is tuned with a newly constructed high-quality letters dataset (Zorb-AD).", "Zorb-AD", "introduced"),
        ("We share a new small letters dataset (SLZB), with labels.", "SLZB", "introduced"),
        ("We introduce the Set of Zorb Riddles with Seals (SZRS) dataset.", "SZRS", "introduced"),
        ("We publish two novel datasets: ZorbInfo and MultiZorb.", "MultiZorb", "introduced"),
        ("Nets are tuned on the novel ZorbRec dataset.", "ZorbRec", "introduced"),
        ("We write riddles, resulting in a new ZorbDise dataset that includes ZorbDise Bench.", "ZorbDise Bench",
         "introduced"),
        ("We present ZorbGPT, a model for letters, and ZorbScience, an open benchmark for them.", "ZorbScience",
         "introduced"),
        ("We evaluate ZorbGPT and present it on COCO and ZorbSet, a corpus of letters.", "ZorbSet", "evaluation"),
        ("ZorbMath is a small benchmark for riddles.", "ZorbMath", "introduced"),
        ("We put forward a corpus ZorbGen of letters.", "ZorbGen", "introduced"),
        ("The result is ZorbDoc, a large-scale corpus.", "ZorbDoc", "introduced"),
        ("Tests on our specially constructed benchmarks, including ZorbTec-HD, show gains.", "ZorbTec-HD",
         "introduced"),
        ("Our core contribution is the Zorb VLM dataset of clips.", "Zorb VLM", "introduced"),
        ("We tune on nuScenes, while ZorbDoc is generated by rules.", "nuScenes", "evaluation"),
        ("The agent is trained on several datasets, such as the ZORB dataset for faces.", "ZORB", "training"),
        ("We use the ZorbDelft dataset for training.", "ZorbDelft", "training"),
        ("Letters are hard. The paper tests nets on the ZorbMap dataset.", "ZorbMap", "evaluation"),
        ("We cut costs while keeping superior results on widely used COCO.", "COCO", "evaluation"),
        ("Unlike COCO, our dataset holds letters.", "COCO", "mentioned"),
        ("We test three models (ZorbR1-Distill) and benchmarks (GSM8K, MMLU), with gains.", "MMLU", "evaluation"),
        ("We host the 2025 Wobble Tracking Challenge.", "2025 Wobble Tracking Challenge", "introduced"),
        # Before the paper speaks of its own work, what a system reaches is a test; what others have reached is none.
        ("ZorbNet reaches 81% accuracy on COCO with few letters. We study why.", "COCO", "evaluation"),
        ("Nets have reached 81% accuracy on COCO with few letters. We study why.", "COCO", "mentioned"),
        ("This notebook reports on our entry to the COCO shared task.", "COCO", "evaluation"),
        # The parts of what is new are new.
        ("We introduce ZorbBench. ZorbBench consists of two parts: ZorbQA, a benchmark of riddles, and letters.",
         "ZorbQA", "introduced"),
        ("We compare it with ZorbBench. ZorbBench consists of two parts: ZorbQA, a benchmark of riddles, and letters.",
         "ZorbQA", "evaluation"),
        ("The weights beat ImageNet initialization by 2%.", "ImageNet", "training"),
        ("We vary depth and training datasets (e.g., ImageNet and letters).", "ImageNet", "training"),
        ("The net was pretrained on a set of 10.75GB of cleaned COCO images.", "COCO", "training"),
    ],
)  # fmt: skip
def test_role(text: str, name: str, role: str) -> None:
    assert benchmarks(text)[name]["role"] == role


def test_registry_gives_the_identity_and_names_outside_have_none() -> None:
    assert benchmarks("Scores on ARC-Challenge rise.")["ARC-Challenge"]["benchmark_id"] == "arc-challenge"
    found = benchmarks("Experiments on GSM-8K and ZorbSet7 show gains.")
    assert found["GSM-8K"]["benchmark_id"] == "gsm8k"
    assert found["ZorbSet7"]["benchmark_id"] is None


def test_the_small_letter_of_a_version_makes_no_other_benchmark() -> None:
    assert benchmarks("On ScanNet v2, our net reaches 81.2%.")["ScanNet v2"]["benchmark_id"] == "scannetv2"


def test_every_mention_is_known_and_each_name_is_one_fact() -> None:
    abstract = read_abstract("We test on ZorbSet9. On ZorbSet9 and MMLU our accuracy is 80.1%. MMLU is harder.")
    assert [mention.name for mention in abstract.benchmarks] == ["ZorbSet9", "ZorbSet9", "MMLU", "MMLU"]
    assert [fact.values["name"] for fact in abstract.facts["benchmarks"]] == ["ZorbSet9", "MMLU"]
    for mention in abstract.benchmarks:
        assert abstract.written(mention.first, mention.last) == mention.name


def test_text_is_what_stands_in_the_abstract() -> None:
    text = "We present \\textbf{ZorbBench}, a benchmark, and test on the COCO dataset."
    assert [fact["text"] for fact in benchmarks(text).values()] == ["ZorbBench", "COCO"]


@settings(max_examples=150)
@given(st.text(alphabet="AaBb09 -()+/,.&'^$\\{}", max_size=300))
def test_any_text_is_read(text: str) -> None:
    abstract = read_abstract("We test on " + text + " datasets.")
    assert all(0 <= fact.start < fact.end for fact in abstract.facts.get("benchmarks", []))


@pytest.mark.parametrize(
    "text",
    [
        "Trees are rarely counted. We address this gap with Oak-Bench, a benchmark of trees.",
        "Trees are rarely counted. We fill this gap through OakBench, a dataset of 900 trees.",
    ],
)
def test_what_fills_a_gap_is_introduced(text: str) -> None:
    assert [found["role"] for found in benchmarks(text).values()] == ["introduced"]
