"""What kind of value a question asks for, and whether a text holds one."""

from pathlib import Path

import pytest

from knowledge.asked_values import load_asked_values
from knowledge.training.texts import LARGE, load_policies
from tests.topic_map import invented_policies

VALUES = load_asked_values()


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("手数料はおいくらですか", "amount"),
        ("写しの郵送料って、実際いくら？", "amount"),
        ("How much is the fee?", "amount"),
        ("手续费多少钱", "amount"),
        ("相談室のメールアドレスを教えてください", "email"),
        ("What is the e-mail address of your data protection officer?", "email"),
        ("邮箱是什么", "email"),
        ("What is the phone number for privacy requests?", "telephone"),
        ("窓口のＦＡＸ番号は", "fax"),
        ("総務課の電話番号は何番", "telephone"),
        ("録音は何か月くらいで消えますか", "period"),
        ("How long do you keep recordings?", "period"),
        ("窓口は日曜もやってる？", "hours"),
        ("何時から電話できますか", "hours"),
        ("請求書の送り先の住所は？", "postal_address"),
        ("管理責任者の氏名を教えてください", "person"),
        ("個人情報保護管理者のお名前をお教えいただけますか。", "person"),
        ("本社の所在地をお教えください", "street_address"),
        ("請求書のURLは", "web_address"),
        ("責任者のメールアドレスってないの？", "email"),
        ("手数料はおいくらユーロになりますか", "amount"),
        ("監査は年に何度行っているのでしょうか", "frequency"),
        ("従業員の研修はどのくらいの頻度ですか", "frequency"),
        ("How often do you train your staff?", "frequency"),
        ("プライバシーマークの登録番号を教えてください", "registration_number"),
        ("What is the registration number?", "registration_number"),
        ("過去に情報が漏れた事故はありますか", "past_incidents"),
        ("これまでに情報漏えいはありましたか", "past_incidents"),
        ("過去に情報漏えいの事故がございましたか", "past_incidents"),
        ("以前に情報が流出したことはございますでしょうか", "past_incidents"),
        ("Did you ever have a data breach?", "past_incidents"),
        ("Has there ever been a leak?", "past_incidents"),
        ("你们以前泄露过吗", "past_incidents"),
        ("書式は英語のものもありますか", "other_language_form"),
        ("有英文版的申请表吗", "other_language_form"),
        ("メールアドレスはないんですか", "email"),
        ("メールの頻度を教えて", "frequency"),
        ("Have you ever had a data breach?", "past_incidents"),
        ("英語版の申請書はありますか", "other_language_form"),
        ("Is there an English version of the form?", "other_language_form"),
    ],
)
def test_the_kind_of_value_is_told_from_the_question(question: str, kind: str) -> None:
    assert kind in VALUES.asked(question)


@pytest.mark.parametrize(
    "question",
    [
        "登録した私の電話番号は何に使われますか",
        "私の電話番号を教えてください",
        "すみません、自分のメールアドレスを教えて",
        "電話番号はどこから入手したのですか",
        "電話番号をどこから手に入れたのか教えてください",
        "メールアドレスはどこに保管していますか",
        "電話番号をどこに提供していますか",
        "Do you share my e-mail address?",
        "Can I delete my e-mail address?",
        "How can I change my e-mail address",
        "What is my e-mail address used for?",
        "你们如何使用我的邮箱地址？",
        "我的邮箱地址是什么时候收集的",
        "電話番号が載っている書類でも本人確認できますか",
        "会社名が載っている名刺の情報も個人情報ですか",
        "メールアドレスがわかれば開示してもらえますか",
        "メールアドレスがあるのですが使えますか",
        "メールアドレスがありません",
        "電話番号の変更をお願いします",
        "データはどこへ送付されますか",
        "個人情報はどこに送付されますか",
        "どこに提出されるの",
        "夜に電話がかかってくるのをやめてほしい",
        "日曜に電話が来るのを止めたい",
        "日曜に電話しましたが出ません",
        "電話番号を教えてしまった",
        "メールアドレスを消してください",
        "電話番号は必須ですか",
        "担当者の名前を間違えられた",
        "住所はどこに保管されますか",
        "電話番号を知られたくない",
        "お母さんの電話番号が漏れた",
        "友達の電話番号を教えてしまいました",
        "書いたメールアドレスに広告が届きます",
        "電話番号を教えないと申し込めませんか",
        "去年のお正月に電話した内容は残っていますか",
        "住所を変えたい",
        "メアドも？",
        "メールアドレスがないのですが使えますか",
        "いつ何時にかけたか覚えていません",
        "何回も電話がかかってきて困ります",
        "年に何度か冊子が届くのは入会したからですか",
        "過去に買った商品の記録を消してほしい",
        "流出したときはどうしますか",
        "以前の住所が漏れたので直したい",
        "英語で書いた手紙でもいいですか",
        "開示してもらえますか",
        "これまでに預けた情報が漏れた場合の対応方針はありますか",
        "過去に漏えいした場合の連絡先はありますか",
        "過去の個人情報の紛失に備えた対策はありますか",
        "Have you ever shared my data after an incident?",
        "have you had a look at the leak I reported?",
        "我以前泄露过密码，怎么办",
        "你们是否会泄露我的信息？",
        "書式は英語で書いてもいいですか",
        "請求書は日本語と英語のどちらで書けばいい？",
        "Can I fill in the form in English?",
        "表格可以用中文填写吗",
        "年に何回まで請求できますか",
        "メールの頻度を減らしたい",
        "SMSの認証番号をください",
        "my registration number is 123",
        "please change the registration number.",
        "メールアドレスがないです",
        "メールアドレスがないの。電話でいいですか",
        "本人の名前を教えてしまいました",
        "担当者に名前をお教えしました",
        "知人の会社の住所をお教えください",
        "過去にご案内をいただいたことがございますか",
        "以前に紛失した場合の手続はございますか",
        "Did you ever have a look at the leak I reported?",
        "Did you ever have time to read my request?",
        "Has there been an answer to my request?",
        "本社の住所に送ればいいですか",
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
        ("frequency", "従業員に研修を行っています。", False),
        ("frequency", "研修を定期的に行っています。", True),
        ("frequency", "四半期ごとに点検します。", True),
        ("frequency", "２回線までご利用いただけます。", False),
        ("registration_number", "プライバシーマークの認定を受けています。", False),
        ("registration_number", "登録番号 第12345678号", True),
        ("past_incidents", "漏えい等が起きた場合は速やかにお知らせします。", False),
        ("past_incidents", "過去に漏えいが発生したことはありません。", True),
        ("other_language_form", "所定の申請書をご郵送ください。", False),
        ("other_language_form", "申請書は日本語でご記入ください。", True),
        ("amount", "損害の補償は一律の金額は定めません。", True),
    ],
)
def test_a_text_holds_a_value_of_the_kind_or_not(kind: str, text: str, held: bool) -> None:
    assert VALUES.held([kind], [text]) is held


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("amount", "手数料は徴収いたしません"),
        ("amount", "費用は請求いたしません"),
        ("amount", "手数料は頂戴いたしません"),
        ("amount", "手数料は申し受けません"),
        ("amount", "手数料は発生しません"),
        ("amount", "手数料はございません"),
        ("amount", "手数料はありません"),
        ("amount", "手数料なし"),
        ("amount", "手数料は必要ありません"),
        ("amount", "手数料を要しません"),
        ("amount", "手数料はいただいていません"),
        ("amount", "手数料は徴収しておりません"),
        ("amount", "手数料の徴取は行いません"),
        ("amount", "We do not charge a fee"),
        ("amount", "no fee"),
        ("amount", "at no cost"),
        ("amount", "without charge"),
        ("amount", "$25"),
        ("amount", "不收取费用"),
        ("amount", "不收费"),
        ("period", "退会されるまで"),
        ("period", "必要がなくなった場合は消去します"),
        ("period", "利用目的を達成した後は消去"),
        ("period", "契約が終了するまで"),
        ("period", "ブラウザを閉じるまで"),
        ("period", "半年間"),
        ("period", "随時"),
        ("period", "毎月"),
        ("period", "必要な限り"),
        ("period", "できるだけ早く"),
        ("period", "until you withdraw"),
        ("period", "no longer than necessary"),
        ("period", "immediately"),
        ("period", "as soon as possible"),
        ("hours", "休業日"),
        ("hours", "定休日"),
        ("hours", "日曜休み"),
        ("hours", "営業日のみ"),
        ("hours", "九時から"),
        ("hours", "9am to 5pm Mon to Fri"),
        ("hours", "工作日"),
        ("hours", "上午"),
        ("hours", "周一"),
        ("telephone", "(03) 1234-5678"),
        ("telephone", "(888) 555-0163"),
        ("telephone", "+1 (888) 555"),
        ("telephone", "888.555.0163"),
        ("telephone", "03―1234―5678"),
        ("telephone", "03—1234—5678"),
        ("telephone", "0120・123・456"),
        ("postal_address", "一丁目"),
        ("postal_address", "一番一号"),
        ("postal_address", "P.O. Box 12"),
        ("postal_address", "12821 E. Moore St."),
    ],
)
def test_a_value_is_seen_however_it_is_put(kind: str, text: str) -> None:
    """A wording that is missed would deny what the policy says."""
    assert VALUES.held([kind], [text])


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("データ保護担当：佐伯", True),
        ("管理者の森田（電話 0000-00-0000）", True),
        ("頭取　浜田 修一", True),
        ("窓口責任者 服部", True),
        ("Privacy Officer: Hana Mori", True),
        ("代表者 ジョン・スミス", True),
        ("管理者氏名：別紙のとおり", True),
        ("個人情報保護管理者を置き、副院長をもって充てる。", False),
        ("個人情報保護管理者　総務部長", False),
        ("責任者は、取締役管理本部長とします。", False),
        ("山口県と港区三田に窓口があります。", False),
        ("委員会（委員長　副学長）に申し出てください。", False),
        ("担当者がお名前を伺います。", False),
    ],
)
def test_a_name_is_held_where_somebody_is_named_and_not_where_an_office_is(text: str, named: bool) -> None:
    assert VALUES.held(["person"], [text]) is named


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("東京都千代田区一番町1-1", True),
        ("住所：みほん県みほん市", True),
        ("12 Anchor Street", True),
        ("お問い合わせは窓口 desk@mihon.example まで", False),
        ("東京都が定める条例によります。", False),
        ("ご住所をお預かりします。", False),
    ],
)
def test_where_a_company_sits_is_told_by_a_place_and_not_by_a_way_to_write(text: str, held: bool) -> None:
    assert VALUES.held(["street_address"], [text]) is held


def test_of_several_kinds_one_is_enough() -> None:
    assert VALUES.held(["telephone", "email"], ["メールで: a@example.jp"])
    assert not VALUES.held(["telephone", "email"], ["ご連絡ください。", "承ります。"])


@pytest.mark.slow
def test_the_clause_that_answers_holds_what_is_asked_on_every_invented_policy() -> None:
    """The other way round a policy would be said to be silent on what it states. There are hundreds of such questions,
    and as many whose answer stands in no clause."""
    asked, denied, unanswered = 0, [], 0
    for policy in (*invented_policies(), *load_policies(LARGE)):
        for clause in policy.clauses:
            for question in clause.questions:
                kinds = VALUES.asked(question)
                asked += bool(kinds)
                if kinds and not VALUES.held(kinds, [clause.text]):
                    denied.append(question)
        unanswered += sum(bool(VALUES.asked(question)) for question in policy.not_stated)
    assert denied == []
    assert asked > 300
    assert unanswered > 170


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
