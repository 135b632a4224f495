"""The kind of a document from its title, name and words."""

from __future__ import annotations

from functools import cache

import pytest
from matcher_materials import SAMPLES, document, edition

from checklist_data import load
from extractors import Document, extract
from matchers.kinds import UnknownKindError, detect_kind

SPEC = ("受託者は、成果物を納品すること。", "提案書には、要件への対応を記載すること。", "主管課が検収する。")
CONTRACT = ("甲は、乙に業務を委託する。", "乙は、甲の損害を賠償する。", "管轄裁判所は、甲の所在地の裁判所とする。")
RULES = ("職員は、所属長の承認を受ける。", "利用者は、生成物を確認する。", "入力してはならない情報を申請する。")


@pytest.mark.parametrize(("texts", "kind"), [(SPEC, "spec"), (CONTRACT, "contract"), (RULES, "rules")])
def test_the_words_tell_where_there_is_no_title(texts: tuple[str, ...], kind: str) -> None:
    assert detect_kind(document(*texts), load()) == kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("生成AIサービス導入業務　調達仕様書", "spec"),
        ("生成AI利用環境構築業務委託契約書（案）", "contract"),
        ("文章生成AI利活用ルール", "rules"),
        ("生成ＡＩ利用ガイドライン", "rules"),
    ],
)
@pytest.mark.parametrize("texts", [SPEC, CONTRACT, RULES], ids=["spec", "contract", "rules"])
def test_a_title_outweighs_the_words(title: str, kind: str, texts: tuple[str, ...]) -> None:
    assert detect_kind(document(*texts, title=title), load()) == kind


@pytest.mark.parametrize(("name", "kind"), [("別添１_仕様書.pdf", "spec"), ("契約書案.docx", "contract")])
def test_the_file_name_tells_where_nothing_else_does(name: str, kind: str) -> None:
    assert detect_kind(document("窓を拭くこと。", name=name), load()) == kind


def test_the_first_kind_is_taken_where_nothing_tells() -> None:
    assert detect_kind(document(), edition()) == "spec"


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
@pytest.mark.parametrize("kind", ["spec", "contract", "rules"])
def test_the_samples_are_recognised(kind: str, suffix: str) -> None:
    assert detect_kind(sample(kind, suffix), load()) == kind


@cache
def sample(kind: str, suffix: str) -> Document:
    return extract((SAMPLES / f"sample-{kind}.{suffix}").read_bytes(), f"sample.{suffix}")


def test_an_unknown_kind_is_refused_with_those_known() -> None:
    error = UnknownKindError("memo", ["spec", "contract"])
    assert (error.kind, error.known) == ("memo", ("spec", "contract"))
    assert "'memo'" in str(error)
    assert "spec, contract" in str(error)
