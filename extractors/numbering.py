"""Item marks: the number, letter or bullet at the beginning of a paragraph.

Marks are read from the raw text, before any normalisation turns 「①」 into 「1」. Full-width and half-width forms of a
mark are the same mark; 「１」 and 「10」 in one list is how most documents are typed.

A mark is told from ordinary text by what stands after it: 「１０月から」, 「5 年間」, 「第三者は」, 「(1)の規定により」
and 「○○県」 begin no provision.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from extractors.numerals import AIUEO, HALF_WIDTH_KANA, IROHA, LATIN, enclosed_value, kanji_value, roman_value


class MarkStyle(StrEnum):
    """What a mark counts with."""

    ANNEX = "annex"
    """別紙1, 別表第2, 様式第1号, 参考資料"""
    SUPPLEMENT = "supplement"
    """附則"""
    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    SUBSECTION = "subsection"
    DIVISION = "division"
    ARTICLE = "article"
    """第5条, 第5条の2"""
    BARE = "bare"
    """第1"""
    DECIMAL = "decimal"
    """1, 1.1 and 3.2.1; 5の2"""
    HYPHENATED = "hyphenated"
    """1-1"""
    KANJI = "kanji"
    KANA = "kana"
    CIRCLED = "circled"
    LATIN = "latin"
    ROMAN = "roman"
    BULLET = "bullet"
    NOTE = "note"
    """※, ※1, (注1)"""


class MarkForm(StrEnum):
    """What a mark is dressed in."""

    PLAIN = "plain"
    DOTTED = "dotted"
    BRACKETED = "bracketed"
    RIGHT_BRACKET = "right_bracket"


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark as written at the beginning of a text."""

    style: MarkStyle
    form: MarkForm
    text: str
    """As written: 「第５条」「(1)」「１．」「・」."""
    value: tuple[int, ...]
    """Ordinals, outermost first: 3.2.1 is (3, 2, 1), 第5条の2 is (5, 2), イ is (2,); empty if it counts nothing."""
    end: int
    """Offset in the raw text just behind the mark."""
    body: int
    """Offset in the raw text of what follows the mark and its spacing."""

    @property
    def key(self) -> tuple[str, str, int]:
        """Equal for the marks of one list: style, dress and number of ordinals (3.2 and 3.2.1 are two levels)."""
        bracketed = self.form in (MarkForm.BRACKETED, MarkForm.RIGHT_BRACKET)
        bracket = self.text[0] if re.match(_SQUARE_OPEN, self.text) else self.form.value
        dress = self.text if self.style is MarkStyle.BULLET else bracket if bracketed else ""
        branch = self.style is MarkStyle.DECIMAL and "の" in self.text
        return self.style.value, dress, len(self.value) if self.style in _LAYERED and not branch else 1

    @property
    def plain(self) -> str:
        """As one cites it: half-width, without closing stop, 「」 for a bullet or a note."""
        if self.style in (MarkStyle.BULLET, MarkStyle.NOTE):
            return ""
        if self.style is MarkStyle.CIRCLED:
            return self.text
        text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", self.text)).strip("【】[]<>《》〔〕")
        return text.rstrip(".、,:")


Rule = tuple[MarkStyle, MarkForm, re.Pattern[str], Callable[[str], tuple[int, ...] | None]]

_LAYERED = (MarkStyle.DECIMAL, MarkStyle.HYPHENATED)
_KANA = AIUEO + "ヰヱ" + HALF_WIDTH_KANA
_DIGITS = "0-9０-９"
_D = f"[{_DIGITS}]"
_K = "[〇一二三四五六七八九十百]"
_KANJI_NUMBER = "[一二三四五六七八九十百]{1,3}"
_N = rf"(?:{_D}{{1,3}}|{_K}{{1,5}})"
_GAP = r"[ 　\t\xa0]"
_SPACE = rf"(?={_GAP})"
_OPEN, _CLOSE = "[(（]", "[)）]"
_SQUARE_OPEN, _SQUARE_CLOSE = r"[\[［〔【<＜〈《]", r"[\]］〕】>＞〉》]"
_LETTER = "[a-zA-Zａ-ｚＡ-Ｚ]"
_HYPHEN = "[-－‐‑−–ー]"

_REFERENCE = (
    r"の(?!り)|に(?!ぎ)|を|は(?!じめ|ん|が|し|っ|さ|か)|が(?!い)|と(?!り|き|も|い)|で(?!き|ん)|から|まで|より"
    r"|及|又は|若しく|並び|ないし|乃至|[、。，,・～〜~/／]"
)
"""What follows a number that is spoken of rather than counted with: 「(1)の規定により」「①及び②」."""
_NOT_REFERENCE = rf"(?!{_REFERENCE}|{_HYPHEN}{_D})"
_COUNTER = (
    r"(?:(?:年度?|[かヶカヵケ箇]月|箇年|月|日|週|時間?|分(?!か[りるれ]|から[なず])|秒|名|人|件|社|回|台|円|点|部|頁|ページ|号|条|項|割|倍|個|つ|枚|歳|度|階|種類?"
    r"|者|機関|団体|営業日|開庁日|文字|[百千万億兆]+円?|[%％]|パーセント|[KMGTkmgt]?[Bbm](?:ps)?|[kK]g|GHz|dpi|V|A|W)"
    r"(?=間?(?:[はをにのがでとへや、。・）)，,（(]|以[上内下前後降]|未満|程度|まで|から|ごと|毎|目|末|初|中[にはのをで]|分|前|後|$)"
    rf"|{_GAP}?{_D})|[~～〜×/／%％])"
)
"""A counter word behind a number that makes it a quantity; 「1 件名」 and 「3 日程」 stay headings."""
_CITED = rf"(?!{_REFERENCE}|中|第|各|前|以|等|の)"
_NOT_CITED_BRACKET = rf"(?!{_OPEN}[^)）]*{_CLOSE}(?:{_REFERENCE}))"
_BEHIND_ARTICLE = rf"(?={_GAP}|$|{_OPEN}|[一-鿿ァ-ヶＡ-Ｚ]|この|その|これ|あらか|いずれ){_NOT_CITED_BRACKET}"
_TITLE_BEHIND = rf"(?={_GAP}|$|[(（:：]){_NOT_CITED_BRACKET}"
_ANNEX_NAME = (
    r"(?:別{g}?[紙表添記図冊](?:{g}?(?:資料|様式|書式))?|様{g}?式|附属書|付属書|付録|附録|(?:添付|参考|付属|附属|補足)資料"
    r"|資料(?={g}?[第0-9０-９]))"
).replace("{g}", _GAP)
_ANNEX_NUMBER = rf"(?:{_GAP}?第?{_GAP}?{_N}(?:{_GAP}?号)?(?:(?:の|{_HYPHEN}){_N})*|{_GAP}?{_LETTER}(?={_GAP}|$))?"
_ANNEX = rf"(?:{_ANNEX_NAME}{_ANNEX_NUMBER}|第{_N}号(?:の{_N})?様式(?:の{_N})?)"
_TICK = "●■□◆◇◎▪▫•‣➢➤✓✔❖◼◻◾◽☐☑▶►▷★☆⚫⚪∙⁃➣➡❏❑→⇒✅\uf000-\uf0ff"
_PLACEHOLDER = "[年月日時分名円人件号条県市町村区省庁課％%]"


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(kanji_value(n) if n[0] in "〇一二三四五六七八九十百" else int(n) for n in re.findall(_N, text))


def _layers(text: str) -> tuple[int, ...] | None:
    parts = re.findall(rf"{_D}+", text)
    if len(parts) > 1 and any(int(part) == 0 or part[0] in "0０" for part in parts):
        return None
    return tuple(int(part) for part in parts)


def _roman_layers(text: str) -> tuple[int, ...] | None:
    outer, inner = roman_value(_inner(text[0])), _layers(text[1:])
    return None if outer is None or inner is None else (outer, *inner)


def _inner(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip("()., \t、")


def _kana(text: str) -> tuple[int, ...]:
    kana = _inner(text)
    return (AIUEO.index(kana) + 1 if kana in AIUEO else 0,)


def _kanji(text: str) -> tuple[int, ...]:
    return (kanji_value(_inner(text)),)


def _latin(text: str) -> tuple[int, ...]:
    return (LATIN.index(_inner(text).lower()) + 1,)


def _roman(text: str) -> tuple[int, ...] | None:
    value = roman_value(_inner(text))
    return None if value is None else (value,)


def _enclosed(text: str) -> tuple[int, ...]:
    return (enclosed_value(text[0]),)


def _none(text: str) -> tuple[int, ...]:
    return ()


def _rule(
    style: MarkStyle, form: MarkForm, pattern: str, value: Callable[[str], tuple[int, ...] | None] = _numbers
) -> Rule:
    return style, form, re.compile(pattern), value


def _bracketed(style: MarkStyle, inner: str, value: Callable[[str], tuple[int, ...] | None]) -> list[Rule]:
    return [
        _rule(style, MarkForm.BRACKETED, rf"{_OPEN}{_GAP}?{inner}{_GAP}?{_CLOSE}{_NOT_REFERENCE}", value),
        _rule(style, MarkForm.RIGHT_BRACKET, rf"{inner}{_GAP}?{_CLOSE}{_NOT_REFERENCE}", value),
    ]


def _titled(style: MarkStyle, unit: str) -> Rule:
    number = rf"第(?:{_GAP}{_N}{_GAP}|{_N}){unit}(?:の{_N})*"
    return _rule(style, MarkForm.PLAIN, rf"{number}{_CITED}(?={_GAP}|$|[:：(（]|[^、。]{{1,30}}$)")


_S, _F = MarkStyle, MarkForm
_RULES: tuple[Rule, ...] = (
    _rule(
        _S.ANNEX,
        _F.BRACKETED,
        rf"(?:[【\[［〔＜<《]{_GAP}?{_ANNEX}{_GAP}?[】\]］〕＞>》]|{_OPEN}{_ANNEX}{_CLOSE}){_NOT_REFERENCE}",
    ),
    _rule(_S.ANNEX, _F.PLAIN, rf"{_ANNEX}{_TITLE_BEHIND}(?!.*[、及]{_GAP}?び?{_ANNEX_NAME})"),
    _rule(_S.SUPPLEMENT, _F.PLAIN, rf"[附付]{_GAP}*則{_TITLE_BEHIND}", _none),
    _titled(_S.PART, "[編部]"),
    _titled(_S.CHAPTER, "章"),
    _titled(_S.SECTION, "節"),
    _titled(_S.SUBSECTION, "款"),
    _titled(_S.DIVISION, "目(?![的標次])"),
    _rule(_S.ARTICLE, _F.PLAIN, rf"第{_GAP}?{_N}{_GAP}?条(?:{_GAP}?の{_GAP}?{_N})*{_CITED}{_BEHIND_ARTICLE}"),
    _rule(_S.BARE, _F.PLAIN, rf"第{_GAP}?{_N}(?:の{_N})?(?:[.．、](?!{_D})|{_SPACE}(?!{_GAP}*{_N}?[条章節款項号回]))"),
    _rule(
        _S.DECIMAL,
        _F.DOTTED,
        rf"{_D}{{1,3}}(?:[.．]{_D}{{1,3}})+(?:[.．](?!{_D})|(?={_GAP}+(?!{_COUNTER}|{_D}))|(?=[^{_DIGITS}\s.．%％])(?!{_COUNTER}"
        rf"|{_REFERENCE}|[倍割万億年月日時分秒名人件社回台円点部個度版系GMTKg{_DIGITS}]|パーセント|ポイント|センチ|メートル|ミリ|以上|以下)|$)",
        _layers,
    ),
    _rule(_S.DECIMAL, _F.DOTTED, rf"{_D}{{1,3}}[.．](?!{_D})", _layers),
    _rule(_S.DECIMAL, _F.DOTTED, rf"{_D}{{1,2}}[、:：](?!{_GAP}?{_D})", _layers),
    _rule(_S.DECIMAL, _F.BRACKETED, rf"{_SQUARE_OPEN}{_D}{{1,2}}{_SQUARE_CLOSE}{_NOT_REFERENCE}", _layers),
    _rule(
        _S.HYPHENATED,
        _F.PLAIN,
        rf"{_D}{{1,3}}(?:{_HYPHEN}{_D}{{1,3}})+(?:[.．](?!{_D})|(?={_GAP}+(?!{_COUNTER})|$|[（(「]))",
        _layers,
    ),
    _rule(
        _S.HYPHENATED,
        _F.PLAIN,
        rf"[Ⅰ-Ⅻ](?:{_HYPHEN}{_D}{{1,3}})+(?:[.．](?!{_D})|(?={_GAP}|$|[一-鿿ァ-ヶ（(「]))(?![型種類期級])",
        _roman_layers,
    ),
    _rule(_S.DECIMAL, _F.PLAIN, rf"{_D}{{1,2}}(?:の{_D}{{1,2}})?(?={_GAP}+(?!{_COUNTER}|{_D}|{_GAP}|$))", _layers),
    _rule(_S.DECIMAL, _F.BRACKETED, rf"[⑴-⒇]{_NOT_REFERENCE}", _enclosed),
    _rule(_S.DECIMAL, _F.DOTTED, r"[⒈-⒛]", _enclosed),
    _rule(_S.KANJI, _F.BRACKETED, rf"[㈠-㈩]{_NOT_REFERENCE}", _enclosed),
    _rule(_S.LATIN, _F.BRACKETED, rf"[⒜-⒵]{_NOT_REFERENCE}", _enclosed),
    _rule(_S.CIRCLED, _F.PLAIN, rf"[①-⑳㉑-㉟㊱-㊿❶-❿⓫-⓴⓵-⓾㋐-㋾ⓐ-ⓩⒶ-Ⓩ㊀-㊉]{_NOT_REFERENCE}", _enclosed),
    *_bracketed(_S.DECIMAL, rf"{_D}{{1,3}}(?:(?:の|{_HYPHEN}|[.．]){_D}{{1,3}})*", _layers),
    *_bracketed(_S.KANA, f"[{_KANA}]", _kana),
    *_bracketed(_S.KANJI, f"{_K}{{1,3}}", _kanji),
    *_bracketed(_S.ROMAN, "(?:[ivxｉｖｘ]{2,5}|[IVXＩＶＸ]{2,5}|[iIｉＩⅰ-ⅻⅠ-Ⅻ])", _roman),
    *_bracketed(_S.LATIN, _LETTER, _latin),
    _rule(_S.NOTE, _F.PLAIN, rf"※(?:{_GAP}?{_D}{{1,2}}(?!{_D}))?(?!※)", _numbers),
    _rule(_S.NOTE, _F.BRACKETED, rf"{_OPEN}{_GAP}?注{_GAP}?{_D}{{0,2}}{_GAP}?{_CLOSE}{_NOT_REFERENCE}", _numbers),
    _rule(_S.NOTE, _F.PLAIN, rf"注{_GAP}?{_D}{{0,2}}(?:[)）:：]|{_SPACE})", _numbers),
    _rule(_S.KANA, _F.PLAIN, rf"[{_KANA}](?=[ 　\t\xa0]+\S)(?!{_GAP}[{_KANA}]{_GAP})", _kana),
    _rule(_S.KANA, _F.DOTTED, rf"[{_KANA}](?:[.．]|、(?![{_KANA}](?:[、及又]|{_GAP})))", _kana),
    _rule(_S.KANJI, _F.PLAIN, rf"{_KANJI_NUMBER}(?=[　\t]|{_GAP}+\S{{2}})(?!{_GAP}[一-鿿](?:{_GAP}|$))", _kanji),
    _rule(_S.KANJI, _F.DOTTED, rf"{_KANJI_NUMBER}[.．、](?!{_K})", _kanji),
    _rule(_S.ROMAN, _F.PLAIN, rf"[Ⅰ-Ⅻⅰ-ⅻ](?:[.．、]|{_SPACE}|$|(?=[一-鿿ァ-ヶ]))(?![型種類期級])", _roman),
    _rule(
        _S.ROMAN, _F.DOTTED, rf"(?:[ivx]{{2,5}}|[IVX]{{2,5}}|[iI])[.．](?![{LATIN}{LATIN.upper()}{_DIGITS}])", _roman
    ),
    _rule(_S.LATIN, _F.DOTTED, rf"{_LETTER}(?:[.](?!{_LETTER})|．)(?!{_D})", _latin),
    _rule(_S.LATIN, _F.PLAIN, rf"{_LETTER}(?=[　\t])(?![　\t]+(?:社|者|市|県))", _latin),
    _rule(_S.BULLET, _F.PLAIN, rf"([{_TICK}])(?!\1|{_PLACEHOLDER})", _none),
    _rule(_S.BULLET, _F.PLAIN, rf"([○〇◯])(?!\1|{_PLACEHOLDER}|[○〇◯△×、。はのをにがと])", _none),
    _rule(_S.BULLET, _F.PLAIN, r"[・･·](?![・･·.…])", _none),
    _rule(_S.BULLET, _F.PLAIN, rf"(?:[-－‐–—−](?={_GAP}*[^\s{_DIGITS}\-－‐–—−])|[*＊](?={_GAP}+\S))", _none),
)

_FIRST = re.compile(
    rf"[{_DIGITS}a-zA-Zａ-ｚＡ-Ｚ{_KANA}{_TICK}〇一二三四五六七八九十百第別様附付添参補足資注※○◯・･·(（\[［〔【<＜〈《"
    r"\-－‐–—−*＊Ⅰ-Ⅻⅰ-ⅻ①-⓿㈀-㋿❶-➓]"
)
"""Every character that a mark may begin with; most paragraphs are told by theirs to have none."""
_LONGEST = 200
"""Characters that are enough to read a mark and what follows it."""
_LEADING = re.compile(r"\s*")
_AMBIGUOUS_ROMAN = {"i": 9, "v": 22, "x": 24}


def parse_mark(text: str, after: Mark | None = None) -> Mark | None:
    """Read the mark at the beginning of a paragraph.

    Args:
        text: raw text of a paragraph; leading white space is passed over.
        after: the mark of the list entry before it, which tells (i) after (h) from (i) after (a)'s children.

    Returns:
        The mark, or None if the text begins without one.
    """
    start = _match_end(_LEADING, text, 0)
    if _FIRST.match(text, start) is None:
        return None
    beginning = text[start : start + _LONGEST]
    for style, form, pattern, value_of in _RULES:
        found = pattern.match(beginning)
        value = value_of(found[0]) if found and found[0] else None
        if found is None or value is None:
            continue
        end = start + found.end()
        return _settled(Mark(style, form, found[0], value, end, _match_end(_LEADING, text, end)), after)
    return None


def follows(previous: Mark, mark: Mark) -> bool:
    """Whether `mark` is the next entry of the list that `previous` belongs to, in ア- or イロハ-order for kana."""
    if previous.key != mark.key or not mark.value or not previous.value:
        return previous.key == mark.key and mark.style is MarkStyle.BULLET
    if mark.style is MarkStyle.KANA:
        before, now = _inner(previous.text), _inner(mark.text)
        return any(order.find(now) == order.find(before) + 1 > 0 for order in (AIUEO, IROHA))
    return mark.value == (*previous.value[:-1], previous.value[-1] + 1) or mark.value[:-1] == previous.value


def begins(mark: Mark) -> bool:
    """Whether `mark` opens a list: 1, ア, イ of イロハ, a, 3.1."""
    return bool(mark.value) and (
        mark.value[-1] == 1 or (mark.style is MarkStyle.KANA and _inner(mark.text) == IROHA[0])
    )


def number_path(marks: Sequence[Mark]) -> str:
    """The full number of a provision from the marks above it and its own, outermost first: 「第3 2(1)ア」.

    Chapters above an article are left out, since articles count through a document, and so is a parent whose number
    the child repeats (3 above 3.1).
    """
    articles = [i for i, mark in enumerate(marks) if mark.style is MarkStyle.ARTICLE]
    written = ""
    for i, mark in enumerate(marks):
        if articles and i < articles[-1] and mark.style in _ABOVE_ARTICLE:
            continue
        if any(_repeats(mark, inner) for inner in marks[i + 1 :]):
            continue
        plain = mark.plain
        detached = (plain[:1].isascii() and plain[:1].isalnum()) or mark.style in _DETACHED
        written += (" " if written and detached else "") + plain
    return written


_DETACHED = (_S.ANNEX, _S.SUPPLEMENT, _S.PART, _S.CHAPTER, _S.SECTION, _S.SUBSECTION, _S.DIVISION, _S.ARTICLE, _S.BARE)
_ABOVE_ARTICLE = (_S.PART, _S.CHAPTER, _S.SECTION, _S.SUBSECTION, _S.DIVISION)


def _repeats(mark: Mark, inner: Mark) -> bool:
    if mark.style is MarkStyle.ARTICLE:
        return inner.style is MarkStyle.ARTICLE and inner.value == mark.value
    if mark.style is MarkStyle.ROMAN:
        return inner.style is MarkStyle.HYPHENATED and inner.text[0] == mark.text[0] and len(inner.value) > 1
    layered = mark.style in _LAYERED and inner.style in _LAYERED and inner.form is not _F.BRACKETED
    return layered and len(inner.value) > len(mark.value) and inner.value[: len(mark.value)] == mark.value


def _settled(mark: Mark, after: Mark | None) -> Mark:
    letter = _inner(mark.text).lower()
    if letter not in _AMBIGUOUS_ROMAN or after is None or after.form is not mark.form or len(after.value) != 1:
        return mark
    if after.style is MarkStyle.LATIN and after.value[0] + 1 == _AMBIGUOUS_ROMAN[letter]:
        return Mark(MarkStyle.LATIN, mark.form, mark.text, _latin(mark.text), mark.end, mark.body)
    value = roman_value(letter)
    if after.style is MarkStyle.ROMAN and value is not None and after.value[0] + 1 == value:
        return Mark(MarkStyle.ROMAN, mark.form, mark.text, (value,), mark.end, mark.body)
    return mark


def _match_end(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return found.end() if found else start
