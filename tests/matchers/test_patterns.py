"""Concept patterns: groups of synonyms that meet in one clause."""

from __future__ import annotations

import pytest

from checklist_data import Pattern, Stance
from matchers.patterns import Hit, PatternIndex, compile_pattern
from matchers.tokens import tokenize

LEXICON = {"glass": ("窓", "ガラス", "窓ガラス"), "wipe": ("拭く", "磨く")}


def hit(fields: dict[str, object], clause: str, context: str = "") -> Hit | None:
    pattern = compile_pattern(Pattern.model_validate(fields), LEXICON)
    hits = PatternIndex([(None, pattern)]).hits(tokenize(clause), tokenize(context))
    return next((found for _, found in hits), None)


def words(found: Hit | None, clause: str) -> list[str]:
    assert found is not None
    return [tokenize(clause).words(span) for span in found.spans]


@pytest.mark.parametrize(
    ("term", "clause", "met"),
    [
        ("窓", "窓を拭くこと。", True),
        ("窓", "窓口で待つこと。", False),
        ("AI", "ＡＩを使うこと。", True),
        ("AI", "MAILを送ること。", False),
        ("情", "情報を残すこと。", False),
        ("学習", "機械学習を行うこと。", True),
        ("用いる", "布を用いて拭くこと。", True),
        ("サーバー", "ｻｰﾊﾞを止めること。", True),
        ("窓ガラス", "窓 ガラスを拭くこと。", True),
        ("拭いてはならない", "壁は拭いてはならない。", True),
        ("拭いてはならない", "壁は拭いてもよい。", False),
    ],
)
def test_a_term_is_met_by_whole_words_in_any_spelling(term: str, clause: str, met: bool) -> None:
    assert (hit({"all": [[term]]}, clause) is not None) is met


def test_every_group_must_be_met_in_the_clause() -> None:
    fields: dict[str, object] = {"all": [["窓", "床"], ["拭く"]]}
    assert words(hit(fields, "床を毎日拭くこと。"), "床を毎日拭くこと。") == ["床", "拭く"]
    assert hit(fields, "窓を開けること。") is None
    assert hit(fields, "毎日拭くこと。", context="窓") is None


def test_a_concept_stands_for_its_terms() -> None:
    clause = "ガラスは、週に一度磨くこと。"
    assert words(hit({"all": [["$glass"], ["$wipe"]]}, clause), clause) == ["ガラス", "磨く"]


def test_context_is_met_in_the_clause_or_around_it() -> None:
    fields: dict[str, object] = {"all": [["拭く"]], "context": [["$glass"], ["朝", "夕"]]}
    assert hit(fields, "毎朝、窓を拭くこと。") is None, "毎朝 is another word"
    assert hit(fields, "朝に窓を拭くこと。") is not None
    assert hit(fields, "夕に拭くこと。", context="第2　窓の清掃") is not None
    assert hit(fields, "拭くこと。", context="夕方の清掃") is None


def test_words_that_rule_a_pattern_out_count_in_the_clause_only() -> None:
    fields: dict[str, object] = {"all": [["窓"], ["拭く"]], "unless": ["車"]}
    assert hit(fields, "車の窓を拭くこと。") is None
    assert hit(fields, "窓を拭くこと。", context="車の清掃") is not None


@pytest.mark.parametrize(
    ("within", "met"), [(None, True), (8, True), (7, False), (1, False)], ids=["anywhere", "just", "too near", "one"]
)
def test_within_bounds_the_tokens_from_the_first_word_to_the_last(within: int | None, met: bool) -> None:
    clause = "窓は、布と水で拭くこと。"
    assert [tokenize(clause).words((n, n + 1)) for n in range(8)] == ["窓", "は", "、", "布", "と", "水", "で", "拭く"]
    assert (hit({"all": [["窓"], ["拭く"]], "within": within}, clause) is not None) is met


def test_the_tightest_of_several_hits_is_shown() -> None:
    clause = "窓は週に一度、床の窓際は毎日、窓を拭くこと。"
    found = hit({"all": [["窓"], ["拭く"]]}, clause)
    assert found is not None
    assert found.spans[1][1] - found.spans[0][0] == 3


def test_within_is_measured_from_every_occurrence_of_a_word() -> None:
    clause = "窓、" * 12 + "床、壁、天井、扉、机、椅子、棚及び窓を拭くこと。"
    assert hit({"all": [["窓"], ["拭く"]], "within": 3}, clause) is not None


def test_a_pattern_passes_on_the_stance_it_settles() -> None:
    fields: dict[str, object] = {"all": [["拭かない"]], "stance": "contrary"}
    assert hit(fields, "窓は拭かないこと。") == Hit(((2, 4),), Stance.CONTRARY)


def test_an_unknown_concept_is_an_error() -> None:
    with pytest.raises(KeyError, match="soap"):
        compile_pattern(Pattern.model_validate({"all": [["$soap"]]}), LEXICON)


def test_an_index_finds_what_each_pattern_finds_alone_and_in_order() -> None:
    groups = [[["窓"], ["拭く"]], [["床"]], [["$glass"]], [["拭く", "掃く"]], [["窓"], ["開ける", "閉める", "拭く"]]]
    patterns = [(n, compile_pattern(Pattern.model_validate({"all": g}), LEXICON)) for n, g in enumerate(groups)]
    index = PatternIndex(patterns)
    nothing = tokenize("")
    for text in ("窓を拭くこと。", "床を掃くこと。", "ガラスを磨き、窓を閉めること。", "空を見る。", ""):
        clause = tokenize(text)
        alone = [found for one in patterns for found in PatternIndex([one]).hits(clause, nothing)]
        assert list(index.hits(clause, nothing)) == alone
