"""Whether a text speaks to a topic, told by its words."""

from pathlib import Path

import pytest

from knowledge.facts.evidence import load_evidence, unspoken
from knowledge.facts.routes import load_routes
from tests.topic_map import topic_map

EVIDENCE = load_evidence()
MOST_MISSED = 0.05
"""Of the topic map's clauses: a few only announce what another one says (「次の番号で承ります」)."""


def silent(topic: str, *clauses: str) -> bool:
    return unspoken(clauses, [topic], EVIDENCE)[0]


def test_each_topic_is_one_of_the_map_and_has_a_route() -> None:
    assert set(EVIDENCE) <= {topic.id for topic in topic_map().topics} & set(load_routes())


def test_the_maps_own_clauses_speak_to_their_topics() -> None:
    asked = [(topic.id, clause) for topic in topic_map().topics for clause in topic.clauses]
    asked = [one for one in asked if one[0] in EVIDENCE]
    missed = [one for one in asked if silent(*one)]
    assert len(missed) <= MOST_MISSED * len(asked), missed


@pytest.mark.parametrize(
    ("topic", "clause"),
    [
        ("fee_amount", "手数料をいただく場合があります。"),
        ("desk_email", "電子メールで受け付けています。"),
        ("desk_hours", "受付は平日のみです。"),
        ("call_recording_retention", "お電話は品質向上のため録音しています。"),
        ("desk_fax", "お電話で承ります。"),
        ("outsourcing_names", "業務の一部を委託しています。"),
        ("leak_notice_deadline", "開示の可否は15日以内に通知します。"),
        ("leak_notice_deadline", "漏えいを防ぎます。"),
        ("leak_response", "漏えいを防止するため、職員に研修を行います。"),
        ("leak_response", "変更は速やかに通知します。"),
        ("fee_amount", "通話料は無料です。"),
        ("fee_amount", "切手110円を同封してください。"),
        ("anonymised_data", "氏名と住所を取得します。"),
        ("anonymised_data", "ご登録の情報は退会の後に削除します。"),
    ],
)
def test_the_general_matter_does_not_stand_for_the_particular(topic: str, clause: str) -> None:
    assert silent(topic, clause)


@pytest.mark.parametrize(
    ("topic", "clause"),
    [
        ("fee_amount", "開示の手数料は１，０００円（税込）です。"),
        ("fee_amount", "手数料はいただきません。"),
        ("fee_amount", "利用目的の通知の費用は千円とします。"),
        ("desk_email", "連絡先　ｐｒｉｖａｃｙ＠ｅｘａｍｐｌｅ．ｊｐ"),
        ("desk_hours", "受付時間　午前９時〜午後５時"),
        ("desk_hours", "午前九時から承ります"),
        ("call_recording_retention", "録音は六か月で消去します。"),
        ("desk_fax", "ＦＡＸ 03-0000-0000"),
        ("leak_notice_deadline", "データが漏れたときは、72時間以内にお知らせします。"),
        ("leak_response", "情報の紛失が判明した場合は、ご本人にご連絡します。"),
        ("fee_amount", "ご覧になるのは無料です。"),
        ("fee_amount", "コピーは1枚10円いただきます。"),
        ("anonymised_data", "研究では患者の氏名及び生年月日を削除した上で利用する。"),
        ("anonymised_data", "個人がわからない形の集計だけを渡します。"),
    ],
)
def test_a_particular_is_found_however_it_is_written(topic: str, clause: str) -> None:
    assert not silent(topic, clause)


def test_words_of_one_particular_stand_in_one_clause() -> None:
    apart = ("通話は録音しています。", "応募の書類は三か月保存します。")
    assert silent("call_recording_retention", *apart)
    assert not silent("call_recording_retention", "".join(apart))


def test_nothing_is_told_of_a_topic_without_words_nor_of_a_text_that_is_not_japanese() -> None:
    assert not silent("purposes", "手数料は無料です。")
    assert not silent("fee_amount", "We do not speak of money in this policy at all.")
    assert not silent("fee_amount")


def test_a_broken_expression_is_named(tmp_path: Path) -> None:
    path = tmp_path / "evidence.yml"
    path.write_text("fee_amount: ['(']", encoding="utf-8")
    with pytest.raises(ValueError, match=r"evidence\.yml"):
        load_evidence(path)


def test_a_text_is_japanese_from_a_tenth_of_kana_on() -> None:
    assert silent("fee_amount", "個人情報取扱規程集あ")
    assert not silent("fee_amount", "個人情報取扱規程全集あ")
