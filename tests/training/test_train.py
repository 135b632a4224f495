"""Learning weights for an edition and judging with them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

from checklist_data import Edition, Stance, load
from extractors.document import Clause, ClauseKind, Document
from matchers import Embedding, Matcher, Submission
from matchers.relevance import HEAD_CLIP
from matchers.view import Provision
from matchers.weights import Weights
from training.documents import Lesson
from training.train import Corpora, feature_names, fold_of, learn_head, make_corpora, train

EDITIONS = Path(__file__).parents[1] / "checklist_data" / "fixtures"
BEGINNINGS = ("契約の期間中、", "受託者の責任において、", "本市の定めるところにより、")


@cache
def edition() -> Edition:
    """The school-lunch edition with the one kind of document that something is asked of."""
    made = load("canteen-2026", EDITIONS)
    return made.model_copy(update={"kinds": made.kinds[:1]})


@cache
def corpora() -> Corpora:
    """Variants of the edition's examples as labelled clauses."""
    lessons = [
        Lesson(
            f"{aspect.id}-{number}-{beginning}",
            "order",
            Provision(beginning + example.text),
            {} if example.stance is Stance.NONE else {aspect.id: example.stance.value},
            document=False,
        )
        for aspect in edition().aspects
        for number, example in enumerate((*aspect.examples.positive, *aspect.examples.negative))
        for beginning in BEGINNINGS
    ]
    return make_corpora(edition(), lessons, Embedding())


@cache
def learned() -> Weights:
    return train(edition(), corpora(), Embedding())


def test_the_head_learns_every_aspect_of_the_edition() -> None:
    head = learned().head
    assert head is not None
    assert head.labels == tuple(aspect.id for aspect in edition().aspects)


def test_without_a_head_only_patterns_and_similarity_are_weighed() -> None:
    weights = train(edition(), corpora(), Embedding(), use_head=False)
    assert weights.head is None
    assert {name for name in weights.fusion if name.startswith("head")} == set()
    assert {"bias", "hit", "similar"} <= set(weights.fusion)


def test_what_speaks_for_an_aspect_is_learned_to_do_so() -> None:
    assert learned().fusion["hit"] > 0
    assert learned().fusion["head"] > 0


def test_the_same_lessons_give_the_same_weights() -> None:
    again = train(edition(), corpora(), Embedding())
    assert again.fusion == learned().fusion
    assert again.stance.weights.tolist() == learned().stance.weights.tolist()
    heads = [weights.head for weights in (again, learned()) if weights.head is not None]
    assert heads[0].weights.tolist() == heads[1].weights.tolist()


def test_an_aspect_that_nothing_teaches_is_never_found() -> None:
    corpus = corpora()["order"]
    silent = corpus.part(np.array(["L05.a" not in lesson.labels for lesson in corpus.lessons]))
    head = learn_head(silent, feature_names(silent.topics))
    scores = head.scores(corpus.topics)[:, head.labels.index("L05.a")]
    assert scores.max() < 0
    assert head.bias[head.labels.index("L05.a")] == -HEAD_CLIP


def test_a_matcher_judges_unseen_wordings_by_what_was_learned() -> None:
    texts = ("調理員は、鍋の中心温度を毎回測定すること。", "残菜の重さの報告は不要とする。", "校門の前に車を止める。")
    clauses = tuple(Clause(f"c{n}", ClauseKind.PARAGRAPH, text, text) for n, text in enumerate(texts))
    report = Matcher(edition(), weights=learned()).check(
        [Submission(Document("仕様書.docx", "0" * 64, "docx", "", None, (), clauses))]
    )
    states = {aspect.id: aspect.state for item in report.items for aspect in item.aspects}
    assert (states["L01.a"], states["L04.a"], states["L03.a"]) == (Stance.REQUIRE, Stance.CONTRARY, Stance.NONE)
    assert "c2" not in {entry.clause for item in report.items for entry in item.evidence}


def test_folds_depend_on_the_source_alone() -> None:
    names = [f"document-{n}" for n in range(60)]
    folds = [fold_of(name, 3) for name in names]
    assert folds == [fold_of(name, 3) for name in reversed(names)][::-1]
    assert set(folds) == {0, 1, 2}


def test_a_feature_seen_once_is_not_learned() -> None:
    assert feature_names([{"b": 1.0, "a": 1.0}, {"b": 2.0}, {"a": 0.5, "c": 1.0}]) == ("a", "b")
