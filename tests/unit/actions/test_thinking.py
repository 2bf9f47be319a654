"""Who wants time is given it: what they have begun neither ends nor becomes something else."""

import pytest

from actions.words.thinking import wants_time
from tests.unit.actions.fakes import Talk, requested, validate


@pytest.mark.parametrize(
    ("text", "taken_for"),
    [
        ("うーん、やっぱ考えさせて", "change_answer"),
        ("ちょっと考えます", "inform"),
        ("もう少し検討させてください", "request_unclear"),
        ("家族と検討します", "inform"),
        ("一晩考えてみます", "chitchat"),
        ("まだ迷ってるんですけど", "needs_help"),
        ("今日はちょっと無理かも", "chitchat"),
        ("また今度にします", "cancel"),
        ("just leave it for now I guess", "request_remove"),
        ("let me think about it", "needs_help"),
        ("I need to think this over first", "inform"),
        ("hmm, not today", "deny"),
        ("maybe later, thanks", "deny"),
        ("I'll get back to you", "goodbye"),
        ("那还是先别弄吧", "nlu_fallback"),
        ("让我想想", "nlu_fallback"),
        ("我再考虑一下吧", "inform"),
        ("改天吧", "goodbye"),
        ("今天没空", "chitchat"),
        ("うーん、もう少し考えたいかも", "goodbye"),
        ("今日はやめとく、また明日", "cancel"),
        ("今決められないので、後日にさせてください", "cancel"),
        ("今ちょっと忙しいんで後でいいすか", "greet"),
        ("今日はここまでにして、また明日にします", "cancel"),
        ("時間をください", "inform"),
        ("I'm not sure yet, give me a day", "nlu_fallback"),
        ("can I sleep on it?", "seeks_advice"),
        ("I'd like some time to decide please", "handoff"),
        ("I need a bit more time", "handoff"),
        ("还没想好，过两天再说", "goodbye"),
        ("今天先到这儿吧", "goodbye"),
        ("给我点时间", "inform"),
    ],
)
def test_who_wants_time_loses_nothing(text: str, taken_for: str) -> None:
    talk = Talk(request_type="disclosure", requester="self", requested_slot="subject")
    said = validate(talk, taken_for, text=text)
    assert said.keys == ["talk.goodbye_in_form"]
    assert (talk.slots["request_type"], requested(said)) == ("disclosure", "subject")


@pytest.mark.parametrize(
    "text",
    [
        "訂正を検討してください",
        "削除を検討しています",
        "開示を考えています",
        "私のことも考えて",
        "ちゃんと考えてください",
        "無理です",
        "それは無理",
        "迷惑です",
        "迷惑してます",
        "今日は暑い",
        "今日は本人確認の書類がない",
        "やめます",
        "決めました",
        "住所に決めます",
        "また今度教えて",
        "後日届いた分です",
        "leave my data alone",
        "leave it as an e-mail",
        "delete it now",
        "I think it is my address",
        "think again",
        "do you think this is right",
        "I am not ready to give you my name",
        "later than June",
        "today",
        "今天的记录",
        "想想办法",
        "先放弃吧",
        "今日はやめます",
        "時間がないんです",
        "改めてお願いします",
        "来週お願いします",
        "今日中にしてください",
        "また明日電話してください",
        "後でいいから消して",
        "後日届けてください",
        "忙しいので早くして",
        "時間がかかりますか",
        "昨日はやめとくと言いました",
        "give me a day when it is done",
        "can you sleep on it?",
        "give me some time stamps",
        "I need more time records",
        "how much time do I have to decide?",
        "decide it today",
        "两天前的记录",
        "过两天就删掉",
        "给我时间记录",
        "别给第三方",
        "先不要发邮件",
        "",
    ],
)
def test_a_wish_a_thing_or_a_complaint_asks_for_no_time(text: str) -> None:
    assert not wants_time(text)
