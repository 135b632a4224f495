"""A draft clause in the words of a document. Where a change is not sure to be right, the words stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.drafting.manner import CONTRACTORS, ORDERERS, Ending, Manner

_LETTERS = ("甲", "乙")
_DEMAND = re.compile(r"(?P<stem>.*[うくぐすつぬぶむるい])(?:こと|ものとする)", re.DOTALL)
_PROHIBITED = "てはならない"
_POLITE_ENDS = (
    (_PROHIBITED, "てはなりません"),
    ("この限りでない", "この限りではありません"),
    ("をいう", "をいいます"),
    ("とする", "とします"),
)
_ALONE = "(?<![一-鿿ァ-ヶー])"
_A_ROW = dict(zip("うくぐすつぬぶむ", "わかがさたなばま", strict=True))
"""Last sound of a godan verb → sound before ない; verbs in る may be of either class and are told apart below."""
_ICHIDAN = re.compile("(?:[えけげせぜてでねへべめれじ]|用い|得)る$")


def adapt(text: str, manner: Manner) -> str:
    """A draft clause with the document's words for the parties and its endings.

    Args:
        text: the draft clause as the checklist has it.
        manner: what is sure about the document's manner.
    """
    return "".join(_end(sentence, manner.ending) for sentence in _sentences(_name_parties(text, manner)))


def _name_parties(text: str, manner: Manner) -> str:
    contractor, orderer = _named(text, CONTRACTORS), _named(text, ORDERERS)
    if contractor and not manner.contractor:
        return text
    names = {contractor: manner.contractor} if contractor and manner.contractor else {}
    if orderer and manner.orderer:
        names[orderer] = manner.orderer
    elif orderer and any(word in _LETTERS for word in (orderer, *names, *names.values())):
        return text  # 甲 and 乙 go together or not at all
    if not names:
        return text
    pattern = "|".join(_word(name) for name in names)
    return re.sub(pattern, lambda found: names[found[0]], text)


def _named(text: str, words: tuple[str, ...]) -> str:
    """What a text calls a party: its subject, else the one word that it uses; empty if that is not sure."""
    used = [word for word in words if re.search(_word(word), text)]
    subjects = [word for word in used if re.search(f"(?:^|。|また、){word}は", text)]
    return subjects[0] if len(subjects) == 1 else used[0] if len(used) == 1 else ""


def _word(word: str) -> str:
    """A pattern for a word that is no part of a longer one; 及び, 又は and 並びに may follow."""
    return rf"(?:{_ALONE}|(?<=その他)){word}(?:(?![一-鿿])|(?=[及又並]))"


def _sentences(text: str) -> Iterator[str]:
    """Sentences with their stops; a stop in brackets ends none."""
    start = depth = 0
    for at, character in enumerate(text):
        depth += (character in "（(「『") - (character in "）)」』")
        if character == "。" and depth <= 0:
            yield text[start : at + 1]
            start = at + 1
    if start < len(text):
        yield text[start:]


def _end(sentence: str, ending: Ending | None) -> str:
    body = sentence.removesuffix("。")
    if ending is None or body == sentence:
        return sentence
    found = _DEMAND.fullmatch(body)
    if found is None:
        return f"{_politely(body) if ending is Ending.POLITE else body}。"
    return f"{_demand(found['stem'], ending) or body}。"


def _politely(body: str) -> str:
    for plain, polite in _POLITE_ENDS:
        if body.endswith(plain):
            return body.removesuffix(plain) + polite
    return body


def _demand(stem: str, ending: Ending) -> str:
    """A demand with another ending; empty if it is not sure how to write it."""
    if ending is Ending.POLITE:
        return f"{stem}ものとします"
    if stem.endswith(_PROHIBITED):
        return stem
    return _must(stem) if ending is Ending.MUST else f"{stem}{ending.value}"


def _must(stem: str) -> str:
    for negative in ("しない", "せない"):
        if stem.endswith(negative):
            return stem.removesuffix("ない") + _PROHIBITED
    if stem.endswith("する"):
        before = stem.removesuffix("する") + "し"
    elif stem.endswith("ずる"):
        before = stem.removesuffix("ずる") + "じ"
    elif stem[-1] in _A_ROW:
        before = stem[:-1] + _A_ROW[stem[-1]]
    elif _ICHIDAN.search(stem):
        before = stem[:-1]
    else:
        return ""
    return f"{before}{Ending.MUST.value}"
