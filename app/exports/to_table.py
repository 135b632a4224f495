"""A table for the terminal: every item with its verdict, what is missing and where the best evidence stands."""

from __future__ import annotations

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from app.exports.text import without_controls
from app.exports.view import ItemView, ReportView, RiskView, SheetView
from app.exports.wording import DISCLAIMER
from matchers.report import Verdict

_STYLES = {
    Verdict.COVERED: "green",
    Verdict.PARTIAL: "yellow",
    Verdict.CONTRARY: "bold red",
    Verdict.MISSING: "red",
    Verdict.UNVERIFIABLE: "magenta",
}
_PLACES = 3
"""Places of evidence shown for an item: the best ones; all of them are in the other formats."""


def render(view: ReportView) -> Group:
    """The report as something that rich prints."""
    parts: list[RenderableType] = [_documents(view)]
    parts += [_sheet(sheet, several=len(view.documents) > 1) for sheet in view.sheets]
    if view.risk:
        parts.append(_risk(view.risk))
    if view.consistency:
        parts.append(_consistency(view))
    parts.append(_plain(f"{view.edition.interpretation_note}\n{DISCLAIMER}", "dim"))
    return Group(*parts)


def print_report(view: ReportView, console: Console) -> None:
    """Print the report."""
    console.print(render(view))


def _plain(text: str, style: str = "") -> Text:
    """Text of others: no markup, no terminal controls."""
    return Text(without_controls(text), style=style)


def _table(title: str, *columns: str) -> Table:
    table = Table(title=_plain(title, "bold"), title_justify="left", expand=True, show_lines=True)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _documents(view: ReportView) -> Table:
    table = _table(f"点検した文書（{view.edition.title}）", "文書", "種類", "頁", "読み取り")
    for one in view.documents:
        reading = "\n".join((one.quality, *one.document.quality.reasons))
        table.add_row(*map(_plain, (one.document.name, one.kind, one.pages, reading)))
    return table


def _sheet(sheet: SheetView, *, several: bool) -> Table:
    tally = "　".join(f"{word} {count}" for _, word, count in sheet.tally)
    table = Table(title=_plain(f"{sheet.title}　{tally}", "bold"), title_justify="left", expand=True, show_lines=True)
    table.add_column("番号", no_wrap=True)
    table.add_column("項目", ratio=3, overflow="fold")
    table.add_column("判定", no_wrap=True)
    table.add_column("不足・相違", ratio=4, overflow="fold")
    table.add_column("根拠", ratio=3, overflow="fold")
    for item in sheet.items:
        verdict = _plain(str(item.verdict), _STYLES[item.item.verdict])
        table.add_row(_plain(item.item.number), _plain(item.item.title), verdict, _plain(item.item.gap),
                      _plain(_places(item, several=several)))  # fmt: skip
    return table


def _places(item: ItemView, *, several: bool) -> str:
    """Where the best evidence stands; with the document's name only where there are several documents."""
    places = list(dict.fromkeys(one.place if several else one.place_in_document for one in item.evidence))
    more = [f"ほか{len(places) - _PLACES}件"] if len(places) > _PLACES else []
    return "\n".join([*places[:_PLACES], *more])


def _risk(risk: RiskView) -> Group:
    table = _table(risk.title, "軸", "観点", "読み取った値", "根拠")
    for axis in risk.axes:
        places = "\n".join(evidence.place for evidence in axis.evidence)
        table.add_row(*map(_plain, (axis.id, axis.title, axis.value, places)))
    return Group(table, _plain(risk.advice))


def _consistency(view: ReportView) -> Table:
    table = _table("契約との整合", "求めていること", "受けるべき条項", "所見")
    for found in view.consistency:
        table.add_row(*map(_plain, (found.spec, found.contract, found.finding)))
    return table
