"""What kind of value a question asks for, and whether a text holds one."""

from pathlib import Path

import pytest

from knowledge.asked_values import load_asked_values
from knowledge.training.texts import load_policies

VALUES = load_asked_values()


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("手数料はおいくらですか", "amount"),
        ("写しの郵送料って、実際いくら？", "amount"),
        ("How much is the fee?", "amount"),
        ("手续费多少钱", "amount"),
        ("相談室のメールアドレスを教えてください", "email"),
        ("窓口のＦＡＸ番号は", "fax"),
        ("総務課の電話番号は何番", "telephone"),
        ("録音は何か月くらいで消えますか", "period"),
        ("How long do you keep recordings?", "period"),
        ("窓口は日曜もやってる？", "hours"),
        ("何時から電話できますか", "hours"),
        ("委託先の会社名を知りたい", "company"),
        ("請求書の送り先の住所は？", "postal_address"),
        ("管理責任者の氏名を教えてください", "person"),
        ("請求書のURLは", "web_address"),
    ],
)
def test_the_kind_of_value_is_told_from_the_question(question: str, kind: str) -> None:
    assert kind in VALUES.asked(question)


@pytest.mark.parametrize(
    "question",
    [
        "登録した私の電話番号は何に使われますか",
        "友達の電話番号を教えてしまいました",
        "書いたメールアドレスに広告が届きます",
        "電話番号を教えないと申し込めませんか",
        "去年のお正月に電話した内容は残っていますか",
        "住所を変えたい",
        "開示してもらえますか",
    ],
)
def test_a_value_that_is_only_spoken_of_is_not_asked_for(question: str) -> None:
    assert VALUES.asked(question) == frozenset()


@pytest.mark.parametrize(
    ("kind", "text", "held"),
    [
        ("amount", "手数料をいただく場合があります。", False),
        ("amount", "手数料は１，０００円です。", True),
        ("amount", "手数料はいただきません。", True),
        ("email", "お電話で承ります。", False),
        ("email", "ｐｒｉｖａｃｙ＠ｅｘａｍｐｌｅ．ｊｐ", True),
        ("telephone", "窓口　０３－１２３４－５６７８", True),
        ("telephone", "1-888-555-0163", True),
        ("telephone", "お客様相談室までご連絡ください。", False),
        ("fax", "電話 03-1234-5678", False),
        ("fax", "ＦＡＸ：03-1234-5678", True),
        ("period", "閲覧の履歴を取得します。", False),
        ("period", "遅滞なく回答します。", True),
        ("period", "必要な期間保存します。", True),
        ("hours", "お電話 03-1234-5678", False),
        ("hours", "受付　平日10時から", True),
        ("company", "業務の一部を外部に委託します。", False),
        ("company", "株式会社みほんに委託します。", True),
    ],
)
def test_a_text_holds_a_value_of_the_kind_or_not(kind: str, text: str, held: bool) -> None:
    assert VALUES.held([kind], [text]) is held


def test_of_several_kinds_one_is_enough() -> None:
    assert VALUES.held(["telephone", "email"], ["メールで: a@example.jp"])
    assert not VALUES.held(["telephone", "email"], ["ご連絡ください。", "承ります。"])


def test_the_clause_that_answers_holds_what_is_asked_on_every_invented_policy() -> None:
    """The other way round a policy would be said to be silent on what it states. There are hundreds of such questions,
    and as many whose answer stands in no clause."""
    asked, denied, unanswered = 0, [], 0
    for policy in load_policies():
        for clause in policy.clauses:
            for question in clause.questions:
                kinds = VALUES.asked(question)
                asked += bool(kinds)
                if kinds and not VALUES.held(kinds, [clause.text]):
                    denied.append(question)
        unanswered += sum(bool(VALUES.asked(question)) for question in policy.not_stated)
    assert denied == []
    assert asked > 300
    assert unanswered > 200


@pytest.mark.parametrize(
    "broken", ["kinds: 3", "asking: '('\nones_own: ''\nkinds: {a: {named: [b], held: []}}", "asking: ''"]
)
def test_a_broken_file_is_named(tmp_path: Path, broken: str) -> None:
    path = tmp_path / "values.yml"
    path.write_text(broken, encoding="utf-8")
    load_asked_values.cache_clear()
    try:
        with pytest.raises(ValueError, match=r"values\.yml"):
            load_asked_values(path)
    finally:
        load_asked_values.cache_clear()
