"""One way of reply rather than another: 「紙じゃなくてメールで」, "by e-mail, not on paper", 「别寄信，发邮件」. Pure.

The dialogue model hears the way that is named first, which is the one that is not wanted.
"""

import re

from knowledge.vocabulary import ReplyMethod

_POST, _EMAIL, _MEDIA = str(ReplyMethod.POST), str(ReplyMethod.EMAIL), str(ReplyMethod.MEDIA)
A_FILE = "file"
"""Some file, however it comes: no way by itself, but no paper."""
_WAYS_JA = {
    _POST: r"(?:紙(?:の(?:もの|書類))?|書面|郵送|郵便|手紙|封書|書類(?:の郵送)?)",
    _EMAIL: r"(?:(?:電子|[EeＥｅ][-‐]?)?メール)",
    _MEDIA: r"(?:USB(?:メモリー?)?|ＵＳＢ|CD(?:-?R(?:OM)?)?|ＣＤ|DVD|電子媒体|メディア)",
    A_FILE: r"(?:(?:電子)?(?:データ|ファイル)|PDF|ＰＤＦ|電子版|デジタル)",
}
_WAYS_EN = {
    _POST: (
        r"(?:paper(?: cop(?:y|ies)| form)?|(?:a )?letters?|(?:the )?(?:post|mail)|printouts?|hard ?cop(?:y|ies))"
    ),
    _EMAIL: r"(?:e-?mails?)",
    _MEDIA: r"(?:(?:a )?(?:usb|cd|dvd|flash drive|disc|disk|memory stick)(?: (?:stick|drive|rom))?)",
    A_FILE: (
        r"(?:(?:a |some )?(?:(?:digital|electronic|data) )?(?:files?|pdfs?)"
        r"|(?:a |some )?(?:digital|electronic) cop(?:y|ies)|digital(?:ly)?|electronic(?:ally)?)"
    ),
}
_WAYS_ZH = {
    _POST: r"(?:纸质?(?:版|的|件|文件)?|书面(?:的|形式)?|邮寄|信件|信)",
    _EMAIL: r"(?:电子邮件|邮件|电邮|邮箱|e-?mail)",
    _MEDIA: r"(?:U盘|光盘|优盘|USB)",
    A_FILE: r"(?:电子(?:版|档|文件)的?|文件|PDF)",
}


def _any(ways: dict[str, str]) -> str:
    return "(?:" + "|".join(ways.values()) + ")"


def _chosen(ways: dict[str, str], template: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """For each way the sentences that choose it: `W` stands for it, `X` for the one that it stands against."""
    other = _any(ways)
    return tuple(
        (way, re.compile(template.replace("W", f"(?:{words})").replace("X", other), re.IGNORECASE))
        for way, words in ways.items()
    )


_CHOSEN = (
    *_chosen(
        _WAYS_JA,
        r"X(?:で)?(?:の(?:回答|返事|送付|方|ほう))?(?:では|じゃ|は)?(?:なく(?:て)?|ないほうが|やめて"
        r"|いらない(?:ので|から)|要らない(?:ので|から))[、,\s]?(?:できれば|出来れば|全部)?W"
        r"(?:で|が|に|を|の|だと|にし|$)|Xより(?:も)?[、\s]?Wの?(?:で|が|に|ほう|方)|Xの(?:代わり|かわり)に[、\s]?W",
    ),
    *_chosen(
        _WAYS_EN,
        r"\b(?:not|no) (?:by |via |on |in |as |through |with )?(?:a (?:copy|reply) (?:on|by"
        r"|in) )?(?:the )?X[,;.]? (?:but )?(?:please )?"
        r"(?:(?:by|via|as|on|in|through|use|send) )?(?:(?:an?|the|me) )*W\b(?! address)"
        r"|\bW,? (?:please,? )?(?:and |but )?(?:not|instead of|rather than|no) (?:by |via |on |in "
        r"|through )?(?:the |an? )?X\b"
        r"|\binstead of (?:by |on |in )?(?:the |an? )?X,? (?:by |via |as |on |please )*(?:an? |the )?W\b",
    ),
    *_chosen(
        _WAYS_ZH,
        r"(?:不要|别|不用|不想要|不是)(?:再)?(?:用|寄|发|通过)?(?:给我)?X(?:方式)?(?:的|了)?[，,]?(?:而是|请"
        r"|就|直接)?(?:要|用|发|寄|通过|以|给我)*W"
        r"|(?:要|用|发|通过)W(?:就好|就行)?[，,]?(?:而)?不(?:是|要|用)(?:寄|用|发)?X|X(?:改成|换成|改为)W",
    ),
)


def way_instead(text: str) -> str | None:
    """The way of reply that is chosen against another one; "file" where only some file is; None for all other texts."""
    told = text.strip().replace("’", "'")
    return next((way for way, words in _CHOSEN if words.search(told)), None)


def with_way_instead(text: str, said: dict[str, str]) -> None:
    """Puts that way in the place of the one that was heard; of a file that is wanted no way is told."""
    way = way_instead(text) if "reply_method" in said else None
    if way == A_FILE:
        if said["reply_method"] == ReplyMethod.POST:
            del said["reply_method"]
    elif way is not None:
        said["reply_method"] = way
