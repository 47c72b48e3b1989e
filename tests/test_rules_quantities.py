"""Quantities: which numbers are amounts of data or compute, in what unit, and what is left alone."""

from __future__ import annotations

from time import process_time
from typing import Any

import pytest

from pipeline.components import COMPONENTS
from pipeline.extract import read_abstract
from pipeline.nlp import ABSTRACT, load
from pipeline.rules import quantities


def found(text: str) -> list[dict[str, Any]]:
    facts = read_abstract(text).facts.get("quantities", [])
    for fact in facts:
        assert text[fact.start : fact.end].strip() == text[fact.start : fact.end] != ""
    return [fact.values for fact in sorted(facts, key=lambda fact: fact.start)]


def amounts(text: str) -> list[tuple[float, str]]:
    return [(values["value"], values["unit"]) for values in found(text)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("We train on 2 billion images.", 2e9, "image"),
        ("It saw 300B tokens.", 300e9, "token"),
        ("We filter a 1.2-trillion-token corpus.", 1.2e12, "token"),
        ("The set comprises 12,340 manually checked questions.", 12340, "question"),
        ("We collect 29M image-text pairs.", 29e6, "image-text pair"),
        ("We write 3,000 preference pairs.", 3000, "preference pair"),
        ("We gather 6,000 curated video clips.", 6000, "video clip"),
        ("We gather 6,000 high-resolution images.", 6000, "image"),
        ("We gather 240 synchronized RGB and infrared (IR) videos.", 240, "video"),
        ("It was tested on 1,002 real 3D scenes.", 1002, "scene"),
        ("A dataset with 1,985 hours of video is new.", 1985, "hour"),
        ("A 14-hour podcast corpus is used.", 14, "hour"),
        ("We scraped 4TB of text.", 4e12, "byte"),
        ("We label 872 of the drawings.", 872, "drawing"),
        ("An 874K-sample dataset is built.", 874e3, "sample"),
        ("The corpus holds 14,300 olive leaves.", 14300, "leaf"),
        (r"We crawl $10{,}000$ web\ pages daily.", 10000, "web page"),
        ("We use three thousand sentences.", 3000, "sentence"),
        ("We annotate 108,722 nuclei.", 108722, "nucleus"),
        ("We use a 300-document corpus.", 300, "document"),
        ("We gather 563 MRI scans of knees.", 563, "scan"),
        ("We gather 900 patient cases.", 900, "patient case"),
        ("We gather 900 difficult cases.", 900, "case"),
        ("We draw 900 tight bounding boxes.", 900, "bounding box"),
        ("We scan 900 stained whole-slide images.", 900, "whole-slide image"),
        ("We write 900 text QA pairs.", 900, "qa pair"),
        ("We align 900 parallel sentence pairs.", 900, "sentence pair"),
        ("We read 9,000 Low Court bail judgments.", 9000, "bail judgment"),
        ("We sew 9,000 woollen cartoon mittens.", 9000, "cartoon mitten"),
        ("We sew 9,000 healthy Frisian mittens.", 9000, "mitten"),
        ("We write 50K question-answer (QA) pairs.", 50e3, "question-answer pair"),
        ("We ask volunteers (n = 140) to draw.", 140, "volunteer"),
        ("We use one cohort (WOOL) ($n$=729) of sheep.", 729, "sample"),
        ("The models were evaluated on nine letters.", 9, "letter"),
        ("It is learned by training on merely 5 labeled samples.", 5, "sample"),
        ("We write some 200 questions per legal domain.", 200, "question"),
        ("The bench holds 275 crafted questions each paired with a rhyme.", 275, "question"),
        ("In total, 888 responses were rated by bards.", 888, "response"),
        ("We chose 201 tasks drawn from old books.", 201, "task"),
        ("It was tested on a hold-out set of 4 patients.", 4, "patient"),
        ("We present chunks from 5538 tidy drawings.", 5538, "drawing"),
        ("It is a benchmark comprising 917 challenges.", 917, "challenge"),
        ("We write 2K rhymes each in Frisian and Low German.", 2000, "rhyme"),
        ("The bench yields 300 single-room tasks.", 300, "task"),
        ("We weighed over 17 000 specimens.", 17000, "specimen"),
        ("A study (N=37) with prizes was run.", 37, "participant"),
        ("We check a subset (n=115) of wrong steps.", 115, "step"),
        ("We tune on 2.6K model-generated solutions.", 2600, "solution"),
        ("We write 30 million Q&A pairs.", 30e6, "q&a pair"),
        ("We write 12K VQA pairs.", 12e3, "vqa pair"),
        ("It holds over 200K GPT-4o-curated audio-video-text dialogues.", 200e3, "dialogue"),
        ("We mark 15,130 tumor instances per-voxel.", 15130, "tumor instance"),
        ("It has more than 4 hours of spoken sentences.", 4, "hour"),
        ("It aligns 623 trained Zorbian-English word pairs.", 623, "word pair"),
        ("Teams received 78 sets of MRI scans.", 78, "set"),
        ("It was tested across 50 real-world tasks.", 50, "task"),
        ("We write 9,800 dialect-to-standard letter pairs.", 9800, "letter pair"),
        ("We cut 33,000 video segments.", 33000, "video segment"),
        ("We label 736K 6D object poses.", 736e3, "object pose"),
        ("We present 479,215 chest X-rays.", 479215, "x-ray"),
        ("It saw one million letters.", 1e6, "letter"),
        ("We link seven hundred thousand papers.", 7e5, "paper"),
        ("It saw 110 thousands SAR images.", 110e3, "image"),
        ("We draw more than 2000 pictures.", 2000, "picture"),
        ("We present a 6.24-hour annotated corpus.", 6.24, "hour"),
        ("A corpus (0.97GB unsupervised text data) is used.", 0.97e9, "byte"),
        ("We use EEG data of 120 participants.", 120, "participant"),
        ("We share ZorbAlign, a 12M-instance corpus of letters.", 12e6, "instance"),
        ("Our set holds 1,559 distinct riddles--15 times more.", 1559, "riddle"),
        ("We gather a dataset of walks, featuring 670 unique hats.", 670, "hat"),
        ("It was checked by over 15,000 human pairwise comparisons.", 15000, "pairwise comparison"),
        ("We write 100k reasoning traces.", 100e3, "reasoning trace"),
        ("We study 4,500 ABS letters.", 4500, "letter"),
        ("We read 4,500 NTF loan reports.", 4500, "loan report"),
        ("It holds 9,000 named shop mentions.", 9000, "shop mention"),
        ("We gather 40,000 ferry records.", 40000, "ferry record"),
        ("We tune on 3M farm data.", 3e6, "data"),
        ("We share one million lullabies.", 1e6, "lullaby"),
        ("We share over 2M editing pairs-and show their use.", 2e6, "editing pair"),
        ("Its data are from 40 Landsat-8 scenes.", 40, "scene"),
        ("We took gait recordings from 12 dancers and 9 adults.", 9, "adult"),
        ("We test on a cohort of 31 unseen subjects.", 31, "subject"),
        ("It was fitted to scans of 16 stroke patients.", 16, "patient"),
        ("The dataset contains 45 floor plans.", 45, "floor plan"),
        ("We identified 705 unique leaks.", 705, "leak"),
        ("We use data from 190 ferry lines.", 190, "line"),
        ("It was checked on 640 responses.", 640, "response"),
        ("We share 1.5M image-language pairs.", 1.5e6, "image-language pair"),
        ("It holds 7,516 letter-reply pairs.", 7516, "letter-reply pair"),
        ("We take 2,600 high-resolution (1080p) images.", 2600, "image"),
        ("On a 90-example harbour-derived benchmark it wins.", 90, "example"),
        ("It is tuned on a cleaned 10 million Elvish corpus.", 10e6, "sample"),
        ("Our 150K multimodal dataset is open.", 150e3, "sample"),
        ("They come with 5,119 human-curated reasoning steps.", 5119, "reasoning step"),
        ("We share a specialized 11K dataset on roads.", 11e3, "sample"),
        ("We share a 200k emotional dialogue dataset.", 200e3, "dialogue"),
        ("It was tested on a 1000 video test set.", 1000, "video"),
        ("It was trained on only 8K images.", 8e3, "image"),
        ("The corpus has about (1,200 hours) of video data.", 1200, "hour"),
        ("We share a pretraining dataset exceeding 89 billion tokens.", 89e9, "token"),
        ("We use a dataset of 76 B-mode knee scans.", 76, "scan"),
        ("Across 150 debates it wins.", 150, "debate"),
        ("Its pairs were generated from 200 sources.", 200, "source"),
        ("It is learned from real transcripts (33 surgeries).", 33, "surgery"),
        ("In 500 arithmetic tasks it fails.", 500, "task"),
        ("It was read from 5 million chest X rays.", 5e6, "x-ray"),
        ("We sent a questionnaire (N = 301) to writers.", 301, "participant"),
        ("It was tuned on WrenScans-2 (n=348) and tested.", 348, "sample"),
    ],
)
def test_an_amount_of_data_is_found(text: str, value: float, unit: str) -> None:
    assert amounts(text) == [(value, unit)]
    assert found(text)[0]["dimension"] == "data"


def test_samples_of_one_sentence_are_of_one_thing() -> None:
    assert amounts("It was checked on scans (knee: n=81, thumb: n=393).") == [(81, "scan"), (393, "scan")]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Training took 442 A100-40G GPU hours.", 442, "gpu hour"),
        ("It was trained on 8 A100 GPUs.", 8, "gpu"),
        ("The run costs $10^{21}$ FLOPs.", 1e21, "flop"),
        ("We pretrain with a budget of 300 EFLOPs.", 3e20, "flop"),
        ("We trained the model in only 9 days.", 9, "day"),
        ("We train on a 16-GPU machine.", 16, "gpu"),
        ("We train on 8 H100s.", 8, "gpu"),
        ("One pass of the network needs 4.1 GFLOPs.", 4.1e9, "flop"),
    ],
)
def test_an_amount_of_compute_is_found(text: str, value: float, unit: str) -> None:
    assert amounts(text) == [(value, unit)]
    assert found(text)[0]["dimension"] == "compute"


@pytest.mark.parametrize(
    "text",
    [
        "We evaluate on 14 benchmarks, 21 tasks and 50 datasets.",
        "It covers 1,200 categories in 39 languages.",
        "We compare 24 pre-trained models with 12 layers.",
        "We train for 640 epochs in three stages.",
        "The context length grows to 128K tokens.",
        "Prompts stay under 3,500 tokens.",
        "It draws 20 samples per prompt.",
        "It was trained on 3 data sets.",
        "We discuss three examples.",
        "We split it into chunks of 400 words each of a line.",
        "There are 201 tasks of old.",
        "Two issues and four cases remain.",
        "It runs at 65 frames per second on 4K video.",
        "Images have a resolution of 1024 x 1024 pixels.",
        "It was held in 2023 and cost $30,000.",
        "ImageNet-1K images and CIFAR-10 samples are used.",
        "It uses 30 times fewer examples.",
        "We propose two-stage training in 3D scenes.",
        "It ranks 26/96 teams.",
        "Each of 5 experts made 2 passes.",
        "It works on 3T T1-weighted images and 7T scans.",
        "It runs on a single 4090 GPU.",
        "Images of 2912x2912 pixels are read.",
        "Bands of 355 nm and 532 nm differ in the dataset.",
        "A study with 480 participants was run, and volunteers (N=8) drew.",
        "It covers up to 103 tasks and handles sequences up to 8,192 acids.",
        "Each of the samples of 42 synthetic tasks is hard.",
        "We ask students 28 survey questions for each walk.",
        "Our set has user profiles, each containing up to 60 sessions.",
        "A single 150KB steering picture matches vectors.",
        "We render 4k textures in our dataset.",
        "Elvish is spoken by around seven hundred thousand people.",
        "Checking the pairs took about 2,100 work hours.",
        "Each hour of audio takes 3 hours of expert time.",
        "Its answers are shorter (249 vs. 277 words on average).",
        "We train a 1.5B token-level value model.",
        "It was tested on 79 language pairs and 300 bidirectional language pairs.",
        "The questions span 66 school subjects.",
        "Our views were evaluated with 14 participants.",
        "Its cache supports 32K token contexts.",
        "We show the Top 20 Samples of it.",
        "Flu affects 400 million people.",
        "It is trained for 40,000 gradient steps.",
        "It was tested on the WrenNet 1K dataset and on the 7K set.",
        "A picture is worth more than a thousand words.",
        "Most of them (75%, n=907) and 18% (n=211) stayed; we asked AI models (N=43).",
    ],
)
def test_what_is_no_amount_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("We use over 4.8 million labeled examples.", "at_least"),
        ("We use 4,750+ images.", "at_least"),
        ("We use about 706,000 articles.", "approx"),
        ("We use up to 77M compounds.", "up_to"),
        ("We use 77M compounds.", "exact"),
    ],
)
def test_the_precision_is_what_the_text_says(text: str, qualifier: str) -> None:
    [values] = found(text)
    assert values["qualifier"] == qualifier


def test_a_range_of_compute_is_one_amount() -> None:
    [values] = found("The runs span 10^{19} to 10^{22} FLOPs.")
    assert (values["value"], values["value_max"], values["unit"]) == (1e19, 1e22, "flop")


@pytest.mark.parametrize(
    "text", ["We use 10k-30k images.", "We use 10K to 30K images.", "We use 10,000 to 30,000 images."]
)
def test_a_range_is_one_amount(text: str) -> None:
    [values] = found(text)
    assert (values["value"], values["value_max"], values["unit"]) == (10e3, 30e3, "image")


def test_lists_share_their_noun() -> None:
    assert amounts("We train on 1K, 5K and 10K images.") == [(1e3, "image"), (5e3, "image"), (10e3, "image")]
    assert amounts("We have 14,000 training and 500 test samples.") == [(14000, "sample"), (500, "sample")]
    assert amounts("It has 1,150 single-choice, 23 many-choice, and 87 short items.") == [
        (1150, "item"),
        (23, "item"),
        (87, "item"),
    ]
    assert amounts("We add 10B tokens (4B French, 6B Thai).") == [(10e9, "token"), (4e9, "token"), (6e9, "token")]


def test_the_same_amount_named_again_counts_once() -> None:
    assert amounts("We collect 5,000 road images. The 5,000 images are public.") == [(5000, "image")]
    assert len(amounts("It has 500K forged images and 500K real images.")) == 2


def test_sizes_of_models_are_not_quantities() -> None:
    text = "Our 7B model sees 2T tokens."
    assert amounts(text) == [(2e12, "token")]


def test_the_text_is_exactly_what_stands_there() -> None:
    text = r"It   has \textbf{12,000} cat~images, for free."
    [fact] = read_abstract(text).facts["quantities"]
    assert text[fact.start : fact.end] == r"12,000} cat~images"


@pytest.mark.parametrize(
    "text",
    ["tokens (" + "4B a " * 3000, "1K, " * 3000 + "images", "100 " + "big-" * 5000 + "images", "5 hours of " * 3000],
)
def test_a_hostile_text_is_read_in_time(text: str) -> None:
    abstract = load().tokenizer(text).user_data[ABSTRACT]
    COMPONENTS["numbers"](abstract)
    began = process_time()
    quantities.find(abstract)
    assert process_time() - began < 2


def test_parts_in_brackets_are_amounts_of_the_same() -> None:
    assert amounts("We scanned 876 patients (604 training, 272 test) in spring.") == [
        (876, "patient"),
        (604, "patient"),
        (272, "patient"),
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("We wrote 12k rhymes, with 8k from books and 4k from songs.", [12e3, 8e3, 4e3]),
        ("We split the 900 letters into 700 for training and 200 for testing.", [900, 700, 200]),
        ("It holds 900 letters (train: 700; test: 200).", [900, 700, 200]),
        ("It holds 900 letters: 700 real and 200 forged.", [900, 700, 200]),
        ("It holds 900 letters, 300 of which are forged.", [900, 300]),
        ("It holds 900 letters, of which 300 are forged.", [900, 300]),
        ("It holds 900 letters; 17 of 31 systems fail.", [900]),
        ("Of 900 letters, of which 3 models read most, some are torn.", [900]),
    ],
)
def test_parts_of_a_whole_are_amounts_of_it(text: str, parts: list[float]) -> None:
    assert [value for value, _ in amounts(text)] == parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We share a million-scale dataset of looms.", (1e6, "sample")),
        ("It was trained on billion-scale image-text pairs.", (1e9, "image-text pair")),
        ("It is a neat, just-3k-scale safety dataset.", (3e3, "sample")),
        ("We tune billion-scale language models on data.", None),
    ],
)
def test_the_scale_of_a_data_set_is_an_amount(text: str, expected: tuple[float, str] | None) -> None:
    assert amounts(text) == ([expected] if expected else [])
    assert all(values["qualifier"] == "approx" for values in found(text))


@pytest.mark.parametrize(
    "text",
    [
        "The disease affects over 55 million people worldwide.",
        "News matters for 28 million Americans.",
        "Letters got longer by an average increase of 80 words.",
        "Prefilling is faster at 1M tokens.",
        "Sensors give full 360{\\deg} scans.",
        "It beats its 32B data generator.",
        "Storms bring 59,000 injuries and 5,000 deaths.",
        "Replies shrink below 15,000 characters.",
        "The alert comes within 2,000 milliseconds.",
        "A 4.6B memory bank obtains the same.",
    ],
)
def test_what_is_said_of_the_world_is_no_amount(text: str) -> None:
    assert amounts(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It offers 4K image-text pairs on looms.", [(4000, "image-text pair")]),
        ("It holds ~70K 360° kite videos.", [(70_000, "video")]),
        ("We grade a corpus of 90 Foo 2.5 Pro-written letters.", [(90, "letter")]),
        ("We share two datasets (each containing 6,000 images of kites).", [(6000, "image")]),
        (
            "Of 25,315 letters, of which 3,774 (14.9%) contained ink, most are old.",
            [(25_315, "letter"), (3774, "letter")],
        ),
        ("FooKites includes 186 lullabies.", [(186, "lullaby")]),
        ("On 17 woven images, it reaches an accuracy of 0.92.", [(17, "image")]),
        ("We share 60k fine QA labels.", [(60_000, "qa label")]),
        ("We read 984,024 social media text posts.", [(984_024, "post")]),
        ("It was tried with 3 data types.", []),
        ("The 4K images look sharp.", []),
        ("Prompts each containing 6,000 words are long.", []),
        ("Foo is spoken in the hills by about 14,100,850 people.", []),
    ],
)
def test_what_is_counted_is_read_behind_other_numbers_and_marks(text: str, expected: list[tuple[float, str]]) -> None:
    assert amounts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It learns from 10,000 videos totaling 52 hours.", [(10_000, "video"), (52, "hour")]),
        (
            "It holds 5.4k dialogues (60K utterances, 150 hours).",
            [(5400, "dialogue"), (60_000, "utterance"), (150, "hour")],
        ),
        ("It needs under 3 hours on a single A100.", [(3, "hour")]),
        ("Others require 4.5 days on 32 A100 GPUs.", [(4.5, "day"), (32, "gpu")]),
        ("Training took approximately 22 hours.", [(22, "hour")]),
        ("It runs on 4xL20.", [(4, "gpu")]),
        ("The wait fell from 3 hours on a GPU.", []),
        ("They read the letters for 22 hours.", []),
    ],
)
def test_time_is_of_recordings_or_of_compute(text: str, expected: list[tuple[float, str]]) -> None:
    assert amounts(text) == expected
