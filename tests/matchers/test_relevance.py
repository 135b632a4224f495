"""Sources of evidence for each provision and aspect."""

from __future__ import annotations

import numpy as np
import pytest
from matcher_materials import item

from matchers.embedding import Embedding
from matchers.encoder.readings import Readings
from matchers.relevance import MOST, Relevance
from matchers.view import Provision, make_views

RELEVANCE = Relevance((item("A1", "ab"), item("A2", "a")), {}, Embedding(), {"bias": -1.0, "encoder": 1.0, "hit": 2.0})
TEXTS = ("床を掃くこと。", "窓を拭くこと。", "壁を塗ること。")
SCORES = np.array([[0.0, -2.0, 3.0], [4.0, 1.0, -1.0], [-99.0, 2.0, 1.0]])


def sources(scores: np.ndarray | None = SCORES, texts: tuple[str, ...] = TEXTS) -> dict[str, np.ndarray]:
    views = make_views([Provision(text) for text in texts], Embedding())
    readings = None if scores is None else Readings(scores, np.full((*scores.shape, 3), 1 / 3))
    return RELEVANCE.sources(views, RELEVANCE.matches(views), readings)


def test_what_the_encoder_reads_is_weighed_against_the_rest_of_the_document() -> None:
    read = sources()
    assert read["encoder"].tolist() == [[0.0, -2.0, 3.0], [4.0, 1.0, -1.0], [-MOST, 2.0, 1.0]]
    assert read["encoder:plainest"].tolist() == [[0, 0, 1], [1, 0, 0], [0, 1, 0]]
    assert read["encoder:above others"].tolist() == [[-4.0, -4.0, 2.0], [4.0, -1.0, -4.0], [-12.0, 1.0, -2.0]]
    assert read["encoder:in document"].tolist() == [[4.0, 2.0, 3.0]] * 3


def test_what_the_encoder_reads_is_weighed_against_other_items_and_neighbours() -> None:
    read = sources()
    assert read["encoder:above other items"].tolist() == [[-3.0, -5.0, 3.0], [5.0, 2.0, -5.0], [-9.0, 1.0, -1.0]]
    assert read["encoder:below own item"].tolist() == [[0.0, 2.0, 0.0], [0.0, 3.0, 0.0], [10.0, 0.0, 0.0]]
    assert read["encoder:item nearby"].tolist() == [[4.0, 4.0, -1.0], [2.0, 2.0, 3.0], [4.0, 4.0, -1.0]]


def test_a_document_of_one_provision_has_nothing_to_be_weighed_against() -> None:
    read = sources(np.array([[1.0, 0.0, -1.0]]), TEXTS[:1])
    assert read["encoder:plainest"].tolist() == [[1.0, 1.0, 1.0]]
    assert read["encoder:above others"].tolist() == [[1.0 + MOST, MOST, MOST - 1.0]]
    assert read["encoder:item nearby"].tolist() == [[-MOST] * 3]


def test_without_an_encoder_patterns_and_similarity_are_the_sources() -> None:
    read = sources(None)
    assert not [name for name in read if name.startswith("encoder")]
    assert read["hit"].tolist() == [[0.0] * 3, [1.0] * 3, [0.0] * 3]
    assert read["similar"][1].min() > read["similar"][2].max()


def test_sources_without_a_weight_count_nothing_and_the_bias_always() -> None:
    probability = RELEVANCE.probabilities(sources())
    odds = np.log(probability / (1 - probability))
    assert odds[1, 0] == pytest.approx(-1.0 + 4.0 + 2.0)
    assert odds[0, 1] == pytest.approx(-1.0 - 2.0)
