"""That the data of somebody who has died is asked for, told by the words alone. Pure.

The act speaks of living individuals (Act on the Protection of Personal Information, 個人情報の保護に関する法律, article
2(1)), and an agent's authority ends with the death of the person represented (Civil Code, 民法, article 111(1)(i)): no
form of the desk's fits, and nobody is an agent of the dead. Narrow: that somebody has died is often only why their
relative's own data has changed (「父が亡くなったので私の住所を変えたい」).
"""

import re
from collections.abc import Iterable

from desk.lexicon import data, oneself, people
from desk.lexicon.wordlist import any_of

_CUSTOMER = ("契約者", "会員本人", "名義人")
_KIN = rf"(?:(?:義理の)?{any_of(people.RELATIVES_JA, people.FAMILY_JA, people.FRIENDS_JA, _CUSTOMER)}{people.TITLE_JA})"
_HAS_DIED = (
    r"(?:亡くな[っり]|死[んに]|(?:死亡|死去|他界|逝去|永眠|急逝|病死)(?:いた)?し)"
    r"(?:た|だ|てい?(?:る|ます)|でい?(?:る|ます)|ており|まし[たて])"
)
_DEAD = r"(?:亡くなった|亡くした|死んだ|他界した|逝去した|死亡した|死去した|急逝した|今は亡き)"
_DATA = any_of(
    data.DATA_JA, data.PARTICULARS_JA, data.PHONES_JA, data.ACCOUNTS_JA, data.RECORDS_JA, ("番号", "名義")
)
"""No card and no bank account: those may be what the dead have left, rather than data of theirs."""
_OWN = any_of(oneself.I_JA)
_PETS = r"(?:犬|猫|ペット|鳥|魚)(?:が|は|も)"
_NO_DEATH = (
    r"(?!後|あと|とき|時|際|場合|ら|も同然|よう[なに]|ふり|振り|こと(?:に(?:なって|され)|は(?:ない|ありません))|は?ず|つもり|のは(?:嘘|うそ|間違|誤)"
    r"|(?:の)?かも|可能性|(?:ん|の)?(?:だろう|でしょう)?か[。?？]|と思う[?？]|(?:人|方)の"
    r"|(?:と|って)(?:なって|され|誤|間違|勘違|嘘|うそ|噂|思われ|(?:登録|記録|表示)され))"
)
"""Supposed, said by mistake, a manner of speaking, or of somebody else (「父が亡くなった母の」)."""
_OF_THE_DEAD = re.compile(
    rf"(?:{_DEAD}(?:{_OWN}の|うちの)?(?:{_KIN}|人|方)|故人|亡[父母夫妻兄弟姉妹])"
    rf"(?:(?:の|が(?:登録|契約|利用|使))(?:(?!{_OWN})[^。、！？!?]){{0,10}}?{_DATA}"
    r"|(?:宛て?|あて)[のにでも][^。、！？!?]{0,12}?(?:案内|DM|ダイレクトメール|メール|手紙|郵便|荷物|請求|通知|書類|葉書|はがき|カタログ|電話)"
    r"|の(?:もの|やつ|分)?(?:です|だ(?:よ)?)?[。！!\s]*$)"
)
_DIED = re.compile(
    rf"(?P<who>{_KIN})(?:が|は|も)(?:(?!{_OWN}|{_PETS})[^。、！？!?]){{0,12}}?{_HAS_DIED}{_NO_DEATH}"
    rf"|(?P<lost>{_KIN})を亡くし(?:た(?!ら|後|あと|とき|時|場合)|まし[たて]|ており)"
)
_THEIRS = rf"(?:その|故人|本人|彼女?|契約者|名義人|{{who}}(?:親|さん)?)の(?:(?!{_OWN})[^。、！？!?]){{{{0,8}}}}?{_DATA}"
_KIN_EN = any_of(people.RELATIVES_EN, people.FRIENDS_EN)
_DATA_EN = any_of(
    data.DATA_EN, data.DETAILS_EN, data.PARTICULARS_EN, data.PHONES_EN, data.ACCOUNTS_EN, data.RECORDS_EN
)
_OF_THE_DEAD_EN = re.compile(
    rf"\b(?:my|our|his|her) (?:late|deceased|dead) {_KIN_EN}(?:'s)? (?:\w+ ){{0,2}}?{_DATA_EN}\b"
    rf"|\b{_DATA_EN} (?:of|about|on|for) (?:my|our|his|her) (?:late|deceased|dead) {_KIN_EN}\b"
    rf"|\b(?:the|a) (?:deceased|dead)(?: person)?(?:'s|s')? (?:\w+ )?{_DATA_EN}\b",
    re.IGNORECASE,
)
_DIED_EN = re.compile(
    rf"(?<!\bif )\bmy (?P<who>{_KIN_EN}) (?:(?:has |have )?(?:recently |already |just |sadly )?"
    r"(?:died|passed away|passed on(?! (?:my|your|his|her|their|our|the|this|that|it|a|an|some|all)\b))(?! of laugh\w+)"
    r"|is (?:dead(?! (?:tired|serious|sure|set|certain|drunk|right|wrong|against))|deceased))\b",
    re.IGNORECASE,
)
_THEIRS_EN = rf"\b(?:his|her|their|my {{who}}'s) (?:\w+ )?{_DATA_EN}\b|\babout (?:him|her|them)\b"
_KIN_ZH = any_of(people.RELATIVES_ZH, people.FRIENDS_ZH)
_DATA_ZH = any_of(data.DATA_ZH, data.PARTICULARS_ZH, data.ACCOUNTS_ZH, data.RECORDS_ZH, ("个人",))
_OF_THE_DEAD_ZH = re.compile(
    rf"(?:已故|去世|过世|逝世|死去)的?(?:我的?)?{_KIN_ZH}的?[^。，！？我]{{0,6}}?{_DATA_ZH}|(?:逝者|死者)的?[^。，！？我]{{0,6}}?{_DATA_ZH}"
)
_DIED_ZH = re.compile(
    rf"(?P<who>{_KIN_ZH})(?:(?![没沒未假装]|不[是会])[^。，！？我]){{0,6}}?"
    r"(?:去世|过世|逝世|病逝|(?<![气累笑急吓烦困饿渴热冷忙吵爱疼痛])死)(?:了(?!心)|，|。|$)"
)
_THEIRS_ZH = rf"(?:他|她|其|{{who}})的?[^。，！？我]{{{{0,4}}}}?{_DATA_ZH}"


def tells_a_death(text: str) -> bool:
    """Whether it is told that somebody near has died (「父は先月他界しました」), and not only supposed."""
    return any(one.search(text) for one in (_DIED, _DIED_EN, _DIED_ZH))


def of_the_dead(text: str) -> bool:
    """Whether it is about data of somebody who has died: 「亡くなった父の情報を消したい」, 「母が亡くなりました。母の
    登録を…」."""
    if any(one.search(text) for one in (_OF_THE_DEAD, _OF_THE_DEAD_EN, _OF_THE_DEAD_ZH)):
        return True
    pairs = ((_DIED, _THEIRS), (_DIED_EN, _THEIRS_EN), (_DIED_ZH, _THEIRS_ZH))
    return any((told := died.search(text)) is not None and _speaks_on(theirs, told) for died, theirs in pairs)


def _speaks_on(theirs: str, told: re.Match[str]) -> bool:
    """Whether what follows is about the data of the one who has died, and of nobody else."""
    who = next(one for one in told.groupdict().values() if one is not None)
    pattern = theirs.format(who=re.escape(who))
    return re.search(pattern, told.string[told.end() :], re.IGNORECASE) is not None


def concerns_the_dead(text: str, *, of_another: bool) -> bool:
    """Whether what is wanted is about somebody who has died. `of_another`: another person's data is spoken of already,
    so that it is enough to tell of a death (「父はもう亡くなっています」)."""
    return of_the_dead(text) or (of_another and tells_a_death(text) and not own_data_after_a_death(text))


_OWN_DATA = re.compile(
    rf"{_OWN}の(?:登録(?:して(?:い)?る|した)?)?{_DATA}|\bmy (?:\w+ )?{_DATA_EN}\b|我(?:自己)?的?(?:个人)?{_DATA_ZH}",
    re.IGNORECASE,
)


def own_data_after_a_death(text: str) -> bool:
    """Whether a death is only why the writer's own data has changed (「父が亡くなったので私の住所を変えたい」)."""
    told = next(filter(None, (one.search(text) for one in (_DIED, _DIED_EN, _DIED_ZH))), None)
    return told is not None and not of_the_dead(text) and _OWN_DATA.search(text, told.end()) is not None


_WHO = any_of(people.RELATIVES_JA, people.FAMILY_JA, people.FRIENDS_JA, _CUSTOMER)
_RELATIVE = re.compile(
    rf"{_KIN_ZH}|{_WHO}|\b{_KIN_EN}\b", re.IGNORECASE
)  # 「父亲」 holds a Japanese word, too


def of_the_one_who_died(text: str, earlier: Iterable[str]) -> bool:
    """Whether it names a relative of whom an earlier message of the customer's has told that they died."""
    named = {one.casefold() for one in _RELATIVE.findall(text)}
    deaths = (one for one in earlier if concerns_the_dead(one, of_another=True))
    dead = {one.casefold() for message in deaths for one in _RELATIVE.findall(message)}
    return any(people.perhaps_one(one, other) for one in named for other in dead)


_STILL = re.compile(
    r"^(?:じゃあ?|では|それなら|それでも|でも|だったら|どうしても|なら|but|then|so|still|那|可是|但是)",
    re.IGNORECASE,
)


def goes_on_about_it(text: str) -> bool:
    """Whether a message goes on from what was said before (「じゃあ父の情報は」), so that it is of the same person."""
    return _STILL.search(text.strip()) is not None
