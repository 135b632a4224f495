"""What a PDF carries besides its pages: programs and other files. They are left alone, and the officer is told."""

from __future__ import annotations

import pypdfium2 as pdfium
import pypdfium2.raw as raw_pdfium

_SCRIPTS = "文書に組み込まれたプログラム（JavaScript）は実行せず、読み取りの対象から除きました。"
_FILES = "文書に添付された別のファイル（{}件）は開かず、読み取りの対象から除きました。"
_SCRIPT_NAME = b"/JavaScript"


def carried(document: pdfium.PdfDocument, data: bytes) -> tuple[str, ...]:
    """Sentences on what was left out.

    Args:
        document: the open document.
        data: the file's bytes: PDFium lists the programs of the document, not those of its actions.
    """
    sentences = []
    if raw_pdfium.FPDFDoc_GetJavaScriptActionCount(document.raw) > 0 or _SCRIPT_NAME in data:
        sentences.append(_SCRIPTS)
    files = raw_pdfium.FPDFDoc_GetAttachmentCount(document.raw)
    if files > 0:
        sentences.append(_FILES.format(files))
    return tuple(sentences)
