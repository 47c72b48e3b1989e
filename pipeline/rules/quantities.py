"""Quantities: amounts of data that are used or released, and of compute.

What belongs here: a number and the noun it counts, when that noun is an item of data, a length of recordings
or a measure of compute. What does not: numbers of benchmarks, tasks, languages, layers and the like, lengths
of one item, money, years; sizes of models (model_sizes.py) and changes (gains.py).

A sentence can hold a quantity only where `TRIGGER` is found; nothing outside the sentence is read.

The rules are in `RULES`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

import regex

from pipeline.abstract import Abstract, Sentence
from pipeline.numbers import ALONE, MAGNITUDES, SPELT, Number, read, scaled
from pipeline.patterns import asks
from pipeline.rules.lexicon import read_words, word_set

# What each rule reads, with an example that it reads so.
RULES = {
    "quantity_of_items": 'a noun of data (data/counted_items.txt): "We label 12K images."',
    "quantity_large": 'any other noun, from a thousand on: "We study over 90,000 woven baskets."',
    "quantity_in_dataset": 'any other noun behind a word for a data set: "We present a dataset of 120 lullabies."',
    "quantity_of_time": 'a length of recordings: "It is trained on 1,985 hours of video."',
    "quantity_of_compute": 'a measure of compute: "Training takes 442 A100 GPU hours."',
    "quantity_of_bytes": 'bytes: "We filter 4TB of text."',
    "quantity_elliptic": 'a part of an amount, without its noun: "We use 10B tokens (4B French, 2B Thai)."',
    "quantity_of_part": 'a part of an amount, by what it is for: "We write 900 letters (600 training, 300 test)."',
    "quantity_of_sample": 'the size of a sample: "We ask volunteers (n = 40)."',
    "quantity_of_set": 'the size of a data set: "We share a curated 11K dataset."',
    "quantity_of_scale": 'the scale of a data set: "We share a million-scale dataset."',
    "quantity_in_list": 'a member of a list before the noun: "We train on 1K, 5K and 10K images."',
}

TRIGGER = (
    (ALONE,),
    (r"(?i)hundred|thousand|million|(?:\p{Nd}[km]|illion)-scale",),
    (SPELT, r"(?i)\b(?:fifteen|twenty|thirty|fifty)\b"),
    (SPELT, r"(?i)train|tun|test|evaluat|validat|assess|measur|experiment|adapt|demonstrat|calibrat|random|manual"),
    (SPELT, r"(?i)extract|deriv|obtain|taken|drawn|sampl|collect|record|captur|acquir|held|valid|annot|provid|contrib"),
    (SPELT, r"(?i)hour|day|[gtcn]pu|flop"),
)

_ITEMS = frozenset(read_words("counted_items.txt"))
_OTHERS = frozenset(read_words("counted_others.txt"))
# Items that are counted in small numbers for other ends, too: they need more than a number.
_WEAK = frozenset(read_words("counted_weakly.txt"))
_NOT_PLURAL = frozenset(read_words("not_plural.txt"))
_IRREGULAR = {
    "people": "person",
    "data": "data",
    "nuclei": "nucleus",
    "analyses": "analysis",
    "hypotheses": "hypothesis",
    "vertices": "vertex",
    "matrices": "matrix",
    "indices": "index",
    "corpora": "corpus",
    "spectra": "spectrum",
    "phenomena": "phenomenon",
    "children": "child",
    "lenses": "lens",
    "men": "man",
    "women": "woman",
    "movies": "movie",
    "criteria": "criterion",
    "species": "species",
    "series": "series",
    "theses": "thesis",
    "leaves": "leaf",
    "lives": "life",
    "axes": "axis",
    "queries": "query",
    "diagnoses": "diagnosis",
    "boxes": "box",
    "geniuses": "genius",
    "mice": "mouse",
    "feet": "foot",
    "patients": "patient",
    "cookies": "cookie",
    "selfies": "selfie",
    "aircraft": "aircraft",
    "polyhedra": "polyhedron",
    "imagery": "image",
}
# Words that end the noun phrase after a number.
_STOP = frozenset(read_words("phrase_ends.txt"))
_OPEN = frozenset(
    [
        "annotated",
        "captured",
        "collected",
        "curated",
        "derived",
        "extracted",
        "generated",
        "labeled",
        "paired",
        "selected",
        "sourced",
    ]
)
_SETS = frozenset(["corpus", "dataset", "collection", "benchmark", "database"])
_SET_NOUNS = _SETS | {"set", "subset", "suite"}
_COMPOUNDS = read_words("counted_compounds.txt")
_PAIR_HEADS = frozenset(word for word in _COMPOUNDS if " " not in word)
_FIXED = frozenset(word for word in _COMPOUNDS if " " in word)
# What is never part of a unit, though a noun: the part of a data set that the items are of.
_SPLITS = word_set("train training test testing validation evaluation seed control parallel input output source target")
# A pair that is named whole by the word before it: "text QA pairs" are QA pairs.
_WHOLE_PAIRS = word_set("qa vqa q&a mcq")
_ADJECTIVE = regex.compile(
    r"(?:ed|al|ic|ive|ful|able|ible|ous|ary|ory|ent|ant|ern|ish|ese|ing|less|cult|scale|quality|level|like|"
    r"world|domain|free|source|end|view|only|(?<!rep|assemb|anoma|fami)ly|art|ian|"
    r"to-end|high|low|long|short|new|real|raw|clean|diverse|public|unique|different|distinct|english|"
    r"chinese|human|adult|complex|visual|total|single|"
    r"multi|hard|easy|test|train|training|validation|unseen|open|large|small|rich|fine|grained|reasoning|"
    r"expert|text-only|sft|rl|older|younger|healthy|rare|written|spoken|popular|ripe|major|main|key|core|extra|other|bonus|satellite)$"
)
# Nouns that look like adjectives but belong to what is counted: "patient case".
_NOT_ADJECTIVE = frozenset(["patient", "student", "incident", "document", "animal", "accident", "editing", "reasoning"])
_MADE = regex.compile(
    r"(?:ed|quality|level|scale|free|world|domain|language|modal|resolution|(?<!rep|assemb|anoma|fami)ly|source|"
    r"shot|end|turn|step|grained)$|^(?:high|low|large|multi|cross|well|real|\w{3,14}ly)-"
)
_COMPUTE = regex.compile(
    r"\s?-?(?:x\s?|×\s?)?(?:(?:nvidia|amd|google|cloud|consumer|single|parallel|huawei|ascend)\s)*"
    r"(?:(?:[ahvltbpg]\d{1,4}|[ahvltbp]\d{2,3}-?\s?\d{2,3}\s?g(?:b)?|rtx[\s-]?\w{2,8}|tesla[\s-]\w+|"
    r"\d{4}(?:\sti)?|mi\d{3}\w?|tpu-?v?\d\w?|v\d\w?|ascend|npu)(?:[\s-]\d{2}\s?gb?)?(?:-sxm|-pcie)?[\s-])?"
    r"(?P<unit>gpu[\s-]?hours?|gpu[\s-]?days?|tpu[\s-]?hours?|tpu[\s-]?days?|cpu[\s-]?hours?|"
    r"core[\s-]?hours?|gpus?|tpus?|npus?|[kmgtpez]?flops?|petaflop[\s/-]?s?[\s-]days?)\b(?!/s|"
    r"\sper\ssecond|\smemory|\smemor)",
    regex.IGNORECASE,
)
_CARD_HOURS = regex.compile(
    r"\s?-?(?:nvidia\s)?[ahv]\d{2,3}[\s-](?:gpu[\s-])?(?P<unit>hours?|"
    r"days?)\b",
    regex.IGNORECASE,
)
# The same, cheaper: one of these is in each of both.
_COMPUTED = asks(r"(?i)[gtcn]pu|hour|day|flop")
# "a single 4090 GPU": the number is a name.
_ONE_CARD = regex.compile(
    r"\b(?:a|an|one|single|the|rtx|gtx|geforce|consumer)\s(?:single\s|nvidia\s)?$", regex.IGNORECASE
)
# "16 A100", "8 H100s"
_CARDS = regex.compile(r"\s?(?:[x×]\s?)?(?:NVIDIA\s)?(?:[AVHB]100|[AHB][28]00|[HL]20|L4|L40S?|P100)s?\b(?![-\w]|\s?\d)")
_FLOPS = {"k": 1e3, "m": 1e6, "g": 1e9, "t": 1e12, "p": 1e15, "e": 1e18, "z": 1e21}
_BYTES = regex.compile(
    r"\s?-?(?P<unit>[kmgtp])i?b(?:ytes?)?\b\+?(?=\s(?:of\s(?!(?:gpu|ram|vram|memory|video memory|device|"
    r"peak|unified|system|on-chip|cuda|cache|storage|graphics))"
    r"|(?:[\w-]+\s){0,2}(?:dataset|corpus|corpora|data|text|collection)\b))",
    regex.IGNORECASE,
)
_BYTED = frozenset("kmgtpKMGTP")
_HOURS = regex.compile(r"\s?-?(?:hours?\b|days\s(?:on|of)\b)", regex.IGNORECASE)
_RECORDINGS = regex.compile(
    r"^(?:-|\)?\s)(?:long\s)?of\s(?:[\w/-]+,?\s(?:and\s)?){0,5}?(?:audios?|videos?|speech|footage|"
    r"recordings?|data|music|driving|podcasts?|conversations?|dialogues?|gameplay|"
    r"demonstrations?|teleoperation|interactions?|eeg|fmri|meg|signals?|lectures?|broadcasts?|movies?|"
    r"films?|sound|songs?|flight|motion|mocap|interviews?|"
    r"recorded|spoken|narrated|utterances|narration|annotated|labeled|transcribed|television|tv|radio|content|material|clips?|experience|"
    r"trajectories|training|streams?|streaming|meetings?|calls?|egocentric)\b",
    regex.IGNORECASE,
)
# "videos totaling 52 hours", "recordings (300 clips, 52 hours)"
_RECORDED_FOR = regex.compile(
    r"\b(?:audio|videos?|speech|footage|recordings?|data|dataset|corpus|music|clips|utterances|sessions|conversations|dialogues|"
    r"demonstrations|trajectories|episodes|segments|samples|lectures|interviews|songs|tracks|sequences)\b(?:[^.;()]{0,20}"
    r"\s(?:total(?:l?ing|s)?|total\sof|amounting\sto|equivalent\sto|spanning|lasting|exceeding|ranging\sfrom|adding\sup\sto|"
    r"duration\sof)|\s?\([^()]{0,30}|,)\s?(?:[~≈>]|(?:over|about|around|approximately|nearly|roughly|up\sto|more\sthan|almost)\s)?$",
    regex.IGNORECASE,
)
_IN_DATASET = asks(
    r"(?i)\b(?:data\s?-?sets?|datasets?|corpus|benchmark|collection|database|test\s?set|cohort|suite|pool|"
    r"repository)\b[^.;]{0,60}$|\b(?:compris\w+|contain\w*|consist\w*|collect\w*|annotat\w+|curat\w+|total\sof|"
    r"crawl\w*|scrap\w+|dataset\sof|corpus\sof|trained\son|tested\son|evaluated\son|evaluation\son|"
    r"analy[sz](?:ed?|ing)|sample\sof|set\sof|encompass\w*|gather\w*|featuring)\s(?:[\w-]+\s){0,4}$",
)
_LENGTH_BEFORE = asks(
    r"(?i)\b(?:length|lengths|context|contexts|window|windows|budget|prompts?|per|each|every|average|"
    r"averaging|mean|median|maximum|max|top|long(?:er)?|exceeding|beyond|resolution|"
    r"sequences?\sof|inputs?\sof|horizons?|buffer|within)\s(?:of\s|is\s|to\s|up\sto\s|around\s|"
    r"about\s|approximately\s|nearly\s|over\s|under\s|than\s|only\s|just\s|a\s|the\s|at\s|as\s|between\s|"
    r"from\s){0,4}$|\bsequences?\s\($|\bchunks?\sof\s(?:up\sto\s|about\s)?$|\b(?:sequences|inputs|graphs)\s(?:with\s)?(?:up\sto|longer\sthan)\s$"
    r"|\b(?:each|every)\s(?:containing|comprising|including|having|with)\s(?:up\sto\s|over\s|about\s|around\s)?$",
)
# "two datasets, each containing"
_OF_EACH_SET = regex.compile(
    r"\b(?:datasets|sets|subsets|splits|corpora|collections|benchmarks)\b[^.;]{0,30}[\s(]each\s(?:\w+ing|with)\s"
    r"(?:over\s|about\s|around\s)?$",
    regex.IGNORECASE,
)
_LENGTH_WORDS = frozenset(["context", "length", "lengths", "resolution", "resolutions", "lines"]) - {"lines"}
_DATASET = regex.compile(
    r"\b(?:datasets?|benchmarks?|corpus|collection|dataset of|suite)\b|"
    r"Bench\b",
    regex.IGNORECASE,
)
_NEVER = frozenset(read_words("counted_never.txt"))
# People whose data are used, not those of a study of users.
_FROM_PEOPLE = regex.compile(
    r"\b(?:data|datasets?|recordings?|recorded|corpus|images?|videos?|audios?|hours|samples?|scans?|signals?|eeg|trajectories|"
    r"responses|slides|wsis|photographs|sequences|sessions|collected|captured|acquired|obtained|speech|database|cohort|"
    r"clips|annotations|records?|reports|notes|measurements|utterances|volumes|pairs)\b[^.;]{0,60}\b(?:from|of|on|with|by|across|involving|"
    r"spanning|covering|compris\w+|containing)\s(?:[\w-]+\s){0,2}"
    r"(?:\d[\d,]*\s(?:[\w-]+\s){1,3}(?:\([^()]{1,20}\)\s)?and\s)?$",
    regex.IGNORECASE,
)
# "a dataset of 45 floor plans"
_MADE_OF = asks(
    r"(?i)\b(?:datasets?|benchmark|corpus|collection|database|cohort|(?:data|test|training|validation|evaluation)\s?set|subset)"
    r"(?:\s\([^()]{1,30}\))?,?\s(?:that\s|which\s)?(?:of|compris(?:es|ing)|consist(?:s|ing)\sof|contain(?:s|ing)|contained|includ(?:es|ing)|featuring)\s"
    r"(?:over\s|about\s|around\s|only\s|approximately\s|a\stotal\sof\s)?$"
    r"|\b(?:datasets?|corpus|collection|database|cohort|data|transcripts|recordings|videos|scans|images)\s\([~>]?$"
)
_LANGUAGES = regex.compile(
    r"(?<!image[ -])(?<!video[ -])(?<!vision[ -])\b(?:language|dialect)[ -]pairs$", regex.IGNORECASE
)
# What leads to the few items that something was tried or trained on: "evaluating them on nine letters".
_TRIED = asks(
    r"(?i)\b(?:train|fine-?tun|tun|test|evaluat|validat|assess|measur|experiment|adapt|demonstrat|calibrat)\w*\b[^,;:.()]{0,60}?"
    r"\s(?:on|with|through|using|from|across|over)\s(?:the\s|only\s|just\s|merely\s|a\smere\s|as\s(?:few|little)\sas\s){0,2}$"
    r"|\b(?:random(?:ly)?|manual(?:ly)?)\s\w+ing\s(?:only\s|just\s)?$"
    r"|\b(?:extracted|derived|obtained|taken|drawn|sampled|collected|recorded|captured|acquired)\s(?:from|on|of)\s(?:the\s|only\s|just\s|a\smere\s)?$"
    r"|\b(?:held?-?out|test|training|validation|evaluation)\s(?:set|data|cohort)s?\s(?:of|with|from)\s(?:only\s|just\s)?$"
    r"|\b(?:annotations?|recordings?|provid(?:es|ing)|contribut(?:es|ing))\s(?:of\s)?$",
)
# "FooSet includes 300 lullabies"
_INCLUDES = regex.compile(
    r"\b(?:[A-Z]\w*[A-Z0-9]\w*|[Ii]t|[Tt]he\s(?:data|\w*sets?|corpus|collection|benchmark|suite))\s(?:only\s|now\s|also\s)?(?:includes?|"
    r"covers|spans|features|provides|offers|has|holds)\s(?:over\s|about\s|around\s)?$"
)
# Verbs of those who gather, make or go through data.
_GATHERED = asks(
    r"(?i)\b(?:acquir|assembl|compil|develop|examin|extract|identif|process|record|releas|review|sampl|select|survey|yield)(?:y|ied|ies|ed|e|es|s|ying|ing)?"
    r"\s(?:[\w-]+\s){0,2}$|\bwe\s(?:\w+\s)?(?:build|buil[td]|create[sd]?|generated?|used?|r[au]n|stud(?:y|ied)|writ|wrote|draw|drew)\s(?:\w+\s){0,2}$"
    r"|^(?:across|on|over|in|from|using|for)\s(?:the\s|over\s)?$|\b(?:generated|derived|obtained|drawn|taken|sourced|built|constructed)\sfrom\s(?:[\w-]+\s){0,1}$"
    r"|\bdata\s(?:\w+\s)?(?:of|from)\s(?:\w+\s){0,2}$|\banalys[ie]s\sof\s(?:\w+\s){0,2}$|\b(?:study|work)\s(?:used|included|analy[sz]ed)\s(?:\w+\s){0,2}$",
)
# What is said behind items of what was done to them: "888 replies were rated", "201 puzzles drawn from books".
_DONE = regex.compile(
    r"^\s(?:(?:(?:were|are|being|have\sbeen)\s)?(?:\w+ly\s)?(?:collected|recorded|captured|acquired|annotated|label?led|rated|"
    r"evaluated|analy[sz]ed|sampled|extracted|curated|crawled|scraped|gathered|compiled|obtained|sourced|drawn|derived|taken|"
    r"transcribed|weighed|scanned|adapted\sfrom)\b|in\stotal\b)"
)
# "questions across 11 school subjects"
_TAUGHT = asks(
    r"(?i)\b(?:questions|problems|exams?|examinations?|benchmark)\b.*\b(?:across|covering|spanning|in|over|from)\s[^,;]{0,30}$"
)
_STUDIED = frozenset(
    ["participant", "volunteer", "user", "respondent", "annotator", "rater", "expert", "worker", "adult"]
)
# What a paper says of the world, not of its data.
_BACKGROUND = asks(
    r"(?i)\b(?:affect|impact|afflict|kill|serv|spoken\s(?:\w+\s){0,3}by)\w*\s(?:[\w-]+\s){0,3}$|\bfor\s$"
)
_WORLD = regex.compile(
    r"\s(?:worldwide|globally|annually|each\syear|every\syear|around\sthe\sworld)\b", regex.IGNORECASE
)
_CHANGE = regex.compile(
    r"\b(?:increase|decrease|reduction|difference|drop|growth)s?\sof\s(?:[\w-]+\s)?$", regex.IGNORECASE
)
_PART_AFTER = regex.compile(
    r"\s(?:for\s(?:[\w-]+\s)?|held\sout\sfor\s|reserved\sfor\s)?(?:training|train|testing|tests?|validation|val|dev|held-out|"
    r"pre-?training|fine-?tuning|tuning|evaluation|sft|rl|rlvr|grpo|dpo|reserved)\b(?=\s?[,;)]|\sand\s|\sfor\s)",
    regex.IGNORECASE,
)
# "900 letters, 300 of which", "of which 300 are"
_OF_WHICH = regex.compile(r"\sof\s(?:which|whom|them|these)\b")
_WHICH = regex.compile(r"\b(?:of|among)\s(?:which|whom|them|these),?\s(?:only\s|about\s|over\s)?$")
_WHICH_ARE = regex.compile(
    r"\s(?:\([^()]{1,20}\)\s)?(?:are|were|have|had|had been|contain|contained|came|come|remained|belong|belonged)\b"
)
# Not of a share: "18% (n = 21)", "most of them (75%, n = 90)".
_SAMPLE_BEFORE = regex.compile(
    r"(?<!\()(?:\b(?P<head>[A-Za-z]+)|[\w&)])(?:\s\((?:[\w-]+[,:]\s)?|,\s[\w-]+:\s|\(n\s?=\s?\d[\d,]*(?:;|,|\sand)\s)n\s?=\s?$",
    regex.IGNORECASE,
)
_SAMPLED = regex.compile(r"\)\sof\s(?:[\w-]+\s){0,3}?(?P<noun>[a-z]+s)\b")
_STUDIES = word_set("study experiment survey evaluation interview questionnaire workshop poll person")
_SHARES = regex.compile(r"tokens\s?\([^()]{0,90}$")
_CORPUS = regex.compile(
    r"\s(?:[\w-]+\s){0,4}?(?:corpus|dataset|data|collection|recordings?|speech|video|"
    r"audio|benchmark|set)\b",
    regex.IGNORECASE,
)
_TOKENS_FROM = regex.compile(r"\btokens\s(?:ranging\s)?(?:from|between|of)\s(?:[\d.]+[MBT]\s(?:to|and)\s)?$")
_SIZES = regex.compile(
    r"\b(?:data|datasets?|training|train|sample|set|subset|testing|"
    r"corpus)\b[^.;]{0,40}\bsizes?\s?(?:of\s|[(:,]\s?|from\s|between\s)+(?:[\d.,]+[kKM]?,?\s(?:and\s|"
    r"even\s|to\s)*){0,5}$",
    regex.IGNORECASE,
)
_SET_AFTER = regex.compile(
    r"[\s-](?:[A-Za-z][\w-]*\s){0,3}?(?:(?P<what>[a-z]+)\s)?(?:(?:test|training|data|validation|evaluation)\s)?"
    r"(?:dataset|corpus|subset|set)\b"
)
# "a million-scale letter dataset"
_SCALE = regex.compile(
    r"(?<![\w.,])(?P<number>(?:\d{1,3}[ -]?)?(?:thousand|(?:m|b|tr)illion)|\d{1,3}[km])[ -]scale,?\s"
    r"(?:(?!para|model|LLM|language)[\w-]+,?\s){0,4}?(?P<what>(?!para|model|language)[\w-]+\s)??"
    r"(?P<head>datasets?|corpus|corpora|data|images|videos|pairs|annotations|samples|graphs|documents)\b"
    r"(?!\s(?:training|models?)\b)",
    regex.IGNORECASE,
)
# What makes such a number a name, or one that was told before.
_NAMED = regex.compile(r"(?:\b(?!(?:Our|An?|Using|On|With|This|From)\b)[A-Z]\w*[\s-]|\b[Tt]he\s|[-–—]\s?)$")
_LENGTH_WORD = regex.compile(r"\b(?:context|contexts|lengths?|window|windows|long)\b", regex.IGNORECASE)
_COLLECTIVE = frozenset(
    ["set", "dataset", "corpus", "subset", "model", "split", "variant", "version", "benchmark", "baseline"]
)
_RATE_AFTER = regex.compile(
    r"^\s?(?:/|of\s(?:the|each|an)\s(?:audio|video|input|sequence)|per\s|for\s(?:each|every)\s|"
    r"a\s(?:second|day|minute|prompt|question)\b|each\s(?!(?:with|\w+ed|\w+ing)\b)\b|long\b|in\slength|context|window|"
    r"\sper\b(?!-)|apiece|on\saverage)",
    regex.IGNORECASE,
)
# What such a rate may be of without being one of an item: the parts of a data set.
_OF_PARTS = regex.compile(
    r"^\s(?:(?:per|for\s(?:each|every))\s(?:[\w-]+\s){0,2}?(?:class|categor(?:y|ies)|domain|language|direction|dataset|species|"
    r"split|subset|speaker|topic|level|task)s?\b|each\s(?:in|for|from|on)\s)",
    regex.IGNORECASE,
)
_COMPARES = regex.compile(
    r"^\s(?:fewer|less|more|smaller|larger|faster|better|higher|lower|longer|"
    r"shorter)\b",
    regex.IGNORECASE,
)
_SCREEN = regex.compile(
    r"[\s-](?:\w+\s)?(?:videos?|resolutions?|images?|display|recordings?|hdr|uhd|"
    r"ultra|footage|frames?|content|monitor|textures?)\b(?!-)",
    regex.IGNORECASE,
)
# What is counted by the trillion; else "3T" is the strength of a magnet.
_HUGE = regex.compile(
    r"[\s-]?(?:[\w-]+\s){0,3}?(?:tokens?|words?|characters?|bytes?|flops?|b)\b|\s?(?:\)|,|to\s|and\s|or\s|\.(?:\s|$))",
    regex.IGNORECASE,
)
_SQUARE = regex.compile(r"\d{2,5}\s?[x×]\s?\d{2,5}\b")
# "100 distinct tasks" are kinds.
_KINDS = regex.compile(r"\s(?:[\w-]+\s)?(?:distinct|different|unique|types|kinds)\b")
# "1,260 samples of 42 tasks"
_ITEMS_OF = asks(
    r"(?i)\b(?:samples|examples|instances|items|questions|problems|queries|prompts|episodes|trajectories|demonstrations|"
    r"images|videos)\s(?:of|across|from|over|spanning|covering|for|in)\s(?:[\w-]+\s){0,1}$",
)
_MONEY = frozenset("$€£¥")
_TIMES = frozenset(["day", "minute", "second", "week", "month", "year"])
_TAKES = regex.compile(
    r"\b(?:in|within|takes?|took|for|only|just|under|requires?|requiring|needs)\s(?:(?:only|just|under|about|around|approximately|roughly|nearly|"
    r"over|less\sthan|fewer\sthan|more\sthan)\s){0,2}$"
)
# "in 9 hours on a single A100 GPU", "6 hours of training on 8 GPUs"
_ON_CARDS = regex.compile(
    r"\s(?:of\s(?:\w+\s)?training\s)?(?:on|using|with|in)\s(?:(?:only|just)\s)?(?:an?|one|single|two|four|eight|\d{1,4}|the|consumer)\s?"
    r"(?:[x×*]\s?)?(?:[\w-]+\s){0,4}?(?:[GT]PUs?|[AVH]\d00s?|4090s?|3090s?|TPUv\d|cards?)\b",
    regex.IGNORECASE,
)
# "reduced from 3 hours", "instead of 3 days": time that is compared.
_LESS_TIME = regex.compile(
    r"\b(?:from|versus|vs\.?|to|reduc\w+|sav\w+|by)\s(?:(?:just|only|about|over|under|approximately|more\sthan)\s)?$",
    regex.IGNORECASE,
)
# What people spend on making data is none.
_LABOUR = regex.compile(
    r"^\s(?:(?:work|working|labou?r|person|man|expert|annotation)[\s-]hours?|hours?\sof\s(?:[\w-]+\s){0,2}?"
    r"(?:(?:expert|human|manual) time|work|labou?r|effort|annotation))\b"
)
_TOKENS_LONG = regex.compile(r"\s(?:context|window|long|in length)")
_ANNOTATED = regex.compile(r"\s(?:[\w-]+\s){0,3}?(?:annotated|labell?ed|verified)\b")
# Steps that are data, not those of a training run.
_STEPS = frozenset(["reasoning step", "interaction step", "solution step", "proof step", "action step"])
# "78 sets of scans"
_SETS_OF = regex.compile(r"\sof\s(?:[\w-]+\s){0,3}?(?P<noun>[a-z]+s)\b")
# Items only where a dataset or a suite holds them.
_TASKS = frozenset(["task", "environment", "scenario", "program", "goal", "puzzle"])
_HOLDS = regex.compile(
    r"\b(?:in|on|of|with|over|contains?|containing|compris\w+|includ\w+|across|offers?|featur\w+|covering|spanning|encompass\w+|"
    r"collect\w*|curat\w+|annotat\w+|generat\w+|producing|total\w*|provid\w+|creat\w+|construct\w*|design\w*|"
    r"synthesi[sz]\w+|yield\w+|releas\w+|evaluat\w+|test\w*|develop\w*|buil[dt]\w*|introduc\w+|present\w*|propos\w+|assembl\w+|"
    r"compil\w+|gather\w*|through|using)\s(?:[\w-]+\s){0,2}$"
    r"|\b(?:yielding|producing|of|compris\w+|contain\w*|includ\w+|encompass\w+|featur\w+|with)\s(?:[\w-]+\s){0,2}\d[\d,.]*[kKM]?\s"
    r"(?:[\w-]+\s){1,3}(?:\([^()]{1,30}\)\s)?(?:and|across)\s$",
    regex.IGNORECASE,
)
_PEOPLE = word_set(
    "participant subject patient student volunteer user speaker individual person child infant adult woman man driver"
    " listener singer signer actor performer athlete player worker employee donor pedestrian surgeon pilot"
)
# Those of them that a data set is made of: "a cohort of 40 patients", "tested on 30 unseen subjects".
_COHORT = regex.compile(
    r"\b(?:cohort|dataset|database|data|corpus|set|train(?:ed|ing)|test(?:ed|ing)|evaluat(?:ed|ion)|validat(?:ed|ion)|"
    r"analysis)\s(?:[\w-]+\s){0,3}?(?:of|on|using|(?<!ed\s)with|from|in|compris\w+|includ\w+|contain\w+|consist\w+\sof|covering)\s"
    r"(?:\w+\s)?$",
    regex.IGNORECASE,
)
# "the", "these" and so on after "of": "250 of the images".
_DEFINITE = (["the"], ["these"], ["our"], ["those"], ["its"])
# "10K data generators", "3 data types" and "20 data sets" are no data.
_NO_DATA = frozenset(["generator", "generation", "engine", "set"])
# Items that do not stand for a plural: "874K sample reasoning dataset" does, "10K text dataset" does not.
_BARE = _ITEMS - _WEAK - {"text", "test", "data", "speech", "audio", "human", "code"}
# What a hyphen that stands for a dash leads to: "1,200 pairs-and show".
_AFTER_DASH = word_set("and that which with the a an for from to in of we our is are")
# In how many numbers the parts of an amount are looked for.
_PARTS = 12
_START = attrgetter("start")
# How many tokens a noun phrase after a number is followed.
_REACH = 14


@dataclass(slots=True)
class Noun:
    """What a number counts: its unit, its head in the singular, and its last token (exclusive)."""

    unit: str
    head: str
    last: int


@dataclass(slots=True, frozen=True)
class _Count:
    """A number and its noun, with the text before them, behind the noun (`rest`) and behind the number (`after`).

    `phrase` is what stands from behind the number to the end of the noun.
    """

    number: Number
    noun: Noun
    phrase: str
    before: str
    rest: str
    after: str


@dataclass(slots=True)
class Amount:
    """A quantity that was read: `end` is one past its last character, `noun` what is counted, if that is a noun."""

    number: Number
    rule: str
    unit: str
    dimension: str
    value: float
    upper: float | None
    end: int
    noun: Noun | None = None


def find(abstract: Abstract) -> None:
    """Notes the quantities of an abstract, each amount of one thing once."""
    amounts = _elliptic(abstract, _stated(abstract))
    if "scale" in abstract.lower:
        scales = {amount.number.start: amount for amount in _of_scale(abstract)}
        amounts = [*(amount for amount in amounts if amount.number.start not in scales), *scales.values()]
        amounts.sort(key=lambda amount: amount.number.start)
    seen: dict[tuple[float, float | None, str], set[str]] = {}
    joined = None
    for k, amount in enumerate(amounts):
        if amount is joined:
            continue
        number = amount.number
        if k + 1 < len(amounts) and _is_range(abstract, amount, amounts[k + 1]):
            joined = amounts[k + 1]
            amount.upper, amount.end, amount.rule = joined.value, joined.end, joined.rule
            joined.number.claimed = "quantities"
        number.claimed = "quantities"
        phrase = set(abstract.text[number.end : amount.end].lower().replace("-", " ").split())
        former = seen.setdefault((amount.value, amount.upper, amount.unit), set())
        if former and (phrase <= former or _mentions_again(abstract, number)):
            continue
        former |= phrase
        abstract.add(
            "quantities",
            amount.rule,
            number.start,
            amount.end,
            value=amount.value,
            value_max=amount.upper,
            unit=amount.unit,
            dimension=amount.dimension,
            qualifier=number.qualifier,
        )


def _stated(abstract: Abstract) -> list[Amount]:
    """The quantities whose noun is written with them or with a later number of their list, in order."""
    amounts: list[Amount] = []
    follower: Amount | None = None
    for number in reversed(abstract.numbers):
        amount = None
        if not number.claimed and not number.unit and _free(abstract, number):
            amount = _read(abstract, number)
            if amount is None and follower and follower.noun and _listed_with(abstract, number, follower.number):
                amount = Amount(
                    number,
                    "quantity_in_list",
                    follower.unit,
                    "data",
                    number.value,
                    number.upper,
                    number.end,
                    follower.noun,
                )
            elif amount is None and follower and follower.dimension == "compute":
                amount = _lower_end(abstract, number, follower)
        if amount:
            amounts.append(amount)
        follower = amount
    amounts.reverse()
    return amounts


def _of_scale(abstract: Abstract) -> Iterator[Amount]:
    """As in "a million-scale dataset of letters", "trained on 40K-scale images"."""
    for match in _SCALE.finditer(abstract.text):
        start, end = match.span("number")
        at = bisect_right(abstract.numbers, start, key=_START)
        if at and abstract.numbers[at - 1].claimed and start < abstract.numbers[at - 1].end:
            continue
        number = read(abstract.text, start) or Number(MAGNITUDES[match["number"].lower()], start, end, 0, 0)
        number.qualifier = "approx"
        what, head = (match["what"] or "").strip().lower(), match["head"].lower()
        if head == "pairs":
            unit = f"{what} pair" if what else "pair"
        elif head in ("images", "videos", "annotations", "samples", "documents", "graphs"):
            unit = _singular(head)
        else:
            unit = what if what in _BARE else "sample"
        yield Amount(number, "quantity_of_scale", unit, "data", number.value, None, match.end())


def _lower_end(abstract: Abstract, number: Number, high: Amount) -> Amount | None:
    """The lower end of an amount of compute: "10^19 to 10^22 FLOPs"; None where the number before it is none."""
    if abstract.lower[number.last : high.number.first] != ["to"] or number.magnitude:
        return None
    value = number.value * high.value / high.number.value if high.number.value else 0.0
    return Amount(number, "quantity_in_list", high.unit, "compute", value, None, number.end)


def _is_range(abstract: Abstract, low: Amount, high: Amount) -> bool:
    """Whether two numbers are the ends of one amount: "1K to 5K images", "between 2B and 4B tokens"."""
    if low.upper is not None or low.rule not in ("quantity_in_list", "quantity_elliptic") or high.value <= low.value:
        return False
    between = abstract.lower[low.number.last : high.number.first]
    first = low.number.first
    return between == ["to"] or (between == ["and"] and "between" in abstract.lower[max(0, first - 2) : first])


def _elliptic(abstract: Abstract, amounts: list[Amount]) -> list[Amount]:
    """`amounts`, and those whose noun is to be supplied: "10B tokens (4B French)", "set sizes of 1K and 5K"."""
    out: list[Amount] = []
    wholes = _adding_up(abstract, amounts)
    stated = iter(amounts)
    following = next(stated, None)
    for number in abstract.numbers:
        if following and number is following.number:
            out.append(following)
            following = next(stated, None)
        elif not number.claimed and not number.unit and not number.word and _free(abstract, number):
            offset = abstract.sentence_of(number.first).offset
            before = abstract.text[max(offset, number.start - 120) : number.start]
            former = out[-1] if out and out[-1].number.start >= offset else None
            whole = wholes.get(number.start)
            if whole:
                out.append(_part_of(abstract, number, whole))
                continue
            amount = _of_part(abstract, number, before, former) or _of_sample(abstract, number, before, former)
            amount = amount or _shortened(abstract, number, before, former)
            if amount:
                out.append(amount)
    return out


def _adding_up(abstract: Abstract, amounts: list[Amount]) -> dict[int, Amount]:
    """The amounts that the next numbers of their sentence add up to, by the first characters of these."""
    wholes: dict[int, Amount] = {}
    numbers = abstract.numbers
    for whole in amounts:
        if whole.dimension == "compute" or whole.upper is not None or whole.value < 30:
            continue
        last = abstract.sentence_of(whole.number.first).last
        total, parts = 0.0, []
        at = bisect_right(numbers, whole.number.start, key=_START)
        for number in numbers[at : at + _PARTS]:
            if number.last > last or total >= whole.value:
                break
            if not number.unit and number.value > 1 and _free(abstract, number):
                total += number.value
                parts.append(number.start)
        if total == whole.value and len(parts) > 1:
            wholes.update(dict.fromkeys(parts, whole))
    return wholes


def _part_of(abstract: Abstract, number: Number, whole: Amount) -> Amount:
    """The part of `whole` that a number states: of its own noun, if it has one."""
    noun = _noun(abstract, number, abstract.sentence_of(number.first))
    end = abstract.ends[noun.last - 1] if noun else number.end
    return Amount(number, "quantity_of_part", noun.unit if noun else whole.unit, "data", number.value, None, end, noun)


def _of_part(abstract: Abstract, number: Number, before: str, former: Amount | None) -> Amount | None:
    """As in "900 letters (600 training, 300 test)", "900 letters, 600 of which are new"."""
    if not former or former.dimension == "compute":
        return None
    part = _PART_AFTER.match(abstract.text, number.end, number.end + 40) if "(" in before else None
    if part and _is_part(former, abstract.text[former.end : number.start]):
        return Amount(number, "quantity_of_part", former.unit, "data", number.value, None, part.end())
    fewer = 1 < number.value < former.value
    told = _WHICH.search(before[-30:]) and _WHICH_ARE.match(abstract.text, number.end)
    if fewer and (told or _OF_WHICH.match(abstract.text, number.end)):
        return Amount(number, "quantity_of_part", former.unit, "data", number.value, None, number.end)
    return None


def _of_sample(abstract: Abstract, number: Number, before: str, former: Amount | None) -> Amount | None:
    """As in "volunteers (n = 40)"; of several samples of one sentence all are of what the first is of."""
    sample = _SAMPLE_BEFORE.search(before[-60:]) if before.endswith(("=", "= ")) else None
    unit = _sampled(abstract, (sample["head"] or "").lower(), number) if sample else None
    if unit == "sample" and former and former.rule == "quantity_of_sample":
        unit = former.unit
    return Amount(number, "quantity_of_sample", unit, "data", number.value, None, number.end) if unit else None


def _shortened(abstract: Abstract, number: Number, before: str, former: Amount | None) -> Amount | None:
    """As in "10B tokens (4B French, 6B Thai)", "set sizes of 1K and 5K"."""
    if not number.magnitude:
        return None
    tokens = former is not None and former.unit == "token" and number.value >= 1e6
    ends = abstract.text[number.end : number.end + 1] in ".,;)"
    if (tokens and (ends or _SHARES.search(before))) or (number.value >= 1e8 and _TOKENS_FROM.search(before[-40:])):
        unit = "token"
    elif _SIZES.search(before[-90:]):
        unit = "sample"
    else:
        return _of_set(abstract, number, before)
    return Amount(number, "quantity_elliptic", unit, "data", number.value, number.upper, number.end)


def _of_set(abstract: Abstract, number: Number, before: str) -> Amount | None:
    """As in "a curated 11K dataset", "a 200K dialogue corpus", but not in "the ImageNet 1K dataset", "the 7K set"."""
    screen = number.magnitude in ("K", "k") and number.digits in ("2", "4", "8")
    if screen or number.value >= 1e9 or _NAMED.search(before):
        return None
    match = _SET_AFTER.match(abstract.text, number.end, number.end + 60)
    if match is None:
        return None
    unit = match["what"] if match["what"] in _BARE else "sample"
    return Amount(number, "quantity_of_set", unit, "data", number.value, number.upper, number.end)


def _is_part(former: Amount, between: str) -> bool:
    """Whether a number in brackets is a part of the amount before it, or stands beside such a part."""
    if former.rule == "quantity_of_part":
        return between.strip() in (",", "and", ", and", ";")
    return "(" in between and ")" not in between


def _sampled(abstract: Abstract, head: str, number: Number) -> str | None:
    """What a sample is of, by the word before its bracket: "volunteers (n = 40)", "a subset (n = 115) of steps"."""
    after = _SAMPLED.match(abstract.text, number.end, number.end + 60)
    if after:
        return _singular(after["noun"])
    if _singular(head) in _STUDIES:
        return "participant"
    if _singular(head) in _STUDIED and number.value < 20:
        return None
    if _plural(head) and head not in ("sets", "datasets", "subsets", "benchmarks"):
        return _singular(head) if _singular(head) not in _OTHERS else None
    sets = head in ("dataset", "subset", "set", "sets", "cohort", "data", "datasets", "subsets")
    return "sample" if sets or number.value >= 20 else None


def _mentions_again(abstract: Abstract, number: Number) -> bool:
    """Whether "the 10K images" only come back to an amount that was named before."""
    return number.first > 0 and abstract.lower[number.first - 1] in (
        "the",
        "these",
        "all",
        "those",
        "our",
        "its",
        "full",
        "entire",
        "same",
    )


def _listed_with(abstract: Abstract, number: Number, after: Number) -> bool:
    """Whether a number shares the noun of the next one of its list."""
    between = abstract.lower[number.last : after.first]
    joiners = [word in (",", "and", "or", "to", "/", "even", "plus") for word in between]
    return (
        0 < len(between) <= (8 if "-" in between else 4)
        and joiners[-1]
        and "to" not in between[:-1]
        and all(
            joiner
            or ((word.isalpha() or word == "-") and word not in _STOP and not _plural(word) and word not in _COLLECTIVE)
            for word, joiner in zip(between, joiners, strict=True)
        )
        and (bool(number.magnitude) or not after.magnitude)
        and (number.value >= 100 or len(between) == 1 or "-" in between)
    )


def _free(abstract: Abstract, number: Number) -> bool:
    """Whether a number stands by itself: no part of a name, a fraction, a decimal score, a year or a price."""
    return _counts(abstract, number) and _free_before(abstract, number) and _free_behind(abstract, number)


def _counts(abstract: Abstract, number: Number) -> bool:
    """Whether a number is written like one of items: no size of a screen, strength of a magnet, year or score."""
    text = abstract.text
    if number.magnitude in ("T", "G") and not _HUGE.match(text, number.end, number.end + 40):
        return False
    near = text[max(number.start - 6, 0) : number.start + 12]
    if ("x" in near or "×" in near) and _SQUARE.search(near):
        return False
    if number.magnitude in ("K", "k") and number.digits in ("2", "4", "8") and _SCREEN.match(text, number.end):
        return number.qualifier != "exact" or text[max(number.start - 11, 0) : number.start].endswith(
            (" only ", " just ", "trained on ", "tuned on ")
        )
    if number.is_year and not (number.digits == "2000" or number.qualifier != "exact"):
        return False
    if number.sign in ("+", "±"):
        return False
    if number.decimals and not number.magnitude and "^" not in number.digits:
        rest = text[number.end : number.end + 60]
        return bool(_COMPUTE.match(rest) or _BYTES.match(rest) or _HOURS.match(rest))
    return True


def _free_before(abstract: Abstract, number: Number) -> bool:
    """Whether the word before a number leaves it to itself: not in "GPT-4", "Phase 2", "few hundred", "$30"."""
    words, i = abstract.words, number.first - 1
    if i < 0:
        return True
    word = words[i]
    glued = abstract.ends[i] == abstract.starts[number.first]
    if glued and (word in "-_/^@#×.*" or word[-1].isalnum()) and word not in "~(":
        return False
    if abstract.lower[i] in ("few", "several", "many") and number.word:
        return False
    if word in _MONEY or (word in "/×x" and not number.magnitude):
        return False
    return not (word[0].isupper() and i > abstract.sentence_of(i).first and _ends_name(abstract, number))


def _ends_name(abstract: Abstract, number: Number) -> bool:
    """Whether a number behind a capital belongs to it: a small one, or one in the middle of a name."""
    if number.last >= len(abstract.words):
        return False
    small = not (number.magnitude or "," in number.digits) and number.value < 1e5
    return small or abstract.words[number.last][0].isupper()


def _free_behind(abstract: Abstract, number: Number) -> bool:
    """Whether what follows a number leaves it to itself: not in "3D", "20°", "4/5", "2.1.3"."""
    words, starts, j = abstract.words, abstract.starts, number.last
    if j >= len(words):
        return True
    word = words[j]
    if word == "°" or (word in "/^×=" and not number.magnitude):
        return False
    if starts[j] == number.end and word[0].isalpha() and not _is_unit(word.lower()):
        return False
    return not (word == "." and j + 1 < len(words) and words[j + 1][0].isdigit() and starts[j + 1] == abstract.ends[j])


def _is_unit(word: str) -> bool:
    """Whether a word may be glued to a number: "8xA100", "4TB", "2GFLOPs"."""
    return word in ("gb", "tb", "mb", "kb", "pb", "gpus") or word.startswith(("x", "gflop", "tflop", "mflop"))


def _read(abstract: Abstract, number: Number) -> Amount | None:
    """The quantity that a number and what follows it state; None if they state none."""
    text = abstract.text
    sentence = abstract.sentence_of(number.first)
    limit = sentence.offset + len(sentence.plain.text)
    before = text[max(sentence.offset, number.start - 110) : number.start]
    after = text[number.end : min(limit, number.end + 110)]
    compute = (_COMPUTED(after) and (_CARD_HOURS.match(after) or _COMPUTE.match(after))) or _CARDS.match(after)
    if compute:
        return _compute(number, compute, before, after)
    data = after[:3].strip(" -")[:1] in _BYTED and _BYTES.match(after)
    if data:
        factor = {"k": 1e3, "m": 1e6, "g": 1e9, "t": 1e12, "p": 1e15}[data["unit"].lower()]
        upper = None if number.upper is None else scaled(number.upper, factor)
        end = number.end + data.end()
        return Amount(number, "quantity_of_bytes", "byte", "data", scaled(number.value, factor), upper, end)
    if after[:2].lower() in ("kb", "mb", "gb", "tb"):
        return None
    noun = _noun(abstract, number, sentence)
    if noun is None:
        return None
    end = abstract.ends[noun.last - 1]
    rest = text[end : min(limit, end + 70)]
    rule = _judge(_Count(number, noun, text[number.end : end], before, rest, after))
    if rule is None:
        return None
    dimension = "compute" if rule == "quantity_of_compute" else "data"
    return Amount(number, rule, noun.unit, dimension, number.value, number.upper, end, noun)


def _compute(number: Number, match: regex.Match[str], before: str, after: str) -> Amount | None:
    """The amount of compute that a number and the unit of `match` state."""
    written = "" if match.re is _CARDS else regex.sub(r"[\s-]+", " ", match["unit"].lower())
    factor = 1.0
    if written.rstrip("s").endswith("flop"):
        if _RATE_AFTER.match(after[match.end() :]):
            return None
        factor = _FLOPS.get(written[0], 1.0) if not written.startswith("flop") else 1.0
        unit = "flop"
    elif match.re is _CARDS:
        if number.magnitude or number.decimals:
            return None
        unit = "gpu"
    elif match.re is _CARD_HOURS:
        unit = f"gpu {written.rstrip('s')}"
    else:
        unit = written.rstrip("s")
    if unit in ("gpu", "tpu") and number.value >= 200 and _ONE_CARD.search(before):
        return None
    if unit in ("gpu", "tpu") and ((number.word and number.value < 2) or _LENGTH_BEFORE(before)):
        return None
    upper = None if number.upper is None else scaled(number.upper, factor)
    end = number.end + match.end()
    return Amount(number, "quantity_of_compute", unit, "compute", scaled(number.value, factor), upper, end)


def _singular(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if word.endswith("s") and word not in _NOT_PLURAL and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _plural(word: str) -> bool:
    return word in _IRREGULAR or (
        word.endswith("s") and len(word) > 2 and word not in _NOT_PLURAL and not word.endswith(("ss", "us", "is", "'s"))
    )


def _noun(abstract: Abstract, number: Number, sentence: Sentence) -> Noun | None:
    """The noun phrase after a number: its plural head, or the noun glued to it ("14-hour")."""
    lower, first = abstract.lower, number.last
    if first >= sentence.last:
        return None
    if _glued(abstract, first, number.end, sentence):
        return _glued_noun(abstract, number, sentence)
    if lower[first] == "of" and lower[first + 1 : min(first + 2, sentence.last)] in _DEFINITE:
        first += 2
    end, is_head = _phrase_end(abstract, first, min(first + _REACH, sentence.last))
    if is_head:
        return _head_noun(abstract, first, end, sentence)
    if lower[end : end + 1] and lower[end] in _LENGTH_WORDS and end < sentence.last:
        return None
    bare = first < sentence.last and lower[first] in _BARE and (number.magnitude or _sets(abstract, number, first + 1))
    if bare and abstract.lower[first + 1 : first + 3] in (["-", "level"], ["-", "wise"], ["-", "based"]):
        return None
    return Noun(lower[first], lower[first], first + 1) if bare else None


def _sets(abstract: Abstract, number: Number, j: int) -> bool:
    """Whether a noun at token `j` says that a number of items makes a set: "a 500 image subset"."""
    words = abstract.lower[j : j + 2]
    if words[:1] in (["test"], ["training"], ["validation"], ["evaluation"], ["data"]):
        words = words[1:]
    return number.value >= 100 and bool(words) and words[0] in _SET_NOUNS


def _glued(abstract: Abstract, j: int, end: int, sentence: Sentence) -> bool:
    """Whether a hyphen at token `j` glues a word to what ends at the character `end`."""
    words, starts, ends = abstract.words, abstract.starts, abstract.ends
    return words[j] == "-" and starts[j] == end and j + 2 < sentence.last and starts[j + 1] == ends[j]


def _glued_noun(abstract: Abstract, number: Number, sentence: Sentence) -> Noun | None:
    """The noun in "a 900-image dataset", "14-hour": an item, not a small number of parts."""
    words, lower = abstract.words, abstract.lower
    last = number.last + 2
    word = lower[last - 1]
    if word not in _ITEMS or word in _WEAK:
        return None
    sets = number.value >= 20 and any(lower[k] in _SET_NOUNS for k in range(last, min(last + 7, sentence.last)))
    if not (number.value >= 500 or word == "hour" or sets):
        return None
    pair = last + 1 < sentence.last and words[last] == "-" and abstract.starts[last] == abstract.ends[last - 1]
    return Noun(word, word, last + 2 if pair and lower[last + 1] in _ITEMS else last)


def _phrase_end(abstract: Abstract, first: int, limit: int) -> tuple[int, bool]:
    """The token at which the noun phrase from `first` ends, and whether that is its plural head."""
    j = first
    while j < limit:
        if abstract.lower[j] == "(":
            close = next((k for k in range(j + 2, min(j + 6, limit)) if abstract.words[k] == ")"), None)
            if j == first or close is None or not (abstract.words[j + 1].isupper() or _goes_on(abstract, close, limit)):
                return j, False
            j = close
        elif _ends_phrase(abstract, j, first, limit):
            return j, False
        elif _is_head(abstract, j, limit):
            return j, True
        j += 1
    return j, False


def _goes_on(abstract: Abstract, close: int, limit: int) -> bool:
    """Whether a noun phrase goes on behind a bracket that ends at token `close`: "high-resolution (1080p) images"."""
    following = abstract.lower[close + 1] if close + 1 < limit else ""
    return following.isalpha() and following not in _STOP and following not in ("and", "or")


def _ends_phrase(abstract: Abstract, j: int, first: int, limit: int) -> bool:
    """Whether token `j` ends the noun phrase from `first` before it has a head."""
    word, following = abstract.lower[j], abstract.lower[j + 1] if j + 1 < limit else ""
    if word in ("and", "or", "&"):
        return j == first or not following or following in _STOP or following[0].isdigit()
    if word == ",":
        adjective = j > first and (_ADJECTIVE.search(abstract.lower[j - 1]) or abstract.words[j - 2] == "-")
        return not adjective or not following or following in _STOP or following[0].isdigit()
    if word in "/-\"'“”‘’–":
        return False
    if word[0].isdigit():
        glued = abstract.words[j - 1] == "-" and abstract.starts[j] == abstract.ends[j - 1]
        joined = following and abstract.starts[j + 1] == abstract.ends[j] and following[0] in "dk-°"
        edition = j > first and abstract.words[j - 1][0].isupper()  # "300 Foo 2.5 letters"
        return not glued and not joined and not edition
    if _hyphened(abstract, j):
        return False
    participle = j == first and word.endswith("ed")
    if (word in _STOP and word not in _OPEN and not participle) or word in _LENGTH_WORDS:
        return True
    return word in _COLLECTIVE and not (following and _singular(following) in _ITEMS)


def _is_head(abstract: Abstract, j: int, limit: int) -> bool:
    """Whether token `j` is a plural noun that begins no compound: not in "4,500 ABS letters"."""
    words, word = abstract.words, abstract.lower[j]
    if not word[0].isalpha() or (words[j].isupper() and j + 1 < limit and _plural(abstract.lower[j + 1])):
        return False
    if not _plural(word) and not (word[-1] == "s" and words[j][:-1].isupper() and len(word) > 2):
        return False
    hyphen = j + 1 < limit and words[j + 1] == "-" and abstract.starts[j + 1] == abstract.ends[j]
    return not hyphen or words[j + 2 : j + 3] == ["-"] or abstract.lower[j + 2] in _AFTER_DASH


def _head_noun(abstract: Abstract, first: int, head: int, sentence: Sentence) -> Noun | None:
    """The noun of a phrase from `first` with a plural head, or with the item behind it: "news videos"."""
    words, lower = abstract.words, abstract.lower
    following = lower[head + 1] if head + 1 < sentence.last else ""
    item = following and _plural(following) and _singular(following) in _ITEMS
    if item and lower[head] != "hours" and following != "data":
        head += 1
    if lower[head] == "data" and (following in _NO_DATA or _plural(following)):
        return None
    single = lower[head][:-1] if words[head][:-1].isupper() and len(words[head]) > 2 else _singular(lower[head])
    if lower[head] == "hours" or single == "hour":
        return Noun("hour", "hour", head + 1)
    return Noun(_unit(abstract, first, head, single), single, head + 1)


def _hyphened(abstract: Abstract, j: int) -> bool:
    """Whether token `j` is part of a word with hyphens."""
    words, starts, ends = abstract.words, abstract.starts, abstract.ends
    return (words[j - 1] == "-" and starts[j] == ends[j - 1]) or (
        j + 1 < len(words) and words[j + 1] == "-" and starts[j + 1] == ends[j]
    )


def _unit(abstract: Abstract, first: int, head: int, single: str) -> str:
    """The unit of a noun phrase: its head, with what it is a pair, clip or report of."""
    lower, starts, ends = abstract.lower, abstract.starts, abstract.ends
    if single == "ray":
        return "x-ray" if abstract.text.startswith(("X-", "x-", "X "), starts[head] - 2) else single
    fixed = _fixed(abstract, first, head, single)
    if fixed:
        return fixed
    pair, most = single == "pair", 3 if single == "pair" else 2
    asked = head > first and lower[head - 1] in _WHOLE_PAIRS  # "QA samples"
    if asked and not pair:
        return f"{lower[head - 1]} {single}"
    if single not in _PAIR_HEADS:
        if single in _ITEMS or abstract.words[head].isupper() or abstract.words[head][:-1].isupper():
            return single
        most = 1
    parts: list[str] = []
    j = head - 1
    while j >= first and len(parts) < most:
        if lower[j] == ")" and j - 2 >= first and lower[j - 2] == "(":
            j -= 3
            continue
        k = _hyphen_start(abstract, first, j)
        part = abstract.text[starts[k] : ends[j]].lower().replace("–", "-")
        glued = ends[k - 1] == starts[k] and lower[k - 1].isdigit()
        if glued or (parts and "-" in part) or not _is_modifier(abstract, k, j, part, single):
            break
        if (most == 1 and "-" in part) or ((parts or most == 1) and abstract.words[k][0].isupper()):
            break
        parts.insert(0, part)
        j = k - 1
        if pair and ("-" in part or part in _WHOLE_PAIRS):
            break
    return " ".join([*parts, single])


def _fixed(abstract: Abstract, first: int, head: int, single: str) -> str | None:
    """The compound that a phrase ends with, if it is one of those that stay whole: "bounding box"."""
    if head == first:
        return None
    start = _hyphen_start(abstract, first, head - 1)
    unit = f"{abstract.text[abstract.starts[start] : abstract.ends[head - 1]].lower()} {single}"
    return unit if unit in _FIXED else None


def _hyphen_start(abstract: Abstract, first: int, j: int) -> int:
    """The first token of the word with hyphens that ends with token `j`, in a phrase from `first`."""
    lower, starts, ends = abstract.lower, abstract.starts, abstract.ends
    k = j
    while k > first and ends[k - 1] == starts[k] and (lower[k - 1] in "-–/&" or lower[k] in "-–/&"):
        k -= 1
    return k


def _is_modifier(abstract: Abstract, k: int, j: int, part: str, head: str) -> bool:
    """Whether the word `part`, tokens `k` to `j`, tells what kind of `head` is counted, and belongs to its unit."""
    last, word = abstract.lower[j], abstract.words[j]
    if not last[0].isalpha() or part in ("and", "or") or part in _SPLITS or part.startswith("multi-"):
        return False
    if head != "pair" and sum(c.isupper() for c in word) > 1:
        return False
    if not _ADJECTIVE.search(last) or last in _NOT_ADJECTIVE:
        return True
    compound = k < j and head == "pair" and not _MADE.search(part)
    return compound or (head in ("report", "checkup") and last.endswith("al"))


def _judge(count: _Count) -> str | None:
    """The rule by which a number and its noun are an amount of data; None if they are none."""
    head = count.noun.head
    if _is_no_amount(count):
        return None
    if head == "hour":
        return _hours(count)
    if head in _TIMES:
        return _times(count)
    if head == "token":
        return _tokens(count)
    if head == "pair" and _LANGUAGES.search(count.phrase):
        return None
    if _LENGTH_BEFORE(count.before) and not _OF_EACH_SET.search(count.before):
        return None
    if head in _OTHERS and head not in _ITEMS:
        return _others(count)
    if count.number.value < 100 and _is_label(count):
        return None
    if head in _PEOPLE:
        return _people(count)
    unit = count.noun.unit
    known = unit in _ITEMS or head in _ITEMS
    if (known and head not in _WEAK) or (unit != head and (unit in _ITEMS or unit in _FIXED)):
        return _items(count)
    if head in _OTHERS:
        return _others(count)
    if head in _TASKS:
        return _tasks(count)
    return _weak_items(count) if known else _unknown(count)


def _is_no_amount(count: _Count) -> bool:
    """Whether the words around a number compare, give a rate or a change, or speak of the world."""
    head = count.noun.head
    if count.number.word and "worth" in count.before[-25:]:  # "an image is worth a thousand words"
        return True
    rate = _RATE_AFTER.match(count.rest) and not (
        (head in _ITEMS or count.number.value >= 1000) and head != "token" and _OF_PARTS.match(count.rest)
    )
    if rate or _COMPARES.match(count.after) or _CHANGE.search(count.before):
        return True
    people = head in ("person", "student", "user") or (head.endswith("an") and head not in _ITEMS)
    return bool((people and _BACKGROUND(count.before)) or _WORLD.match(count.rest))


def _hours(count: _Count) -> str | None:
    """As in "1,985 hours of video", "a 14-hour corpus"."""
    if _LENGTH_BEFORE(count.before) or _LABOUR.search(count.after, 0, 60):
        return None
    glued = count.after.startswith("-") and _CORPUS.match(count.rest)
    recorded = _RECORDED_FOR.search(count.before) is not None
    if _trains(count):
        return "quantity_of_compute"
    if _RECORDINGS.match(count.rest) or glued or recorded or (count.number.value >= 5 and _IN_DATASET(count.before)):
        return "quantity_of_time"
    return None


def _trains(count: _Count) -> bool:
    """Whether hours or days are those of a training, or those that a processor is busy."""
    if _ON_CARDS.match(count.rest):
        return _LESS_TIME.search(count.before) is None
    return _TAKES.search(count.before) is not None and "train" in count.before.lower()


def _times(count: _Count) -> str | None:
    """As in "90 minutes of speech", and days of training."""
    if count.noun.head == "day" and _trains(count):
        return "quantity_of_compute"
    long = count.noun.head in ("minute", "second") and count.number.value >= 20
    if long and _RECORDINGS.match(count.rest) and " training" not in count.rest[:14]:
        return "quantity_of_time"
    return None


def _tokens(count: _Count) -> str | None:
    """As in "300B tokens", not "a context of 128K tokens"."""
    number, before = count.number, count.before
    exact = number.value >= 1e4 and not number.magnitude and number.value % 1000
    if number.value < 1e6 and not (exact and _DATASET.search(before)):
        return None
    if number.value < 1e9 and (_LENGTH_BEFORE(before) or _TOKENS_LONG.match(count.rest)):
        return None
    if number.value < 1e8 and (before.endswith((" at ", "@")) or _LENGTH_WORD.search(before)):
        return None
    return "quantity_of_items"


def _others(count: _Count) -> str | None:
    """As in "a dataset of 1,200 accents", "1,200 annotated categories": what is hardly ever an item of data."""
    number = count.number
    if number.word:
        return None
    sets = _SETS_OF.match(count.rest) if count.noun.head == "set" and number.value >= 20 else None
    if sets and _singular(sets["noun"]) in _ITEMS:
        return "quantity_of_items"
    if count.noun.head == "step" and number.value >= 1000 and count.noun.unit in _STEPS:
        return "quantity_of_items"
    annotated = number.value >= 100 and _ANNOTATED.match(count.after[:60])
    listed = number.value >= 1000 and count.noun.head not in _NEVER and _IN_DATASET(count.before)
    listed = listed or (number.value >= 100 and count.noun.head not in _NEVER and _MADE_OF(count.before))
    return "quantity_in_dataset" if annotated or listed else None


def _is_label(count: _Count) -> bool:
    """Whether a small number is part of a name: "Top 10 Samples", "50 sample data"."""
    if count.noun.head == "sample" and "data" in count.after[:60].split():
        return True
    return count.number.value < 50 and count.phrase.istitle()


def _items(count: _Count) -> str | None:
    """As in "12K images"; of few, those of a dataset."""
    number = count.number
    if max(number.value, number.upper or 0) < 20 and not (not number.word and _IN_DATASET(count.before)):
        tried = _TRIED(count.before) or (not number.word and count.before in ("On ", "on "))
        few = number.value >= 3 and count.noun.unit != "use case" and tried
        return "quantity_of_items" if few else None
    return "quantity_of_items"


def _tasks(count: _Count) -> str | None:
    """As in "a suite of 300 tasks", not "12 different tasks"."""
    number, before = count.number, count.before
    kinds = count.noun.head == "task" and _KINDS.match(count.after)
    if number.qualifier == "up_to" or kinds or _ITEMS_OF(before):
        return None
    real = "real-world" in count.after[:40]
    least = 30 if not number.word and (real or _IN_DATASET(before)) else 100
    held = number.value >= least and _HOLDS.search(before)
    many = number.value >= (1000 if _DATASET.search(before) else 10000)
    return "quantity_of_items" if held or many or (number.value >= 50 and _DONE.match(count.rest)) else None


def _weak_items(count: _Count) -> str | None:
    """As in "recordings of 120 speakers": what is counted for other ends, too."""
    number, head = count.number, count.noun.head
    if (number.word and number.value < 100) or (head in _STUDIED and not _FROM_PEOPLE.search(count.before)):
        return None
    many = number.value >= 1000 or (
        number.value >= 100
        and (
            _IN_DATASET(count.before)
            or _GATHERED(count.before)
            or _DONE.match(count.rest)
            or count.before.endswith((" on ", "On "))
        )
    )
    return "quantity_of_items" if many or (number.value >= 10 and _MADE_OF(count.before)) else None


def _people(count: _Count) -> str | None:
    """As in "recordings of 12 speakers", "a cohort of 40 patients", not "a study with 80 users"."""
    number, head = count.number, count.noun.head
    if number.value < (100 if number.word else 3) or (head == "subject" and _TAUGHT(count.before)):
        return None
    bracket = count.before.endswith("(") and _MADE_OF(count.before)
    if head == "patient" or bracket or _FROM_PEOPLE.search(count.before) or _COHORT.search(count.before):
        return "quantity_of_items"
    used = _IN_DATASET(count.before) or _GATHERED(count.before) or _DONE.match(count.rest)
    many = number.value >= 1000 or (number.value >= 100 and used)
    return "quantity_of_items" if many and head not in _STUDIED else None


def _unknown(count: _Count) -> str | None:
    """As in "over 90,000 woven baskets", "a dataset of 120 lullabies"."""
    value = count.number.value
    if 10 <= value < 100 and not count.number.word and _MADE_OF(count.before):
        return "quantity_in_dataset"
    if value < (1000 if count.number.word else 100):
        return None
    if value >= 1000:
        return "quantity_large"
    used = _IN_DATASET(count.before) or _GATHERED(count.before) or _DONE.match(count.rest)
    held = used or _INCLUDES.search(count.before) or _FROM_PEOPLE.search(count.before)
    return "quantity_in_dataset" if held else None
