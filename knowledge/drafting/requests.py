"""Requests: which are offered, on which form, with which papers, for what fee, through which channel."""

import re
from collections.abc import Iterator

from knowledge.drafting.material import Material, Sentence
from knowledge.drafting.proposals import Proposal, derived, stated, words_of
from knowledge.facts.rules import CUSTOMER_BEARS, RULES, YEN, squeeze
from knowledge.vocabulary import RequestType

_TYPES: dict[RequestType, str] = {
    RequestType.DISCLOSURE: r"(?<!第三者)(?<!提供記録の)(?<!提供又は)開示",
    RequestType.PURPOSE_NOTICE: r"利用目的の?通知",
    RequestType.THIRD_PARTY_RECORD: r"第三者(?:への)?提供(?:の)?記録(?:の開示)?",
    RequestType.CORRECTION: r"訂正",
    RequestType.ADDITION: r"追加",
    RequestType.DELETION: r"削除",
    RequestType.USE_STOP: r"利用の?停止",
    RequestType.ERASURE: r"消去",
    RequestType.THIRD_PARTY_STOP: r"(?:第三者(?:への)?の?)?提供の?停止",
    RequestType.PORTABILITY: r"データポータビリティ|(?:個人情報|個人データ|データ)の(?:転送|移転)(?=.*請求)",
    RequestType.OBJECTION: r"異議(?:申立て?|の申立て|を申し立てる権利)",
    RequestType.RESTRICTION: r"(?:利用|処理|取扱い)の制限(?=.*(?:請求|権利|求め))",
    RequestType.CONSENT_WITHDRAWAL: r"同意(?:の|を)撤回",
    RequestType.ACCESS_CCPA: r"アクセス権",
}
_ASKS = r"請求|求め|申し?出|お申し込み|手続|いただけること|種類"
_FORM_NAME = r"(?:請求書|申請書|届出書|依頼書|申込書|申出書|請求用紙)"
_QUOTED_FORM = re.compile(rf"[「『]([^」』]{{0,20}}{_FORM_NAME})[」』]")
_SET_FORM = re.compile(rf"[^\s　、。「」（）()をてにはの]{{0,8}}所定の(?:{_FORM_NAME}|書式|様式|用紙)")
_PLAIN_FORM = re.compile(rf"[一-龥等]{{2,12}}{_FORM_NAME}")
_NUMBERED = re.compile(r"[【（(]?((?:別記)?様式第?\s*[\d０-９]+号?)[】）)]?\s*[「『]([^」』]+)[」』]")
_NUMBERED_BEHIND = re.compile(r"[「『]([^」』]+)[」』]\s*[（(]((?:別記)?様式第?\s*[\d０-９]+号?)[）)]")
_WANTED = (
    r"(?:等)?(?:の|を)?(?:ご?請求(?:する|でき|が(?:あった|できる|可能)|をされ|を受け|書)"
    r"|お?求め(?:る|が|られ)|お申し出)"
)
_IDENTITY = (
    r"運転免許証|パスポート|旅券|健康保険|資格確認書|マイナンバーカード|個人番号カード|住民票|在留カード|印鑑(?:登録)?証明|学生証"
    r"|身分証|本人確認書類|本人確認のための書類"
)
_AMOUNT = re.compile(
    r"(?:[1１一][件回通枚][^\d０-９、。)）\s　一二三四五六七八九壱弐参十拾百千万]{0,8})?"
    rf"(?:[\d０-９][\d０-９,，]*\s*円|(?:[\d０-９,，]{{1,9}}|[一二三四五六七八九壱弐参十拾百千]{{1,8}})?{YEN})"
)
_STATUTORY = r"法定代理|親権者|後見人|戸籍|登記事項証明"
_MANDATE = r"委任状|委任を証|代理権を証|任意代理"
# What the whole sentence says not to send: 写しは送らないでください, 不要です.
_UNWANTED = re.compile(
    r"(?:送ら|送付し|同封し|添付し|提出し)ないで(?:くださ|下さ)い|(?:不要|必要(?:は)?(?:あり|ござい)ません)(?:です)?"
    r"|(?:受け取り?|受け付け|受領|お受け)(?:(?:いた)?しま|(?:は)?(?:でき|して)?(?:は)?おり?ま|できま)せん|ご?遠慮(?:くださ|下さ)い"
)
# What only announces the papers that stand below it.
_ANNOUNCES = re.compile(r"(?:下記|次|以下)の?(?:[^、。]{0,8})書類")
_FORM_WORDS = re.compile(rf"{_FORM_NAME}|書式|様式|用紙|フォーマット|書類")


def requests(material: Material) -> Iterator[Proposal | None]:
    """Proposals about requests and how they are made."""
    yield from types_offered(material)
    yield from _forms(material)
    yield from _papers(material)
    yield from _identity(material)
    yield from _fees(material)
    asks = list(
        material.matching(
            r"請求|申請|申し?出|提出|届出|必要書類|宛先|お越し|お送りください|お求めの(?:方|とき|場合)",
            requests=True,
        )
    )
    # What the company sends is its answer, not a way of asking.
    ours = r"(?:郵送|送付|発送|お送り)(?:いた)?します|回答"
    ways = [one for one in asks if one.about_requests and not re.search(ours, one.plain)]
    yield derived("channels.request", "channels", ways)
    yield stated("channels.online", _online(material))
    yield stated(
        "request.ordinary_changes",
        material.first(
            r"(?:登録情報|アカウント|電話番号|会員情報|住所)の変更.*(?:サイト|マイページ|窓口|電話).*(?:承り|できます|可能)"
        ),
    )
    yield stated("request.one_per_form", material.first(r"(?:申請書|請求書)[1一]枚(?:で|につき)"))
    yield stated(
        "request.held_for_client",
        material.first(
            r"(?:委託元|委託契約|受託).*(?:お取引先|顧客|お客様).*(?:個人情報|個人データ).*(?:場合|除)", True
        ),
    )
    yield derived("request.frequency", "frequency", asks)


def types_offered(material: Material) -> Iterator[Proposal | None]:
    """Each type in the sentence that names most of them; a type it does not name, in another sentence on requests."""
    scored = [
        (sum(bool(re.search(form, one.plain)) for form in _TYPES.values()), one) for one in material.sentences
    ]
    asked = [(count, one) for count, one in scored if re.search(_ASKS, one.plain + one.section)]
    best = max(asked, key=lambda pair: (pair[0], pair[1].about_requests, -pair[1].number), default=(0, None))
    if best[1] is None or best[0] < 2:
        yield from _types_one_by_one(material)
        return
    others = [one for count, one in asked if one.about_requests and one is not best[1]]
    for kind, form in _TYPES.items():
        for one in (best[1], *others):
            found = re.search(form, one.plain)
            named = found and (one is best[1] or re.search(r"請求|の通知|撤回|異議", one.plain))
            if found and named:
                yield stated(f"types.{kind.value}", one, found.group())
                break


def _types_one_by_one(material: Material) -> Iterator[Proposal | None]:
    """Where no sentence names several types: each in a sentence, or a heading, that says that it may be asked for."""
    for kind, form in _TYPES.items():
        for one in material.sentences:
            said = re.search(rf"(?:{form}){_WANTED}", one.plain)
            headed = one.heading and any(re.search(_WANTED, near.plain) for near in material.after(one, 4))
            if (found := re.search(form, one.plain)) and (said or headed):
                yield stated(f"types.{kind.value}", one, found.group())
                break


def _forms(material: Material) -> Iterator[Proposal | None]:
    numbered = [
        (one, found[2], found[1]) for one in material.sentences for found in _NUMBERED.finditer(one.text)
    ] or [
        (one, found[1], found[2])
        for one in material.sentences
        for found in _NUMBERED_BEHIND.finditer(one.text)
    ]
    for one, name, number in numbered:
        if "委任状" in name:
            yield Proposal("form.mandate", {"name": name, "number": number}, (one,))
            continue
        kinds = tuple(kind for kind, form in _TYPES.items() if re.search(form, name))
        if kinds and re.search(_FORM_NAME, name):
            yield Proposal(
                "form",
                {"name": name, "number": number},
                (one,),
                kinds=kinds if len(numbered) > 1 else (),
            )
    if not any(re.search(_FORM_NAME, name) for _, name, _ in numbered):
        named = _form_name(material)
        if named is not None:
            yield Proposal("form", {"name": named[1]}, (named[0],))
    asked = [one for one in material.sentences if one.about_requests]
    yield derived("form.source", "form_source", [one for one in asked if _of_a_form(material, one)])
    for one in material.matching(r"https?://", True):
        if re.search(r"請求書|申請書|様式|書式|ダウンロード", one.plain) and (
            url := re.search(r"https?://[\w./?=&%~#-]+", one.text)
        ):
            yield stated("form.url", one, url.group())
            break
    yield stated("form.incomplete", material.first(r"(?:不備|記載漏れ|記入漏れ|不足).*(?:場合|とき)", True))


def _of_a_form(material: Material, sentence: Sentence) -> bool:
    """Whether it names no download, or it or what stands right before it speaks of a form: data of one's own can be
    downloaded, too."""
    if "ダウンロード" not in sentence.plain:
        return True
    return any(_FORM_WORDS.search(one.plain) for one in (*material.around(sentence, 2, 0), sentence))


def _form_name(material: Material) -> tuple[Sentence, str] | None:
    asked = [one for one in material.sentences if one.about_requests]
    for pattern in (_QUOTED_FORM, _SET_FORM, _PLAIN_FORM):
        for one in asked:
            found = pattern.search(one.text)
            if found:
                return one, found.group(1) if pattern is _QUOTED_FORM else found.group()
    return None


def _papers(material: Material) -> Iterator[Proposal | None]:
    found: dict[str, list[Sentence]] = {"self": [], "statutory_agent": [], "voluntary_agent": []}
    for one in material.sentences:
        if (
            not one.about_requests
            or one.heading
            or not re.search(rf"{_IDENTITY}|{_MANDATE}|{_STATUTORY}", one.plain)
        ):
            continue
        if not re.search(r"証|書|カード|状|謄本|票", one.plain) or _unwanted(one):
            continue
        scope = _last_heading(material, one)
        if re.search(r"相続|遺族", scope + one.plain):
            continue
        statutory = re.search(_STATUTORY, scope) or re.search(_STATUTORY, one.plain)
        mandate = re.search(r"委任|任意代理", scope) or re.search(r"委任状|委任された|委任を証", one.plain)
        if statutory:
            found["statutory_agent"].append(one)
        if mandate and not re.search(r"応じられない|確認できない|受理しない", one.plain):
            found["voluntary_agent"].append(one)
        if (
            not statutory
            and not mandate
            and re.search(_IDENTITY, one.plain)
            and "代理" not in scope + one.plain
        ):
            found["self"].append(one)
    for who, sentences in found.items():
        papers = [one for one in sentences if not re.search(r"(?:場合|とき)$|確認できない", one.plain)]
        papers = ([one for one in papers if not _ANNOUNCES.search(one.plain)] or papers)[:6]
        if papers:
            value = [_paper(one) for one in papers]
            yield Proposal(
                f"papers.{who}", value, tuple(papers), rules={"count": "count_of", "medium": "medium_of"}
            )


def _unwanted(sentence: Sentence) -> bool:
    """Whether it ends with what is not to be sent; what is said of a part of a paper, in brackets, is not meant."""
    whole = re.sub(r"[(（][^()（）]*[)）]", "", sentence.plain).rstrip("。")
    found = list(_UNWANTED.finditer(whole))
    return bool(found) and found[-1].end() == len(whole)


def _paper(sentence: Sentence) -> dict[str, object]:
    label = words_of(sentence)
    paper: dict[str, object] = {"label": label}
    plain = RULES["count_of"](sentence.plain.rstrip("。"))
    if plain is not None:
        paper["count"] = plain
    medium = RULES["medium_of"](sentence.plain.rstrip("。"))
    if medium is not None:
        paper["medium"] = medium
    return paper


def _last_heading(material: Material, sentence: Sentence) -> str:
    """The heading, or the short line that names a requester, above a line of a list of papers."""
    for one in reversed(material.sentences[max(0, sentence.number - 8) : sentence.number]):
        if one.section != sentence.section and one.clause != sentence.clause:
            break
        short = len(one.plain) <= 24 and "。" not in one.plain
        named = re.search(r"本人|代理|委任|親権|後見|相続", one.plain)
        alone = one.text[0] in "<【＜《[(（■◆●" or re.search(r"場合|方[>＞]?$|代理人[>＞》】]?$", one.plain)
        if short and named and alone:
            return one.plain
    return sentence.section.rsplit(" > ", 1)[-1]


def _identity(material: Material) -> Iterator[Proposal | None]:
    checks = [
        one
        for one in material.matching(r"本人(?:様)?(?:である|確認|による|か)|ご?(?:本人|自身).*確認", True)
        if one.about_requests
    ]
    yield derived(
        "identity.check",
        "certainty",
        [one for one in checks if not re.search(r"代理権が確認できない|送付できない", one.plain)],
    )
    yield stated(
        "identity.address_mismatch", material.first(r"住所.*(?:異なる|相違|一致しない).*(?:場合|とき)", True)
    )
    agents = [one for one in material.matching(r"代理人|代理権|委任状", True) if one.about_requests]
    agents += [
        one for one in material.matching(r"必要です|添付|提出") if "代理" in _last_heading(material, one)
    ]
    yield derived(
        "agent.authority",
        "certainty",
        [one for one in agents if re.search(r"代理権|委任|証|必要です", one.plain)],
    )
    yield stated("requester.family", material.first(r"ご?家族.*(?:受け付け|お答え|請求|お問い?合わ?せ)"))
    yield stated("requester.bereaved", material.first(r"相続人|ご?遺族|亡くなら|被相続人|故人"))
    minors = [
        one for one in material.matching(r"歳未満") if re.search(r"同意|保護者|親権者|法定代理人", one.plain)
    ]
    yield derived("minors", "age", minors)


def _online(material: Material) -> Sentence | None:
    found = material.matching(
        r"(?:オンライン|申請フォーム|請求フォーム|専用フォーム|入力フォーム|マイページ|アプリ(?:内|上|の)|インターネット(?:から|上で|で)).*(?:請求|申請|お申し?出|手続)",
        True,
    )
    return next(
        (
            one
            for one in found
            if one.about_requests and not re.search(r"郵送|おりません|できません", one.plain)
        ),
        None,
    )


def _fees(material: Material) -> Iterator[Proposal | None]:
    about = [one for one in material.sentences if one.about_requests]
    fees = [
        one
        for one in about
        if re.search(rf"手数料|費用|[無有]料|{YEN}", one.plain + one.section.rsplit(" > ", 1)[-1])
    ]
    fees = [
        one
        for one in fees
        if not re.search(r"再発行|解約|フリーダイヤル|コピーは|写しの(?:作成|交付)[^。]*費用", one.plain)
    ]
    charged = [one for one in fees if re.search(r"手数料|無料|円|費用は(?:一切)?かかりません", one.plain)]
    costs = any(re.search(rf"{YEN}|有料|(?:費用|実費).*負担", one.plain) for one in fees)
    costs = costs or any(re.search(CUSTOMER_BEARS, one.plain) for one in about)
    if costs or any(RULES["charge"](one.plain) in ("yes", "sometimes") for one in charged):
        # Where something costs money, what is free is only a part of it: never "no fee" for all.
        charged = [one for one in charged if RULES["charge"](one.plain) != "no"]
    yield derived("fee.charged", "charge", charged)
    amounts = [(one, found.group()) for one in fees for found in _AMOUNT.finditer(one.text)]
    if amounts:
        # Of several amounts none alone is the fee: what the first of them is for is said with it.
        several = len({squeeze(re.split(r"[件回通枚]\D*", text)[-1]) for _, text in amounts}) > 1
        yield stated("fee.amount", amounts[0][0], None if several else amounts[0][1])
    paying = [
        one
        for one in fees
        if not re.search(CUSTOMER_BEARS, one.plain) or re.search(r"支払|納付|同封|限", one.plain)
    ]
    paid = _among(paying, r"定額小為替|収入印紙|切手|振込|振り込|引落|引き落と|現金")
    yield stated("fee.payment", paid or _among(fees, r"手数料を同封"))
    yield stated(
        "fee.unpaid",
        _among(
            fees,
            r"(?:支払い?|納付|送付|不足).*(?:ない|なかった).*(?:場合|とき).*(?:請求|求め)が(?:なかった|ない)",
        ),
    )
    yield stated("fee.waived", _among(fees, r"手数料.*(?:免除|徴取は行いません|いただきません)"))
    yield stated("fee.refund", _among(about, r"手数料.*(?:返還|返金|お返し)"))
    yield derived("fee.submission_costs", "payer", about)


def _among(sentences: list[Sentence], pattern: str) -> Sentence | None:
    return next((one for one in sentences if re.search(pattern, one.plain)), None)
