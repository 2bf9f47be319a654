"""What the summary before a request says will be wanted, and what it says the policy leaves open."""

from typing import Any

import pytest

from actions.case import Case
from actions.form.summary import summarise
from actions.ports import Steps
from desk.wording import render
from knowledge.vocabulary import CompanyId, ReplyMethod
from tests.unit.actions.fakes import Book, cite, stated


class Told(Book):
    """A desk whose policy says this of a request."""

    def __init__(self, steps: Steps) -> None:
        self._steps = steps

    def steps(self, *_: Any) -> Steps:
        return self._steps


def summary(
    chosen: str | None = "post", region: str | None = None, **said: Any
) -> tuple[list[str], list[str]]:
    """The lines that a customer reads, and the quotations behind them."""
    slots = {"request_type": "disclosure", "requester": "self", "subject": "all", "reply_method": chosen}
    case = Case(company=CompanyId("acme" if region is None else "globe"), region=region, **slots)  # type: ignore[arg-type]
    params, citations = summarise(case, Told(Steps(**said)))
    lines = render("request.summary", "ja", params).splitlines()
    return [line.strip() for line in lines], [one.quote for one in citations]


def has(lines: list[str], text: str) -> bool:
    return any(text in line for line in lines)


def test_one_paper_stands_in_its_line_and_several_are_listed() -> None:
    one, quotes = summary(papers=(stated("運転免許証の写し"),))
    assert has(one, "：運転免許証の写し") and quotes == ["運転免許証の写し"]
    several, quotes = summary(papers=(stated("運転免許証の写し"), stated("住民票の写し")))
    assert "・運転免許証の写し" in several and "・住民票の写し" in several
    assert quotes == ["運転免許証の写し", "住民票の写し"]


@pytest.mark.parametrize(("papers", "told"), [((), True), ((stated("免許証"),), False)])
def test_that_identity_is_checked_is_told_where_no_papers_say_it(papers: tuple[Any, ...], told: bool) -> None:
    lines, quotes = summary(papers=papers, identity=stated("本人確認をします"))
    assert has(lines, "本人確認をします") is told and ("本人確認をします" in quotes) is told


@pytest.mark.parametrize("key", ["form", "papers", "fee", "send_to", "reply_time"])
def test_what_the_policy_does_not_state_is_said_so(key: str) -> None:
    silent = render(f"summary.{key}_not_stated", "ja", {})
    assert has(summary()[0], silent.strip())
    said: dict[str, Any] = {"forms": (stated("様式1"),), "papers": (stated("免許証"),)}
    said |= {name: stated(f"{name}の定め") for name in ("fee", "send_to", "reply_time")}
    assert not has(summary(**said)[0], silent.strip())


def test_a_list_that_the_policy_announces_is_said_to_be_open() -> None:
    more = render("summary.papers_more", "ja", {}).strip()
    assert has(summary(papers=(stated("免許証"),), papers_open=True)[0], more)
    assert not has(summary(papers=(stated("免許証"),))[0], more)
    said, quotes = summary(papers_open=True, papers_said=stated("追って連絡します"))
    assert has(said, "追って連絡します") and quotes == ["追って連絡します"]
    assert has(summary(papers_open=True)[0], render("summary.papers_open", "ja", {}).strip())


def test_the_way_of_reply_is_the_one_that_was_chosen_or_the_only_one() -> None:
    mail = render("reply_method.email", "ja", {})
    ways = (ReplyMethod.EMAIL, ReplyMethod.POST)
    assert has(summary("email", reply_methods=ways)[0], mail)
    assert has(summary(None, reply_methods=(ReplyMethod.EMAIL,))[0], mail)
    assert not has(summary(None, reply_methods=ways)[0], mail)


def test_authority_and_where_to_get_the_form_are_told_where_the_policy_tells_them() -> None:
    lines, quotes = summary(authority=stated("代理権を確認します"), get_form=stated("窓口に連絡してください"))
    assert has(lines, "代理権を確認します") and has(lines, "窓口に連絡してください")
    assert quotes == ["窓口に連絡してください", "代理権を確認します"]


def test_each_quotation_stands_once_behind_it() -> None:
    same = stated("手数料は無料です")
    assert summary(fee=same, reply=same)[1] == [cite("手数料は無料です").quote]


def test_the_region_is_named_where_the_company_tells_regions_apart() -> None:
    assert has(summary(region="eea_uk")[0], render("region.eea_uk", "ja", {}))
