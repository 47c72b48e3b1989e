"""Whose a model size is that has no name glued to it: the model that its sentence, or the abstract, says has it.

What belongs here: the name of the model. What does not: which numbers are sizes, and names that hold one
(model_sizes.py).
"""

from __future__ import annotations

from functools import lru_cache

import regex

from pipeline.abstract import Abstract, Sentence
from pipeline.rules.benchmark_registry import registry
from pipeline.rules.lexicon import fold, read_words
from pipeline.rules.metrics import is_metric

_WORD = r"[A-Za-z][\w+]*+(?:[-.][A-Za-z0-9][\w+]*+)*+"
_N = rf"(?P<name>{_WORD})"
# A name with its version or edition: "Foo 2.0", "Foo small, a ...".
_NV = (
    rf"(?P<name>{_WORD}(?:\s\d(?:\.\d+)?(?![\w%.-])|"
    rf"\s(?:tiny|mini|small|medium|large|base|XL)(?=,\s(?:an?|the|our)\s))?)"
)
_MODELS = (
    r"(?:models?|variants?|versions?|LLMs?|VLMs?|MLLMs?|LMs?|LRMs?|SLMs?|networks?|agents?|transformers?|detectors?)"
)
# "We present Foo VLM"
_PRESENTS = regex.compile(
    r"\b(?:introduc|present|propos|releas|develop)(?:es?|s|ing)?\s(?:the\s)?(?:[A-Z][\w-]*\s){0,6}$"
)
# What is said of a small size before its number.
_ONLY = (
    r"(?:only|just|merely|a\smere|a\stotal\sof|fewer\sthan|less\sthan|under|at\smost|as\sfew\sas|"
    r"as\slittle\sas|about|around|approximately|roughly|nearly|~|≈|<)"
)
_COMMON = regex.compile(
    r"(?:[A-Z]{0,6}L[MR]M?|V?FM|RM|VLA|MoE|DiT|ViT|CNN|RNN|LSTM|UNet|U-Net|GNN|GAN|VAE|NLP|AI|AR|CPU|"
    r"GPU|RL|SFT|CoT|MLP|SSM|SNN|ASR|TTS|OCR|3D|2D|4D|Mixture|NVIDIA|Jetson|"
    r"Mixture-of-Experts|Transformer|Vision-Language|Large|Language|Vision|Multimodal|State-of-the-art|"
    r"SOTA|GUI|RAG|QA|VQA|T2I|T2V|PRM|ORM|RLHF|DPO|GRPO|LoRA|API|FLOP)s?"
)
_NAME_STOPS = frozenset(read_words("model_name_stops.txt"))
_MODEL_NOUNS = frozenset(read_words("model_nouns.txt"))
_FAMILIES = frozenset(read_words("model_families.txt"))
_SIZE_PART = regex.compile(r"[-_ ]\d{1,4}(?:\.\d{1,3})?[bBmM](?![A-Za-z0-9]).*+")

# "671B Foo-R1"
_SIZED_NAME = regex.compile(rf"\s{_N}(?!\s?%)")
# "7B Foo model"
_NAME_AFTER = regex.compile(
    rf"[\s-]*+(?:(?:total|trainable|active|activated|learnable)\s)?(?:param(?:eter)?s?\s)?(?:(?:base|dense|"
    rf"text-only|vision)\s)?{_N}(?P<noun>(?:\s[a-z][\w-]*+){{0,3}}?\s(?:model|variant|network|architecture|backbone|baseline)"
    r"s?\b)?"
)
# "a 1.5B parameter reasoning model (Foo)"
_IN_BRACKETS = regex.compile(rf"(?:[\s-][\w/-]++){{0,7}}?\s{_MODELS}\s\({_NV}\)")
_AFTER = (
    # "3B model, named Foo", "7B expert model, Foo, for …", "with 2 billion parameters named Foo"
    regex.compile(rf"(?:[\s-][\w/-]++){{0,8}}?,?\s(?:named|called|dubbed|termed|denoted)\s(?:as\s)?{_NV}"),
    regex.compile(rf"(?:[\s-][\w/-]++){{0,5}}?\s{_MODELS},\s{_N},"),
    # "7B and 72B variants of Foo"
    regex.compile(rf"\s?(?:param(?:eter)?s?\s)?{_MODELS}\sof\s(?:the\s|our\s)?{_N}(?!\sand\s[A-Z])"),
)
_EDITION_OF = regex.compile(r"\s?(?:param(?:eter)?s?\s)?(?:version|variant|checkpoint)s?\sof\s")
# "Foo, a compact 3B-parameter …", "Foo (a 3B …", "Foo is a …", "Foo, a family of …"
_IS_A = regex.compile(
    rf"\b{_NV}(?:\smodels?)?(?:\s\([^()]{{1,60}}\))?(?:\s?,\s(?:a|an|the|our|one\sof\sthe|which\sis\san?)|\s?[:(—–]\s?(?:a|an|the)|"
    rf"\s--?\s(?:a|an|the)|\sis\s(?:a|an|the|our)|\sare\s)\s(?:[\w/-]+,?\s(?:\([\w-]+\)\s)?){{0,12}}\(?[<>≤~≈∼]?\s?$"
)
# "Foo, a family of models (FMs) spanning all sizes, including 2B and 8B"
_FAMILY_OF = regex.compile(
    rf"\b{_NV}(?:\s\([^()]{{1,60}}\))?,\s(?:a|an|our|the)\s(?:[\w-]+,?\s){{0,3}}"
    rf"(?:family|series|suite|collection|set)\sof\s(?:[^.;:()]|\([^()]{{1,40}}\))*$"
)
# "Foo 3, a multimodal addition to the family, ranging in scale from 1 to 27 billion parameters"
_RANGING = regex.compile(
    rf"\b{_NV},\s(?:a|an|our|the)\s[^.;:()]{{1,120}},\s(?:ranging|spanning|scaling|scaled|sized|available)\s(?:\w+\s){{0,3}}$"
)
# "We train Foos, small models for letters, at 7B and 14B scales"
_AT_SCALES = regex.compile(rf"\b{_NV},\s(?:[\w-]+\s){{0,6}}{_MODELS}(?:\s[\w-]+){{0,5}},\s(?:at|in)\s(?:the\s)?$")
# "Foo contains only 3M parameters", "Foo, with 3M parameters", "The Foo series offers sizes (…"
_HAS = regex.compile(
    rf"\b(?P<name>{_WORD}(?:(?<=\b[A-Z][\w+.-]*)\s[A-Z]\w+(?=\s(?:series|family|models)\b)|\s\d+(?:\.\d+)?)?)(?:\smodels?|\sseries|"
    rf"\sfamily|\snetwork|\sarchitecture){{0,2}}(?:\s\([^()]{{1,60}}\))?(?P<apart>,)?\s(?:(?P<which>which|that)\s|and\s)?"
    rf"(?:only\s|itself\s|\w+ly\s)?(?:with|has|have|having|"
    rf"contains?|containing|uses?|using|utilizes?|requires?|requiring|"
    rf"comprises?|comprising|consists\sof|totals?|totaling|features?|featuring|employs?|needs|offers?|spans?|"
    rf"spanning|includes?|including|comes?\sin|(?:is|are)\s(?:available|offered|released|provided)\s(?:in|at|with)|ranging|scales|scaled|boasts|"
    rf"offers?\s(?:\w+\s){{0,2}}models,\si\.e\.,|"
    rf"activates?|activating|introduces|provides)\s"
    rf"(?:(?:only|just|a|an|the|total|of|merely|about|around|approximately|up|to|fewer|less|more|than|"
    rf"over|under|nearly|spectrum|model|models|size|sizes|two|three|four|five|six|in|from|with|parameter|"
    rf"parameters|count|range|variants|at|both|as|few|mere|roughly|scales?|different|sized|smaller|larger|"
    rf"compact|capable|(?:mid|small|large)-sized?|i\.e\.,|is|modest|tiny|low|lean|computational|memory|budget|footprint|family)"
    rf"[\s(:]+){{0,7}}$"
)
# "Foo model family (7B, 13B)", "Foo models (3B)", "Foo open-weight models in 7B, 32B and 72B sizes"
_KIND_OF = regex.compile(
    rf"\b{_NV}\s(?:(?:language|encoder|decoder|embedding|diffusion|multilingual|base|model|LLM|vision-language|open|source|open-source|open-weight|instruct|chat|"
    rf"backbone|dense)\s){{0,3}}(?:family|series|models?|"
    rf"variants?|suite|backbones?|LLMs|checkpoints|architectures?|networks?)(?:\sof\s(?:\w+\s){{0,2}}(?:models?|LLMs|LMs|VLMs)"
    rf"(?::\s[^.:;()]{{1,80}}\sranging)?)?"
    rf"(?:\s?[(,\[]\s?[<>≤≥~≈∼]?\s?|\s(?:in|at|of|from|with|ranging\sfrom|(?:of|in|at|with|across)\s(?:[\w-]+\s){{0,3}}(?:sizes|scales)(?:\sof|,?\s(?:ranging\s)?from|:)?)\s\(?)$"
)
# "Foo's small size (3M parameters)", "We scale Foo up to 7B", "Foo, despite its small size (3B)"
_OF_ITS = regex.compile(
    rf"\b{_NV}(?:['’]s\s(?:[\w-]+\s){{0,3}}(?:size|scale|footprint|budget|count)\s\(?|,\sdespite\s(?:its|being|having)\s(?:[\w-]+\s){{0,4}}\(?)$"
    rf"|\b[Ss]cal(?:e|ed|es|ing)\s{_NV}\s(?:up\s)?to\s(?:over\s|about\s|around\s)?$"
)
_BEFORE = (_IS_A, _FAMILY_OF, _RANGING, _AT_SCALES, _HAS, _KIND_OF, _OF_ITS)
# A name before a comma is no owner where it is what something is done to: "on Foo, a 7B model wins".
_GOVERNED = regex.compile(
    r"\b(?:[Oo]n|with|using|by|via|and|to|like|as|in|for|of|over|than|from)\s(?:the\s|[A-Z]\w*\s)?$"
)
_ON = regex.compile(
    r"(?<!\b(?:[Bb]uil[dt]|[Bb]ased|[Bb]uilding)\s)\b(?:[Oo]n|[Aa]cross|[Ff]or)\s(?:the\s|[A-Z]\w*\s)?$"
)
_MEANS = regex.compile(r"\b(?:on|across|for|using|by|via|in|and|with)\s(?:the\s|[A-Z]\w*\s)?$")
_ACTS = regex.compile(
    r"(?:[\s-][\w/-]++){0,6}?\s(?:achiev|outperform|reach|attain|surpass|match|obtain|improv|exceed|perform|gain|score|"
    r"learn)(?:s|es|ed)?\b|(?:[\s-][\w/-]++){0,6}?\s(?:can|is|was)\s"
)
_VERBS = (
    r"(?:achieves?|attains?|reach(?:es)?|delivers?|obtains?|outperforms?|surpass(?:es)?|maintains?|match(?:es)?|"
    r"exceeds?|scores|gains|runs|combines|provides|offers|yields|sets|establishes|demonstrates|shows|exhibits|remains|"
    r"ranks|is|requires|uses|retains|beats|rivals|balances|produces|enables|supports|generates|needs|comprises|improves|"
    r"contains|has|performs|employs|excels|cuts|reduces)"
)
# "Foo reaches 74% with only 3M parameters", "We show that Foo, our net, reaches …"
_SUBJECT = regex.compile(
    rf"(?:^|[,;:]\s|\b[Tt]he\s[\w-]+ed\s|\b(?:version|variant)\sof\s|\b(?:that|and|while|but|where|[Oo]ur|[Tt]he|proposed|method|variant|model|network|"
    rf"demonstrates?|shows?)\s){_NV}"
    rf"(?:\smodels?|\snetwork)?(?:\s\([^()]{{1,40}}\)|\sbased\son\s[\w.-]+)?(?:,\s[^,;.]{{1,80}},|,)?\s(?:\w+ly\s|also\s|now\s)?"
    rf"{_VERBS}\b"
)
_WITH_ONLY = regex.compile(
    rf"(?<!\bmodels\s)(?<!\bnetworks\s)(?<!\bseveral\s)(?<!LLMs\s)(?<!\bones\s)\b(?:with|using|requiring|needing|training|having|containing|utilizing|employing|requires|needs|uses|has|contains|at|"
    rf"in|comprising|maintaining|keeping|retaining|activating)\s(?:(?:{_ONLY}\s?)+|(?:{_ONLY}\s?)*[\d.]+\s?[KMGT]?\s?(?i:B|FLOPs|MACs)(?:\s\w+){{0,2}}\sand\s(?:{_ONLY}\s?)*)$|,\swith\s$|"
    r"\bonly\s(?:having|using|needing|requiring)\s$"
)
# "Foo reaches 74% with 3M parameters", but not "Foo reaches what a network does with 3M parameters"
_WITH = regex.compile(
    rf"(?<![\w-]){_NV}(?:,\s[^,;.]{{1,80}},|,)?\s(?:\w+ly\s|also\s|now\s)?(?:achieves?|attains?|reach(?:es)?|delivers?|obtains?|offers|yields|"
    rf"provides|scores|sets|runs|excels)\b"
    rf"(?:(?!\b(?:than|over|to|from|by|against|models?|networks?|methods?|baselines?|counterparts?|competitors?|and|while|whereas|"
    rf"but|teachers?|students?)\b)[^;()]){{1,120}}\s(?:with|using|requiring|at|(?:and\sexcels\s)?at\s(?:small|compact)\sscales)\s\(?$"
)
# "With just 3.1 million parameters, Foo reaches …"
_FIRST = regex.compile(
    rf"(?:\w+ly,\s|[^.;,]{{1,60}}\sthat,?\s)?(?:(?:[Ww]ith|[Uu]sing|At|Requiring|Activating|Containing|Having|Adding|"
    rf"Despite\s(?:having|using|(?:only\s)?introducing)|While\susing|(?:Across|At)\s(?:model\s)?(?:sizes|scales)\s(?:from|of)|"
    rf"(?:By\s)?[Ss]cal(?:ed|ing)\s(?:up\s)?(?:from|to)|"
    rf"By\s(?:releasing|providing|offering)\s[^,;.]{{1,60}}\s(?:from|of|with)|"
    rf"(?:With|Despite)\s(?:its|a|an|the)(?:\s[\w-]+){{0,4}})\s(?:{_ONLY}\s?)*+)"
)
_SUBJECT_AFTER = regex.compile(
    rf"(?:\s\([\d.]+[KMB]\))?(?:[\s-](?!,)[\w-]++){{0,4}}(?:,\s(?:and|representing|including|which|a)\s[^;.]{{1,90}}?|\sand\s[^,;]{{1,60}})?,\s"
    rf"(?:our\s|the\s|this\s)?{_NV}\s(?:\w+ly\s)?[a-z]"
)
_OWN_AFTER = regex.compile(
    r"(?:[\s-](?!,)[\w-]++){0,4}(?:\sand\s[^,;]{1,60})?,\s(?:it|(?:our|the|this)\s(?:[\w-]+\s){0,2}?(?:model|network))\s"
)
# "Its 7B variant", "The 7B model": the model that was named last.
_THIS = regex.compile(r"\b[Ii]ts\s(?:\w+\s)?$|^The\s$")
_NAMED = regex.compile(rf"\b{_N}(?=\s(?:models?|series|family|variants?|baselines?)\b)")
# The paper's own model, unnamed: "we train models with …", "our best …", "the final model contains only …"
_OWN = regex.compile(
    r"(?:\b[Ww]e\s(?:\w+\s){0,2}(?:train|pre-?train|develop|scale|release|built|build|"
    r"open-source)\b[^.]{0,30}|\b[Oo]ur\s(?:[\w-]+,?\s){0,3}|^The\s|\b[Tt]he\s(?:resulting|final|proposed)\s|\b[Tt]his\s|\bmodels\swith\s[^.]{0,16}|\beven\sthe\s|"
    r"(?:^|[,;]\s(?:and\s)?|\bthat\s)(?:[Ii]t|[Tt]he\s(?:final\s|resulting\s|proposed\s|full\s|entire\s|whole\s|complete\s)?"
    r"(?:model|network|architecture|suite|family|series|collection|system)(?:\swe\spresent)?)\s(?:\w+ly\s|only\s)?"
    r"(?:(?:has|contains|requires|uses|comprises|includes|consists\sof|with|features|offers|spans|comes\sin|totals)\s"
    r"(?:[\w-]+\s){0,3}|is\s(?:[\w-]+\s){1,6}\())$"
)
_OWN_SUBJECT = regex.compile(
    rf"^It\s(?:\w+ly\s)?{_VERBS}\b|"
    rf"(?:^|[,;:]\s|\bthat\s)(?:[Oo]ur|[Tt]he\sproposed|[Tt]his)\s(?:[\w-]+\s){{0,2}}?(?:model|network|method|approach|architecture|"
    rf"framework|detector|system)\s(?:\w+ly\s)?{_VERBS}\b"
)
# "for 7B to 32B parameter variants", "the 0.5B model version"
_VARIANTS = regex.compile(r"[\s-](?:param(?:eter)?\s)?(?:model\s)?(?:variant|version|checkpoint)s?\b(?!\sof\b)")
_INTRODUCED = regex.compile(
    rf"\b(?:[Ii]ntroduc(?:e|es|ing)|[Pp]resent(?:s|ing)?|[Pp]ropos(?:e|es|ing)|[Rr]eleas(?:e|es|ing)|"
    rf"[Dd]evelop(?:s|ed)?|called|named|dubbed|report)\s(?:the\s|our\s)?{_NV}"
)
# "We present Foo, a model that reads well while activating only 3B parameters"
_WE_PRESENT = regex.compile(
    rf"(?:\w+,\s)?[Ww]e\s(?:introduce|present|propose|release|develop)\s(?:the\s)?{_NV},\s(?:an?|the|our)\s"
)
_MODEL_NAME = regex.compile(
    r"(?:LLM|VLM?|LM|GPT|BERT|T5|[a-z]t5|Llama|LLaMA|Qwen|-R1|R1V?\d?|VLA|Former|"
    r"former|Net|Mamba|-v\d)(?:-?v?[\d.]+)?$|^ptt5"
)
_DESCRIBED = regex.compile(
    r"(?:\s\([^()]{1,60}\))?\s?(?:[,:(—–]|--?|is|as)\s?(?:a|an|the|our|"
    r"which)\s(?:(?!(?:data|dataset|benchmark|corpus|framework|method|approach|pipeline|for|to|that|with|on)\b)"
    r"[\w/-]+,?\s(?:\([\w-]+\)\s)?){0,9}?(?:models?|LMs?|LLMs?|VLMs?|MLLMs?|transformers?|foundation|encoders?|"
    r"networks?|checkpoints|assistant)\b(?!-|\sfamily-)"
)
_PROPOSED = regex.compile(
    rf"\b(?:introduc|present|propos|develop|design)(?:e|es|s|ing)?\s(?:(?:the\s)?{_NV}(?=\s?[,:(]|\s(?:model|network|detector)\b)|"
    r"(?:an?|the|our)\s[^.;:()]{3,120}\s\((?P<short>[A-Z][\w-]+[A-Z][\w-]*)\))"
)
_CALLED = regex.compile(rf"\b(?:called|named|dubbed|termed)\s{_NV}(?=[\s,.])")
_IS_DATA = regex.compile(r"[^.;]{0,60}\b(?:datasets?|benchmark|corpus|suite|collection)\b")
# How far before a size its owner is looked for, in characters.
_REACH = 300


def owner(abstract: Abstract, sentence: Sentence, start: int, end: int, several: bool) -> str | None:
    """The model that sizes without a name of their own belong to, as far as the text says.

    `start` is where the first of them begins in the plain text, `end` where the number of the last ends; `several`
    says that they are more than one.
    """
    text = abstract.text
    after = text[end : min(end + 160, sentence.offset + len(sentence.plain.text))]
    before = text[max(sentence.offset, start - _REACH) : start]
    found = _behind(after, several) or _in_front(before, after)
    if found:
        return found
    first = _FIRST.fullmatch(text, sentence.offset, start) is not None
    only = _WITH_ONLY.search(before[-60:]) is not None
    subjects = [_SUBJECT_AFTER.match(after)] if first else [*_SUBJECT.finditer(before, overlapped=True)] if only else []
    subjects += [] if first or only else _WITH.finditer(before, overlapped=True)
    names = [match["name"] for match in subjects if match and (_is_name(match["name"]) or _is_titled(first, match))]
    if names:
        return str(names[-1])
    raw_start, _ = abstract.raw_span(start, start + 1)
    if not several and _THIS.search(before):
        earlier = abstract.raw[max(0, raw_start - 500) : raw_start]
        named = [match["name"] for match in _NAMED.finditer(earlier) if _is_name(match["name"])]
        if named:
            return _SIZE_PART.sub("", named[-1])
    subject = (first and _OWN_AFTER.match(after)) or (only and _OWN_SUBJECT.search(before))
    subject = subject or (only and _WE_PRESENT.match(text, sentence.offset, start))
    own = subject or _VARIANTS.match(after) or _OWN.search(before[-90:])
    return (_own_model(abstract.raw) if own else None) or (_own_method(abstract.raw) if subject else None)


def _is_titled(first: bool, match: regex.Match[str]) -> bool:
    """Whether a subject behind its size is a name though a benchmark has it, too: "With 3M parameters, FOO wins"."""
    name = match["name"]
    return first and name.isupper() and len(name) > 2 and fold(name) in registry().ids


def of_reduced(abstract: Abstract, sentence: Sentence, start: int) -> str | None:
    """The model whose size is what another was reduced to: of the sentence's subject, or of the paper's own model."""
    before = abstract.text[max(sentence.offset, start - _REACH) : start]
    names = [match["name"] for match in _SUBJECT.finditer(before, overlapped=True) if _is_name(match["name"])]
    return str(names[-1]) if names else _own_model(abstract.raw) or _own_method(abstract.raw)


def sized_name(after: str) -> int | None:
    """Where the name ends right behind a size: "671B Foo-R1"; None if none is there."""
    match = _SIZED_NAME.match(after)
    if not match or not _is_name(match["name"]):
        return None
    name = match["name"].rstrip(".,:-")
    written = name.lower().partition("-")[0].rstrip("0123456789.") in _FAMILIES or _MODEL_NAME.search(name)
    return match.start("name") + len(name) if written else None


def _behind(after: str, several: bool) -> str | None:
    """The owner that the text behind a size names."""
    match = _NAME_AFTER.match(after)
    if (
        match
        and _is_name(match["name"])
        and not (
            match["name"].isupper()
            and match["noun"]
            and "-" not in match["name"]
            and match["name"].lower() not in _FAMILIES
        )
    ):
        return str(match["name"]).rstrip(".,")
    match = None if several else _IN_BRACKETS.match(after)
    if match and _is_name(match["name"]):
        return str(match["name"])
    for k, pattern in enumerate(_AFTER):
        match = pattern.match(after)
        named = k == 0 or (
            k == 2 and _EDITION_OF.match(after) and not _COMMON.fullmatch(match["name"] if match else "")
        )
        if match and (_is_name(match["name"]) or (named and match["name"][0].isupper())):
            return str(match["name"]).rstrip(".,:")
    return None


def _in_front(before: str, after: str) -> str | None:
    """The owner that the text before a size names."""
    for pattern in _BEFORE:
        match = pattern.search(before)
        plain = pattern in (_IS_A, _AT_SCALES) and match is not None and _made_plain(before, match.end("name"))
        if match and pattern is _FAMILY_OF and not _is_name(match["name"]):
            return _titled(before, match)
        title = _presented(before, match) if match and pattern is _IS_A else None
        if title:
            return title
        if not match or not (plain or _is_name(match["name"])):
            continue
        governed = _GOVERNED.search(before, 0, match.start()) is not None
        if pattern is _IS_A and _FOR_MODELS.search(before, match.end("name")):
            continue
        if pattern is _HAS and match["which"] and match["apart"]:
            return _bare(match)
        if pattern is _HAS and governed and _MEANS.search(before, 0, match.start()):
            continue
        explained = pattern in (_IS_A, _FAMILY_OF, _RANGING)
        if explained and governed and (_ON.search(before, 0, match.start()) or _ACTS.match(after)):
            continue
        if pattern is _HAS and match["apart"] and not _named_here(before[: match.start()]):
            continue
        return _bare(match)
    return None


def _presented(before: str, match: regex.Match[str]) -> str | None:
    """The name of several words, or its short form, of what a paper presents: "We present Foo Quux, a ..."."""
    if not _PRESENTS.search(before, 0, match.start()) or _NO_MODEL.search(before, match.end("name")):
        return None
    title = _titled(before, match)
    return None if title == match["name"] else title


def _bare(match: regex.Match[str]) -> str:
    """The name of a match without what is glued to it."""
    return str(match["name"]).rstrip(".,:").removeprefix("The ").removeprefix("Our ")


# "Foo VLM, a family of", "Foundational Letter Readers (FOLD), a family of": the words of the name, its short form.
_TITLE = regex.compile(r"(?<![.]\s|^)\b(?:(?!(?:We|Our|The|In|This|With)\b)[A-Z][\w-]*\s)*$")
_SHORT = regex.compile(r"\s\(([A-Z][\w-]{1,20})\)")


def _titled(before: str, match: regex.Match[str]) -> str | None:
    """The name of a family of models that is written like common words; None if it has no capital."""
    short = _SHORT.match(before, match.end("name"))
    if short:
        return str(short[1])
    words = _TITLE.search(before, 0, match.start("name"))
    name = (words[0] if words else "") + match["name"]
    return name if name[0].isupper() and name.lower() not in _NAME_STOPS and not _COMMON.fullmatch(name) else None


# What leads to a name that is described right after: "the variant Foo, with only 3M parameters".
_LEADING = regex.compile(
    r"(?:^|[,;:]\s|\b(?:[Tt]he|[Oo]ur)\s(?:[\w-]+\s){1,2}|\b(?:[Tt]he|[Oo]ur|model|variant|network|called|named|version|and|that|introduce|present|propose|release|"
    r"proposed|largest|smallest|best)\s)(?:[A-Z]\w*\s)?$"
)


# A name in small letters, or of one word, is one only where it is made: "we train silver-fox, a 3B model".
_MADE_PLAIN = regex.compile(
    r"\b(?:train|introduce|present|propose|release|develop|produce|called|named|introducing|presents|introduces)\s"
    r"(?:[a-z][a-z0-9]+(?:-[a-z0-9]+)+|[A-Z][a-z]+)$"
)

_NO_MODEL = regex.compile(r"\b(?:framework|method|approach|pipeline|algorithm|technique|strategy|that|which)\b")

# "Foo, a framework for tuning 7B models": what is sized is not Foo.
_FOR_MODELS = regex.compile(
    r"\b(?:framework|method|approach|pipeline|algorithm|technique|strategy|toolkit|library|recipe)\s(?:\w+\s)?"
    r"(?:designed|tailored|for|to|that|which|enabling|of)\b"
)


def _made_plain(before: str, end: int) -> bool:
    return _MADE_PLAIN.search(before, 0, end) is not None and not _NO_MODEL.search(before, end)


def _named_here(before: str) -> bool:
    return _LEADING.search(before) is not None


# What editions of a model are called: "Foo-lite".
_EDITIONS = frozenset({"lite", "mini", "tiny", "nano", "base", "small", "large", "flash", "chat", "instruct", "next"})
# "AWQ-quantized" and the like.
_ADJECTIVE = regex.compile(r"-[a-z]+(?:ed|ing|based)$")


def _is_else(name: str) -> bool:
    """Whether a name is that of a benchmark or a metric."""
    return fold(name) in registry().ids or is_metric(name)


def _is_name(name: str) -> bool:
    """Whether a word is written like a model's name, and is no common abbreviation."""
    name = name.strip(".,:()")
    word, _, version = name.partition(" ")
    if version.replace(".", "").isdigit():
        return word[0].isupper() and word.lower() not in _NAME_STOPS and len(word) > 1
    return _is_word(name)


def _is_word(name: str) -> bool:
    low = name.lower()
    if low in _NAME_STOPS or low in _MODEL_NOUNS or _ADJECTIVE.search(name) or _is_else(name):
        return False
    parts = [
        part for part in name.split("-") if (not part.isalpha() or not part.islower()) and not _COMMON.fullmatch(part)
    ]
    return (
        low in _FAMILIES
        or any(any(c.isupper() for c in part[1:]) or any(c.isdigit() for c in part) for part in parts)
        or len(parts) > 1
        or (name[0].isupper() and low.rpartition("-")[2] in _EDITIONS and "-" in name)
    )


# Asked once for each size of an abstract.
@lru_cache(maxsize=1)
def _own_model(raw: str) -> str | None:
    """The model that a paper introduces: "We present Foo-VL, a family of vision-language models"."""
    for match in _INTRODUCED.finditer(raw):
        name = match["name"].rstrip(".,:-")
        described = _DESCRIBED.match(raw[match.end("name") : match.end("name") + 160])
        plain = name[0].isupper() or "-" in name
        if (_is_name(name) and _MODEL_NAME.search(name)) or (described and (plain or _is_name(name))):
            return str(name)
    return None


@lru_cache(maxsize=1)
def _own_method(raw: str) -> str | None:
    """What a paper introduces, if it is not data: "We propose a guided network (GNL)", "We present FooRAG"."""
    match = _PROPOSED.search(raw) or _CALLED.search(raw)
    if match is None:
        return None
    name = str(match.groupdict().get("short") or match["name"]).rstrip(".,:-")
    return name if _is_name(name) and not _IS_DATA.match(raw, match.end(), match.end() + 120) else None
