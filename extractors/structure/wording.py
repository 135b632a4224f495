"""What the wording of a line says about its part in the document: sentence, label or introduction."""

from __future__ import annotations

import re
import unicodedata

_BRACKETS = re.compile(r"\([^()]*\)|「[^「」]*」|【[^【】]*】")
_BRACKETS_IN_BRACKETS = 3
_TOPIC = re.compile(r"(?<![又たくい])は、")
"""「受託者は、…」, not 「又は、」「または、」「若しくは、」「あるいは、」: titles set no topic off by a comma."""
_VERBAL_END = re.compile(
    r"(?:こと|もの|[すあくぐつぬぶむうれせえけげめてねべきし]る|する|いる|おく|ない|ます|です|ません|ください|たい|べし)$"
    r"|(?:を|(?<![又たくい])は)[一-鿿]{2,4}$"
)
_DEFINES = re.compile(r"以下(?=[、,]?(?:「|同じ|単に|この|本))|前後|次回|次年度|次期|次長|次官")
_INTRODUCES = re.compile(
    r"次[のに]|次(?=、|は|を|表|いずれ|掲)|以下(?!。|と|で|を除|、|$)|下記|左記|下表|別表|各号|[のがはを、]とおり|:$"
)
_POINTS_AT_TABLE = re.compile(r"表|次|以下|下記|左記|とおり|一覧|ごとに|:$")
_QUESTION = re.compile(r"(?:[QＱ]|問)[0-9０-９\s　.．:：、]*[^\s0-9０-９.．:：、]")
_ANSWER = re.compile(r"(?:[AＡ](?=[0-9０-９\s　.．:：、])|答)[0-9０-９\s　.．:：、]*(?=[^\s0-9０-９.．:：、])")
_CUT_OFF = ("、", ",", "を", "は", "が", "へ")
"""No heading ends like that, but a line broken off by the layout does."""
_LABEL_LENGTH = 45
"""Characters of the longest headings without layout to show them as such."""


def squeeze(text: str) -> str:
    """Compatibility-normalised text without white space, for comparing two texts."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def is_sentence(text: str) -> bool:
    """Whether the text has a sentence's end outside brackets or is longer than any heading."""
    bare = _without_brackets(text)
    return "。" in bare or len(bare) > _LABEL_LENGTH or bare.endswith(_CUT_OFF) or _TOPIC.search(bare) is not None


def is_verbal(text: str) -> bool:
    """Whether the text ends as a sentence without its full stop does (「…表示できること」)."""
    return _VERBAL_END.search(_without_brackets(text)) is not None


def is_label(text: str) -> bool:
    """Whether the text is a short noun phrase, as headings and column names are."""
    return bool(text.strip()) and not is_sentence(text) and not is_verbal(text)


def introduces(text: str) -> bool:
    """Whether the text leads to what follows it (柱書): 「次に掲げる措置を講ずること。」."""
    return _INTRODUCES.search(_DEFINES.sub("", squeeze(text))) is not None


def introduces_table(text: str) -> bool:
    """Whether the text leads to a table below it."""
    return _POINTS_AT_TABLE.search(_DEFINES.sub("", squeeze(text))) is not None


def is_question(text: str) -> bool:
    """Whether the text is the question of a list of questions and answers (「Q1　…ですか。」)."""
    return _QUESTION.match(text.strip()) is not None and squeeze(text).rstrip("。").endswith(("か", "?"))


def is_answer(text: str) -> bool:
    """Whether the text is marked as an answer (「A1　…」)."""
    return _ANSWER.match(text.strip()) is not None


def _without_brackets(text: str) -> str:
    bare = squeeze(text)
    for _ in range(_BRACKETS_IN_BRACKETS):
        bare = _BRACKETS.sub("", bare)
    return bare
