from __future__ import annotations

from word_files import paragraph, row, word_file

from app.drafting.places import Places
from extractors.document import Document
from extractors.extract import extract

CONTRACT = ("業務委託契約書", "（目的）", "第１条　乙は、業務を行う。", "２　乙は、計画を出す。", "３　乙は、報告する。",
            "（秘密）", "第２条　乙は、秘密を守る。", "附則", "１　この契約は、締結の日から施行する。")  # fmt: skip


def read(*texts: str, table: str = "") -> Document:
    return extract(word_file("".join(map(paragraph, texts)) + table), "a.docx")


def test_behind_the_last_entry_of_the_list() -> None:
    document = read("仕様書", "第1　総則", "ア　一つ目とすること。", "イ　二つ目とすること。", "ウ　三つ目とすること。")
    place = Places(document).near(document.clauses[0].id)
    assert place is not None
    assert (place.behind.mark, place.last, place.before) == ("ウ", "ウ", "イ")


def test_behind_the_paragraphs_of_an_article() -> None:
    document = read(*CONTRACT)
    places = Places(document)
    first = places.near(next(one.id for one in document.clauses if "業務を行う" in one.text))
    only = places.near(next(one.id for one in document.clauses if "秘密を守る" in one.text))
    assert first is not None
    assert only is not None
    assert (first.last, first.in_article) == ("３", False)
    assert (only.behind.text.endswith("秘密を守る。"), only.in_article) == (True, True)
    assert places.paragraph_mark() == "２"
    assert places.next_section() == ("第３条", True)


def test_articles_without_headings_are_kept_apart() -> None:
    document = read("覚書", "第１条　乙は、業務を行う。", "第２条　乙は、秘密を守る。", "２　乙は、計画を出す。")
    places = Places(document)
    first = places.near(document.clauses[0].id)
    assert first is not None
    assert (first.behind.id, first.in_article) == (document.clauses[0].id, True)
    assert places.next_section() == ("第３条", True)


def test_behind_the_rows_of_a_table() -> None:
    rows = [row(paragraph(number), paragraph(text)) for number, text in
            (("番号", "要件"), ("F-01", "記録すること。"), ("F-02", "報告すること。"))]  # fmt: skip
    document = read("仕様書", "第1　機能", table=f"<w:tbl>{''.join(rows)}</w:tbl>")
    place = Places(document).near(next(one.id for one in document.clauses if "記録" in one.text))
    assert place is not None
    assert (place.last, place.before) == ("F-02", "F-01")


def test_an_unknown_clause_has_no_place() -> None:
    assert Places(read("仕様書", "本文です。")).near("c9999") is None


def test_a_document_without_numbers_gives_none() -> None:
    places = Places(read("本文です。", "続きです。"))
    assert places.next_section() == ("", False)
    assert places.first_item() == "(1)"
