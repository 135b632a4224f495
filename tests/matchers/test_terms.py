"""Known terms in a tokenized text."""

from __future__ import annotations

from matchers.terms import TermFinder
from matchers.tokens import tokenize


def test_every_place_of_a_term_is_found() -> None:
    found = TermFinder(["窓", "窓を拭く", "壁"]).find(tokenize("窓を拭く。窓を開ける。"))
    assert found == {"窓": [(0, 1), (4, 5)], "窓を拭く": [(0, 3)]}


def test_a_term_within_a_term_and_one_that_overlaps_are_found_too() -> None:
    found = TermFinder(["機械学習", "学習", "学習データ"]).find(tokenize("機械学習データ"))
    assert set(found) == {"機械学習", "学習", "学習データ"}


def test_a_term_that_begins_like_another_and_goes_on_otherwise_is_not_found() -> None:
    assert TermFinder(["窓を拭く"]).find(tokenize("窓を開ける。")) == {}


def test_long_terms_are_found() -> None:
    term = "窓を拭く" * 20
    (form,) = {tokenize(term).norm}
    assert TermFinder([form]).find(tokenize(f"毎日{term}こと。")).keys() == {form}
