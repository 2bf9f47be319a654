"""What the answerer found, in the shape that is spoken and as the look-up's text."""

from dataclasses import replace
from typing import Any, cast

from actions.answering import PolicyAnswers
from actions.ports import Question
from desk.locales import Locale
from desk.wording import render
from desk.wording.answers import answer_text
from knowledge.answering import Answer, Answerer
from knowledge.composing import Statement
from knowledge.facts.routes import load_routes
from knowledge.vocabulary import CompanyId, MessageKind, Region
from tests.unit.actions.fakes import cite


class Found:
    """An answerer with one answer."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def answer(self, question: str, **known: Any) -> Answer:
        return self._answer


def said(text: str, *regions: Region) -> Statement:
    return Statement(text, cite(text), "fee.charged", regions)


def shown(text: Any, locale: Locale = "ja") -> str:
    """A parameter as it is rendered in a message."""
    return render("answer.not_stated_near", locale, {"about": "", "near": text}).splitlines()[-1]


def reply(answer: Answer) -> Any:
    return PolicyAnswers(cast(Answerer, Found(answer))).answer(Question("手数料は?", CompanyId("ocs")))


def test_every_region_of_a_rule_is_named_in_chat_and_look_up() -> None:
    answer = Answer(MessageKind.ANSWER, 0.9, None, statements=(said("無料です", Region.JP, Region.OTHER),))
    assert shown(reply(answer).statements[0].text) == "日本・そのほかの国・地域: 「無料です」"
    assert shown(reply(answer).statements[0].text, "en") == "Japan, another country or region: 「無料です」"
    assert answer_text(answer, "ja").splitlines()[-1] == "日本・そのほかの国・地域: 「無料です」"
    assert reply(answer).silent is None


def test_silent_regions_are_named_in_chat_and_look_up() -> None:
    answer = Answer(
        MessageKind.ANSWER,
        0.9,
        None,
        statements=(said("無料です", Region.EEA_UK),),
        silent_regions=(Region.JP, Region.CHINA),
    )
    expected = "日本・中国については、おたずねの点はポリシーに記載がありません。"
    assert shown(reply(answer).silent.text) == expected
    assert answer_text(answer, "ja").splitlines()[-1] == expected


def test_silent_particulars_are_named_in_chat_and_look_up() -> None:
    answer = Answer(
        MessageKind.ANSWER,
        0.9,
        None,
        statements=(said("株式会社"),),
        silent_keys=("company.address", "company.representative"),
    )
    expected = "会社の所在地、代表者については、ポリシーに記載が見当たりません。"
    assert shown(reply(answer).silent.text) == expected
    assert answer_text(answer, "ja").splitlines()[-1] == expected
    both = replace(answer, silent_regions=(Region.JP,))
    assert answer_text(both, "ja").splitlines()[-1] == expected
    assert answer_text(both, "ja").splitlines()[-2].startswith("日本については")
    assert answer_text(both, "zh").splitlines()[-1] == "关于公司地址、公司代表人，隐私政策中没有相关记载。"


def test_every_particular_that_may_be_named_has_a_wording() -> None:
    for route in load_routes().values():
        if route.apart:
            for key in (*route.keys, *route.beside):
                for locale in ("ja", "en", "zh"):
                    assert render(f"answer.particular.{key.replace('.', '_')}", locale)


def test_what_stands_near_a_silence_keeps_its_region_and_quotation() -> None:
    answer = Answer(MessageKind.NOT_STATED, 0.9, None, near=(said("請求書", Region.EEA_UK), said("全員")))
    near = reply(answer).near
    assert [shown(one.text) for one in near] == ["欧州（EEA）・英国: 「請求書」", "「全員」"]
    assert [one.citations[0].quote for one in near] == ["請求書", "全員"]
