"""A bare wish, typed where only look-ups are made (「削除してほしい」, "delete my data"): how that is requested.

In a chat a wish begins a request. Staff who look up what a customer on the phone has just said get the clause that is
nearest to the words, which speaks of anything but how to go about it. Only a wish that says nothing else counts.
"""

import re

_DATA = (
    r"(?:(?:私|自分|客|お客様|本人)の)?(?:(?:個人|登録|会員)?(?:情報|データ)"
    r"|住所|氏名|名前|電話番号|メールアドレス|登録)"
)
_WISHED = (
    r"(?:(?:て|で)?(?:ほしい|欲しい|ください|下さい|くれ|もらいたい|いただきたい)(?:です|そうです|と言われた|とのこと)?"
    r"|(?:し)?たい(?:です|そうです|とのこと)?|(?:をお?)?(?:願い(?:します)?|希望(?:です|します)?))[。．.！!\s]*$"
)
_RIGHTS_JA = (
    ("削除", r"(?:削除(?:し)?|消し?)"),
    ("訂正", r"(?:訂正(?:し)?|修正(?:し)?|直し?)"),
    ("追加", r"追加(?:し)?"),
    ("開示", r"開示(?:し)?"),
    ("利用停止", r"(?:(?:利用|使用)を?停止(?:し)?)"),
    ("消去", r"消去(?:し)?"),
)
_JA = tuple(
    (
        f"{name}の手続きを教えてください",
        re.compile(rf"^(?:{_DATA}(?:を|の|、)?(?:全部|すべて)?)?{stem}{_WISHED}"),
    )
    for name, stem in _RIGHTS_JA
)
_MINE = (
    r"(?: all)?(?: of)? (?:my|the|their|a customer's) (?:personal )?"
    r"(?:data|information|details|address|name|records?)"
)
_EN = tuple(
    (
        f"How do I request {name}?",
        re.compile(
            rf"^(?:please |(?:i|they|the customer) (?:want|wants|would like) to )?(?:{verb}){_MINE}[.!\s]*$",
            re.IGNORECASE,
        ),
    )
    for name, verb in (
        ("deletion", "delete|remove|erase"),
        ("correction", "correct|change|update|rectify"),
        ("disclosure", "disclose|see|access"),
    )
)


def how_it_is_requested(text: str) -> str:
    """The question how the right is used for which a bare wish stands; any other text as it is."""
    return next((question for question, wish in (*_JA, *_EN) if wish.match(text.strip())), text)
