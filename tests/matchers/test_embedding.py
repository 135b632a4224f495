"""Sentence embeddings: the embedded model offline, another by setting, and clear errors."""

from __future__ import annotations

import json
import socket
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from matcher_materials import document, edition
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Regex, Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Split

from matchers import Embedding, Matcher, Submission
from matchers.embedding import EMBEDDED, Vectors
from matchers.tokens import tokenize

CHARACTERS = ["[UNK]", "窓", "床", "屋", "拭", "記"]
VECTORS = np.array([[0, 0, 0], [3, 0, 0], [0, 2, 0], [0, 0, 5], [1, 1, 0], [1, 0, 1]], dtype=np.float32)


def made_model(folder: Path, vectors: Vectors = VECTORS) -> Path:
    """A model of five characters in sentence-transformers' format."""
    tokenizer = Tokenizer(WordLevel({character: n for n, character in enumerate(CHARACTERS)}, unk_token="[UNK]"))  # noqa: S106
    tokenizer.pre_tokenizer = Split(Regex("."), "isolated")
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=vectors)]).save(str(folder))
    return folder


def encoded(embedding: Embedding, texts: Sequence[str]) -> Vectors:
    return embedding.encode([tokenize(text) for text in texts])


@cache
def embedded() -> Embedding:
    return Embedding()


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.usefixtures("no_network")
def test_the_embedded_model_needs_no_network() -> None:
    assert encoded(Embedding(), ["窓を拭く"]).shape == (1, embedded().dimensions)


def test_vectors_have_unit_length_and_a_text_of_unknown_words_none() -> None:
    vectors = encoded(embedded(), ["入力データを保存しない。", "𩸽", "", "記録を残すこと。" * 500])
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1.0, 0.0, 0.0, 1.0], abs=1e-5)


def test_no_texts_have_no_vectors() -> None:
    assert encoded(embedded(), []).shape == (0, embedded().dimensions)


def test_a_vector_does_not_depend_on_its_neighbours() -> None:
    texts = ["窓を拭く。", "入力データを学習に用いないこと。", "職員は、回答を確認する。"]
    alone = np.concatenate([encoded(embedded(), [text]) for text in texts])
    assert encoded(embedded(), texts) == pytest.approx(alone, abs=1e-6)


@pytest.mark.parametrize(
    ("text", "near", "far"),
    [
        ("入力された情報を学習に利用しないこと。", "プロンプトを再学習に使わない。", "研修の会場を予約する。"),
        ("障害が発生したときは速やかに報告する。", "事故の際は直ちに連絡する。", "日本語で文章を作る。"),
        ("サーバを国内に置くこと。", "ｻｰﾊﾞｰを日本国内に設置する。", "手数料を支払う。"),
    ],
)
def test_what_means_the_same_lies_nearer(text: str, near: str, far: str) -> None:
    own, akin, other = encoded(embedded(), [text, near, far])
    assert own @ akin > own @ other + 0.1


def test_the_name_tells_the_weights_apart(tmp_path: Path) -> None:
    first, same, second = (
        Embedding(str(made_model(tmp_path / name / "tiny", vectors)))
        for name, vectors in (("a", VECTORS), ("b", VECTORS), ("c", VECTORS * 2))
    )
    assert first.name == same.name != second.name
    assert first.name.startswith("tiny ")
    assert Embedding("someone/some-model").name == "someone/some-model"
    assert embedded().name.startswith(json.loads((EMBEDDED / "morenashi.json").read_text(encoding="utf-8"))["name"])


@pytest.mark.usefixtures("no_network")
def test_another_model_takes_raw_text_and_its_prefix(tmp_path: Path) -> None:
    folder = str(made_model(tmp_path / "tiny"))
    plain, prefixed = Embedding(folder), Embedding(folder, prefix="窓: ")
    assert plain.dimensions == 3
    assert encoded(plain, ["床"]).tolist() == [[0.0, 1.0, 0.0]]
    assert encoded(prefixed, ["床"])[0] == pytest.approx(np.array([3, 2, 0]) / np.sqrt(13), abs=1e-6)


def test_a_report_says_which_model_was_used(tmp_path: Path) -> None:
    tiny = Embedding(str(made_model(tmp_path / "tiny")))
    report = Matcher(edition(), tiny).check([Submission(document("窓を拭くこと。"), "spec")])
    assert report.engine.embedding == tiny.name
    assert report.items[0].evidence


def test_only_the_angles_between_another_model_s_vectors_matter(tmp_path: Path) -> None:
    """What was learned of the embedded model's dimensions says nothing about those of another."""
    texts = ("窓を拭くこと。", "窓は、拭くよう努めること。", "窓の記録は求めない。", "床の窓を屋根から拭く。")
    judged = [
        Matcher(edition(), Embedding(str(made_model(tmp_path / name, vectors)))).check(
            [Submission(document(*texts), "spec")]
        )
        for name, vectors in (("as-made", VECTORS), ("turned", -VECTORS[:, ::-1].copy()))
    ]
    first, second = (report.model_dump(exclude={"engine"}) for report in judged)
    assert first == second


@pytest.mark.usefixtures("no_network")
def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    missing = str(tmp_path / "no-such-model")
    with pytest.raises(Exception, match="no-such-model"):
        encoded(Embedding(missing), ["窓"])


@pytest.mark.usefixtures("no_network")
def test_a_model_that_is_not_on_the_machine_is_named_and_not_fetched() -> None:
    with pytest.raises(Exception, match="no-such-owner/no-such-model"):
        encoded(Embedding("no-such-owner/no-such-model"), ["窓"])


@pytest.mark.usefixtures("no_network")
def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty-folder").mkdir()
    with pytest.raises(Exception, match="empty-folder"):
        encoded(Embedding(str(tmp_path / "empty-folder")), ["窓"])
