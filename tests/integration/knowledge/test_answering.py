"""Questions against the real model, index, topics and desk facts. Wordings are written for this test."""

import pytest

from knowledge.answering import Answerer, load_answerer
from knowledge.judging import ALONE, log_odds
from knowledge.paths import policies_dir
from knowledge.training.texts import load_proper_names
from knowledge.vocabulary import CompanyId, MessageKind, Region, Requester, RequestType

COMPANIES = ("ocn", "ocs", "oni", "opt", "prestige")


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return load_answerer()


@pytest.mark.parametrize("company", COMPANIES)
@pytest.mark.parametrize(
    "question", ["電話番号を教えてください", "クッキーは何に使いますか", "手数料はいくらですか"]
)
def test_everything_said_is_the_text_at_its_place(answerer: Answerer, company: str, question: str) -> None:
    text = (policies_dir() / company / "policy.txt").read_text(encoding="utf-8")
    answer = answerer.answer(question, company=CompanyId(company), audience="staff")
    said = [*answer.statements, *answer.near, *answer.replaced]
    for statement in said:
        assert statement.citation.company == company
        assert text[statement.citation.start : statement.citation.end] == statement.text
    assert answer.passages and all(
        text[p.citation.start : p.citation.end] == p.citation.quote for p in answer.passages
    )


@pytest.mark.parametrize("wish", ["削除してほしい", "住所を訂正したい", "delete my data"])
def test_who_looks_up_a_bare_wish_reads_how_it_is_requested(answerer: Answerer, wish: str) -> None:
    found = answerer.lookup(wish, company=CompanyId("ocn"))
    assert found.answerable
    assert (
        "開示等のご請求" in found.passages[0].citation.section
        or "お問い合わせ" in found.passages[0].citation.section
    )


def test_a_fact_answers_and_its_clause_leads(answerer: Answerer) -> None:
    found = answerer.lookup("窓口の電話番号は何番ですか", company=CompanyId("oni"))
    assert found.answerable and found.answer is not None
    assert any("086-805-0202" in one.text for one in found.answer.statements)
    assert "086-805-0202" in found.passages[0].citation.quote
    assert [p.rank for p in found.passages] == [1, 2, 3, 4, 5]
    assert all(0 <= p.score <= 1 for p in found.passages) and 0 <= found.confidence <= 1


@pytest.mark.parametrize(
    ("company", "way"),
    [
        ("ocs", "03-5534-7951"),
        ("prestige", "018-888-9333"),
        ("oni", "cc-info@pol.oninet.ne.jp"),
        ("opt", "03-5745-3623"),
        ("ocn", "ドコモ"),
    ],
)
@pytest.mark.parametrize("question", ["問い合わせ先を教えてください", "How can I contact you?"])
def test_where_to_turn_to_is_told_at_every_desk(
    answerer: Answerer, company: str, way: str, question: str
) -> None:
    answer = answerer.answer(question, company=CompanyId(company))
    assert answer.kind is MessageKind.ANSWER
    assert any(way in one.text for one in answer.statements)


def test_that_agents_may_ask_is_told_where_one_kinds_papers_are_stated(answerer: Answerer) -> None:
    prestige = CompanyId("prestige")
    answer = answerer.answer("代理人でも請求できますか", company=prestige)
    assert answer.kind is MessageKind.ANSWER
    assert any("法定代理人" in one.text for one in answer.statements)
    asks = Requester.VOLUNTARY_AGENT
    told = answerer.answer("代理人の必要書類は何ですか", company=prestige, requester=asks)
    assert told.kind is MessageKind.NOT_STATED


def test_whether_there_is_a_mail_address_is_still_a_silence(answerer: Answerer) -> None:
    answer = answerer.answer("問い合わせのメールアドレスを教えてください", company=CompanyId("ocs"))
    assert answer.kind is MessageKind.NOT_STATED


@pytest.mark.parametrize(("company", "region"), [("ocs", Region.JP), ("prestige", None), ("ocn", None)])
@pytest.mark.parametrize("question", ["郵送で開示請求できますか", "郵便で申し込めますか"])
def test_whether_the_post_will_do_is_answered_from_how_a_request_is_made(
    answerer: Answerer, company: str, region: Region | None, question: str
) -> None:
    answer = answerer.answer(question, company=CompanyId(company), region=region)
    assert answer.kind is MessageKind.ANSWER
    assert any("郵送" in one.text for one in answer.statements)


def test_whether_it_goes_online_is_still_a_silence(answerer: Answerer) -> None:
    answer = answerer.answer("ネットで開示請求できますか", company=CompanyId("ocs"), region=Region.JP)
    assert answer.kind is MessageKind.NOT_STATED


def test_silence_is_said_with_what_stands_nearby(answerer: Answerer) -> None:
    answer = answerer.answer("手数料はいくらかかりますか", company=CompanyId("opt"))
    assert answer.kind is MessageKind.NOT_STATED and not answer.statements
    assert any("所定の手数料" in one.text for one in answer.near)


@pytest.mark.parametrize(
    ("company", "question", "nearby"),
    [
        ("oni", "ファクシミリの番号が知りたいのですが", "086-805-0202"),
        ("prestige", "外注している会社を名指しで教えて", "委託先に対する必要かつ適切な監督"),
        ("opt", "SSLで暗号化されていますか", "厳正な管理を行います"),
    ],
)
def test_a_particular_is_not_stated_although_the_general_matter_is(
    answerer: Answerer, company: str, question: str, nearby: str
) -> None:
    answer = answerer.answer(question, company=CompanyId(company))
    assert answer.kind is MessageKind.NOT_STATED and not answer.statements
    assert any(nearby in one.text for one in answer.near)


def test_what_was_left_to_search_is_answered_from_the_checked_fact(answerer: Answerer) -> None:
    answer = answerer.answer(
        "会員情報の共同利用で責任を持つのはどこの会社ですか", company=CompanyId("ocs"), region=Region.JP
    )
    assert answer.kind is MessageKind.ANSWER
    assert any("ANAホールディングス株式会社" in one.text for one in answer.statements)
    assert {one.lead for one in answer.statements} >= {"sharing.joint_use"}


@pytest.mark.parametrize(
    ("company", "typed", "meant", "kind", "said"),
    [
        (
            "oni",
            "まどぐちのでんわばんごうはなんばんですか",
            "窓口の電話番号は何番ですか",
            MessageKind.ANSWER,
            "086-805-0202",
        ),
        (
            "oni",
            "窓口のでんわ番号をおしえてください",
            "窓口の電話番号を教えてください",
            MessageKind.ANSWER,
            "086-805-0202",
        ),
        (
            "opt",
            "てすうりょうはいくらかかりますか",
            "手数料はいくらかかりますか",
            MessageKind.NOT_STATED,
            "所定の手数料",
        ),
    ],
)
def test_a_badly_written_question_is_answered_like_a_well_written_one(
    answerer: Answerer, company: str, typed: str, meant: str, kind: MessageKind, said: str
) -> None:
    reading = answerer.ranker.read(typed)
    assert (reading.text, reading.typed) == (meant, typed)
    answer = answerer.answer(typed, company=CompanyId(company))
    assert answer.kind is kind
    assert any(said in one.text for one in (*answer.statements, *answer.near))


def test_the_place_in_the_question_counts(answerer: Answerer) -> None:
    answer = answerer.answer("上海に住んでいます。問い合わせの電話番号は?", company=CompanyId("ocs"))
    assert answer.region is Region.CHINA
    assert any("03-5534-7951" in one.text for one in answer.statements)
    in_japan = answerer.answer("札幌に住んでいます。問い合わせの電話番号は?", company=CompanyId("ocs"))
    assert in_japan.region is Region.JP
    assert not any("03-5534" in one.text for one in (*in_japan.statements, *in_japan.near))


def test_customers_do_not_see_what_is_replaced(answerer: Answerer) -> None:
    question = "本人確認の書類は何が必要ですか"
    customer = answerer.answer(question, company=CompanyId("ocs"), region=Region.EEA_UK)
    staff = answerer.answer(question, company=CompanyId("ocs"), region=Region.EEA_UK, audience="staff")
    assert not any("いずれか2点" in one.text for one in customer.statements)
    assert customer.replaced == () and any("いずれか2点" in one.text for one in staff.replaced)


def test_papers_of_mandated_agents_at_prestige_are_not_made_up(answerer: Answerer) -> None:
    answer = answerer.answer(
        "委任を受けた代理人が用意する書類を教えてください", company=CompanyId("prestige")
    )
    assert answer.kind is MessageKind.NOT_STATED
    assert any("ご本人様が委任した代理人である場合" in one.text for one in answer.near)


def test_small_talk_is_not_answered(answerer: Answerer) -> None:
    assert answerer.answer("今日はいい天気ですね", company=CompanyId("opt")).kind is MessageKind.OUT_OF_SCOPE
    assert answerer.answer("   ", company=CompanyId("opt")).kind is MessageKind.OUT_OF_SCOPE


def test_a_company_without_desk_file_is_answered_from_its_clauses(answerer: Answerer) -> None:
    bare = Answerer(answerer.ranker, {}, answerer.routes)
    found = bare.lookup("クッキーを拒否する方法はありますか", company=CompanyId("oni"))
    assert found.answerable and found.answer is not None
    assert any("ブラウザ" in one.text for one in found.answer.statements)


@pytest.mark.parametrize(
    ("company", "question", "stated"),
    [
        ("prestige", "個人情報の窓口のメールアドレスは何ですか", False),
        ("ocn", "個人情報の窓口の電話番号を教えてください", False),
        ("oni", "開示の手数料は何円ですか", False),
        ("prestige", "個人情報の窓口の電話番号を教えてください", True),
        ("oni", "個人情報の窓口の電話番号を教えてください", True),
    ],
)
def test_without_desk_file_no_particular_is_told_from_a_clause_on_the_general_matter(
    answerer: Answerer, company: str, question: str, stated: bool
) -> None:
    bare = Answerer(answerer.ranker, {}, answerer.routes, answerer.closely)
    answer = bare.answer(question, company=CompanyId(company))
    assert answer.kind is (MessageKind.ANSWER if stated else MessageKind.NOT_STATED)
    assert stated or answer.near


@pytest.mark.parametrize(
    "question", ["黒海に面している国をすべて挙げて", "ドナウ川が流れる国はどこ", "ナイル川の源流がある国"]
)
def test_a_riddle_is_no_question_to_the_desk_however_sure_its_topic(
    answerer: Answerer, question: str
) -> None:
    """Which countries: of all topics of a policy that is surely the one about transfers abroad, and still not meant."""
    assert answerer.answer(question, company=CompanyId("ocs")).kind is MessageKind.OUT_OF_SCOPE


def test_a_named_thing_does_not_make_a_question_general_knowledge(answerer: Answerer) -> None:
    asked = load_proper_names()[1]
    refused = [text for text in asked if log_odds(answerer.ranker.read(text).out_of_scope) >= ALONE]
    assert len(asked) >= 75
    assert len(refused) <= 0.04 * len(asked), refused


def test_all_companies_are_searched_and_none_is_answered_for(answerer: Answerer) -> None:
    found = answerer.lookup("苦情の申し出先", limit=20)
    assert found.answer is None and not found.answerable
    assert len({p.citation.company for p in found.passages}) > 1


def test_a_company_that_is_not_there_is_never_answered_for(answerer: Answerer) -> None:
    with pytest.raises(KeyError):
        answerer.answer("電話番号", company=CompanyId("nobody"))


@pytest.mark.parametrize("question", ["免許証の写しは要りますか", "免許証のコピーとかは要りますか。"])
def test_a_regions_own_rule_on_papers_goes_before_the_list_of_chapter_1(
    answerer: Answerer, question: str
) -> None:
    """Also where which papers, how many, and whether copies do share the probability between them."""
    answer = answerer.answer(
        question,
        company=CompanyId("ocs"),
        region=Region.CALIFORNIA,
        request_type=RequestType.ACCESS_CCPA,
    )
    assert not any("いずれか2点" in one.text for one in (*answer.statements, *answer.near))


def test_promptly_is_no_number_of_hours_but_stands_nearby(answerer: Answerer) -> None:
    answer = answerer.answer("漏えいの通知は何時間以内に来ますか", company=CompanyId("oni"))
    assert answer.kind is MessageKind.NOT_STATED
    assert "速やかに本人に通知します" in answer.near[0].text


def test_a_place_alone_leads_to_no_clause(answerer: Answerer) -> None:
    """Every customer of a regional chapter names a place: that alone must not put the list of its rights first."""
    grounding = answerer._ground(CompanyId("ocs"), Region.EEA_UK)
    topics = answerer.ranker.topics.topic_ids
    rights, withdrawal = topics.index("rights_eu"), topics.index("consent_withdrawal_how")
    assert grounding.stated[rights]
    assert not grounding.holds[:, rights].any()
    assert grounding.holds[:, withdrawal].any()


def test_what_is_asked_comes_before_what_the_place_suggests(answerer: Answerer) -> None:
    answer = answerer.answer(
        "ロサンゼルスの者です。名簿を売って儲けたりしていませんか",
        company=CompanyId("ocs"),
        region=Region.CALIFORNIA,
    )
    assert "販売して" in answer.statements[0].text


@pytest.mark.parametrize(
    ("company", "place"),
    [("opt", "フランスに住んでいます。"), ("oni", "シドニー在住です。"), ("ocn", "北京にいます。")],
)
def test_where_somebody_lives_does_not_make_a_policy_silent(
    answerer: Answerer, company: str, place: str
) -> None:
    question = "個人情報を第三者に渡すことはありますか"
    assert answerer.answer(question, company=CompanyId(company)).kind is MessageKind.ANSWER
    answer = answerer.answer(place + question, company=CompanyId(company))
    assert answer.kind is MessageKind.ANSWER
    assert not (answer.topic or "").startswith("rights_")


def test_a_residence_in_front_leaves_the_matter_as_it_is(answerer: Answerer) -> None:
    answer = answerer.answer("フランスに住んでいます。情報を誰かに渡してる?", company=CompanyId("oni"))
    assert (answer.kind, answer.topic) == (MessageKind.ANSWER, "third_party_provision")
    fee = answerer.answer(
        "ロサンゼルスに住んでいます。手数料はかかりますか", company=CompanyId("ocs"), region=Region.CALIFORNIA
    )
    assert fee.topic == "fee_whether"


def test_the_law_of_a_place_is_asked_for_by_name(answerer: Answerer) -> None:
    answer = answerer.answer("GDPRに基づく権利を使えますか", company=CompanyId("opt"))
    assert (answer.kind, answer.topic) == (MessageKind.NOT_STATED, "rights_eu")


def test_whether_deletion_can_be_asked_for_is_not_denied(answerer: Answerer) -> None:
    answer = answerer.answer("個人情報の削除を求められますか", company=CompanyId("oni"))
    assert "削除" in "".join(one.text for one in (*answer.statements, *answer.near))


@pytest.mark.parametrize(
    "question",
    [
        "個人情報の開示を請求するには、どのような書類が必要ですか？",
        "必要な書類は何？",
        "開示の請求はどうすればできますか",
    ],
)
def test_the_papers_for_a_request_are_its_form_and_the_proof_of_identity(
    answerer: Answerer, question: str
) -> None:
    found = answerer.answer(question, company=CompanyId("ocs"), region=Region.JP)
    text = "".join(one.text for one in found.statements)
    assert found.kind is MessageKind.ANSWER
    assert "開示等請求書" in text and "2点のコピー" in text


@pytest.mark.parametrize(
    ("company", "question"),
    [
        ("ocs", "個人情報の開示を請求するには、どのような書類が必要ですか？"),
        ("ocs", "書類の送り先はどこですか"),
        ("opt", "マイナンバーの扱いを教えてください"),
    ],
)
def test_a_heading_alone_is_not_quoted_beside_an_answer(
    answerer: Answerer, company: str, question: str
) -> None:
    found = answerer.answer(
        question, company=CompanyId(company), region=Region.JP if company == "ocs" else None
    )
    said = ["".join(one.text.split()) for one in found.statements]
    assert len(said) > 1
    headings = ("2.必要書類申請書", "■開示等の請求1.請求方法", "3.特定個人情報の利用目的")
    assert not [text for text in said if text in headings]
