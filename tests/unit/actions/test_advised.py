"""Who tells what somebody has advised them asks for themself; who writes as an agent is one."""

import pytest

from actions.case import Heard
from actions.words.advised import is_advised

ADVISED = (
    "弁護士に言われて、削除したいです",
    "弁護士が言うには消さないほうがいいそうです",
    "娘が消さないほうがいいと言うので",
    "弁護士に消すなと言われたので",
    "弁護士に勧められて開示請求します",
    "My solicitor says don't delete it",
    "my daughter thinks I should have it removed",
    "my lawyer advised me to ask for my data",
    "律师说先别删",
    "妈妈说先不要删",
    "律师建议我申请披露",
    "弁護士のアドバイスで開示請求します",
    "弁護士さんに相談中です。私のデータを開示して",
    "知り合いの弁護士に聞いたら請求できるって",
    "on the advice of my lawyer I'd like my data",
    "according to my lawyer I can get my data",
    "my lawyer's advice is to ask for my data",
    "a friend of mine told me to ask",
    "朋友说想删的话可以申请",
)
ACTS = (
    "弁護士の久保田と申します。依頼人から委任を受け、削除を請求します",
    "弁護士です。依頼人の情報を開示してください",
    "母に頼まれて削除したい",
    "母の代わりに手続きします。母が消してと言うので",
    "弁護士に任せたい",
    "娘の情報を消してと夫に言われました",
    "父が亡くなりました",
    "my mother says please delete her data",
    "my client told me to request it on his behalf",
    "my husband asked me to do it",
    "I am a lawyer and my friend says delete it",
    "妈妈说想删掉她的资料",
    "我是律师，我朋友说要删",
    "律师受委托提出申请",
    "妻が退会したいと言うので",
    "息子が退会したがっていると夫に言われました",
    "母が自分の情報を消したいと言うので",
    "父が消してほしいと言っています",
    "祖母が消したいって言うから",
    "母から、データを消してほしいと言われました",
    "母に言われて、手続きを代行しています",
    "母に言われて、本人の情報を消しに来ました",
    "my mum says she wants it deleted",
    "my husband says he'd like to leave",
    "my mother told me to delete hers",
    "my parents say they want it erased",
    "my boss told me to request it for the company",
    "我妈妈说她要删掉",
    "我太太说想删除账号",
)


def heard(text: str, **entity: object) -> Heard:
    said = {"entity": "requester", "value": "voluntary_agent", "confidence_entity": 0.95, **entity}
    return Heard.of_message(
        {"text": text, "intent": {"name": "inform", "confidence": 0.9}, "entities": [said]}
    )


@pytest.mark.parametrize("text", ADVISED)
def test_who_is_advised_is_no_agent(text: str) -> None:
    assert is_advised(text)
    assert "requester" not in heard(text).values
    assert "requester" not in heard(text, certain=False).hints


@pytest.mark.parametrize("text", ACTS)
def test_who_acts_for_somebody_still_is_one(text: str) -> None:
    assert not is_advised(text)
    assert heard(text).values["requester"] in ("voluntary_agent", "statutory_agent")


@pytest.mark.slow
@pytest.mark.parametrize(
    "letters",
    [
        "弁護士に",
        "弁護士から",
        "弁護士が",
        "母が消したい",
        "said he ",
        "my ",
        "my lawyer ",
        "律师",
        "の",
        " ",
    ],
)
def test_a_long_message_is_read_in_no_time(letters: str) -> None:
    is_advised((letters * 20_000)[:20_000])
