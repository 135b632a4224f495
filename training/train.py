"""Learns the weights that ship in `matchers/weights` from the labelled clauses and documents, and says how good they are.

    python -m training.train [--folds 3] [--into docs/accuracy.md]

In order: encoders of the folds and of everything (the long part: each takes about a quarter of an hour of one core); on top of
what the encoders read in documents new to them, the fusion of encoder, patterns and similarity, the voices on stance, and
the thresholds; the figures of the documents left out by turns. The same data give the same weights on the same machine.

An edition without an encoder of its own is judged by weights learned from patterns and similarity alone, made here too.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from app.evaluation.labelled import LabelledDocument, read_labelled
from app.evaluation.scoring import Score
from app.evaluation.summary import figure_table, item_table, with_section
from checklist_data import DEFAULT_EDITION, Edition, load
from matchers import Matcher
from matchers.calibration import Calibration
from matchers.embedding import Embedding
from matchers.stance import WORDS
from matchers.weights import Weights
from training.calibrate import best_calibration
from training.clauses import DATA
from training.corpora import Corpora, make_corpora
from training.crossfit import CrossFit, cross_fit, deal
from training.documents import clause_lessons, lessons_of
from training.encoder import EPOCHS
from training.fusion import document_sources, learn_fusion
from training.held_out import HeldOut
from training.stance import Spoken, all_spoken, learn_stance, learn_voices, of_documents

FOLDS = 3
Documents = Mapping[str, LabelledDocument]
"""Labelled documents by id."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Train on everything, write the weights, print the figures of the documents left out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edition", default=DEFAULT_EDITION)
    parser.add_argument("--folds", type=int, default=FOLDS)
    parser.add_argument("--into", type=Path, help="Markdown file whose sections `left-out` and `patterns` are written")
    options = parser.parse_args(arguments)
    edition, embedding = load(options.edition), Embedding()
    read = [read_labelled(file) for file in sorted((DATA / "documents").glob("*.lab"))]
    documents = {document.id: document for document in read}
    lessons = [*clause_lessons(), *(lesson for document in read for lesson in lessons_of(document))]
    corpora = make_corpora(edition, lessons, embedding)
    fitted = cross_fit(corpora, options.folds, EPOCHS)
    for encoders in (fitted, None):
        weights, held_out = learn(edition, corpora, documents, encoders, options.folds)
        calibrated = replace(weights, calibration=best_calibration(held_out))
        calibrated.save(edition.id)
        text = report(held_out, calibrated)
        print(text)
        if options.into:
            section = "left-out" if encoders else "patterns"
            written = with_section(options.into.read_text(encoding="utf-8"), section, text)
            options.into.write_text(written, encoding="utf-8")
    return 0


def learn(
    edition: Edition, corpora: Corpora, documents: Documents, fitted: CrossFit | None, folds: int
) -> tuple[Weights, list[HeldOut]]:
    """Everything that is learned on top of the encoders; without them, for patterns and similarity alone.

    Returns:
        Weights learned from all lessons, with the neutral calibration, and the documents left out by turns.
    """
    embedding = Embedding()
    readings = fitted.readings if fitted else None
    sources = document_sources(edition, corpora, embedding, readings)
    spoken = all_spoken(edition, corpora, embedding)
    dealt = deal(list(sources), folds)
    words = [learn_stance(_without(spoken, {n for n, f in dealt.items() if f == fold})) for fold in range(folds)]
    voices = {WORDS: 1.0}
    if readings is not None:
        voices = learn_voices(of_documents(spoken, dealt), {n: words[f] for n, f in dealt.items()}, readings)
    held_out = []
    for fold in range(folds):
        own = {name for name, number in dealt.items() if number == fold}
        fusion = learn_fusion(corpora, sources, dealt.keys() - own)
        encoder = fitted.by_fold[fold] if fitted else None
        matcher = Matcher(edition, embedding, Weights(encoder, fusion, words[fold], voices, Calibration()))
        held_out += [HeldOut.read(documents[name], matcher) for name in sorted(own)]
    final = fitted.final if fitted else None
    fusion = learn_fusion(corpora, sources, dealt.keys())
    return Weights(final, fusion, learn_stance(spoken), voices, Calibration()), held_out


def report(held_out: list[HeldOut], weights: Weights) -> str:
    """The figures of the documents left out, their weakest items and the thresholds, as Markdown."""
    total = Score()
    by_kind: dict[str, Score] = {}
    for one in held_out:
        score = one.score(weights.calibration)
        total.add(score)
        by_kind.setdefault(one.labelled.kind, Score()).add(score)
    chosen = weights.calibration
    lines = f"Thresholds: evidence {chosen.evidence}, require {chosen.require}, contrary {chosen.contrary}."
    return "\n\n".join((figure_table({"all": total, **by_kind}), item_table(total.outcomes), lines))


def _without(spoken: list[Spoken], names: set[str]) -> list[Spoken]:
    return [one for one in spoken if one.source not in names]


if __name__ == "__main__":
    raise SystemExit(main())
