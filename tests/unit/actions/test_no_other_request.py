"""What is not to be done again, or by another, makes no other request; what is wanted once more does."""

import pytest

from actions.words.once_more import wants_another


@pytest.mark.parametrize(
    "text",
    [
        "別の会社に情報が渡っていました",
        "ほかの業者には渡さないで",
        "別の人に見せるな",
        "他の会社が使うのを止めて",
        "もう一つ質問があります",
        "再度の連絡は不要です",
        "別の会社の人に知られた",
        "新しく引っ越したので消して",
        "改めて、使わないでください",
        "消去です。もう一つ確認ですが",
        "don't contact me again",
        "never use my data again",
        "so that it doesn't happen again, erase it",
        "he called me again",
        "I have another question",
        "don't give it to another company",
        "I got another e-mail, erase it",
        "I have waited another week",
        "别再提供给别人",
        "不要再提我的名字",
        "我有另一个问题",
        "我搬到新的地方了",
        "第二次说了，消除",
    ],
)
def test_what_is_not_to_be_done_again_or_goes_to_another_is_no_other_request(text: str) -> None:
    assert not wants_another(text)


@pytest.mark.parametrize(
    "text",
    [
        "別の人の分も消して",
        "ほかの人に代わって、別に申請したい",
        "別のサイトの登録も消して",
        "別のサイトに登録した分も消して",
        "他の店で登録した会員も消して",
        "改めて申請できないでしょうか",
        "can't I apply again?",
        "another website account",
        "もう一つ申請したい",
        "新しく開示をお願いしたい",
        "改めてもう一件お願いします",
        "you did not erase my second account again",
        "never mind, I want to make it again",
        "I can't see it, please do it again",
        "another request please",
        "a new request for another company account",
        "another email address too",
        "能不能再申请一次",
        "要不再申请一次吧",
        "要不要再办一件",
        "新的申请",
        "另一个账号也删",
    ],
)
def test_and_one_more_of_them_still_is(text: str) -> None:
    assert wants_another(text)
