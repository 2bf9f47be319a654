"""Whom customers speak of besides themselves: relatives, friends, people at work, and who acts for others by trade."""

from desk.lexicon.wordlist import words

SPOUSES_JA = words("夫|妻|主人|旦那|家内|配偶者")
IN_LAWS_JA = words("嫁|婿")
"""One's own, a child's or a brother's spouse; 「嫁に行く」 is to marry."""
_EITHER_PARENT_JA = words("両親|親|義両親")
_FATHERS_JA = words("父|父親|お父さん|義父")
_MOTHERS_JA = words("母|母親|お母さん|義母")
PARENTS_JA = (*_FATHERS_JA, *_MOTHERS_JA, *_EITHER_PARENT_JA)
_GRANDFATHERS_JA = words("祖父|曽祖父|おじいちゃん|おじいさん|じいちゃん|じいさん")
_GRANDMOTHERS_JA = words("祖母|曽祖母|おばあちゃん|おばあさん|ばあちゃん|ばあさん")
GRANDPARENTS_JA = (*_GRANDFATHERS_JA, *_GRANDMOTHERS_JA, "祖父母")
_EITHER_CHILD_JA = words("子ども|子供|こども|うちの子")
_SONS_JA = words("息子|長男|次男")
_DAUGHTERS_JA = words("娘|長女|次女")
CHILDREN_JA = (*_SONS_JA, *_DAUGHTERS_JA, *_EITHER_CHILD_JA)
_ELDER_BROTHERS_JA = words("兄|お兄さん|義兄")
_YOUNGER_BROTHERS_JA = words("弟|義弟")
_ELDER_SISTERS_JA = words("姉|お姉さん|義姉")
_YOUNGER_SISTERS_JA = words("妹|義妹")
SIBLINGS_JA = (*_ELDER_BROTHERS_JA, *_YOUNGER_BROTHERS_JA, *_ELDER_SISTERS_JA, *_YOUNGER_SISTERS_JA)
UNCLES_AND_AUNTS_JA = words("叔父|叔母|伯父|伯母|叔父母|伯父母")
FAMILY_JA = words("家族|身内")
"""Whoever belongs to it, the writer and their children as well; and in names of goods (「家族カード」)."""
KIN_JA = words("親戚|親族")
COUSINS_JA = words("いとこ")
"""And a part of 「忙しいところ」: only where much more is asked of the sentence."""
ADULT_RELATIVES_JA = (
    *SPOUSES_JA,
    *IN_LAWS_JA,
    *PARENTS_JA,
    *GRANDPARENTS_JA,
    *SIBLINGS_JA,
    *UNCLES_AND_AUNTS_JA,
    *KIN_JA,
)
"""Relatives but for children, who may be minors: then their parents act for them by law."""
RELATIVES_JA = (*ADULT_RELATIVES_JA, *CHILDREN_JA)
FRIENDS_JA = words("友人|友達|知人|知り合い")
COLLEAGUES_JA = words("同僚|上司|部下|先輩|後輩")
NEIGHBOURS_JA = words("隣人|近所の人|ルームメイト")
LOVERS_JA = words("彼氏|彼女|恋人|元夫|元妻|元彼|元彼氏|元彼女|元カレ|元カノ|元恋人")
LAWYERS_JA = words("弁護士|司法書士|行政書士")
ACQUAINTED_JA = (*FRIENDS_JA, *COLLEAGUES_JA, *NEIGHBOURS_JA, *LOVERS_JA)
"""Who is no relative, and no stranger either."""
TITLE_JA = r"(?:さん|様)?"
"""What may stand behind any of them."""

SPOUSES_EN = words("wife|husband|spouse|partner")
_FATHERS_EN = words("father|dad|father-in-law")
_MOTHERS_EN = words("mother|mom|mum|mother-in-law")
_EITHER_PARENT_EN = words("parent|parents")
PARENTS_EN = (*_FATHERS_EN, *_MOTHERS_EN, *_EITHER_PARENT_EN)
_GRANDFATHERS_EN = words("grandfather|grandpa")
_GRANDMOTHERS_EN = words("grandmother|grandma")
GRANDPARENTS_EN = (*_GRANDFATHERS_EN, *_GRANDMOTHERS_EN)
CHILDREN_EN = words("son|daughter|child")
SIBLINGS_EN = words("brother|sister")
KIN_EN = words("aunt|uncle|cousin")
ADULT_RELATIVES_EN = (*SPOUSES_EN, *PARENTS_EN, *GRANDPARENTS_EN, *SIBLINGS_EN, *KIN_EN)
RELATIVES_EN = (*ADULT_RELATIVES_EN, *CHILDREN_EN)
FRIENDS_EN = words("friend")
COLLEAGUES_EN = words("colleague|coworker|co-worker|boss")
NEIGHBOURS_EN = words("neighbour|neighbor|roommate|room-mate|flatmate|flat-mate")
LOVERS_EN = words("boyfriend|girlfriend|ex")
ACQUAINTED_EN = (*FRIENDS_EN, *COLLEAGUES_EN, *NEIGHBOURS_EN, *LOVERS_EN)
LAWYERS_EN = words("lawyer|attorney|solicitor")

SPOUSES_ZH = words("丈夫|老公|妻子|太太|老婆")
_FATHERS_ZH = words("父亲|爸爸|父親")
_MOTHERS_ZH = words("母亲|妈妈|母親")
PARENTS_ZH = (*_FATHERS_ZH, *_MOTHERS_ZH, "父母")
GRANDPARENTS_ZH = words("爷爷|奶奶|外公|外婆")
_SONS_ZH = words("儿子|兒子")
_DAUGHTERS_ZH = words("女儿|女兒")
_EITHER_CHILD_ZH = words("孩子|小孩")
CHILDREN_ZH = (*_SONS_ZH, *_DAUGHTERS_ZH, *_EITHER_CHILD_ZH)
SIBLINGS_ZH = words("哥哥|弟弟|姐姐|妹妹")
KIN_ZH = words("家人|亲人|亲戚")
ADULT_RELATIVES_ZH = (*SPOUSES_ZH, *PARENTS_ZH, *GRANDPARENTS_ZH, *SIBLINGS_ZH, *KIN_ZH)
RELATIVES_ZH = (*ADULT_RELATIVES_ZH, *CHILDREN_ZH)
FRIENDS_ZH = words("朋友")
COLLEAGUES_ZH = words("同事")
NEIGHBOURS_ZH = words("邻居|室友")
LOVERS_ZH = words("前男友|前女友|前夫|前妻")
ACQUAINTED_ZH = (*FRIENDS_ZH, *COLLEAGUES_ZH, *NEIGHBOURS_ZH, *LOVERS_ZH)
LAWYERS_ZH = words("律师")

MANDATED_JA = (
    *SPOUSES_JA,
    *IN_LAWS_JA,
    *SIBLINGS_JA,
    *UNCLES_AND_AUNTS_JA,
    *FRIENDS_JA,
    *COLLEAGUES_JA,
    *LAWYERS_JA,
    "秘書",
)
"""Whom one mandates. Not a parent, who may be a minor's statutory agent, nor a child, for whom the same holds the other
way about: which of the two it is has to be asked."""
MANDATED_EN = (*SPOUSES_EN, *FRIENDS_EN, *LAWYERS_EN, "colleague", "secretary")
MANDATED_ZH = (*SPOUSES_ZH, *FRIENDS_ZH, *LAWYERS_ZH)

PERHAPS_ONE = (
    (*SPOUSES_JA, *IN_LAWS_JA),
    (*_FATHERS_JA, *_EITHER_PARENT_JA),
    (*_MOTHERS_JA, *_EITHER_PARENT_JA),
    (*_GRANDFATHERS_JA, "祖父母"),
    (*_GRANDMOTHERS_JA, "祖父母"),
    (*_SONS_JA, *_EITHER_CHILD_JA, *IN_LAWS_JA),
    (*_DAUGHTERS_JA, *_EITHER_CHILD_JA, *IN_LAWS_JA),
    _ELDER_BROTHERS_JA,
    _YOUNGER_BROTHERS_JA,
    _ELDER_SISTERS_JA,
    _YOUNGER_SISTERS_JA,
    SPOUSES_EN,
    (*_FATHERS_EN, *_EITHER_PARENT_EN),
    (*_MOTHERS_EN, *_EITHER_PARENT_EN),
    _GRANDFATHERS_EN,
    _GRANDMOTHERS_EN,
    ("son", "child"),
    ("daughter", "child"),
    SPOUSES_ZH,
    (*_FATHERS_ZH, "父母"),
    (*_MOTHERS_ZH, "父母"),
    (*_SONS_ZH, *_EITHER_CHILD_ZH),
    (*_DAUGHTERS_ZH, *_EITHER_CHILD_ZH),
)
"""Words of one language that may name one and the same person (「夫」 and later 「主人」, 「母」 and 「親」)."""
ANY_RELATIVE = (*FAMILY_JA, *KIN_JA, *KIN_ZH)
"""Words that may name whomever (「家族」); of aunts, uncles and cousins one has several."""


def perhaps_one(one: str, other: str) -> bool:
    """Whether two words for relatives may name the same person."""
    if one == other or one in ANY_RELATIVE or other in ANY_RELATIVE:
        return True
    return any(one in alike and other in alike for alike in PERHAPS_ONE)
