"""Links: what counts as an address, how it is repaired, what lies there, and whether it is there yet."""

from __future__ import annotations

from time import process_time

import pytest

from pipeline.extract import read_abstract
from pipeline.rules import links


def found(text: str) -> list[tuple[str, dict[str, object]]]:
    return [(text[fact.start : fact.end], fact.values) for fact in read_abstract(text).facts.get("links", [])]


def urls(text: str) -> list[object]:
    return [values["url"] for _, values in found(text)]


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("Code: https://github.com/ann/oak.", "https://github.com/ann/oak"),
        ("Our scripts (see https://github.com/ann/oak) are free.", "https://github.com/ann/oak"),
        ("The tool sits at github.com/ann/oak/.", "https://github.com/ann/oak/"),
        ("Visit www.oak-lab.org for more.", "https://www.oak-lab.org"),
        ("Samples are available at oakspeech.github.io.", "https://oakspeech.github.io"),
        ("Code is at {https://github.com/ann/oak}.", "https://github.com/ann/oak"),
        ("Code is at https: //github.com/ann/oak today.", "https://github.com/ann/oak"),
        ("Code is at https://github. com/ann/oak today.", "https://github.com/ann/oak"),
        ("Code is atgithub.com/ann/oak.", "https://github.com/ann/oak"),
        ("Try it: https://oak.org/demo{Project page}.", "https://oak.org/demo"),
        (r"Code: \url{https://github.com/ann/oak\_tree}.", "https://github.com/ann/oak_tree"),
        (r"Code: https://github.com/ann/oak{\_}tree.", "https://github.com/ann/oak_tree"),
        (r"Home: https://cs.oak.edu/\~{}ann/.", "https://cs.oak.edu/~ann/"),
        (r"Home: https://cs.oak.edu/$\sim$ann/ .", "https://cs.oak.edu/~ann/"),
        (r"Data: https://oak.org/a\%20b\#top", "https://oak.org/a%20b#top"),
        (r"Code is \href{https://github.com/ann/oak}{here}.", "https://github.com/ann/oak"),
        ("Wiki: https://oak.org/Oak_(tree).", "https://oak.org/Oak_(tree)"),
        ("Old: FTP://files.oak.org/x", "ftp://files.oak.org/x"),
        ("See https://https://oak.org/x now.", "https://oak.org/x"),
        ("Short: https://bit.ly/3oak", "https://bit.ly/3oak"),
        ("Ends here https://github.com/ann/oak.Our next work follows.", "https://github.com/ann/oak"),
        ("Mirror at https://hf.oakmirror.me/ann/oak-7b.", "https://hf.oakmirror.me/ann/oak-7b"),
    ],
)
def test_an_address_is_found_and_repaired(text: str, url: str) -> None:
    assert urls(text) == [url]


@pytest.mark.parametrize(
    "text",
    [
        "The code is available at .",
        "The code is available at https://.",
        "The code will be at https://github.com.",
        "We took reviews from Amazon.com and posts of Oak.ai users.",
        "Prefixing wikipedia.org to a question helps.",
        "Write to ann@oak.org/desk or javascript:alert(1).",
        "FLUX.1.dev and scikit.learn are tools, e.g.in this list.",
        "file:///etc/passwd and data:text/html,x are no pages.",
    ],
)
def test_what_is_no_address_gives_nothing(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "kinds", "availability"),
    [
        ("Code and models are available at https://github.com/ann/oak.", ["code", "model"], "released"),
        ("We release our benchmark at https://github.com/ann/oak.", ["dataset"], "released"),
        ("It has been released at https://github.com/ann/oak.", ["code"], "released"),
        ("OakBank is at https://huggingface.co/datasets/ann/oak.", ["dataset"], "released"),
        ("Our weights are at https://huggingface.co/ann/oak.", ["model"], "released"),
        ("Project page: https://ann.github.io/oak", ["project"], "released"),
        ("The source code for this project is available at https://github.com/ann/oak", ["code"], "released"),
        ("A live demo runs at https://oak.streamlit.app/", ["demo"], "released"),
        ("The source code will be released at https://github.com/ann/oak.", ["code"], "promised"),
        ("Our dataset is shared upon acceptance at https://oak.org/d.", ["dataset"], "promised"),
        ("Beats all large models such as Elm-3. https://ann.github.io/oak", ["project"], "released"),
    ],
)
def test_kind_and_availability_are_what_the_sentence_says(text: str, kinds: list[str], availability: str) -> None:
    [(_, values)] = found(text)
    assert (values["kinds"], values["availability"]) == (kinds, availability)


def test_several_addresses_of_one_sentence_share_what_it_names() -> None:
    text = "Models, datasets and code are released at https://huggingface.co/oak and https://github.com/ann/oak."
    kinds = {values["host"]: values["kinds"] for _, values in found(text)}
    assert kinds == {"huggingface.co": ["dataset", "model"], "github.com": ["code"]}


def test_each_address_has_the_kind_of_its_own_words() -> None:
    text = "Source code is at https://github.com/ann/oak and the data at https://oak.org/data."
    assert [values["kinds"] for _, values in found(text)] == [["code"], ["dataset"]]


def test_words_shown_instead_of_an_address_say_what_lies_there() -> None:
    text = (
        r"Our \href{https://github.com/ann/oak}{code} and \href{https://huggingface.co/collections/ann/oak}{datasets} "
        "are public."
    )
    assert [values["kinds"] for _, values in found(text)] == [["code"], ["dataset"]]
    assert [values["kinds"] for _, values in found("See [our models](https://oak.org/a) there.")] == [["model"]]
    text = r"Code and data are on our \href{https://oak.org/a}{project page}."
    assert [values["kinds"] for _, values in found(text)] == [["code", "dataset"]], "the sentence says it better"


def test_words_behind_a_comma_lead_to_the_next_address() -> None:
    text = "Oak is at https://oak.org/a, its documentation at https://oak.org/b, and source code at https://oak.org/c."
    assert [values["kinds"] for _, values in found(text)] == [["project"], ["other"], ["code"]]


@pytest.mark.parametrize(
    ("url", "repository"),
    [
        ("https://github.com/ann/oak.git", "ann/oak"),
        ("https://github.com/ann/oak/tree/main/src", "ann/oak"),
        ("https://huggingface.co/datasets/ann/oak", "ann/oak"),
        ("https://github.com/ann", None),
        ("https://oak.org/ann/oak", None),
    ],
)
def test_code_hosts_have_a_repository(url: str, repository: str | None) -> None:
    [(_, values)] = found(f"Code: {url}")
    assert values["repository"] == repository


def test_the_same_address_counts_once() -> None:
    text = r"Code: \href{https://GitHub.com/ann/oak}{https://github.com/ann/oak/}. Again: http://www.github.com/ann/oak"
    [(written, values)] = found(text)
    assert written == "https://GitHub.com/ann/oak"
    assert values["host"] == "github.com"


def test_a_site_has_one_host_and_keeps_its_address() -> None:
    [(_, values), (_, other)] = found("Code: https://www.GitHub.com/ann/oak. Page: www.oak-lab.org/pine and more.")
    assert (values["host"], values["repository"]) == ("github.com", "ann/oak")
    assert values["url"].lower() == "https://www.github.com/ann/oak", "a site may need its www"
    assert other["host"] == "oak-lab.org"


def test_the_text_is_exactly_what_stands_there() -> None:
    text = r"We beat Elm by 3\%. Our $\textbf{code}$  is at \url{https://github.com/ann/oak\_tree}."
    [(written, _)] = found(text)
    assert written == r"https://github.com/ann/oak\_tree"


def test_comments_are_read_without_offsets() -> None:
    comment = "12 pages, 3 figures; code at https://github.com/ann/oak, data: oak.org/data"
    assert [(written, values["kinds"]) for written, values in links.find_in(comment)] == [
        ("https://github.com/ann/oak", ["code"]),
        ("oak.org/data", ["dataset"]),
    ]


def test_numbers_inside_addresses_are_no_facts() -> None:
    facts = read_abstract("We use 12,000 images from https://zenodo.org/records/15000-images").facts
    assert [fact.values["value"] for fact in facts["quantities"]] == [12000]


def test_a_hostile_text_is_read_in_time() -> None:
    began = process_time()
    for text in (
        "see http://" + "a." * 20000 + "com/" + "(" * 20000 + "\\_" * 10000,
        "http://a.org/ " * 5000,
        "a-" * 50000 + ".com",
    ):
        list(links.find_in(text))
    assert process_time() - began < 4
