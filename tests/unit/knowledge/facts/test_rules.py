"""The rules that derive values say what they were made for, and nothing about other sentences."""

import datetime as dt
from typing import Any

import pytest

from knowledge.facts.rules import RULES, squeeze

CASES: list[tuple[str, str, Any]] = [
    ("count_of", "個人番号カード(表面のみ)のいずれか2点のコピー", 2),
    ("count_of", "法定代理人申告書 1通", 1),
    ("count_of", "いずれかを2点、または3点", None),
    ("medium_of", "公的書類のコピー1点", "copy"),
    ("medium_of", "書類を提示し、またはそのコピーを提出", "show_or_copy"),
    ("closed_on", "窓口は 2023 年 6 月 30 日を以て閉鎖しました。", dt.date(2023, 6, 30)),
    ("closed_on", "会社概要は 2023 年 6 月 30 日を以て公開を終了しました。", None),
    (
        "hours",
        "電話:018-888-9333(土日祝日・年末年始を除く 9時~17時)",
        {"open": "09:00", "close": "17:00", "closed": ["saturday", "sunday", "holidays", "year_end"]},
    ),
    ("hours", "火曜・祝日を除く9時~18時", None),
    ("hours", "祝日を除く9時~18時", {"open": "09:00", "close": "18:00", "closed": ["holidays"]}),
    (
        "hours",
        "日曜・祝祭日は休業 9時~18時",
        {"open": "09:00", "close": "18:00", "closed": ["sunday", "holidays"]},
    ),
    ("hours", "毎日9時~17時、年末年始を除く", {"open": "09:00", "close": "17:00", "closed": ["year_end"]}),
    ("hours", "9時~17時(土曜日を除く)", {"open": "09:00", "close": "17:00", "closed": ["saturday"]}),
    ("hours", "日曜日を除く毎日9:00~20:00", {"open": "09:00", "close": "20:00", "closed": ["sunday"]}),
    ("hours", "午後1時~5時", {"open": "13:00", "close": "17:00", "closed": []}),
    ("hours", "午後12時30分~5時", {"open": "12:30", "close": "17:00", "closed": []}),
    ("hours", "午前9時~5時", None),
    ("hours", "毎日9:00~18:00(1月1日を除く)", None),
    ("hours", "9:00~17:00(土日祝および夏季休業期間を除く)", None),
    (
        "hours",
        "9:00~17:00(日祝・12月31日~1月3日を除く)",
        {"open": "09:00", "close": "17:00", "closed": ["sunday", "holidays", "year_end"]},
    ),
    ("hours", "土日10時~17時", None),
    ("hours", "月・火・木・金9時~17時", None),
    ("hours", "土日9時~17時、祝日を除く", None),
    ("hours", "9時~17時(水・日・祝を除く)", None),
    ("hours", "10:00~17:00 休診日 水曜日・日曜日", None),
    ("hours", "9:00~17:00(土曜は12:00まで)", None),
    ("hours", "平日および土曜日 9時~17時", None),
    ("hours", "月~金(祝日を含む) 9時~17時", None),
    ("hours", "平日10時~16時(正午から1時間は休み)", None),
    ("charge", "お客様は無料で権利を行使することができます", "no"),
    ("charge", "所定の手数料をいただく場合がございます。", "sometimes"),
    ("charge", "「開示請求書」 (手数料が掛かります)", "yes"),
    ("charge", "手数料の徴取は行いません", None),
    ("charge", "訂正の手数料は無料です。", "no"),
    ("charge", "手数料はいただきません。", "no"),
    ("charge", "開示の請求は無料ではありません。", None),
    ("charge", "開示の請求は無料ではなく、手数料をいただきます。", "yes"),
    ("charge", "すべての請求が無料とは限りません。", None),
    ("charge", "訂正は無料です。開示には手数料をいただきます。", None),
    ("charge", "開示1件につき500円をいただきます。訂正は無料です。", None),
    ("charge", "手数料は無料です。返送の切手代84円はご負担ください。", "no"),
    ("charge", "手数料は無料です。ただし、写しが多い場合は手数料をいただく場合がございます。", "sometimes"),
    ("charge", "訂正や利用の停止には手数料はかかりません。", "no"),
    ("charge", "手数料が掛かりませんので、そのままお送りください。", "no"),
    ("charge", "手数料がかかりませんかというご質問をよくいただきます。", None),
    ("charge", "手数料が無料となる場合があります。", None),
    ("charge", "手数料は無料とはなりません。", None),
    ("charge", "手数料を無料にすることはできません。", None),
    ("charge", "手数料は不要ではありません。", None),
    ("charge", "通話料は無料です。開示の手数料は別途定めます。", None),
    ("charge", "開示以外の請求には手数料をいただきません。", None),
    ("charge", "初回は無料、2回目以降は有料です。", None),
    ("charge", "手数料は無料といたします。", "no"),
    ("charge", "手数料を頂戴しておりません。", None),
    ("charge", "手数料を頂戴いたします。", "yes"),
    ("charge", "手数料を同封する必要はありません。", None),
    ("charge", "手数料を申し受けます。", "yes"),
    ("channels", "ご来店での受付はいたしません。郵送に限ります。", ["post"]),
    ("channels", "窓口へのご持参は受け付けておりません。", None),
    ("channels", "郵送はご遠慮いただき、窓口へお越しください。", ["in_person"]),
    ("channels", "郵送以外の方法では受け付けておりません。", ["post"]),
    ("reply", "書面で回答します。メールでは回答いたしません。", {"methods": ["post"], "choice": False}),
    ("form_source", "書式はサイトからダウンロードできません。", None),
    ("form_source", "書式は当社サイトからダウンロードのうえ、ご記入ください。", "download"),
    ("reasons", "理由をお知らせすることはできません。", None),
    ("reasons", "理由を通知しない場合があります。", None),
    ("reasons", "理由をお知らせすることなく、お断りする場合があります。", None),
    ("reasons", "理由の説明はいたしかねます。", None),
    ("reasons", "理由を付して通知します。", "yes"),
    ("channels", "申出書は、受付にお持ちいただくか、窓口に郵送してください。", ["post", "in_person"]),
    ("channels", "ご記入のうえ、受付へお持ちください。", ["in_person"]),
    ("channels", "お電話の際は、会員証をお手元にお持ちください。", None),
    ("channels", "会員証をお持ちの方は、番号をお書きください。", None),
    ("reasons", "そのときは理由を書面でお知らせします。", "yes"),
    ("reasons", "その理由を文書により通知いたします。", "yes"),
    ("reasons", "時間がかかるときは、その理由と見込みをお知らせします。", None),
    ("reasons", "請求の理由を書面でお書きください。", None),
    ("certainty", "ご本人であることを確認できないとき", "always"),
    ("certainty", "ご本人の確認ができない場合はお受けできません。", "always"),
    ("certainty", "番号を確認できるときに処理します。", None),
    ("span", "通常1ヶ月以内に回答いたします", {"months": 1}),
    ("span", "回答を終了した事業年度（4月～翌年3月）より1年間保存し", {"years": 1}),
    ("frequency", "12か月の間に2回まで", {"times": 2, "months": 12}),
    ("age", "16歳未満のお客様", 16),
    (
        "reply",
        "電子メールによる方法でご指定の電子メールアドレス宛にご回答します。",
        {"methods": ["email"], "choice": False},
    ),
    ("reasons", "その理由を説明するよう努めます。", "endeavour"),
    ("certainty", "本人確認をさせていただく場合がございます。", "sometimes"),
    ("certainty", "委任状の提出が必要です。", "always"),
    ("certainty", "個人情報を利用します。", None),
    ("payer", "費用は皆様のご負担となります。", "customer"),
]


@pytest.mark.parametrize(("rule", "quote", "value"), CASES)
def test_a_rule_reads_its_value_from_the_quotation(rule: str, quote: str, value: Any) -> None:
    assert RULES[rule](squeeze(quote)) == value


@pytest.mark.parametrize("rule", sorted(RULES))
def test_no_rule_speaks_where_it_does_not_apply(rule: str) -> None:
    assert RULES[rule](squeeze("当社は法令を遵守します。")) is None
