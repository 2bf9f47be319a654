"""Who works at a school is no pupil of it, and a parent of somebody grown up or dead has no right by that alone."""

import time

import pytest

from actions.words.own_child import at_school, begins_as_parent, of_the_childs, tells_of_wrong_data
from actions.words.phrases import of_own_minor


@pytest.mark.parametrize(
    "text",
    [
        "My daughter is in kindergarten teaching, her address",
        "my daughter is at the primary school where she works; her data",
        "My daughter is in elementary school teaching. Her address is wrong",
        "My daughter is at nursery as a cook",
        "my son is a minor celebrity, delete his data",
        "My daughter is in middle management, her address is wrong",
        "My son is in middle age, his data",
        "My son is in year 10 of his job, his data",
        "娘は保育園で働いています。娘の情報",
        "娘は幼稚園で先生をしています。娘の情報",
        "娘は未成年ではありません、娘の情報",
        "息子は未成年ではない。息子の情報",
        "息子は小学校に通勤しています",
        "我女儿在幼儿园做保育员，她的资料",
        "我女儿在小学任教，她的信息",
        "我儿子是中学的保安，他的资料",
        "我儿子上小学的时候你们收集了他的资料，现在他25了",
    ],
)
def test_who_works_there_or_is_grown_up_is_no_child_at_school(text: str) -> None:
    assert not at_school(text) and not of_own_minor(text)


@pytest.mark.parametrize(
    "text",
    [
        "My son is in grade 6, his stepmother's address",
        "息子は小学生で、息子の母の情報を見たい",
    ],
)
def test_the_data_of_the_childs_other_parent_is_not_the_childs(text: str) -> None:
    assert not of_the_childs(text)


@pytest.mark.parametrize(
    "text",
    [
        "my sons are in primary school, their data",
        "my kids are both in primary school, delete their data",
        "my twins are in grade 2, their data",
        "My son is a first grader, his account should be deleted",
        "My son is a primary school pupil. Delete his data",
        "my son is a minor and his data is wrong",
        "小学2年の息子の情報を消してください",
        "小3の娘の情報を消してください",
        "息子が小学校に通っています。息子の情報を見たい",
    ],
)
def test_children_at_school_are_known_in_everyday_words(text: str) -> None:
    assert of_own_minor(text) and of_the_childs(text)


@pytest.mark.parametrize(
    "text",
    [
        "住所は違いますか",
        "住所が間違っていますか",
        "名前が違わない",
        "名前が間違いないです",
        "名前が違うか確認したい",
        "his address is wrong?",
        "Is it that his name is wrong",
        "I don't think his name is wrong",
        "信息不对称",
    ],
)
def test_a_question_and_a_doubt_whether_data_is_wrong_tell_of_no_wrong_data(text: str) -> None:
    assert not tells_of_wrong_data(text)


@pytest.mark.parametrize(
    "text",
    [
        "His birthday is wrong, could you fix it?",
        "his name is spelled wrong",
        "名前の漢字が違います",
        "名前の読み方が間違っている",
        "他的地址是错的",
    ],
)
def test_wrong_data_is_told_in_everyday_words(text: str) -> None:
    assert tells_of_wrong_data(text)


@pytest.mark.parametrize(
    "text",
    [
        "I'm his mother-in-law, so",
        "I'm his mother but he's 30",
        "I am his mom and he is 35 years old",
        "I'm her dad. She's 20.",
        "I am her dad, she passed away",
        "私は義父です。",
        "私は父です。亡くなりました",
        "私は息子の母親ですが、息子は30歳です",
        "我是他妈妈，他30岁了",
        "我是他妈妈 但他已经成年",
        "我是她妈妈，她去世了",
        "保護者ではないですが",
    ],
)
def test_a_parent_of_a_grown_up_or_a_dead_child_is_not_taken_for_a_statutory_agent(text: str) -> None:
    assert not begins_as_parent(text)


@pytest.mark.parametrize(
    "text",
    [
        "I'm his legal guardian.",
        "保護者ですので続けてください",
        "この子の母です。訂正をお願いします",
        "我是孩子家长",
    ],
)
def test_a_guardian_says_so_in_everyday_words(text: str) -> None:
    assert begins_as_parent(text)


@pytest.mark.slow
@pytest.mark.parametrize(
    "letters", ["my kids are both in ", "小3の", "保護者", "この子の母です", "teach", "1"]
)
def test_long_messages_cost_little(letters: str) -> None:
    text = (letters * 20_000)[:20_000]
    started = time.process_time()
    at_school(text)
    of_the_childs(text)
    begins_as_parent(text)
    assert time.process_time() - started < 5
