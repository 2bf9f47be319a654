"""A quotation is a sentence, also of an English policy, whose clauses are often one line."""

import pytest

from knowledge.sentences import sentence_ranges


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_ranges(text)]


def test_a_line_of_english_is_cut_behind_each_full_stop() -> None:
    text = (
        'We answer within 30 days. There is no charge for your first request. You may use "Settings". '
        "This policy was changed in 2024. Write to us (by post or e-mail). We shall reply."
    )
    assert sentences(text) == [
        "We answer within 30 days.",
        "There is no charge for your first request.",
        'You may use "Settings".',
        "This policy was changed in 2024.",
        "Write to us (by post or e-mail).",
        "We shall reply.",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Payments are handled by Stripe, Inc. (USA) and nobody else.",
        "Write to Mihon Co., Ltd. Privacy Desk in Tokyo.",
        "You may use a browser, e.g. Firefox, to refuse them.",
        "We are open from 9 a.m. Monday to Friday.",
        "See Art. 6(1)(b) of the GDPR or ask Dr. Mihon.",
        "The server at example.com keeps version 1.2 of it.",
        "We transfer data to the U.S. Department of Examples.",
    ],
)
def test_a_full_stop_that_ends_no_sentence_cuts_none(sentence: str) -> None:
    assert sentences(sentence) == [sentence]


def test_japanese_is_cut_as_before() -> None:
    assert sentences(
        "手数料は、一件につき500円です。Acme Inc. に委託します。書類は三年間保管してから廃棄します。"
    ) == [
        "手数料は、一件につき500円です。",
        "Acme Inc. に委託します。",
        "書類は三年間保管してから廃棄します。",
    ]


def test_a_value_alone_on_its_line_belongs_to_the_label_above_it() -> None:
    text = "開示手数料\n3,300円\n診療録の写し（白黒1枚につき）\n22円\n訂正\n無料\n分析クッキー\n2 years\n"
    assert sentences(text) == [
        "開示手数料\n3,300円",
        "診療録の写し（白黒1枚につき）\n22円",
        "訂正\n無料",
        "分析クッキー\n2 years",
    ]


def test_a_short_label_still_goes_with_what_is_behind_it() -> None:
    assert sentences("開示手数料\n一件につき500円を申し受けます。\n") == [
        "開示手数料\n一件につき500円を申し受けます。"
    ]
