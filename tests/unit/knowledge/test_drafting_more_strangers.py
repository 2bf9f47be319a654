"""What the policies of a railway, an insurance agency, a nursery and a game made a draft get wrong: invented snippets in
their manner. A wrong fact and a wrong silence are worse than none."""

import pytest

from knowledge.drafting.draft import draft_desk
from tests.unit.knowledge.invented import policy_of
from tests.unit.knowledge.test_drafting_cautiously import sure_of
from tests.unit.knowledge.test_drafting_strangers import drafted, value


@pytest.mark.parametrize(
    ("line", "labels"),
    [
        ("身分証の写しは送らないでください。", None),
        ("運転免許証の写しは不要です。", None),
        ("パスポートはお受けしておりません。", None),
        ("本人確認書類の同封はご遠慮ください。", None),
        ("運転免許証の写し（裏面は不要です）", ["運転免許証の写し（裏面は不要です）"]),
        (
            "運転免許証をお持ちでない場合は、住民票をお送りください。",
            ["運転免許証をお持ちでない場合は、住民票をお送りください"],
        ),
        (
            "印鑑証明書は不要ですが、運転免許証の写しを同封してください。",
            ["印鑑証明書は不要ですが、運転免許証の写しを同封してください"],
        ),
    ],
)
def test_what_must_not_be_sent_is_no_paper(line: str, labels: list[str] | None) -> None:
    found = value(drafted(f"■開示の請求\n{line}"), "papers.self")
    assert (found and [one["label"] for one in found]) == labels  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("準備ができたらお知らせし、ファイルは7日間ダウンロードできます。", None),
        ("ご自分の記録は、設定の画面からダウンロードできます。", None),
        ("請求書は当社サイトからダウンロードできます。", "download"),
        ("所定の用紙にご記入ください。当社サイトからダウンロードできます。", "download"),
    ],
)
def test_only_a_form_is_downloaded_as_one(line: str, source: str | None) -> None:
    assert value(drafted(f"■開示の請求\n{line}"), "form.source") == source


@pytest.mark.parametrize(
    "body",
    [
        "よくあるご質問\n\nQ. 返事はいつもらえますか？\nA. 受け付けた日から1か月以内にお返事します。\n\nQ. 窓口は？\nA. 本社です。",
        "■お返事の時期\n1か月以内にお返事します。",
    ],
)
def test_a_reply_that_is_called_so_has_its_time(body: str) -> None:
    draft = drafted(body)
    assert value(draft, "reply.time") == "1か月以内" and value(draft, "reply.within") == {"months": 1}


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        (
            "（開示）\n第１条　本人は、開示を請求することができる。\n（訂正及び利用停止）\n第２条　本人は、訂正、追加又は削除を請求することができる。\n２　本人は、利用の停止又は消去を請求することができる。",
            {"disclosure", "correction", "addition", "deletion", "use_stop", "erasure"},
        ),
        (
            "■開示等\n開示、訂正を請求できます。\n■サービスの利用停止\n規約に反した方は、利用停止を請求されたものとみなします。",
            {"disclosure", "correction"},
        ),
    ],
)
def test_kinds_are_read_below_a_heading_of_their_own(body: str, kinds: set[str]) -> None:
    named = {key.removeprefix("types.") for key in drafted(body).facts if key.startswith("types.")}
    assert named == kinds


@pytest.mark.parametrize(
    ("line", "ways"),
    [
        ("必要書類を簡易書留により下記の宛先にお送りください。窓口ではお受けしておりません。", ["post"]),
        ("請求書を特定記録郵便で送付してください。", ["post"]),
        ("回答は簡易書留によりお送りします。", None),
        ("請求書をお送りください。", None),
    ],
)
def test_registered_post_is_a_way_of_asking(line: str, ways: list[str] | None) -> None:
    assert value(drafted(f"■開示の請求\n{line}"), "channels.request") == ways


LISTS = {
    "groups": (
        "■利用目的\n当社は、次に掲げる目的のために利用いたします。\n\n【乗車券】\n・乗車券の発売\n・不正の調査\n【お忘れ物】\n・持ち主へのご連絡\n【会員】\n・会報の送付\n\n■委託\n発送を委託します。",
        ["乗車券の発売", "不正の調査", "持ち主へのご連絡", "会報の送付"],
    ),
    "nested": (
        "2．個人情報の利用目的\n(1) 委託を受けた業務の遂行に利用します。\n(2) 次の各サービスのご案内等のために利用します。\n  ①保険の募集\n  ②事故の受付\n(3) 利用目的を変更する場合には公表します。\n\n3．委託\n発送を委託します。",
        ["委託を受けた業務の遂行に利用します", "保険の募集", "事故の受付"],
    ),
    "called otherwise": (
        "集める情報\nお名前を集めます。\n\n情報の使いみち\nゲームを動かすため\n不正を見つけるため\n賞品を送るため\n\n安全\n暗号にします。",
        ["ゲームを動かすため", "不正を見つけるため", "賞品を送るため"],
    ),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_purposes_is_whole(name: str) -> None:
    body, purposes = LISTS[name]
    assert value(drafted(body), "purposes.list") == purposes


def test_a_list_of_purposes_ends_with_its_part() -> None:
    body = "■利用目的\n次の目的に利用します。\n・商品の発送\n・代金の請求\n\n■第三者提供\n次の場合に提供します。\n・法令に基づく場合\n・同意がある場合"
    assert value(drafted(body), "purposes.list") == ["商品の発送", "代金の請求"]


@pytest.mark.parametrize(
    ("lines", "dates"),
    [
        (
            "平成17年 4月 1日 制定\n令和 5年10月 1日 最終改定",
            ["平成17年 4月 1日 制定", "令和 5年10月 1日 最終改定"],
        ),
        ("令和5年10月1日 最終回答", None),
    ],
)
def test_a_last_change_has_a_date(lines: str, dates: list[str] | None) -> None:
    assert value(drafted(f"■その他\n暗号にします。\n\n{lines}"), "policy.dates") == dates


def test_the_head_of_a_column_is_no_period() -> None:
    body = "■保存\n書類は次の期間保管します。\n\n文書の種類\n保存期間\n申込書\n5年保存"
    assert "保存期間" not in (value(drafted(body), "retention.period") or [])  # type: ignore[operator]


@pytest.mark.parametrize(
    ("key", "body"),
    [
        ("sharing.authorities", "児童相談所に通告するときは、同意なく提供します。"),
        ("sharing.authorities", "市町村の調査に協力するときは、同意なく提供します。"),
        ("sharing.authorities", "法令に基づく場合を除き、提供しません。"),
        ("site.analytics", "アプリの解析のため、端末の名前を送ります。"),
        ("site.analytics", "アクセス数を数えるためのものを使います。"),
        ("data.source", "お客様から直接いただく情報と、自動的に集まる情報があります。"),
        ("sharing.joint_use", "親会社と共同で利用します。"),
    ],
)
def test_no_silence_where_the_text_speaks_of_it_in_other_words(key: str, body: str) -> None:
    assert key not in drafted(f"■その他\n{body}").silences


@pytest.mark.parametrize("key", ["sharing.authorities", "site.analytics", "data.source", "sharing.joint_use"])
def test_a_silence_where_it_does_not(key: str) -> None:
    assert key in drafted("■その他\nお客様の情報を大切に扱います。").silences


@pytest.mark.parametrize(
    ("key", "body"),
    [
        ("reply.way", "回答は、書面の交付または電磁的記録の提供により行います。"),
        ("reply.way", "開示は、閲覧又は写しの交付の方法により行う。"),
        ("form.source", "請求書の用紙をお渡しいたします。"),
        ("form.source", "各窓口に備え付けの請求書をお使いください。"),
        ("channels.request", "請求書を、在籍する園の園長に提出しなければならない。"),
        ("channels.online", "アカウントの画面から申し込めます。"),
    ],
)
def test_a_person_is_told_to_look_where_other_words_may_answer(key: str, body: str) -> None:
    draft = drafted(f"■開示の請求\n{body}")
    assert key in draft.facts or draft.open_terms.get(key)


def test_a_form_that_is_asked_for_at_the_desk_is_no_download() -> None:
    assert (
        value(drafted("■開示の請求\n受付方法の詳細は窓口へお問い合わせ下さい。"), "form.source")
        == "ask_the_desk"
    )


@pytest.mark.parametrize(
    ("topic", "key", "body", "expected"),
    [
        ("camera_video", "camera", "(1) 身体の保護のため、カメラの映像を渡す緊急の必要がある場合", None),
        ("camera_video", "camera", "カメラの映像は三十日間保管します。", "カメラの映像は三十日間保管します"),
        (
            "joint_use",
            "sharing.joint_use",
            "共同利用する項目\t共同利用者の範囲\t利用目的\n氏名、住所、電話番号\tみほんバス株式会社\t乗継の割引",
            ["氏名、住所、電話番号\tみほんバス株式会社\t乗継の割引"],
        ),
        (
            "joint_use",
            "sharing.joint_use",
            "共同利用する項目\t氏名、住所\n共同利用者の範囲\tみほんバス株式会社",
            ["共同利用する項目\t氏名、住所", "共同利用者の範囲\tみほんバス株式会社"],
        ),
    ],
)
def test_a_sentence_of_a_topic_that_states_nothing_is_not_drafted(
    topic: str, key: str, body: str, expected: object
) -> None:
    policy = policy_of(f"プライバシーポリシー\n\n■カメラ、共同利用と手数料\n{body}\n", "mihon")
    assert value(draft_desk(policy, sure_of(topic)), key) == expected


@pytest.mark.parametrize(
    ("line", "ways"),
    [
        ("書面の郵送又は電子メールのうちご希望の方法で回答します。", ["post", "email"]),
        ("電子メール又は書面の郵送のいずれかで回答します。", ["post", "email"]),
        ("回答は書面の郵送で行います。電子メールのお申し出には回答できません。", ["post"]),
    ],
)
def test_both_ways_of_a_choice_are_read(line: str, ways: list[str]) -> None:
    found = value(drafted(f"■開示の請求\n{line}"), "reply.way")
    assert found and found["methods"] == ways  # type: ignore[index]


def test_purposes_told_for_several_groups_of_people_are_all_of_them() -> None:
    body = "3 利用目的\n3-1 登録された方の個人情報\n・お仕事の紹介\n・給与の計算\n3-2 取引先のご担当者の個人情報\n・契約の締結\n\n4 委託\n発送を委託します。"
    assert value(drafted(body), "purposes.list") == ["お仕事の紹介", "給与の計算", "契約の締結"]
