from __future__ import annotations

import io

import pytest
from app_fakes import full_report, small_edition
from rich.console import Console

from app.exports.to_table import print_report
from app.exports.view import build_view
from app.exports.wording import VERDICTS


@pytest.mark.parametrize("width", [60, 120])
def test_every_item_is_shown_with_its_verdict_and_gap(width: int) -> None:
    report = full_report(small_edition())
    text = io.StringIO()
    print_report(build_view(report, small_edition()), Console(file=text, width=width))
    shown = "".join(text.getvalue().replace("│", "").split())
    for item in report.items:
        assert item.number in shown
        assert item.title in shown
        assert item.gap in shown
        assert "".join(str(VERDICTS[item.verdict]).split()) in shown
    for words in ("助言の要請を検討", "契約にない所見", "5頁は画像", "当サービスの解釈"):
        assert words in shown
