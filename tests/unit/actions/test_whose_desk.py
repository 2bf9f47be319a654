"""Whose desk this is: said to who asks, and to who means another company's."""

import pytest

from actions.case import Case
from actions.ports import Closure
from actions.words.whose import Doubt, doubt
from desk.locales import LOCALES
from desk.wording import render
from knowledge.vocabulary import CompanyId
from tests.unit.actions.fakes import Answers, Book, Talk, validate


@pytest.mark.parametrize(
    "text",
    [
        "このチャットはどこの会社？",
        "ここってANAですか？",
        "which company is this?",
        "ここはアクメですか",
        "is this NTT?",
        "这里是ANA吗",
    ],
)
@pytest.mark.parametrize("action", ["action_respond", "action_fallback"])
def test_who_asks_whose_desk_this_is_hears_the_company(text: str, action: str) -> None:
    talk = Talk()
    assert talk.run(action, "this_chat", text=text).next == ["action_answer"]
    said = talk.run("action_answer", "this_chat", text=text)
    assert said.keys == ["talk.whose_desk"]
    assert said.messages[0]["params"] == {"company": "株式会社アクメ"}


@pytest.mark.parametrize(
    "text",
    [
        "オプトの窓口の電話番号教えて",
        "oniの個人情報を消して",
        "オプトさんの持ってる私の情報を消してほしい",
        "オプトが保有している個人情報を開示して",
        "オプトに登録した私のデータを消して",
    ],
)
def test_another_company_of_this_installation_has_a_desk_of_its_own(text: str) -> None:
    talk = Talk()
    assert talk.run("action_start_request", "request_deletion", text=text).next == ["action_answer"]
    assert talk.run("action_answer", "ask_question", text=text).keys == ["talk.other_desk"]
    assert talk.answers.asked == []


@pytest.mark.parametrize(
    "text",
    [
        "オプトアウトの方法は",
        "ここはAIですか",
        "アクメとオプトの関係は",
        "electronicの窓口は",
        "ここは無料ですか",
        "オプトに渡した私の情報を消して",
        "アクメとオプトの窓口は同じですか",
        "is this FREE?",
        "is this AI?",
        "is this ok?",
        "are you HUMAN?",
        "is this in the EU?",
        "这是LINE吗",
    ],
)
def test_what_does_not_ask_whose_desk_this_is_is_looked_up(text: str) -> None:
    talk = Talk(Answers())
    talk.run("action_answer", "ask_question", text=text)
    assert talk.answers.asked[-1][2] == text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("楽天の個人情報を消して", "楽天"),
        ("Amazonに登録した情報を削除したい", "Amazon"),
        ("ヤフーの会員情報を開示してもらえますか", "ヤフー"),
        ("delete my data at Google", "Google"),
        ("please delete my Amazon account", "Amazon"),
        ("请删除我在淘宝的个人信息", "淘宝"),
        ("株式会社ヤマダの個人情報を削除して", "株式会社ヤマダ"),
        ("楽天の持ってる俺の情報消して", "楽天"),
        ("山田商事株式会社の会員情報の開示をお願いします", "山田商事株式会社"),
        ("delete my account with Rakuten", "Rakuten"),
        ("please close my Yahoo account", "Yahoo"),
        ("remove Netflix's data about me", "Netflix"),
        ("删除我的淘宝的账号", "淘宝"),
    ],
)
def test_a_wish_for_a_known_company_s_data_opens_nothing_and_asks_whose_data_is_meant(
    text: str, name: str
) -> None:
    talk = Talk()
    assert talk.run("action_start_request", "request_deletion", text=text).next == ["action_answer"]
    said = talk.run("action_answer", "request_deletion", text=text)
    assert said.keys == ["talk.perhaps_other_desk"]
    assert said.messages[0]["params"] == {"company": "株式会社アクメ", "other": name}
    assert said.values() == ["start_request", "handoff"]
    assert "request_type" not in talk.slots


def test_a_desk_that_has_closed_says_who_answers_and_asks_nothing_back() -> None:
    talk = Talk(company="gone")
    said = talk.run("action_answer", "request_deletion", text="楽天の個人情報を消して")
    assert "talk.perhaps_other_desk" not in said.keys


@pytest.mark.parametrize(
    "text",
    [
        "Googleへの情報提供を止めてください",
        "Googleのアカウントで登録した情報を消して",
        "Googleアナリティクスのデータを止めて",
        "アクメの楽天市場店に登録した情報を消して",
        "株式会社アクメの個人情報を消して",
        "御社の個人情報を消して",
        "楽天の情報は集めていますか",
        "please send the disclosure to my Yahoo mail",
        "get my Apple mail changed to new mail",
        "I live with my son who works at Google, please correct my address",
        "I ordered from Amazon and you delivered it. please delete my address",
        "stop sharing my data with Google",
        "I signed up with my Google account, please delete my data",
        "我在淘宝的订单由你们配送，请删除我的地址",
        "私は株式会社山田の情報システム部です。登録住所を訂正してほしい",
        "弊社、株式会社山田の登録の変更",
        "株式会社山田の情報システム部に送った住所を訂正して",
        "株式会社ＡＣＭＥの個人情報を削除して",
        "株式会社ACMEの個人情報を削除して",
    ],
)
def test_a_company_that_is_only_spoken_of_refuses_nothing(text: str) -> None:
    talk = Talk()
    assert talk.run("action_start_request", "request_deletion", text=text).next != ["action_answer"]


@pytest.mark.parametrize(
    "text", ["株式会社オニの個人情報を削除して", "株式会社オーエヌアイの情報の開示をしてほしい"]
)
def test_a_company_in_latin_letters_may_be_written_as_it_is_read(text: str) -> None:
    talk = Talk(company="oni")
    assert talk.run("action_start_request", "request_deletion", text=text).next != ["action_answer"]


def test_a_company_in_latin_letters_knows_another_by_its_kanji() -> None:
    talk = Talk(company="oni")
    text = "株式会社山田の個人情報を削除して"
    assert talk.run("action_start_request", "request_deletion", text=text).next == ["action_answer"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("電通デジタルの個人情報を削除して", "電通デジタル"),
        ("トヨタの個人情報を削除して", "トヨタ"),
        ("損保ジャパンに登録した私の情報を削除して", "損保ジャパン"),
        ("博報堂の個人情報の開示をお願いします", "博報堂"),
        ("山田商事の個人情報を消して", "山田商事"),
    ],
)
def test_a_company_on_no_list_that_the_dictionary_knows_is_asked_about(text: str, name: str) -> None:
    said = Talk(company="oni").run("action_answer", "request_deletion", text=text)
    assert said.keys == ["talk.perhaps_other_desk"]
    assert said.messages[0]["params"]["other"] == name


@pytest.mark.parametrize(
    "text",
    [
        "岡山ネットの個人情報を削除して",
        "岡山ネットワークの個人情報を削除して",
        "oniビジョンの個人情報を削除して",
        "オニの個人情報を削除して",
        "ＯＮＩの個人情報を削除して",
        "田中の個人情報を削除して",
        "岡山の個人情報を削除して",
        "息子の個人情報を削除して",
        "セミナーの個人情報を削除して",
        "Gmailの情報を削除して",
        "LINEの情報を消して",
        "iPhoneの情報を消して",
        "マイナンバーの情報を消して",
        "SHEINの荷物の個人情報を削除して",
        "SHEINで買った荷物の情報を消して",
        "トヨタに勤めています。個人情報を削除して",
        "トヨタの社員です。自分の情報を消して",
        "トヨタの名刺の情報を消して",
    ],
)
def test_own_names_people_places_employers_providers_and_shops_refuse_nothing(text: str) -> None:
    talk = Talk(company="oni")
    assert talk.run("action_start_request", "request_deletion", text=text).next != ["action_answer"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("ANAの情報も消して", "talk.perhaps_other_desk_in_form"),
        ("オプトの情報も開示して", "talk.other_desk"),
        ("电话也改，淘宝的信息也删除", "talk.perhaps_other_desk_in_form"),
        ("ここはどこの会社ですか", "talk.whose_desk"),
    ],
)
def test_in_the_form_another_company_is_no_wish_here_and_the_form_stays(text: str, key: str) -> None:
    talk = Talk(request_type="deletion", requested_slot="requester")
    said = validate(talk, "request_disclosure", text=text)
    assert said.keys == [key]
    assert talk.slots["request_type"] == "deletion"
    assert talk.slots["requested_slot"] == "requester"


def test_an_answer_in_a_sentence_of_its_own_counts_beside_another_company() -> None:
    talk = Talk(request_type="deletion", requested_slot="requester")
    said = validate(talk, "inform", text="本人です。ANAの情報も消して", requester="self")
    assert said.keys == ["talk.perhaps_other_desk_in_form"]
    assert talk.slots["requester"] == "self"
    assert talk.slots["requested_slot"] == "subject"


class WithAClosedOne(Book):
    """The desk of `globe` has closed."""

    def closure(self, company: str) -> Closure | None:
        return super().closure("gone" if company == "globe" else company)


def test_whose_desk_has_closed_is_said_with_who_answers_now() -> None:
    found = doubt(Case(CompanyId("acme")), "オプトの個人情報を消して", WithAClosedOne())
    assert found == Doubt("株式会社オプト", successor="後継社")
    for locale in ("ja", "en", "zh"):
        params = {"company": "a", "other": "b", "successor": "後継社"}
        assert "後継社" in render("talk.other_desk_closed", locale, params)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("楽天の情報を消してほしい", "楽天"),
        ("楽天に登録した情報の開示をしたい", "楽天"),
        ("Delete my data at Rakuten", "Rakuten"),
        ("请删除我在淘宝的个人信息", "淘宝"),
    ],
)
def test_a_closed_desk_names_nobody_for_another_companys_data_but_that_company(text: str, name: str) -> None:
    talk = Talk(company="gone")
    assert talk.run("action_start_request", "request_deletion", text=text).next == ["action_answer"]
    said = talk.run("action_answer", "request_deletion", text=text)
    assert said.keys == ["talk.perhaps_other_desk_closed"]
    params = {"company": "株式会社ヘイマク", "other": name, "successor": "後継社"}
    assert said.messages[0]["params"] == params
    assert [one["value"] for one in said.messages[0]["choices"]] == ["handoff"], "nothing begins here"
    for locale in LOCALES:
        told = render("talk.perhaps_other_desk_closed", locale, params)
        first, _, rest = told.partition(name)
        assert "後継社" not in first and "後継社" in rest, "who answers now does so for this company's data"


@pytest.mark.parametrize(
    "text",
    [
        "後継社の個人情報を消して",
        "私の情報を消して",
        "ヘイマクの個人情報を消して",
        "gooの個人情報を削除して",
        "delete my Premium account",
        "delete my Goo account",
        "株式会社ヤマダの個人情報を削除して",
        "楽天の情報は誰が持っていますか",
    ],
)
def test_of_its_own_data_its_services_and_its_successor_a_closed_desk_says_that_it_has_closed(
    text: str,
) -> None:
    assert doubt(Case(CompanyId("gone")), text, Book()) is None


def test_a_well_known_company_that_answers_for_a_closed_desk_is_no_other_one() -> None:
    class Docomo(Book):
        def closure(self, company: str) -> Closure | None:
            return Closure("2023-06-30", "株式会社 NTT ドコモ", ()) if company == "gone" else None

    assert doubt(Case(CompanyId("gone")), "ドコモの情報を消して", Docomo()) is None
    assert doubt(Case(CompanyId("gone")), "楽天の情報を消して", Docomo()) == Doubt(perhaps="楽天")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("delete my Zara account", "Zara"),
        ("close my Nintendo account please", "Nintendo"),
        ("Please delete my account with Uniqlo Online", "Uniqlo Online"),
        ("Remove Shein's data about me", "Shein"),
        ("My Zara account should be deleted please", "Zara"),
        ("I want my Zara account deleted", "Zara"),
        ("My Zara account. Delete it.", "Zara"),
        ("Hello. My Nintendo account needs to be closed.", "Nintendo"),
        ("删除我的淘宝账号", "淘宝"),
        ("请注销我的支付宝账户", "支付宝"),
        ("删除我在得物的账号", "得物"),
        ("删除我的SHEIN账户", "SHEIN"),
        ("删除我在Zara的个人信息", "Zara"),
        ("ZARAのアカウントを消して", "ZARA"),
        ("私のSHEINのアカウントを削除したい", "SHEIN"),
    ],
)
@pytest.mark.parametrize("company", ["acme", "globe", "oni"])
def test_the_owner_of_an_account_on_no_list_is_known_by_grammar(company: str, text: str, name: str) -> None:
    talk = Talk(company=company)
    assert talk.run("action_start_request", "request_deletion", text=text).next == ["action_answer"]
    said = talk.run("action_answer", "request_deletion", text=text)
    assert said.keys == ["talk.perhaps_other_desk"]
    assert said.messages[0]["params"]["other"] == name


@pytest.mark.parametrize(
    "text",
    [
        "delete my Acme account",
        "delete my personal account",
        "Delete My Personal Account",
        "delete my Premium account",
        "My Premium account should be deleted",
        "My account should be deleted",
        "My Acme account should be deleted",
        "My Zara account was deleted. Please delete my data here too",
        "My Zara account is fine. Delete my data",
        "I use my Zara account to log in, my data should be deleted",
        "Can My Whole Account Be Deleted Please",
        "My Old Address should be corrected",
        "DELETE MY OLD ACCOUNT",
        "delete my data with Immediate effect",
        "delete my data at Tokyo",
        "please delete my data by Friday",
        "I signed up with my Zara account, please delete my data",
        "show my English profile",
        "删除我的会员账号",
        "注销我在贵公司的账号",
        "删除我在日本的账号",
        "删除我在网上的账号",
        "删除我在之前注册的账号",
        "删除我在手机上的账号",
        "用我的淘宝账号登录的信息请删除",
        "WEBの会員登録を削除して",
        "LINEのアカウントを消して",
        "ZARAの情報を見ました。削除して",
        "iPhoneのアカウントを削除して",
    ],
)
def test_a_kind_of_account_a_place_a_day_and_a_way_in_are_no_owners(text: str) -> None:
    talk = Talk()
    assert talk.run("action_start_request", "request_deletion", text=text).next != ["action_answer"]
