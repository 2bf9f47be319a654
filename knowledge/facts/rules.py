"""Named rules that derive a value from a quotation: the only way to a value that is not literal in it.

A rule takes the quotation (NFKC, white space removed) and returns the value, or None where it does not
apply. It is deliberately narrow: what it does not recognise is an error at build time, not a guess.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from typing import Any

from knowledge.facts import english_rules

Rule = Callable[[str], Any]


def squeeze(text: str) -> str:
    """NFKC with all white space removed: how values and quotations are compared."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def count_of(quote: str) -> int | None:
    """`いずれか2点` -> 2, `1通` -> 1, `のいずれかの書類` -> 1."""
    found = re.findall(r"(\d+)(?:点|通)", quote)
    if found:
        return int(found[0]) if len(set(found)) == 1 else None
    return 1 if "のいずれかの書類" in quote else None


def medium_of(quote: str) -> str | None:
    """`コピー`, `写し` -> copy; `提示し、またはそのコピー`, `書類またはそのコピー` -> show_or_copy."""
    if re.search(r"提示し、またはそのコピー|書類またはそのコピー", quote):
        return "show_or_copy"
    return "copy" if re.search(r"コピー|写し", quote) else None


def closed_on(quote: str) -> dt.date | None:
    """`2023 年 6 月 30 日を以て閉鎖` -> 2023-06-30."""
    found = re.search(r"(\d{4})年(\d{1,2})月(\d{1,2})日を(?:以て|もって)(?:閉鎖|終了)", quote)
    return dt.date(*map(int, found.groups())) if found else None


FROM_TO = re.compile(
    r"(午前|午後)?(\d{1,2})(?:時(半|\d{1,2}分)?|:(\d\d))(?:から|[~〜\-－―])(午前|午後)?(\d{1,2})(?:時(半|\d{1,2}分)?|:(\d\d))"
)


_DAYS = "月火水木金土日"
_RANGE = re.compile(rf"([{_DAYS}])(?:曜日?)?(?:から|[~〜\-－―])([{_DAYS}])(?:曜日?|(?=[^{_DAYS}本時]))")
_SOME_WEEKDAY = re.compile(
    r"[月火水木金](?:曜日?)?(?:は|を)?(?:定休|休|除)|第[1-5一二三四五][^。)]{0,6}曜日?(?:は|を)?(?:定休|休|除)"
    r"|(?:定休|休業|休診|休館|休み)日?[:は]?[^。)]{0,8}[月火水木金](?:曜|[、・,])"
)
# Days that are told one by one: 土日, 月・水・金, 水、日; not the 日 of 日本 or 年末年始.
_NAMED_DAYS = re.compile(
    rf"[{_DAYS}]曜|(?<![一-龥])[{_DAYS}](?:[・、,/と及び]{{0,2}}[{_DAYS}])+(?![時本間])|土日"
)
_BESIDE = re.compile(r"正午|昼休|昼食|休憩|祝日?(?:も|(?:を|は)?含)|日祝とも|土曜?日?も|平日以外")
# Left out as well, and none of the days that the value can tell; 12月29日~1月3日 is the turn of the year.
_OTHER_DAYS = re.compile(
    r"お盆|盆休|[夏冬春秋][季期]|連休|GW|ゴールデン|記念日|棚卸|臨時|不定休|メンテナンス|点検日"
    r"|(?:当[一-龥]|弊社|本[社校院店]|自社|会社)[^、。()]{0,8}(?:休|定め)|(?:指定|特定|所定|特別|一斉)[^、。()]{0,3}休|休[刊館校園]日"
    r"|(?<![~〜\-から])(?:1[01]|(?<!\d)[1-9])月\d+日"
)
# A 日 that is no Sunday.
_NO_SUNDAY = re.compile(r"毎日|日本|日時|[業休館診平当]日|\d日|(?<=曜)日")


def _clock(half: str | None, hour: str, minutes: str | None, colon: str | None) -> str:
    """`午後`, `5`, `半` -> 17:30."""
    past = 30 if minutes == "半" else int((minutes or colon or "0").rstrip("分"))
    return f"{int(hour) + (12 if half == '午後' and int(hour) < 12 else 0):02}:{past:02}"


def hours(quote: str) -> dict[str, Any] | None:
    """`土日祝日・年末年始を除く 9時~17時`, `平日 午前9時~午後4時30分` -> open, close and the days left out.

    None where open, close and these days would not tell it whole: a closed Wednesday, other hours on a Saturday, an
    hour for lunch.
    """
    clock = FROM_TO.search(quote)
    if not clock or re.search(r"\d時|\d:\d\d", quote[clock.end() :]) or _BESIDE.search(quote):
        return None
    days_open = _RANGE.search(quote)
    others = days_open and (days_open[1] != "月" or days_open[2] not in "金土日")
    if _SOME_WEEKDAY.search(quote) or others:
        return None
    left_out = re.search(r"([^(（]*)(?:を除く|は休|休業|定休|休)", quote)
    closed = left_out.group(1).replace(clock.group(), "|").rpartition("|")[2] if left_out else ""
    # 火曜・祝日を除く, 水・日・祝を除く: a weekday beside what the value can tell.
    if re.search(r"[月火水木金](?:曜|[・、,])", closed) or _OTHER_DAYS.search(closed + quote[clock.end() :]):
        return None
    told = quote.replace(closed, "", 1) if closed else quote
    if _NAMED_DAYS.search(told.replace(days_open.group(), "", 1) if days_open else told):
        return None
    half, *begins = clock.groups()[:4]
    later, *ends = clock.groups()[4:]
    opens, closes = _clock(half, *begins), _clock(later or half, *ends)
    if not opens < closes <= "24:00":
        return None
    days = [("土", "saturday"), ("日", "sunday"), ("祝", "holidays"), ("年末年始", "year_end")]
    text = _NO_SUNDAY.sub("", re.sub("祝祭?日|祭日", "祝", closed))
    text += "土日祝" if re.search(r"平日|月曜?日?(?:から|[~〜\-])金", quote) else ""
    text += "日" if days_open and days_open[2] == "土" else ""
    text += "年末年始" if re.search(r"12(?:/|月)(?:2[7-9]|3[01])日?[^。]*(?:休|除)", quote) else ""
    return {"open": opens, "close": closes, "closed": [day for word, day in days if word in text]}


_NO_MONEY = r"札|硬貨|玉|単位|滑|満|形|卓|ショップ"
YEN = rf"(?:\d円|(?<![数何幾])[十拾百千万]円(?!{_NO_MONEY}))"
"""The end of an amount of money: 500円, 千円, 壱千円, 5百円; not 千円札, 数千円, 一円単位."""
_SENDING = (
    r"(?<!返品の)(?<!商品の)(?:郵送料|送料|切手代|郵便料金?|(?:郵送|送付|提出|返送|手続)[^、。]{0,8}費用?)"
)
_BORNE = (
    r"(?<![当弊]社)(?<![当弊]社[のがで])負担(?:となり|になり|とさせ|とし(?:ます|て)|とする|です|くださ|下さ|いただきます"
    r"|頂きます|いただいて|を?お?願い|でお願い|にてお願い|して(?:いただき|頂き)ます|いただくことにな)"
)
CUSTOMER_BEARS = rf"(?:{_SENDING}|通信費|交通費|振込手数料)[^。]{{0,30}}?{_BORNE}"
"""What is left to who asks, beside a fee; not what the company bears, nor that nobody has to."""


def charge(quote: str) -> str | None:
    """`無料`, `いただきません`, `かかりません` -> no; `をいただく場合がございます` -> sometimes; `500円` -> yes.

    What is free and charged in one quotation is neither, nor what is free but for a part (初回は, 開示以外は): it is
    not told of which request. Nor does a free call (通話料は無料) make a request free.
    """
    quote = re.sub(r"(?:(?:通話|電話)(?:料金?)?|フリーダイヤル)[はがも]?\(?無料", "", quote)
    if re.search(
        r"(?:手数料|費用)を(?:いただく|頂く|請求する|申し受ける)(?:場合|こと)が(?:ございます|あります)", quote
    ):
        return "sometimes"
    not_taken = r"(?:いた)?しま?せん|して(?:は)?お?り?ません"
    no_need = r"(?:する|して(?:いただく|頂く)|の)?必要は"
    taken = r"手数料(?:が(?:掛か|かか)ります|を(?:いただきます|頂きます"
    taken += rf"|頂戴(?!{not_taken})|申し受け(?!ません|ており?ません)|(?:同封|納付)(?!{no_need})))"
    paid = rf"{YEN}(?:\([^)]*\))?(?:分の|を(?:いただ|頂|申し受け|お支払|ご?負担))"
    counted = rf"手数料.*{YEN}|\d(?:件|回|通|枚|口座).*{YEN}"
    free = r"無料(?!で(?:は|も)?(?:な[いくけ])|では(?:あり|ござ)|じゃ|とは|[とに]なる場合|に(?:は|する))"
    nothing = r"いただきません|頂きません|いただいておりません|徴収(?:いた)?しません|徴しない|生じません"
    nothing += r"|不要(?!で(?:は|な)|な場合|とは)"
    free += rf"|(?:手数料|費用|お金)(?:は|を|が)?(?:一切)?(?:{nothing}|(?:かか|掛か)りません(?!か))"
    if re.search(free, quote):
        # 「手数料は無料です。切手代84円は…」 charges nothing: the amount is of another sentence.
        beside = rf"手数料[^。]*{YEN}|\d(?:件|回|通|枚|口座)[^。]*{YEN}"
        part = r"有料|以外[はの]|初回|[1一]回目|まで(?:は|が)?無料"
        return None if re.search(rf"{taken}|{beside}|{paid}|{part}", quote) else "no"
    return "yes" if re.search(rf"{taken}|{counted}|{paid}", quote) else None


def certainty(quote: str) -> str | None:
    """`場合がございます`, `ことがあります`, `必要に応じて` -> sometimes; a plain sentence or condition -> always."""
    if re.search(r"場合がございます|場合があります|ことがあります|必要に応じて", quote):
        return "sometimes"
    checked = r"させていただきます|させて頂きます|確認できた場合に限り|確認(?:が)?できない(?:場合|とき)"
    checked += r"|確認(?:の|した|を行った|をした)(?:上|うえ)|本人確認を(?:行います|いたします|致します)"
    wanted = r"必要です|必要になります|必要とします|提出していただきます"
    wanted += r"|(?:提出|添付|同封)してください|加えてください"
    return "always" if re.search(f"{checked}|{wanted}", quote) else None


def span(quote: str) -> dict[str, int] | None:
    """`1ヶ月以内` -> months 1, `1年間` -> years 1, `2週間以内` -> weeks 2."""
    found = re.search(r"(\d+)(ヶ月|か月|カ月|ヵ月|年間|週間|日)間?(?:以内|保存|保管)", quote)
    months = dict.fromkeys(("ヶ月", "か月", "カ月", "ヵ月"), "months")
    units = {**months, "年間": "years", "週間": "weeks", "日": "days"}
    return {units[found.group(2)]: int(found.group(1))} if found else None


def kept_from(quote: str) -> dict[str, Any] | None:
    """`回答を終了した事業年度(4月~翌年3月)より1年間保存` -> from the end of the business year that begins in April."""
    found = re.search(r"回答を終了した事業年度\((\d{1,2})月[~〜]翌年(\d{1,2})月\)より\d+年間保存", quote)
    if not found or int(found.group(2)) != (int(found.group(1)) - 2) % 12 + 1:
        return None
    return {"after": "business_year_of_answer", "first_month": int(found.group(1))}


def payment_period(quote: str) -> dict[str, int] | None:
    """`連絡後1週間、連絡が成立しない場合の2週間以内` -> 1 and 2 weeks."""
    found = re.search(r"連絡後(\d+)週間、連絡が成立しない場合の(\d+)週間以内", quote)
    if not found:
        return None
    return {"after_notice_weeks": int(found.group(1)), "without_notice_weeks": int(found.group(2))}


def frequency(quote: str) -> dict[str, int] | None:
    """`12か月の間に2回まで` -> 2 times, 12 months."""
    found = re.search(r"(\d+)か月の間に(\d+)回まで", quote)
    return {"times": int(found.group(2)), "months": int(found.group(1))} if found else None


def age(quote: str) -> int | None:
    """`16歳未満` -> 16."""
    found = re.search(r"(\d+)歳未満", quote)
    return int(found.group(1)) if found else None


# 電子メールのうちご希望の方法で, 電子メール又は書面のいずれかで
_CHOICE = r"(?:(?:又は|または|もしくは|若しくは|、|・)[^、。]{1,10})?の(?:うち|いずれか)"


def reply(quote: str) -> dict[str, Any] | None:
    """The ways of reply named in a sentence, and whether the customer's wish decides."""
    words = [
        (r"書面に|書面で|書面により|郵便|書留|郵送", "post"),
        (rf"メールアドレス(?:宛|あて)|メール(?:で|により|にて|{_CHOICE})", "email"),
        (r"電子媒体|記録媒体|CD-?R|USB", "media"),
        (r"その他の個人情報保護委員会規則で定める方法|窓口での受取|窓口でお渡し", "other"),
    ]
    quote = _without_denied(quote, r"書面|(?:電子)?メール")
    methods = [method for word, method in words if re.search(word, quote)]
    if not methods:
        return None
    return {
        "methods": methods,
        "choice": bool(
            re.search(r"ご?希望に(?:従い|より|応じ)|ご?(?:指示|指定|希望)(?:した|された|する|の)方法", quote)
        ),
    }


def _without_denied(quote: str, ways: str) -> str:
    """The quotation without the ways that it denies (郵送では受け付けておりません); 郵送以外では, 郵送でのみ stay."""
    only = r"ないと|なければ|以外|しか|のみ|だけ|限り|場合"
    denied = r"ません|できかね|[いし]かね|遠慮|ご?不可"
    others = r"お?電話|(?:電子)?メール|FAX|ファック?ス|窓口|インターネット"
    beside = rf"(?:[、・や](?:{ways}|{others})){{0,6}}"  # 郵送、電話、メールでの申請は
    return re.sub(rf"(?:{ways}){beside}(?:(?!{only})[^、。()]){{0,20}}?(?:{denied})", "", quote)


# 受付にお持ちください, 窓口へお持ちいただくか; not what one has at hand, nor who has something.
_BROUGHT = (
    r"(?<!手元)(?:に|へ|まで)お持ち(?:くださ[いる]|下さ[いる]|いただ(?:く|き|け)|頂(?:く|き|け)|になり)"
)

# 郵送または電子メールで, メールでご請求ください; neither how the company answers nor the address on a form.
_MAIL = r"(?:電子|E-?)?メール(?!アドレス|マガジン|番号)"
_OR = r"(?:または|又は|もしくは|若しくは|あるいは|および|及び|[、・/か])"
_TOLD = (
    r"(?!の?(?:いずれか)?(?:で|にて|により|による|の)[^。、]{0,20}"
    r"(?:回答|お?返事|ご?連絡し|お知らせ|ご?通知|します|致します|いたします))"
)
_SENT = (
    r"(?:にて|で|により|による)(?:の|も|、)?[^。、]{0,16}(?:請求|申し?出|申請|お?申し?込"
    r"|ご?送付(?:くださ|下さ)|お送り(?:くださ|下さ|いただ)|ご?提出|お寄せ)"
)
_ANSWER = r"(?<![答果知事]は)(?<![答果知事]は、)"
_BY_MAIL = (
    rf"{_ANSWER}郵送{_OR}{_MAIL}{_TOLD}|{_ANSWER}{_MAIL}{_OR}ご?郵送{_TOLD}|{_ANSWER}{_MAIL}{_TOLD}{_SENT}"
    rf"|請求(?:等)?[はを]、?{_MAIL}(?:で|にて)(?:も|の?み)?(?:受け?付け?|承り)"
)


# 簡易書留により宛先にお送りください; not what the company sends.
_REGISTERED = (
    r"(?:書留|特定記録|配達記録|レターパック)(?:郵便)?(?:で|により|にて|など)[^。]{0,24}"
    r"(?:送り(?:くださ|下さ|いただ)|ご?送付(?:して)?(?:くださ|下さ|いただ))"
)


def channels(quote: str) -> list[str] | None:
    """How a request or a first contact may be made, in the order of the list below."""
    quote = _without_denied(
        quote, r"郵送|(?:電子)?メール|来店|来院|来社|ご?持参|お持ち|お越し|ご?提出|お?電話"
    )
    words = [
        (rf"郵送|{_REGISTERED}", "post"),
        (_BY_MAIL, "email"),
        (r"お?電話(?:または|\)|でどうぞ|でも?(?:ご?請求|お申し?出|受け付け))", "phone"),
        (r"書面(?:にて|で)(?:ご?提出|お送り|ご?送付)", "paper"),
        (r"直接ご請求", "direct"),
        (
            r"書類を提示し|来店|来院|ご?持参|(?:窓口|受付|事務室|帳場|フロント|医事課)(?:に|へ|まで)(?:ご?提出|お越し)"
            rf"|窓口(?:で|にて)、?[^。]{{0,40}}ご?提出|{_BROUGHT}",
            "in_person",
        ),
    ]
    return [channel for pattern, channel in words if re.search(pattern, quote)] or None


def form_source(quote: str) -> str | None:
    """Where the form comes from: downloaded, sent after contact, or asked for."""
    if re.search(
        r"ダウンロード(?:してください|して下さい|し、|・印刷|できます|いただけ|の(?:うえ|上))|(?:サイト|ページ)からダウンロード(?!(?:は|も)?でき(?:ません|ない)|(?:は|も)?でき?かね)",
        quote,
    ):
        return "download"
    if re.search(
        r"(?:申請書|請求書|書式|書類|用紙)(?:一式)?を(?:お送り|ご?送付|ご?郵送)(?:します|いたします|致します)",
        quote,
    ):
        return "sent_after_contact"
    return "ask_the_desk" if re.search(r"受付方法の詳細は.*お問い合わせ下さい", quote) else None


def reasons(quote: str) -> str | None:
    """`理由を付して通知`, `理由を書面でお知らせします` -> yes; `理由を説明するよう努めます` -> endeavour."""
    if "理由を説明するよう努めます" in quote:
        return "endeavour"
    how = r"(?:付して|付けて|付し|添えて|示して|併せて|(?:書面|文書|(?:電子)?メール)(?:で|にて|により))?"
    told = rf"理由を{how}(?:ご?通知|お知らせ|ご?説明)(?:(?:いた|致)?し|する)"
    denied = r"(?:ません|ない|かね|て(?:は)?お?り?ません|こと(?:は(?:でき|あり)|な[くし])|義務)"
    return "yes" if re.search(rf"理由を付して通知(?!し(?:ません|ない))|{told}(?!{denied})", quote) else None


def on_demand(quote: str) -> list[Any] | None:
    """No list of papers: identity is proved when asked, or by comparing what the company already knows."""
    asked = re.search(
        r"必要に応じて、本人確認.*お願いすることがあります|照らし合わせることでお客様の本人確認", quote
    )
    return [] if asked else None


def payer(quote: str) -> str | None:
    """`皆様のご負担`, `郵送料はお客様のご負担となります` -> customer; not what copies cost."""
    if "皆様のご負担" in quote:
        return "customer"
    sent = re.search(rf"{_SENDING}[^。]{{0,30}}?{_BORNE}", quote) and not re.search(r"写しの|コピー", quote)
    return "customer" if sent else None


def _either(japanese: Rule, english: Rule) -> Rule:
    """The rule for Japanese, and for a quotation without any kana or kanji the one for English."""

    def rule(quote: str) -> Any:
        return japanese(quote) if re.search(r"[ぁ-んァ-ヶ一-龥]", quote) else english(quote)

    return rule


RULES: dict[str, Rule] = {
    "count_of": count_of,
    "medium_of": medium_of,
    "closed_on": closed_on,
    "hours": hours,
    "charge": _either(charge, english_rules.charge),
    "certainty": _either(certainty, english_rules.certainty),
    "span": span,
    "kept_from": kept_from,
    "payment_period": payment_period,
    "frequency": frequency,
    "age": _either(age, english_rules.age),
    "reply": _either(reply, english_rules.reply),
    "channels": _either(channels, english_rules.channels),
    "form_source": _either(form_source, english_rules.form_source),
    "reasons": _either(reasons, english_rules.reasons),
    "on_demand": on_demand,
    "payer": payer,
}
