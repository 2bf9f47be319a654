"""How the company answers a request, and what else people ask a privacy desk about."""

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from knowledge.drafting.material import Material, Sentence
from knowledge.drafting.people import _EMAIL, _LINE_NAME, _NAME, _PHONE, _STREET
from knowledge.drafting.proposals import Proposal, derived, stated, words_of
from knowledge.drafting.topics import speaks_for
from knowledge.facts.rules import squeeze

_REFUSES = (
    r"応じられない|応じかね|お?応えできない|お応えできません|お断り|開示しない|不開示|開示等を行わない|行わないことがあります"
    r"|対応できない|(?:対応|開示等?[をに]?)いたしかね|(?:開示|請求に対応)できない(?:場合|とき)|お受けできない|お答えできません"
    r"|開示(?:は|を)?(?:いた|致)?しません|開示(?:すること)?[はが]?できません"
    r"|(?:請求|求め|お?申し?出)に(?:は)?(?:対応|応じることが?)(?:は)?(?:でき(?:ません|ない|かね)|(?:いた|致)?しかね)"
    r"|(?:応じる|応ずる|お応えする)こと[はが]でき(?:ません|ない)|対応(?:は)?できません"
    r"|お受け(?:いた|致)?しかね|お受けできません|(?:請求|求め|申出)を(?:拒否|拒絶|拒む)"
)
# What it does not do with data, or to whom it opens them, and what it does not refuse.
_NO_REFUSAL = (
    r"第三者[にへ][^。、]{0,16}(?:開示|提供)|を除[きいく]|のほか(?:は|、)|以外|(?:お断り|拒否|拒絶)(?:は|する(?:こと)?は)?(?:あり|し|いたし)ません"
    r"|とは申し"
)
_TIME = re.compile(
    r"(?:(?:受付|受領|到着|請求)(?:から|後)?)?(?:通常|おおむね|概ね|原則として)?[\d０-９一二三]+\s*(?:営業日|日|週間|か月|ヶ月|カ月|ヵ月)(?:以内|程度|ほど|で(?!す)|を(?:目途|目処|目安)|(?=です))"
    r"|合理的な期間(?:および範囲|及び範囲|内)?|遅滞なく|速やかに"
)
_OUTER = ("dot", "paren", "circle", "rparen", "bare")  # marks of items that hold others
_SEVERAL = 3
# A heading that says whose data, or which, it is about: 求職者の方の個人情報.
_WHOSE = re.compile(r"(?:情報|データ|の方|方々|皆様|お客様)(?:について)?[】》>＞]?$")
_DOCUMENT = r"(?:プライバシー|ポリシー|方針|文書|宣言|規程|この内容|本書)"

# Keys whose value is the sentence itself: key, pattern, whether sentences about requests come first.
_TEXTS: tuple[tuple[str, str, bool], ...] = (
    (
        "policy.change",
        rf"{_DOCUMENT}.*(?:変更|改[定訂正]|見直).*(?:ます|公表する|掲載する|できる|する)"
        r"|内容.*変更することがあります|改定があった場合",
        False,
    ),
    ("policy.language", r"日本語.*(?:優先|正文|解釈)", False),
    ("policy.law", r"日本(?:国)?(?:の)?法(?:律|令)?(?:を前提|に準拠|が適用|を準拠法)", False),
    ("policy.priority", r"(?:規約|約款|サービスごと|個別|定め|規定).*優先", False),
    ("privacy_mark", r"プライバシーマーク", False),
    (
        "papers.submitted",
        r"(?:提出|同封|お預かり|お送り).*(?:書類|個人情報).*(?:保存|保管|廃棄|範囲|利用)|請求(?:等)?に必要な範囲",
        True,
    ),
    ("papers.returned", r"(?:書類|証明書|資料).*(?:返却|お返し|返送)", True),
    ("reply.extension", r"(?:延長|時間がかかる|お時間をいただく)", True),
    ("refusal.alternative", r"代わるべき措置|代替(?:策|措置)", True),
    (
        "effect.use_stop",
        r"(?:利用停止|利用の停止|消去|削除).*(?:提供|利用|サービス)"
        r".*(?:でき(?:なく|ない)|受けられなく|いただけなく)",
        True,
    ),
    ("complaint.desk", r"苦情.*(?:窓口|申し出|お?問い?合わ?せ|受け付け|対応|次のとおり)", True),
    ("recording", r"(?:電話|通話|やりとり).*(?:録音|記録・保持)", False),
    ("recording.retention", r"録音.*(?:\d+(?:年|か月|ヶ月|カ月|日|週間)|保存期間)", False),
    (
        "retention.after_contract",
        r"(?:契約|お取引|会員|退会|解約).{0,20}(?:終了|解除|解約|退会).{0,10}後"
        r".*(?:利用|保存|保管|個人情報)",
        False,
    ),
    ("compensation", r"補償|損害賠償(?!保険)|弁償", False),
    ("sale", r"(?:第三者|名簿業者|他社).*(?:販売|売却|売り渡)", False),
)


def answers(material: Material) -> Iterator[Proposal | None]:
    """Proposals about answers, refusals, complaints and what is often asked besides."""
    for key, pattern, requests in _TEXTS:
        found = [one for one in material.matching(pattern, requests) if not one.heading]
        if key in ("papers.submitted", "papers.returned", "reply.extension"):
            found = [one for one in found if one.about_requests]
        if key == "complaint.desk":
            found = [
                one for one in found if one.about_requests and not re.search(r"保護団体|協会", one.plain)
            ]
        found.sort(key=lambda one, key=key: not speaks_for(one.topics, key))  # type: ignore[misc]
        if found:
            yield stated(key, found[0])
    yield _papers_kept(material)
    yield from _reply(material)
    yield from _refusal(material)
    yield _body(material)
    yield _retention(material)
    yield _many(
        "breach.notice",
        material,
        r"(?:漏えい|漏洩|事故|問題|事案).*(?:場合|とき|生じ|知った|発生).*(?:通知|報告|公表|連絡|お知らせ|措置)",
        3,
    )
    yield _purposes(material)


def _retention(material: Material) -> Proposal | None:
    """How long data are kept; what becomes of them after a time, where no sentence says it in so many words."""
    number = r"[\d一二三四五六七八九十]+"
    kept = rf"(?:保存|保管|保持)期間|{number}(?:年|か月|ヶ月|カ月|日|週間)間?(?:は)?(?:保存|保管|を限度)"
    kept += rf"|(?:年|か月|日)で消去|{number}(?:年|か月|ヶ月|カ月|日)で(?:廃棄|削除)"
    after = rf"{number}(?:年|か月|ヶ月|カ月|ヵ月|日|週間)(?:間|後|以内|[がを]経過)"
    after += r"[^。]{0,24}(?:保存|保管|消去|削除|廃棄|抹消)し?"
    # What is kept of a call, a camera or a request is told elsewhere, and a period for an answer is none.
    found = [
        one
        for one in material.matching(rf"{kept}|{after}")
        if not one.heading
        and not re.search(r"録音|映像|録画|延長|通知|回答|^(?:保存|保管|保持)期間$", one.plain)
        and (re.search(kept, one.plain) or "請求" not in one.plain)
    ][:4]
    return Proposal("retention.period", [words_of(one) for one in found], tuple(found)) if found else None


def _papers_kept(material: Material) -> Proposal | None:
    """How long submitted papers are kept: `(?:書類).*N年保存`, about requests."""
    kept = r"(?:書類|申請書|証明書).*[\d０-９一二三]+(?:年|か月|ヶ月|カ月|日)間?.{0,6}(?:保存|保管)"
    found = [one for one in material.matching(kept, True) if one.about_requests and not one.heading]
    return derived("papers.kept", "span", found[:1])


def _reply(material: Material) -> Iterator[Proposal | None]:
    told = r"回答|通知|お知らせ|ご?連絡|発送|お送り|お渡し|お答え|お返事|対応"
    told += r"|処理期間|程度をいただきます|ほどかかります"
    asked = [one for one in material.matching(told, True) if one.about_requests]
    yield derived(
        "reply.way",
        "reply",
        [one for one in asked if re.search(r"回答|通知し|通知する|お送りし|お答え", one.plain)],
    )
    for one in asked:
        found = _TIME.search(one.text)
        if found and not re.search(r"手数料|不足|お支払|利用目的", one.plain):
            yield stated("reply.time", one, found.group())
            yield derived("reply.within", "span", [one])
            break
    place = re.compile(r"[^、。]{2,20}(?:住所|メールアドレス)(?:宛て?|あて|に)")
    for one in asked:
        if (found := place.search(one.text)) and re.search(r"回答|お送り|送付|郵送", one.plain):
            yield stated("reply.address", one, found.group())
            break
    media = [one for one in asked if re.search(r"媒体|CD-?R|USB|DVD", one.plain)]
    if media:
        yield stated("reply.media", media[0])
    yield derived("refusal.reasons", "reasons", list(material.matching(r"理由", True)))


def _refusal(material: Material) -> Iterator[Proposal | None]:
    leads = [
        one
        for one in material.matching(_REFUSES, True)
        if one.about_requests and not re.search(_NO_REFUSAL, one.plain)
    ]
    for one in leads:
        items = [
            other
            for other in _below(material, one)
            if re.search(r"(?:場合|とき|情報|もの|おそれ|こと)。?$", other.plain)
        ]
        if len(items) >= 2 and re.search(r"場合|次の|以下|下記|各号|情報", one.plain):
            values = [words_of(other) for other in items]
            yield Proposal("refusal.grounds", values, tuple(items))
            return
    grounds = []
    for one in leads[:3]:
        if rows := _labelled_grounds(one):
            grounds += rows
            continue
        found = re.search(r"^(.{6,80}?(?:場合|とき))(?:に)?(?:は|、|には)", one.content, re.DOTALL)
        if found and not re.search(
            rf"(?:{_REFUSES}|不開示)[^。]{{0,10}}(?:場合|とき)$", squeeze(found.group(1))
        ):
            grounds.append((one, found.group(1)))
    if grounds:
        yield Proposal("refusal.grounds", [text for _, text in grounds], tuple(one for one, _ in grounds))


def _labelled_grounds(one: Sentence) -> list[tuple[Sentence, str]]:
    """`お断りする場合：Aのとき、Bのとき`: all of them; none where a part of the row is no ground."""
    found = re.match(r"[^：:、。]{2,20}[：:][\s　]*(.+?)。?$", one.content)
    parts = re.split(r"、(?:または|又は|もしくは)?", found[1]) if found else []
    if not parts or not re.search(_REFUSES, squeeze(one.content.split(found[1])[0] if found else "")):
        return []
    return (
        [(one, part) for part in parts] if all(re.search(r"(?:場合|とき)$", part) for part in parts) else []
    )


def _below(material: Material, sentence: Sentence) -> list[Sentence]:
    """The items that a sentence announces: those on the outermost level, where there are several."""
    found: list[Sentence] = []
    below = material.sentences[sentence.number + 1 : sentence.number + 16]
    items = _items(sentence, below)
    outer = [one for one in items if one.family == items[0].family]
    if len(outer) > 1 and outer[0].family in _OUTER:
        return outer
    for one in below:
        if one.section != sentence.section and one.clause != sentence.clause:
            break
        listed = one.family not in ("", "plain", "note", "symbol")
        if len(found) == 1 and listed and one.family != found[0].family:
            found = []  # the one before is the heading of this list
        if found and (not listed or one.family != found[0].family):
            break
        if listed:
            found.append(one)
    return found


def _items(sentence: Sentence, below: Iterable[Sentence]) -> list[Sentence]:
    """Those that stand in the same part, up to the first that is no item."""

    def goes_on(one: Sentence) -> bool:
        same = one.section == sentence.section or one.clause == sentence.clause
        return same and one.family not in ("", "plain", "note", "symbol")

    return list(takewhile(goes_on, below))


def _unmarked(sentence: Sentence, material: Material) -> list[Sentence]:
    """The lines without any mark that a sentence announces: several, none of them a sentence."""
    below = material.sentences[sentence.number + 1 : sentence.number + 16]
    lines = list(takewhile(lambda one: one.family == "plain" and one.section == sentence.section, below))
    return lines if len(lines) >= _SEVERAL and not any("。" in one.text for one in lines) else []


def _grouped(material: Material, lead: Sentence) -> list[Sentence]:
    """The items that stand under several headings below the one of the sentence that announces them all."""
    below = material.sentences[lead.number + 1 :]
    part = list(takewhile(lambda one: f"{one.section} > ".startswith(f"{lead.section} > "), below))
    heads = [one for one in part if one.section.rsplit(" > ", 1)[-1] == one.text]
    if lead.heading and not all(_WHOSE.search(one.plain) for one in heads):
        return []  # the headings below it may be the purposes
    items = [one for one in part if one not in heads and not one.heading and one.section != lead.section]
    items = [one for one in items if one.family not in ("", "plain", "note", "symbol", "table")]
    return items if len({one.section for one in items}) > 1 else []


def _opened(material: Material, items: list[Sentence]) -> list[Sentence]:
    """The items; in place of one that announces others (次の…のために利用します) those, and without what is said of a
    change of purposes."""
    found: list[Sentence] = []
    for one in items:
        if re.search(r"目的[^。]{0,8}変更", one.plain):
            continue
        inner: list[Sentence] = []
        if re.search(r"(?:次|以下|下記)の[^。]*(?:ため|目的)", one.plain):
            following = material.sentences[one.number + 1 : one.number + 24]
            inner = [each for each in _items(one, following) if each not in items]
            inner = list(takewhile(lambda each, first=inner[:1]: each.family == first[0].family, inner))  # type: ignore[misc]
        found += inner or [one]
    return found


def _body(material: Material) -> Proposal | None:
    """A complaint body outside the company, with what stands beside its name."""
    marks = [
        one
        for one in material.matching(r"認定個人情報保護団体|監督機関|データ保護当局")
        if not re.search(r"ありません|(?:加入|所属|加盟)(?:し|いた)[^。]{0,8}(?:せん|ない)", one.plain)
    ]
    for mark in marks:
        near = material.around(mark, 0, 6)
        for one in near:
            label = re.sub(r"^[【\[][^】\]]*[】\]]\s*|^[^:：]{2,16}[:：]\s*", "", one.content)
            found = re.search(r"\S*(?:協会|財団|機構|連合会|センター|推進協会|協議会|当局)", label)
            whole = _LINE_NAME.match(label)
            if found and not (whole and whole.end() == found.end()):  # 一般財団法人まちづくり協会, by itself
                found = re.search(r"[^ぁ-ん、。「」]+$", found.group())
            if found and "対象事業者" not in one.plain and found.group() not in ("認定個人情報保護団体",):
                return _body_of(found.group(), one, near)
    return None


def _body_of(name: str, named: Sentence, near: list[Sentence]) -> Proposal:
    value: dict[str, str] = {"name": name}
    quotes = [named]
    after = [one for one in near if one.number >= named.number]
    for field, pattern in (("address", _STREET), ("phone", _PHONE)):
        for one in after:
            found = pattern.search(one.text)
            if found and not _EMAIL.search(one.text):
                value[field] = re.split(r"[\s　]+(?:電話|TEL|Tel|FAX|℡)", found.group())[0]
                quotes.append(one)
                break
    return Proposal("complaint.body", value, tuple(dict.fromkeys(quotes)))


def _many(key: str, material: Material, pattern: str, most: int) -> Proposal | None:
    found = [
        one
        for one in material.matching(pattern)
        if not one.heading and not re.search(r"録音|映像", one.plain)
    ][:most]
    if not found:
        return None
    return Proposal(key, [words_of(one) for one in found], tuple(found))


def _purposes(material: Material) -> Proposal | None:
    leads = r"(?:次|以下|下記)の?.{0,16}目的|目的.{0,20}(?:次|以下|下記)の(?:とおり|通り)"
    ruled_out = r"(?:次|以下|下記)の?[^、。]{0,8}目的(?:で|に)は[^、。]{0,12}(?:せん|ない)"
    # The list stands right below the heading.
    headed = r"(?:利用|使用)(?:の)?目的(?:について)?$|(?:情報|データ)の(?:使いみち|使い道|使いかた|使い方)$"
    for one in material.sentences:
        led = re.search(leads, one.plain) and not re.search(ruled_out, one.plain)
        led = led and _NAME.search(one.text) is None
        below = material.sentences[one.number + 1 : one.number + 2]
        listed = any(each.family not in ("", "plain", "note", "symbol", "table") for each in below)
        listed = listed or bool(_unmarked(one, material))
        if led or (listed and one.heading and re.search(headed, one.plain)):
            items = _grouped(material, one) or _below(material, one) or _unmarked(one, material)
            items = _opened(material, items)
            if len(items) >= 2:
                return Proposal("purposes.list", [words_of(item) for item in items], tuple(items))
    return None
