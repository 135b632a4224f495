"""The reader of Word documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extractors.document import Block, Quality, QualityState
from extractors.docx.body import BodyReader, Sized
from extractors.docx.inline import Findings
from extractors.docx.numbering_state import Numbering
from extractors.docx.package import Package
from extractors.docx.styles import StyleSheet
from extractors.docx.xml import Element, child, value, w
from extractors.problems import DocumentProblem, ProblemCode
from extractors.reader import Limits, Progress, Reading, unheard
from extractors.sniff import FileType, sniff

_NOTE_PARTS = ("footnotes", "endnotes")
_MACRO_PART = "vbaProject"
_ORDINARY_NOTE = (None, "normal")
_SMALLEST, _LARGEST = 0.5, 4.0

_TRACKED = "変更履歴は、挿入を含め、削除を除いた形（全て承諾した形）で読み取りました。"
_COMMENTS = "コメントは読み取りの対象から除きました。"
_HIDDEN = "隠し文字は読み取りの対象から除きました。"
_ADDED = "Morenashiが末尾に追加した一覧は読み取りの対象から除きました。"
_EMBEDDED = "文書に埋め込まれた別のファイルの内容は読み取れませんでした。"
_MACROS = "マクロ（文書に組み込まれたプログラム）は実行せず、読み取りの対象から除きました。"
_NO_TEXT = "文字が見つかりませんでした。"
_ONLY_PICTURES = "文字が見つからず、画像だけがあります。文字認識をしたPDFを選んでください。"


class DocxReader:
    """Reads .docx, .docm, .dotx and .dotm, Transitional and Strict."""

    format = "docx"

    def score(self, data: bytes, name: str) -> int:
        """10 for a Word package, 0 for anything else."""
        return 10 if sniff(data, name) is FileType.DOCX else 0

    def read(self, data: bytes, limits: Limits, progress: Progress = unheard) -> Reading:
        """Read the body, text boxes and notes with automatic numbers written out and changes accepted.

        Raises:
            DocumentProblem: the package is broken or exceeds a limit.
        """
        if len(data) > limits.file_bytes:
            raise DocumentProblem(ProblemCode.TOO_LARGE, f"{len(data)} bytes, limit {limits.file_bytes}")
        package = Package(data, limits)
        sized, findings = read_body(package, package.xml(package.main), limits, progress)
        findings.macros = package.related_to(_MACRO_PART)
        return Reading(scaled(sized), None, _quality(findings, bool(sized)))


def read_body(
    package: Package, document: Element, limits: Limits, progress: Progress = unheard
) -> tuple[list[Sized], Findings]:
    """Read the body of a document, text boxes and notes.

    Args:
        package: where the styles, numbers and notes are.
        document: root of its main part.
        limits: bounds on the reading.
        progress: told how many paragraphs have been read.

    Raises:
        DocumentProblem: there is no body, or the text exceeds a limit.
    """
    body = child(document, "body")
    if body is None:
        raise DocumentProblem(ProblemCode.DAMAGED, "the main part has no body")
    paragraphs = sum(1 for _ in body.iter(w("p")))
    if paragraphs > limits.paragraphs:
        raise DocumentProblem(ProblemCode.TOO_COMPLEX, f"{paragraphs} paragraphs, limit {limits.paragraphs}")
    styles = StyleSheet(package.related("styles"))
    findings = Findings()
    reader = BodyReader(styles, Numbering(package.related("numbering"), styles), _notes(package), findings)
    sized: list[Sized] = []
    characters = 0
    try:
        for item in reader.read(body):
            sized.append(item)
            characters += len(item.block.text)
            if characters > limits.characters:
                raise DocumentProblem(ProblemCode.TOO_COMPLEX, f"more than {limits.characters} characters")
            progress(len(sized), paragraphs)
    except RecursionError as error:
        raise DocumentProblem(ProblemCode.TOO_COMPLEX, "elements nested too deep") from error
    return sized, findings


def _notes(package: Package) -> dict[tuple[str, str], Element]:
    notes: dict[tuple[str, str], Element] = {}
    for kind in _NOTE_PARTS:
        root = package.related(kind)
        for note in root if root is not None else ():
            if value(note, "type") in _ORDINARY_NOTE:
                notes[kind, value(note, "id") or ""] = note
    return notes


def scaled(sized: Sequence[Sized]) -> tuple[Block, ...]:
    """The blocks with their sizes relative to the size that most characters have."""
    total: Counter[int] = Counter()
    for item in sized:
        total.update(item.sizes)
    body = max(total, key=lambda size: total[size]) if total else 0
    if body <= 0:
        return tuple(item.block for item in sized)
    return tuple(
        replace(item.block, scale=min(max(item.size / body, _SMALLEST), _LARGEST) if item.size > 0 else 1.0)
        for item in sized
    )


def _quality(findings: Findings, text: bool) -> Quality:
    if not text:
        return Quality(QualityState.UNREADABLE, (_ONLY_PICTURES if findings.pictures else _NO_TEXT,))
    said = (
        (findings.embedded, _EMBEDDED),
        (findings.tracked, _TRACKED),
        (findings.comments, _COMMENTS),
        (findings.hidden, _HIDDEN),
        (findings.macros, _MACROS),
        (findings.added, _ADDED),
    )
    state = QualityState.PARTIAL if findings.embedded else QualityState.OK
    return Quality(state, tuple(sentence for found, sentence in said if found))
