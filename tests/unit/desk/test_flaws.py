"""What software sees in a form: two people, two companies. A name that only looks unusual is one person's."""

import pytest

from desk.life import Terms
from desk.model import RequestDraft
from desk.requests.flaws import seen_in, several_companies, several_people
from knowledge.vocabulary import CompanyId
from tests.citing import cited


@pytest.mark.parametrize(
    "text",
    [
        "山田太郎、山田花子", "山田 太郎 ・ 山田 花子".replace(" ・ ", "・"), "山田太郎／山田花子", "山田太郎と山田花子", "山田太郎及び山田花子",
        "山田太郎\n山田花子", "山田太郎 外2名", "山田夫妻", "山田 太郎（妻 花子）", "Taro Yamada and Hanako Yamada",
        "Taro Yamada & Hanako Yamada", "John Smith, Jane Smith", "ヤマダタロウ、ヤマダハナコ", "山田太郎 ほか1名",
    ],
)  # fmt: skip
def test_two_people_in_one_form_are_seen(text: str) -> None:
    assert several_people(text)


@pytest.mark.parametrize(
    "text",
    [
        "山田 太郎", "ジョン・スミス", "Smith, John", "里と子", "ひとみ", "佐藤 みさと", "Maria-José O'Neil", "山田太郎（旧姓 佐藤）",
        "山田太郎 / Taro Yamada", "山田太郎（ヤマダタロウ）", "Alexander", "Andy Anderson", "及川 一郎", "王小明", "寿限無" * 33, "",
        "レオナルド・ダ・ヴィンチ", "美と 奏",
    ],
)  # fmt: skip
def test_an_unusual_name_is_one_persons(text: str) -> None:
    assert not several_people(text)


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("株式会社見本と見本商事株式会社の両方", True),
        ("㈱見本、㈲サンプル", True),
        ("Mihon Inc. / Sample Ltd.", True),
        ("株式会社見本のサービス。株式会社見本に登録した住所", False),
        ("株式会社見本 営業部、株式会社見本営業部", False),
        ("見本サービスの登録情報", False),
    ],
)
def test_two_companies_are_seen_by_their_legal_forms(text: str, several: bool) -> None:
    assert several_companies(text) is several


def draft(terms: Terms | None, kind: str = "request") -> RequestDraft:
    return RequestDraft(CompanyId("prestige"), "disclosure", "self", "v", "request", kind=kind, terms=terms)  # type: ignore[arg-type]


def test_the_fields_are_named_and_companies_count_where_the_policy_wants_one_a_form() -> None:
    values = {
        "name": "山田太郎、山田花子",
        "principal_name": "佐藤 一郎",
        "details": "株式会社見本、見本商事株式会社",
    }
    one_each = Terms(flag_rules={"several_companies": cited("1社")})
    assert seen_in(draft(one_each), values) == {
        "several_people": ("name",),
        "several_companies": ("details",),
    }
    assert seen_in(draft(Terms()), values) == {"several_people": ("name",)}
    assert seen_in(draft(None, "complaint"), values) == {}
