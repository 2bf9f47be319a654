"""Whole conversations in several registers of Japanese, through real Rasa and real desk facts."""

import pytest

from tests.integration.bot.talking import Rasa

pytestmark = pytest.mark.integration


def test_a_correction_is_understood_from_the_first_word_to_the_form(rasa: Rasa) -> None:
    talk = rasa.open("oni")
    said = talk.say("登録してある住所が古いままなので直してもらえますか")
    assert said.slots["request_type"] == "correction"
    if said.asks == "requester":
        said = talk.say("本人です")
    assert said.slots["requester"] == "self"
    if said.asks == "subject":
        said = talk.say("住所ですね")
    assert said.slots["subject"] == "address"
    while said.asks != "confirm":
        said = talk.press("post")
    assert "1号" in said.text or "運転免許証" in said.text
    assert "手数料：ポリシーに記載がありません" in said.text
    said = talk.say("はい、それでお願いします")
    assert said.effects == ["offer_form"]
    assert said.slots["stage"] == "form_offered"
    assert said.state.active_loop is None


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("私について持っている情報を見せてください", "disclosure"),
        ("おたくが持ってる俺のデータ見せろ", "disclosure"),
        ("じぶんのじょうほうをかいじしてほしいです", "disclosure"),
        ("私の情報の利用停止を請求いたします", "use_stop"),
        ("もうDMとかに使うのやめてほしいんですけど", "use_stop"),
        ("登録内容の訂正をお願いいたします", "correction"),
        ("I would like to see the data you hold about me", "disclosure"),
    ],
)
def test_the_kind_of_request_is_understood(rasa: Rasa, sentence: str, kind: str) -> None:
    said = rasa.open("prestige").say(sentence)
    assert said.slots.get("request_type") == kind
    assert said.state.active_loop == "request_form"


def test_buttons_alone_lead_to_the_form(rasa: Rasa) -> None:
    talk = rasa.open("ocs")
    assert talk.press("start_request").asks == "request_type"
    assert talk.press("disclosure").asks == "region"
    assert talk.press("california").asks == "requester"
    said = talk.press("self")
    assert said.slots["request_type"] == "access_ccpa"
    assert talk.press("all").asks == "reply_method"
    said = talk.press("post")
    assert said.asks == "confirm"
    assert talk.press("yes").effects == ["offer_form"]


def test_a_place_answers_for_the_region(rasa: Rasa) -> None:
    talk = rasa.open("ocs")
    talk.press("start_request")
    talk.press("disclosure")
    said = talk.say("ロンドンに住んでいます")
    assert said.slots["region"] == "eea_uk"
    assert said.asks == "requester"


def test_a_yes_does_not_answer_where_somebody_lives(rasa: Rasa) -> None:
    talk = rasa.open("ocs")
    talk.press("start_request")
    talk.press("disclosure")
    said = talk.say("はい")
    assert said.asks == "region"
    assert "region" not in said.slots


@pytest.mark.parametrize(
    ("aside", "key"),
    [
        ("ところで手数料はいくらかかりますか", "answer.quoted"),
        ("宇宙人の個人情報はどう扱われますか", "answer.not_stated"),
        ("対応が遅すぎる、どうなってるんだ", "talk.complaint"),
        ("明日の天気を教えて", "talk.out_of_scope"),
        ("ありがとうございます", "talk.thanks_in_form"),
        ("あなたはロボットですか", "talk.bot_challenge"),
        ("前に出した申請はどうなっていますか", "status.in_form"),
    ],
)
def test_an_aside_is_answered_and_the_form_asks_on_in_the_same_turn(rasa: Rasa, aside: str, key: str) -> None:
    talk = rasa.open("opt")
    talk.press("start_request")
    talk.press("deletion")
    before = talk.press("self")
    said = talk.say(aside)
    assert said.keys[0] == key
    assert said.keys[-1] == "ask.subject"
    assert said.asks == before.asks == "subject"
    assert said.slots["request_type"] == "deletion"
    assert talk.press("address").asks is not None


def test_who_wants_another_right_in_the_middle_of_the_form_keeps_what_was_said(rasa: Rasa) -> None:
    talk = rasa.open("oni")
    talk.press("start_request")
    talk.press("deletion")
    talk.press("self")
    said = talk.say("やっぱり削除じゃなくて利用停止でお願いします")
    assert said.keys[0] == "request.switched"
    assert said.slots["request_type"] == "use_stop"
    assert said.slots["requester"] == "self"
    assert said.asks == "subject"


def test_the_form_goes_back_a_step_and_ends_where_the_customer_says_so(rasa: Rasa) -> None:
    talk = rasa.open("oni")
    talk.press("start_request")
    talk.press("deletion")
    talk.press("self")
    said = talk.say("ひとつ前に戻ってください")
    assert said.asks == "requester"
    said = talk.say("やっぱりやめます")
    assert said.keys == ["request.cancelled"]
    assert said.state.active_loop is None
    assert "request_type" not in said.slots


def test_who_says_no_to_the_summary_may_change_one_answer(rasa: Rasa) -> None:
    talk = rasa.open("prestige")
    talk.press("start_request")
    talk.press("correction")
    talk.press("self")
    said = talk.press("address")
    assert said.asks == "confirm"  # Prestige answers corrections on paper: nothing to choose
    assert "郵送" in said.text
    assert talk.press("no").keys == ["ask.change_target"]
    assert talk.press("change_subject").asks == "subject"
    assert talk.press("name").asks == "confirm"
    assert talk.press("yes").effects == ["offer_form"]


def test_a_person_can_be_had_at_any_time(rasa: Rasa) -> None:
    assert rasa.open("opt").say("人と話したい").effects == ["handoff"]
    talk = rasa.open("opt")
    talk.press("start_request")
    talk.press("deletion")
    said = talk.say("もういい、担当の人に代わって")
    assert said.effects == ["handoff"]
    assert said.state.active_loop is None


def test_the_closed_desk_takes_no_request(rasa: Rasa) -> None:
    talk = rasa.open("ocn")
    said = talk.say("自分の個人情報の開示を請求したいです")
    assert said.keys == ["outcome.closed", "outcome.closed_form_with_fee"]
    assert "NTT" in said.text
    assert "開示請求書" in said.text
    assert said.state.active_loop is None
    assert said.messages[0]["citations"]
    assert talk.say("はい、お願いします").effects == ["handoff"]


def test_silence_of_the_policy_is_no_refusal(rasa: Rasa) -> None:
    talk = rasa.open("ocs", region="jp")
    said = talk.say("私のデータを他社に移せる形式で転送してください")
    assert said.keys == ["outcome.not_offered"]
    assert said.state.active_loop is None


def test_for_data_held_for_a_client_no_form_is_opened(rasa: Rasa) -> None:
    talk = rasa.open("prestige")
    said = talk.say("契約している保険会社のロードサービスで聞かれた情報なんですが、消してもらえますか")
    assert "outcome.held_for_client" in said.keys
    assert said.state.active_loop is None


def test_who_asks_two_companies_at_once_hears_that_each_wants_its_form(rasa: Rasa) -> None:
    said = rasa.open("prestige").say("グループ会社2社分の開示をまとめて請求したい")
    assert "request.one_per_form_companies" in said.keys
    assert said.state.active_loop == "request_form"


def test_somebody_without_authority_gets_no_form(rasa: Rasa) -> None:
    said = rasa.open("oni").say("隣の人の情報を見たいのですが")
    assert said.keys[0].startswith("outcome.no_authority")
    assert said.state.active_loop is None


def test_who_wants_data_removed_is_asked_how_where_it_can_mean_several_rights(rasa: Rasa) -> None:
    said = rasa.open("oni").say("私の情報、消して")
    assert said.keys == ["ask.remove"]
    assert [c["value"] for c in said.messages[-1]["choices"]][:3] == ["deletion", "erasure", "use_stop"]


def test_a_request_that_is_open_is_not_opened_twice_and_can_be_asked_about_and_withdrawn(rasa: Rasa) -> None:
    talk = rasa.open("oni", stage="opened", request_type="deletion", requester="self", subject="all")
    assert talk.say("削除してください").keys == ["request.already_opened"]
    assert talk.say("申請の状況を教えてください").effects == ["show_status"]
    said = talk.say("取り下げたいです")
    assert said.effects == ["withdraw_request"]
    assert said.slots["stage"] == "withdrawn"


def test_another_request_after_the_first_keeps_who_asks(rasa: Rasa) -> None:
    talk = rasa.open("oni", stage="opened", request_type="deletion", requester="self", subject="all")
    said = talk.say("あと、住所の訂正もお願いします")
    assert said.slots["request_type"] == "correction"
    assert said.slots["requester"] == "self"
    assert said.state.active_loop == "request_form"


def test_two_questions_without_an_answer_bring_the_offer_of_a_person(rasa: Rasa) -> None:
    talk = rasa.open("opt")
    talk.say("宇宙での個人情報の扱いを教えてください")
    said = talk.say("では宇宙船の利用目的は何ですか")
    assert said.keys[-1] == "answer.offer_person"
    assert talk.say("はい、お願いします").effects == ["handoff"]


def test_a_rebuilt_tracker_goes_on_where_it_was(rasa: Rasa) -> None:
    talk = rasa.open("oni")
    talk.press("start_request")
    talk.press("deletion")
    state = talk.press("self").state
    other = rasa.open("oni")
    other.rebuild(state)
    other.expects = "subject"
    said = other.say("手数料はかかりますか")
    assert said.keys == ["answer.quoted", "ask.subject"]
    assert other.press("all").asks in ("reply_method", "confirm")


@pytest.mark.parametrize("text", ["!!!!!!", "あああああああ", "ｗｗｗ", "🙂🙂", "。"])
def test_odd_input_is_never_met_with_silence(rasa: Rasa, text: str) -> None:
    talk = rasa.open("opt")
    assert talk.say(text).keys
    talk.press("start_request")
    said = talk.say(text)
    assert said.keys
    assert said.asks == "request_type"


@pytest.mark.parametrize(
    "sentence",
    [
        "メルマガ止めて",
        "宣伝のハガキはもう結構です、送らないでください",
        "営業の電話、しつこいんでやめてもらえます？",
        "please stop your promotional mails",
        "请不要再给我发广告了",
    ],
)
def test_advertisements_are_no_provision_to_third_parties(rasa: Rasa, sentence: str) -> None:
    talk = rasa.open("prestige")
    said = talk.say(sentence)
    assert said.keys == ["matter.stop_marketing_offered"]
    said = talk.say("はい、それで")
    assert said.slots["request_type"] == "use_stop"


def test_in_europe_advertisements_are_objected_to(rasa: Rasa) -> None:
    talk = rasa.open("ocs")
    said = talk.say("DMを送ってこないでください")
    assert said.keys == ["ask.region_for_answer"]
    said = talk.say("デュッセルドルフです")
    assert said.keys == ["matter.stop_marketing_stated_offered"]
    assert said.slots["offer"] == "objection"


@pytest.mark.parametrize(
    ("sentence", "key"),
    [
        ("退会したい", "matter.leave_service_offered"),
        ("もう会員でいたくないので抜けます", "matter.leave_service_offered"),
        ("I'd like to cancel my membership", "matter.leave_service_offered"),
        ("损害赔偿", "matter.claim_damages"),
        ("損害賠償請求したい", "matter.claim_damages"),
        ("漏えいの慰謝料を払ってください", "matter.claim_damages"),
    ],
)
def test_what_no_request_is_named_after_is_understood_all_the_same(
    rasa: Rasa, sentence: str, key: str
) -> None:
    assert rasa.open("oni").say(sentence).keys == [key]


@pytest.mark.parametrize("sentence", ["可以打电话吗", "郵送先は"])
def test_blunt_questions_are_questions(rasa: Rasa, sentence: str) -> None:
    assert rasa.open("oni").say(sentence).keys == ["answer.quoted"]


@pytest.mark.parametrize(
    "sentence",
    [
        "How much does it cost?",
        "要多少钱",
        "いくら？",
        "料金はいくらですか",
        "what's it going to cost me",
        "お金かかる？",
    ],
)
def test_a_bare_price_is_answered_as_the_fee_of_a_request(rasa: Rasa, sentence: str) -> None:
    assert rasa.open("oni").say(sentence).keys == ["answer.fee_of_requests", "answer.quoted"]


@pytest.mark.parametrize(
    ("sentence", "keys"),
    [
        ("退会したのにメールが来る", ["matter.stop_marketing_offered"]),
        ("私の情報が漏れたみたいです", ["matter.report_leak"]),
        ("警察に届けたほうがよいのでしょうか", ["matter.seeks_advice"]),
        ("should I talk to a lawyer about this", ["matter.seeks_advice"]),
        ("お父さんに話さないとだめ？", ["answer.quoted"]),
        ("ちょっと気になることがあって", ["talk.greet"]),
        ("父に相談してからにします", ["talk.take_your_time"]),
        ("遺族の者です", ["outcome.no_authority"]),
        ("さっき書いたカード番号、そちらに残りますか", ["talk.this_chat"]),
        ("むずかしくてわかんない", ["talk.help"]),
        ("手数料の額と納付方法をご教示ください", ["answer.quoted"]),
        ("電話番号を教えてください", ["answer.quoted"]),
        ("電話番号は［電話番号］、折り返してください", ["system.handoff_open"]),
    ],
)
def test_what_strangers_said_is_taken_for_what_they_meant(rasa: Rasa, sentence: str, keys: list[str]) -> None:
    assert rasa.open("oni").say(sentence).keys == keys


def test_a_second_request_beside_the_first_is_no_change_of_mind(rasa: Rasa) -> None:
    talk = rasa.open("prestige")
    talk.say("本人です。保有個人データの開示を請求します")
    said = talk.say("訂正も併せてお願いします")
    assert said.keys[0] == "request.one_at_a_time"
    assert said.slots["request_type"] == "disclosure"


def test_an_agent_who_writes_chinese_is_not_taken_for_the_person(rasa: Rasa) -> None:
    said = rasa.open("ocs").say("我朋友住在上海，他委托我来申请删除他的个人信息")
    assert said.slots["requester"] == "voluntary_agent"
    assert said.slots["region"] == "china"


def test_to_see_is_disclosure_and_said_to_be(rasa: Rasa) -> None:
    said = rasa.open("oni").say("見たい")
    assert said.slots["request_type"] == "disclosure"
    assert said.text.startswith("開示のお手続きですね。")


def test_a_matter_in_the_form_is_an_aside(rasa: Rasa) -> None:
    talk = rasa.open("oni")
    talk.press("start_request")
    talk.press("correction")
    said = talk.say("あとメルマガもいらない")
    assert said.keys[0] == "matter.stop_marketing_offered"
    assert said.asks == "requester"
    assert said.slots["request_type"] == "correction"


@pytest.mark.parametrize(
    ("sentence", "keys", "ambiguous"),
    [
        ("消してほしいし、DMも止めて", ["matter.stop_marketing_offered", "ask.remove"], "request_remove"),
        (
            "メルマガを止めて。あと登録情報の削除もお願い",
            ["matter.stop_marketing_offered", "ask.requester"],
            None,
        ),
        ("请删除我的个人信息，另外别再发广告了", ["matter.stop_marketing_offered", "ask.requester"], None),
    ],
)
def test_a_matter_and_a_request_in_one_message_are_both_taken_up(
    rasa: Rasa, sentence: str, keys: list[str], ambiguous: str | None
) -> None:
    said = rasa.open("oni").say(sentence)
    assert (said.keys, said.slots.get("ambiguous")) == (keys, ambiguous)


def test_of_two_requests_the_second_is_offered_when_the_first_is_given_up(rasa: Rasa) -> None:
    talk = rasa.open("oni")
    said = talk.say("住所を直したいのと、開示もしたい")
    assert said.keys[0] == "request.one_at_a_time"
    assert (said.slots["request_type"], said.slots["subject"]) == ("correction", "address")
    assert talk.press("cancel").messages[0]["choices"][0]["value"] == "disclosure"
    assert talk.press("disclosure").slots["request_type"] == "disclosure"


def test_who_says_later_that_they_are_the_guardian_goes_on_with_what_they_wanted(rasa: Rasa) -> None:
    talk = rasa.open("opt")
    assert talk.say("隣の人の情報を開示してほしい").keys[0].startswith("outcome.no_authority")
    said = talk.say("私は成年後見人です")
    assert (said.slots["request_type"], said.slots["requester"]) == ("disclosure", "statutory_agent")
