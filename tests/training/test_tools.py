"""Commands of the training folder."""

from __future__ import annotations

import pytest

from training.build_embedding import murmur_hash_64a
from training.lint import main


@pytest.mark.parametrize(("word", "value"), [("coffee", 3197928453018144401), ("I", 4690420944186131903)])
def test_words_are_keyed_as_in_the_vector_table(word: str, value: int) -> None:
    assert murmur_hash_64a(word.encode(), seed=1) == value


def test_the_lint_counts_one_row_an_aspect(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["R01", "R14.a"]) == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split() == ["aspect", "labelled", "found", "recall", "precision"]
    assert [row.split()[0] for row in rows] == ["R01.a", "R14.a"]
    for row in rows:
        labelled, found, recall, precision = (float(value) for value in row.split()[1:])
        assert 0 < found <= labelled
        assert recall == pytest.approx(found / labelled, abs=0.0051)
        assert 0 < precision <= 1


def test_the_lint_shows_what_is_missed_and_wrongly_hit(capsys: pytest.CaptureFixture[str]) -> None:
    main(["R01.a", "--detail"])
    detail = capsys.readouterr().out
    assert "pattern 0: " in detail
    assert "right, " in detail
