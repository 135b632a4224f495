"""Learning weights for an edition and judging with them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from app.evaluation.labelled import LabelledDocument, parse_labelled
from checklist_data import Edition, Stance, load
from extractors.document import Clause, ClauseKind, Document
from matchers import Embedding, Matcher, Submission
from matchers.stance import ENCODER, WORDS
from matchers.view import Provision
from matchers.weights import Weights
from training.corpora import Corpora, make_corpora
from training.crossfit import CrossFit, cross_fit, deal
from training.documents import Lesson, lessons_of
from training.held_out import HeldOut
from training.train import learn, report

EDITIONS = Path(__file__).parents[1] / "checklist_data" / "fixtures"
BEGINNINGS = ("契約の期間中、", "受託者の責任において、", "本市の定めるところにより、")
FOLDS = 2


@cache
def edition() -> Edition:
    """The school-lunch edition with the one kind of document that something is asked of."""
    made = load("canteen-2026", EDITIONS)
    return made.model_copy(update={"kinds": made.kinds[:1]})


@cache
def documents() -> dict[str, LabelledDocument]:
    """Four documents that each say some of what the edition asks for, and other things."""
    made = {}
    for number in range(4):
        lines = [f"@id made-{number}", "@kind spec", "@title 業務仕様書", "# 第1　業務"]
        for aspect in edition().aspects:
            example = aspect.examples.positive[number % len(aspect.examples.positive)]
            lines.append(f"{example.text} {{{{{aspect.id}:{example.stance}}}}}")
        lines += ["校門の前に車を止める。", "支払は年4回とする。", f"第{number}回の会議は4月とする。"]
        parsed = parse_labelled("\n".join(lines), f"made-{number}")
        made[f"made-{number}"] = replace(parsed, kind="order")
    return made


@cache
def corpora() -> Corpora:
    """Variants of the edition's examples as labelled clauses, and the documents."""
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
    whole = [lesson for document in documents().values() for lesson in lessons_of(document)]
    return make_corpora(edition(), [*lessons, *whole], Embedding())


@cache
def fitted() -> CrossFit:
    return cross_fit(corpora(), FOLDS, epochs=12, workers=1)


@cache
def learned() -> tuple[Weights, list[HeldOut]]:
    return learn(edition(), corpora(), documents(), fitted(), FOLDS)


def test_documents_are_dealt_by_name_alone() -> None:
    names = [f"document-{n}" for n in range(7)]
    assert deal(names, 3) == deal(names[::-1], 3)
    assert sorted(deal(names, 3).values()) == [0, 0, 0, 1, 1, 2, 2]


def test_every_document_is_read_by_an_encoder_that_did_not_learn_it() -> None:
    made = fitted()
    (corpus,) = corpora().values()
    assert set(made.readings) == set(documents())
    for name, rows in corpus.documents():
        views = [corpus.views[row] for row in rows]
        own, other = (made.by_fold[fold].read(views, corpus.aspects) for fold in (made.folds[name], 1 - made.folds[name]))
        assert made.readings[name].relevance == pytest.approx(own.relevance)
        assert made.readings[name].relevance != pytest.approx(other.relevance)


def test_every_document_is_left_out_once() -> None:
    weights, held_out = learned()
    assert sorted(one.labelled.id for one in held_out) == sorted(documents())
    assert all(one.matcher.weights.encoder is not weights.encoder for one in held_out)


def test_what_speaks_for_an_aspect_is_learned_to_do_so() -> None:
    weights, _ = learned()
    assert weights.fusion["hit"] > 0
    assert weights.fusion["encoder"] + weights.fusion["encoder:above others"] > 0
    assert set(weights.voices) == {WORDS, ENCODER}


def test_without_encoders_only_patterns_and_similarity_are_weighed() -> None:
    weights, held_out = learn(edition(), corpora(), documents(), None, FOLDS)
    assert weights.encoder is None
    assert not [name for name in weights.fusion if name.startswith("encoder")]
    assert {"bias", "hit", "similar"} <= set(weights.fusion)
    assert weights.voices == {WORDS: 1.0}
    assert len(held_out) == len(documents())


def test_a_matcher_judges_unseen_wordings_by_what_was_learned() -> None:
    texts = ("調理員は、鍋の中心温度を毎回測定すること。", "残菜の重さの報告は不要とする。", "校門の前に車を止める。")
    clauses = tuple(Clause(f"c{n}", ClauseKind.PARAGRAPH, text, text) for n, text in enumerate(texts))
    weights, _ = learned()
    made = Matcher(edition(), weights=weights).check(
        [Submission(Document("仕様書.docx", "0" * 64, "docx", "", None, (), clauses))]
    )
    states = {aspect.id: aspect.state for item in made.items for aspect in item.aspects}
    assert (states["L01.a"], states["L04.a"], states["L03.a"]) == (Stance.REQUIRE, Stance.CONTRARY, Stance.NONE)
    assert "c2" not in {entry.clause for item in made.items for entry in item.evidence}


def test_the_report_names_the_figures_of_what_was_left_out() -> None:
    weights, held_out = learned()
    text = report(held_out, weights)
    for expected in ("verdict accuracy", "| items | 20 |", "confusions", "Thresholds"):
        assert expected in text
