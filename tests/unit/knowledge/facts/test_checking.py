"""Each way in which a desk file can stop resting on the policy is refused, by company, key and quotation."""

import datetime as dt
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.facts import FactsError, check_all, load_desk
from knowledge.facts.checking import check_silence, checked_value
from knowledge.facts.loading import UniqueKeyLoader, desk_from
from knowledge.facts.placing import Places
from knowledge.facts.schema import SilentFact, StatedFact
from knowledge.paths import policies_dir
from knowledge.vocabulary import CompanyId
from tests.properties import examples

COMPANIES = ("ocn", "ocs", "oni", "opt", "prestige")


def nowhere(_: int) -> tuple[str, str]:
    return "document", "section"


def raw(company: str) -> tuple[dict[str, Any], str]:
    folder = policies_dir() / company
    text = (folder / "policy.txt").read_text(encoding="utf-8")
    data = yaml.load((folder / "desk.yml").read_text(encoding="utf-8"), Loader=UniqueKeyLoader)
    # Anchors make shared objects; a test that changes one must not change the others.
    return unshared(data), text


def unshared(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: unshared(value) for key, value in data.items()}
    return [unshared(value) for value in data] if isinstance(data, list) else data


def broken(company: str, data: Any, text: str) -> FactsError:
    with pytest.raises(FactsError) as caught:
        desk_from(CompanyId(company), data, text, nowhere)
    return caught.value


def test_all_five_rest_on_their_policies() -> None:
    lines: list[str] = []
    assert check_all(report=lines.append) == 0
    assert [line.split()[0] for line in lines] == ["ok"] * len(COMPANIES)


@pytest.mark.slow
@pytest.mark.parametrize("company", COMPANIES)
def test_every_citation_is_the_text_at_its_place(company: str) -> None:
    folder = policies_dir() / company
    text = (folder / "policy.txt").read_text(encoding="utf-8")
    desk = load_desk(folder)
    citations = [
        citation
        for entry in desk.all_entries()
        for citation in (
            *getattr(entry, "citations", ()),
            *getattr(entry, "also", ()),
            *getattr(entry, "near", ()),
        )
    ]
    assert len(citations) > 50
    for citation in citations:
        assert text[citation.start : citation.end] == citation.quote
        assert citation.company == company
        assert citation.section and citation.document and citation.version == desk.version


def test_a_quotation_altered_by_one_character_is_refused() -> None:
    data, text = raw("opt")
    data["facts"]["fee.charged"]["quote"] = "(4) 所定の手数料を頂く場合がございます。"
    error = broken("opt", data, text)
    assert (error.company, error.key) == ("opt", "fee.charged")
    assert "「(4) 所定の手数料を頂く場合がございます。」" in str(error)


def test_policy_that_changed_under_the_quotation() -> None:
    data, text = raw("oni")
    error = broken("oni", data, text.replace("086-805-0202", "086-805-0203"))
    assert error.key == "desk.phone"
    assert "TEL : 086-805-0202" in str(error)


def test_value_that_is_not_in_its_quotation() -> None:
    data, text = raw("oni")
    data["facts"]["desk.phone"]["value"] = "086-805-0203"
    error = broken("oni", data, text)
    assert error.key == "desk.phone"
    assert "086-805-0203" in error.problem and "TEL : 086-805-0202" in str(error)


def test_value_that_its_rule_does_not_derive() -> None:
    data, text = raw("ocn")
    data["facts"]["desk.closed"]["value"] = dt.date(2023, 7, 1)
    error = broken("ocn", data, text)
    assert error.key == "desk.closed"
    assert "closed_on" in error.problem and "閉鎖しました" in str(error)


def test_a_number_without_a_rule_is_refused() -> None:
    data, text = raw("ocs")
    del data["regions"]["eea_uk"]["facts"]["minors"]["rule"]
    error = broken("ocs", data, text)
    assert error.key == "minors" and "16歳未満" in str(error)


def test_count_is_derived_from_its_own_line() -> None:
    data, text = raw("ocs")
    data["facts"]["papers.self"]["value"][0]["count"] = 1
    error = broken("ocs", data, text)
    assert error.key == "papers.self[0].count" and "いずれか2点" in str(error)


def checked(key: str, **fact: Any) -> Any:
    return checked_value(CompanyId("c"), key, StatedFact.model_validate(fact))


PAPERS = {
    "quote": "住民票の写し1通\n運転免許証、旅券のうち2点",
    "rules": {"count": "count_of", "medium": "medium_of"},
}


def test_each_paper_is_counted_by_its_own_line_and_no_other() -> None:
    one = {"label": "住民票の写し1通", "count": 1, "medium": "copy"}
    two = {"label": "運転免許証、旅券のうち2点", "count": 2}
    value = checked("papers.self", value=[one, two], **PAPERS)
    assert [(paper.count, paper.medium) for paper in value] == [(1, "copy"), (2, None)]
    for wrong, field in (({**two, "count": 1}, "count"), ({**two, "medium": "copy"}, "medium")):
        with pytest.raises(FactsError) as caught:
            checked("papers.self", value=[one, wrong], **PAPERS)
        assert caught.value.key == f"papers.self[1].{field}"


def test_a_figure_is_written_as_a_figure() -> None:
    with pytest.raises(FactsError, match=r"wrong shape.*count"):
        checked("papers.self", value=[{"label": "住民票の写し1通", "count": "1"}], **PAPERS)


def test_the_first_of_several_quotations_is_shown() -> None:
    with pytest.raises(FactsError) as caught:
        checked("desk.phone", value="03-0000-0000", quote=["電話番号は次のとおりです。", "受付は平日です。"])
    assert caught.value.quotation == "電話番号は次のとおりです。"


def test_an_unknown_key_that_is_not_stated_is_refused_by_its_first_term() -> None:
    data, text = raw("opt")
    data["facts"]["fee.amuont"] = {"not_stated": ["手数料", "費用"]}
    error = broken("opt", data, text)
    assert (error.key, error.problem, error.quotation) == ("fee.amuont", "unknown key", "手数料")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("手数料は無料です。\n次の行です。", "手数料は無料です。"),
        ("前の行です。\n手数料は無料です。", "手数料は無料です。"),
        ("\n\n  手数料\n次の行です。", "手数料"),
        ("前" * 40 + "手数料" + "後" * 60, "前" * 30 + "手数料" + "後" * 47),
    ],
)
def test_where_an_unread_term_stands_is_shown_with_its_line(text: str, shown: str) -> None:
    ranges = ((0, len(text)),)
    places = SimpleNamespace(company=CompanyId("c"), text=text, chapter=lambda _: ranges)
    silent = SilentFact.model_validate({"not_stated": ["手数料"]})
    with pytest.raises(FactsError) as caught:
        check_silence(cast("Places", places), "fee.charged", silent, None, (None,))
    assert caught.value.quotation == shown


def test_a_rule_that_there_is_not_is_named() -> None:
    data, text = raw("opt")
    data["facts"]["fee.charged"]["rule"] = "guess"
    assert "unknown rule 'guess'" in broken("opt", data, text).problem


def test_a_fact_that_a_desk_lacks_is_named_with_its_company() -> None:
    data, text = raw("opt")
    del data["facts"]["fee.amount"]
    error = broken("opt", data, text)
    assert (error.company, error.key) == ("opt", "fee.amount") and "missing key" in str(error)


def test_a_key_that_there_is_not_is_named_with_its_quotation() -> None:
    data, text = raw("opt")
    data["facts"]["fee.amuont"] = {"value": "x", "quote": "電話番号:03-5745-3623"}
    error = broken("opt", data, text)
    assert error.key == "fee.amuont" and "03-5745-3623" in str(error)


def test_a_field_that_a_fact_does_not_have_is_named() -> None:
    data, text = raw("opt")
    data["facts"]["desk.phone"]["source"] = "web"
    error = broken("opt", data, text)
    assert error.key == "desk.phone" and "source" in error.problem


def test_a_value_of_the_wrong_shape_is_refused() -> None:
    data, text = raw("opt")
    data["facts"]["fee.charged"]["value"] = "maybe"
    assert "wrong shape" in broken("opt", data, text).problem


def test_a_silence_that_the_policy_breaks_is_refused() -> None:
    data, text = raw("opt")
    data["facts"]["desk.phone"] = {"not_stated": ["電話番号"]}
    error = broken("opt", data, text)
    assert error.key == "desk.phone" and "電話番号" in error.problem and "03-5745-3623" in str(error)


def test_silence_ends_when_a_new_policy_speaks() -> None:
    data, text = raw("oni")
    changed = text + "\n手数料は1件につき300円です。\n"
    assert broken("oni", data, changed).key in {"fee.charged", "fee.amount"}


def test_silence_of_the_base_covers_chapters_that_do_not_speak() -> None:
    data, text = raw("ocs")
    changed = text.replace("7)同意を撤回する権利", "7)同意を撤回する権利\n\n漏えいを賠償いたします。")
    error = broken("ocs", data, changed)
    assert error.key == "compensation" and "賠償" in str(error)


def test_a_judged_quotation_that_has_gone_is_refused() -> None:
    data, text = raw("prestige")
    data["facts"]["papers.returned"]["judged"] = ["契約終了時の返却"]
    assert "judged" in broken("prestige", data, text).problem


def test_ambiguous_quotation_asks_for_its_place() -> None:
    data, text = raw("oni")
    data["facts"]["refusal.reasons"]["quote"] = "なお、不実施の場合は、その理由を説明するよう努めます。"
    error = broken("oni", data, text)
    assert error.key == "refusal.reasons" and "2 times" in error.problem


def test_regional_fact_cites_its_own_chapter() -> None:
    data, text = raw("ocs")
    data["regions"]["china"]["facts"]["minors"] = data["regions"]["eea_uk"]["facts"]["minors"]
    error = broken("ocs", data, text)
    assert error.key == "minors" and "not in the policy" in error.problem


def test_the_desk_file_of_another_company_is_refused() -> None:
    data, text = raw("oni")
    assert broken("opt", data, text).key == "company"


def test_a_key_that_is_given_twice_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "twice"
    folder.mkdir()
    (folder / "policy.txt").write_text("方針\n", encoding="utf-8")
    (folder / "desk.yml").write_text("company: twice\ncompany: other\n", encoding="utf-8")
    with pytest.raises(FactsError, match="given twice"):
        load_desk(folder)


@pytest.mark.slow
@settings(
    max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_no_altered_quotation_gets_through(data: st.DataObject) -> None:
    facts, text = raw("opt")
    key = data.draw(st.sampled_from(sorted(k for k, v in facts["facts"].items() if "quote" in v)))
    quotes = facts["facts"][key]["quote"]
    quote = quotes if isinstance(quotes, str) else quotes[0]
    at = data.draw(st.integers(0, len(quote) - 1))
    changed = quote[:at] + data.draw(st.characters(categories=["L"])) + quote[at + 1 :]
    if changed in text:
        return
    facts["facts"][key]["quote"] = changed if isinstance(quotes, str) else [changed, *quotes[1:]]
    assert broken("opt", facts, text).quotation == changed
