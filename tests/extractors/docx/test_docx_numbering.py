"""Automatic numbers in front of the paragraphs."""

from __future__ import annotations

from wordml import instance, level, lists, numbered, p, style, texts

LEGAL = lists(
    level(0, "第%1条", "decimalFullWidth")
    + level(1, "%2", "decimalFullWidth")
    + level(2, "(%3)")
    + level(3, "%4", "aiueoFullWidth")
)


def test_levels_restart_beneath_their_parents() -> None:
    body = "".join(
        numbered(text, level=at)
        for text, at in (("a", 0), ("b", 1), ("c", 1), ("d", 2), ("e", 3), ("f", 3), ("g", 0), ("h", 1))
    )
    assert texts(body, numbering=LEGAL) == [
        "第１条　a", "１　b", "２　c", "(1)　d", "ア　e", "イ　f", "第２条　g", "１　h"]  # fmt: skip


def test_outer_numbers_in_a_label_and_as_decimals() -> None:
    numbering = lists(
        level(0, "第%1章", "japaneseCounting")
        + level(1, "%1.%2", inside="<w:isLgl/>")
        + level(2, "%1-%3", "decimal", start=0)
    )
    body = numbered("a") + numbered("b", level=1) + numbered("c", level=2) + numbered("d", level=2) + numbered("e")
    assert texts(body, numbering=numbering) == ["第一章　a", "1.1　b", "一-0　c", "一-1　d", "第二章　e"]


def test_deeper_level_first_shows_the_start_of_its_parents() -> None:
    numbering = lists(level(0, "%1") + level(1, "%1.%2"))
    assert texts(numbered("a", level=1) + numbered("b"), numbering=numbering) == ["1.1　a", "2　b"]


def test_instances_of_one_list_count_on_and_an_override_starts_anew() -> None:
    numbering = lists(
        level(0, "(%1)"),
        instances=instance(1, 0)
        + instance(2, 0)
        + instance(3, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
    )
    body = numbered("a", 1) + numbered("b", 2) + numbered("c", 3) + numbered("d", 3)
    assert texts(body, numbering=numbering) == ["(1)　a", "(2)　b", "(1)　c", "(2)　d"]


def test_level_replaced_by_an_instance() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "%1)", "lowerLetter")}</w:lvlOverride>'
    numbering = lists(level(0, "(%1)"), instances=instance(1, 0, override))
    assert texts(numbered("x"), numbering=numbering) == ["a)　x"]


def test_level_that_never_restarts() -> None:
    numbering = lists(level(0, "%1") + level(1, "(%2)", inside='<w:lvlRestart w:val="0"/>'))
    body = numbered("a") + numbered("b", level=1) + numbered("c") + numbered("d", level=1)
    assert texts(body, numbering=numbering) == ["1　a", "(1)　b", "2　c", "(2)　d"]


def test_numbering_of_a_style_and_of_the_style_it_is_based_on() -> None:
    numbering = lists(
        level(0, "第%1", inside='<w:pStyle w:val="H1"/>') + level(1, "%2", inside='<w:pStyle w:val="H2"/>')
    )
    styles = (
        style("H1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
        + style("H2", '<w:basedOn w:val="H1"/>')
        + style("Off", '<w:basedOn w:val="H1"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>')
    )
    body = "".join(
        p(t, f'<w:pStyle w:val="{s}"/>') for t, s in (("a", "H1"), ("b", "H2"), ("c", "H2"), ("d", "Off"), ("e", "H1"))
    )
    assert texts(body, styles, numbering) == ["第1　a", "1　b", "2　c", "d", "第2　e"]


def test_numbering_style_holds_the_levels() -> None:
    numbering = lists(
        '<w:numStyleLink w:val="List"/>', '<w:styleLink w:val="List"/>' + level(0, "%1", "decimalEnclosedCircle")
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="List"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    assert texts(numbered("a") + numbered("b"), styles, numbering) == ["①　a", "②　b"]


def test_numbering_styles_in_a_circle() -> None:
    numbering = lists('<w:numStyleLink w:val="A"/>', '<w:numStyleLink w:val="B"/>')
    styles = "".join(
        f'<w:style w:styleId="{s}"><w:pPr><w:numPr><w:numId w:val="{n}"/></w:numPr></w:pPr></w:style>'
        for s, n in (("A", 2), ("B", 1))
    )
    assert texts(numbered("a"), styles, numbering) == ["a"]


def test_bullets_of_symbol_fonts() -> None:
    assert texts(numbered("a"), numbering=lists(level(0, "\uf06c", "bullet"))) == ["●　a"]


def test_format_for_newer_versions_is_preferred() -> None:
    alternate = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, ..."/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    definition = f'<w:lvl w:ilvl="0"><w:start w:val="1"/>{alternate}<w:lvlText w:val="%1"/></w:lvl>'
    assert texts(numbered("a"), numbering=lists(definition)) == ["001　a"]


def test_empty_paragraphs_count_and_undefined_lists_do_not_label() -> None:
    body = numbered("a") + numbered("") + numbered("c") + numbered("d", number=9)
    assert texts(body, numbering=lists(level(0, "%1"))) == ["1　a", "3　c", "d"]


def test_numbers_out_of_range() -> None:
    body = (
        numbered("a", level=99) + '<w:p><w:pPr><w:numPr><w:ilvl w:val="x"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>'
    )
    assert texts(body, numbering=lists(level(0, "%1", start=999_999_999))) == ["a"]
