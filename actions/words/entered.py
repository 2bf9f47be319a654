"""That somebody near has registered the writer's data without asking: 「妹が私の住所を勝手に登録した」. Pure.

The dialogue model takes it for a leak. Nothing has got out: data of the writer's stands where it should not, and what
helps is that they may have it put right, stopped or removed themselves. Only who is known to the writer counts: what a
stranger does with one's data (「知らない人が私の名前で契約した」) may come of a leak.
"""

import re

from actions.words.phrases import of_grown_up_child
from desk.lexicon import data, oneself, people
from desk.lexicon.wordlist import any_of

_NEAR = (
    rf"(?:(?:義理の)?{any_of(people.RELATIVES_JA, people.FAMILY_JA, people.COUSINS_JA)}"
    rf"|{any_of(people.ACQUAINTED_JA)}){people.TITLE_JA}"
)
_ME = any_of(oneself.I_JA)
_DATA = any_of(
    data.PERSONAL_DATA_JA,
    data.DATA_JA,
    data.PARTICULARS_JA,
    data.PHONES_JA,
    data.PAYMENTS_JA,
    ("名義", "番号", "写真"),
)
"""What one enters of somebody; what a company keeps by itself (records, an account) one does not."""
_UNASKED = (
    r"(?:勝手に|無断で|許可(?:も)?(?:なく|なしに?|を得ずに)|断り(?:も)?(?:なく|なしに?)|断らずに|同意(?:も)?(?:なく|なしに?)"
    r"|知らない(?:うち|間|あいだ)に|黙って|内緒で|了承(?:も)?(?:なく|なしに?))"
)
_ENTERED = r"(?:登録|入力|記入|申し?込|会員に|使(?:っ|わ|い)|書(?:い|か))"
_BY_ANOTHER = re.compile(
    rf"{_NEAR}(?:が|に)(?=[^。！？!?]{{0,30}}?{_UNASKED})"
    rf"(?=[^。！？!?]{{0,30}}?{_ME}の(?:[^。、！？!?の]{{0,6}}の)?{_DATA})[^。！？!?]{{0,40}}?{_ENTERED}"
    r"(?![^。、！？!?]{0,8}(?:ないよう|でき[るま]|たら|場合|ても?いい))"
)
_COMPANYS = re.compile(
    r"御社|貴社|そちらが|社員|従業員|担当|スタッフ|店員|職員|会社が|漏|洩|流出|売|ハッキング|乗っ取|不正アクセス|\b(?:hack|leak|stolen)|黑客|被盗"
)
"""The company's own people, or data that has got out: that is another matter."""
_KIN = rf"(?:ex-?|step)?{any_of(people.RELATIVES_EN, people.ACQUAINTED_EN)}"
_DATA_EN = any_of(data.DATA_EN, data.DETAILS_EN, data.PARTICULARS_EN, data.PAYMENTS_EN, ("photo",))
_BY_ANOTHER_EN = re.compile(
    rf"\bmy (?:own )?{_KIN} (?:has |have |had |is |was |keeps |went and |just )*"
    rf"(?:(?:register|enter|us|submit|put|typ|fill)\w*(?: in| down)? my (?:\w+ )?{_DATA_EN}"
    r"|sign(?:ed|ing)? me up|registered me)"
    r"(?P<rest>[^.?!]*)",
    re.IGNORECASE,
)
_UNASKED_EN = re.compile(
    r"\bwithout (?:my|asking|telling|permission|consent|me)|\bbehind my back\b|\b(?:on|with|for|at|in) (?:your|this)\b",
    re.IGNORECASE,
)
_WITH_LEAVE_EN = re.compile(r"\bon my behalf\b|\bfor me\b|\bwith my (?:permission|consent)\b", re.IGNORECASE)
_BY_ANOTHER_ZH = re.compile(
    rf"(?:我的?)?{any_of(people.RELATIVES_ZH, people.ACQUAINTED_ZH)}"
    r"[^。，！？]{0,4}(?:擅自|私自|偷偷|[未没](?:有)?(?:经过?|征得)我(?:的)?(?:同意|许可|允许))[^。！？]{0,6}"
    r"(?:(?:登记|注册|填写|填|使用|用|提交)(?:了)?我的|[把将用]我的[^。！？]{0,10}(?:登记|注册|填|提交))"
)


_CHILD_JA = re.compile(
    rf"{any_of(people.CHILDREN_JA)}{people.TITLE_JA}が(?=[^。！？!?]{{0,20}}?(?:{_UNASKED}|自分で|ひとりで|一人で))"
    r"[^。！？!?]{0,30}?"
    r"(?:(?:登録|入力|契約|申し?込み?)(?:を)?"
    r"(?:し(?:た|てしま|てい?(?:た|る|ま)|ちゃ|まし)|まし)|申し?込ん(?:だ|で)"
    r"|会員にな(?:った|って(?:い|しま|る)|りま)|アカウント(?:を|まで)?(?:勝手に)?(?:作[っり]|開設し|持って))"
    r"(?!た?(?:人|か(?!ら)|ら|い|場合|とき|時|際))"
)
_CHILD_EN = re.compile(
    rf"(?<!\bif )(?<!\bhas )(?<!\bdid )\bmy (?:\w+ )?(?:{any_of(people.CHILDREN_EN)}|kid)"
    r"(?:(?:'s| is|,? who(?:'s| is)|,? aged?) \d{1,2}(?: years old)?(?:,| and)?)? (?:has |have |had |just |secretly )*"
    r"(?:signed up|registered|(?:created|made|opened) an account)\b(?! me| my)"
    r"(?! for (?:an?|the|your|this|that|his|her) (?:\w+ )?(?:seminar|webinar|workshop|event|class|course|lecture|lesson"
    r"|exam|test|school|race|camp|concert|tournament|fair|tour)s?\b)",
    re.IGNORECASE,
)
"""Who is booked for an event has been so by whom it may concern, and has not got into a service by themself."""
_CHILD_ZH = re.compile(
    rf"我的?(?:{any_of(people.CHILDREN_ZH)}|孩子)[^。，！？]{{0,4}}(?:擅自|私自|偷偷|自己)"
    r"(?:(?!可以|能|想|要|会)[^。！？我]){0,8}(?:注册|註冊|登记|登記)(?![^。，]{0,3}[吗嗎])"
)


def child_entered(text: str) -> bool:
    """Whether a child of the writer's has registered by themself (「娘が勝手にそちらのサイトに登録した」): nothing has
    got out, and their parents may ask for them."""
    if _COMPANYS.search(text) or entered_by_another(text) or of_grown_up_child(text):
        return False
    return any(one.search(text) for one in (_CHILD_JA, _CHILD_EN, _CHILD_ZH))


def entered_by_another(text: str) -> bool:
    """Whether somebody whom the writer knows has registered or used the writer's data here unasked."""
    if _COMPANYS.search(text):
        return False
    if _BY_ANOTHER.search(text) or _BY_ANOTHER_ZH.search(text):
        return True
    found = _BY_ANOTHER_EN.search(text)
    return (
        found is not None
        and _UNASKED_EN.search(found["rest"]) is not None
        and not _WITH_LEAVE_EN.search(text)
    )
