"""Model sizes: which numbers are parameter counts, whose they are, and what is left alone."""

from __future__ import annotations

from time import process_time
from typing import Any

import pytest

from pipeline.components import COMPONENTS
from pipeline.extract import read_abstract
from pipeline.nlp import ABSTRACT, load
from pipeline.rules import model_sizes


def found(text: str) -> list[dict[str, Any]]:
    facts = read_abstract(text).facts.get("model_sizes", [])
    for fact in facts:
        assert text[fact.start : fact.end].strip() == text[fact.start : fact.end] != ""
    return [fact.values for fact in sorted(facts, key=lambda fact: fact.start)]


def sizes(text: str) -> list[tuple[int, int | None]]:
    return [(values["parameters"], values["parameters_max"]) for values in found(text)]


B = 10**9
M = 10**6


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A 7 billion parameter model was trained.", [(7 * B, None)]),
        ("It needs 45.4M trainable parameters.", [(45_400_000, None)]),
        ("We tune only 200 trainable parameters.", [(200, None)]),
        ("The net has 1,024,000 parameters.", [(1_024_000, None)]),
        ("We tune UL2 20B on it.", [(20 * B, None)]),
        ("We align mixtral-8x7b with rules.", [(56 * B, None)]),
        ("Tests on pythia-160m follow.", [(160 * M, None)]),
        ("We pretrain 0.5B--7B language models.", [(B // 2, 7 * B)]),
        ("Models from 600M to 8B parameters improve.", [(600 * M, 8 * B)]),
        ("We train 3 to 30B base models.", [(3 * B, 30 * B)]),
        ("Our 1B and 3B models agree.", [(B, None), (3 * B, None)]),
        ("We release models with 1B, 3B, and 7B parameters.", [(B, None), (3 * B, None), (7 * B, None)]),
        ("Three model sizes (0.6B, 4B, 8B) are open.", [(600 * M, None), (4 * B, None), (8 * B, None)]),
        ("It beats billion-parameter models.", [(B, None)]),
        (r"Scaled up to $1.5$B parameters, it holds.", [(1_500 * M, None)]),
        (r"Our \textbf{7B} model wins.", [(7 * B, None)]),
        ("It gains 12% for 1.5B and 7% for 7B models.", [(1_500 * M, None), (7 * B, None)]),
        ("A 14B model reached 61% while a 70B produced 4%.", [(14 * B, None), (70 * B, None)]),
        ("At the 7B and 2B model scales we win.", [(7 * B, None), (2 * B, None)]),
        ("It outperforms its 72B-scale variant.", [(72 * B, None)]),
        ("Models range from 17 million parameters to 1 billion.", [(17 * M, B)]),
        ("It adds 1 million (1M) parameters.", [(M, None)]),
        ("Small (<4B) and large (>10B) ones differ.", [(4 * B, None), (10 * B, None)]),
        ("It gains 4.6% (3B) and 3.9% (7B).", [(3 * B, None), (7 * B, None)]),
        ("We tune Willow-7B-Instruct-1M.", [(7 * B, None)]),
    ],
)
def test_a_parameter_count_is_found(text: str, expected: list[tuple[int, int | None]]) -> None:
    assert sizes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "We collect 200M instruction pairs and 300B tokens.",
        "The model sees 1T tokens.",
        "GPT-4 and ViT-L and T5-XXL are compared.",
        "Billions of parameters make models costly.",
        "It uses 16 times fewer trainable parameters.",
        "It reduces 90% of the parameters.",
        "We evaluate on LAION-400M and SA-1B.",
        "The company spent $3B last year.",
        "Fine-tuning on Gradient-10K helps the model.",
        "The context window is 128K.",
        "We publish 12M images for a vision model.",
        "We sent 1M+ model queries.",
        "The largest letter dataset is ZorbVein-5M -- the largest available letter dataset.",
        "We present the ZorbField-22M dataset.",
        "We share a training dataset ZorbCap-1.2M of letters and use Recap-DataComp-1B.",
        "It is trained on 15M-scale data.",
        "We introduce Zorb-Reason-6M and tune on it.",
        "It was tested on four sets (ZorbVid-1M, ZorbTrack).",
        "It cuts the parameter count by 4M.",
        "ZorbAlign, a 12M-instance corpus of letters, is one of our models' sources.",
        "As in Zorb (2025b), we use models.",
        "Such scans cost USD 4.9 billion in 2022.",
        "We synthesize 200M letter-answer pairs.",
        "This yields a corpus of 5M high-quality letter-centric image-text pairs.",
        "Zorb$^{3}$M is fused with an adapted model.",
        "It runs with the model Zorb-Long on a Huawei Ascend 910B NPU.",
    ],
)
def test_what_is_no_size_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("We tune Foo-3-8B-Instruct on it.", "Foo-3-8B-Instruct"),
        ("An Oak2.5-7B-based agent wins.", "Oak2.5-7B"),
        ("We tune Llama 3.1 70B here.", "Llama 3.1"),
        ("Built on Llama 3.1-8B, it is quick.", "Llama 3.1-8B"),
        ("It matches OakChat-R1 (671B) in maths.", "OakChat-R1"),
        ("We introduce OakVL, a compact 3B-parameter assistant.", "OakVL"),
        ("OakNet has only 3.2M parameters.", "OakNet"),
        ("Our 8B OakEmb-v1.5 model is better.", "OakEmb-v1.5"),
        ("We study the Oak-2 model family (7B).", "Oak-2"),
        ("Tests on Code Llama 34B follow.", "Code Llama"),
        ("Tests on Oaktron 3 Nano 30B follow.", "Oaktron 3 Nano"),
        ("We compare a 7B model.", None),
        ("Several LLMs (7B) were compared.", None),
        ("We test a distilled 1.5B parameter reasoning model (Zorb-R1) at home.", "Zorb-R1"),
        ("ZorbFormer achieves 74% accuracy with only 3.3M parameters.", "ZorbFormer"),
        ("We tune Mistral 7B Instruct on riddles.", "Mistral 7B Instruct"),
        ("The answers of a 7B RLT are good.", "RLT"),
        ("We train a 3B model, named Willow-VL, for maps.", "Willow-VL"),
        ("We train a 7B expert model, Willow-Check, for maps.", "Willow-Check"),
        ("The 7B variant of Willow-VL wins.", "Willow-VL"),
        ("With just 3.1 million parameters, WillowNet reaches 95% accuracy.", "WillowNet"),
        ("We show Willow-UI, a family of agents for all screens, including an 8B variant.", "Willow-UI"),
        ("We train a tiny net with 1.5 billion parameters named WillowMini by adding words.", "WillowMini"),
        ("We show that WillowNet reaches 81% on five data sets with only 0.8M parameters.", "WillowNet"),
        ("It is worse than the WillowNetV2 model, which has 2.2 million parameters.", "WillowNetV2"),
        ("Here the distilled variant Willow-Net-T, with only 0.1M parameters, is quickest.", "Willow-Net-T"),
        ("With only 5.5M parameters, representing half of Elm, WillowNet restores every leaf.", "WillowNet"),
        ("WillowSearch, featuring 30 billion parameters, wins.", "WillowSearch"),
        ("Our largest model, Willow-H, scaled to 1B parameters, is best.", "Willow-H"),
        ("We present Willow 2.0, a family of language models (LMs) ranging from 4B-20B parameters.", "Willow 2.0"),
        ("We tune open models: WillowSeek open source models in 7B sizes.", "WillowSeek"),
        ("This is WillowOCR, a quick, open, and lightweight (1B parameters) reader.", "WillowOCR"),
        ("Willow-Map has a smaller model size (16.8M) than Elm.", "Willow-Map"),
        ("We go on with Willow-1, a 14B autoregressive model paired with a head.", "Willow-1"),
        ("We train silver-willow, an open 8B-parameter model, on letters.", "silver-willow"),
        ("Some, like ChatWillow 4o (200B parameters), fail.", "ChatWillow 4o"),
        ("We present Willow-VL, a vision-language model. The final model contains only 3M parameters.", "Willow-VL"),
        ("On WillowSet, a 7B model reaches 81%.", None),
        ("Our 7B AWQ-quantized model is quick.", None),
        ("We reach 57.9% mAP using only 1.5M parameters.", None),
        ("A 14B-parameter AR video diffusion model is trained.", None),
        ("We present WillowLoop, a model-aware framework. Our 8B model wins.", None),
        # A name right behind its size, behind a verb of showing, in brackets with "million", said of one word.
        ("It is close to 671B DeepSeek-R1.", "DeepSeek-R1"),
        ("Tests on COCO show ZRB-DETR achieves 51% AP with only 13.5M parameters.", "ZRB-DETR"),
        ("Our largest model, ZorbV2-X, achieves 57 AP with only 50.3 million parameters.", "ZorbV2-X"),
        ("Even the tiny ZorbV2-Pico, with just 1.5 million parameters, wins.", "ZorbV2-Pico"),
        ("It matches ZorbV10-Nano (2.3 million) with fewer parameters.", "ZorbV10-Nano"),
        ("We present Zorbina, a 650M-parameter transformer.", "Zorbina"),
        ("We present Zorbina, a framework that tunes compact models (1B parameters).", None),
        ("We probe the 20-billion-parameter model zorb-oss-20b.", "zorb-oss-20b"),
        ("The well-pruned WRN retains 96% of it, while requiring only 231K parameters.", "WRN"),
        ("We show that with only 600M parameters, SmolGull reads best.", "SmolGull"),
        ("We trained a tiny model with 1.5 billion parameters named Heron on it.", "Heron"),
        ("Across model sizes from 39M to 1.3B parameters, GULL-LM attains more.", "GULL-LM"),
        ("Scaled from 111M to 1.4B parameters, GullNet reaches 74%.", "GullNet"),
        ("Gull 3, a new addition to open models, ranging in scale from 1 to 27 billion parameters, wins.", "Gull 3"),
        ("We show that WrenV2, with only 38B parameters, wins.", "WrenV2"),
        ("We use a unified TinyGullNet architecture (<1.5M parameters) for it.", "TinyGullNet"),
        ("An 8B-parameter SEA-GULL model tuned on it wins.", "SEA-GULL"),
        (
            "We present Heron, a driving world model. Our model yields more, despite having only 469M parameters.",
            "Heron",
        ),
        ("We present GullVLM, a vision-language model. We add an 80M-parameter variant with more experts.", "GullVLM"),
        ("We present GullNet, a detector. It reaches 74% on roads, with only 2.3M parameters.", "GullNet"),
        ("We answer with Heron, a family of 1.5B reasoning models.", "Heron"),
        ("We introduce Reed VLM, a family of models in the capacity of 2B parameters.", "Reed VLM"),
        ("We train Robust Letter Readers (ROLR), a family of 8B models.", "ROLR"),
        ("It beats Reed Embed 2.0 (568M parameters) on it.", "Reed Embed 2.0"),
        ("A tuned DMTX Qwen3-4B model wins.", "Qwen3-4B"),
        ("We study LLMs, a family of 1.5B reasoning models.", None),
        ("Tests on Pythia models ranging from 70M to 12B parameters follow.", "Pythia"),
        ("We tune GullNet models of sizes 7B on it.", "GullNet"),
        ("GullNet is available in sizes from 1B parameters on.", "GullNet"),
        ("Unlike GullNet, which has 7B parameters, it is small.", "GullNet"),
        ("GullNet, despite its small size (3B parameters), wins.", "GullNet"),
        ("Despite its compact 3B size, GullNet wins.", "GullNet"),
        ("With a compact size of 2.1M parameters, GullNet reads letters.", "GullNet"),
        ("We scale GullNet up to 7B parameters.", "GullNet"),
        ("GullNet's compact size (2.1M parameters) helps.", "GullNet"),
        ("GullNet reaches 81% with 1.2 GFLOPs and only 2.1M parameters.", "GullNet"),
        ("We probe OpenAI's open 20B model.", None),
        ("By releasing encoders of 9M parameters, GullNet serves all.", "GullNet"),
        ("A small version of GullNet runs at 10 fps with just 111K parameters.", "GullNet"),
        ("The GULL 4.0 model series consists of a mid-size 32B model.", "GULL 4.0"),
        ("GullNet reaches 81% on letters, with 0.87M parameters.", "GullNet"),
        ("It was matched by Gull-ViT/Ti (5M parameters).", "Gull-ViT/Ti"),
        ("We tune Gull 3.2 11B Vision Instruct on it.", "Gull 3.2 11B Vision Instruct"),
        ("We propose a guided letter reader (GLR-2). Our method reaches 81%, using only 3M parameters.", "GLR-2"),
        ("We introduce ReGull, a plug-in framework. With only 1.5B parameters, it reads better.", "ReGull"),
        ("We introduce GullSet, a new dataset. With only 1.5B parameters, it reads better.", None),
    ],
)
def test_a_size_is_bound_to_its_model(text: str, model: str | None) -> None:
    [values] = found(text)
    assert values["model"] == model


def test_sizes_joined_by_a_stroke_share_the_rest_of_the_name_or_have_a_version_each() -> None:
    names = [(v["parameters"], v["parameters_max"], v["model"]) for v in found("We tune Oak2.5-3B/7B-Instruct here.")]
    assert names == [(3 * B, None, "Oak2.5-3B-Instruct"), (7 * B, None, "Oak2.5-7B-Instruct")]
    for text, second in (
        ("We tune Oak-3.1-8B/3.3-70B.", "Oak-3.3-70B"),
        ("We tune Oak 3.1-8B/3.3-70B.", "Oak 3.3-70B"),
    ):
        assert [(v["parameters"], v["parameters_max"]) for v in found(text)] == [(8 * B, None), (70 * B, None)]
        assert [v["model"] for v in found(text)][1] == second


def test_every_size_of_a_list_has_the_models_name() -> None:
    values = found("We train Gulls, small language models for birds, at 7B and 14B scales.")
    assert [v["model"] for v in values] == ["Gulls", "Gulls"]
    values = found("The GULL 4.0 series has two sizes: a mid-size 32B model for speed, and a small 1.2B model.")
    assert [v["model"] for v in values] == ["GULL 4.0", "GULL 4.0"]
    values = found("We present heron-wren, a retrieval model. We release two model variants, 1B and 3B.")
    assert [v["model"] for v in values] == ["heron-wren", "heron-wren"]
    names = {(v["parameters"], v["model"]) for v in found("We use Oak-2B, Oak-7B and Elm 1B/3B here.")}
    assert names == {(2 * B, "Oak-2B"), (7 * B, "Oak-7B"), (B, "Elm"), (3 * B, "Elm")}


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("A model of about 7B parameters.", "approx"),
        ("A model of ~7B parameters.", "approx"),
        ("Models with up to 67 billion parameters.", "up_to"),
        ("Nets with <1M parameters.", "up_to"),
        ("A model with more than 7B parameters.", "at_least"),
        ("A model with 7B parameters.", "exact"),
        ("It beats models no larger than 8B parameters.", "up_to"),
        ("It is good, surpassing 70B models.", "exact"),
        ("It wins by 3 points over a 7B baseline.", "exact"),
        ("A billion-parameter model.", "approx"),
        ("It wins among sub-10B parameter models.", "up_to"),
        ("It fails when model parameters are less than 100B.", "up_to"),
    ],
)
def test_the_precision_is_what_the_text_says(text: str, qualifier: str) -> None:
    [values] = found(text)
    assert values["qualifier"] == qualifier


def test_total_active_and_trainable_parameters_are_told_apart() -> None:
    text = "Oak-30B-A3B is sparse. A second model has 48B total parameters and 2B activated parameters."
    kinds = [(values["parameters"], values["kind"]) for values in found(text)]
    assert kinds == [(30 * B, "total"), (3 * B, "active"), (48 * B, "total"), (2 * B, "active")]
    [values] = found("LoRA trains 4M trainable parameters.")
    assert values["kind"] == "trainable"


def test_the_active_part_belongs_to_the_model_of_the_whole() -> None:
    values = found("Built on Oak-lite, a 16.8 billion parameter model with 2.7 billion activated parameters.")
    assert [(v["model"], v["kind"]) for v in values] == [("Oak-lite", "total"), ("Oak-lite", "active")]
    values = found("We present Oak-1T, a model. It has 1T parameters and activates about 50 billion per letter.")
    assert [(v["model"], v["parameters"], v["kind"]) for v in values[-1:]] == [("Oak-1T", 50 * B, "active")]


def test_the_same_size_of_the_same_model_counts_once() -> None:
    assert sizes("Oak-7B is open. We tune Oak-7B again. Our 7B model is fast.") == [(7 * B, None)]
    assert sizes("Oak-7B and Elm-7B are open.") == [(7 * B, None), (7 * B, None)]


def test_a_bound_is_a_size_beside_a_named_model_of_that_size() -> None:
    assert [values["qualifier"] for values in found("We tune Foo-8B. Models of at most 8 billion parameters win.")] == [
        "exact",
        "up_to",
    ]


def test_the_text_is_as_short_as_it_can_be() -> None:
    text = r"Here a $7$ billion~parameter network and \emph{Oak-3B} are used."
    facts = read_abstract(text).facts["model_sizes"]
    written = [text[fact.start : fact.end] for fact in facts]
    assert written == [r"$7$ billion~parameter", "Oak-3B"]


def test_a_size_is_claimed_so_that_no_other_rule_takes_it() -> None:
    abstract = read_abstract("Our 7B model reaches 81.2% on MMLU.")
    assert (abstract.numbers[0].value, abstract.numbers[0].claimed) == (7e9, "model_sizes")


@pytest.mark.parametrize(
    "text", ["7B, " * 5000 + "models", "Aa-" * 20000 + "7B", "Oak (7B) " * 3000, "7B model " * 3000]
)
def test_a_hostile_text_is_read_in_time(text: str) -> None:
    abstract = load().tokenizer(text).user_data[ABSTRACT]
    COMPONENTS["numbers"](abstract)
    began = process_time()
    model_sizes.find(abstract)
    assert process_time() - began < 2


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("On looms, FooNet reaches a score of 78.8% with 6.9M parameters.", "FooNet"),
        ("FooNet wins a prize, needing only 1.2MB memory and 0.3M parameters.", None),
        ("On looms, FooNet achieves 78.8% with only 1.2MB memory and 0.3M parameters.", "FooNet"),
        ("The best variant, FooDet-l, achieves 19.5 mAP with 30M parameters.", "FooDet-l"),
        ("Our FooNet network, with a modest computational footprint of only 0.3M parameters, wins.", "FooNet"),
        ("We tested Foo-2 small, a 117M-parameter model of letters.", "Foo-2 small"),
        ("We present Foo Ultra, a Large Language Model (LLM) with 135 billion parameters.", "Foo Ultra"),
        ("We propose Woven Kite Reader (FOKR), a light model with only 304M parameters.", "FOKR"),
        ("We present Foo-VL, a vision-language model that reads well - while activating only 2B parameters.", "Foo-VL"),
        ("We tune the 600M parameter version of Prithvi on islands.", "Prithvi"),
        ("FooNet achieves a score comparable to that of a network with 7M parameters.", None),
        ("Despite using only 1.5M trainable parameters, DROID beats all readers.", "DROID"),
        ("We share ETLKH, a billion-parameter reading model.", "ETLKH"),
        ("We pretrain KiteBERT encoder models in three sizes, from 40M to 410M parameters.", "KiteBERT"),
        ("We share FooSteer, a framework designed to equip small models (3B parameters) with sight.", None),
        ("Surprisingly, FooNet reaches 80%, while other readers stay behind with 7M parameters.", None),
    ],
)
def test_the_owner_of_a_size_is_the_subject_or_what_is_presented(text: str, model: str | None) -> None:
    assert [values["model"] for values in found(text)] == [model]


def test_what_a_size_was_reduced_to_belongs_to_the_subject() -> None:
    values = found("On looms, FooNet improves recall while reducing parameters from 11.2M to 1.2M.")
    assert [(size["parameters"], size["model"]) for size in values] == [(11_200_000, None), (1_200_000, "FooNet")]


def test_sizes_of_a_family_are_those_of_its_name() -> None:
    values = found("We read two model families, Qwen3 (1.7B to 235B parameters) and Foo-R1 (1.5B to 70B parameters).")
    assert [size["model"] for size in values] == ["Qwen3", "Foo-R1"]
    values = found("We try the Gemma 3 model family at two parameter scales (1B and 4B).")
    assert [size["model"] for size in values] == ["Gemma 3", "Gemma 3"]


def test_what_is_trained_alone_is_trainable() -> None:
    assert [size["kind"] for size in found("Our approach trains only 600K parameters.")] == ["trainable"]
    assert [size["kind"] for size in found("We avoid training only 7B-parameter models.")] == ["total"]


def test_a_spelt_size_is_one_size_and_items_of_a_level_are_none() -> None:
    assert sizes("We share Foo-LM, an open three billion parameter language model.") == [(3 * B, None)]
    assert sizes("It holds 160K kites with 5M dense letter-level captions.") == []


def test_few_millions_at_the_end_of_a_name_are_items_unless_it_is_a_model() -> None:
    assert sizes("Nets gain from OakInstruct-1.5M and OakSet-2M in all runs.") == []
    assert sizes("The Oak-5M model is small, and so is Oak-300M.") == [(5 * M, None), (300 * M, None)]
