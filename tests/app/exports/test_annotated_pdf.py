from __future__ import annotations

import ctypes
import hashlib
from collections.abc import Sequence
from contextlib import closing
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from app_fakes import evidence, full_report, small_edition
from pdf_maker import PdfMaker

from app.exports.annotated_pdf import annotate
from app.problems import ServiceProblem
from matchers.report import Evidence, Report

EDITION = small_edition()
BOX = (100.0, 50.0, 220.0, 64.0)
"""Left, top, right, bottom of the evidence on the displayed page."""


class Highlight(NamedTuple):
    rect: tuple[float, float, float, float]
    colour: tuple[int, int, int]
    note: str


def report_on(data: bytes, found: Sequence[Evidence]) -> Report:
    report = full_report(EDITION)
    document = report.documents[0].model_copy(update={"sha256": hashlib.sha256(data).hexdigest()})
    items = (report.items[0].model_copy(update={"evidence": tuple(found)}),
             report.items[1].model_copy(update={"evidence": tuple(found[:1])}))  # fmt: skip
    return report.model_copy(update={"documents": (document, *report.documents[1:]), "items": items})


def on_page(page: int, stance: str = "require", clause: str = "c0001") -> Evidence:
    return evidence("本文", stance=stance, clause=clause).model_copy(update={"page": page, "regions": ((page, *BOX),)})


def highlights(data: bytes, page_number: int) -> list[Highlight]:
    found = []
    with closing(pdfium.PdfDocument(data)) as file, closing(file[page_number - 1]) as page:
        for index in range(raw.FPDFPage_GetAnnotCount(page.raw)):
            annotation = raw.FPDFPage_GetAnnot(page.raw, index)
            if raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_HIGHLIGHT:
                rect, colour = raw.FS_RECTF(), [ctypes.c_uint() for _ in range(4)]
                raw.FPDFAnnot_GetRect(annotation, rect)
                raw.FPDFAnnot_GetColor(annotation, raw.FPDFANNOT_COLORTYPE_Color, *colour)
                length = raw.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0)
                buffer = (ctypes.c_ushort * (length // 2))()
                raw.FPDFAnnot_GetStringValue(annotation, b"Contents", buffer, length)
                note = bytes(buffer).decode("utf-16-le").rstrip("\0")
                place = tuple(round(one, 1) for one in (rect.left, rect.bottom, rect.right, rect.top))
                red, green, blue, _ = (one.value for one in colour)
                found.append(Highlight(place, (red, green, blue), note))
            raw.FPDFPage_CloseAnnot(annotation)
    return found


@pytest.mark.parametrize(
    ("rotate", "rect"),
    [
        (0, (130.0, 818.0, 250.0, 832.0)),
        (90, (80.0, 140.0, 94.0, 260.0)),
        (180, (405.0, 90.0, 525.0, 104.0)),
        (270, (561.0, 662.0, 575.0, 782.0)),
    ],
)
def test_place_on_rotated_pages(rotate: int, rect: tuple[float, ...]) -> None:
    maker = PdfMaker()
    maker.page(rotate=rotate, origin=(30.0, 40.0)).text(80, 100, "本文")
    data = maker.build()
    assert [one.rect for one in highlights(annotate(data, report_on(data, [on_page(1)]), EDITION, 0), 1)] == [rect]


def test_place_on_a_cropped_page() -> None:
    maker = PdfMaker()
    maker.page().text(80, 100, "本文")
    data = maker.build().replace(b"/Rotate 0/Resources", b"/CropBox[50 60 500 800]/Resources")  # the table of objects is rebuilt
    [one] = highlights(annotate(data, report_on(data, [on_page(1)]), EDITION, 0), 1)
    assert one.rect == (150.0, 736.0, 270.0, 750.0)


def test_the_original_bytes_stay_and_a_clause_is_marked_once() -> None:
    maker = PdfMaker()
    for _ in range(3):
        maker.page().text(80, 100, "本文")
    data = maker.build()
    found = [on_page(2, "weak"), on_page(2, "contrary", "c2"), on_page(3, "require", "c3")]
    result = annotate(data, report_on(data, found), EDITION, 0)
    assert result.startswith(data)
    assert highlights(result, 1) == []
    first, second = highlights(result, 2)
    assert first.note.startswith("① 項目名S1：○ 充足\n　△ 弱い記載：観点S1.aが書かれていること")
    assert "② 項目名S2：△ 一部" in first.note
    assert "②" not in second.note
    assert len({first.colour, second.colour, highlights(result, 3)[0].colour}) == 3


def test_annotations_that_are_there_stay() -> None:
    maker = PdfMaker()
    maker.page().text(80, 100, "本文")
    data = maker.build()
    once = annotate(data, report_on(data, [on_page(1, "weak")]), EDITION, 0)
    twice = annotate(once, report_on(once, [on_page(1, "contrary")]), EDITION, 0)
    assert highlights(twice, 1)[:1] == highlights(once, 1)
    assert len(highlights(twice, 1)) == 2


def test_nothing_to_mark_changes_nothing() -> None:
    maker = PdfMaker()
    maker.page().text(80, 100, "本文")
    data = maker.build()
    assert annotate(data, report_on(data, []), EDITION, 0) == data


def test_an_author_who_forbids_annotations_is_respected() -> None:
    maker = PdfMaker()
    maker.page().text(80, 100, "本文")
    data = maker.build(owner_password=b"owner")
    with pytest.raises(ServiceProblem) as caught:
        annotate(data, report_on(data, [on_page(1)]), EDITION, 0)
    assert caught.value.kind.code == "not_annotatable"


def test_a_protected_file_that_permits_annotations_stays_protected() -> None:
    maker = PdfMaker()
    maker.page().text(80, 100, "本文")
    data = maker.build(owner_password=b"owner", permissions=-12)
    result = annotate(data, report_on(data, [on_page(1)]), EDITION, 0)
    assert highlights(result, 1)[0].note.startswith("① 項目名S1")
    with closing(pdfium.PdfDocument(result)) as file:
        assert raw.FPDF_GetSecurityHandlerRevision(file.raw) == 2


def test_another_file_is_refused() -> None:
    maker = PdfMaker()
    maker.page().text(80, 100, "本文")
    data = maker.build()
    with pytest.raises(ValueError, match="not the one"):
        annotate(data + b"\n", report_on(data, [on_page(1)]), EDITION, 0)
