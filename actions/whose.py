"""Whose desk this is, and that another company's data is not here. Pure.

Companies cannot be listed: known are the companies of this installation. Who asks whose desk it is hears its name,
whatever name they have asked about (「ここってANAですか」).
"""

import re

from actions.case import Case
from actions.ports import DeskBook

_ASKS_WHOSE = re.compile(
    r"(?:ここ|この(?:チャット|窓口|サイト|会話)|こちら|そちら)(?:は|って|、)?(?:一体)?(?:どこ|どちら|何|なん|誰|だれ|どなた)(?:の|って|という)*(?:会社|企業|窓口|チャット)"
    r"|(?:which|what) company (?:is this|am i|runs|are you)|whose (?:chat|desk|site) is this|这是哪家公司",
    re.IGNORECASE,
)
_IS_IT = re.compile(
    r"^(?:ここ|この(?:チャット|窓口)|こちら)(?:は|って)、?(?P<name>[A-Zァ-ヶー・]{2,16})(?:の(?:窓口|チャット))?(?:です|なん?です|ですよね|なの)?か?[?？。]*$"
)
_NO_COMPANY = re.compile(
    r"^(?:AI|BOT|GPT|ボット|ロボット|チャットボット|コールセンター|サポート|フリーダイヤル|LINE)$"
)
_FORM_OF_COMPANY = re.compile(r"株式会社|有限会社|[（(].*[)）]|\s")


def asks_whose_desk(text: str) -> bool:
    """Whether somebody asks whose desk this is."""
    found = _IS_IT.match(text.strip())
    return _ASKS_WHOSE.search(text) is not None or (
        found is not None and not _NO_COMPANY.match(found["name"])
    )


_MEANT = (
    r"(?:さん|社)?の(?:個人情報|データ|情報|窓口|電話|連絡先|住所|手数料|担当|ポリシー|プライバシー|会員)"
)


def other_company(case: Case, text: str, book: DeskBook) -> str | None:
    """The full name of another company of this installation whose data or desk is asked for (「プレステージの窓口」).

    None where the text names none so, or this company as well."""
    names = book.names()
    if case.company not in names or _named(names[case.company], text):
        return None
    others = (both for company, both in names.items() if company != case.company)
    return next((both[0] for both in others if _named(both, text, _MEANT)), None)


def _named(names: tuple[str, str], text: str, behind: str = "(?![A-Za-zァ-ヶー])") -> bool:
    """Whether the text names the company; no longer word begins or ends alike (「オプトアウト」)."""
    bare = {_FORM_OF_COMPANY.sub("", name) for name in names}
    shorts = bare | {first for name in bare if len(first := name.split("・")[0]) > 3}
    return any(
        re.search(rf"(?<![A-Za-zァ-ヶー]){re.escape(one)}{behind}", text, re.IGNORECASE)
        for one in shorts
        if one
    )
