"""Texts for the PDF tests, and shorthands to set and read them."""

from __future__ import annotations

from pdf_maker import PdfMaker

from extractors.document import BlockKind
from extractors.ocr.options import RecognitionMode, RecognitionOptions
from extractors.pdf.reader import PdfReader
from extractors.reader import Limits, Reading

FIRST = (
    "受託者は、委託者が入力した情報及び生成物を言語モデルの学習に利用してはならず、利用させないための設定を行い、"
    "その設定の内容を書面で報告しなければならない。"
)
SECOND = (
    "事故が起きたときは、直ちに委託者に知らせ、原因を調べ、再び起きないようにする方策を定めて委託者の承認を得るもの"
    "とする。"
)
THIRD = "この仕様書に定めのない事項については、委託者と受託者が話し合って決める。"
_SUBJECTS = ["設計", "構築", "試験", "移行", "研修", "運用", "保守", "監視", "報告", "検査", "引継", "廃棄"]
_NEVER_FIRST = "、。」）"


def filler(number: int) -> str:
    """A sentence of its own for each number."""
    subject = _SUBJECTS[number % len(_SUBJECTS)]
    return f"受託者は{subject}の計画を立て、{subject}に当たる者を定め、後に{subject}の結果を委託者に示すこと。"


def typeset(text: str, width: int, hang: int = 0) -> list[str]:
    """Break a text into lines of `width` full-width characters; further lines are indented by `hang` characters.

    A line takes one character more rather than let a comma or bracket begin the next.
    """
    lines: list[str] = []
    rest = text
    while rest:
        room = width - (hang if lines else 0)
        while room < len(rest) and rest[room] in _NEVER_FIRST:
            room += 1
        lines.append("　" * (hang if lines else 0) + rest[:room])
        rest = rest[room:]
    return lines


def read(made: PdfMaker) -> Reading:
    """Build the file and read it."""
    return PdfReader().read(made.build(), Limits(recognition=RecognitionOptions(RecognitionMode.OFF)))


def texts(reading: Reading) -> list[str]:
    """The texts of the blocks that are no furniture."""
    return [block.text for block in reading.blocks if block.kind is not BlockKind.FURNITURE]
