"""Which places in competitions are found, and what merely sounds like one."""

from __future__ import annotations

import pytest

from pipeline.extract import read_abstract


def ranks(text: str) -> list[int]:
    facts = read_abstract(text).facts.get("ranks", [])
    assert all(0 <= fact.start < fact.end <= len(text) for fact in facts)
    return [fact.values["rank"] for fact in facts]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Our team won the 2nd place in the Wobble Tracking Challenge.", [2]),
        ("Our system ranked first among 31 participating teams.", [1]),
        ("We describe the third-place solution of the Zorb 2025 Competition.", [3]),
        ("Our submissions ranked 7 out of 20 teams.", [7]),
        ("The model ranks #1 on the Zorb leaderboard.", [1]),
        ("In the shared task we placed 4th in Track 1 and 9th in Track 2.", [4, 9]),
        ("Our runs earned first and second place in the shared task.", [1, 2]),
        ("We reach 0.75 (26/96 teams) in English and 0.32 (\\textbf{1}/31 teams) in Czech.", [26, 1]),
        ("This is the winning solution of the Wobble Tracking Challenge.", [1]),
        ("Our agent was the runner-up in the Zorb 2025 Competition.", [2]),
        ("This is the runner-up solution of the Zorb 2025 Competition.", [2]),
        ("With it we secured a top-5 position in the challenge.", [5]),
        ("It is 47th of 943 teams in the Kaggle competition.", [47]),
        ("Our team finished in first place in the Zorb challenge.", [1]),
        ("Our team finished in the first place of the Zorb challenge.", [1]),
        ("In the Zorb challenge it ranked in the first place.", [1]),
        ("This led to a finish in the first place on the Zorb leaderboard.", [1]),
    ],
)
def test_finds(text: str, places: list[int]) -> None:
    assert ranks(text) == places


@pytest.mark.parametrize(
    "text",
    [
        "We present the 1st Wobble Tracking Challenge.",
        "Low-rank adapters and rank-1 accuracy are studied in this competition.",
        "We learn to rank documents, first by topic, for two tracks.",
        "In the first place, models must be safe.",
        "We ask why tracks are lost in the first place. The code of the challenge is open.",
        "It shows how such scores are reached in the first place, and what that means for the teams of a challenge.",
        "Our model ranks first in speed and second in size.",
        "It outperforms last year's winning solution of the Wobble Challenge.",
        "It outperforms the winning method of the Wobble Challenge.",
        "In the challenge it beats others, surpassing the 1st place by 5% and the 3rd place teams by 6%.",
    ],
)
def test_leaves_alone(text: str) -> None:
    assert ranks(text) == []


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("We won the 1st place in the CVPR 2025 Wobble Tracking Challenge.", "CVPR 2025 Wobble Tracking Challenge"),
        ("We took third place in the ZORB Track of the 4th Wobble challenge 2025.", "4th Wobble challenge 2025"),
        ("With ZorbSet we took 3rd place in the CVPR letter-based challenge 2025.", "CVPR letter-based challenge 2025"),
        ("It got a top-3 ranking in the 8th ZORB Grand Challenge.", "8th ZORB Grand Challenge"),
        ("Our model ranked first in the ZORB 2025 Shared Task 7.", "ZORB 2025 Shared Task 7"),
        ("In the AraZorb-2025 shared task, our model ranks first.", "AraZorb-2025 shared task"),
        (
            "We came in second in the Wobble Tracking Challenge at ZORB 2025, with ease.",
            "Wobble Tracking Challenge at ZORB 2025",
        ),
        (
            "It ranked first in the Zorb 2025 Shared Task on Letter Sorting in Czech and more.",
            "Zorb 2025 Shared Task on Letter Sorting in Czech",
        ),
        ("Our team on Zorb Cup 2023 won the 1st place.", "Zorb Cup 2023"),
        (
            "It won the 3rd place in the 2nd ZORB Challenge Wobble Track at QWX 2025.",
            "2nd ZORB Challenge Wobble Track at QWX 2025",
        ),
        ("It ranked 3rd in the ZORB 2025 Wobble Challenge: Track 2 for cars.", "ZORB 2025 Wobble Challenge: Track 2"),
        ("It ranked 3rd in the Wobble Sorting Challenge (WSC) 2024.", "Wobble Sorting Challenge (WSC) 2024"),
        (
            "This is the winning solution to the ZORB 2024 Sorting the Wobbly challenge.",
            "ZORB 2024 Sorting the Wobbly challenge",
        ),
        ('It ranked first in the ZORB 2025 "Odd Cups" Wobble Challenge.', 'ZORB 2025 "Odd Cups" Wobble Challenge'),
    ],
)
def test_the_event_is_named_in_full(text: str, event: str) -> None:
    (fact,) = read_abstract(text).facts["ranks"]
    assert fact.values["event"] == event


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "This is for Task 1 of the Wobble Sorting Challenge. We took second place in the ranking.",
            "Wobble Sorting Challenge",
        ),
        (
            "We sort words for the ZORB 2025 Task 8 on words. Our model came second in the competition.",
            "ZORB 2025 Task 8",
        ),
        ("This is our submission to WobbleCLEF 2025. Our team ranked third among 20 teams.", "WobbleCLEF 2025"),
        (
            "We work on Task 1 of the SortThat! Lab at CLEF 2025. We ranked 16th of 24 teams.",
            "SortThat! Lab at CLEF 2025",
        ),
        (
            "This is our entry to ZorbCLEF 2025. The ZorbCLEF 2025 Task 3 sorts words. We came second of 9 teams.",
            "ZorbCLEF 2025 Task 3",
        ),
        ("We do the ZORB 2025 Task 8 and the QWX 2025 Task 3. Our team ranked third among all teams.", None),
        ("An institute organized a challenge. Our team took second place on the leaderboard.", None),
    ],
)
def test_the_only_competition_of_an_abstract_is_the_event(text: str, event: str | None) -> None:
    assert [fact.values["event"] for fact in read_abstract(text).facts["ranks"]] == [event]


def test_the_text_is_the_place() -> None:
    text = "Our team won the 1st place in the CVPR 2025 Wobble Tracking Challenge."
    (fact,) = read_abstract(text).facts["ranks"]
    assert text[fact.start : fact.end] == "won the 1st place"
