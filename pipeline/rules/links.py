"""Links: web addresses, repaired, with what lies there and whether it is there yet.

What belongs here: addresses of the web, with or without a scheme. What does not: identifiers
(arXiv ids, DOIs without an address), mail addresses, names of sites.

A sentence can hold a link only where `TRIGGER` is found. What lies at an address is read in the same
sentence; where that says nothing, the host decides.

The rules are in `RULES`, by what says that an address begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import regex

from pipeline.abstract import Abstract, Sentence
from pipeline.patterns import asks

# What each rule reads, with an example that it reads so.
RULES = {
    "link_scheme": 'an address with its scheme: "The code is at https://github.com/a/b."',
    "link_bare": 'a host and a path without a scheme: "For the code see github.com/a/b."',
    "link_host": 'a host alone, where the words before lead to an address: "A demo is available at foo.github.io."',
    "link_comment": "an address in the comment that arXiv keeps of a paper",
    "link_listing": "an address that the listing gives of a paper",
}

_TOP = [
    "ai",
    "app",
    "be",
    "cloud",
    "co",
    "com",
    "dev",
    "edu",
    "gg",
    "gov",
    "info",
    "io",
    "ly",
    "me",
    "ms",
    "net",
    "online",
    "org",
    "page",
    "science",
    "site",
    "tech",
    "top",
    "xyz",
]
_COUNTRIES = [
    "uk",
    "de",
    "fr",
    "cn",
    "eu",
    "jp",
    "ch",
    "it",
    "ca",
    "kr",
    "in",
    "nl",
    "es",
    "at",
    "se",
    "au",
    "br",
    "ru",
    "il",
    "sg",
    "us",
    "pt",
    "fi",
]
_TLD = "|".join(_TOP + _COUNTRIES)
_ADDRESSED = rf"(?i)https?\s?:|ftp:|www\.|\.(?:{'|'.join(_TOP)})\b|\.(?:{'|'.join(_COUNTRIES)})/"
TRIGGER = ((_ADDRESSED,),)
_SIGN = asks(_ADDRESSED)
# What an address begins with, or has a dot before.
_BEGINNING = re.compile(r"[hH][tT][tT][pP]|[fF][tT][pP]|\.[A-Za-z]")
# Characters of an address, and what LaTeX makes of them.
_BODY = (
    r"(?:[A-Za-z0-9\-._~:/?\#@!&*+=%()']|[,;](?!https?:)|\\~\{\}|\\[_%\#&~-]|\{\\_\}|\\textunderscore(?:\{\}|\ )?+"
    r"|\{?\$\\sim\$\}?|\{?\\(?:textasciitilde|texttildelow)\}?(?:\{\})?+|\$_\$)"
)
_ADDRESS = regex.compile(
    rf"""
    (?P<scheme>(?:(?i:https?|ftp)\ ?:\ ?/\ ?/?\ ?){{1,2}})
      (?P<split>(?:www\.)?+[\w-]{{2,30}}+\ ?\.\ ?(?:com|io|co|org|science)(?:\ ?/\ ?|/\ )(?=[\w.-]++/))?+
      {_BODY}++
    | (?P<bare>(?<![\w./@\\-])(?:at(?=github\.com/))?+
      (?:[A-Za-z0-9][\w-]{{0,40}}\.){{1,4}}(?:{_TLD})(?::\d{{2,5}}+)?+/{_BODY}++)
    | (?P<host>(?<![\w./@\\-])(?:www\.(?:[A-Za-z0-9][\w-]{{0,40}}\.){{1,3}}|(?:[a-z0-9][a-z0-9-]{{0,40}}\.){{1,4}})
      (?:{_TLD})(?![\w@]|[.-]\w)
      | (?<![\w./@\\-])[A-Za-z0-9][\w-]{{0,40}}\.github\.io(?![\w@]|[.-]\w))
    """,
    regex.VERBOSE,
)
_LEADS_TO_HOST = regex.compile(
    r"(?:\b(?:at|visit|via|see|on|online|is|here|in|website|webpage|homepage|page|site|link|url|demo|code|"
    r"and)[\s:\[(]{1,3}|[:(\[{]\s?)$",
    regex.IGNORECASE,
)
_REPAIRS = (
    (regex.compile(r"\{\\_\}|\\textunderscore(?:\{\}|\ )?|\$_\$"), "_"),
    (regex.compile(r"\\~\{\}|\{?\$\\sim\$\}?|\{?\\(?:textasciitilde|texttildelow)\}?(?:\{\})?"), "~"),
    (regex.compile(r"\\([_%#&~-])"), r"\1"),
)
# "…/name.Our model": the next sentence, glued on.
_GLUED = regex.compile(r"\.(?=(?:The|This|We|Our|In|It|Code|Codes|Project|Data|Dataset|All|Models?)$)")
_SCHEME = regex.compile(r"(https?|ftp):/+", regex.IGNORECASE)
_HOST = regex.compile(r"(?:[a-z0-9_-]+\.)+[a-z][a-z0-9-]+|\d{1,3}(?:\.\d{1,3}){3}|localhost")

CODE_HOSTS = frozenset(
    {"github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "gitee.com", "huggingface.co", "hf.co"}
)
# Hosts whose bare address is a cut-off one.
_NEED_PATH = CODE_HOSTS | {"anonymous.4open.science", "zenodo.org", "doi.org", "arxiv.org", "osf.io", "kaggle.com"}
_HUGGING_FACE = regex.compile(r"(?:huggingface|hf)\.")
_GIT = regex.compile(r"git(?:hub|lab|ee)?\.|bitbucket|codeberg|4open\.science|pypi\.org|codeocean")

# What lies there, by words of the clause that leads to the address, in lower case.
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "code",
        re.compile(
            r"\b(?:source|py|pseudo)?[- ]?(?:code|codes|codebase|scripts?|implementations?|software|"
            r"toolkit|toolbox|library|package|"
            r"packages|programs?|plugin|notebooks?|simulators?|pypi|open-source[d]? (?:framework|tool|"
            r"pipeline|system|platform|project)|"
            r"repository|repo|repositories|pipeline|pipelines)\b",
        ),
    ),
    (
        "model",
        re.compile(
            r"\b(?:models?|checkpoints?|weights|ckpts?|llms?|encoders?)\b(?! (?:code|"
            r"implementation|training))",
        ),
    ),
    (
        "dataset",
        re.compile(
            r"\b(?:data|datasets?|data-?sets?|benchmarks?|corpus|corpora|testset|annotations?|leaderboard|"
            r"collections?|"
            r"prompts|recordings|databases?|\w{2,20}(?:bench|qa|corpus)|annotated (?:images|videos)|"
            r"testbed|test suite)\b",
        ),
    ),
    (
        "demo",
        re.compile(
            r"\b(?:demos?|demonstrations?|demo page|web[ -]?app(?:lication)?|playground|chatbot|"
            r"audio samples|videos?(?=\s(?:is|are|can|at|on|here|available|results?)\b|\s*:))\b",
        ),
    ),
    (
        "project",
        re.compile(
            r"(?<!for this )(?<!of this )(?<!for our )(?<!of our )(?<!for the )(?<!of the )"
            r"\b(?:project(?:['’]s)?[- ]?(?:web)?[ -]?(?:page|pages|site|website|webpage|homepage|"
            r"home page|link|url|repository)?(?=\s*(?:$|:|is|at|can|are|here|with|\(|and))|"
            r"(?:our|the|this|public|project) (?:web ?page|web ?site|site|home ?page|page)|home ?page|"
            r"web ?page|web ?site)\b",
        ),
    ),
    (
        "paper",
        re.compile(
            r"\b(?:(?:full|extended|long|published|journal) (?:version|paper)|preprint|"
            r"appendix|supplement(?:ary|al)?|technical report|proceedings)\b",
        ),
    ),
)
# What lies there where nothing else is said to.
_OTHER = re.compile(r"\b(?:documentation|user manual|slides|poster)\b")
_BY_HOST: tuple[tuple[regex.Pattern[str], str], ...] = (
    (regex.compile(r"(?:huggingface\.co|hf\.co|hf\.[\w.-]+)/datasets/"), "dataset"),
    (regex.compile(r"(?:huggingface\.co|hf\.co)/spaces/"), "demo"),
    (regex.compile(r"(?:huggingface\.co|hf\.co)/papers/"), "paper"),
    (regex.compile(r"(?:huggingface\.co|hf\.co|hf\.[\w.-]+|modelscope\.\w+)(?:/|$)"), "model"),
    (
        regex.compile(
            r"(?:gist\.)?github\.com/|gitlab|bitbucket|codeberg|gitee|4open\.science|pypi\.org|"
            r"codeocean|colab\."
        ),
        "code",
    ),
    (
        regex.compile(
            r"zenodo|kaggle|figshare|dataverse|physionet|ieee-dataport|osf\.io|synapse\.org|"
            r"drive\.google"
        ),
        "dataset",
    ),
    (regex.compile(r"youtube|youtu\.be|vimeo|bilibili|streamlit|gradio|demo\."), "demo"),
    (regex.compile(r"arxiv\.org|(?:dx\.)?doi\.org|openreview|aclanthology|ieeexplore|acm\.org|biorxiv"), "paper"),
)
# What stands between two addresses at which the same things lie.
_SHARED = regex.compile(r"[\s,.)\]}(\[{]*(?:and|or|&)?[\s(\[{]*")
# Where the clause that leads to an address begins.
_CLAUSE = regex.compile(
    r"[;—]\s|[.!?]\s?(?=[A-Z]|$)|\s(?:while|which|where|so that)\s|,\s(?:and\s)?(?:we|"
    r"our|the|with|while|demonstrating|achieving|showing)\s|\)\s?:?\s(?=[A-Z])"
)
_LATEX_ANCHOR = regex.compile(r"^\}?\{([^{}]{1,60})\}")
_MARKDOWN_ANCHOR = regex.compile(r"\[([^\[\]]{1,60})\]\($")
_NEXT = regex.compile(r"[,;]\s|\sand\s")
_PROMISE = regex.compile(
    r"\b(?:(?:will|shall)\b(?!.{0,30}(?:maintain|updat))|to be|going to|plan(?:s|ned)? to|intend(?:s|"
    r"ed)? to|soon|aim to|would be)\b"
    r"|\b(?:upon|after|once|following|pending)\s(?:the\s|formal\s|its\s|paper\s|our\s)*+(?:accept|publi|"
    r"the paper|peer|review)",
    regex.IGNORECASE,
)


def find(abstract: Abstract) -> None:
    """Notes the links of an abstract, each address once."""
    raw = abstract.raw
    seen: set[str] = set()
    for sentence in abstract.sentences:
        if "links" not in sentence.triggers:
            continue
        spans = []
        for start, end, rule, values in _read(raw[sentence.start : sentence.end]):
            spans.append((sentence.start + start, sentence.start + end))
            key = _key(values["url"])
            if key not in seen:
                seen.add(key)
                abstract.add_raw("links", rule, *spans[-1], **values, source="abstract")
        if spans:
            _claim(abstract, sentence, spans)


def find_in(text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The links of a text that is no abstract: each as written, and its values."""
    seen: set[str] = set()
    for start, end, _, values in _read(text):
        key = _key(values["url"])
        if key not in seen:
            seen.add(key)
            yield text[start:end], values


def _key(url: str) -> str:
    """What two spellings of one address have in common."""
    host, _, path = url.partition("://")[2].partition("/")
    return host.lower().removeprefix("www.") + "/" + path.rstrip("/")


def _claim(abstract: Abstract, sentence: Sentence, spans: list[tuple[int, int]]) -> None:
    """The numbers inside addresses are nobody else's."""
    at = 0
    for number in abstract.numbers:
        if sentence.first <= number.first < sentence.last:
            start, _ = abstract.raw_span(number.start, number.end)
            while at < len(spans) and spans[at][1] <= start:
                at += 1
            if at < len(spans) and spans[at][0] <= start:
                number.claimed = "links"


def _read(text: str) -> Iterator[tuple[int, int, str, dict[str, Any]]]:
    """Start, end, rule and values of each address in `text`, a sentence."""
    found = _addresses(text)
    former: list[str] = []
    for k, (start, end, rule, url) in enumerate(found):
        since = found[k - 1][1] if k else 0
        until = found[k + 1][0] if k + 1 < len(found) else len(text)
        before, after = text[since:start], text[end:until]
        host, _, path = url.partition("://")[2].partition("/")
        # One host for a site, with www or without; the address stays as it is written.
        host = host.lower().rpartition("@")[2].partition(":")[0].removeprefix("www.")
        shared = k + 1 < len(found) and _SHARED.fullmatch(after) is not None
        former = (
            _said(_clause(_LATEX_ANCHOR.sub("", before, 1) if k else before))
            or _said(_anchor(before, after))
            or (former if _SHARED.fullmatch(before) else _said(_behind(after, shared, last=k + 1 == len(found))))
        )
        kinds = (_share(former, host) if shared or k else former) or [_by_host(f"{host}/{path}")]
        promised = _PROMISE.search(_clause(text[max(0, start - 300) : start])) or _PROMISE.match(after.lstrip(" ,.()}"))
        values = {
            "url": url,
            "host": host,
            "repository": _repository(host, path),
            "kinds": sorted(kinds),
            "availability": "promised" if promised else "released",
        }
        yield start, end, rule, values


def _addresses(text: str) -> list[tuple[int, int, str, str]]:
    """Start, end, rule and repaired form of each address in `text`."""
    sign = _BEGINNING.search(text) if _SIGN(text) else None
    if sign is None:
        return []
    found = []
    for match in _ADDRESS.finditer(text, text.rfind(" ", 0, sign.start()) + 1):
        rule = "link_scheme" if match["scheme"] else "link_bare" if match["bare"] else "link_host"
        if rule == "link_host" and not _leads_here(text, match):
            continue
        start = match.start() + (2 if match.group().startswith("atgithub.com") else 0)
        end = _end(text, start, match.end())
        url = _repair(text[start:end])
        if url:
            found.append((start, end, rule, url))
    return found


def _leads_here(text: str, match: regex.Match[str]) -> bool:
    written = match.group()
    if written.lower().endswith(".github.io") or written.startswith("www."):
        return "JD.com" not in written
    return _LEADS_TO_HOST.search(text, max(0, match.start() - 14), match.start()) is not None


def _end(text: str, start: int, end: int) -> int:
    """Where an address that was read up to `end` really ends."""
    glued = _GLUED.search(text, start + 8, end)
    if glued:
        end = glued.start()
    depth = 0
    for i in range(start, end):
        if text[i] == "(":
            depth += 1
        elif text[i] == ")":
            depth -= 1
            if depth < 0:
                end = i
                break
    while end > start and (text[end - 1] in ".,;:!?'\"*&=-(" or (text[end - 1] == ")" and "(" not in text[start:end])):
        end -= 1
    return end


def _repair(written: str) -> str | None:
    """A well-formed address, None where what is written is cut off."""
    address = "".join(written.split())
    if "\\" in address or "$" in address:
        for pattern, replacement in _REPAIRS:
            address = pattern.sub(replacement, address)
    scheme = "https"
    while match := _SCHEME.match(address):
        scheme, address = match[1].lower(), address[match.end() :]
    host, slash, path = address.partition("/")
    name = host.lower().partition(":")[0]
    if not _HOST.fullmatch(name) or (not path and name.removeprefix("www.") in _NEED_PATH):
        return None
    return f"{scheme}://{host}{slash}{path}"


def _clause(before: str) -> str:
    """The last clause of the text before an address."""
    before = before[-300:]
    at = 0
    for match in _CLAUSE.finditer(before):
        at = match.end()
    return before[at:]


def _anchor(before: str, after: str) -> str:
    """The words that are shown instead of an address: "\\href{ADDRESS}{code}", "[code](ADDRESS)"."""
    shown = _LATEX_ANCHOR.match(after) or _MARKDOWN_ANCHOR.search(before[-80:])
    return shown[1] if shown else ""


def _behind(after: str, shared: bool, last: bool) -> str:
    """The words behind an address that may say what lies there; those behind a comma lead to the next one."""
    return after[: 40 if shared else 100] if shared or last else _NEXT.split(after[:100], maxsplit=1)[0]


def _by_host(address: str) -> str:
    address = address.removeprefix("www.")
    host = address.partition("/")[0]
    for pattern, kind in _BY_HOST:
        if pattern.match(address) or (kind != "model" and pattern.search(host)):
            return kind
    return "project"


def _said(words: str) -> list[str]:
    """The kinds of what some words speak of."""
    small = words.lower()
    kinds = [kind for kind, pattern in _KINDS if pattern.search(small)]
    return kinds or (["other"] if _OTHER.search(small) else [])


def _share(said: list[str], host: str) -> list[str]:
    """The part of "code and models at URL and URL" that lies at `host`."""
    if _GIT.search(host):
        return ["code"] if "code" in said else said
    if _HUGGING_FACE.match(host):
        return [kind for kind in said if kind in ("model", "dataset", "demo")] or said
    return said


def _repository(host: str, path: str) -> str | None:
    """owner/name on a code host: of "tree" and "blob" addresses, too; None on other hosts."""
    if host not in CODE_HOSTS:
        return None
    parts = [part for part in path.partition("?")[0].partition("#")[0].split("/") if part]
    if parts and parts[0] in ("datasets", "spaces") and "hugg" in host + "hugg" * host.startswith("hf"):
        parts = parts[1:]
    if len(parts) < 2 or parts[0] in ("collections", "papers", "orgs", "topics", "docs", "blog"):
        return None
    return f"{parts[0]}/{parts[1].removesuffix('.git')}"
