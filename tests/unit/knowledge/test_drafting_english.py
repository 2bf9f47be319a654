"""What a policy in English states is drafted by narrow rules, and nothing that the sentence does not say."""

import pytest

from knowledge.drafting.draft import Draft, draft_desk
from knowledge.facts.rules import RULES, squeeze
from tests.unit.knowledge.invented import policy_of

HEAD = 'Mihon Goods Ltd. ("Mihon", "we" or "us") tells you here how we look after your information.'


def drafted(body: str, head: str = HEAD) -> Draft:
    return draft_desk(policy_of(f"Mihon Privacy Policy\n\n{head}\n\n{body}\n", "mihon"))


def value(draft: Draft, key: str) -> object:
    return draft.facts[key][0]["value"] if key in draft.facts else None


REQUESTS = "## Your requests\n\n"


@pytest.mark.parametrize(
    ("body", "charged", "amount"),
    [
        ("There is no charge.", "no", None),
        ("We do not charge a fee.", "no", None),
        ("We charge $15 for each request for a copy.", "yes", "$15"),
        ("A fee of 500 yen per request shall be paid in postage stamps.", "yes", "500 yen"),
        ("There is a fee of £10 for a copy.", "yes", "£10"),
        # what tells of no fee, or only of a part
        ("A request is free unless it is repeated within a year.", None, None),
        ("Where requests are excessive, we may charge a reasonable fee.", None, None),
        ("We do not charge a fee. However, additional copies cost $5.", None, None),
        ("Corrections are free of charge. We charge $15 for a copy.", "yes", "$15"),
        ("Feel free to ask for a copy.", None, None),
        ("The person in charge is the Secretary.", None, None),
        ("There is no charge card on file.", None, None),
        ("Membership costs $50 a year.", None, None),
        ("The first copy is free.", None, None),
        ("We do not charge for corrections. Copies are charged at cost.", None, None),
        ("We may charge a fee of $15.", None, None),
        ("A fee of $15 may be charged.", None, None),
        ("If your request is complex, a fee of £10 is due.", None, None),
        ("We do not charge a fee of $15 any more.", None, None),
        ("A late fee of $20 is added to overdue accounts.", None, None),
        ("We will not charge you for the newsletter.", None, None),
        ("Usually there is no fee.", None, None),
        ("There is no fee for reasonable requests; others cost $15.", None, None),
        ("There is no charge for children.", None, None),
    ],
)
def test_a_fee_is_one_where_a_sentence_says_so_without_a_condition(
    body: str, charged: str | None, amount: str | None
) -> None:
    draft = drafted(REQUESTS + body)
    assert (value(draft, "fee.charged"), value(draft, "fee.amount")) == (charged, amount)


@pytest.mark.parametrize(
    ("body", "types"),
    [
        (
            "You may ask for a copy of your data, and ask us to correct or delete it.",
            {"types.disclosure": "a copy", "types.correction": "correct", "types.deletion": "delete"},
        ),
        (
            "You have the right to access to your data and to its portability.",
            {"types.disclosure": "access to", "types.portability": "portability"},
        ),
        ("You can ask to see the information we hold.", {"types.disclosure": "to see the information"}),
        ("We correct and delete data on our own.", {}),
        ("You may not ask us to delete invoices; we do not delete them.", {}),
        ("You have access to our shop at any time.", {}),
        ("Please enclose a copy of a passport.", {}),
        ("We delete your data after two years.", {}),
        ("You may ask us for a copy of an invoice.", {}),
        ("You may not ask for a copy of our algorithms.", {}),
        ("You have no right to access to source code.", {}),
        ("You may ask for correction, but not for deletion.", {"types.correction": "correction"}),
    ],
)
def test_a_kind_of_request_is_one_that_may_be_asked_for(body: str, types: dict[str, str]) -> None:
    draft = drafted(REQUESTS + body)
    assert {key: value(draft, key) for key in draft.facts if key.startswith("types.")} == types


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (HEAD, "Mihon Goods Ltd."),
        (
            'Mihon & Vale Credit Union Limited ("the Credit Union", "we") is a co-operative.',
            "Mihon & Vale Credit Union Limited",
        ),
        (
            'Mihon International University (hereinafter "the University") handles data.',
            "Mihon International University",
        ),
        (
            'This policy tells how Mihon K.K. (the "Company") handles data.',
            "Mihon K.K.",
        ),
        ('The Mihon Board Game (the "Game") is for the whole family.', None),
        ('Customer Data ("Data") is what you enter.', None),
        ("This policy tells how the company handles data.", None),
        ('Data that customers store in the service ("we call it content") is theirs.', None),
        ("We work with Yosoku Inc. and others.", None),
        ('The Privacy Act (as amended, "the law") holds.', None),
    ],
)
def test_the_company_is_who_calls_itself_we(head: str, name: str | None) -> None:
    assert value(drafted("## Purposes\n\nWe send goods to you.", head), "company.name") == name


CONTACT = (
    "## Contact\n\nThe Privacy Officer\nMihon Goods Ltd.\n12 Anchor Street, Port Vale PV1 2AB\n"
    "Telephone: 01632 960123 (Monday to Friday, 9:30 am to 4:30 pm, except public holidays)\n"
    "Fax: 01632 960124\nEmail: privacy@mihon.example"
)


def test_an_address_block_tells_where_the_desk_is_and_when_it_answers() -> None:
    draft = drafted(CONTACT)
    assert {
        key: value(draft, key) for key in ("desk.phone", "desk.fax", "desk.email", "desk.hours", "send_to")
    } == {
        "desk.phone": "01632 960123",
        "desk.fax": "01632 960124",
        "desk.email": "privacy@mihon.example",
        "desk.hours": "Monday to Friday, 9:30 am to 4:30 pm, except public holidays",
        "send_to": {
            "address": "12 Anchor Street, Port Vale PV1 2AB",
            "addressee": "The Privacy Officer Mihon Goods Ltd.",
            "postal_code": "PV1 2AB",
        },
    }


@pytest.mark.parametrize(
    "body",
    [
        "## Contact\n\nOrders placed Monday to Friday are sent within 2-3 days.",
        "## Contact\n\nWe do not offer support by telephone.",
        "## Contact\n\nPhone numbers of customers are kept for 2 years.",
        "## Contact\n\nYour request number has 10 digits.",
        "## Visits\n\nFilm of 12 Anchor Street is kept for 30 days.",
        "## Contact\n\nWe are building 3 new shops on every street of the town.",
    ],
)
def test_a_sentence_with_numbers_is_no_address_block(body: str) -> None:
    draft = drafted(body)
    assert not {"desk.phone", "desk.fax", "desk.hours", "send_to", "company.address"} & set(draft.facts)


@pytest.mark.parametrize(
    ("sentence", "key", "wanted"),
    [
        ("We will reply by e-mail within 30 days.", "reply.time", "within 30 days"),
        ("We respond within one month.", "reply.time", "within one month"),
        ("The University shall notify the requester within 30 days.", "reply.time", "within 30 days"),
        ("Please reply within 14 days.", "reply.time", None),
        ("You should respond within one month.", "reply.time", None),
        ("You must notify us within 30 days.", "reply.time", None),
        ("We will not answer within 30 days.", "reply.time", None),
        (
            "That period may be extended by two months.",
            "reply.extension",
            "That period may be extended by two months.",
        ),
        ("Membership can be extended.", "reply.extension", None),
        ("We keep your request for 30 days.", "reply.time", None),
        ("You must pay within 14 days.", "reply.time", None),
        ("We will reply by e-mail within 30 days.", "reply.way", {"methods": ["email"], "choice": False}),
        ("We reply by post or by e-mail.", "reply.way", None),
        ("Requests sent by post are not accepted.", "channels.request", None),
        ("The form may be submitted in person or by post.", "channels.request", ["post", "in_person"]),
        (
            "Please enclose a copy of your passport.",
            "papers.self",
            [{"label": "Please enclose a copy of your passport."}],
        ),
        ("We do not require a copy of your passport.", "papers.self", None),
        ("We check your passport at the border.", "papers.self", None),
        (
            "We may refuse a request where the law forbids it.",
            "refusal.grounds",
            ["We may refuse a request where the law forbids it."],
        ),
        ("You may refuse cookies.", "refusal.grounds", None),
        ("You can decline marketing if you like.", "refusal.grounds", None),
        ("Parents may refuse cookies when they browse.", "refusal.grounds", None),
        ("The form will be sent to you by post.", "channels.request", None),
        ("Requests by post are no longer accepted.", "channels.request", None),
        ("Requests must be made in writing, not in person.", "channels.request", None),
        ("Requests can be made without appearing in person.", "channels.request", None),
        ("Requests submitted in person will be refused.", "channels.request", None),
        ("We do not reply by e-mail.", "reply.way", None),
        ("Members must answer by post.", "reply.way", None),
        ("We reply by e-mail, post or telephone, as you choose.", "reply.way", None),
        ("If you prefer, we reply by e-mail.", "reply.way", None),
        ("We never accept a copy of your passport.", "papers.self", None),
        ("We will explain why we need your data.", "refusal.reasons", None),
        ("You shall state the reasons for your request.", "refusal.reasons", None),
        ("We will tell you why.", "refusal.reasons", "yes"),
        ("Please tell us why you ask.", "refusal.reasons", None),
    ],
)
def test_how_a_request_goes_is_read_from_sentences_on_requests(
    sentence: str, key: str, wanted: object
) -> None:
    assert value(drafted(REQUESTS + sentence), key) == wanted


def test_a_breach_of_which_the_customer_has_to_tell_is_no_promise_of_the_company() -> None:
    told = "We will notify you of a breach."
    assert value(drafted(f"## Safety\n\nYou must notify us of a breach. {told}"), "breach.notice") == [told]


@pytest.mark.parametrize(
    "sentence", ["We tell you if your data is compromised.", "Data that was lost or stolen."]
)
def test_a_breach_in_other_words_is_no_silence(sentence: str) -> None:
    assert "breach.notice" not in drafted(f"## Safety\n\n{sentence}").silences


def test_a_silence_is_drafted_only_where_no_word_on_the_matter_stands_in_the_text() -> None:
    assert "privacy_mark" in drafted("## Purposes\n\nWe send goods.").silences
    loud = drafted(
        "## Purposes\n\nWe hold the PrivacyMark. Calls are recorded. A parent may ask for a child."
    ).silences
    assert not {"privacy_mark", "recording", "minors"} & set(loud)
    assert "desk.phone" not in drafted("## Contact\n\n01632 960555").silences


@pytest.mark.parametrize(
    ("rule", "sentence", "wanted"),
    [
        ("age", "If you are under 16, you need the consent of a parent.", 16),
        ("age", "A parent may ask for those under the age of 13.", 13),
        ("age", "A discount under 20% needs no consent.", None),
        ("age", "Kept for under 30 days.", None),
        ("age", "Consent under 42 U.S.C. 1983.", None),
        ("age", "Rights under 45 CFR 164.524.", None),
        ("age", "Companies with under 50 employees.", None),
        ("age", "Fewer, below 10,000 records.", None),
        ("form_source", "You can download your data from the settings.", None),
        ("form_source", "You can download a copy of your information.", None),
        ("form_source", "Our platform can be downloaded.", None),
        ("form_source", "You can no longer download the form.", None),
        ("form_source", "Use the request form, which can be downloaded below.", "download"),
        ("reasons", "If we refuse, we will tell you why.", "yes"),
        ("reasons", "We will give you our reasons.", "yes"),
        ("reasons", "If the law allows, we will tell you why.", None),
        ("certainty", "We will ask you to confirm who you are.", "always"),
        ("certainty", "We will ask for proof if we are in doubt.", None),
        ("certainty", "Where we have doubts, we will verify who you are.", None),
        ("certainty", "We will check your identity only where necessary.", None),
        ("form_source", "You can download the form.", "download"),
        ("form_source", "The app is a download.", None),
        ("reasons", "The reason shall be stated.", "yes"),
        ("reasons", "For reasons of safety.", None),
        ("certainty", "We may ask for proof of identity.", "sometimes"),
        ("certainty", "It may rain.", None),
    ],
)
def test_a_rule_derives_from_english_what_it_says(rule: str, sentence: str, wanted: object) -> None:
    assert RULES[rule](squeeze(sentence)) == wanted


def test_rules_for_japanese_read_japanese_with_latin_words_in_it() -> None:
    assert RULES["channels"](squeeze("請求書（Request Form by post）を郵送してください")) == ["post"]
