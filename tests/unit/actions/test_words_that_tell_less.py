"""Ordinary sentences that resemble what the words alone are read for, and are something else."""

from collections.abc import Callable

import pytest

from actions.words.agents import holds_a_mandate
from actions.words.awaiting import awaits_answer
from actions.words.besides_the_point import asks_what_they_will_do
from actions.words.in_passing import is_written_to_still
from actions.words.other_words import in_other_words
from actions.words.plainly import means_letters, swears, wished_plainly
from actions.words.preferring import declines_removal
from actions.words.questions import asks_of_meanings, asks_what_it_means
from actions.words.worries import asks_if_somebody_was_told, tells_of_fraud

Reader = Callable[[str], object]

OTHERWISE: tuple[tuple[Reader, tuple[str, ...]], ...] = (
    (
        wished_plainly,  # who wants data from the company does not want it removed
        (
            "get my data from your system",
            "I want my address from your records",
            "I need my data from your database",
            "please get my details from your records",
            "I would like my data from your servers please",
            "we need our records from your files",
        ),
    ),
    (
        swears,  # 「我妈的名字」 is a mother's
        (
            "我妈的名字",
            "妈的地址",
            "妈妈的电话",
            "是我妈的",
            "她妈妈的",
            "这是我妈的电话",
            "他妈的名字是王芳",
            "i am an idiot",
            "sorry I was an idiot",
            "am I an idiot",
        ),
    ),
    (
        asks_if_somebody_was_told,  # what the writer has told or handed over
        (
            "私は母に伝えた",
            "母に渡した",
            "父に渡しました。",
            "妻に教えました",
            "書類は娘に渡しました",
            "彼女に伝えた",
            "夫に渡したの。",
        ),
    ),
    (
        tells_of_fraud,
        (
            "怪しいメールが来たときの連絡先は",
            "不審な電話がかかってきた時は誰に言えばいいですか",
            "收到诈骗短信后可以要求删除吗",
            "收到可疑邮件时怎么办",
        ),
    ),
    (
        is_written_to_still,  # it does not come, is asked, is liked, or something has to be put right
        (
            "まだ案内のメールが届いていません",
            "まだ案内のメールが来ていない",
            "まだ案内のメールが来ません",
            "退会後もまだメルマガが来ますか",
            "I still get mails to my old address, please correct it",
            "I still get letters with the wrong name",
            "I still receive your newsletter and I like it",
            "can you still email me",
            "do you still send me letters?",
        ),
    ),
    (
        awaits_answer,  # how somebody wants it, or what they have to say
        (
            "回答なし",
            "連絡なし",
            "連絡はありません",
            "no answer",
            "no response",
            "no reply",
        ),
    ),
    (
        asks_what_they_will_do,  # a question like any
        (
            "どう対応するんですか",
            "で、どう対応する？",
            "漏えいしたらどう対応するんですか",
            "what will you do?",
            "what do you plan to do with my data",
        ),
    ),
    (declines_removal, ("不要删除只要更正", "不要删除改成更正", "请不要删除而是停止使用")),
    (
        asks_what_it_means,  # who says so is angry
        ("您这话是什么意思", "贵公司什么意思", "他们什么意思", "我问的是什么意思", "公司说不提供是什么意思"),
    ),
    (
        asks_of_meanings,
        (
            "訂正と削除は違いますよ",
            "削除と訂正は違うのでお願いします",
            "開示と訂正は違うんだけど",
            "訂正と削除を間違えました",
        ),
    ),
    (
        in_other_words,  # an authority that the writer has asked; who says what they are
        (
            "市役所に問い合わせたら教えてくれました",
            "国に聞いたら教えてくれた",
            "警察に聞いたら教えてくれました",
            "警察に電話したら答えがありました",
            "個人情報の管理責任者です",
            "個人情報保護の責任者なんです",
        ),
    ),
    (
        means_letters,
        (
            "不要寄信",
            "别给我写信",
            "我不想要纸质的",
            "not by mail",
            "don't send it by mail",
            "I do not want it by post",
            "no paper mail please",
            "through mail order",
            "I never want anything by regular mail",
        ),
    ),
    (holds_a_mandate, ("they gave me the papers", "they sign papers", "they gave me a paper")),
)


@pytest.mark.parametrize(
    ("reader", "text"), [(reader, text) for reader, texts in OTHERWISE for text in texts]
)
def test_a_sentence_that_only_resembles_it_is_not_read_so(reader: Reader, text: str) -> None:
    assert not reader(text)


STILL: tuple[tuple[Reader, tuple[str, ...]], ...] = (
    (
        wished_plainly,
        (
            "get my data off your system",
            "get my data out of your database",
            "take my address from your records",
            "I want my name off your list",
            "I want my data taken from your files",
        ),
    ),
    (swears, ("妈的", "他妈的", "妈的，快点", "你妈的", "你们他妈的快点", "idiots", "you are all idiots")),
    (asks_if_somebody_was_told, ("母に渡したんですか", "夫に教えた？", "彼女に教えたよね", "元夫に教えましたか")),
    (tells_of_fraud, ("不審なメールが届きました", "收到很多诈骗电话", "怪しい電話がかかってくる")),
    (
        is_written_to_still,
        ("まだ広告のメルマガが来ます", "まだDMが届いています", "why do you still send me mail", "I still get your ads"),
    ),
    (awaits_answer, ("まだ回答なし", "返事がない", "返信なし", "no answer yet", "still no reply", "連絡が来ません")),
    (asks_what_they_will_do, ("どう対応するつもりですか", "what will you do about it", "で、どうしてくれるの")),
    (declines_removal, ("不要删除我的数据", "请不要删除")),
    (asks_what_it_means, ("开示是什么意思", "利用停止是什么意思？")),
    (asks_of_meanings, ("訂正と削除はどう違うんですか", "削除と消去の違いは？", "利用停止と消去って何が違うの")),
    (
        in_other_words,
        ("警察が聞いてきたら？", "警察に聞かれたら教えますか", "個人情報の責任者は", "個人情報の管理責任者は誰なんですか"),
    ),
    (means_letters, ("寄信吧", "我要纸质的", "by mail please", "no, by post", "snail mail is fine", "not electronic, by post")),
    (holds_a_mandate, ("he gave me the papers", "they gave me permission", "my mother signed the paper")),
)  # fmt: skip


@pytest.mark.parametrize(("reader", "text"), [(reader, text) for reader, texts in STILL for text in texts])
def test_what_they_are_read_for_is_read_all_the_same(reader: Reader, text: str) -> None:
    assert reader(text)
