"""Repairs to characters that a file stores differently from what its author wrote.

Only what layout software did is undone: a radical in place of the ideograph that looks the same, a presentation form
made for vertical writing, invisible control characters, spaces between ideographs. Full-width letters, item marks and
half-width katakana are the author's and stay.
"""

from __future__ import annotations

import re
import unicodedata

_JAPANESE_FORM = {"戶": "戸", "黑": "黒", "靑": "青", "齒": "歯", "麥": "麦", "黃": "黄", "戾": "戻"}
"""Unicode maps some radicals to the traditional ideograph; Japanese text means the modern one."""

_SUPPLEMENT = dict(
    zip(
        "⺁⺄⺅⺆⺈⺉⺋⺌⺍⺎⺏⺐⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺦⺨⺪⺫⺬⺭⺮⺯⺱⺲⺳⺷⺹⺼⺽⺾⺿⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻞⻡⻢⻣⻤⻨⻩⻫⻭⻯⻲⻳",
        "厂乙亻冂刀刂卩小小兀尣尢巳幺彑彐忄心扌攵旡日月歹母民氵氺灬爫丬犭疋目示礻竹糸网罒罓羊老肉臼艹艹虎衤覀西见角角讠贝足车辶辶辶邑長镸长门阝雨青韦页风飞食食首马骨鬼麦黄斉歯竜亀龟",
        strict=True,
    )
)
"""CJK Radicals Supplement (U+2E80–U+2EF3); Unicode gives these no compatibility mapping."""

_VERTICAL_FORMS = dict(
    zip(
        "︐︑︒︓︔︕︖︗︘︙︰︱︲︳︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈",
        "，、。：；！？〖〗…：―–＿（）｛｝〔〕【】《》〈〉「」『』［］",
        strict=True,
    )
)

_IGNORABLE = [0x00AD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0xFE00, 0xFE10)]
_IGNORABLE += [0xFEFF, 0xFFFE, 0xFFFF, *range(0xE0100, 0xE01F0)]
"""Soft hyphens, zero-width and direction marks, variation selectors, byte order marks."""


def _single(code_points: range) -> dict[int, str]:
    """Compatibility mappings of the code points that stand for exactly one other character."""
    pairs = ((code, unicodedata.normalize("NFKC", chr(code))) for code in code_points)
    return {code: _JAPANESE_FORM.get(form, form) for code, form in pairs if len(form) == 1 and form != chr(code)}


REPAIRS: dict[int, str] = {
    **_single(range(0x2F00, 0x2FD6)),
    **_single(range(0xF900, 0xFB00)),
    **_single(range(0x2F800, 0x2FA20)),
    **{ord(radical): ideograph for radical, ideograph in _SUPPLEMENT.items()},
    **{ord(form): plain for form, plain in _VERTICAL_FORMS.items()},
    **dict.fromkeys(_IGNORABLE, ""),
    0x00A0: " ",
}
"""Code point → what it stands for; for `str.translate`."""

_JAPANESE = r"\u3001-\u303f\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uffef\U00020000-\U000323af"
_LAYOUT_SPACE = re.compile(f"(?<=[{_JAPANESE}]) +(?=\\S)|(?<=\\S) +(?=[{_JAPANESE}])")
_COMBINING_KANA = re.compile("[\u3099\u309a]")


def repair(text: str) -> str:
    """Replace radicals, compatibility ideographs and presentation forms; compose kana with separate sound marks."""
    text = text.translate(REPAIRS)
    return unicodedata.normalize("NFC", text) if _COMBINING_KANA.search(text) else text


def close_up(text: str) -> str:
    """Remove ASCII spaces beside Japanese characters: only layout puts them there. Full-width spaces stay."""
    return _LAYOUT_SPACE.sub("", text)


def join_wrapped(first: str, second: str) -> str:
    """Join two lines of one paragraph: no space between Japanese characters, one between Latin words."""
    if not first or not second:
        return first + second
    before, after = first[-1], second[0]
    latin = before.isascii() and after.isascii() and (before.isalnum() or before in ",.;:)") and after.isalnum()
    return f"{first} {second}" if latin else first + second
