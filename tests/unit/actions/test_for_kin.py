"""A short wish for a relative, and data that is to stay where nothing is under way: neither begins the wrong thing."""

import pytest

from actions.words.for_kin import wished_for_kin
from actions.words.spared import rest_goes
from tests.unit.actions.fakes import Talk

WISHES = (
    ("能不能帮我妈妈删掉", "request_remove"),
    ("替我妈妈删掉", "request_remove"),
    ("能帮我妈妈删除资料吗", "request_remove"),
    ("可以帮我儿子更正地址吗", "request_correction"),
    ("请帮我爸爸披露个人信息", "request_disclosure"),
    ("母の代わりに消してもらえますか", "request_remove"),
    ("父の分を削除したいのですが", "request_remove"),
    ("娘の名前を直してください", "request_correction"),
    ("can you delete it for my mum", "request_remove"),
    ("could you correct it for my wife please", "request_correction"),
    ("母の情報を消して", "request_remove"),
    ("母のも消して", "request_remove"),
    ("父のデータ全部消してください", "request_remove"),
    ("delete it for my mum", "request_remove"),
    ("帮我妈删掉", "request_remove"),
    ("我想帮我妈妈删除资料", "request_remove"),
)


@pytest.mark.parametrize(("text", "intent"), WISHES)
def test_a_verb_of_a_right_and_a_relative_are_a_wish(text: str, intent: str) -> None:
    assert wished_for_kin(text) == intent
    talk = Talk()
    led = talk.run("action_fallback", "nlu_fallback", text=text, confidence=0.3)
    assert led.next == ["action_start_request"]
    began = talk.run("action_start_request", "nlu_fallback", text=text, confidence=0.3)
    assert began.next == ["request_form"]
    assert talk.slots.get("requester") is None


@pytest.mark.parametrize(
    "text",
    [
        "帮我爸爸查一下吗",
        "能不能帮我妈妈查快递",
        "帮我妈妈删了吗",
        "能不能帮我删掉",
        "帮我妈妈问一下",
        "我妈妈让我删掉",
        "妈妈删掉了",
        "能不能帮我妈妈注册",
        "帮我同事删掉",
        "母に消された",
        "母の代わりに消したら怒られますか",
        "母の情報は消せますか",
        "母が消してと言っています",
        "父の日の案内を消して",
        "can you find it for my mum",
        "can I delete it for my wife?",
        "don't delete it for my mum",
        "母の情報を消してから",
        "母の情報を消しても",
        "母の情報を消してある",
        "母を消して",
        "母の全部消して",
        "我妈把资料删掉了",
        "我妈删掉",
        "我想让我妈删掉",
        "did you delete it for my mum",
        "I deleted it for my mum",
        "can you delete it",
        "can you delete it for my boss",
        "please erase everything for my late father",
    ],
)
def test_what_only_sounds_like_it_is_none(text: str) -> None:
    assert wished_for_kin(text) is None


ONLY_STAYS = ("姓名不要删，地址也不要删", "地址不要删", "my address should stay", "住所は残して")


@pytest.mark.parametrize("text", ONLY_STAYS)
def test_what_is_only_to_stay_begins_no_removal(text: str) -> None:
    talk = Talk()
    said = talk.run(
        "action_start_request", "request_deletion", text=text, request_type="deletion", subject="address"
    )
    assert said.keys == ["request.only_stays"]
    assert said.next == []
    assert said.values() == ["remove", "handoff"]
    assert talk.slots.get("request_type") is None


@pytest.mark.parametrize(
    "text", ["住所は残して、ほかは全部消して", "keep my address, delete the rest", "姓名不要删，其他都删掉"]
)
def test_where_all_else_goes_that_is_begun_without_it(text: str) -> None:
    talk = Talk()
    said = talk.run(
        "action_start_request", "request_deletion", text=text, request_type="deletion", subject="address"
    )
    assert said.keys == ["request.spared"]
    assert said.next == ["request_form"]
    assert talk.slots["subject"] == "other"


@pytest.mark.parametrize(
    "text",
    [
        "姓名不要删，地址也不要删",
        "住所は消さないで、ほかも消さないで",
        "keep my address",
        "住所を消して",
        "地址删掉",
        "全部消して",
    ],
)
def test_where_nothing_else_is_named_nothing_else_goes(text: str) -> None:
    assert not rest_goes(text)


@pytest.mark.parametrize(
    "text",
    ["地址删掉", "住所を消して", "delete my address", "全部消して", "删除我的资料", "please erase it all"],
)
def test_a_plain_removal_is_begun_as_ever(text: str) -> None:
    talk = Talk()
    said = talk.run("action_start_request", "request_deletion", text=text, request_type="deletion")
    assert said.next == ["request_form"]
    assert "request.only_stays" not in said.keys
