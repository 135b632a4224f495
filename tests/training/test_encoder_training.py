"""Training the clause encoder."""

from __future__ import annotations

import numpy as np

from checklist_data import Item
from matchers.embedding import Embedding
from matchers.stance import STANCES
from matchers.view import Provision, make_views
from training.corpora import NOT_EVIDENCE, NOT_JUDGED, Corpora, Corpus
from training.documents import Lesson
from training.encoder import Exercise, known_words, learn_encoder

OBJECTS = {"X1.a": ("窓", "床", "壁", "天井"), "X1.b": ("鍋", "皿", "椀", "箸")}
DEMANDS = ("{}を毎日清めること。", "{}は、清めなければならない。", "{}を清める義務を負う。")
WAIVERS = ("{}を清めることは求めない。", "{}の手入れは不要とする。", "{}は対象外とする。")


def lesson(text: str, labels: dict[str, str], judged: frozenset[str] | None = None) -> Lesson:
    return Lesson(text, "spec", Provision(text), labels, document=False, judged=judged)


def corpora(lessons: list[Lesson]) -> Corpora:
    aspects = [
        {
            "id": aspect,
            "core": True,
            "text": aspect,
            "missing": "ない。",
            "patterns": [{"all": [["窓"]]}],
            "examples": {"positive": ["窓を拭くこと。"] * 3, "negative": ["窓がある。"] * 3},
        }
        for aspect in OBJECTS
    ]
    title = {"text": "題", "status": "interpretation"}
    item = Item.model_validate(
        {"id": "X1", "number": "1", "title": title, "group": "群", "aspects": aspects, "suggestion": "例"}
    )
    return {"spec": Corpus((item,), lessons, make_views([one.provision for one in lessons], Embedding()))}


LESSONS = [
    lesson(frame.format(thing), {aspect: stance})
    for aspect, things in OBJECTS.items()
    for thing in things
    for stance, frames in (("require", DEMANDS), ("contrary", WAIVERS))
    for frame in frames
] + [lesson(f"{word}を読むこと。", {}) for word in ("本", "雑誌", "新聞", "手紙", "日記", "絵本", "地図", "辞書")]


def test_an_exercise_keeps_what_was_not_judged_apart_from_what_is_no_evidence() -> None:
    exercise = Exercise.of(corpora([lesson("窓", {"X1.a": "weak"}), lesson("床", {}, frozenset({"X1.b"}))]))
    assert exercise.aspects == ("X1.a", "X1.b")
    assert exercise.labels.tolist() == [[STANCES.index("weak"), NOT_EVIDENCE], [NOT_JUDGED, NOT_EVIDENCE]]


def test_what_is_taught_is_read_in_words_not_taught() -> None:
    exercise = Exercise.of(corpora(LESSONS))
    held_out = [row for row, one in enumerate(LESSONS) if one.provision.text.startswith(("壁", "椀"))]
    rows = np.array([row for row in range(len(LESSONS)) if row not in held_out])
    encoder = learn_encoder(exercise, rows, epochs=40)
    views = corpora(LESSONS)["spec"].views
    read = encoder.read([views[row] for row in held_out], tuple(OBJECTS))
    truth = exercise.labels[held_out]
    assert (read.relevance > 0).tolist() == (truth > NOT_EVIDENCE).tolist()
    spoken = truth > NOT_EVIDENCE
    right = read.stances[spoken].argmax(axis=-1) == truth[spoken]
    assert right.mean() >= 0.75


def test_the_same_lessons_give_the_same_encoder() -> None:
    exercise = Exercise.of(corpora(LESSONS[:12]))
    first, again = (learn_encoder(exercise, np.arange(12), epochs=2) for _ in range(2))
    other = learn_encoder(exercise, np.arange(12), epochs=2, seed=1)
    views = corpora(LESSONS)["spec"].views
    read = [encoder.read(views, tuple(OBJECTS)).relevance.tolist() for encoder in (first, again, other)]
    assert read[0] == read[1]
    assert read[0] != read[2]


def test_words_seen_once_get_no_vector_of_their_own() -> None:
    sequences = Exercise.of(corpora([lesson("窓と窓と床", {})])).sequences
    assert known_words(sequences) == ("窓", "と")
