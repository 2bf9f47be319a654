"""That somebody near has registered the writer's data without asking: 「妹が私の住所を勝手に登録した」. Pure.

The dialogue model takes it for a leak. Nothing has got out: data of the writer's stands where it should not, and what
helps is that they may have it put right, stopped or removed themselves. Only who is known to the writer counts: what a
stranger does with one's data (「知らない人が私の名前で契約した」) may come of a leak.
"""

import re

_NEAR = (
    r"(?:(?:義理の)?(?:夫|妻|主人|旦那|家内|嫁|婿|父親?|母親?|両親|親|息子|娘|子ども|子供|兄|弟|姉|妹|義[父母兄弟姉妹]"
    r"|祖[父母]|お[父母兄姉]さん|お(?:じい|ばあ)(?:ちゃん|さん)|[叔伯][父母]|いとこ|家族|親戚|親族)"
    r"|友人|友達|知人|知り合い|同僚|上司|部下|先輩|後輩|隣人|近所の人|彼氏|彼女|恋人|元(?:夫|妻|彼氏?|カレ|カノ|彼女|恋人)|ルームメイト)"
    r"(?:さん)?"
)
_ME = r"(?:私|わたし|あたし|僕|ぼく|俺|おれ|自分)"
_DATA = (
    r"(?:個人情報|情報|データ|住所|お?名前|氏名|名義|電話番号|番号|携帯|メール(?:アドレス)?|メアド|アドレス|生年月日|写真"
    r"|連絡先|カード|口座)"
)
_UNASKED = (
    r"(?:勝手に|無断で|許可(?:も)?(?:なく|なしに?|を得ずに)|断り(?:も)?(?:なく|なしに?)|断らずに|同意(?:も)?(?:なく|なしに?)"
    r"|知らない(?:うち|間|あいだ)に|黙って|内緒で|了承(?:も)?(?:なく|なしに?))"
)
_ENTERED = r"(?:登録|入力|記入|申し?込|会員に|使(?:っ|わ|い)|書(?:い|か))"
_BY_ANOTHER = re.compile(
    rf"{_NEAR}(?:が|に)(?=[^。！？!?]{{0,30}}?{_UNASKED})"
    rf"(?=[^。！？!?]{{0,30}}?{_ME}の(?:[^。、！？!?の]{{0,6}}の)?{_DATA})[^。！？!?]{{0,40}}?{_ENTERED}"
)
_COMPANYS = re.compile(r"御社|貴社|そちらが|社員|従業員|担当|スタッフ|店員|職員|会社が|漏|洩|流出|売")
"""The company's own people, or data that has got out: that is another matter."""
_KIN = (
    r"(?:(?:ex-?|step)?(?:husband|wife|partner|boyfriend|girlfriend|mother|father|mom|mum|dad|parents?|brother|sister"
    r"|son|daughter)|ex|spouse|aunt|uncle|cousin|friend|colleague|co-?worker|boss|room-?mate|flat-?mate|neighbou?r)"
)
_DATA_EN = r"(?:data|information|info|details|address|e-?mail(?: address)?|name|(?:phone )?number|card|photo)"
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
    r"(?:我的?)?(?:妹妹|姐姐|哥哥|弟弟|父亲|爸爸|母亲|妈妈|父母|丈夫|老公|妻子|老婆|太太|儿子|女儿|家人|亲戚|朋友|同事|室友|邻居|前男友|前女友|前夫|前妻)"
    r"[^。，！？]{0,4}(?:擅自|私自|偷偷|[未没](?:有)?(?:经过?|征得)我(?:的)?(?:同意|许可|允许))[^。！？]{0,6}"
    r"(?:(?:登记|注册|填写|填|使用|用|提交)(?:了)?我的|[把将用]我的[^。！？]{0,10}(?:登记|注册|填|提交))"
)


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
