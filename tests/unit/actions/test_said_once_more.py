"""Who says a received request again, in whatever words, begins no second one; who means another one does not lose it."""

from typing import Any

import pytest

from actions.case import Case, Heard, Part
from actions.words.once_more import asked_after, for_whom, is_offered, is_taken_up, only_named_again
from desk.requests.stages import Stage
from knowledge.vocabulary import CompanyId, Requester, RequestType

DELETION = str(RequestType.DELETION)


def case_of(**more: Any) -> Case:
    """A deletion of everything of one's own that has been received."""
    known: dict[str, Any] = {"stage": Stage.OPENED, "requester": Requester.SELF, "subject": "all", **more}
    return Case(company=CompanyId("ana"), request_type=RequestType.DELETION, **known)


def heard_of(text: str, intent: str = "request_deletion", **more: Any) -> Heard:
    """A wish for a deletion."""
    told = {"values": {"request_type": DELETION}, "named": (DELETION,), **more}
    return Heard(intent=intent, text=text, **told)


def taken_up(text: str, subject: str = "all", of: str = "all") -> bool:
    values = {"request_type": DELETION, "subject": subject}
    return is_taken_up(case_of(subject=of), heard_of(text, values=values))


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
        "delete it and never write to me again",
        "消して、別の会社に渡さないで",
        "删掉，别再提供给别人",
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
        "you didn't delete my old account too, do it again",
    ],
)
def test_another_one_is_not_taken_for_the_received_one(text: str) -> None:
    assert not taken_up(text)


def test_whose_agent_says_that_it_is_not_for_them_means_another_one() -> None:
    case = case_of(requester=Requester.VOLUNTARY_AGENT)
    assert not is_taken_up(case, heard_of("not my wife's, mine. delete it"))


AGENT, GUARDIAN = Requester.VOLUNTARY_AGENT, Requester.STATUTORY_AGENT


@pytest.mark.parametrize(
    ("of", "requester", "same"),
    [
        (AGENT, None, True),
        (AGENT, AGENT, True),
        (AGENT, GUARDIAN, False),
        (AGENT, Requester.SELF, False),
        (Requester.SELF, AGENT, False),
        (None, Requester.SELF, True),
        (None, AGENT, False),
    ],
)
def test_whose_request_it_is_says_who_asks(
    of: Requester | None, requester: Requester | None, *, same: bool
) -> None:
    values = {"request_type": DELETION, **({"requester": str(requester)} if requester else {})}
    assert is_taken_up(case_of(requester=of), heard_of("削除をお願いします", values=values)) is same


@pytest.mark.parametrize(
    ("text", "of", "subject", "same"),
    [
        ("住所を削除してください", "address", "address", True),
        ("delete my address please", "address", "address", True),
        ("把地址删掉", "address", "address", True),
        ("電話番号を削除してください", "address", "contact", False),
        ("全部削除してください", "address", "all", False),
        ("削除してください", "address", "contact", True),
        ("住所を削除してください", "all", "address", True),
        ("全部削除してください", "all", "all", True),
        ("全部削除してください", "other", "all", True),
        ("全部も削除して", "other", "all", False),
    ],
)
def test_other_data_makes_another_one_where_it_is_named(
    text: str, of: str, subject: str, *, same: bool
) -> None:
    assert taken_up(text, subject=subject, of=of) is same


MATTER, PERSON = Part("stop_marketing", joined=True), Part("handoff", joined=True)
TWO = (Part("request_deletion", joined=True), Part("request_disclosure", joined=True))


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("削除です。あとDMも止めて", {"parts": (Part("request_deletion"), MATTER)}),
        ("delete it, and I want to talk to a person", {"parts": (Part("request_deletion"), PERSON)}),
        ("削除と開示をお願いします", {"parts": TWO}),
        ("削除と開示をお願いします", {"named": (DELETION, "disclosure")}),
        ("開示をお願いします", {"intent": "request_disclosure", "values": {}, "named": ()}),
        ("/request_deletion", {}),
        ("お願いします", {"intent": "inform", "values": {}, "named": ()}),
    ],
)
def test_more_than_that_is_neither_taken_up_nor_waiting(text: str, more: dict[str, Any]) -> None:
    assert not is_taken_up(case_of(), heard_of(text, **more))
    assert not is_offered(case_of(stage=Stage.OFFERED), heard_of(text, **more))


def test_what_is_declined_beside_it_is_heard_while_the_form_waits() -> None:
    declined = heard_of("削除です。利用停止は無しで", declined=("use_stop",))
    assert not is_offered(case_of(stage=Stage.OFFERED), declined)
    assert is_offered(case_of(stage=Stage.OFFERED), heard_of("削除です"))
    assert not is_offered(case_of(), heard_of("削除です")) and not is_taken_up(
        case_of(stage=Stage.OFFERED), heard_of("削除です")
    )


@pytest.mark.parametrize(
    ("text", "named", "declined", "again"),
    [
        ("yes, deletion. not the suspension", (DELETION,), ("use_stop",), True),
        ("yes, deletion", (DELETION,), (), False),
        ("not the suspension", (), ("use_stop",), False),
        ("yes, deletion. not the suspension. how long does it take?", (DELETION,), ("use_stop",), False),
        ("disclosure. not the suspension", ("disclosure",), ("use_stop",), False),
        ("not the deletion", (DELETION,), (DELETION,), False),
    ],
)
def test_named_again_is_what_is_told_from_another_one(
    text: str, named: tuple[str, ...], declined: tuple[str, ...], *, again: bool
) -> None:
    heard = heard_of(text, "deny", values={}, named=named, declined=declined)
    assert only_named_again(case_of(), heard) is again


@pytest.mark.parametrize(
    ("text", "requester"),
    [
        ("弁護士に言われたので、父も消して", None),
        ("my lawyer says so, so delete that of my father, too", None),
        ("律师说要这样，我妈妈也要删", None),
        ("母の情報も削除して", None),
        ("弁護士に言われたので、電話番号も消して", Requester.SELF),
        ("my lawyer says delete my address as well", Requester.SELF),
        ("律师说地址也要删", Requester.SELF),
        ("もう一件、削除をお願いします", Requester.SELF),
        ("/request_deletion", Requester.SELF),
    ],
)
def test_who_asks_is_asked_anew_for_somebody_else_and_not_for_who_advised_it(
    text: str, requester: Requester | None
) -> None:
    assert for_whom(case_of(), case_of(), heard_of(text)).requester == requester
    assert for_whom(case_of(stage=Stage.OFFERED), case_of(), heard_of(text)).requester == Requester.SELF


def test_who_asks_is_not_asked_anew_where_it_has_just_been_told() -> None:
    values = {"request_type": DELETION, "requester": str(AGENT)}
    heard = heard_of("母の代理で、母の情報も削除して", values=values)
    assert for_whom(case_of(), case_of(), heard).requester == Requester.SELF, (
        "what was told is merged afterwards"
    )


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


@pytest.mark.slow
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
        "never use it ",
        "他の会社に",
        "改めて",
        "不要再",
        "got another ",
    ],
)
def test_a_long_message_is_read_at_once(letters: str) -> None:
    text = (letters * 20_000)[:20_000]
    taken_up(text)
    asked_after(text)
