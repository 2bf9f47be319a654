"""A silence ends when a new version of the policy speaks: sentences as policies write them, and each is noticed.

A sentence that a silence does not notice would be a customer told "not stated" of what is stated. `judged` and `near`
excuse the place that was read, not the same words in another sentence.
"""

from functools import cache

import pytest
import yaml

from knowledge.facts import FactsError
from knowledge.facts.checking import check_silence
from knowledge.facts.loading import UniqueKeyLoader, silent_sheets
from knowledge.facts.placing import Places
from knowledge.facts.schema import DeskFile, SilentFact, entry_from
from knowledge.paths import policies_dir
from knowledge.vocabulary import Region

OCS_BASE = "13.プライバシーポリシーの変更"
OCS_EEA = "第3章 中華人民共和国に居住するお客様の個人情報の取扱いについて"


@cache
def desk_file(company: str) -> DeskFile:
    text = (policies_dir() / company / "desk.yml").read_text(encoding="utf-8")
    return DeskFile.model_validate(yaml.load(text, Loader=UniqueKeyLoader))


def unnoticed(
    company: str, key: str, sentence: str, before: str | None = None, region: Region | None = None
) -> bool:
    """Whether the silence would outlive a policy with this sentence; at the end, or before a heading."""
    folder = policies_dir() / company
    text = (folder / "policy.txt").read_text(encoding="utf-8")
    file = desk_file(company)
    assert before is None or text.count(before) == 1
    changed = f"{text}\n{sentence}\n" if before is None else text.replace(before, f"{sentence}\n\n{before}")
    places = Places.of(file, changed, lambda _: ("document", "section"))
    entry = (file.facts if region is None else file.regions[region].facts)[key]
    parts = [entry_from(part) for part in (entry if isinstance(entry, list) else [entry])]
    silences = [part for part in parts if isinstance(part, SilentFact)]
    assert silences, f"{company} states {key}"
    for silent in silences:
        try:
            check_silence(places, key, silent, region, silent_sheets(file, key, region))
        except FactsError:
            return False
    return True


@pytest.mark.parametrize(
    ("company", "key", "sentence"),
    [
        ("prestige", "desk.fax", "FAX番号:018-000-0000"),
        ("prestige", "desk.fax", "ＦＡＸ：018-000-0000"),
        ("oni", "desk.fax", "ＦＡＸ：086-000-0000"),
        ("oni", "sharing.contractor_liability", "委託先の行為については、一切責任を負うものではありません。"),
        ("oni", "sharing.contractor_liability", "委託先の過失についても当社が責任をもって対応します。"),
        ("prestige", "sharing.contractor_liability", "再委託先による損害は当社が賠償します。"),
        ("prestige", "data.definition", "「個人情報」とは、生存する個人に関する情報をいいます。"),
        ("ocn", "request.meanings", "「利用停止」とは、当社が利用をやめることをいいます。"),
        ("oni", "request.meanings", "「利用停止」とは、利用をやめることです。"),
        ("opt", "request.meanings", "「利用の停止」とは、利用をやめることです。"),
        ("prestige", "site.cookie_refusal", "クッキーの受け取りを拒否するには、ブラウザをお使いください。"),
        ("prestige", "site.cookie_refusal", "クッキーの設定変更は、ブラウザのメニューから行えます。"),
        ("prestige", "site.cookie_refusal", "Cookieを無効にすることができます。"),
        ("opt", "site.cookie_refusal", "Cookieを無効にすることができます。"),
        ("opt", "site.cookie_refusal", "Cookieの削除はお使いの端末で行えます。"),
        ("oni", "sharing.contractor_names", "委託先：株式会社みなと運輸"),
        ("ocn", "sharing.countries", "情報は米国およびシンガポールにあるサーバーに置かれます。"),
        ("oni", "sharing.countries", "移転先は、アメリカ合衆国です。"),
        ("opt", "sharing.abroad", "情報は米国およびシンガポールにあるサーバーに置かれます。"),
        ("oni", "sharing.abroad", "クラウドの保存先はシンガポールです。"),
        ("ocn", "request.discrimination", "請求を理由にサービスの提供を拒むことはありません。"),
        ("opt", "request.discrimination", "ご請求を理由とする不当な取扱いはいたしません。"),
        ("ocn", "purposes.change", "当初の目的以外に利用するときは、同意を得ます。"),
        ("ocn", "breach.deadline", "事故の発覚後五日以内にお知らせします。"),
        ("opt", "breach.deadline", "72時間を目途にお知らせします。"),
        ("oni", "breach.deadline", "漏えいは、72時間を目途にお知らせします。"),
        ("opt", "sharing.authorities", "法令に基づく場合には、同意なく提供します。"),
        ("opt", "sharing.authorities", "国の機関に協力する必要がある場合は提供します。"),
        ("oni", "data.source", "個人情報は、ご本人から直接取得します。"),
        ("opt", "data.source", "公開された情報から取得することがあります。"),
        ("oni", "request.ordinary_changes", "ご住所の変更は、コールセンターにお電話で承ります。"),
        ("opt", "request.ordinary_changes", "パスワードはログイン後の画面で変更できます。"),
        ("ocn", "request.one_per_form", "用紙はお一人につき一通お出しください。"),
        ("oni", "family.told", "保護者には内容をお知らせすることがあります。"),
        ("oni", "data.employees", "従業員等の個人情報は、労務管理に用います。"),
        ("opt", "data.employees", "従業員等の個人情報は、労務管理に用います。"),
        ("oni", "data.voluntary", "ご提供はご本人の自由な意思によります。"),
        ("opt", "data.sensitive", "宗教や健康についての情報は取得しません。"),
        ("ocn", "form.incomplete", "記入に漏れがあるときはお返しします。"),
        ("oni", "papers.validity", "証明書は三か月以内に作成されたものに限ります。"),
        ("oni", "fee.unpaid", "お振り込みの期日を過ぎた請求は取り下げとみなします。"),
        *(
            (
                ["ocn", "ocs", "oni", "opt", "prestige"][at],
                "marketing.stop",
                "ご案内の送付を希望されない場合は窓口まで。",
            )
            for at in (0, 2, 3, 4)
        ),
        *(
            (
                ["ocn", "ocs", "oni", "opt", "prestige"][at],
                "request.progress",
                "請求の状況は窓口でお答えします。",
            )
            for at in (0, 2, 3, 4)
        ),
    ],
)
def test_a_new_sentence_is_noticed(company: str, key: str, sentence: str) -> None:
    assert not unnoticed(company, key, sentence)


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("desk.fax", "FAX番号 03-5534-0000"),
        ("desk.fax", "電話番号、FAX番号、送付先は次のとおりです。"),
        ("sale", "お客様の個人情報を販売することはありません。"),
        ("sale", "個人情報を販売しません。"),
        ("data.definition", "「個人情報」とは、お客様を識別できる情報をいいます。"),
        ("marketing.stop", "ご案内の送付を希望されない場合は、窓口までお知らせください。"),
        ("sharing.countries", "情報は中国および欧州の会社に渡ります。"),
        ("purposes.change", "当初の目的以外に利用するときは、同意を得ます。"),
        ("sharing.contractor_liability", "委託先の過失についてはOCSが責任をもって対応します。"),
        ("breach.deadline", "72時間を目途にお知らせします。"),
        ("request.progress", "請求の状況は窓口でお答えします。"),
        ("request.one_per_form", "お一人につき一枚お書きください。"),
        ("privacy_mark", "第三者機関による認証を取得しています。"),
        ("papers.seal", "委任状には実印を押し、印鑑証明を添えてください。"),
        ("fee.submission_costs", "郵送の費用はお客様にお願いしております。"),
    ],
)
def test_a_new_sentence_of_ocs_is_noticed(key: str, sentence: str) -> None:
    assert not unnoticed("ocs", key, sentence, OCS_BASE)


def test_a_new_sentence_of_the_european_chapter_is_noticed() -> None:
    spoken = ("purposes.change", "新たな目的に利用するときは、同意を得ます。")
    assert not unnoticed("ocs", *spoken, OCS_EEA, Region.EEA_UK)
    assert not unnoticed(
        "ocs", "privacy_officer.name", "データ保護オフィサーは山田太郎です。", OCS_EEA, Region.EEA_UK
    )
    assert not unnoticed(
        "ocs", "refusal.appeal", "結果にご不服のときは再検討を求められます。", OCS_EEA, Region.EEA_UK
    )


def test_a_judged_quotation_excuses_its_place_only() -> None:
    folder = policies_dir() / "oni"
    text = (folder / "policy.txt").read_text(encoding="utf-8")
    file = desk_file("oni")
    read = {"not_stated": ["責任を負"], "judged": ["一切責任を負うものではありません"]}
    silent = SilentFact.model_validate(read)
    known = Places.of(file, text, lambda _: ("document", "section"))
    check_silence(known, "compensation", silent, None, (None,))
    changed = text + "\n委託先の行為については、一切責任を負うものではありません。\n"
    later = Places.of(file, changed, lambda _: ("document", "section"))
    with pytest.raises(FactsError, match="judged quotation occurs 2 times"):
        check_silence(later, "compensation", silent, None, (None,))
    numbered = SilentFact.model_validate(
        read | {"judged": [{"text": "一切責任を負うものではありません", "occurrence": 1}]}
    )
    with pytest.raises(FactsError, match="unread"):
        check_silence(later, "compensation", numbered, None, (None,))


def test_the_searched_term_alone_is_no_excuse() -> None:
    folder = policies_dir() / "prestige"
    text = (folder / "policy.txt").read_text(encoding="utf-8")
    places = Places.of(desk_file("prestige"), text, lambda _: ("document", "section"))
    silent = SilentFact.model_validate(
        {"not_stated": ["クッキーの設定変更"], "judged": ["クッキーの設定変更"]}
    )
    with pytest.raises(FactsError, match="nothing but a searched term"):
        check_silence(places, "site.cookie_refusal", silent, None, (None,))
