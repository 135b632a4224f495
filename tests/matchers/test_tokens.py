"""Tokens: normalized forms, whole words, and offsets that lead back to the words as written."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from matchers.terms import TermFinder
from matchers.tokens import MAX_BYTES, term_forms, tokenize

AS_WRITTEN = {
    "full-width letters": ("ＡＩを使う", [("AI", "ＡＩ"), ("を", "を"), ("使う", "使う")]),
    "half-width katakana": ("ﾃﾞｰﾀの保存", [("データ", "ﾃﾞｰﾀ"), ("の", "の"), ("保存", "保存")]),
    "item mark": ("①学習", [("1", "①"), ("学習", "学習")]),
    "one character for many": ("㈱山田と㍻", [("(株)", "㈱"), ("山田", "山田"), ("と", "と"), ("平成", "㍻")]),
    "spaces": (" 窓　を\n拭く ", [("窓", "窓"), ("を", "を"), ("拭く", "拭く")]),
    "beyond the basic plane": ("𩸽を焼く", [("𩸽", "𩸽"), ("を", "を"), ("焼く", "焼く")]),
}


@pytest.mark.parametrize(("text", "expected"), AS_WRITTEN.values(), ids=AS_WRITTEN)
def test_a_token_leads_back_to_the_words_as_written(text: str, expected: list[tuple[str, str]]) -> None:
    tokens = tokenize(text)
    assert tokens.text == text
    assert [(token.norm, text[token.begin : token.end]) for token in tokens.tokens] == expected


@pytest.mark.parametrize("text", ["", " ", "　\n"])
def test_a_text_without_words_has_no_tokens(text: str) -> None:
    assert tokenize(text).tokens == ()
    assert tokenize(text).norm == ""
    assert tokenize(text).tokens == ()


def met(term: str, text: str) -> bool:
    return bool(TermFinder(term_forms(term)).find(tokenize(text)))


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("サーバ", "サーバーを止める。"),
        ("サーバー", "ｻｰﾊﾞを止める。"),
        ("行なう", "点検を行うこと。"),
        ("ＡＩ", "AIを使う。"),
        ("打ち合わせ", "打合せに出る。"),
        ("用いる", "布を用いて拭く。"),
        ("控え", "記録の控えを残すこと。"),
        ("ない", "窓は拭かないこと。"),
        ("学習しない", "入力を学習しないこと。"),
    ],
)
def test_a_term_is_met_in_any_spelling_and_surroundings(term: str, text: str) -> None:
    assert met(term, text)


def test_a_word_is_met_inside_a_compound_and_never_inside_another_word() -> None:
    assert met("学習", "機械学習を行う")
    assert not met("学習", "研修を行う")
    assert not met("報", "情報を保存する")


def test_words_are_those_of_the_raw_text() -> None:
    tokens = tokenize("①　ＡＩの ﾃﾞｰﾀを消す")
    ((span,),) = TermFinder(term_forms("AIのデータ")).find(tokens).values()
    assert tokens.words(span) == "ＡＩの ﾃﾞｰﾀ"


@pytest.mark.parametrize("term", ["窓", "控え", "ない", "機械学習", "（①）", "てはならない", "A/B-テスト"])
def test_every_term_has_a_form(term: str) -> None:
    assert term_forms(term)
    assert all(term_forms(term))


SENTENCE = "受託者は、①ＡＩの学習に、ﾃﾞｰﾀを使わない。"


def test_a_text_longer_than_the_tokenizer_takes_is_read_whole() -> None:
    times = 2 * MAX_BYTES // len(SENTENCE.encode())
    once, many = tokenize(SENTENCE), tokenize(SENTENCE * times)
    assert len((SENTENCE * times).encode()) > 1.9 * MAX_BYTES
    assert [token.norm for token in many.tokens] == [token.norm for token in once.tokens] * times
    last = many.tokens[-len(once.tokens) :]
    start = len(SENTENCE) * (times - 1)
    assert [(t.begin - start, t.end - start) for t in last] == [(t.begin, t.end) for t in once.tokens]


@pytest.mark.parametrize("char", ["あ", "𠮷", "㍿", "ﷺ"], ids=["three bytes", "four bytes", "widens", "widens much"])
def test_a_long_text_without_full_stops_loses_no_character(char: str) -> None:
    text = char * (MAX_BYTES // 2)
    tokens = tokenize(text).tokens
    assert {offset for token in tokens for offset in range(token.begin, token.end)} == set(range(len(text)))


def test_threads_tokenize_at_once() -> None:
    texts = [f"{SENTENCE}{number}号" for number in range(200)]
    alone = [tokenize(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(tokenize, texts)) == alone
