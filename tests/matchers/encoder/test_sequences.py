"""What the encoder reads of a provision."""

from __future__ import annotations

import numpy as np
import pytest

from matchers.embedding import Embedding
from matchers.encoder.sequences import (
    HEADER,
    HEADING,
    LEAD,
    LONGEST,
    LONGEST_TEXT,
    TEXT,
    NumberedSequence,
    WordSequence,
    batch_of,
    similar_lengths,
    word_sequence,
)
from matchers.tokens import tokenize
from matchers.view import Provision, make_views


def sequence(provision: Provision) -> WordSequence:
    (view,) = make_views([provision], Embedding())
    return word_sequence(view)


def words(read: WordSequence, part: int) -> str:
    return "".join(word for word, its in zip(read.words, read.parts, strict=True) if its == part)


def norm(text: str) -> str:
    return tokenize(text).norm


def test_every_word_is_read_in_its_part_and_the_text_last() -> None:
    provision = Provision("床を掃くこと。", ("第1章 清掃", "1 床"), "次を行う。", header=("場所", "回数"))
    read = sequence(provision)
    assert words(read, HEADING) == norm("第1章 清掃") + norm("1 床")
    assert words(read, LEAD) == norm("次を行う。")
    assert words(read, HEADER) == norm("場所") + norm("回数")
    assert words(read, TEXT) == norm("床を掃くこと。")
    assert list(read.parts) == sorted(read.parts, key=[HEADING, LEAD, HEADER, TEXT].index)


def test_a_provision_by_itself_has_only_a_text() -> None:
    assert set(sequence(Provision("床を掃くこと。")).parts) == {TEXT}
    assert sequence(Provision("")).words == ()


def test_of_long_headings_the_nearest_words_are_read() -> None:
    read = sequence(Provision("床を掃くこと。", ("窓" * 60, "玄関の床")))
    assert read.parts.count(HEADING) == LONGEST[HEADING]
    assert words(read, HEADING).endswith(norm("玄関の床"))


def test_of_a_long_text_both_ends_are_read() -> None:
    read = sequence(Provision("受託者は、" + "窓と" * 200 + "床を掃くこと。"))
    assert read.parts.count(TEXT) == LONGEST_TEXT
    assert words(read, TEXT).startswith(norm("受託者は、"))
    assert words(read, TEXT).endswith(norm("床を掃くこと。"))


def numbered(length: int) -> NumberedSequence:
    return NumberedSequence(*(np.arange(1, length + 1) for _ in range(3)))


def test_a_batch_is_filled_up_and_says_where_words_are() -> None:
    batch = batch_of([numbered(3), numbered(1), numbered(0)], padding=9)
    assert batch.static.tolist() == [[1, 2, 3], [1, 9, 9], [9, 9, 9]]
    assert batch.own.tolist() == [[1, 2, 3], [1, 0, 0], [0, 0, 0]]
    assert batch.mask.tolist() == [[True, True, True], [True, False, False], [True, False, False]]


@pytest.mark.parametrize("limit", [1, 5, 12, 1000])
def test_batches_hold_every_sequence_once_within_the_limit(limit: int) -> None:
    sequences = [numbered(length) for length in (5, 1, 0, 7, 3, 3, 5)]
    groups = similar_lengths(sequences, limit)
    assert sorted(index for group in groups for index in group) == list(range(7))
    for group in groups:
        longest = max(len(sequences[index].parts) for index in group)
        assert len(group) == 1 or len(group) * longest <= limit


def test_no_sequences_make_no_batch_of_words() -> None:
    assert [index for group in similar_lengths([], 10) for index in group] == []
