"""Where somebody lives decides the chapter; where they have only been does not."""

from typing import Any

import pytest

from actions.words.homes import names_in_passing, only_been_there, tells_home
from tests.unit.actions.fakes import Talk, validate

BEEN = (
    "先月、出張で上海に行きました。データを開示してほしい",
    "ロサンゼルス旅行のとき使いました",
    "上海に出張した際に書類を渡した",
    "I was in Tokyo last month",
    "I want to see my data. We visited Osaka in May",
    "on my trip to Paris I used your service",
    "我去过东京",
    "上个月去上海出差",
    "北京に出張中ですが、開示をしたい",
    "上海に出張中です。住所を訂正してほしい",
    "I'm traveling in France, please delete my data",
)
LIVE = (
    "上海に住んでいます",
    "今はロンドン在住です",
    "I live in Texas",
    "I'm currently based in Berlin",
    "Actually I am a resident of Germany",
    "我现在住在上海",
)
NEITHER = (
    "日本",
    "上海です",
    "東京の住所を訂正してほしい",
    "Germany",
    "I am from California",
    "上海",
    "荷物を上海に送りました",
    "先月ロンドンに引っ越して行きました",
    "パリに留学中です",
    "上海に滞在中です",
)


@pytest.mark.parametrize("text", BEEN)
def test_who_has_only_been_somewhere_tells_no_home(text: str) -> None:
    assert only_been_there(text)
    assert not tells_home(text)


@pytest.mark.parametrize("text", LIVE)
def test_who_says_where_they_live_is_taken_at_their_word(text: str) -> None:
    assert tells_home(text)
    assert not only_been_there(text)


@pytest.mark.parametrize("text", NEITHER)
def test_a_place_alone_is_left_to_what_was_asked(text: str) -> None:
    assert not tells_home(text)
    assert not only_been_there(text)


@pytest.mark.parametrize(
    "text",
    [
        "以前は上海に住んでいました",
        "I used to live in Paris",
        "I don't live in Japan",
        "もし上海に住んでいたら",
        "我不住在上海",
        "日本に住んでいない場合は？",
    ],
)
def test_where_somebody_lives_no_more_or_not_at_all_is_no_home(text: str) -> None:
    assert not tells_home(text)


def test_who_lives_there_and_travelled_as_well_has_a_home() -> None:
    assert not only_been_there("パリに住んでいます。先月上海に行きました")
    assert not only_been_there("I live in Berlin and was in Tokyo last month")


def test_a_journey_opens_no_chapter() -> None:
    talk = Talk(company="globe")
    talk.run("action_continue", text="I was in Los Angeles last month", region="california")
    assert talk.slots.get("region") is None


def test_who_says_where_they_live_puts_the_region_right_in_the_form_too() -> None:
    settled: dict[str, Any] = {"request_type": "deletion", "requester": "self", "requested_slot": "subject"}
    talk = Talk(company="globe", region="jp", **settled)
    said = validate(talk, text="I live in California", region="california")
    assert talk.slots["region"] == "california"
    assert said.keys == ["request.changed"]


def test_a_place_in_passing_does_not_put_the_region_right() -> None:
    settled: dict[str, Any] = {"request_type": "deletion", "requester": "self", "requested_slot": "subject"}
    talk = Talk(company="globe", region="jp", **settled)
    validate(talk, text="カリフォルニアの住所", region="california")
    assert talk.slots["region"] == "jp"


def test_a_question_from_who_says_where_they_live_is_answered_for_there_from_then_on() -> None:
    talk = Talk(company="globe", region="jp")
    talk.run("action_answer", "ask_question", text="I live in Paris. Is there a fee?", region="eea_uk")
    assert talk.slots["region"] == "eea_uk"


@pytest.mark.parametrize(
    "text",
    [
        "母がパリに住んでいます",
        "カリフォルニアに住んでいる友人の情報を消して",
        "娘はカリフォルニアに住んでいます",
        "フランスに住んでいる場合はどうなりますか",
        "フランスに住んでいますか",
        "パリに住んでる人の権利は？",
        "カリフォルニア在住の人は削除できますか",
        "パリに住みたい",
        "where do I live in your records",
        "母の住まいはパリです",
    ],
)
def test_where_somebody_else_lives_or_would_is_no_home_of_the_writer(text: str) -> None:
    assert not tells_home(text)


@pytest.mark.parametrize(
    "text",
    [
        "カリフォルニアに住んでいるのですが",
        "妻とパリに住んでいます",
        "ドイツに住んでるんですけど",
        "フランスに居住しております",
        "パリ在住の佐藤です",
        "住んでいるのはテキサスです",
        "母の件です。私はパリに住んでいます。",
    ],
)
def test_a_home_in_other_words_is_one(text: str) -> None:
    assert tells_home(text)


@pytest.mark.parametrize(
    "text",
    [
        "California. I stayed at your hotel",
        "Germany. I visited your site",
        "California, and I was surprised by your letter",
        "カリフォルニアです。去年旅行でそちらのホテルに泊まりました",
        "I was born in California",
        "I was wondering whether you delete data in Texas",
        "I have been in California for ten years",
        "I went to university in California",
        "東京都です。旅行が好きです",
        "カリフォルニアの旅行会社です",
    ],
)
def test_a_place_beside_a_journey_is_left_to_what_was_asked(text: str) -> None:
    assert not only_been_there(text)


IN_PASSING = (
    "EUのサイトで買ったものについて開示してほしい",
    "上海の展示会で渡した名刺の情報を消してほしい",
    "パリのホテルからですが、削除をお願いします",
    "ロンドンで買った商品の件で、私の情報を消してください",
    "北京の支社に出した書類を訂正してほしい",
    "I used your website in Paris, please delete my data",
    "please delete what your office in Berlin holds of me",
    "我在巴黎的店里留下的信息，请删除",
)
NOT_IN_PASSING = (
    "北京在住です。開示を請求したい",
    "EU居住者です。サイトの情報を消して",
    "ドイツから削除をお願いします",
    "パリの住所を訂正してほしい",
    "上海に住んでいて、店で渡した名刺を消したい",
    "北京の会社員です。削除したい",
    "北京在住会社役員です。削除したい",
    "中国ですが、開示してほしい",
    "ロンドンの支店長をしています",
    "パリの者です。EUのサイトの登録を消して",
    "I live in Berlin, near your shop",
    "I live near your office in Berlin",
    "パリのホテルに住んでいます",
    "東京で買ったマンションに住んでいます",
    "I'm in California, delete my data",
    "I am from Paris",
    "我在北京，请删除我的信息",
    "店で渡した名刺を消して",
)


@pytest.mark.parametrize("text", IN_PASSING)
def test_where_a_shop_or_an_office_is_is_no_home(text: str) -> None:
    assert names_in_passing(text)


@pytest.mark.parametrize("text", NOT_IN_PASSING)
def test_who_is_somewhere_is_not_in_passing(text: str) -> None:
    assert not names_in_passing(text)


def test_who_names_a_shop_abroad_is_asked_where_they_live_before_a_request_begins() -> None:
    talk = Talk(company="globe")
    talk.run(
        "action_start_request", "request_disclosure", text="EUのサイトで買ったものについて開示してほしい",
        request_type="disclosure", region="eea_uk",
    )  # fmt: skip
    assert talk.slots.get("region") is None
    assert talk.slots["request_type"] == "disclosure"


def test_what_is_asked_of_an_office_abroad_is_answered_for_there_and_kept_for_nothing_else() -> None:
    talk = Talk(company="globe")
    talk.run("action_answer", "ask_question", text="パリの支社の電話番号は？", region="eea_uk")
    assert talk.answers.asked[-1][1] == "eea_uk"
    assert talk.slots.get("region") is None


@pytest.mark.slow
def test_long_texts_of_places_and_shops_are_read_at_once() -> None:
    assert not names_in_passing("の店" * 10_000)
    assert not names_in_passing("bought it in " * 2_000)


@pytest.mark.parametrize("text", ["I am visiting from Paris", "I'm on vacation from California"])
def test_who_comes_from_somewhere_has_not_only_been_there(text: str) -> None:
    assert not only_been_there(text)


SENT = (
    "パリの姉に書類を送ったことがあります",
    "ロンドンの友人から小包が届いた",
    "先月ロンドンから荷物を受け取ったんですが",
    "上海から届いた書類の宛名",
    "ニューヨークへ荷物を送りました",
    "ロンドンから受け取りました",
    "I shipped documents from Tokyo to Berlin with you in March.",
    "I received a parcel from London last month",
    "my package from Paris was opened",
    "我从上海寄到东京的快件，收件人名字写错了一个字",
    "上个月收到伦敦的快递",
    "把东西寄到上海",
)
NOT_SENT = (
    "パリの姉の情報を消して",
    "ロンドンに住んでいます。荷物を受け取りました",
    "ロンドンから引っ越しました",
    "パリから問い合わせています",
    "パリからです",
    "ロンドンの住所を消して",
    "I live in Berlin, I shipped documents to Tokyo",
    "I am writing from London",
    "I moved from London to Paris",
    "I'm from London",
    "my address in London",
    "I am in Berlin and want my documents deleted",
    "我住在上海，寄到东京的快件",
    "我从上海来的",
    "我在伦敦",
)


@pytest.mark.parametrize("text", SENT)
def test_where_something_was_sent_from_or_to_is_no_home(text: str) -> None:
    assert names_in_passing(text)


@pytest.mark.parametrize("text", NOT_SENT)
def test_where_somebody_writes_from_or_has_moved_is_not_passed_over(text: str) -> None:
    assert not names_in_passing(text)


def test_who_received_a_parcel_from_london_is_not_told_the_rules_of_europe() -> None:
    talk = Talk(company="globe")
    talk.run("action_continue", "inform", text="先月ロンドンから荷物を受け取ったんですが", region="eea_uk")
    assert talk.slots.get("region") is None
