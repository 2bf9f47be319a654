"""Who says a received request again, in whatever words, begins no second one; who means another one does not lose it."""

import pytest

from actions.case import Case, Heard
from actions.words.once_more import asked_after, is_taken_up
from desk.requests.stages import Stage
from knowledge.vocabulary import CompanyId, Requester, RequestType

DELETION = str(RequestType.DELETION)


def taken_up(text: str, subject: str = "all", of: str = "all") -> bool:
    case = Case(
        company=CompanyId("ana"),
        stage=Stage.OPENED,
        request_type=RequestType.DELETION,
        requester=Requester.SELF,
        subject=of,
    )
    heard = Heard(
        intent="request_deletion",
        text=text,
        values={"request_type": DELETION, "subject": subject},
        named=(DELETION,),
    )
    return is_taken_up(case, heard)


@pytest.mark.parametrize(
    "text",
    [
        "もう一度言いますが、削除してください",
        "もう一度確認ですが、削除でお願いします",
        "改めて申し上げますが削除で",
        "別の件ではなく削除の件です",
        "他の手続きはいりません。削除だけで",
        "again, please delete",
        "I already said it again and again: I tell you again, delete it",
        "delete it, as I told you a second ago",
        "I have a new phone, but delete my data",
        "I want deletion, not a new account",
        "I don’t want another one, just deletion",
        "不要另外的，就删除",
        "重新说一下，是删除",
        "家族には内緒で削除してください",
        "夫にバレないように消して",
        "消去です。父には言わないで",
        "delete it and don't tell my husband",
        "my wife says delete it",
        "弁護士に言われたので削除してください",
        "母と相談して決めました、削除してください",
        "家族みんなで話し合って削除することにしました",
        "娘が手伝ってくれてます。削除でお願いします",
        "息子に打ってもらってます、消去です",
        "友人の紹介で登録しました。削除して",
        "彼女の件ではなく私の削除です",
        "my wife is typing this, delete it",
        "I talked to my husband, delete it",
        "it's not for my wife, it's for me. delete",
        "我和老公商量过了，删除",
        "不是我妈妈的，是我的，删除",
        "改めて、削除を",
        "改めて削除をお願いします",
        "では再度、私の情報を削除してください",
        "あらためて削除の申請です",
        "please delete it again",
        "delete my data once more",
        "请再次删除我的资料",
        "重新删除",
        "My ex keeps calling, delete it",
        "my ex won't stop texting me. delete my data",
        "my boss calls me every day, delete it",
        "元彼から電話がしつこい、消して",
        "元妻から連絡が来て困っています。削除して",
        "上司がつきまとってくるので、消してください",
        "前男友一直打电话，删掉",
        "前妻老是骚扰我，删除",
    ],
)
def test_the_same_one_said_again_is_no_second_one(text: str) -> None:
    assert taken_up(text)


@pytest.mark.parametrize(
    "text",
    [
        "昔のアカウントも消して",
        "旧姓で登録した分も消して",
        "delete my other account too",
        "the other one too",
        "please also delete my old account",
        "旧账号也删",
        "もう一度お願いします、別のアカウントを削除",
        "夫に内緒で夫の情報を削除して",
        "don't tell my wife, delete her and my son's data",
        "弁護士に言われたので、父も消して",
        "my wife says delete hers",
        "母と相談しました。母の情報も削除して",
        "娘が手伝ってくれてます。娘のを削除",
        "my wife is typing this, delete hers and my son's",
        "not my wife's, my son's. delete it",
        "息子が入力した情報を削除して",
        "我和老公商量过了，把老公的删除",
        "もう一件削除",
        "改めて、別のアカウントの削除を",
        "改めて母の情報の削除をお願いします",
        "再度、もう一件の削除をお願いします",
        "delete it again for my wife",
        "please delete another one again",
        "重新申请删除我妈妈的资料",
        "my ex keeps calling, delete my son's data",
        "元彼から電話がしつこい、母の情報も消して",
        "元彼の情報を削除して",
        "delete my ex's data",
        "删除前男友的资料",
        "前男友一直打电话，把我妈妈的也删了",
        "delete it again, for a second account",
    ],
)
def test_another_one_is_not_taken_for_the_received_one(text: str) -> None:
    assert not taken_up(text)


def test_whose_agent_says_that_it_is_not_for_them_means_another_one() -> None:
    case = Case(
        company=CompanyId("ana"),
        stage=Stage.OPENED,
        request_type=RequestType.DELETION,
        requester=Requester.VOLUNTARY_AGENT,
        subject="all",
    )
    heard = Heard(intent="request_deletion", text="not my wife's, mine. delete it", named=(DELETION,))
    assert not is_taken_up(case, heard)


@pytest.mark.parametrize(
    "text",
    [
        "電話番号を消してもらえますか",
        "何度も言わせるな、電話番号を消せ",
        "今すぐ電話番号を消去、もっと早く",
        "delete my phone number, this takes too long",
    ],
)
def test_what_may_be_among_the_other_data_is_begun_once(text: str) -> None:
    assert taken_up(text, subject="phone", of="other")


@pytest.mark.parametrize("text", ["電話番号も消して", "delete my phone number too"])
def test_more_data_than_that_is_another_one(text: str) -> None:
    assert not taken_up(text, subject="phone", of="other")


@pytest.mark.parametrize(
    "text",
    [
        "消去です。お願いできますか？",
        "削除してもらえますか？お願いします。",
        "消去でお願いします。いいですか？",
        "はい、消去です。合ってますか？",
        "消去です。届いてますか？",
        "消去です。もう消えましたか？",
        "消去です。何回言えばいいの？",
        "delete it. ok?",
        "Delete it. Is that clear?",
        "delete it please. can you do that?",
        "Delete it. How many times do I have to say it?",
        "删除。可以吗？",
        "删除。听懂了吗？",
    ],
)
def test_who_asks_for_a_yes_is_told_no_policy(text: str) -> None:
    assert asked_after(text) is None


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("消去です。いつ終わりますか？", "いつ終わりますか？"),
        ("消去です。料金は？", "料金は？"),
        ("消去です。いいですか？料金は？", "料金は？"),
        ("消去です。担当者に聞いてもいいですか？", "担当者に聞いてもいいですか？"),
        ("Delete it. ok? When will it be done?", "When will it be done?"),
        ("删除。好吗？要多久？", "要多久？"),
    ],
)
def test_a_question_of_the_matter_is_still_answered(text: str, question: str) -> None:
    assert (asked_after(text) or "").strip() == question


@pytest.mark.parametrize(
    "letters",
    [
        "母と",
        "not my wife",
        "妻では",
        "もう一度",
        "夫に",
        "again",
        "so ",
        "あ",
        "? ",
        "too ",
        "削除して",
        "and old ",
        "my ",
        "these いいですか",
    ],
)
def test_a_long_message_is_read_at_once(letters: str) -> None:
    text = (letters * 20_000)[:20_000]
    taken_up(text)
    asked_after(text)
