"""Processes beside this one: what they make comes in order, and what fails in them is told."""

from __future__ import annotations

import os

import pytest

from pipeline.workers import Workers


def process(number: int) -> tuple[int, int]:
    if number < 0:
        raise ValueError(f"no such number: {number}")
    return number, os.getpid()


def test_what_they_make_comes_in_order_from_other_processes() -> None:
    with Workers(2) as workers:
        made = list(workers.each(process, range(20)))
        assert [number for number, _ in made] == list(range(20))
        assert os.getpid() not in {of for _, of in made}
        with pytest.raises(ValueError, match="no such number: -1"):
            list(workers.each(process, [0, -1]))


def test_one_is_this_process_itself() -> None:
    with Workers(1) as workers:
        assert list(workers.each(process, range(3))) == [(number, os.getpid()) for number in range(3)]
