"""The clause encoder: readings, and what is kept of it on disk."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from checklist_data import load
from matchers.embedding import Embedding
from matchers.encoder.encoder import ClauseEncoder
from matchers.encoder.network import ClauseNetwork, NetworkShape
from matchers.encoder.static_words import static_words
from matchers.tokens import tokenize
from matchers.view import Provision, View, make_views
from matchers.weights import ENCODER, FOLDER

WORDS = ("窓", "床", "拭く")
ASPECTS = ("A1", "A2")
PROVISIONS = (
    Provision("床を掃くこと。", ("清掃",), "次を行う。"),
    Provision("窓は、毎日、乾いた布で拭かなければならない。ただし、雨の日は、この限りでない。"),
    Provision(""),
    Provision("𠮷"),
)


def encoder(seed: int = 1) -> ClauseEncoder:
    torch.manual_seed(seed)
    shape = NetworkShape(len(WORDS), len(ASPECTS), width=16, layers=1, heads=2, inner=32)
    network = ClauseNetwork(shape, static_words().vectors)
    torch.nn.init.normal_(network.own.weight)
    return ClauseEncoder(network.eval(), WORDS, ASPECTS, shape)


def views() -> list[View]:
    return make_views(PROVISIONS, Embedding())


def test_each_provision_is_read_as_if_it_were_alone() -> None:
    together = encoder().read(views(), ASPECTS)
    for row, view in enumerate(views()):
        alone = encoder().read([view], ASPECTS)
        assert together.relevance[row] == pytest.approx(alone.relevance[0], abs=1e-4)
        assert together.stances[row] == pytest.approx(alone.stances[0], abs=1e-4)


def test_stances_are_probabilities_and_other_provisions_read_otherwise() -> None:
    read = encoder().read(views(), ASPECTS)
    assert read.stances.sum(axis=-1) == pytest.approx(np.ones((4, 2)), abs=1e-5)
    assert abs(read.relevance[0] - read.relevance[1]).max() > 1e-3


def test_columns_come_in_the_order_asked_for() -> None:
    both = encoder().read(views(), ASPECTS)
    turned = encoder().read(views(), ("A2",))
    assert turned.relevance[:, 0].tolist() == both.relevance[:, 1].tolist()
    assert turned.stances[:, 0].tolist() == both.stances[:, 1].tolist()
    with pytest.raises(KeyError):
        encoder().read(views(), ("A3",))


def test_nothing_is_read_of_nothing() -> None:
    assert encoder().read([], ASPECTS).relevance.shape == (0, 2)


def test_an_encoder_survives_its_folder(tmp_path: Path) -> None:
    encoder().save(tmp_path / "encoder")
    loaded = ClauseEncoder.load(tmp_path / "encoder")
    assert (loaded.words, loaded.aspects, loaded.shape) == (WORDS, ASPECTS, encoder().shape)
    kept, read = encoder().read(views(), ASPECTS), loaded.read(views(), ASPECTS)
    assert read.relevance == pytest.approx(kept.relevance, abs=0.02)  # written with 16 bits
    assert read.stances == pytest.approx(kept.stances, abs=0.02)


def test_every_word_of_the_embedded_model_has_a_vector_of_length_one() -> None:
    known = static_words()
    lengths = known.vectors[: known.unknown].norm(dim=1)
    assert ((lengths - 1).abs() < 1e-3).logical_or(lengths == 0).all()
    assert known.vectors[known.unknown].abs().sum() == 0
    assert known.rows[tokenize("窓").norm] != known.rows[tokenize("床").norm]


def test_the_shipped_encoder_reads_a_demand_as_one() -> None:
    shipped = ClauseEncoder.load(FOLDER / load().id / ENCODER)
    demand, ordinary = make_views(
        (
            Provision("受託者は、本システムに入力された情報を学習に利用してはならない。"),
            Provision("納入場所は、庁舎3階の会議室とする。"),
        ),
        Embedding(),
    )
    read = shipped.read([demand, ordinary], ("P06.a",))
    assert read.relevance[0, 0] > 0 > read.relevance[1, 0]
    assert read.stances[0, 0].argmax() == 0


def test_the_shipped_encoder_is_small() -> None:
    size = sum(file.stat().st_size for file in (FOLDER / load().id / ENCODER).iterdir())
    assert size < 20 << 20
