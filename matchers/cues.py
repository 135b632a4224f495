"""Cues of stance: what the words of a provision do, by the conventions of Japanese drafting.

Each cue is a small class of expressions (義務, 禁止, 推奨, 除外 …) with where it may stand. Cues are features, not verdicts:
the stance model weighs them, and the strongest one is shown to the officer. The classes follow the usage described in
handbooks of legislative drafting (しなければならない・するものとする・努めるものとする・することができる・この限りでない).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from matchers.folding import fold, squeeze


class Cue(NamedTuple):
    """A class of expressions.

    Attributes:
        name: stable identifier, used as a feature of the trained weights.
        pattern: searched in the text after NFKC, without white space.
    """

    name: str
    pattern: re.Pattern[str]


class FoundCue(NamedTuple):
    """A cue met in a clause, and the words of its predicate, as written."""

    name: str
    words: str


END = r"(?=[。.)）」』]*(?:$|。))"
"""Before the end of a sentence."""


def _cue(name: str, pattern: str) -> Cue:
    return Cue(name, re.compile(pattern))


VENDORS = (
    "受託|受注|請負|供給|提供|委託先|落札|提案|応募|事業|参加|納入|構築|運営|契約相手|ベンダ"
)
BUYERS = (
    "当省|当庁|当局|当院|当市|当町|当村|当法人|当機構|本市|本県|本省|本庁|本院|本学|本町|市|町|村|県|府|都|国|甲"
    "|主管課|担当課|監督職員|発注者|委託者|契約者|大学|病院|組合|機構|法人|利用者|職員|各課|所管課|課"
)
CUES: tuple[Cue, ...] = (
    # binding
    _cue("duty.must", r"(?:なければ|ねば|なくては)(?:なら(?:ない|ず|ぬ)|なりません|いけ(?:ない|ません))"),
    _cue("duty.shall", r"(?:もの|こと)と(?:する|します)" + END),
    _cue("duty.koto", r"(?:る|う|く|す|つ|ぶ|む|い|であ)こと" + END),
    _cue("duty.noun", r"必須|義務(?:付け|づけ|とする)|必ず|厳守|遵守|要件とする|に限(?:る|ります)"),
    _cue("duty.request", r"(?:てください|て下さい|願います|いたします|ます)" + END),
    _cue("duty.is", r"(?:とする|となっている|である)" + END),
    _cue("duty.noun_end", r"[一-龠ァ-ヶー]$"),
    _cue(
        "prohibition",
        r"(?:ては|では)(?:なら(?:ない|ず|ぬ)|なりません|いけ(?:ない|ません))|禁止|禁ずる|禁じ|不可(?:とする)?",
    ),
    _cue("negative.koto", r"(?:ない|ぬ|ざる)こと" + END),
    _cue("double_negative", r"ことの?ない|ことがない|ないよう|ことのなきよう"),
    _cue(
        "gate",
        r"(?:承認|承諾|同意|許可|合意|協議)(?:を(?:得|受|経)|の(?:上|うえ)|した上|なく|なしに|がない)",
    ),
    _cue("proposal", r"提案(?:書|する|すること)|提示すること|示すこと|記載すること|説明すること"),
    # effort, wish, pointer
    _cue("wish.effort", r"努め|努力|尽力|心掛け|心がけ"),
    _cue("wish.desirable", r"望まし|好まし|推奨|期待(?:する|される)|歓迎"),
    _cue("wish.regard", r"配慮|留意|考慮|念頭|意識|勘案|検討(?:する|し)|目を配"),
    _cue(
        "wish.possible",
        r"可能な(?:限り|範囲)|できる(?:限り|だけ|範囲)|できれば|極力|なるべく|差し支えない範囲|合理的な範囲",
    ),
    _cue("wish.needed", r"必要に応じ|適宜|状況に応じ|必要があると認め"),
    _cue("wish.pointer", r"参照|参考|踏まえ|準じ|留め"),
    _cue("wish.option", r"任意|加点|評価の対象|オプション|別途協議|推奨"),
    # exclusion, waiver, permission
    _cue(
        "exclusion.not_asked",
        r"(?:求め|要し|問わ|課さ|予定し|想定し|含ま|適用し|設け|定め|実施し|行わ)(?:ない|ません|ず)",
    ),
    _cue(
        "exclusion.out_of_scope",
        r"対象外|範囲外|不要|除外|免除|省略|求めるものではない|(?:対象|範囲)(?:と|に)(?:し|含ま)ない",
    ),
    _cue(
        "exclusion.liability",
        r"(?:責任|責め|義務)を(?:一切)?(?:負わ|負い|負う(?:もの|こと)(?:では|は))|一切(?:の|保証|責任)"
        r"|保証(?:し|いたし)(?:ない|ません)|保証(?:も|を)(?:行|し)",
    ),
    _cue("exclusion.as_is", r"現状(?:有姿|のまま|で)|あるがまま|免責"),
    _cue(
        "exclusion.no_objection",
        r"異議(?:を|は)?(?:述べ|申し?立て|唱え|なく)|請求(?:し|することが)?でき(?:ない|ません)"
        r"|妨げ(?:ない|ません|られない)",
    ),
    _cue(
        "permission",
        r"(?:こと|もの)が(?:でき|出来)(?:る|ます|るものとする)|ても?(?:よい|良い|構わない|差し支えない|かまわない)"
        r"|許諾|裁量|任意に|自由に|判断により",
    ),
    _cue("proviso", r"ただし|但し|この限りでない|この限りではありません|場合を除き|場合を除く"),
    # statement
    _cue("statement.definition", r"(?:を|と)(?:いう|いいます|指す|指します|意味する|称する)" + END),
    _cue("statement.state", r"(?:ている|ていた|れた|した|だった|あった|である|見込まれる|想定される)" + END),
    _cue("statement.plan", r"(?:予定|見込み|方針)(?:である|とする|です)?" + END),
    _cue(
        "reference",
        r"(?:別紙|別添|別表|別途|本文|前[条項章]|第.{1,4}[条項章]).{0,8}(?:のとおり|による|に定める|に記載|参照)",
    ),
    _cue("nothing", r"該当なし|規定なし|記載なし|特になし|欠番|^[-－―—]$"),
    # who acts
    _cue("actor.vendor", rf"(?:{VENDORS})(?:業者|事業者|者|ー)?は|乙は|当社は|貴社は"),
    _cue("actor.buyer", rf"(?:{BUYERS})(?:及び.{{1,12}})?(?:が|は)"),
)
NEVER_SHOWN = frozenset({"duty.noun_end"})
"""A row that ends in a noun has no predicate to show."""
STANCE_ORDER = ("exclusion", "wish", "prohibition", "duty", "permission", "proviso", "negative")
"""Which cue is shown first when several are met."""


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of one clause.

    Attributes:
        found: cues of the clause's own words, in the order of `CUES`, each once.
        tail: the last words of the clause (after NFKC, without white space), at most `TAIL` characters.
        lead: names of the cues of its lead sentence.
        column: what a column of a row says of its force (必須, 任意, 対象外 …), empty if none does.
    """

    found: tuple[FoundCue, ...]
    tail: str
    lead: tuple[str, ...]
    column: str

    @property
    def names(self) -> frozenset[str]:
        """Names of the cues of the clause's own words."""
        return frozenset(cue.name for cue in self.found)

    def shown(self) -> str:
        """The words of the cue that says most about the stance; empty if there is none."""
        ranked = [
            (STANCE_ORDER.index(head), cue.words)
            for cue in self.found
            if (head := cue.name.split(".")[0]) in STANCE_ORDER and cue.name not in NEVER_SHOWN
        ]
        return min(ranked, default=(0, ""))[1]


TAIL = 24
LONGEST_COLUMN = 12
"""Characters of a cell that only says how far its row binds, with room for spaces."""
PREDICATE = re.compile(r"[^、。・,()（）「」をはがにでも]*$")
LONGEST_PREDICATE = 8
COLUMN = re.compile(
    r"(?P<must>必須|必要|要|◎|Must)|(?P<option>任意|推奨|加点|望ましい|努力|△|Want|オプション)"
    r"|(?P<out>対象外|不要|除外|適用外|×)|(?P<nothing>該当なし|なし|[-－―—])"
)


def read_cues(text: str, lead: str = "", cells: tuple[str, ...] = ()) -> Cues:
    """Find the cues of a clause, its lead sentence and, for a table row, of its short cells."""
    own, offsets = fold(text)
    found = tuple(
        FoundCue(cue.name, text[offsets[_start(own, match)] : offsets[match.end() - 1] + 1].split("\u3000")[-1])
        for cue in CUES
        if (match := cue.pattern.search(own))
    )
    introduced = squeeze(lead)
    return Cues(
        found,
        own[-TAIL:],
        tuple(cue.name for cue in CUES if cue.pattern.search(introduced)) if introduced else (),
        _column(cells or tuple(text.split("\u3000"))),
    )


def _start(text: str, match: re.Match[str]) -> int:
    """Where the predicate of a match begins, back to a particle or comma: 「利用しないこと」, not 「ないこと」."""
    before = PREDICATE.search(text, max(match.start() - LONGEST_PREDICATE, 0), match.start())
    return before.start() if before else match.start()


def _column(cells: tuple[str, ...]) -> str:
    if len(cells) < 2:
        return ""
    for cell in reversed(cells):
        match = COLUMN.fullmatch(squeeze(cell)) if len(cell) <= LONGEST_COLUMN else None
        if match:
            return str(match.lastgroup)
    return ""
