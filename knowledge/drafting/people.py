"""Who the company is and how its desk is reached: names, dates, addresses, numbers, hours."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest

from knowledge.drafting.material import Material, Sentence
from knowledge.drafting.proposals import Proposal, derived, stated, words_of
from knowledge.facts.rules import FROM_TO, RULES, squeeze

_FORMS = (
    r"(?:株式会社|有限会社|合同会社|合資会社|学校法人|医療法人(?:社団|財団)?|社会福祉法人|宗教法人|(?:一般|公益)(?:社団|財団)法人"
    r"|国立大学法人|公立大学法人|独立行政法人|(?:特定非営利活動|NPO)法人)"
)
_NAME = re.compile(
    rf"(?<![一-龥ァ-ヶー]){_FORMS}\s?[A-Za-z0-9Ａ-Ｚａ-ｚ一-龥々ァ-ヶー・&＆.-]{{1,24}}"
    rf"|[A-Za-z0-9Ａ-Ｚａ-ｚ一-龥々ァ-ヶー・&＆.-]{{1,24}}(?:株式会社|有限会社|合同会社|信用金庫|信用組合|協同組合|銀行)(?![一-龥])"
)
# At the front of a line the name may begin with hiragana, which elsewhere are the end of what stands before.
_OPENING = re.compile(
    r"[A-Za-z0-9Ａ-Ｚａ-ｚ一-龥々ぁ-んァ-ヶー・&＆.-]{1,24}?"
    r"(?:株式会社|有限会社|合同会社|信用金庫|信用組合|協同組合|銀行)(?=[\s　（()）]|$)"
)
# A name that is introduced (（以下「当社」という。）) may have hiragana anywhere: it ends where that begins.
_OURSELVES = (
    r"(?:[当弊](?![該事])[一-龥ァ-ヶ]{1,6}|本(?:学園?|会|校|院|園|法人|財団|協会|組合)"
    r"|法人|財団|協会|学園|我々|私たち)"
)
_INTRODUCED = re.compile(
    rf"(?:^|(?<=[、はがのる]))(?P<name>{_FORMS}(?:(?!{_FORMS})[^\s　、。（(「」]){{1,24}})"
    rf"\s*[（(]\s*以下[^）)]{{0,8}}{_OURSELVES}"
)
# The company at the head of a group: みほん株式会社およびそのグループ会社（...、以下「当社グループ」）.
_HEADS_GROUP = re.compile(
    r"(?:および|及び|並びに|ならびに|と|、)(?:その)?.{0,12}グループ.{0,40}以下.{0,4}(?:当社|弊社|当)グループ"
)
# A line that begins with its form may hold a name with hiragana: it ends where the words do.
_LINE_NAME = re.compile(rf"^{_FORMS}[\s　]?[^\s　、。（(「」／/]{{1,24}}(?=[\s　（(]|$)")
# As the subject of its first sentence: 株式会社まわるやは、...
_SUBJECT_NAME = re.compile(rf"^{_FORMS}[^\s　、。（(「」／/は]{{1,24}}(?=は、)")
# Who has no such form and calls itself 当局, 当院: the subject of one of the first sentences.
_CALLED = re.compile(
    r"^(?!この|その|当|本|個人情報|お)(?P<name>[^\s　、。（(「」]{2,24})[（(][^（()）]{0,20}以下[、,]?"
    r"「(?:[当弊](?!該)[一-龥]{1,2}|本[学市町村校園院館局])」[^（()）]{0,10}[）)]\s*(?:は|で|の|が)"
)
_OPENING_SENTENCES = 6
# What stands in front of a name: 会社名, （運営：
_LABEL = re.compile(
    r"[（(]?(?:会社名|社名|商号|名称|事業者(?:名|の名称)?|運営(?:会社|者|元)?)[\s　]*(?:[:：][\s　]*|[\s　]+)"
)
_LATIN_NAME = re.compile(
    r"(?P<name>[A-Z][\w&.-]*(?: [A-Z][\w&.-]*){0,4},? (?:K\.K\.|Co\., ?Ltd\.?|Inc\.|Ltd\.?|LLC|Corporation|GmbH))"
    r"\s*\((?:[^)]{0,60}[\"“](?i:we|us|our|the company)[,”\"]|[\"“](?P<short>\w+),?[”\"])"
)
# （以下「協会」）へ提供, から取得: whom data go to or come from is not who writes.
_PARTNER = re.compile(r"\s*[（(][^（()）]*[）)]\s*(?:へ|から|に(?!おい|よ|つ))")
_SUBJECT_EN = re.compile(r"(?:^|\b(?:how|that|which|why|operated by) )$", re.IGNORECASE)
_ROLE = r"(?:代表取締役|代表執行役|代表社員|代表理事|代表者|理事長|学長|学園長|院長|頭取|会長|社長)"
_OFFICER = (
    r"(?:取締役|部長|執行役員|課長|室長|理事|店長|支配人|院長|施設長|園長|校長|所長|社長)[^\s　、。]{0,6}[\s　]+"
    r"([一-龥]{1,4}[\s　]?[一-龥ぁ-んァ-ヶ]{1,4})[)）]?(?:$|[\s　]{2,})"
)
_REPRESENTATIVE = re.compile(
    rf"{_ROLE}[^。、:：\s　]{{0,10}}[\s　:：]+[一-龥ぁ-んァ-ヶ々]{{1,5}}[\s　]?[一-龥ぁ-んァ-ヶ々]{{1,5}}$"
)
_DATE = (
    r"(?:(?:19|20)\d\d\s*年|(?:平成|令和|昭和)\s*[\d０-９元一二三四五六七八九十]+\s*年|２０[０-９]{2}年)"
    r"\s*[\d０-９一二三四五六七八九十]{1,3}\s*月(?:\s*[\d０-９一二三四五六七八九十]{1,3}\s*日)?"
)
_DATED = re.compile(
    rf"(?:(?:最終)?(?:制定|改定|改訂|改正|施行|更新)|発効)日?\s*[:：]?\s*{_DATE}"
    rf"|{_DATE}\s*(?:から|より)?\s*(?:一部|最終)?(?:制定|改定|改訂|改正|施行|現在|作成|定め|改め)"
    r"|(?:[Ll]ast (?:updated|revised|amended)|Effective(?: date)?|Updated|[Rr]evised|Established)\s*(?:on)?\s*[:：]?\s*"
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]{2,8} \d{4})"
)
_BRACKETS = re.compile(r"[（(]([^（()）]+)[)）]")
_POSTAL = re.compile(r"〒\s*[\d０-９]{3}[-－ー―‐][\d０-９]{4}")
_STREET = re.compile(
    r"(?:北海道|東京都|(?:京都|大阪)府|[一-龥]{2,3}県)?[一-龥ぁ-んァ-ヶ]{1,6}[市区町村郡][^、。:：\n]{0,16}?[\d０-９一二三四五六七八九十][^、。\n]*"
)
_PHONE = re.compile(
    r"(?<![\d０-９-])(?:[(（][0０][\d０-９]{1,4}[)）]\s?[\d０-９]{1,4}[-－―‐]|[0０][\d０-９]{1,3}[-－―‐(（][\d０-９]{1,4}[-－―‐)）])"
    r"[\d０-９]{3,4}(?![\d０-９])"
)
_FAX = re.compile(
    r"(?:FAX|ＦＡＸ|Fax|ファック?ス)(?:番号)?[^\d０-９]{0,4}(?=" + _PHONE.pattern.partition(")")[2] + ")"
)
# Where a street ends and who is written to begins, on one line.
_TO_WHOM = re.compile(rf"[\s　]+(?=\S*{_FORMS}|\S*(?:窓口|係|相談室|事務局)(?:[\s　]|$))")
_EMAIL = re.compile(r"[A-Za-z0-9._+-]+[@＠][A-Za-z0-9.-]+\.[A-Za-z]{2,}")
_NAMED = re.compile(
    r"^(?:(?:連絡先|宛\s*先|送付先|名\s*称)\s*[:：]\s*|(?:部署名?|担当(?:部署)?|会社名)[\s　]*[:：　][\s　]*)"
)
_OTHERS = r"認定個人情報保護団体|保護団体|監督機関|消費生活センター|信用情報|協会|推進協|委員会"
_UNIT = re.compile(r"窓口|係|担当|センター|相談室|[部課室]$|[部課室][\s　]|事務局|受付")
_LEFT_OUT = re.compile(r"除く|除き|休(?:み|業|診|館)?(?:日|です|ます|とな|いた|$)|定休")
_NUMBER_HEADING = r"窓口|お問い?合わ?せ|連絡先|苦情|相談|宛先|送付先|管理者|責任者"
_DESK_HEADING = r"窓口|お問い?合わ?せ|連絡先|苦情|相談|請求|宛先|送付先"


def people(material: Material) -> Iterator[Proposal | None]:
    """Proposals about the company and its desk."""
    name = company_name(material)
    if name is not None:
        yield stated("company.name", *name)
    for one in material.sentences:
        found = _REPRESENTATIVE.search(one.text) if len(one.text) < 40 else None
        if found:
            yield stated("company.representative", one, found.group())
            break
    yield _dates(material)
    yield from _officer(material)
    yield from _desk(material, name[1] if name else None)


# A row of several names: those that data are shared with.
_AMONG_OTHERS = re.compile(
    r"(?:株式会社|有限会社|合同会社|法人)[^、。，]{0,12}[、，／/][^、。，]{0,24}(?:株式会社|有限会社|合同会社|法人)"
)


def company_name(material: Material) -> tuple[Sentence, str] | None:
    """The name of the company whose policy it is: the one that the text introduces (（以下「当社」...）), else the
    one that stands by itself on a line most often."""
    lines: Counter[str] = Counter()
    where: dict[str, Sentence] = {}
    for one in material.sentences:
        itself = _introduced(one.text)
        if itself is not None:
            return one, itself
        for named, after in _names(one):
            introduced = (
                not _PARTNER.match(after)
                and re.match(r"\s*[（(]\s*以下", after)
                and re.search(rf"{_OURSELVES}|といい|という", one.text)
            )
            if introduced or _HEADS_GROUP.match(after):
                return one, named
            if "。" not in one.text and _AMONG_OTHERS.search(one.text):
                continue
            opening = one.number < _OPENING_SENTENCES and _SUBJECT_NAME.match(one.text)
            short = len(one.text) <= 60 and "。" not in one.text
            if (short or opening) and not re.search(_OTHERS, one.text):
                # An address beside a name says more than the name alone.
                beside = any(
                    _POSTAL.search(near.text) or _STREET.search(near.text)
                    for near in material.around(one, 2, 2)
                )
                lines[named] += 3 if beside and one.about_requests else 1
                where.setdefault(named, one)
    if not lines:
        first = material.sentences[:_OPENING_SENTENCES]
        called = ((one, found["name"]) for one in first if (found := _CALLED.match(one.text)))
        return next(called, None)
    name = max(lines, key=lambda known: (lines[known], -where[known].number))
    return where[name], name


def _introduced(text: str) -> str | None:
    """The name that a sentence gives a short form, as the company's own: not a partner's."""
    found = _INTRODUCED.search(text)
    if found and not _PARTNER.match(text, found.end("name")):
        return found["name"]
    latin = _LATIN_NAME.search(text)
    if not latin:
        return None
    short = latin["short"]
    own = short is None or (latin["name"].startswith(short) and _SUBJECT_EN.search(text[: latin.start()]))
    return latin["name"] if own else None


def _names(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """The companies' names in a sentence, each with what stands behind it."""
    if re.search(r"[\t|│]", sentence.text):
        return  # a row of a table names others
    labelled = _LABEL.match(sentence.text)
    text = sentence.text[labelled.end() :] if labelled else sentence.text
    leading = _LINE_NAME.match(text) or _SUBJECT_NAME.match(text) or (labelled and _OPENING.match(text))
    if leading:
        yield leading.group(), text[leading.end() :]
        return
    for found in _NAME.finditer(sentence.text):
        whole = _OPENING.match(sentence.text)
        named = whole.group() if whole and whole.end() == found.end() else found.group()
        before = sentence.text[: found.start()]
        if named == found.group() and re.fullmatch(r"[ぁ-ん]{2,8}", before) and not re.match(_FORMS, named):
            named = before + named  # at the front of a sentence as well
        yield named, sentence.text[found.end() :]


def _dates(material: Material) -> Proposal | None:
    lines = [
        (one, found)
        for one in material.sentences
        if len(one.text) < 45 or "。" not in one.text
        for found in _DATED.finditer(one.text)
    ]
    if not lines:
        bare = [one for one in material.sentences if re.fullmatch(_DATE, one.content)]
        lines = [(one, found) for one in bare[:1] if (found := re.search(_DATE, one.text))]
    if not lines:
        return None
    return Proposal("policy.dates", [found.group() for _, found in lines], tuple(one for one, _ in lines))


def _officer(material: Material) -> Iterator[Proposal | None]:
    for one in material.sentences:
        if not re.search(r"保護管理者|保護責任者|管理責任者|保護オフィサー", one.section + one.plain):
            continue
        found = re.search(_OFFICER, one.text)
        if found:
            yield stated("privacy_officer.name", one, found.group(1))
            return


def _desk(material: Material, name: str | None) -> Iterator[Proposal | None]:
    block = _block(material)
    address = _address(block)
    if block and address is not None:
        postal, street = address
        addressee = _addressee(block, name)
        value = {
            "postal_code": postal and _POSTAL.search(postal.text),
            "address": _STREET.search(street.text),
        }
        parts = {key: found.group() for key, found in value.items() if found}
        parts["address"], *whom = _TO_WHOM.split(parts["address"], maxsplit=1)
        if whom and not addressee:
            addressee = [(street, whom[0])]
        if addressee:
            parts["addressee"] = " ".join(text for _, text in addressee)
            quotes = [*(one for one, _ in addressee), *(one for one in (postal, street) if one is not None)]
            yield Proposal("send_to", parts, tuple(sorted(set(quotes), key=lambda one: one.start)))
        yield stated("company.address", street, parts["address"])
    unit = [(one, text) for one, text in _addressee(block, name) if _UNIT.search(text)]
    if unit:
        above = [named for named in unit if address and address[0] and named[0].number < address[0].number]
        yield stated("desk.name", *(above or unit)[-1])
    yield from _numbers(material, block)


def _numbers(material: Material, block: list[Sentence]) -> Iterator[Proposal | None]:
    numbers = [one for one in [*block, *material.sentences] if _PHONE.search(one.text)]
    own = [one for one in numbers if not _foreign(material, one)]
    # The desk's before those of shops; what stands in the block of its address comes first.
    own.sort(key=lambda one: one not in block and not re.search(_NUMBER_HEADING, one.section))
    faxes = [one for one in own if re.search(r"FAX|ファック?ス", one.plain, re.IGNORECASE)]
    phones = [one for one in own if one not in faxes or re.search(r"電話|TEL", one.plain, re.IGNORECASE)]
    for key, found in (("desk.phone", phones), ("desk.fax", faxes)):
        labelled = _FAX.search(found[0].text) if found else None
        at = labelled.end() if labelled and key == "desk.fax" else 0
        if found and (number := _PHONE.search(found[0].text, at)):
            yield stated(key, found[0], number.group())
    if phones:
        near = [phones[0], *material.around(phones[0], 1, 4)]
        yield _hours(near)
        if cost := re.search(r"通話料[^。、)）]{0,8}|フリーダイヤル|有料", phones[0].text):
            yield stated("desk.phone_cost", phones[0], cost.group())
    else:
        yield _hours(block)
    mails = [
        one
        for one in [*block, *material.sentences]
        if _EMAIL.search(one.text) and not _foreign(material, one)
    ]
    if mails and (mail := _EMAIL.search(mails[0].text)):
        yield stated("desk.email", mails[0], mail.group())
    yield derived(
        "desk.closed",
        "closed_on",
        [one for one in material.matching("窓口|受付") if RULES["closed_on"](one.plain)],
    )


def _hours(near: list[Sentence]) -> Proposal | None:
    """The desk's hours; in the policy's own words where open, close and the days left out would not tell them whole.

    That a desk of which hours are told states none must not be proposed: it would be denied to who asks.
    """
    for one, below in zip_longest(near, near[1:]):
        if not FROM_TO.search(one.plain):
            continue
        if below is not None and _LEFT_OUT.search(below.plain) and not FROM_TO.search(below.plain):
            value = RULES["hours"](
                one.plain + below.plain
            )  # 9時~17時, and below it ※土日祝・当社休業日を除く
            if value is not None:
                return Proposal("desk.hours", value, (one, below), rule="hours")
            return Proposal("desk.hours", f"{words_of(one)} {below.text.rstrip('。')}", (one, below))
        told = derived("desk.hours", "hours", [one])
        if told is not None:
            return told
    for one in near:
        if FROM_TO.search(one.plain):
            inside = next(
                (part for part in _BRACKETS.findall(one.text) if FROM_TO.search(squeeze(part))), None
            )
            return stated("desk.hours", one, inside)
    return None


def _foreign(material: Material, sentence: Sentence) -> bool:
    """Whether an address or number is another organisation's."""
    before = material.around(sentence, 3, 0)
    return any(
        re.search(_OTHERS, one.plain) and not re.search(r"対応|申し出(?:くださ|下さ)", one.plain)
        for one in before
    )


def _block(material: Material) -> list[Sentence]:
    """The lines around the address of the company's own desk."""
    anchors = [one for one in material.sentences if _POSTAL.search(one.text)]
    anchors += [one for one in material.sentences if re.search(r"(?:住\s*所|所在地)\s*[:：]", one.text)]
    own = [one for one in anchors if not _foreign(material, one)]
    own.sort(key=lambda one: not re.search(_DESK_HEADING, one.section))
    if not own:
        own = [one for one in material.matching(r"^(?:電話|TEL)") if not _foreign(material, one)]
    return [one for one in material.around(own[0], 3, 4) if "。" not in one.text] if own else []


def _address(block: list[Sentence]) -> tuple[Sentence | None, Sentence] | None:
    postal = next((one for one in block if _POSTAL.search(one.text)), None)
    start = postal.number if postal else -1
    street = next(
        (one for one in block if one.number >= start and _STREET.search(_POSTAL.sub("", one.text))), None
    )
    return (postal, street) if street is not None else None


def _addressee(block: list[Sentence], name: str | None) -> list[tuple[Sentence, str]]:
    found = []
    for one in block:
        text = _NAMED.sub("", one.content).rstrip("※*＊ ")
        named = (name is not None and name in text) or _NAME.search(text) is not None or _UNIT.search(text)
        if re.search(r"(?:受付|営業|開館|診療)時間", text):
            continue
        other = _POSTAL.search(text) or _PHONE.search(text) or _EMAIL.search(text) or _STREET.search(text)
        if named and not other and len(text) <= 50 and not one.heading and text[0] not in "<【＜《[(（":
            found.append((one, text))
    labelled = any(text != one.content.rstrip("※*＊ ") for one, text in found[:2])
    return found[:2][-1:] if labelled else found[:2]  # what labels keep apart is no one name
