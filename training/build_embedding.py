"""Builds the embedded embedding model from openly licensed word vectors.

    pip download --no-deps --dest DIR ja_ginza==5.3.0
    python -m training.build_embedding DIR/ja_ginza-5.3.0-py3-none-any.whl

The wheel's vector table (chiVe reduced to 20,000 rows, 300 dimensions) is read with numpy; spaCy is not needed. The script
keeps the words that Sudachi yields as one normalized token, reduces the rows to `DIMENSIONS` principal components, weighs
words by smooth inverse frequency over the labelled clauses, removes the common components of those clauses, rounds the
rows to 8 bits and writes a sentence-transformers model (`StaticEmbedding`, whose input is Sudachi's normalized tokens joined
by spaces) with its model card into `matchers/embedding_model`. Equal inputs give equal files.
"""

from __future__ import annotations

import argparse
import json
import zipfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgpack
import numpy as np
import sudachipy
from numpy.typing import NDArray
from safetensors.numpy import save_file

from matchers.tokens import dictionary_name, tokenize
from training.clauses import read_clauses

OUTPUT = Path(__file__).parents[1] / "matchers" / "embedding_model"
DIMENSIONS = 256
SIF_A = 1e-3
"""Smoothing of inverse frequency; the usual value (Arora et al. 2017)."""
COMMON_COMPONENTS = 3
LEFT_OUT = ("名詞-固有名詞", "記号-", "補助記号-", "空白-")
"""Parts of speech left out: 300,000 names would fill memory and tell nothing of a provision."""
MAX_LENGTH = 20
"""Longer strings of the table are noise, never words of a provision."""
Floats = NDArray[np.float64]


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the model and print what it became."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheel", type=Path)
    options = parser.parse_args(arguments)
    rows, words = read_vectors(options.wheel)
    words = _known_words(words)
    sentences = [[token.norm for token in tokenize(clause.text).tokens] for clause in read_clauses()]
    vocabulary = ["[UNK]", *sorted(words)]
    mapping = np.array([len(rows), *(words[word] for word in vocabulary[1:])], dtype=np.int32)
    rows = _reduced(np.vstack([rows, np.zeros((1, rows.shape[1]))]))
    weights = _sif_weights(vocabulary, sentences)
    weights[0] = 0.0  # an unknown word says nothing
    rows = _without_common_components(rows, mapping, weights, vocabulary, sentences)
    _write(rows, mapping, weights, vocabulary)
    print(f"{len(vocabulary)} words, {len(rows)} rows of {DIMENSIONS} dimensions")
    return 0


def read_vectors(wheel: Path) -> tuple[Floats, dict[str, int]]:
    """Vector rows [row, 300] and the row of each word of a ja_ginza wheel."""
    with zipfile.ZipFile(wheel) as archive:
        folder = next(name for name in archive.namelist() if name.endswith("/vocab/vectors")).rsplit("/", 1)[0]
        with archive.open(f"{folder}/vectors") as file:
            rows = np.load(file)
        key_to_row = msgpack.unpackb(archive.read(f"{folder}/key2row"), strict_map_key=False)
        strings = json.loads(archive.read(f"{folder}/strings.json"))
    words = {}
    for word in strings:
        row = key_to_row.get(murmur_hash_64a(word.encode("utf-8"), seed=1))
        if row is not None and row >= 0:
            words[word] = int(row)
    return rows.astype(np.float64), words


def murmur_hash_64a(data: bytes, seed: int) -> int:
    """MurmurHash64A, the hash by which spaCy keys its strings (published algorithm of Austin Appleby)."""
    mask = (1 << 64) - 1
    multiplier, shift = 0xC6A4A7935BD1E995, 47
    state = (seed ^ (len(data) * multiplier)) & mask
    whole = len(data) - len(data) % 8
    for begin in range(0, whole, 8):
        block = int.from_bytes(data[begin : begin + 8], "little") * multiplier & mask
        block = (block ^ (block >> shift)) * multiplier & mask
        state = (state ^ block) * multiplier & mask
    if whole < len(data):
        state = (state ^ int.from_bytes(data[whole:], "little")) * multiplier & mask
    state = (state ^ (state >> shift)) * multiplier & mask
    return state ^ (state >> shift)


def _known_words(words: dict[str, int]) -> dict[str, int]:
    """Those that the dictionary knows as one token in this very form and that are no name or sign: all that can be met."""
    tokenizer = sudachipy.Dictionary(dict="core").tokenizer(mode=sudachipy.SplitMode.A)
    known = {}
    for word, row in words.items():
        morphemes = tokenizer.tokenize(word[:MAX_LENGTH])
        if len(morphemes) != 1 or morphemes[0].is_oov() or morphemes[0].normalized_form() != word:
            continue
        pos = morphemes[0].part_of_speech()
        if not f"{pos[0]}-{pos[1]}".startswith(LEFT_OUT):
            known[word] = row
    return known


def _reduced(rows: Floats) -> Floats:
    """Rows on their first principal components."""
    values, vectors = np.linalg.eigh(rows.T @ rows)
    basis = vectors[:, np.argsort(-values)[:DIMENSIONS]]
    basis *= np.sign(basis[np.abs(basis).argmax(axis=0), np.arange(DIMENSIONS)])  # eigenvectors come with any sign
    reduced: Floats = rows @ basis
    return reduced


def _sif_weights(vocabulary: list[str], sentences: list[list[str]]) -> Floats:
    counts = Counter(word for sentence in sentences for word in sentence)
    total = sum(counts.values())
    return np.array([SIF_A / (SIF_A + counts[word] / total) for word in vocabulary])


def _without_common_components(
    rows: Floats, mapping: NDArray[np.int32], weights: Floats, vocabulary: list[str], sentences: list[list[str]]
) -> Floats:
    index = {word: number for number, word in enumerate(vocabulary)}
    means = []
    for sentence in sentences:
        ids = [index[word] for word in sentence if word in index]
        if ids:
            means.append((rows[mapping[ids]] * weights[ids, None]).mean(axis=0))
    matrix = np.array(means)
    _, vectors = np.linalg.eigh(matrix.T @ matrix)
    common = vectors[:, -COMMON_COMPONENTS:]
    cleaned: Floats = rows - rows @ common @ common.T
    return cleaned


def _write(rows: Floats, mapping: NDArray[np.int32], weights: Floats, vocabulary: list[str]) -> None:
    scale = np.abs(rows).max(axis=1) / 127
    scale[scale == 0] = 1.0
    quantized = np.round(rows / scale[:, None]).astype(np.int8)
    module = OUTPUT / "0_StaticEmbedding"
    module.mkdir(parents=True, exist_ok=True)
    save_file(
        {
            "embeddings": quantized,
            "mapping": mapping,
            "weights": (weights * scale[mapping]).astype(np.float32),
        },
        module / "model.safetensors",
    )
    _dump(
        module / "tokenizer.json",
        {
            "version": "1.0",
            "truncation": None,
            "padding": None,
            "added_tokens": [],
            "normalizer": None,
            "pre_tokenizer": {"type": "WhitespaceSplit"},
            "post_processor": None,
            "decoder": None,
            "model": {
                "type": "WordLevel",
                "vocab": {word: number for number, word in enumerate(vocabulary)},
                "unk_token": "[UNK]",
            },
        },
    )
    package = "sentence_transformers.sentence_transformer.modules"
    _dump(
        OUTPUT / "modules.json",
        [
            {"idx": 0, "name": "0", "path": "0_StaticEmbedding", "type": f"{package}.StaticEmbedding"},
            {"idx": 1, "name": "1", "path": "1_Normalize", "type": f"{package}.Normalize"},
        ],
    )
    (OUTPUT / "1_Normalize").mkdir(exist_ok=True)
    _dump(OUTPUT / "1_Normalize" / "config.json", {})
    _dump(OUTPUT / "config_sentence_transformers.json", {"similarity_fn_name": "cosine", "prompts": {}})
    _dump(OUTPUT / "morenashi.json", {"input": "sudachi-normalized", "name": "morenashi-static-ja"})
    size = sum(file.stat().st_size for file in OUTPUT.rglob("*") if file.is_file()) / 1e6
    (OUTPUT / "README.md").write_text(
        CARD.format(
            words=len(vocabulary),
            rows=len(rows),
            dimensions=DIMENSIONS,
            sif=SIF_A,
            common=COMMON_COMPONENTS,
            dictionary=dictionary_name(),
            size=f"{size:.1f}",
        ),
        encoding="utf-8",
    )


def _dump(file: Path, data: object) -> None:
    file.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


CARD = """\
# morenashi-static-ja

Static (token-vector) Japanese sentence embedding in sentence-transformers' format. Written by
`python -m training.build_embedding`; do not edit.

- Input: Sudachi normalized forms, mode A, joined by spaces ({dictionary}).
- {words} words share {rows} rows of {dimensions} dimensions, 8 bits each; {size} MB.
- Smooth inverse frequency (a = {sif}) and removal of {common} common components, both fitted on `training/data/clauses`.

## Provenance and licences

The word vectors are those of chiVe (Works Applications Co., Ltd., Apache License 2.0) as reduced in the package
`ja_ginza` 5.3.0 (Megagon Labs, MIT License), whose metadata names both. Only its vector table is used; no parser or
named-entity component and no corpus of it. The dimensions, weights and rounding are ours (Apache License 2.0).
"""


if __name__ == "__main__":
    raise SystemExit(main())
