"""Why a file could not be read: one typed error with a stable code, a reason and what to do, in Japanese and English."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class ProblemCode(StrEnum):
    """Stable identifiers of what is wrong with a file; they appear in the API and must not change."""

    EMPTY = "empty"
    NOT_A_DOCUMENT = "not_a_document"
    LEGACY_WORD = "legacy_word"
    ICHITARO = "ichitaro"
    SPREADSHEET = "spreadsheet"
    PRESENTATION = "presentation"
    IMAGE = "image"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"
    TOO_COMPLEX = "too_complex"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    READER_CRASHED = "reader_crashed"
    READER_UNAVAILABLE = "reader_unavailable"
    CANCELLED = "cancelled"
    NO_RECOGNISER = "no_recogniser"


class Wording(NamedTuple):
    """A problem said to a person: what it is and what to do."""

    title_ja: str
    action_ja: str
    title_en: str
    action_en: str


WORDING: dict[ProblemCode, Wording] = {
    ProblemCode.EMPTY: Wording(
        "ファイルが空です（0バイト）。",
        "正しく保存されているか確かめ、もう一度選んでください。",
        "The file is empty (0 bytes).",
        "Check that it was saved properly and send it again.",
    ),
    ProblemCode.NOT_A_DOCUMENT: Wording(
        "PDFでもWord文書（.docx）でもないファイルです。",
        "PDF又はWord文書（.docx）で保存し直してください。",
        "The file is neither a PDF nor a Word document (.docx).",
        "Save it as PDF or .docx and send that.",
    ),
    ProblemCode.LEGACY_WORD: Wording(
        "旧形式のWord文書（.doc）です。",
        "Wordで開き、「名前を付けて保存」で.docx形式にしてください。",
        "The file is in the old Word format (.doc).",
        "Open it in Word and save it as .docx.",
    ),
    ProblemCode.ICHITARO: Wording(
        "一太郎文書（.jtd等）です。",
        "一太郎で開き、PDF又はWord文書（.docx）として出力してください。",
        "The file is an Ichitaro document (.jtd).",
        "Open it in Ichitaro and export it as PDF or .docx.",
    ),
    ProblemCode.SPREADSHEET: Wording(
        "表計算ファイルです。",
        "仕様書等の本文をPDF又はWord文書（.docx）で出力してください。",
        "The file is a spreadsheet.",
        "Export the text of the document as PDF or .docx.",
    ),
    ProblemCode.PRESENTATION: Wording(
        "プレゼンテーションファイルです。",
        "PDFとして出力してください。",
        "The file is a presentation.",
        "Export it as PDF.",
    ),
    ProblemCode.IMAGE: Wording(
        "画像ファイルです。",
        "スキャンした文書は、PDF（できれば文字認識済み）にしてください。",
        "The file is an image.",
        "Turn the scan into a PDF, with recognised text if possible.",
    ),
    ProblemCode.ENCRYPTED: Wording(
        "パスワードで保護されているため開けません。",
        "パスワードを解除したファイルを選んでください。",
        "The file is protected by a password.",
        "Remove the password and send the file again.",
    ),
    ProblemCode.DAMAGED: Wording(
        "ファイルが壊れているか、途中で切れています。",
        "元のアプリケーションで開けるか確かめ、保存し直すか、送り直してください。",
        "The file is damaged or truncated.",
        "Check that its own application can open it, save it again, or send it again.",
    ),
    ProblemCode.TOO_LARGE: Wording(
        "ファイルが大きすぎます。",
        "画像の解像度を下げるか、本文と別紙に分けてください。",
        "The file is too large.",
        "Lower the resolution of its images or split it into body and annexes.",
    ),
    ProblemCode.TOO_COMPLEX: Wording(
        "展開後の大きさ、頁数又は構造の深さが上限を超えています。",
        "文書を分けるか、元のアプリケーションで保存し直してください。",
        "The unpacked size, number of pages or depth of the file exceeds a limit.",
        "Split the document or save it again in its own application.",
    ),
    ProblemCode.NO_RECOGNISER: Wording(
        "画像だけの頁がありますが、文字認識（OCR）の仕組みがこのサーバーにありません。",
        "元のWord文書か、文字認識をしたPDFを選ぶか、管理者に文字認識の導入を依頼してください。",
        "The file has pages without text, and no character recognition (OCR) is installed.",
        "Send the original Word file or a PDF with recognised text, or have an OCR engine installed.",
    ),
    ProblemCode.TIMED_OUT: Wording(
        "読み取りに時間がかかりすぎたため、中止しました。",
        "文書を分けるか、PDFに印刷し直してください。",
        "Reading took too long and was stopped.",
        "Split the document or print it to a new PDF.",
    ),
    ProblemCode.OUT_OF_MEMORY: Wording(
        "読み取りに必要なメモリが上限を超えたため、中止しました。",
        "文書を分けるか、画像の解像度を下げて保存し直してください。",
        "Reading needs more memory than allowed and was stopped.",
        "Split the document or save it again with images of a lower resolution.",
    ),
    ProblemCode.READER_CRASHED: Wording(
        "ファイルの内容が原因で、読み取りが異常終了しました。",
        "PDFに印刷し直すか、元のアプリケーションで保存し直してください。続く場合は管理者に連絡してください。",
        "The reader crashed on this file.",
        "Print it to a new PDF or save it again in its own application; if it persists, tell the administrator.",
    ),
    ProblemCode.READER_UNAVAILABLE: Wording(
        "読み取りを始められませんでした。ファイルの問題ではありません。",
        "しばらく待ってから、もう一度試してください。続く場合は管理者に連絡してください。",
        "Reading could not be started; the file is not to blame.",
        "Wait a moment and try again; if it persists, tell the administrator.",
    ),
    ProblemCode.CANCELLED: Wording(
        "読み取りは取り消されました。",
        "必要であれば、もう一度選んでください。",
        "Reading was cancelled.",
        "Send the file again if it is still wanted.",
    ),
}


class DocumentProblem(Exception):  # noqa: N818 - problem is the term of RFC 9457
    """A file cannot be read, and why.

    Attributes:
        code: what is wrong.
        detail: facts of the case in English for logs and engineers (a limit and the value found, a part's name);
            never text of the document.
    """

    def __init__(self, code: ProblemCode, detail: str = "") -> None:
        self.code = code
        self.detail = detail
        super().__init__(f"{code.value}: {self.wording.title_en}" + (f" ({detail})" if detail else ""))

    @property
    def wording(self) -> Wording:
        """What to tell a person."""
        return WORDING[self.code]

    def __reduce__(self) -> tuple[type[DocumentProblem], tuple[ProblemCode, str]]:
        """Pickle by code and detail, so that the error crosses a process boundary."""
        return (DocumentProblem, (self.code, self.detail))
